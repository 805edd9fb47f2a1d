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
    char last[2 * 4];
    size_t n = jx_utf8_put(last, characters >> 16 & 0xffff);
    jx_utf8_put(last + n, characters & 0xffff);
    set(pairs->bits, place_of(characters));
    pairs->ends[jx_pairs_end(last)] = true;
}

/* Do these end with any of them? */
static bool is_any(const struct jx_pairs *pairs, uint64_t characters)
{
    return is_set(pairs->bits, place_of(characters)) ||
           (pairs->two && is_set(pairs->bits, place_of(characters & 0xffffffff)));
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

void jx_pairs_join(struct jx_pairs *pairs, const struct jx_pairs *others)
{
    for (size_t i = 0; i < sizeof pairs->bits / sizeof *pairs->bits; i++)
        pairs->bits[i] |= others->bits[i];
    for (size_t i = 0; i < sizeof pairs->ends; i++)
        pairs->ends[i] |= others->ends[i];
    pairs->two |= others->two;
    pairs->all |= others->all;
}

/* Nearly all characters of Chinese, U+4000 to U+9FFF: none of them is a blank. */
static inline bool is_plain(const char *p, const char *end)
{
    return end - p >= 3 && (unsigned char)*p >= 0xe4 && (unsigned char)*p <= 0xe9;
}

static uint32_t plain(const char *p)
{
    return (p[0] & 0x0fu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
}

/* The last characters, behind the plain one at p of those that begin at `run`. */
static uint64_t follow_run(uint64_t before, const char *p, const char *run)
{
    for (const char *at = p - run < 6 ? run : p - 6; at <= p; at += 3)
        before = follow(before, plain(at));
    return before;
}

bool jx_pairs_may_match(const struct jx_pairs *pairs, struct jx_str text)
{
    const char *p = text.p, *end = p + text.n;
    uint64_t before = 0; /* the characters in front */
    size_t step;
    if (pairs->all)
        return true;
    if (text.n < 6) /* a pair has six bytes */
        return false;
    while (p < end) {
        const char *run = p;
        for (; is_plain(p, end); p += 3) { /* mostly the last two say no */
            bool may = p > run ? pairs->ends[jx_pairs_end(p - 3)] : before != 0;
            if (may && is_any(pairs, follow_run(before, p, run)))
                return true;
        }
        if (p == end)
            return false;
        if (*p > ' ' && *p <= '~') { /* no part of a match */
            before = 0;
            p++;
            continue;
        }
        uint32_t c = jx_utf8_next(p, (size_t)(end - p), &step);
        bool blank = jx_utf8_blank(c); /* it may stand within a word */
        if ((blank || steady(c)) && p > run)
            before = follow_run(before, p - 3, run);
        p += step;
        if (blank)
            continue;
        before = steady(c) ? follow(before, c) : 0;
        if (before && is_any(pairs, before))
            return true;
    }
    return false;
}
