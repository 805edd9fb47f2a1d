/* pool.c: threads and order. What a unit is, and what is done with it, is the caller's
 * business; nothing here reads, scores or writes. */
#include "pool.h"

#include "lang.h"

#include <pthread.h>
#include <stdlib.h>

enum state { EMPTY, FILLED, WORKING, DONE };

struct pool {
    const struct jx_pool_tasks *tasks;
    void *const *slots;
    size_t slot_count;
    enum state *states;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    size_t head, next, tail; /* units filled, given to workers, taken; modulo slots */
    bool filling, taking, ended, failed;
    struct jx_error *err;
};

struct thread {
    struct pool *pool;
    size_t worker;
    pthread_t handle;
};

static void note_failure(struct pool *pool, const struct jx_error *err)
{
    if (!pool->failed && pool->err)
        *pool->err = *err;
    pool->failed = pool->ended = true;
}

/* Each of these is called with the lock held, does one step without it, and returns
 * whether there was something to do. */

static bool try_take(struct pool *pool)
{
    size_t slot = pool->tail % pool->slot_count;
    if (pool->taking || pool->failed || pool->states[slot] != DONE)
        return false;
    struct jx_error err = {0};
    pool->taking = true;
    pthread_mutex_unlock(&pool->lock);
    bool ok = pool->tasks->take(pool->tasks->ctx, pool->slots[slot], &err);
    pthread_mutex_lock(&pool->lock);
    pool->taking = false;
    pool->states[slot] = EMPTY;
    pool->tail++;
    if (!ok)
        note_failure(pool, &err);
    return true;
}

static bool try_fill(struct pool *pool)
{
    size_t slot = pool->head % pool->slot_count;
    if (pool->filling || pool->ended || pool->states[slot] != EMPTY)
        return false;
    struct jx_error err = {0};
    pool->filling = true;
    pthread_mutex_unlock(&pool->lock);
    bool ok = pool->tasks->fill(pool->tasks->ctx, pool->slots[slot], &err);
    pthread_mutex_lock(&pool->lock);
    pool->filling = false;
    if (ok) {
        pool->states[slot] = FILLED;
        pool->head++;
    } else if (err.text[0]) {
        note_failure(pool, &err);
    }
    pool->ended |= !ok;
    return true;
}

static bool try_work(struct pool *pool, size_t worker)
{
    if (pool->next == pool->head || pool->failed)
        return false;
    size_t slot = pool->next++ % pool->slot_count;
    pool->states[slot] = WORKING;
    pthread_mutex_unlock(&pool->lock);
    pool->tasks->work(pool->tasks->ctx, worker, pool->slots[slot]);
    pthread_mutex_lock(&pool->lock);
    pool->states[slot] = DONE;
    return true;
}

static bool finished(const struct pool *pool)
{
    return pool->failed || (pool->ended && !pool->filling && pool->tail == pool->head);
}

/* Taking first keeps output flowing and memory small; filling before working keeps the
 * other threads fed. */
static void run_thread(struct pool *pool, size_t worker)
{
    pthread_mutex_lock(&pool->lock);
    while (!finished(pool)) {
        if (try_take(pool) || try_fill(pool) || try_work(pool, worker))
            pthread_cond_broadcast(&pool->changed);
        else
            pthread_cond_wait(&pool->changed, &pool->lock);
    }
    pthread_cond_broadcast(&pool->changed);
    pthread_mutex_unlock(&pool->lock);
}

static void *thread_main(void *arg)
{
    struct thread *thread = arg;
    run_thread(thread->pool, thread->worker);
    return NULL;
}

size_t jx_pool_slots(size_t jobs)
{
    return jobs == 1 ? 1 : 2 * jobs + 2;
}

/* Threads that the system refuses are done without. */
static void run_threads(struct pool *pool, struct thread *threads, size_t jobs)
{
    size_t started = 1;
    for (; started < jobs; started++) {
        threads[started] = (struct thread){.pool = pool, .worker = started};
        if (pthread_create(&threads[started].handle, NULL, thread_main,
                           &threads[started]) != 0)
            break;
    }
    run_thread(pool, 0);
    for (size_t i = 1; i < started; i++)
        pthread_join(threads[i].handle, NULL);
}

bool jx_pool_run(const struct jx_pool_tasks *tasks, size_t jobs, void *const *slots,
                 struct jx_error *err)
{
    struct pool pool = {.tasks = tasks,
                        .slots = slots,
                        .slot_count = jx_pool_slots(jobs),
                        .lock = PTHREAD_MUTEX_INITIALIZER,
                        .changed = PTHREAD_COND_INITIALIZER,
                        .err = err};
    struct thread *threads = calloc(jobs, sizeof *threads);
    pool.states = calloc(pool.slot_count, sizeof *pool.states);
    if (!threads || !pool.states)
        pool.failed = !jx_fail_memory(err, NULL);
    else
        run_threads(&pool, threads, jobs);
    free(pool.states);
    free(threads);
    return !pool.failed;
}

/* ---- locks ---- */

struct jx_lock {
    pthread_mutex_t mutex;
};

struct jx_lock *jx_lock_new(void)
{
    struct jx_lock *lock = malloc(sizeof *lock);
    if (lock)
        pthread_mutex_init(&lock->mutex, NULL);
    return lock;
}

void jx_lock_free(struct jx_lock *lock)
{
    if (lock)
        pthread_mutex_destroy(&lock->mutex);
    free(lock);
}

void jx_lock_take(struct jx_lock *lock)
{
    pthread_mutex_lock(&lock->mutex);
}

void jx_lock_give(struct jx_lock *lock)
{
    pthread_mutex_unlock(&lock->mutex);
}
