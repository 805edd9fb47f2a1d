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
    set(pairs->lasts, characters & 0xfff);
    set(pairs->lasts, characters >> 16 & 0xfff);
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

void jx_pairs_join(struct jx_pairs *pairs, const struct jx_pairs *others)
{
    for (size_t i = 0; i < sizeof pairs->bits / sizeof *pairs->bits; i++)
        pairs->bits[i] |= others->bits[i];
    for (size_t i = 0; i < sizeof pairs->last / sizeof *pairs->last; i++) {
        pairs->last[i] |= others->last[i];
        pairs->lasts[i] |= others->lasts[i];
    }
    pairs->two |= others->two;
    pairs->all |= others->all;
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
    const unsigned char *p = (const unsigned char *)text.p, *end = p + text.n;
    uint64_t before = 0; /* the characters in front */
    size_t step;
    if (pairs->all)
        return true;
    if (text.n < 6) /* a pair has six bytes */
        return false;
    while (p < end) {
        const unsigned char *run = p;
        for (; is_plain(p, (size_t)(end - p)); p += 3) /* mostly its last bits say no */
            if (pairs->last[p[1] & 0x3f] >> (p[2] & 0x3f) & 1 &&
                is_any(pairs, follow_run(before, p, (size_t)(p - run) / 3 + 1)))
                return true;
        if (p == end)
            return false;
        uint32_t c = jx_utf8_next((const char *)p, (size_t)(end - p), &step);
        bool blank = jx_utf8_blank(c); /* it may stand within a word */
        if ((blank || steady(c)) && p > run)
            before = follow_run(before, p - 3, (size_t)(p - run) / 3);
        p += step;
        if (blank)
            continue;
        before = steady(c) ? follow(before, c) : 0;
        if (before && is_any(pairs, before))
            return true;
    }
    return false;
}
