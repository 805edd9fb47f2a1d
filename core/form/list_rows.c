/* list_rows.c: what a row below the headings of a list is: a project, a sum, a caption over
 * some projects, the headings once more. Nothing is read into records here. */
#include "list.h"

#include "strbuf.h"

#include <string.h>

struct jx_str jx_list_text(const struct jx_list *list, const struct jx_block_row *row,
                           int column)
{
    struct jx_aligned aligned;
    if (!jx_align(&list->columns, row, -1, &aligned) || aligned.cell[column] < 0)
        return (struct jx_str){"", 0};
    return jx_view_text(&aligned.view, (size_t)aligned.cell[column]);
}

/* What stands below a sum belongs to no project above it. */
bool jx_list_is_sum(const struct jx_list *list, const struct jx_block_row *row)
{
    char buffer[JX_FOLD_MAX];
    struct jx_view view;
    jx_view_row(&view, row, NULL);
    size_t first = jx_view_first(&view);
    if (first == view.count)
        return false;
    struct jx_str text = jx_view_fold(&view, first, buffer);
    return jx_words_have(&list->spec->closing, text) ||
           jx_words_have(&list->spec->subtotals, text) ||
           jx_words_have(&list->spec->fund_total, text);
}

/* The headings once more, as on the next page. */
bool jx_list_same_headings(const struct jx_list *list, const struct jx_block_row *row)
{
    char buffer[JX_FOLD_MAX], other[JX_FOLD_MAX];
    for (size_t i = 0; i < list->columns.head.count; i++)
        if (list->column[i].kind != JX_LIST_NONE &&
            !jx_str_eq(jx_view_fold(&list->columns.head, i, other),
                       jx_fold(jx_list_text(list, row, (int)i), buffer)))
            return false;
    return true;
}

static bool is_numeral(struct jx_str text)
{
    char marked[32];
    if (!text.n || text.n + 3 > sizeof marked || jx_list_has_digit(text))
        return false;
    memcpy(marked, text.p, text.n);
    memcpy(marked + text.n, "\xe3\x80\x81", 3); /* as "一、" */
    return jx_only_numbering(text) ||
           jx_only_numbering((struct jx_str){marked, text.n + 3});
}

/* What gathers the projects below it: "一 | a department", in a list that counts its
 * projects in figures, or a name over most of the columns. */
static bool is_caption(const struct jx_list *list, const struct jx_view *view,
                       size_t first)
{
    struct jx_str text = jx_view_text(view, first);
    const struct jx_view *head = &list->columns.head;
    if (list->counted && is_numeral(text))
        return true;
    for (size_t i = first; view->grid && head->grid && i < view->count; i++)
        if (jx_view_text(view, i).n && (view->end[i] - view->start[i]) * 2 >
                                           head->end[head->count - 1] - head->start[0])
            return true;
    return false;
}

bool jx_list_passes(const struct jx_list *list, const struct jx_block_row *row)
{
    char buffer[JX_FOLD_MAX];
    struct jx_view view;
    jx_view_row(&view, row, NULL);
    size_t first = jx_view_first(&view);
    if (first == view.count || jx_view_filled(&view) < 2 || jx_list_is_sum(list, row) ||
        jx_words_have(&list->spec->ends, jx_view_fold(&view, first, buffer)) ||
        is_caption(list, &view, first))
        return true;
    return jx_list_same_headings(list, row);
}

/* The number in front of a row, as lists count their projects. */
bool jx_list_counts(const struct jx_block_row *row)
{
    struct jx_view view;
    jx_view_row(&view, row, NULL);
    size_t first = jx_view_first(&view);
    struct jx_str text =
        first < view.count ? jx_view_text(&view, first) : (struct jx_str){"", 0};
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] < '0' || text.p[i] > '9')
            return false;
    return text.n > 0 && text.n <= 4;
}

static bool is_amount_text(struct jx_str text)
{
    return text.n <= 6 || jx_list_has_digit(text); /* nothing, dashes */
}

bool jx_list_holds(const struct jx_form_items *items, const struct jx_list *list)
{
    for (size_t i = list->first; i < items->count && i < list->first + JX_LIST_LOOK;
         i++) {
        const struct jx_block_row *row = items->list[i].row;
        size_t heads = list->columns.head.count;
        if (!row || row->count * 4 < heads * 3 || jx_list_is_sum(list, row))
            continue;
        for (size_t k = 0; k < heads && k < row->count; k++) {
            struct jx_str text = jx_str_trim(row->cells[k].text);
            bool fund = list->column[k].kind == JX_LIST_FUND &&
                        list->column[k].key != JX_FUND_REASON;
            if ((fund && !is_amount_text(text)) ||
                ((int)k == list->name && jx_is_figure(text)))
                return false;
        }
        return true;
    }
    return false;
}
