/* list.h: a flat sheet: one project, or one indicator, a row under one row of headings. */
#pragma once

#include "read_form.h"

enum { JX_LIST_LOOK = 8 }; /* rows below the headings that tell what they are */

/* What a heading of a list stands for. */
enum jx_list_kind {
    JX_LIST_NONE = 0,
    JX_LIST_RECORD,
    JX_LIST_FUND,
    JX_LIST_IND,
    JX_LIST_FACT
};
struct jx_list_column {
    enum jx_list_kind kind;
    int key;               /* of the kind */
    struct jx_target fact; /* JX_LIST_FACT */
};
struct jx_list {
    const struct jx_form_spec *spec;
    size_t head, first; /* items: of the headings, and of the first row below */
    bool counted;       /* its rows are numbered 1, 2, 3 */
    struct jx_columns columns;
    struct jx_list_column column[JX_COLUMNS_MAX];
    int name;        /* column of what tells one project from the next */
    bool indicators; /* an indicator a row */
    size_t to;       /* item behind the last row */
    size_t before;   /* records read before it */
};

/* Is the item a row of headings of a list? Which form of the pack its columns belong to is
 * told by them, and by titles above: items from `from` on. Fills all but `to`. */
bool jx_list_find(const struct jx_form_items *items, size_t from, size_t at,
                  struct jx_list *list);

/* Reads the row `at`, and rows below as long as they belong to the same project, into the
 * form's zeroed record. Returns the item behind; form->in_table tells whether there was one. */
size_t jx_list_read(struct jx_reading_form *form, const struct jx_list *list, size_t at);
/* list_rows.c. The trimmed text of a row below one of the list's headings. */
struct jx_str jx_list_text(const struct jx_list *list, const struct jx_block_row *row,
                           int column);
bool jx_list_is_sum(const struct jx_list *list, const struct jx_block_row *row);
bool jx_list_same_headings(const struct jx_list *list, const struct jx_block_row *row);
bool jx_list_has_digit(struct jx_str text);
/* Does a number stand in front of the row, as lists count their projects? */
bool jx_list_counts(const struct jx_block_row *row);
/* Is a row below the headings no project: sums, the headings once more on the next page,
 * lone remarks? */
bool jx_list_passes(const struct jx_list *list, const struct jx_block_row *row);
/* Item behind the last row of the list. */
size_t jx_list_end(const struct jx_form_items *items, const struct jx_list *list);
/* Do the first rows have amounts where the headings say so, and a name where that is? */
bool jx_list_holds(const struct jx_form_items *items, const struct jx_list *list);
