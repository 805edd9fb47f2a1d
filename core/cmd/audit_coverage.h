/* audit_coverage.h: audit --report coverage. */
#pragma once

#include "cmd.h"

/* Scores the inputs and reports, as tables, how much of what they claim the rules
 * reproduce, and why items have no score. Returns the exit code. */
int jx_audit_coverage(struct jx_app *app, const struct jx_options *options);
