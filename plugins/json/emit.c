/* emit.c: how JSON is spelt. What is written, and in which order, is for record.c and
 * result.c. */
#include "emit.h"

#include <stdio.h>

#define N_(text) text /* marks a message for translation */

char *jx_emit_begin(struct jx_emit *e)
{
    const struct jx_output *output = e->output;
    bool has_room = !e->layout && JX_HAS(output, room) && output->room;
    char *room = has_room ? output->room(output, sizeof e->own) : NULL;
    return e->buffer = room ? room : e->own;
}

__attribute__((noinline)) char *jx_emit_flush(struct jx_emit *e, const char *at)
{
    size_t n = (size_t)(at - e->buffer);
    if (!e->failed && n)
        e->failed = e->layout ? !jx_layout_write(e->layout, e->output, e->buffer, n)
                              : !e->output->write(e->output, e->buffer, n);
    e->piece = NULL;
    return e->buffer = e->own;
}

/* ---- texts ---- */

/* Which of sixteen bytes are below blank, a quote or a backslash: not 0. */
typedef uint8_t bytes16 __attribute__((vector_size(16)));
typedef uint64_t halves __attribute__((vector_size(16)));
static inline bytes16 special(bytes16 bytes)
{
    return (bytes16)((bytes < ' ') | (bytes == '"') | (bytes == '\\'));
}

static inline bool none(bytes16 found)
{
    halves all = (halves)found;
    return !(all[0] | all[1]);
}

/* Copies a text of 16 bytes or more; the last 16 may be some of those before again. */
static inline bool copied_long(char *out, struct jx_str text)
{
    bytes16 bytes, found = {0};
    size_t last = text.n - sizeof bytes;
    for (size_t i = 0; i < last; i += sizeof bytes) {
        memcpy(&bytes, text.p + i, sizeof bytes);
        found |= special(bytes);
        memcpy(out + i, &bytes, sizeof bytes);
    }
    memcpy(&bytes, text.p + last, sizeof bytes);
    memcpy(out + last, &bytes, sizeof bytes);
    return none(found | special(bytes));
}

/* Likewise 8 to 15 bytes, or 4 to 7: the first and last eight, or four. */
static inline bool copied_short(char *out, struct jx_str text)
{
    halves both;
    if (text.n >= 8) {
        uint64_t first, last;
        memcpy(&first, text.p, 8);
        memcpy(&last, text.p + text.n - 8, 8);
        memcpy(out, &first, 8);
        memcpy(out + text.n - 8, &last, 8);
        both = (halves){first, last};
    } else {
        uint32_t first, last;
        memcpy(&first, text.p, 4);
        memcpy(&last, text.p + text.n - 4, 4);
        memcpy(out, &first, 4);
        memcpy(out + text.n - 4, &last, 4);
        uint64_t four = (uint64_t)first << 32 | last;
        both = (halves){four, four};
    }
    return none(special((bytes16)both));
}

static bool is_special(char c)
{
    return (unsigned char)c < ' ' || c == '"' || c == '\\';
}

/* Copies a text; false: something in it needs an escape, and `out` is not its copy. */
static inline bool copied(char *out, struct jx_str text)
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

/* Bytes as they are, any number of them. */
static char *put_long(struct jx_emit *e, char *at, const char *bytes, size_t n)
{
    for (size_t part; n; bytes += part, n -= part) {
        part = n < JX_EMIT_TEXT / 2 ? n : JX_EMIT_TEXT / 2;
        at = jx_emit_check(e, jx_emit_put(at, bytes, part));
    }
    return at;
}

static char *put_escape(char *at, unsigned char c)
{
    static const char from[] = "\n\r\t\"\\", to[] = "nrt\"\\";
    const char *known = c ? strchr(from, c) : NULL;
    if (!known)
        return at + snprintf(at, 8, "\\u%04x", c);
    *at++ = '\\';
    *at++ = to[known - from];
    return at;
}

/* With escapes, or too long to be looked at as a whole. */
__attribute__((noinline)) static char *put_slowly(struct jx_emit *e, char *at,
                                                  struct jx_str text)
{
    size_t from = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (!is_special(text.p[i]))
            continue;
        at = put_escape(put_long(e, at, text.p + from, i - from),
                        (unsigned char)text.p[i]);
        at = jx_emit_check(e, at);
        from = i + 1;
    }
    return put_long(e, at, text.p + from, text.n - from);
}

/* A quote, a text and what stands behind it, a few constant bytes. A short text of the
 * document is copied with some bytes behind it, for which there is room on both sides, and
 * does not look for more. */
static inline char *put_text(struct jx_emit *e, char *at, struct jx_str text,
                             const char *behind, size_t n)
{
    enum { SHORT = 32 };
    size_t place = (uintptr_t)text.p - (uintptr_t)e->plain.p;
    *at++ = '"';
    if (place < e->plain.n && text.n <= SHORT) {
        memcpy(at, e->plain.p + place, SHORT);
        return jx_emit_put(at + text.n, behind, n);
    }
    if (text.n > JX_EMIT_TEXT / 2 || !copied(at, text))
        return jx_emit_put(put_slowly(e, at, text), behind, n);
    return jx_emit_check(e, jx_emit_put(at + text.n, behind, n));
}

char *jx_emit_text(struct jx_emit *e, char *at, struct jx_str text)
{
    return put_text(e, at, text, "\"", 1);
}

char *jx_emit_key(struct jx_emit *e, char *at, struct jx_str key)
{
    return put_text(e, at, key, "\":", 2);
}

char *jx_emit_string(struct jx_emit *e, char *at, const char *text)
{
    if (text && *text)
        return jx_emit_text(e, at, (struct jx_str){text, strlen(text)});
    return jx_emit_check(e, JX_PUT(at, "null"));
}

struct jx_emit_kept *jx_emit_search(struct jx_emit *e, const char *first,
                                    const char *second)
{
    enum { PLACES = sizeof e->kept / sizeof *e->kept, NEAR = 4 };
    uint64_t sum = (uintptr_t)first + 3 * (uint64_t)(uintptr_t)second;
    uint64_t home = sum * 0x9e3779b97f4a7c15u >> 32;
    struct jx_emit_kept *kept = NULL;
    for (size_t i = 0; i < NEAR; i++) {
        kept = &e->kept[(home + i) % PLACES];
        if (kept->first == first && kept->second == second)
            return e->last = kept;
        if (!kept->len)
            break;
    }
    *kept = (struct jx_emit_kept){.first = first, .second = second};
    return e->last = kept;
}

void jx_emit_keep(struct jx_emit *e, const char *at, struct jx_emit_kept *kept)
{
    size_t len = e->piece ? (size_t)(at - e->piece) : 0;
    if (!len || len > sizeof kept->text)
        return;
    memcpy(kept->text, e->piece, len);
    kept->len = (uint32_t)len;
}

/* ---- numbers ---- */

char *jx_emit_long_count(char *at, uint64_t count)
{
    char text[24], *end = text + sizeof text, *first = end;
    do {
        *--first = (char)('0' + count % 10);
        count /= 10;
    } while (count);
    return jx_emit_put(at, first, (size_t)(end - first));
}

const char jx_emit_pairs[] = "0001020304050607080910111213141516171819"
                             "2021222324252627282930313233343536373839"
                             "4041424344454647484950515253545556575859"
                             "6061626364656667686970717273747576777879"
                             "8081828384858687888990919293949596979899";

char *jx_emit_long_decimal(const struct jx_emit *e, char *at, struct jx_dec number)
{
    return at + e->host->decimal(e->host, number, at);
}

char *jx_emit_at(struct jx_emit *e, char *at, const char *file, int64_t line)
{
    if (!file || !*file)
        return jx_emit_string(e, at, NULL);
    struct jx_str text = {file, strlen(file)};
    if (line <= 0)
        return jx_emit_text(e, at, text);
    at = jx_emit_count(put_text(e, at, text, ":", 1), (uint64_t)line);
    return jx_emit_put(at, "\"", 1);
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

char *jx_emit_other_cell(struct jx_emit *e, char *at, const struct jx_cell *cell)
{
    if (cell->kind == JX_ABSENT)
        return jx_emit_string(e, at, NULL);
    if (cell->kind == JX_NUMBER && is_number(cell->text))
        return put_long(e, at, cell->text.p, cell->text.n);
    return jx_emit_text(e, at, cell->text);
}

/* ---- reasons ---- */

/* Puts a reason into `out`; the length of what is there. */
static size_t render(const struct jx_host *host, const struct jx_why *why, char *out,
                     size_t size, bool *cut)
{
    size_t need = host->render(host, why, out, size);
    if (need < size)
        return need;
    *cut = true;
    return strlen(out);
}

/* Each has one half of `out`. */
static size_t render_both(const struct jx_host *host, const struct jx_why *why,
                          const struct jx_why *because, char *out, size_t size, bool *cut)
{
    size_t half = size / 2, n = render(host, why, out, half, cut);
    if (!because || !because->format.n)
        return n;
    const char *colon = host->translate(host, N_(": "));
    size_t gap = strlen(colon);
    memcpy(out + n, colon, gap);
    n += gap;
    return n + render(host, because, out + n, half - gap, cut);
}

/* With escapes, or long. */
__attribute__((noinline)) static char *why_slowly(struct jx_emit *e, char *at,
                                                  const struct jx_why *why,
                                                  const struct jx_why *because)
{
    char text[16 * 1024]; /* formats and 16 arguments of 256 bytes each fit */
    bool cut;
    size_t n = render_both(e->host, why, because, text, sizeof text, &cut);
    return jx_emit_text(e, at, (struct jx_str){text, n});
}

char *jx_emit_why(struct jx_emit *e, char *at, const struct jx_why *why,
                  const struct jx_why *because)
{
    bool cut = false;
    size_t n = render_both(e->host, why, because, at + 1, JX_EMIT_TEXT / 2, &cut);
    if (cut || !copied(at + 1, (struct jx_str){at + 1, n}))
        return why_slowly(e, at, why, because);
    *at++ = '"';
    at[n] = '"';
    return jx_emit_check(e, at + n + 1);
}
