/* sobol.c: arithmetic of variance-based sensitivity analysis. What the inputs and outputs
 * are is no business of this file. */
#include "sobol.h"

#include "random.h"

double jx_plan_number(uint64_t seed, size_t part, size_t row, size_t column)
{
    size_t sample = part == 0 ? 0 : part == 1 ? 1 : column == part - 2;
    return jx_random(seed, row, 2 * column + sample);
}

static double mean_of(const double *a, const double *b, size_t runs)
{
    double sum = 0;
    for (size_t j = 0; j < runs; j++)
        sum += a[j] + b[j];
    return sum / (double)(2 * runs);
}

void jx_variance_add(const double *a, const double *b, const double *ab, size_t runs,
                     struct jx_variance *out)
{
    double mean = mean_of(a, b, runs), all = 0, rest = 0, own = 0;
    for (size_t j = 0; j < runs; j++) {
        all += (a[j] - mean) * (a[j] - mean) + (b[j] - mean) * (b[j] - mean);
        rest += (b[j] - ab[j]) * (b[j] - ab[j]);
        own += (a[j] - ab[j]) * (a[j] - ab[j]);
    }
    double variance = all / (double)(2 * runs);
    out->variance += variance;
    out->first += variance - rest / (double)(2 * runs);
    out->total += own / (double)(2 * runs);
}

double jx_first_order(const struct jx_variance *sum)
{
    return sum->variance > 0 ? sum->first / sum->variance : 0;
}

double jx_total_order(const struct jx_variance *sum)
{
    return sum->variance > 0 ? sum->total / sum->variance : 0;
}
