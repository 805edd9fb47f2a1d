/* inferring.h: what the files of 'infer' share. For this room only. */
#pragma once

#include "infer.h"

#define EXCEPTION_BITS 2.0
enum { ALL_ROUNDINGS = (1 << JX_CLAIM_ROUNDINGS) - 1 };

struct inferring {
    struct jx_inferred *out;
    const struct jx_claims *claims;
    const struct jx_shapes *shapes;
    uint16_t *allowed; /* by claim: roundings that count */
    size_t *cell;      /* by claim: nature and level 1; or SIZE_MAX: the budget's */
    struct jx_str *level1s;
    size_t level1_count, cell_count;
    double rule_bits, rounding_bits; /* of what was found last, without exceptions */
};

static inline double claim_price(const struct inferring *f, size_t claim, size_t shape)
{
    const struct jx_claim *c = &f->claims->list[claim];
    return c->fits[shape] & f->allowed[claim] ? 0 : c->bits + EXCEPTION_BITS;
}

/* infer_rules.c; judge: also how sure they are. */
bool find_rules(struct inferring *f, bool judge);
/* infer_rounding.c: ways of rounding and who uses them; sets `allowed`. */
bool find_roundings(struct inferring *f);
/* infer_except.c */
bool find_deviations(struct inferring *f);
bool find_exceptions(struct inferring *f);
