/* merges.h: merged ranges of a sheet, followed row by row. */
#pragma once

#include "buffer.h"

enum { XLSX_COLUMNS = 16384, XLSX_ROWS = 1048576, XLSX_MERGES = 1 << 18 };

struct xlsx_range { /* rows and columns from 1 */
    uint32_t top, bottom;
    uint16_t left, right;
};
struct xlsx_merges {
    struct xlsx_range *list; /* by their tops, then from the left */
    size_t count, capacity, next;
    struct xlsx_range *active; /* of the row, from the left, none overlapping */
    size_t active_count, active_capacity;
    uint32_t ends; /* least bottom of the active ones */
};

/* "A1:K1" (or "A1") as a range; false: none. */
bool xlsx_range_read(const char *text, struct xlsx_range *out);
/* "C5" to row and column, both from 1; false: no such cell. */
bool xlsx_cell_read(const char *text, uint32_t *row, uint16_t *column);

/* false: memory, or more ranges than a sheet may have. A single cell is no range. */
bool xlsx_merges_add(struct xlsx_merges *merges, struct xlsx_range range);
void xlsx_merges_sort(struct xlsx_merges *merges);
/* Goes on to a later row: `active` are then the ranges that it is in. false: memory. */
bool xlsx_merges_row(struct xlsx_merges *merges, uint32_t row);
void xlsx_merges_free(struct xlsx_merges *merges);
