/* plugin.c: the writer "text": what an evaluator reads. Which task prints what is decided
 * here; how, in the files beside. */
#include "report.h"

enum { USUAL_WIDTH = 100, LEAST_WIDTH = 60 };

static void *text_open(const struct jx_host *host, const struct jx_output *output)
{
    struct jx_report *report = host->alloc(host, sizeof *report);
    if (!report)
        return NULL;
    unsigned width = output->width ? output->width : USUAL_WIDTH;
    report->page.host = host;
    report->page.output = output;
    report->page.width = width < LEAST_WIDTH ? LEAST_WIDTH : width;
    return report;
}

static bool text_record(void *self, const struct jx_record *record,
                        const struct jx_result *result)
{
    struct jx_report *report = self;
    switch (report->page.output->task) {
    case JX_TASK_CONVERT: jx_report_convert(report, record); break;
    case JX_TASK_SCORE: jx_report_score(report, record, result); break;
    case JX_TASK_EXPLAIN: jx_report_explain(report, record, result); break;
    case JX_TASK_AUDIT: /* the findings come together, at the end */
        jx_report_keep_total(report, record, result);
        break;
    case JX_TASK_TEMPLATE:
    case JX_TASK_TABLES: break; /* no record comes */
    }
    report->records++;
    return jx_page_flush(&report->page);
}

static bool text_findings(void *self, const struct jx_summary *summary,
                          const struct jx_listed *list, size_t count)
{
    struct jx_report *report = self;
    jx_report_audit(report, summary, list, count);
    return jx_page_flush(&report->page);
}

static bool text_table(void *self, const struct jx_table *table)
{
    return jx_report_table(self, table);
}

static bool text_row(void *self, const struct jx_value *cells)
{
    return jx_report_row(self, cells);
}

static bool text_close(void *self, const struct jx_summary *summary, bool whole)
{
    struct jx_report *report = self;
    bool ok = true;
    if (whole && summary && report->page.output->task == JX_TASK_SCORE)
        jx_report_score_end(report, summary);
    if (whole && report->page.output->task == JX_TASK_TABLES)
        ok = jx_report_tables_end(report);
    else if (whole)
        ok = jx_page_flush(&report->page);
    paper_free(&report->page.out);
    paper_free(&report->totals.out);
    paper_table_free(&report->table);
    jx_report_blocks_end(report);
    return ok;
}

static const struct jx_writer text_writer = {
    .size = sizeof(struct jx_writer),
    .name = "text",
    .title = N_("plain text for people"),
    .extension = "txt",
    .open = text_open,
    .record = text_record,
    .findings = text_findings,
    .close = text_close,
    .table = text_table,
    .row = text_row,
};

static const struct jx_writer *const writers[] = {&text_writer, NULL};

JX_PLUGIN("report", "1.0", NULL, writers, NULL);
