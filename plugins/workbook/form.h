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
    int system, label_end;          /* label_end: last column of labels like the name's */
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

/* form_rows.c: the blocks of funds and of indicators. */
void form_funds(struct form *form);
void form_items(struct form *form);
/* Columns of an amount of the funds: *from to *to. */
void form_amount_columns(const struct form *form, int key, unsigned *from, unsigned *to);

/* form_blank.c: what a form to be filled in has beside its cells. */
void form_blank_funds(struct form *form, lxw_row_t row, bool total, lxw_row_t sources);
void form_blank_items(struct form *form, lxw_row_t first, lxw_row_t last);
void form_blank_closing(struct form *form, lxw_row_t row);
void form_blank_end(struct form *form);
