/* xml.c: libxml2's streaming reader over a guarded part. No network, no DTD, no entities.
 * What the elements mean is for the readers to say. */
#include "xml.h"

#include <libxml/parser.h>

#include <stdio.h>
#include <string.h>

static const struct {
    const char *uri;
    enum ooxml_space space;
} spaces[] = {
    {"http://schemas.openxmlformats.org/wordprocessingml/2006/main", OOXML_WORD},
    {"http://purl.oclc.org/ooxml/wordprocessingml/main", OOXML_WORD},
    {"http://schemas.openxmlformats.org/spreadsheetml/2006/main", OOXML_SHEET},
    {"http://purl.oclc.org/ooxml/spreadsheetml/main", OOXML_SHEET},
    {"http://schemas.openxmlformats.org/officeDocument/2006/math", OOXML_MATH},
    {"http://purl.oclc.org/ooxml/officeDocument/math", OOXML_MATH},
    {"http://schemas.openxmlformats.org/markup-compatibility/2006", OOXML_COMPAT},
    {"http://schemas.openxmlformats.org/package/2006/relationships", OOXML_RELS},
};

void ooxml_xml_start(void)
{
    xmlInitParser();
}

static enum ooxml_space space_of(const xmlChar *uri)
{
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        if (strcmp((const char *)uri, spaces[i].uri) == 0)
            return spaces[i].space;
    return OOXML_OTHER;
}

/* libxml2 keeps one copy of every namespace name, so the pointer tells. */
static enum ooxml_space find_space(struct ooxml_xml *xml, const xmlChar *uri)
{
    if (!uri)
        return OOXML_OTHER;
    for (size_t i = 0; i < 4; i++)
        if (xml->uri[i] == uri)
            return xml->uri_space[i];
    unsigned slot = xml->uri_next++ % 4;
    xml->uri[slot] = uri;
    xml->uri_space[slot] = (uint8_t)space_of(uri);
    return xml->uri_space[slot];
}

static void keep_error(void *context, xmlErrorPtr error)
{
    struct ooxml_xml *xml = context;
    if (xml->error_line || error->level < XML_ERR_ERROR)
        return;
    xml->error_line = error->line ? error->line : 1;
    snprintf(xml->error, sizeof xml->error, "%s", error->message ? error->message : "");
    xml->error[strcspn(xml->error, "\n")] = 0;
}

static int feed(void *context, char *bytes, int len)
{
    struct ooxml_xml *xml = context;
    int n = ooxml_part_read(&xml->part, bytes, len);
    return n > 0 && !ooxml_guard_pass(&xml->guard, bytes, (size_t)n) ? -1 : n;
}

bool ooxml_xml_open(struct ooxml_xml *xml, struct ooxml_package *package,
                    const char *part)
{
    *xml = (struct ooxml_xml){0};
    if (!ooxml_part_open(&xml->part, package, part))
        return false;
    xml->reader = xmlReaderForIO(feed, NULL, xml, NULL, "UTF-8",
                                 XML_PARSE_NONET | XML_PARSE_COMPACT);
    if (!xml->reader)
        return ooxml_fail(package->host, N_("out of memory"));
    xmlTextReaderSetStructuredErrorHandler(xml->reader, keep_error, xml);
    return true;
}

void ooxml_xml_close(struct ooxml_xml *xml)
{
    if (xml->reader)
        xmlFreeTextReader(xml->reader);
    xml->reader = NULL;
    ooxml_part_close(&xml->part);
}

static enum ooxml_event failed(struct ooxml_xml *xml)
{
    const struct jx_host *host = xml->part.package->host;
    const char *fault = xml->guard.fault ? xml->guard.fault : xml->part.fault;
    if (fault)
        ooxml_fail(host, N_("the part '%s': %s"), xml->part.name,
                   host->translate(host, fault));
    else
        ooxml_fail(host,
                   N_("the part '%s' is damaged at line %d (%s): get a whole copy of the "
                      "file, or open and save it anew"),
                   xml->part.name, xml->error_line, xml->error[0] ? xml->error : "XML");
    return OOXML_FAILED;
}

static enum ooxml_event text_event(struct ooxml_xml *xml)
{
    const char *text = (const char *)xmlTextReaderConstValue(xml->reader);
    xml->text = (struct jx_str){text ? text : "", text ? strlen(text) : 0};
    return OOXML_TEXT;
}

static void element(struct ooxml_xml *xml)
{
    xmlNodePtr node = xmlTextReaderCurrentNode(xml->reader);
    xml->name = node && node->name ? (const char *)node->name : "";
    xml->space = find_space(xml, node && node->ns ? node->ns->href : NULL);
}

/* The next node that is an event; -1 keeps looking. */
static int node_event(struct ooxml_xml *xml)
{
    switch (xmlTextReaderNodeType(xml->reader)) {
    case XML_READER_TYPE_ELEMENT:
        element(xml);
        xml->hollow = xmlTextReaderIsEmptyElement(xml->reader) == 1;
        return OOXML_OPEN;
    case XML_READER_TYPE_END_ELEMENT: element(xml); return OOXML_CLOSE;
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
    case XML_READER_TYPE_WHITESPACE:
    case XML_READER_TYPE_SIGNIFICANT_WHITESPACE: return text_event(xml);
    default: return -1;
    }
}

enum ooxml_event ooxml_next(struct ooxml_xml *xml)
{
    if (xml->hollow) {
        xml->hollow = false;
        return OOXML_CLOSE; /* name and space are still those of the opening */
    }
    for (;;) {
        int more = xmlTextReaderRead(xml->reader);
        if (more < 0 || xml->guard.fault || xml->part.fault)
            return failed(xml);
        if (more == 0)
            return OOXML_DONE;
        int event = node_event(xml);
        if (event >= 0)
            return (enum ooxml_event)event;
    }
}

bool ooxml_skip(struct ooxml_xml *xml)
{
    for (unsigned depth = 1; depth;) {
        enum ooxml_event event = ooxml_next(xml);
        if (event == OOXML_FAILED || event == OOXML_DONE)
            return false;
        depth += event == OOXML_OPEN;
        depth -= event == OOXML_CLOSE;
    }
    return true;
}

bool ooxml_is(const struct ooxml_xml *xml, enum ooxml_space space, const char *name)
{
    return xml->space == space && strcmp(xml->name, name) == 0;
}

const char *ooxml_attribute(const struct ooxml_xml *xml, const char *name)
{
    xmlNodePtr node = xmlTextReaderCurrentNode(xml->reader);
    if (!node || node->type != XML_ELEMENT_NODE)
        return NULL;
    for (xmlAttrPtr a = node->properties; a; a = a->next)
        if (strcmp((const char *)a->name, name) == 0)
            return a->children && a->children->content
                       ? (const char *)a->children->content
                       : "";
    return NULL;
}

bool ooxml_flag(const struct ooxml_xml *xml, const char *name, bool otherwise)
{
    const char *value = ooxml_attribute(xml, name);
    if (!value)
        return otherwise;
    return strcmp(value, "0") != 0 && strcmp(value, "false") != 0 &&
           strcmp(value, "off") != 0;
}

long ooxml_number(const char *text, long most)
{
    long n = 0;
    if (!text || !*text)
        return -1;
    for (; *text; text++) {
        if (*text < '0' || *text > '9')
            return -1;
        n = n * 10 + (*text - '0');
        if (n > most)
            n = most + 1;
    }
    return n;
}
