/* form.h: one form drawn on one sheet: where its columns lie. For form*.c only. */
#pragma once

#include "book.h"

enum { FORM_COLS = 16 };

struct form {
    struct book *book;
    lxw_worksheet *ws;
    const struct jx_face *face;
    const struct jx_record *record;
    const struct jx_result *result; /* NULL: the blank form */
    int section, ind[JX_IND_COUNT]; /* columns; -1: none */
    int system, reviewed;           /* columns of scores; -1: none */
    int label_end;                  /* last column of labels like the name's */
    unsigned count;
    double width[FORM_COLS];
    lxw_row_t row;
    lxw_row_t fund_total, first_item, last_item; /* rows, for formulas */
};

/* Merged over columns [from, to] of one row. */
void form_put(struct form *form, unsigned from, unsigned to, struct jx_str text,
              enum style style);
/* Lines a text needs over columns [from, to]. */
unsigned form_lines(const struct form *form, unsigned from, unsigned to,
                    struct jx_str text);
void form_height(struct form *form, lxw_row_t row, unsigned lines);
bool form_is_blank(const struct form *form);
enum style form_input(const struct form *form, enum style filled);

/* form_rows.c: the block of indicators, and the cells at the end of every row. */
void form_items(struct form *form);
/* Merges the label beside a block: 0 the funds, 1 the indicators. */
void form_section(struct form *form, size_t which, lxw_row_t first, lxw_row_t last);
/* A heading (may be NULL) or a text in a column (-1: nothing is written). */
void form_cell(struct form *form, int column, const char *heading, struct jx_str text,
               enum style style);
/* The heading of claimed scores; NULL: a blank cell. */
void form_claimed_heading(struct form *form, const char *heading);
/* The item of a row; NULL: it is none. */
const struct jx_item *form_item(const struct form *form, int32_t index);
void form_scores(struct form *form, const struct jx_item *item,
                 const struct jx_cell *weight, const struct jx_cell *claimed);
/* The office's reason, what the rules take off, what a person decided; sets the row's
 * height, at least `lines`. */
void form_reason(struct form *form, struct jx_str given, const struct jx_item *item,
                 unsigned lines);

/* A label and its cell over the whole width; long texts get the lines they need. */
void form_wide_row(struct form *form, const char *label, struct jx_str text,
                   unsigned least_lines);

/* form_facts.c: a sheet of facts: its columns, head and rows. */
void form_facts(struct form *form);
void form_fact_columns(struct form *form);

/* form_funds.c: the block of funds. */
void form_funds(struct form *form);
/* Columns of an amount of the funds: *from to *to. */
void form_amount_columns(const struct form *form, int key, unsigned *from, unsigned *to);

/* form_blank.c: what a form to be filled in has beside its cells. */
void form_blank_funds(struct form *form, lxw_row_t row, bool total, lxw_row_t sources);
void form_blank_items(struct form *form, lxw_row_t first, lxw_row_t last);
void form_blank_closing(struct form *form, lxw_row_t row);
void form_blank_fact(struct form *form, const struct jx_face_fact *fact, unsigned column);
void form_blank_end(struct form *form);
