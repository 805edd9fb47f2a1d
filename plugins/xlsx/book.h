/* book.h: what the sheets of a workbook share: strings, formats, date system, limits. */
#pragma once

#include "buffer.h"
#include "formats.h"
#include "xml.h"

/* What a workbook may hand over: a single long text can be shared by a million cells. */
enum { XLSX_SHEETS = 4096, XLSX_CELLS = 8 << 20, XLSX_TEXT = 256 << 20 };

struct xlsx_strings {
    struct ooxml_buffer text;
    size_t *ends; /* of each string, in `text` */
    size_t count, capacity;
};
struct xlsx_styles {
    const char **codes; /* by cell style; NULL: General */
    size_t count, capacity;
};
struct xlsx_sheet_name {
    const char *name, *id;
    bool hidden;
};
struct xlsx_book {
    struct ooxml_package package;
    const struct jx_host *host;
    const struct jx_sink *sink;
    struct xlsx_strings strings;
    struct xlsx_styles styles;
    struct xlsx_sheet_name *sheets;
    size_t sheet_count, sheet_capacity;
    bool date1904;
    uint16_t given; /* sheets given to the sink */
    size_t cells, text;
};

/* All of these: false means host->fail was called. */

/* Reads the workbook part, its strings and styles, then every sheet in order. */
bool xlsx_book_read(struct xlsx_book *book, const char *part);
void xlsx_book_free(struct xlsx_book *book);

/* strings.c. text_read: at the opening of an `si` or `is`; appends its text. */
bool xlsx_strings_read(struct xlsx_book *book, const char *part);
bool xlsx_text_read(struct ooxml_xml *xml, struct ooxml_buffer *out);
/* Appends with "_x000D_" and its like decoded, and line ends as "\n". */
void xlsx_text_add(struct ooxml_buffer *out, struct jx_str text);

bool xlsx_styles_read(struct xlsx_book *book, const char *part);

/* sheet.c. */
bool xlsx_sheet_read(struct xlsx_book *book, const char *part, const char *name);

/* A copy in the document's memory; NULL on memory. */
char *xlsx_copy(const struct jx_host *host, const char *text);
