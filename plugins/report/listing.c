/* listing.c: the plain texts: every key of a record (convert), one line a form (score). */
#include "report.h"

/* ---- convert ---- */

struct listing {
    struct jx_page *page;
    const struct jx_record *record;
    struct jx_page_text text;
    unsigned label_width;
};

static void entry(struct listing *l, unsigned indent, struct jx_str label,
                  const struct jx_cell *cell)
{
    if (cell->kind == JX_ABSENT)
        return;
    jx_page_clear(&l->text);
    jx_page_add(&l->text, cell->text);
    if (l->page->output->origins && cell->at.line) {
        jx_page_puts(&l->text, cell->text.n ? "  [" : "[");
        jx_report_place(l->page, &l->text, l->record, cell->at);
        jx_page_puts(&l->text, "]");
    }
    unsigned label_width = l->label_width;
    unsigned used = indent + label_width + 2;
    struct jx_page_cell cells[2] = {
        {.text = label, .width = label_width},
        {.text = jx_page_done(&l->text),
         .width = l->page->width > used + 20 ? l->page->width - used : 20}};
    jx_page_row(l->page, indent, cells, 2);
}

static void entries(struct listing *l, unsigned indent, const struct jx_cell *cells,
                    const char *const *labels, int from, int to)
{
    for (int i = from; i < to; i++)
        entry(l, indent, jx_page_str(jx_page_word(l->page, labels[i])), &cells[i]);
}

static void numbered(struct listing *l, unsigned indent, const char *message, size_t i)
{
    jx_page_clear(&l->text);
    jx_page_say(l->page, &l->text, message, i + 1);
    jx_page_para(l->page, indent, jx_page_done(&l->text), JX_BOLD);
}

static void facts(struct listing *l, const char *title, const struct jx_fact *list,
                  size_t count)
{
    if (count)
        jx_page_para(l->page, 0, jx_page_str(jx_page_word(l->page, title)), JX_BOLD);
    for (size_t i = 0; i < count; i++) {
        struct jx_page_text label = {0};
        jx_page_add(&label, list[i].id);
        if (list[i].field.n)
            jx_page_puts(&label, ".");
        jx_page_add(&label, list[i].field);
        entry(l, 2, jx_page_done(&label), &list[i].value);
        jx_page_free(&label);
    }
}

static unsigned widest_label(const struct jx_page *page)
{
    unsigned a = jx_page_widest(page, jx_report_record_labels, JX_REC_COUNT);
    unsigned b = jx_page_widest(page, jx_report_fund_labels, JX_FUND_COUNT);
    unsigned c = jx_page_widest(page, jx_report_ind_labels, JX_IND_COUNT);
    return a > b ? (a > c ? a : c) : (b > c ? b : c);
}

static void budget(struct listing *l)
{
    const struct jx_budget *block = &l->record->budget;
    if (!block->present)
        return;
    jx_page_para(l->page, 0, jx_page_str(jx_page_word(l->page, N_("Budget"))), JX_BOLD);
    entries(l, 2, block->total.cell, jx_report_fund_labels, 0, JX_FUND_COUNT);
    for (size_t i = 0; i < block->source_count; i++) {
        numbered(l, 2, N_("Source of funds %zu"), i);
        entries(l, 4, block->sources[i].cell, jx_report_fund_labels, 0, JX_FUND_COUNT);
    }
}

void jx_report_convert(struct jx_report *report, const struct jx_record *record)
{
    struct jx_page *page = &report->page;
    struct listing l = {page, record, {0}, widest_label(page)};
    if (report->records)
        jx_page_gap(page);
    entries(&l, 0, record->cell, jx_report_record_labels, 0, JX_REC_REPORTED_WEIGHT);
    budget(&l);
    for (size_t i = 0; i < record->indicator_count; i++) {
        numbered(&l, 0, N_("Indicator %zu"), i);
        entries(&l, 2, record->indicators[i].cell, jx_report_ind_labels, 0, JX_IND_COUNT);
    }
    facts(&l, N_("Facts"), record->facts, record->fact_count);
    facts(&l, N_("Figures of peers"), record->peers, record->peer_count);
    entries(&l, 0, record->cell, jx_report_record_labels, JX_REC_REPORTED_WEIGHT,
            JX_REC_COUNT);
    jx_page_free(&l.text);
}

/* ---- score ---- */

/* Figures first: the name, however long, then ends the line. */
static void score_row(struct jx_page *page, const struct jx_str *texts, uint8_t style)
{
    static const char *const headings[] = {N_("Score"), N_("Claimed"), N_("Grade")};
    struct jx_page_cell cells[4];
    unsigned used = 2;
    for (size_t i = 0; i < 3; i++) {
        unsigned width = jx_page_widest(page, &headings[i], 1);
        cells[i] = (struct jx_page_cell){
            .text = texts[i].p ? texts[i] : jx_page_str(jx_page_word(page, headings[i])),
            .width = i < 2 && width < 7 ? 7 : width,
            .right = i < 2,
            .style = style};
        used += cells[i].width + 2;
    }
    cells[3] = (struct jx_page_cell){
        .text = texts[3].p ? texts[3] : jx_page_str(jx_page_word(page, N_("Form"))),
        .width = page->width > used + 20 ? page->width - used : 20,
        .style = style};
    jx_page_row(page, 2, cells, 4);
}

void jx_report_score(struct jx_report *report, const struct jx_record *record,
                     const struct jx_result *result)
{
    struct jx_page *page = &report->page;
    struct jx_page_text name = {0}, total = {0};
    if (!report->records)
        score_row(page, (const struct jx_str[4]){{0}}, JX_BOLD);
    jx_report_form_name(page, &name, record->cell[JX_REC_CODE].text,
                        record->cell[JX_REC_NAME].text);
    if (result->has_total)
        jx_page_number(page, &total, result->total);
    else
        jx_page_puts(&total, "-");
    bool graded = result->has_total && result->grade && *result->grade;
    const struct jx_str texts[4] = {
        jx_page_done(&total), jx_report_cell(page, &record->cell[JX_REC_REPORTED_TOTAL]),
        jx_page_str(graded ? result->grade : "-"), jx_page_done(&name)};
    score_row(page, texts, JX_PLAIN);
    jx_page_free(&name);
    jx_page_free(&total);
}

void jx_report_score_end(struct jx_report *report, const struct jx_summary *summary)
{
    struct jx_page_text text = {0};
    if (report->records)
        jx_page_gap(&report->page);
    jx_page_say(&report->page, &text, N_("%zu forms read"), (size_t)summary->records);
    if (summary->unreadable)
        jx_page_say(&report->page, &text, N_(", %zu not readable"),
                    (size_t)summary->unreadable);
    jx_page_para(&report->page, 2, jx_page_done(&text), JX_PLAIN);
    jx_page_free(&text);
}
