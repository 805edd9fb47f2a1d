/* emit.c: how JSON is spelt. What is written, and in which order, is for record.c and
 * result.c. */
#include "emit.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define N_(text) text /* marks a message for translation */

bool jx_emit_flush(struct jx_emit *e)
{
    if (!e->failed && e->used && !e->output->write(e->output, e->buffer, e->used))
        e->failed = true;
    e->used = 0;
    return !e->failed;
}

static void put(struct jx_emit *e, const char *bytes, size_t len)
{
    while (len) {
        size_t room = sizeof e->buffer - e->used, n = len < room ? len : room;
        memcpy(e->buffer + e->used, bytes, n);
        e->used += n;
        bytes += n;
        len -= n;
        if (e->used == sizeof e->buffer)
            jx_emit_flush(e);
    }
}

static void put_char(struct jx_emit *e, char c)
{
    *jx_emit_room(e, 1) = c;
    e->used++;
}

static void line_break(struct jx_emit *e)
{
    if (!e->pretty)
        return;
    put_char(e, '\n');
    for (int i = 0; i < e->depth; i++)
        put_char(e, ' ');
}

void jx_emit_separate(struct jx_emit *e)
{
    if (!e->keyed && !e->first)
        put_char(e, ',');
    if (!e->keyed && e->depth)
        line_break(e);
    e->first = e->keyed = false;
}

void jx_emit_open(struct jx_emit *e, char bracket)
{
    jx_emit_before(e);
    put_char(e, bracket);
    e->depth++;
    e->first = true;
}

void jx_emit_close(struct jx_emit *e, char bracket)
{
    e->depth--;
    if (!e->first)
        line_break(e);
    put_char(e, bracket);
    e->first = false;
}

void jx_emit_end(struct jx_emit *e)
{
    put_char(e, '\n');
    e->first = true;
}

static void escape(struct jx_emit *e, unsigned char c)
{
    static const char from[] = "\n\r\t\"\\", to[] = "nrt\"\\";
    const char *known = c ? strchr(from, c) : NULL;
    char text[8];
    int n = known ? snprintf(text, sizeof text, "\\%c", to[known - from])
                  : snprintf(text, sizeof text, "\\u%04x", c);
    put(e, text, (size_t)n);
}

/* Is one of eight bytes below blank, a quote or a backslash? Not 0: yes. */
static uint64_t special8(uint64_t bytes)
{
    const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
    uint64_t quote = bytes ^ ones * '"', backslash = bytes ^ ones * '\\';
    uint64_t found = (bytes - ones * ' ') | (quote - ones) | (backslash - ones);
    return found & ~bytes & tops; /* bytes from 0x80 on are parts of characters */
}

/* Likewise of sixteen, a byte each. */
typedef uint8_t bytes16 __attribute__((vector_size(16)));
typedef uint64_t halves __attribute__((vector_size(16)));
static inline bytes16 special16(bytes16 bytes)
{
    return (bytes16)((bytes < ' ') | (bytes == '"') | (bytes == '\\'));
}

/* Copies a text of 16 bytes or more; the last 16 may be some of those before again. */
static bool copied_long(char *out, struct jx_str text)
{
    bytes16 bytes, found = {0};
    size_t last = text.n - sizeof bytes;
    for (size_t i = 0; i < last; i += sizeof bytes) {
        memcpy(&bytes, text.p + i, sizeof bytes);
        found |= special16(bytes);
        memcpy(out + i, &bytes, sizeof bytes);
    }
    memcpy(&bytes, text.p + last, sizeof bytes);
    found |= special16(bytes);
    memcpy(out + last, &bytes, sizeof bytes);
    halves all = (halves)found;
    return !(all[0] | all[1]);
}

/* Likewise 4 to 15 bytes: the first and last eight, or four. */
static bool copied_short(char *out, struct jx_str text)
{
    if (text.n >= 8) {
        uint64_t first, last;
        memcpy(&first, text.p, 8);
        memcpy(&last, text.p + text.n - 8, 8);
        memcpy(out, &first, 8);
        memcpy(out + text.n - 8, &last, 8);
        return !(special8(first) | special8(last));
    }
    uint32_t first, last;
    memcpy(&first, text.p, 4);
    memcpy(&last, text.p + text.n - 4, 4);
    memcpy(out, &first, 4);
    memcpy(out + text.n - 4, &last, 4);
    return !special8((uint64_t)first << 32 | last);
}

static bool is_special(char c)
{
    return (unsigned char)c < ' ' || c == '"' || c == '\\';
}

/* Copies a text; false: something in it needs an escape, and `out` is not its copy. */
static bool copied(char *out, struct jx_str text)
{
    if (text.n >= 16)
        return copied_long(out, text);
    if (text.n >= 4)
        return copied_short(out, text);
    for (size_t i = 0; i < text.n; i++) {
        if (is_special(text.p[i]))
            return false;
        out[i] = text.p[i];
    }
    return true;
}

/* With escapes, or too long to be looked at as a whole. */
__attribute__((noinline)) static void quoted_slowly(struct jx_emit *e, struct jx_str text)
{
    size_t from = 0;
    put_char(e, '"');
    for (size_t i = 0; i < text.n; i++) {
        if (!is_special(text.p[i]))
            continue;
        put(e, text.p + from, i - from);
        escape(e, (unsigned char)text.p[i]);
        from = i + 1;
    }
    if (text.n)
        put(e, text.p + from, text.n - from);
    put_char(e, '"');
}

static void quoted(struct jx_emit *e, struct jx_str text)
{
    char *at = text.n <= JX_EMIT_ROOM - 2 ? jx_emit_room(e, text.n + 2) : NULL;
    if (!at || !copied(at + 1, text)) {
        quoted_slowly(e, text);
        return;
    }
    at[0] = at[text.n + 1] = '"';
    e->used += text.n + 2;
}

void jx_emit_key(struct jx_emit *e, struct jx_str key)
{
    jx_emit_before(e);
    quoted(e, key);
    put(e, ": ", e->pretty ? 2 : 1);
    e->keyed = true;
}

void jx_emit_text(struct jx_emit *e, struct jx_str text)
{
    jx_emit_before(e);
    quoted(e, text);
}

static void bare(struct jx_emit *e, const char *text, size_t len)
{
    jx_emit_before(e);
    put(e, text, len);
}

void jx_emit_null(struct jx_emit *e)
{
    bare(e, "null", 4);
}

void jx_emit_bool(struct jx_emit *e, bool value)
{
    bare(e, value ? "true" : "false", value ? 4 : 5);
}

void jx_emit_string(struct jx_emit *e, const char *text)
{
    if (text && *text)
        jx_emit_text(e, (struct jx_str){text, strlen(text)});
    else
        jx_emit_null(e);
}

/* The digits of a number to the end of `text`; returns where they begin. */
static char *digits_before(char *end, uint64_t number)
{
    do {
        *--end = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    return end;
}

void jx_emit_at(struct jx_emit *e, const char *file, int line)
{
    jx_emit_string(e, file);
    if (!file || !*file || line <= 0)
        return;
    char text[24], *end = text + sizeof text, *at = end;
    *--at = '"';
    at = digits_before(at, (uint64_t)line);
    *--at = ':';
    e->used--; /* the closing quote */
    put(e, at, (size_t)(end - at));
}

void jx_emit_count(struct jx_emit *e, uint64_t count)
{
    char text[24], *end = text + sizeof text, *at = digits_before(end, count);
    bare(e, at, (size_t)(end - at));
}

void jx_emit_integer(struct jx_emit *e, int64_t value)
{
    if (value >= 0) {
        jx_emit_count(e, (uint64_t)value);
        return;
    }
    char text[24];
    bare(e, text, (size_t)snprintf(text, sizeof text, "%" PRId64, value));
}

void jx_emit_decimal(struct jx_emit *e, struct jx_dec number, bool known)
{
    if (!known) {
        jx_emit_null(e);
        return;
    }
    jx_emit_before(e);
    e->used += e->host->decimal(e->host, number, jx_emit_room(e, 64));
}

/* How many digits there are at text.p[i] and behind. */
static size_t digits_at(struct jx_str text, size_t i)
{
    size_t n = 0;
    while (i + n < text.n && text.p[i + n] >= '0' && text.p[i + n] <= '9')
        n++;
    return n;
}

/* -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)? */
static bool is_number(struct jx_str text)
{
    size_t i = text.n && text.p[0] == '-', n = digits_at(text, i);
    if (!n || (n > 1 && text.p[i] == '0'))
        return false;
    i += n;
    if (i < text.n && text.p[i] == '.') {
        n = digits_at(text, i + 1);
        if (!n)
            return false;
        i += n + 1;
    }
    if (i < text.n && (text.p[i] == 'e' || text.p[i] == 'E')) {
        i++;
        i += i < text.n && (text.p[i] == '+' || text.p[i] == '-');
        n = digits_at(text, i);
        if (!n)
            return false;
        i += n;
    }
    return i == text.n;
}

void jx_emit_cell(struct jx_emit *e, const struct jx_cell *cell)
{
    if (cell->kind == JX_ABSENT)
        jx_emit_null(e);
    else if (cell->kind == JX_NUMBER && is_number(cell->text))
        bare(e, cell->text.p, cell->text.n);
    else
        jx_emit_text(e, cell->text);
}

void jx_emit_why(struct jx_emit *e, const struct jx_why *why)
{
    jx_emit_whys(e, why, NULL);
}

/* The length of what is there: less than was needed where it had to be cut. */
static size_t rendered(struct jx_emit *e, const struct jx_why *why, char *out,
                       size_t size)
{
    size_t need = e->host->render(e->host, why, out, size);
    return need < size ? need : strlen(out);
}

void jx_emit_whys(struct jx_emit *e, const struct jx_why *why,
                  const struct jx_why *because)
{
    char text[16 * 1024]; /* formats and 16 arguments of 256 bytes each fit */
    size_t half = sizeof text / 2;
    size_t n = rendered(e, why, text, half);
    if (because && because->format.n) {
        const char *colon = e->host->translate(e->host, N_(": "));
        size_t gap = strlen(colon);
        memcpy(text + n, colon, gap);
        n += gap + rendered(e, because, text + n + gap, half - gap);
    }
    jx_emit_text(e, (struct jx_str){text, n});
}
