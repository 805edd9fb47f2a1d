/* aligned.h: tables whose columns are set apart by blanks alone. */
#pragma once

#include "jixiao/value.h"

enum { ALIGNED_CELLS = 64 };

/* The cells of a line: texts with two blanks or more (or a wide one) between them, and
 * where each stands, in columns as a fixed-width font draws them. */
struct aligned_line {
    struct jx_str text[ALIGNED_CELLS];
    unsigned start[ALIGNED_CELLS], end[ALIGNED_CELLS];
    unsigned count; /* ALIGNED_CELLS: too many to be a row */
};
void aligned_split(struct jx_str line, struct aligned_line *out);

/* The columns of a table, grown by its rows. */
struct aligned_table {
    unsigned start[ALIGNED_CELLS], end[ALIGNED_CELLS];
    unsigned count;
};
/* The table that the lines at the start of `rest` begin for certain: headings for every
 * column, and every cell below in exactly one of them. Lines in it; 0: none. */
unsigned aligned_begin(struct jx_str rest, struct aligned_table *table);
/* Does one more line fit? Then places[i] is the column of its i-th cell. */
bool aligned_fits(const struct aligned_table *table, const struct aligned_line *line,
                  unsigned places[ALIGNED_CELLS]);
