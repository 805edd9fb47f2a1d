/* headings.c: which of the headings of a table of indicators count where one kind stands
 * several times, or a level stands for the indicator; what the rows below headings hold.
 * How cells stand under headings is the business of columns.c. */
#include "segments.h"

#include "strbuf.h"

/* What an indicator has stands behind its name. In frameworks every level may have its
 * points beside it, and in front of the levels stands the caption of the table. */
static void take_behind_name(struct jx_columns *columns, const struct jx_form_spec *spec,
                             int key, bool only)
{
    char buffer[JX_FOLD_MAX];
    const struct jx_patterns *words =
        jx_label_words(spec->columns, spec->column_count, key);
    int name = jx_columns_find(columns, JX_IND_NAME), now = jx_columns_find(columns, key);
    if (!words || name < 0 || now < 0 || now > name)
        return;
    for (size_t i = (size_t)name + 1; i < columns->head.count; i++)
        if (columns->key[i] < 0 &&
            jx_words_have(words, jx_view_fold(&columns->head, i, buffer))) {
            columns->key[now] = -1;
            columns->key[i] = key;
            return;
        }
    if (only) {
        columns->key[now] = -1;
        columns->distinct--;
    }
}

/* A framework of two levels: the second is the indicator, where points are given to it. */
static void take_level_as_name(struct jx_columns *columns)
{
    int level = jx_columns_find(columns, JX_IND_LEVEL2);
    if (level >= 0 && jx_columns_find(columns, JX_IND_NAME) < 0 &&
        jx_columns_find(columns, JX_IND_LEVEL1) >= 0 &&
        jx_columns_find(columns, JX_IND_WEIGHT) >= 0 &&
        jx_columns_find(columns, JX_IND_REPORTED_SCORE) >= 0)
        columns->key[level] = JX_IND_NAME;
}

void jx_headings_settle(struct jx_columns *columns, const struct jx_form_spec *spec)
{
    take_level_as_name(columns);
    take_behind_name(columns, spec, JX_IND_WEIGHT, false);
    take_behind_name(columns, spec, JX_IND_REPORTED_SCORE, false);
    take_behind_name(columns, spec, JX_IND_TARGET, true);
    take_behind_name(columns, spec, JX_IND_ACTUAL, true);
    take_behind_name(columns, spec, JX_IND_REASON, true);
}

void jx_headings_read(struct jx_columns *columns, const struct jx_block_row *row,
                      const struct jx_form_spec *spec)
{
    jx_columns_read(columns, row, spec->columns, spec->column_count);
    jx_headings_settle(columns, spec);
}

/* ---- further rows ---- */

static bool only_headings(const struct jx_columns *columns, const struct jx_view *above)
{
    for (size_t i = 0; i < columns->head.count; i++) {
        struct jx_str text = jx_view_text(&columns->head, i);
        if (columns->key[i] < 0 && text.n && !jx_view_repeats(&columns->head, i) &&
            !jx_view_shows(above, text))
            return false;
    }
    return columns->distinct > 0;
}

static bool is_level(int key)
{
    return key == JX_IND_LEVEL1 || key == JX_IND_LEVEL2 || key == JX_IND_NAME;
}

/* The levels of `above` that stand side by side, [*from, to); 0: there are not several. */
static size_t levels(const struct jx_columns *above, size_t *from)
{
    size_t to;
    for (*from = 0; *from < above->head.count && !is_level(above->key[*from]); ++*from)
        ;
    for (to = *from; to < above->head.count && is_level(above->key[to]); to++)
        ;
    return to - *from < 2 ? 0 : to;
}

static void add(struct jx_columns *columns, const struct jx_table_cell *cell, int key)
{
    size_t at = columns->head.count;
    jx_view_put(&columns->head, cell, (unsigned)at, (unsigned)at + 1);
    if (at == JX_COLUMNS_MAX)
        return;
    columns->key[at] = key;
    columns->distinct += key >= 0;
}

/* "名称 | 权重" below each level of a copy that tells no merged cells: each group of them
 * begins with the same word, and takes the place of its level. */
static bool split(struct jx_columns *columns, const struct jx_columns *above,
                  const struct jx_columns *below)
{
    size_t from, to = levels(above, &from), b = jx_view_first(&below->head);
    size_t end = below->head.count;
    struct jx_columns all = {.head.grid = above->head.grid, .name = -1};
    if (!to || b == end || below->key[b] >= 0 || !jx_view_repeats(&below->head, b))
        return false;
    struct jx_str first = jx_view_text(&below->head, b), text;
    for (size_t i = 0; i < above->head.count; i++) {
        if (i < from || i >= to) {
            add(&all, above->head.cell[i], above->key[i]);
            continue;
        }
        if (b == end || !jx_str_eq(jx_view_text(&below->head, b), first))
            return false;
        add(&all, below->head.cell[b++], above->key[i]);
        while (b < end && (text = jx_view_text(&below->head, b)).n &&
               !jx_str_eq(text, first) && !jx_view_shows(&above->head, text)) {
            add(&all, below->head.cell[b], below->key[b]);
            b++;
        }
    }
    *columns = all;
    return true;
}

/* Copies that repeat merged cells have all headings in the lowest row. */
static bool is_whole(const struct jx_columns *below, const struct jx_columns *above)
{
    bool again = false;
    for (size_t i = 0; i < below->head.count && !again; i++)
        again = jx_view_shows(&above->head, jx_view_text(&below->head, i));
    return again && jx_is_heading(below) && below->distinct >= above->distinct &&
           jx_view_filled(&below->head) == below->head.count;
}

bool jx_headings_below(struct jx_columns *columns, const struct jx_columns *above,
                       const struct jx_block_row *row, const struct jx_form_spec *spec)
{
    struct jx_columns below;
    jx_columns_read(&below, row, spec->columns, spec->column_count);
    if (!only_headings(&below, &above->head))
        return false;
    if (is_whole(&below, above)) {
        jx_headings_read(columns, row, spec);
        return true;
    }
    bool read = (jx_row_is_run(row) && split(columns, above, &below)) ||
                jx_columns_below(columns, above, row, spec->columns, spec->column_count);
    if (!read || !jx_is_heading(columns))
        *columns = *above; /* a row of headings, but of none that we know */
    jx_headings_settle(columns, spec);
    return true;
}

/* ---- what stands below ---- */

enum { VOTERS = 64, NAMES_AMONG = 4 };

static uint64_t bit(int key)
{
    return UINT64_C(1) << key;
}

static bool names_funds(const struct jx_form_spec *spec, const struct jx_block_row *row)
{
    char buffer[JX_FOLD_MAX];
    for (size_t i = 0; i < row->count && i < NAMES_AMONG; i++) {
        struct jx_str folded = jx_fold(row->cells[i].text, buffer);
        if (jx_words_have(&spec->fund_total, folded) ||
            jx_words_have(&spec->fund_sources, folded))
            return true;
    }
    return false;
}

static bool closes(const struct jx_form_spec *spec, const struct jx_form_item *item)
{
    char buffer[JX_FOLD_MAX];
    struct jx_str folded = jx_fold(jx_first_text(item), buffer);
    return jx_words_have(&spec->closing, folded) || jx_words_have(&spec->ends, folded);
}

static void vote(struct jx_columns *columns, const struct jx_form_items *items,
                 const size_t rows[2], bool otherwise)
{
    const struct jx_form_spec *spec = columns->spec;
    int votes[2] = {0, 0};
    for (size_t i = rows[0]; i < rows[1] && i < rows[0] + VOTERS; i++) {
        const struct jx_form_item *item = &items->list[i];
        if (!item->row || (columns->funds ? jx_any_heading(&items->plan, item->row)
                                          : closes(spec, item)))
            break;
        if (!columns->funds || names_funds(spec, item->row))
            jx_fit_vote(columns, item->row, votes);
    }
    columns->left_out = votes[0] == votes[1] ? otherwise : votes[1] > votes[0];
}

void jx_headings_tell(struct jx_columns *columns, const struct jx_form_spec *spec,
                      const struct jx_form_items *items, const size_t rows[2],
                      bool otherwise)
{
    columns->figures = bit(JX_IND_WEIGHT) | bit(JX_IND_REPORTED_SCORE);
    columns->words = bit(JX_IND_NAME) | bit(JX_IND_LEVEL2) | bit(JX_IND_REASON);
    columns->name = jx_columns_find(columns, JX_IND_NAME);
    columns->spec = spec;
    vote(columns, items, rows, otherwise);
}

void jx_funds_tell(struct jx_columns *columns, const struct jx_form_spec *spec,
                   const struct jx_form_items *items, const size_t rows[2],
                   bool otherwise)
{
    columns->figures = 0;
    for (int key = JX_FUND_NAME + 1; key < JX_FUND_COUNT; key++)
        columns->figures |= key == JX_FUND_REASON ? 0 : bit(key);
    columns->words = bit(JX_FUND_REASON);
    columns->funds = true;
    columns->spec = spec;
    columns->name = 0;
    while ((size_t)columns->name < columns->head.count && columns->key[columns->name] < 0)
        columns->name++;
    vote(columns, items, rows, otherwise);
}
