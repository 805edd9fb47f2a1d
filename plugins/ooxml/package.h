/* package.h: an office file as a zip package of parts, read within limits. */
#pragma once

#include "jixiao/plugin.h"

#include <zip.h>

/* Marks a text for translation; ooxml_fail translates it. */
#define N_(text) text

/* What a document may unfold to. The ratio is looked at beyond the first bytes, where a
 * small part of blanks may well be all repetition. */
enum {
    PACKAGE_ENTRIES = 20000,
    PACKAGE_RATIO = 400,
    PACKAGE_RATIO_FROM = 8 << 20,
    PACKAGE_PART = 256 << 20,
    PACKAGE_TOTAL = 1 << 30
};

struct ooxml_package {
    const struct jx_host *host;
    zip_t *zip;
    uint64_t expanded; /* bytes of all parts read so far */
};

struct ooxml_part {
    struct ooxml_package *package;
    zip_file_t *file;
    const char *name;
    uint64_t packed, expanded;
    const char *fault; /* why reading stopped: a constant, untranslated */
};

/* host->fail with a format, translated. Returns false. */
bool ooxml_fail(const struct jx_host *host, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Tells the core that a sheet begins; the n-th call names jx_at.sheet n. An older core is
 * told nothing. */
bool ooxml_sheet(const struct jx_sink *sink, struct jx_str name);

/* Opens the document's bytes, which must outlive the package. `wanted` names the format
 * in messages (".docx"). false: host->fail was called; nothing to close. */
bool ooxml_package_open(struct ooxml_package *package, const struct jx_host *host,
                        const struct jx_document *document, const char *wanted);
void ooxml_package_close(struct ooxml_package *package); /* zeroed is fine */
bool ooxml_package_has(const struct ooxml_package *package, const char *part);

/* Opens a part for reading. `name` must outlive it. */
bool ooxml_part_open(struct ooxml_part *part, struct ooxml_package *package,
                     const char *name);
/* The next bytes; 0 at the end; -1: fault says why. */
int ooxml_part_read(struct ooxml_part *part, char *bytes, int len);
/* Does a word occur anywhere in a part? false: host->fail was called. */
bool ooxml_part_search(struct ooxml_package *package, const char *name, const char *word,
                       bool *found);
void ooxml_part_close(struct ooxml_part *part); /* zeroed is fine */

/* For probe(): 0 to 95, how surely the first bytes are a zip package with parts in
 * `folder` ("word/"), `main` being its chief part; `extension` breaks ties.
 * What shows neither may be any zip. */
int ooxml_probe(const char *head, size_t len, const char *name, const char *folder,
                const char *main, const char *extension);
