/* each.c: lists cut into pieces for the pool. What is done to an element is the caller's. */
#include "each.h"

#include "lang.h"
#include "pool.h"

#include <stdlib.h>

enum { PIECE = 32 };

struct piece {
    size_t from, to;
    struct jx_error err;
    bool failed;
};
struct each {
    size_t count, next;
    jx_each_work *work;
    void *ctx;
};

static bool fill(void *ctx, void *slot, struct jx_error *err)
{
    struct each *each = ctx;
    struct piece *piece = slot;
    size_t left = each->count - each->next;
    (void)err;
    *piece = (struct piece){.from = each->next};
    each->next += left < PIECE ? left : PIECE;
    piece->to = each->next;
    return piece->to > piece->from;
}

static void work(void *ctx, size_t worker, void *slot)
{
    const struct each *each = ctx;
    struct piece *piece = slot;
    for (size_t i = piece->from; i < piece->to && !piece->failed; i++)
        piece->failed = !each->work(each->ctx, worker, i, &piece->err);
}

static bool take(void *ctx, void *slot, struct jx_error *err)
{
    const struct piece *piece = slot;
    (void)ctx;
    if (piece->failed)
        *err = piece->err;
    return !piece->failed;
}

bool jx_each(size_t count, size_t jobs, jx_each_work *do_one, void *ctx,
             struct jx_error *err)
{
    struct each each = {.count = count, .work = do_one, .ctx = ctx};
    struct jx_pool_tasks tasks = {&each, fill, work, take};
    size_t slots = jx_pool_slots(jobs);
    struct piece *pieces = calloc(slots, sizeof *pieces);
    void **list = calloc(slots, sizeof *list);
    for (size_t i = 0; pieces && list && i < slots; i++)
        list[i] = &pieces[i];
    bool ok =
        pieces && list ? jx_pool_run(&tasks, jobs, list, err) : jx_fail_memory(err, NULL);
    free(list);
    free(pieces);
    return ok;
}
