/* deviation.c: a scoring method: full marks within a band around the target, then less in
 * proportion, nothing from a limit on. Being above counts like being below, as it should
 * for figures that are planned: staff, stocks, forecasts. A worked example of a method
 * with parameters and explanations; see include/README.md. */
#include <jixiao/plugin.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* What the method asks for, and the order in which it gets it. */
enum { TARGET, ACTUAL };
static const struct jx_need needs[] = {
    {"target", JX_T_NUMBER, false},
    {"actual", JX_T_NUMBER, false},
};

enum { BAND, LIMIT };
static const struct jx_param params[] = {
    {.name = "band",
     .type = JX_T_NUMBER,
     .has_default = true,
     .has_min = true,
     .has_max = true,
     .value = {.type = JX_T_NUMBER, .number = {5, -2}}, /* 5 × 10^-2 */
     .min = {0, 0},
     .max = {1, 0},
     .text = "share of the target within which the figure counts as met"},
    {.name = "limit",
     .type = JX_T_NUMBER,
     .has_default = true,
     .has_min = true,
     .value = {.type = JX_T_NUMBER, .number = {5, -1}},
     .min = {0, 0},
     .text = "share of the target from which on there are no points"},
};

static struct jx_arg arg(struct jx_dec number)
{
    struct jx_arg a = {.kind = JX_ARG_DEC, .dec = number};
    return a;
}

static struct jx_dec absolute(const struct jx_math *math, struct jx_dec a)
{
    struct jx_dec zero = {0, 0};
    return math->cmp(a, zero) < 0 ? math->sub(zero, a) : a;
}

/* Any thread; no state. Scores by calling verbs, each of which is a line of the ledger. */
static void score(const struct jx_call *call)
{
    const struct jx_math *math = call->math;
    struct jx_dec target = call->inputs[TARGET].number,
                  actual = call->inputs[ACTUAL].number;
    struct jx_dec band = call->params[BAND].number, limit = call->params[LIMIT].number;
    struct jx_arg shown[] = {arg(actual), arg(target)};
    bool ok;
    struct jx_dec off =
        math->div(absolute(math, math->sub(actual, target)), absolute(math, target), &ok);
    if (!ok) {
        call->verbs->unscored(call->ledger, "the target is zero: nothing to deviate from",
                              NULL, 0);
        return;
    }
    if (math->cmp(off, limit) >= 0) {
        call->verbs->reject(call->ledger, "%g is too far from %g", shown, COUNT(shown));
        return;
    }
    if (math->cmp(off, band) <= 0) {
        call->verbs->award(call->ledger, call->full, "%g is near enough to %g", shown,
                           COUNT(shown));
        return;
    }
    /* weight × (limit − off) ÷ (limit − band), rounded once */
    struct jx_dec points =
        math->muldiv(call->full, math->sub(limit, off), math->sub(limit, band), &ok);
    struct jx_dec hundred = {100, 0};
    struct jx_arg args[] = {arg(actual), arg(math->mul(off, hundred)), arg(target)};
    call->verbs->award(call->ledger, points, "%g is %.2f%% away from %g", args,
                       COUNT(args));
    if (math->cmp(actual, target) > 0)
        call->verbs->find(call->ledger, "plan-exceeded", "%g is above the plan of %g",
                          shown, COUNT(shown));
}

static const struct jx_method deviation = {
    .size = sizeof deviation,
    .name = "deviation",
    .title = "full marks near the target, less in proportion on either side",
    .needs = needs,
    .need_count = COUNT(needs),
    .params = params,
    .param_count = COUNT(params),
    .score = score,
};
static const struct jx_method *const methods[] = {&deviation, NULL};

JX_PLUGIN("deviation", "1.1.0", NULL, NULL, methods);
