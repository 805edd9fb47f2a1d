/* dump.h: a compiled function read from what lua_dump writes of it, which every 5.4 writes
 * alike. */
#pragma once

#include "jixiao/value.h"

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct jx_dump {
    unsigned char bytes[16 * 1024]; /* what is longer is not read to its end */
    size_t n, at;                   /* at: what is read next */
    int line;                       /* on which the function begins */
    unsigned stack;                 /* registers it uses */
    size_t instructions, first;     /* how many; where they are in bytes */
};

/* Of the Lua function at the top of the stack, as far as its instructions; the reader
 * stands behind them, where its constants are. false: not written as is known here, or
 * longer than there is room. */
bool jx_dump_read(lua_State *L, struct jx_dump *dump);

static inline uint32_t jx_dump_instruction(const struct jx_dump *dump, size_t i)
{
    uint32_t instruction;
    memcpy(&instruction, dump->bytes + dump->first + i * sizeof instruction,
           sizeof instruction);
    return instruction;
}

/* ---- what follows; beyond the end is nothing but zeros and empty texts ---- */

bool jx_dump_ended(const struct jx_dump *dump); /* all was read, or more than there is */
size_t jx_dump_number(struct jx_dump *dump);
void jx_dump_bytes(struct jx_dump *dump, void *out, size_t size);
/* Points into the dump. */
struct jx_str jx_dump_text(struct jx_dump *dump);

/* Numbers of instructions. */
enum jx_op {
    JX_OP_MOVE = 0,
    JX_OP_LOADI,
    JX_OP_LOADF,
    JX_OP_LOADK,
    JX_OP_LOADFALSE = 5,
    JX_OP_LFALSESKIP,
    JX_OP_LOADTRUE,
    JX_OP_LOADNIL,
    JX_OP_GETUPVAL,
    JX_OP_SETUPVAL,
    JX_OP_GETTABUP,
    JX_OP_GETFIELD = 14,
    JX_OP_SETTABUP,
    JX_OP_SETFIELD = 18,
    JX_OP_SELF = 20,
    JX_OP_ADDI,
    JX_OP_ADDK,
    JX_OP_SUBK,
    JX_OP_MULK,
    JX_OP_DIVK = 27,
    JX_OP_ADD = 34,
    JX_OP_SUB,
    JX_OP_MUL,
    JX_OP_DIV = 39,
    JX_OP_MMBIN = 46,
    JX_OP_MMBINI,
    JX_OP_MMBINK,
    JX_OP_UNM,
    JX_OP_NOT = 51,
    JX_OP_JMP = 56,
    JX_OP_EQ,
    JX_OP_LT,
    JX_OP_LE,
    JX_OP_EQK,
    JX_OP_EQI,
    JX_OP_LTI,
    JX_OP_LEI,
    JX_OP_GTI,
    JX_OP_GEI,
    JX_OP_TEST,
    JX_OP_TESTSET,
    JX_OP_CALL,
    JX_OP_TAILCALL,
    JX_OP_RETURN,
    JX_OP_RETURN0,
    JX_OP_RETURN1,
    JX_OP_FORLOOP,
    JX_OP_TFORLOOP = 77,
    JX_OP_CLOSURE = 79,
    JX_OP_LAST = 82
};

/* The parts of an instruction. */
static inline unsigned jx_op_of(uint32_t i)
{
    return i & 0x7f;
}
static inline unsigned jx_op_a(uint32_t i)
{
    return i >> 7 & 0xff;
}
static inline bool jx_op_k(uint32_t i)
{
    return i >> 15 & 1;
}
static inline unsigned jx_op_b(uint32_t i)
{
    return i >> 16 & 0xff;
}
static inline unsigned jx_op_c(uint32_t i)
{
    return i >> 24;
}
static inline unsigned jx_op_bx(uint32_t i)
{
    return i >> 15;
}
static inline int jx_op_jump(uint32_t i)
{
    return (int)(i >> 7) - 0xffffff;
}
