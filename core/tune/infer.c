/* infer.c: rules and ways of rounding in turn, until neither changes the other; and bands as
 * the scores suggest them. The searches are infer_rules.c's and its neighbours'. */
#include "infer.h"

#include "inferring.h"
#include "strbuf.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 3, COMMON = 6 }; /* COMMON: of jx_claim_roundings */

static size_t nature_of(const struct jx_claim *claim)
{
    for (size_t i = 0; i < JX_INFER_NATURES; i++)
        if (strcmp(jx_infer_natures[i], claim->nature) == 0)
            return i;
    return JX_INFER_NATURES - 1;
}

/* Numbers for nature and group; the budget has neither. */
static bool number_cells(struct inferring *f)
{
    struct jx_names names = {0};
    bool ok = true;
    for (size_t i = 0; ok && i < f->claims->count; i++) {
        const struct jx_claim *claim = &f->claims->list[i];
        size_t group =
            claim->part == JX_INFER_BUDGET ? 0 : jx_names_number(&names, claim->level1);
        ok = group != SIZE_MAX;
        f->cell[i] = claim->part == JX_INFER_BUDGET
                         ? SIZE_MAX
                         : group * JX_INFER_NATURES + nature_of(claim);
    }
    f->level1_count = names.count;
    f->cell_count = names.count * JX_INFER_NATURES;
    f->level1s = jx_arena_array(&f->out->arena, names.count, sizeof *f->level1s);
    for (size_t i = 0; f->level1s && i < names.count; i++)
        f->level1s[i] = names.list[i];
    jx_names_free(&names);
    return ok && f->level1s;
}

/* Rules and ways of rounding in turn, beginning with the roundings of a mask; *bits: the
 * whole description. */
static bool alternate(struct inferring *f, unsigned mask, int rounds, double *bits)
{
    bool ok = true;
    for (size_t i = 0; i < f->claims->count; i++)
        f->allowed[i] = (uint16_t)mask;
    for (int round = 0; ok && round < rounds; round++)
        ok = find_rules(f, false) && find_roundings(f);
    *bits = f->rule_bits + f->rounding_bits;
    for (size_t i = 0; ok && i < f->claims->count; i++) {
        size_t shape = jx_inferred_shape(f->out, i);
        *bits += shape == SIZE_MAX ? f->claims->list[i].bits : claim_price(f, i, shape);
    }
    return ok;
}

/* A rule may be bent to fit a wrong rounding: so the search begins with any rounding and
 * with each of the common ones, and the shortest description of all wins. */
static bool search(struct inferring *f)
{
    double best = INFINITY, bits;
    unsigned start = ALL_ROUNDINGS;
    bool ok = number_cells(f);
    for (int r = -1; ok && r < COMMON; r++) {
        unsigned mask = r < 0 ? ALL_ROUNDINGS : 1u << r;
        ok = alternate(f, mask, ROUNDS - 1, &bits);
        if (bits < best - 1e-9) {
            best = bits;
            start = mask;
        }
    }
    /* the rule of the office is told by those who go by it: found again without the others */
    for (int round = 0; ok && round < 2; round++)
        ok = alternate(f, start, ROUNDS, &bits) && find_deviations(f);
    return ok && find_rules(f, true) && find_exceptions(f);
}

bool jx_infer(struct jx_inferred *inferred, const struct jx_claims *claims,
              const struct jx_shapes *shapes)
{
    struct inferring f = {.out = inferred, .claims = claims, .shapes = shapes};
    *inferred = (struct jx_inferred){.claims = claims, .shapes = shapes};
    struct jx_arena *arena = &inferred->arena;
    f.allowed = jx_arena_array(arena, claims->count, sizeof *f.allowed);
    f.cell = jx_arena_array(arena, claims->count, sizeof *f.cell);
    inferred->rounding = jx_arena_array(arena, claims->count, sizeof *inferred->rounding);
    inferred->rule = jx_arena_array(arena, claims->count, sizeof *inferred->rule);
    inferred->own = jx_arena_array(arena, claims->count, sizeof *inferred->own);
    for (size_t i = 0; inferred->own && i < claims->count; i++)
        inferred->own[i] = SIZE_MAX;
    return f.allowed && f.cell && inferred->rounding && inferred->rule && inferred->own &&
           search(&f);
}

void jx_inferred_free(struct jx_inferred *inferred)
{
    jx_arena_free(&inferred->arena);
    *inferred = (struct jx_inferred){0};
}

size_t jx_inferred_shape(const struct jx_inferred *inferred, size_t claim)
{
    size_t own = inferred->own[claim], rule = inferred->rule[claim];
    return own != SIZE_MAX    ? inferred->deviations[own].shape
           : rule != SIZE_MAX ? inferred->rules[rule].shape
                              : SIZE_MAX;
}

bool jx_inferred_explains(const struct jx_inferred *inferred, size_t claim)
{
    size_t shape = jx_inferred_shape(inferred, claim);
    int rounding = inferred->classes[inferred->rounding[claim]].rounding;
    return shape != SIZE_MAX &&
           inferred->claims->list[claim].fits[shape] & 1u << rounding;
}

/* ---- bands ---- */

enum { BANDS = 5, BAND_ROWS = 3 };

struct point { /* a claim: how far the target was reached, and the share it was given */
    struct jx_dec rate, share;
};

static int by_share(const void *a, const void *b)
{
    const struct point *x = a, *y = b;
    int order = jx_dec_cmp(y->share, x->share);
    return order ? order : jx_dec_cmp(x->rate, y->rate);
}

/* Points that a bound sorts rightly: those of the band on or above it, those of lesser
 * shares below. */
static size_t sorted_by(const struct point *list, size_t count, size_t start, size_t end,
                        struct jx_dec bound)
{
    size_t right = 0;
    for (size_t i = start; i < count; i++)
        right += (jx_dec_cmp(list[i].rate, bound) >= 0) == (i < end);
    return right;
}

/* The bound in steps of 5 %, below `above`, that sorts best; of equals one in steps of 10 %,
 * then the highest. */
static struct jx_dec bound_of(const struct point *list, size_t count, size_t start,
                              size_t end, struct jx_dec above)
{
    struct jx_dec best = jx_dec_int(0);
    size_t most = 0;
    for (int i = 20; i > 0; i--) {
        struct jx_dec bound = {i * 5, -2};
        size_t right = 2 * sorted_by(list, count, start, end, bound) + (i % 2 == 0);
        if (jx_dec_cmp(bound, above) < 0 && right > most) {
            most = right;
            best = bound;
        }
    }
    return best;
}

/* Points by share, highest first, as bands. Shares of few rows are left out: they are
 * exceptions. */
static size_t read_bands(const struct point *list, size_t count,
                         struct jx_dec (*bands)[2])
{
    size_t found = 0;
    for (size_t i = 0, end; i < count && found < BANDS; i = end) {
        for (end = i; end < count && jx_dec_cmp(list[end].share, list[i].share) == 0;)
            end++;
        if (end - i < BAND_ROWS || jx_dec_is_zero(list[i].share))
            continue;
        bands[found][0] =
            bound_of(list, count, i, end, found ? bands[found - 1][0] : jx_dec_int(2));
        bands[found++][1] = list[i].share;
    }
    return found;
}

bool jx_infer_bands(const struct jx_claims *claims, enum jx_infer_part part,
                    struct jx_arena *arena, struct jx_shapes *shapes)
{
    struct point *list = calloc(claims->count + 1, sizeof *list);
    struct jx_dec bands[BANDS][2];
    size_t count = 0;
    for (size_t i = 0; list && i < claims->count; i++) {
        const struct jx_claim *claim = &claims->list[i];
        if (claim->part == part && claim->rate.digits >= 0)
            list[count++] = (struct point){
                claim->rate, jx_dec_div(claim->claimed, claim->weight, NULL)};
    }
    if (list)
        qsort(list, count, sizeof *list, by_share);
    size_t found = list ? read_bands(list, count, bands) : 0;
    bool ok = list != NULL;
    free(list);
    return ok &&
           (found < 2 || jx_shapes_bands(arena, part, (const struct jx_dec(*)[2])bands,
                                         found, shapes));
}
