/* plots.c: plots as inline SVG. Each has a title, a description that says what it shows in
 * words, and its figures as a table folded under it. */
#include "html.h"

#include <string.h>

/* In the picture's own units; a column of text is about 7.2 wide. */
enum { WIDTH = 640, ROW = 26, TOP = 6, VALUE = 90, COLUMNS = 32, SHOWN = 15 };

/* A bar: what it stands for, how long it is, and the figures in words. */
struct bar {
    struct jx_str label;
    struct jx_dec value;
    const char *class; /* of its colour */
    struct paper_text words;
};

/* For coordinates only; points are never a double. */
static double as_double(struct jx_dec number)
{
    double value = (double)number.digits;
    for (int32_t e = number.exponent; e < 0; e++)
        value /= 10;
    for (int32_t e = number.exponent; e > 0; e--)
        value *= 10;
    return value;
}

static void attribute(struct html *h, const char *name, int value)
{
    char text[64];
    snprintf(text, sizeof text, " %s=\"%d\"", name, value);
    html_raw(h, text);
}

/* Opens the figure; `describe` follows inside <desc>. */
static void open_plot(struct html *h, const char *id, const char *title, int height)
{
    char text[200];
    html_raw(h, "<figure>\n<figcaption>");
    html_word(h, title);
    snprintf(text, sizeof text,
             "</figcaption>\n<svg role=\"img\" viewBox=\"0 0 %d %d\" "
             "aria-labelledby=\"t-%s d-%s\">\n<title id=\"t-%s\">",
             WIDTH, height, id, id, id);
    html_raw(h, text);
    html_word(h, title);
    html_raw(h, "</title><desc id=\"d-");
    html_raw(h, id);
    html_raw(h, "\">");
}

static void close_plot(struct html *h, const char *label, const char *figures,
                       const struct bar *bars, size_t count)
{
    html_raw(h, "</svg>\n<details class=\"data\"><summary>");
    html_say(h, N_("Figures"));
    html_raw(h, "</summary><table><thead><tr><th scope=\"col\">");
    html_word(h, label);
    html_raw(h, "<th scope=\"col\">");
    html_word(h, figures);
    html_raw(h, "</thead><tbody>\n");
    for (size_t i = 0; i < count; i++) {
        html_raw(h, "<tr><th scope=\"row\">");
        html_text(h, bars[i].label);
        html_raw(h, "<td>");
        html_text(h, paper_done(&bars[i].words));
        html_raw(h, "\n");
    }
    html_raw(h, "</tbody></table></details>\n</figure>\n");
}

/* A label that fits its place; the whole of it is in the bar's title. */
static void short_label(struct html *h, struct jx_str text, size_t columns)
{
    size_t n = text.n,
           room = h->host->columns(h->host, text) > columns ? columns - 1 : columns;
    while (n && h->host->columns(h->host, (struct jx_str){text.p, n}) > room)
        do
            n--;
        while (n && (text.p[n] & 0xc0) == 0x80);
    html_text(h, (struct jx_str){text.p, n});
    if (n < text.n)
        html_raw(h, "…");
}

/* What the bars of a plot share. */
struct scale {
    double most;
    int label; /* where bars begin */
};

static struct scale scale_of(const struct html *h, const struct bar *bars, size_t count)
{
    struct scale scale = {0};
    size_t widest = 4;
    for (size_t i = 0; i < count; i++) {
        size_t columns = h->host->columns(h->host, bars[i].label);
        widest = columns > widest ? columns : widest;
        if (as_double(bars[i].value) > scale.most)
            scale.most = as_double(bars[i].value);
    }
    scale.label = 16 + (int)(widest < COLUMNS ? widest : COLUMNS) * 36 / 5;
    return scale;
}

static void draw_bar(struct html *h, const struct bar *bar, size_t i, struct scale scale)
{
    double share = scale.most > 0 ? as_double(bar->value) / scale.most : 0;
    int y = TOP + (int)i * ROW;
    int length = (int)(share * (WIDTH - VALUE - scale.label) + 0.5);
    html_raw(h, "<g><title>");
    html_text(h, bar->label);
    html_raw(h, " – ");
    html_text(h, paper_done(&bar->words));
    html_raw(h, "</title><text class=\"label\" text-anchor=\"end\"");
    attribute(h, "x", scale.label - 8);
    attribute(h, "y", y + 17);
    html_raw(h, ">");
    short_label(h, bar->label, COLUMNS);
    html_raw(h, "</text><rect class=\"");
    html_raw(h, bar->class);
    html_raw(h, "\"");
    attribute(h, "x", scale.label);
    attribute(h, "y", y + 4);
    attribute(h, "width", length > 0 ? length : bar->value.digits > 0);
    attribute(h, "height", ROW - 8);
    html_raw(h, "/><text class=\"value\"");
    attribute(h, "x", scale.label + length + 6);
    attribute(h, "y", y + 17);
    html_raw(h, ">");
    html_number(h, bar->value);
    html_raw(h, "</text></g>\n");
}

static void describe(struct html *h, const struct bar *bars, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        html_text(h, i ? paper_str(paper_word(h->host, N_("; "))) : (struct jx_str){0});
        html_text(h, bars[i].label);
        html_raw(h, " ");
        html_text(h, paper_done(&bars[i].words));
    }
    if (!count)
        html_say(h, N_("nothing to show"));
    html_raw(h, "</desc>\n");
}

static void free_bars(struct html *h, struct bar *bars, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        paper_drop(&bars[i].words, &h->failed);
    }
}

/* Bars lying down, longest scale first; frees their words. */
static void lying(struct html *h, const char *id, const char *title, const char *label,
                  const char *figures, struct bar *bars, size_t count)
{
    struct scale scale = scale_of(h, bars, count);
    open_plot(h, id, title, 2 * TOP + ROW * (int)(count ? count : 1));
    describe(h, bars, count);
    for (size_t i = 0; i < count; i++)
        draw_bar(h, &bars[i], i, scale);
    if (!count) {
        html_raw(h, "<text class=\"value\" x=\"8\" y=\"22\">");
        html_say(h, N_("nothing to show"));
        html_raw(h, "</text>\n");
    }
    close_plot(h, label, figures, bars, count);
    free_bars(h, bars, count);
}

/* ---- totals ---- */

enum { HIGH = 170, LEFT = 20, FLOOR = 196 };

static void draw_bins(struct html *h, const struct html_tally *tally, uint64_t most)
{
    const int step = (WIDTH - 2 * LEFT) / HTML_BINS;
    for (int i = 0; i < HTML_BINS; i++) {
        uint64_t count = tally->bins[i];
        int x = LEFT + i * step;
        int height = most ? (int)((double)count / (double)most * (HIGH - 20) + 0.5) : 0;
        if (count && !height)
            height = 1;
        html_raw(h, "<rect class=\"bar\"");
        attribute(h, "x", x + 1);
        attribute(h, "y", FLOOR - height);
        attribute(h, "width", step - 2);
        attribute(h, "height", height);
        html_raw(h, "/>");
        if (i % 2 == 0) {
            html_raw(h, "<text class=\"tick\" text-anchor=\"middle\"");
            attribute(h, "x", i + 1 == HTML_BINS ? x + step / 2 : x);
            attribute(h, "y", FLOOR + 16);
            html_raw(h, i + 1 == HTML_BINS ? ">&gt;" : ">");
            html_count(h, (uint64_t)i * 5);
            html_raw(h, "</text>");
        }
        if (!count)
            continue;
        html_raw(h, "<text class=\"value\" text-anchor=\"middle\"");
        attribute(h, "x", x + step / 2);
        attribute(h, "y", FLOOR - height - 5);
        html_raw(h, ">");
        html_count(h, count);
        html_raw(h, "</text>\n");
    }
}

void html_plot_totals(struct html *h)
{
    const struct html_tally *tally = &h->tally;
    struct bar bars[HTML_BINS] = {{{0}}};
    char labels[HTML_BINS][24];
    uint64_t most = 0;
    size_t count = 0;
    for (int i = 0; i < HTML_BINS; i++) {
        if (!tally->bins[i])
            continue;
        most = tally->bins[i] > most ? tally->bins[i] : most;
        if (i + 1 == HTML_BINS)
            snprintf(labels[i], sizeof labels[i], "> 100");
        else
            snprintf(labels[i], sizeof labels[i], "%d–%d", 5 * i, 5 * i + 5);
        bars[count].label = paper_str(labels[i]);
        paper_say(h->host, &bars[count++].words, N_("%zu forms"), (size_t)tally->bins[i]);
    }
    open_plot(h, "totals", N_("Totals, by steps of five points"), FLOOR + 24);
    describe(h, bars, count);
    draw_bins(h, tally, most);
    html_raw(h, "<line class=\"axis\"");
    attribute(h, "x1", LEFT);
    attribute(h, "x2", WIDTH - LEFT);
    attribute(h, "y1", FLOOR);
    attribute(h, "y2", FLOOR);
    html_raw(h, "/>\n");
    close_plot(h, N_("Total"), N_("Forms"), bars, count);
    free_bars(h, bars, count);
}

/* ---- the others ---- */

void html_plot_grades(struct html *h)
{
    static const char *const classes[] = {"g0", "g1", "g2", "g3"};
    const struct html_tally *tally = &h->tally;
    struct bar bars[HTML_GRADES + 1] = {{{0}}};
    size_t count = 0;
    for (; count < tally->grade_count; count++) {
        bars[count] = (struct bar){.label = paper_str(tally->grades[count].name),
                                   .value = {(int64_t)tally->grades[count].count, 0},
                                   .class = classes[count < 4 ? count : 3]};
        paper_say(h->host, &bars[count].words, N_("%zu forms"),
                  (size_t)tally->grades[count].count);
    }
    if (tally->forms > tally->totals) {
        uint64_t without = tally->forms - tally->totals;
        bars[count] =
            (struct bar){.label = paper_str(paper_word(h->host, N_("no total"))),
                         .value = {(int64_t)without, 0},
                         .class = "muted"};
        paper_say(h->host, &bars[count++].words, N_("%zu forms"), (size_t)without);
    }
    lying(h, "grades", N_("Grades"), N_("Grade"), N_("Forms"), bars, count);
}

static void plot_sums(struct html *h, const char *id, const char *title,
                      const char *label, const struct html_sums *sums)
{
    const struct jx_math *math = h->host->math;
    struct bar bars[SHOWN] = {{{0}}};
    size_t count = 0;
    for (; count < sums->count && count < SHOWN; count++) {
        const struct html_sum *sum = &sums->list[count];
        char lost[64], weight[64], share[64];
        bool ok = true;
        struct jx_dec percent =
            math->muldiv(sum->lost, (struct jx_dec){100, 0}, sum->weight, &ok);
        bars[count] =
            (struct bar){.label = sum->name, .value = sum->lost, .class = "lost"};
        h->host->decimal(h->host, sum->lost, lost);
        h->host->decimal(h->host, sum->weight, weight);
        h->host->decimal(h->host, math->round(percent, 1), share);
        paper_say(h->host, &bars[count].words, N_("%s of %s points (%s%%), %zu times"),
                  lost, weight, ok ? share : "-", (size_t)sum->count);
    }
    lying(h, id, title, label, N_("Points lost"), bars, count);
}

void html_plot_groups(struct html *h)
{
    plot_sums(h, "groups", N_("Points lost by group"), N_("Group"), &h->tally.groups);
}

void html_plot_indicators(struct html *h)
{
    plot_sums(h, "indicators", N_("Points lost by indicator, the most first"),
              N_("Indicator"), &h->tally.indicators);
}

void html_plot_codes(struct html *h, const struct jx_summary *summary)
{
    static const char *const classes[] = {"info", "warning", "error"};
    enum { CODES = 64 };
    struct bar bars[CODES] = {{{0}}};
    size_t count = 0;
    for (; count < summary->code_count && count < CODES; count++) {
        const struct jx_count *code = &summary->codes[count];
        bars[count] = (struct bar){
            .label = paper_str(paper_code_title(h->host, summary, code->code)),
            .value = {(int64_t)code->count, 0},
            .class = classes[code->severity <= JX_ERROR ? code->severity : 0]};
        paper_say(h->host, &bars[count].words, N_("%zu, %s, %s"), (size_t)code->count,
                  paper_word(h->host, paper_severity(code->severity)), code->code);
    }
    lying(h, "codes", N_("Findings by kind"), N_("Kind"), N_("Findings"), bars, count);
}
