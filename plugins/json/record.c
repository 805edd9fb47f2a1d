/* record.c: a record as one JSON object, keys in the order of the contract, cells as
 * printed. Nothing is read or judged here. */
#include "write.h"

#include <stdio.h>

#define NAME(text)                                                                       \
    {                                                                                    \
        text, sizeof(text) - 1                                                           \
    }
static const struct jx_str record_names[JX_REC_COUNT] = {
    NAME("form"),           NAME("region"),     NAME("year"),     NAME("code"),
    NAME("name"),           NAME("department"), NAME("unit"),     NAME("reported_weight"),
    NAME("reported_total"), NAME("conclusion"), NAME("problems"), NAME("measures")};
static const struct jx_str fund_names[JX_FUND_COUNT] = {
    NAME("name"), NAME("initial"), NAME("adjusted"),       NAME("executed"),
    NAME("rate"), NAME("weight"),  NAME("reported_score"), NAME("reason")};
static const struct jx_str ind_names[JX_IND_COUNT] = {
    NAME("level1"),         NAME("level2"), NAME("name"),   NAME("nature"),
    NAME("target"),         NAME("unit"),   NAME("actual"), NAME("weight"),
    NAME("reported_score"), NAME("reason")};

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

/* One entry of `_at`, the last member of an object that has others; its first entry opens
 * it, `lead` is what begins the next. */
static char *origin(struct jx_emit *e, char *at, const struct jx_record *record,
                    struct jx_str key, struct jx_at where, char *lead)
{
    char place[512];
    jx_emit_place(record, where, false, place, sizeof place);
    if (!place[0] || !e->output->origins)
        return at;
    if (*lead == '{')
        at = JX_KEY(at, "_at");
    at = jx_emit_key(e, jx_emit_lead(e, at, lead), key);
    return jx_emit_string(e, at, place);
}

static char *origins_of(struct jx_emit *e, char *at, const struct jx_record *record,
                        const struct jx_cell *cells, const struct jx_str *names,
                        int count, char lead)
{
    for (int i = 0; i < count; i++)
        if (cells[i].kind != JX_ABSENT)
            at = origin(e, at, record, names[i], cells[i].at, &lead);
    return lead == ',' ? JX_PUT(at, "}") : at;
}

/* ---- cells ---- */

char *jx_emit_year(struct jx_emit *e, char *at, const struct jx_cell *cell)
{
    struct jx_cell year = *cell;
    if (year.kind == JX_TEXT && year.text.n == 4)
        year.kind = JX_NUMBER; /* spelt as a number if it is one */
    return jx_emit_cell(e, at, &year);
}

static char *cells_of(struct jx_emit *e, char *at, const struct jx_cell *cells,
                      const struct jx_str *names, int from, int to, char *lead)
{
    for (int i = from; i < to; i++)
        if (cells[i].kind != JX_ABSENT)
            at = jx_emit_cell(e, jx_emit_key(e, jx_emit_lead(e, at, lead), names[i]),
                              &cells[i]);
    return at;
}

/* A row of cells as an object of nothing else. */
static char *row(struct jx_emit *e, char *at, const struct jx_record *record,
                 const struct jx_cell *cells, const struct jx_str *names, int count)
{
    char lead = '{';
    at = cells_of(e, at, cells, names, 0, count, &lead);
    at = origins_of(e, at, record, cells, names, count, '{');
    return jx_emit_end(at, lead, '}');
}

static char *budget(struct jx_emit *e, char *at, const struct jx_record *record)
{
    const struct jx_budget *block = &record->budget;
    const struct jx_cell *total = block->total.cell;
    char object = '{', array = '[';
    at = cells_of(e, at, total, fund_names, 0, JX_FUND_COUNT, &object);
    if (block->source_count) {
        at = JX_PUT(jx_emit_lead(e, at, &object), "\"sources\":");
        for (size_t i = 0; i < block->source_count; i++)
            at = row(e, jx_emit_lead(e, at, &array), record, block->sources[i].cell,
                     fund_names, JX_FUND_COUNT);
        at = jx_emit_end(at, array, ']');
    }
    at = origins_of(e, at, record, total, fund_names, JX_FUND_COUNT, '{');
    return jx_emit_end(at, object, '}');
}

static char *indicators(struct jx_emit *e, char *at, const struct jx_record *record)
{
    char lead = '[';
    for (size_t i = 0; i < record->indicator_count; i++)
        at = row(e, jx_emit_lead(e, at, &lead), record, record->indicators[i].cell,
                 ind_names, JX_IND_COUNT);
    return jx_emit_end(at, lead, ']');
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

static char *fields(struct jx_emit *e, char *at, const struct jx_record *record,
                    const struct jx_fact *facts, size_t count)
{
    char object = '{', origins = '{';
    for (size_t i = 0; i < count; i++) {
        at = jx_emit_key(e, jx_emit_lead(e, at, &object), facts[i].field);
        at = jx_emit_cell(e, at, &facts[i].value);
    }
    for (size_t i = 0; i < count; i++)
        at = origin(e, at, record, facts[i].field, facts[i].value.at, &origins);
    return origins == ',' ? JX_PUT(at, "}}") : JX_PUT(at, "}");
}

static char *facts_of(struct jx_emit *e, char *at, const struct jx_record *record,
                      const struct jx_fact *facts, size_t count)
{
    char object = '{', origins = '{';
    for (size_t i = 0, n; i < count; i += n ? n : 1) {
        at = jx_emit_key(e, jx_emit_lead(e, at, &object), facts[i].id);
        n = fields_of(facts, i, count);
        at = n ? fields(e, at, record, &facts[i], n)
               : jx_emit_cell(e, at, &facts[i].value);
    }
    for (size_t i = 0; i < count; i++)
        if (!facts[i].field.n)
            at = origin(e, at, record, facts[i].id, facts[i].value.at, &origins);
    return origins == ',' ? JX_PUT(at, "}}") : JX_PUT(at, "}");
}

/* ---- the record ---- */

static char *record_origins(struct jx_emit *e, char *at, const struct jx_record *record,
                            char *lead)
{
    if (record->file) {
        struct jx_str file = {record->file, strlen(record->file)};
        at = JX_PUT(jx_emit_lead(e, at, lead), "\"_at\":{\"file\":");
        at = jx_emit_text(e, at, file);
    }
    return origins_of(e, at, record, record->cell, record_names, JX_REC_COUNT,
                      record->file ? ',' : '{');
}

char *jx_emit_record(struct jx_emit *e, char *at, const struct jx_record *record)
{
    const struct jx_cell *cells = record->cell;
    char lead = '{';
    at = cells_of(e, at, cells, record_names, 0, JX_REC_YEAR, &lead);
    if (cells[JX_REC_YEAR].kind != JX_ABSENT)
        at = jx_emit_year(e, JX_PUT(jx_emit_lead(e, at, &lead), "\"year\":"),
                          &cells[JX_REC_YEAR]);
    at = cells_of(e, at, cells, record_names, JX_REC_CODE, JX_REC_REPORTED_WEIGHT, &lead);
    if (record->budget.present)
        at = budget(e, JX_PUT(jx_emit_lead(e, at, &lead), "\"budget\":"), record);
    if (record->has_indicators)
        at = indicators(e, JX_PUT(jx_emit_lead(e, at, &lead), "\"indicators\":"), record);
    if (record->fact_count)
        at = facts_of(e, JX_PUT(jx_emit_lead(e, at, &lead), "\"facts\":"), record,
                      record->facts, record->fact_count);
    if (record->peer_count)
        at = facts_of(e, JX_PUT(jx_emit_lead(e, at, &lead), "\"peer\":"), record,
                      record->peers, record->peer_count);
    at =
        cells_of(e, at, cells, record_names, JX_REC_REPORTED_WEIGHT, JX_REC_COUNT, &lead);
    if (e->output->origins)
        at = record_origins(e, at, record, &lead);
    return jx_emit_end(at, lead, '}');
}
