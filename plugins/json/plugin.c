/* plugin.c: the writers "json" (one document) and "ndjson" (one object a line). They
 * stream: no record is kept, so in an audit the results stand before the summary, which
 * is known last. How things are spelt and in which shape is for the files beside. */
#include "write.h"

#define N_(text) text

static void *writer_open(const struct jx_host *host, const struct jx_output *output,
                         bool pretty)
{
    struct jx_emit *e = host->alloc(host, sizeof *e);
    if (!e)
        return NULL;
    e->host = host;
    e->output = output;
    e->pretty = pretty;
    e->first = true;
    return e;
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
    if (output->task == JX_TASK_AUDIT) {
        jx_emit_open(e, '{');
        jx_emit_name(e, "results");
    }
    jx_emit_open(e, '[');
    return e;
}

static bool json_record(void *self, const struct jx_record *record,
                        const struct jx_result *result)
{
    return write_one(self, record, result);
}

/* Ends the array of results; `depth` tells afterwards that this was done. */
static bool json_findings(void *self, const struct jx_summary *summary,
                          const struct jx_listed *list, size_t count)
{
    struct jx_emit *e = self;
    jx_emit_close(e, ']');
    if (summary) {
        jx_emit_name(e, "summary");
        jx_emit_summary(e, summary);
    }
    jx_emit_name(e, "findings");
    jx_emit_open(e, '[');
    for (size_t i = 0; i < count && !e->failed; i++)
        jx_emit_listed(e, &list[i]);
    jx_emit_close(e, ']');
    return !e->failed;
}

static bool json_close(void *self, const struct jx_summary *summary, bool whole)
{
    struct jx_emit *e = self;
    if (!whole)
        return true;
    if (e->output->task != JX_TASK_AUDIT) {
        jx_emit_close(e, ']');
    } else {
        if (e->depth == 2) /* nobody listed the findings */
            json_findings(e, summary, NULL, 0);
        jx_emit_close(e, '}');
    }
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
};

static const struct jx_writer ndjson_writer = {
    .size = sizeof(struct jx_writer),
    .name = "ndjson",
    .title = N_("JSON, one object a line"),
    .extension = "ndjson",
    .open = lines_open,
    .record = lines_record,
    .findings = lines_findings,
    .close = lines_close,
};

static const struct jx_writer *const writers[] = {&json_writer, &ndjson_writer, NULL};

JX_PLUGIN("json", "1.0", NULL, writers, NULL);
