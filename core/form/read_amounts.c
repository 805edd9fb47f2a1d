/* read_amounts.c: funds without headings, as in forms of targets: names and amounts one
 * behind the other, in cells or in a line, or the names of total and sources as headings
 * over tasks. Blocks with headings of amounts are read in read_funds.c. */
#include "read_form.h"

#include "strbuf.h"
#include "utf8.h"

enum { PAIRS_MOST = 12 };

/* What is asked for before a year begins is the budget of its start. */
static int key_of(const struct jx_form_spec *spec)
{
    return spec->fund_across ? spec->fund_across_key : JX_FUND_INITIAL;
}

enum kind { OTHER, TOTAL, SOURCE, FIGURE };

struct pair {
    bool total;
    struct jx_str name, figure;
    struct jx_at at;
};

struct pairs {
    const struct jx_form_spec *spec;
    struct pair list[PAIRS_MOST];
    size_t count;
    bool open;   /* the last one has no figure yet */
    bool failed; /* figures without a name: no such line */
};

static enum kind kind_of(const struct jx_form_spec *spec, struct jx_str text)
{
    char buffer[JX_FOLD_MAX];
    struct jx_str folded = jx_fold(text, buffer);
    if (jx_words_have(&spec->fund_total, folded))
        return TOTAL;
    if (jx_words_have(&spec->fund_sources, folded))
        return SOURCE;
    return jx_is_figure(text) ? FIGURE : OTHER;
}

static void take_piece(struct pairs *pairs, struct jx_str piece, struct jx_at at)
{
    enum kind kind = kind_of(pairs->spec, piece);
    if (kind == FIGURE) {
        struct pair *last = pairs->count ? &pairs->list[pairs->count - 1] : NULL;
        if (pairs->open)
            last->figure = piece;
        else /* once more, as copies repeat merged cells */
            pairs->failed |= !last || !jx_str_eq(last->figure, piece);
        pairs->open = false;
        return;
    }
    if (pairs->open) /* a name without an amount, or the caption of the block */
        pairs->count--;
    pairs->open = (kind == TOTAL || kind == SOURCE) && pairs->count < PAIRS_MOST;
    if (pairs->open)
        pairs->list[pairs->count++] =
            (struct pair){.total = kind == TOTAL, .name = piece, .at = at};
}

/* Names and figures of a text; "其中：" belongs to the name behind it. */
static void take_text(struct pairs *pairs, struct jx_str text, struct jx_at at)
{
    size_t from = 0;
    for (size_t i = 0, step = 0; i <= text.n; i += step) {
        uint32_t c = i < text.n ? jx_utf8_next(text.p + i, text.n - i, &step) : 0;
        bool figure = i > from && jx_is_digit(c) && !jx_is_digit(text.p[from]);
        bool apart = c == 0 || c == '\n' || c == ';' || c == 0xff1b || c == 0xff0c ||
                     c == 0x3002 || jx_utf8_blank(c);
        if (!apart && !figure)
            continue;
        struct jx_str piece = jx_str_trim((struct jx_str){text.p + from, i - from});
        if (piece.n)
            take_piece(pairs, piece, at);
        from = figure ? i : i + step;
        if (c == 0)
            break;
    }
}

static struct jx_cell cell_of(struct jx_reading_form *form, struct jx_str text,
                              struct jx_at at)
{
    struct jx_cell cell = {
        .text = jx_clean(form->items->arena, text), .at = at, .kind = JX_TEXT};
    form->failed |= !cell.text.p;
    return cell;
}

/* Sources count below a total only: the word alone stands in many a sentence. */
static bool take_pairs(struct jx_reading_form *form, const struct pairs *pairs)
{
    struct jx_budget *budget = &form->record->budget;
    int key = key_of(form->spec);
    bool any = false;
    for (size_t i = 0; i < pairs->count; i++) {
        const struct pair *pair = &pairs->list[i];
        struct jx_cell *total = &budget->total.cell[key];
        if (pair->total == (total->text.n > 0))
            continue;
        any = budget->present = form->amounts = true;
        struct jx_cell amount = cell_of(form, pair->figure, pair->at);
        if (pair->total) {
            *total = amount;
            continue;
        }
        struct jx_table_cell name = {.text = pair->name, .at = pair->at};
        struct jx_funds *source = jx_fund_source(form, &name);
        if (source)
            source->cell[key] = amount;
    }
    return any;
}

/* Names of total and sources side by side, and no figure: headings over tasks. */
static size_t read_names(struct jx_reading_form *form, const struct jx_view *view)
{
    size_t totals = 0, names = 0, others = 0;
    for (size_t i = 0; i < view->count; i++) {
        enum kind kind = kind_of(form->spec, jx_view_text(view, i));
        totals += kind == TOTAL;
        names += kind == TOTAL || kind == SOURCE;
        others += kind == FIGURE;
    }
    return totals == 1 && names >= 2 && !others ? names : 0;
}

/* The row of totals below such headings: as many figures as there are names. */
static bool read_sums(struct jx_reading_form *form, const struct jx_view *view)
{
    struct pairs pairs = {.spec = form->spec};
    struct jx_view head;
    size_t first = jx_view_first(view), at = 0;
    jx_view_row(&head, form->names, NULL);
    while (first < view->count && kind_of(form->spec, jx_view_text(view, first)) == OTHER)
        first++; /* captions, once more */
    if (first == view->count || kind_of(form->spec, jx_view_text(view, first)) != TOTAL)
        return false;
    for (size_t i = first + 1; i < view->count; i++) {
        struct jx_str text = jx_view_text(view, i);
        if (!jx_is_figure(text))
            continue;
        while (at < head.count && kind_of(form->spec, jx_view_text(&head, at)) == OTHER)
            at++;
        if (at == head.count)
            return false;
        take_piece(&pairs, jx_view_text(&head, at++), view->cell[i]->at);
        take_piece(&pairs, text, view->cell[i]->at);
    }
    bool all = pairs.count == read_names(form, &head);
    return all && take_pairs(form, &pairs);
}

/* The row right below such headings, and nothing in it but their figures, each under its
 * name; copies may leave out the caption in front of them. */
static bool read_below(struct jx_reading_form *form, const struct jx_view *view)
{
    struct pairs pairs = {.spec = form->spec};
    struct jx_view head;
    jx_view_row(&head, form->names, NULL);
    size_t first = 0;
    while (kind_of(form->spec, jx_view_text(&head, first)) == OTHER)
        first++;
    size_t shift = jx_is_figure(jx_view_text(view, 0)) ? first : 0;
    for (size_t i = 0; i < view->count; i++) {
        struct jx_str text = jx_view_text(view, i), name = {"", 0};
        if (i + shift < head.count)
            name = jx_view_text(&head, i + shift);
        if (!text.n || jx_str_eq(text, name)) /* the caption, once more */
            continue;
        if (!jx_is_figure(text) || kind_of(form->spec, name) == OTHER)
            return false;
        take_piece(&pairs, name, view->cell[i]->at);
        take_piece(&pairs, text, view->cell[i]->at);
    }
    return pairs.count && !pairs.failed && take_pairs(form, &pairs);
}

/* "年初预算数：150 | 执行率：95%": amounts of the total, each in a cell with its label. */
static bool read_labelled(struct jx_reading_form *form, const struct jx_view *view)
{
    const struct jx_form_spec *spec = form->spec;
    struct jx_budget *budget = &form->record->budget;
    char buffer[JX_FOLD_MAX];
    bool any = false;
    for (size_t i = 0; i < view->count; i++) {
        struct jx_str behind = {"", 0},
                      label = jx_before_colon(jx_view_text(view, i), &behind);
        int key = jx_label_find(spec->fund_columns, spec->fund_column_count,
                                jx_fold(label, buffer));
        if (!jx_is_amount(key) || !jx_is_figure(behind) || budget->total.cell[key].text.n)
            continue;
        budget->total.cell[key] = cell_of(form, behind, view->cell[i]->at);
        budget->present = form->amounts = any = true;
    }
    return any;
}

bool jx_read_amounts(struct jx_reading_form *form, const struct jx_form_item *item)
{
    struct pairs pairs = {.spec = form->spec};
    struct jx_view view;
    if (form->headings || form->part != JX_PART_NONE || !form->spec->fund_total.count ||
        (form->record->budget.present && !form->amounts))
        return false;
    if (!item->row) {
        take_text(&pairs, item->prose, item->at);
    } else {
        jx_view_row(&view, item->row, NULL);
        bool below = form->names && form->names == form->before;
        if ((below && read_below(form, &view)) ||
            (form->names && read_sums(form, &view)) || read_labelled(form, &view))
            return true;
        if (read_names(form, &view)) {
            form->names = item->row;
            return true;
        }
        for (size_t i = 0; i < view.count; i++)
            take_text(&pairs, jx_view_text(&view, i), view.cell[i]->at);
    }
    pairs.count -= pairs.open;
    return !pairs.failed && take_pairs(form, &pairs);
}
