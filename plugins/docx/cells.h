/* cells.h: rows of tables, kept until they are whole, then given to the sink. */
#pragma once

#include "buffer.h"
#include "package.h"

/* No document of forms comes near these. */
enum { DOCX_COLUMNS = 1024, DOCX_CELLS = 1 << 20, DOCX_PARAGRAPHS = 1 << 20 };

struct docx_table;

/* A run of lines of a cell, or a table within it. */
struct docx_piece {
    struct jx_str text;
    struct docx_table *table;
    struct docx_piece *next;
};
struct docx_cell {
    struct docx_piece *first, *last;
    struct docx_cell *next;
    uint16_t column, span, number;
    bool continues; /* merged with the cell above */
    bool joined;    /* merged with the cell before: it only widens that one */
    bool deleted;   /* by a tracked change */
};
struct docx_row {
    struct docx_cell *first, *last;
    struct docx_row *next;
    uint32_t number, column; /* column: of the next cell */
    uint16_t cells;
    bool hidden, deleted;
};
struct docx_table {
    struct docx_row *first, *last; /* only of nested tables */
    uint16_t number;               /* 0: too many tables to tell */
    uint32_t rows;
};

struct docx_out {
    const struct jx_host *host;
    const struct jx_sink *sink;
    struct ooxml_buffer text; /* of the row being given, with its cells */
    struct jx_table_cell cells[DOCX_COLUMNS];
    size_t starts[DOCX_COLUMNS + 1];
};

/* In the document's memory; false: host->fail was called. */
bool docx_piece_add(const struct jx_host *host, struct docx_cell *cell,
                    struct jx_str text, struct docx_table *table);

/* Puts a finished cell into its row: columns are counted here. */
bool docx_cell_close(const struct jx_host *host, struct docx_row *row,
                     struct docx_cell *cell);

/* Gives a row to the sink. A table in a cell that is alone in its row has this row only
 * as a frame, as layouts do: it stands for itself behind the row's text. Beside other
 * cells it is content: its lines join the cell's text. */
bool docx_row_give(struct docx_out *out, const struct docx_table *table,
                   const struct docx_row *row);
