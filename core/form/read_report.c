/* read_report.c: a form written as a report: headings say of which indicator a sentence
 * speaks, sentences what points are claimed. What is no heading, no such sentence and no
 * section is left alone. */
#include "read_form.h"

#include "record.h"
#include "strbuf.h"
#include "utf8.h"

#include <string.h>

enum { HEAD_MAX = 90, NAME_MAX = 150 };

static void add_claim(struct jx_reading_form *form, const struct jx_points *points,
                      struct jx_at at)
{
    struct jx_record *record = form->record;
    struct jx_report_place *place = &form->place;
    struct jx_str name = place->name.n     ? place->name
                         : place->level2.n ? place->level2
                                           : place->level1;
    struct jx_indicator *rows =
        jx_arena_grow(form->items->arena, record->indicators, record->indicator_count,
                      &form->indicator_capacity, sizeof *rows);
    if (!rows) {
        form->failed = true;
        return;
    }
    record->indicators = rows;
    record->has_indicators = form->in_table = true;
    struct jx_cell *cell = rows[record->indicator_count++].cell;
    memset(cell, 0, JX_IND_COUNT * sizeof *cell);
    cell[JX_IND_LEVEL1] = jx_cell_text(place->level1, at);
    cell[JX_IND_LEVEL2] = jx_cell_text(place->level2, at);
    cell[JX_IND_NAME] = jx_cell_text(name, at);
    if (points->weight.n)
        cell[JX_IND_WEIGHT] = jx_cell_text(points->weight, at);
    cell[JX_IND_REPORTED_SCORE] = jx_cell_text(points->score, at);
    place->name = (struct jx_str){0};
}

/* ---- headings ---- */

static bool is_name(struct jx_str name, struct jx_str head)
{
    char buffer[JX_FOLD_MAX];
    return head.n && jx_str_eq(jx_fold(name, buffer), head);
}

static struct jx_str without_suffix(const struct jx_report_spec *report,
                                    struct jx_str head)
{
    for (size_t i = 0; i < report->suffixes.count; i++) {
        struct jx_str s = report->suffixes.list[i];
        if (head.n > s.n && memcmp(head.p + head.n - s.n, s.p, s.n) == 0)
            return (struct jx_str){head.p, head.n - s.n};
    }
    return head;
}

/* A name of the framework: leaves first, those of the group at hand before others. */
static bool framework_head(struct jx_reading_form *form, struct jx_str head)
{
    struct jx_report_place *place = &form->place;
    const struct jx_framework *f = place->framework;
    const struct jx_framework_item *leaf = NULL, *group = NULL, *top = NULL;
    struct jx_str bare = without_suffix(form->spec->report, head);
    for (size_t i = 0; f && i < f->item_count; i++) {
        const struct jx_framework_item *item = &f->items[i];
        bool here = jx_str_eq(item->level2, place->level2);
        if (!item->by_unit && is_name(item->name, head) && (!leaf || here))
            leaf = item;
        if (!group && (is_name(item->level2, bare) ||
                       (item->by_unit && item->level2.n && is_name(item->name, bare))))
            group = item;
        if (!top && is_name(item->level1, bare))
            top = item;
    }
    const struct jx_framework_item *found = leaf ? leaf : group ? group : top;
    if (!found)
        return false;
    place->level1 = found->level1;
    place->level2 = found == top && !leaf && !group ? (struct jx_str){0} : found->level2;
    place->name = leaf ? leaf->name : (struct jx_str){0};
    return true;
}

/* Does the unit set its own indicators under the heading at hand? */
static bool unit_names(const struct jx_report_place *place)
{
    const struct jx_framework *f = place->framework;
    for (size_t i = 0; f && i < f->item_count; i++)
        if (f->items[i].by_unit && jx_str_eq(f->items[i].level1, place->level1) &&
            jx_str_eq(f->items[i].level2, place->level2))
            return true;
    return !f;
}

/* Key of the section a heading opens, or -1. */
static int section_of(const struct jx_report_spec *report, struct jx_str head)
{
    return jx_label_find(report->sections, report->section_count, head);
}

/* A heading ends at a colon or with its clause; `clause` is as printed. */
static struct jx_str head_of(struct jx_str clause, struct jx_str *behind,
                             char out[JX_FOLD_MAX])
{
    *behind = (struct jx_str){"", 0};
    struct jx_str head = jx_before_colon(clause, behind);
    if (!head.n)
        head = clause;
    return head.n <= HEAD_MAX ? jx_fold(head, out) : (struct jx_str){"", 0};
}

static struct jx_str copied(struct jx_reading_form *form, struct jx_str text)
{
    char *copy = jx_arena_copy(form->items->arena, text.p, text.n);
    form->failed |= !copy;
    return (struct jx_str){copy, copy ? text.n : 0};
}

/* ---- texts ---- */

static bool ends_sentence(struct jx_str text)
{
    static const char *const marks[] = {"\xe3\x80\x82", ".", "\xef\xbc\x9b", "!",
                                        "\xef\xbc\x81"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t n = strlen(marks[i]);
        if (text.n >= n && memcmp(text.p + text.n - n, marks[i], n) == 0)
            return true;
    }
    return false;
}

/* A line that ends no sentence is no more of the text: what comes next begins. */
static void add_text(struct jx_reading_form *form, struct jx_str text, struct jx_at at)
{
    struct jx_cell *cell = &form->record->cell[form->place.section];
    if (!text.n)
        return;
    if (cell->text.n && !ends_sentence(text)) {
        form->place.section = -1;
        return;
    }
    if (!cell->text.n)
        cell->at = at;
    cell->kind = JX_TEXT;
    cell->text =
        copied(form, cell->text.n ? jx_str_of(jx_arena_format(
                                        form->items->arena, "%.*s%.*s", (int)cell->text.n,
                                        cell->text.p, (int)text.n, text.p))
                                  : text);
}

/* Every sentence that tells a year must tell the same: else the year is unknown. */
static void read_year(struct jx_reading_form *form, struct jx_str folded, struct jx_at at)
{
    struct jx_points points;
    struct jx_report_place *place = &form->place;
    if (!jx_points_find(&form->spec->report->year, folded, &points) || points.year.n != 4)
        return;
    place->years |= place->year.text.n && !jx_str_eq(place->year.text, points.year);
    if (!place->year.text.n) {
        place->year = jx_cell_text(points.year, at);
        place->year.kind = JX_NUMBER;
    }
}

/* ---- clauses and paragraphs ---- */

static struct jx_str folded_copy(struct jx_reading_form *form, struct jx_str text)
{
    char *out = jx_arena_alloc(form->items->arena, text.n + 4);
    form->failed |= !out;
    return out ? jx_fold_width(text, out, text.n + 4) : (struct jx_str){"", 0};
}

/* One clause; `first`: it opens its paragraph, where alone the unit's own names stand. */
static void read_clause(struct jx_reading_form *form, struct jx_str clause, bool first,
                        struct jx_at at)
{
    char buffer[JX_FOLD_MAX];
    struct jx_str behind, head = head_of(clause, &behind, buffer);
    struct jx_points points;
    bool numbered = jx_skip_numbering(clause).p != clause.p;
    /* Other heads name what the unit sets itself, or what the framework does not have. */
    bool named =
        (numbered && unit_names(&form->place)) || (behind.n && !form->place.name.n);
    if (!framework_head(form, head) && first && head.n && named)
        form->place.name = copied(form, head);
    struct jx_str folded = folded_copy(form, clause);
    read_year(form, folded, at);
    jx_read_total(form, folded, at);
    if (form->place.section < 0 &&
        (form->place.name.n || form->place.level2.n || form->place.level1.n) &&
        jx_points_find(&form->spec->report->sentences, folded, &points))
        add_claim(form, &points, at);
}

/* End of the clause at text[from..], and *next behind its mark. */
static size_t clause_end(struct jx_str text, size_t from, size_t *next)
{
    for (size_t i = from, step; i < text.n; i += step) {
        uint32_t c = jx_utf8_next(text.p + i, text.n - i, &step);
        if (c == 0x3002 || c == 0xff1b || c == ';' || c == '\n') {
            *next = i + step;
            return i;
        }
    }
    return *next = text.n;
}

/* Opens a section when the paragraph's first clause names one; *text is what follows. */
static bool open_section(struct jx_reading_form *form, struct jx_str *text)
{
    char buffer[JX_FOLD_MAX];
    size_t next, end = clause_end(*text, 0, &next);
    struct jx_str behind, clause = {text->p, end};
    int key = section_of(form->spec->report, head_of(clause, &behind, buffer));
    if (key < 0)
        return false;
    form->place.section = key;
    form->in_table = true;
    *text = behind.n ? (struct jx_str){behind.p, text->n - (size_t)(behind.p - text->p)}
                     : jx_str_trim((struct jx_str){text->p + next, text->n - next});
    return true;
}

/* ---- the name ---- */

static struct jx_str unbracketed(struct jx_str text)
{
    static const struct jx_str open = {"\xef\xbc\x88", 3}, close = {"\xef\xbc\x89", 3};
    if (text.n > 6 && jx_str_starts(text, open) &&
        memcmp(text.p + text.n - 3, close.p, 3) == 0)
        return jx_str_trim((struct jx_str){text.p + 3, text.n - 6});
    return text;
}

/* "2024年3月15日" */
static bool is_date(struct jx_str text)
{
    enum { LONGEST_DATE = 32 };
    static const char day[] = "\xe6\x97\xa5"; /* 日 */
    char buffer[LONGEST_DATE + 4];
    struct jx_str folded = jx_fold_width(text, buffer, sizeof buffer);
    return folded.n > 3 && jx_is_digit(folded.p[0]) &&
           memcmp(folded.p + folded.n - 3, day, 3) == 0;
}

/* For a form in which no row or line names itself. What stands in brackets on a line of its
 * own belongs to the line above. */
static void set_name(struct jx_reading_form *form, struct jx_str text, struct jx_at at)
{
    struct jx_cell *name = &form->place.title;
    struct jx_str bare = unbracketed(text);
    bool fixed = false, blank; /* by the pack */
    for (size_t i = 0; i < form->spec->constant_count; i++)
        fixed |= form->spec->constants[i].key == JX_REC_NAME;
    if (fixed || !text.n || name->text.n + text.n > NAME_MAX ||
        jx_template_match(form->spec, bare, &blank))
        return;
    if (!name->text.n)
        *name = jx_cell_text(copied(form, bare), at);
    else if (bare.n < text.n)
        name->text = copied(form, jx_str_of(jx_arena_format(
                                      form->items->arena, "%.*s%.*s", (int)name->text.n,
                                      name->text.p, (int)text.n, text.p)));
}

/* What the title says before its fixed words: "*REPORT" and "ON*REPORT" leave what the last
 * '*' stands for. */
static struct jx_str title_prefix(const struct jx_form_spec *spec, struct jx_str line)
{
    for (size_t i = 0; i < spec->titles.count; i++) {
        struct jx_str head = spec->titles.list[i], fixed = head;
        while (head.n && head.p[head.n - 1] != '*')
            head.n--;
        fixed = (struct jx_str){fixed.p + head.n, fixed.n - head.n};
        if (!head.n || !fixed.n)
            continue;
        head.n--;
        if (head.n && head.p[0] == '*')
            head = (struct jx_str){head.p + 1, head.n - 1};
        ptrdiff_t at = jx_str_find(line, fixed), from = jx_str_find(line, head);
        if (at >= 0 && from >= 0 && (size_t)from + head.n <= (size_t)at)
            return jx_str_trim((struct jx_str){line.p + from + head.n,
                                               (size_t)at - (size_t)from - head.n});
    }
    return (struct jx_str){"", 0};
}

/* Without a name below the title: what stands in the title, behind the line above it. */
static void name_from_title(struct jx_reading_form *form,
                            const struct jx_segment *segment)
{
    char buffer[JX_FOLD_MAX];
    const struct jx_form_item *title = &form->items->list[segment->from];
    struct jx_str prefix = title_prefix(form->spec, jx_item_line(title)), above = {"", 0};
    if (segment->from > 0 && !title[-1].row)
        above = jx_str_trim(title[-1].prose);
    if (above.n > NAME_MAX || ends_sentence(above) ||
        jx_words_have(&form->spec->ends, jx_fold(above, buffer)))
        above.n = 0;
    char *both = jx_arena_format(form->items->arena, "%.*s%.*s", (int)above.n, above.p,
                                 (int)prefix.n, prefix.p);
    form->failed |= !both;
    if (both)
        set_name(form, jx_str_of(both), title->at);
}

/* Lines between the title and the first numbered heading are the project's name. */
void jx_report_start(struct jx_reading_form *form, const struct jx_segment *segment)
{
    form->place.framework =
        jx_framework_of(form->items->plan.pack, jx_str_of(form->spec->id));
    form->place.section = -1;
    for (size_t i = segment->from; i < segment->to; i++) {
        struct jx_form_item bare, *item = &form->items->list[i];
        struct jx_str text = jx_str_trim(item->prose);
        if (item->row || jx_skip_numbering(text).p != text.p)
            break;
        bare = *item;
        bare.prose = unbracketed(text);
        if (is_date(bare.prose) || jx_read_fields(form, &bare, false))
            continue;
        if (!jx_is_title(form->spec, text) && !jx_only_year(text) && !ends_sentence(text))
            set_name(form, text, item->at);
    }
    if (jx_is_title(form->spec, jx_item_line(&form->items->list[segment->from])))
        name_from_title(form, segment);
}

/* Amounts of which the report tells several are not the form's, nor are a budget or an
 * expenditure alone: they may be anything's. */
static void settle_funds(struct jx_reading_form *form)
{
    struct jx_budget *budget = &form->record->budget;
    struct jx_cell *cell = budget->total.cell, rate;
    for (int key = 0; key < JX_FUND_COUNT; key++)
        if (form->place.funds & 1u << key)
            cell[key] = (struct jx_cell){.kind = JX_ABSENT};
    rate = cell[JX_FUND_RATE];
    if (!cell[JX_FUND_EXECUTED].text.n ||
        !(cell[JX_FUND_ADJUSTED].text.n || cell[JX_FUND_INITIAL].text.n))
        *budget = (struct jx_budget){.present = rate.text.n > 0};
    cell[JX_FUND_RATE] = rate;
}

void jx_report_end(struct jx_reading_form *form)
{
    struct jx_cell *year = &form->record->cell[JX_REC_YEAR],
                   *name = &form->record->cell[JX_REC_NAME];
    if (!name->text.n && form->place.title.text.n)
        *name = form->place.title;
    if (year->kind == JX_ABSENT && form->place.year.text.n && !form->place.years)
        *year = form->place.year;
    jx_settle_total(form);
    if (form->spec->fund_column_count == 0) /* there were but sentences */
        settle_funds(form);
}

void jx_read_report(struct jx_reading_form *form, const struct jx_form_item *item)
{
    struct jx_str text = jx_str_trim(item->prose);
    if (jx_read_facts(form, item) || jx_read_fields(form, item, false)) {
        form->in_table = true;
        return;
    }
    if (!text.n || jx_is_title(form->spec, text))
        return;
    jx_read_fact_sentences(form, text, item->at);
    bool opened = open_section(form, &text);
    for (size_t from = 0, next; from < text.n; from = next) {
        size_t end = clause_end(text, from, &next);
        struct jx_str clause = {text.p + from, end - from};
        read_clause(form, jx_str_trim(clause), from == 0 && !opened, item->at);
    }
    if (form->place.section >= 0)
        add_text(form, text, item->at);
}
