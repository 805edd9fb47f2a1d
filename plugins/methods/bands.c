/* bands.c: marks by bands of a rate. A band is [bound, share] or [bound, points]; bounds
 * belong to their band, the order of the list does not matter. */
#include "method.h"

static const char *const by_choices[] = {"achievement", "actual", NULL};
static const char *const side_choices[] = {"at-least", "at-most", NULL};
static const char *const gives_choices[] = {"share", "points", NULL};

/* The band a rate lies in: the highest bound it reaches, or, for rates that should be
 * low, the lowest it does not exceed. */
struct found {
    bool any, bad; /* bad: an entry that is no pair of numbers */
    struct jx_dec bound, gives;
};

static struct found find_band(const struct jx_call *call, const struct jx_value *bands,
                              struct jx_dec rate, bool at_most)
{
    struct found found = {0};
    for (size_t i = 0; i < bands->count; i++) {
        const struct jx_value *band = &bands->items[i];
        if (band->type != JX_T_LIST || band->count != 2 ||
            band->items[0].type != JX_T_NUMBER || band->items[1].type != JX_T_NUMBER) {
            found.bad = true;
            return found;
        }
        struct jx_dec bound = band->items[0].number;
        int reach = call->math->cmp(rate, bound) * (at_most ? -1 : 1);
        int better = found.any ? call->math->cmp(bound, found.bound) : 0;
        if (reach < 0 || (found.any && better * (at_most ? -1 : 1) <= 0))
            continue;
        found.any = true;
        found.bound = bound;
        found.gives = band->items[1].number;
    }
    return found;
}

static void award_band(const struct jx_call *call, const struct jx_value *bands,
                       struct jx_dec rate, bool at_most, bool points)
{
    struct found found = find_band(call, bands, rate, at_most);
    if (found.bad) {
        call->verbs->unscored(
            call->ledger, N_("parameter bands is no list of [bound, share]"), NULL, 0);
        return;
    }
    struct jx_arg args[] = {method_arg(rate), method_arg(found.bound),
                            method_arg(call->full), method_arg(found.gives)};
    if (!found.any)
        call->verbs->award(call->ledger, method_int(0), N_("%s lies in no band"), args,
                           1);
    else if (points) {
        args[2] = args[3];
        call->verbs->award(call->ledger, found.gives, N_("%s lies in the band of %s: %s"),
                           args, 3);
    } else
        call->verbs->award(call->ledger, call->math->mul(call->full, found.gives),
                           N_("%s lies in the band of %s: %s × %s"), args, COUNT(args));
}

/* ---- banded: a row ---- */

enum { NATURE, TARGET, ACTUAL };
static const struct jx_need needs[] = {
    NEED("nature", JX_T_TEXT),
    {.name = "target", .type = JX_T_NUMBER, .optional = true},
    NEED("actual", JX_T_NUMBER),
};

enum { BANDS = AIM_END, BY, SIDE, GIVES };
#define BANDS_PARAM                                                                      \
    {                                                                                    \
        .name = "bands", .type = JX_T_LIST,                                              \
        .text = N_("list of [bound, share of the weight or points]")                     \
    }
static const struct jx_param banded_params[] = {
    AIM_PARAMS,
    BANDS_PARAM,
    CHOICE_PARAM("by", "achievement", by_choices,
                 N_("the rate: actual ÷ target (target ÷ actual for ≤), or the actual")),
    CHOICE_PARAM("side", "at-least", side_choices,
                 N_("a band holds from its bound on, or up to it")),
    CHOICE_PARAM("gives", "share", gives_choices,
                 N_("what the second number of a band is")),
};

/* Achievement is not cut at 1: a pack may have a band for targets far exceeded. Against
 * zero there is no quotient, but there a target is met for certain. */
static bool achievement(const struct jx_call *call, struct jx_dec *rate)
{
    struct jx_dec target = call->inputs[TARGET].number;
    struct jx_dec actual = call->inputs[ACTUAL].number;
    bool ok;
    enum method_aim aim = method_aim(call, NULL);
    if (aim == AIM_NONE)
        return false;
    if (call->inputs[TARGET].type == JX_T_NONE || method_sign(target) < 0 ||
        method_sign(actual) < 0) {
        call->verbs->unscored(
            call->ledger, N_("no achievement without a target, or below zero"), NULL, 0);
        return false;
    }
    bool more =
        aim == AIM_AT_LEAST || (aim == AIM_EXACT && method_less(call, actual, target));
    *rate = more ? call->math->div(actual, target, &ok)
                 : call->math->div(target, actual, &ok);
    if (!ok)
        *rate = method_int(1);
    return true;
}

static void banded(const struct jx_call *call)
{
    struct jx_dec rate = call->inputs[ACTUAL].number;
    if (method_is(call->params[BY].text, "achievement") && !achievement(call, &rate))
        return;
    award_band(call, &call->params[BANDS], rate,
               method_is(call->params[SIDE].text, "at-most"),
               method_is(call->params[GIVES].text, "points"));
}

const struct jx_method method_banded = {
    .size = sizeof(struct jx_method),
    .name = "banded",
    .title = N_("marks by bands of the achievement or of the actual"),
    .needs = needs,
    .need_count = COUNT(needs),
    .params = banded_params,
    .param_count = COUNT(banded_params),
    .score = banded,
};

/* ---- execution-banded: the budget block ---- */

enum { ADJUSTED, EXECUTED };
static const struct jx_need execution_needs[] = {
    NEED("adjusted", JX_T_NUMBER),
    NEED("executed", JX_T_NUMBER),
};
enum { E_BANDS, E_GIVES };
static const struct jx_param execution_params[] = {
    BANDS_PARAM,
    CHOICE_PARAM("gives", "share", gives_choices,
                 N_("what the second number of a band is")),
};

static void execution_banded(const struct jx_call *call)
{
    struct jx_dec adjusted = call->inputs[ADJUSTED].number;
    if (method_sign(adjusted) <= 0) {
        method_no_rate(call, adjusted);
        return;
    }
    struct jx_dec rate = call->math->div(call->inputs[EXECUTED].number, adjusted, NULL);
    award_band(call, &call->params[E_BANDS], rate, false,
               method_is(call->params[E_GIVES].text, "points"));
}

const struct jx_method method_execution_banded = {
    .size = sizeof(struct jx_method),
    .name = "execution-banded",
    .title = N_("marks by bands of the execution rate (a share)"),
    .needs = execution_needs,
    .need_count = COUNT(execution_needs),
    .params = execution_params,
    .param_count = COUNT(execution_params),
    .score = execution_banded,
};
