/* list.c: flat sheets, as offices gather projects in one table: finds the row of headings,
 * and reads the rows below into records. Forms, one a project, are read elsewhere. */
#include "list.h"

#include "strbuf.h"

enum { HEADINGS_LEAST = 4, HEADING_BYTES = 60, TITLED = 100, FORM_ROWS = 64 };

/* ---- headings ---- */

bool jx_list_has_digit(struct jx_str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (jx_is_digit(text.p[i]))
            return true;
    return false;
}

/* Short texts side by side, hardly a figure among them: cheap, and mostly the answer is
 * no. Labels with values between them, as at the head of a form, are no such row. */
static bool may_be_headings(const struct jx_view *head)
{
    size_t first = jx_view_first(head), last = head->count, filled = 0, figures = 0;
    while (last > first && jx_view_text(head, last - 1).n == 0)
        last--;
    for (size_t i = first; i < last; i++) {
        struct jx_str text = jx_view_text(head, i);
        if (text.n > HEADING_BYTES)
            return false;
        filled += text.n > 0;
        figures += jx_list_has_digit(text);
    }
    return filled >= HEADINGS_LEAST && figures <= 1 &&
           (last - first - filled) * 4 <= filled;
}

static bool taken(const struct jx_list *list, size_t before, struct jx_list_column column)
{
    for (size_t i = 0; i < before; i++)
        if (list->column[i].kind == column.kind && list->column[i].key == column.key &&
            column.kind != JX_LIST_FACT)
            return true;
    return false;
}

/* Tries one meaning of a heading; the first of two equal columns counts. */
static bool mean(struct jx_list *list, size_t i, enum jx_list_kind kind, int key)
{
    struct jx_list_column column = {.kind = kind, .key = key};
    if (key < 0 || taken(list, i, column))
        return false;
    list->column[i] = column;
    return true;
}

/* "得分" may be an indicator's, the budget's or the project's: with indicators it is
 * theirs, otherwise the project's where the form calls its total so. */
static void read_heading(const struct jx_form_items *items, struct jx_list *list,
                         size_t i)
{
    const struct jx_form_spec *spec = list->spec;
    char buffer[JX_FOLD_MAX];
    struct jx_str folded = jx_view_fold(&list->columns.head, i, buffer);
    int fund = jx_label_find(spec->fund_columns, spec->fund_column_count, folded);
    list->column[i] = (struct jx_list_column){.key = -1};
    if (folded.n == 0)
        return;
    if (list->indicators && mean(list, i, JX_LIST_IND, list->columns.key[i]))
        return;
    if (mean(list, i, JX_LIST_RECORD,
             jx_label_find(spec->fields, spec->field_count, folded)))
        return;
    if ((!list->indicators || jx_is_amount(fund)) && mean(list, i, JX_LIST_FUND, fund))
        return;
    struct jx_target fact;
    if (!list->indicators && spec->has_facts &&
        jx_find_fact(&items->plan, spec, jx_view_text(&list->columns.head, i), &fact))
        list->column[i] = (struct jx_list_column){.kind = JX_LIST_FACT, .fact = fact};
}

static int find(const struct jx_list *list, enum jx_list_kind kind, int key)
{
    for (size_t i = 0; i < list->columns.head.count; i++)
        if (list->column[i].kind == kind && list->column[i].key == key)
            return (int)i;
    return -1;
}

static size_t count(const struct jx_list *list, enum jx_list_kind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < list->columns.head.count; i++)
        n += list->column[i].kind == kind;
    return n;
}

/* A weight and a score of the budget stand side by side, or the score is somebody else's. */
static void drop_lone_score(struct jx_list *list)
{
    int weight = find(list, JX_LIST_FUND, JX_FUND_WEIGHT);
    int score = find(list, JX_LIST_FUND, JX_FUND_REPORTED_SCORE);
    if ((weight < 0) == (score < 0))
        return;
    list->column[weight < 0 ? score : weight] = (struct jx_list_column){.key = -1};
}

/* What tells projects apart: the code, the name; of forms of whole departments, these. */
static int identity(const struct jx_list *list)
{
    static const int keys[] = {JX_REC_CODE, JX_REC_NAME, JX_REC_DEPARTMENT, JX_REC_UNIT};
    bool named = jx_label_words(list->spec->fields, list->spec->field_count, JX_REC_NAME);
    for (size_t i = 0; i < (named ? 2 : 4); i++)
        if (find(list, JX_LIST_RECORD, keys[i]) >= 0)
            return find(list, JX_LIST_RECORD, keys[i]);
    return -1;
}

/* The headings by one form's words; their number, 0 when they are none of it. */
static size_t fit(const struct jx_form_items *items, const struct jx_view *head,
                  struct jx_list *list)
{
    const struct jx_form_spec *spec = list->spec;
    struct jx_columns *columns = &list->columns;
    jx_columns_of(columns, head, spec->columns, spec->column_count);
    jx_headings_settle(columns, spec);
    list->indicators = jx_columns_find(columns, JX_IND_NAME) >= 0;
    for (size_t i = 0; i < columns->head.count; i++)
        read_heading(items, list, i);
    drop_lone_score(list);
    for (size_t i = 0; i < columns->head.count; i++)
        columns->key[i] = list->column[i].kind == JX_LIST_IND ? list->column[i].key : -1;
    list->name = identity(list);
    size_t known = 0, filled = jx_view_filled(&columns->head);
    for (size_t i = 0; i < columns->head.count; i++)
        known += list->column[i].kind != JX_LIST_NONE;
    bool says = list->indicators
                    ? count(list, JX_LIST_IND) >= 3
                    : find(list, JX_LIST_RECORD, JX_REC_REPORTED_TOTAL) >= 0 ||
                          count(list, JX_LIST_FUND) >= 2 ||
                          count(list, JX_LIST_FACT) >= 2;
    return list->name >= 0 && says && known >= HEADINGS_LEAST && known * 2 >= filled
               ? known
               : 0;
}

/* The form whose words fit headings best, if they fit better than `most`; titles above
 * count more than words. Returns how well. */
static size_t fit_best(const struct jx_form_items *items, size_t from,
                       const struct jx_view *head, const struct jx_list *like,
                       size_t most, struct jx_list *list)
{
    struct jx_list one = *like;
    for (size_t s = 0; s < items->plan.count; s++) {
        one.spec = &items->plan.specs[s];
        size_t known = fit(items, head, &one);
        for (size_t i = from; known && i < like->head; i++)
            known += jx_is_title(one.spec, jx_item_line(&items->list[i])) ? TITLED : 0;
        if (known > most) {
            *list = one;
            most = known;
        }
    }
    return most;
}

/* Nothing but words, few enough to be headings: cheap, and mostly the answer is no. */
static bool only_words(const struct jx_view *view)
{
    for (size_t i = 0; i < view->count; i++)
        if (jx_view_text(view, i).n > HEADING_BYTES ||
            jx_list_has_digit(jx_view_text(view, i)))
            return false;
    return view->count >= HEADINGS_LEAST;
}

/* `below` in the place of one heading, as copies leave the cells out that are merged with
 * those above. */
static void put_below(const struct jx_view *above, const struct jx_view *below,
                      size_t place, struct jx_view *out)
{
    *out = (struct jx_view){.grid = above->grid};
    for (size_t i = 0; i < above->count; i++)
        for (size_t k = 0; k < (i == place ? below->count : 1); k++)
            jx_view_put(out, i == place ? below->cell[k] : above->cell[i],
                        (unsigned)out->count, (unsigned)out->count + 1);
}

/* Headings in two rows of a copy that leaves merged cells out. Returns how well they fit. */
static size_t fit_left_out(const struct jx_form_items *items, size_t from, size_t at,
                           size_t most, struct jx_list *list)
{
    struct jx_view head, below, two;
    struct jx_list one;
    const struct jx_block_row *rows[2] = {items->list[at].row, items->list[at + 1].row};
    jx_view_row(&head, rows[0], NULL);
    jx_view_row(&below, rows[1], NULL);
    jx_view_drop_beside(&head);
    jx_view_drop_beside(&below);
    if (!jx_row_is_run(rows[0]) || !jx_row_is_run(rows[1]) || below.count < 2 ||
        below.count >= head.count || jx_view_filled(&below) < below.count ||
        jx_view_filled(&head) < head.count || head.count + below.count > JX_COLUMNS_MAX)
        return most;
    for (size_t place = 1; place < head.count; place++) {
        put_below(&head, &below, place, &two);
        size_t known =
            fit_best(items, from, &two, &(struct jx_list){.head = at, .first = at + 2},
                     most, &one);
        if (known <= most || !jx_list_holds(items, &one))
            continue;
        most = known;
        *list = one;
    }
    return most;
}

/* Headings of one row, or those of two rows where they tell more. */
static bool find_headings(const struct jx_form_items *items, size_t from, size_t at,
                          struct jx_list *list)
{
    struct jx_view head, below, two;
    size_t most = 0;
    const struct jx_block_row *next = items->list[at + 1].row;
    jx_view_row(&head, items->list[at].row, NULL);
    jx_view_drop_beside(&head);
    if (may_be_headings(&head))
        most = fit_best(items, from, &head,
                        &(struct jx_list){.head = at, .first = at + 1}, 0, list);
    jx_view_row(&below, next, NULL);
    if (!only_words(&head) || !only_words(&below) || at + 2 >= items->count ||
        !items->list[at + 2].row)
        return most > 0;
    struct jx_list stacked;
    size_t more = 0;
    if (jx_view_stack(&head, next, &two) && may_be_headings(&two))
        more = fit_best(items, from, &two, &(struct jx_list){.head = at, .first = at + 2},
                        most, &stacked);
    if (more > most && (!jx_row_is_run(next) || jx_list_holds(items, &stacked))) {
        *list = stacked;
        most = more;
    }
    return fit_left_out(items, from, at, most, list) > 0;
}

/* Headings of funds within a form, of one project: its name stands above, or the table of
 * indicators below. */
static bool in_form(const struct jx_form_items *items, size_t from,
                    const struct jx_list *list)
{
    const struct jx_plan *plan = &items->plan;
    if (list->indicators)
        return false;
    for (size_t i = from; i < list->head; i++)
        if (items->list[i].row &&
            jx_any_label(plan, jx_first_text(&items->list[i]), JX_REC_NAME))
            return true;
    size_t end =
        list->first + FORM_ROWS < items->count ? list->first + FORM_ROWS : items->count;
    for (size_t i = list->first; i < end; i++) {
        const struct jx_form_item *item = &items->list[i];
        if (!item->row || jx_any_label(plan, jx_first_text(item), JX_REC_NAME))
            return false;
        if (jx_any_heading(plan, item->row))
            return true;
    }
    return false;
}

bool jx_list_find(const struct jx_form_items *items, size_t from, size_t at,
                  struct jx_list *list)
{
    struct jx_str rest, name = {"", 0};
    if (!items->list[at].row || at + 1 >= items->count || !items->list[at + 1].row ||
        !find_headings(items, from, at, list) || in_form(items, from, list))
        return false;
    for (size_t i = list->first; i < items->count && i < list->first + JX_LIST_LOOK; i++)
        list->counted |= items->list[i].row && jx_list_counts(items->list[i].row);
    for (size_t i = list->first; i < items->count && items->list[i].row; i++) {
        if (i > list->first + JX_LIST_LOOK)
            return false;
        if (jx_list_passes(list, items->list[i].row))
            continue;
        name = jx_list_text(list, items->list[i].row, list->name);
        break;
    }
    return name.n && jx_field_label(list->spec, name, &rest) < 0;
}

/* Another list or form begins: by its title, its headings, or a label at its head. */
static bool begins_another(const struct jx_form_items *items, const struct jx_list *list,
                           size_t at)
{
    const struct jx_block_row *row = items->list[at].row;
    struct jx_str line = jx_item_line(&items->list[at]), rest;
    struct jx_list other;
    struct jx_view view;
    jx_view_row(&view, row, NULL);
    size_t first = jx_view_first(&view);
    if (first == view.count)
        return false;
    for (size_t s = 0; s < items->plan.count; s++)
        if ((line.n && jx_is_title(&items->plan.specs[s], line)) ||
            (jx_field_label(&items->plan.specs[s], jx_view_text(&view, first), &rest) >=
                 0 &&
             !jx_list_same_headings(list, row)))
            return true;
    return jx_list_find(items, at, at, &other) && !jx_list_same_headings(list, row);
}

size_t jx_list_end(const struct jx_form_items *items, const struct jx_list *list)
{
    size_t i = list->first;
    while (i < items->count && items->list[i].row && !begins_another(items, list, i))
        i++;
    return i;
}

static void take_cell(struct jx_reading_form *form, const struct jx_list_column *column,
                      struct jx_cell cell)
{
    struct jx_budget *budget = &form->record->budget;
    switch (column->kind) {
    case JX_LIST_RECORD: jx_set_field(form, column->key, cell); break;
    case JX_LIST_FACT: jx_set_fact(form, column->fact, cell); break;
    case JX_LIST_FUND:
        budget->present = true;
        if (budget->total.cell[column->key].text.n == 0)
            budget->total.cell[column->key] = cell;
        break;
    case JX_LIST_IND:
    case JX_LIST_NONE: break;
    }
}

static void take_row(struct jx_reading_form *form, const struct jx_list *list,
                     const struct jx_block_row *row)
{
    struct jx_aligned aligned;
    if (!jx_align(&list->columns, row, -1, &aligned))
        return;
    for (size_t i = 0; i < list->columns.head.count; i++) {
        int at = aligned.cell[i];
        if (list->column[i].kind != JX_LIST_IND && list->column[i].kind != JX_LIST_NONE)
            take_cell(form, &list->column[i],
                      jx_form_cell(form, at < 0 ? NULL : aligned.view.cell[at], row));
    }
    if (list->indicators)
        jx_read_indicator(form, row);
    form->in_table = true;
}

static size_t finish(struct jx_reading_form *form, size_t next)
{
    if (form->in_table)
        jx_form_constants(form);
    return next;
}

size_t jx_list_read(struct jx_reading_form *form, const struct jx_list *list, size_t at)
{
    const struct jx_form_item *item = form->items->list;
    struct jx_str project = {"", 0};
    form->columns = list->columns;
    form->headings = form->record->has_indicators = list->indicators;
    form->closed = true; /* sums are passed over */
    for (; at < list->to; at++) {
        if (jx_list_passes(list, item[at].row)) {
            if (form->in_table && jx_list_is_sum(list, item[at].row))
                return finish(form, at + 1);
            continue;
        }
        struct jx_str name = jx_list_text(list, item[at].row, list->name);
        bool below = name.n == 0 || jx_str_eq(name, project);
        if (form->in_table && (!below || !list->indicators))
            break;
        if (!form->in_table && name.n == 0)
            return at + 1;
        project = name.n ? name : project;
        take_row(form, list, item[at].row);
    }
    return finish(form, at);
}
