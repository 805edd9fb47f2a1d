/* infer_except.c: what the rules do not give: units with a rule of their own, and single
 * scores, with what would explain them. */
#include "inferring.h"

#include <math.h>
#include <stdlib.h>

/* ---- units ---- */

/* Claims of one unit and part: `count` indexes. */
struct own_claims {
    const size_t *list;
    size_t count, unit;
    enum jx_infer_part part;
};

static double price_all(const struct inferring *f, const struct own_claims *own,
                        size_t shape)
{
    double bits = 0;
    for (size_t k = 0; k < own->count; k++)
        bits += claim_price(f, own->list[k], shape);
    return bits;
}

static double price_now(const struct inferring *f, const struct own_claims *own)
{
    double bits = 0;
    for (size_t k = 0; k < own->count; k++) {
        size_t i = own->list[k], rule = f->out->rule[i];
        bits += rule == SIZE_MAX ? f->claims->list[i].bits
                                 : claim_price(f, i, f->out->rules[rule].shape);
    }
    return bits;
}

/* The rule that serves a unit's rows better than the office's, by far. */
static void try_unit(struct inferring *f, const struct own_claims *own)
{
    struct jx_deviation found = {
        .unit = own->unit, .part = own->part, .shape = SIZE_MAX, .rows = own->count};
    double price = log2((double)f->claims->units.count);
    double now = price_now(f, own), best = now - JX_INFER_CLAIM;
    for (size_t s = 0; s < f->shapes->count; s++) {
        double bits = f->shapes->list[s].bits + price;
        if (f->shapes->list[s].part != own->part || bits > best)
            continue;
        bits += price_all(f, own, s);
        if (bits <= best) {
            best = bits;
            found.shape = s;
        }
    }
    if (found.shape == SIZE_MAX)
        return;
    for (size_t k = 0; k < own->count; k++) {
        size_t i = own->list[k], rule = f->out->rule[i];
        const uint16_t *fits = f->claims->list[i].fits;
        found.explained += (fits[found.shape] & f->allowed[i]) != 0;
        found.by_office +=
            rule != SIZE_MAX && (fits[f->out->rules[rule].shape] & f->allowed[i]) != 0;
        f->out->own[i] = f->out->deviation_count;
    }
    f->out->deviations[f->out->deviation_count++] = found;
}

/* Claims by unit, then part; *starts: where each begins, and behind the last one the end. */
static size_t *sort_claims(const struct inferring *f, size_t *starts)
{
    size_t groups = f->claims->units.count * JX_INFER_PARTS;
    size_t *order = calloc(f->claims->count + 1, sizeof *order);
    for (size_t i = 0; order && i < f->claims->count; i++)
        starts[f->claims->list[i].unit * JX_INFER_PARTS + f->claims->list[i].part + 1]++;
    for (size_t g = 0; g < groups; g++)
        starts[g + 1] += starts[g];
    for (size_t i = f->claims->count; order && i-- > 0;) {
        const struct jx_claim *claim = &f->claims->list[i];
        order[--starts[claim->unit * JX_INFER_PARTS + claim->part + 1]] = i;
    }
    return order;
}

bool find_deviations(struct inferring *f)
{
    struct jx_inferred *out = f->out;
    size_t groups = f->claims->units.count * JX_INFER_PARTS;
    size_t *starts = calloc(groups + 2, sizeof *starts);
    size_t *order = starts ? sort_claims(f, starts) : NULL;
    out->deviation_count = 0;
    for (size_t i = 0; i < f->claims->count; i++)
        out->own[i] = SIZE_MAX;
    if (!out->deviations)
        out->deviations =
            jx_arena_array(&out->arena, groups + 1, sizeof *out->deviations);
    bool ok = order && out->deviations;
    for (size_t g = 0; ok && groups > JX_INFER_PARTS && g < groups; g++) {
        /* taking them from behind, the sort has moved every start into its place + 1 */
        size_t from = starts[g + 1];
        size_t to = g + 2 <= groups ? starts[g + 2] : f->claims->count;
        try_unit(f, &(struct own_claims){order + from, to - from, g / JX_INFER_PARTS,
                                         (enum jx_infer_part)(g % JX_INFER_PARTS)});
    }
    free(order);
    free(starts);
    return ok;
}

/* ---- single scores ---- */

/* Another way of rounding under which the rule gives it; the likeliest. -1: none. */
static int other_rounding(uint16_t fits)
{
    int best = -1;
    for (int r = 0; r < JX_CLAIM_ROUNDINGS; r++)
        if (fits & 1u << r &&
            (best < 0 || jx_claim_roundings[r].bits < jx_claim_roundings[best].bits))
            best = r;
    return best;
}

/* The cheapest candidate that gives it, rounded in a way that is in use; SIZE_MAX: none. */
static size_t other_shape(const struct inferring *f, const struct jx_claim *claim)
{
    size_t best = SIZE_MAX;
    unsigned in_use = 0;
    for (size_t k = 0; k < f->out->class_count; k++)
        in_use |= 1u << f->out->classes[k].rounding;
    for (size_t s = 0; s < f->shapes->count; s++)
        if (f->shapes->list[s].part == claim->part && claim->fits[s] & in_use &&
            (best == SIZE_MAX || f->shapes->list[s].bits < f->shapes->list[best].bits))
            best = s;
    return best;
}

static struct jx_exception explain(const struct inferring *f, size_t i)
{
    const struct jx_claim *claim = &f->claims->list[i];
    size_t shape = jx_inferred_shape(f->out, i);
    uint16_t fits = shape == SIZE_MAX ? 0 : claim->fits[shape];
    struct jx_exception e = {
        .claim = i, .rounding = other_rounding(fits), .shape = other_shape(f, claim)};
    int side = jx_dec_cmp(claim->claimed, claim->weight);
    bool met = jx_dec_cmp(claim->rate, jx_dec_int(1)) >= 0;
    e.kind = side > 0          ? JX_EXCEPTION_OVER
             : e.rounding >= 0 ? JX_EXCEPTION_ROUNDING
             : side == 0       ? JX_EXCEPTION_FULL
             : met             ? JX_EXCEPTION_OFF
                               : JX_EXCEPTION_OTHER;
    return e;
}

bool jx_inferred_expect(struct jx_inferred *inferred, const struct jx_cases *cases,
                        const struct jx_pack *probe, struct jx_error *err)
{
    struct jx_claim_scorer scorer = {0};
    for (size_t i = 0; i < inferred->exception_count && !err->text[0]; i++) {
        struct jx_exception *e = &inferred->exceptions[i];
        const struct jx_inferred_class *class =
            &inferred->classes[inferred->rounding[e->claim]];
        const struct jx_claim_rounding *rounding = &jx_claim_roundings[class->rounding];
        size_t shape = jx_inferred_shape(inferred, e->claim);
        if (shape == SIZE_MAX)
            continue;
        e->has_expected =
            jx_claim_score(&scorer, cases, probe, &inferred->claims->list[e->claim],
                           shape, &e->expected, err);
        e->expected =
            jx_dec_round(jx_dec_read15(e->expected), rounding->digits, rounding->mode);
    }
    jx_claim_scorer_close(&scorer);
    return !err->text[0];
}

bool find_exceptions(struct inferring *f)
{
    struct jx_inferred *out = f->out;
    size_t count = 0;
    for (size_t i = 0; i < f->claims->count; i++)
        count += !jx_inferred_explains(out, i);
    out->exceptions = jx_arena_array(&out->arena, count, sizeof *out->exceptions);
    for (size_t i = 0; out->exceptions && i < f->claims->count; i++)
        if (!jx_inferred_explains(out, i))
            out->exceptions[out->exception_count++] = explain(f, i);
    return out->exceptions != NULL;
}
