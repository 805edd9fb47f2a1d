/* plugin.c: the writers "json" (one document) and "ndjson" (one object a line). They
 * stream: no record is kept, so in an audit the results stand before the summary, which
 * is known last. How things are spelt and in which shape is for the files beside. */
#include "write.h"

#define N_(text) text

struct json_writer {
    struct jx_emit emit;
    char *at;         /* in its buffer */
    char outer, lead; /* "json": what begins the next table, and the next element */
    bool listing;     /* the findings of an audit have begun */
    const struct jx_table *table; /* that rows belong to; NULL: none yet */
};

static struct json_writer *writer_open(const struct jx_host *host,
                                       const struct jx_output *output)
{
    struct json_writer *w = host->alloc(host, sizeof *w);
    if (!w)
        return NULL;
    w->emit.host = host;
    w->emit.output = output;
    w->at = w->emit.buffer = w->emit.own;
    return w;
}

static bool flush(struct json_writer *w)
{
    w->at = jx_emit_flush(&w->emit, w->at);
    return !w->emit.failed;
}

static void write_one(struct json_writer *w, const struct jx_record *record,
                      const struct jx_result *result)
{
    const struct jx_output *output = w->emit.output;
    w->emit.plain = JX_HAS(output, plain) ? output->plain : (struct jx_str){0};
    w->at = result ? jx_emit_result(&w->emit, w->at, record, result)
                   : jx_emit_record(&w->emit, w->at, record);
    w->emit.plain = (struct jx_str){0};
}

/* The cells of a row and the end of its object. */
static char *write_cells(struct jx_emit *e, char *at, char lead,
                         const struct jx_table *table, const struct jx_value *cells)
{
    for (size_t i = 0; i < table->column_count; i++) {
        const struct jx_value *cell = &cells[i];
        const char *key = table->columns[i].key;
        at =
            jx_emit_key(e, jx_emit_lead(e, at, &lead), (struct jx_str){key, strlen(key)});
        if (cell->type == JX_T_TEXT)
            at = jx_emit_text(e, at, cell->key.n ? cell->key : cell->text);
        else if (cell->type == JX_T_FLAG)
            at = jx_emit_bool(at, cell->flag);
        else
            at = jx_emit_decimal(e, at, cell->number, cell->type == JX_T_NUMBER);
    }
    return jx_emit_end(at, lead, '}');
}

/* ---- ndjson ---- */

static void *lines_open(const struct jx_host *host, const struct jx_output *output)
{
    return writer_open(host, output);
}

static bool lines_record(void *self, const struct jx_record *record,
                         const struct jx_result *result)
{
    struct json_writer *w = self;
    if (w->emit.output->task == JX_TASK_AUDIT)
        return true; /* an audit's lines are its findings */
    w->at = jx_emit_begin(&w->emit);
    write_one(w, record, result);
    w->at = JX_PUT(w->at, "\n");
    return flush(w);
}

static bool lines_findings(void *self, const struct jx_summary *summary,
                           const struct jx_listed *list, size_t count)
{
    struct json_writer *w = self;
    (void)summary;
    for (size_t i = 0; i < count && !w->emit.failed; i++)
        w->at = JX_PUT(jx_emit_listed(&w->emit, w->at, &list[i]), "\n");
    return flush(w);
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
    char *at = JX_PUT(w->at, "{\"table\":");
    at = jx_emit_string(&w->emit, at, w->table->key);
    w->at = JX_PUT(write_cells(&w->emit, at, ',', w->table, cells), "\n");
    return !w->emit.failed;
}

static bool lines_close(void *self, const struct jx_summary *summary, bool whole)
{
    (void)summary;
    return !whole || flush(self);
}

/* ---- json ---- */

static void *json_open(const struct jx_host *host, const struct jx_output *output)
{
    struct json_writer *w = writer_open(host, output);
    if (!w || !(w->emit.layout = jx_layout_new(host)))
        return NULL;
    w->outer = '{';
    w->lead = '[';
    if (output->task == JX_TASK_AUDIT)
        w->at = JX_PUT(w->at, "{\"results\":");
    return w;
}

static bool json_record(void *self, const struct jx_record *record,
                        const struct jx_result *result)
{
    struct json_writer *w = self;
    w->at = jx_emit_lead(&w->emit, w->at, &w->lead);
    write_one(w, record, result);
    return !w->emit.failed;
}

/* Ends the array of results and begins that of findings. */
static void begin_findings(struct json_writer *w, const struct jx_summary *summary)
{
    w->at = jx_emit_end(w->at, w->lead, ']');
    if (summary)
        w->at = jx_emit_summary(&w->emit, JX_KEY(w->at, "summary"), summary);
    w->at = JX_KEY(w->at, "findings");
    w->lead = '[';
    w->listing = true;
}

static bool json_findings(void *self, const struct jx_summary *summary,
                          const struct jx_listed *list, size_t count)
{
    struct json_writer *w = self;
    if (!w->listing)
        begin_findings(w, summary);
    for (size_t i = 0; i < count && !w->emit.failed; i++)
        w->at =
            jx_emit_listed(&w->emit, jx_emit_lead(&w->emit, w->at, &w->lead), &list[i]);
    return !w->emit.failed;
}

/* Each table an array of objects under its key; one without columns has no place here. */
static void end_table(struct json_writer *w)
{
    if (w->table && w->table->column_count)
        w->at = jx_emit_end(w->at, w->lead, ']');
}

static bool json_table(void *self, const struct jx_table *table)
{
    struct json_writer *w = self;
    struct jx_str key = {table->key, strlen(table->key)};
    end_table(w);
    w->table = table;
    if (!table->column_count)
        return !w->emit.failed;
    w->at = jx_emit_key(&w->emit, jx_emit_lead(&w->emit, w->at, &w->outer), key);
    w->lead = '[';
    return !w->emit.failed;
}

static bool json_row(void *self, const struct jx_value *cells)
{
    struct json_writer *w = self;
    char *at = jx_emit_lead(&w->emit, w->at, &w->lead);
    w->at = write_cells(&w->emit, at, '{', w->table, cells);
    return !w->emit.failed;
}

static bool json_close(void *self, const struct jx_summary *summary, bool whole)
{
    struct json_writer *w = self;
    enum jx_task task = w->emit.output->task;
    if (!whole)
        return true;
    if (task == JX_TASK_AUDIT && !w->listing)
        begin_findings(w, summary);
    if (task == JX_TASK_TABLES) {
        end_table(w);
        w->at = jx_emit_end(w->at, w->outer, '}');
    } else {
        w->at = jx_emit_end(w->at, w->lead, ']');
        if (task == JX_TASK_AUDIT)
            w->at = JX_PUT(w->at, "}");
    }
    w->at = JX_PUT(w->at, "\n");
    return flush(w);
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
