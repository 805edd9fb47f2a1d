/* package.h: a document as the bytes of a .docx file. */
#pragma once

#include "doc.h"

/* Ends the document, packs it and hands it to the output. The same document gives the same
 * bytes, wherever and whenever. false: host->fail was called, or the output refused. */
bool word_package_write(struct word_doc *doc, const struct jx_output *output);

/* Parts of the package; to be freed. false: memory. */
bool word_styles(struct word_markup *xml, bool landscape);
bool word_fonts(struct word_markup *xml);
