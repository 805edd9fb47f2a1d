/* reach.c: how an item came to its score, and what more it would take, as lines beneath it.
 * What they say is plugins/paper's. */
#include "report.h"

static void sum(const struct jx_host *host, struct paper_text *text,
                const struct jx_result *result, const struct jx_item *item)
{
    struct jx_dec lost;
    (void)result;
    if (paper_lost(host, item, &lost) && lost.digits)
        paper_sum(host, text, item);
}

/* A line where there is something to say. */
static void line(struct jx_page *page, const struct jx_result *result,
                 const struct jx_item *item, unsigned width, const char *label,
                 void (*say)(const struct jx_host *, struct paper_text *,
                             const struct jx_result *, const struct jx_item *))
{
    struct paper_text text = {0};
    say(page->host, &text, result, item);
    if (text.n)
        jx_page_labelled(page, 8, width, label, paper_done(&text));
    paper_drop(&text, &page->out.failed);
}

void jx_report_sum(struct jx_page *page, const struct jx_result *result,
                   const struct jx_item *item, unsigned width)
{
    line(page, result, item, width, N_("Adds up to"), sum);
    line(page, result, item, width, N_("As read"), paper_reads);
}

void jx_report_reach(struct jx_page *page, const struct jx_result *result,
                     const struct jx_item *item, unsigned width)
{
    line(page, result, item, width, N_("For full marks"), paper_full);
    line(page, result, item, width, N_("For a better grade"), paper_better);
}
