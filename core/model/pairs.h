/* pairs.h: a quick "certainly not" for many patterns at once. Every pattern of Chinese
 * words contains some two or three neighbouring characters; a text without any of these
 * matches none of the patterns. */
#pragma once

#include "jixiao/value.h"

#include <string.h>

/* Zeroed: no pattern, nothing matches. */
struct jx_pairs {
    uint64_t bits[256]; /* by hash of all of them */
    bool ends[8192];    /* by hash of the last two, as they are printed */
    bool two;           /* there are words of two characters, not only longer ones */
    bool all;           /* a pattern without such characters: anything may match */
};

/* Adds a glob. */
void jx_pairs_add(struct jx_pairs *pairs, struct jx_str pattern);

/* Adds all patterns of others. */
void jx_pairs_join(struct jx_pairs *pairs, const struct jx_pairs *others);

/* false: the text matches none of the globs, nor does any part of it, whether blanks are
 * removed and full-width forms narrowed or not. */
bool jx_pairs_may_match(const struct jx_pairs *pairs, struct jx_str text);

/* The place in `ends` of the two characters of three bytes each at p. */
static inline size_t jx_pairs_end(const char *p)
{
    uint32_t four;
    uint16_t two;
    memcpy(&four, p, sizeof four);
    memcpy(&two, p + sizeof four, sizeof two);
    return ((uint64_t)two << 32 | four) * 0x9e3779b97f4a7c15u >> 51;
}

/* A quicker "certainly not", of ideographs without anything between them, as names are. */
static inline bool jx_pairs_have_none(const struct jx_pairs *pairs, struct jx_str text)
{
    unsigned other = 0; /* than U+4000 to U+BFFF, which have three bytes */
    bool found = pairs->all;
    if (text.n % 3 || !text.n)
        return false;
    const char *p = text.p, *last = p + text.n - 3;
    for (; p < last; p += 3) {
        other |= (unsigned char)*p - 0xe4u;
        found |= pairs->ends[jx_pairs_end(p)];
    }
    other |= (unsigned char)*p - 0xe4u;
    return other < 8 && !found;
}
