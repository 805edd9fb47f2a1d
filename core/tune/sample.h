/* sample.h: which forms to score again next year: a sample stratified by department.
 *
 * Strata get their shares of the sample by the number of their forms, by largest remainder;
 * one each before that, where the sample is large enough. Within a stratum:
 * - random: the forms with the smallest permanent random numbers, so every form has the same
 *   chance (Ohlsson, Coordination of Samples Using Permanent Random Numbers, 1995);
 * - amount: sequential Poisson sampling, random number ÷ amount: chances in proportion to the
 *   amount, and certain where that is 1 or more (Ohlsson, Sequential Poisson Sampling,
 *   Journal of Official Statistics 14, 1998);
 * - risk: those with the most points in doubt. Nothing is drawn.
 * A form's random number is told by seed and code alone: neither the order of the forms nor
 * which others there are changes it. */
#pragma once

#include "arena.h"
#include "jixiao/value.h"

#include <stddef.h>

enum jx_sample_by { JX_SAMPLE_RISK, JX_SAMPLE_AMOUNT, JX_SAMPLE_RANDOM };

struct jx_candidate {
    struct jx_str key;     /* code, or name: tells its random number */
    struct jx_str stratum; /* department; may be empty */
    struct jx_dec amount;  /* 0: none is known */
    struct jx_dec doubt;   /* points in doubt */
    uint64_t errors, warnings;
    /* Filled in: */
    bool picked;
    double chance; /* of being picked; 1: certain; by risk 0 */
    size_t place;  /* of the stratum in the list */
};

struct jx_stratum {
    struct jx_str name;
    size_t forms, wanted;
};

/* Picks `wanted` of the candidates (all, where there are no more). The strata, in the order in
 * which they first come, live in `arena`. false: memory. */
bool jx_sample_draw(struct jx_candidate *list, size_t count, size_t wanted,
                    enum jx_sample_by by, uint64_t seed, struct jx_arena *arena,
                    struct jx_stratum **strata, size_t *stratum_count);
