/* pack.c: any bytes as a pack: pack.json, indicators.json, forms.json and a rule, in
 * parts; when it is good, a record is scored by it. */
#include "fuzz.h"

#include "json.h"
#include "record_json.h"

static const char record[] =
    "{\"form\":\"f\",\"region\":\"r\",\"year\":\"2023\",\"budget\":{\"adjusted\":\"10\","
    "\"executed\":\"8.5\",\"weight\":\"10\",\"reported_score\":\"9\"},\"indicators\":["
    "{\"level1\":\"A\",\"name\":\"a\",\"nature\":\"\xe2\x89\xa5\",\"target\":\"5\","
    "\"actual\":\"4\",\"weight\":\"20\",\"reported_score\":\"16\"},{\"level1\":\"B\","
    "\"name\":\"b\",\"target\":\"x\",\"actual\":\"\",\"weight\":\"70\"}]}";

static void score(const struct jx_pack *pack)
{
    struct jx_arena arena = jx_arena_new(0);
    struct jx_error err = {0};
    struct jx_record form;
    struct jx_record_faults faults = {0};
    struct jx_json *node = jx_json_parse(
        &arena, (struct jx_str){record, sizeof record - 1}, "record", 1, &err);
    struct jx_engine *engine = jx_engine_open(pack, &err);
    MUST(engine &&
         jx_record_from_json(&arena, node, "$", "record", &faults, &form, &err));
    fuzz_score(pack, engine, &form);
    jx_engine_close(engine);
    jx_arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"pack.json", "indicators.json", "forms.json",
                                        "rule.lua"};
    struct jx_str rest = {(const char *)data, size};
    struct jx_pack_overlay files[5] = {{0}};
    for (int i = 0, n = 0; i < 4; i++) {
        struct jx_str part = fuzz_part(&rest);
        if (part.n)
            files[n++] = (struct jx_pack_overlay){names[i], part};
    }
    struct jx_pack *pack = files[0].name ? fuzz_pack("fuzzed", files) : NULL;
    if (pack)
        score(pack);
    jx_pack_free(pack);
    return 0;
}
