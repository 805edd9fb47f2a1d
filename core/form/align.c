/* align.c: which cell of a row stands under which heading: by the grid, by order, by what
 * the cells hold. Headings are read in columns.c. */
#include "columns.h"

#include "strbuf.h"

/* Cell of the row over the first column of a heading. */
static int at_column(const struct jx_view *view, unsigned column)
{
    for (size_t i = 0; i < view->count; i++)
        if (view->start[i] <= column && column < view->end[i])
            return (int)i;
    return -1;
}

static void align_shifted(struct jx_aligned *out, size_t heads, ptrdiff_t shift)
{
    for (size_t i = 0; i < heads; i++) {
        ptrdiff_t at = (ptrdiff_t)i + shift;
        out->cell[i] = at >= 0 && (size_t)at < out->view.count ? (int)at : -1;
    }
}

static bool blank_between(const struct jx_view *view, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (jx_view_text(view, i).n > 0)
            return false;
    return true;
}

/* A row of cells side by side that is shorter than its headings: where tables leave merged
 * cells out, or where a label covers several columns. false: none, or it stands as it is. */
static bool align_run(const struct jx_columns *columns, const struct jx_block_row *row,
                      struct jx_aligned *out)
{
    size_t heads = columns->head.count, shift, pinned = 0;
    struct jx_view *view = &out->view;
    if (!columns->spec || !jx_row_is_run(row) || columns->head.end[heads - 1] != heads)
        return false;
    jx_view_row(view, row, NULL);
    int named = columns->funds ? -1 : jx_view_join_name(view);
    if (named >= 0 && named < columns->name) {
        out->fit = JX_FITS_WELL;
        align_shifted(out, heads, named - columns->name);
        return true;
    }
    int kept = view->count < heads ? jx_fit_at(columns, view, 0, 0) : 0;
    if (columns->left_out) {
        out->fit = jx_fit_left_out(columns, view, &shift, &pinned);
        if (out->fit < 0 && kept > out->fit) {
            out->fit = kept;
            shift = 0;
        }
    } else {
        shift = view->count < heads ? heads - view->count : 0;
        if (kept >= 0 || jx_fit_at(columns, view, 0, shift) < 0)
            shift = 0;
    }
    align_shifted(out, heads, -(ptrdiff_t)shift);
    for (size_t i = 0; shift && pinned && i <= shift; i++)
        out->cell[i] = i == 0 ? 0 : -1;
    return shift > 0;
}

static bool align(const struct jx_columns *columns, const struct jx_block_row *row,
                  int name, struct jx_aligned *out)
{
    const struct jx_view *head = &columns->head;
    struct jx_view *view = &out->view;
    size_t heads = head->count;
    out->fit = 0;
    if (head->grid && row->flags & JX_ROW_GRID && align_run(columns, row, out))
        return view->count * 2 > heads || out->fit >= JX_FITS_WELL;
    jx_view_row(view, row, head);
    if (view->count > heads && name >= 0 && jx_only_numbering(view->cell[name]->text) &&
        (view->count == heads + 1 || jx_row_is_run(row))) {
        jx_view_take_out(view, (size_t)name);
        while (view->count > heads && !jx_view_text(view, view->count - 1).n)
            view->count--;
    }
    if (view->count == heads) {
        align_shifted(out, heads, 0);
        return true;
    }
    if (view->grid && head->grid) {
        for (size_t i = 0; i < heads; i++)
            out->cell[i] = at_column(view, head->start[i]);
        return view->count * 2 > heads;
    }
    if (view->count > heads) { /* blank cells too many, on one side or the other */
        bool left = !blank_between(view, heads, view->count) &&
                    blank_between(view, 0, view->count - heads);
        align_shifted(out, heads, left ? (ptrdiff_t)(view->count - heads) : 0);
        return true;
    }
    /* merged cells that the dump left out: they stand at the left */
    align_shifted(out, heads, (ptrdiff_t)view->count - (ptrdiff_t)heads);
    return view->count * 2 > heads;
}

/* "指标1：" under the heading, and the name beside it under the blank rest of the heading. */
static void take_name_behind(const struct jx_view *head, size_t name,
                             struct jx_aligned *out)
{
    int at = out->cell[name];
    if (at >= 0 && name + 1 < head->count && !jx_view_text(head, name + 1).n &&
        out->cell[name + 1] >= 0 &&
        jx_only_numbering(jx_view_text(&out->view, (size_t)at)) &&
        jx_view_text(&out->view, (size_t)out->cell[name + 1]).n)
        out->cell[name] = out->cell[name + 1];
}

bool jx_align(const struct jx_columns *columns, const struct jx_block_row *row, int name,
              struct jx_aligned *out)
{
    if (!align(columns, row, name, out))
        return false;
    if (name >= 0)
        take_name_behind(&columns->head, (size_t)name, out);
    return true;
}

/* Do the wanted headings have cells that start exactly below them, behind the label? */
static bool stands_exactly(const struct jx_columns *columns, const struct jx_view *view,
                           size_t label, const int wanted[2])
{
    if (!view->grid || !columns->head.grid)
        return false;
    for (int k = 0; k < 2; k++) {
        int at = jx_columns_find(columns, wanted[k]);
        int cell = at < 0 ? -1 : at_column(view, columns->head.start[at]);
        if (at >= 0 &&
            (cell <= (int)label || view->start[cell] != columns->head.start[at]))
            return false;
    }
    return true;
}

void jx_align_closing(const struct jx_columns *columns, const struct jx_block_row *row,
                      const int wanted[2], struct jx_aligned *out)
{
    const struct jx_view *head = &columns->head;
    struct jx_view *view = &out->view;
    jx_view_row(view, row, NULL);
    if (columns->left_out)
        jx_view_trim(view);
    size_t label = jx_view_first(view), behind = view->count - label - 1, known = 0;
    bool exact = stands_exactly(columns, view, label, wanted);
    for (size_t i = 0; i < head->count; i++)
        known += columns->key[i] == wanted[0] || columns->key[i] == wanted[1];
    bool just = !exact && behind == known; /* the two figures and nothing else */
    size_t next = label + 1;
    for (size_t i = 0; i < head->count; i++) {
        bool is_wanted = columns->key[i] == wanted[0] || columns->key[i] == wanted[1];
        ptrdiff_t cell = (ptrdiff_t)(view->count + i) - (ptrdiff_t)head->count;
        if (exact)
            cell = at_column(view, head->start[i]);
        else if (just)
            cell = is_wanted ? (ptrdiff_t)next++ : -1;
        out->cell[i] = cell > (ptrdiff_t)label ? (int)cell : -1;
    }
}
