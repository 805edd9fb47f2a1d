/* sorter.c: sorting with a temporary file. Entries are bytes to this file; only the
 * caller's function knows how they compare. */
#include "sorter.h"

#include "lang.h"
#include "os_stream.h"

#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 16, READ_BYTES = 16 * 1024 };

/* In memory and in the file alike: the head, the entry, padding. */
struct entry {
    uint64_t number; /* order of adding */
    uint64_t len;
    _Alignas(ALIGNMENT) char bytes[];
};

/* A sorted part of the file, and what of it is in memory. */
struct run {
    uint64_t at, end; /* what is still in the file */
    char *buffer;
    size_t from, have, capacity;
};

struct jx_sorter {
    jx_sorter_order *order;
    char *bytes;
    size_t used, limit, capacity;
    struct entry **index;
    size_t count, index_capacity;
    size_t given; /* when nothing was spilt: next of index */
    uint64_t added, spilt;
    int file;
    struct run *runs;
    size_t run_count, run_capacity;
    size_t *heap; /* runs that have an entry, the least on top */
    size_t heap_count;
    bool started; /* the top of the heap has been given out */
};

static size_t entry_size(size_t len)
{
    return sizeof(struct entry) + (len + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

struct jx_sorter *jx_sorter_open(jx_sorter_order *order, size_t bytes)
{
    struct jx_sorter *sorter = calloc(1, sizeof *sorter);
    if (sorter) {
        sorter->order = order;
        sorter->limit = bytes;
        sorter->file = -1;
    }
    return sorter;
}

void jx_sorter_close(struct jx_sorter *sorter)
{
    if (!sorter)
        return;
    for (size_t i = 0; i < sorter->run_count; i++)
        free(sorter->runs[i].buffer);
    jx_os_scratch_close(sorter->file);
    free(sorter->runs);
    free(sorter->heap);
    free(sorter->index);
    free(sorter->bytes);
    free(sorter);
}

/* Makes room for one more element of `size`; the array may move. */
static bool grow(void *array, size_t count, size_t *capacity, size_t size)
{
    void **place = array;
    if (count < *capacity)
        return true;
    size_t more = *capacity ? *capacity * 2 : 64;
    void *moved = realloc(*place, more * size);
    if (!moved)
        return false;
    *place = moved;
    *capacity = more;
    return true;
}

static int compare(const struct jx_sorter *sorter, const struct entry *a,
                   const struct entry *b)
{
    int by_order = sorter->order(a->bytes, b->bytes);
    return by_order ? by_order : (a->number > b->number) - (a->number < b->number);
}

static int by_entry(const void *a, const void *b, void *sorter)
{
    return compare(sorter, *(struct entry *const *)a, *(struct entry *const *)b);
}

static bool sort_held(struct jx_sorter *sorter, struct jx_error *err)
{
    size_t at = 0;
    sorter->count = 0;
    while (at < sorter->used) {
        struct entry *entry = (struct entry *)(void *)(sorter->bytes + at);
        if (!grow(&sorter->index, sorter->count, &sorter->index_capacity,
                  sizeof *sorter->index))
            return jx_fail_memory(err, NULL);
        sorter->index[sorter->count++] = entry;
        at += entry_size(entry->len);
    }
    if (sorter->count)
        qsort_r(sorter->index, sorter->count, sizeof *sorter->index, by_entry, sorter);
    return true;
}

static bool spill(struct jx_sorter *sorter, struct jx_error *err)
{
    if (!sort_held(sorter, err))
        return false;
    if (sorter->file < 0)
        sorter->file = jx_os_scratch_open(err);
    if (sorter->file < 0)
        return false;
    if (!grow(&sorter->runs, sorter->run_count, &sorter->run_capacity,
              sizeof *sorter->runs))
        return jx_fail_memory(err, NULL);
    char *out = malloc(sorter->used);
    if (!out)
        return jx_fail_memory(err, NULL);
    size_t used = 0;
    for (size_t i = 0; i < sorter->count; i++) {
        size_t size = entry_size(sorter->index[i]->len);
        memcpy(out + used, sorter->index[i], size);
        used += size;
    }
    bool ok = jx_os_scratch_write(sorter->file, out, used, err);
    free(out);
    sorter->runs[sorter->run_count++] =
        (struct run){.at = sorter->spilt, .end = sorter->spilt + used};
    sorter->spilt += used;
    sorter->used = 0;
    return ok;
}

bool jx_sorter_add(struct jx_sorter *sorter, const void *bytes, size_t len,
                   struct jx_error *err)
{
    size_t size = entry_size(len);
    if (sorter->used && sorter->used + size > sorter->limit && !spill(sorter, err))
        return false;
    if (sorter->used + size > sorter->capacity) {
        size_t more = sorter->used + size > 2 * sorter->capacity ? sorter->used + size
                                                                 : 2 * sorter->capacity;
        char *moved = realloc(sorter->bytes, more);
        if (!moved)
            return jx_fail_memory(err, NULL);
        sorter->bytes = moved;
        sorter->capacity = more;
    }
    struct entry *entry = (struct entry *)(void *)(sorter->bytes + sorter->used);
    memset(entry, 0, size); /* padding goes to the file, too */
    entry->number = sorter->added++;
    entry->len = len;
    memcpy(entry->bytes, bytes, len);
    sorter->used += size;
    return true;
}

/* ---- merging ---- */

static const struct entry *head_of(const struct run *run)
{
    return (const struct entry *)(const void *)(run->buffer + run->from);
}

/* Brings at least `need` bytes of the run into memory, if it has them. */
static bool fetch(struct jx_sorter *sorter, struct run *run, size_t need,
                  struct jx_error *err)
{
    if (run->have - run->from >= need)
        return true;
    if (run->from)
        memmove(run->buffer, run->buffer + run->from, run->have - run->from);
    run->have -= run->from;
    run->from = 0;
    size_t want = need > READ_BYTES ? need : READ_BYTES;
    if (want > run->capacity) {
        char *moved = realloc(run->buffer, want);
        if (!moved)
            return jx_fail_memory(err, NULL);
        run->buffer = moved;
        run->capacity = want;
    }
    uint64_t left = run->end - run->at;
    size_t more = want - run->have < left ? want - run->have : (size_t)left;
    if (!jx_os_scratch_read(sorter->file, run->at, run->buffer + run->have, more, err))
        return false;
    run->at += more;
    run->have += more;
    return true;
}

/* The run's next entry into memory; *any false at its end. */
static bool advance(struct jx_sorter *sorter, struct run *run, bool *any,
                    struct jx_error *err)
{
    *any = run->from < run->have || run->at < run->end;
    return !*any || (fetch(sorter, run, sizeof(struct entry), err) &&
                     fetch(sorter, run, entry_size(head_of(run)->len), err));
}

static bool before(const struct jx_sorter *sorter, size_t a, size_t b)
{
    return compare(sorter, head_of(&sorter->runs[a]), head_of(&sorter->runs[b])) < 0;
}

static void sink(struct jx_sorter *sorter, size_t i)
{
    size_t *heap = sorter->heap;
    for (;;) {
        size_t least = i;
        for (size_t child = 2 * i + 1; child < 2 * i + 3 && child < sorter->heap_count;
             child++)
            if (before(sorter, heap[child], heap[least]))
                least = child;
        if (least == i)
            return;
        size_t kept = heap[i];
        heap[i] = heap[least];
        heap[least] = kept;
        i = least;
    }
}

bool jx_sorter_sort(struct jx_sorter *sorter, struct jx_error *err)
{
    if (!sorter->run_count)
        return sort_held(sorter, err);
    if (sorter->used && !spill(sorter, err))
        return false;
    free(sorter->bytes);
    sorter->bytes = NULL;
    sorter->capacity = 0;
    sorter->heap = calloc(sorter->run_count, sizeof *sorter->heap);
    if (!sorter->heap)
        return jx_fail_memory(err, NULL);
    for (size_t i = 0; i < sorter->run_count; i++) {
        bool any;
        if (!advance(sorter, &sorter->runs[i], &any, err))
            return false;
        sorter->heap[sorter->heap_count++] = i;
    }
    for (size_t i = sorter->heap_count; i-- > 0;)
        sink(sorter, i);
    return true;
}

/* Moves the run whose entry was given out to its next one. */
static bool step(struct jx_sorter *sorter, struct jx_error *err)
{
    struct run *run = &sorter->runs[sorter->heap[0]];
    bool any;
    run->from += entry_size(head_of(run)->len);
    if (!advance(sorter, run, &any, err))
        return false;
    if (!any)
        sorter->heap[0] = sorter->heap[--sorter->heap_count];
    sink(sorter, 0);
    return true;
}

bool jx_sorter_next(struct jx_sorter *sorter, const void **bytes, size_t *len,
                    struct jx_error *err)
{
    const struct entry *entry;
    if (!sorter->run_count) {
        if (sorter->given == sorter->count)
            return false;
        entry = sorter->index[sorter->given++];
    } else {
        if (sorter->started && sorter->heap_count && !step(sorter, err))
            return false;
        sorter->started = true;
        if (!sorter->heap_count)
            return false;
        entry = head_of(&sorter->runs[sorter->heap[0]]);
    }
    *bytes = entry->bytes;
    *len = (size_t)entry->len;
    return true;
}
