/* lint_targets.h: the report of 'jixiao lint-targets'. */
#pragma once

#include "against.h"
#include "tables.h"

struct jx_lint {
    struct jx_tables *tables;
    struct jx_lint_form *forms;
    size_t count;
    bool last_year; /* there were forms of last year */
    struct jx_arena *arena;
    struct jx_error *err;
};

/* Writes all tables: findings by kind, by unit, and one by one, the worst of a form first. */
bool jx_lint_write(struct jx_lint *lint);
