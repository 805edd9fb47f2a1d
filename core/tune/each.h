/* each.h: the same work on every element of a list, spread over threads. */
#pragma once

#include "fail.h"

/* Does one element. `worker` is 0 .. jobs-1, never twice at a time; what it writes belongs
 * to the element or to the worker, so that the outcome is the same for any number. false:
 * stop, err says why. */
typedef bool jx_each_work(void *ctx, size_t worker, size_t index, struct jx_error *err);

/* Every element, in no order, with so many threads; returns when all is done, or at the
 * first failure. */
bool jx_each(size_t count, size_t jobs, jx_each_work *work, void *ctx,
             struct jx_error *err);
