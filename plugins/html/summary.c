/* summary.c: the page around the projects: its head, the figures of the run, and the
 * tables that the script fills. */
#include "html.h"

#include "page.h"

#include <string.h>

/* ---- head ---- */

static const char *title_of(const struct html *h)
{
    if (h->table.table)
        return h->table.table->title;
    return h->output->task == JX_TASK_AUDIT ? N_("Audit of performance self-evaluation")
                                            : N_("Scores of performance evaluation");
}

/* Nothing but the page's own style and script may run or be fetched, whatever a document
 * smuggled in. */
static void policy(struct html *h)
{
    html_raw(h, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
                "'none'; base-uri 'none'; form-action 'none'; style-src '");
    html_raw(h, page_css_hash);
    html_raw(h, "'; script-src '");
    html_raw(h, page_js_hash);
    html_raw(h, "'\">\n");
}

void html_begin(struct html *h)
{
    if (h->begun)
        return;
    h->begun = true;
    html_raw(h, "<!DOCTYPE html>\n<html lang=\"");
    /* : the language of the page, as HTML names it */
    html_say(h, N_("en"));
    html_raw(h, "\">\n<head>\n<meta charset=\"utf-8\">\n");
    policy(h);
    html_raw(h, "<meta name=\"viewport\" content=\"width=device-width, "
                "initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light "
                "dark\">\n<meta name=\"generator\" content=\"jixiao\">\n<title>");
    html_word(h, title_of(h));
    html_raw(h, "</title>\n<style>");
    html_raw(h, page_css);
    html_raw(h, "</style>\n");
}

/* ---- words and titles for the script ---- */

static void words(struct html *h)
{
    static const char *const list[][2] = {
        {"code", N_("Code")},
        {"name", N_("Name")},
        {"unit", N_("Implementing unit")},
        {"department", N_("Department")},
        {"claimed", N_("Claimed")},
        {"score", N_("Score")},
        {"difference", N_("Difference")},
        {"grade", N_("Grade")},
        {"findings", N_("Findings")},
        {"indicator", N_("Indicator")},
        {"target", N_("Target")},
        {"actual", N_("Actual")},
        {"weight", N_("Weight")},
        {"why", N_("Why")},
        {"source", N_("Source")},
        {"severity", N_("Severity")},
        {"points", N_("Points at stake")},
        {"form", N_("Form")},
        {"kind", N_("Kind")},
        {"search", N_("Search")},
        {"all", N_("all")},
        {"none", N_("none")},
        {"blank", N_("blank")},
        {"shown", N_("%1 of %2 shown")},
        {"page", N_("Page %1 of %2")},
        {"back", N_("Previous page")},
        {"on", N_("Next page")},
        {"error", N_("error")},
        {"warning", N_("warning")},
        {"info", N_("info")},
        {"ledger", N_("Ledger")},
        {"total", N_("Total")},
        {"clause", N_("Clause")},
        {"reason", N_("Reason given")},
        {"pack", N_("Rule pack")},
        {"year", N_("Year")},
        {"weights", N_("Weights")},
        {"lost", N_("lost %1")},
        {"nothing", N_("nothing fits the filter")},
        {"with", N_("with findings")},
        {"without", N_("without findings")},
        {"sort", N_("sort by this column")},
        {"cut", N_("only the first %1 rows are printed: narrow the filter")},
    };
    html_raw(h, "<script type=\"application/json\" id=\"words\">{");
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        html_raw(h, i ? "," : "");
        html_json(h, paper_str(list[i][0]));
        html_raw(h, ":");
        html_json(h, paper_str(paper_word(h->host, list[i][1])));
    }
    if (h->output->reviews) { /* whoever finds the word shows the column */
        html_raw(h, ",\"reviewed\":");
        html_json(h, paper_str(paper_word(h->host, N_("Reviewed"))));
    }
    html_raw(h, "}</script>\n");
}

static void titles(struct html *h, const struct jx_summary *summary)
{
    html_raw(h, "<script type=\"application/json\" id=\"codes\">{");
    for (size_t i = 0; i < summary->code_count; i++) {
        const char *code = summary->codes[i].code;
        html_raw(h, i ? "," : "");
        html_json(h, paper_str(code));
        html_raw(h, ":");
        html_json(h, paper_str(paper_code_title(h->host, summary, code)));
    }
    html_raw(h, "}</script>\n");
}

/* ---- figures ---- */

static void card(struct html *h, const char *label)
{
    html_raw(h, "<div><dt>");
    html_word(h, label);
    html_raw(h, "</dt><dd>");
}

static void mean_card(struct html *h)
{
    const struct html_tally *tally = &h->tally;
    const struct jx_math *math = h->host->math;
    struct jx_dec mean = math->div(
        tally->sum, (struct jx_dec){tally->totals ? (int64_t)tally->totals : 1, 0}, NULL);
    card(h, N_("Mean total"));
    if (!tally->totals) {
        html_raw(h, "–</dd></div>\n");
        return;
    }
    html_number(h, math->round(mean, 2));
    html_raw(h, " <small>");
    char low[64], high[64];
    h->host->decimal(h->host, tally->lowest, low);
    h->host->decimal(h->host, tally->highest, high);
    html_say(h, N_("%s to %s"), low, high);
    html_raw(h, "</small></dd></div>\n");
}

static size_t by_severity(const struct jx_summary *summary, int severity)
{
    uint64_t count = 0;
    for (size_t i = 0; i < summary->code_count; i++)
        if (severity < 0 || summary->codes[i].severity == severity)
            count += summary->codes[i].count;
    return (size_t)count;
}

static void cards(struct html *h, const struct jx_summary *s)
{
    html_raw(h, "<dl class=\"cards\">\n");
    card(h, N_("Forms"));
    html_count(h, s->records);
    html_raw(h, " <small>");
    html_say(h, N_("%zu with a total"), (size_t)h->tally.totals);
    if (s->unreadable)
        html_say(h, N_(", %zu not readable"), (size_t)s->unreadable);
    if (s->fallback)
        html_say(h, N_(", %zu by general rules: no pack is for their region and year"),
                 (size_t)s->fallback);
    html_raw(h, "</small></dd></div>\n");
    mean_card(h);
    card(h, N_("Claimed scores that agree"));
    html_count(h, s->agreed);
    html_raw(h, " <small>");
    html_say(h, N_("of %zu (%zu rows in all)"), (size_t)s->compared, (size_t)s->items);
    html_raw(h, "</small></dd></div>\n");
    card(h, N_("Claimed totals that agree"));
    html_count(h, s->total_agreed);
    html_raw(h, " <small>");
    html_say(h, N_("of %zu, %zu blank"), (size_t)s->total_compared,
             (size_t)s->totals_blank);
    html_raw(h, "</small></dd></div>\n");
    card(h, N_("Findings"));
    html_count(h, by_severity(s, -1));
    html_raw(h, " <small>");
    html_say(h, N_("%zu errors, %zu warnings, %zu remarks"), by_severity(s, JX_ERROR),
             by_severity(s, JX_WARNING), by_severity(s, JX_INFO));
    html_raw(h, "</small></dd></div>\n");
    if (h->output->reviews) {
        card(h, N_("Reviewed scores"));
        html_count(h, s->reviewed);
        html_raw(h, " <small>");
        html_say(h, N_("%zu findings waived"), (size_t)s->waived);
        html_raw(h, "</small></dd></div>\n");
    }
    html_raw(h, "</dl>\n");
}

/* ---- sections ---- */

static void section(struct html *h, const char *id, const char *title)
{
    html_raw(h, "<section aria-labelledby=\"h-");
    html_raw(h, id);
    html_raw(h, "\">\n<h2 id=\"h-");
    html_raw(h, id);
    html_raw(h, "\">");
    html_word(h, title);
    html_raw(h, "</h2>\n");
}

/* Without the script: every project in one plain table. Inside noscript it costs a
 * browser nothing. */
static void plain_table(struct html *h)
{
    static const char *const heads[] = {
        N_("Code"),     N_("Name"),  N_("Implementing unit"), N_("Claimed"), N_("Score"),
        N_("Reviewed"), N_("Grade"), N_("Findings")};
    char bytes[8192];
    size_t n;
    html_raw(h, "<noscript>\n<p>");
    html_say(h, N_("Scripts are off: sorting, filters and ledgers need them."));
    html_raw(h, "</p>\n<table><thead><tr>");
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        if (i == 5 && !h->output->reviews)
            continue;
        html_raw(h, "<th scope=\"col\">");
        html_word(h, heads[i]);
    }
    html_raw(h, "</thead><tbody>\n");
    h->failed |= fseek(h->rows, 0, SEEK_SET) != 0;
    while (!h->failed && (n = fread(bytes, 1, sizeof bytes, h->rows)) > 0)
        html_put(h, bytes, n);
    h->failed |= ferror(h->rows) != 0;
    html_raw(h, "</tbody></table>\n</noscript>\n");
}

static void header(struct html *h, const struct jx_summary *summary)
{
    html_raw(h, "</head>\n<body>\n<a class=\"skip\" href=\"#projects\">");
    html_say(h, N_("Skip to the projects"));
    html_raw(h, "</a>\n<header>\n<h1>");
    html_word(h, title_of(h));
    html_raw(h, "</h1>\n<p>");
    if (summary->pack_name)
        html_say(h, N_("Rule pack %s %s"), summary->pack_name,
                 summary->pack_version ? summary->pack_version : "");
    if (summary->pack_name && summary->pack_unsigned)
        html_say(h, N_(" (without a trusted signature)"));
    html_raw(h, "</p>\n</header>\n<main>\n");
}

static void plots(struct html *h, const struct jx_summary *summary)
{
    if (summary->records > 1) { /* one form has nothing to spread */
        section(h, "spread", N_("Totals and grades"));
        html_raw(h, "<div class=\"plots\">\n");
        html_plot_totals(h);
        html_plot_grades(h);
        html_raw(h, "</div>\n</section>\n");
    }
    section(h, "lost", N_("Points lost"));
    html_raw(h, "<div class=\"plots\">\n");
    html_plot_groups(h);
    html_plot_indicators(h);
    html_raw(h, "</div>\n</section>\n");
    section(h, "found", N_("Findings"));
    html_raw(h, "<div class=\"plots\">\n");
    html_plot_codes(h, summary);
    html_raw(h, "</div>\n<div id=\"findings\"></div>\n</section>\n");
}

void html_end(struct html *h, const struct jx_summary *summary)
{
    html_tally_sort(&h->tally, h->host);
    words(h);
    titles(h, summary);
    header(h, summary);
    section(h, "summary", N_("Summary"));
    cards(h, summary);
    html_raw(h, "</section>\n");
    plots(h, summary);
    section(h, "projects", N_("Projects"));
    html_raw(h, "<div id=\"projects\" tabindex=\"-1\"></div>\n");
    plain_table(h);
    html_raw(h, "</section>\n</main>\n<script>");
    html_raw(h, page_js);
    html_raw(h, "</script>\n</body>\n</html>\n");
}
