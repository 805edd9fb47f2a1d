/* test_sample.c: shares of departments, chances of forms, and that nothing but seed and code
 * decides. */
#include "sample.h"

#include "check.h"
#include "decimal.h"
#include "strbuf.h"

#include <stdlib.h>

enum { FORMS = 60, DRAWS = 4000 };

struct city {
    struct jx_candidate forms[FORMS];
    char keys[FORMS][16];
    struct jx_arena arena;
    struct jx_stratum *strata;
    size_t stratum_count;
};

/* Form i of departments of 1, 9 and 50 forms; the n-th has an amount of n. */
static void build(struct city *city)
{
    for (size_t i = 0; i < FORMS; i++) {
        snprintf(city->keys[i], sizeof city->keys[i], "P%zu", i);
        city->forms[i] =
            (struct jx_candidate){.key = jx_str_of(city->keys[i]),
                                  .stratum = jx_str_of(i == 0   ? "A"
                                                       : i < 10 ? "B"
                                                                : "C"),
                                  .amount = jx_dec_int((int64_t)i),
                                  .doubt = jx_dec_int((int64_t)(i * 7 % FORMS))};
    }
}

static void draw(struct city *city, size_t wanted, enum jx_sample_by by, uint64_t seed)
{
    jx_arena_reset(&city->arena);
    CHECK(jx_sample_draw(city->forms, FORMS, wanted, by, seed, &city->arena,
                         &city->strata, &city->stratum_count));
    size_t picked = 0;
    for (size_t i = 0; i < FORMS; i++)
        picked += city->forms[i].picked;
    CHECK(picked == wanted);
}

static void test_shares(struct city *city)
{
    static const size_t want[][4] = {/* wanted, then by department */
                                     {2, 0, 0, 2},  {3, 1, 1, 1},   {6, 1, 1, 4},
                                     {12, 1, 2, 9}, {59, 1, 9, 49}, {60, 1, 9, 50}};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        draw(city, want[i][0], JX_SAMPLE_RANDOM, 1);
        CHECK(city->stratum_count == 3);
        for (size_t k = 0; k < 3; k++)
            CHECK(city->strata[k].wanted == want[i][1 + k]);
    }
}

static void test_risk(struct city *city)
{
    draw(city, 12, JX_SAMPLE_RISK, 1);
    for (size_t i = 0; i < FORMS; i++) /* nobody left out has more in doubt */
        for (size_t k = 0; k < FORMS; k++)
            CHECK(!city->forms[i].picked || city->forms[k].picked ||
                  city->forms[i].place != city->forms[k].place ||
                  jx_dec_cmp(city->forms[i].doubt, city->forms[k].doubt) >= 0);
}

/* How often each is picked, against its chance; sequential Poisson sampling keeps it nearly. */
static void test_chances(struct city *city, enum jx_sample_by by)
{
    size_t picked[FORMS] = {0};
    for (uint64_t seed = 1; seed <= DRAWS; seed++) {
        draw(city, 20, by, seed);
        for (size_t i = 0; i < FORMS; i++)
            picked[i] += city->forms[i].picked;
    }
    for (size_t i = 1; i < FORMS; i++) { /* the first, without an amount, fills a share */
        double gap = (double)picked[i] / DRAWS - city->forms[i].chance;
        double near = by == JX_SAMPLE_AMOUNT ? 0.06 : 0.04;
        CHECK(gap < near && gap > -near);
        CHECK(city->forms[i].chance < 1 || picked[i] == DRAWS);
    }
}

static void test_order(void)
{
    static struct city one, other;
    for (int by = JX_SAMPLE_RISK; by <= JX_SAMPLE_RANDOM; by++) {
        build(&one);
        build(&other);
        for (size_t i = 1; i < FORMS / 2; i++) { /* the same forms in another order */
            struct jx_candidate moved = other.forms[i];
            other.forms[i] = other.forms[FORMS - i];
            other.forms[FORMS - i] = moved;
        }
        draw(&one, 17, (enum jx_sample_by)by, 7);
        draw(&other, 17, (enum jx_sample_by)by, 7);
        for (size_t i = 0; i < FORMS; i++) {
            size_t k = i && i != FORMS / 2 ? FORMS - i : i;
            CHECK(one.forms[i].picked == other.forms[k].picked);
        }
    }
    jx_arena_free(&one.arena);
    jx_arena_free(&other.arena);
}

int main(void)
{
    static struct city city;
    build(&city);
    test_shares(&city);
    test_risk(&city);
    test_chances(&city, JX_SAMPLE_RANDOM);
    test_chances(&city, JX_SAMPLE_AMOUNT);
    jx_arena_free(&city.arena);
    test_order();
    return check_end();
}
