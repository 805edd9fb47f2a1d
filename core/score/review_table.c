/* review_table.c: a table of decisions, as the review sheet or a plain CSV file has it.
 * What a decision does to a score is in review.c. */
#include "review.h"

#include "decimal.h"
#include "lang.h"
#include "record.h"
#include "strbuf.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>

enum field { CODE, NAME, ITEM, SCORE, LEVEL, WAIVED, REASON, WHO, DATE, DIGEST, FIELDS };
enum { COLUMNS = 64, WORD = 64 };

/* Headings without blanks, ASCII letters small. */
static const char *const headings[FIELDS][6] = {
    [CODE] = {"项目编码", "编码", "code"},
    [NAME] = {"项目名称", "name"},
    [ITEM] = {"指标", "item", "indicator"},
    [SCORE] = {"复核得分", "复核得分或等次", "reviewedscore", "score", "scoreorlevel"},
    [LEVEL] = {"复核等次", "reviewedlevel", "level"},
    [WAIVED] = {"豁免问题", "waivedfindings", "waived", "waive", "finding"},
    [REASON] = {"复核理由", "理由", "reviewreason", "reason"},
    [WHO] = {"复核人", "reviewer", "who"},
    [DATE] = {"复核日期", "日期", "reviewdate", "date"},
    [DIGEST] = {"输入摘要", "inputdigest", "digest"},
};

struct table {
    struct jx_arena *arena;
    struct jx_reviews *out;
    const struct jx_pages *pages;
    int column[FIELDS]; /* grid column of a field, -1: none */
    bool headed;
    uint16_t sheet;
    size_t capacity, fault_capacity;
    bool failed;
};

/* ---- headings ---- */

static void fold(struct jx_str text, char out[WORD])
{
    size_t n = 0;
    for (size_t i = 0, step; i < text.n; i += step) {
        if (jx_utf8_blank(jx_utf8_next(text.p + i, text.n - i, &step)))
            continue;
        if (n + step >= WORD) {
            n = 0;
            break;
        }
        memcpy(out + n, text.p + i, step);
        if (step == 1 && out[n] >= 'A' && out[n] <= 'Z')
            out[n] = (char)(out[n] - 'A' + 'a');
        n += step;
    }
    out[n] = '\0';
}

static int field_of(struct jx_str text)
{
    char word[WORD];
    fold(text, word);
    for (int field = 0; field < FIELDS && *word; field++)
        for (size_t i = 0; i < 6 && headings[field][i]; i++)
            if (strcmp(word, headings[field][i]) == 0)
                return field;
    return -1;
}

/* Headings are a code or name, a decision, a reason and a person. */
static bool read_headings(struct table *t, const struct jx_block_row *row)
{
    int column[FIELDS];
    for (int i = 0; i < FIELDS; i++)
        column[i] = -1;
    for (size_t i = 0; i < row->count; i++) {
        int field = field_of(row->cells[i].text);
        if (field >= 0 && column[field] < 0)
            column[field] = row->cells[i].column;
    }
    if ((column[CODE] < 0 && column[NAME] < 0) ||
        (column[SCORE] < 0 && column[LEVEL] < 0 && column[WAIVED] < 0) ||
        column[REASON] < 0 || column[WHO] < 0)
        return false;
    memcpy(t->column, column, sizeof column);
    t->headed = t->out->headings = true;
    t->sheet = row->count ? row->cells[0].at.sheet : 0;
    return true;
}

/* ---- rows ---- */

/* A cell's text without the apostrophe that keeps spreadsheets from running it. */
static struct jx_str cell_text(const struct table *t, const struct jx_block_row *row,
                               enum field field)
{
    for (size_t i = 0; i < row->count && t->column[field] >= 0; i++) {
        if (row->cells[i].column != t->column[field])
            continue;
        struct jx_str text = jx_str_trim(row->cells[i].text);
        if (text.n > 1 && text.p[0] == '\'')
            text = (struct jx_str){text.p + 1, text.n - 1};
        return text;
    }
    return (struct jx_str){0};
}

static void fault(struct table *t, struct jx_at at, const char *text)
{
    struct jx_review_fault *grown = jx_arena_grow(
        t->arena, t->out->faults, t->out->fault_count, &t->fault_capacity, sizeof *grown);
    if (!grown) {
        t->failed = true;
        return;
    }
    t->out->faults = grown;
    grown[t->out->fault_count++] = (struct jx_review_fault){at, text};
}

static const char *source_of(struct table *t, struct jx_at at)
{
    char text[512];
    struct jx_record place = {.file = t->pages->file,
                              .sheets = t->pages->sheets,
                              .sheet_count = t->pages->sheet_count};
    jx_source_print(&place, at, text, sizeof text);
    return jx_arena_copy(t->arena, text, strlen(text));
}

static void read_row(struct table *t, const struct jx_block_row *row)
{
    struct jx_decision d = {.code = cell_text(t, row, CODE),
                            .name = cell_text(t, row, NAME),
                            .item = cell_text(t, row, ITEM),
                            .score = cell_text(t, row, SCORE),
                            .waived = cell_text(t, row, WAIVED),
                            .reason = cell_text(t, row, REASON),
                            .who = cell_text(t, row, WHO),
                            .date = cell_text(t, row, DATE),
                            .digest = cell_text(t, row, DIGEST)};
    struct jx_str level = cell_text(t, row, LEVEL);
    struct jx_at at = row->count ? row->cells[0].at : (struct jx_at){0};
    if (!d.score.n && !level.n && !d.waived.n)
        return; /* nobody decided here */
    if (d.score.n && level.n) {
        fault(t, at, _("a reviewed score and a level: one of them is enough"));
        return;
    }
    d.score = d.score.n ? d.score : level;
    if (!d.code.n && !d.name.n) {
        fault(t, at, _("a decision without the code of a form"));
        return;
    }
    if (!d.reason.n || !d.who.n) {
        fault(t, at, _("a decision needs a reason and a reviewer's name"));
        return;
    }
    if (d.score.n && !d.item.n) {
        fault(t, at, _("a score needs an indicator; totals follow from the items"));
        return;
    }
    d.source = source_of(t, at);
    struct jx_decision *grown =
        jx_arena_grow(t->arena, t->out->list, t->out->count, &t->capacity, sizeof *grown);
    if (!grown || !d.source) {
        t->failed = true;
        return;
    }
    t->out->list = grown;
    grown[t->out->count++] = d;
}

static struct jx_str key_of(struct jx_str code, struct jx_str name)
{
    return code.n ? code : name;
}

/* Sources come last: the order of the table is that of the addresses of equal keys. */
static int by_form(const void *a, const void *b)
{
    const struct jx_decision *x = *(const struct jx_decision *const *)a;
    const struct jx_decision *y = *(const struct jx_decision *const *)b;
    int order = jx_str_cmp(key_of(x->code, x->name), key_of(y->code, y->name));
    return order ? order : (x > y) - (x < y);
}

static void sort(struct table *t)
{
    size_t count = t->out->count;
    const struct jx_decision **order = jx_arena_array(t->arena, count, sizeof *order);
    struct jx_decision *sorted = jx_arena_array(t->arena, count, sizeof *sorted);
    t->out->seen = jx_arena_array(t->arena, count, 1);
    if (!order || !sorted || !t->out->seen) {
        t->failed = true;
        return;
    }
    for (size_t i = 0; i < count; i++)
        order[i] = &t->out->list[i];
    if (count)
        qsort(order, count, sizeof *order, by_form);
    for (size_t i = 0; i < count; i++)
        sorted[i] = *order[i];
    t->out->list = sorted;
}

bool jx_reviews_read(const struct jx_pages *pages, struct jx_arena *arena,
                     struct jx_reviews *out)
{
    struct table t = {.arena = arena, .out = out, .pages = pages};
    *out = (struct jx_reviews){0};
    for (size_t i = 0; i < pages->count; i++)
        for (size_t k = 0; k < pages->blocks[i].row_count; k++) {
            const struct jx_block_row *row = &pages->blocks[i].rows[k];
            bool same = row->count && row->cells[0].at.sheet == t.sheet;
            if (read_headings(&t, row))
                continue;
            if (t.headed && same)
                read_row(&t, row);
        }
    sort(&t);
    return !t.failed;
}

size_t jx_reviews_of(const struct jx_reviews *reviews, const struct jx_record *record,
                     size_t *first)
{
    struct jx_str key = key_of(jx_str_trim(record->cell[JX_REC_CODE].text),
                               jx_str_trim(record->cell[JX_REC_NAME].text));
    size_t low = 0, high = reviews->count, n = 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct jx_decision *d = &reviews->list[middle];
        if (jx_str_cmp(key_of(d->code, d->name), key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *first = low;
    while (key.n && low + n < reviews->count) {
        const struct jx_decision *d = &reviews->list[low + n];
        if (!jx_str_eq(key_of(d->code, d->name), key))
            break;
        n++;
    }
    return n;
}
