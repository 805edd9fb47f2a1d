/* json.c: any bytes as JSON; what is good prints and reads back the same, and merges. */
#include "fuzz.h"

#include "json.h"
#include "strbuf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct jx_arena arena = jx_arena_new(64 << 20);
    struct jx_error err = {0};
    struct jx_strbuf out = {0};
    struct jx_json *root =
        jx_json_parse(&arena, (struct jx_str){(const char *)data, size}, "x", 1, &err);
    MUST(root || err.text[0]);
    if (root) {
        jx_json_print(root, &out);
        struct jx_json *again =
            jx_json_parse(&arena, (struct jx_str){out.text, out.len}, "y", 1, &err);
        MUST(again && jx_json_same(root, again));
        struct jx_json *merged = jx_json_merge(&arena, root, again);
        MUST(!merged || root->type == JX_JSON_OBJECT || jx_json_same(merged, root));
    }
    jx_strbuf_free(&out);
    jx_arena_free(&arena);
    return 0;
}
