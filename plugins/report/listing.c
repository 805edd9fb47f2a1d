/* listing.c: every key of a record, one line a cell, as convert shows it. */
#include "report.h"

struct listing {
    struct jx_page *page;
    const struct jx_record *record;
    struct paper_text text;
    unsigned label_width;
};

static void entry(struct listing *l, unsigned indent, struct jx_str label,
                  const struct jx_cell *cell)
{
    if (cell->kind == JX_ABSENT)
        return;
    paper_clear(&l->text);
    paper_add(&l->text, cell->text);
    if (l->page->output->origins && cell->at.line) {
        paper_puts(&l->text, cell->text.n ? "  [" : "[");
        jx_report_place(l->page, &l->text, l->record, cell->at);
        paper_puts(&l->text, "]");
    }
    unsigned label_width = l->label_width;
    unsigned used = indent + label_width + 2;
    struct jx_page_cell cells[2] = {
        {.text = label, .width = label_width},
        {.text = paper_done(&l->text),
         .width = l->page->width > used + 20 ? l->page->width - used : 20}};
    jx_page_row(l->page, indent, cells, 2);
}

static void entries(struct listing *l, unsigned indent, const struct jx_cell *cells,
                    const char *const *labels, int from, int to)
{
    for (int i = from; i < to; i++)
        entry(l, indent, paper_str(jx_page_word(l->page, labels[i])), &cells[i]);
}

static void numbered(struct listing *l, unsigned indent, const char *message, size_t i)
{
    paper_clear(&l->text);
    paper_say(l->page->host, &l->text, message, i + 1);
    jx_page_para(l->page, indent, paper_done(&l->text), JX_BOLD);
}

static void facts(struct listing *l, const char *title, const struct jx_fact *list,
                  size_t count)
{
    if (count)
        jx_page_para(l->page, 0, paper_str(jx_page_word(l->page, title)), JX_BOLD);
    for (size_t i = 0; i < count; i++) {
        struct paper_text label = {0};
        paper_add(&label, list[i].id);
        if (list[i].field.n)
            paper_puts(&label, ".");
        paper_add(&label, list[i].field);
        entry(l, 2, paper_done(&label), &list[i].value);
        paper_drop(&label, &l->page->out.failed);
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
    jx_page_para(l->page, 0, paper_str(jx_page_word(l->page, N_("Budget"))), JX_BOLD);
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
    paper_drop(&l.text, &page->out.failed);
}
