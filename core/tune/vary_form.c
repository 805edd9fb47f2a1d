/* vary_form.c: one form by all variants of weights and parameters: the plan of runs, each
 * factor alone, and the edge of the next grade. */
#include "vary_form.h"

#include "decimal.h"
#include "lang.h"
#include "strbuf.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BISECTIONS = 20, DIGITS = 6 };

/* A form and what its items hang on. */
struct form {
    struct jx_trial *trial;
    size_t count;
    struct jx_dec *base, *weights;
    double *shares;  /* base as double */
    double *factors; /* by group */
    int64_t cents;   /* of all weights together */
    bool varies;     /* weights do */
    size_t *groups;
    const struct jx_selector **own, **selectors;
    double sum;
    struct jx_dec total; /* that was scored last */
};

/* ---- one variant of one form ---- */

static struct jx_dec decimal_of(double value)
{
    struct jx_dec number = {0, 0};
    jx_dec_from_double(value, &number);
    return jx_dec_round(number, DIGITS, JX_ROUND_HALF_AWAY);
}

/* The factor of a group's weights; 1 where it does not vary. */
static double group_factor(const struct varying *v, const struct vary_worker *w,
                           size_t group)
{
    for (size_t i = 0; i < v->factors->count; i++)
        if (v->factors->list[i].weight && v->factors->list[i].group == group)
            return w->values[i];
    return 1;
}

/* Weights are points and hundredths, as offices write them; what rounding leaves goes to the
 * heaviest, so that they add up to what they did. */
static void set_weights(const struct varying *v, const struct vary_worker *w,
                        struct form *form)
{
    double sum = 0;
    size_t heaviest = 0;
    for (size_t g = 0; g < v->factors->groups.count; g++)
        form->factors[g] = group_factor(v, w, g);
    for (size_t i = 0; i < form->count; i++)
        sum += form->shares[i] * form->factors[form->groups[i]];
    int64_t left = form->cents;
    for (size_t i = 0; i < form->count; i++) {
        double exact =
            sum > 0 ? form->shares[i] * form->factors[form->groups[i]] * form->sum / sum
                    : form->shares[i];
        int64_t cents = (int64_t)(exact * 100 + 0.5);
        form->weights[i] = (struct jx_dec){cents, -2};
        left -= cents;
        if (form->shares[i] > form->shares[heaviest])
            heaviest = i;
    }
    if (form->count)
        form->weights[heaviest].digits += left;
    if (!form->varies) /* nothing to hand out: the weights are what they were */
        memcpy(form->weights, form->base, form->count * sizeof *form->weights);
}

static void set_params(const struct varying *v, struct vary_worker *w)
{
    for (size_t t = 0; t < w->turn_count; t++) {
        struct turn *turn = &w->turns[t];
        bool changed = false;
        for (size_t i = 0; i < v->factors->count; i++)
            changed |= v->factors->list[i].selector == turn->selector &&
                       w->values[i] != w->last[i];
        if (!changed)
            continue;
        turn->now = !turn->now;
        for (size_t i = 0; i < v->factors->count; i++) {
            const struct jx_factor *factor = &v->factors->list[i];
            if (factor->selector == turn->selector)
                turn->params[turn->now][factor->param].number =
                    w->values[i] == factor->base
                        ? factor->selector->params[factor->param].number
                        : decimal_of(w->values[i]);
        }
    }
    memcpy(w->last, w->values, v->factors->count * sizeof *w->last);
}

static const struct jx_selector *turned(const struct vary_worker *w,
                                        const struct jx_selector *selector)
{
    for (size_t t = 0; t < w->turn_count; t++)
        if (w->turns[t].selector == selector)
            return &w->turns[t].copies[w->turns[t].now];
    return selector;
}

/* The total by w->values; false: none. */
static bool score(const struct varying *v, struct vary_worker *w, struct form *form,
                  double *total, size_t *grade)
{
    set_weights(v, w, form);
    set_params(v, w);
    for (size_t i = 0; i < form->count; i++)
        form->selectors[i] = turned(w, form->own[i]);
    jx_arena_reset(&w->scratch);
    bool ok = jx_trial_score(form->trial, form->weights, form->selectors, &w->scratch,
                             &form->total, grade);
    *total = jx_dec_to_double(form->total);
    return ok;
}

static bool open_form(const struct varying *v, struct vary_worker *w, size_t index,
                      struct form *form, struct jx_error *err)
{
    jx_arena_reset(&w->kept);
    *form = (struct form){0};
    form->trial = jx_trial_open(w->engine, v->cases->list[index].record, &w->kept, err);
    const struct jx_item *items =
        form->trial ? jx_trial_items(form->trial, &form->count) : NULL;
    if (!form->trial)
        return false;
    form->base = jx_arena_array(&w->kept, form->count, sizeof *form->base);
    form->weights = jx_arena_array(&w->kept, form->count, sizeof *form->weights);
    form->shares = jx_arena_array(&w->kept, form->count, sizeof *form->shares);
    form->groups = jx_arena_array(&w->kept, form->count, sizeof *form->groups);
    form->own = jx_arena_array(&w->kept, form->count, sizeof *form->own);
    form->selectors = jx_arena_array(&w->kept, form->count, sizeof *form->selectors);
    form->factors =
        jx_arena_array(&w->kept, v->factors->groups.count + 1, sizeof *form->factors);
    if (!form->factors || !form->base || !form->weights || !form->shares ||
        !form->groups || !form->own || !form->selectors)
        return jx_fail_memory(err, NULL);
    for (size_t i = 0; i < form->count; i++) {
        struct jx_str level1 = jx_str_trim(items[i].level1);
        form->base[i] = items[i].weight;
        form->shares[i] = items[i].has_weight ? jx_dec_to_double(items[i].weight) : 0;
        form->sum += form->shares[i];
        form->own[i] = jx_trial_selector(form->trial, i);
        form->groups[i] = v->factors->groups.count; /* a name that does not vary */
        for (size_t g = 0; g < v->factors->groups.count; g++)
            if (jx_str_eq(v->factors->groups.list[g], level1))
                form->groups[i] = g;
    }
    form->factors[v->factors->groups.count] = 1;
    form->cents = (int64_t)(form->sum * 100 + 0.5);
    for (size_t i = 0; i < v->factors->count; i++)
        form->varies |= v->factors->list[i].weight;
    return true;
}

static void set_base(const struct varying *v, struct vary_worker *w)
{
    for (size_t i = 0; i < v->factors->count; i++)
        w->values[i] = v->factors->list[i].base;
}

/* ---- all variants of one form ---- */

static void run_plan(const struct varying *v, struct vary_worker *w, struct form *form,
                     struct jx_varied *out)
{
    size_t factors = v->factors->count, runs = v->out->runs, same = 0;
    for (size_t j = 0; j < runs; j++)
        for (size_t part = 0; part < factors + 2; part++) {
            double *total = &w->totals[part * runs + j];
            size_t grade;
            for (size_t k = 0; k < factors; k++) {
                const struct jx_factor *factor = &v->factors->list[k];
                w->values[k] = factor->low + (factor->high - factor->low) *
                                                 jx_plan_number(v->seed, part, j, k);
            }
            if (!score(v, w, form, total, &grade)) {
                *total = out->total;
                grade = out->grade;
            }
            same += grade == out->grade;
        }
    out->same_grade = (double)same / (double)v->out->variants;
    for (size_t k = 0; k < factors; k++)
        jx_variance_add(w->totals, w->totals + runs, w->totals + (2 + k) * runs, runs,
                        &out->sums[k]);
}

/* The figure in five digits, away from where it started: so that it can be said and set. */
static double outward(double base, double value, double end)
{
    double step = pow(10, floor(log10(fabs(value) > 0 ? fabs(value) : 1)) - 4);
    double said = value > base ? ceil(value / step) * step : floor(value / step) * step;
    return (value > base) == (said > end) ? end : said;
}

/* How far a factor must go towards an end for another grade; false: not within its range. */
static bool find_edge(const struct varying *v, struct vary_worker *w, struct form *form,
                      const struct jx_varied *out, size_t k, double end, double *value,
                      size_t *other)
{
    double near = v->factors->list[k].base, far = end, total;
    size_t grade;
    w->values[k] = far;
    if (!score(v, w, form, &total, &grade) || grade == out->grade)
        return false;
    *other = grade;
    for (int i = 0; i < BISECTIONS; i++) {
        double middle = (near + far) / 2;
        w->values[k] = middle;
        bool ok = score(v, w, form, &total, &grade);
        if (ok && grade != out->grade) {
            far = middle;
            *other = grade;
        } else {
            near = middle;
        }
    }
    *value = outward(v->factors->list[k].base, far, end);
    return true;
}

static void try_alone(const struct varying *v, struct vary_worker *w, struct form *form,
                      struct jx_varied *out)
{
    double least = INFINITY;
    out->factor = v->factors->count;
    for (size_t k = 0; k < v->factors->count; k++) {
        const struct jx_factor *factor = &v->factors->list[k];
        const double ends[2] = {factor->low, factor->high};
        for (size_t end = 0; end < 2; end++) {
            double total, value, size;
            size_t grade, other;
            set_base(v, w);
            w->values[k] = ends[end];
            if (score(v, w, form, &total, &grade))
                out->alone[2 * k + end] = total - out->total;
            if (!find_edge(v, w, form, out, k, ends[end], &value, &other))
                continue;
            size =
                fabs(value - factor->base) / (factor->base != 0 ? fabs(factor->base) : 1);
            if (size >= least)
                continue;
            least = size;
            out->factor = k;
            out->value = value;
            out->other = other;
        }
    }
}

int vary_by_size(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* The figure below which a share of sorted figures lies. */
double vary_quantile(const double *sorted, size_t count, double share)
{
    return sorted[(size_t)(share * (double)(count - 1) + 0.5)];
}

bool vary_form(void *ctx, size_t worker, size_t index, struct jx_error *err)
{
    struct varying *v = ctx;
    struct vary_worker *w = &v->workers[worker];
    struct jx_varied *out = &v->out->list[index];
    size_t variants = v->out->variants;
    struct form form;
    if (!open_form(v, w, index, &form, err))
        return false;
    set_base(v, w);
    out->factor = v->factors->count;
    out->has_total = score(v, w, &form, &out->total, &out->grade);
    out->total_exact = form.total;
    if (!out->has_total)
        return true;
    try_alone(v, w, &form, out);
    run_plan(v, w, &form, out);
    for (size_t i = 0; i < variants; i++)
        v->figures[index * variants + i] = (float)w->totals[i];
    qsort(w->totals, variants, sizeof *w->totals, vary_by_size);
    out->total_low = vary_quantile(w->totals, variants, 0.05);
    out->total_high = vary_quantile(w->totals, variants, 0.95);
    return true;
}

/* ---- workers ---- */

static bool add_turn(const struct varying *v, struct vary_worker *w,
                     const struct jx_selector *selector)
{
    size_t count = selector->rule->param_count;
    for (size_t t = 0; t < w->turn_count; t++)
        if (w->turns[t].selector == selector)
            return true;
    struct turn *turn = &w->turns[w->turn_count++];
    turn->selector = selector;
    (void)v;
    for (int i = 0; i < 2; i++) {
        turn->params[i] = calloc(count + 1, sizeof *turn->params[i]);
        if (!turn->params[i])
            return false;
        memcpy(turn->params[i], selector->params, count * sizeof *turn->params[i]);
        turn->copies[i] = *selector;
        turn->copies[i].params = turn->params[i];
    }
    return true;
}

bool vary_worker_open(const struct varying *v, struct vary_worker *w,
                      struct jx_error *err)
{
    size_t count = v->factors->count;
    w->engine = jx_engine_open(v->pack, err);
    if (!w->engine)
        return false;
    jx_engine_scores_only(w->engine);
    w->turns = calloc(count + 1, sizeof *w->turns);
    w->values = calloc(count + 1, sizeof *w->values);
    w->last = calloc(count + 1, sizeof *w->last);
    w->totals = calloc(v->out->variants + 1, sizeof *w->totals);
    if (!w->turns || !w->values || !w->last || !w->totals)
        return jx_fail_memory(err, NULL);
    for (size_t i = 0; i < count; i++) {
        const struct jx_factor *factor = &v->factors->list[i];
        w->last[i] = factor->base;
        if (!factor->weight && !add_turn(v, w, factor->selector))
            return jx_fail_memory(err, NULL);
    }
    return true;
}

void vary_worker_close(struct vary_worker *w)
{
    jx_engine_close(w->engine);
    jx_arena_free(&w->kept);
    jx_arena_free(&w->scratch);
    for (size_t t = 0; t < w->turn_count; t++) {
        free(w->turns[t].params[0]);
        free(w->turns[t].params[1]);
    }
    free(w->turns);
    free(w->values);
    free(w->last);
    free(w->totals);
}
