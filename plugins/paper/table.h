/* table.h: rows of a report's table as writers of pages need them: in words, and kept, so
 * that widths and plots can be made of them. */
#pragma once

#include "paper.h"

/* The first rows of a table; starts zeroed, ends with paper_table_free. */
struct paper_table {
    const struct jx_host *host;
    const struct jx_table *table; /* NULL: none has begun */
    const struct jx_value **rows; /* as many cells each as the table has columns */
    size_t count, capacity;
    uint64_t seen; /* rows there were, kept or not */
    bool failed;   /* memory */
};

/* Forgets the rows; another table begins. */
void paper_table_begin(struct paper_table *kept, const struct jx_host *host,
                       const struct jx_table *table);
/* Counts a row, and keeps a copy where fewer than `limit` are there. */
void paper_table_row(struct paper_table *kept, const struct jx_value *cells,
                     size_t limit);
void paper_table_free(struct paper_table *kept);

/* How many rows are to be shown: the table's own number, or `most`. */
size_t paper_table_shown(const struct jx_table *table, const struct jx_output *output,
                         size_t most);
/* "9,970 more", into text. */
void paper_table_more(struct paper_text *text, const struct jx_host *host, uint64_t rows);

/* A cell as people read it: "+2.5", "38.2%"; nothing where nothing is known. */
void paper_value(const struct jx_host *host, struct paper_text *text,
                 const struct jx_column *column, const struct jx_value *value);
/* For lengths and places of plots alone; false: the cell holds no figure. */
bool paper_figure(const struct jx_value *value, double *figure);
/* Columns of figures stand to the right. */
bool paper_is_figure(const struct jx_column *column);
/* Does a plot of the table show this column? */
bool paper_plotted(const struct jx_table *table, size_t column);
/* The greatest figure of a plot without its sign, over the rows that are kept. */
double paper_most(const struct paper_table *kept);
