/* harness.c: see harness.h. No expectation of a single test is known here. */
#include "harness.h"

#include "decimal.h"

const char budget_rule[] =
    "return {\n"
    "  api = 1,\n"
    "  needs = { adjusted = 'number', executed = 'number', reason = 'text?' },\n"
    "  params = { reason_below = { type = 'number', default = 0.9, min = 0, max = 1 } "
    "},\n"
    "  score = function(x, s)\n"
    "    if x.adjusted <= 0 then return s:reject('调整后预算数须大于零') end\n"
    "    local rate = dec.div(x.executed, x.adjusted)\n"
    "    s:award(dec.mul(s.full, math.min(rate, 1)), '执行率 %.2f%%', dec.mul(rate, "
    "100))\n"
    "    if rate < s.param.reason_below and not x.reason then\n"
    "      s:find('reason-missing', '执行率偏低而未说明原因')\n"
    "    end\n"
    "  end,\n"
    "}\n";

void bench_add(struct bench *bench, const char *file, const char *source, size_t len)
{
    struct jx_faults faults = {.arena = &bench->arena};
    size_t slot = bench->pack.rule_count++;
    bench->rules[slot] = (struct jx_rule){.name = file,
                                          .kind = JX_RULE_LUA,
                                          .file = file,
                                          .source = {source, len},
                                          .slot = slot};
    jx_lua_inspect(file, bench->rules[slot].source, &bench->arena, &bench->rules[slot],
                   &faults);
}

bool bench_open(struct bench *bench, const struct jx_lua_limits *limits)
{
    bench->pack.rules = bench->rules;
    bench->lua = jx_lua_open(&bench->pack, limits, &bench->err);
    return bench->lua != NULL;
}

void bench_close(struct bench *bench)
{
    jx_lua_close(bench->lua);
    jx_arena_free(&bench->arena);
    jx_arena_free(&bench->call);
    *bench = (struct bench){0};
}

enum jx_lua_status bench_score(struct bench *bench, size_t slot,
                               const struct jx_value *inputs,
                               const struct jx_value *params)
{
    jx_arena_reset(&bench->call);
    bench->err = (struct jx_error){0};
    jx_ledger_start(&bench->ledger, &bench->call, "test");
    return jx_lua_score(bench->lua, &bench->rules[slot], jx_dec_int(10), inputs, params,
                        &bench->ledger, &bench->err);
}

static void add_why(struct jx_strbuf *out, const struct jx_why *why, const char *file,
                    int line)
{
    char text[1024];
    jx_why_render(why, NULL, text, sizeof text);
    jx_strbuf_format(out, " (%s:%d %s); ", file, line, text);
}

const char *bench_lines(struct bench *bench)
{
    static const char *const verbs[] = {"award", "deduct", "reject", "unscored", "find",
                                        "clamp", "round",  "cap",    "veto"};
    static char text[8192];
    struct jx_strbuf out = {0};
    char points[64];
    for (size_t i = 0; i < bench->ledger.count; i++) {
        const struct jx_line *line = &bench->ledger.lines[i];
        jx_dec_print(line->points, points);
        jx_strbuf_format(&out, "%s %s", verbs[line->verb], points);
        add_why(&out, &line->why, line->file, line->line);
    }
    for (struct jx_raised *r = bench->ledger.raised; r; r = r->next) {
        jx_strbuf_format(&out, "find %s", r->code);
        add_why(&out, &r->why, r->file, r->line);
    }
    snprintf(text, sizeof text, "%s", out.text ? out.text : "");
    jx_strbuf_free(&out);
    return text;
}

const char *bench_error(struct bench *bench)
{
    static char text[1200];
    jx_error_print(&bench->err, text, sizeof text);
    return text;
}

struct jx_value number_value(const char *digits)
{
    struct jx_value value = {.type = JX_T_NUMBER};
    jx_dec_parse(jx_str_of(digits), &value.number);
    return value;
}

struct jx_value text_value(const char *text)
{
    return (struct jx_value){.type = JX_T_TEXT, .text = jx_str_of(text)};
}

bool budget_is_right(struct bench *bench, size_t slot)
{
    struct jx_value inputs[] = {number_value("200"), number_value("169.22"), {0}};
    struct jx_value param = number_value("0.9");
    enum jx_lua_status status = bench_score(bench, slot, inputs, &param);
    const char *want = "award 8.461 (budget.lua:8 执行率 84.61%); "
                       "find reason-missing (budget.lua:10 执行率偏低而未说明原因); ";
    return status == JX_LUA_OK && strcmp(bench_lines(bench), want) == 0;
}
