/* results.h: files of results, as `score --to json` or `--to ndjson` writes them, one
 * result after another; and how two results of the same record differ. */
#pragma once

#include "fail.h"
#include "json.h"
#include "os_file.h"
#include "strbuf.h"

struct jx_results {
    const char *path;
    struct jx_bytes bytes;
    struct jx_arena tree;       /* of a JSON document */
    struct jx_arena arena;      /* of the line at hand */
    const struct jx_json *next; /* in a JSON document */
    bool lines;                 /* NDJSON */
    size_t at;
    int line;
};

/* Opens a file; false and err when it is no JSON at all. Close it in either case. */
bool jx_results_open(struct jx_results *results, const char *path, struct jx_error *err);
void jx_results_close(struct jx_results *results);
/* The next result, which lives until the next call; NULL: no more, or err is filled. */
const struct jx_json *jx_results_next(struct jx_results *results, struct jx_error *err);

/* Adds a line for every difference in what was scored: pack and engine (`who`), totals,
 * grade, groups, items, adjustments, findings (`what`). Words of messages and reasons do
 * not count, for they follow the language; nor do lines that the first does not show. */
void jx_results_compare(const struct jx_json *before, const struct jx_json *after,
                        struct jx_strbuf *who, struct jx_strbuf *what);
