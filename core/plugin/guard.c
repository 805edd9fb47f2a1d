/* guard.c: counts, columns, UTF-8 and pointers of what a foreign reader hands over. The
 * first thing that is wrong ends the document, and says which plugin it was. Loops that
 * never hand anything over are not seen here. */
#include "guard.h"

#include "lang.h"
#include "utf8.h"

#include <string.h>

static bool refuse(struct jx_guard *guard, struct jx_at at, const char *what)
{
    guard->refused = true;
    return jx_fail(&guard->err, NULL, (int)(at.line & 0x7fffffff),
                   _("reader '%s' of plugin '%s' gave something unusable: %s"),
                   guard->reader, guard->plugin, what);
}

static bool next_event(struct jx_guard *guard, struct jx_at at)
{
    if (guard->refused)
        return false;
    return ++guard->events <= JX_GUARD_EVENTS ||
           refuse(guard, at, _("more rows than a document can have"));
}

/* What stays in memory until the document ends. */
static bool take_bytes(struct jx_guard *guard, struct jx_at at, uint64_t bytes)
{
    guard->bytes += bytes;
    return guard->bytes <= JX_GUARD_BYTES ||
           refuse(guard, at, _("more text than a document can have"));
}

static const char *text_fault(struct jx_str text)
{
    if (!text.p && text.n)
        return _("a text without its bytes");
    if (text.n > JX_GUARD_TEXT)
        return _("a text of more than 16 MiB");
    return jx_utf8_valid(text.p, text.n) == text.n ? NULL : _("a text that is no UTF-8");
}

static size_t digits(struct jx_str text, size_t i)
{
    size_t from = i;
    while (i < text.n && text.p[i] >= '0' && text.p[i] <= '9')
        i++;
    return i - from;
}

/* As JSON writes numbers, for writers print the lexeme as it is. */
static bool is_number(struct jx_str text)
{
    size_t i = text.n && text.p[0] == '-', n = digits(text, i);
    if (!n || (n > 1 && text.p[i] == '0'))
        return false;
    i += n;
    if (i < text.n && text.p[i] == '.') {
        n = digits(text, ++i);
        i += n;
        if (!n)
            return false;
    }
    if (i < text.n && (text.p[i] == 'e' || text.p[i] == 'E')) {
        i += 1 + (i + 1 < text.n && strchr("+-", text.p[i + 1]) && text.p[i + 1]);
        n = digits(text, i);
        i += n;
        if (!n)
            return false;
    }
    return i == text.n;
}

static const char *content_fault(uint8_t kind, struct jx_str text)
{
    const char *fault = text_fault(text);
    if (fault)
        return fault;
    if (kind > JX_NUMBER)
        return _("a cell of a kind that there is not");
    return kind != JX_NUMBER || is_number(text) ? NULL
                                                : _("a number that is written like none");
}

/* ---- tables ---- */

static bool guard_prose(const struct jx_sink *sink, struct jx_str text, struct jx_at at)
{
    struct jx_guard *guard = sink->ctx;
    const char *fault = text_fault(text);
    return next_event(guard, at) && (!fault || refuse(guard, at, fault)) &&
           take_bytes(guard, at, sizeof text + text.n) &&
           guard->sink->prose(guard->sink, text, at);
}

static const char *row_fault(const struct jx_row *row, struct jx_at *at)
{
    if (!row || (!row->cells && row->count))
        return _("a row without its cells");
    if (row->count > JX_GUARD_CELLS)
        return _("a row of more than 16384 cells");
    for (size_t i = 0; i < row->count; i++) {
        const struct jx_table_cell *cell = &row->cells[i];
        const char *fault = content_fault(cell->kind, cell->text);
        *at = cell->at;
        if (fault)
            return fault;
        if (cell->column >= JX_GUARD_CELLS || cell->span > JX_GUARD_CELLS)
            return _("a cell beyond column 16384");
        if (i && (row->flags & JX_ROW_GRID) && cell->column <= row->cells[i - 1].column)
            return _("cells of a row that are not in the order of their columns");
    }
    return NULL;
}

static uint64_t row_bytes(const struct jx_row *row)
{
    uint64_t bytes = sizeof *row;
    for (size_t i = 0; i < row->count; i++)
        bytes += sizeof *row->cells + row->cells[i].text.n;
    return bytes;
}

static bool guard_row(const struct jx_sink *sink, const struct jx_row *row)
{
    struct jx_guard *guard = sink->ctx;
    struct jx_at at = {0};
    const char *fault = row_fault(row, &at);
    return next_event(guard, at) && (!fault || refuse(guard, at, fault)) &&
           take_bytes(guard, at, row_bytes(row)) && guard->sink->row(guard->sink, row);
}

static bool guard_table_end(const struct jx_sink *sink)
{
    struct jx_guard *guard = sink->ctx;
    return next_event(guard, (struct jx_at){0}) && guard->sink->table_end(guard->sink);
}

static bool guard_sheet(const struct jx_sink *sink, struct jx_str name)
{
    struct jx_guard *guard = sink->ctx;
    struct jx_at at = {0};
    const char *fault = text_fault(name);
    return next_event(guard, at) && (!fault || refuse(guard, at, fault)) &&
           guard->sink->sheet(guard->sink, name);
}

static bool guard_trouble(const struct jx_sink *sink, struct jx_at at, uint64_t offset,
                          const char *text)
{
    struct jx_guard *guard = sink->ctx;
    size_t n = text ? strnlen(text, JX_GUARD_TEXT) : 0;
    if (!next_event(guard, at))
        return false;
    if (!n || jx_utf8_valid(text, n) != n)
        return refuse(guard, at, _("a trouble that it does not name"));
    return guard->sink->trouble(guard->sink, at, offset, text);
}

/* ---- records ---- */

static const char *cells_fault(const struct jx_cell *cells, size_t count,
                               struct jx_at *at)
{
    for (size_t i = 0; i < count; i++) {
        const char *fault = content_fault(cells[i].kind, cells[i].text);
        *at = cells[i].at;
        if (fault)
            return fault;
    }
    return NULL;
}

static const char *facts_fault(const struct jx_fact *facts, size_t count,
                               struct jx_at *at)
{
    if (count > JX_GUARD_ROWS || (count && !facts))
        return _("a list without its entries, or of more than 100000");
    for (size_t i = 0; i < count; i++) {
        const char *fault = text_fault(facts[i].id);
        fault = fault ? fault : text_fault(facts[i].field);
        fault = fault ? fault : cells_fault(&facts[i].value, 1, at);
        if (fault)
            return fault;
    }
    return NULL;
}

static const char *rows_fault(const struct jx_record *record, struct jx_at *at)
{
    const struct jx_budget *budget = &record->budget;
    if (budget->source_count > JX_GUARD_ROWS ||
        (budget->source_count && !budget->sources) ||
        record->indicator_count > JX_GUARD_ROWS ||
        (record->indicator_count && !record->indicators))
        return _("a list without its entries, or of more than 100000");
    const char *fault = cells_fault(budget->total.cell, JX_FUND_COUNT, at);
    for (size_t i = 0; !fault && i < budget->source_count; i++)
        fault = cells_fault(budget->sources[i].cell, JX_FUND_COUNT, at);
    for (size_t i = 0; !fault && i < record->indicator_count; i++)
        fault = cells_fault(record->indicators[i].cell, JX_IND_COUNT, at);
    return fault;
}

/* The name of the document and those of its sheets. */
static const char *names_fault(const struct jx_record *record)
{
    const char *fault =
        record->file ? text_fault((struct jx_str){record->file, strlen(record->file)})
                     : NULL;
    if (record->sheet_count > UINT16_MAX || (record->sheet_count && !record->sheets))
        return _("a list without its entries, or of more than 100000");
    for (size_t i = 0; !fault && i < record->sheet_count; i++) {
        const char *name = record->sheets[i];
        fault = name ? text_fault((struct jx_str){name, strlen(name)})
                     : _("a text without its bytes");
    }
    return fault;
}

static const char *record_fault(const struct jx_record *record, struct jx_at *at)
{
    if (!record)
        return _("a record that is not there");
    const char *fault = names_fault(record);
    fault = fault ? fault : cells_fault(record->cell, JX_REC_COUNT, at);
    fault = fault ? fault : rows_fault(record, at);
    fault = fault ? fault : facts_fault(record->facts, record->fact_count, at);
    return fault ? fault : facts_fault(record->peers, record->peer_count, at);
}

static bool guard_record(const struct jx_sink *sink, const struct jx_record *record)
{
    struct jx_guard *guard = sink->ctx;
    struct jx_at at = {0};
    const char *fault = record_fault(record, &at);
    return next_event(guard, at) && (!fault || refuse(guard, at, fault)) &&
           guard->sink->record(guard->sink, record);
}

/* ---- the guard ---- */

/* The plugin that offers a reader; *external: it came from a file. */
static const struct jx_plugin *plugin_of(const struct jx_registry *registry,
                                         const struct jx_reader *reader, bool *external)
{
    for (size_t i = 0; registry->plugins[i]; i++) {
        const struct jx_plugin *plugin = registry->plugins[i];
        for (const struct jx_reader *const *r = plugin->readers; r && *r; r++)
            if (*r == reader) {
                *external = jx_registry_path(registry, i) != NULL;
                return plugin;
            }
    }
    return NULL;
}

struct jx_sink jx_guard_sink(struct jx_guard *guard, const struct jx_registry *registry,
                             const struct jx_reader *reader, const struct jx_sink *sink)
{
    bool external = false;
    const struct jx_plugin *plugin = plugin_of(registry, reader, &external);
    *guard = (struct jx_guard){.sink = sink, .reader = reader->name};
    if (!plugin || !external)
        return *sink;
    guard->plugin = plugin->name;
    return (struct jx_sink){
        sizeof(struct jx_sink), guard,        guard_prose,   guard_row,
        guard_table_end,        guard_record, guard_trouble, guard_sheet};
}

bool jx_guard_passed(const struct jx_guard *guard, struct jx_error *err)
{
    if (guard->refused)
        *err = guard->err;
    return !guard->refused;
}

/* ---- what stands between plugins ---- */

bool jx_guard_part(const struct jx_reader *reader, struct jx_document *document,
                   const struct jx_document *part, const struct jx_sink *sink,
                   struct jx_error *err)
{
    uintptr_t from = part ? (uintptr_t)part->bytes : 0,
              whole = (uintptr_t)document->bytes;
    bool inside = part && JX_HAS(part, offset) && from >= whole &&
                  from - whole <= document->len &&
                  part->len <= document->len - (from - whole);
    bool sound = sink && JX_HAS(sink, trouble) && sink->prose && sink->row &&
                 sink->table_end && sink->record && sink->trouble &&
                 (!JX_HAS(sink, sheet) || sink->sheet);
    if (!inside || !sound)
        return jx_fail(err, document->name, 0,
                       _("reader '%s' gave something unusable: %s"), reader->name,
                       inside ? _("a sink without its functions")
                              : _("a part that does not lie in the document"));
    document->bytes = part->bytes;
    document->len = part->len;
    document->first_line = part->first_line;
    document->offset = part->offset;
    document->line_ends = NULL;
    return true;
}

bool jx_guard_bytes(const struct jx_writer *writer, const char *bytes, size_t len,
                    struct jx_error *err)
{
    return bytes || !len ||
           jx_fail(err, NULL, 0, _("writer '%s' gave something unusable: %s"),
                   writer->name, _("a text without its bytes"));
}
