/* pairs.h: a quick "certainly not" for many patterns at once. Every pattern of Chinese
 * words contains some two or three neighbouring characters; a text without any of these
 * matches none of the patterns. */
#pragma once

#include "jixiao/value.h"

/* Zeroed: no pattern, nothing matches. */
struct jx_pairs {
    uint64_t bits[256]; /* by hash */
    uint64_t last[64];  /* by the lower twelve bits of the last of the characters */
    bool two;           /* there are words of two characters, not only longer ones */
    bool all;           /* a pattern without such characters: anything may match */
};

/* Adds a glob. */
void jx_pairs_add(struct jx_pairs *pairs, struct jx_str pattern);

/* false: the text matches none of the globs, nor does any part of it, whether blanks are
 * removed and full-width forms narrowed or not. */
bool jx_pairs_may_match(const struct jx_pairs *pairs, struct jx_str text);
