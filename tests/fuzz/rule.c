/* rule.c: any bytes as a rule file: compiled, run at file level and looked over. */
#include "fuzz.h"

#include "rule.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct jx_arena arena = jx_arena_new(64 << 20);
    struct jx_faults faults = {.arena = &arena};
    struct jx_rule rule = {.name = "lua:x", .kind = JX_RULE_LUA, .file = "x/x.lua"};
    rule.source = (struct jx_str){(const char *)data, size};
    bool ok = jx_lua_inspect("x/x.lua", rule.source, &arena, &rule, &faults);
    MUST(ok == (faults.errors == 0));
    jx_arena_free(&arena);
    return 0;
}
