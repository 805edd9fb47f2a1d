/* columns.h: a row as a run of cells, headings as columns, and which cell stands under
 * which heading. */
#pragma once

#include "plan.h"
#include "recognise.h"

/* No form has more columns; cells beyond are not looked at. */
enum { JX_COLUMNS_MAX = 64 };

/* The cells of a row in order. With a grid, cells that the source left out are put in as
 * blank ones, so that a row reads the same whatever it came from. */
struct jx_view {
    const struct jx_table_cell *cell[JX_COLUMNS_MAX]; /* never NULL */
    uint16_t start[JX_COLUMNS_MAX], end[JX_COLUMNS_MAX];
    size_t count;
    bool grid;
};

struct jx_columns {
    struct jx_view head;     /* the cells of the headings */
    int key[JX_COLUMNS_MAX]; /* by head cell; -1: no heading that we know */
    int distinct;            /* keys found */
    /* What the cells below hold, set by the reader; jx_columns_of tells nothing of it. */
    uint64_t figures, words; /* keys whose cells hold figures, or words */
    int name; /* head cell of the column that names indicators; behind those that name
                 funds; -1 */
    const struct jx_form_spec
        *spec;     /* whose names of groups and funds tell a place; NULL:
                                        nothing is told of the cells */
    bool funds;    /* a block of funds, not a table of indicators */
    bool left_out; /* its rows leave merged cells out */
};

/* Adds a cell over the columns [start, end); what does not fit is left out. */
void jx_view_put(struct jx_view *view, const struct jx_table_cell *cell, unsigned start,
                 unsigned end);
bool jx_view_shows(const struct jx_view *view, struct jx_str text); /* in a cell */
/* Does the text of a cell stand in another cell of the view as well? */
bool jx_view_repeats(const struct jx_view *view, size_t i);
/* The row as it is (like NULL), or filled up to the width of `like`. */
void jx_view_row(struct jx_view *view, const struct jx_block_row *row,
                 const struct jx_view *like);
struct jx_str jx_view_text(const struct jx_view *view, size_t i); /* trimmed */
/* Cells side by side from the first column on, as copies of tables are: nobody knows which
 * of a short row were left out. */
bool jx_row_is_run(const struct jx_block_row *row);
/* Index of the first cell with text, or count. */
size_t jx_view_first(const struct jx_view *view);
size_t jx_view_filled(const struct jx_view *view);
/* Without the blank cells at its end, but for the first one. */
void jx_view_trim(struct jx_view *view);
/* Without those of one column each: beside the table in a sheet, or to fill the row up. */
void jx_view_drop_beside(struct jx_view *view);
void jx_view_take_out(struct jx_view *view, size_t i); /* the cell, and its place */
/* Without the cell of an indicator's number ("指标1："); returns where its name stands then, or
 * -1: there is no such cell. */
int jx_view_join_name(struct jx_view *view);
struct jx_str jx_view_fold(const struct jx_view *view, size_t i, char out[JX_FOLD_MAX]);

/* Headings in two rows as one: the cells of `below`, and where they are blank those above.
 * false: the rows do not fit. */
bool jx_view_stack(const struct jx_view *above, const struct jx_block_row *below,
                   struct jx_view *out);

/* Reads cells, or those of a row, as headings. */
void jx_columns_of(struct jx_columns *columns, const struct jx_view *head,
                   const struct jx_label *labels, size_t count);
void jx_columns_read(struct jx_columns *columns, const struct jx_block_row *row,
                     const struct jx_label *labels, size_t count);
/* Headings in two rows: those of `row`, and where it is blank those of `above`. false: the
 * rows do not fit; `columns` is as it was. */
bool jx_columns_below(struct jx_columns *columns, const struct jx_columns *above,
                      const struct jx_block_row *row, const struct jx_label *labels,
                      size_t count);
/* Head cell of a key, or -1. */
int jx_columns_find(const struct jx_columns *columns, int key);

/* Which cell of the row stands under each heading (-1: none), and the row's view. A cell
 * that is only a numbering ("指标1：") in place of `name` is taken out first when the row
 * has one cell too many. false: the row is no row of this table. */
struct jx_aligned {
    struct jx_view view;
    int cell[JX_COLUMNS_MAX]; /* by head cell */
    int fit; /* how well, of a row put where it fits; negative: nowhere */
};
enum { JX_FITS_WELL = 3 }; /* a name, and a figure or a bound where they belong */
bool jx_align(const struct jx_columns *columns, const struct jx_block_row *row, int name,
              struct jx_aligned *out);
/* Likewise of a closing row: its label may cover any number of columns, the cells behind
 * it stand under the last headings. `wanted`: keys whose cells are looked for. */
void jx_align_closing(const struct jx_columns *columns, const struct jx_block_row *row,
                      const int wanted[2], struct jx_aligned *out);

/* fit.c: how well a run of cells fits under the headings from `shift` on, by what the cells
 * hold; the `pinned` first cells stand under the first headings. Negative: it cannot be. */
int jx_fit_at(const struct jx_columns *columns, const struct jx_view *view, size_t pinned,
              size_t shift);
/* Where a row stands that left out cells merged with those above: it ends where the headings
 * end, unless what it holds contradicts; of rows filled up with blank cells, these go.
 * Returns how well it fits; *shift is 0 where it stands as it is. */
int jx_fit_left_out(const struct jx_columns *columns, struct jx_view *view, size_t *shift,
                    size_t *pinned);
/* What a row says about copies that leave merged cells out (votes[1]), or keep them as
 * blank ones (votes[0]): added to the votes. */
void jx_fit_vote(const struct jx_columns *columns, const struct jx_block_row *row,
                 int votes[2]);
