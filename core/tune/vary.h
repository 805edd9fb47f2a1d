/* vary.h: every form of a run scored by many variants of a pack: how sure its grade and rank
 * are, which weight or parameter decides, and how little would give another grade.
 *
 * Variants follow the plan of sobol.h; each is scored by the rules themselves, with exact
 * decimals, as if it were the pack. Nothing depends on the number of threads. */
#pragma once

#include "factors.h"
#include "sobol.h"

struct jx_varied {
    bool has_total;
    struct jx_dec total_exact;           /* as it is */
    double total, total_low, total_high; /* the same; 5 % and 95 % of the variants */
    size_t grade;                        /* place in the pack's list */
    double same_grade;                   /* share of variants with the same grade */
    size_t rank;
    double rank_low, rank_high, same_rank; /* same: within `reach` of the rank */
    double *alone; /* change of the total with factor i alone at its low and high end:
                      [2 i], [2 i + 1] */
    struct jx_variance *sums; /* by factor */
    /* The smallest change of one factor alone that gives another grade. */
    size_t factor; /* the factors' count: none within its range */
    double value;  /* that it must take */
    size_t other;  /* the grade that follows */
};

struct jx_variants {
    struct jx_arena arena;
    const struct jx_factors *factors;
    struct jx_varied *list; /* as many as cases */
    size_t count, runs;     /* runs: rows of the plan */
    size_t variants;        /* that were scored: runs × (factors + 2) */
    size_t ranked, reach;   /* forms with a total; ranks that count as the same */
};

/* About `wanted` variants. All but `out` must outlive it. */
bool jx_vary(struct jx_variants *out, const struct jx_pack *pack,
             const struct jx_cases *cases, const struct jx_factors *factors,
             size_t wanted, uint64_t seed, size_t jobs, struct jx_error *err);
void jx_variants_free(struct jx_variants *variants);

/* Indices of one factor over all forms. */
struct jx_variance jx_variants_sum(const struct jx_variants *variants, size_t factor);
/* Mean change of totals with one factor alone at an end (0: low, 1: high). */
double jx_variants_alone(const struct jx_variants *variants, size_t factor, size_t end);
