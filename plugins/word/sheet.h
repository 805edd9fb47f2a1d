/* sheet.h: one form drawn as one table of a document: where its columns lie. For form*.c
 * only. */
#pragma once

#include "word.h"

struct form {
    struct word_doc *doc;
    const struct jx_record *record;
    const struct jx_result *result;
    struct jx_face face;      /* only what the form has */
    int ind[JX_IND_COUNT];    /* columns; -1: none */
    int system, reviewed;     /* of scores; reviewed -1: none */
    int widths[WORD_COLUMNS]; /* in twentieths of a point */
    size_t cols;
    bool budget_drawn; /* its item stands beside the funds */
};

/* Cells by style, over so many columns. */
struct word_cell word_form_wide(const char *style, size_t span);
/* form_rows.c: the block of funds with what the execution scores, and the indicators. */
void word_form_funds(struct form *f);
void word_form_items(struct form *f);
/* A score: "—" where it is not known. */
void word_form_points(struct form *f, struct jx_dec number, bool known, bool bold);
/* Claimed, system's and reviewed score in their columns, from those of an item or of the
 * whole form. */
void word_form_scores(struct form *f, struct jx_str claimed, bool differs, bool scored,
                      struct jx_dec score, bool reviewed, struct jx_dec decided);
