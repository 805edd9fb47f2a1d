/* infer_except.c: what the rules do not give: units with a rule of their own, and single
 * scores, with what would explain them. */
#include "inferring.h"

#include <math.h>
#include <stdlib.h>

/* ---- units ---- */

/* The rule of one part that serves a unit's rows better than the office's, by far. */
static void try_unit(struct inferring *f, size_t unit, enum jx_infer_part part)
{
    struct jx_deviation found = {.unit = unit, .part = part, .shape = SIZE_MAX};
    double now = 0, best = INFINITY;
    for (size_t s = 0; s < f->shapes->count; s++) {
        double bits = f->shapes->list[s].bits + log2((double)f->claims->units.count);
        now = 0;
        for (size_t i = 0; i < f->claims->count; i++) {
            const struct jx_claim *claim = &f->claims->list[i];
            if (claim->unit != unit || claim->part != part || f->out->rule[i] == SIZE_MAX)
                continue;
            now += claim_price(f, i, f->out->rules[f->out->rule[i]].shape);
            bits += claim_price(f, i, s);
        }
        if (f->shapes->list[s].part != part || bits >= best)
            continue;
        best = bits;
        found.shape = s;
    }
    if (found.shape == SIZE_MAX || now - best < JX_INFER_CLAIM)
        return;
    for (size_t i = 0; i < f->claims->count; i++) {
        const struct jx_claim *claim = &f->claims->list[i];
        size_t rule = f->out->rule[i];
        if (claim->unit != unit || claim->part != part)
            continue;
        found.rows++;
        found.explained += (claim->fits[found.shape] & f->allowed[i]) != 0;
        found.by_office += rule != SIZE_MAX &&
                           (claim->fits[f->out->rules[rule].shape] & f->allowed[i]) != 0;
        f->out->own[i] = f->out->deviation_count;
    }
    f->out->deviations[f->out->deviation_count++] = found;
}

bool find_deviations(struct inferring *f)
{
    struct jx_inferred *out = f->out;
    size_t units = f->claims->units.count;
    out->deviation_count = 0;
    for (size_t i = 0; i < f->claims->count; i++)
        out->own[i] = SIZE_MAX;
    if (!out->deviations)
        out->deviations = jx_arena_array(&out->arena, units * JX_INFER_PARTS + 1,
                                         sizeof *out->deviations);
    for (size_t unit = 0; out->deviations && units > 1 && unit < units; unit++)
        for (int part = 0; part < JX_INFER_PARTS; part++)
            try_unit(f, unit, (enum jx_infer_part)part);
    return out->deviations != NULL;
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
