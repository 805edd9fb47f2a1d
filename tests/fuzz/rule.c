/* rule.c: any bytes as a rule file: compiled, run at file level and looked over; and what can
 * be called is called, with the interpreter and without, which must make no difference. */
#include "fuzz.h"

#include "rule.h"

enum { NEEDS = 8, WHY = 1024 };

static struct jx_value value_of(uint8_t type, size_t k)
{
    static const struct jx_dec numbers[] = {
        {0, 0},  {1, 0},   {985, -1}, {-3, 0},
        {29, 0}, {1, -15}, {1, 14},   {99999999999999999, 0}};
    struct jx_value value = {.type = type, .flag = k % 2, .number = numbers[k % 8]};
    if (type == JX_T_TEXT)
        value.text = k % 3 ? (struct jx_str){"≥", 3} : (struct jx_str){0};
    if (type == JX_T_LIST || type == JX_T_MAP || k % 7 == 6)
        value = (struct jx_value){0};
    return value;
}

static void same_why(const struct jx_why *a, const struct jx_why *b)
{
    char text[2][WHY];
    MUST(jx_why_render(a, NULL, text[0], WHY) == jx_why_render(b, NULL, text[1], WHY));
    MUST(strcmp(text[0], text[1]) == 0);
}

static void same_ledgers(const struct jx_ledger *a, const struct jx_ledger *b)
{
    MUST(a->count == b->count && a->raised_count == b->raised_count);
    MUST(a->rejected == b->rejected && a->unscored == b->unscored);
    for (size_t i = 0; i < a->count; i++) {
        const struct jx_line *x = &a->lines[i], *y = &b->lines[i];
        MUST(x->verb == y->verb && x->line == y->line);
        MUST(jx_dec_cmp(x->points, y->points) == 0);
        same_why(&x->why, &y->why);
    }
    const struct jx_raised *y = b->raised;
    for (const struct jx_raised *x = a->raised; x; x = x->next, y = y->next) {
        MUST(strcmp(x->code, y->code) == 0 && x->line == y->line);
        same_why(&x->why, &y->why);
    }
}

/* One call in both states. Limits of time and memory are too slow to reach here, so work
 * is little and a limit ends both. */
static void call(struct jx_lua *const lua[2], const struct jx_rule *rule, size_t k,
                 struct jx_arena *arena)
{
    struct jx_value inputs[NEEDS], params[NEEDS];
    struct jx_ledger ledger[2];
    struct jx_error err[2] = {{0}};
    enum jx_lua_status status[2];
    for (size_t i = 0; i < rule->need_count; i++)
        inputs[i] = value_of(rule->needs[i].type, k + 3 * i);
    for (size_t i = 0; i < rule->param_count; i++)
        params[i] = value_of(rule->params[i].type, k + i);
    for (int i = 0; i < 2; i++) {
        jx_ledger_start(&ledger[i], arena, "fuzz");
        status[i] = jx_lua_score(lua[i], rule, jx_dec_int(10), inputs, params, &ledger[i],
                                 &err[i]);
    }
    MUST(status[0] == status[1] && strcmp(err[0].text, err[1].text) == 0);
    MUST(err[0].line == err[1].line && jx_lua_work(lua[0]) == jx_lua_work(lua[1]));
    if (status[0] == JX_LUA_OK)
        same_ledgers(&ledger[0], &ledger[1]);
}

static void calls(struct jx_rule *rule, struct jx_arena *arena)
{
    struct jx_lua_limits limits = jx_lua_default_limits;
    struct jx_pack pack = {.rules = rule, .rule_count = 1};
    struct jx_error err;
    limits.work = 10000;
    struct jx_lua *plain = jx_lua_open(&pack, &limits, &err);
    limits.interpreted = true;
    struct jx_lua *interpreted = jx_lua_open(&pack, &limits, &err);
    MUST(!plain == !interpreted);
    for (size_t k = 0; plain && k < 16; k++)
        call((struct jx_lua *const[]){plain, interpreted}, rule, k, arena);
    jx_lua_close(plain);
    jx_lua_close(interpreted);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct jx_arena arena = jx_arena_new(64 << 20);
    struct jx_faults faults = {.arena = &arena};
    struct jx_rule rule = {.name = "lua:x", .kind = JX_RULE_LUA, .file = "x/x.lua"};
    rule.source = (struct jx_str){(const char *)data, size};
    bool ok = jx_lua_inspect("x/x.lua", rule.source, &arena, &rule, &faults);
    MUST(ok == (faults.errors == 0));
    if (ok && rule.has_score && rule.need_count <= NEEDS && rule.param_count <= NEEDS)
        calls(&rule, &arena);
    jx_arena_free(&arena);
    return 0;
}
