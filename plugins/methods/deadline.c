/* deadline.c: a day against the day by which (or, with ≥, from which) it was due. */
#include "method.h"

enum { NATURE, TARGET, ACTUAL };
static const struct jx_need needs[] = {
    NEED("nature", JX_T_TEXT),
    NEED("target", JX_T_DATE),
    NEED("actual", JX_T_DATE),
};

static const struct jx_param params[] = {
    NUMBER_PARAM("points_a_day", 0, 0, 0, METHOD_MAX,
                 N_("points off a day late; 0: a person judges what is late")),
};

static void deadline(const struct jx_call *call)
{
    struct jx_str nature = call->inputs[NATURE].text;
    bool from = method_is(nature, "≥") || method_is(nature, "＞");
    struct jx_dec late = call->math->sub(call->inputs[from ? TARGET : ACTUAL].number,
                                         call->inputs[from ? ACTUAL : TARGET].number);
    struct jx_arg args[] = {method_arg(late), method_arg(call->params[0].number)};
    if (method_sign(late) <= 0) {
        args[0] = method_arg(call->math->sub(method_int(0), late));
        call->verbs->award(call->ledger, call->full, N_("in time, %s days before"), args,
                           1);
    } else if (method_sign(call->params[0].number) == 0) {
        call->verbs->unscored(
            call->ledger, N_("%s days late: what that costs is for a person to judge"),
            args, 1);
    } else {
        call->verbs->award(call->ledger, call->full, N_("the weight"), NULL, 0);
        call->verbs->deduct(call->ledger, call->math->mul(call->params[0].number, late),
                            N_("%s days late, %s points a day"), args, COUNT(args));
    }
}

const struct jx_method method_deadline = {
    .size = sizeof(struct jx_method),
    .name = "deadline",
    .title = N_("full marks when the day is kept, else points off a day"),
    .needs = needs,
    .need_count = COUNT(needs),
    .params = params,
    .param_count = COUNT(params),
    .score = deadline,
};
