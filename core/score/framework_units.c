/* framework_units.c: groups of a framework in which the unit sets its own indicators and
 * their weights, which must add up to the group's. */
#include "frameworks.h"

#include "lang.h"
#include "record.h"
#include "strbuf.h"

static struct jx_str id_from(const struct jx_record *record, size_t i)
{
    return record->facts[i].id;
}

enum { UNIT_ITEMS_MAX = 64 }; /* more than any unit sets; the rest are not scored */

/* Is this the first fact with its id? */
static bool first_of_id(const struct jx_record *record, size_t i)
{
    if (i > 0 && jx_str_eq(id_from(record, i - 1), id_from(record, i)))
        return false; /* mostly they stand together */
    for (size_t k = 0; k < i; k++)
        if (jx_str_eq(id_from(record, k), id_from(record, i)))
            return false;
    return true;
}

static const char *keep(struct scoring *s, struct jx_str text)
{
    const char *copy = jx_arena_copy(s->arena, text.p, text.n);
    s->failed |= !copy;
    return copy;
}

static struct jx_str fact_name(const struct jx_record *record, struct jx_str id)
{
    for (size_t i = 0; i < record->fact_count; i++)
        if (jx_str_eq(id_from(record, i), id) &&
            jx_str_is(record->facts[i].field, "name"))
            return record->facts[i].value.text;
    return (struct jx_str){0};
}

static bool is_split(const struct jx_framework_item *item, const struct scored *from,
                     size_t count)
{
    bool any = item->split_count == 0;
    for (size_t i = 0; i < item->split_count && !any; i++) {
        const struct jx_split *split = &item->splits[i];
        any = split->count == count;
        for (size_t k = 0; k < count && any; k++)
            any = jx_dec_cmp(split->parts[k], from[k].item->weight) == 0;
    }
    return any;
}

static void check_unit_weights(struct facts *f, const struct jx_framework_item *item,
                               const struct scored *from, size_t count)
{
    struct jx_dec sum = {0, 0};
    for (size_t i = 0; i < count; i++) {
        if (!from[i].item->has_weight)
            return; /* said already */
        sum = jx_dec_add(sum, from[i].item->weight);
    }
    struct jx_arg args[3] = {arg_text(item->name), arg_dec(sum), arg_dec(item->weight)};
    if (jx_dec_cmp(sum, item->weight) != 0) {
        struct jx_finding *finding = finding_add(
            f->s, "weights-total", NULL, NULL,
            N_("%s: the weights set add up to %s, the group has %s"), args, 3);
        finding_points(finding, item->weight, sum);
    } else if (!is_split(item, from, count)) {
        finding_add(f->s, "weight-template", NULL, NULL,
                    N_("%s: the weight is divided in an unusual way"), args, 1);
    }
}

void score_by_unit(struct facts *f, const struct jx_framework_item *item)
{
    struct scoring *s = f->s;
    const struct jx_record *record = s->record;
    struct jx_str group = jx_str_of(item->selector.key);
    size_t first = s->item_count;
    for (size_t i = 0; i < record->fact_count; i++) {
        struct jx_str id = id_from(record, i);
        if (s->item_count - first >= UNIT_ITEMS_MAX || !is_unit_id(id, group) ||
            !first_of_id(record, i))
            continue;
        struct jx_str name = fact_name(record, id);
        score_leaf(f, item, keep(s, id), name.n ? claim_of(f, item, name, true) : NULL);
    }
    const struct jx_indicator *claim;
    while (!s->failed && s->item_count - first < UNIT_ITEMS_MAX &&
           (claim = claim_of(f, item, (struct jx_str){0}, true)))
        score_leaf(f, item,
                   jx_arena_format(s->arena, "%s-%zu", item->selector.key,
                                   s->item_count - first + 1),
                   claim);
    if (s->item_count > first) {
        check_unit_weights(f, item, &s->items[first], s->item_count - first);
        return;
    }
    struct scored *none =
        next_item(f, item->selector.key, item->name, item->level1, item->level2);
    none->redistributed = item->selector.missing == JX_MISSING_REDISTRIBUTE;
    unscored_leaf(f, &item->selector, none, item->weight,
                  N_("the unit's own indicators are not given"));
}
