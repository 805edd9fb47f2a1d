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
    pairs->ends[jx_pairs_end(jx_pairs_two(last))] |= 1;
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

bool jx_pairs_mark(struct jx_pairs *pairs, struct jx_str word)
{
    size_t step, n = 0;
    for (; n < 6; n += step)
        if (n == word.n || !steady(jx_utf8_next(word.p + n, word.n - n, &step)))
            return false;
    pairs->ends[jx_pairs_end(jx_pairs_two(word.p))] |= JX_PAIRS_WORD;
    return true;
}

void jx_pairs_join(struct jx_pairs *pairs, const struct jx_pairs *others, uint8_t mark)
{
    for (size_t i = 0; i < sizeof pairs->bits / sizeof *pairs->bits; i++)
        pairs->bits[i] |= others->bits[i];
    for (size_t i = 0; i < sizeof pairs->ends; i++)
        pairs->ends[i] |= others->ends[i] ? mark : 0;
    pairs->two |= others->two;
    pairs->all |= others->all;
}

/* The character of three bytes that ends at `end`, if it is such a one; else 0. */
static uint32_t ending_at(const char *start, const char *end)
{
    size_t step = 0;
    uint32_t c = end - start < 3 ? 0 : jx_utf8_next(end - 3, 3, &step);
    return step == 3 && steady(c) ? c : 0;
}

/* The patterns that the last two characters end may have a third in front. */
uint8_t jx_pairs_look(const struct jx_pairs *pairs, const struct jx_pairs_walk *walk,
                      uint8_t marks)
{
    const char *p = walk->p - 6;
    uint32_t before = p < walk->start ? 0 : ending_at(walk->start, p + 3);
    uint64_t found = follow(follow(0, before), ending_at(walk->start, walk->p));
    if (!before) /* there is a blank between them */
        return marks;
    if ((before = ending_at(walk->start, p)))
        found |= (uint64_t)before << 32;
    else if (p > walk->start && (p[-1] <= ' ' || p[-1] > '~'))
        return marks;
    return is_any(pairs, found) ? marks : marks & JX_PAIRS_WORD;
}

uint8_t jx_pairs_beyond(const struct jx_pairs *pairs, struct jx_pairs_walk *walk)
{
    size_t step;
    const char *at = walk->p;
    uint32_t c = jx_utf8_next(at, (size_t)(walk->end - at), &step), two = walk->last;
    walk->p += step;
    if (jx_utf8_blank(c)) /* it may stand within a word */
        return 0;
    walk->last = 0;
    if (!steady(c))
        return 0;
    for (size_t i = 0; i < 3; i++)
        two |= (walk->last = (unsigned char)at[i]) << 8 * (i + 1);
    return jx_pairs_look(pairs, walk, pairs->ends[jx_pairs_end(two)]);
}

uint8_t jx_pairs_marks(const struct jx_pairs *pairs, struct jx_str text)
{
    uint8_t marks = pairs->all ? UINT8_MAX : 0;
    for (struct jx_pairs_walk walk = jx_pairs_walk(text); walk.p < walk.end;)
        marks |= jx_pairs_step(pairs, &walk);
    return marks;
}

bool jx_pairs_may_match(const struct jx_pairs *pairs, struct jx_str text)
{
    uint64_t before = 0; /* the characters in front */
    if (pairs->all || !(jx_pairs_marks(pairs, text) & ~JX_PAIRS_WORD))
        return pairs->all;
    for (size_t i = 0, step; i < text.n; i += step) {
        uint32_t c = jx_utf8_next(text.p + i, text.n - i, &step);
        if (jx_utf8_blank(c))
            continue;
        before = steady(c) ? follow(before, c) : 0;
        if (before && is_any(pairs, before))
            return true;
    }
    return false;
}
