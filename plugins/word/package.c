/* package.c: the zip package around a document. Dates are those of 1980, where zip begins,
 * so that the same document has the same bytes. */
#include "package.h"

#include <stdio.h>
#include <string.h>
#include <zip.h>

#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define OFFICE   "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define WORDML   "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define W_SPACE  "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""

static const char content_types[] = XML_HEAD
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    "<Default Extension=\"rels\" "
    "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    "<Default Extension=\"emf\" ContentType=\"image/x-emf\"/>"
    "<Default Extension=\"svg\" ContentType=\"image/svg+xml\"/>"
    "<Override PartName=\"/word/document.xml\" ContentType=\"" WORDML
    "document.main+xml\"/>"
    "<Override PartName=\"/word/styles.xml\" ContentType=\"" WORDML "styles+xml\"/>"
    "<Override PartName=\"/word/settings.xml\" ContentType=\"" WORDML "settings+xml\"/>"
    "<Override PartName=\"/word/fontTable.xml\" ContentType=\"" WORDML "fontTable+xml\"/>"
    "<Override PartName=\"/word/footer1.xml\" ContentType=\"" WORDML "footer+xml\"/>"
    "<Override PartName=\"/word/footer2.xml\" ContentType=\"" WORDML "footer+xml\"/>"
    "</Types>";

static const char package_rels[] =
    XML_HEAD "<Relationships "
             "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
             "<Relationship Id=\"rId1\" Type=\"" OFFICE "officeDocument\" "
             "Target=\"word/document.xml\"/></Relationships>";

static const char document_rels[] = XML_HEAD
    "<Relationships "
    "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"rId1\" Type=\"" OFFICE "styles\" Target=\"styles.xml\"/>"
    "<Relationship Id=\"rId2\" Type=\"" OFFICE "settings\" Target=\"settings.xml\"/>"
    "<Relationship Id=\"rId3\" Type=\"" OFFICE "fontTable\" Target=\"fontTable.xml\"/>"
    "<Relationship Id=\"rId4\" Type=\"" OFFICE "footer\" Target=\"footer1.xml\"/>"
    "<Relationship Id=\"rId5\" Type=\"" OFFICE "footer\" Target=\"footer2.xml\"/>";

/* Notices and reports number their outer edges, as official documents do. */
static const char settings[] = XML_HEAD
    "<w:settings " W_SPACE ">"
    "<w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"420\"/>"
    "<w:evenAndOddHeaders/><w:characterSpacingControl w:val=\"doNotCompress\"/>"
    "<w:compat><w:compatSetting w:name=\"compatibilityMode\" "
    "w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>"
    "</w:settings>";

#define FOOTER(side)                                                                     \
    XML_HEAD "<w:ftr " W_SPACE "><w:p><w:pPr><w:pStyle w:val=\"Footer\"/>"               \
             "<w:jc w:val=\"" side "\"/></w:pPr>"                                        \
             "<w:r><w:t xml:space=\"preserve\">— </w:t></w:r>"                         \
             "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>"                           \
             "<w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>"       \
             "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r>" \
             "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"                             \
             "<w:r><w:t xml:space=\"preserve\"> —</w:t></w:r></w:p></w:ftr>"

static const char footer_right[] = FOOTER("right");
static const char footer_left[] = FOOTER("left");
static const char footer_centre[] = FOOTER("center");

/* ---- the zip ---- */

static bool add(zip_t *zip, const char *name, const char *bytes, size_t len)
{
    zip_source_t *source = zip_source_buffer(zip, bytes, len, 0);
    if (!source)
        return false;
    zip_int64_t index = zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return false;
    }
    enum { FIRST_DAY = 1 << 5 | 1 }; /* 1 January 1980 */
    return zip_file_set_dostime(zip, (zip_uint64_t)index, 0, FIRST_DAY, 0) == 0 &&
           zip_set_file_compression(zip, (zip_uint64_t)index, ZIP_CM_DEFLATE, 6) == 0;
}

static bool add_text(zip_t *zip, const char *name, const char *text)
{
    return add(zip, name, text, strlen(text));
}

static bool add_markup(zip_t *zip, const char *name, const struct word_markup *xml)
{
    return add(zip, name, (const char *)xmlBufferContent(xml->buffer),
               (size_t)xmlBufferLength(xml->buffer));
}

/* The parts of one package; they must live until it is closed. */
struct parts {
    const struct word_doc *doc;
    struct word_markup styles, fonts;
    struct paper_text relations;
};

static void relate(struct paper_text *out, const char *id, const char *kind, size_t i)
{
    char text[256];
    snprintf(text, sizeof text,
             "<Relationship Id=\"rId%s%zu\" Type=\"" OFFICE
             "image\" Target=\"media/plot%zu.%s\"/>",
             id, i, i, kind);
    paper_puts(out, text);
}

/* What the document refers to: the fixed parts and its pictures; false: memory. */
static bool relations(struct parts *parts)
{
    paper_puts(&parts->relations, document_rels);
    for (size_t i = 1; i <= parts->doc->picture_count; i++) {
        relate(&parts->relations, "E", "emf", i);
        relate(&parts->relations, "S", "svg", i);
    }
    paper_puts(&parts->relations, "</Relationships>");
    return !parts->relations.failed;
}

static bool add_pictures(zip_t *zip, const struct word_doc *doc)
{
    char name[64];
    for (size_t i = 0; i < doc->picture_count; i++) {
        const struct word_picture *picture = &doc->pictures[i];
        snprintf(name, sizeof name, "word/media/plot%zu.emf", i + 1);
        if (!add(zip, name, picture->emf.p, picture->emf.n))
            return false;
        snprintf(name, sizeof name, "word/media/plot%zu.svg", i + 1);
        if (!add(zip, name, picture->svg.p, picture->svg.n))
            return false;
    }
    return true;
}

static bool add_parts(zip_t *zip, const struct parts *parts)
{
    bool wide = parts->doc->landscape;
    return add_text(zip, "[Content_Types].xml", content_types) &&
           add_text(zip, "_rels/.rels", package_rels) &&
           add(zip, "word/_rels/document.xml.rels", parts->relations.p,
               parts->relations.n) &&
           add_pictures(zip, parts->doc) &&
           add_text(zip, "word/settings.xml", settings) &&
           add_text(zip, "word/footer1.xml", wide ? footer_centre : footer_right) &&
           add_text(zip, "word/footer2.xml", wide ? footer_centre : footer_left) &&
           add_markup(zip, "word/styles.xml", &parts->styles) &&
           add_markup(zip, "word/fontTable.xml", &parts->fonts) &&
           add_markup(zip, "word/document.xml", &parts->doc->xml);
}

static const char not_written[] = N_("the output cannot be written");

/* Copies what the closed archive left in `source`. NULL: done; "": not, and the core knows
 * why. */
static const char *copy_out(zip_source_t *source, const struct jx_output *output)
{
    char bytes[16384];
    zip_int64_t n;
    if (zip_source_open(source) != 0)
        return not_written;
    while ((n = zip_source_read(source, bytes, sizeof bytes)) > 0)
        if (!output->write(output, bytes, (size_t)n))
            break;
    zip_source_close(source);
    return n == 0 ? NULL : n > 0 ? "" : not_written;
}

static const char *pack(const struct parts *parts, const struct jx_output *output)
{
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *zip = source ? zip_open_from_source(source, ZIP_TRUNCATE, NULL) : NULL;
    if (!zip) {
        zip_source_free(source);
        return not_written;
    }
    zip_source_keep(source);
    bool ok = add_parts(zip, parts);
    if (!ok || zip_close(zip) != 0) {
        zip_discard(zip);
        ok = false;
    }
    const char *fault = ok ? copy_out(source, output) : not_written;
    zip_source_free(source);
    return fault;
}

bool word_package_write(struct word_doc *doc, const struct jx_output *output)
{
    const struct jx_host *host = doc->host;
    struct parts parts = {.doc = doc};
    const char *fault = NULL;
    if (!word_doc_end(doc) || !word_styles(&parts.styles, doc->landscape) ||
        !word_fonts(&parts.fonts) || !relations(&parts))
        fault = N_("out of memory");
    else
        fault = pack(&parts, output);
    word_markup_free(&parts.styles);
    word_markup_free(&parts.fonts);
    paper_free(&parts.relations);
    return !fault || (*fault && host->fail(host, NULL, paper_word(host, fault)));
}
