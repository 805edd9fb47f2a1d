/* memo.c: texts, rows' places, and room for what is known of each, found again by hash. What
 * there is to know of them is seen.c's business. */
#include "memo.h"

#include "strbuf.h"

#include <stdlib.h>
#include <string.h>

/* A text no longer than this is remembered; so many are, before all are forgotten. */
enum { TEXT_MAX = 96, TEXTS_MAX = 4096, SLOTS = 2 * TEXTS_MAX };
enum { PLACES_MAX = 512, PLACE_SLOTS = 2 * PLACES_MAX }; /* likewise */

struct memo {
    struct jx_arena arena;
    size_t count, most, place_count;
    bool held;
    struct place *top; /* of the first row of the last record */
    struct known *last[MEMO_COLUMNS];
    struct known *slots[SLOTS];
    struct place *places[PLACE_SLOTS];
};

const uint8_t place_keys[PLACE_CELLS] = {[PLACE_LEVEL1] = JX_IND_LEVEL1,
                                         [PLACE_LEVEL2] = JX_IND_LEVEL2,
                                         [PLACE_NATURE] = JX_IND_NATURE,
                                         [PLACE_UNIT] = JX_IND_UNIT};

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
    if (memo->held || (memo->count < memo->most && memo->place_count < PLACES_MAX))
        return;
    jx_arena_reset(&memo->arena);
    memset(memo->last, 0, sizeof memo->last);
    memset(memo->slots, 0, sizeof memo->slots);
    memset(memo->places, 0, sizeof memo->places);
    memo->count = memo->place_count = 0;
    memo->top = NULL;
}

void memo_hold(struct memo *memo)
{
    memo->held = true;
}

enum { SPREAD = 32 }; /* the upper half of a product depends on all of its factors */
static const uint64_t factor[2] = {0x9e3779b97f4a7c15u, 0xc2b2ae3d27d4eb4fu};

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

static inline uint64_t hash_of(struct jx_str text, uint64_t *first, uint64_t *last)
{
    ends_of(text, first, last);
    uint64_t hash = *first * factor[0] ^ (*last + text.n) * factor[1];
    return text.n > 16 ? hash ^ hash_middle(text) : hash;
}

struct known **memo_last(struct memo *memo, unsigned column)
{
    return &memo->last[column];
}

struct known *memo_find(struct memo *memo, struct jx_str text,
                        const struct jx_form_spec *form)
{
    uint64_t first, last;
    if (text.n > TEXT_MAX || !text.n)
        return NULL;
    uint64_t hash = hash_of(text, &first, &last) + (uintptr_t)form * factor[0];
    size_t i = (hash >> SPREAD) % SLOTS;
    for (struct known *known; (known = memo->slots[i]); i = (i + 1) % SLOTS)
        if (known->first == first && known->last == last && known->text.n == text.n &&
            known->form == form &&
            (text.n <= 16 || same_middle(known->text.p, text.p, text.n)))
            return known;
    return add_at(memo, i, text, form);
}

/* ---- places ---- */

void place_start(struct place *place, const struct jx_indicator *row,
                 const struct jx_form_spec *form)
{
    *place = (struct place){.form = form};
    for (int k = 0; k < PLACE_CELLS; k++)
        place->text[k] = row->cell[place_keys[k]].text;
}

static inline bool is_of(const struct place *place, const struct jx_indicator *row,
                         const struct jx_form_spec *form)
{
    const struct jx_cell *cell = row->cell; /* as in place_keys, but without a loop */
    return same_text(cell[JX_IND_UNIT].text, place->text[PLACE_UNIT]) &&
           same_text(cell[JX_IND_NATURE].text, place->text[PLACE_NATURE]) &&
           same_text(cell[JX_IND_LEVEL2].text, place->text[PLACE_LEVEL2]) &&
           same_text(cell[JX_IND_LEVEL1].text, place->text[PLACE_LEVEL1]) &&
           place->form == form;
}

static struct place *add_place(struct memo *memo, const struct jx_indicator *row,
                               const struct jx_form_spec *form)
{
    if (memo->place_count >= PLACES_MAX || memo->place_count >= memo->most)
        return NULL;
    struct place *place = jx_arena_room(&memo->arena, sizeof *place);
    if (!place)
        return NULL;
    place_start(place, row, form);
    for (int k = 0; k < PLACE_CELLS; k++)
        if (!(place->text[k].p =
                  jx_arena_copy(&memo->arena, place->text[k].n ? place->text[k].p : "",
                                place->text[k].n)))
            return NULL;
    memo->place_count++;
    return place;
}

/* Any place: by hash. */
static __attribute__((noinline)) struct place *look_up(struct memo *memo,
                                                       const struct jx_indicator *row,
                                                       const struct jx_form_spec *form)
{
    uint64_t hash = (uintptr_t)form, first, last;
    for (int k = 0; k < PLACE_CELLS; k++) {
        struct jx_str text = row->cell[place_keys[k]].text;
        if (text.n > TEXT_MAX)
            return NULL;
        hash = hash * factor[1] + (text.n ? hash_of(text, &first, &last) >> SPREAD : 0);
    }
    size_t i = (hash >> SPREAD) % PLACE_SLOTS;
    for (struct place *place; (place = memo->places[i]); i = (i + 1) % PLACE_SLOTS)
        if (is_of(place, row, form))
            return place;
    return memo->places[i] = add_place(memo, row, form);
}

/* Rows mostly follow each other as they did in the record before. */
struct place *memo_place(struct memo *memo, const struct jx_indicator *row,
                         const struct jx_form_spec *form, struct place *above)
{
    struct place **next = above ? &above->next : &memo->top;
    if (!*next || !is_of(*next, row, form))
        *next = look_up(memo, row, form);
    return *next;
}
