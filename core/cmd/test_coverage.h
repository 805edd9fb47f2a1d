/* test_coverage.h: what of a pack its cases reach: rules, lines, verbs, bands, levels, grades. What
 * it inherits is covered by the cases of the pack it comes from. */
#pragma once

#include "engine.h"
#include "test_tables.h"

struct jx_coverage;

/* Begins to watch an engine of the pack. NULL and err when memory runs out. */
struct jx_coverage *jx_coverage_start(const struct jx_pack *pack,
                                      struct jx_engine *engine, struct jx_error *err);
/* Tells of a record of a case and its result. */
void jx_coverage_result(struct jx_coverage *coverage, const struct jx_record *record,
                        const struct jx_result *result);
/* Prints the counts, everything that was not reached, and a proposed case for each rule
 * that lacks one. Returns whether anything was not reached. */
bool jx_coverage_print(const struct jx_coverage *coverage, size_t cases);
/* Keeps the counts and what was not reached, for tables; returns whether anything was not. */
bool jx_coverage_keep(const struct jx_coverage *coverage, struct jx_tested *tested);
void jx_coverage_end(struct jx_coverage *coverage); /* NULL is fine */
