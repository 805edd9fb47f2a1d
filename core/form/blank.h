/* blank.h: the rows of a form that is handed out. */
#pragma once

#include "formspec.h"

/* A form that can be handed out: its table has rows to be filled in, or its facts are
 * those of a framework. */
bool jx_form_has_blank(const struct jx_pack *pack, const struct jx_form_spec *spec);

/* Fills the facts of a face where the form is a sheet of facts. false: memory. */
bool jx_blank_facts(const struct jx_pack *pack, const struct jx_form_spec *spec,
                    struct jx_face *face, struct jx_arena *arena);

/* The blank form as a record in `arena`: rows of funds and indicators with the cells that
 * are given beforehand (names of funds and groups, the weight of the budget), all others
 * blank. `year` may be empty. `face` becomes the form's, with its facts. NULL: memory. */
struct jx_record *jx_form_blank(const struct jx_pack *pack,
                                const struct jx_form_spec *spec, struct jx_str year,
                                struct jx_face *face, struct jx_arena *arena);
