/* guard.h: watches the bytes of an XML part before the parser sees them. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Elements within elements; and attributes of an element together with those of all
 * elements around it. Office files stay far below both; a parser's work grows with their
 * square. */
enum { GUARD_DEPTH = 200, GUARD_ATTRIBUTES = 512 };

struct ooxml_guard {
    uint8_t state;
    char quote;          /* open quotation mark within a tag, or 0 */
    char last;           /* byte before this one, within a tag */
    bool closing;        /* the tag is an end tag */
    uint16_t seen;       /* bytes of the opening of a "<!" or a run of "--", "]]" */
    unsigned attributes; /* of the tag, so far */
    unsigned around;     /* of all open elements */
    unsigned depth;
    uint16_t of[GUARD_DEPTH + 1]; /* attributes of each open element */
    const char *fault;            /* why the part is refused; a constant, untranslated */
};

/* Looks at the next bytes of a part; a zeroed guard starts. false: refused, see fault. */
bool ooxml_guard_pass(struct ooxml_guard *guard, const char *bytes, size_t len);
