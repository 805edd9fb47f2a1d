/* factors.h: what may vary in a sensitivity analysis: weights of groups of indicators and
 * figures that rules take as parameters, each with its range. */
#pragma once

#include "cases.h"
#include "fail.h"
#include "names.h"
#include "pack.h"

struct jx_factor {
    const char *name; /* "weight.产出指标", "first.pass" */
    /* A weight: a factor that the weights of the group's items are multiplied by, before all
     * weights of a form are scaled to their sum; else a parameter of a selector. */
    bool weight;
    size_t group;
    const struct jx_selector *selector;
    size_t param;
    double base, low, high;
};

struct jx_factors {
    struct jx_arena arena;
    struct jx_factor *list;
    size_t count, capacity;
    struct jx_names groups; /* level 1 of items */
};

/* Those that the cases use, each from base × (1 - within) to base × (1 + within), but not
 * beyond what its rule allows. A figure of 0 does not vary by itself. false: memory. */
bool jx_factors_find(struct jx_factors *factors, const struct jx_pack *pack,
                     const struct jx_cases *cases, double within, struct jx_error *err);
/* Keeps only those named in `ranges`: "NAME=LOW..HIGH". false: err (usage). */
bool jx_factors_only(struct jx_factors *factors, const char *const *ranges, size_t count,
                     struct jx_error *err);
/* Leaves out those that cannot vary. */
void jx_factors_trim(struct jx_factors *factors);
void jx_factors_free(struct jx_factors *factors);
