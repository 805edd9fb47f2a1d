/* doc.h: a Word document being written: paragraphs by style, tables on a grid. What they
 * say is for the reports; how the package is made, for package.c. */
#pragma once

#include "markup.h"
#include "paper.h"

/* Styles, as styles.c defines them: sizes and fonts of official documents. */
#define WORD_TITLE  "Title"    /* of a notice or report: 22 pt */
#define WORD_SMALL  "Subtitle" /* of a form: 18 pt */
#define WORD_YEAR   "Year"     /* below it */
#define WORD_H1     "Heading1" /* 一、 */
#define WORD_H2     "Heading2" /* （一） */
#define WORD_BODY   "BodyText"
#define WORD_LEFT   "Addressee" /* not indented */
#define WORD_RIGHT  "Signature"
#define WORD_GAP    "Placeholder" /* where only a person can write */
#define WORD_CELL   "Cell"
#define WORD_CENTRE "CellCentre"
#define WORD_HEAD   "CellHead"
#define WORD_NOTE   "Remark"
#define WORD_SIGN   "Signatures" /* room to write below a form */

enum { WORD_COLUMNS = 14 };
/* Widths of the text between the margins, in twentieths of a point. */
enum { WORD_PORTRAIT = 8845, WORD_LANDSCAPE = 14570 };

/* A picture of the document: a metafile, and the same as SVG for programs that draw it. */
struct word_picture {
    struct paper_text emf, svg;
};

struct word_doc {
    const struct jx_host *host;
    struct word_markup xml;
    const int *grid; /* of the open table */
    size_t grid_count, column;
    unsigned row;           /* flags of the open row */
    struct paper_text text; /* scratch of the reports */
    bool landscape, page_due;
    struct word_picture *pictures;
    size_t picture_count;
};

/* Starts a document; false: memory. */
bool word_doc_open(struct word_doc *doc, const struct jx_host *host, bool landscape);
/* Ends the body. false: memory ran out on the way. */
bool word_doc_end(struct word_doc *doc);
void word_doc_free(struct word_doc *doc); /* zeroed is fine */

/* The next paragraph begins a page. */
void word_page(struct word_doc *doc);
/* A paragraph; line breaks in the text stay. */
void word_para(struct word_doc *doc, const char *style, struct jx_str text);
/* What stands in doc->text, which is cleared. */
void word_text(struct word_doc *doc, const char *style);
/* A message, translated, with its arguments, behind what stands in doc->text. */
__attribute__((format(printf, 3, 4))) void
word_say(struct word_doc *doc, const char *style, const char *message, ...);

/* A table over columns of these widths, which must outlive it. */
void word_table(struct word_doc *doc, const int *widths, size_t count);
void word_table_end(struct word_doc *doc);
/* Between two tables that look like one. */
void word_hairline(struct word_doc *doc);
/* Between a table and the text below it. */
void word_space(struct word_doc *doc);

enum {
    WORD_REPEAT = 1, /* on every page */
    WORD_KEEP = 2,   /* not across pages */
    WORD_NEXT = 4    /* on the page of the next row */
};
void word_row(struct word_doc *doc, unsigned flags);
void word_row_end(struct word_doc *doc);

enum word_merge { WORD_ALONE = 0, WORD_FIRST, WORD_BELOW };
struct word_cell {
    const char *style;
    size_t span; /* columns of the grid; 0: one */
    enum word_merge merge;
    bool bold;
};
/* A cell; every line of the text becomes a paragraph. */
void word_cell(struct word_doc *doc, struct word_cell cell, struct jx_str text);
/* The same over a message id, and over doc->text, which is cleared. */
void word_cell_word(struct word_doc *doc, struct word_cell cell, const char *message);
void word_cell_text(struct word_doc *doc, struct word_cell cell);

/* A picture as wide as the text, in its own paragraph; takes what it points to over.
 * width and height: for its shape. `describe`: what it shows, in words. */
void word_picture(struct word_doc *doc, struct word_picture *picture, double width,
                  double height, struct jx_str describe);
