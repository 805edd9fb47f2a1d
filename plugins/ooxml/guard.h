/* guard.h: watches the bytes of an XML part before the parser sees them. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Elements within elements; attributes of an element together with those of all elements
 * around it; different names in the tags of a part. Office files stay far below; a parser's
 * work grows with the square of each. */
enum { GUARD_DEPTH = 200, GUARD_ATTRIBUTES = 256, GUARD_NAMES = 4096 };

struct ooxml_guard {
    uint8_t state;
    char quote;          /* open quotation mark within a tag, or 0 */
    char last;           /* byte before this one, within a tag */
    bool closing;        /* the tag is an end tag */
    uint16_t seen;       /* bytes of the opening of a "<!" or a run of "--", "]]" */
    unsigned attributes; /* of the tag, so far */
    unsigned around;     /* of all open elements */
    unsigned depth;
    uint32_t hash; /* of the name being read; 0: none */
    unsigned names;
    uint64_t known[1024];         /* hashes of names, as bits */
    uint16_t of[GUARD_DEPTH + 1]; /* attributes of each open element */
    const char *fault;            /* why the part is refused; a constant, untranslated */
};

/* Looks at the next bytes of a part; a zeroed guard starts. false: refused, see fault. */
bool ooxml_guard_pass(struct ooxml_guard *guard, const char *bytes, size_t len);
