/* roff.h: text for man(7), the markup of manual pages. */
#pragma once

#include "strbuf.h"

/* Text as it is to be read: every sign that means something to roff is escaped. `literal`:
 * what is to be typed or looked for, so that it stays what it is when copied. */
void jx_roff_text(struct jx_strbuf *out, const char *text, bool literal);

/* Paragraphs, parted by an empty line in `text`. */
void jx_roff_paragraphs(struct jx_strbuf *out, const char *text);

/* A heading, by its message id. */
void jx_roff_section(struct jx_strbuf *out, const char *title);

/* An entry of a list: a word in bold, a placeholder in italics (may be NULL), and the
 * text that says what it is. */
void jx_roff_entry(struct jx_strbuf *out, const char *word, const char *placeholder,
                   const char *text);

/* Lines to be typed, set as they are. */
void jx_roff_example(struct jx_strbuf *out, const char *lines);

/* The body of a page written by hand, which is man(7) already. */
void jx_roff_body(struct jx_strbuf *out, const char *body, size_t len);
