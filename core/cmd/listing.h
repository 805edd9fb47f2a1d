/* listing.h: what a run counts, and the second phase of audit: every finding of the run,
 * worst first, without holding them all. */
#pragma once

#include "engine.h"
#include "jixiao/plugin.h"
#include "packs.h"
#include "strbuf.h"

/* Findings of one code that is a pack's own. Codes are at most 64 letters. */
struct jx_own_count {
    char code[65];
    uint8_t severity;
    uint64_t count;
};
enum { JX_OWN_CODES = 32 }; /* counted by code; further ones together */

/* Counts and, for an audit, findings of some records: filled by one thread, then added to
 * the listing in the order of the records. Starts zeroed. */
struct jx_tally {
    struct jx_summary summary; /* counts only */
    uint64_t *code_counts;     /* by index into jx_finding_codes, then of other codes */
    struct jx_own_count *own;  /* JX_OWN_CODES of them */
    size_t own_count;
    uint64_t errors, warnings; /* findings raised, by severity */
    struct jx_strbuf kept;     /* findings and codes of records, flat */
    bool failed;               /* memory */
};
void jx_tally_free(struct jx_tally *tally);
void jx_tally_clear(struct jx_tally *tally);

/* Counts a result; keeps its findings when `keep`. */
void jx_tally_add(struct jx_tally *tally, const struct jx_record *record,
                  const struct jx_result *result, const struct jx_compared *compared,
                  bool keep);

struct jx_listing;
struct jx_listing *jx_listing_open(void); /* NULL: memory */
void jx_listing_close(struct jx_listing *listing);

/* Takes over what a tally counted and kept; the tally may then be cleared. */
bool jx_listing_take(struct jx_listing *listing, const struct jx_tally *tally,
                     struct jx_error *err);

/* Ends taking: finds records of the same code and completes the summary, which lives as
 * long as the listing. The packs that were used name titles. */
bool jx_listing_finish(struct jx_listing *listing, const struct jx_packs *packs,
                       struct jx_error *err);

/* Everything counted so far. */
struct jx_tally *jx_listing_tally(struct jx_listing *listing);

/* The findings one by one, as flat.h has them, after jx_listing_sort. next is false at the
 * end, or err says what failed. */
bool jx_listing_sort(struct jx_listing *listing, struct jx_error *err);
bool jx_listing_next(struct jx_listing *listing, const void **entry, size_t *len,
                     struct jx_error *err);

/* Gives the findings to the writer, worst first: severity, then points at stake, then
 * input order. false: the writer failed, or err is set. */
bool jx_listing_write(struct jx_listing *listing, const struct jx_writer *writer,
                      void *self, struct jx_error *err);
