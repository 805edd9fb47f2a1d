/* check_cases.h: what is wrong with the cases of a pack before they are run. */
#pragma once

#include "fail.h"
#include "pack.h"

/* Adds a warning for every case that proves nothing. */
void jx_check_cases(const struct jx_pack *pack, struct jx_faults *faults);
