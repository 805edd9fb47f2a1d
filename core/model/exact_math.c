/* exact_math.c: the arithmetic that native methods and writers are given: that of decimal.h,
 * behind pointers. */
#include "ledger.h"

static struct jx_dec round_half_away(struct jx_dec a, int digits)
{
    return jx_dec_round(a, digits, JX_ROUND_HALF_AWAY);
}

/* Without branches where it can be: which of two figures is greater nobody can foretell. */
static int order(struct jx_dec a, struct jx_dec b)
{
    return a.exponent == b.exponent ? (a.digits > b.digits) - (a.digits < b.digits)
                                    : jx_dec_cmp_any(a, b);
}

const struct jx_math jx_exact_math = {
    .size = sizeof(struct jx_math),
    .add = jx_dec_add,
    .sub = jx_dec_sub,
    .mul = jx_dec_mul,
    .div = jx_dec_div,
    .muldiv = jx_dec_muldiv,
    .cmp = order,
    .floor = jx_dec_floor,
    .ceil = jx_dec_ceil,
    .round = round_half_away,
};
