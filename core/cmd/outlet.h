/* outlet.h: which writer a run has, and whether it can write where it is told to. */
#pragma once

#include "work.h"

/* Fills writer and skip_records of the plan by the options, and folder where the output is
 * one: then it points to `folder`. */
bool jx_plan_writer(struct jx_plan *plan, struct jx_os_folder *folder,
                    struct jx_error *err);
