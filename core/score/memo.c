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
    size_t count, most;
    struct known *slots[SLOTS];
};

struct memo *memo_open(size_t texts)
{
    struct memo *memo = calloc(1, sizeof *memo);
    if (!memo)
        return NULL;
    memo->arena = jx_arena_new(0);
    memo->most = texts && texts < TEXTS_MAX ? texts : TEXTS_MAX;
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
    if (memo->count < memo->most)
        return;
    jx_arena_reset(&memo->arena);
    memset(memo->slots, 0, sizeof memo->slots);
    memo->count = 0;
}

enum { SPREAD = 32 }; /* the upper half of a product depends on all of its factors */
static const uint64_t factor[2] = {0x9e3779b97f4a7c15u, 0xc2b2ae3d27d4eb4fu};

static uint64_t word_at(const char *p, size_t n)
{
    uint64_t word = 0;
    memcpy(&word, p, n);
    return word;
}

/* The first and the last eight bytes, some of them twice, tell texts of up to sixteen
 * apart; n > 0. */
static void ends_of(struct jx_str text, uint64_t *first, uint64_t *last)
{
    const char *p = text.p;
    size_t n = text.n;
    if (n >= 8) {
        *first = word_at(p, 8);
        *last = word_at(p + n - 8, 8);
    } else if (n >= 4) {
        *first = word_at(p, 4);
        *last = word_at(p + n - 4, 4);
    } else {
        *first = (unsigned char)p[0] | (uint64_t)(unsigned char)p[n / 2] << 8;
        *last = (unsigned char)p[n - 1];
    }
}

/* What stands between the ends; n > 16. */
static uint64_t hash_middle(struct jx_str text)
{
    uint64_t hash = 0;
    for (size_t i = 8; i + 8 < text.n; i += 8)
        hash = (hash + word_at(text.p + i, 8)) * factor[1];
    return hash;
}

/* n > 16, as of texts with the same ends. */
static bool same_middle(struct jx_str a, struct jx_str b)
{
    for (size_t i = 8; i + 8 < a.n; i += 8)
        if (word_at(a.p + i, 8) != word_at(b.p + i, 8))
            return false;
    return true;
}

static struct known *add(struct memo *memo, const struct known *as)
{
    struct known *known = jx_arena_room(&memo->arena, sizeof *known);
    const char *p = known ? jx_arena_copy(&memo->arena, as->text.p, as->text.n) : NULL;
    if (!p)
        return NULL;
    *known = *as;
    known->text.p = p;
    known->arena = &memo->arena;
    memo->count++;
    return known;
}

/* Apart from memo_find, which is called for every cell and seldom has to add. */
static __attribute__((noinline)) struct known *
add_at(struct memo *memo, size_t i, struct jx_str text, const struct jx_form_spec *form)
{
    struct known known = {.text = text, .form = form};
    if (memo->count >= memo->most)
        return NULL;
    ends_of(text, &known.first, &known.last);
    return memo->slots[i] = add(memo, &known);
}

struct known *memo_find(struct memo *memo, struct jx_str text,
                        const struct jx_form_spec *form)
{
    uint64_t first, last;
    if (text.n > TEXT_MAX || !text.n)
        return NULL;
    ends_of(text, &first, &last);
    uint64_t hash = (first + (uintptr_t)form) * factor[0] ^ (last + text.n) * factor[1];
    if (text.n > 16)
        hash ^= hash_middle(text);
    size_t i = (hash >> SPREAD) % SLOTS;
    for (struct known *known; (known = memo->slots[i]); i = (i + 1) % SLOTS)
        if (known->first == first && known->last == last && known->text.n == text.n &&
            known->form == form && (text.n <= 16 || same_middle(known->text, text)))
            return known;
    return add_at(memo, i, text, form);
}
