/* test_compare.h: what a case expects, compared with what came out. */
#pragma once

#include "arena.h"
#include "json.h"
#include "test_tables.h"

struct jx_case {
    const char *file; /* of the case, for messages */
    struct jx_arena *arena;
    struct jx_tested *tested; /* NULL: what differs is printed */
    size_t differences;
};

/* Prints "file:line: path: text", or keeps it, and counts it. */
void jx_case_complain(struct jx_case *t, int line, const char *path, const char *text);

/* Tells every difference. `want` is any part of `got`, a result as JSON: objects are
 * compared key by key, items and groups by index, id or name, "findings" as a whole
 * set. `path` begins the places in messages. */
void jx_case_compare(struct jx_case *t, const char *path, const struct jx_json *want,
                     const struct jx_json *got);
