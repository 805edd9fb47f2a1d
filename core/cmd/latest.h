/* latest.h: --latest: of several documents with the same form, the newest one counts.
 *
 * The same form: of one kind, year and code. The newest: last changed, an entry of an
 * archive by its own time; of equal ones the last in the order of the run. Forms without a
 * code all count, and so do all forms of one document. */
#pragma once

#include "work.h"

struct jx_latest;

/* Reads all inputs once, by `jobs` threads. NULL and err on failure; freed with close. */
struct jx_latest *jx_latest_open(const struct jx_plan *plan, size_t jobs,
                                 struct jx_error *err);
void jx_latest_close(struct jx_latest *latest); /* NULL is fine */

/* Does the record, of the document that `unit` belongs to, count? If not, *newer names the
 * document with the one that does. Any thread. */
bool jx_latest_keeps(const struct jx_latest *latest, const struct jx_record *record,
                     const struct jx_unit *unit, const char **newer);
