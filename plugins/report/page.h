/* page.h: lines of text for people: columns that line up, wrapped cells, translated
 * words. Knows nothing of scoring.
 *
 * Texts of documents reach the output through jx_page_row alone, which turns control
 * characters into blanks: a form must not be able to steer somebody's terminal. */
#pragma once

#include "jixiao/plugin.h"

#define N_(text) text

/* A growing text; `failed` once memory ran out, what it holds is then incomplete. */
struct jx_page_text {
    char *p;
    size_t n, capacity;
    bool failed;
};

struct jx_page {
    const struct jx_host *host;
    const struct jx_output *output;
    unsigned width;
    struct jx_page_text out; /* not yet written */
    bool failed;
};

enum jx_page_style { JX_PLAIN = 0, JX_BOLD, JX_RED, JX_YELLOW, JX_CYAN };

/* A cell of a line: wrapped to `width` columns (at least 1). */
struct jx_page_cell {
    struct jx_str text;
    unsigned width;
    bool right;
    uint8_t style; /* enum jx_page_style */
};

/* The message in the language of the run. */
const char *jx_page_word(const struct jx_page *page, const char *message);
struct jx_str jx_page_str(const char *text);
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

/* ---- building texts ---- */

struct jx_str jx_page_done(const struct jx_page_text *text);
void jx_page_clear(struct jx_page_text *text);
void jx_page_free(struct jx_page_text *text);
/* The same of a text that went onto the page, which fails as a whole when it did. */
void jx_page_drop(struct jx_page *page, struct jx_page_text *text);
void jx_page_add(struct jx_page_text *text, struct jx_str more);
void jx_page_puts(struct jx_page_text *text, const char *more);
/* A message, translated, with its arguments. */
__attribute__((format(printf, 3, 4))) void jx_page_say(const struct jx_page *page,
                                                       struct jx_page_text *text,
                                                       const char *message, ...);
void jx_page_number(const struct jx_page *page, struct jx_page_text *text,
                    struct jx_dec number);
void jx_page_why(const struct jx_page *page, struct jx_page_text *text,
                 const struct jx_why *why);
/* A finding\'s message with the reason behind its figure. */
void jx_page_finding(const struct jx_page *page, struct jx_page_text *text,
                     const struct jx_finding *finding);
