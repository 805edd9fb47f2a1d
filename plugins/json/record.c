/* record.c: a record as one JSON object, keys in the order of the contract, cells as
 * printed. Nothing is read or judged here. */
#include "write.h"

#include <stdio.h>
#include <string.h>

static const char *const record_names[JX_REC_COUNT] = {
    "form", "region",          "year",           "code",       "name",     "department",
    "unit", "reported_weight", "reported_total", "conclusion", "problems", "measures"};
static const char *const fund_names[JX_FUND_COUNT] = {
    "name", "initial", "adjusted",       "executed",
    "rate", "weight",  "reported_score", "reason"};
static const char *const ind_names[JX_IND_COUNT] = {
    "level1", "level2", "name",   "nature",         "target",
    "unit",   "actual", "weight", "reported_score", "reason"};

/* ---- origins ---- */

static void column_letters(unsigned column, char out[8])
{
    char reversed[8];
    size_t n = 0;
    for (; column; column = (column - 1) / 26)
        reversed[n++] = (char)('A' + (column - 1) % 26);
    for (size_t i = 0; i < n; i++)
        out[i] = reversed[n - 1 - i];
    out[n] = '\0';
}

void jx_emit_place(const struct jx_record *record, struct jx_at at, bool plain, char *out,
                   size_t size)
{
    char column[8], number[16];
    out[0] = '\0';
    if (!at.line)
        return;
    if (!at.sheet) {
        snprintf(out, size, "%s%u", plain ? "" : "line ", (unsigned)at.line);
        return;
    }
    column_letters(at.column, column);
    snprintf(number, sizeof number, "%u", (unsigned)at.sheet);
    snprintf(out, size, "%s!%s%u",
             at.sheet <= record->sheet_count ? record->sheets[at.sheet - 1] : number,
             column, (unsigned)at.line);
}

/* One entry of `_at`; the object is opened by its first entry. */
static void origin(struct jx_emit *e, const struct jx_record *record, struct jx_str key,
                   struct jx_at at, bool *open)
{
    char place[512];
    jx_emit_place(record, at, false, place, sizeof place);
    if (!place[0])
        return;
    if (!*open) {
        jx_emit_name(e, "_at");
        jx_emit_open(e, '{');
    }
    *open = true;
    jx_emit_key(e, key);
    jx_emit_string(e, place);
}

static void origins_of(struct jx_emit *e, const struct jx_record *record,
                       const struct jx_cell *cells, const char *const *names, int count,
                       bool open)
{
    for (int i = 0; i < count; i++)
        if (cells[i].kind != JX_ABSENT)
            origin(e, record, (struct jx_str){names[i], strlen(names[i])}, cells[i].at,
                   &open);
    if (open)
        jx_emit_close(e, '}');
}

/* ---- cells ---- */

void jx_emit_year(struct jx_emit *e, const struct jx_cell *cell)
{
    struct jx_cell year = *cell;
    if (year.kind == JX_TEXT && year.text.n == 4)
        year.kind = JX_NUMBER; /* spelt as a number if it is one */
    jx_emit_cell(e, &year);
}

static void cells_of(struct jx_emit *e, const struct jx_cell *cells,
                     const char *const *names, int from, int to)
{
    for (int i = from; i < to; i++) {
        if (cells[i].kind == JX_ABSENT)
            continue;
        jx_emit_name(e, names[i]);
        jx_emit_cell(e, &cells[i]);
    }
}

static void funds(struct jx_emit *e, const struct jx_record *record, bool origins,
                  const struct jx_funds *row)
{
    jx_emit_open(e, '{');
    cells_of(e, row->cell, fund_names, 0, JX_FUND_COUNT);
    if (origins)
        origins_of(e, record, row->cell, fund_names, JX_FUND_COUNT, false);
    jx_emit_close(e, '}');
}

static void budget(struct jx_emit *e, const struct jx_record *record, bool origins)
{
    const struct jx_budget *block = &record->budget;
    jx_emit_name(e, "budget");
    jx_emit_open(e, '{');
    cells_of(e, block->total.cell, fund_names, 0, JX_FUND_COUNT);
    if (block->source_count) {
        jx_emit_name(e, "sources");
        jx_emit_open(e, '[');
        for (size_t i = 0; i < block->source_count; i++)
            funds(e, record, origins, &block->sources[i]);
        jx_emit_close(e, ']');
    }
    if (origins)
        origins_of(e, record, block->total.cell, fund_names, JX_FUND_COUNT, false);
    jx_emit_close(e, '}');
}

static void indicators(struct jx_emit *e, const struct jx_record *record, bool origins)
{
    jx_emit_name(e, "indicators");
    jx_emit_open(e, '[');
    for (size_t i = 0; i < record->indicator_count; i++) {
        const struct jx_cell *cells = record->indicators[i].cell;
        jx_emit_open(e, '{');
        cells_of(e, cells, ind_names, 0, JX_IND_COUNT);
        if (origins)
            origins_of(e, record, cells, ind_names, JX_IND_COUNT, false);
        jx_emit_close(e, '}');
    }
    jx_emit_close(e, ']');
}

/* ---- facts ---- */

static bool same(struct jx_str a, struct jx_str b)
{
    return a.n == b.n && (!a.n || memcmp(a.p, b.p, a.n) == 0);
}

/* How many facts from `i` on are fields of one ID. */
static size_t fields_of(const struct jx_fact *facts, size_t i, size_t count)
{
    size_t n = 0;
    while (i + n < count && facts[i + n].field.n && same(facts[i].id, facts[i + n].id))
        n++;
    return n;
}

static void fields(struct jx_emit *e, const struct jx_record *record, bool origins,
                   const struct jx_fact *facts, size_t count)
{
    bool open = false;
    jx_emit_open(e, '{');
    for (size_t i = 0; i < count; i++) {
        jx_emit_key(e, facts[i].field);
        jx_emit_cell(e, &facts[i].value);
    }
    for (size_t i = 0; origins && i < count; i++)
        origin(e, record, facts[i].field, facts[i].value.at, &open);
    if (open)
        jx_emit_close(e, '}');
    jx_emit_close(e, '}');
}

static void facts_of(struct jx_emit *e, const struct jx_record *record, bool origins,
                     const char *name, const struct jx_fact *facts, size_t count)
{
    bool open = false;
    if (!count)
        return;
    jx_emit_name(e, name);
    jx_emit_open(e, '{');
    for (size_t i = 0, n; i < count; i += n ? n : 1) {
        jx_emit_key(e, facts[i].id);
        n = fields_of(facts, i, count);
        if (n)
            fields(e, record, origins, &facts[i], n);
        else
            jx_emit_cell(e, &facts[i].value);
    }
    for (size_t i = 0; origins && i < count; i++)
        if (!facts[i].field.n)
            origin(e, record, facts[i].id, facts[i].value.at, &open);
    if (open)
        jx_emit_close(e, '}');
    jx_emit_close(e, '}');
}

/* ---- the record ---- */

static void record_origins(struct jx_emit *e, const struct jx_record *record)
{
    if (record->file) {
        jx_emit_name(e, "_at");
        jx_emit_open(e, '{');
        jx_emit_name(e, "file");
        jx_emit_text(e, (struct jx_str){record->file, strlen(record->file)});
    }
    origins_of(e, record, record->cell, record_names, JX_REC_COUNT, record->file != NULL);
}

void jx_emit_record(struct jx_emit *e, const struct jx_record *record, bool origins)
{
    jx_emit_open(e, '{');
    cells_of(e, record->cell, record_names, 0, JX_REC_YEAR);
    if (record->cell[JX_REC_YEAR].kind != JX_ABSENT) {
        jx_emit_name(e, record_names[JX_REC_YEAR]);
        jx_emit_year(e, &record->cell[JX_REC_YEAR]);
    }
    cells_of(e, record->cell, record_names, JX_REC_CODE, JX_REC_REPORTED_WEIGHT);
    if (record->budget.present)
        budget(e, record, origins);
    if (record->has_indicators)
        indicators(e, record, origins);
    facts_of(e, record, origins, "facts", record->facts, record->fact_count);
    facts_of(e, record, origins, "peer", record->peers, record->peer_count);
    cells_of(e, record->cell, record_names, JX_REC_REPORTED_WEIGHT, JX_REC_COUNT);
    if (origins)
        record_origins(e, record);
    jx_emit_close(e, '}');
}
