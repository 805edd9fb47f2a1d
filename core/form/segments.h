/* segments.h: a document cut into the stretches that hold one form each. */
#pragma once

#include "columns.h"

/* A paragraph (row NULL) or a row, in document order. */
struct jx_form_item {
    const struct jx_block_row *row;
    struct jx_str prose;
    struct jx_at at;
};
struct jx_form_items {
    struct jx_plan plan;
    struct jx_form_item *list;
    size_t count;
    bool spans; /* the document tells merged cells */
    struct jx_arena *arena;
};

struct jx_segment {
    size_t from, to;                 /* items */
    const struct jx_form_spec *spec; /* folded; NULL: none of the pack's forms */
    bool headings;                   /* has the headings of indicators */
    struct jx_at at;                 /* of these headings, */
    size_t head;                     /* and their item */
};

/* Memory is the only failure. */
bool jx_items_make(struct jx_form_items *items, const struct jx_pages *pages,
                   const struct jx_pack *pack);

/* The stretch that starts at `from`, and the form it holds. */
struct jx_segment jx_segment_next(const struct jx_form_items *items, size_t from);

/* The text of a paragraph, or of a row whose filled cells all say the same; else empty. */
struct jx_str jx_item_line(const struct jx_form_item *item);
/* What stands in front of the first colon, when that is near the start; empty otherwise.
 * *behind is what follows, trimmed. */
struct jx_str jx_before_colon(struct jx_str text, struct jx_str *behind);
bool jx_is_title(const struct jx_form_spec *spec, struct jx_str line);
/* Headings of indicators: the name's and two others at least. */
bool jx_is_heading(const struct jx_columns *columns);
/* Does a row have the headings of indicators of any of the pack's forms? */
bool jx_any_heading(const struct jx_plan *plan, const struct jx_block_row *row);
/* Is a text a label of the key, in any of the pack's forms? */
bool jx_any_label(const struct jx_plan *plan, struct jx_str text, int key);
/* Text of a paragraph, or of the first filled cell of a row. */
struct jx_str jx_first_text(const struct jx_form_item *item);
/* headings.c: the headings of indicators in a row, settled. */
void jx_headings_read(struct jx_columns *columns, const struct jx_block_row *row,
                      const struct jx_form_spec *spec);
/* Which of the columns found count: points are those behind the indicator's name; without
 * such a name the second level is the indicator. */
void jx_headings_settle(struct jx_columns *columns, const struct jx_form_spec *spec);
/* A further row of headings below those of indicators: nothing in it but headings, what
 * stands above once more, and words that every level has ("名称"). */
bool jx_headings_below(struct jx_columns *columns, const struct jx_columns *above,
                       const struct jx_block_row *row, const struct jx_form_spec *spec);
/* What the cells below headings hold, and whether the rows from rows[0] to rows[1] leave merged
 * cells out, as copies from pages do; where they tell nothing, `otherwise`. */
void jx_headings_tell(struct jx_columns *columns, const struct jx_form_spec *spec,
                      const struct jx_form_items *items, const size_t rows[2],
                      bool otherwise);
/* Likewise of headings of funds. */
void jx_funds_tell(struct jx_columns *columns, const struct jx_form_spec *spec,
                   const struct jx_form_items *items, const size_t rows[2],
                   bool otherwise);
/* Key of the label at the start of a cell or paragraph, or -1; *rest is what stands behind
 * its colon, empty when the label is all. */
int jx_field_label(const struct jx_form_spec *spec, struct jx_str text,
                   struct jx_str *rest);
/* together.c: is the line the headings of indicators, with nothing between them? */
bool jx_ran_together(const struct jx_plan *plan, struct jx_str line);
