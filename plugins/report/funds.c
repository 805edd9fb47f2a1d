/* funds.c: the budget block of a form that is explained: amounts by source of funds. */
#include "report.h"

static struct jx_str word(const struct jx_page *page, const char *message)
{
    return paper_str(jx_page_word(page, message));
}

static unsigned at_least(unsigned a, unsigned b)
{
    return a > b ? a : b;
}

static void fund_row(struct jx_page *page, struct jx_str name,
                     const struct jx_cell *cells, enum jx_page_style style)
{
    enum { FUNDS = 4, GAPS = 2 + 2 * FUNDS, NAME = 20, NARROW = 14, FIGURE = 9 };
    struct jx_page_cell row[1 + FUNDS] = {{.text = name, .style = (uint8_t)style}};
    unsigned used = GAPS;
    for (int i = 1; i <= FUNDS; i++) {
        int key = JX_FUND_INITIAL + i - 1;
        row[i] = (struct jx_page_cell){
            .text = cells ? cells[key].text : word(page, jx_report_fund_labels[key]),
            .width = at_least(jx_page_widest(page, &jx_report_fund_labels[key], 1), 12),
            .right = true,
            .style = (uint8_t)style};
        used += row[i].width;
    }
    row[0].width = page->width < used + NAME ? NARROW : NAME;
    for (int i = 1; i <= FUNDS && page->width < used + NARROW; i++)
        row[i].width = FIGURE;
    jx_page_row(page, 2, row, 1 + FUNDS);
}

void jx_report_funds(struct jx_page *page, const struct jx_record *record)
{
    const struct jx_budget *block = &record->budget;
    if (!block->present)
        return;
    jx_page_gap(page);
    fund_row(page, word(page, N_("Budget")), NULL, JX_BOLD);
    fund_row(page, word(page, N_("Total funds")), block->total.cell, JX_PLAIN);
    for (size_t i = 0; i < block->source_count; i++)
        fund_row(page, block->sources[i].cell[JX_FUND_NAME].text, block->sources[i].cell,
                 JX_PLAIN);
}
