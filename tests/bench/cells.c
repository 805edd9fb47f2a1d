/* cells.c: writes a workbook by hand with the library that jixiao uses: the same cells, with
 * nothing read, scored or laid out. Usage: cells FILE.xlsx < CELLS, where a line is a row,
 * its fields divided by tabs: "n12.5" a figure, "stext" a text, "" a bordered blank; a line
 * "=NAME" begins a sheet. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

static void cell(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, char *field,
                 lxw_format *figures, lxw_format *texts)
{
    if (*field == 'n')
        worksheet_write_number(sheet, row, column, strtod(field + 1, NULL), figures);
    else if (*field == 's')
        worksheet_write_string(sheet, row, column, field + 1, texts);
    else
        worksheet_write_blank(sheet, row, column, texts);
}

int main(int argc, char **argv)
{
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .use_zip64 = LXW_TRUE};
    lxw_workbook *book = argc == 2 ? workbook_new_opt(argv[1], &options) : NULL;
    if (!book)
        return 2;
    lxw_format *figures = workbook_add_format(book), *texts = workbook_add_format(book);
    format_set_border(figures, LXW_BORDER_THIN);
    format_set_align(figures, LXW_ALIGN_RIGHT);
    format_set_border(texts, LXW_BORDER_THIN);
    format_set_text_wrap(texts);
    lxw_worksheet *sheet = NULL;
    lxw_row_t row = 0;
    size_t size = 0;
    char *line = NULL;
    for (ssize_t n; (n = getline(&line, &size, stdin)) > 0;) {
        line[n - 1] = '\0';
        if (*line == '=') {
            sheet = workbook_add_worksheet(book, line + 1);
            row = 0;
            continue;
        }
        lxw_col_t column = 0;
        for (char *rest = line, *field; sheet && (field = strsep(&rest, "\t")); column++)
            cell(sheet, row, column, field, figures, texts);
        row++;
    }
    free(line);
    return workbook_close(book) != LXW_NO_ERROR;
}
