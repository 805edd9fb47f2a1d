/* pool.h: units of work through several threads, results in the order of the units.
 *
 * Every thread does whatever is next: take a finished unit, fill an empty one, or work.
 * fill and take each run on one thread at a time, fill and take in order; so what they
 * touch needs no lock, as long as the other and work leave it alone. */
#pragma once

#include "fail.h"

struct jx_pool_tasks {
    void *ctx;
    /* The next unit, into an empty slot; false: there is none (or *err is set). */
    bool (*fill)(void *ctx, void *slot, struct jx_error *err);
    /* `worker` is 0 .. jobs-1, never twice at a time. What fails is told in the slot. */
    void (*work)(void *ctx, size_t worker, void *slot);
    /* A finished unit, in the order of filling. false (err set) stops everything. */
    bool (*take)(void *ctx, void *slot, struct jx_error *err);
};

/* Slots that keep `jobs` threads busy while one unit lags behind. */
size_t jx_pool_slots(size_t jobs);

/* Runs until fill gives no more and all is taken. The caller's thread is one of the
 * `jobs`; with 1 no thread is started. `slots` has jx_pool_slots(jobs) entries. false: a
 * task failed (err says why), or a thread could not be started. */
bool jx_pool_run(const struct jx_pool_tasks *tasks, size_t jobs, void *const *slots,
                 struct jx_error *err);

/* A lock for what all workers share. NULL: memory. */
struct jx_lock;
struct jx_lock *jx_lock_new(void);
void jx_lock_free(struct jx_lock *lock); /* NULL is fine */
void jx_lock_take(struct jx_lock *lock);
void jx_lock_give(struct jx_lock *lock);
