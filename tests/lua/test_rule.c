/* test_rule.c: what rules are given and what comes of their verbs. */
#include "harness.h"

#include "decimal.h"

/* Runs one rule with these inputs and params; its ledger, or its error. */
static const char *run(const char *source, const struct jx_value *inputs,
                       const struct jx_value *params)
{
    static char text[8192];
    struct bench bench = {0};
    bench_add(&bench, "r.lua", source, strlen(source));
    bool fine =
        bench_open(&bench, NULL) && bench_score(&bench, 0, inputs, params) == JX_LUA_OK;
    snprintf(text, sizeof text, "%s", fine ? bench_lines(&bench) : bench_error(&bench));
    bench_close(&bench);
    return text;
}

static void budget(void)
{
    struct bench bench = {0};
    struct jx_value param = number_value("0.9");
    bench_add(&bench, "budget.lua", budget_rule, strlen(budget_rule));
    CHECK(bench.rules[0].has_score && !bench.rules[0].has_total);
    CHECK(bench_open(&bench, NULL));
    CHECK(budget_is_right(&bench, 0));
    struct jx_value zero[] = {number_value("0"), number_value("1"), {0}};
    CHECK(bench_score(&bench, 0, zero, &param) == JX_LUA_OK);
    CHECK_STR(bench_lines(&bench), "reject 0 (budget.lua:6 调整后预算数须大于零); ");
    struct jx_value reason[] = {number_value("100"), number_value("50"),
                                text_value("因")};
    CHECK(bench_score(&bench, 0, reason, &param) == JX_LUA_OK);
    CHECK_STR(bench_lines(&bench), "award 5 (budget.lua:8 执行率 50.00%); ");
    CHECK(budget_is_right(&bench, 0)); /* the reason of the last call is gone */
    bench_close(&bench);
}

static void inputs(void)
{
    struct jx_value day = {.type = JX_T_DATE, .number = jx_dec_int(18992)};
    struct jx_value level = {.type = JX_T_LEVEL};
    struct jx_value flag = {.type = JX_T_FLAG, .flag = true};
    jx_dec_parse(jx_str_of("0.8"), &level.number);
    struct jx_value values[] = {number_value("0.1"), day, flag, level, {0},
                                text_value("合格")};
    CHECK_STR(run("return { api = 1, needs = { a = 'number', d = 'date', f = 'flag', "
                  "l = 'level', n = 'text?', t = 'text' }, score = function(x, s)\n"
                  "assert(math.type(x.a) == 'float' and x.f == true and x.n == nil)\n"
                  "s:award(x.l, '%g %d %s', x.a, x.d, x.t)\nend }",
                  values, NULL),
              "award 0.8 (r.lua:3 0.1 18992 合格); ");
    struct jx_value five = number_value("5");
    struct jx_value nested[] = {five, five, text_value("甲"), five, five};
    const char *needs = "return { api = 1, needs = { ['budget.rate'] = 'number', "
                        "['fact.A.rate'] = 'number', ['fact.A.unit'] = 'text', "
                        "['peer.B'] = 'number', ['record.year'] = 'number' }, "
                        "score = function(x, s)\n";
    char source[1024];
    snprintf(source, sizeof source,
             "%s assert(x.budget.rate == x['budget.rate'] and x.fact.A.unit == '甲')\n"
             "s:award(x.peer.B + x.record.year + x['fact.A.rate'], 'n') end }",
             needs);
    CHECK_STR(run(source, nested, NULL), "award 15 (r.lua:3 n); ");
    snprintf(source, sizeof source, "%s local a = x.fact.A.rat end }", needs);
    CHECK_STR(
        run(source, nested, NULL),
        "r.lua:2: input 'fact.A.rat' is not declared in needs; did you mean 'rate'?");
    snprintf(source, sizeof source, "%s x.budget.rate = 1 end }", needs);
    CHECK_HAS(run(source, nested, NULL), "r.lua:2: 'rate' cannot be set");
}

static void refused_inputs(void)
{
    static char text[20000];
    memset(text, 'x', sizeof text - 1);
    const char *source = "return { api = 1, needs = { t = 'text' },\n"
                         "score = function(x, s) s:award(#x.t, 'n') end }";
    struct jx_value value = text_value(text);
    CHECK_STR(run(source, &value, NULL), "r.lua:2: 't' is longer than 16384 bytes");
    value.text = (struct jx_str){"a\0b", 3};
    CHECK_STR(run(source, &value, NULL), "r.lua:2: 't' holds a NUL character");
    value.text = (struct jx_str){NULL, 0};
    CHECK_STR(run(source, &value, NULL), "award 0 (r.lua:2 n); ");
}

static void params(void)
{
    static const char source[] =
        "return { api = 1, params = { bands = { type = 'list' }, "
        "on = { type = 'flag', default = true } },\n"
        "score = function(x, s)\n"
        "  for i, band in ipairs(s.param.bands) do\n"
        "    if s.param.on then s:award(band.points, '%d of %d', i, #s.param.bands) end\n"
        "  end\n"
        "end }";
    struct jx_value first[] = {
        {.type = JX_T_NUMBER, .number = {5, 0}, .key = {"points", 6}}};
    struct jx_value second[] = {
        {.type = JX_T_NUMBER, .number = {25, -1}, .key = {"points", 6}}};
    struct jx_value bands[] = {{.type = JX_T_MAP, .items = first, .count = 1},
                               {.type = JX_T_MAP, .items = second, .count = 1}};
    struct jx_value values[] = {{.type = JX_T_LIST, .items = bands, .count = 2},
                                {.type = JX_T_FLAG, .flag = true}};
    struct bench bench = {0};
    bench_add(&bench, "p.lua", source, sizeof source - 1);
    CHECK(bench_open(&bench, NULL));
    for (int i = 0; i < 300; i++) { /* other figures in the same place are seen */
        first[0].number.digits = i;
        char want[128];
        snprintf(want, sizeof want,
                 "award %d (p.lua:4 1 of 2); award 2.5 (p.lua:4 2 of 2); ", i);
        CHECK(bench_score(&bench, 0, NULL, values) == JX_LUA_OK);
        CHECK_STR(bench_lines(&bench), want);
    }
    values[1].flag = false;
    CHECK(bench_score(&bench, 0, NULL, values) == JX_LUA_OK);
    CHECK_STR(bench_lines(&bench), "");
    bench_close(&bench);
    CHECK_HAS(run("return { api = 1, params = { a = { type = 'list' } }, "
                  "score = function(x, s) s.param.a[1] = 2 end }",
                  NULL, values),
              "'1' cannot be set: a is read-only in rules");
}

static void verbs(void)
{
    CHECK_STR(run("return { api = 1, score = function(x, s)\n"
                  "s:award(0.1 + 0.2, '%s', 10.0)\n"
                  "s:deduct(2, '%.1f%%', 2.25)\n"
                  "s:find('too-low', '低于 %g', 0.5)\nend }",
                  NULL, NULL),
              "award 0.3 (r.lua:2 10); deduct 2 (r.lua:3 2.3%); "
              "find too-low (r.lua:4 低于 0.5); ");
    CHECK_STR(run("return { api = 1, score = function(x, s)\n"
                  "s:unscored('证据不足')\ns:award(1, 'n') s:find('x', 'n') end }",
                  NULL, NULL),
              "unscored 0 (r.lua:2 证据不足); ");
    CHECK_STR(run("local function f(s) s:award(1, 'n') end\n"
                  "return { api = 1, score = function(x, s)\nreturn f(s) end }",
                  NULL, NULL),
              "award 1 (r.lua:1 n); ");
    CHECK_STR(run("local t = { a = { 1, 2 }, b = 'x' }\n"
                  "return { api = 1, score = function(x, s)\n"
                  "local n = 0 for k, v in sorted_pairs(t) do n = n + 1 end\n"
                  "s:award(n, '%d %s %s', #t.a, table.concat(t.a, '+'), t.b) end }",
                  NULL, NULL),
              "award 2 (r.lua:4 2 1+2 x); ");
}

static const char total_rule[] =
    "return {\n"
    "  api = 1,\n"
    "  needs = { ['record.year'] = 'number?' },\n"
    "  total = function(x, s)\n"
    "    local n = 0\n"
    "    for _, item in ipairs(x.items) do\n"
    "      if item.level1 == '产出' and item.score then n = n + item.score end\n"
    "    end\n"
    "    s:award(n, '%d %d %s', #x.items, #x.groups, x.groups[1].level1)\n"
    "    if x.budget and x.budget.rate < 0.8 then s:cap(89, '执行率 %g', x.budget.rate) "
    "end\n"
    "    if not x.sum then s:veto('无合计') end\n"
    "  end,\n"
    "}\n";

static enum jx_lua_status total(struct bench *bench, const struct jx_total_view *view)
{
    struct jx_value none = {0};
    jx_arena_reset(&bench->call);
    jx_ledger_start(&bench->ledger, &bench->call, "test");
    return jx_lua_total(bench->lua, &bench->rules[0], jx_dec_int(100), view, &none, NULL,
                        &bench->ledger, &bench->err);
}

static void totals(void)
{
    struct bench bench = {0};
    bench_add(&bench, "t.lua", total_rule, sizeof total_rule - 1);
    CHECK(bench.rules[0].has_total && !bench.rules[0].has_score);
    CHECK(bench_open(&bench, NULL));
    struct jx_item items[3] = {
        {.level1 = jx_str_of("产出"), .score = {7, 0}, .scored = true},
        {.level1 = jx_str_of("产出"), .scored = false},
        {.level1 = jx_str_of("效益"), .score = {9, 0}, .scored = true}};
    struct jx_group group = {
        .level1 = jx_str_of("产出"), .score = {7, 0}, .scored = true};
    struct jx_value rate = number_value("0.75");
    rate.key = jx_str_of("rate");
    struct jx_value map = {.type = JX_T_MAP, .items = &rate, .count = 1};
    struct jx_total_view view = {.items = items,
                                 .item_count = 3,
                                 .groups = &group,
                                 .group_count = 1,
                                 .sum = {16, 0},
                                 .has_sum = true,
                                 .budget = &map};
    CHECK(total(&bench, &view) == JX_LUA_OK);
    CHECK_STR(bench_lines(&bench),
              "award 7 (t.lua:9 3 1 产出); cap 89 (t.lua:10 执行率 0.75); ");
    view.item_count = 1;
    view.has_sum = false;
    view.budget = NULL;
    CHECK(total(&bench, &view) == JX_LUA_OK);
    CHECK_STR(bench_lines(&bench),
              "award 7 (t.lua:9 1 1 产出); veto 0 (t.lua:11 无合计); ");
    view.item_count = 3;
    CHECK(total(&bench, &view) == JX_LUA_OK);
    CHECK_HAS(bench_lines(&bench), "award 7 (t.lua:9 3 1 产出); veto");
    CHECK(bench_score(&bench, 0, NULL, NULL) == JX_LUA_ERROR);
    CHECK_STR(bench_error(&bench), "t.lua: the rule has no score function");
    bench_close(&bench);
}

static void total_errors(void)
{
    static const struct {
        const char *code, *message;
    } cases[] = {
        {"s:reject('n')", "s:reject belongs to a score function"},
        {"s:awad(1, 'n')", "did you mean 'award'?"},
        {"local a = x.item", "did you mean 'items'?"},
        {"local a = x.items[1].scor", "there is no 'scor' here; did you mean 'score'?"},
        {"x.items[1].score = 1", "'score' cannot be set"},
        {"x.items[1] = 1", "cannot be set"},
        {"table.insert(x.items, 1)", "this table is read-only"},
        {"x.sum = 1", "'sum' cannot be set"},
    };
    struct jx_item item = {.score = {7, 0}, .scored = true};
    struct jx_total_view view = {.items = &item, .item_count = 1};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bench bench = {0};
        char source[256];
        snprintf(source, sizeof source,
                 "return { api = 1, needs = { ['record.year'] = 'number?' }, "
                 "total = function(x, s)\n%s end }",
                 cases[i].code);
        bench_add(&bench, "t.lua", source, strlen(source));
        CHECK(bench_open(&bench, NULL));
        CHECK(total(&bench, &view) == JX_LUA_ERROR);
        CHECK_HAS(bench_error(&bench), cases[i].message);
        CHECK(bench.err.line == 2);
        bench_close(&bench);
    }
}

int main(void)
{
    budget();
    inputs();
    refused_inputs();
    params();
    verbs();
    totals();
    total_errors();
    return check_end();
}
