/* pairs.c: pairs and triples of neighbouring characters as bits of hashes. Which patterns
 * these are is not known here. */
#include "pairs.h"

#include "utf8.h"

/* Characters that no folding changes, drops or makes: ideographs and what stands beside
 * them, but not full-width forms. */
static bool steady(uint32_t c)
{
    return c >= 0x3400 && c < 0xd800;
}

/* The last characters read, 16 bits each: what has more takes part with its lowest. */
static uint64_t follow(uint64_t before, uint32_t c)
{
    return (before << 16 | (c & 0xffff)) & 0xffffffffffffu;
}

static unsigned place_of(uint64_t characters)
{
    return (unsigned)(characters * 0x9e3779b97f4a7c15u >> 50);
}

static void set(uint64_t *bits, unsigned place)
{
    bits[place / 64] |= (uint64_t)1 << place % 64;
}

static bool is_set(const uint64_t *bits, unsigned place)
{
    return bits[place / 64] >> place % 64 & 1;
}

static void add(struct jx_pairs *pairs, uint64_t characters)
{
    set(pairs->bits, place_of(characters));
    set(pairs->last, characters & 0xfff);
}

/* Do these end with any of them? Mostly the last character alone says no. */
static bool is_any(const struct jx_pairs *pairs, uint64_t characters)
{
    return is_set(pairs->last, characters & 0xfff) &&
           (is_set(pairs->bits, place_of(characters)) ||
            (pairs->two && is_set(pairs->bits, place_of(characters & 0xffffffff))));
}

/* The middle of the first run of such characters: words often share their beginnings and
 * endings, rarely their middles. */
void jx_pairs_add(struct jx_pairs *pairs, struct jx_str pattern)
{
    enum { LONGEST = 16 };
    uint32_t run[LONGEST];
    size_t n = 0, step;
    for (size_t i = 0; i < pattern.n && n < LONGEST; i += step) {
        uint32_t c = jx_utf8_next(pattern.p + i, pattern.n - i, &step);
        if (jx_utf8_blank(c))
            continue;
        if (steady(c))
            run[n++] = c;
        else if (n > 1)
            break;
        else
            n = 0;
    }
    size_t middle = n ? (n - 1) / 2 : 0;
    if (n > 2) {
        uint64_t two = follow(run[middle - 1], run[middle]);
        add(pairs, follow(two, run[middle + 1]));
    } else if (n == 2) {
        add(pairs, follow(run[0], run[1]));
        pairs->two = true;
    } else {
        pairs->all = true;
    }
}

/* Figures and signs, as most cells of a form are. */
static bool is_ascii(struct jx_str text)
{
    unsigned char any = 0;
    for (size_t i = 0; i < text.n; i++)
        any |= (unsigned char)text.p[i];
    return any < 0x80;
}

/* Nearly all characters of Chinese, U+4000 to U+9FFF: none of them is a blank. */
static bool is_plain(const unsigned char *p, size_t n)
{
    return n >= 3 && p[0] >= 0xe4 && p[0] <= 0xe9;
}

static uint32_t plain(const unsigned char *p)
{
    return (p[0] & 0x0fu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
}

/* The last characters, where `run` plain ones end with the one at p. */
static uint64_t follow_run(uint64_t before, const unsigned char *p, size_t run)
{
    for (size_t i = run < 3 ? run : 3; i-- > 0;)
        before = follow(before, plain(p - 3 * i));
    return before;
}

bool jx_pairs_may_match(const struct jx_pairs *pairs, struct jx_str text)
{
    const unsigned char *p = (const unsigned char *)text.p;
    uint64_t before = 0; /* the run of plain characters */
    size_t run = 0, step;
    if (pairs->all)
        return true;
    if (text.n < 6 || (p[0] < 0x80 && is_ascii(text))) /* a pair has six bytes */
        return false;
    for (size_t i = 0; i < text.n; i += step) {
        if (is_plain(p + i, text.n - i)) { /* mostly its last twelve bits say no */
            run++;
            step = 3;
            if (pairs->last[p[i + 1] & 0x3f] >> (p[i + 2] & 0x3f) & 1 &&
                is_any(pairs, follow_run(before, p + i, run)))
                return true;
            continue;
        }
        if (run)
            before = follow_run(before, p + i - 3, run);
        run = 0;
        uint32_t c = jx_utf8_next(text.p + i, text.n - i, &step);
        if (jx_utf8_blank(c))
            continue; /* it may stand within a word */
        before = follow(before, c);
        if (is_any(pairs, before))
            return true;
    }
    return false;
}
