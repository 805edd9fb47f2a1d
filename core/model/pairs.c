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

/* The character that ends at `end`; 0: the text begins there. */
static uint32_t ending_at(const char *start, const char *end)
{
    const char *p = end;
    size_t step;
    while (p > start && ((unsigned char)*--p & 0xc0) == 0x80)
        ;
    return p < end ? jx_utf8_next(p, (size_t)(end - p), &step) : 0;
}

/* May the two characters at p, with the one in front, be those of a pattern? */
static bool are_any(const struct jx_pairs *pairs, const char *start, const char *p)
{
    size_t step;
    uint32_t before = ending_at(start, p);
    uint64_t found = follow(steady(before) ? before : 0, jx_utf8_next(p, 3, &step));
    return jx_utf8_blank(before) || /* what stands before that is not looked for */
           is_any(pairs, follow(found, jx_utf8_next(p + 3, 3, &step)));
}

/* The marks of patterns of the characters before and behind the blanks at p. */
static uint8_t marks_across(const struct jx_pairs *pairs, struct jx_str text,
                            const char **p)
{
    const char *at = *p, *end = text.p + text.n, *first = at;
    size_t step;
    while (at < end && jx_utf8_blank(jx_utf8_next(at, (size_t)(end - at), &step)))
        at += step;
    *p = at;
    if (at == first || first == text.p || end - at < 3)
        return 0;
    char four[] = {0, 0, first[-1], at[0], at[1], at[2]};
    return pairs->ends[jx_pairs_end(jx_pairs_two(four))] & ~JX_PAIRS_WORD;
}

uint8_t jx_pairs_next(const struct jx_pairs *pairs, struct jx_pairs_walk *walk)
{
    const char *p = walk->p, *end = walk->text.p + walk->text.n;
    uint8_t marks = 0;
    while (!marks && end - p >= 6) { /* two have six bytes */
        const unsigned char first = (unsigned char)*p;
        size_t step = 3;
        if (first < 0xe4 || first > 0xed) { /* other than U+4000 to U+D7FF */
            uint32_t c = jx_utf8_next(p, (size_t)(end - p), &step);
            if (jx_utf8_blank(c)) {
                marks = marks_across(pairs, walk->text, &p) & walk->wanted;
                continue;
            }
            if (!steady(c)) {
                p += step;
                continue;
            }
        }
        marks = pairs->ends[jx_pairs_end(jx_pairs_two(p))] & walk->wanted;
        if (marks & ~JX_PAIRS_WORD && !are_any(pairs, walk->text.p, p))
            marks &= JX_PAIRS_WORD;
        p += step;
    }
    if (!marks && p < end) /* or the second behind a blank */
        marks = marks_across(pairs, walk->text, &p) & walk->wanted;
    walk->p = p;
    return marks;
}

bool jx_pairs_may_match(const struct jx_pairs *pairs, struct jx_str text)
{
    uint64_t before = 0; /* the characters in front */
    struct jx_pairs_walk walk = {text, text.p, (uint8_t)~JX_PAIRS_WORD};
    if (pairs->all || !jx_pairs_next(pairs, &walk))
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
