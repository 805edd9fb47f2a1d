/* code.c: what a compiled function is able to do, read from its instructions as lua_dump
 * writes them. A function that cannot set a field needs no read-only views; one that runs no
 * instruction twice needs nobody to count them. Anything not known here counts as able. */
#include "code.h"

#include <stdint.h>
#include <string.h>

/* A chunk's header as every 5.4 writes it; the sizes of its numbers are in it. */
static const char header[] = "\x1bLua\x54\x00\x19\x93\r\n\x1a\n\x04\x08\x08";
enum { HEADER = sizeof header - 1, NUMBERS = 16, MOST = 16 * 1024 };

struct dump {
    unsigned char bytes[MOST];
    size_t n, at;
};

/* Instructions come first in a function; what does not fit behind them is not missed. */
static int take(lua_State *L, const void *part, size_t size, void *user)
{
    (void)L;
    struct dump *dump = user;
    size_t room = sizeof dump->bytes - dump->n;
    memcpy(dump->bytes + dump->n, part, size < room ? size : room);
    dump->n += size < room ? size : room;
    return size > room;
}

/* A number in groups of seven bits; the last has the eighth set. */
static size_t number(struct dump *dump)
{
    size_t value = 0;
    while (dump->at < dump->n) {
        unsigned char c = dump->bytes[dump->at++];
        value = value << 7 | (c & 0x7f);
        if (c & 0x80)
            return value;
        if (value > MOST)
            break;
    }
    dump->at = dump->n;
    return 0;
}

/* Numbers of instructions, which are the same in every 5.4. */
enum {
    SETUPVAL = 10,
    SETTABUP = 15,
    SETFIELD = 18,
    JUMP = 56,
    FORLOOP = 73,
    TFORLOOP = 77,
    CLOSURE = 79,
    LAST = 82
};

static void note(struct jx_code *code, uint32_t instruction)
{
    unsigned what = instruction & 0x7f;
    bool unknown = what > LAST;
    bool back =
        what == JUMP && instruction >> 7 < 0xffffff; /* a distance, plus 2^24 - 1 */
    code->stores |= unknown || what == CLOSURE || (what >= SETTABUP && what <= SETFIELD);
    code->repeats |=
        unknown || what == CLOSURE || back || (what >= FORLOOP && what <= TFORLOOP);
    code->captures |= unknown || what == CLOSURE || what == SETUPVAL;
}

struct jx_code jx_code_of(lua_State *L)
{
    static const struct jx_code anything = {true, true, true, 0};
    struct dump dump = {.n = 0};
    struct jx_code code = {0};
    lua_dump(L, take, &dump, 1);
    if (dump.n < HEADER + NUMBERS || memcmp(dump.bytes, header, HEADER) != 0)
        return anything;
    dump.at = HEADER + NUMBERS + 1; /* behind the count of upvalues */
    for (int i = 0; i < 3; i++)     /* no name; first and last line */
        number(&dump);
    dump.at += 3; /* parameters, whether there are more, stack */
    code.instructions = number(&dump);
    if (!code.instructions || dump.at > dump.n ||
        code.instructions > (dump.n - dump.at) / sizeof(uint32_t))
        return anything;
    for (size_t i = 0; i < code.instructions; i++) {
        uint32_t instruction;
        memcpy(&instruction, dump.bytes + dump.at + i * sizeof instruction,
               sizeof instruction);
        note(&code, instruction);
    }
    return code;
}
