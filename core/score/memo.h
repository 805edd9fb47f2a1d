/* memo.h: what is known of texts, remembered from record to record. Only for seen.c and the
 * engine, which has one memo. */
#pragma once

#include "arena.h"
#include "seen.h"

/* What has been worked out of a text since it was first seen. */
enum {
    HAS_NATURE = 1 << 0,
    HAS_SQUEEZED = 1 << 1,
    HAS_CHECKS = 1 << 2,
    HAS_NESTED = 1 << 3,
    HAS_WORDS = 1 << 4
};

/* One text, whatever cell it stands in. */
struct known {
    struct jx_str text;              /* as printed */
    uint64_t first, last;            /* its bytes: at most eight at either end */
    const struct jx_form_spec *form; /* of the cell it was first seen in */
    struct seen as;                  /* what such a cell is; its `known`: once judged */
    struct jx_arena *arena;          /* it lives in */
    struct jx_reading *reading;      /* NULL: not asked for */
    struct jx_unit *unit;            /* likewise */
    struct jx_str squeezed;
    uint64_t words; /* of the pack's prose (prose.c) */
    uint64_t
        checks;  /* audited ones, by what they ask of a name: bit i % 64 for the i-th */
    uint8_t has; /* bit set of what is asked for only of some cells */
    uint8_t nature; /* enum jx_nature */
    bool is_nature, nested;
    /* As an actual on the scale of the last target asked for. */
    bool is_level, judge;
    const struct known *of_target;
    struct jx_dec share;
    /* As level 2 of a row: the template's group of rows of the last level 1 asked for. */
    const struct known *of_level1;
    const struct jx_weights *of_weights;
    int group;
    /* ... and the audited checks that ask for no name, by such a place and nature. */
    uint8_t placed_nature;
    const struct known *placed_level1;
    uint64_t placed;
};

/* Remembers up to so many texts (0: as many as usual). NULL: memory. */
struct memo *memo_open(size_t texts);
void memo_close(struct memo *memo); /* NULL is fine */
/* Between two records: forgets everything when it has become too much. */
void memo_trim(struct memo *memo);
/* What is known of a text in a cell of a form. NULL: it is too long to be remembered, or
 * there is no room for more. */
struct known *memo_find(struct memo *memo, struct jx_str text,
                        const struct jx_form_spec *form);
