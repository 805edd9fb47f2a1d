/* attain.h: what it would take: the smallest change of an actual that restores an item's
 * points or brings a better grade, found by scoring the form again with that cell changed. */
#pragma once

#include "arena.h"
#include "fail.h"
#include "pack.h"

/* Fills result->reaches for the rows and the budget block (there the amount executed) that
 * are short of their weight; items that a person judges and those of frameworks, which are
 * scored by facts, are left out. `engine` is one of scores only, of the same pack and
 * weights, and none that made `result`; everything lives in `arena`. *units grows by the
 * work of the rules. Figures move by the last digit that actual or target print. Each
 * reach was scored: one step nearer to the actual does not do. false and err: memory. */
bool jx_attain(struct jx_engine *engine, const struct jx_pack *pack,
               const struct jx_record *record, struct jx_arena *arena,
               struct jx_result *result, uint64_t *units, struct jx_error *err);
