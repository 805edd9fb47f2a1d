/* columns.c: rows as runs of cells, and rows of headings, with or without a grid. Rows are
 * put under them in align.c; what the columns are for is the business of read_form.c. */
#include "columns.h"

#include "strbuf.h"

#include <string.h>

static const struct jx_table_cell blank_cell = {
    .text = {"", 0}, .span = 1, .kind = JX_TEXT};

/* ---- views ---- */

void jx_view_put(struct jx_view *view, const struct jx_table_cell *cell, unsigned start,
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
        jx_view_put(view, &blank_cell, c, c + 1);
    for (size_t i = 0; like && i < like->count; i++)
        if (like->start[i] >= from && like->start[i] < to)
            jx_view_put(view, &blank_cell, like->start[i],
                        like->end[i] < to ? like->end[i] : to);
    if (view->count == before)
        jx_view_put(view, &blank_cell, from, to);
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
        jx_view_put(view, cell->flags & JX_CELL_CONTINUES ? &blank_cell : cell, start,
                    end);
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

void jx_view_trim(struct jx_view *view)
{
    while (view->count > 1 && !jx_view_text(view, view->count - 1).n)
        view->count--;
}

void jx_view_drop_beside(struct jx_view *view)
{
    while (view->count && jx_view_text(view, view->count - 1).n == 0 &&
           view->end[view->count - 1] - view->start[view->count - 1] == 1)
        view->count--;
}

size_t jx_view_filled(const struct jx_view *view)
{
    size_t filled = 0;
    for (size_t i = 0; i < view->count; i++)
        filled += jx_view_text(view, i).n > 0;
    return filled;
}

void jx_view_take_out(struct jx_view *view, size_t i)
{
    view->count--;
    memmove(&view->cell[i], &view->cell[i + 1], (view->count - i) * sizeof view->cell[0]);
    memmove(&view->start[i], &view->start[i + 1],
            (view->count - i) * sizeof view->start[0]);
    memmove(&view->end[i], &view->end[i + 1], (view->count - i) * sizeof view->end[0]);
}

int jx_view_join_name(struct jx_view *view)
{
    enum { WORD_AND_FIGURE = 7 }; /* bytes: a bare figure counts rows */
    for (size_t i = 0; i + 1 < view->count; i++) {
        struct jx_str text = jx_view_text(view, i);
        if (text.n >= WORD_AND_FIGURE && !jx_is_digit(text.p[0]) &&
            jx_without_colon(text).n >= WORD_AND_FIGURE && jx_only_numbering(text) &&
            jx_view_text(view, i + 1).n) {
            jx_view_take_out(view, i);
            return (int)i;
        }
    }
    return -1;
}

bool jx_view_shows(const struct jx_view *view, struct jx_str text)
{
    for (size_t i = 0; i < view->count; i++)
        if (jx_str_eq(jx_view_text(view, i), text))
            return true;
    return false;
}

bool jx_view_repeats(const struct jx_view *view, size_t i)
{
    struct jx_str text = jx_view_text(view, i);
    for (size_t k = 0; text.n && k < view->count; k++)
        if (k != i && jx_str_eq(jx_view_text(view, k), text))
            return true;
    return false;
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

void jx_columns_of(struct jx_columns *columns, const struct jx_view *head,
                   const struct jx_label *labels, size_t count)
{
    size_t rank[JX_COLUMNS_MAX];
    columns->figures = columns->words = 0;
    columns->name = -1;
    columns->spec = NULL;
    columns->funds = columns->left_out = false;
    columns->head = *head;
    for (size_t i = 0; i < head->count; i++)
        take_heading(columns, i, labels, count, rank);
    count_keys(columns);
}

void jx_columns_read(struct jx_columns *columns, const struct jx_block_row *row,
                     const struct jx_label *labels, size_t count)
{
    struct jx_view head;
    jx_view_row(&head, row, NULL);
    if (head.grid)
        jx_view_drop_beside(&head);
    jx_columns_of(columns, &head, labels, count);
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

/* One run of filled cells below, and as many blank ones beside it as leave two headings or
 * more for the run: these stand over it together, the others each over a blank cell. */
static bool pair_run(const struct jx_view *above, const struct jx_view *below,
                     int over[JX_COLUMNS_MAX])
{
    size_t from = jx_view_first(below), to = from, blanks;
    while (to < below->count && jx_view_text(below, to).n)
        to++;
    blanks = below->count - (to - from);
    for (size_t i = to; i < below->count; i++)
        if (jx_view_text(below, i).n)
            return false;
    if (above->count >= below->count || above->count < blanks + 2)
        return false;
    for (size_t i = 0; i < below->count; i++)
        over[i] = i < from ? (int)i
                  : i < to ? -1
                           : (int)(above->count - (below->count - i));
    return true;
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
    if (pair_run(above, below, over))
        return true;
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

bool jx_row_is_run(const struct jx_block_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (row->cells[i].column != i || row->cells[i].span > 1 ||
            row->cells[i].flags & JX_CELL_CONTINUES)
            return false;
    return true;
}

/* Copies that leave merged cells out have the lower row's headings only: they take the
 * place of those above that mean the same as one of them, or of one of which we know
 * nothing. */
static bool splice(struct jx_columns *columns, const struct jx_columns *above,
                   const struct jx_columns *below)
{
    size_t more = below->head.count, place = above->head.count, end = place;
    for (size_t i = 0; i < above->head.count; i++)
        if (above->key[i] >= 0 && jx_columns_find(below, above->key[i]) >= 0) {
            place = place < i ? place : i;
            end = i + 1;
        }
    for (size_t i = 1; place == above->head.count && i < above->head.count; i++)
        if (above->key[i] < 0)
            end = (place = i) + 1;
    for (size_t i = 1; i < above->head.count; i++)
        if (!jx_view_text(&above->head, i).n)
            return false; /* it has blank cells in the place of merged ones */
    bool fewer =
        more < above->head.count || (more == above->head.count && end > place + 1);
    if (!fewer || place == above->head.count ||
        above->head.count + more > JX_COLUMNS_MAX ||
        jx_view_filled(&below->head) < more || (size_t)below->distinct < more)
        return false;
    struct jx_columns all = {.head.grid = true, .name = -1};
    for (size_t i = 0; i < above->head.count; i = i == place ? end : i + 1) {
        const struct jx_columns *from = i == place ? below : above;
        for (size_t k = 0; k < (i == place ? more : 1); k++) {
            size_t at = i == place ? k : i, to = all.head.count;
            jx_view_put(&all.head, from->head.cell[at], (unsigned)to, (unsigned)to + 1);
            all.key[to] = from->key[at];
        }
    }
    count_keys(&all);
    *columns = all;
    return true;
}

static bool blank_at(const struct jx_view *view, int i)
{
    return i < 0 || jx_view_text(view, (size_t)i).n == 0;
}

/* Does a heading of the second row stand below nothing, or below one that covers several? In
 * a grid that tells no merged cells, that one stands over the first of them. */
static bool under_caption(const struct jx_view *above, const struct jx_view *below,
                          const int over[JX_COLUMNS_MAX], size_t i)
{
    bool last = i + 1 == below->count;
    if (blank_at(above, over[i]) || (i > 0 && over[i - 1] == over[i]))
        return true;
    return !last && (over[i + 1] == over[i] ||
                     (blank_at(above, over[i + 1]) && !blank_at(below, (int)i + 1)));
}

bool jx_view_stack(const struct jx_view *above, const struct jx_block_row *below,
                   struct jx_view *out)
{
    int over[JX_COLUMNS_MAX];
    jx_view_row(out, below, above);
    if (!pair_up(above, out, over))
        return false;
    size_t filled = 0;
    for (size_t i = 0; i < out->count; i++) {
        bool own = jx_view_text(out, i).n > 0;
        filled += own;
        if (own && !under_caption(above, out, over, i))
            return false;
        if (!own && over[i] >= 0)
            out->cell[i] = above->cell[over[i]];
    }
    return filled >= 2;
}

bool jx_columns_below(struct jx_columns *columns, const struct jx_columns *above,
                      const struct jx_block_row *row, const struct jx_label *labels,
                      size_t count)
{
    int over[JX_COLUMNS_MAX];
    struct jx_columns below;
    struct jx_view head;
    jx_columns_read(&below, row, labels, count);
    if (jx_row_is_run(row) &&
        above->head.count == above->head.end[above->head.count - 1] &&
        splice(columns, above, &below))
        return true;
    jx_view_row(&head, row, &above->head);
    jx_columns_of(&below, &head, labels, count);
    if (!pair_up(&above->head, &below.head, over))
        return false;
    for (size_t i = 0; i < below.head.count; i++) {
        int key = over[i] < 0 ? -1 : above->key[over[i]];
        bool own = jx_view_text(&below.head, i).n > 0;
        if (own && below.key[i] < 0 && jx_view_repeats(&below.head, i))
            own = i > 0 && over[i - 1] == over[i]; /* "名称" of what stands above */
        if (key >= 0 && !own && jx_columns_find(&below, key) < 0)
            below.key[i] = key;
    }
    count_keys(&below);
    *columns = below;
    return true;
}
