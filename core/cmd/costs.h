/* costs.h: which rules did the most work in a run. */
#pragma once

#include "work.h"

/* Lists the costliest rules of all workers on standard error, by units of work, which are
 * the same on any machine and with any number of threads. */
void jx_costs_print(const struct jx_worker *workers, size_t count);
