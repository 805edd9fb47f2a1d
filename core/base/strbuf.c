/* strbuf.c: growing texts and slices. No formatting of numbers, no locale. */
#include "strbuf.h"

#include "arena.h"
#include "utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool reserve(struct jx_strbuf *buf, size_t more)
{
    if (buf->failed)
        return false;
    if (buf->capacity - buf->len > more)
        return true;
    size_t capacity = buf->capacity ? buf->capacity : 256;
    while (capacity - buf->len <= more) {
        if (capacity > (size_t)-1 / 4) {
            buf->failed = true;
            return false;
        }
        capacity *= 2;
    }
    char *text = realloc(buf->text, capacity);
    if (!text) {
        buf->failed = true;
        return false;
    }
    buf->text = text;
    buf->capacity = capacity;
    return true;
}

void jx_strbuf_add(struct jx_strbuf *buf, const char *text, size_t len)
{
    if (!reserve(buf, len))
        return;
    if (len && text != buf->text + buf->len)
        memcpy(buf->text + buf->len, text, len);
    buf->len += len;
    buf->text[buf->len] = '\0';
}

char *jx_strbuf_room(struct jx_strbuf *buf, size_t len)
{
    return reserve(buf, len) ? buf->text + buf->len : NULL;
}

void jx_strbuf_puts(struct jx_strbuf *buf, const char *text)
{
    jx_strbuf_add(buf, text, strlen(text));
}

void jx_strbuf_putc(struct jx_strbuf *buf, char c)
{
    jx_strbuf_add(buf, &c, 1);
}

void jx_strbuf_format(struct jx_strbuf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len < 0 || !reserve(buf, (size_t)len))
        return;
    va_start(args, format);
    vsnprintf(buf->text + buf->len, (size_t)len + 1, format, args);
    va_end(args);
    buf->len += (size_t)len;
}

void jx_strbuf_pad(struct jx_strbuf *buf, size_t from, size_t columns)
{
    if (!reserve(buf, 0) || from > buf->len)
        return;
    size_t have = jx_utf8_columns(buf->text + from, buf->len - from);
    for (; have < columns; have++)
        jx_strbuf_putc(buf, ' ');
}

void jx_strbuf_plain(struct jx_strbuf *buf, const char *text)
{
    size_t from = buf->len;
    jx_strbuf_puts(buf, text);
    if (!buf->failed && buf->text)
        jx_utf8_tame(buf->text + from, false);
}

void jx_strbuf_json(struct jx_strbuf *buf, const char *text, size_t len)
{
    static const char hex[] = "0123456789abcdef";
    jx_strbuf_putc(buf, '"');
    size_t from = 0;
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        jx_strbuf_add(buf, text + from, i - from);
        from = i + 1;
        char escape[6] = {'\\', (char)c};
        size_t n = 2;
        switch (c) {
        case '\n': escape[1] = 'n'; break;
        case '\r': escape[1] = 'r'; break;
        case '\t': escape[1] = 't'; break;
        case '"':
        case '\\': break;
        default:
            memcpy(escape, "\\u00", 4);
            escape[4] = hex[c >> 4];
            escape[5] = hex[c & 15];
            n = 6;
        }
        jx_strbuf_add(buf, escape, n);
    }
    jx_strbuf_add(buf, text + from, len - from);
    jx_strbuf_putc(buf, '"');
}

void jx_strbuf_clear(struct jx_strbuf *buf)
{
    buf->len = 0;
    if (buf->text)
        buf->text[0] = '\0';
}

void jx_strbuf_free(struct jx_strbuf *buf)
{
    free(buf->text);
    *buf = (struct jx_strbuf){0};
}

struct jx_str jx_str_of(const char *text)
{
    return (struct jx_str){text, text ? strlen(text) : 0};
}

bool jx_str_is(struct jx_str a, const char *b)
{
    return jx_str_eq(a, jx_str_of(b));
}

int jx_str_cmp(struct jx_str a, struct jx_str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

/* A word of 3 to 32 bytes, by its third, which tells Chinese characters apart: their first
 * is mostly the same. */
static const char *find_word(struct jx_str a, struct jx_str word)
{
    const char *at = a.p, *last = a.p + a.n - word.n;
    for (; at <= last; at++) {
        const char *hit = memchr(at + 2, word.p[2], (size_t)(last - at) + 1);
        if (!hit)
            return NULL;
        at = hit - 2;
        if (memcmp(at, word.p, word.n) == 0)
            return at;
    }
    return NULL;
}

ptrdiff_t jx_str_find(struct jx_str a, struct jx_str part)
{
    if (part.n == 0)
        return 0;
    if (part.n > a.n)
        return -1;
    const char *at = part.n >= 3 && part.n <= 32 ? find_word(a, part)
                                                 : memmem(a.p, a.n, part.p, part.n);
    return at ? at - a.p : -1;
}

bool jx_str_starts(struct jx_str a, struct jx_str part)
{
    return a.n >= part.n && (part.n == 0 || memcmp(a.p, part.p, part.n) == 0);
}

/* Is the character at p no blank for certain? ASCII that prints, or an ideograph. */
static bool solid(const char *p)
{
    unsigned char c = (unsigned char)*p;
    return (c > ' ' && c < 0x7f) || (c >= 0xe4 && c <= 0xe9);
}

/* Likewise of the character that ends at `end`. */
static bool solid_end(const char *end, size_t n)
{
    unsigned char c = (unsigned char)end[-1];
    return c < 0x80 ? solid(end - 1) : n >= 3 && solid(end - 3) && (c & 0xc0) == 0x80;
}

struct jx_str jx_str_trim(struct jx_str a)
{
    size_t step;
    if (a.n && solid(a.p) && solid_end(a.p + a.n, a.n))
        return a;
    while (a.n && jx_utf8_blank(jx_utf8_next(a.p, a.n, &step))) {
        a.p += step;
        a.n -= step;
    }
    while (a.n) {
        size_t i = a.n - 1;
        while (i > 0 && ((unsigned char)a.p[i] & 0xc0) == 0x80)
            i--;
        if (!jx_utf8_blank(jx_utf8_next(a.p + i, a.n - i, &step)))
            break;
        a.n = i;
    }
    return a;
}

struct jx_str jx_str_squeeze(struct jx_arena *arena, struct jx_str a)
{
    char *out = jx_arena_alloc(arena, a.n + 1);
    size_t n = 0;
    for (size_t i = 0, step; out && i < a.n; i += step) {
        if (jx_utf8_blank(jx_utf8_next(a.p + i, a.n - i, &step)))
            continue;
        memcpy(out + n, a.p + i, step);
        n += step;
    }
    if (out)
        out[n] = '\0';
    return (struct jx_str){out, n};
}

bool jx_str_glob(struct jx_str text, struct jx_str pattern)
{
    const char *first = pattern.n ? memchr(pattern.p, '*', pattern.n) : NULL;
    size_t same = first ? (size_t)(first - pattern.p) : pattern.n;
    if (!first || text.n < same)
        return jx_str_eq(text, pattern);
    if (same && memcmp(text.p, pattern.p, same) != 0)
        return false;
    /* One '*' only, as nearly all patterns have: what stands behind it ends the text. */
    size_t rest = pattern.n - same - 1;
    const char *tail = pattern.p + same + 1;
    if (!rest || !memchr(tail, '*', rest))
        return text.n - same >= rest && memcmp(text.p + text.n - rest, tail, rest) == 0;
    size_t t = 0, p = 0, star = (size_t)-1, mark = 0;
    while (t < text.n) {
        if (p < pattern.n && pattern.p[p] == '*') {
            star = p++;
            mark = t;
        } else if (p < pattern.n && pattern.p[p] == text.p[t]) {
            p++;
            t++;
        } else if (star != (size_t)-1) {
            p = star + 1;
            t = ++mark;
        } else {
            return false;
        }
    }
    while (p < pattern.n && pattern.p[p] == '*')
        p++;
    return p == pattern.n;
}

enum { WORD_MAX = 48 };

static size_t characters(const char *word, uint32_t out[WORD_MAX])
{
    size_t len = strlen(word), n = 0;
    for (size_t i = 0, step; i < len && n < WORD_MAX; i += step)
        out[n++] = jx_utf8_next(word + i, len - i, &step);
    return n;
}

static size_t distance(const uint32_t *a, size_t an, const uint32_t *b, size_t bn)
{
    size_t row[WORD_MAX + 1];
    for (size_t j = 0; j <= bn; j++)
        row[j] = j;
    for (size_t i = 1; i <= an; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= bn; j++) {
            size_t best = diagonal + (a[i - 1] != b[j - 1]);
            if (row[j] + 1 < best)
                best = row[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            diagonal = row[j];
            row[j] = best;
        }
    }
    return row[bn];
}

const char *jx_nearest(const char *word, const char *const *words)
{
    uint32_t a[WORD_MAX], b[WORD_MAX];
    size_t an = characters(word, a), least = an / 3 + 1;
    const char *nearest = NULL;
    for (; *words; words++) {
        size_t d = distance(a, an, b, characters(*words, b));
        if (d < least || (d == least && !nearest && d < an)) {
            least = d;
            nearest = *words;
        }
    }
    return nearest;
}
