/* charts.h: the office program's own chart of a report's table. */
#pragma once

#include "book.h"

/* Beside the rows [first, last] of the table's sheet, whose headings stand above them. */
void chart_table(struct book *book, lxw_row_t first, lxw_row_t last);
