/* charts.h: the office program's own chart of a report's table. */
#pragma once

#include "book.h"

/* Has the plot marks across it, as grades begin at a total? Then the column behind the
 * table's last says so, and the axis shows that. */
bool chart_marks(const struct jx_plot *plot);

/* Beside the rows [first, last] of the table's sheet, whose headings stand above them. */
void chart_table(struct book *book, lxw_row_t first, lxw_row_t last);
