/* reach.c: what an item's full marks, or a better grade, would take, as lines beneath it. How
 * that was found is the core's business. */
#include "report.h"

/* "an actual of 6001: 8 points, total 98.89, 优" */
static void reach_text(struct jx_page *page, const struct jx_result *result,
                       const struct jx_reach *reach, struct jx_page_text *text)
{
    bool budget = result->items[reach->item].index == JX_INDEX_BUDGET;
    jx_page_say(page, text,
                budget ? N_("funds executed of %.*s: score ")
                       : N_("an actual of %.*s: score "),
                (int)reach->actual.n, reach->actual.p);
    jx_page_number(page, text, reach->score);
    if (!reach->has_total)
        return;
    jx_page_puts(text, jx_page_word(page, N_(", total ")));
    jx_page_number(page, text, reach->total);
    if (*reach->grade) {
        jx_page_puts(text, jx_page_word(page, N_(", grade ")));
        jx_page_puts(text, reach->grade);
    }
}

void jx_report_reach(struct jx_page *page, const struct jx_result *result,
                     const struct jx_item *item, unsigned width, const char *full,
                     const char *better)
{
    struct jx_page_text text = {0};
    size_t count = JX_HAS(result, reach_count) ? result->reach_count : 0;
    for (size_t i = 0; i < count; i++) {
        const struct jx_reach *reach = &result->reaches[i];
        if (&result->items[reach->item] != item)
            continue;
        jx_page_clear(&text);
        if (reach->kind == JX_REACH_NONE)
            jx_page_puts(&text,
                         jx_page_word(page, N_("no actual that was tried gives them")));
        else
            reach_text(page, result, reach, &text);
        jx_page_labelled(page, 8, width, reach->kind == JX_REACH_GRADE ? better : full,
                         jx_page_done(&text));
    }
    jx_page_drop(page, &text);
}
