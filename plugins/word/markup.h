/* markup.h: XML written into memory: the least that WordprocessingML needs. */
#pragma once

#include <libxml/xmlwriter.h>
#include <stdbool.h>

#define WORD_NAMESPACE "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

struct word_markup {
    xmlBufferPtr buffer;
    xmlTextWriterPtr xml;
    bool failed; /* memory; stays set */
};

/* Opens <root xmlns:w="…">. false: memory; nothing to free. */
bool word_markup_open(struct word_markup *markup, const char *root);
void word_markup_end(struct word_markup *markup);  /* ends every open element */
void word_markup_free(struct word_markup *markup); /* zeroed is fine */

void word_start(struct word_markup *markup, const char *name);
void word_end(struct word_markup *markup);
void word_attribute(struct word_markup *markup, const char *name, const char *value);
void word_number(struct word_markup *markup, const char *name, int value);
/* <name w:val="value"/>; value NULL: <name/>. */
void word_mark(struct word_markup *markup, const char *name, const char *value);
void word_mark_number(struct word_markup *markup, const char *name, int value);
