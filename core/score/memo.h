/* memo.h: what is known of texts, remembered from record to record. Only for seen.c and the
 * engine, which has one memo. */
#pragma once

#include "arena.h"
#include "seen.h"

/* What has been worked out of a text so far. */
enum {
    HAS_TEMPLATE = 1 << 0,
    HAS_NATURE = 1 << 1,
    HAS_SQUEEZED = 1 << 2,
    HAS_BLANK = 1 << 3,
    HAS_HINT = 1 << 4
};

/* One text, whatever cell it stands in. */
struct known {
    struct jx_str text;              /* as printed */
    const struct jx_form_spec *form; /* of the cell it was first seen in */
    struct jx_arena *arena;          /* it lives in */
    struct jx_reading *reading;      /* NULL: not asked for */
    struct jx_unit *unit;            /* likewise */
    struct jx_str squeezed;
    uint32_t hash;
    uint8_t has;      /* bit set of what follows */
    uint8_t template; /* enum template_mark */
    uint8_t nature;   /* enum jx_nature */
    bool filled;      /* not only blanks */
    bool is_nature, blank, hinted;
    /* As an actual on the scale of the last target asked for. */
    bool is_level, judge;
    const struct known *of_target;
    struct jx_dec share;
};

/* NULL: memory. */
struct memo *memo_open(void);
void memo_close(struct memo *memo); /* NULL is fine */
/* Between two records: forgets everything when it has become too much. */
void memo_trim(struct memo *memo);
/* What is known of a text in a cell of a form. NULL: it is too long to be remembered, or
 * there is no room for more. */
struct known *memo_find(struct memo *memo, struct jx_str text,
                        const struct jx_form_spec *form);
