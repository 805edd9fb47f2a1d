/* pairs.c: pairs of neighbouring characters as bits of a hash. Which patterns these are
 * is not known here. */
#include "pairs.h"

#include "utf8.h"

/* Characters that no folding changes, drops or makes: ideographs and what stands beside
 * them, but not full-width forms. */
static bool steady(uint32_t c)
{
    return c >= 0x3400 && c < 0xd800;
}

static unsigned place_of(uint32_t a, uint32_t b)
{
    return (a * 61 + b) & 4095;
}

/* The pair in the middle of the first run of such characters: words often share their
 * beginnings and endings, rarely their middles. */
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
    if (n < 2) {
        pairs->all = true;
        return;
    }
    unsigned place = place_of(run[(n - 1) / 2], run[(n - 1) / 2 + 1]);
    pairs->bits[place / 64] |= (uint64_t)1 << place % 64;
}

/* Figures and signs, as most cells of a form are. */
static bool is_ascii(struct jx_str text)
{
    unsigned char any = 0;
    for (size_t i = 0; i < text.n; i++)
        any |= (unsigned char)text.p[i];
    return any < 0x80;
}

bool jx_pairs_may_match(const struct jx_pairs *pairs, struct jx_str text)
{
    uint32_t before = 0;
    if (pairs->all)
        return true;
    if (text.n < 6 || is_ascii(text)) /* a pair has six bytes */
        return false;
    for (size_t i = 0, step; i < text.n; i += step) {
        uint32_t c = jx_utf8_next(text.p + i, text.n - i, &step);
        if (c < 0x3400 && jx_utf8_blank(c))
            continue;
        unsigned place = place_of(before, c);
        if (pairs->bits[place / 64] >> place % 64 & 1)
            return true;
        before = c;
    }
    return false;
}
