/* json_errors.h: what can be wrong with a JSON document, one table for every reader of
 * JSON in the program, so that the same mistake is told in the same words. */
#pragma once

#include "lang.h"

/* X(CODE, message id) */
#define JX_JSON_FAULTS(X)                                                                \
    X(EMPTY, N_("the document is empty; a JSON value was expected"))                     \
    X(UTF8, N_("this is not UTF-8; save the file as UTF-8"))                             \
    X(VALUE, N_("a JSON value was expected here"))                                       \
    X(WORD, N_("unknown word; texts stand in quotes, and only true, false and null "     \
               "stand without"))                                                         \
    X(NUMBER, N_("bad number; expected the form 10, -0.5 or 1e3, without leading "       \
                 "zeros and without '+'"))                                               \
    X(NUMBER_LONG, N_("a number of more than 400 characters; shorten it"))               \
    X(STRING_OPEN, N_("the text is not closed; a quote is missing"))                     \
    X(CONTROL, N_("a line break or control character inside a text; write \\n, \\t or "  \
                  "\\u00XX"))                                                            \
    X(ESCAPE, N_("unknown escape; behind \\ only \" \\ / b f n r t may stand, or u and " \
                 "four hex digits"))                                                     \
    X(SURROGATE, N_("half of a surrogate pair; \\uD800 to \\uDFFF only come in pairs"))  \
    X(NUL, N_("\\u0000 is not allowed in a text; remove it"))                            \
    X(KEY, N_("a key in quotes was expected"))                                           \
    X(COLON, N_("':' was expected behind the key"))                                      \
    X(OBJECT_NEXT, N_("',' or '}' was expected"))                                        \
    X(ARRAY_NEXT, N_("',' or ']' was expected"))                                         \
    X(COMMA, N_("a ',' too many before the closing bracket; remove it"))                 \
    X(COMMENT, N_("JSON has no comments; use a \"note\" key"))                           \
    X(DEPTH, N_("nested too deeply; at most 64 levels"))                                 \
    X(CUT, N_("the document ends in the middle; the file may be incomplete"))            \
    X(JUNK, N_("text behind the end of the JSON value; remove it"))                      \
    X(TWICE, N_("this key occurs twice in one object; keep one of them"))                \
    X(MEMORY, N_("not enough memory for this document"))

#define JX_JSON_FAULT_NAME(code, text) JX_JSON_BAD_##code,
enum jx_json_fault { JX_JSON_FINE = 0, JX_JSON_FAULTS(JX_JSON_FAULT_NAME) };
#undef JX_JSON_FAULT_NAME

/* The message in the language of the run. */
static inline const char *jx_json_fault_text(enum jx_json_fault fault)
{
#define JX_JSON_FAULT_TEXT(code, text) text,
    static const char *const texts[] = {"", JX_JSON_FAULTS(JX_JSON_FAULT_TEXT)};
#undef JX_JSON_FAULT_TEXT
    return fault == JX_JSON_FINE ? "" : _(texts[fault]);
}
