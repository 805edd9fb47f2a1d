/* xml.h: a part's XML as a stream of openings, closings and text. */
#pragma once

#include "guard.h"
#include "package.h"

#include <libxml/xmlreader.h>

enum ooxml_event {
    OOXML_FAILED = 0, /* host->fail was called */
    OOXML_DONE,
    OOXML_OPEN, /* an empty element opens and closes like any other */
    OOXML_CLOSE,
    OOXML_TEXT
};

/* The vocabularies that matter; both the transitional and the strict names. */
enum ooxml_space {
    OOXML_OTHER = 0,
    OOXML_WORD,
    OOXML_SHEET,
    OOXML_MATH,
    OOXML_COMPAT, /* markup compatibility: AlternateContent */
    OOXML_RELS
};

struct ooxml_xml {
    struct ooxml_part part;
    struct ooxml_guard guard;
    xmlTextReaderPtr reader;
    bool hollow;      /* an empty element was opened: its closing comes next */
    const char *name; /* OPEN and CLOSE: the local name */
    enum ooxml_space space;
    struct jx_str text;    /* TEXT */
    const xmlChar *uri[4]; /* of the last elements, so that names are compared once */
    uint8_t uri_space[4];
    unsigned uri_next;
    char error[160]; /* the parser's first complaint */
    int error_line;
};

/* Before any other use, from every thread that likes. */
void ooxml_xml_start(void);

/* `part` must outlive the stream. false: host->fail was called. Close it in any case. */
bool ooxml_xml_open(struct ooxml_xml *xml, struct ooxml_package *package,
                    const char *part);
void ooxml_xml_close(struct ooxml_xml *xml); /* zeroed is fine */

enum ooxml_event ooxml_next(struct ooxml_xml *xml);
/* Behind the end of the element that was just opened. false: failed. */
bool ooxml_skip(struct ooxml_xml *xml);

/* At OPEN: is it this element; the value of an attribute by its local name, NULL when
 * there is none; valid until the next event. */
bool ooxml_is(const struct ooxml_xml *xml, enum ooxml_space space, const char *name);
const char *ooxml_attribute(const struct ooxml_xml *xml, const char *name);
/* Likewise as a switch: "1", "true", "on", or there without a value; absent: `otherwise`. */
bool ooxml_flag(const struct ooxml_xml *xml, const char *name, bool otherwise);
/* A decimal number of digits only, up to `most` (more gives most + 1); else -1. */
long ooxml_number(const char *text, long most);
