/* record.c: the names of a record's keys, and records as plain data. */
#include "record.h"

#include "strbuf.h"
#include "utf8.h"

#include <stdio.h>
#include <string.h>

const char *const jx_record_keys[JX_REC_COUNT] = {
    "form", "region",          "year",           "code",       "name",     "department",
    "unit", "reported_weight", "reported_total", "conclusion", "problems", "measures"};
const char *const jx_fund_keys[JX_FUND_COUNT] = {"name",           "initial", "adjusted",
                                                 "executed",       "rate",    "weight",
                                                 "reported_score", "reason"};
const char *const jx_ind_keys[JX_IND_COUNT] = {
    "level1", "level2", "name",   "nature",         "target",
    "unit",   "actual", "weight", "reported_score", "reason"};

int jx_key_index(const char *const *names, int count, struct jx_str name)
{
    for (int i = 0; i < count; i++)
        if (jx_str_is(name, names[i]))
            return i;
    return -1;
}

bool jx_cell_filled(const struct jx_cell *cell)
{
    size_t step;
    return cell->kind != JX_ABSENT && cell->text.n > 0 &&
           (!jx_utf8_blank(jx_utf8_next(cell->text.p, cell->text.n, &step)) ||
            jx_str_trim(cell->text).n > 0);
}

struct jx_cell jx_cell_text(struct jx_str text, struct jx_at at)
{
    return (struct jx_cell){
        .text = {text.n ? text.p : "", text.n}, .at = at, .kind = JX_TEXT};
}

static void column_name(unsigned column, char out[8])
{
    char reversed[8];
    size_t n = 0;
    for (; column && n < sizeof reversed - 1; column = (column - 1) / 26)
        reversed[n++] = (char)('A' + (column - 1) % 26);
    for (size_t i = 0; i < n; i++)
        out[i] = reversed[n - 1 - i];
    out[n] = '\0';
}

void jx_source_print(const struct jx_record *record, struct jx_at at, char *out,
                     size_t size)
{
    const char *file = record->file ? record->file : "";
    if (at.sheet && at.sheet <= record->sheet_count) {
        char column[8];
        column_name(at.column, column);
        snprintf(out, size, "%s %s!%s%u", file, record->sheets[at.sheet - 1], column,
                 (unsigned)at.line);
    } else if (at.line) {
        snprintf(out, size, "%s:%u", file, (unsigned)at.line);
    } else {
        snprintf(out, size, "%s", file);
    }
}

/* Copying goes on after memory ran out and is refused as a whole at the end. */
struct copier {
    struct jx_arena *arena;
    bool failed;
};

static void copy_text(struct copier *copier, struct jx_str *text)
{
    if (!text->n)
        return;
    char *copy = jx_arena_copy(copier->arena, text->p, text->n);
    copier->failed |= !copy;
    text->p = copy;
}

static void copy_cells(struct copier *copier, struct jx_cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        copy_text(copier, &cells[i].text);
}

/* Copies `count` elements; an empty array stays NULL. */
static void *copy_array(struct copier *copier, const void *from, size_t count,
                        size_t size)
{
    void *to = count ? jx_arena_array(copier->arena, count, size) : NULL;
    copier->failed |= count && !to;
    if (to)
        memcpy(to, from, count * size);
    return to;
}

static struct jx_fact *copy_facts(struct copier *copier, const struct jx_fact *facts,
                                  size_t count)
{
    struct jx_fact *copy = copy_array(copier, facts, count, sizeof *copy);
    for (size_t i = 0; copy && i < count; i++) {
        copy_text(copier, &copy[i].id);
        copy_text(copier, &copy[i].field);
        copy_text(copier, &copy[i].value.text);
    }
    return copy;
}

struct jx_record *jx_record_copy(struct jx_arena *arena, const struct jx_record *record)
{
    struct copier copier = {.arena = arena};
    struct jx_record *copy = copy_array(&copier, record, 1, sizeof *copy);
    if (!copy)
        return NULL;
    copy_cells(&copier, copy->cell, JX_REC_COUNT);
    copy_cells(&copier, copy->budget.total.cell, JX_FUND_COUNT);
    copy->budget.sources =
        copy_array(&copier, record->budget.sources, record->budget.source_count,
                   sizeof(struct jx_funds));
    for (size_t i = 0; copy->budget.sources && i < copy->budget.source_count; i++)
        copy_cells(&copier, copy->budget.sources[i].cell, JX_FUND_COUNT);
    copy->indicators = copy_array(&copier, record->indicators, record->indicator_count,
                                  sizeof(struct jx_indicator));
    for (size_t i = 0; copy->indicators && i < copy->indicator_count; i++)
        copy_cells(&copier, copy->indicators[i].cell, JX_IND_COUNT);
    copy->facts = copy_facts(&copier, record->facts, record->fact_count);
    copy->peers = copy_facts(&copier, record->peers, record->peer_count);
    if (record->file) {
        copy->file = jx_arena_copy(arena, record->file, strlen(record->file));
        copier.failed |= !copy->file;
    }
    const char **sheets =
        copy_array(&copier, record->sheets, record->sheet_count, sizeof *sheets);
    for (size_t i = 0; sheets && i < record->sheet_count; i++) {
        sheets[i] = jx_arena_copy(arena, sheets[i], strlen(sheets[i]));
        copier.failed |= !sheets[i];
    }
    copy->sheets = sheets;
    return copier.failed ? NULL : copy;
}
