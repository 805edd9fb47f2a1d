/* properties.c: property blocks (pPr, rPr, trPr, tcPr, sdtPr) and symbol fonts. Text and
 * the order of things are in body.c. */
#include "properties.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The next child of the block that was opened; its own children, when they are not
 * wanted, are for the caller to skip. false: the block has ended, or *ok is false. */
static bool next_child(struct ooxml_xml *xml, bool *ok)
{
    for (;;) {
        enum ooxml_event event = ooxml_next(xml);
        if (event == OOXML_OPEN)
            return true;
        if (event == OOXML_TEXT)
            continue;
        *ok = event == OOXML_CLOSE;
        return false;
    }
}

bool docx_run_properties(struct ooxml_xml *xml, bool *hidden)
{
    bool ok = true;
    while (ok && next_child(xml, &ok)) {
        if (ooxml_is(xml, OOXML_WORD, "vanish"))
            *hidden = ooxml_flag(xml, "val", true);
        ok = ooxml_skip(xml);
    }
    return ok;
}

static bool mark_properties(struct ooxml_xml *xml, bool *joins)
{
    bool ok = true;
    while (ok && next_child(xml, &ok)) {
        *joins |=
            ooxml_is(xml, OOXML_WORD, "del") || ooxml_is(xml, OOXML_WORD, "moveFrom");
        ok = ooxml_skip(xml);
    }
    return ok;
}

bool docx_paragraph_properties(struct ooxml_xml *xml, bool *joins)
{
    bool ok = true;
    while (ok && next_child(xml, &ok))
        ok = ooxml_is(xml, OOXML_WORD, "rPr") ? mark_properties(xml, joins)
                                              : ooxml_skip(xml);
    return ok;
}

bool docx_row_properties(struct ooxml_xml *xml, struct docx_row *row)
{
    bool ok = true;
    while (ok && next_child(xml, &ok)) {
        if (ooxml_is(xml, OOXML_WORD, "hidden"))
            row->hidden = ooxml_flag(xml, "val", true);
        else if (ooxml_is(xml, OOXML_WORD, "del"))
            row->deleted = true;
        else if (ooxml_is(xml, OOXML_WORD, "gridBefore")) {
            long n = ooxml_number(ooxml_attribute(xml, "val"), DOCX_COLUMNS);
            row->column = n > 0 ? (uint32_t)n : 0;
        }
        ok = ooxml_skip(xml);
    }
    return ok;
}

static bool is_continued(const struct ooxml_xml *xml)
{
    const char *value = ooxml_attribute(xml, "val");
    return !value || strcmp(value, "restart") != 0;
}

bool docx_cell_properties(struct ooxml_xml *xml, struct docx_cell *cell)
{
    bool ok = true;
    while (ok && next_child(xml, &ok)) {
        if (ooxml_is(xml, OOXML_WORD, "gridSpan")) {
            long n = ooxml_number(ooxml_attribute(xml, "val"), DOCX_COLUMNS);
            cell->span = n > 0 ? (uint16_t)n : 1;
        } else if (ooxml_is(xml, OOXML_WORD, "vMerge")) {
            cell->continues = is_continued(xml);
        } else if (ooxml_is(xml, OOXML_WORD, "hMerge")) {
            cell->joined = is_continued(xml);
        } else if (ooxml_is(xml, OOXML_WORD, "cellDel")) {
            cell->deleted = true;
        }
        ok = ooxml_skip(xml);
    }
    return ok;
}

bool docx_field_properties(struct ooxml_xml *xml, bool *placeholder)
{
    bool ok = true;
    while (ok && next_child(xml, &ok)) {
        if (ooxml_is(xml, OOXML_WORD, "showingPlcHdr"))
            *placeholder = ooxml_flag(xml, "val", true);
        ok = ooxml_skip(xml);
    }
    return ok;
}

/* ---- symbol fonts ---- */

static const struct {
    const char *font;
    uint8_t code;
    uint16_t character;
} symbols[] = {
    {"Symbol", 0xa3, 0x2264},      {"Symbol", 0xa5, 0x221e},
    {"Symbol", 0xb0, 0x00b0},      {"Symbol", 0xb1, 0x00b1},
    {"Symbol", 0xb3, 0x2265},      {"Symbol", 0xb4, 0x00d7},
    {"Symbol", 0xb7, 0x2022},      {"Symbol", 0xb8, 0x00f7},
    {"Symbol", 0xb9, 0x2260},      {"Symbol", 0xbb, 0x2248},
    {"Wingdings", 0x6c, 0x25cf},   {"Wingdings", 0x6e, 0x25a0},
    {"Wingdings", 0x6f, 0x25a1},   {"Wingdings", 0xa8, 0x25fb},
    {"Wingdings", 0xab, 0x2605},   {"Wingdings", 0xfb, 0x2717},
    {"Wingdings", 0xfc, 0x2713},   {"Wingdings", 0xfd, 0x2612},
    {"Wingdings", 0xfe, 0x2611},   {"Wingdings 2", 0x4f, 0x2717},
    {"Wingdings 2", 0x50, 0x2713}, {"Wingdings 2", 0x51, 0x2612},
    {"Wingdings 2", 0x52, 0x2611}, {"Wingdings 2", 0xa3, 0x25a1},
};

uint32_t docx_symbol(const char *font, const char *code)
{
    unsigned long value = code ? strtoul(code, NULL, 16) : 0;
    bool of_font = value < 0x100 || (value >= 0xf000 && value <= 0xf0ff);
    for (size_t i = 0; of_font && font && i < sizeof symbols / sizeof *symbols; i++)
        if (symbols[i].code == (value & 0xff) && strcasecmp(symbols[i].font, font) == 0)
            return symbols[i].character;
    if (value >= 0xf020 && value <= 0xf07e && font && strcasecmp(font, "Symbol") == 0)
        return value & 0x7f; /* digits and signs stand where ASCII has them */
    bool own = value >= 0xe000 && value <= 0xf8ff;
    return own || value > 0x10ffff ? 0xfffd : (uint32_t)value;
}
