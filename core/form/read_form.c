/* read_form.c: walks over the rows and paragraphs of one form and hands each to the part
 * it belongs to. The parts are in read_fields.c, read_funds.c and read_indicators.c. */
#include "read_form.h"

#include "strbuf.h"

#include <string.h>

enum { PROSE_RUN = 8 }; /* further paragraphs belong to some text beside the form */

/* What stands above the program's own notes, should a form have been written by it. */
static struct jx_str without_notes(struct jx_str text)
{
    struct jx_str rest = text;
    for (;;) {
        if (jx_str_starts(rest, jx_str_of(JX_NOTE_SYSTEM)) ||
            jx_str_starts(rest, jx_str_of(JX_NOTE_REVIEW)))
            return (struct jx_str){text.p, (size_t)(rest.p - text.p)};
        const char *end = rest.n ? memchr(rest.p, '\n', rest.n) : NULL;
        if (!end)
            return text;
        rest = (struct jx_str){end + 1, (size_t)(text.p + text.n - end - 1)};
    }
}

struct jx_cell jx_form_cell(struct jx_reading_form *form,
                            const struct jx_table_cell *cell,
                            const struct jx_block_row *row)
{
    struct jx_cell out = {
        .text = {"", 0}, .at = row ? row->cells[0].at : cell->at, .kind = JX_TEXT};
    struct jx_str text = cell ? jx_str_trim(without_notes(cell->text)) : out.text;
    if (!cell || text.n == 0)
        return out;
    out.text = jx_clean(form->items->arena, text);
    out.at = cell->at;
    out.kind = cell->kind == JX_NUMBER ? JX_NUMBER : JX_TEXT;
    form->failed |= !out.text.p;
    return out;
}

/* Does the first label of the row end the form? Never in front of its indicators: there
 * some forms name the people who are answerable for the project. */
static bool ends_here(const struct jx_reading_form *form, const struct jx_view *view)
{
    char buffer[JX_FOLD_MAX];
    size_t first = jx_view_first(view);
    if (first == view->count || (form->expects_headings && !form->headings))
        return false;
    struct jx_str text = jx_view_text(view, first), behind;
    return jx_words_have(&form->spec->ends, jx_fold(text, buffer)) ||
           jx_words_have(&form->spec->ends,
                         jx_fold(jx_before_colon(text, &behind), buffer));
}

static bool data_row(struct jx_reading_form *form, const struct jx_block_row *row)
{
    switch (form->part) {
    case JX_PART_FUNDS:
    case JX_PART_ACROSS: return jx_read_fund_row(form, row);
    case JX_PART_INDICATORS: return jx_read_indicator(form, row);
    case JX_PART_NONE: break;
    }
    return false;
}

/* Heading, closing row, fact, field or data: false, the row is none of them. */
static bool read_row(struct jx_reading_form *form, const struct jx_form_item *item)
{
    const struct jx_block_row *row = item->row;
    struct jx_view view;
    jx_view_row(&view, row, NULL);
    if (jx_view_first(&view) == view.count)
        return true;
    if (ends_here(form, &view)) {
        form->ended = form->in_table;
        return true;
    }
    bool heading = jx_read_headings(form, row) || jx_read_fund_headings(form, row);
    if (heading || jx_read_closing(form, row) || jx_read_facts(form, item)) {
        form->in_table = true;
        return true;
    }
    if (jx_read_fields(form, item, true)) {
        form->part = JX_PART_NONE;
        form->in_table = true;
        return true;
    }
    if (data_row(form, row) || jx_read_amounts(form, item))
        return true;
    bool field = jx_read_fields(form, item, false);
    form->in_table |= field;
    return field;
}

/* A row of one cell in a report is no table: an indented line begins one in plain text, and
 * the paragraphs behind it are lines of its cell. */
static void read_lone_cell(struct jx_reading_form *form, const struct jx_block_row *row)
{
    struct jx_view view;
    jx_view_row(&view, row, NULL);
    size_t only = jx_view_first(&view);
    for (size_t i = only + 1; i < view.count; i++)
        if (jx_view_text(&view, i).n)
            return;
    if (only == view.count)
        return;
    struct jx_str rest = view.cell[only]->text;
    while (rest.n) {
        const char *end = memchr(rest.p, '\n', rest.n);
        size_t n = end ? (size_t)(end - rest.p) : rest.n;
        struct jx_form_item line = {.prose = {rest.p, n}, .at = view.cell[only]->at};
        jx_read_report(form, &line);
        rest = (struct jx_str){rest.p + n + (end != NULL), rest.n - n - (end != NULL)};
    }
}

void jx_form_constants(struct jx_reading_form *form)
{
    const struct jx_form_spec *spec = form->spec;
    for (size_t i = 0; i < spec->constant_count; i++) {
        struct jx_cell *cell = &form->record->cell[spec->constants[i].key];
        if (cell->kind == JX_ABSENT)
            *cell = (struct jx_cell){.text = spec->constants[i].words.list[0],
                                     .kind = JX_TEXT};
    }
}

/* Copies of tables that leave merged cells out: no row begins with a blank cell, and none
 * with the cell that the row above begins with. */
static bool leaves_out(const struct jx_form_items *items,
                       const struct jx_segment *segment)
{
    enum { CELLS_LEAST = 3 };
    struct jx_str above = {"", 0};
    for (size_t i = segment->from; i < segment->to; i++) {
        const struct jx_block_row *row = items->list[i].row;
        if (!row || row->count < CELLS_LEAST)
            continue;
        struct jx_str first = jx_str_trim(row->cells[0].text);
        if (!jx_row_is_run(row) || !first.n || jx_str_eq(first, above))
            return false;
        above = first;
    }
    return true;
}

void jx_form_read(struct jx_reading_form *form, const struct jx_segment *segment)
{
    form->expects_headings = segment->headings;
    form->left_out = leaves_out(form->items, segment);
    form->to = segment->to;
    if (form->spec->report)
        jx_report_start(form, segment);
    for (size_t i = segment->from; i < segment->to && !form->ended; i++) {
        const struct jx_form_item *item = &form->items->list[i];
        form->at = i;
        if (!form->headings)
            jx_read_year(form, item);
        if (item->row) {
            form->prose_run = 0;
            bool read = read_row(form, item);
            if (!read && form->spec->report)
                read_lone_cell(form, item->row);
            else if (!read)
                jx_missing_row(form, item->row);
            form->before = item->row;
        } else if (form->spec->report) {
            jx_read_report(form, item);
        } else if (++form->prose_run <= PROSE_RUN) {
            jx_read_fields(form, item, false);
            if (form->in_table)
                jx_read_amounts(form, item);
        }
    }
    if (form->spec->report)
        jx_report_end(form);
    jx_form_constants(form);
}
