/* pairs.h: a quick "certainly not" for many patterns at once. Every pattern of Chinese
 * words contains some two or three neighbouring characters; a text without any of these
 * matches none of the patterns. */
#pragma once

#include "jixiao/value.h"

#include <string.h>

/* Zeroed: no pattern, nothing matches. */
struct jx_pairs {
    uint64_t bits[256]; /* by hash of all of them */
    uint8_t ends[8192]; /* by hash of the last two, as they are printed: marks */
    bool two;           /* there are words of two characters, not only longer ones */
    bool all;           /* a pattern without such characters: anything may match */
};

/* Adds a glob. */
void jx_pairs_add(struct jx_pairs *pairs, struct jx_str pattern);

/* A mark of words; all others are of patterns. */
enum { JX_PAIRS_WORD = 0x80 };

/* Adds all patterns of others, with this mark (a bit) instead of theirs. */
void jx_pairs_join(struct jx_pairs *pairs, const struct jx_pairs *others, uint8_t mark);

/* Marks the first two characters of a word, for jx_pairs_next to find. false: they are none
 * that it would. */
bool jx_pairs_mark(struct jx_pairs *pairs, struct jx_str word);

/* false: the text matches none of the globs, nor does any part of it, whether blanks are
 * removed and full-width forms narrowed or not. */
bool jx_pairs_may_match(const struct jx_pairs *pairs, struct jx_str text);

/* Of the two characters of three bytes each at p: all of the second behind the last byte of
 * the first, which tells enough of it. */
static inline uint32_t jx_pairs_two(const char *p)
{
    const unsigned char *at = (const unsigned char *)p + 2;
    return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

/* Their place in `ends`. */
static inline size_t jx_pairs_end(uint32_t two)
{
    return two * 0x9e3779b1u >> 19;
}

/* The next two characters of a text that may have marks which are wanted, blanks between
 * them left out, from walk->p on: these marks; 0: there are none. Behind it, walk->p is
 * where the second begins or, where a word does, three bytes behind the first. */
struct jx_pairs_walk {
    struct jx_str text;
    const char *p; /* text.p at first */
    uint8_t wanted;
};
uint8_t jx_pairs_next(const struct jx_pairs *pairs, struct jx_pairs_walk *walk);

/* A quicker "certainly not", of patterns with one of these marks and ideographs without
 * anything between them, as names are. */
static inline bool jx_pairs_have_none(const struct jx_pairs *pairs, struct jx_str text,
                                      uint8_t marks)
{
    enum { LEAST = 0xe4, MANY = 0xf8 }; /* U+4000 to U+BFFF begin with eight bytes */
    uint8_t found = 0;
    if (text.n % 3 || !text.n || pairs->all)
        return false;
    const char *p = text.p, *last = p + text.n - 3;
    uint32_t other = ((unsigned char)*p - (uint32_t)LEAST) << 8;
    for (; p < last; p += 3) {
        const uint32_t two = jx_pairs_two(p);
        other |= two - (LEAST << 8);
        found |= pairs->ends[jx_pairs_end(two)];
    }
    return !(other & MANY << 8) && !(found & marks);
}
