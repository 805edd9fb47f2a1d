/* markup.c: libxml2's text writer, with its failures gathered in one flag. */
#include "markup.h"

static void check(struct word_markup *markup, int written)
{
    markup->failed |= written < 0;
}

bool word_markup_open(struct word_markup *markup, const char *root)
{
    *markup = (struct word_markup){.buffer = xmlBufferCreate()};
    markup->xml = markup->buffer ? xmlNewTextWriterMemory(markup->buffer, 0) : NULL;
    if (!markup->xml) {
        word_markup_free(markup);
        return false;
    }
    check(markup, xmlTextWriterStartDocument(markup->xml, "1.0", "UTF-8", "yes"));
    word_start(markup, root);
    word_attribute(markup, "xmlns:w", WORD_NAMESPACE);
    return true;
}

void word_markup_end(struct word_markup *markup)
{
    check(markup, xmlTextWriterEndDocument(markup->xml));
    check(markup, xmlTextWriterFlush(markup->xml));
}

void word_markup_free(struct word_markup *markup)
{
    if (markup->xml)
        xmlFreeTextWriter(markup->xml);
    if (markup->buffer)
        xmlBufferFree(markup->buffer);
    *markup = (struct word_markup){0};
}

void word_start(struct word_markup *markup, const char *name)
{
    check(markup, xmlTextWriterStartElement(markup->xml, BAD_CAST name));
}

void word_end(struct word_markup *markup)
{
    check(markup, xmlTextWriterEndElement(markup->xml));
}

void word_attribute(struct word_markup *markup, const char *name, const char *value)
{
    check(markup,
          xmlTextWriterWriteAttribute(markup->xml, BAD_CAST name, BAD_CAST value));
}

void word_number(struct word_markup *markup, const char *name, int value)
{
    check(markup,
          xmlTextWriterWriteFormatAttribute(markup->xml, BAD_CAST name, "%d", value));
}

void word_mark(struct word_markup *markup, const char *name, const char *value)
{
    word_start(markup, name);
    if (value)
        word_attribute(markup, "w:val", value);
    word_end(markup);
}

void word_mark_number(struct word_markup *markup, const char *name, int value)
{
    word_start(markup, name);
    word_number(markup, "w:val", value);
    word_end(markup);
}
