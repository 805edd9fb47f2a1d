/* listing_write.c: the sorted findings of a run to its writer, some at a time. Sorting
 * and counting are listing.c's business. */
#include "listing.h"

#include "flat.h"
#include "lang.h"

#include <stdlib.h>
#include <string.h>

/* Findings read back, with the bytes they point into. */
struct batch {
    struct jx_arena arena;
    struct jx_listed *list;
    size_t count, capacity;
};

static bool batch_add(struct batch *batch, const void *entry, size_t len)
{
    struct jx_flat *flat = jx_arena_alloc(&batch->arena, sizeof *flat);
    char *copy = jx_arena_copy(&batch->arena, entry, len);
    if (!flat || !copy)
        return false;
    if (batch->count == batch->capacity) {
        size_t more = batch->capacity ? 2 * batch->capacity : 256;
        struct jx_listed *grown = realloc(batch->list, more * sizeof *grown);
        if (!grown)
            return false;
        batch->list = grown;
        batch->capacity = more;
    }
    jx_flat_get(copy, flat);
    batch->list[batch->count++] = flat->listed;
    return true;
}

/* Neighbours of one form stay together, so that a writer may fold them into one. */
static bool may_end(const struct batch *batch, const void *entry)
{
    enum { ENOUGH = 200 };
    struct jx_flat next;
    if (batch->count < ENOUGH)
        return false;
    jx_flat_get(entry, &next);
    const struct jx_listed *last = &batch->list[batch->count - 1];
    return !jx_str_eq(last->code, next.listed.code) ||
           !jx_str_eq(last->name, next.listed.name);
}

static bool give(struct jx_listing *listing, const struct jx_writer *writer, void *self,
                 struct batch *batch)
{
    bool ok = writer->findings(self, &jx_listing_tally(listing)->summary, batch->list,
                               batch->count);
    batch->count = 0;
    jx_arena_reset(&batch->arena);
    return ok;
}

static bool write_all(struct jx_listing *listing, const struct jx_writer *writer,
                      void *self, struct batch *batch, struct jx_error *err)
{
    const void *entry;
    size_t len;
    if (!jx_listing_sort(listing, err))
        return false;
    while (jx_listing_next(listing, &entry, &len, err)) {
        if (may_end(batch, entry) && !give(listing, writer, self, batch))
            return false;
        if (!batch_add(batch, entry, len))
            return jx_fail_memory(err, NULL);
    }
    return !err->text[0] && give(listing, writer, self, batch);
}

bool jx_listing_write(struct jx_listing *listing, const struct jx_writer *writer,
                      void *self, struct jx_error *err)
{
    struct batch batch = {.arena = jx_arena_new(0)};
    bool ok = write_all(listing, writer, self, &batch, err);
    free(batch.list);
    jx_arena_free(&batch.arena);
    return ok;
}
