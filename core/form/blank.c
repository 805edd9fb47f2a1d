/* blank.c: from a form's spec to the record of the form before anybody filled it in. How it
 * is drawn is a writer's business. */
#include "blank.h"

#include "framework.h"
#include "record.h"
#include "strbuf.h"

static void blank_cells(struct jx_cell *cells, const char *const *labels, int count)
{
    for (int i = 0; i < count; i++)
        if (labels[i])
            cells[i] = jx_cell_text((struct jx_str){"", 0}, (struct jx_at){0});
}

static struct jx_cell given(const char *text)
{
    return jx_cell_text(jx_str_of(text), (struct jx_at){0});
}

/* What the pack gives the budget block, where the form prints weights. */
static struct jx_cell budget_weight(const struct jx_pack *pack,
                                    const struct jx_form_spec *spec,
                                    struct jx_arena *arena)
{
    char digits[64];
    for (size_t i = 0; i < pack->weight_count; i++) {
        const struct jx_weights *weights = &pack->weights[i];
        bool mine = false;
        for (size_t k = 0; k < weights->form.count; k++)
            mine |= jx_str_glob(jx_str_of(spec->id), weights->form.list[k]);
        for (size_t k = 0; mine && k < weights->group_count; k++) {
            if (!jx_str_eq(weights->groups[k].level1, spec->budget_level1))
                continue;
            size_t n = jx_dec_print(weights->groups[k].weight, digits);
            char *copy = jx_arena_copy(arena, digits, n);
            return given(copy ? copy : "");
        }
    }
    return given("");
}

static bool blank_funds(const struct jx_pack *pack, const struct jx_form_spec *spec,
                        struct jx_arena *arena, struct jx_budget *budget)
{
    budget->present = spec->fund_total.count > 0;
    budget->sources =
        jx_arena_array(arena, spec->blank_source_count, sizeof *budget->sources);
    if (!budget->sources)
        return false;
    budget->source_count = budget->present ? spec->blank_source_count : 0;
    blank_cells(budget->total.cell, spec->face->fund, JX_FUND_COUNT);
    if (spec->face->fund[JX_FUND_WEIGHT])
        budget->total.cell[JX_FUND_WEIGHT] = budget_weight(pack, spec, arena);
    for (size_t i = 0; i < budget->source_count; i++) {
        blank_cells(budget->sources[i].cell, spec->face->fund, JX_FUND_COUNT);
        budget->sources[i].cell[JX_FUND_NAME] = given(spec->blank_sources[i]);
    }
    return true;
}

static void blank_group(const struct jx_form_spec *spec,
                        const struct jx_blank_group *group, struct jx_record *record)
{
    size_t parts = group->level2_count ? group->level2_count : 1;
    for (size_t part = 0; part < parts; part++)
        for (int row = 0; row < group->rows; row++) {
            struct jx_cell *cell = record->indicators[record->indicator_count++].cell;
            blank_cells(cell, spec->face->ind, JX_IND_COUNT);
            cell[JX_IND_LEVEL1] = given(group->level1);
            if (group->level2_count)
                cell[JX_IND_LEVEL2] = given(group->level2[part]);
        }
}

bool jx_form_has_blank(const struct jx_pack *pack, const struct jx_form_spec *spec)
{
    return (spec->column_count && spec->group_count) ||
           (spec->has_facts && jx_framework_of(pack, jx_str_of(spec->id)));
}

struct jx_record *jx_form_blank(const struct jx_pack *pack,
                                const struct jx_form_spec *spec, struct jx_str year,
                                struct jx_face *face, struct jx_arena *arena)
{
    size_t rows = 0;
    for (size_t i = 0; i < spec->group_count; i++)
        rows += (spec->groups[i].level2_count ? spec->groups[i].level2_count : 1) *
                (size_t)spec->groups[i].rows;
    struct jx_record *record = jx_arena_alloc(arena, sizeof *record);
    struct jx_indicator *list = jx_arena_array(arena, rows, sizeof *list);
    *face = *spec->face;
    if (!record || !list || !blank_funds(pack, spec, arena, &record->budget) ||
        (!spec->group_count && !jx_blank_facts(pack, spec, face, arena)))
        return NULL;
    blank_cells(record->cell, spec->face->record, JX_REC_COUNT);
    record->cell[JX_REC_FORM] = given(spec->id);
    record->cell[JX_REC_YEAR] = jx_cell_text(year, (struct jx_at){0});
    record->has_indicators = spec->group_count > 0;
    record->indicators = list;
    for (size_t i = 0; i < spec->group_count; i++)
        blank_group(spec, &spec->groups[i], record);
    return record;
}
