/* docx.c: the reader of Word documents: which package is one, and where its text lies. The
 * text itself is read in body.c; what packages are is known to plugins/ooxml. */
#include "body.h"

#include "relations.h"
#include "xml.h"

#define N_(text) text /* marks a message for translation */

static int probe(const char *head, size_t len, const char *name)
{
    return ooxml_probe(head, len, name, "word/", "word/document.xml", ".docx");
}

static void *open_docx(const struct jx_host *host)
{
    static char nothing; /* readings share no state */
    (void)host;
    ooxml_xml_start();
    return &nothing;
}

static void close_docx(void *self)
{
    (void)self;
}

static bool read_docx(void *self, const struct jx_host *host,
                      const struct jx_document *document, const struct jx_sink *sink)
{
    (void)self;
    struct ooxml_package package;
    struct ooxml_relations relations;
    if (!ooxml_package_open(&package, host, document, ".docx"))
        return false;
    bool ok = ooxml_relations_read(&package, "", &relations);
    const char *part = ok ? ooxml_related(&relations, "officeDocument", NULL) : NULL;
    ok = ok && docx_body_read(&package, part ? part : "word/document.xml", sink);
    ooxml_package_close(&package);
    return ok;
}

static const struct jx_reader docx_reader = {.size = sizeof docx_reader,
                                             .name = "docx",
                                             .title = N_("Word documents (.docx)"),
                                             .probe = probe,
                                             .open = open_docx,
                                             .read = read_docx,
                                             .close = close_docx};
static const struct jx_reader *const readers[] = {&docx_reader, NULL};

JX_PLUGIN("docx", "1.0", readers, NULL, NULL);
