/* blocks.c: rows of a table too wide for the page, as labelled lines. What a row has in
 * common with the one before it, from the first column on, is not said again. */
#include "report.h"

static unsigned label_width(const struct jx_report *report)
{
    const struct jx_table *table = report->table.table;
    unsigned widest = 0;
    for (size_t k = 0; k < JX_REPORT_COLUMNS && k < table->column_count; k++) {
        unsigned width = jx_page_widest(&report->page, &table->columns[k].heading, 1);
        widest = width > widest ? width : widest;
    }
    return widest;
}

void jx_report_block(struct jx_report *report, const struct jx_value *cells)
{
    struct jx_page *page = &report->page;
    const struct jx_table *table = report->table.table;
    unsigned width = label_width(report);
    bool changed = false;
    struct paper_text text = {0};
    jx_page_gap(page);
    for (size_t k = 0; k < JX_REPORT_COLUMNS && k < table->column_count; k++) {
        struct paper_text *before = &report->before[k];
        paper_clear(&text);
        paper_value(page->host, &text, &table->columns[k], &cells[k]);
        changed |= !paper_same(paper_done(before), paper_done(&text));
        if (changed && text.n)
            jx_page_labelled(page, 2, width,
                             jx_page_word(page, table->columns[k].heading),
                             paper_done(&text));
        paper_clear(before);
        paper_add(before, paper_done(&text));
        page->out.failed |= before->failed;
    }
    paper_drop(&text, &page->out.failed);
}

void jx_report_blocks_end(struct jx_report *report)
{
    for (size_t k = 0; k < JX_REPORT_COLUMNS; k++)
        paper_free(&report->before[k]);
}
