/* listing.h: the second phase of audit: every finding of a run, worst first, and the
 * counts of a run. */
#pragma once

#include "engine.h"
#include "jixiao/plugin.h"
#include "pack.h"

struct jx_listing {
    struct jx_arena arena;
    struct jx_listed *list;
    size_t count, capacity;
    struct jx_summary summary;
    uint64_t *code_counts;     /* by index into jx_finding_codes, then `other` */
    uint64_t errors, warnings; /* findings raised, by severity */
    struct jx_seen *seen;      /* code and source of every record, for duplicates */
    size_t seen_count, seen_capacity;
    bool failed;
};

void jx_listing_start(struct jx_listing *listing);
void jx_listing_free(struct jx_listing *listing);

/* Counts a result; keeps copies of its findings when `keep`. */
void jx_listing_add(struct jx_listing *listing, const struct jx_record *record,
                    const struct jx_result *result, const struct jx_compared *compared,
                    bool keep);

/* Adds duplicate-record findings, sorts the list worst first: severity, then points at
 * stake, then input order. The pack names titles; may be NULL. */
void jx_listing_finish(struct jx_listing *listing, const struct jx_pack *pack);
