/* ranges.c: an actual that is a range of the pack's scale ("部分达成", 60 to 80 %): within
 * what its rule gives for both ends, the points that the form claims are the evaluator's
 * judgement; outside they are a finding. Reading words of the scale is not done here. */
#include "scoring.h"

#include "lang.h"
#include "strbuf.h"

/* What the rule gives when the actual has one share of the range. false: it gives none. */
static bool points_at(struct scoring *s, const struct scored *item, struct jx_dec share,
                      struct jx_dec *out)
{
    const struct jx_selector *selector = item->selector;
    struct jx_item result = *item->item;
    struct scored at = *item;
    struct missing_input missing;
    struct jx_ledger ledger;
    at.item = &result;
    at.may_judge = false;
    at.at_end = true;
    at.end = share;
    const struct jx_value *inputs = rule_inputs(s, &at, selector, &missing);
    if (!inputs)
        return false;
    jx_ledger_start(&ledger, s->arena, selector->rule->name);
    ledger.formats = &s->engine->formats;
    call_rule(s, &at, &ledger, inputs);
    jx_ledger_settle(&ledger, selector->rule->start_full, s->pack->round_item, &result);
    *out = result.score;
    return result.scored && !ledger.rejected;
}

/* The ends in points, of a rule that gives more for more. */
static bool find_ends(struct scoring *s, struct scored *item,
                      const struct jx_level *range)
{
    struct jx_dec half = jx_dec_shift(jx_dec_int(5), -1), middle;
    item->range = range;
    if (points_at(s, item, range->from, &item->low) &&
        points_at(s, item, jx_dec_mul(jx_dec_add(range->from, range->to), half),
                  &middle) &&
        points_at(s, item, range->to, &item->high) &&
        jx_dec_cmp(item->low, middle) <= 0 && jx_dec_cmp(middle, item->high) <= 0)
        return true;
    item->range = NULL;
    return false;
}

enum { RANGE_ARGS = 5 };

/* The word, its shares in percent, its points. */
static void range_args(const struct scored *item, struct jx_arg *args)
{
    args[0] = arg_text(item->range->word);
    args[1] = arg_dec(jx_dec_shift(item->range->from, 2));
    args[2] = arg_dec(jx_dec_shift(item->range->to, 2));
    args[3] = arg_dec(item->low);
    args[4] = arg_dec(item->high);
}

/* Where weights are tried out, an evaluator keeps to the same share of the weight. */
static void keep_share(struct scored *item)
{
    struct jx_dec weight = item->item->weight;
    bool ok = true;
    if (jx_dec_sign(item->judged_at) > 0 && jx_dec_cmp(weight, item->judged_at) != 0) {
        struct jx_dec kept =
            jx_dec_muldiv(item->item->claimed, weight, item->judged_at, &ok);
        item->claimed = ok ? kept : item->claimed;
    }
}

static bool within(const struct scoring *s, const struct scored *item)
{
    struct jx_dec tolerance = s->pack->tolerance;
    return jx_dec_cmp(item->claimed, jx_dec_sub(item->low, tolerance)) >= 0 &&
           jx_dec_cmp(item->claimed, jx_dec_add(item->high, tolerance)) <= 0;
}

bool judge_range(struct scoring *s, struct scored *item, struct jx_ledger *ledger,
                 const struct missing_input *missing)
{
    struct jx_arg args[RANGE_ARGS + 1];
    if (!item->has_claimed || !missing->range || !find_ends(s, item, missing->range))
        return false;
    keep_share(item);
    range_args(item, args);
    args[RANGE_ARGS] = arg_dec(item->claimed);
    item->judged = within(s, item);
    if (item->judged) {
        if (jx_dec_sign(item->judged_at) == 0)
            item->judged_at = item->item->weight;
        jx_ledger_verbs.award(ledger, item->claimed,
                              N_("as the evaluator judged: '%s' is %s%% to %s%% of the "
                                 "weight, %s to %s points, and %s lies within"),
                              args, RANGE_ARGS + 1);
        return true;
    }
    item->redistributed = item->selector->missing == JX_MISSING_REDISTRIBUTE;
    jx_ledger_verbs.unscored(
        ledger,
        N_("'%s' is %s%% to %s%% of the weight, %s to %s points, and "
           "%s lies outside: a person must judge"),
        args, RANGE_ARGS + 1);
    return true;
}

void compare_range(struct scoring *s, const struct scored *item)
{
    struct jx_arg args[RANGE_ARGS + 1];
    bool above = jx_dec_cmp(item->claimed, item->high) > 0;
    args[0] = arg_dec(item->claimed);
    range_args(item, args + 1);
    s->compared.compared++;
    struct jx_finding *finding =
        finding_add(s, "score-mismatch", item->item, &item->item->reported,
                    N_("claimed %s, but '%s' is %s%% to %s%% of the weight: %s to %s "
                       "points"),
                    args, RANGE_ARGS + 1);
    finding_points(finding, item->claimed, above ? item->high : item->low);
}
