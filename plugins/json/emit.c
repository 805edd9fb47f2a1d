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

static void put_over(struct jx_emit *e, const char *bytes, size_t len)
{
    while (len && !e->failed) {
        size_t room = sizeof e->buffer - e->used, n = len < room ? len : room;
        memcpy(e->buffer + e->used, bytes, n);
        e->used += n;
        bytes += n;
        len -= n;
        if (e->used == sizeof e->buffer)
            jx_emit_flush(e);
    }
}

static inline void put(struct jx_emit *e, const char *bytes, size_t len)
{
    if (len >= sizeof e->buffer - e->used || e->failed) {
        put_over(e, bytes, len);
        return;
    }
    memcpy(e->buffer + e->used, bytes, len);
    e->used += len;
}

static inline void put_char(struct jx_emit *e, char c)
{
    if (e->used + 1 >= sizeof e->buffer)
        put_over(e, &c, 1);
    else
        e->buffer[e->used++] = c;
}

static void line_break(struct jx_emit *e)
{
    if (!e->pretty)
        return;
    put_char(e, '\n');
    for (int i = 0; i < e->depth; i++)
        put_char(e, ' ');
}

/* What comes before a key or a value: nothing behind a key, else comma and line. */
static void separate(struct jx_emit *e)
{
    if (!e->keyed && !e->first)
        put_char(e, ',');
    if (!e->keyed && e->depth)
        line_break(e);
    e->first = e->keyed = false;
}

void jx_emit_open(struct jx_emit *e, char bracket)
{
    separate(e);
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

/* Eight bytes at once: none below blank, none is a quote or a backslash. */
static bool plain8(const char *p)
{
    const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
    uint64_t w;
    memcpy(&w, p, sizeof w);
    uint64_t quote = w ^ ones * '"', backslash = w ^ ones * '\\';
    uint64_t found = (w - ones * ' ') | (quote - ones) | (backslash - ones);
    return !(found & ~w & tops); /* bytes from 0x80 on are parts of characters */
}

/* With escapes, or too long for what is left of the buffer. */
static void quoted_slowly(struct jx_emit *e, struct jx_str text)
{
    size_t from = 0;
    put_char(e, '"');
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        put(e, text.p + from, i - from);
        escape(e, c);
        from = i + 1;
    }
    if (text.n)
        put(e, text.p + from, text.n - from);
    put_char(e, '"');
}

/* Copies texts in which nothing needs an escape, eight bytes at a time; the last eight
 * may be some of those before again. */
static bool copied(char *out, struct jx_str text)
{
    size_t i = 0;
    for (; text.n - i >= 8; i += 8) {
        if (!plain8(text.p + i))
            return false;
        memcpy(out + i, text.p + i, 8);
    }
    if (i < text.n && text.n > 8) {
        memcpy(out + text.n - 8, text.p + text.n - 8, 8);
        return plain8(text.p + text.n - 8);
    }
    for (; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c < 0x20 || c == '"' || c == '\\')
            return false;
        out[i] = (char)c;
    }
    return true;
}

static void quoted(struct jx_emit *e, struct jx_str text)
{
    char *at = e->buffer + e->used;
    if (e->failed || text.n + 2 >= sizeof e->buffer - e->used || !copied(at + 1, text)) {
        quoted_slowly(e, text);
        return;
    }
    at[0] = at[text.n + 1] = '"';
    e->used += text.n + 2;
}

void jx_emit_key(struct jx_emit *e, struct jx_str key)
{
    separate(e);
    quoted(e, key);
    put(e, ": ", e->pretty ? 2 : 1);
    e->keyed = true;
}

void jx_emit_text(struct jx_emit *e, struct jx_str text)
{
    separate(e);
    quoted(e, text);
}

static void bare(struct jx_emit *e, const char *text, size_t len)
{
    separate(e);
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

void jx_emit_count(struct jx_emit *e, uint64_t count)
{
    char text[24];
    size_t at = sizeof text;
    do {
        text[--at] = (char)('0' + count % 10);
        count /= 10;
    } while (count);
    bare(e, text + at, sizeof text - at);
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
    char text[64];
    if (known)
        bare(e, text, e->host->decimal(e->host, number, text));
    else
        jx_emit_null(e);
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
