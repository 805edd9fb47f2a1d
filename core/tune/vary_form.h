/* vary_form.h: what the two files of the variants share. For this room only. */
#pragma once

#include "trial.h"
#include "vary.h"

/* A selector with parameters of its own. Two of them take turns, so that a trial sees that
 * something changed. */
struct turn {
    const struct jx_selector *selector;
    struct jx_selector copies[2];
    struct jx_value *params[2];
    int now;
};

struct vary_worker {
    struct jx_engine *engine;
    struct jx_arena kept, scratch;
    struct turn *turns;
    size_t turn_count;
    double *values, *last; /* of the factors */
    double *totals;        /* of the variants of a form */
};

struct varying {
    struct jx_variants *out;
    const struct jx_pack *pack;
    const struct jx_cases *cases;
    const struct jx_factors *factors;
    uint64_t seed;
    struct vary_worker *workers;
    float *figures; /* totals, later ranks, by form and variant */
};

bool vary_worker_open(const struct varying *v, struct vary_worker *w,
                      struct jx_error *err);
void vary_worker_close(struct vary_worker *w);

/* All variants of one form: its totals into v->figures; fits jx_each_work. */
bool vary_form(void *ctx, size_t worker, size_t index, struct jx_error *err);

/* Order of doubles, and the figure below which a share of sorted figures lies. */
int vary_by_size(const void *a, const void *b);
double vary_quantile(const double *sorted, size_t count, double share);
