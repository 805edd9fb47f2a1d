/* xlsx.c: the reader of Excel workbooks: which package is one. Sheets and cells are in
 * book.c and sheet.c; what packages are is known to plugins/ooxml. */
#include "book.h"

#include "relations.h"

#define N_(text) text /* marks a message for translation */

static int probe(const char *head, size_t len, const char *name)
{
    return ooxml_probe(head, len, name, "xl/", "xl/workbook.xml", ".xlsx");
}

static void *open_xlsx(const struct jx_host *host)
{
    static char nothing; /* readings share no state */
    (void)host;
    ooxml_xml_start();
    return &nothing;
}

static void close_xlsx(void *self)
{
    (void)self;
}

static bool read_xlsx(void *self, const struct jx_host *host,
                      const struct jx_document *document, const struct jx_sink *sink)
{
    (void)self;
    struct xlsx_book book = {.host = host, .sink = sink};
    struct ooxml_relations relations;
    if (!ooxml_package_open(&book.package, host, document, ".xlsx"))
        return false;
    bool ok = ooxml_relations_read(&book.package, "", &relations);
    const char *part = ok ? ooxml_related(&relations, "officeDocument", NULL) : NULL;
    ok = ok && xlsx_book_read(&book, part ? part : "xl/workbook.xml");
    xlsx_book_free(&book);
    ooxml_package_close(&book.package);
    return ok;
}

static const struct jx_reader xlsx_reader = {.size = sizeof xlsx_reader,
                                             .name = "xlsx",
                                             .title = N_("Excel workbooks (.xlsx)"),
                                             .probe = probe,
                                             .open = open_xlsx,
                                             .read = read_xlsx,
                                             .close = close_xlsx};
static const struct jx_reader *const readers[] = {&xlsx_reader, NULL};

JX_PLUGIN("xlsx", "1.0", readers, NULL, NULL);
