/* short.c: points off for what is short of the target, or for every occurrence; and its
 * mirror, points for every occurrence. */
#include "method.h"

/* ---- step and linear: short of the target ---- */

enum { NATURE, TARGET, ACTUAL };
static const struct jx_need needs[] = {
    NEED("nature", JX_T_TEXT),
    NEED("target", JX_T_NUMBER),
    NEED("actual", JX_T_NUMBER),
};

static const char *const by_choices[] = {"difference", "percent", NULL};
static const char *const begun_choices[] = {"free", "counts", NULL};

/* The first parameters of both methods. */
enum { BY = AIM_END, POINTS, STEP, OWN };
#define SHORT_PARAMS                                                                     \
    AIM_PARAMS,                                                                          \
        CHOICE_PARAM(                                                                    \
            "by", "difference", by_choices,                                              \
            N_("the shortfall in the target's unit, or in percent of the target")),      \
        REQUIRED_PARAM("points", METHOD_MAX, N_("points off a step")),                   \
        NUMBER_PARAM("step", 1, 0, 0, METHOD_MAX, N_("size of a step, above 0"))

/* Steps between actual and target on the wrong side: gap ÷ size, not yet divided. */
struct steps {
    struct jx_dec gap, size, count;
};

/* false when the item is decided already. */
static bool steps_short(const struct jx_call *call, struct steps *steps)
{
    struct jx_dec target = call->inputs[TARGET].number;
    struct jx_dec actual = call->inputs[ACTUAL].number;
    bool ok;
    enum method_aim aim = method_aim(call, NULL);
    if (aim == AIM_NONE)
        return false;
    struct jx_dec below = call->math->sub(target, actual);
    int side = method_sign(below);
    if (side == 0 || (aim == AIM_AT_LEAST && side < 0) ||
        (aim == AIM_AT_MOST && side > 0))
        return false;
    steps->gap = side > 0 ? below : call->math->sub(actual, target);
    steps->size = call->params[STEP].number;
    if (method_is(call->params[BY].text, "percent")) {
        steps->gap = call->math->mul(steps->gap, method_int(100));
        steps->size = call->math->mul(target, steps->size);
    }
    steps->count = call->math->div(steps->gap, steps->size, &ok);
    if (!ok || method_sign(steps->count) < 0) {
        struct jx_arg args[] = {method_arg(actual), method_arg(target)};
        call->verbs->unscored(call->ledger,
                              N_("what %s is short of %s cannot be counted in steps"),
                              args, COUNT(args));
        return false;
    }
    return true;
}

static void deduct_steps(const struct jx_call *call, struct jx_dec steps,
                         struct jx_dec points)
{
    struct jx_arg args[] = {method_arg(call->inputs[ACTUAL].number),
                            method_word(call->inputs[NATURE].text),
                            method_arg(call->inputs[TARGET].number), method_arg(steps),
                            method_arg(call->params[POINTS].number)};
    call->verbs->deduct(call->ledger, points, N_("missed: %s against %s%s, %s × %s off"),
                        args, COUNT(args));
}

static const struct jx_param step_params[] = {
    SHORT_PARAMS,
    CHOICE_PARAM("begun", "free", begun_choices,
                 N_("a step that is only begun: free, or counts as a whole one")),
};

static void step(const struct jx_call *call)
{
    struct steps steps;
    if (!steps_short(call, &steps))
        return;
    struct jx_dec count = method_is(call->params[OWN].text, "counts")
                              ? call->math->ceil(steps.count)
                              : call->math->floor(steps.count);
    if (method_sign(count) > 0)
        deduct_steps(call, count, call->math->mul(count, call->params[POINTS].number));
}

const struct jx_method method_step = {
    .size = sizeof(struct jx_method),
    .start_full = true,
    .name = "step",
    .title = N_("points off for every step short of the target"),
    .needs = needs,
    .need_count = COUNT(needs),
    .params = step_params,
    .param_count = COUNT(step_params),
    .score = step,
};

static const struct jx_param linear_params[] = {
    SHORT_PARAMS,
    NUMBER_PARAM("least", 0, 0, 0, 1, N_("share of the weight that always remains")),
};

static void linear(const struct jx_call *call)
{
    struct steps steps;
    if (!steps_short(call, &steps))
        return;
    struct jx_dec kept = call->math->mul(call->full, call->params[OWN].number);
    struct jx_dec most = call->math->sub(call->full, kept);
    struct jx_dec points =
        call->math->muldiv(steps.gap, call->params[POINTS].number, steps.size, NULL);
    deduct_steps(call, steps.count, method_less(call, most, points) ? most : points);
}

const struct jx_method method_linear = {
    .size = sizeof(struct jx_method),
    .start_full = true,
    .name = "linear",
    .title = N_("points off in proportion to what is short of the target, with a floor"),
    .needs = needs,
    .need_count = COUNT(needs),
    .params = linear_params,
    .param_count = COUNT(linear_params),
    .score = linear,
};

/* ---- count and tally: every occurrence ---- */

static const struct jx_need count_needs[] = {NEED("actual", JX_T_NUMBER)};

enum { C_POINTS, C_CAP, C_FREE };
static const struct jx_param count_params[] = {
    REQUIRED_PARAM("points", METHOD_MAX, N_("points off for every occurrence")),
    NUMBER_PARAM("cap", 0, 0, 0, METHOD_MAX, N_("most points off; 0: no cap")),
    NUMBER_PARAM("free", 0, 0, 0, METHOD_MAX, N_("occurrences that cost nothing")),
};
static const struct jx_param tally_params[] = {
    REQUIRED_PARAM("points", METHOD_MAX, N_("points for every occurrence")),
    NUMBER_PARAM("cap", 0, 0, 0, METHOD_MAX, N_("most points awarded; 0: the weight")),
};

/* Occurrences beyond the free ones, times the points, up to the cap. */
static bool counted(const struct jx_call *call, struct jx_dec free, struct jx_dec *times,
                    struct jx_dec *points)
{
    struct jx_dec actual = call->inputs[0].number, cap = call->params[C_CAP].number;
    if (method_sign(actual) < 0) {
        struct jx_arg arg = method_arg(actual);
        call->verbs->unscored(call->ledger, N_("%s is no number of occurrences"), &arg,
                              1);
        return false;
    }
    *times = call->math->sub(actual, free);
    if (method_sign(*times) <= 0)
        return false;
    *points = call->math->mul(*times, call->params[C_POINTS].number);
    if (method_sign(cap) > 0 && method_less(call, cap, *points))
        *points = cap;
    return true;
}

static void count(const struct jx_call *call)
{
    struct jx_dec times, points;
    if (!counted(call, call->params[C_FREE].number, &times, &points))
        return;
    struct jx_arg args[] = {method_arg(times), method_arg(call->params[C_POINTS].number)};
    call->verbs->deduct(call->ledger, points, N_("%s occurrences × %s off"), args,
                        COUNT(args));
}

static void tally(const struct jx_call *call)
{
    struct jx_dec times, points;
    if (!counted(call, method_int(0), &times, &points))
        return;
    if (method_less(call, call->full, points))
        points = call->full;
    struct jx_arg args[] = {method_arg(times), method_arg(call->params[C_POINTS].number)};
    call->verbs->award(call->ledger, points, N_("%s occurrences × %s"), args,
                       COUNT(args));
}

const struct jx_method method_count = {
    .size = sizeof(struct jx_method),
    .start_full = true,
    .name = "count",
    .title = N_("points off for every occurrence, up to a cap"),
    .needs = count_needs,
    .need_count = COUNT(count_needs),
    .params = count_params,
    .param_count = COUNT(count_params),
    .score = count,
};

const struct jx_method method_tally = {
    .size = sizeof(struct jx_method),
    .name = "tally",
    .title = N_("points for every occurrence, up to a cap"),
    .needs = count_needs,
    .need_count = COUNT(count_needs),
    .params = tally_params,
    .param_count = COUNT(tally_params),
    .score = tally,
};
