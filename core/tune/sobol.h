/* sobol.h: which input a figure depends on: Saltelli's plan of runs and Jansen's estimators
 * of first- and total-order Sobol indices.
 *
 * Plan: two independent samples A and B of `runs` rows; for every input i the sample AB_i,
 * which is A with column i of B: runs × (inputs + 2) evaluations. Estimators, as in SALib and
 * COINr: Jansen, Analysis of variance designs for model output, Comput. Phys. Commun. 117
 * (1999); Saltelli et al., Variance based sensitivity analysis of model output, Comput. Phys.
 * Commun. 181 (2010), table 2, (b) for the first order and (f) for the total. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* Row and column of the plan as a number in [0, 1). `part` 0: A, 1: B, 2 + i: AB_i. */
double jx_plan_number(uint64_t seed, size_t part, size_t row, size_t column);

/* What the runs give, summed up; figures of many outputs may be added together, which
 * weighs them by their variance (Lamboni, Monod, Makowski, Reliab. Eng. Syst. Saf. 96,
 * 2011). */
struct jx_variance {
    double variance;     /* of A and B together */
    double first, total; /* of one input: to be divided by the variance */
};

/* One output: a[] and b[] over A and B, ab[] over AB_i; `runs` each. Adds to *out. */
void jx_variance_add(const double *a, const double *b, const double *ab, size_t runs,
                     struct jx_variance *out);

/* The indices; 0 where nothing varies. */
double jx_first_order(const struct jx_variance *sum);
double jx_total_order(const struct jx_variance *sum);
