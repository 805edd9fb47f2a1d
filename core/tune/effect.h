/* effect.h: what going from one pack to another does to every form, and which change did it.
 *
 * Attribution. The changes are made one after another, in the order of the list and in the
 * reverse order; each is given the mean of the difference that it makes in the two. Over
 * either order the differences add up to the whole, and so do the means, exactly: points
 * are decimals. For two changes this is the Shapley value; for more it is its estimate by
 * one antithetic pair of orders (Mitchell, Cooper, Frank, Holmes: Sampling Permutations for
 * Shapley Value Estimation, JMLR 23, 2022), at twice the cost of one order instead of 2^n.
 * A total that cannot be given in between counts as the one before it. */
#pragma once

#include "changes.h"
#include "scores.h"

struct jx_moved {
    /* Points by change; NULL: nothing moved, or one side has no total. */
    struct jx_dec *parts;
    /* Of item i of the second outcome: item_parts[i * changes + k]. NULL: likewise. */
    struct jx_dec *item_parts;
};

/* Starts zeroed, ends with jx_effect_free. */
struct jx_effect {
    struct jx_arena arena;
    const struct jx_cases *cases;
    const struct jx_changes *changes;
    const struct jx_scores *before, *after;
    struct jx_moved *moved; /* as many as cases */
    size_t *ranks_before, *ranks_after;
};

/* All but `effect` must outlive it. */
bool jx_effect_find(struct jx_effect *effect, const struct jx_cases *cases,
                    const struct jx_changes *changes, const struct jx_scores *before,
                    const struct jx_scores *after, size_t jobs, struct jx_error *err);
void jx_effect_free(struct jx_effect *effect);

/* after - before; false: one side is missing. */
bool jx_effect_total(const struct jx_effect *effect, size_t index,
                     struct jx_dec *difference);
/* The same of item i of the second outcome; *was: its counterpart, may be NULL. */
bool jx_effect_item(const struct jx_effect *effect, size_t index, size_t item,
                    const struct jx_item **was, struct jx_dec *difference);
/* The change with the greatest part, whatever its sign; changes->count: none. */
size_t jx_effect_cause(const struct jx_effect *effect, const struct jx_dec *parts);
