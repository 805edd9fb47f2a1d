/* step.c: one line of a ledger as text: points, reason, and the rule's file and line. */
#include "report.h"

#include <stdio.h>

void jx_report_step(struct jx_page *page, unsigned indent, const struct jx_line *line)
{
    static const char *const words[] = {N_("rejected"), N_("unscored"), N_("note")};
    unsigned widest = jx_page_widest(page, words, 3), width = widest > 9 ? widest : 9;
    unsigned used = indent + width + 2;
    struct paper_text points = {0};
    struct paper_text why = {0};
    paper_points(page->host, &points, line);
    paper_why(page->host, &why, &line->why);
    if (line->file && *line->file) {
        char number[16] = "";
        if (line->line > 0)
            snprintf(number, sizeof number, ":%d", line->line);
        paper_say(page->host, &why, "  [%s%s]", line->file, number);
    }
    struct jx_page_cell cells[2] = {
        {.text = paper_done(&points), .width = width, .right = true},
        {.text = paper_done(&why),
         .width = page->width > used + 20 ? page->width - used : 20}};
    jx_page_row(page, indent, cells, 2);
    paper_drop(&points, &why.failed);
    paper_drop(&why, &page->out.failed);
}
