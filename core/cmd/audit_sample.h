/* audit_sample.h: audit --sample. */
#pragma once

#include "cmd.h"

/* Picks the forms to score again next year and reports them, each with its reason. Returns
 * the exit code. */
int jx_audit_sample(struct jx_app *app, const struct jx_options *options);
