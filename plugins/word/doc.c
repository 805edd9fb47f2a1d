/* doc.c: paragraphs and tables of WordprocessingML. Nothing here knows what is reported. */
#include "doc.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define R_NAMESPACE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

/* ---- the document ---- */

bool word_doc_open(struct word_doc *doc, const struct jx_host *host, bool landscape)
{
    *doc = (struct word_doc){.host = host, .landscape = landscape};
    if (!word_markup_open(&doc->xml, "w:document"))
        return false;
    word_attribute(&doc->xml, "xmlns:r", R_NAMESPACE);
    word_start(&doc->xml, "w:body");
    return true;
}

static void margins(struct word_doc *doc)
{
    static const struct {
        const char *name;
        int portrait, landscape;
    } list[] = {{"w:top", 2098, 1134},  {"w:right", 1474, 1134}, {"w:bottom", 1984, 1134},
                {"w:left", 1587, 1134}, {"w:header", 851, 567},  {"w:footer", 1417, 567},
                {"w:gutter", 0, 0}};
    word_start(&doc->xml, "w:pgMar");
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        word_number(&doc->xml, list[i].name,
                    doc->landscape ? list[i].landscape : list[i].portrait);
    word_end(&doc->xml);
}

bool word_doc_end(struct word_doc *doc)
{
    static const char *const footers[][2] = {{"default", "rId4"}, {"even", "rId5"}};
    word_start(&doc->xml, "w:sectPr");
    for (size_t i = 0; i < 2; i++) {
        word_start(&doc->xml, "w:footerReference");
        word_attribute(&doc->xml, "w:type", footers[i][0]);
        word_attribute(&doc->xml, "r:id", footers[i][1]);
        word_end(&doc->xml);
    }
    word_start(&doc->xml, "w:pgSz");
    word_number(&doc->xml, "w:w", doc->landscape ? 16838 : 11906);
    word_number(&doc->xml, "w:h", doc->landscape ? 11906 : 16838);
    if (doc->landscape)
        word_attribute(&doc->xml, "w:orient", "landscape");
    word_end(&doc->xml);
    margins(doc);
    word_end(&doc->xml);
    word_markup_end(&doc->xml);
    return !doc->xml.failed && !doc->text.failed;
}

void word_doc_free(struct word_doc *doc)
{
    word_markup_free(&doc->xml);
    paper_free(&doc->text);
    for (size_t i = 0; i < doc->picture_count; i++) {
        paper_free(&doc->pictures[i].emf);
        paper_free(&doc->pictures[i].svg);
    }
    free(doc->pictures);
    *doc = (struct word_doc){0};
}

/* ---- texts ---- */

/* What XML cannot hold, or what breaks lines in ways of its own, becomes blanks. */
static void clean(char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c < ' ' || c == 0x7f)
            text[i] = ' ';
        else if (c == 0xef && i + 2 < len && (unsigned char)text[i + 1] == 0xbf &&
                 (unsigned char)text[i + 2] >= 0xbe) /* U+FFFE, U+FFFF */
            memset(text + i, ' ', 3);
    }
}

/* A piece without line breaks. */
static void piece(struct word_doc *doc, const char *text, size_t len)
{
    char part[512 + 1];
    word_start(&doc->xml, "w:t");
    word_attribute(&doc->xml, "xml:space", "preserve");
    while (len) {
        size_t n = len < sizeof part - 1 ? len : sizeof part - 1;
        while (n < len && n > 1 && (text[n] & 0xc0) == 0x80)
            n--;
        memcpy(part, text, n);
        part[n] = '\0';
        clean(part, n);
        doc->xml.failed |= xmlTextWriterWriteString(doc->xml.xml, BAD_CAST part) < 0;
        text += n;
        len -= n;
    }
    word_end(&doc->xml);
}

static void run(struct word_doc *doc, const char *text, size_t len, bool bold)
{
    word_start(&doc->xml, "w:r");
    if (bold) {
        word_start(&doc->xml, "w:rPr");
        word_mark(&doc->xml, "w:b", NULL);
        word_end(&doc->xml);
    }
    for (;;) {
        const char *stop = len ? memchr(text, '\n', len) : NULL;
        size_t n = stop ? (size_t)(stop - text) : len;
        if (n)
            piece(doc, text, n);
        if (!stop)
            break;
        word_mark(&doc->xml, "w:br", NULL);
        text += n + 1;
        len -= n + 1;
    }
    word_end(&doc->xml);
}

static void paragraph(struct word_doc *doc, const char *style, struct jx_str text,
                      bool bold)
{
    word_start(&doc->xml, "w:p");
    word_start(&doc->xml, "w:pPr");
    word_mark(&doc->xml, "w:pStyle", style);
    if (doc->row & WORD_NEXT)
        word_mark(&doc->xml, "w:keepNext", NULL);
    if (doc->page_due)
        word_mark(&doc->xml, "w:pageBreakBefore", NULL);
    doc->page_due = false;
    word_end(&doc->xml);
    if (text.n)
        run(doc, text.p, text.n, bold);
    word_end(&doc->xml);
}

void word_page(struct word_doc *doc)
{
    doc->page_due = true;
}

void word_para(struct word_doc *doc, const char *style, struct jx_str text)
{
    paragraph(doc, style, text, false);
}

void word_text(struct word_doc *doc, const char *style)
{
    paragraph(doc, style, paper_done(&doc->text), false);
    paper_clear(&doc->text);
}

void word_say(struct word_doc *doc, const char *style, const char *message, ...)
{
    va_list args;
    va_start(args, message);
    paper_vsay(doc->host, &doc->text, message, args);
    va_end(args);
    word_text(doc, style);
}

/* ---- tables ---- */

static void borders(struct word_doc *doc)
{
    static const char *const sides[] = {"w:top",   "w:left",    "w:bottom",
                                        "w:right", "w:insideH", "w:insideV"};
    word_start(&doc->xml, "w:tblBorders");
    for (size_t i = 0; i < 6; i++) {
        word_start(&doc->xml, sides[i]);
        word_attribute(&doc->xml, "w:val", "single");
        word_attribute(&doc->xml, "w:sz", "4");
        word_attribute(&doc->xml, "w:space", "0");
        word_attribute(&doc->xml, "w:color", "000000");
        word_end(&doc->xml);
    }
    word_end(&doc->xml);
}

static void width(struct word_doc *doc, const char *name, int twips)
{
    word_start(&doc->xml, name);
    word_number(&doc->xml, "w:w", twips);
    word_attribute(&doc->xml, "w:type", "dxa");
    word_end(&doc->xml);
}

/* Widths are given in every place that a program may look for them, and fixed: so Word,
 * WPS and LibreOffice draw the same table. */
void word_table(struct word_doc *doc, const int *widths, size_t count)
{
    int all = 0;
    for (size_t i = 0; i < count; i++)
        all += widths[i];
    doc->grid = widths;
    doc->grid_count = count;
    word_start(&doc->xml, "w:tbl");
    word_start(&doc->xml, "w:tblPr");
    width(doc, "w:tblW", all);
    word_mark(&doc->xml, "w:jc", "center");
    borders(doc);
    word_start(&doc->xml, "w:tblLayout");
    word_attribute(&doc->xml, "w:type", "fixed");
    word_end(&doc->xml);
    word_start(&doc->xml, "w:tblCellMar");
    width(doc, "w:top", 28);
    width(doc, "w:left", 57);
    width(doc, "w:bottom", 28);
    width(doc, "w:right", 57);
    word_end(&doc->xml);
    word_end(&doc->xml);
    word_start(&doc->xml, "w:tblGrid");
    for (size_t i = 0; i < count; i++) {
        word_start(&doc->xml, "w:gridCol");
        word_number(&doc->xml, "w:w", widths[i]);
        word_end(&doc->xml);
    }
    word_end(&doc->xml);
}

void word_table_end(struct word_doc *doc)
{
    word_end(&doc->xml);
    doc->row = 0;
}

void word_hairline(struct word_doc *doc)
{
    paragraph(doc, "Hairline", (struct jx_str){0}, false);
}

void word_space(struct word_doc *doc)
{
    paragraph(doc, "Space", (struct jx_str){0}, false);
}

void word_row(struct word_doc *doc, unsigned flags)
{
    doc->column = 0;
    doc->row = flags;
    word_start(&doc->xml, "w:tr");
    word_start(&doc->xml, "w:trPr");
    if (flags & WORD_KEEP)
        word_mark(&doc->xml, "w:cantSplit", NULL);
    word_start(&doc->xml, "w:trHeight");
    word_number(&doc->xml, "w:val", 380);
    word_attribute(&doc->xml, "w:hRule", "atLeast");
    word_end(&doc->xml);
    if (flags & WORD_REPEAT)
        word_mark(&doc->xml, "w:tblHeader", NULL);
    word_end(&doc->xml);
}

void word_row_end(struct word_doc *doc)
{
    word_end(&doc->xml);
}

static void cell_properties(struct word_doc *doc, struct word_cell cell, size_t span)
{
    int all = 0;
    for (size_t i = 0; i < span && doc->column < doc->grid_count; i++)
        all += doc->grid[doc->column++];
    word_start(&doc->xml, "w:tcPr");
    width(doc, "w:tcW", all);
    if (span > 1) {
        word_start(&doc->xml, "w:gridSpan");
        word_number(&doc->xml, "w:val", (int)span);
        word_end(&doc->xml);
    }
    if (cell.merge)
        word_mark(&doc->xml, "w:vMerge",
                  cell.merge == WORD_FIRST ? "restart" : "continue");
    word_mark(&doc->xml, "w:vAlign", "center");
    word_end(&doc->xml);
}

void word_cell(struct word_doc *doc, struct word_cell cell, struct jx_str text)
{
    word_start(&doc->xml, "w:tc");
    cell_properties(doc, cell, cell.span ? cell.span : 1);
    do {
        const char *stop = text.n ? memchr(text.p, '\n', text.n) : NULL;
        size_t n = stop ? (size_t)(stop - text.p) : text.n;
        paragraph(doc, cell.style, (struct jx_str){text.p, n}, cell.bold);
        text = stop ? (struct jx_str){stop + 1, text.n - n - 1} : (struct jx_str){0};
    } while (text.n);
    word_end(&doc->xml);
}

void word_cell_word(struct word_doc *doc, struct word_cell cell, const char *message)
{
    word_cell(doc, cell, paper_str(paper_word(doc->host, message)));
}

void word_cell_text(struct word_doc *doc, struct word_cell cell)
{
    word_cell(doc, cell, paper_done(&doc->text));
    paper_clear(&doc->text);
}
