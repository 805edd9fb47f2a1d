/* dump.c: the bytes lua_dump writes of a function. What its instructions mean for the
 * sandbox is judged elsewhere. */
#include "dump.h"

/* A chunk's header as every 5.4 writes it; the sizes of its numbers are in it. */
static const char header[] = "\x1bLua\x54\x00\x19\x93\r\n\x1a\n\x04\x08\x08";
enum { HEADER = sizeof header - 1, NUMBERS = 16 };

/* Instructions come first in a function; for some readers, what does not fit behind them is
 * not missed. */
static int take(lua_State *L, const void *part, size_t size, void *user)
{
    (void)L;
    struct jx_dump *dump = user;
    size_t room = sizeof dump->bytes - dump->n;
    memcpy(dump->bytes + dump->n, part, size < room ? size : room);
    dump->n += size < room ? size : room;
    return size > room;
}

/* So that all that is read from here on is missing. */
static void end(struct jx_dump *dump)
{
    dump->at = dump->n + 1;
}

bool jx_dump_ended(const struct jx_dump *dump)
{
    return dump->at > dump->n;
}

/* In groups of seven bits; the last has the eighth set. */
size_t jx_dump_number(struct jx_dump *dump)
{
    size_t value = 0;
    while (dump->at < dump->n) {
        unsigned char c = dump->bytes[dump->at++];
        value = value << 7 | (c & 0x7f);
        if (c & 0x80)
            return value;
        if (value > sizeof dump->bytes)
            break;
    }
    end(dump);
    return 0;
}

static bool has(const struct jx_dump *dump, size_t size)
{
    return !jx_dump_ended(dump) && size <= dump->n - dump->at;
}

void jx_dump_bytes(struct jx_dump *dump, void *out, size_t size)
{
    if (has(dump, size)) {
        memcpy(out, dump->bytes + dump->at, size);
        dump->at += size;
    } else {
        memset(out, 0, size);
        end(dump);
    }
}

/* Its length comes first, plus 1: 0 is no text at all. */
struct jx_str jx_dump_text(struct jx_dump *dump)
{
    size_t n = jx_dump_number(dump);
    n -= n > 0;
    if (!has(dump, n)) {
        end(dump);
        return (struct jx_str){"", 0};
    }
    dump->at += n;
    return (struct jx_str){(const char *)dump->bytes + dump->at - n, n};
}

bool jx_dump_read(lua_State *L, struct jx_dump *dump)
{
    dump->n = 0;
    lua_dump(L, take, dump, 0);
    if (dump->n < HEADER + NUMBERS || memcmp(dump->bytes, header, HEADER) != 0)
        return false;
    dump->at = HEADER + NUMBERS + 1; /* behind the count of upvalues */
    unsigned char head[3];           /* parameters, whether there are more, stack */
    jx_dump_text(dump);
    dump->line = (int)jx_dump_number(dump);
    jx_dump_number(dump); /* the last line */
    jx_dump_bytes(dump, head, sizeof head);
    dump->stack = head[2];
    dump->instructions = jx_dump_number(dump);
    dump->first = dump->at;
    if (!dump->instructions || !has(dump, 0) ||
        dump->instructions > (dump->n - dump->at) / sizeof(uint32_t))
        return false;
    dump->at += dump->instructions * sizeof(uint32_t);
    return true;
}
