/* target.c: an actual against its target: in proportion, or met or not.
 *
 * In proportion a strict bound (＞ ＜) that is just reached is full marks by arithmetic
 * anyway, weight × 90 ÷ 90; only `threshold` can take it strictly. */
#include "method.h"

enum { NATURE, TARGET, ACTUAL };
static const struct jx_need needs[] = {
    NEED("nature", JX_T_TEXT),
    NEED("target", JX_T_NUMBER),
    NEED("actual", JX_T_NUMBER),
};

/* Below, at and above the target, as bits; which of them an aim takes. */
enum { BELOW = 1, AT = 2, ABOVE = 4 };
static const uint8_t taken[] = {
    [AIM_AT_LEAST] = ABOVE | AT, [AIM_AT_MOST] = BELOW | AT, [AIM_EXACT] = AT};

/* Where the actual lies. */
static unsigned side_of(const struct jx_call *call)
{
    return 1u << (call->math->cmp(call->inputs[ACTUAL].number,
                                  call->inputs[TARGET].number) +
                  1);
}

static void award_against(const struct jx_call *call, struct jx_dec points,
                          const char *why)
{
    struct jx_arg *args = call->args;
    method_put(&args[0], call->inputs[ACTUAL].number);
    args[1].kind = JX_ARG_TEXT;
    args[1].text = call->inputs[NATURE].text;
    method_put(&args[2], call->inputs[TARGET].number);
    call->verbs->award(call->ledger, points, why, args, 3);
}

/* ---- proportional ---- */

enum { P_PASS = AIM_END, P_OVER_FROM, P_OVER_POINTS, P_RATE };
static const struct jx_param proportional_params[] = {
    AIM_PARAMS,
    NUMBER_PARAM("pass_below", 0, 0, 0, 1, N_("share below which nothing is awarded")),
    NUMBER_PARAM("over_from", 0, 0, 0, METHOD_MAX,
                 N_("actual ÷ target from which over_points are taken off; 0: never")),
    NUMBER_PARAM("over_points", 0, 0, 0, METHOD_MAX,
                 N_("points off for a target set too low")),
    RATE_PARAMS,
};

static __attribute__((noinline)) void check_overshoot(const struct jx_call *call)
{
    struct jx_dec target = call->inputs[TARGET].number;
    struct jx_dec actual = call->inputs[ACTUAL].number;
    struct jx_dec from = call->params[P_OVER_FROM].number;
    struct jx_dec points = call->params[P_OVER_POINTS].number;
    if (method_sign(points) <= 0 || method_sign(target) <= 0 ||
        method_less(call, actual, call->math->mul(target, from)))
        return;
    struct jx_arg args[] = {method_arg(actual), method_arg(target), method_arg(from)};
    call->verbs->deduct(call->ledger, points,
                        N_("far over the target: %s ÷ %s reaches %s"), args, COUNT(args));
}

static void proportional(const struct jx_call *call)
{
    const enum method_aim aim = method_aim(call, NULL);
    const unsigned side = side_of(call);
    if (aim == AIM_NONE)
        return;
    if (taken[aim] & side) {
        award_against(call, call->full, N_("met: %s against %s%s"));
        if (call->params[P_OVER_FROM].number.digits > 0 && aim == AIM_AT_LEAST)
            check_overshoot(call);
        return;
    }
    /* The smaller goes on top. */
    const struct jx_value *part = &call->inputs[side == ABOVE ? TARGET : ACTUAL];
    const struct jx_value *whole = &call->inputs[side == ABOVE ? ACTUAL : TARGET];
    method_award_part(call, part->number, whole->number, call->params[P_PASS].number,
                      &call->params[P_RATE], N_("missed: %s × %s ÷ %s"));
}

const struct jx_method method_proportional = {
    .size = sizeof(struct jx_method),
    .name = "proportional",
    .title = N_("full marks when the target is met, else in proportion"),
    .needs = needs,
    .need_count = COUNT(needs),
    .params = proportional_params,
    .param_count = COUNT(proportional_params),
    .score = proportional,
};

/* ---- threshold ---- */

enum { T_STRICT = AIM_END, T_MISSED };
static const struct jx_param threshold_params[] = {
    AIM_PARAMS,
    FLAG_PARAM("strict", N_("＞ and ＜ are not met by the bound itself")),
    NUMBER_PARAM("missed", 0, 0, 0, 1, N_("share of the weight for a missed target")),
};

static void threshold(const struct jx_call *call)
{
    bool strict;
    enum method_aim aim = method_aim(call, &strict);
    if (aim == AIM_NONE)
        return;
    unsigned side = side_of(call);
    if (side == AT && aim != AIM_EXACT && strict && call->params[T_STRICT].flag)
        side = 0;
    if (taken[aim] & side)
        award_against(call, call->full, N_("met: %s against %s%s"));
    else
        award_against(call, call->math->mul(call->full, call->params[T_MISSED].number),
                      N_("missed: %s against %s%s"));
}

const struct jx_method method_threshold = {
    .size = sizeof(struct jx_method),
    .name = "threshold",
    .title = N_("full marks when the target is met, else a fixed share"),
    .needs = needs,
    .need_count = COUNT(needs),
    .params = threshold_params,
    .param_count = COUNT(threshold_params),
    .score = threshold,
};
