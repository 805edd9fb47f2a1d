/* audit.c: the summary of a run and the list of its findings, in the order the core gives
 * them: worst first. */
#include "report.h"

#include <string.h>

/* ---- the summary ---- */

static void summary_line(struct jx_page *page, const char *label, struct paper_text *text)
{
    static const char *const labels[] = {N_("Rule pack"), N_("Forms"), N_("Scores"),
                                         N_("Totals"), N_("Findings")};
    jx_page_labelled(page, 2, jx_page_widest(page, labels, 5), label, paper_done(text));
    paper_clear(text);
}

static size_t by_severity(const struct jx_summary *summary, int severity)
{
    uint64_t count = 0;
    for (size_t i = 0; i < summary->code_count; i++)
        if (severity < 0 || summary->codes[i].severity == severity)
            count += summary->codes[i].count;
    return (size_t)count;
}

static void print_summary(struct jx_page *page, const struct jx_summary *s)
{
    struct paper_text text = {0};
    jx_page_para(page, 0, paper_str(jx_page_word(page, N_("Audit"))), JX_BOLD);
    if (s->pack_name) {
        paper_say(page->host, &text, "%s %s", s->pack_name,
                  s->pack_version ? s->pack_version : "");
        if (s->pack_unsigned)
            paper_say(page->host, &text, N_(" (without a trusted signature)"));
        summary_line(page, N_("Rule pack"), &text);
    }
    paper_say(page->host, &text, N_("%zu forms read"), (size_t)s->records);
    if (s->unreadable)
        paper_say(page->host, &text, N_(", %zu not readable"), (size_t)s->unreadable);
    if (s->fallback)
        paper_say(page->host, &text,
                  N_(", %zu by general rules: no pack is for their region and year"),
                  (size_t)s->fallback);
    summary_line(page, N_("Forms"), &text);
    paper_say(page->host, &text, N_("%zu of %zu claimed scores agree (%zu rows in all)"),
              (size_t)s->agreed, (size_t)s->compared, (size_t)s->items);
    summary_line(page, N_("Scores"), &text);
    paper_say(page->host, &text, N_("%zu of %zu claimed totals agree, %zu blank"),
              (size_t)s->total_agreed, (size_t)s->total_compared,
              (size_t)s->totals_blank);
    if (s->records > s->total_compared + s->totals_blank)
        paper_say(page->host, &text, N_(", %zu without two totals to compare"),
                  (size_t)(s->records - s->total_compared - s->totals_blank));
    summary_line(page, N_("Totals"), &text);
    paper_say(page->host, &text, N_("%zu: %zu errors, %zu warnings, %zu remarks"),
              by_severity(s, -1), by_severity(s, JX_ERROR), by_severity(s, JX_WARNING),
              by_severity(s, JX_INFO));
    summary_line(page, N_("Findings"), &text);
    if (page->output->reviews) {
        paper_say(page->host, &text, N_("%zu scores reviewed, %zu findings waived"),
                  (size_t)s->reviewed, (size_t)s->waived);
        summary_line(page, N_("Reviewed"), &text);
    }
    paper_drop(&text, &page->out.failed);
}

static unsigned severity_width(const struct jx_page *page)
{
    static const char *const words[] = {N_("error"), N_("warning"), N_("info")};
    return jx_page_widest(page, words, 3);
}

static void print_codes(struct jx_page *page, const struct jx_summary *summary)
{
    unsigned code_width = 16;
    for (size_t i = 0; i < summary->code_count; i++) {
        unsigned n = (unsigned)strlen(summary->codes[i].code);
        code_width = n > code_width ? n : code_width;
    }
    struct paper_text number = {0};
    unsigned used = 2 + severity_width(page) + 2 + 6 + 2 + code_width + 2;
    if (summary->code_count)
        jx_page_gap(page);
    for (size_t i = 0; i < summary->code_count; i++) {
        const struct jx_count *count = &summary->codes[i];
        paper_clear(&number);
        paper_say(page->host, &number, "%zu", (size_t)count->count);
        struct jx_page_cell cells[4] = {
            {.text = paper_str(jx_page_word(page, jx_report_severity(count->severity))),
             .width = severity_width(page),
             .style = (uint8_t)jx_report_severity_style(count->severity)},
            {.text = paper_done(&number), .width = 6, .right = true},
            {.text = paper_str(count->code), .width = code_width},
            {.text = paper_str(count->title ? jx_page_word(page, count->title) : ""),
             .width = page->width > used + 20 ? page->width - used : 20}};
        jx_page_row(page, 2, cells, 4);
    }
    paper_drop(&number, &page->out.failed);
}

/* ---- one finding ---- */

static void part(struct paper_text *text)
{
    if (text->n)
        paper_puts(text, "  ");
}

/* A claim is of points; other findings quote the cell they are about. */
static bool quotes(const struct jx_finding *finding)
{
    return finding->claimed.kind != JX_ABSENT && !finding->has_points &&
           !finding->has_computed;
}

/* A sentence that was quoted stands on lines of its own; else nothing. */
static struct jx_str quotation(const struct jx_page *page,
                               const struct jx_finding *finding)
{
    enum { SHORT = 24 };
    struct jx_str claimed = finding->claimed.text;
    return quotes(finding) && jx_page_columns(page, claimed) > SHORT ? claimed
                                                                     : (struct jx_str){0};
}

/* "claimed 10  computed 5.38  4.62 points at stake" */
static void figures(const struct jx_page *page, struct paper_text *text,
                    const struct jx_finding *finding)
{
    char number[64];
    if (finding->claimed.kind != JX_ABSENT && !quotation(page, finding).n) {
        struct jx_str claimed = jx_report_cell(page, &finding->claimed);
        part(text);
        paper_say(page->host, text,
                  quotes(finding) ? N_("filled in %.*s") : N_("claimed %.*s"),
                  (int)claimed.n, claimed.p);
    }
    if (finding->has_computed) {
        part(text);
        page->host->decimal(page->host, finding->computed, number);
        paper_say(page->host, text, N_("computed %s"), number);
    }
    if (finding->has_points) {
        part(text);
        page->host->decimal(page->host, finding->points, number);
        paper_say(page->host, text, N_("%s points at stake"),
                  number + (number[0] == '-'));
    }
}

void jx_report_print_finding(struct jx_page *page, const struct jx_report_finding *shown)
{
    static const char *const labels[] = {N_("Form"), N_("Indicator"), N_("Filled in"),
                                         N_("Why"), N_("Source")};
    const struct jx_str none = {0};
    const struct jx_str texts[] = {shown->form, shown->indicator,
                                   shown->folded ? none : quotation(page, shown->finding),
                                   shown->why, shown->source};
    struct paper_text number = {0}, head = {0};
    unsigned indent = 2 + 5 + 2, used = indent + severity_width(page) + 2;
    uint8_t severity = shown->finding->severity;
    paper_say(page->host, &number, "%zu", shown->number);
    if (shown->folded)
        paper_say(page->host, &head, N_("%.*s (%zu times)"), (int)shown->title.n,
                  shown->title.p, shown->folded);
    else
        paper_add(&head, shown->title);
    if (!shown->folded)
        figures(page, &head, shown->finding);
    struct jx_page_cell cells[3] = {
        {.text = paper_done(&number), .width = 5, .right = true},
        {.text = paper_str(jx_page_word(page, jx_report_severity(severity))),
         .width = severity_width(page),
         .style = (uint8_t)jx_report_severity_style(severity)},
        {.text = paper_done(&head),
         .width = page->width > used + 20 ? page->width - used : 20}};
    jx_page_row(page, 2, cells, 3);
    for (size_t i = 0; i < 5; i++)
        if (texts[i].n)
            jx_page_labelled(page, indent, jx_page_widest(page, labels, 5), labels[i],
                             texts[i]);
    paper_drop(&number, &page->out.failed);
    paper_drop(&head, &page->out.failed);
}

/* ---- the list ---- */

static bool same(struct jx_str a, struct jx_str b)
{
    return a.n == b.n && (!a.n || memcmp(a.p, b.p, a.n) == 0);
}

static bool same_form(const struct jx_listed *a, const struct jx_listed *b)
{
    return same(a->code, b->code) && same(a->name, b->name);
}

/* Blank cells of one form are one piece of news, however many there are. */
static bool foldable(const char *code)
{
    return strcmp(code, "score-missing") == 0 || strcmp(code, "actual-missing") == 0;
}

static bool same_code(const struct jx_listed *a, const struct jx_listed *b)
{
    return strcmp(a->finding->code, b->finding->code) == 0;
}

/* Was this finding shown with an earlier one of its form? */
static bool folded_before(const struct jx_listed *list, size_t i)
{
    if (!foldable(list[i].finding->code))
        return false;
    for (size_t k = i; k-- > 0 && same_form(&list[k], &list[i]);)
        if (same_code(&list[k], &list[i]))
            return true;
    return false;
}

/* The texts of one entry while they are put together. */
struct entry {
    struct paper_text form, indicator, why, source, message;
};

static void separated(struct jx_page *page, struct paper_text *text)
{
    if (text->n)
        paper_puts(text, jx_page_word(page, N_("; ")));
}

static void add_finding(struct jx_page *page, struct entry *entry,
                        const struct jx_listed *listed)
{
    const struct jx_finding *finding = listed->finding;
    if (finding->name.n) {
        separated(page, &entry->indicator);
        paper_add(&entry->indicator, finding->name);
    }
    paper_clear(&entry->message);
    paper_finding(page->host, &entry->message, finding);
    struct jx_str message = paper_done(&entry->message);
    struct jx_str so_far = paper_done(&entry->why);
    if (!same(message, so_far)) {
        separated(page, &entry->why);
        paper_add(&entry->why, message);
    }
    if (listed->source && *listed->source) {
        separated(page, &entry->source);
        paper_puts(&entry->source, listed->source);
    }
    if (finding->where.n) {
        separated(page, &entry->source);
        paper_say(page->host, &entry->source, N_("rule %.*s"), (int)finding->where.n,
                  finding->where.p);
    }
}

static struct jx_str title_of(const struct jx_page *page,
                              const struct jx_summary *summary, const char *code)
{
    for (size_t i = 0; summary && i < summary->code_count; i++) {
        const struct jx_count *count = &summary->codes[i];
        if (strcmp(count->code, code) == 0 && count->title && *count->title)
            return paper_str(jx_page_word(page, count->title));
    }
    return paper_str(code);
}

/* Shows list[i], with those behind it that fold into it. */
static void print_entry(struct jx_page *page, const struct jx_summary *summary,
                        const struct jx_listed *list, size_t count, size_t i,
                        size_t number)
{
    struct entry entry = {0};
    size_t folded = 1;
    if (list[i].code.n || list[i].name.n ||
        strcmp(list[i].finding->code, "record-unreadable") != 0)
        jx_report_form_name(page, &entry.form, list[i].code, list[i].name);
    add_finding(page, &entry, &list[i]);
    size_t end = foldable(list[i].finding->code) ? count : i;
    for (size_t k = i + 1; k < end && same_form(&list[i], &list[k]); k++) {
        if (!same_code(&list[i], &list[k]))
            continue;
        add_finding(page, &entry, &list[k]);
        folded++;
    }
    jx_page_gap(page);
    jx_report_print_finding(page,
                            &(struct jx_report_finding){
                                .finding = list[i].finding,
                                .title = title_of(page, summary, list[i].finding->code),
                                .form = paper_done(&entry.form),
                                .indicator = paper_done(&entry.indicator),
                                .why = paper_done(&entry.why),
                                .source = paper_done(&entry.source),
                                .number = number,
                                .folded = folded > 1 ? folded : 0});
    paper_drop(&entry.form, &page->out.failed);
    paper_drop(&entry.indicator, &page->out.failed);
    paper_drop(&entry.why, &page->out.failed);
    paper_drop(&entry.source, &page->out.failed);
    paper_drop(&entry.message, &page->out.failed);
}

void jx_report_audit(struct jx_report *report, const struct jx_summary *summary,
                     const struct jx_listed *list, size_t count)
{
    struct jx_page *page = &report->page;
    if (summary && !report->summed_up) {
        print_summary(page, summary);
        print_codes(page, summary);
        jx_report_print_totals(report);
    }
    report->summed_up = true;
    for (size_t i = 0; i < count && jx_page_flush(page); i++)
        if (!folded_before(list, i))
            print_entry(page, summary, list, count, i, ++report->findings);
}
