/* test_recall.c: outcomes that are given again: the same lines, findings and work for an
 * equal call, nothing for any other. */
#include "harness.h"

#include "recall.h"

enum { NEEDS = 3 };

/* A call of a made-up rule; what it wrote is in its ledger. */
struct scene {
    struct jx_arena arena;
    struct jx_need needs[NEEDS];
    struct jx_rule rule;
    struct jx_lua_rule own;
    struct jx_value inputs[NEEDS];
    struct jx_ledger ledger;
    struct jx_lua_call call;
};

static void set(struct scene *scene)
{
    scene->rule = (struct jx_rule){
        .file = "r.lua", .needs = scene->needs, .need_count = NEEDS, .slot = 2};
    scene->own.rule = &scene->rule;
    scene->inputs[0] = number_value("98.5");
    scene->inputs[1] = text_value("≥");
    scene->inputs[2] = (struct jx_value){0};
    jx_ledger_start(&scene->ledger, &scene->arena, "test");
    scene->call = (struct jx_lua_call){.rule = &scene->own,
                                       .full = jx_dec_int(10),
                                       .inputs = scene->inputs,
                                       .ledger = &scene->ledger,
                                       .params_hash = 7};
}

static void write(struct scene *scene, const char *text)
{
    struct jx_arg args[] = {{.kind = JX_ARG_DOUBLE, .number = 0.25},
                            {.kind = JX_ARG_TEXT, .text = jx_str_of(text)}};
    struct jx_why why = {.format = jx_str_of("%g %s"), .args = args, .arg_count = 2};
    jx_ledger_raise(&scene->ledger, "some-code", &why, true, "r.lua", 8);
    jx_ledger_add(&scene->ledger, JX_DEDUCT, jx_dec_int(2), &why, true, "r.lua", 9);
    jx_ledger_add(&scene->ledger, JX_REJECT, jx_dec_int(0), &why, true, "r.lua", 10);
}

/* Makes the call as a worker does: told, or else written and kept. */
static bool call(struct jx_recall *recall, struct scene *scene, const char *text)
{
    struct jx_recall_key key;
    uint64_t work = 0;
    jx_ledger_start(&scene->ledger, &scene->arena, "test");
    jx_recall_key(&scene->call, &key);
    bool told = jx_recall_tell(recall, &key, &scene->call, &work);
    CHECK(work == (told ? 77u : 0u));
    if (told)
        return true;
    CHECK(scene->ledger.count == 0 && !scene->ledger.raised);
    write(scene, text);
    jx_recall_keep(recall, &key, &scene->call, 77);
    return false;
}

static void check_why(const struct jx_why *why, const char *want)
{
    char text[512];
    jx_why_render(why, NULL, text, sizeof text);
    CHECK_STR(text, want);
}

static void equal_calls(struct jx_recall *recall)
{
    struct scene scene = {0};
    set(&scene);
    CHECK(!call(recall, &scene, "合格"));
    CHECK(!call(recall, &scene, "合格")); /* once is not enough */
    CHECK(call(recall, &scene, "另"));
    const struct jx_ledger *ledger = &scene.ledger;
    CHECK(ledger->count == 2 && ledger->raised_count == 1 && ledger->rejected);
    CHECK_STR(ledger->raised->code, "some-code");
    CHECK(ledger->raised->line == 8 && ledger->lines[0].line == 9);
    CHECK_STR(ledger->lines[1].file, "r.lua");
    CHECK(ledger->lines[0].verb == JX_DEDUCT && ledger->lines[1].verb == JX_REJECT);
    CHECK(jx_dec_cmp(ledger->lines[0].points, jx_dec_int(2)) == 0);
    check_why(&ledger->raised->why, "0.25 合格");
    check_why(&ledger->lines[1].why, "0.25 合格");
    jx_arena_free(&scene.arena);
}

/* Every part of a call counts. */
static void other_calls(struct jx_recall *recall)
{
    struct scene scene = {0};
    for (int part = 0; part < 8; part++) {
        set(&scene);
        switch (part) {
        case 0: scene.rule.slot = 3; break;
        case 1: scene.call.full = jx_dec_int(11); break;
        case 2: scene.call.params_hash = 8; break;
        case 3: scene.inputs[0] = number_value("98.4"); break;
        case 4: scene.inputs[0].type = JX_T_DATE; break;
        case 5: scene.inputs[1] = text_value("≤"); break;
        case 6: scene.inputs[2].type = JX_T_FLAG; break;
        default: scene.inputs[2] = text_value(""); break;
        }
        CHECK(!call(recall, &scene, "别"));
    }
    jx_arena_free(&scene.arena);
}

/* What does not fit is left to the rule: long inputs, long reasons, lists. */
static void large_calls(struct jx_recall *recall)
{
    char text[JX_WHY_BYTES + 1] = "";
    memset(text, 'a', sizeof text - 1);
    struct scene scene = {0};
    set(&scene);
    for (int i = 0; i < 4; i++)
        CHECK(!call(recall, &scene, (scene.inputs[0] = number_value("5"), text)));
    set(&scene);
    scene.inputs[1] = text_value(text);
    for (int i = 0; i < 4; i++)
        CHECK(!call(recall, &scene, "短"));
    set(&scene);
    scene.inputs[1] = (struct jx_value){.type = JX_T_LIST};
    for (int i = 0; i < 4; i++)
        CHECK(!call(recall, &scene, "短"));
    jx_arena_free(&scene.arena);
}

/* Through the door: an interpreter says the same the first and the fourth time, and errors
 * are made anew. */
static void rules(void)
{
    struct bench bench = {0};
    bench_add(&bench, "budget.lua", budget_rule, strlen(budget_rule));
    bench.pack.rules = bench.rules;
    bench.lua = jx_lua_open(&bench.pack, NULL, &bench.err);
    CHECK(bench.lua != NULL);
    struct jx_value param = number_value("0.9"), broken = text_value("九");
    for (int i = 0; i < 4 && bench.lua; i++) {
        CHECK(budget_is_right(&bench, 0));
        struct jx_value inputs[] = {number_value("100"), number_value("50"), {0}};
        CHECK(bench_score(&bench, 0, inputs, &param) == JX_LUA_OK);
        CHECK_STR(bench_lines(&bench),
                  "award 5 (budget.lua:8 执行率 50.00%); find reason-missing "
                  "(budget.lua:10 执行率偏低而未说明原因); ");
        CHECK(bench_score(&bench, 0, inputs, &broken) == JX_LUA_ERROR);
    }
    bench_close(&bench);
}

int main(void)
{
    struct jx_recall *recall = jx_recall_open(64);
    if (!recall)
        return 1;
    equal_calls(recall);
    other_calls(recall);
    large_calls(recall);
    jx_recall_close(recall);
    rules();
    return check_end();
}
