/* vary.c: all forms by all variants, then ranks variant by variant. What is done to one form
 * is vary_form.c's business. */
#include "vary.h"

#include "each.h"
#include "lang.h"
#include "vary_form.h"

#include <math.h>
#include <stdlib.h>

/* ---- ranks ---- */

struct placed {
    float total;
    uint32_t index;
};

static int by_total(const void *a, const void *b)
{
    const struct placed *x = a, *y = b;
    return (x->total < y->total) - (x->total > y->total);
}

/* Totals of one variant become ranks. */
static bool rank_variant(void *ctx, size_t worker, size_t variant, struct jx_error *err)
{
    struct varying *v = ctx;
    size_t count = 0, variants = v->out->variants;
    struct placed *list = malloc((v->cases->count + 1) * sizeof *list);
    (void)worker;
    if (!list)
        return jx_fail_memory(err, NULL);
    for (size_t i = 0; i < v->cases->count; i++)
        if (v->out->list[i].has_total)
            list[count++] =
                (struct placed){v->figures[i * variants + variant], (uint32_t)i};
    qsort(list, count, sizeof *list, by_total);
    size_t rank = 0;
    for (size_t i = 0; i < count; i++) {
        rank = i && list[i].total == list[i - 1].total ? rank : i + 1;
        v->figures[list[i].index * variants + variant] = (float)rank;
    }
    free(list);
    return true;
}

static void rank_base(struct varying *v)
{
    struct jx_variants *out = v->out;
    for (size_t i = 0; i < out->count; i++)
        out->ranked += out->list[i].has_total;
    struct placed *list = malloc((out->count + 1) * sizeof *list);
    size_t count = 0, rank = 0;
    for (size_t i = 0; list && i < out->count; i++)
        if (out->list[i].has_total)
            list[count++] = (struct placed){(float)out->list[i].total, (uint32_t)i};
    if (list)
        qsort(list, count, sizeof *list, by_total);
    for (size_t i = 0; i < count; i++) {
        rank = i && list[i].total == list[i - 1].total ? rank : i + 1;
        out->list[list[i].index].rank = rank;
    }
    free(list);
    out->reach = out->ranked / 20 > 1 ? out->ranked / 20 : 1;
}

static bool spread_ranks(void *ctx, size_t worker, size_t index, struct jx_error *err)
{
    struct varying *v = ctx;
    struct jx_varied *out = &v->out->list[index];
    size_t variants = v->out->variants, same = 0;
    double *ranks = v->workers[worker].totals;
    (void)err;
    if (!out->has_total)
        return true;
    for (size_t i = 0; i < variants; i++) {
        ranks[i] = v->figures[index * variants + i];
        same += fabs(ranks[i] - (double)out->rank) <= (double)v->out->reach;
    }
    qsort(ranks, variants, sizeof *ranks, vary_by_size);
    out->rank_low = vary_quantile(ranks, variants, 0.05);
    out->rank_high = vary_quantile(ranks, variants, 0.95);
    out->same_rank = (double)same / (double)variants;
    return true;
}

/* ---- the whole ---- */

static bool make_room(struct varying *v, size_t jobs, struct jx_error *err)
{
    struct jx_variants *out = v->out;
    size_t factors = v->factors->count;
    out->list = jx_arena_array(&out->arena, out->count + 1, sizeof *out->list);
    v->figures = calloc(out->count * out->variants + 1, sizeof *v->figures);
    v->workers = calloc(jobs, sizeof *v->workers);
    for (size_t i = 0; out->list && i < out->count; i++) {
        struct jx_varied *one = &out->list[i];
        one->alone = jx_arena_array(&out->arena, 2 * factors, sizeof *one->alone);
        one->sums = jx_arena_array(&out->arena, factors, sizeof *one->sums);
        if (!one->alone || !one->sums)
            return jx_fail_memory(err, NULL);
    }
    if (!out->list || !v->figures || !v->workers)
        return jx_fail_memory(err, NULL);
    for (size_t i = 0; i < jobs; i++)
        if (!vary_worker_open(v, &v->workers[i], err))
            return false;
    return true;
}

bool jx_vary(struct jx_variants *out, const struct jx_pack *pack,
             const struct jx_cases *cases, const struct jx_factors *factors,
             size_t wanted, uint64_t seed, size_t jobs, struct jx_error *err)
{
    struct varying v = {
        .out = out, .pack = pack, .cases = cases, .factors = factors, .seed = seed};
    size_t parts = factors->count + 2, runs = (wanted + parts - 1) / parts;
    *out = (struct jx_variants){.factors = factors, .count = cases->count};
    out->runs = runs < 2 ? 2 : runs;
    out->variants = out->runs * parts;
    bool ok = make_room(&v, jobs, err) && jx_each(cases->count, jobs, vary_form, &v, err);
    if (ok) {
        rank_base(&v);
        ok = jx_each(out->variants, jobs, rank_variant, &v, err) &&
             jx_each(cases->count, jobs, spread_ranks, &v, err);
    }
    for (size_t i = 0; v.workers && i < jobs; i++)
        vary_worker_close(&v.workers[i]);
    free(v.workers);
    free(v.figures);
    return ok;
}

void jx_variants_free(struct jx_variants *variants)
{
    jx_arena_free(&variants->arena);
    *variants = (struct jx_variants){0};
}

struct jx_variance jx_variants_sum(const struct jx_variants *variants, size_t factor)
{
    struct jx_variance sum = {0};
    for (size_t i = 0; i < variants->count; i++) {
        if (!variants->list[i].has_total)
            continue;
        sum.variance += variants->list[i].sums[factor].variance;
        sum.first += variants->list[i].sums[factor].first;
        sum.total += variants->list[i].sums[factor].total;
    }
    return sum;
}

double jx_variants_alone(const struct jx_variants *variants, size_t factor, size_t end)
{
    double sum = 0;
    for (size_t i = 0; i < variants->count; i++)
        if (variants->list[i].has_total)
            sum += variants->list[i].alone[2 * factor + end];
    return variants->ranked ? sum / (double)variants->ranked : 0;
}
