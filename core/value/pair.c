/* pair.c: nature, target, unit and actual of one indicator, brought to one scale.
 *
 * A unit printed in a cell goes before the unit column. What is printed without unit
 * takes the target's: that is an assumption, and said. Units that do not convert leave
 * the actual without a value. */
#include "parse.h"

#include "lang.h"
#include "strbuf.h"

static bool is_none(const struct jx_unit *unit)
{
    return !unit->power && !unit->percent && unit->base.n == 0;
}

static struct jx_unit printed(const struct jx_reading *r)
{
    return (struct jx_unit){r->power, r->percent, r->unit};
}

struct jx_unit jx_target_unit(const struct jx_reading *target,
                              const struct jx_unit *column)
{
    struct jx_unit own = printed(target);
    if (is_none(&own))
        return *column;
    if (own.base.n == 0 && !own.percent && !column->percent)
        own.base = column->base;
    return own;
}

/* Without a figure as target: the column's unit, else the actual's own, 万 counted out
 * but a percentage left one. */
static struct jx_unit own_unit(const struct jx_reading *actual,
                               const struct jx_unit *column)
{
    if (!is_none(column))
        return *column;
    return (struct jx_unit){.power = actual->percent ? actual->power : 0,
                            .percent = actual->percent,
                            .base = actual->unit};
}

static void read_nature(struct jx_pair *pair, const enum jx_nature *own,
                        enum jx_nature in_target)
{
    pair->nature = own ? *own : in_target;
    if (own && pair->nature != JX_NATURE_QUALITATIVE &&
        in_target != JX_NATURE_QUALITATIVE && !nature_agree(pair->nature, in_target))
        pair->has_target = false; /* ≤ in one cell and ≥ in the other */
}

/* "0.95" beside a target of 90 %: a share or less than one percent, nobody can tell; nor of
 * "1.02" beside 100 %, which is near it either way: 102 %, or hardly anything. */
static inline bool share_or_percent(const struct jx_pair *pair, struct jx_dec actual,
                                    const struct jx_unit *unit)
{
    const struct jx_dec one = {1, 0}, ten = {10, 0}, half = {50, 0}, twice = {200, 0};
    const struct jx_dec target = pair->target_value;
    if (!unit->percent || jx_dec_cmp(actual, ten) >= 0 || jx_dec_is_zero(actual))
        return false;
    if (jx_dec_cmp(jx_dec_abs(actual), one) <= 0)
        return pair->target_kind != JX_READING_NUMBER || jx_dec_cmp(target, ten) >= 0;
    return pair->target_kind == JX_READING_NUMBER && jx_dec_sign(actual) > 0 &&
           jx_dec_cmp(jx_dec_mul(actual, half), target) <= 0 &&
           jx_dec_cmp(jx_dec_mul(actual, twice), target) >= 0;
}

/* How the actual, printed with a unit, stands to the target's; *power brings it there. */
static enum jx_fit fit_printed(const struct jx_unit *target, const struct jx_unit *actual,
                               int *power)
{
    *power = actual->power - target->power;
    if (target->percent || actual->percent)
        return target->percent == actual->percent &&
                       unit_compare(target->base, actual->base, &(int){0}) == UNIT_SAME
                   ? JX_FIT_SAME
                   : JX_FIT_DIFFERENT;
    if (is_none(target)) /* "500" without any unit: 500 what, if the actual is in 万? */
        return actual->power ? JX_FIT_DIFFERENT : JX_FIT_ASSUMED;
    if (actual->base.n == 0 || target->base.n == 0)
        return actual->base.n == target->base.n ? JX_FIT_SAME : JX_FIT_ASSUMED;
    int more;
    enum unit_match match = unit_compare(target->base, actual->base, &more);
    *power += more;
    return match == UNIT_SAME   ? JX_FIT_SAME
           : match == UNIT_NEAR ? JX_FIT_ASSUMED
                                : JX_FIT_DIFFERENT;
}

/* The actual is printed without unit. */
static inline void fit_bare(struct jx_pair *pair, struct jx_dec actual,
                            const struct jx_unit *target)
{
    if (share_or_percent(pair, actual, target)) {
        pair->fit = JX_FIT_DIFFERENT;
        pair->why = N_("a share or a percentage: the percent sign is missing");
        return;
    }
    pair->fit = is_none(target) ? JX_FIT_SAME : JX_FIT_ASSUMED;
    pair->has_actual = true;
    pair->actual_value = actual;
}

static void fit_units(struct jx_pair *pair, const struct jx_reading *read,
                      const struct jx_unit *target)
{
    struct jx_unit actual = printed(read);
    int power = 0;
    if (is_none(&actual)) {
        fit_bare(pair, read->number, target);
        return;
    }
    pair->fit = fit_printed(target, &actual, &power);
    if (pair->fit == JX_FIT_DIFFERENT) {
        pair->why = N_("its unit does not convert to the target's");
        return;
    }
    pair->has_actual = true;
    pair->actual_value = jx_dec_shift(read->number, power);
}

/* An actual of ">90%" is a bound: enough when already the bound meets the target. */
static bool bound_meets(const struct jx_pair *pair, enum jx_nature bound)
{
    int order = jx_dec_cmp(pair->actual_value, pair->target_value);
    switch (pair->nature) {
    case JX_NATURE_GE:
        return order >= 0 && (bound == JX_NATURE_GE || bound == JX_NATURE_GT);
    case JX_NATURE_GT:
        return (order > 0 && bound == JX_NATURE_GE) ||
               (order >= 0 && bound == JX_NATURE_GT);
    case JX_NATURE_LE:
        return order <= 0 && (bound == JX_NATURE_LE || bound == JX_NATURE_LT);
    case JX_NATURE_LT:
        return (order < 0 && bound == JX_NATURE_LE) ||
               (order <= 0 && bound == JX_NATURE_LT);
    default: return false;
    }
}

static void weigh_bound(struct jx_pair *pair, enum jx_nature bound)
{
    if (bound == JX_NATURE_NONE)
        return;
    pair->actual_bound = bound == JX_NATURE_GE || bound == JX_NATURE_GT ||
                         bound == JX_NATURE_LE || bound == JX_NATURE_LT;
    if (!pair->actual_bound)
        return;
    pair->bound_decides = pair->has_target && bound_meets(pair, bound);
    if (!pair->bound_decides)
        pair->why = N_("only a bound, which does not tell whether the target is met");
}

static const char *why_no_figure(const struct jx_reading *actual)
{
    switch (actual->kind) {
    case JX_READING_DATE: return N_("a date, not a figure");
    case JX_READING_TEXT: return N_("words, not a figure");
    case JX_READING_UNREADABLE: return actual->why;
    default: return NULL;
    }
}

/* ---- days ---- */

static bool later_is_better(enum jx_nature nature)
{
    return nature == JX_NATURE_GE || nature == JX_NATURE_GT;
}

/* Kept or missed, whichever of its days each date means; else *why. */
static bool weigh_days(struct jx_pair *pair, const struct jx_date *target,
                       const struct jx_date *actual)
{
    enum { SOME_YEAR = 2000 }; /* a leap year */
    int year = target->year ? target->year : actual->year ? actual->year : SOME_YEAR;
    int64_t from, to, first, last; /* of the target, of the actual */
    if (!date_span(target, year, &from, &to) || !date_span(actual, year, &first, &last))
        return false;
    bool up = later_is_better(pair->nature);
    bool kept = target->open ? (up ? first > to : last < from)
                             : (up ? first >= from : last <= to);
    bool missed = up ? last < from : first > to;
    pair->target_day = (int32_t)(up ? from : to);
    pair->actual_day = (int32_t)(kept == up ? first : last);
    return kept || missed;
}

/* What stands beside a day: "11月" is a figure of months elsewhere. */
static bool read_day(const struct jx_reading *r, struct jx_date *out)
{
    *out = r->date;
    if (r->kind == JX_READING_NUMBER && !r->power && jx_str_is(r->unit, "月"))
        for (int month = 1; month <= 12; month++)
            if (jx_dec_cmp(r->number, jx_dec_int(month)) == 0) {
                *out = (struct jx_date){.month = (uint8_t)month};
                return true;
            }
    return r->kind == JX_READING_DATE;
}

static void read_days(struct jx_pair *pair, const struct jx_date *target,
                      const struct jx_date *actual)
{
    pair->has_days = weigh_days(pair, target, actual);
    pair->why =
        pair->has_days
            ? N_("a date, not a figure")
            : N_("a month or a year, which does not tell whether the day was kept");
}

bool jx_pair_month(struct jx_pair *pair, const struct jx_reading *target,
                   const struct jx_reading *actual, const struct jx_unit *column,
                   int year)
{
    if (actual->kind != JX_READING_DATE || !actual->date.month || !pair->has_target ||
        (actual->date.year && actual->date.year != year) ||
        actual->comparator != JX_NATURE_NONE)
        return false;
    struct jx_unit unit = jx_target_unit(target, column);
    if (unit.power || !jx_str_is(unit.base, "月"))
        return false;
    pair->has_actual = true;
    pair->actual_value = jx_dec_int(actual->date.month);
    pair->fit = JX_FIT_SAME;
    pair->why = NULL;
    return true;
}

void jx_pair_of(const struct jx_reading *target, const struct jx_reading *actual,
                const enum jx_nature *nature, const struct jx_unit *column,
                struct jx_pair *pair)
{
    *pair = (struct jx_pair){.fit = JX_FIT_NONE,
                             .target_kind = target->kind,
                             .has_target = target->kind == JX_READING_NUMBER,
                             .target_value = target->number};
    read_nature(pair, nature, target->comparator);
    struct jx_date day;
    if (target->kind == JX_READING_DATE && read_day(actual, &day)) {
        read_days(pair, &target->date, &day);
        return;
    }
    if (actual->kind != JX_READING_NUMBER) {
        if (!jx_pair_month(pair, target, actual, column, 0))
            pair->why = why_no_figure(actual);
        return;
    }
    bool figure = target->kind == JX_READING_NUMBER;
    struct jx_unit unit =
        figure ? jx_target_unit(target, column) : own_unit(actual, column);
    fit_units(pair, actual, &unit);
    if (!figure)
        pair->fit = JX_FIT_NONE;
    if (pair->has_actual)
        weigh_bound(pair, actual->comparator);
}

void jx_pair_of_figures(struct jx_dec target, struct jx_dec actual, enum jx_nature nature,
                        const struct jx_unit *column, struct jx_pair *pair)
{
    *pair = (struct jx_pair){.nature = (uint8_t)nature,
                             .target_kind = JX_READING_NUMBER,
                             .has_target = true,
                             .target_value = target};
    fit_bare(pair, actual, column);
}

struct jx_pair jx_pair_read(const struct jx_indicator *row)
{
    struct jx_reading target = jx_read(row->cell[JX_IND_TARGET].text);
    struct jx_reading actual = jx_read(row->cell[JX_IND_ACTUAL].text);
    struct jx_unit column = jx_unit_read(row->cell[JX_IND_UNIT].text);
    enum jx_nature nature;
    bool own = jx_nature_read(row->cell[JX_IND_NATURE].text, &nature);
    struct jx_pair pair;
    jx_pair_of(&target, &actual, own ? &nature : NULL, &column, &pair);
    return pair;
}
