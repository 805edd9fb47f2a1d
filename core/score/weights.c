/* weights.c: which template of weights a record goes by, and weights for rows of forms that
 * print none: by group, by level 2, then evenly, exact to the cent. How a row is scored
 * does not belong here. */
#include "scoring.h"

#include "lang.h"
#include "record.h"
#include "strbuf.h"

/* ---- the template ---- */

static bool has_group(struct scoring *s, struct jx_str level1)
{
    for (size_t i = 0; i < s->record->indicator_count; i++) {
        if (jx_str_glob(seen_squeezed(s, row_cell(&s->rows[i], JX_IND_LEVEL1)), level1))
            return true;
    }
    return false;
}

static bool is_for(struct scoring *s, const struct jx_weights *weights)
{
    bool fits = patterns_match(&weights->form, s->record->cell[JX_REC_FORM].text);
    for (size_t i = 0; fits && i < weights->has.count; i++)
        fits = has_group(s, weights->has.list[i]);
    return fits;
}

/* The one asked for; else the one that the pack names; else the most particular. */
static const struct jx_weights *choose(struct scoring *s)
{
    const struct jx_weights *best = NULL;
    for (size_t i = 0; i < s->pack->weight_count; i++) {
        const struct jx_weights *w = &s->pack->weights[i];
        if (!is_for(s, w))
            continue;
        if (s->engine->wanted && jx_str_is(jx_str_of(w->name), s->engine->wanted))
            return w;
        if (!best || w->rank < best->rank ||
            (w->rank == best->rank && w->has.count > best->has.count))
            best = w;
    }
    return best;
}

static int find_group(struct scoring *s, const struct scored *item)
{
    const struct jx_weights *w = s->weights;
    struct jx_str group = seen_squeezed(s, seen_cell(item, JX_IND_LEVEL1));
    struct jx_str below = seen_squeezed(s, seen_cell(item, JX_IND_LEVEL2));
    for (size_t i = 0; w && i < w->alias_count; i++) {
        const struct jx_weight_alias *alias = &w->aliases[i];
        if (!jx_str_glob(group, alias->level1) ||
            (alias->level2.n && !jx_str_glob(below, alias->level2)))
            continue;
        group = alias->group;
        break;
    }
    for (int exact = 1; w && exact >= 0; exact--)
        for (size_t i = 0; i < w->group_count; i++) {
            struct jx_str name = w->groups[i].level1;
            if (exact ? jx_str_eq(group, name) : jx_str_glob(group, name))
                return (int)i;
        }
    return -1;
}

int weights_group(struct scoring *s, const struct scored *item)
{
    return seen_group(s, item, find_group);
}

/* Only a group that names it: "*" stands for groups of indicators. */
static int find_budget(const struct scoring *s)
{
    struct jx_str level1 = s->form ? s->form->budget_level1 : (struct jx_str){0};
    for (size_t i = 0; level1.n && s->weights && i < s->weights->group_count; i++)
        if (jx_str_eq(level1, s->weights->groups[i].level1))
            return (int)i;
    return -1;
}

void weights_choose(struct scoring *s)
{
    s->weights = choose(s);
    s->weights_percent = s->weights && s->weights->weights_percent;
    s->budget_group = find_budget(s);
}

/* ---- shares ---- */

/* Hands `total` whole cents to n shares in proportion: what is cut off goes, a cent each,
 * to the largest remainders, the first of equal ones. */
static void apportion(int64_t total, const struct jx_dec *share, size_t n, int64_t *out,
                      struct jx_dec *remainder)
{
    struct jx_dec sum = {0, 0};
    int64_t rest = total;
    for (size_t i = 0; i < n; i++)
        sum = jx_dec_add(sum, share[i]);
    for (size_t i = 0; i < n; i++) {
        bool ok;
        struct jx_dec quota = jx_dec_muldiv(jx_dec_int(total), share[i], sum, &ok);
        struct jx_dec whole = jx_dec_floor(quota);
        out[i] = (int64_t)jx_dec_to_double(whole);
        remainder[i] = jx_dec_sub(quota, whole);
        rest -= out[i];
    }
    for (; rest > 0 && !jx_dec_is_zero(sum); rest--) {
        size_t most = 0;
        for (size_t i = 1; i < n; i++)
            if (jx_dec_cmp(remainder[i], remainder[most]) > 0)
                most = i;
        out[most]++;
        remainder[most] = jx_dec_int(-1);
    }
}

/* What is handed out: each item's group and part of it (-1: none), and room for shares of
 * as many groups, parts or items as there are. */
struct handing {
    struct scoring *s;
    int *group, *part;
    struct jx_dec *share, *remainder;
    int64_t *cents, *of_group, *of_part;
};

static bool handing_start(struct handing *h, struct scoring *s)
{
    size_t most = s->item_count + s->weights->group_count;
    for (size_t i = 0; i < s->weights->group_count; i++)
        most += s->weights->groups[i].level2_count;
    *h = (struct handing){.s = s,
                          .group = jx_arena_array(s->arena, most, sizeof(int)),
                          .part = jx_arena_array(s->arena, most, sizeof(int)),
                          .share = jx_arena_array(s->arena, most, sizeof *h->share),
                          .remainder = jx_arena_array(s->arena, most, sizeof *h->share),
                          .cents = jx_arena_array(s->arena, most, sizeof *h->cents),
                          .of_group = jx_arena_array(s->arena, most, sizeof *h->cents),
                          .of_part = jx_arena_array(s->arena, most, sizeof *h->cents)};
    return h->group && h->part && h->share && h->remainder && h->cents && h->of_group &&
           h->of_part;
}

/* An item without a place gets nothing: its level 2 is none of the group's parts. */
static void place_items(struct handing *h)
{
    for (size_t i = 0; i < h->s->item_count; i++) {
        const struct scored *item = &h->s->items[i];
        int group = item->row ? weights_group(h->s, item) : h->s->budget_group;
        struct jx_str level2 = seen_squeezed(h->s, seen_cell(item, JX_IND_LEVEL2));
        h->part[i] = -1;
        h->group[i] = group;
        if (group < 0 || !h->s->weights->groups[group].level2_count)
            continue;
        const struct jx_weight_group *g = &h->s->weights->groups[group];
        for (size_t k = g->level2_count; k-- > 0;)
            if (jx_str_glob(level2, g->level2[k].name))
                h->part[i] = (int)k;
        if (h->part[i] < 0)
            h->group[i] = -1;
    }
}

static bool is_there(const struct handing *h, int group, int part)
{
    for (size_t i = 0; i < h->s->item_count; i++)
        if (h->group[i] == group && (part < 0 || h->part[i] == part))
            return true;
    return false;
}

/* The cents of every group; false: the template refuses a form without one of them. */
static bool share_groups(struct handing *h)
{
    const struct jx_weights *w = h->s->weights;
    int64_t total = (int64_t)jx_dec_to_double(
        jx_dec_round(jx_dec_shift(w->total, 2), 0, JX_ROUND_HALF_AWAY));
    for (size_t g = 0; g < w->group_count; g++) {
        bool there = is_there(h, (int)g, -1);
        if (!there && w->absent == JX_GROUP_REFUSE &&
            !jx_dec_is_zero(w->groups[g].weight)) {
            h->s->absent = w->groups[g].level1;
            return false;
        }
        h->share[g] =
            there || w->absent == JX_GROUP_LOSE ? w->groups[g].weight : jx_dec_int(0);
    }
    apportion(total, h->share, w->group_count, h->of_group, h->remainder);
    return true;
}

/* Cents to the items of a group, or of one part of it. */
static void share_items(struct handing *h, int group, int part, int64_t cents)
{
    size_t n = 0, k = 0;
    for (size_t i = 0; i < h->s->item_count; i++)
        if (h->group[i] == group && (part < 0 || h->part[i] == part))
            h->share[n++] = jx_dec_int(1);
    apportion(cents, h->share, n, h->cents, h->remainder);
    for (size_t i = 0; i < h->s->item_count; i++) {
        if (h->group[i] != group || (part >= 0 && h->part[i] != part))
            continue;
        h->s->results[i].weight = (struct jx_dec){h->cents[k++], -2};
        h->s->results[i].has_weight = true;
    }
}

static void share_parts(struct handing *h, int group)
{
    const struct jx_weight_group *g = &h->s->weights->groups[group];
    if (!g->level2_count) {
        share_items(h, group, -1, h->of_group[group]);
        return;
    }
    for (size_t k = 0; k < g->level2_count; k++)
        h->share[k] = is_there(h, group, (int)k) ? g->level2[k].weight : jx_dec_int(0);
    apportion(h->of_group[group], h->share, g->level2_count, h->of_part, h->remainder);
    for (size_t k = 0; k < g->level2_count; k++)
        share_items(h, group, (int)k, h->of_part[k]);
}

/* A form prints no weights when no row and not the budget has a cell for one. */
static bool prints_weights(const struct scoring *s)
{
    const struct jx_cell *budget = &s->record->budget.total.cell[JX_FUND_WEIGHT];
    if (budget->kind != JX_ABSENT)
        return true;
    for (size_t i = 0; i < s->record->indicator_count; i++)
        if (s->record->indicators[i].cell[JX_IND_WEIGHT].kind != JX_ABSENT)
            return true;
    return false;
}

void weights_hand_out(struct scoring *s)
{
    struct handing h;
    if (!s->weights || !s->weights->group_count || !s->record->indicator_count ||
        prints_weights(s))
        return;
    if (!handing_start(&h, s)) {
        s->failed = true;
        return;
    }
    place_items(&h);
    s->handed_out = true;
    bool given = share_groups(&h);
    for (size_t i = 0; i < s->item_count; i++)
        s->results[i].has_weight = false; /* the budget block's too, when refused */
    if (given)
        for (size_t g = 0; g < s->weights->group_count; g++)
            share_parts(&h, (int)g);
}

/* ---- printed weights ---- */

static const struct jx_cell *weight_cell(const struct scoring *s,
                                         const struct scored *item)
{
    return item->row ? &item->row->cell[JX_IND_WEIGHT]
                     : &s->record->budget.total.cell[JX_FUND_WEIGHT];
}

void read_weight(struct scoring *s, struct scored *item)
{
    struct jx_item *result = item->item;
    const struct seen *seen =
        item->row ? &item->cell[JX_IND_WEIGHT] : &s->funds[0][JX_FUND_WEIGHT];
    if (weight_cell(s, item)->kind != JX_ABSENT) {
        result->has_weight = seen_points(seen, s->weights_percent, &result->weight) &&
                             result->weight.digits >= 0;
    } else if (!item->row && s->budget_group >= 0) {
        result->has_weight = true;
        result->weight = s->weights->groups[s->budget_group].weight;
    }
}

void note_weight(struct scoring *s, const struct scored *item)
{
    if (item->item->has_weight)
        return;
    const struct jx_cell *cell = weight_cell(s, item);
    if (cell->kind != JX_ABSENT)
        finding_add(s, "value-unreadable", item->item, cell,
                    jx_reading_blank(cell->text)
                        ? N_("the weight is blank")
                        : N_("the weight is no number of points"),
                    NULL, 0);
}

bool weights_have_groups(const struct scoring *s)
{
    for (size_t i = 0; i < s->item_count; i++)
        if (s->items[i].row && s->items[i].row->cell[JX_IND_LEVEL1].text.n)
            return true;
    return false;
}

/* Do the weights, as far as they can be read, add up to what they should? */
static bool is_complete(struct scoring *s, struct jx_dec sum)
{
    struct seen printed;
    struct jx_dec want;
    see(s, &s->record->cell[JX_REC_REPORTED_WEIGHT], &printed);
    if (!printed.kind || !seen_points(&printed, s->weights_percent, &want)) {
        if (!s->weights)
            return false;
        want = s->weights->total;
    }
    return jx_dec_cmp(sum, want) == 0;
}

bool weights_without_budget(struct scoring *s)
{
    struct jx_dec sum = {0, 0}, weight;
    for (size_t i = 0; i < s->record->indicator_count; i++) {
        const struct seen *seen = &s->rows[i].cell[JX_IND_WEIGHT];
        if (seen->kind && seen_points(seen, s->weights_percent, &weight))
            sum = jx_dec_add(sum, weight);
    }
    return is_complete(s, sum);
}

/* Where the others have all the points there are, rows without any are beneath others. */
static void find_details(struct scoring *s)
{
    struct jx_sum sum = {0};
    for (size_t i = 0; i < s->item_count; i++)
        if (s->results[i].has_weight)
            jx_sum_add(&sum, s->results[i].weight);
    bool complete = !s->handed_out && is_complete(s, jx_sum_value(&sum));
    s->all_weighed = true;
    for (size_t i = 0; i < s->item_count; i++) {
        struct scored *item = &s->items[i];
        if (item->item->has_weight)
            continue;
        item->detail = complete && i && item->row && s->items[i - 1].row &&
                       !item->cell[JX_IND_WEIGHT].content &&
                       !item->cell[JX_IND_REPORTED_SCORE].content;
        item->item->has_weight = item->detail;
        s->all_weighed &= item->detail;
        if (item->detail)
            item->item->weight = jx_dec_int(0);
    }
}

void weights_check(struct scoring *s)
{
    s->all_weighed = true;
    for (size_t i = 0; i < s->item_count; i++)
        s->all_weighed &= s->results[i].has_weight;
    if (!s->all_weighed) /* as few forms are */
        find_details(s);
}
