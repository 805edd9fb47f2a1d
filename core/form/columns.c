/* columns.c: puts the cells of rows under headings, with or without a grid. What the
 * columns are for is the business of read_form.c. */
#include "columns.h"

#include "strbuf.h"

#include <string.h>

static const struct jx_table_cell blank_cell = {
    .text = {"", 0}, .span = 1, .kind = JX_TEXT};

/* ---- views ---- */

static void push(struct jx_view *view, const struct jx_table_cell *cell, unsigned start,
                 unsigned end)
{
    if (view->count >= JX_COLUMNS_MAX)
        return;
    view->cell[view->count] = cell;
    view->start[view->count] = (uint16_t)start;
    view->end[view->count] = (uint16_t)(end < UINT16_MAX ? end : UINT16_MAX);
    view->count++;
}

/* Blank cells for the columns [from, to) that the source left out: one a heading that
 * starts there, or one at least. */
static void fill(struct jx_view *view, const struct jx_view *like, unsigned from,
                 unsigned to)
{
    size_t before = view->count;
    for (unsigned c = from; !like && c < to && view->count < JX_COLUMNS_MAX; c++)
        push(view, &blank_cell, c, c + 1);
    for (size_t i = 0; like && i < like->count; i++)
        if (like->start[i] >= from && like->start[i] < to)
            push(view, &blank_cell, like->start[i],
                 like->end[i] < to ? like->end[i] : to);
    if (view->count == before)
        push(view, &blank_cell, from, to);
}

void jx_view_row(struct jx_view *view, const struct jx_block_row *row,
                 const struct jx_view *like)
{
    view->count = 0;
    view->grid = row->flags & JX_ROW_GRID;
    if (like && (!like->grid || !view->grid))
        like = NULL;
    unsigned next = like ? like->start[0] : UINT16_MAX + 1;
    for (size_t i = 0; i < row->count && view->count < JX_COLUMNS_MAX; i++) {
        const struct jx_table_cell *cell = &row->cells[i];
        unsigned start = view->grid ? cell->column : (unsigned)i;
        unsigned end = start + (view->grid && cell->span ? cell->span : 1);
        if (view->grid && start > next)
            fill(view, like, next, start);
        push(view, cell->flags & JX_CELL_CONTINUES ? &blank_cell : cell, start, end);
        next = end;
    }
    if (like && like->count && next < like->end[like->count - 1])
        fill(view, like, next, like->end[like->count - 1]);
}

struct jx_str jx_view_text(const struct jx_view *view, size_t i)
{
    return jx_str_trim(view->cell[i]->text);
}

size_t jx_view_first(const struct jx_view *view)
{
    size_t i = 0;
    while (i < view->count && jx_view_text(view, i).n == 0)
        i++;
    return i;
}

size_t jx_view_filled(const struct jx_view *view)
{
    size_t filled = 0;
    for (size_t i = 0; i < view->count; i++)
        filled += jx_view_text(view, i).n > 0;
    return filled;
}

struct jx_str jx_view_fold(const struct jx_view *view, size_t i, char out[JX_FOLD_MAX])
{
    return jx_fold(view->cell[i]->text, out);
}

/* ---- headings ---- */

static void count_keys(struct jx_columns *columns)
{
    columns->distinct = 0;
    for (size_t i = 0; i < columns->head.count; i++)
        columns->distinct += columns->key[i] >= 0;
}

/* Of two headings for the same, the one whose word the pack names first counts: "绩效指标"
 * beside "三级指标" is the caption of the table. Of two equal ones, the first. */
static void take_heading(struct jx_columns *columns, size_t i,
                         const struct jx_label *labels, size_t count, size_t *rank)
{
    char buffer[JX_FOLD_MAX];
    struct jx_str folded = jx_view_fold(&columns->head, i, buffer);
    columns->key[i] = jx_label_find_ranked(labels, count, folded, &rank[i]);
    for (size_t k = 0; columns->key[i] >= 0 && k < i; k++) {
        if (columns->key[k] != columns->key[i])
            continue;
        columns->key[rank[k] > rank[i] ? k : i] = -1;
    }
}

static void read_headings(struct jx_columns *columns, const struct jx_block_row *row,
                          const struct jx_view *like, const struct jx_label *labels,
                          size_t count)
{
    size_t rank[JX_COLUMNS_MAX];
    jx_view_row(&columns->head, row, like);
    struct jx_view *head = &columns->head;
    while (!like && head->grid && head->count &&
           jx_view_text(head, head->count - 1).n == 0 &&
           head->end[head->count - 1] - head->start[head->count - 1] == 1)
        head->count--; /* cells of a sheet beside the table */
    for (size_t i = 0; i < head->count; i++)
        take_heading(columns, i, labels, count, rank);
    count_keys(columns);
}

void jx_columns_read(struct jx_columns *columns, const struct jx_block_row *row,
                     const struct jx_label *labels, size_t count)
{
    read_headings(columns, row, NULL, labels, count);
}

int jx_columns_find(const struct jx_columns *columns, int key)
{
    for (size_t i = 0; i < columns->head.count; i++)
        if (columns->key[i] == key)
            return (int)i;
    return -1;
}

/* Do two rows of headings stand in one grid? Copies from documents tell no merged cells:
 * the row below has more cells then, and none above is blank. */
static bool one_grid(const struct jx_view *above, const struct jx_view *below)
{
    if (!above->grid || !below->grid)
        return false;
    if (above->count >= below->count)
        return true;
    for (size_t i = 0; i < above->count; i++)
        if (above->end[i] - above->start[i] > 1 ||
            (i > 0 && jx_view_text(above, i).n == 0))
            return true;
    return false;
}

/* Head cell of `above` over each cell of `below`, by the grid or by order: a run of
 * filled cells below stands under one heading, a blank one under its own. */
static bool pair_up(const struct jx_view *above, const struct jx_view *below,
                    int over[JX_COLUMNS_MAX])
{
    if (one_grid(above, below)) {
        for (size_t i = 0; i < below->count; i++) {
            over[i] = -1;
            for (size_t j = 0; j < above->count; j++)
                if (above->start[j] <= below->start[i] && below->start[i] < above->end[j])
                    over[i] = (int)j;
        }
        return true;
    }
    size_t j = 0;
    bool same = above->count == below->count, run = false;
    for (size_t i = 0; i < below->count; i++) {
        bool filled = jx_view_text(below, i).n > 0;
        if (!same && filled && run)
            j--; /* still under the same heading */
        if (j >= above->count)
            return false;
        over[i] = (int)j++;
        run = filled;
    }
    return j == above->count;
}

bool jx_columns_below(struct jx_columns *columns, const struct jx_columns *above,
                      const struct jx_block_row *row, const struct jx_label *labels,
                      size_t count)
{
    int over[JX_COLUMNS_MAX];
    struct jx_columns below;
    read_headings(&below, row, &above->head, labels, count);
    if (!pair_up(&above->head, &below.head, over))
        return false;
    for (size_t i = 0; i < below.head.count; i++) {
        int key = over[i] < 0 ? -1 : above->key[over[i]];
        bool own = jx_view_text(&below.head, i).n > 0;
        if (key >= 0 && !own && jx_columns_find(&below, key) < 0)
            below.key[i] = key;
    }
    count_keys(&below);
    *columns = below;
    return true;
}

/* ---- rows under headings ---- */

static void take_out(struct jx_view *view, size_t i)
{
    view->count--;
    memmove(&view->cell[i], &view->cell[i + 1], (view->count - i) * sizeof view->cell[0]);
    memmove(&view->start[i], &view->start[i + 1],
            (view->count - i) * sizeof view->start[0]);
    memmove(&view->end[i], &view->end[i + 1], (view->count - i) * sizeof view->end[0]);
}

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

bool jx_align(const struct jx_columns *columns, const struct jx_block_row *row, int name,
              struct jx_aligned *out)
{
    const struct jx_view *head = &columns->head;
    struct jx_view *view = &out->view;
    size_t heads = head->count;
    jx_view_row(view, row, head);
    if (view->count == heads + 1 && name >= 0 &&
        jx_only_numbering(view->cell[name]->text))
        take_out(view, (size_t)name);
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
