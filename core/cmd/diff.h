/* diff.h: what the files of 'jixiao diff' share. */
#pragma once

#include "collect.h"
#include "effect.h"
#include "tables.h"

/* 'score --watch': what the pack being edited gives, against what it gave at first. */
int jx_diff_watch(struct jx_app *app, const struct jx_options *options);

/* A difference to be shown. */
struct jx_diff {
    const struct jx_effect *effect;
    struct jx_tables *tables;
    struct jx_arena arena; /* of the tables: lives until they are closed */
    struct jx_error *err;
    bool unchanged; /* every total, grade and rank: the summary has found out */
};

/* diff_tables.c: what changes in all, and by which change. */
bool jx_diff_summary(struct jx_diff *diff);
bool jx_diff_causes(struct jx_diff *diff);
/* diff_movers.c: forms and indicators that move most. */
bool jx_diff_projects(struct jx_diff *diff);
bool jx_diff_items(struct jx_diff *diff);

/* diff_spread.c: by department, unit and level; how totals lie. */
bool jx_diff_departments(struct jx_diff *diff);
bool jx_diff_units(struct jx_diff *diff);
bool jx_diff_levels(struct jx_diff *diff);
bool jx_diff_histogram(struct jx_diff *diff);
/* diff_heat.c: where points are lost. */
bool jx_diff_heat(struct jx_diff *diff);

/* "first.pass 0.6 → 0.5", in the arena. */
const char *jx_diff_change(struct jx_diff *diff, const struct jx_change *change);

/* diff_matrix.c: the same forms by several packs. */
bool jx_matrix_write(struct jx_tables *tables, const struct jx_cases *cases,
                     const struct jx_scores *scores, size_t packs, struct jx_arena *arena,
                     struct jx_error *err);
