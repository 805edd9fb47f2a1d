/* body.h: the main part of a Word document, as prose and tables for the sink.
 *
 * Places: tables count as sheets "Table1", "Table2" … in document order, nested ones too;
 * in them `line` is the row and `column` the running number of the cell in its row, so
 * that "Table3!C5" is the third cell of the fifth row of the third table. Of a paragraph
 * outside tables, `line` is its running number among such paragraphs. */
#pragma once

#include "package.h"

bool docx_body_read(struct ooxml_package *package, const char *part,
                    const struct jx_sink *sink);
