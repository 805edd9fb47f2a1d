/* lint.h: warnings about arithmetic that betrays rules. */
#pragma once

#include "fail.h"
#include "scan.h"

/* Warns, once a line, of floor, //, and comparisons over a raw quotient or product, which
 * fall on the wrong side of a boundary by a rounding error. The text has been compiled
 * before. */
void jx_lint(const char *file, const struct jx_words *words, struct jx_faults *faults);

struct jx_rule;
/* Warns of names that do not exist: globals, inputs that `needs` does not declare,
 * parameters and verbs; each would stop the rule when it is reached. Rather misses a case
 * than cries wolf. Scratch memory comes from `arena`. */
void jx_lint_names(const struct jx_rule *rule, const char *file,
                   const struct jx_words *words, struct jx_arena *arena,
                   struct jx_faults *faults);
