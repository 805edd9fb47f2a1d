/* styles.c: from the style of a cell to the code of its number format. Fonts, colours and
 * borders say nothing about a form. */
#include "book.h"

#include <stdlib.h>
#include <string.h>

enum { CODE_MAX = 255, CODES_MAX = 4096, STYLES_MAX = 65536 };

struct code {
    long id;
    const char *code;
};
struct codes {
    struct code *list;
    size_t count, capacity;
};

static bool add_code(struct xlsx_book *book, struct codes *codes,
                     const struct ooxml_xml *xml)
{
    long id = ooxml_number(ooxml_attribute(xml, "numFmtId"), INT32_MAX);
    const char *code = ooxml_attribute(xml, "formatCode");
    if (id < 0 || !code || strlen(code) > CODE_MAX || codes->count >= CODES_MAX)
        return true; /* shown as General */
    struct code *list =
        ooxml_grow(codes->list, codes->count, &codes->capacity, sizeof *list);
    char *copy = list ? xlsx_copy(book->host, code) : NULL;
    if (list)
        codes->list = list;
    if (!copy)
        return ooxml_fail(book->host, N_("out of memory"));
    list[codes->count++] = (struct code){id, copy};
    return true;
}

static const char *find_code(const struct codes *codes, long id)
{
    for (size_t i = codes->count; i > 0; i--)
        if (codes->list[i - 1].id == id)
            return codes->list[i - 1].code;
    return xlsx_format_builtin(id);
}

static bool add_style(struct xlsx_book *book, const struct codes *codes,
                      const struct ooxml_xml *xml)
{
    struct xlsx_styles *styles = &book->styles;
    if (styles->count >= STYLES_MAX)
        return ooxml_fail(book->host,
                          N_("more than %d cell styles: this is no office workbook"),
                          STYLES_MAX);
    const char **list =
        ooxml_grow(styles->codes, styles->count, &styles->capacity, sizeof *list);
    if (!list)
        return ooxml_fail(book->host, N_("out of memory"));
    styles->codes = list;
    list[styles->count++] =
        find_code(codes, ooxml_number(ooxml_attribute(xml, "numFmtId"), INT32_MAX));
    return true;
}

bool xlsx_styles_read(struct xlsx_book *book, const char *part)
{
    struct ooxml_xml xml;
    struct codes codes = {0};
    enum ooxml_event event = OOXML_FAILED;
    bool ok = ooxml_xml_open(&xml, &book->package, part), cells = false;
    while (ok && (event = ooxml_next(&xml)) > OOXML_DONE) {
        if (ooxml_is(&xml, OOXML_SHEET, "cellXfs") && event != OOXML_TEXT)
            cells = event == OOXML_OPEN;
        else if (event == OOXML_OPEN && ooxml_is(&xml, OOXML_SHEET, "dxfs"))
            ok = ooxml_skip(&xml); /* formats of conditions, with numbers of their own */
        else if (event == OOXML_OPEN && ooxml_is(&xml, OOXML_SHEET, "numFmt"))
            ok = add_code(book, &codes, &xml);
        else if (event == OOXML_OPEN && cells && ooxml_is(&xml, OOXML_SHEET, "xf"))
            ok = add_style(book, &codes, &xml);
    }
    ooxml_xml_close(&xml);
    free(codes.list);
    return ok && event == OOXML_DONE;
}
