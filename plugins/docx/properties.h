/* properties.h: what the property blocks of Word say that matters here. Each function
 * is called at the opening of its block and reads behind its end; false: failed. Former
 * properties, kept for tracked changes, are passed over. */
#pragma once

#include "cells.h"
#include "xml.h"

/* pPr. *joins: the paragraph's end is deleted, so the next one continues it. */
bool docx_paragraph_properties(struct ooxml_xml *xml, bool *joins);
/* rPr. *hidden: the run is hidden text. */
bool docx_run_properties(struct ooxml_xml *xml, bool *hidden);
bool docx_row_properties(struct ooxml_xml *xml, struct docx_row *row);
bool docx_cell_properties(struct ooxml_xml *xml, struct docx_cell *cell);
/* sdtPr. *placeholder: the field shows its prompt, nobody has filled it in. */
bool docx_field_properties(struct ooxml_xml *xml, bool *placeholder);

/* A w:sym: the character that the symbol font draws at a code, as Unicode; 0: nothing. */
uint32_t docx_symbol(const char *font, const char *code);
