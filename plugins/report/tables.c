/* tables.c: reports of tables as text: columns as wide as their first rows need, and a small
 * bar at the end of a row where its figures are to be compared at a glance. */
#include "report.h"

#include <math.h>
#include <string.h>

enum {
    KEPT = 500, /* rows that widths are made of */
    LEAST_TEXT = 10,
    WORD = 24, /* codes are no longer; paths, which are, may break */
    LEAST_BAR = 8,
    MOST_BAR = 30
};

static size_t column_count(const struct jx_report *report)
{
    size_t count = report->table.table->column_count;
    return count < JX_REPORT_COLUMNS ? count : JX_REPORT_COLUMNS;
}

/* How narrow a heading may become: a word does not break, Chinese does. */
static unsigned heading_least(const struct jx_page *page, const char *heading)
{
    unsigned least = 4;
    for (const char *word = jx_page_word(page, heading); *word;) {
        size_t n = strcspn(word, " ");
        unsigned width = jx_page_columns(page, (struct jx_str){word, n});
        if (!((unsigned char)*word & 0x80) && width > least)
            least = width;
        word += n + (word[n] == ' ');
    }
    return least;
}

/* The longest word that Chinese does not break, a project's code above all. */
static unsigned longest_word(struct jx_str text)
{
    unsigned longest = LEAST_TEXT, n = 0;
    for (size_t i = 0; i < text.n; i++) {
        n = text.p[i] > ' ' && text.p[i] < 0x7f ? n + 1 : 0;
        longest = n > longest && n <= WORD ? n : longest;
    }
    return longest;
}

/* Widest cell of every column, and with its heading. */
static void measure(struct jx_report *report)
{
    struct jx_page *page = &report->page;
    const struct jx_table *table = report->table.table;
    struct paper_text text = {0};
    for (size_t k = 0; k < column_count(report); k++) {
        unsigned head = jx_page_widest(page, &table->columns[k].heading, 1);
        unsigned widest = heading_least(page, table->columns[k].heading);
        unsigned longest = LEAST_TEXT;
        for (size_t i = 0; i < report->table.count; i++) {
            paper_clear(&text);
            paper_value(page->host, &text, &table->columns[k], &report->table.rows[i][k]);
            unsigned width = jx_page_columns(page, paper_done(&text));
            widest = width > widest ? width : widest;
            unsigned word = longest_word(paper_done(&text));
            longest = word > longest ? word : longest;
        }
        report->words[k] = longest;
        report->cells[k] = widest;
        report->widths[k] = widest > head ? widest : head;
    }
    paper_drop(&text, &page->out.failed);
}

enum give { HEADINGS, TEXTS, WORDS }; /* what gives way, the first first */

/* Makes the widest column that may give way narrower by one. false: none may. */
static bool narrow(struct jx_report *report, enum give give)
{
    size_t count = column_count(report), widest = count;
    for (size_t k = 0; k < count; k++) {
        unsigned least = report->cells[k];
        unsigned text = give == TEXTS ? report->words[k] : LEAST_TEXT;
        if (give != HEADINGS && !paper_is_figure(&report->table.table->columns[k]) &&
            least > text)
            least = text;
        if (report->widths[k] > least &&
            (widest == count || report->widths[k] > report->widths[widest]))
            widest = k;
    }
    if (widest < count)
        report->widths[widest]--;
    return widest < count;
}

/* What is left over goes to bars; where even the narrowest columns find no room, rows become
 * blocks. */
static void fit(struct jx_report *report)
{
    const struct jx_table *table = report->table.table;
    size_t count = column_count(report);
    unsigned kind = table->plot.kind;
    bool bars =
        kind == JX_PLOT_BARS || kind == JX_PLOT_HISTOGRAM || kind == JX_PLOT_TORNADO;
    unsigned room = report->page.width - 2, used = bars ? LEAST_BAR : 0;
    for (size_t k = 0; k < count; k++)
        used += report->widths[k] + 2;
    for (enum give give = HEADINGS; give <= WORDS; give++)
        while (used > room && narrow(report, give))
            used--;
    report->blocks = used > room;
    report->bar = bars && used <= room ? room - used + LEAST_BAR : 0;
    report->bar = report->bar > MOST_BAR ? MOST_BAR : report->bar;
    report->most = bars ? paper_most(&report->table) : 0;
}

/* So many eighths of a column, as a bar. */
static void put_bar(struct paper_text *out, unsigned eighths)
{
    static const char *const parts[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    for (; eighths >= 8; eighths -= 8)
        paper_puts(out, "█");
    paper_puts(out, parts[eighths]);
}

/* Bars to both sides of a middle; to the left only whole columns can be drawn. */
static void put_sides(const struct jx_report *report, struct paper_text *out,
                      const struct jx_value *cells)
{
    unsigned half = report->bar / 2;
    double low = 0, high = 0, figure;
    for (size_t k = 0; k < column_count(report); k++) {
        if (!paper_plotted(report->table.table, k) || !paper_figure(&cells[k], &figure))
            continue;
        low = figure < low ? figure : low;
        high = figure > high ? figure : high;
    }
    unsigned left = (unsigned)(-low / report->most * half + 0.5);
    for (unsigned i = left; i < half; i++)
        paper_puts(out, " ");
    put_bar(out, 8 * left);
    paper_puts(out, "│");
    put_bar(out, (unsigned)(high / report->most * (half - 1) * 8 + 0.5));
}

static void row_bar(const struct jx_report *report, struct paper_text *out,
                    const struct jx_value *cells)
{
    const struct jx_plot *plot = &report->table.table->plot;
    double figure;
    if (!report->bar || report->most <= 0)
        return;
    if (plot->kind == JX_PLOT_TORNADO)
        put_sides(report, out, cells);
    else if (paper_figure(&cells[plot->first + plot->count - 1], &figure))
        put_bar(out, (unsigned)(fabs(figure) / report->most * report->bar * 8 + 0.5));
}

static uint8_t style_of(const struct jx_column *column, const struct jx_value *cell)
{
    if (column->type != JX_COLUMN_CHANGE || !cell || cell->type != JX_T_NUMBER)
        return JX_PLAIN;
    return cell->number.digits < 0   ? JX_RED
           : cell->number.digits > 0 ? JX_CYAN
                                     : JX_PLAIN;
}

/* A row, or the headings (NULL). */
static void print_line(struct jx_report *report, const struct jx_value *cells)
{
    struct jx_page *page = &report->page;
    const struct jx_table *table = report->table.table;
    struct jx_page_cell line[JX_REPORT_COLUMNS + 1];
    struct paper_text texts[JX_REPORT_COLUMNS] = {{0}};
    struct paper_text bar = {0};
    size_t count = column_count(report);
    for (size_t k = 0; k < count; k++) {
        const struct jx_column *column = &table->columns[k];
        if (cells)
            paper_value(page->host, &texts[k], column, &cells[k]);
        else
            paper_puts(&texts[k], jx_page_word(page, column->heading));
        line[k] = (struct jx_page_cell){
            .text = paper_done(&texts[k]),
            .width = report->widths[k],
            .right = paper_is_figure(column),
            .even = cells ? 0 : heading_least(page, column->heading),
            .style = cells ? style_of(column, &cells[k]) : JX_BOLD};
    }
    if (cells)
        row_bar(report, &bar, cells);
    line[count] = (struct jx_page_cell){
        .text = paper_done(&bar), .width = report->bar + 1, .style = JX_CYAN};
    jx_page_row(page, 2, line, count + (report->bar > 0));
    for (size_t k = 0; k < count; k++)
        paper_drop(&texts[k], &page->out.failed);
    paper_drop(&bar, &page->out.failed);
}

static void print_row(struct jx_report *report, const struct jx_value *cells)
{
    if (!report->blocks)
        print_line(report, cells);
    else if (cells)
        jx_report_block(report, cells);
}

static bool by_now(struct jx_report *report)
{
    if (report->laid_out || !report->table.table)
        return true;
    report->laid_out = true;
    measure(report);
    fit(report);
    if (report->table.table->column_count && report->table.count)
        print_row(report, NULL);
    else if (report->table.table->column_count)
        jx_page_para(&report->page, 2,
                     paper_str(jx_page_word(&report->page, N_("nothing to show"))),
                     JX_PLAIN);
    for (size_t i = 0; i < report->table.count; i++)
        print_row(report, report->table.rows[i]);
    return jx_page_flush(&report->page);
}

bool jx_report_tables_end(struct jx_report *report)
{
    const struct paper_table *kept = &report->table;
    if (!by_now(report))
        return false;
    jx_report_blocks_end(report);
    if (kept->table && kept->seen > kept->count && kept->table->shown &&
        !report->page.output->full_detail) {
        struct paper_text text = {0};
        paper_table_more(&text, kept->host, kept->seen - kept->count);
        jx_page_para(&report->page, 2, paper_done(&text), JX_PLAIN);
        paper_drop(&text, &report->page.out.failed);
    }
    return jx_page_flush(&report->page);
}

static void put_note(struct jx_page *page, struct jx_str note)
{
    while (note.n) {
        const char *stop = memchr(note.p, '\n', note.n);
        size_t n = stop ? (size_t)(stop - note.p) : note.n;
        jx_page_para(page, 2, (struct jx_str){note.p, n}, JX_PLAIN);
        n += stop != NULL;
        note = (struct jx_str){note.p + n, note.n - n};
    }
}

bool jx_report_table(struct jx_report *report, const struct jx_table *table)
{
    struct jx_page *page = &report->page;
    if (!jx_report_tables_end(report))
        return false;
    if (report->table.table)
        jx_page_gap(page);
    paper_table_begin(&report->table, page->host, table);
    report->laid_out = false;
    jx_page_para(page, 0, paper_str(jx_page_word(page, table->title)), JX_BOLD);
    put_note(page, table->note);
    return jx_page_flush(page);
}

bool jx_report_row(struct jx_report *report, const struct jx_value *cells)
{
    const struct jx_output *output = report->page.output;
    const struct jx_table *table = report->table.table;
    size_t most = paper_table_shown(table, output, KEPT);
    bool all = output->full_detail || !table->shown;
    paper_table_row(&report->table, cells, most);
    report->page.out.failed |= report->table.failed;
    if (report->table.seen <= most || !all)
        return !report->table.failed || jx_page_flush(&report->page);
    if (!by_now(report))
        return false;
    print_row(report, cells);
    return jx_page_flush(&report->page);
}
