/* arena.c: the bump allocator behind records, ledgers and packs.
 *
 * Blocks double up to 1 MiB. Nothing here knows what is stored. */
#include "arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 8 * 1024, LAST_BLOCK = 256 * 1024 };

struct jx_arena_block {
    struct jx_arena_block *next;
    size_t size;
    _Alignas(JX_ARENA_ALIGNMENT) char bytes[];
};

struct jx_arena jx_arena_new(size_t limit)
{
    return (struct jx_arena){.limit = limit};
}

static size_t aligned(size_t size)
{
    return (size + JX_ARENA_ALIGNMENT - 1) & ~(size_t)(JX_ARENA_ALIGNMENT - 1);
}

/* The block ends where the limit is reached, so that nobody else need ask for it. */
static void fill(struct jx_arena *arena, struct jx_arena_block *block)
{
    size_t size = block ? block->size : 0;
    size_t left = (arena->limit - arena->before) & ~(size_t)(JX_ARENA_ALIGNMENT - 1);
    if (arena->limit && left < size)
        size = left;
    arena->head = block;
    arena->next = block ? block->bytes : NULL;
    arena->end = block ? block->bytes + size : NULL;
}

static bool add_block(struct jx_arena *arena, size_t need)
{
    size_t size = arena->head ? arena->head->size * 2 : FIRST_BLOCK;
    if (size > LAST_BLOCK)
        size = LAST_BLOCK;
    if (size <= need)
        size = need + JX_ARENA_ALIGNMENT; /* so that even nothing has a place in it */
    struct jx_arena_block *block = malloc(sizeof *block + size);
    if (!block)
        return false;
    *block = (struct jx_arena_block){.next = arena->head, .size = size};
    fill(arena, block);
    return true;
}

void *jx_arena_refill(struct jx_arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        return NULL;
    size_t need = aligned(size);
    bool fits = arena->head && need <= (size_t)(arena->end - arena->next);
    size_t used =
        arena->before + (arena->head ? (size_t)(arena->next - arena->head->bytes) : 0);
    if (!fits && arena->limit && (used > arena->limit || need > arena->limit - used))
        return NULL;
    if (!fits) {
        size_t before = arena->before;
        arena->before = used;
        if (!add_block(arena, need)) {
            arena->before = before;
            return NULL;
        }
    }
    void *room = arena->next;
    arena->next += need;
    return room;
}

void *jx_arena_alloc(struct jx_arena *arena, size_t size)
{
    void *room = jx_arena_room(arena, size);
    return room ? memset(room, 0, size) : NULL;
}

void *jx_arena_array(struct jx_arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / 2 / size)
        return NULL;
    return jx_arena_alloc(arena, count * size);
}

char *jx_arena_copy(struct jx_arena *arena, const char *text, size_t len)
{
    char *copy = len < SIZE_MAX / 2 ? jx_arena_room(arena, len + 1) : NULL;
    if (!copy)
        return NULL;
    if (len)
        memcpy(copy, text, len);
    copy[len] = '\0';
    return copy;
}

char *jx_arena_format(struct jx_arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = len >= 0 ? jx_arena_alloc(arena, (size_t)len + 1) : NULL;
    if (!text)
        return NULL;
    va_start(args, format);
    vsnprintf(text, (size_t)len + 1, format, args);
    va_end(args);
    return text;
}

void *jx_arena_grow(struct jx_arena *arena, void *array, size_t count, size_t *capacity,
                    size_t size)
{
    if (count < *capacity)
        return array;
    size_t more = *capacity ? *capacity * 2 : 8;
    void *grown = jx_arena_array(arena, more, size);
    if (!grown)
        return NULL;
    if (count)
        memcpy(grown, array, count * size);
    *capacity = more;
    return grown;
}

void jx_arena_reset(struct jx_arena *arena)
{
    struct jx_arena_block *keep = arena->head;
    if (keep) {
        struct jx_arena_block *rest = keep->next;
        while (rest) {
            struct jx_arena_block *next = rest->next;
            free(rest);
            rest = next;
        }
        keep->next = NULL;
    }
    arena->before = 0;
    fill(arena, keep);
}

void jx_arena_free(struct jx_arena *arena)
{
    jx_arena_reset(arena);
    free(arena->head);
    fill(arena, NULL);
}
