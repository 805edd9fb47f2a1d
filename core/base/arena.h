/* arena.h: memory that is given out piece by piece and freed all at once.
 *
 * One arena belongs to one thread at a time. Every byte handed out lives until the
 * arena is reset or freed; nothing is freed singly. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct jx_arena_block;

struct jx_arena {
    struct jx_arena_block *head; /* the block being filled */
    char *next, *end;            /* room left in it, within the limit; both aligned */
    size_t before;               /* bytes handed out of blocks before it */
    size_t limit;                /* most bytes to hand out; 0: no limit */
};

/* An empty arena. `limit` bounds the bytes handed out between resets (0: none). */
struct jx_arena jx_arena_new(size_t limit);

enum { JX_ARENA_ALIGNMENT = 16 };

/* jx_arena_room where the block is full: for that alone. */
void *jx_arena_refill(struct jx_arena *arena, size_t size);

/* Room for `size` bytes aligned for any type, whatever is in them: for what is written in
 * full at once. NULL when memory or the limit is exhausted. size 0 gives a valid pointer. */
static inline void *jx_arena_room(struct jx_arena *arena, size_t size)
{
    void *room = arena->next;
    if (size >= (size_t)(arena->end - arena->next))
        return jx_arena_refill(arena, size);
    arena->next += (size + JX_ARENA_ALIGNMENT - 1) & ~(size_t)(JX_ARENA_ALIGNMENT - 1);
    return room;
}

/* The same, zeroed. */
void *jx_arena_alloc(struct jx_arena *arena, size_t size);

/* `count` zeroed elements of `size` bytes; NULL on overflow too. */
void *jx_arena_array(struct jx_arena *arena, size_t count, size_t size);

/* A copy of `len` bytes with a NUL behind it, or NULL. */
char *jx_arena_copy(struct jx_arena *arena, const char *text, size_t len);

/* A formatted string (printf rules), or NULL. */
char *jx_arena_format(struct jx_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Grows an array kept in an arena: makes room for one more element behind `count`.
 * `*capacity` is updated; the old array stays behind as waste (amortised by doubling).
 * Returns the array (moved perhaps), or NULL with the old one untouched. */
void *jx_arena_grow(struct jx_arena *arena, void *array, size_t count, size_t *capacity,
                    size_t size);

/* Forgets everything handed out, keeping one block for the next round. */
void jx_arena_reset(struct jx_arena *arena);

/* Gives all memory back. The arena may be used again as if new. */
void jx_arena_free(struct jx_arena *arena);
