/* read_indicators.c: the table of indicators: its headings, its rows with merged levels.
 * The row that closes it is read in read_closing.c. */
#include "read_form.h"

#include "strbuf.h"

#include <string.h>

/* ---- headings ---- */

static void tell_cells(struct jx_reading_form *form)
{
    const size_t rows[2] = {form->at + 1, form->to};
    jx_headings_tell(&form->columns, form->spec, form->items, rows, form->left_out);
}

/* A figure below none of the headings: a row that repeats merged headings beside it. */
static bool has_figure(const struct jx_columns *columns)
{
    for (size_t i = 0; i < columns->head.count; i++)
        if (columns->key[i] < 0 && jx_is_figure(jx_view_text(&columns->head, i)))
            return true;
    return false;
}

bool jx_read_headings(struct jx_reading_form *form, const struct jx_block_row *row)
{
    const struct jx_form_spec *spec = form->spec;
    struct jx_columns columns, above;
    bool below = form->part == JX_PART_INDICATORS && form->record->indicator_count == 0 &&
                 !form->closed;
    if (below && jx_headings_below(&columns, &form->columns, row, spec)) {
        form->columns = columns;
        tell_cells(form);
        return true;
    }
    jx_headings_read(&columns, row, spec);
    if (!jx_is_heading(&columns) || (form->headings && has_figure(&columns)))
        return false;
    if (form->before && (below || !form->headings)) {
        jx_columns_read(&above, form->before, spec->columns, spec->column_count);
        if (above.distinct > 0 &&
            jx_columns_below(&columns, &above, row, spec->columns, spec->column_count))
            jx_headings_settle(&columns, spec);
    }
    form->part = JX_PART_INDICATORS;
    form->columns = columns;
    tell_cells(form);
    form->headings = form->record->has_indicators = true;
    return true;
}

/* ---- rows ---- */

static bool filled(const struct jx_reading_form *form, const struct jx_aligned *aligned,
                   int key)
{
    const struct jx_table_cell *cell = jx_cell_under(form, aligned, key);
    return cell && jx_str_trim(cell->text).n > 0;
}

static struct jx_cell level(struct jx_reading_form *form,
                            const struct jx_aligned *aligned, int key,
                            const struct jx_block_row *row)
{
    const struct jx_table_cell *cell = jx_cell_under(form, aligned, key);
    struct jx_cell out = jx_form_cell(form, cell, row);
    if (out.text.n)
        out.text = jx_clean_level(form->items->arena, out.text);
    form->failed |= !out.text.p;
    return out;
}

/* Merged levels are printed once; a new level1 does not keep the old level2. */
static void carry_levels(struct jx_reading_form *form, const struct jx_aligned *aligned,
                         const struct jx_block_row *row)
{
    struct jx_cell one = level(form, aligned, JX_IND_LEVEL1, row);
    struct jx_cell two = level(form, aligned, JX_IND_LEVEL2, row);
    if (one.text.n && !jx_str_eq(one.text, form->level1.text)) {
        form->level1 = one;
        form->level2 = two;
    } else if (two.text.n) {
        form->level2 = two;
    }
}

static struct jx_cell carried(const struct jx_reading_form *form, int key,
                              struct jx_cell blank)
{
    struct jx_cell level = key == JX_IND_LEVEL1 ? form->level1 : form->level2;
    return level.kind == JX_ABSENT ? blank : level;
}

/* Where a target was not changed in the year, only the column beside it has one. */
static struct jx_cell other_target(struct jx_reading_form *form,
                                   const struct jx_aligned *aligned,
                                   const struct jx_block_row *row, struct jx_cell blank)
{
    char buffer[JX_FOLD_MAX];
    const struct jx_columns *columns = &form->columns;
    const struct jx_patterns *words =
        jx_label_words(form->spec->columns, form->spec->column_count, JX_IND_TARGET);
    for (size_t i = (size_t)columns->name + 1; i < columns->head.count; i++)
        if (columns->key[i] < 0 && aligned->cell[i] >= 0 &&
            jx_words_have(words, jx_view_fold(&columns->head, i, buffer)))
            return jx_form_cell(form, aligned->view.cell[aligned->cell[i]], row);
    return blank;
}

static void add_indicator(struct jx_reading_form *form, const struct jx_aligned *aligned,
                          const struct jx_block_row *row)
{
    struct jx_record *record = form->record;
    struct jx_indicator *list =
        jx_arena_grow(form->items->arena, record->indicators, record->indicator_count,
                      &form->indicator_capacity, sizeof *list);
    if (!list) {
        form->failed = true;
        return;
    }
    record->indicators = list;
    struct jx_indicator *indicator = &list[record->indicator_count++];
    *indicator = (struct jx_indicator){0};
    for (size_t i = 0; i < form->columns.head.count; i++) {
        int key = form->columns.key[i];
        if (key < 0)
            continue;
        struct jx_cell cell = jx_form_cell(form, jx_cell_under(form, aligned, key), row);
        if (key == JX_IND_NAME)
            cell.text = jx_str_trim(jx_skip_numbering(cell.text));
        if (key == JX_IND_TARGET && !cell.text.n)
            cell = other_target(form, aligned, row, cell);
        if (key == JX_IND_LEVEL1 || key == JX_IND_LEVEL2)
            cell = carried(form, key, cell);
        indicator->cell[key] = cell;
    }
    /* "验收合格率（15分）": where no column has the weights, the names tell them. */
    struct jx_cell *name = &indicator->cell[JX_IND_NAME],
                   *weight = &indicator->cell[JX_IND_WEIGHT];
    struct jx_str points = jx_points_remark(name->text);
    if (weight->kind == JX_ABSENT && points.n)
        *weight = (struct jx_cell){.text = points, .at = name->at, .kind = JX_TEXT};
}

/* ---- which rows are indicators ---- */

static bool word_of(const struct jx_patterns *words, const struct jx_reading_form *form,
                    const struct jx_aligned *aligned, int key)
{
    char buffer[JX_FOLD_MAX];
    const struct jx_table_cell *cell = jx_cell_under(form, aligned, key);
    return cell && jx_words_have(words, jx_fold(cell->text, buffer));
}

/* Nothing in the cell, or a word for nothing: "……", "/", "指标2". */
static bool says_nothing(const struct jx_reading_form *form,
                         const struct jx_aligned *aligned, int key)
{
    const struct jx_table_cell *cell = jx_cell_under(form, aligned, key);
    return !filled(form, aligned, key) || jx_only_numbering(cell->text) ||
           word_of(&form->spec->unused, form, aligned, key);
}

/* A row of the blank form that nobody filled in. */
static bool is_unused(const struct jx_reading_form *form,
                      const struct jx_aligned *aligned)
{
    static const int keys[] = {JX_IND_NAME, JX_IND_TARGET, JX_IND_ACTUAL, JX_IND_WEIGHT,
                               JX_IND_REPORTED_SCORE};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (!says_nothing(form, aligned, keys[i]))
            return false;
    return true;
}

static bool is_subtotal(const struct jx_reading_form *form,
                        const struct jx_aligned *aligned)
{
    static const int keys[] = {JX_IND_LEVEL1, JX_IND_LEVEL2, JX_IND_NAME};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (word_of(&form->spec->subtotals, form, aligned, keys[i]))
            return true;
    return false;
}

/* Longer than points are: the number of a telephone. */
static bool numbered(const struct jx_reading_form *form, const struct jx_aligned *aligned)
{
    enum { POINTS_MOST = 6 };
    const struct jx_table_cell *cell = jx_cell_under(form, aligned, JX_IND_WEIGHT);
    return cell && jx_str_trim(cell->text).n > POINTS_MOST;
}

/* A name, or what else only an indicator has. Behind the closing row there are remarks and
 * signatures: what stands there needs points as well. */
static bool is_indicator(const struct jx_reading_form *form,
                         const struct jx_aligned *aligned)
{
    bool target = filled(form, aligned, JX_IND_TARGET),
         actual = filled(form, aligned, JX_IND_ACTUAL),
         points = filled(form, aligned, JX_IND_WEIGHT) ||
                  filled(form, aligned, JX_IND_REPORTED_SCORE);
    bool name = filled(form, aligned, JX_IND_NAME);
    if (form->closed && !form->loose_closing)
        return name && points && !numbered(form, aligned);
    return name || (target && actual) || ((target || actual) && points);
}

/* Cells that were merged, filled in everywhere: from the name on they all say the same, or
 * the whole row says a label and its value. */
static bool says_one_thing(const struct jx_aligned *aligned, int name)
{
    const struct jx_view *view = &aligned->view;
    int from = name < 0 ? -1 : aligned->cell[name];
    size_t changes = 0, behind = 0; /* of them behind the name */
    if (from < 0 || (size_t)from + 2 >= view->count ||
        !jx_view_text(view, (size_t)from).n)
        return false;
    for (size_t i = 0; i + 1 < view->count; i++) {
        bool other = !jx_str_eq(jx_view_text(view, i), jx_view_text(view, i + 1));
        changes += other || !jx_view_text(view, i).n;
        behind += other && i >= (size_t)from;
    }
    return !behind || changes < 2;
}

bool jx_read_indicator(struct jx_reading_form *form, const struct jx_block_row *row)
{
    struct jx_aligned aligned;
    int name = jx_columns_find(&form->columns, JX_IND_NAME);
    if (!jx_align(&form->columns, row, name, &aligned) ||
        (form->closed && aligned.view.count * 2 <= form->columns.head.count) ||
        says_one_thing(&aligned, name))
        return false;
    if (is_subtotal(form, &aligned))
        return true;
    carry_levels(form, &aligned, row);
    if (is_unused(form, &aligned))
        return true;
    if (is_indicator(form, &aligned)) {
        add_indicator(form, &aligned, row);
        if (aligned.fit < 0)
            jx_missing_place(form, row);
    } else if (!form->closed) {
        jx_read_loose_closing(form, &aligned, row);
    }
    return true;
}
