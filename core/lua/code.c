/* code.c: what a compiled function is able to do, told by its instructions. A function that
 * cannot set a field needs no read-only views; one that runs no instruction twice needs
 * nobody to count them. Anything not known here counts as able. */
#include "code.h"

#include "dump.h"

static void note(struct jx_code *code, uint32_t instruction)
{
    unsigned what = jx_op_of(instruction);
    bool unknown = what > JX_OP_LAST;
    bool back = what == JX_OP_JMP && jx_op_jump(instruction) < 0;
    code->stores |= unknown || what == JX_OP_CLOSURE ||
                    (what >= JX_OP_SETTABUP && what <= JX_OP_SETFIELD);
    code->repeats |= unknown || what == JX_OP_CLOSURE || back ||
                     (what >= JX_OP_FORLOOP && what <= JX_OP_TFORLOOP);
    code->captures |= unknown || what == JX_OP_CLOSURE || what == JX_OP_SETUPVAL;
}

struct jx_code jx_code_of(lua_State *L)
{
    struct jx_dump dump;
    struct jx_code code = {0};
    if (!jx_dump_read(L, &dump))
        return (struct jx_code){true, true, true, 0};
    code.instructions = dump.instructions;
    for (size_t i = 0; i < code.instructions; i++)
        note(&code, jx_dump_instruction(&dump, i));
    return code;
}
