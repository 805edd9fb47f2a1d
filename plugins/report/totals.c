/* totals.c: a line a form: what it claims in all, what the rules give, and the gap. The list
 * of a score run, and the table of an audit for forms that claim nothing but a total. */
#include "report.h"

/* Figures first: the name, however long, ends the line. The review's two only with
 * --reviews. */
enum { SCORE, CLAIMED, GAP, GRADE, REVIEWED, REVIEWED_GRADE, FORM, COLUMNS };

static void total_row(struct jx_page *page, const struct jx_str *texts, uint8_t style)
{
    static const char *const headings[] = {
        N_("Score"),    N_("Claimed"),        N_("Gap"), N_("Grade"),
        N_("Reviewed"), N_("Reviewed grade"), N_("Form")};
    struct jx_page_cell cells[COLUMNS];
    unsigned used = 2, count = 0;
    for (size_t i = 0; i < COLUMNS; i++) {
        bool figure = i != GRADE && i != REVIEWED_GRADE && i != FORM;
        unsigned width = jx_page_widest(page, &headings[i], 1);
        if ((i == REVIEWED || i == REVIEWED_GRADE) && !page->output->reviews)
            continue;
        if (i == FORM)
            width = page->width > used + 20 ? page->width - used : 20;
        cells[count] = (struct jx_page_cell){
            .text = texts[i].p ? texts[i] : paper_str(jx_page_word(page, headings[i])),
            .width = figure && width < 7 ? 7 : width,
            .right = figure,
            .style = style};
        used += cells[count++].width + 2;
    }
    jx_page_row(page, 2, cells, count);
}

/* The form, and what is particular about how it was scored. */
static void form_text(struct jx_page *page, struct paper_text *text,
                      const struct jx_record *record, const struct jx_result *result)
{
    struct jx_str code = record->cell[JX_REC_CODE].text,
                  name = record->cell[JX_REC_NAME].text,
                  unit = record->cell[JX_REC_UNIT].text;
    jx_report_record_name(page, text, record);
    if (!code.n && !name.n && result->finding_count && result->findings[0].at.line)
        paper_say(page->host, text, ":%d", (int)result->findings[0].at.line);
    if (!code.n && name.n && unit.n) /* such names are seldom one form's alone */
        paper_say(page->host, text, N_(" (%.*s)"), (int)unit.n, unit.p);
    if (result->weights)
        paper_say(page->host, text, N_(" [weights %s]"), result->weights);
    if (result->fallback)
        paper_say(page->host, text, N_(" [general rules %s]"), result->pack_name);
    bool scored = result->pack_name && *result->pack_name;
    if (!scored && result->finding_count) {
        paper_puts(text, jx_page_word(page, N_(": ")));
        paper_finding(page->host, text, &result->findings[0]);
    }
}

static void form_row(struct jx_page *page, const struct jx_record *record,
                     const struct jx_result *result)
{
    struct paper_text form = {0}, total = {0}, gap = {0}, reviewed = {0};
    const struct jx_review *review = result->review;
    bool decided = review && review->has_total;
    form_text(page, &form, record, result);
    if (result->has_total)
        paper_number(page->host, &total, result->total);
    else
        paper_puts(&total, "-");
    if (result->has_total && result->has_claimed_total)
        paper_number(page->host, &gap,
                     page->host->math->sub(result->claimed_total, result->total));
    else
        paper_puts(&gap, "-");
    if (decided)
        paper_number(page->host, &reviewed, review->total);
    else
        paper_puts(&reviewed, "-");
    bool graded = result->has_total && result->grade && *result->grade;
    const struct jx_str texts[COLUMNS] = {
        paper_done(&total),    jx_report_cell(page, &record->cell[JX_REC_REPORTED_TOTAL]),
        paper_done(&gap),      paper_str(graded ? result->grade : "-"),
        paper_done(&reviewed), paper_str(decided ? review->grade : "-"),
        paper_done(&form)};
    total_row(page, texts, JX_PLAIN);
    paper_drop(&form, &page->out.failed);
    paper_drop(&total, &page->out.failed);
    paper_drop(&gap, &page->out.failed);
    paper_drop(&reviewed, &page->out.failed);
}

/* ---- score ---- */

void jx_report_score(struct jx_report *report, const struct jx_record *record,
                     const struct jx_result *result)
{
    if (!report->records)
        total_row(&report->page, (const struct jx_str[COLUMNS]){{0}}, JX_BOLD);
    form_row(&report->page, record, result);
}

void jx_report_score_end(struct jx_report *report, const struct jx_summary *summary)
{
    struct paper_text text = {0};
    if (report->records)
        jx_page_gap(&report->page);
    paper_say(report->page.host, &text, N_("%zu forms read"), (size_t)summary->records);
    if (summary->unreadable)
        paper_say(report->page.host, &text, N_(", %zu not readable"),
                  (size_t)summary->unreadable);
    if (summary->fallback)
        paper_say(report->page.host, &text,
                  N_(", %zu by general rules: no pack is for their region and year"),
                  (size_t)summary->fallback);
    jx_page_para(&report->page, 2, paper_done(&text), JX_PLAIN);
    paper_drop(&text, &report->page.out.failed);
}

/* ---- audit ---- */

void jx_report_keep_total(struct jx_report *report, const struct jx_record *record,
                          const struct jx_result *result)
{
    struct jx_page *page = &report->totals;
    if (!result || !result->has_claimed_total || result->claims_parts)
        return;
    if (!page->host) {
        page->host = report->page.host;
        page->output = report->page.output;
        page->width = report->page.width;
        total_row(page, (const struct jx_str[COLUMNS]){{0}}, JX_BOLD);
    }
    form_row(page, record, result);
}

void jx_report_print_totals(struct jx_report *report)
{
    if (!report->totals.host)
        return;
    jx_page_gap(&report->page);
    jx_page_para(&report->page, 2,
                 paper_str(jx_page_word(&report->page,
                                        N_("Forms that claim a total and no scores"))),
                 JX_BOLD);
    paper_add(&report->page.out, paper_done(&report->totals.out));
}
