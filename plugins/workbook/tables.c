/* tables.c: a report of tables as a workbook: a sheet a table, written row by row, with its
 * headings frozen, filters, and a chart beside it. */
#include "book.h"

#include "charts.h"

#include <stdio.h>
#include <string.h>

enum { SHEET_NAME = 31, WIDTH_TEXT = 24, WIDTH_FIGURE = 12, WIDTH_FIRST = 40 };

/* What a sheet may be called: 31 characters, none of []:*?/\, each name once. */
static const char *sheet_name(struct book *book, const char *title, char *out,
                              size_t size)
{
    size_t n = 0, characters = 0, room = SHEET_NAME - 3;
    const char *from = word(book, title);
    for (; *from && n + 8 < size; from++) {
        bool begins = ((unsigned char)*from & 0xc0) != 0x80;
        if (begins && characters++ == room)
            break;
        out[n++] = *from;
        if (strchr("[]:*?/\\'", *from))
            out[n - 1] = ' ';
    }
    out[n] = '\0';
    if (workbook_get_worksheet_by_name(book->workbook, out))
        snprintf(out + n, size - n, " %u", book->tables);
    return out;
}

/* Over all columns, as high as its lines. */
static void put_note(struct book *book, struct jx_str note, unsigned last)
{
    lxw_worksheet *ws = book->table_sheet.ws;
    double width = 0;
    for (unsigned i = 0; i <= last; i++)
        width += book->table_sheet.columns[i].width;
    put_merged(book, ws, (const lxw_row_t[2]){1, 1}, (const unsigned[2]){0, last}, note,
               STYLE_NOTE);
    row_height(ws, 1, lines_in(book, note, width));
}

/* Title, note and headings; the data begin below. */
static void start_sheet(struct book *book, const struct jx_table *table)
{
    char name[4 * SHEET_NAME + 8];
    struct sheet *sheet = &book->table_sheet;
    unsigned last = table->column_count ? (unsigned)table->column_count - 1 : 0;
    unsigned marks = chart_marks(&table->plot);
    struct column *columns =
        book->host->alloc(book->host, (last + 1 + marks) * sizeof *columns);
    *sheet = (struct sheet){
        .ws = workbook_add_worksheet(book->workbook,
                                     sheet_name(book, table->title, name, sizeof name)),
        .columns = columns,
        .count = last + 1 + marks,
        .row = 2,
        .first = 3};
    book->failed |= !sheet->ws || !columns;
    if (book->failed)
        return;
    page_setup(sheet->ws, true);
    for (unsigned i = 0; i <= last; i++) {
        bool text = i >= table->column_count || !paper_is_figure(&table->columns[i]);
        columns[i].width = !text ? WIDTH_FIGURE : i ? WIDTH_TEXT : WIDTH_FIRST;
        worksheet_set_column(sheet->ws, (lxw_col_t)i, (lxw_col_t)i, columns[i].width,
                             NULL);
    }
    if (marks)
        columns[last + 1].width = WIDTH_FIGURE;
    put_at(book, sheet->ws, 0, 0, paper_str(word(book, table->title)), STYLE_TABLE_TITLE);
    worksheet_set_row(sheet->ws, 0, 30, NULL);
    put_note(book, table->note, last);
    worksheet_set_row(sheet->ws, 2, 30, NULL);
    for (unsigned i = 0; i < table->column_count; i++)
        put_word(book, sheet, i, table->columns[i].heading, STYLE_HEAD);
    if (chart_marks(&table->plot)) /* beside the table, for the axis of its chart */
        put_word(book, sheet, last + 1, N_("Grade line"), STYLE_HEAD);
    worksheet_freeze_panes(sheet->ws, 3, 0);
    worksheet_repeat_rows(sheet->ws, 2, 2);
}

void tables_end(struct book *book)
{
    struct sheet *sheet = &book->table_sheet;
    if (!book->table.table || !sheet->ws || !book->table.table->column_count)
        return;
    lxw_row_t last = sheet->row;
    chart_table(book, sheet->first, last);
    list_end(sheet);
}

bool book_table(void *self, const struct jx_table *table)
{
    struct book *book = self;
    tables_end(book);
    book->tables++;
    paper_table_begin(&book->table, book->host, table);
    start_sheet(book, table);
    return !book->failed;
}

static enum style style_of(const struct jx_column *column)
{
    switch (column->type) {
    case JX_COLUMN_COUNT: return STYLE_CENTER;
    case JX_COLUMN_NUMBER: return STYLE_FIGURE;
    case JX_COLUMN_POINTS: return STYLE_POINTS;
    case JX_COLUMN_CHANGE: return STYLE_CHANGE;
    case JX_COLUMN_SHARE: return STYLE_SHARE;
    default: return STYLE_TEXT;
    }
}

/* "90", and "90 best" where that grade begins at it. */
static void put_mark(struct book *book, const struct jx_table *table,
                     const struct jx_value *cells)
{
    struct paper_text text = {0};
    struct jx_dec from = cells[table->plot.label].number;
    paper_number(book->host, &text, from);
    for (size_t i = 0; i < table->plot.line_count; i++)
        if (book->host->math->cmp(table->plot.lines[i].from, from) == 0) {
            paper_puts(&text, " ");
            paper_puts(&text, table->plot.lines[i].name);
        }
    put(book, &book->table_sheet, (unsigned)table->column_count, paper_done(&text),
        STYLE_CENTER);
    paper_drop(&text, &book->failed);
}

/* Beside figures of several kinds, forms and points, a whole change is one of forms. */
static enum style change_style(const struct jx_table *table, struct jx_dec change)
{
    bool whole = change.exponent >= 0;
    for (size_t i = 0; whole && i < table->column_count; i++)
        if (table->columns[i].type == JX_COLUMN_NUMBER)
            return STYLE_CHANGE_WHOLE;
    return STYLE_CHANGE;
}

bool book_row(void *self, const struct jx_value *cells)
{
    struct book *book = self;
    struct sheet *sheet = &book->table_sheet;
    const struct jx_table *table = book->table.table;
    if (!next_row(book, sheet))
        return !book->failed;
    for (unsigned i = 0; i < table->column_count; i++) {
        enum style style = style_of(&table->columns[i]);
        if (style == STYLE_CHANGE && cells[i].type == JX_T_NUMBER)
            style = change_style(table, cells[i].number);
        if (cells[i].type == JX_T_TEXT)
            put(book, sheet, i, cells[i].text, style);
        else if (cells[i].type == JX_T_FLAG)
            put_word(book, sheet, i, cells[i].flag ? N_("yes") : N_("no"), STYLE_CENTER);
        else
            put_number(book, sheet, i, cells[i].type == JX_T_NUMBER, cells[i].number,
                       style);
    }
    if (chart_marks(&table->plot))
        put_mark(book, table, cells);
    return !book->failed;
}
