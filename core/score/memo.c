/* memo.c: texts, and a place for what is known of each, found again by hash. What there is
 * to know of a text is seen.c's business. */
#include "memo.h"

#include "strbuf.h"

#include <stdlib.h>
#include <string.h>

/* A text no longer than this is remembered; so many are, before all are forgotten. */
enum { TEXT_MAX = 96, TEXTS_MAX = 4096, SLOTS = 2 * TEXTS_MAX };

struct memo {
    struct jx_arena arena;
    size_t count;
    struct known *slots[SLOTS];
};

struct memo *memo_open(void)
{
    struct memo *memo = calloc(1, sizeof *memo);
    if (memo)
        memo->arena = jx_arena_new(0);
    return memo;
}

void memo_close(struct memo *memo)
{
    if (memo)
        jx_arena_free(&memo->arena);
    free(memo);
}

void memo_trim(struct memo *memo)
{
    if (memo->count < TEXTS_MAX)
        return;
    jx_arena_reset(&memo->arena);
    memset(memo->slots, 0, sizeof memo->slots);
    memo->count = 0;
}

static uint64_t mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 32;
}

static uint64_t hash_of(struct jx_str text, const void *form)
{
    uint64_t hash = mix((uintptr_t)form, text.n), word = 0;
    size_t i = 0;
    for (; i + sizeof word <= text.n; i += sizeof word) {
        memcpy(&word, text.p + i, sizeof word);
        hash = mix(hash, word);
    }
    if (i == text.n)
        return hash;
    if (text.n > sizeof word) { /* the rest: the last eight bytes, some of them again */
        memcpy(&word, text.p + text.n - sizeof word, sizeof word);
        return mix(hash, word);
    }
    for (word = 0; i < text.n; i++)
        word = word << 8 | (unsigned char)text.p[i];
    return mix(hash, word);
}

static struct known *add(struct memo *memo, const struct known *as)
{
    struct known *known = jx_arena_alloc(&memo->arena, sizeof *known);
    const char *p = known ? jx_arena_copy(&memo->arena, as->text.p, as->text.n) : NULL;
    if (!p)
        return NULL;
    *known = *as;
    known->text.p = p;
    known->filled = jx_str_trim(known->text).n > 0;
    known->arena = &memo->arena;
    memo->count++;
    return known;
}

struct known *memo_find(struct memo *memo, struct jx_str text,
                        const struct jx_form_spec *form)
{
    if (text.n > TEXT_MAX)
        return NULL;
    uint32_t hash = (uint32_t)hash_of(text, form);
    size_t i = hash % SLOTS;
    for (; memo->slots[i]; i = (i + 1) % SLOTS) {
        struct known *known = memo->slots[i];
        if (known->hash == hash && known->form == form && jx_str_eq(known->text, text))
            return known;
    }
    if (memo->count < TEXTS_MAX)
        memo->slots[i] =
            add(memo, &(struct known){.text = text, .form = form, .hash = hash});
    return memo->slots[i];
}
