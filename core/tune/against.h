/* against.h: targets held against those of other forms and against last year's results. */
#pragma once

#include "cases.h"
#include "targets.h"

/* A form with its targets; pack NULL: there is none for it, and no targets were read. */
struct jx_lint_form {
    const struct jx_case *of;
    const struct jx_pack *pack;
    struct jx_targets targets;
};

/* Targets that are outliers on the easy side among the same indicator of other forms: beyond
 * the fence of 1.5 interquartile ranges from the nearest quartile (Tukey, Exploratory Data
 * Analysis, 1977), and short of the check's share of the median. Texts are in `arena`.
 * false: memory. */
bool jx_against_peers(struct jx_lint_form *forms, size_t count, struct jx_arena *arena);

/* Targets that fall short of the check's share of what was achieved a year before, in the
 * form of the same code, or else of the same name and unit, by the indicator of the same
 * name. Years in names do not count. */
bool jx_against_last_year(struct jx_lint_form *forms, size_t count,
                          const struct jx_lint_form *last, size_t last_count,
                          struct jx_arena *arena);
