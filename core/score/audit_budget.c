/* audit_budget.c: the budget block against itself: rates, sums of sources, reasons.
 *
 * Printed amounts are rounded, mostly to 0.01 万元. A rate or a sum is wrong only when no
 * amounts that print so could give it; a naive check cries wolf on half of all forms. */
#include "scoring.h"

#include "lang.h"
#include "record.h"
#include "strbuf.h"

/* The amounts of a row of funds. */
enum { AMOUNTS = 3 };
static const int keys[AMOUNTS] = {JX_FUND_INITIAL, JX_FUND_ADJUSTED, JX_FUND_EXECUTED};

static int decimals_of(struct jx_str text)
{
    int digits = 0;
    bool point = false;
    for (size_t i = 0; i < text.n; i++) {
        digits += point && text.p[i] >= '0' && text.p[i] <= '9';
        point |= text.p[i] == '.';
    }
    return digits < UINT8_MAX ? digits : UINT8_MAX;
}

/* The true amount lies within as much of the printed one. Two decimals at least: "16.2" may
 * stand for 16.20, and 16 for 16.00. */
static struct jx_dec half_of(const struct seen *amount)
{
    int decimals =
        amount->kind == SEEN_WORDS ? decimals_of(seen_text(amount)) : amount->decimals;
    return (struct jx_dec){5, -(decimals > 2 ? decimals : 2) - 1};
}

/* Of the budget block, which is an item in findings even where the form gives it no points. */
static __attribute__((cold)) struct jx_finding *
add(struct scoring *s, const char *code, const struct jx_cell *cell, const char *message,
    const struct jx_arg *args, size_t arg_count)
{
    struct jx_item block = {.index = JX_INDEX_BUDGET,
                            .name = s->form ? s->form->budget_name : jx_str_of("")};
    return finding_add(s, code, &block, cell, message, args, arg_count);
}

/* A row's amounts, and as they are printed. */
struct share {
    const struct seen *adjusted_cell, *executed_cell;
    struct jx_dec adjusted, executed;
};

/* As most are: a rate in percent, all of it in hundredths, in whole numbers. A whole step,
 * not half of one: some offices cut instead of rounding. */
static inline bool plainly_possible(const struct share *row, const struct seen *rate)
{
    static const int steps[] = {100, 10, 1}; /* by decimals, in hundredths */
    int64_t percent, whole, part;
    if (rate->kind != SEEN_FIGURE || !rate->percent || rate->decimals > 2 ||
        !jx_dec_hundredths(rate->number, &percent) || percent > 1000000 ||
        !jx_dec_hundredths(row->adjusted, &whole) ||
        !jx_dec_hundredths(row->executed, &part))
        return false;
    int64_t gap = percent * whole - part * 10000, most = steps[rate->decimals] * whole;
    return -most <= gap && gap <= most;
}

static bool rate_possible(const struct share *row, struct jx_dec rate, struct jx_dec step)
{
    struct jx_dec low = jx_dec_sub(rate, step), high = jx_dec_add(rate, step);
    struct jx_dec half = half_of(row->executed_cell);
    struct jx_dec low_part = jx_dec_sub(row->executed, half);
    struct jx_dec high_part = jx_dec_add(row->executed, half);
    half = half_of(row->adjusted_cell);
    struct jx_dec low_whole = jx_dec_sub(row->adjusted, half);
    struct jx_dec high_whole = jx_dec_add(row->adjusted, half);
    if (jx_dec_sign(low_whole) <= 0)
        return true;
    /* low_part/high_whole - step <= rate <= high_part/low_whole + step, cross-multiplied. */
    return jx_dec_cmp(jx_dec_mul(high, high_whole), low_part) >= 0 &&
           jx_dec_cmp(jx_dec_mul(low, low_whole), high_part) <= 0;
}

static void check_rate(struct scoring *s, const struct seen seen[JX_FUND_COUNT],
                       const struct jx_cell *cell)
{
    const struct seen *printed = &seen[JX_FUND_RATE];
    struct share row = {&seen[JX_FUND_ADJUSTED], &seen[JX_FUND_EXECUTED]};
    struct jx_dec rate, step;
    if (printed->kind == SEEN_NOTHING || !seen_amount(row.adjusted_cell, &row.adjusted) ||
        !seen_amount(row.executed_cell, &row.executed) ||
        jx_dec_sign(row.adjusted) <= 0 || plainly_possible(&row, printed) ||
        !seen_rate(printed, &rate, &step) || rate_possible(&row, rate, step))
        return;
    bool ok;
    struct jx_dec true_rate =
        jx_dec_round(jx_dec_shift(jx_dec_div(row.executed, row.adjusted, &ok), 2), 2,
                     JX_ROUND_HALF_AWAY);
    struct jx_arg args[2] = {arg_text(cell->text), arg_dec(true_rate)};
    add(s, "rate-mismatch", cell,
        N_("printed rate %s, executed over adjusted gives %s%%"), args, 2);
}

static const char *fund_word(int key)
{
    return key == JX_FUND_INITIAL    ? _("initial budget")
           : key == JX_FUND_ADJUSTED ? _("adjusted budget")
                                     : _("executed budget");
}

/* The sources added up, parts of other sources with them or left out. */
struct sum {
    struct jx_sum value;
    bool any, unreadable;
};

static inline struct sum sum_sources(struct scoring *s, int key, bool with_parts)
{
    const size_t count = s->record->budget.source_count;
    struct sum out = {0};
    struct jx_dec value;
    for (size_t i = 1; i <= count; i++) {
        const struct seen *amount = &s->funds[i][key];
        if (!with_parts && seen_nested(s, &s->funds[i][JX_FUND_NAME]))
            continue;
        if (seen_amount(amount, &value)) {
            out.any = true;
            jx_sum_add(&out.value, value);
        } else {
            out.unreadable |= amount->kind != SEEN_NOTHING;
        }
    }
    return out;
}

/* How far a sum may be off the total, by what printing has cut off. */
static struct jx_dec slack_of(struct scoring *s, int key, bool with_parts)
{
    struct jx_dec slack = half_of(&s->funds[0][key]), value;
    for (size_t i = 1; i <= s->record->budget.source_count; i++)
        if (seen_amount(&s->funds[i][key], &value) &&
            (with_parts || !seen_nested(s, &s->funds[i][JX_FUND_NAME])))
            slack = jx_dec_add(slack, half_of(&s->funds[i][key]));
    return slack;
}

/* Nothing can be said of an unreadable part. */
static inline bool adds_up(struct scoring *s, const struct sum *sum, struct jx_dec total,
                           int key, bool with_parts)
{
    return sum->unreadable || jx_sum_is(&sum->value, total) ||
           jx_dec_cmp(jx_dec_abs(jx_dec_sub(total, jx_sum_value(&sum->value))),
                      slack_of(s, key, with_parts)) <= 0;
}

/* Sources that a pack calls parts are such only below a subtotal, which not every form
 * prints: either way of adding may be right. */
static void check_sum(struct scoring *s, int key)
{
    struct jx_dec total;
    if (!seen_amount(&s->funds[0][key], &total))
        return;
    const struct sum all = sum_sources(s, key, true);
    if (!all.any || adds_up(s, &all, total, key, true))
        return;
    struct sum sum = sum_sources(s, key, false);
    if (!sum.any)
        sum = all; /* no subtotal: the parts are all there is */
    else if (adds_up(s, &sum, total, key, false))
        return;
    struct jx_arg args[3] = {arg_words(fund_word(key)), arg_dec(total),
                             arg_dec(jx_sum_value(&sum.value))};
    add(s, "funds-mismatch", &s->record->budget.total.cell[key],
        N_("%s: the total is %s, its sources add up to %s"), args, 3);
}

static void check_reason(struct scoring *s)
{
    const struct jx_cell *reason = &s->record->budget.total.cell[JX_FUND_REASON];
    const struct seen *total = s->funds[0];
    struct jx_dec initial, adjusted, executed;
    if (reason->kind == JX_ABSENT || total[JX_FUND_REASON].content ||
        !seen_amount(&total[JX_FUND_ADJUSTED], &adjusted))
        return;
    const struct jx_limits *limits = &s->pack->limits;
    if (limits->has_reason_below && seen_amount(&total[JX_FUND_EXECUTED], &executed) &&
        jx_dec_sign(adjusted) > 0 &&
        jx_dec_cmp(executed, jx_dec_mul(adjusted, limits->reason_below)) < 0) {
        struct jx_arg share = arg_dec(jx_dec_shift(limits->reason_below, 2));
        add(s, "reason-missing", reason,
            N_("execution below %s%% and no reason is given"), &share, 1);
    } else if (seen_amount(&total[JX_FUND_INITIAL], &initial) &&
               jx_dec_cmp(initial, adjusted) != 0) {
        struct jx_arg args[2] = {arg_dec(initial), arg_dec(adjusted)};
        add(s, "reason-missing", reason,
            N_("budget adjusted from %s to %s and no reason is given"), args, 2);
    }
}

void audit_budget(struct scoring *s)
{
    const struct jx_budget *budget = &s->record->budget;
    if (!budget->present)
        return;
    check_rate(s, s->funds[0], &budget->total.cell[JX_FUND_RATE]);
    for (size_t i = 0; i < budget->source_count; i++)
        check_rate(s, s->funds[i + 1], &budget->sources[i].cell[JX_FUND_RATE]);
    for (int i = 0; i < AMOUNTS; i++)
        check_sum(s, keys[i]);
    check_reason(s);
}
