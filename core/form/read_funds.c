/* read_funds.c: the block of funds: a row for the total and one for each source, or the
 * names of both as headings over one row of amounts. */
#include "read_form.h"

#include "strbuf.h"

static bool is_total(const struct jx_form_spec *spec, struct jx_str folded)
{
    return jx_words_have(&spec->fund_total, folded);
}

static bool is_source(const struct jx_form_spec *spec, struct jx_str folded)
{
    return folded.n &&
           (spec->fund_sources.count == 0 || jx_words_have(&spec->fund_sources, folded));
}

/* A source has a name and amounts only; the rest of its columns is the total's. */
bool jx_is_amount(int key)
{
    return key == JX_FUND_INITIAL || key == JX_FUND_ADJUSTED || key == JX_FUND_EXECUTED ||
           key == JX_FUND_RATE;
}

struct jx_funds *jx_fund_source(struct jx_reading_form *form,
                                const struct jx_table_cell *name)
{
    struct jx_budget *budget = &form->record->budget;
    struct jx_funds *sources =
        jx_arena_grow(form->items->arena, budget->sources, budget->source_count,
                      &form->source_capacity, sizeof *sources);
    if (!sources) {
        form->failed = true;
        return NULL;
    }
    budget->sources = sources;
    struct jx_funds *source = &sources[budget->source_count++];
    *source = (struct jx_funds){0};
    struct jx_cell cell = jx_form_cell(form, name, NULL);
    cell.text = jx_without_colon(jx_str_trim(jx_skip_numbering(cell.text)));
    source->cell[JX_FUND_NAME] = cell;
    return source;
}

static void fill_amounts(struct jx_reading_form *form, struct jx_funds *funds, bool total,
                         const struct jx_aligned *aligned, const struct jx_block_row *row)
{
    for (size_t i = 0; i < form->columns.head.count; i++) {
        int key = form->columns.key[i], at = aligned->cell[i];
        if (key > JX_FUND_NAME && (total || jx_is_amount(key)))
            funds->cell[key] =
                jx_form_cell(form, at < 0 ? NULL : aligned->view.cell[at], row);
    }
}

/* ---- headings ---- */

static bool are_fund_headings(const struct jx_columns *columns)
{
    int amounts = 0;
    for (size_t i = 0; i < columns->head.count; i++)
        amounts += jx_is_amount(columns->key[i]);
    return amounts >= 2;
}

/* "得分（20分×执行率）": without a column for it, a heading tells the weight. */
static void weight_in_heading(struct jx_reading_form *form)
{
    struct jx_cell *weight = &form->record->budget.total.cell[JX_FUND_WEIGHT];
    const struct jx_view *head = &form->columns.head;
    for (size_t i = 0; i < head->count && weight->kind == JX_ABSENT; i++) {
        struct jx_str points = jx_points_remark(jx_view_text(head, i));
        if (points.n)
            *weight = (struct jx_cell){
                .text = points, .at = head->cell[i]->at, .kind = JX_TEXT};
    }
}

/* Blank cells for every column: the block is there even if its total's row is not. */
static void start_block(struct jx_reading_form *form, const struct jx_block_row *row)
{
    struct jx_budget *budget = &form->record->budget;
    budget->present = true;
    for (size_t i = 0; i < form->columns.head.count; i++) {
        int key = form->columns.key[i];
        if (key > JX_FUND_NAME && budget->total.cell[key].kind == JX_ABSENT)
            budget->total.cell[key] = jx_form_cell(form, NULL, row);
    }
    weight_in_heading(form);
}

/* "资金总额 | 财政拨款 | 其他资金": the total's name first, sources behind it. */
static bool are_across(const struct jx_reading_form *form, const struct jx_block_row *row,
                       struct jx_columns *columns)
{
    char buffer[JX_FOLD_MAX];
    bool total = false, source = false;
    *columns = (struct jx_columns){.name = -1};
    jx_view_row(&columns->head, row, NULL);
    for (size_t i = 0; i < columns->head.count; i++) {
        struct jx_str folded = jx_view_fold(&columns->head, i, buffer);
        columns->key[i] = -1;
        if (!total && is_total(form->spec, folded)) {
            total = true;
            columns->key[i] = form->spec->fund_across_key;
        } else if (total && is_source(form->spec, folded) &&
                   !jx_str_eq(jx_view_text(&columns->head, i),
                              jx_view_text(&columns->head, i - 1))) {
            source = true;
            columns->key[i] = JX_FUND_NAME;
        }
    }
    return total && source;
}

/* "预算数： | 300 | 执行数： | 286.5": labels with the total's amounts behind them, which stand
 * over those of the sources. The keys go to the cells of the amounts. */
static bool are_pairs(struct jx_columns *columns)
{
    const struct jx_view *view = &columns->head;
    struct jx_columns pairs = *columns;
    size_t figures = 0;
    for (size_t i = 0; i < view->count; i++) {
        if (columns->key[i] < 0)
            continue;
        size_t at = i + 1;
        while (at + 1 < view->count && columns->key[at + 1] < 0 &&
               !jx_view_text(view, at).n)
            at++;
        struct jx_str text =
            at < view->count ? jx_view_text(view, at) : (struct jx_str){"-", 1};
        if (text.n && !jx_is_figure(text))
            return false;
        figures += text.n > 0;
        pairs.key[text.n ? at : i + 1] = columns->key[i];
        pairs.key[i] = -1;
    }
    if (figures)
        *columns = pairs;
    return figures > 0;
}

static bool has_figure(const struct jx_block_row *row)
{
    struct jx_view view;
    jx_view_row(&view, row, NULL);
    for (size_t i = 0; i < view.count; i++)
        if (jx_is_figure(jx_view_text(&view, i)))
            return true;
    return false;
}

/* "年初预算数：150": no heading, whatever it begins with. */
static bool has_labelled(const struct jx_view *view)
{
    for (size_t i = 0; i < view->count; i++) {
        struct jx_str behind = {"", 0};
        if (jx_before_colon(jx_view_text(view, i), &behind).n && jx_is_figure(behind))
            return true;
    }
    return false;
}

bool jx_read_fund_headings(struct jx_reading_form *form, const struct jx_block_row *row)
{
    const struct jx_form_spec *spec = form->spec;
    struct jx_columns columns, above;
    struct jx_aligned aligned;
    if (form->headings)
        return false; /* the block stands in front of the indicators */
    if (spec->fund_across && are_across(form, row, &columns)) {
        form->part = JX_PART_ACROSS;
        form->columns = columns;
        return true;
    }
    jx_columns_read(&columns, row, spec->fund_columns, spec->fund_column_count);
    if (!are_fund_headings(&columns) || has_labelled(&columns.head))
        return false;
    bool pairs = are_pairs(&columns);
    if (!pairs && form->before && !has_figure(form->before)) {
        jx_columns_read(&above, form->before, spec->fund_columns,
                        spec->fund_column_count);
        if (above.distinct > 0)
            jx_columns_below(&columns, &above, row, spec->fund_columns,
                             spec->fund_column_count);
    }
    form->part = JX_PART_FUNDS;
    form->columns = columns;
    jx_funds_tell(&form->columns, spec, form->items,
                  (const size_t[2]){form->at + 1, form->to}, form->left_out);
    start_block(form, row);
    if (pairs && jx_align(&form->columns, row, -1, &aligned))
        fill_amounts(form, &form->record->budget.total, true, &aligned, row);
    return true;
}

/* ---- rows ---- */

/* Copies may leave out the merged caption in front of the amounts: then the row begins with
 * the first of them. */
static void align_across(const struct jx_columns *columns, const struct jx_block_row *row,
                         struct jx_aligned *aligned)
{
    size_t captions = 0;
    while (columns->key[captions] < 0)
        captions++;
    if (!captions || !jx_row_is_run(row) ||
        !jx_is_figure(jx_view_text(&aligned->view, 0)))
        return;
    for (size_t i = 0; i < columns->head.count; i++)
        aligned->cell[i] = i >= captions && i - captions < aligned->view.count
                               ? (int)(i - captions)
                               : -1;
}

static bool read_across(struct jx_reading_form *form, const struct jx_block_row *row)
{
    const struct jx_columns *columns = &form->columns;
    struct jx_budget *budget = &form->record->budget;
    int key = form->spec->fund_across_key;
    struct jx_aligned aligned;
    form->part = JX_PART_NONE; /* one row and no more */
    if (!jx_align(columns, row, -1, &aligned))
        return false;
    align_across(columns, row, &aligned);
    budget->present = true;
    for (size_t i = 0; i < columns->head.count; i++) {
        int at = aligned.cell[i];
        struct jx_cell cell =
            jx_form_cell(form, at < 0 ? NULL : aligned.view.cell[at], row);
        if (columns->key[i] == key)
            budget->total.cell[key] = cell;
        else if (columns->key[i] == JX_FUND_NAME) {
            struct jx_funds *source = jx_fund_source(form, columns->head.cell[i]);
            if (source)
                source->cell[key] = cell;
        }
    }
    return true;
}

/* The cell with the name of a row: the last one filled in front of the amounts. The caption
 * of the block, once more on every row, names nothing. */
static int name_cell(const struct jx_columns *columns, const struct jx_aligned *aligned)
{
    int first = 0, name = -1;
    while (!jx_is_amount(columns->key[first]))
        first++;
    for (int i = 0; i < first; i++) {
        int at = aligned->cell[i];
        struct jx_str text =
            at < 0 ? (struct jx_str){"", 0} : jx_view_text(&aligned->view, (size_t)at);
        if (text.n && !jx_str_eq(text, jx_view_text(&columns->head, (size_t)i)))
            name = at;
    }
    return name;
}

/* Figures below headings that are none we know, where a column that every form has is not
 * there: some of the amounts are not read. */
static void note_unknown(struct jx_reading_form *form, const struct jx_aligned *aligned,
                         const struct jx_block_row *row)
{
    const struct jx_columns *columns = &form->columns;
    bool whole = jx_columns_find(columns, JX_FUND_EXECUTED) >= 0 &&
                 (jx_columns_find(columns, JX_FUND_ADJUSTED) >= 0 ||
                  jx_columns_find(columns, JX_FUND_INITIAL) >= 0);
    for (size_t i = (size_t)columns->name; !whole && i < columns->head.count; i++) {
        int at = aligned->cell[i];
        if (columns->key[i] < 0 && at >= 0 && jx_view_text(&columns->head, i).n &&
            jx_is_figure(jx_view_text(&aligned->view, (size_t)at))) {
            jx_missing_column(form, row);
            return;
        }
    }
}

/* Amounts right below their headings, with no name in front: the total's, of a form that
 * has no other. */
static bool read_nameless(struct jx_reading_form *form, const struct jx_aligned *aligned,
                          const struct jx_block_row *row)
{
    struct jx_funds *total = &form->record->budget.total;
    size_t amounts = 0;
    for (size_t i = 0; i < form->columns.head.count; i++) {
        int key = form->columns.key[i], at = aligned->cell[i];
        if (!jx_is_amount(key))
            continue;
        if (total->cell[key].text.n)
            return false;
        amounts += at >= 0 && jx_is_figure(jx_view_text(&aligned->view, (size_t)at));
    }
    if (amounts < 2)
        return false;
    fill_amounts(form, total, true, aligned, row);
    return true;
}

/* Sentences beside the name or under the amounts, and no amount: a row of goals below the
 * block, however it may end. */
static bool tells_of_work(const struct jx_columns *columns,
                          const struct jx_aligned *aligned, int name)
{
    enum { SENTENCE = 24, LONG_NAME = 60 };
    bool words = jx_view_text(&aligned->view, (size_t)name).n > LONG_NAME, behind = false;
    for (size_t i = 0; i < columns->head.count; i++) {
        behind = behind || jx_is_amount(columns->key[i]);
        if (aligned->cell[i] < 0 || (behind && !jx_is_amount(columns->key[i])))
            continue;
        struct jx_str text = jx_view_text(&aligned->view, (size_t)aligned->cell[i]);
        if (behind && jx_is_figure(text))
            return false;
        words = words || (aligned->cell[i] != name && text.n > SENTENCE &&
                          !jx_view_shows(&columns->head, text));
    }
    return words;
}

bool jx_read_fund_row(struct jx_reading_form *form, const struct jx_block_row *row)
{
    char buffer[JX_FOLD_MAX];
    struct jx_aligned aligned;
    if (form->part == JX_PART_ACROSS)
        return read_across(form, row);
    if (!jx_align(&form->columns, row, -1, &aligned))
        return false;
    int name = name_cell(&form->columns, &aligned);
    if (name < 0)
        return read_nameless(form, &aligned, row);
    struct jx_str folded = jx_view_fold(&aligned.view, (size_t)name, buffer);
    if (is_total(form->spec, folded)) {
        fill_amounts(form, &form->record->budget.total, true, &aligned, row);
        note_unknown(form, &aligned, row);
        return true;
    }
    if (!is_source(form->spec, folded) || tells_of_work(&form->columns, &aligned, name))
        return false;
    struct jx_funds *source = jx_fund_source(form, aligned.view.cell[name]);
    if (source)
        fill_amounts(form, source, false, &aligned, row);
    return true;
}
