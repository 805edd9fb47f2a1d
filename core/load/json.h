/* json.h: strict JSON over cJSON: validated first, positions and number lexemes kept.
 *
 * cJSON takes trailing junk, duplicate keys, invalid UTF-8 and [01], cuts strings at
 * \u0000 and loses digits. A document is therefore validated against RFC 8259 here, and
 * only then parsed by cJSON; nodes carry the lexeme of numbers and the line of values. */
#pragma once

#include "arena.h"
#include "fail.h"
#include "jixiao/value.h"

enum jx_json_type {
    JX_JSON_NULL,
    JX_JSON_FALSE,
    JX_JSON_TRUE,
    JX_JSON_NUMBER,
    JX_JSON_STRING,
    JX_JSON_ARRAY,
    JX_JSON_OBJECT
};

struct jx_json {
    enum jx_json_type type;
    struct jx_str key;  /* of a member of an object; NUL-terminated too */
    struct jx_str text; /* string contents, or the lexeme of a number; NUL-terminated */
    int line;           /* 1-based line of the value's first byte */
    const char *file;   /* given to jx_json_parse */
    struct jx_json *child, *next; /* first child; next sibling */
    size_t count;                 /* children */
};

enum { JX_JSON_DEPTH = 64 };

/* Parses a whole document. Refused with a clear text, a line and a column: anything
 * that is not RFC 8259 JSON in UTF-8 (a BOM at the start is skipped), duplicate keys,
 * nesting over JX_JSON_DEPTH, lone surrogates, \u0000, numbers that need more than 400
 * characters. Nodes live in `arena`; `first_line` is the line number of the first byte.
 * Thread-safe. */
struct jx_json *jx_json_parse(struct jx_arena *arena, struct jx_str text,
                              const char *file, int first_line, struct jx_error *err);

/* From now on cJSON takes what it needs while parsing from memory that is given back at
 * once, which takes half its time. Of the whole process: for a program before its threads
 * start, never for a library. */
void jx_json_own_memory(void);

/* Member of an object by key, or NULL (also when node is NULL or no object). */
struct jx_json *jx_json_get(const struct jx_json *node, const char *key);

/* Path of a node below root, "$.selectors.budget.rule[2]", into out. */
void jx_json_path(const struct jx_json *root, const struct jx_json *node, char *out,
                  size_t size);

/* Another name for the file of a node and of all below it. */
void jx_json_rename(struct jx_json *node, const char *file);

struct jx_strbuf;
/* Appends the value as JSON on one line, as packs write it: {"a": [1, 2]}. Numbers keep
 * their lexemes. */
void jx_json_print(const struct jx_json *node, struct jx_strbuf *out);

/* Do two values mean the same? Members in any order, numbers by what they are worth;
 * "note" members do not count. */
bool jx_json_same(const struct jx_json *a, const struct jx_json *b);

/* The rule of inheritance: a copy of `base` in which `child` overrides: objects member by
 * member at any depth, everything else whole, null removes. Nodes keep their own file
 * and line. */
struct jx_json *jx_json_merge(struct jx_arena *arena, const struct jx_json *base,
                              struct jx_json *child);
