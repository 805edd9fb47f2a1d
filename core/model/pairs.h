/* pairs.h: a quick "certainly not" for many patterns at once. Every pattern of Chinese
 * words contains some two or three neighbouring characters; a text without any of these
 * matches none of the patterns. */
#pragma once

#include "jixiao/value.h"

/* Zeroed: no pattern, nothing matches. */
struct jx_pairs {
    uint64_t bits[256]; /* by hash */
    uint64_t last[64];  /* by the lower twelve bits of the last of the characters */
    uint64_t lasts[64]; /* ... of either of the last two */
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

/* A still quicker "certainly not", of ideographs without anything between them, as names
 * are: of two neighbours that end a match, every second character is one. */
static inline bool jx_pairs_have_none(const struct jx_pairs *pairs, struct jx_str text)
{
    const unsigned char *p = (const unsigned char *)text.p, *end = p + text.n;
    unsigned other = 0; /* than U+4000 to U+BFFF, which have three bytes */
    uint64_t found = pairs->all;
    if (text.n % 3)
        return false;
    for (; end - p >= 6; p += 6) {
        other |= (p[0] - 0xe4u) | (p[3] - 0xe4u);
        found |= pairs->lasts[p[1] & 63] >> (p[2] & 63);
    }
    if (p < end) {
        other |= p[0] - 0xe4u;
        found |= pairs->lasts[p[1] & 63] >> (p[2] & 63);
    }
    return other < 8 && !(found & 1);
}
