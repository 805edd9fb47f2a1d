/* write.h: what the writers of this plugin write: records, results, findings. As emit.h has
 * it: each appends at `at` and returns where to go on. */
#pragma once

#include "emit.h"

/* "Sheet1!C5" or "line 12" (`plain`: "12"), into out; "" where nothing is known. */
void jx_emit_place(const struct jx_record *record, struct jx_at at, bool plain, char *out,
                   size_t size);
/* Year as a number where it is one, whatever kind of cell it came from. */
char *jx_emit_year(struct jx_emit *e, char *at, const struct jx_cell *cell);

/* The row of a form: -1 the budget block, null what is no row. */
char *jx_emit_index(char *at, int32_t index);
/* A finding, an object that is left open. */
char *jx_emit_finding(struct jx_emit *e, char *at, const struct jx_record *record,
                      const struct jx_finding *finding);
/* null without decisions. */
char *jx_emit_review(struct jx_emit *e, char *at, const struct jx_record *record,
                     const struct jx_review *review);
/* "reads" and "reaches" of `explain`, members of an open object. */
char *jx_emit_story(struct jx_emit *e, char *at, const struct jx_result *result);

char *jx_emit_record(struct jx_emit *e, char *at, const struct jx_record *record);
char *jx_emit_result(struct jx_emit *e, char *at, const struct jx_record *record,
                     const struct jx_result *result);
char *jx_emit_listed(struct jx_emit *e, char *at, const struct jx_listed *listed);
char *jx_emit_summary(struct jx_emit *e, char *at, const struct jx_summary *summary);
