/* run.h: what score, audit, explain and convert share: inputs to records to results to a
 * writer's output. */
#pragma once

#include "cmd.h"
#include "jixiao/plugin.h"

/* Runs the task over options->inputs; returns the exit code. */
int jx_run(struct jx_app *app, const struct jx_options *options, enum jx_task task);

/* false and err: a workbook or the like, and the output is a terminal. */
bool jx_writer_fits(const struct jx_writer *writer, const struct jx_options *options,
                    struct jx_error *err);
/* Says that no writer is called `to`, and which there are; always false. */
bool jx_no_format(struct jx_app *app, const char *to, struct jx_error *err);
