/* kind.c: tells by content what no reader reads. Names of files are never looked at: offices
 * rename .xls to .xlsx and .wps to .docx. */
#include "kind.h"

#include "cfb.h"
#include "lang.h"

#include <string.h>
#include <strings.h>

#define PAGES  N_("it holds pages, not tables: give the Word or Excel file it came from")
#define UNPACK N_("unpack it, or pack the files as .zip")

struct mark {
    struct jx_kind kind;
    const char *bytes;
    size_t len, at;
};

static const struct mark marks[] = {
    {{JX_KIND_ARCHIVE, NULL, NULL, NULL, NULL}, "PK\x03\x04", 4, 0},
    {{JX_KIND_ARCHIVE, NULL, NULL, NULL, NULL}, "PK\x05\x06", 4, 0},
    {{JX_KIND_OLE, NULL, NULL, NULL, NULL}, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, 0},
    {{JX_KIND_OFFICE, N_("a rich text document (.rtf)"), "rtf", "docx", NULL},
     "{\\rtf",
     5,
     0},
    {{JX_KIND_REFUSED, N_("a PDF"), NULL, NULL, PAGES}, "%PDF-", 5, 0},
    {{JX_KIND_REFUSED, N_("a picture (PNG)"), NULL, NULL, PAGES}, "\x89PNG", 4, 0},
    {{JX_KIND_REFUSED, N_("a picture (JPEG)"), NULL, NULL, PAGES}, "\xff\xd8\xff", 3, 0},
    {{JX_KIND_REFUSED, N_("a picture (GIF)"), NULL, NULL, PAGES}, "GIF8", 4, 0},
    {{JX_KIND_REFUSED, N_("a picture (TIFF)"), NULL, NULL, PAGES}, "II*\0", 4, 0},
    {{JX_KIND_REFUSED, N_("a picture (TIFF)"), NULL, NULL, PAGES}, "MM\0*", 4, 0},
    {{JX_KIND_REFUSED, N_("a picture (WebP)"), NULL, NULL, PAGES}, "WEBPVP8", 7, 8},
    {{JX_KIND_REFUSED, N_("a RAR archive"), NULL, NULL, UNPACK}, "Rar!\x1a\x07", 6, 0},
    {{JX_KIND_REFUSED, N_("a 7-Zip archive"), NULL, NULL, UNPACK},
     "7z\xbc\xaf\x27\x1c",
     6,
     0},
    {{JX_KIND_REFUSED, N_("a gzip archive"), NULL, NULL, UNPACK}, "\x1f\x8b\x08", 3, 0},
    {{JX_KIND_REFUSED, N_("a tar archive"), NULL, NULL, UNPACK}, "ustar", 5, 257},
};

/* Of a zip the first entry, where it is "mimetype", says what the whole is. */
static const struct mark open_documents[] = {
    {{JX_KIND_OFFICE, N_("an OpenDocument text (.odt)"), "odt", "docx", NULL},
     "mimetypeapplication/vnd.oasis.opendocument.text",
     47,
     30},
    {{JX_KIND_OFFICE, N_("an OpenDocument spreadsheet (.ods)"), "ods", "xlsx", NULL},
     "mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
     54,
     30},
};

static const struct jx_kind bitmap = {JX_KIND_REFUSED, N_("a picture (BMP)"), NULL, NULL,
                                      PAGES};
static const struct jx_kind web_page = {
    JX_KIND_REFUSED, N_("a web page or XML file, whatever its name says"), NULL, NULL,
    N_("open it in Excel, Word or WPS and save it as .xlsx or .docx")};

static const struct jx_kind *by_marks(const struct mark *list, size_t count,
                                      const char *head, size_t len)
{
    for (size_t i = 0; i < count; i++)
        if (len >= list[i].at + list[i].len &&
            memcmp(head + list[i].at, list[i].bytes, list[i].len) == 0)
            return &list[i].kind;
    return NULL;
}

static bool is_markup(const char *head, size_t len)
{
    static const char *const starts[] = {"<!doctype", "<html", "<?xml", "<table",
                                         "<meta"};
    size_t i = len >= 3 && memcmp(head, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    while (i < len && strchr(" \t\r\n", head[i]))
        i++;
    for (size_t k = 0; k < sizeof starts / sizeof *starts; k++)
        if (len - i >= strlen(starts[k]) &&
            strncasecmp(head + i, starts[k], strlen(starts[k])) == 0)
            return true;
    return len - i >= 13 && strncasecmp(head + i, "MIME-Version:", 13) == 0;
}

const struct jx_kind *jx_kind_of(const char *head, size_t len)
{
    const struct jx_kind *kind = by_marks(
        open_documents, sizeof open_documents / sizeof *open_documents, head, len);
    if (!kind)
        kind = by_marks(marks, sizeof marks / sizeof *marks, head, len);
    if (!kind && len >= 14 && memcmp(head, "BM", 2) == 0 &&
        memcmp(head + 6, "\0\0\0\0", 4) == 0)
        kind = &bitmap;
    return kind || !is_markup(head, len) ? kind : &web_page;
}

/* ---- compound files ---- */

static const struct jx_kind password = {
    JX_KIND_REFUSED, N_("protected by a password"), NULL, NULL,
    N_("open it in Word, Excel or WPS and save it as .docx or .xlsx without a password")};
static const struct jx_kind word = {
    JX_KIND_OFFICE, N_("a document of the old Word or WPS format (.doc, .wps)"), "doc",
    "docx", NULL};
static const struct jx_kind works = {JX_KIND_OFFICE, N_("a document of Works (.wps)"),
                                     "wps", "docx", NULL};
static const struct jx_kind excel = {
    JX_KIND_OFFICE, N_("a workbook of the old Excel or WPS format (.xls, .et)"), "xls",
    "xlsx", NULL};
static const struct jx_kind slides = {JX_KIND_REFUSED, N_("a presentation"), NULL, NULL,
                                      N_("give the Word or Excel file with the forms")};
static const struct jx_kind unknown_ole = {
    JX_KIND_REFUSED, N_("a damaged office file, or none at all"), NULL, NULL,
    N_("open it in Word, Excel or WPS and save it as .docx or .xlsx")};

/* [MS-DOC] FibBase: bit 8 of the word at 10 says that the text is encrypted. */
static bool locked_word(const unsigned char *head, size_t len)
{
    return head && len >= 12 && (head[11] & 1);
}

/* [MS-XLS]: behind the first record (BOF) a FilePass record, where there is a password. */
static bool locked_excel(const unsigned char *head, size_t len)
{
    for (size_t at = 0; head && at + 4 <= len;
         at += 4 + (head[at + 2] | (size_t)head[at + 3] << 8)) {
        unsigned id = head[at] | (unsigned)head[at + 1] << 8;
        if (id == 0x2f)
            return true;
    }
    return false;
}

const struct jx_kind *jx_kind_of_ole(const char *bytes, size_t len)
{
    struct jx_cfb cfb;
    const unsigned char *head = NULL;
    size_t n = 0;
    if (!jx_cfb_open(&cfb, bytes, len))
        return &unknown_ole;
    if (jx_cfb_find(&cfb, "EncryptedPackage", NULL, NULL))
        return &password;
    if (jx_cfb_find(&cfb, "WordDocument", &head, &n))
        return locked_word(head, n) ? &password : &word;
    if (jx_cfb_find(&cfb, "Workbook", &head, &n) || jx_cfb_find(&cfb, "Book", &head, &n))
        return locked_excel(head, n) ? &password : &excel;
    if (jx_cfb_find(&cfb, "PowerPoint Document", NULL, NULL))
        return &slides;
    return jx_cfb_find(&cfb, "CONTENTS", NULL, NULL) ? &works : &unknown_ole;
}

/* ---- zips that are no folders ---- */

const struct jx_kind *jx_kind_of_zip(bool (*has)(const void *ctx, const char *entry),
                                     const void *ctx)
{
    static const struct jx_kind ofd = {JX_KIND_REFUSED, N_("an OFD document"), NULL, NULL,
                                       PAGES};
    static const struct jx_kind other = {
        JX_KIND_REFUSED, N_("an office file that is neither a document nor a workbook"),
        NULL, NULL, N_("give the Word or Excel file with the forms")};
    static const struct jx_kind document = {JX_KIND_READ, NULL, NULL, "docx", NULL};
    static const struct jx_kind workbook = {JX_KIND_READ, NULL, NULL, "xlsx", NULL};
    if (has(ctx, "word/document.xml"))
        return &document;
    if (has(ctx, "xl/workbook.xml"))
        return &workbook;
    if (has(ctx, "OFD.xml"))
        return &ofd;
    if (has(ctx, "ppt/presentation.xml"))
        return &slides;
    return has(ctx, "[Content_Types].xml") ? &other : NULL;
}
