/* cells.c: cells into rows with their true columns, and rows into the sink; decides what
 * becomes of tables within tables. No XML here. */
#include "cells.h"

bool docx_piece_add(const struct jx_host *host, struct docx_cell *cell,
                    struct jx_str text, struct docx_table *table)
{
    struct docx_piece *piece = host->alloc(host, sizeof *piece);
    if (!piece)
        return ooxml_fail(host, N_("out of memory"));
    *piece = (struct docx_piece){text, table, NULL};
    if (cell->last)
        cell->last->next = piece;
    else
        cell->first = piece;
    cell->last = piece;
    return true;
}

bool docx_cell_close(const struct jx_host *host, struct docx_row *row,
                     struct docx_cell *cell)
{
    if (cell->deleted)
        return true;
    if (row->column + cell->span > DOCX_COLUMNS)
        return ooxml_fail(host,
                          N_("a table of more than %d columns: this is no form, the file "
                             "is refused"),
                          DOCX_COLUMNS);
    row->column += cell->span;
    if (cell->joined && row->last) {
        row->last->span += cell->span;
        return true;
    }
    cell->column = (uint16_t)(row->column - cell->span);
    cell->number = ++row->cells;
    cell->continues = cell->continues && row->number > 1;
    if (row->last)
        row->last->next = cell;
    else
        row->first = cell;
    row->last = cell;
    return true;
}

/* ---- tables as text ---- */

static void add_line(struct ooxml_buffer *text, size_t from, struct jx_str line)
{
    if (text->n > from)
        ooxml_buffer_add(text, "\n", 1);
    ooxml_buffer_add(text, line.p, line.n);
}

static void flatten_table(struct ooxml_buffer *text, size_t from,
                          const struct docx_table *table);

/* The cell's text behind `from` in the buffer; pieces begin new lines. */
static void flatten(struct ooxml_buffer *text, size_t from, const struct docx_cell *cell)
{
    if (cell->continues)
        return;
    for (const struct docx_piece *p = cell->first; p; p = p->next) {
        if (p->table)
            flatten_table(text, from, p->table);
        else
            add_line(text, from, p->text);
    }
}

static void flatten_table(struct ooxml_buffer *text, size_t from,
                          const struct docx_table *table)
{
    for (const struct docx_row *row = table->first; row; row = row->next) {
        bool started = false;
        for (const struct docx_cell *cell = row->first; cell; cell = cell->next) {
            if (cell->continues)
                continue;
            if (started)
                ooxml_buffer_add(text, " ", 1);
            else
                add_line(text, from, (struct jx_str){0});
            started = true;
            flatten(text, text->n, cell);
        }
    }
}

/* ---- rows to the sink ---- */

static struct jx_table_cell place(const struct docx_table *table,
                                  const struct docx_row *row,
                                  const struct docx_cell *cell)
{
    return (struct jx_table_cell){
        .at = {row->number, cell->number, table->number},
        .column = cell->column,
        .span = cell->span,
        .flags = cell->continues ? JX_CELL_CONTINUES : 0,
        .kind = JX_TEXT,
    };
}

static bool give(struct docx_out *out, const struct docx_row *row,
                 const struct jx_table_cell *cells, size_t count)
{
    uint32_t flags = JX_ROW_GRID | (row->hidden ? JX_ROW_HIDDEN : 0);
    struct jx_row given = {cells, count, flags};
    return out->sink->row(out->sink, &given);
}

static bool has_content(const struct docx_cell *cell)
{
    for (const struct docx_piece *p = cell->first; p && !cell->continues; p = p->next)
        if (p->table || p->text.n)
            return true;
    return false;
}

/* The cell that frames tables: it holds one, and all others of the row are blank. */
static const struct docx_cell *find_frame(const struct docx_row *row)
{
    const struct docx_cell *frame = NULL;
    bool table = false;
    for (const struct docx_cell *cell = row->first; cell; cell = cell->next) {
        if (!has_content(cell))
            continue;
        if (frame)
            return NULL;
        frame = cell;
        for (const struct docx_piece *p = cell->first; p; p = p->next)
            table |= p->table != NULL;
    }
    return table ? frame : NULL;
}

static bool give_frame(struct docx_out *out, const struct docx_table *table,
                       const struct docx_row *row, const struct docx_cell *frame)
{
    const struct jx_sink *sink = out->sink;
    for (const struct docx_piece *p = frame->first; p; p = p->next) {
        bool ok = true;
        if (p->table) {
            ok = sink->table_end(sink);
            for (const struct docx_row *r = p->table->first; ok && r; r = r->next)
                ok = docx_row_give(out, p->table, r);
            ok = ok && sink->table_end(sink);
        } else if (p->text.n) {
            struct jx_table_cell cell = place(table, row, frame);
            cell.text = p->text;
            ok = give(out, row, &cell, 1);
        }
        if (!ok)
            return false;
    }
    return true;
}

bool docx_row_give(struct docx_out *out, const struct docx_table *table,
                   const struct docx_row *row)
{
    struct jx_table_cell *cells = out->cells;
    size_t *starts = out->starts, count = 0;
    const struct docx_cell *frame = find_frame(row);
    if (row->deleted || !row->first)
        return true;
    if (frame)
        return give_frame(out, table, row, frame);
    out->text.n = 0;
    for (const struct docx_cell *cell = row->first; cell; cell = cell->next) {
        cells[count] = place(table, row, cell);
        starts[count++] = out->text.n;
        flatten(&out->text, out->text.n, cell);
    }
    starts[count] = out->text.n;
    if (out->text.failed)
        return ooxml_fail(out->host, N_("out of memory"));
    for (size_t i = 0; i < count; i++) /* only now does the buffer stay where it is */
        cells[i].text = (struct jx_str){out->text.p ? out->text.p + starts[i] : "",
                                        starts[i + 1] - starts[i]};
    return give(out, row, cells, count);
}
