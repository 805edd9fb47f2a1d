/* audit_rows.c: rows against themselves: their sign, the actual beside its target, places and
 * reasons. Scores that are claimed for them, and totals, are audit.c's business. */
#include "scoring.h"

#include "lang.h"
#include "record.h"

/* Words in the place of a sign, and none with the target: which way is better is not
 * known. */
static void audit_nature(struct scoring *s, const struct scored *item)
{
    const struct jx_cell *cell = &item->row->cell[JX_IND_NATURE];
    if (item->pair.nature != JX_NATURE_NONE || !seen_cell(item, JX_IND_NATURE)->content ||
        jx_nature_silent(cell->text))
        return;
    struct jx_arg arg = arg_text(cell->text);
    finding_add(s, "value-unreadable", item->item, cell,
                N_("the nature '%s' is none that is known"), &arg, 1);
}

/* The target was met: the rule gave full marks, whatever it took off again. */
static bool met(const struct scored *scored)
{
    const struct jx_item *item = scored->item;
    if (scored->in_full)
        return true;
    for (size_t i = 0; item->scored && i < item->line_count; i++)
        if (item->lines[i].verb == JX_AWARD &&
            jx_dec_cmp(item->lines[i].points, item->weight) >= 0)
            return true;
    return false;
}

/* Of figures above zero. */
static bool over(struct jx_dec greater, struct jx_dec smaller, struct jx_dec limit)
{
    return jx_dec_cmp(greater, jx_dec_mul(smaller, limit)) > 0;
}

/* A limit, and as a fraction of whole numbers: `up` ÷ `down`; down 0: it is none. */
struct fraction {
    struct jx_dec limit;
    int64_t up, down;
};

/* Figures as most are: not the same, and neither over the other by the limit. The questions
 * are asked all at once: which figure is greater, nobody can foretell. */
static inline bool unremarkable(struct jx_dec a, struct jx_dec b,
                                const struct fraction *limit)
{
    return limit->down && a.exponent == b.exponent && jx_dec_are_short(a, b) &&
           (a.digits != b.digits) & (a.digits * limit->down <= b.digits * limit->up) &
               (b.digits * limit->down <= a.digits * limit->up);
}

/* Of target and actual, as printed. */
static void note_size(struct scoring *s, const char *code, const struct scored *item,
                      const char *message)
{
    const struct jx_cell *actual = &item->row->cell[JX_IND_ACTUAL];
    struct jx_arg args[2] = {arg_text(item->row->cell[JX_IND_TARGET].text),
                             arg_text(actual->text)};
    finding_add(s, code, item->item, actual, message, args, 2);
}

/* Of the pack's limits the one that is passed first; 1 where there is none. */
static struct fraction least_limit(const struct jx_limits *limits)
{
    struct jx_dec limit = limits->has_overshoot ? limits->overshoot : jx_dec_int(1);
    if (limits->has_magnitude &&
        (!limits->has_overshoot || jx_dec_cmp(limits->magnitude, limit) <= 0))
        limit = limits->magnitude;
    struct fraction least = {.limit = limit};
    if (jx_dec_are_short(limit, limit) && limit.exponent <= 0 && limit.exponent >= -9) {
        least.up = limit.digits;
        least.down = (int64_t)jx_dec_tens[-limit.exponent];
    }
    return least;
}

/* Figures above zero of which one is over the other, by more than the least limit. */
static void audit_gap(struct scoring *s, const struct scored *item, bool above)
{
    const struct jx_pair *pair = &item->pair;
    const struct jx_limits *limits = &s->pack->limits;
    struct jx_dec actual = pair->actual_value, target = pair->target_value;
    bool more_is_better = pair->nature == JX_NATURE_GE || pair->nature == JX_NATURE_GT ||
                          pair->nature == JX_NATURE_EQ;
    if (limits->has_magnitude && (above ? over(actual, target, limits->magnitude)
                                        : over(target, actual, limits->magnitude)))
        note_size(s, "unit-suspect", item,
                  N_("target %s and actual %s look like different units"));
    else if (above && more_is_better && limits->has_overshoot &&
             over(actual, target, limits->overshoot) && met(item))
        note_size(s, "target-overshot", item,
                  N_("target %s, actual %s: the target was set too low, or a figure is "
                     "wrong"));
}

static void audit_bound(struct scoring *s, const struct scored *item)
{
    const struct jx_pair *pair = &item->pair;
    if (pair->actual_bound ||
        (pair->nature != JX_NATURE_GT && pair->nature != JX_NATURE_LT))
        return;
    struct jx_arg args[2] = {arg_words(jx_nature_glyph(pair->nature)),
                             arg_dec(pair->target_value)};
    finding_add(s, "strict-bound", item->item, &item->row->cell[JX_IND_ACTUAL],
                N_("the target is %s%s and the actual is just that"), args, 2);
}

/* The actual beside its target; `least`: the least of the pack's limits. */
static inline void audit_figures(struct scoring *s, const struct scored *item,
                                 const struct fraction *least)
{
    const struct jx_pair *pair = &item->pair;
    if (pair->fit == JX_FIT_DIFFERENT)
        note_size(s, "unit-suspect", item,
                  N_("target %s and actual %s look like different units"));
    if (!pair->has_target || !pair->has_actual)
        return;
    const struct jx_dec actual = pair->actual_value, target = pair->target_value;
    if (unremarkable(actual, target, least))
        return;
    const int order = jx_dec_cmp(actual, target);
    if (order == 0)
        audit_bound(s, item);
    else if (actual.digits > 0 && target.digits > 0 &&
             (order > 0 ? over(actual, target, least->limit)
                        : over(target, actual, least->limit)))
        audit_gap(s, item, order > 0);
}

/* The next number from `i` on whose bit i % 64 is set, of some that are. */
static size_t next_bit(uint64_t bits, size_t i)
{
    uint64_t rest = bits >> i % 64;
    return rest ? i + (size_t)__builtin_ctzll(rest)
                : (i | 63) + 1 + (size_t)__builtin_ctzll(bits);
}

/* Directions and places: once each a row. */
static inline void audit_checks(struct scoring *s, const struct scored *item)
{
    const uint64_t bits = seen_checks(s, &item->cell[JX_IND_NAME]) | seen_placed(s, item);
    unsigned said = 0;
    if (item->detail || !bits)
        return;
    for (size_t i = next_bit(bits, 0); i < s->pack->target_check_count;
         i = next_bit(bits, i + 1)) {
        const struct jx_target_check *check = &s->pack->target_checks[i];
        if (!check->audited || said & 1u << check->audited ||
            !target_fails(s, item, check))
            continue;
        struct jx_arg arg = arg_words(check->text);
        const struct jx_cell *cell = &item->row->cell[check->cell];
        if (check->cell == JX_IND_NATURE && cell->kind == JX_ABSENT)
            cell = &item->row->cell[JX_IND_TARGET]; /* "≥200人" has both */
        finding_add(s, check->code, item->item, cell, "%s", &arg, 1);
        said |= 1u << check->audited;
    }
}

/* Both questions at once: the one or the other mostly has a yes, nobody can tell which. */
static inline void audit_reason(struct scoring *s, const struct scored *item)
{
    if (item->in_full | item->cell[JX_IND_REASON].content)
        return;
    const struct jx_cell *reason = &item->row->cell[JX_IND_REASON];
    const struct jx_item *result = item->item;
    if (reason->kind == JX_ABSENT || !result->scored || met(item))
        return;
    finding_add(s, "reason-missing", result, reason,
                N_("the target is missed and no reason is given"), NULL, 0);
}

void audit_rows(struct scoring *s)
{
    const struct fraction least = least_limit(&s->pack->limits);
    const struct scored *end = s->items + s->item_count;
    for (const struct scored *item = s->items; item < end; item++) {
        if (!item->row)
            continue;
        audit_nature(s, item);
        audit_figures(s, item, &least);
        if (!s->framework) /* whose natures and places are the pack's own */
            audit_checks(s, item);
        audit_reason(s, item);
    }
}
