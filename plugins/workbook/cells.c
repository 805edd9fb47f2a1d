/* cells.c: cells of sheets: texts, figures, merged cells, and sheets that are lists. What
 * stands in which column is for the files beside. */
#include "book.h"

#include <string.h>

enum { ROWS_MAX = LXW_ROW_MAX - 2, TEXT_MAX = 32767 };

/* The library copies texts and wants them terminated; the format takes no longer ones. */
static const char *terminated(struct paper_text *copy, struct jx_str text)
{
    size_t n = text.n;
    if (n > TEXT_MAX) { /* bytes, so never too many characters */
        n = TEXT_MAX - 3;
        while (n && ((unsigned char)text.p[n] & 0xc0) == 0x80)
            n--;
    }
    paper_add(copy, (struct jx_str){text.p, n});
    if (n < text.n)
        paper_puts(copy, "…");
    paper_add(copy, (struct jx_str){"", 1});
    return copy->failed ? "" : copy->p;
}

void put_at(struct book *book, lxw_worksheet *ws, lxw_row_t row, unsigned column,
            struct jx_str text, enum style style)
{
    struct paper_text copy = {0};
    lxw_format *format = book->styles[style];
    if (text.n)
        worksheet_write_string(ws, row, (lxw_col_t)column, terminated(&copy, text),
                               format);
    else
        worksheet_write_blank(ws, row, (lxw_col_t)column, format);
    paper_drop(&copy, &book->failed);
}

void put_merged(struct book *book, lxw_worksheet *ws, const lxw_row_t rows[2],
                const unsigned columns[2], struct jx_str text, enum style style)
{
    struct paper_text copy = {0};
    if (rows[0] == rows[1] && columns[0] == columns[1]) {
        put_at(book, ws, rows[0], columns[0], text, style);
        return;
    }
    worksheet_merge_range(ws, rows[0], (lxw_col_t)columns[0], rows[1],
                          (lxw_col_t)columns[1], terminated(&copy, text),
                          book->styles[style]);
    paper_drop(&copy, &book->failed);
}

void put(struct book *book, struct sheet *sheet, unsigned column, struct jx_str text,
         enum style style)
{
    if (sheet->full)
        return;
    put_at(book, sheet->ws, sheet->row, column, text, style);
    if (!sheet->columns || sheet->row < sheet->first)
        return;
    unsigned lines = lines_in(book, text, sheet->columns[column].width);
    sheet->lines = lines > sheet->lines ? lines : sheet->lines;
}

unsigned lines_in(const struct book *book, struct jx_str text, double width)
{
    unsigned lines = 0;
    width -= 2; /* lost at the edges */
    for (size_t i = 0; i <= text.n;) {
        const char *end = i < text.n ? memchr(text.p + i, '\n', text.n - i) : NULL;
        size_t n = (end ? (size_t)(end - text.p) : text.n) - i;
        size_t columns = book->host->columns(book->host, (struct jx_str){text.p + i, n});
        lines += columns ? (unsigned)((double)columns / width) + 1 : 1;
        i += n + 1;
    }
    return lines;
}

/* Heights are given, because not every office program works them out on loading; the
 * format allows 409 points. */
void row_height(lxw_worksheet *ws, lxw_row_t row, unsigned lines)
{
    double height = 13.5 * lines + 7;
    worksheet_set_row(ws, row, height > 409 ? 409 : height, NULL);
}

static void end_row(struct sheet *sheet)
{
    if (sheet->columns && sheet->row >= sheet->first && sheet->lines)
        row_height(sheet->ws, sheet->row, sheet->lines);
    sheet->lines = 0;
}

void put_word(struct book *book, struct sheet *sheet, unsigned column,
              const char *message, enum style style)
{
    put(book, sheet, column, paper_str(word(book, message)), style);
}

void put_number(struct book *book, struct sheet *sheet, unsigned column, bool known,
                struct jx_dec number, enum style style)
{
    if (!known)
        put(book, sheet, column, (struct jx_str){0}, style);
    else if (!sheet->full)
        worksheet_write_number(sheet->ws, sheet->row, (lxw_col_t)column, value_of(number),
                               book->styles[style]);
}

void put_count(struct book *book, struct sheet *sheet, unsigned column, uint64_t count)
{
    put_number(book, sheet, column, true, (struct jx_dec){(int64_t)count, 0},
               STYLE_CENTER);
}

void put_claimed(struct book *book, struct sheet *sheet, unsigned column,
                 const struct jx_cell *cell, bool known, struct jx_dec number)
{
    if (known)
        put_number(book, sheet, column, true, number, STYLE_FIGURE);
    else
        put(book, sheet, column, cell->text, STYLE_FIGURE);
}

void put_cell(struct book *book, struct sheet *sheet, unsigned column,
              const struct jx_cell *cell, enum style style)
{
    put(book, sheet, column, cell->text, style);
}

bool next_row(struct book *book, struct sheet *sheet)
{
    if (sheet->full)
        return false;
    end_row(sheet);
    if (sheet->row < ROWS_MAX) {
        sheet->row++;
        return true;
    }
    sheet->row++;
    put_word(book, sheet, 0, N_("A worksheet holds no more rows: the rest is left out"),
             STYLE_ERROR);
    sheet->full = true;
    book->host->log(book->host, JX_LOG_WARN,
                    word(book, N_("a worksheet holds no more than 1,048,576 rows: the "
                                  "rest is left out; split the input")));
    return false;
}

/* ---- lists ---- */

void page_setup(lxw_worksheet *ws, bool landscape)
{
    if (landscape)
        worksheet_set_landscape(ws);
    else
        worksheet_set_portrait(ws);
    worksheet_set_paper(ws, 9); /* A4 */
    worksheet_set_margins(ws, 0.5, 0.5, 0.6, 0.6);
    worksheet_fit_to_pages(ws, 1, 0);
    worksheet_center_horizontally(ws);
    worksheet_set_footer(ws, "&C&\"宋体,Regular\"&9&P / &N");
}

void list_sheet(struct book *book, struct sheet *sheet, const char *name,
                const char *title, const struct column *columns, unsigned count)
{
    lxw_worksheet *ws = workbook_add_worksheet(book->workbook, word(book, name));
    *sheet = (struct sheet){.ws = ws, .columns = columns, .count = count, .first = 2};
    if (!ws) {
        book->failed = sheet->full = true;
        return;
    }
    page_setup(ws, true);
    for (unsigned i = 0; i < count; i++)
        worksheet_set_column(ws, (lxw_col_t)i, (lxw_col_t)i, columns[i].width, NULL);
    put_merged(book, ws, (const lxw_row_t[2]){0, 0}, (const unsigned[2]){0, count - 1},
               paper_str(word(book, title)), STYLE_TITLE);
    worksheet_set_row(ws, 0, 30, NULL);
    sheet->row = 1;
    worksheet_set_row(ws, 1, 30, NULL);
    for (unsigned i = 0; i < count; i++)
        put_word(book, sheet, i, columns[i].heading, STYLE_HEAD);
    worksheet_repeat_rows(ws, 0, 1);
    worksheet_freeze_panes(ws, 2, 0);
    worksheet_ignore_errors(ws, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:P1048576");
}

void list_end(struct sheet *sheet)
{
    if (!sheet->ws || sheet->row < sheet->first)
        return;
    end_row(sheet);
    worksheet_autofilter(sheet->ws, sheet->first - 1, 0, sheet->row,
                         (lxw_col_t)(sheet->count - 1));
}
