/* infer_rounding.c: how scores are rounded: by the office in one way, or by its units or forms
 * in up to three. */
#include "inferring.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A unit or form: what its claims cost under each way of rounding. */
struct group {
    double costs[JX_CLAIM_ROUNDINGS];
    int choice;   /* index in the set */
    bool differs; /* the choice matters */
};

/* A set of ways to round, and the level at which they differ. */
struct plan {
    enum jx_infer_level level;
    int set[JX_INFER_CLASSES];
    size_t count;
    double bits;
};

static const double level_bits[] = {0, 2, 3};

static size_t group_of(const struct jx_claim *claim, enum jx_infer_level level)
{
    return level == JX_LEVEL_OFFICE ? 0
           : level == JX_LEVEL_UNIT ? claim->unit
                                    : claim->form;
}

static size_t count_groups(const struct inferring *f, enum jx_infer_level level)
{
    size_t count = 1;
    for (size_t i = 0; i < f->claims->count; i++) {
        size_t group = group_of(&f->claims->list[i], level);
        count = group >= count ? group + 1 : count;
    }
    return count;
}

static bool is_ruled(const struct inferring *f, size_t claim)
{
    return jx_inferred_shape(f->out, claim) != SIZE_MAX;
}

static uint16_t fits(const struct inferring *f, size_t claim)
{
    return f->claims->list[claim].fits[jx_inferred_shape(f->out, claim)];
}

static struct group *sum_groups(const struct inferring *f, enum jx_infer_level level,
                                size_t count)
{
    struct group *groups = calloc(count, sizeof *groups);
    for (size_t i = 0; groups && i < f->claims->count; i++) {
        const struct jx_claim *claim = &f->claims->list[i];
        for (int r = 0; is_ruled(f, i) && r < JX_CLAIM_ROUNDINGS; r++)
            if (!(fits(f, i) & 1u << r))
                groups[group_of(claim, level)].costs[r] += claim->bits + EXCEPTION_BITS;
    }
    return groups;
}

/* The way of the set that serves the group best; the first of equals. A choice is only paid
 * for where it makes a difference. */
static double choose(struct group *group, const struct plan *plan)
{
    group->differs = false;
    group->choice = 0;
    for (size_t k = 1; k < plan->count; k++) {
        double cost = group->costs[plan->set[k]];
        group->differs |= fabs(cost - group->costs[plan->set[0]]) > 1e-9;
        if (cost < group->costs[plan->set[group->choice]] - 1e-9)
            group->choice = (int)k;
    }
    return group->costs[plan->set[group->choice]] +
           (group->differs ? log2((double)plan->count) : 0);
}

static void try_plan(struct group *groups, size_t count, struct plan plan,
                     struct plan *best)
{
    plan.bits = level_bits[plan.level];
    for (size_t k = 0; k < plan.count; k++)
        plan.bits += jx_claim_roundings[plan.set[k]].bits;
    for (size_t g = 0; g < count && plan.bits < best->bits; g++)
        plan.bits += choose(&groups[g], &plan);
    if (plan.bits < best->bits - 1e-9)
        *best = plan;
}

static bool try_level(const struct inferring *f, enum jx_infer_level level,
                      struct plan *best)
{
    size_t count = count_groups(f, level);
    struct group *groups = sum_groups(f, level, count);
    for (int a = 0; groups && a < JX_CLAIM_ROUNDINGS; a++) {
        try_plan(groups, count, (struct plan){level, {a}, 1, 0}, best);
        for (int b = a + 1; level != JX_LEVEL_OFFICE && b < JX_CLAIM_ROUNDINGS; b++) {
            try_plan(groups, count, (struct plan){level, {a, b}, 2, 0}, best);
            for (int c = b + 1; c < JX_CLAIM_ROUNDINGS; c++)
                try_plan(groups, count, (struct plan){level, {a, b, c}, 3, 0}, best);
        }
    }
    free(groups);
    return groups != NULL;
}

/* ---- what came of it ---- */

static void count_class(struct inferring *f, const struct plan *plan, size_t claim)
{
    struct jx_inferred_class *class = &f->out->classes[f->out->rounding[claim]];
    uint16_t fit = fits(f, claim), all = 0;
    for (size_t k = 0; k < plan->count; k++)
        all |= (uint16_t)(1u << plan->set[k]);
    bool mine = (fit & 1u << class->rounding) != 0;
    class->rows += mine;
    class->telling += mine && (fit & all) != all;
    f->out->rounding_rows += mine && (fit & ALL_ROUNDINGS) != ALL_ROUNDINGS;
}

static bool apply(struct inferring *f, const struct plan *plan)
{
    size_t count = count_groups(f, plan->level);
    struct group *groups = sum_groups(f, plan->level, count);
    struct jx_inferred *out = f->out;
    if (!groups)
        return false;
    out->level = plan->level;
    f->rounding_bits = level_bits[plan->level];
    out->class_count = plan->count;
    out->rounding_rows = 0;
    for (size_t k = 0; k < plan->count; k++) {
        out->classes[k] = (struct jx_inferred_class){.rounding = plan->set[k]};
        f->rounding_bits += jx_claim_roundings[plan->set[k]].bits;
    }
    for (size_t g = 0; g < count; g++) {
        double bits = choose(&groups[g], plan);
        f->rounding_bits += bits - groups[g].costs[plan->set[groups[g].choice]];
        out->classes[groups[g].choice].groups += plan->count == 1 || groups[g].differs;
    }
    for (size_t i = 0; i < f->claims->count; i++) {
        size_t group = group_of(&f->claims->list[i], plan->level);
        out->rounding[i] = (uint8_t)groups[group].choice;
        f->allowed[i] = (uint16_t)(1u << plan->set[groups[group].choice]);
        if (is_ruled(f, i))
            count_class(f, plan, i);
    }
    free(groups);
    return true;
}

bool find_roundings(struct inferring *f)
{
    struct plan best = {.bits = INFINITY};
    return try_level(f, JX_LEVEL_OFFICE, &best) && try_level(f, JX_LEVEL_UNIT, &best) &&
           try_level(f, JX_LEVEL_FORM, &best) && apply(f, &best);
}
