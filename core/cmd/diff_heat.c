/* diff_heat.c: where points are lost: by unit and group of indicators. */
#include "diff.h"

#include "lang.h"
#include "names.h"
#include "strbuf.h"

#include <stdlib.h>

enum { SHOWN = 15, HEAT_UNITS = 40, HEAT_GROUPS = 8 };

struct heat {
    struct jx_names units, groups;
    struct jx_dec *lost, *all; /* by unit and group; by unit */
    size_t *order;
};

static bool count_names(const struct jx_effect *effect, struct heat *heat)
{
    for (size_t i = 0; i < effect->cases->count; i++) {
        const struct jx_outcome *outcome = &effect->after->list[i];
        if (jx_names_number(&heat->units, effect->cases->list[i].unit) == SIZE_MAX)
            return false;
        for (size_t k = 0; k < outcome->item_count; k++)
            if (heat->groups.count < HEAT_GROUPS &&
                jx_names_number(&heat->groups, jx_str_trim(outcome->items[k].level1)) ==
                    SIZE_MAX)
                return false;
    }
    heat->lost = calloc(heat->units.count * HEAT_GROUPS + 1, sizeof *heat->lost);
    heat->all = calloc(heat->units.count + 1, sizeof *heat->all);
    heat->order = calloc(heat->units.count + 1, sizeof *heat->order);
    return heat->lost && heat->all && heat->order;
}

static void add_lost(const struct jx_effect *effect, struct heat *heat)
{
    for (size_t i = 0; i < effect->cases->count; i++) {
        const struct jx_outcome *outcome = &effect->after->list[i];
        size_t unit = jx_names_number(&heat->units, effect->cases->list[i].unit);
        for (size_t k = 0; k < outcome->item_count; k++) {
            const struct jx_item *item = &outcome->items[k];
            size_t group = 0;
            while (group < heat->groups.count &&
                   !jx_str_eq(heat->groups.list[group], jx_str_trim(item->level1)))
                group++;
            if (!item->scored || group == heat->groups.count)
                continue;
            struct jx_dec lost = jx_dec_sub(item->weight, item->score);
            struct jx_dec *cell = &heat->lost[unit * HEAT_GROUPS + group];
            *cell = jx_dec_add(*cell, lost);
            heat->all[unit] = jx_dec_add(heat->all[unit], lost);
        }
    }
}

/* Units in the order of what they lost: a few of them, so the simple way does. */
static void sort_units(struct heat *heat)
{
    size_t most = heat->units.count < HEAT_UNITS ? heat->units.count : HEAT_UNITS;
    for (size_t i = 0; i < heat->units.count; i++)
        heat->order[i] = i;
    for (size_t i = 0; i < most; i++)
        for (size_t k = i + 1; k < heat->units.count; k++)
            if (jx_dec_cmp(heat->all[heat->order[k]], heat->all[heat->order[i]]) > 0) {
                size_t kept = heat->order[i];
                heat->order[i] = heat->order[k];
                heat->order[k] = kept;
            }
}

static struct jx_table *heat_table(struct jx_diff *diff, const struct heat *heat)
{
    struct jx_table *table = jx_arena_alloc(&diff->arena, sizeof *table);
    struct jx_column *columns =
        jx_arena_array(&diff->arena, HEAT_GROUPS + 1, sizeof *columns);
    if (!table || !columns)
        return NULL;
    columns[0] = (struct jx_column){"unit", N_("Unit"), JX_COLUMN_TEXT};
    for (size_t g = 0; g < heat->groups.count; g++) {
        struct jx_str name = heat->groups.list[g];
        const char *heading =
            name.n ? jx_arena_copy(&diff->arena, name.p, name.n) : _("not named");
        if (!heading)
            return NULL;
        columns[g + 1] = (struct jx_column){heading, heading, JX_COLUMN_POINTS};
    }
    *table = (struct jx_table){
        .size = sizeof *table,
        .key = "lost",
        .title = N_("Points lost by unit and group, after the change"),
        .columns = columns,
        .column_count = heat->groups.count + 1,
        .plot = {.kind = JX_PLOT_HEAT, .first = 1, .count = (uint8_t)heat->groups.count},
        .shown = SHOWN};
    return table;
}

static bool write_heat(struct jx_diff *diff, const struct heat *heat)
{
    const struct jx_table *table = heat_table(diff, heat);
    bool ok = (table || jx_fail_memory(diff->err, NULL)) &&
              jx_tables_begin(diff->tables, table, diff->err);
    for (size_t i = 0; ok && i < heat->units.count && i < HEAT_UNITS; i++) {
        size_t unit = heat->order[i];
        struct jx_value cells[HEAT_GROUPS + 1];
        cells[0] = heat->units.list[unit].n ? jx_cell_str(heat->units.list[unit])
                                            : jx_cell_words(_("not named"));
        for (size_t g = 0; g < heat->groups.count; g++)
            cells[g + 1] = jx_cell_number(true, heat->lost[unit * HEAT_GROUPS + g]);
        ok = jx_tables_row(diff->tables, cells, diff->err);
    }
    return ok;
}

bool jx_diff_heat(struct jx_diff *diff)
{
    struct heat heat = {{0}, {0}, NULL, NULL, NULL};
    bool ok = count_names(diff->effect, &heat) || jx_fail_memory(diff->err, NULL);
    if (ok) {
        add_lost(diff->effect, &heat);
        sort_units(&heat);
        ok = write_heat(diff, &heat);
    }
    jx_names_free(&heat.units);
    jx_names_free(&heat.groups);
    free(heat.lost);
    free(heat.all);
    free(heat.order);
    return ok;
}
