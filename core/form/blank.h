/* blank.h: the rows of a form that is handed out. */
#pragma once

#include "formspec.h"

/* The blank form as a record in `arena`: rows of funds and indicators with the cells that
 * are given beforehand (names of funds and groups, the weight of the budget), all others
 * blank. `year` may be empty. NULL: memory. */
struct jx_record *jx_form_blank(const struct jx_pack *pack,
                                const struct jx_form_spec *spec, struct jx_str year,
                                struct jx_arena *arena);
