/* book.c: the workbook part: which sheets there are, in what order, which are hidden. Cells
 * are read in sheet.c. */
#include "book.h"

#include "relations.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *xlsx_copy(const struct jx_host *host, const char *text)
{
    size_t n = strlen(text);
    char *copy = host->alloc(host, n + 1);
    if (copy)
        memcpy(copy, text, n);
    return copy;
}

static bool add_sheet(struct xlsx_book *book, const struct ooxml_xml *xml)
{
    const char *name = ooxml_attribute(xml, "name"), *id = ooxml_attribute(xml, "id");
    const char *state = ooxml_attribute(xml, "state");
    if (book->sheet_count >= XLSX_SHEETS)
        return ooxml_fail(book->host,
                          N_("more than %d sheets: this is no office "
                             "workbook"),
                          XLSX_SHEETS);
    struct xlsx_sheet_name *sheets = ooxml_grow(book->sheets, book->sheet_count,
                                                &book->sheet_capacity, sizeof *sheets);
    if (!sheets)
        return ooxml_fail(book->host, N_("out of memory"));
    book->sheets = sheets;
    struct xlsx_sheet_name *sheet = &sheets[book->sheet_count];
    sheet->name = xlsx_copy(book->host, name ? name : "");
    sheet->id = xlsx_copy(book->host, id ? id : "");
    sheet->hidden = state && strcmp(state, "visible") != 0;
    if (!sheet->name || !sheet->id)
        return ooxml_fail(book->host, N_("out of memory"));
    book->sheet_count++;
    return true;
}

static bool read_sheets(struct xlsx_book *book, const char *part)
{
    struct ooxml_xml xml;
    enum ooxml_event event = OOXML_FAILED;
    bool ok = ooxml_xml_open(&xml, &book->package, part), started = false;
    while (ok && (event = ooxml_next(&xml)) > OOXML_DONE) {
        if (event != OOXML_OPEN)
            continue;
        if (!started && !(started = ooxml_is(&xml, OOXML_SHEET, "workbook")))
            ok = ooxml_fail(book->host,
                            N_("no Excel workbook: it is a package of another kind"));
        else if (ooxml_is(&xml, OOXML_SHEET, "workbookPr"))
            book->date1904 = ooxml_flag(&xml, "date1904", false);
        else if (ooxml_is(&xml, OOXML_SHEET, "sheet"))
            ok = add_sheet(book, &xml);
    }
    ooxml_xml_close(&xml);
    return ok && event == OOXML_DONE;
}

static void log_hidden(struct xlsx_book *book, const char *name)
{
    const struct jx_host *host = book->host;
    char text[320];
    snprintf(text, sizeof text,
             host->translate(host, N_("the hidden sheet '%s' is left out: show it if it "
                                      "is meant")),
             name);
    host->log(host, JX_LOG_WARN, text);
}

bool xlsx_book_read(struct xlsx_book *book, const char *part)
{
    struct ooxml_relations relations;
    size_t n = strlen(part);
    if (n > 4 && strcmp(part + n - 4, ".bin") == 0)
        return ooxml_fail(book->host, N_("an Excel binary workbook (.xlsb): save it as "
                                         ".xlsx"));
    if (!ooxml_relations_read(&book->package, part, &relations) ||
        !read_sheets(book, part))
        return false;
    const char *strings = ooxml_related(&relations, "sharedStrings", NULL);
    const char *styles = ooxml_related(&relations, "styles", NULL);
    if (strings && !xlsx_strings_read(book, strings))
        return false;
    if (styles && !xlsx_styles_read(book, styles))
        return false;
    for (size_t i = 0; i < book->sheet_count; i++) {
        const struct xlsx_sheet_name *sheet = &book->sheets[i];
        const char *sheet_part = ooxml_related(&relations, "worksheet", sheet->id);
        if (!sheet_part)
            continue; /* a chart or a macro on a sheet of its own */
        if (sheet->hidden)
            log_hidden(book, sheet->name);
        else if (!xlsx_sheet_read(book, sheet_part, sheet->name))
            return false;
    }
    return true;
}

void xlsx_book_free(struct xlsx_book *book)
{
    ooxml_buffer_free(&book->strings.text);
    free(book->strings.ends);
    free(book->styles.codes);
    free(book->sheets);
}
