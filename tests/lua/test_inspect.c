/* test_inspect.c: what a rule file declares, every fault at once, and the warnings of
 * arithmetic that betrays rules. */
#include "harness.h"

#include "decimal.h"

/* All faults of a file, a line each: "LINE text [hint]", warnings with a "~". */
static const char *faults_of(const char *source, struct jx_rule *rule,
                             struct jx_arena *arena)
{
    static char text[8192];
    struct jx_strbuf out = {0};
    struct jx_faults faults = {.arena = arena};
    *rule = (struct jx_rule){0};
    bool fine = jx_lua_inspect("r.lua", jx_str_of(source), arena, rule, &faults);
    CHECK(fine == (faults.errors == 0));
    for (size_t i = 0; i < faults.count; i++) {
        const struct jx_fault *f = &faults.list[i];
        jx_strbuf_format(&out, "%s%d %s%s%s\n", f->warning ? "~" : "", f->line, f->text,
                         *f->hint ? " " : "", f->hint);
        CHECK_STR(f->path, "r.lua");
    }
    snprintf(text, sizeof text, "%s", out.text ? out.text : "");
    jx_strbuf_free(&out);
    return text;
}

static void declared(struct jx_arena *arena)
{
    struct jx_rule rule;
    CHECK_STR(faults_of(budget_rule, &rule, arena), "");
    CHECK(rule.need_count == 3 && rule.param_count == 1 && rule.has_score);
    CHECK(!rule.start_full && !rule.has_total);
    CHECK_STR(rule.needs[0].name, "adjusted");
    CHECK(rule.needs[0].type == JX_T_NUMBER && !rule.needs[0].optional);
    CHECK_STR(rule.needs[2].name, "reason");
    CHECK(rule.needs[2].type == JX_T_TEXT && rule.needs[2].optional);
    const struct jx_param *p = &rule.params[0];
    CHECK_STR(p->name, "reason_below");
    CHECK(p->has_default && p->has_min && p->has_max && p->type == JX_T_NUMBER);
    CHECK(jx_dec_cmp(p->value.number, (struct jx_dec){9, -1}) == 0);
    CHECK_STR(
        faults_of("return { api = 1, start = 'full', params = {\n"
                  "mode = { type = 'text', default = 'b', choices = { 'a', 'b' }, "
                  "text = '方式' },\n"
                  "bands = { type = 'list', default = { { from = 0.9, to = 1 }, {} } },\n"
                  "on = { type = 'flag', default = true } },\n"
                  "total = function(x, s) end }",
                  &rule, arena),
        "");
    CHECK(rule.start_full && rule.has_total && rule.param_count == 3);
    const struct jx_value *bands = &rule.params[0].value;
    CHECK(bands->type == JX_T_LIST && bands->count == 2);
    CHECK(bands->items[0].type == JX_T_MAP && bands->items[0].count == 2);
    CHECK(jx_str_is(bands->items[0].items[0].key, "from"));
    CHECK_STR(rule.params[1].text, "方式");
    CHECK_STR(rule.params[1].choices[1], "b");
}

static void all_faults(struct jx_arena *arena)
{
    struct jx_rule rule;
    CHECK_STR(
        faults_of("return {\n"
                  "  api = 2,\n"
                  "  need = {},\n"
                  "  start = 'half',\n"
                  "  needs = { a = 'numbr', b = 5, c = 'list' },\n"
                  "  params = {\n"
                  "    one = { type = 'number', default = 'x', minimum = 0 },\n"
                  "    two = { type = 'number', default = 5, max = 1 },\n"
                  "    six = { type = 'nmber' },\n"
                  "    ['a-b'] = { type = 'flag', default = 1 },\n"
                  "    pick = { type = 'text', default = 'c', choices = { 'a' } },\n"
                  "    bare = 5,\n"
                  "  },\n"
                  "  scores = 1,\n"
                  "  score = 5,\n"
                  "}\n",
                  &rule, arena),
        "3 rule: unknown key 'need' did you mean 'needs'?\n"
        "14 rule: unknown key 'scores' did you mean 'score'?\n"
        "2 the file must say 'api = 1'\n"
        "4 start must be \"zero\" or \"full\"\n"
        "5 needs: 'a' has the unknown type 'numbr'; types are number, text, level, "
        "date and flag, with ? where the input may be absent did you mean 'number'?\n"
        "5 needs: the type of 'b' must be a text like \"number\"\n"
        "5 needs: 'c' has the unknown type 'list'; types are number, text, level, "
        "date and flag, with ? where the input may be absent\n"
        "10 parameter 'a-b': a name has letters, digits and _ only\n"
        "10 parameter 'a-b': the default is no flag\n"
        "12 parameter 'bare' must be a table like { type = \"number\" }\n"
        "7 one: unknown key 'minimum'\n"
        "7 parameter 'one': the default is no number\n"
        "11 parameter 'pick': the default is none of the choices\n"
        "9 parameter 'six': the type must be number, text, flag or list did you mean "
        "'number'?\n"
        "8 parameter 'two': the default is outside min and max\n"
        "15 'score' must be a function (x, s)\n");
    CHECK_STR(faults_of("return 5", &rule, arena),
              "0 the file must return one table, not number\n");
    CHECK_HAS(faults_of("return {\n  api = 1,\n  score = function(x, s)\n", &rule, arena),
              "4 'end' expected (to close 'function' at line 3)");
    CHECK_HAS(faults_of("return { api = 1, needs = 5, score = math.abs }", &rule, arena),
              "1 'needs' must be a table, not number\n");
    CHECK_HAS(faults_of("return { api = 1, needs = { 'a' }, score = function() end }",
                        &rule, arena),
              "1 needs: has an unnamed entry; write KEY = VALUE\n");
    CHECK_HAS(faults_of("while true do end", &rule, arena), "1 the rule did more work");
}

/* One line of score; a warning is due, or not. */
static void lint(struct jx_arena *arena, bool due, const char *code)
{
    struct jx_rule rule;
    char source[512];
    snprintf(source, sizeof source,
             "return { api = 1, needs = { a = 'number', b = 'number' }, "
             "score = function(x, s)\n%s\nend }",
             code);
    const char *faults = faults_of(source, &rule, arena);
    bool warned = strncmp(faults, "~2 ", 3) == 0 && strstr(faults, "use dec.");
    CHECK(due ? warned : !*faults);
    if (due ? !warned : *faults)
        printf("  in %s: %s\n", code, faults);
}

static void lints(struct jx_arena *arena)
{
    static const char *const due[] = {
        "local n = math.floor((1 - x.a) * 100 / 5)",
        "local n = math.ceil(x.a / 5)",
        "if x.a * 100 < 29 then return end",
        "if 29 > x.a * 100 then return end",
        "if x.b >= 1 and x.a / x.b <= 0.9 then return end",
        "if (x.a / x.b) == 1 then return end",
        "if x.a / x.b ~= 1 then return end",
        "local n = x.a // 0.1",
        "local n = x.a // x.b",
        "local n = x.a * 100 // 5",
        "local rate = x.a / x.b if rate < 0.9 then return end",
        "local rate <const> = x.a / x.b if rate < 0.9 then return end",
        "local rate = 0 rate = x.a / x.b if rate < 0.9 then return end",
        "local rate = math.min(x.a / x.b, 1) if rate < 0.9 then return end",
        "local n = math.floor(math.abs(x.a * 3))",
        "if x.a * x.b - 1 > 0 then return end",
        "local big = x.a * 2 > x.b",
    };
    static const char *const fine[] = {
        "local rate = dec.div(x.a, x.b) if rate < 0.9 then return end",
        "if dec.mul(x.a, 100) < 29 then return end",
        "if x.a <= 0 or x.b < 5 then return end",
        "if x.a * x.b > 0 then return end",
        "s:award(x.a * 5, '%d', 2)",
        "local n = math.floor(x.a)",
        "local n = dec.floor(x.a / x.b)",
        "local t = { 1, 2 } local half = #t // 2 if #t * 2 > 3 then return end",
        "for i = 1, 10 do local j = i // 2 end",
        "local y = x.a * 2 if x.b < 5 then return end",
        "local rate = x.a / x.b rate = dec.div(x.a, x.b) if rate < 0.9 then return end",
        "local k <const> = 5 if x.a < k then return end",
        "local a = s and x.a * 2 or 0",
        "local r = x.a / x.b local function f(r) return r < 1 end",
        "-- x.a * 100 < 29",
        "local t = 'x.a * 100 < 29'",
        "if s.full * dec.div(1, 2) > 0 then return end",
        "if dec.cmp(x.a * 3, x.b) < 0 then return end",
    };
    for (size_t i = 0; i < sizeof due / sizeof *due; i++)
        lint(arena, true, due[i]);
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
        lint(arena, false, fine[i]);
}

/* Names that lead nowhere, and those that only look so. */
static void names(struct jx_arena *arena)
{
    static const struct {
        const char *code, *want;
    } cases[] = {
        {"s:award(x.aa, 'y')",
         "~2 the input 'aa' is not declared in needs did you mean 'a'?\n"},
        {"s:award(x.budget.rate, 'y')",
         "~2 the input 'budget.rate' is not declared in needs\n"},
        {"leak = 1", "~2 the global 'leak' is set; write local before it\n"},
        {"local n = tonumbr('1')",
         "~2 there is no 'tonumbr' in rules did you mean 'tonumber'?\n"},
        {"s:awrd(1, 'y')", "~2 the ledger has no verb 'awrd' did you mean 'award'?\n"},
        {"s:award(s.param.stepp, 'y')",
         "~2 the parameter 'stepp' is not declared in params did you mean 'step'?\n"},
        {"s:award(s.param.step, 'y')", ""},
        {"local t = { b = 1, c = x.a } s:award(t.b + t.c, 'y')", ""},
        {"for i, v in ipairs({ 1 }) do s:award(i + v, 'y') end", ""},
        {"local function f(p, ...) return select('#', ...) + p end s:award(f(x.b), 'y')",
         ""},
        {"goto out ::out::", ""},
        {"local y = x local name = y.anything", ""},
        {"local q = { x = function() local x = { zz = 1 } return x.zz end }", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct jx_rule rule;
        char source[512];
        snprintf(source, sizeof source,
                 "return { api = 1, needs = { a = 'number', b = 'number' }, "
                 "params = { step = { type = 'number', default = 1 } }, "
                 "score = function(x, s)\n%s\nend }",
                 cases[i].code);
        CHECK_STR(faults_of(source, &rule, arena), cases[i].want);
    }
}

int main(void)
{
    struct jx_arena arena = jx_arena_new(0);
    declared(&arena);
    all_faults(&arena);
    lints(&arena);
    names(&arena);
    jx_arena_free(&arena);
    return check_end();
}
