/* audit_budget.c: the budget block against itself: rates, sums of sources, reasons.
 *
 * Printed amounts are rounded, mostly to 0.01 万元. A rate or a sum is wrong only when no
 * amounts that print so could give it; a naive check cries wolf on half of all forms. */
#include "scoring.h"

#include "lang.h"
#include "record.h"
#include "strbuf.h"

/* An amount as printed. */
struct amount {
    const struct seen *seen;
    struct jx_dec value;
    bool read;
};

static void read_amount(const struct seen *seen, struct amount *out)
{
    out->seen = seen;
    out->read = seen->kind != SEEN_NOTHING && seen_amount(seen, &out->value);
}

static bool unreadable(const struct amount *amount)
{
    return !amount->read && amount->seen->kind != SEEN_NOTHING;
}

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
static struct jx_dec half_of(const struct amount *amount)
{
    const struct seen *seen = amount->seen;
    int decimals =
        seen->kind == SEEN_WORDS ? decimals_of(seen_text(seen)) : seen->decimals;
    return (struct jx_dec){5, -(decimals > 2 ? decimals : 2) - 1};
}

/* The three amounts of a row of funds, each read once. */
enum { INITIAL, ADJUSTED, EXECUTED, AMOUNTS };
static const int keys[AMOUNTS] = {JX_FUND_INITIAL, JX_FUND_ADJUSTED, JX_FUND_EXECUTED};
struct amounts {
    struct amount of[AMOUNTS];
    bool nested; /* part of another source */
};

static bool rate_possible(const struct amount *adjusted, const struct amount *executed,
                          struct jx_dec rate, struct jx_dec step)
{
    /* A whole step, not half of one: some offices cut instead of rounding. */
    struct jx_dec low = jx_dec_sub(rate, step), high = jx_dec_add(rate, step);
    if (jx_dec_cmp(jx_dec_mul(high, adjusted->value), executed->value) >= 0 &&
        jx_dec_cmp(jx_dec_mul(low, adjusted->value), executed->value) <= 0)
        return true; /* mostly, without a thought of rounded amounts */
    struct jx_dec low_part = jx_dec_sub(executed->value, half_of(executed));
    struct jx_dec high_part = jx_dec_add(executed->value, half_of(executed));
    struct jx_dec low_whole = jx_dec_sub(adjusted->value, half_of(adjusted));
    struct jx_dec high_whole = jx_dec_add(adjusted->value, half_of(adjusted));
    if (jx_dec_sign(low_whole) <= 0)
        return true;
    /* low_part/high_whole - step <= rate <= high_part/low_whole + step, cross-multiplied. */
    return jx_dec_cmp(jx_dec_mul(high, high_whole), low_part) >= 0 &&
           jx_dec_cmp(jx_dec_mul(low, low_whole), high_part) <= 0;
}

static void check_rate(struct scoring *s, const struct jx_item *item,
                       const struct jx_cell *cell, const struct seen *seen,
                       const struct amounts *row)
{
    struct jx_dec rate, step;
    const struct amount *adjusted = &row->of[ADJUSTED], *executed = &row->of[EXECUTED];
    if (seen->kind == SEEN_NOTHING || !adjusted->read || !executed->read ||
        jx_dec_sign(adjusted->value) <= 0 || !seen_rate(seen, &rate, &step) ||
        rate_possible(adjusted, executed, rate, step))
        return;
    bool ok;
    struct jx_dec true_rate =
        jx_dec_round(jx_dec_shift(jx_dec_div(executed->value, adjusted->value, &ok), 2),
                     2, JX_ROUND_HALF_AWAY);
    struct jx_arg args[2] = {arg_text(cell->text), arg_dec(true_rate)};
    finding_add(s, "rate-mismatch", item, cell,
                N_("printed rate %s, executed over adjusted gives %s%%"), args, 2);
}

static const char *fund_word(int key)
{
    return key == INITIAL    ? _("initial budget")
           : key == ADJUSTED ? _("adjusted budget")
                             : _("executed budget");
}

/* The sources added up, parts of other sources with them or left out. */
struct sum {
    struct jx_dec value;
    bool any, unreadable;
};

static struct sum sum_sources(const struct amounts *rows, size_t count, int key,
                              bool with_parts)
{
    struct sum out = {0};
    struct jx_sum sum = {0};
    for (size_t i = 1; i < count; i++) {
        const struct amount *amount = &rows[i].of[key];
        if (rows[i].nested && !with_parts)
            continue;
        out.unreadable |= unreadable(amount);
        out.any |= amount->read;
        if (amount->read)
            jx_sum_add(&sum, amount->value);
    }
    out.value = jx_sum_value(&sum);
    return out;
}

/* How far a sum may be off the total, by what printing has cut off. */
static struct jx_dec slack_of(const struct amounts *rows, size_t count, int key,
                              bool with_parts)
{
    struct jx_dec slack = half_of(&rows->of[key]);
    for (size_t i = 1; i < count; i++)
        if (rows[i].of[key].read && (with_parts || !rows[i].nested))
            slack = jx_dec_add(slack, half_of(&rows[i].of[key]));
    return slack;
}

/* Nothing can be said of an unreadable part. */
static bool adds_up(const struct sum *sum, const struct amounts *rows, size_t count,
                    int key, bool with_parts)
{
    struct jx_dec total = rows->of[key].value;
    return sum->unreadable || jx_dec_cmp(sum->value, total) == 0 ||
           jx_dec_cmp(jx_dec_abs(jx_dec_sub(total, sum->value)),
                      slack_of(rows, count, key, with_parts)) <= 0;
}

/* Sources that a pack calls parts are such only below a subtotal, which not every form
 * prints: either way of adding may be right. */
static void check_sum(struct scoring *s, const struct jx_item *item,
                      const struct amounts *rows, int key)
{
    const struct jx_cell *cell = &s->record->budget.total.cell[keys[key]];
    const struct amount *total = &rows[0].of[key];
    const size_t count = 1 + s->record->budget.source_count;
    if (!total->read)
        return;
    struct sum sum = sum_sources(rows, count, key, false);
    if (sum.any && adds_up(&sum, rows, count, key, false))
        return;
    struct sum all = sum_sources(rows, count, key, true);
    if (!sum.any)
        sum = all; /* no subtotal: the parts are all there is */
    if (!sum.any || adds_up(&all, rows, count, key, true))
        return;
    struct jx_arg args[3] = {arg_words(fund_word(key)), arg_dec(total->value),
                             arg_dec(sum.value)};
    finding_add(s, "funds-mismatch", item, cell,
                N_("%s: the total is %s, its sources add up to %s"), args, 3);
}

static void check_reason(struct scoring *s, const struct jx_item *item,
                         const struct amounts *total)
{
    const struct jx_cell *reason = &s->record->budget.total.cell[JX_FUND_REASON];
    const struct amount *initial = &total->of[INITIAL], *adjusted = &total->of[ADJUSTED],
                        *executed = &total->of[EXECUTED];
    if (reason->kind == JX_ABSENT || !adjusted->read ||
        s->funds[0][JX_FUND_REASON].content)
        return;
    const struct jx_limits *limits = &s->pack->limits;
    bool moved = initial->read && jx_dec_cmp(initial->value, adjusted->value) != 0;
    bool low = limits->has_reason_below && executed->read &&
               jx_dec_sign(adjusted->value) > 0 &&
               jx_dec_cmp(executed->value,
                          jx_dec_mul(adjusted->value, limits->reason_below)) < 0;
    struct jx_arg args[2] = {arg_dec(initial->value), arg_dec(adjusted->value)};
    struct jx_arg share = arg_dec(jx_dec_shift(limits->reason_below, 2));
    if (low)
        finding_add(s, "reason-missing", item, reason,
                    N_("execution below %s%% and no reason is given"), &share, 1);
    else if (moved)
        finding_add(s, "reason-missing", item, reason,
                    N_("budget adjusted from %s to %s and no reason is given"), args, 2);
}

void audit_budget(struct scoring *s)
{
    const struct jx_budget *budget = &s->record->budget;
    if (!budget->present)
        return;
    struct jx_item block = {.index = JX_INDEX_BUDGET,
                            .name = jx_str_of(s->form ? s->form->budget_name : "")};
    size_t count = 1 + budget->source_count;
    struct amounts *rows = jx_arena_room(s->arena, count * sizeof *rows);
    s->failed |= !rows;
    for (size_t i = 0; rows && i < count; i++) {
        const struct jx_funds *funds = i ? &budget->sources[i - 1] : &budget->total;
        for (int key = 0; key < AMOUNTS; key++)
            read_amount(&s->funds[i][keys[key]], &rows[i].of[key]);
        rows[i].nested = i && seen_nested(s, &s->funds[i][JX_FUND_NAME]);
        check_rate(s, &block, &funds->cell[JX_FUND_RATE], &s->funds[i][JX_FUND_RATE],
                   &rows[i]);
    }
    for (int key = 0; rows && key < AMOUNTS; key++)
        check_sum(s, &block, rows, key);
    if (rows)
        check_reason(s, &block, rows);
}
