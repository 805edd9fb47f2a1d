/* review.h: people's decisions on items and findings: a table of them, and looking them
 * up. Immutable once read but for `seen`; shared by threads. */
#pragma once

#include "arena.h"
#include "recognise.h"

/* A row that is no decision, though something was written in it. */
struct jx_review_fault {
    struct jx_at at;
    const char *text;
};

struct jx_reviews {
    struct jx_decision *list; /* by form, then in the order of the table */
    size_t count;
    unsigned char *seen; /* by decision: its form came up in this run */
    struct jx_review_fault *faults;
    size_t fault_count;
    bool headings; /* a table with the headings of reviews was there at all */
};

/* Reads every table of decisions in a document: columns by their headings, those of the
 * review sheet in either language or plain ones (code, item, score, reason, who, date).
 * Rows in which nobody decided are skipped. Everything lives in `arena`. false: memory. */
bool jx_reviews_read(const struct jx_pages *pages, struct jx_arena *arena,
                     struct jx_reviews *out);

/* The decisions on a form: *first and their count. */
size_t jx_reviews_of(const struct jx_reviews *reviews, const struct jx_record *record,
                     size_t *first);
