/* read_fields.c: what stands beside a label: names, codes, conclusions, the year. Tables of
 * funds and indicators are read elsewhere. */
#include "read_form.h"

#include "strbuf.h"
#include "utf8.h"

#include <string.h>

/* So long a code in front of a dash is one of the budget system, and no part of a name,
 * whether the form is known to print it there or not. */
enum { BUDGET_CODE = 15 };
enum { LONGEST_LABEL = 36 };
enum { LONGEST_YEAR = 15 }; /* bytes: four numerals and 年 */

static const char year_mark[] = "\xe5\xb9\xb4", degree[] = "\xe5\xba\xa6",
                  points[] = "\xe5\x88\x86"; /* 年 度 分 */

static struct jx_cell text_cell(struct jx_str text, struct jx_at at)
{
    return (struct jx_cell){
        .text = {text.n ? text.p : "", text.n}, .at = at, .kind = JX_TEXT};
}

static bool ends_with(struct jx_str text, const char *tail)
{
    size_t n = strlen(tail);
    return text.n >= n && memcmp(text.p + text.n - n, tail, n) == 0;
}

/* The figure that a character of three bytes stands for in a year ("二〇二三"), or -1. */
static int numeral(const char *p)
{
    static const char *const figures[] = {
        "\xe3\x80\x87\xe2\x97\x8b\xe9\x9b\xb6\xe2\x97\xaf",
        "\xe4\xb8\x80",
        "\xe4\xba\x8c",
        "\xe4\xb8\x89",
        "\xe5\x9b\x9b",
        "\xe4\xba\x94",
        "\xe5\x85\xad",
        "\xe4\xb8\x83",
        "\xe5\x85\xab",
        "\xe4\xb9\x9d"}; /* 〇○零◯ 一 … 九 */
    for (int i = 0; i < 10; i++)
        for (const char *f = figures[i]; *f; f += 3)
            if (memcmp(p, f, 3) == 0)
                return i;
    return -1;
}

/* The four figures in front of a place, as ASCII; *start: where they begin. */
static bool figures_before(struct jx_str text, size_t at, char year[4], size_t *start)
{
    for (int i = 3; i >= 0; i--) {
        int n = at >= 3 ? numeral(text.p + at - 3) : -1;
        if (at >= 1 && jx_is_digit(text.p[at - 1]))
            year[i] = text.p[--at];
        else if (n < 0)
            return false;
        else {
            year[i] = (char)('0' + n);
            at -= 3;
        }
    }
    *start = at;
    return at == 0 || !jx_is_digit(text.p[at - 1]);
}

/* A year in front of 年 in a folded text, in figures or numerals. Returns where it begins,
 * or the text's length. */
static size_t find_year(struct jx_str text, char year[4])
{
    size_t start;
    for (size_t i = 4; i + 3 <= text.n; i++)
        if (memcmp(text.p + i, year_mark, 3) == 0 &&
            figures_before(text, i, year, &start) &&
            (memcmp(year, "19", 2) == 0 || memcmp(year, "20", 2) == 0))
            return start;
    return text.n;
}

/* "（2023年度）" and nothing else. */
static bool only_year(struct jx_str text)
{
    char year[4];
    if (text.n && text.p[0] == '(' && text.p[text.n - 1] == ')')
        text = (struct jx_str){text.p + 1, text.n - 2};
    if (ends_with(text, degree))
        text.n -= sizeof degree - 1;
    return text.n <= LONGEST_YEAR && ends_with(text, year_mark) &&
           find_year(text, year) == 0;
}

bool jx_recognise_year(struct jx_str text, long *year)
{
    char buffer[JX_FOLD_MAX], figures[4];
    struct jx_dec number;
    size_t start;
    text = jx_str_trim(text);
    if (text.n == 0 || text.n > JX_FOLD_MAX)
        return false;
    if (!jx_dec_parse(text, &number)) {
        struct jx_str folded = jx_fold_width(text, buffer, sizeof buffer);
        bool whole = figures_before(folded, folded.n, figures, &start) && start == 0;
        if (!whole && (!only_year(folded) || find_year(folded, figures) == folded.n))
            return false;
        jx_dec_parse((struct jx_str){figures, sizeof figures}, &number);
    }
    double value = jx_dec_to_double(number);
    *year = value >= 1 && value <= 9999 ? (long)value : 0;
    return *year > 0;
}

bool jx_only_year(struct jx_str line)
{
    char buffer[JX_FOLD_MAX];
    return line.n <= JX_FOLD_MAX && only_year(jx_fold_width(line, buffer, sizeof buffer));
}

static void set_year(struct jx_reading_form *form, struct jx_str folded, struct jx_at at)
{
    char year[4];
    if (find_year(folded, year) == folded.n)
        return;
    char *copy = jx_arena_copy(form->items->arena, year, sizeof year);
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
    while (n < text.n &&
           (jx_is_digit(text.p[n]) || (text.p[n] >= 'A' && text.p[n] <= 'Z') ||
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
    if (!form->spec->code_in_name && n < BUDGET_CODE)
        n = 0;
    struct jx_str rest = jx_str_trim((struct jx_str){value.text.p + n, value.text.n - n});
    size_t dash = n ? dash_length(rest) : 0;
    struct jx_str code = {value.text.p, dash ? n : 0};
    if (dash)
        value.text = jx_str_trim((struct jx_str){rest.p + dash, rest.n - dash});
    if (cell[JX_REC_CODE].kind == JX_ABSENT && (dash || form->spec->code_in_name))
        cell[JX_REC_CODE] = text_cell(code, value.at);
    cell[JX_REC_NAME] = text_cell(value.text, value.at);
}

void jx_set_field(struct jx_reading_form *form, int key, struct jx_cell value)
{
    struct jx_cell *cell = &form->record->cell[key];
    char buffer[JX_FOLD_MAX];
    struct jx_str text = value.text;
    if (cell->kind != JX_ABSENT && (jx_str_trim(cell->text).n || text.n == 0))
        return; /* the first that says something */
    if (key == JX_REC_YEAR) {
        set_year(form, jx_fold_width(text, buffer, sizeof buffer), value.at);
        if (cell->kind != JX_ABSENT)
            return;
    }
    if (key == JX_REC_REPORTED_TOTAL && ends_with(text, points))
        value.text = jx_str_trim((struct jx_str){text.p, text.n - strlen(points)});
    if (key == JX_REC_NAME)
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

/* Bytes of a label and its colon at the start of a text: a word without blanks, and no
 * time of day. 0: there is none. */
static size_t label_length(struct jx_str text)
{
    struct jx_str behind, label = jx_before_colon(text, &behind);
    bool word = label.n > 0 && label.n <= LONGEST_LABEL && !jx_is_digit(label.p[0]);
    for (size_t i = 0, step; word && i < label.n; i += step)
        word = !jx_utf8_blank(jx_utf8_next(label.p + i, label.n - i, &step));
    return word ? label.n : 0;
}

/* "某单位   （盖章）": what stands in brackets behind several blanks tells what to do there. */
static bool is_hint(struct jx_str rest)
{
    static const char opened[] = "\xef\xbc\x88";
    return rest.n && (rest.p[0] == '(' || jx_str_starts(rest, jx_str_of(opened)));
}

/* Where a value ends for which the line has another label behind blanks: "填报单位：… 单位：万元". */
static size_t value_end(struct jx_str text)
{
    for (size_t i = 0, step, blanks = 0; i < text.n; i += step) {
        bool blank = jx_utf8_blank(jx_utf8_next(text.p + i, text.n - i, &step));
        blanks = blank ? blanks + step : 0;
        struct jx_str rest =
            jx_str_trim((struct jx_str){text.p + i + step, text.n - i - step});
        if (blank && (label_length(rest) || (blanks > 1 && is_hint(rest))))
            return i;
    }
    return text.n;
}

/* Labels with their values one behind the other in one text, from the first one's value. */
static void set_line(struct jx_reading_form *form, int key, struct jx_str rest,
                     struct jx_at at)
{
    for (;;) {
        bool text =
            key == JX_REC_CONCLUSION || key == JX_REC_PROBLEMS || key == JX_REC_MEASURES;
        size_t end = text ? rest.n : value_end(rest);
        struct jx_str next = jx_str_trim((struct jx_str){rest.p + end, rest.n - end});
        if (key >= 0 && end)
            jx_set_field(form, key, behind_colon(form, (struct jx_str){rest.p, end}, at));
        if (!next.n)
            return;
        key = jx_field_label(form->spec, next, &rest);
        if (key < 0)
            jx_before_colon(next, &rest);
    }
}

/* Cell of the value of the label at i: the next one, unless it is a label itself. Sheets
 * that do not tell merged cells have the blank rest of the label in between: then the first
 * text in front of the next label, unless those texts are pairs of labels that we do not
 * know and their values. 0: none. */
static size_t value_cell(const struct jx_reading_form *form, const struct jx_view *view,
                         size_t i)
{
    struct jx_str rest;
    size_t value = 0, texts = 0, next = i + 1;
    bool skip = view->grid && !form->items->spans;
    for (; next < view->count; next++) {
        struct jx_str text = jx_view_text(view, next);
        if (jx_field_label(form->spec, text, &rest) >= 0)
            break;
        if (!skip)
            return next;
        if (text.n && texts++ == 0)
            value = next;
    }
    return texts % 2 ? value : next > i + 1 ? i + 1 : 0;
}

static bool read_cells(struct jx_reading_form *form, const struct jx_block_row *row,
                       bool first_only)
{
    struct jx_view view;
    struct jx_str rest;
    bool any = false;
    jx_view_row(&view, row, NULL);
    for (size_t i = jx_view_first(&view); i < view.count; i++) {
        int key = jx_field_label(form->spec, jx_view_text(&view, i), &rest);
        if (key < 0 && first_only && !any)
            return false;
        if (key < 0)
            continue;
        any = true;
        size_t value = rest.n ? 0 : value_cell(form, &view, i);
        if (rest.n)
            set_line(form, key, rest, view.cell[i]->at);
        else
            jx_set_field(form, key,
                         jx_form_cell(form, value ? view.cell[value] : NULL, row));
        i = value ? value : i;
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
    set_line(form, key, rest, item->at);
    return true;
}
