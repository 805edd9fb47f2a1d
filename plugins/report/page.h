/* page.h: lines of text for people: columns that line up, wrapped cells, translated
 * words. Knows nothing of scoring.
 *
 * Texts of documents reach the output through jx_page_row alone, which turns control
 * characters into blanks: a form must not be able to steer somebody's terminal. */
#pragma once

#include "paper.h"

struct jx_page {
    const struct jx_host *host;
    const struct jx_output *output;
    unsigned width;
    struct paper_text out; /* not yet written */
    bool failed;
};

enum jx_page_style { JX_PLAIN = 0, JX_BOLD, JX_RED, JX_YELLOW, JX_CYAN };

/* A cell of a line: wrapped to `width` columns (at least 1). */
struct jx_page_cell {
    struct jx_str text;
    unsigned width;
    bool right;
    unsigned even; /* not 0: lines of about the same length, not below this: headings */
    uint8_t style; /* enum jx_page_style */
};

/* The message in the language of the run. */
const char *jx_page_word(const struct jx_page *page, const char *message);
unsigned jx_page_columns(const struct jx_page *page, struct jx_str text);
/* The widest of some messages, translated. */
unsigned jx_page_widest(const struct jx_page *page, const char *const *messages,
                        size_t count);

/* One line of cells, two blanks apart, as many lines of output as the longest needs. */
void jx_page_row(struct jx_page *page, unsigned indent, const struct jx_page_cell *cells,
                 size_t count);
/* A wrapped paragraph, and one whose first line begins with a label. */
void jx_page_para(struct jx_page *page, unsigned indent, struct jx_str text,
                  enum jx_page_style style);
void jx_page_labelled(struct jx_page *page, unsigned indent, unsigned label_width,
                      const char *label, struct jx_str text);
void jx_page_gap(struct jx_page *page); /* an empty line */
/* Hands what was laid out to the output. */
bool jx_page_flush(struct jx_page *page);
