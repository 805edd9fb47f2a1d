/* foreign.h: documents that no reader reads, and the office program that helps with some of
 * them. */
#pragma once

#include "feed.h"

/* One for a run, shared by its threads. */
struct jx_office;
/* Before the run confines itself and starts threads. NULL: there is none to be had, or no
 * input can need one: never where --from names the reader. */
struct jx_office *jx_office_open(const struct jx_options *options);
void jx_office_close(struct jx_office *office); /* NULL is fine */

/* A unit of a kind that no reader reads becomes one that a reader reads, or a trouble that
 * says what it is and what to do. Others stay as they are. */
void jx_foreign_turn(struct jx_unit *unit, const struct jx_registry *registry,
                     struct jx_office *office);
