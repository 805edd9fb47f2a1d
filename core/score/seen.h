/* seen.h: what the cells of a form say, each read once. Not for other rooms.
 *
 * A cell is nothing, a plain figure or words; words may be instructions of the blank form.
 * What else they are (a figure with its unit, a level …) is worked out when first asked
 * for. What was worked out of words, or of a row's levels, sign and unit together, is
 * remembered, for the next row and the next record. */
#pragma once

#include "formspec.h"
#include "reading.h"

enum seen_kind {
    SEEN_NOTHING = 0, /* no such column, or only blanks */
    SEEN_FIGURE,      /* digits with a point or none, and perhaps a percent sign */
    SEEN_WORDS        /* anything else */
};
/* The blank form's instructions in a cell. */
enum template_mark { TEMPLATE_NONE, TEMPLATE_BESIDE, TEMPLATE_ONLY };
struct known;
struct place;
struct seen {
    const struct jx_str *text; /* as printed; NULL: no cell at all */
    union {
        struct jx_dec number; /* of a figure, as printed */
        struct known *known;  /* of words that are remembered, else NULL */
    };
    uint8_t kind;     /* enum seen_kind */
    uint8_t template; /* enum template_mark */
    uint8_t decimals; /* of a figure: printed behind the point */
    bool percent;
    bool content; /* filled, and with more than a placeholder or instructions */
    bool plain;   /* words that no pattern of the form's or the checks' is part of */
};
/* A row: what its levels, sign and unit say together, and its other cells. */
struct seen_row {
    struct place *place;
    struct seen cell[JX_IND_COUNT]; /* those of the place are not set */
};

/* asked.c: what a cell of the row says, whichever it is (enum jx_ind_key). */
const struct seen *row_cell(const struct seen_row *row, int key);

struct scoring;
void see(struct scoring *s, const struct jx_cell *cell, struct seen *out);
/* Likewise of a cell of the record itself. */
void see_record(struct scoring *s, enum jx_record_key key, struct seen *out);

/* Reads all cells of the form; false: memory. */
bool see_form(struct scoring *s);
/* Those of a row that is none of the record's; NULL: memory. */
struct seen_row *see_row(struct scoring *s, const struct jx_indicator *row);

static inline struct jx_str seen_text(const struct seen *seen)
{
    return seen->text ? *seen->text : (struct jx_str){0};
}
/* What is remembered of it: the same text is known once. NULL: nothing. */
static inline struct known *seen_known(const struct seen *seen)
{
    return seen->kind == SEEN_WORDS ? seen->known : NULL;
}

/* As jx_read and its like have it of the text (reading.h). Slices of a reading live as
 * long as the record is being scored: they are not for results. `room` is for one that is
 * not remembered. */
const struct jx_reading *seen_reading(const struct seen *seen, struct jx_reading *room);
/* What seen_points, seen_amount and seen_checks leave to asked.c: not for others. */
bool seen_points_any(const struct seen *seen, bool percent, struct jx_dec *out);
bool seen_amount_any(const struct seen *seen, struct jx_dec *out);
static inline bool seen_points(const struct seen *seen, bool percent, struct jx_dec *out)
{
    if (seen->kind != SEEN_FIGURE)
        return seen_points_any(seen, percent, out);
    *out = seen->number;
    return percent || !seen->percent;
}
static inline bool seen_amount(const struct seen *seen, struct jx_dec *out)
{
    if (seen->kind != SEEN_FIGURE)
        return seen_amount_any(seen, out);
    *out = seen->number;
    return !seen->percent;
}
bool seen_rate(const struct seen *seen, struct jx_dec *out, struct jx_dec *step);
bool seen_level(const struct scoring *s, const struct seen *target,
                const struct seen *actual, struct jx_dec *share, bool *judge);
/* Without blanks of any kind; not for results either. */
struct jx_str seen_squeezed(struct scoring *s, const struct seen *seen);
/* Likewise of a text that is asked about only once. */
struct jx_str squeeze_text(struct scoring *s, struct jx_str text);
/* The audited checks of the pack that ask about rows of this name: bit i % 64 for the i-th. */
uint64_t seen_checks_any(struct scoring *s, const struct seen *name);
static inline uint64_t seen_checks(struct scoring *s, const struct seen *name)
{
    return name->plain ? 0 : seen_checks_any(s, name);
}
/* Is a source of this name part of another? */
bool seen_nested(struct scoring *s, const struct seen *name);
/* The words of the pack's prose in it, as prose_words has them; false: none. */
struct words;
bool seen_words(struct scoring *s, const struct seen *seen, struct words *found);

/* Is the text of a record empty, or one that was found to hold no instructions and, if they
 * are asked for, none of these words? It mostly is that of the record before. */
bool text_is_dull(struct scoring *s, enum jx_record_key key, bool words);
