/* diff_movers.c: the tables of 'jixiao diff' that name forms and indicators: those that
 * change grade, those that move most. */
#include "diff.h"

#include "lang.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN = 15 };

static bool begin(struct jx_diff *diff, const struct jx_table *table)
{
    return jx_tables_begin(diff->tables, table, diff->err);
}

static bool put(struct jx_diff *diff, const struct jx_value *cells)
{
    return jx_tables_row(diff->tables, cells, diff->err);
}

struct place {
    struct jx_dec size;
    size_t index, item;
};

static int by_size(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    int order = jx_dec_cmp(y->size, x->size);
    if (order)
        return order;
    if (x->index != y->index)
        return x->index < y->index ? -1 : 1;
    return (x->item > y->item) - (x->item < y->item);
}

static struct jx_value cause_cell(struct jx_diff *diff, const struct jx_dec *parts)
{
    size_t cause = jx_effect_cause(diff->effect, parts);
    return cause == diff->effect->changes->count
               ? jx_cell_words(NULL)
               : jx_cell_words(jx_diff_change(diff, &diff->effect->changes->list[cause]));
}

static bool project_row(struct jx_diff *diff, size_t i)
{
    const struct jx_effect *effect = diff->effect;
    const struct jx_case *c = &effect->cases->list[i];
    const struct jx_outcome *a = &effect->before->list[i], *b = &effect->after->list[i];
    const struct jx_moved *moved = &effect->moved[i];
    struct jx_dec difference;
    bool both = jx_effect_total(effect, i, &difference);
    size_t was = effect->ranks_before[i], now = effect->ranks_after[i];
    return put(diff,
               (const struct jx_value[]){jx_cell_str(c->code), jx_cell_str(c->name),
                                         jx_cell_number(a->has_total, a->total),
                                         jx_cell_number(b->has_total, b->total),
                                         jx_cell_number(both, difference),
                                         jx_cell_words(*a->grade ? a->grade : NULL),
                                         jx_cell_words(*b->grade ? b->grade : NULL),
                                         jx_cell_number(was, jx_dec_int((int64_t)was)),
                                         jx_cell_number(now, jx_dec_int((int64_t)now)),
                                         cause_cell(diff, moved->parts)});
}

/* Those that change grade, or all that change; the greatest change first. */
static bool projects(struct jx_diff *diff, const struct jx_table *table, bool grades)
{
    const struct jx_effect *effect = diff->effect;
    struct place *list = malloc((effect->cases->count + 1) * sizeof *list);
    size_t count = 0;
    for (size_t i = 0; list && i < effect->cases->count; i++) {
        const struct jx_outcome *a = &effect->before->list[i];
        const struct jx_outcome *b = &effect->after->list[i];
        struct place place = {.index = i};
        bool both = jx_effect_total(effect, i, &place.size);
        bool other = strcmp(a->grade, b->grade) != 0 || a->has_total != b->has_total;
        bool moves = both && (!jx_dec_is_zero(place.size) ||
                              effect->ranks_before[i] != effect->ranks_after[i]);
        place.size = both ? jx_dec_abs(place.size) : jx_dec_int(0);
        if (other || (moves && !grades))
            list[count++] = place;
    }
    if (list)
        qsort(list, count, sizeof *list, by_size);
    bool ok = (list || jx_fail_memory(diff->err, NULL)) && begin(diff, table);
    for (size_t i = 0; ok && i < count; i++)
        ok = project_row(diff, list[i].index);
    free(list);
    return ok;
}

bool jx_diff_projects(struct jx_diff *diff)
{
    static const struct jx_column columns[] = {
        {"code", N_("Code"), JX_COLUMN_TEXT},
        {"name", N_("Name"), JX_COLUMN_TEXT},
        {"before", N_("Before"), JX_COLUMN_POINTS},
        {"after", N_("After"), JX_COLUMN_POINTS},
        {"change", N_("Change"), JX_COLUMN_CHANGE},
        {"grade_before", N_("Grade before"), JX_COLUMN_TEXT},
        {"grade_after", N_("Grade after"), JX_COLUMN_TEXT},
        {"rank_before", N_("Rank before"), JX_COLUMN_COUNT},
        {"rank_after", N_("Rank after"), JX_COLUMN_COUNT},
        {"cause", N_("Main cause"), JX_COLUMN_TEXT}};
    static const struct jx_table tables[] = {
        {.size = sizeof *tables,
         .key = "grades",
         .title = N_("Forms that change grade"),
         .columns = columns,
         .column_count = 10,
         .shown = SHOWN},
        {.size = sizeof *tables,
         .key = "projects",
         .title = N_("Forms whose total or rank changes, the greatest change first"),
         .columns = columns,
         .column_count = 10,
         .plot = {.kind = JX_PLOT_SLOPES,
                  .label = 1,
                  .first = 7,
                  .count = 2,
                  .title = N_("Ranks before and after")},
         .shown = SHOWN}};
    return projects(diff, &tables[0], true) && projects(diff, &tables[1], false);
}

static bool item_row(struct jx_diff *diff, const struct place *place)
{
    const struct jx_effect *effect = diff->effect;
    const struct jx_case *c = &effect->cases->list[place->index];
    const struct jx_item *was;
    const struct jx_item *now = &effect->after->list[place->index].items[place->item];
    const struct jx_dec *parts = effect->moved[place->index].item_parts;
    struct jx_dec difference;
    jx_effect_item(effect, place->index, place->item, &was, &difference);
    return put(diff,
               (const struct jx_value[]){
                   jx_cell_str(c->code), jx_cell_str(c->name), jx_cell_str(now->name),
                   jx_cell_number(true, now->weight), jx_cell_number(true, was->score),
                   jx_cell_number(true, now->score), jx_cell_number(true, difference),
                   cause_cell(diff, parts ? &parts[place->item * effect->changes->count]
                                          : NULL)});
}

/* All items whose score differs, the greatest difference first. */
static struct place *moved_items(const struct jx_effect *effect, size_t *count)
{
    size_t most = 0;
    for (size_t i = 0; i < effect->cases->count; i++)
        most += effect->moved[i].item_parts ? effect->after->list[i].item_count : 0;
    struct place *list = malloc((most + 1) * sizeof *list);
    *count = 0;
    for (size_t i = 0; list && i < effect->cases->count; i++) {
        const struct jx_item *was;
        if (!effect->moved[i].item_parts)
            continue;
        for (size_t k = 0; k < effect->after->list[i].item_count; k++) {
            struct place place = {.index = i, .item = k};
            if (!jx_effect_item(effect, i, k, &was, &place.size) ||
                jx_dec_is_zero(place.size))
                continue;
            place.size = jx_dec_abs(place.size);
            list[(*count)++] = place;
        }
    }
    if (list)
        qsort(list, *count, sizeof *list, by_size);
    return list;
}

bool jx_diff_items(struct jx_diff *diff)
{
    static const struct jx_column columns[] = {
        {"code", N_("Code"), JX_COLUMN_TEXT},
        {"name", N_("Name"), JX_COLUMN_TEXT},
        {"item", N_("Indicator"), JX_COLUMN_TEXT},
        {"weight", N_("Weight"), JX_COLUMN_POINTS},
        {"before", N_("Before"), JX_COLUMN_POINTS},
        {"after", N_("After"), JX_COLUMN_POINTS},
        {"change", N_("Change"), JX_COLUMN_CHANGE},
        {"cause", N_("Main cause"), JX_COLUMN_TEXT}};
    static const struct jx_table table = {
        JX_TABLE("items", N_("Indicators that move most"), columns), .shown = SHOWN};
    size_t count = 0;
    struct place *list = moved_items(diff->effect, &count);
    bool ok = (list || jx_fail_memory(diff->err, NULL)) && begin(diff, &table);
    for (size_t i = 0; ok && i < count; i++)
        ok = item_row(diff, &list[i]);
    free(list);
    return ok;
}
