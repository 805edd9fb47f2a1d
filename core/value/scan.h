/* scan.h: a cell as folded characters, for the value room only.
 *
 * Folding takes away what carries no meaning: blanks and line breaks, full-width forms,
 * variants of a sign. Where a blank was is kept, because inside figures it matters. */
#pragma once

#include "jixiao/value.h"

enum { SCAN_MAX = 96 };

struct scan {
    struct jx_str source;
    size_t n;
    bool whole;                 /* false: longer than SCAN_MAX, the rest is not here */
    bool digits;                /* there is a digit, also in the rest */
    uint32_t c[SCAN_MAX];       /* folded, no blanks */
    bool gap[SCAN_MAX];         /* a blank stood before it */
    uint32_t at[SCAN_MAX];      /* where the character begins in the source */
    uint32_t end[SCAN_MAX + 1]; /* end[i]: where the character before i ended */
};

/* Folds a text; stops and blanks at its end are dropped. */
void scan_fold(struct scan *scan, struct jx_str text);

/* Characters of `word` if it stands at i, else 0. */
size_t scan_word(const struct scan *scan, size_t i, const char *word);
/* Likewise when it ends just before `end`. */
size_t scan_word_before(const struct scan *scan, size_t end, const char *word);
/* The index in `words` (NULL-terminated) of the first that stands at i, or -1. */
int scan_any(const struct scan *scan, size_t i, const char *const *words);
/* One of `words` stands somewhere in [from, to). */
bool scan_has(const struct scan *scan, size_t from, size_t to, const char *const *words);
/* The source's text of characters [from, to). */
struct jx_str scan_slice(const struct scan *scan, size_t from, size_t to);
bool scan_same(const struct scan *a, const struct scan *b);
bool scan_digit(const struct scan *scan, size_t i);
