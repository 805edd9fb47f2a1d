/* scan.c: folding of a cell's characters. Nothing here knows what a figure or a unit
 * is; blanks are what utf8.h says they are. */
#include "scan.h"

#include "utf8.h"

/* One sign for all its variants. The dash stays apart from the minus: it may part a
 * range or stand for "nothing", the minus may not. */
static uint32_t fold(uint32_t c)
{
    if (c >= 0xff01 && c <= 0xff5e)
        c -= 0xfee0;
    switch (c) {
    case 0x2212: return '-'; /* minus sign */
    case 0x2013:
    case 0x2015: return 0x2014; /* en dash, bar: dash */
    case 0xfe6a: return '%';
    case 0xfe64: return '<';
    case 0xfe65: return '>';
    case 0xfe66: return '=';
    case 0x2267:
    case 0x2a7e: return 0x2265; /* ≧ ⩾: ≥ */
    case 0x2266:
    case 0x2a7d: return 0x2264; /* ≦ ⩽: ≤ */
    case 0x223c:
    case 0x301c: return '~';
    case 0x2236:
    case 0xfe55: return ':';
    case 0x2215:
    case 0x2044: return '/';
    case 0x2022:
    case 0x30fb:
    case 0x22c5: return 0xb7; /* • ・ ⋅: · */
    default: return c;
    }
}

static bool stop_mark(uint32_t c)
{
    return c == 0x3002 || c == 0xff61 || c == ';' || c == '.' || c == ','; /* 。 ｡ */
}

void scan_fold(struct scan *scan, struct jx_str text)
{
    scan->source = text;
    scan->n = 0;
    scan->whole = true;
    scan->digits = false;
    scan->end[0] = 0;
    bool gap = false;
    size_t step;
    for (size_t i = 0; i < text.n; i += step) {
        uint32_t c = jx_utf8_next(text.p + i, text.n - i, &step);
        if (jx_utf8_blank(c)) {
            gap = true;
            continue;
        }
        c = fold(c);
        scan->digits |= c >= '0' && c <= '9';
        if (scan->n == SCAN_MAX) {
            scan->whole = false;
            continue;
        }
        scan->c[scan->n] = c;
        scan->gap[scan->n] = gap;
        scan->at[scan->n] = (uint32_t)i;
        scan->end[++scan->n] = (uint32_t)(i + step);
        gap = false;
    }
    while (scan->whole && scan->n && stop_mark(scan->c[scan->n - 1]))
        scan->n--;
}

/* Words are constants of this room, so valid, and of at most three bytes a character. */
static inline uint32_t word_char(const char **word)
{
    const unsigned char *p = (const unsigned char *)*word;
    size_t n = p[0] < 0x80 ? 1 : p[0] < 0xe0 ? 2 : 3;
    *word += n;
    return n == 1   ? p[0]
           : n == 2 ? (p[0] & 31u) << 6 | (p[1] & 63u)
                    : (p[0] & 15u) << 12 | (p[1] & 63u) << 6 | (p[2] & 63u);
}

size_t scan_word(const struct scan *scan, size_t i, const char *word)
{
    size_t from = i;
    for (; *word; i++)
        if (i >= scan->n || scan->c[i] != word_char(&word))
            return 0;
    return i - from;
}

size_t scan_word_before(const struct scan *scan, size_t end, const char *word)
{
    size_t count = 0;
    for (const char *p = word; *p; p++)
        count += ((unsigned char)*p & 0xc0) != 0x80;
    return count <= end ? scan_word(scan, end - count, word) : 0;
}

int scan_any(const struct scan *scan, size_t i, const char *const *words)
{
    for (int w = 0; words[w]; w++)
        if (scan_word(scan, i, words[w]))
            return w;
    return -1;
}

bool scan_has(const struct scan *scan, size_t from, size_t to, const char *const *words)
{
    for (size_t i = from; i < to; i++)
        for (int w = 0; words[w]; w++) {
            size_t n = scan_word(scan, i, words[w]);
            if (n && i + n <= to)
                return true;
        }
    return false;
}

struct jx_str scan_slice(const struct scan *scan, size_t from, size_t to)
{
    if (from >= to || to > scan->n)
        return (struct jx_str){0};
    size_t begin = scan->at[from];
    return (struct jx_str){scan->source.p + begin, scan->end[to] - begin};
}

bool scan_same(const struct scan *a, const struct scan *b)
{
    if (!a->whole || !b->whole || a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++)
        if (a->c[i] != b->c[i])
            return false;
    return true;
}

bool scan_digit(const struct scan *scan, size_t i)
{
    return i < scan->n && scan->c[i] >= '0' && scan->c[i] <= '9';
}
