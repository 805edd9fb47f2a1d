/* test_sobol.c: the plan and the estimators on functions whose indices are known in closed
 * form: Ishigami (a = 7, b = 0.1) and Sobol's g (a = 0, 1, 4.5, 9, 99, 99, 99, 99), with the
 * values that the literature and SALib give (Ishigami and Homma 1990; Saltelli et al. 2010). */
#include "check.h"

#include "random.h"
#include "sobol.h"

#include <math.h>
#include <stdlib.h>

enum { RUNS = 1 << 15, MOST = 8 };
static const double PI = 3.14159265358979323846;

static double ishigami(const double *u)
{
    double x[3];
    for (int i = 0; i < 3; i++)
        x[i] = -PI + 2 * PI * u[i];
    return sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * pow(x[2], 4) * sin(x[0]);
}

static double sobol_g(const double *u)
{
    static const double a[MOST] = {0, 1, 4.5, 9, 99, 99, 99, 99};
    double y = 1;
    for (int i = 0; i < MOST; i++)
        y *= (fabs(4 * u[i] - 2) + a[i]) / (1 + a[i]);
    return y;
}

static double *sample(double (*f)(const double *), size_t inputs, size_t part,
                      uint64_t seed)
{
    double *y = malloc(RUNS * sizeof *y), u[MOST];
    for (size_t j = 0; j < RUNS; j++) {
        for (size_t k = 0; k < inputs; k++)
            u[k] = jx_plan_number(seed, part, j, k);
        y[j] = f(u);
    }
    return y;
}

static void check_indices(double (*f)(const double *), size_t inputs, const double *first,
                          const double *total, double tolerance)
{
    double *a = sample(f, inputs, 0, 42), *b = sample(f, inputs, 1, 42);
    for (size_t i = 0; i < inputs; i++) {
        struct jx_variance sum = {0};
        double *ab = sample(f, inputs, 2 + i, 42);
        jx_variance_add(a, b, ab, RUNS, &sum);
        double s = jx_first_order(&sum), t = jx_total_order(&sum);
        if (fabs(s - first[i]) > tolerance || fabs(t - total[i]) > tolerance)
            printf("input %zu: first %.4f (%.4f), total %.4f (%.4f)\n", i, s, first[i], t,
                   total[i]);
        CHECK(fabs(s - first[i]) <= tolerance);
        CHECK(fabs(t - total[i]) <= tolerance);
        free(ab);
    }
    free(a);
    free(b);
}

static void test_published(void)
{
    static const double s1[] = {0.3139, 0.4424, 0}, t1[] = {0.5576, 0.4424, 0.2437};
    static const double s2[] = {0.7162, 0.1790, 0.0237, 0.0072,
                                0.0001, 0.0001, 0.0001, 0.0001};
    static const double t2[] = {0.7871, 0.2422, 0.0343, 0.0105,
                                0.0001, 0.0001, 0.0001, 0.0001};
    check_indices(ishigami, 3, s1, t1, 0.02);
    check_indices(sobol_g, 8, s2, t2, 0.02);
}

/* Sums are exact for a sum: first order = total order, and they add up to 1. */
static double plain_sum(const double *u)
{
    return 3 * u[0] + 2 * u[1] + u[2];
}

static void test_sum(void)
{
    static const double s[] = {9 / 14.0, 4 / 14.0, 1 / 14.0};
    check_indices(plain_sum, 3, s, s, 0.01);
}

static void test_numbers(void)
{
    double sum = 0;
    for (uint64_t j = 0; j < 100000; j++) {
        double u = jx_random(1, j, 3);
        CHECK(u >= 0 && u < 1);
        sum += u;
    }
    CHECK(fabs(sum / 100000 - 0.5) < 0.005);
    CHECK(jx_random(1, 2, 3) == jx_random(1, 2, 3));
    CHECK(jx_random(1, 2, 3) != jx_random(2, 2, 3) &&
          jx_random(1, 2, 3) != jx_random(1, 3, 2));
    CHECK(jx_plan_number(5, 2, 7, 0) == jx_plan_number(5, 1, 7, 0)); /* AB_0: B's */
    CHECK(jx_plan_number(5, 2, 7, 1) == jx_plan_number(5, 0, 7, 1)); /* else A's */
}

static void test_nothing(void)
{
    static const double flat[] = {4, 4};
    struct jx_variance sum = {0};
    jx_variance_add(flat, flat, flat, 2, &sum);
    CHECK(jx_first_order(&sum) == 0 && jx_total_order(&sum) == 0);
}

int main(void)
{
    test_numbers();
    test_nothing();
    test_sum();
    test_published();
    return check_end();
}
