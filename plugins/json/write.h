/* write.h: what the writers of this plugin write: records, results, findings. */
#pragma once

#include "emit.h"

/* "Sheet1!C5" or "line 12" (`plain`: "12"), into out; "" where nothing is known. */
void jx_emit_place(const struct jx_record *record, struct jx_at at, bool plain, char *out,
                   size_t size);
/* Year as a number where it is one, whatever kind of cell it came from. */
void jx_emit_year(struct jx_emit *e, const struct jx_cell *cell);

/* The row of a form: -1 the budget block, null what is no row. */
void jx_emit_index(struct jx_emit *e, const char *key, int32_t index);
/* The keys of a finding, in an object that is open. */
void jx_emit_finding_keys(struct jx_emit *e, const struct jx_record *record,
                          const struct jx_finding *finding);
/* "review": null without decisions. */
void jx_emit_review(struct jx_emit *e, const struct jx_record *record,
                    const struct jx_review *review);

/* "reads" and "reaches" of `explain`. */
void jx_emit_story(struct jx_emit *e, const struct jx_result *result);

void jx_emit_record(struct jx_emit *e, const struct jx_record *record, bool origins);
void jx_emit_result(struct jx_emit *e, const struct jx_record *record,
                    const struct jx_result *result, bool full_detail);
void jx_emit_listed(struct jx_emit *e, const struct jx_listed *listed);
void jx_emit_summary(struct jx_emit *e, const struct jx_summary *summary);
