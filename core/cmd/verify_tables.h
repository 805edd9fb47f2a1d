/* verify_tables.h: what 'jixiao verify' found: kept for tables. */
#pragma once

#include "cmd.h"
#include "fail.h"
#include "strbuf.h"
#include "tables.h"

struct jx_verified_line {
    const char *record, *name, *text; /* record, name: "" where the line is about none */
};

/* Zero and an arena is empty. */
struct jx_verified {
    bool wanted; /* else nothing is kept */
    struct jx_kept kept;
    struct jx_verified_line *lines;
    size_t count, room;
};

/* Adds every line of a text, without the blanks before it. */
void jx_verified_add(struct jx_verified *verified, const char *record, const char *name,
                     const char *text);

/* How a run ended: so many of the results, and of the differences between them. */
struct jx_verified_end {
    const char *file; /* of results, or a certificate */
    size_t results, changed;
};

/* Writes the tables "verified" and "differences" to --to and --output; returns the exit
 * code. */
int jx_verified_tell(const struct jx_verified *verified,
                     const struct jx_verified_end *end, struct jx_app *app,
                     const struct jx_options *options);
