/* memo.h: what is known of texts, and of rows' places, remembered from record to record.
 * Only for seen.c, asked.c, select.c and the engine, which has one memo. */
#pragma once

#include "arena.h"
#include "seen.h"

#include <string.h>

/* What has been worked out of a text since it was first seen. */
enum {
    HAS_SEEN = 1 << 0,
    HAS_SQUEEZED = 1 << 1,
    HAS_CHECKS = 1 << 2,
    HAS_NESTED = 1 << 3,
    HAS_NO_WORDS = 1 << 4 /* of the pack's prose */
};

/* One text, whatever cell it stands in. */
struct known {
    struct jx_str text;              /* as printed */
    uint64_t first, last;            /* its bytes: at most eight at either end */
    const struct jx_form_spec *form; /* of the cell it was first seen in */
    struct seen as;                  /* what such a cell is */
    struct jx_arena *arena;          /* it lives in */
    struct jx_reading *reading;      /* NULL: not asked for */
    struct jx_str squeezed;
    uint64_t checks; /* as seen_checks has them */
    uint8_t has;     /* bit set of what was asked for */
    bool nested;
    /* As an actual on the scale of the last target asked for. */
    bool is_level, judge;
    const struct known *of_target;
    struct jx_dec share;
};

/* What rows have in common whose levels, sign and unit are printed the same: all offices
 * together have a few dozen of these. */
enum { PLACE_LEVEL1, PLACE_LEVEL2, PLACE_NATURE, PLACE_UNIT, PLACE_CELLS };
extern const uint8_t place_keys[PLACE_CELLS]; /* enum jx_ind_key */
struct place {
    struct jx_str text[PLACE_CELLS]; /* as printed */
    const struct jx_form_spec *form;
    struct place *next; /* of the row below, where it stood last */
    struct seen cell[PLACE_CELLS];
    bool is_seen; /* the cells, and: */
    bool has_template, has_nature;
    uint8_t nature; /* enum jx_nature, where the cell has one */
    struct jx_unit unit;
    /* The group of rows of the last template of weights asked for. */
    const struct jx_weights *of_weights;
    int group;
    /* The audited checks that ask for no name, by the last nature asked for. */
    bool has_placed;
    uint8_t placed_nature;
    uint64_t placed;
    /* The selector, by the last of the lists (select.c) that asks for no name either. */
    const struct jx_selector *const *of_list;
    const struct jx_selector *selector;
    bool overlap;
};

static inline uint64_t word_at(const char *p, size_t n)
{
    uint64_t word = 0;
    memcpy(&word, p, n);
    return word;
}

/* Of texts of so many bytes, more than sixteen, with the same ends. */
static inline bool same_middle(const char *a, const char *b, size_t n)
{
    for (size_t i = 8; i + 8 < n; i += 8)
        if (word_at(a + i, 8) != word_at(b + i, 8))
            return false;
    return true;
}

/* As jx_str_eq, for the short texts of cells: without a call. */
static inline bool same_text(struct jx_str a, struct jx_str b)
{
    const size_t n = a.n;
    if (n != b.n)
        return false;
    if (n < 2)
        return !n || *a.p == *b.p;
    if (n < 4)
        return word_at(a.p, 2) == word_at(b.p, 2) &&
               word_at(a.p + n - 2, 2) == word_at(b.p + n - 2, 2);
    if (n < 8)
        return word_at(a.p, 4) == word_at(b.p, 4) &&
               word_at(a.p + n - 4, 4) == word_at(b.p + n - 4, 4);
    return word_at(a.p, 8) == word_at(b.p, 8) &&
           word_at(a.p + n - 8, 8) == word_at(b.p + n - 8, 8) &&
           (n <= 16 || same_middle(a.p, b.p, n));
}

/* Remembers up to so many texts (0: as many as usual). NULL: memory. */
struct memo *memo_open(size_t texts);
void memo_close(struct memo *memo); /* NULL is fine */
/* Between two records: forgets everything when it has become too much. */
void memo_trim(struct memo *memo);
/* From now on it forgets nothing: somebody goes back to records. */
void memo_hold(struct memo *memo);
/* The columns of records, each of which keeps the text it was last looked up for. */
enum {
    MEMO_OTHER,
    MEMO_ROWS,
    MEMO_FUNDS = MEMO_ROWS + JX_IND_COUNT,
    MEMO_RECORD = MEMO_FUNDS + JX_FUND_COUNT,
    MEMO_COLUMNS = MEMO_RECORD + JX_REC_COUNT
};
struct known **memo_last(struct memo *memo, unsigned column);
/* What is known of a text in a cell of a form. NULL: it is too long to be remembered, or
 * there is no room for more. */
struct known *memo_find(struct memo *memo, struct jx_str text,
                        const struct jx_form_spec *form);
/* Likewise of a row; `above`: what was found of the row above it, or NULL. */
struct place *memo_place(struct memo *memo, const struct jx_indicator *row,
                         const struct jx_form_spec *form, struct place *above);
/* Of a row that is not to be remembered: for memo.c and seen.c. */
void place_start(struct place *place, const struct jx_indicator *row,
                 const struct jx_form_spec *form);
