/* html.c: the writer "html": one page for people, complete in itself. Projects are
 * written as they come; what needs them all stands behind them in the file, and in front
 * of them on the page, because data in script elements takes no place there. */
#include "html.h"

#include <string.h>

static void *html_open(const struct jx_host *host, const struct jx_output *output)
{
    struct html *h = host->alloc(host, sizeof *h);
    if (!h || !html_tally_open(&h->tally, host))
        return NULL;
    h->host = host;
    h->output = output;
    /* Where the host lets files be made, which need not be where tmpfile would. */
    h->rows_path = host->scratch(host);
    h->rows = h->rows_path ? fopen(h->rows_path, "w+b") : NULL;
    if (h->rows)
        return h;
    if (h->rows_path) { /* else the host has said why */
        remove(h->rows_path);
        host->fail(host, NULL,
                   paper_word(host, N_("no temporary file can be made: free some space "
                                       "where temporary files go")));
    }
    return NULL;
}

static bool html_record(void *self, const struct jx_record *record,
                        const struct jx_result *result)
{
    struct html *h = self;
    html_begin(h);
    html_project(h, record, result);
    return !h->failed;
}

/* Findings of one record came with it; only those about several records are new. */
static bool html_findings(void *self, const struct jx_summary *summary,
                          const struct jx_listed *list, size_t count)
{
    struct html *h = self;
    (void)summary;
    html_begin(h);
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i].finding->code, "duplicate-record") == 0)
            html_loose_finding(h, &list[i]);
    return !h->failed;
}

static bool begin_table(void *self, const struct jx_table *table)
{
    return html_table(self, table);
}

static bool add_row(void *self, const struct jx_value *cells)
{
    return html_row(self, cells);
}

static bool html_close(void *self, const struct jx_summary *summary, bool whole)
{
    struct html *h = self;
    if (whole && summary) {
        html_begin(h);
        html_end(h, summary);
    }
    if (whole && h->output->task == JX_TASK_TABLES)
        html_tables_end(h);
    bool ok = !whole || !h->failed;
    paper_table_free(&h->table);
    fclose(h->rows);
    remove(h->rows_path);
    paper_free(&h->text);
    return ok;
}

static const struct jx_writer html_writer = {
    .size = sizeof(struct jx_writer),
    .flags = JX_WRITER_RESULTS,
    .name = "html",
    .title = N_("one self-contained page with plots, tables and every project's ledger"),
    .extension = "html",
    .open = html_open,
    .record = html_record,
    .findings = html_findings,
    .close = html_close,
    .table = begin_table,
    .row = add_row,
};

static const struct jx_writer *const writers[] = {&html_writer, NULL};

JX_PLUGIN("html", "1.0", NULL, writers, NULL);
