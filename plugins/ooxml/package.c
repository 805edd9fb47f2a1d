/* package.c: the zip side of office files: what is a package, what it may unfold to, and
 * clear words for everything else that offices send. The parts' XML is read in xml.c. */
#include "package.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

bool ooxml_fail(const struct jx_host *host, const char *format, ...)
{
    char text[640];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, host->translate(host, format), args);
    va_end(args);
    return host->fail(host, NULL, text);
}

bool ooxml_sheet(const struct jx_sink *sink, struct jx_str name)
{
    bool known = JX_HAS(sink, sheet);
    return !known || !sink->sheet || sink->sheet(sink, name);
}

/* ---- what else it may be ---- */

static bool has_magic(const struct jx_document *document, const char *magic, size_t len)
{
    return document->len >= len && memcmp(document->bytes, magic, len) == 0;
}

/* Word and Excel keep a document with a password in the container of the old formats, in
 * a stream named so (in UTF-16). */
static bool is_encrypted(const struct jx_document *document)
{
    static const char name[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
    return memmem(document->bytes, document->len, name, sizeof name - 1) != NULL;
}

static bool refuse_others(const struct jx_host *host, const struct jx_document *document,
                          const char *wanted)
{
    if (has_magic(document, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8)) {
        if (is_encrypted(document))
            return ooxml_fail(host,
                              N_("protected by a password: open it in Word, Excel or "
                                 "WPS and save it as %s without a password"),
                              wanted);
        return ooxml_fail(host,
                          N_("an office file of the old format (.doc, .xls, .wps, .et): "
                             "open it in Word, Excel or WPS and save it as %s"),
                          wanted);
    }
    if (has_magic(document, "%PDF-", 5))
        return ooxml_fail(host,
                          N_("a PDF, expected %s: give the document it was "
                             "printed from"),
                          wanted);
    if (!has_magic(document, "PK\x03\x04", 4))
        return ooxml_fail(
            host, N_("no %s file: such a file is a zip package, and this is none"),
            wanted);
    return true;
}

/* ---- the package ---- */

static bool open_zip(struct ooxml_package *package, const struct jx_document *document)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source =
        zip_source_buffer_create(document->bytes, document->len, 0, &error);
    package->zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    if (!package->zip) {
        if (source)
            zip_source_free(source);
        ooxml_fail(package->host,
                   N_("the file is damaged or cut off (%s): get a whole copy"),
                   zip_error_strerror(&error));
    }
    zip_error_fini(&error);
    return package->zip != NULL;
}

bool ooxml_package_open(struct ooxml_package *package, const struct jx_host *host,
                        const struct jx_document *document, const char *wanted)
{
    *package = (struct ooxml_package){.host = host};
    if (!refuse_others(host, document, wanted) || !open_zip(package, document))
        return false;
    if (zip_get_num_entries(package->zip, 0) <= PACKAGE_ENTRIES)
        return true;
    ooxml_package_close(package);
    return ooxml_fail(host, N_("more than %d parts in it: this is no office document"),
                      PACKAGE_ENTRIES);
}

void ooxml_package_close(struct ooxml_package *package)
{
    if (package->zip)
        zip_discard(package->zip);
    package->zip = NULL;
}

bool ooxml_package_has(const struct ooxml_package *package, const char *part)
{
    return zip_name_locate(package->zip, part, ZIP_FL_NOCASE) >= 0;
}

/* ---- parts ---- */

bool ooxml_part_open(struct ooxml_part *part, struct ooxml_package *package,
                     const char *name)
{
    const struct jx_host *host = package->host;
    zip_stat_t stat;
    *part = (struct ooxml_part){.package = package, .name = name};
    zip_int64_t index = zip_name_locate(package->zip, name, ZIP_FL_NOCASE);
    if (index < 0 || zip_stat_index(package->zip, (zip_uint64_t)index, 0, &stat) != 0)
        return ooxml_fail(host, N_("the part '%s' is missing: the file is damaged"),
                          name);
    if (stat.valid & ZIP_STAT_ENCRYPTION_METHOD && stat.encryption_method != ZIP_EM_NONE)
        return ooxml_fail(
            host, N_("the part '%s' is protected by a password: save it without one"),
            name);
    part->packed = stat.valid & ZIP_STAT_COMP_SIZE ? stat.comp_size : 0;
    part->file = zip_fopen_index(package->zip, (zip_uint64_t)index, 0);
    if (!part->file)
        return ooxml_fail(host,
                          N_("the part '%s' cannot be unpacked (%s): get a whole "
                             "copy of the file"),
                          name, zip_strerror(package->zip));
    return true;
}

static int too_big(struct ooxml_part *part)
{
    part->fault = N_("it unfolds to far more than a document holds (a zip bomb?): "
                     "the file is refused");
    return -1;
}

int ooxml_part_read(struct ooxml_part *part, char *bytes, int len)
{
    if (part->fault)
        return -1;
    zip_int64_t n = zip_fread(part->file, bytes, (zip_uint64_t)len);
    if (n < 0) {
        part->fault = N_("it is damaged or cut off: get a whole copy of the file");
        return -1;
    }
    part->expanded += (uint64_t)n;
    part->package->expanded += (uint64_t)n;
    if (part->expanded > PACKAGE_PART || part->package->expanded > PACKAGE_TOTAL)
        return too_big(part);
    if (part->expanded > PACKAGE_RATIO_FROM &&
        part->expanded / PACKAGE_RATIO > part->packed)
        return too_big(part);
    return (int)n;
}

void ooxml_part_close(struct ooxml_part *part)
{
    if (part->file)
        zip_fclose(part->file);
    part->file = NULL;
}

bool ooxml_part_search(struct ooxml_package *package, const char *name, const char *word,
                       bool *found)
{
    char bytes[16384];
    size_t len = strlen(word), kept = 0;
    struct ooxml_part part;
    int n = 0;
    *found = false;
    if (!ooxml_part_open(&part, package, name))
        return false;
    while (!*found &&
           (n = ooxml_part_read(&part, bytes + kept, (int)(sizeof bytes - kept))) > 0) {
        size_t have = kept + (size_t)n;
        *found = memmem(bytes, have, word, len) != NULL;
        kept = have < len ? have : len - 1; /* the word may lie across two reads */
        memmove(bytes, bytes + have - kept, kept);
    }
    ooxml_part_close(&part);
    return n >= 0 || ooxml_fail(package->host, N_("the part '%s': %s"), name,
                                package->host->translate(package->host, part.fault));
}

/* ---- probing ---- */

static size_t two_bytes(const char *at)
{
    return (unsigned char)at[0] | (size_t)(unsigned char)at[1] << 8;
}

static bool ends_with(const char *text, size_t n, const char *end)
{
    size_t len = strlen(end);
    return n >= len && strncasecmp(text + n - len, end, len) == 0;
}

/* The entry behind the one at `at`, whose name has n bytes; NULL: not in what is at hand.
 * Headers within an entry, as a zip of documents has them, are not looked at: where the
 * size is told it is skipped, and where it follows the data only what cannot be a zip itself
 * is searched. */
static const char *next_entry(const char *at, const char *end, size_t n)
{
    enum { FLAGS = 6, PACKED = 18, EXTRA = 28, HEADER = 30, SIZE_FOLLOWS = 8 };
    static const char *const zips[] = {".docx", ".xlsx", ".docm", ".xlsm", ".zip"};
    const char *name = at + HEADER;
    if (!(two_bytes(at + FLAGS) & SIZE_FOLLOWS)) {
        size_t size = two_bytes(at + PACKED) | two_bytes(at + PACKED + 2) << 16;
        size_t whole = HEADER + n + two_bytes(at + EXTRA) + size;
        bool there = whole < (size_t)(end - at) && end - at - (ptrdiff_t)whole >= 4;
        return there && memcmp(at + whole, "PK\x03\x04", 4) == 0 ? at + whole : NULL;
    }
    for (size_t i = 0; i < sizeof zips / sizeof *zips; i++)
        if (ends_with(name, n, zips[i]))
            return NULL;
    return memmem(name, (size_t)(end - name), "PK\x03\x04", 4);
}

int ooxml_probe(const char *head, size_t len, const char *name, const char *folder,
                const char *main, const char *extension)
{
    if (len < 4 || memcmp(head, "PK\x03\x04", 4) != 0)
        return 0;
    int named = name && ends_with(name, strlen(name), extension) ? 5 : 0;
    int score = 0;
    for (const char *at = head, *end = head + len; at && end - at > 30;) {
        size_t n = two_bytes(at + 26);
        if (n > (size_t)(end - at) - 30)
            break;
        if (n == strlen(main) && memcmp(at + 30, main, n) == 0)
            return 95;
        if (n > strlen(folder) && memcmp(at + 30, folder, strlen(folder)) == 0 &&
            score < 60)
            score = 60 + named;
        at = next_entry(at, end, n);
    }
    return score;
}
