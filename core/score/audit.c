/* audit.c: what the form claims for its rows against what the rules and the form's own
 * figures say. Findings must be true; each says where and how many points it moves. */
#include "scoring.h"

#include "lang.h"
#include "record.h"
#include "strbuf.h"

static bool beyond(struct jx_dec a, struct jx_dec b, struct jx_dec tolerance)
{
    return jx_dec_cmp(jx_dec_abs(jx_dec_sub(a, b)), tolerance) > 0;
}

/* Puts the line that decided the score beside the finding: why the rule says so, where. */
static void explain_figure(struct scoring *s, struct jx_finding *finding,
                           const struct jx_item *result)
{
    for (size_t i = result->line_count; i-- > 0;) {
        const struct jx_line *line = &result->lines[i];
        if (line->verb == JX_ROUND || line->verb == JX_CLAMP)
            continue;
        finding->because = line->why;
        const char *where =
            line->line ? jx_arena_format(s->arena, "%s:%d", line->file, line->line)
                       : line->file;
        finding->where = jx_str_of(where);
        return;
    }
}

/* A weight that the form does not print: what is claimed of it cannot be judged. */
static bool assumes_weight(const struct scoring *s, const struct scored *item)
{
    return s->handed_out && item->row;
}

/* A claim beyond the tolerance. */
static __attribute__((cold)) void audit_mismatch(struct scoring *s,
                                                 const struct scored *item)
{
    const struct jx_item *result = item->item;
    struct jx_arg args[2] = {arg_dec(item->claimed), arg_dec(result->score)};
    struct jx_finding *finding =
        finding_add(s, "score-mismatch", result, &result->reported,
                    N_("claimed %s, the rule gives %s"), args, 2);
    finding_points(finding, item->claimed, result->score);
    explain_figure(s, finding, result);
}

/* Points in a sheet of facts are an evaluator's: where there are none at all, nobody left
 * them out. */
static bool expects_claims(const struct scoring *s)
{
    bool any = !s->framework;
    for (size_t i = 0; !any && i < s->item_count; i++)
        any = s->items[i].has_claimed;
    return any;
}

/* The actual of the budget is the amount executed. */
static void audit_blank(struct scoring *s, const struct scored *item)
{
    const struct jx_item *result = item->item;
    const bool budget = result->index == JX_INDEX_BUDGET;
    const struct jx_cell *actual = budget
                                       ? &s->record->budget.total.cell[JX_FUND_EXECUTED]
                                   : item->row ? &item->row->cell[JX_IND_ACTUAL]
                                               : NULL;
    bool placeholder =
        item->detail && !item->pair.has_target && !item->cell[JX_IND_TARGET].content;
    if (!actual || actual->kind == JX_ABSENT || placeholder)
        return;
    finding_add(s, "actual-missing", result, actual,
                budget ? N_("the amount executed is not given")
                       : N_("no actual value is given"),
                NULL, 0);
    if (item->has_claimed && jx_dec_sign(item->claimed) > 0) {
        struct jx_arg arg = arg_dec(item->claimed);
        struct jx_finding *finding = finding_add(
            s, "scored-blank", result, &result->reported,
            budget ? N_("%s points are claimed, but the amount executed is blank")
                   : N_("%s points are claimed for a blank actual"),
            &arg, 1);
        finding->has_points = true;
        finding->points = item->claimed;
    }
}

static __attribute__((cold)) void audit_excess(struct scoring *s,
                                               const struct scored *item)
{
    const struct jx_item *result = item->item;
    if (!result->has_weight || assumes_weight(s, item))
        return;
    struct jx_arg args[2] = {arg_dec(item->claimed), arg_dec(result->weight)};
    struct jx_finding *finding =
        finding_add(s, "score-over-weight", result, &result->reported,
                    N_("claimed %s, but the weight is %s"), args, 2);
    finding->has_points = true;
    finding->points = jx_dec_sub(item->claimed, result->weight);
}

/* What is claimed against the score and the weight. */
static void audit_claim(struct scoring *s, const struct scored *item)
{
    const struct jx_item *result = item->item;
    if (result->scored && !item->judged && !assumes_weight(s, item)) {
        s->compared.compared++;
        if (beyond(item->claimed, result->score, s->pack->tolerance))
            audit_mismatch(s, item);
        else
            s->compared.agreed++;
    }
    if (jx_dec_cmp(item->claimed, result->weight) > 0)
        audit_excess(s, item);
}

/* A form without a place for the score of its budget, say, has the points in its total. */
static void audit_unclaimed(struct scoring *s, const struct scored *item, bool expected)
{
    const struct jx_item *result = item->item;
    if (result->reported.kind == JX_ABSENT) {
        if (result->has_weight)
            jx_sum_add(&s->claims.unprinted, result->weight);
    } else if (claim_seen(s, item)->content) {
        s->claims.unreadable = true; /* it was told */
    } else if (expected && !item->detail) {
        finding_add(s, "score-missing", result, &result->reported,
                    N_("no score is claimed"), NULL, 0);
    }
}

static void audit_item(struct scoring *s, const struct scored *item, bool expected)
{
    s->claims.places += item->item->reported.kind != JX_ABSENT;
    if (!item->has_claimed)
        audit_unclaimed(s, item, expected);
    if (item->actual_blank)
        audit_blank(s, item);
    if (item->range && !item->judged)
        compare_range(s, item);
    if (item->has_claimed) {
        jx_sum_add(&s->claims.sum, item->claimed);
        audit_claim(s, item);
    }
}

/* The score is what is claimed, and no more than the weight. */
static inline bool agrees_plainly(const struct scored *item)
{
    const struct jx_item *result = item->item;
    return (item->has_claimed & result->scored) &&
           !(item->actual_blank | item->judged | (item->range != NULL)) &&
           jx_dec_eq(item->claimed, result->score) &&
           (!item->in_full || jx_dec_eq(item->claimed, result->weight));
}

/* As in most forms: nothing is to be said of any item. */
static inline bool all_agree_plainly(const struct scoring *s)
{
    const struct scored *item = s->items, *end = item + s->item_count;
    while (item < end && agrees_plainly(item))
        item++;
    return item == end;
}

void audit_scores(struct scoring *s)
{
    const size_t count = s->compared.items = s->item_count;
    if (!s->framework && !s->handed_out && all_agree_plainly(s)) {
        s->claims.sum = s->scores;
        s->claims.places = s->compared.compared = s->compared.agreed = count;
        return;
    }
    const bool expected = expects_claims(s);
    for (size_t i = 0; i < count; i++)
        audit_item(s, &s->items[i], expected);
}

/* The claimed total against the parts that are claimed. */
static void audit_parts(struct scoring *s, const struct jx_cell *cell,
                        struct jx_dec total)
{
    const struct claims *claims = &s->claims;
    if (claims->unreadable || jx_sum_is(&claims->sum, total))
        return;
    struct jx_dec sum = jx_sum_value(&claims->sum);
    struct jx_dec most = jx_dec_add(sum, jx_sum_value(&claims->unprinted));
    /* A part without a place for its score, as the budget of some forms, may be in it. */
    bool within = jx_dec_cmp(total, sum) > 0 && jx_dec_cmp(total, most) <= 0;
    if (within || !beyond(total, sum, s->pack->tolerance))
        return;
    struct jx_arg args[2] = {arg_dec(total), arg_dec(sum)};
    struct jx_finding *finding =
        finding_add(s, "total-mismatch", NULL, cell,
                    N_("claimed total %s, but the claimed parts add up to %s"), args, 2);
    finding_points(finding, total, sum);
}

static void audit_claimed_total(struct scoring *s, struct jx_result *result)
{
    const struct jx_cell *cell = &s->record->cell[JX_REC_REPORTED_TOTAL];
    const struct seen *seen = &s->total;
    struct jx_dec total;
    s->compared.total_blank = cell->kind != JX_ABSENT && !seen->content;
    if (!seen->content)
        return;
    if (!seen_points(seen, false, &total)) {
        finding_add(s, "value-unreadable", NULL, cell,
                    N_("the claimed total is no number"), NULL, 0);
        return;
    }
    result->has_claimed_total = true;
    result->claimed_total = total;
    s->compared.total_compared = result->has_total;
    s->compared.total_agreed =
        result->has_total && !beyond(total, result->total, s->pack->tolerance);
    /* Does the form have scores of its rows? Of a framework, whose reports may tell those of
     * some groups only, every row must have one: else they are no parts of a total. */
    const size_t places = s->claims.places;
    result->claims_parts = places && (!s->framework || places == s->item_count);
    if (result->claims_parts)
        audit_parts(s, cell, total);
}

/* Does the form print nothing of the budget's weight, and is that what its rows lack? */
static bool budget_left_out(const struct scoring *s)
{
    int group = s->budget_group;
    return s->weights && group >= 0 &&
           !s->record->budget.total.cell[JX_FUND_WEIGHT].text.n &&
           jx_sum_is(&s->weighed,
                     jx_dec_sub(s->weights->total, s->weights->groups[group].weight));
}

bool weights_differ(struct scoring *s, struct jx_dec *sum, struct jx_dec *want,
                    const struct jx_cell **printed)
{
    const struct jx_cell *cell = &s->record->cell[JX_REC_REPORTED_WEIGHT];
    struct seen seen;
    see_record(s, JX_REC_REPORTED_WEIGHT, &seen);
    bool is_printed = seen.content && seen_points(&seen, s->weights_percent, want);
    if (!is_printed && !s->weights)
        return false;
    if (!is_printed)
        *want = s->weights->total;
    *printed = is_printed ? cell : NULL;
    if (!s->all_weighed || jx_sum_is(&s->weighed, *want))
        return false;
    if (!is_printed && budget_left_out(s))
        return false;
    *sum = jx_sum_value(&s->weighed);
    return true;
}

static void audit_weights(struct scoring *s)
{
    const struct jx_cell *cell;
    struct jx_dec sum, want;
    if (!weights_differ(s, &sum, &want, &cell))
        return;
    struct jx_arg args[2] = {arg_dec(sum), arg_dec(want)};
    struct jx_finding *finding =
        finding_add(s, "weights-total", NULL, cell,
                    N_("the weights add up to %s, the form's total is %s"), args, 2);
    finding_points(finding, want, sum);
}

char *template_differences(struct scoring *s)
{
    struct jx_strbuf text = {0};
    if (!s->weights || !s->weights->group_count || !weights_have_groups(s))
        return NULL;
    for (size_t i = 0; i < s->weights->group_count; i++) {
        const struct jx_weight_group *usual = &s->weights->groups[i];
        const struct jx_sum *have = &s->group_weights[i];
        if (jx_sum_is(have, usual->weight) ||
            ((int)i == s->budget_group && budget_left_out(s)))
            continue;
        char a[64], b[64];
        jx_dec_print(jx_sum_value(have), a);
        jx_dec_print(usual->weight, b);
        jx_strbuf_puts(&text, text.len ? "、" : "");
        jx_strbuf_add(&text, usual->level1.p, usual->level1.n);
        jx_strbuf_format(&text, " %s (%s)", a, b);
    }
    char *kept =
        text.len && !text.failed ? jx_arena_copy(s->arena, text.text, text.len) : NULL;
    s->failed |= text.failed || (text.len && !kept);
    jx_strbuf_free(&text);
    return kept;
}

/* Groups with a weight that cannot be read are not known to differ: that is told already. */
static void audit_template(struct scoring *s)
{
    char *differences = s->all_weighed ? template_differences(s) : NULL;
    if (!differences)
        return;
    struct jx_arg arg = arg_words(differences);
    finding_add(s, "weight-template", NULL, NULL,
                N_("group weights, usual ones in brackets: %s"), &arg, 1);
}

void audit_totals(struct scoring *s, struct jx_result *result)
{
    audit_claimed_total(s, result);
    if (s->framework)
        return; /* its weights were checked when the pack was loaded */
    if (!s->record->indicator_count) {
        if (lacks_indicators(s) && !total_listed(s))
            finding_add(s, "indicators-missing", NULL, NULL,
                        N_("the form has no indicator"), NULL, 0);
        return;
    }
    if (s->handed_out)
        return; /* the program's own weights */
    audit_weights(s);
    audit_template(s);
}
