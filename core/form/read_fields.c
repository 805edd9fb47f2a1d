/* read_fields.c: what stands beside a label: names, codes, conclusions, the year. Tables of
 * funds and indicators are read elsewhere. */
#include "read_form.h"

#include "strbuf.h"

#include <string.h>

static const char year_mark[] = "\xe5\xb9\xb4", degree[] = "\xe5\xba\xa6",
                  points[] = "\xe5\x88\x86"; /* 年 度 分 */

static struct jx_cell text_cell(struct jx_str text, struct jx_at at)
{
    return (struct jx_cell){
        .text = {text.n ? text.p : "", text.n}, .at = at, .kind = JX_TEXT};
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Four figures of a year in front of 年; `text` is folded. */
static bool find_year(struct jx_str text, struct jx_str *year)
{
    for (size_t i = 4; i + 3 <= text.n; i++) {
        const char *p = text.p + i;
        bool figures = is_digit(p[-4]) && is_digit(p[-3]) && is_digit(p[-2]) &&
                       is_digit(p[-1]) && (i == 4 || !is_digit(p[-5]));
        bool likely = memcmp(p - 4, "19", 2) == 0 || memcmp(p - 4, "20", 2) == 0;
        if (memcmp(p, year_mark, 3) == 0 && figures && likely) {
            *year = (struct jx_str){p - 4, 4};
            return true;
        }
    }
    return false;
}

/* "（2023年度）" and nothing else. */
static bool only_year(struct jx_str text)
{
    if (text.n && text.p[0] == '(' && text.p[text.n - 1] == ')')
        text = (struct jx_str){text.p + 1, text.n - 2};
    return text.n == 7 ||
           (text.n == 10 && memcmp(text.p + 7, degree, sizeof degree - 1) == 0);
}

static void set_year(struct jx_reading_form *form, struct jx_str folded, struct jx_at at)
{
    struct jx_str year;
    if (!find_year(folded, &year))
        return;
    char *copy = jx_arena_copy(form->items->arena, year.p, year.n);
    form->failed |= !copy;
    form->record->cell[JX_REC_YEAR] =
        (struct jx_cell){.text = {copy, copy ? 4 : 0}, .at = at, .kind = JX_NUMBER};
}

static void read_year(struct jx_reading_form *form, const struct jx_form_item *item,
                      bool any)
{
    char buffer[JX_FOLD_MAX];
    struct jx_str line = jx_item_line(item);
    if (line.n == 0 || line.n > JX_FOLD_MAX ||
        form->record->cell[JX_REC_YEAR].kind != JX_ABSENT)
        return;
    struct jx_str folded = jx_fold_width(line, buffer, sizeof buffer);
    if (any || only_year(folded) || jx_is_title(form->spec, line))
        set_year(form, folded, item->at);
}

void jx_read_year(struct jx_reading_form *form, const struct jx_form_item *item)
{
    read_year(form, item, false);
}

void jx_read_any_year(struct jx_reading_form *form, const struct jx_form_item *item)
{
    read_year(form, item, true);
}

/* ---- labels ---- */

/* A project's code: a long run of ASCII letters and figures in front of a dash. */
static size_t code_length(struct jx_str text)
{
    size_t n = 0;
    while (n < text.n && (is_digit(text.p[n]) || (text.p[n] >= 'A' && text.p[n] <= 'Z') ||
                          (text.p[n] >= 'a' && text.p[n] <= 'z')))
        n++;
    return n >= 6 && n <= 64 ? n : 0;
}

static size_t dash_length(struct jx_str text)
{
    static const char *const dashes[] = {"-", "\xef\xbc\x8d", "\xe2\x80\x94",
                                         "\xe2\x80\x93", "\xe2\x88\x92"};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
        if (jx_str_starts(text, jx_str_of(dashes[i])))
            return strlen(dashes[i]);
    return 0;
}

static void set_name(struct jx_reading_form *form, struct jx_cell value)
{
    struct jx_cell *cell = form->record->cell;
    size_t n = code_length(value.text);
    struct jx_str rest = jx_str_trim((struct jx_str){value.text.p + n, value.text.n - n});
    size_t dash = n ? dash_length(rest) : 0;
    struct jx_str code = {value.text.p, dash ? n : 0};
    if (dash)
        value.text = jx_str_trim((struct jx_str){rest.p + dash, rest.n - dash});
    if (cell[JX_REC_CODE].kind == JX_ABSENT)
        cell[JX_REC_CODE] = text_cell(code, value.at);
    cell[JX_REC_NAME] = text_cell(value.text, value.at);
}

void jx_set_field(struct jx_reading_form *form, int key, struct jx_cell value)
{
    struct jx_cell *cell = &form->record->cell[key];
    char buffer[JX_FOLD_MAX];
    struct jx_str unit = {points, sizeof points - 1}, text = value.text;
    if (cell->kind != JX_ABSENT && (jx_str_trim(cell->text).n || text.n == 0))
        return; /* the first that says something */
    if (key == JX_REC_YEAR) {
        set_year(form, jx_fold_width(text, buffer, sizeof buffer), value.at);
        if (cell->kind != JX_ABSENT)
            return;
    }
    if (key == JX_REC_REPORTED_TOTAL && text.n > unit.n &&
        memcmp(text.p + text.n - unit.n, unit.p, unit.n) == 0)
        value.text = jx_str_trim((struct jx_str){text.p, text.n - unit.n});
    if (key == JX_REC_NAME && form->spec->code_in_name)
        set_name(form, value);
    else
        *cell = value;
}

static struct jx_cell behind_colon(struct jx_reading_form *form, struct jx_str rest,
                                   struct jx_at at)
{
    struct jx_str clean = jx_clean(form->items->arena, rest);
    form->failed |= !clean.p;
    return text_cell(clean, at);
}

static bool read_cells(struct jx_reading_form *form, const struct jx_block_row *row,
                       bool first_only)
{
    struct jx_view view;
    struct jx_str rest, other;
    bool any = false;
    jx_view_row(&view, row, NULL);
    for (size_t i = jx_view_first(&view); i < view.count; i++) {
        int key = jx_field_label(form->spec, jx_view_text(&view, i), &rest);
        if (key < 0 && first_only && !any)
            return false;
        if (key < 0)
            continue;
        any = true;
        bool value = rest.n == 0 && i + 1 < view.count &&
                     jx_field_label(form->spec, jx_view_text(&view, i + 1), &other) < 0;
        if (rest.n)
            jx_set_field(form, key, behind_colon(form, rest, view.cell[i]->at));
        else
            jx_set_field(form, key,
                         jx_form_cell(form, value ? view.cell[i + 1] : NULL, row));
        i += value;
    }
    return any;
}

bool jx_read_fields(struct jx_reading_form *form, const struct jx_form_item *item,
                    bool first_only)
{
    struct jx_str rest;
    if (item->row)
        return read_cells(form, item->row, first_only);
    int key = jx_field_label(form->spec, item->prose, &rest);
    if (key < 0 || rest.n == 0)
        return false;
    jx_set_field(form, key, behind_colon(form, rest, item->at));
    return true;
}
