/* collect.h: the forms of a run into memory, for commands that score them again and again. */
#pragma once

#include "cases.h"
#include "packs.h"

/* Reads every input and keeps the forms (of --record only that one). What cannot be read is
 * told on standard error and makes *exit JX_EXIT_INPUT; the rest is kept. false: err says
 * what failed. */
bool jx_collect(struct jx_app *app, const struct jx_options *options,
                struct jx_packs *packs, struct jx_cases *cases, int *exit,
                struct jx_error *err);

/* The pack that scores most of the forms; those of others are left out, *others says how
 * many: rules of several regions are several rules. NULL and err: none scores any. */
const struct jx_pack *jx_collect_pack(struct jx_packs *packs, struct jx_cases *cases,
                                      size_t *others, struct jx_error *err);

/* Threads to use: --jobs, or one a processor. */
size_t jx_collect_jobs(const struct jx_options *options);
