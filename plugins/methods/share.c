/* share.c: marks that are a share of the weight: a word's, an answer's, a rate's, or the
 * distance from the peers. */
#include "method.h"

/* ---- level ---- */

static const struct jx_need level_needs[] = {NEED("actual", JX_T_LEVEL)};

static void level(const struct jx_call *call)
{
    struct jx_dec share = call->inputs[0].number;
    method_put(&call->args[0], call->full);
    method_put(&call->args[1], share);
    call->verbs->award(call->ledger, call->math->mul(call->full, share),
                       N_("level on the scale: %s × %s"), call->args, 2);
}

const struct jx_method method_level = {
    .size = sizeof(struct jx_method),
    .name = "level",
    .title = N_("the share that the word has on the pack's scale"),
    .needs = level_needs,
    .need_count = COUNT(level_needs),
    .score = level,
};

/* ---- yes-no ---- */

static const struct jx_need yes_needs[] = {NEED("actual", JX_T_FLAG)};
static const struct jx_param yes_params[] = {
    FLAG_PARAM("no_is_good", N_("full marks for no instead of yes")),
};

static void yes_no(const struct jx_call *call)
{
    bool yes = call->inputs[0].flag;
    bool good = yes != call->params[0].flag;
    call->verbs->award(call->ledger, good ? call->full : method_int(0),
                       yes ? N_("the answer is yes") : N_("the answer is no"), NULL, 0);
}

const struct jx_method method_yes_no = {
    .size = sizeof(struct jx_method),
    .name = "yes-no",
    .title = N_("all or nothing by a yes or no"),
    .needs = yes_needs,
    .need_count = COUNT(yes_needs),
    .params = yes_params,
    .param_count = COUNT(yes_params),
    .score = yes_no,
};

/* ---- execution ---- */

enum { ADJUSTED, EXECUTED };
static const struct jx_need execution_needs[] = {
    NEED("adjusted", JX_T_NUMBER),
    NEED("executed", JX_T_NUMBER),
};
enum { X_PASS, X_RATE };
static const struct jx_param execution_params[] = {
    NUMBER_PARAM("pass_below", 0, 0, 0, 1, N_("share below which nothing is awarded")),
    RATE_PARAMS,
};

static void execution(const struct jx_call *call)
{
    struct jx_dec adjusted = call->inputs[ADJUSTED].number;
    struct jx_dec executed = call->inputs[EXECUTED].number;
    if (method_sign(adjusted) <= 0) {
        method_no_rate(call, adjusted);
    } else if (!method_less(call, executed, adjusted)) {
        struct jx_arg args[] = {method_arg(executed), method_arg(adjusted)};
        call->verbs->award(call->ledger, call->full,
                           N_("executed %s reaches the adjusted budget %s"), args,
                           COUNT(args));
    } else {
        method_award_part(call, executed.digits < 0 ? method_int(0) : executed, adjusted,
                          call->params[X_PASS].number, &call->params[X_RATE],
                          N_("execution: %s × %s ÷ %s"));
    }
}

const struct jx_method method_execution = {
    .size = sizeof(struct jx_method),
    .name = "execution",
    .title = N_("budget execution, pro rata up to 100 %"),
    .needs = execution_needs,
    .need_count = COUNT(execution_needs),
    .params = execution_params,
    .param_count = COUNT(execution_params),
    .score = execution,
};

/* ---- milestone ---- */

static const struct jx_need milestone_needs[] = {NEED("actual", JX_T_NUMBER)};
enum { M_DUE, M_PASS };
static const struct jx_param milestone_params[] = {
    REQUIRED_PARAM("due", METHOD_MAX, N_("what is due by the day, in the actual's unit")),
    NUMBER_PARAM("pass_below", 0, 0, 0, 1, N_("share below which nothing is awarded")),
};

static void milestone(const struct jx_call *call)
{
    struct jx_dec actual = call->inputs[0].number, due = call->params[M_DUE].number;
    struct jx_arg args[] = {method_arg(actual), method_arg(due)};
    if (!method_less(call, actual, due))
        call->verbs->award(call->ledger, call->full, N_("%s reaches the %s due"), args,
                           COUNT(args));
    else
        method_award_part(call, actual, due, call->params[M_PASS].number, NULL,
                          N_("milestone: %s × %s ÷ %s"));
}

const struct jx_method method_milestone = {
    .size = sizeof(struct jx_method),
    .name = "milestone",
    .title = N_("what was reached by a day, pro rata of what was due"),
    .needs = milestone_needs,
    .need_count = COUNT(milestone_needs),
    .params = milestone_params,
    .param_count = COUNT(milestone_params),
    .score = milestone,
};

/* ---- peer ---- */

enum { TARGET, ACTUAL };
static const struct jx_need peer_needs[] = {
    NEED("target", JX_T_NUMBER),
    NEED("actual", JX_T_NUMBER),
};
static const char *const better_choices[] = {"more", "less", NULL};
enum { R_BETTER, R_LEAST };
static const struct jx_param peer_params[] = {
    CHOICE_PARAM("better", "more", better_choices, N_("whether more or less is better")),
    NUMBER_PARAM("least", 0, 0, 0, 1, N_("share of the weight that always remains")),
};

/* Peers' averages may be zero or negative ("-0.32 %"), so the distance is measured
 * against the size of the average, not as a quotient of the two. */
static void peer(const struct jx_call *call)
{
    struct jx_dec average = call->inputs[TARGET].number;
    struct jx_dec actual = call->inputs[ACTUAL].number;
    bool more = method_is(call->params[R_BETTER].text, "more");
    struct jx_arg args[] = {method_arg(actual), method_arg(average),
                            method_arg(call->full), method_arg(method_int(0)),
                            method_arg(method_int(0))};
    struct jx_dec worse =
        more ? call->math->sub(average, actual) : call->math->sub(actual, average);
    if (method_sign(worse) <= 0) {
        call->verbs->award(call->ledger, call->full,
                           N_("%s is no worse than the peers' %s"), args, 2);
        return;
    }
    struct jx_dec size =
        method_sign(average) < 0 ? call->math->sub(method_int(0), average) : average;
    struct jx_dec part = call->math->sub(size, worse),
                  kept = call->params[R_LEAST].number;
    if (method_sign(part) <= 0 || method_less(call, part, call->math->mul(kept, size))) {
        args[3] = method_arg(kept);
        call->verbs->award(call->ledger, call->math->mul(call->full, kept),
                           N_("%s is worse than the peers' %s: %s × %s"), args, 4);
        return;
    }
    args[3] = method_arg(part);
    args[4] = method_arg(size);
    /* Multiplied before it is divided: the quotient alone can break a tie. */
    call->verbs->award(call->ledger, call->math->muldiv(call->full, part, size, NULL),
                       N_("%s is worse than the peers' %s: %s × %s ÷ %s"), args,
                       COUNT(args));
}

const struct jx_method method_peer = {
    .size = sizeof(struct jx_method),
    .name = "peer",
    .title = N_("full marks when no worse than the peers (the target), else by distance"),
    .needs = peer_needs,
    .need_count = COUNT(peer_needs),
    .params = peer_params,
    .param_count = COUNT(peer_params),
    .score = peer,
};
