/* review.c: people's decisions as text: who set a score that stands beside the system's, and
 * why; which findings are settled. */
#include "report.h"

static void person(struct jx_page *page, struct paper_text *text,
                   const struct jx_decision *d)
{
    paper_add(text, d->reason);
    paper_say(page->host, text, d->date.n ? N_(" (%.*s, %.*s)") : N_(" (%.*s%.*s)"),
              (int)d->who.n, d->who.p, (int)d->date.n, d->date.n ? d->date.p : "");
}

void jx_report_review_item(struct jx_page *page, const struct jx_result *result,
                           const struct jx_item *item)
{
    const struct jx_review *review = result->review;
    static const char *const labels[] = {N_("Clause"), N_("Reason given"),
                                         N_("Review reason")};
    struct paper_text text = {0};
    for (size_t i = 0; review && i < review->item_count; i++) {
        if (review->items[i].item != item)
            continue;
        person(page, &text, review->items[i].decision);
        jx_page_labelled(page, 8, jx_page_widest(page, labels, 3), labels[2],
                         paper_done(&text));
    }
    paper_drop(&text, &page->out.failed);
}

void jx_report_waived(struct jx_page *page, const struct jx_result *result)
{
    const struct jx_review *review = result->review;
    static const char *const labels[] = {N_("Waived")};
    unsigned width = jx_page_widest(page, labels, 1);
    struct paper_text text = {0};
    for (size_t i = 0; review && i < review->waived_count; i++) {
        if (!paper_is_waiver(&review->waived[i]))
            continue;
        paper_clear(&text);
        paper_add(&text, review->waived[i].finding.name);
        paper_puts(&text, text.n ? "  " : "");
        paper_finding(page->host, &text, &review->waived[i].finding);
        paper_puts(&text, "  ");
        person(page, &text, review->waived[i].decision);
        jx_page_labelled(page, 2, width, labels[0], paper_done(&text));
    }
    paper_drop(&text, &page->out.failed);
}
