/* plugin.c: the writers "json" (one document) and "ndjson" (one object a line). They
 * stream: no record is kept, so in an audit the results stand before the summary, which
 * is known last. How things are spelt and in which shape is for the files beside. */
#include "write.h"

#define N_(text) text

struct json_writer {
    struct jx_emit emit; /* first: the parts that both writers share see only this */
    bool listing;        /* the findings of an audit have begun */
    const struct jx_table *table; /* that rows belong to; NULL: none yet */
};

static void *writer_open(const struct jx_host *host, const struct jx_output *output,
                         bool pretty)
{
    struct json_writer *w = host->alloc(host, sizeof *w);
    if (!w)
        return NULL;
    struct jx_emit *e = &w->emit;
    e->host = host;
    e->output = output;
    e->pretty = pretty;
    e->first = true;
    return w;
}

static bool write_one(struct jx_emit *e, const struct jx_record *record,
                      const struct jx_result *result)
{
    if (result)
        jx_emit_result(e, record, result, e->output->full_detail);
    else
        jx_emit_record(e, record, e->output->origins);
    return !e->failed;
}

/* The cells of a row, in an object that is open. */
static void write_cells(struct jx_emit *e, const struct jx_table *table,
                        const struct jx_value *cells)
{
    for (size_t i = 0; i < table->column_count; i++) {
        const struct jx_value *cell = &cells[i];
        jx_emit_name(e, table->columns[i].key);
        if (cell->type == JX_T_TEXT)
            jx_emit_text(e, cell->key.n ? cell->key : cell->text);
        else if (cell->type == JX_T_FLAG)
            jx_emit_bool(e, cell->flag);
        else
            jx_emit_decimal(e, cell->number, cell->type == JX_T_NUMBER);
    }
}

/* ---- ndjson ---- */

static void *lines_open(const struct jx_host *host, const struct jx_output *output)
{
    return writer_open(host, output, false);
}

static bool lines_record(void *self, const struct jx_record *record,
                         const struct jx_result *result)
{
    struct jx_emit *e = self;
    if (e->output->task == JX_TASK_AUDIT)
        return true; /* an audit's lines are its findings */
    write_one(e, record, result);
    jx_emit_end(e);
    return jx_emit_flush(e);
}

static bool lines_findings(void *self, const struct jx_summary *summary,
                           const struct jx_listed *list, size_t count)
{
    struct jx_emit *e = self;
    (void)summary;
    for (size_t i = 0; i < count && !e->failed; i++) {
        jx_emit_listed(e, &list[i]);
        jx_emit_end(e);
    }
    return jx_emit_flush(e);
}

static bool lines_table(void *self, const struct jx_table *table)
{
    struct json_writer *w = self;
    w->table = table;
    return true;
}

static bool lines_row(void *self, const struct jx_value *cells)
{
    struct json_writer *w = self;
    struct jx_emit *e = &w->emit;
    jx_emit_open(e, '{');
    jx_emit_name(e, "table");
    jx_emit_string(e, w->table->key);
    write_cells(e, w->table, cells);
    jx_emit_close(e, '}');
    jx_emit_end(e);
    return !e->failed;
}

static bool lines_close(void *self, const struct jx_summary *summary, bool whole)
{
    (void)summary;
    return !whole || jx_emit_flush(self);
}

/* ---- json ---- */

static void *json_open(const struct jx_host *host, const struct jx_output *output)
{
    struct jx_emit *e = writer_open(host, output, true);
    if (!e)
        return NULL;
    if (output->task == JX_TASK_AUDIT || output->task == JX_TASK_TABLES)
        jx_emit_open(e, '{');
    if (output->task == JX_TASK_AUDIT)
        jx_emit_name(e, "results");
    if (output->task != JX_TASK_TABLES)
        jx_emit_open(e, '[');
    return e;
}

static bool json_record(void *self, const struct jx_record *record,
                        const struct jx_result *result)
{
    return write_one(self, record, result);
}

/* Ends the array of results and begins that of findings. */
static void begin_findings(struct json_writer *w, const struct jx_summary *summary)
{
    struct jx_emit *e = &w->emit;
    jx_emit_close(e, ']');
    if (summary) {
        jx_emit_name(e, "summary");
        jx_emit_summary(e, summary);
    }
    jx_emit_name(e, "findings");
    jx_emit_open(e, '[');
    w->listing = true;
}

static bool json_findings(void *self, const struct jx_summary *summary,
                          const struct jx_listed *list, size_t count)
{
    struct json_writer *w = self;
    if (!w->listing)
        begin_findings(w, summary);
    for (size_t i = 0; i < count && !w->emit.failed; i++)
        jx_emit_listed(&w->emit, &list[i]);
    return !w->emit.failed;
}

/* Each table an array of objects under its key; one without columns has no place here. */
static bool json_table(void *self, const struct jx_table *table)
{
    struct json_writer *w = self;
    if (w->table && w->table->column_count)
        jx_emit_close(&w->emit, ']');
    w->table = table;
    if (!table->column_count)
        return !w->emit.failed;
    jx_emit_name(&w->emit, table->key);
    jx_emit_open(&w->emit, '[');
    return !w->emit.failed;
}

static bool json_row(void *self, const struct jx_value *cells)
{
    struct json_writer *w = self;
    jx_emit_open(&w->emit, '{');
    write_cells(&w->emit, w->table, cells);
    jx_emit_close(&w->emit, '}');
    return !w->emit.failed;
}

static bool json_close(void *self, const struct jx_summary *summary, bool whole)
{
    struct json_writer *w = self;
    struct jx_emit *e = &w->emit;
    if (!whole)
        return true;
    if (e->output->task == JX_TASK_AUDIT && !w->listing)
        begin_findings(w, summary);
    enum jx_task task = e->output->task;
    if (task != JX_TASK_TABLES || (w->table && w->table->column_count))
        jx_emit_close(e, ']');
    if (task == JX_TASK_AUDIT || task == JX_TASK_TABLES)
        jx_emit_close(e, '}');
    jx_emit_end(e);
    return jx_emit_flush(e);
}

static const struct jx_writer json_writer = {
    .size = sizeof(struct jx_writer),
    .name = "json",
    .title = N_("one JSON document"),
    .extension = "json",
    .open = json_open,
    .record = json_record,
    .findings = json_findings,
    .close = json_close,
    .table = json_table,
    .row = json_row,
};

static const struct jx_writer ndjson_writer = {
    .size = sizeof(struct jx_writer),
    .flags = JX_WRITER_RECORDS | JX_WRITER_FINDINGS,
    .name = "ndjson",
    .title = N_("JSON, one object a line"),
    .extension = "ndjson",
    .open = lines_open,
    .record = lines_record,
    .findings = lines_findings,
    .close = lines_close,
    .table = lines_table,
    .row = lines_row,
};

static const struct jx_writer *const writers[] = {&json_writer, &ndjson_writer, NULL};

JX_PLUGIN("json", "1.0", NULL, writers, NULL);
