/* recognise.c: the door of the room: a document in, records and notices out; and how much
 * a document speaks for a pack. Forms are cut and read in the files beside this one. */
#include "recognise.h"

#include "lang.h"
#include "list.h"
#include "strbuf.h"
#include "utf8.h"

#include <string.h>

const struct jx_form_spec *jx_form_find(const struct jx_pack *pack, struct jx_str id)
{
    for (size_t i = 0; i < pack->form_count; i++)
        if (jx_str_is(id, pack->forms[i].id))
            return &pack->forms[i];
    return NULL;
}

/* ---- whose document it is ---- */

static bool is_code_char(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* A long code with one of the pack's prefixes; an amount like 5105.18 is none. */
bool jx_recognise_code(const struct jx_pack *pack, struct jx_str code)
{
    struct jx_str text = jx_str_trim(code);
    size_t n = 0;
    while (n < text.n && is_code_char(text.p[n]))
        n++;
    text.n = n;
    for (size_t i = 0; n >= 12 && i < pack->code_prefixes.count; i++) {
        struct jx_str prefix = pack->code_prefixes.list[i];
        while (prefix.n && prefix.p[prefix.n - 1] == '*')
            prefix.n--;
        if (prefix.n && jx_str_starts(text, prefix))
            return true;
    }
    return false;
}

size_t jx_recognise_region(const struct jx_pack *pack, struct jx_str text)
{
    size_t end = 0;
    for (size_t i = 0; text.n && i < pack->region_names.count; i++) {
        struct jx_str name = pack->region_names.list[i];
        bool glob = name.n && memchr(name.p, '*', name.n);
        ptrdiff_t at = name.n && !glob ? jx_str_find(text, name) : -1;
        size_t found = at >= 0                           ? (size_t)at + name.n
                       : glob && jx_str_glob(text, name) ? text.n
                                                         : 0;
        end = found > end ? found : end;
    }
    return end;
}

struct evidence {
    size_t codes, regions, titles;
    struct jx_at at; /* of the first code, or else of the first name of the region */
};

static void weigh_text(struct evidence *e, const struct jx_pack *pack, struct jx_str text,
                       struct jx_at at)
{
    bool code = jx_recognise_code(pack, text);
    bool region = jx_recognise_region(pack, text) > 0;
    if ((code && !e->codes) || (region && !e->codes && !e->regions))
        e->at = at;
    e->codes += code;
    e->regions += region;
}

static void weigh_item(struct evidence *e, const struct jx_pack *pack,
                       const struct jx_form_item *item)
{
    if (!item->row)
        weigh_text(e, pack, item->prose, item->at);
    for (size_t i = 0; item->row && i < item->row->count; i++)
        weigh_text(e, pack, item->row->cells[i].text, item->row->cells[i].at);
}

static int at_most(size_t count, int most)
{
    return count < (size_t)most ? (int)count : most;
}

/* A report of whose points nothing is known may be anybody's: any other title says more. */
static size_t title_evidence(const struct jx_form_spec *spec)
{
    return spec->report && !spec->report->sentences.count ? 1 : JX_SPEAKS_FOR_FORM;
}

int jx_recognise_score(const struct jx_pages *pages, const struct jx_pack *pack)
{
    struct jx_form_items items;
    struct evidence e = {0};
    if (!jx_items_make(&items, pages, pack))
        return 0;
    for (size_t i = 0; i < items.count; i++) {
        struct jx_str line = jx_item_line(&items.list[i]);
        weigh_item(&e, pack, &items.list[i]);
        for (size_t s = 0; line.n && line.n <= JX_FOLD_MAX && s < items.plan.count; s++)
            e.titles += jx_is_title(&items.plan.specs[s], line)
                            ? title_evidence(&items.plan.specs[s])
                            : 0;
        struct jx_list list;
        e.titles += jx_list_find(&items, i, i, &list) ? JX_SPEAKS_FOR_FORM : 0;
    }
    return 100 * at_most(e.codes, 10) + JX_SPEAKS_FOR_REGION * at_most(e.regions, 9) +
           at_most(e.titles, JX_SPEAKS_FOR_REGION - 1);
}

/* ---- reading ---- */

struct reader {
    struct jx_form_items items;
    struct jx_recognised *out;
    size_t record_capacity, notice_capacity;
    size_t told;         /* notices of what stands before the segment */
    struct jx_cell year; /* of the last heading that had one */
    bool failed;
};

static void notice(struct reader *reader, struct jx_at at, const char *text)
{
    struct jx_recognised *out = reader->out;
    struct jx_notice *notices =
        jx_arena_grow(reader->items.arena, out->notices, out->notice_count,
                      &reader->notice_capacity, sizeof *notices);
    if (!notices || !text) {
        reader->failed = true;
        return;
    }
    out->notices = notices;
    notices[out->notice_count++] = (struct jx_notice){at, text};
}

/* What a form lacks, and what of it could not be read. */
static void notice_missing(struct reader *reader, const struct jx_reading_form *form,
                           const struct jx_segment *segment)
{
    const char *lacks[] = {jx_missing_end(form), jx_missing_name(form)};
    for (size_t i = 0; i < 2; i++)
        if (lacks[i])
            notice(reader, reader->items.list[segment->from].at, lacks[i]);
    for (size_t i = 0; i < form->unread_count; i++)
        if (!form->unread[i].funds || !jx_has_total(form))
            notice(reader, form->unread[i].at, form->unread[i].text);
}

static void find_region(struct reader *reader, const struct jx_segment *segment,
                        struct jx_record *record)
{
    const struct jx_pack *pack = reader->items.plan.pack;
    struct evidence e = {0};
    if (!pack->region || !*pack->region)
        return;
    if (jx_recognise_code(pack, record->cell[JX_REC_CODE].text)) {
        e.codes = 1;
        e.at = record->cell[JX_REC_CODE].at;
    }
    for (size_t i = segment->from; i < segment->to && !e.codes && !e.regions; i++)
        weigh_item(&e, pack, &reader->items.list[i]);
    if (e.codes || e.regions)
        record->cell[JX_REC_REGION] = (struct jx_cell){
            .text = jx_str_of(pack->region), .at = e.at, .kind = JX_TEXT};
}

static void add_record(struct reader *reader, const struct jx_record *record)
{
    struct jx_record *records =
        jx_arena_grow(reader->items.arena, reader->out->records, reader->out->count,
                      &reader->record_capacity, sizeof *record);
    if (!records) {
        reader->failed = true;
        return;
    }
    reader->out->records = records;
    records[reader->out->count++] = *record;
}

static struct jx_record new_record(const struct jx_pages *pages,
                                   const struct jx_form_spec *spec, struct jx_at at)
{
    struct jx_record record = {
        .file = pages->file, .sheets = pages->sheets, .sheet_count = pages->sheet_count};
    record.cell[JX_REC_FORM] =
        (struct jx_cell){.text = jx_str_of(spec->id), .at = at, .kind = JX_TEXT};
    return record;
}

/* A label at the head of a form, whatever stands behind it in the line. */
static bool starts_form(const struct jx_form_spec *spec, struct jx_str line)
{
    char buffer[JX_FOLD_MAX];
    struct jx_str folded = jx_fold(line, buffer);
    const struct jx_patterns *words[] = {
        jx_label_words(spec->fields, spec->field_count, JX_REC_NAME),
        jx_label_words(spec->fields, spec->field_count, JX_REC_DEPARTMENT)};
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; words[k] && i < words[k]->count; i++)
            if (words[k]->list[i].n && jx_str_starts(folded, words[k]->list[i]))
                return true;
    return false;
}

/* No table was read, but here is the title of a form, and the labels of its head in lines
 * below: says where, and why there is no table. */
static void refuse_loose(struct reader *reader, size_t from, size_t to)
{
    enum { HEAD_ITEMS = 12 };
    const struct jx_form_items *items = &reader->items;
    const struct jx_form_spec *spec = NULL;
    for (size_t i = from, title = from; i < to; i++) {
        struct jx_str line = jx_item_line(&items->list[i]);
        for (size_t s = 0; line.n && s < items->plan.count; s++)
            if (items->plan.specs[s].column_count &&
                jx_is_title(&items->plan.specs[s], line)) {
                spec = &items->plan.specs[s];
                title = i;
            }
        if (!spec || i == title || i - title > HEAD_ITEMS || !starts_form(spec, line))
            continue;
        notice(
            reader, items->list[title].at,
            _("here is a form, but no table that could be read: in text taken from PDF "
              "or from pages, where cells end cannot be told; give the form in Word or "
              "Excel, or as text with tabs between the cells"));
        return;
    }
}

static void read_segment(struct reader *reader, const struct jx_segment *segment,
                         const struct jx_pages *pages)
{
    struct jx_record record =
        new_record(pages, segment->spec, reader->items.list[segment->from].at);
    struct jx_reading_form form = {
        .items = &reader->items, .spec = segment->spec, .record = &record};
    jx_form_read(&form, segment);
    reader->failed |= form.failed;
    struct jx_cell *year = &record.cell[JX_REC_YEAR];
    if (year->kind != JX_ABSENT)
        reader->year = *year;
    else
        *year = reader->year; /* later forms of a document often do not repeat it */
    if (!form.in_table) {
        if (reader->out->notice_count == reader->told)
            refuse_loose(reader, segment->from, segment->to);
        return; /* else a title somewhere in a text, and no form behind it */
    }
    find_region(reader, segment, &record);
    add_record(reader, &record);
    notice_missing(reader, &form, segment);
}

/* Where a list has a row for every indicator, the offices above are merged cells: a blank
 * one is that of the project before. */
static void take_over(struct jx_record *record, const struct jx_record *before)
{
    static const int keys[] = {JX_REC_DEPARTMENT, JX_REC_UNIT};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (record->cell[keys[i]].kind != JX_ABSENT && !record->cell[keys[i]].text.n)
            record->cell[keys[i]] = before->cell[keys[i]];
}

/* One project of a list, from its row `at`; returns the item behind it. */
static size_t read_project(struct reader *reader, const struct jx_list *list,
                           struct jx_segment above, size_t at,
                           const struct jx_pages *pages)
{
    struct jx_at place = reader->items.list[at].at;
    struct jx_record record = new_record(pages, list->spec, place);
    struct jx_reading_form form = {
        .items = &reader->items, .spec = list->spec, .record = &record};
    size_t next = jx_list_read(&form, list, at);
    struct jx_segment own = {.from = at, .to = next};
    reader->failed |= form.failed;
    if (!form.in_table) {
        const struct jx_form_item *last = &reader->items.list[next - 1];
        if (!jx_list_passes(list, last->row))
            notice(reader, last->at, _("this row of a list names no project: not read"));
        return next;
    }
    for (size_t i = above.from; i < above.to; i++)
        jx_read_any_year(&form, &reader->items.list[i]);
    if (record.cell[JX_REC_YEAR].kind == JX_ABSENT)
        record.cell[JX_REC_YEAR] = reader->year;
    find_region(reader, &own, &record);
    if (record.cell[JX_REC_REGION].kind == JX_ABSENT)
        find_region(reader, &above, &record);
    if (list->indicators && reader->out->count > list->before)
        take_over(&record, &reader->out->records[reader->out->count - 1]);
    add_record(reader, &record);
    return next;
}

/* A list in the segment, or the next form before it: shortens the segment to what was
 * read, or to what stands before the list. */
static bool read_list(struct reader *reader, struct jx_segment *segment,
                      const struct jx_pages *pages)
{
    struct jx_list list;
    size_t head = segment->from;
    while (head < segment->to &&
           !jx_list_find(&reader->items, segment->from, head, &list))
        head++;
    if (head == segment->to)
        return false;
    if (segment->headings && segment->head < head) {
        segment->to = head;
        return false;
    }
    struct jx_segment above = {.from = segment->from, .to = head};
    list.before = reader->out->count;
    list.to = segment->to = jx_list_end(&reader->items, &list);
    if (list.indicators)
        jx_headings_tell(&list.columns, list.spec, &reader->items,
                         (const size_t[2]){list.first, list.to}, false);
    for (size_t at = list.first; at < list.to && !reader->failed;)
        at = read_project(reader, &list, above, at, pages);
    return true;
}

/* Tables whose cells nobody can tell apart are named, not read. */
static void refuse_together(struct reader *reader, const struct jx_segment *segment)
{
    for (size_t i = segment->from; i < segment->to && !reader->failed; i++) {
        const struct jx_form_item *item = &reader->items.list[i];
        if (jx_ran_together(&reader->items.plan, jx_item_line(item)))
            notice(reader, item->at,
                   _("the headings of a form stand in one line here, and the cells below "
                     "cannot be told apart: not read; give the form in Word or Excel, or "
                     "with tabs between the cells"));
    }
}

bool jx_recognise(const struct jx_pages *pages, const struct jx_pack *pack,
                  struct jx_recognised *out, struct jx_error *err)
{
    struct reader reader = {.out = out};
    *out = (struct jx_recognised){0};
    reader.failed = pages->full || !jx_items_make(&reader.items, pages, pack);
    struct jx_segment segment = {0};
    for (size_t i = 0; !reader.failed && i < reader.items.count; i = segment.to) {
        segment = jx_segment_next(&reader.items, i);
        reader.told = out->notice_count;
        bool list = read_list(&reader, &segment, pages);
        refuse_together(&reader, &segment);
        if (list)
            continue;
        if (segment.spec)
            read_segment(&reader, &segment, pages);
        else if (segment.headings)
            notice(&reader, segment.at,
                   _("a table here has the headings of a form, but title and labels of "
                     "none of the pack's forms: not read; add its title to forms.json"));
    }
    if (!out->count && !out->notice_count && !reader.failed)
        refuse_loose(&reader, 0, reader.items.count);
    return !reader.failed ||
           jx_fail_kind(err, JX_ERR_SYSTEM, pages->file, 0,
                        _("out of memory while recognising forms; split the document"));
}
