/* tables.c: a report of tables as a page: each table a section, its rows as they come, its
 * plot behind them in the file and above them on the page. */
#include "html.h"

#include "plot.h"

static void open_section(struct html *h, const struct jx_table *table, bool first)
{
    html_raw(h, "<section class=\"report\">\n");
    if (!first) { /* the first one's title is the page's */
        html_raw(h, "<h2>");
        html_word(h, table->title);
        html_raw(h, "</h2>\n");
    }
    if (table->note.n) {
        html_raw(h, "<p class=\"prose\">");
        html_text(h, table->note);
        html_raw(h, "</p>\n");
    }
    if (!table->column_count)
        return;
    html_raw(h, "<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>");
    for (size_t i = 0; i < table->column_count; i++) {
        html_raw(h, paper_is_figure(&table->columns[i]) ? "<th scope=\"col\" class=\"n\">"
                                                        : "<th scope=\"col\">");
        html_word(h, table->columns[i].heading);
    }
    html_raw(h, "</thead><tbody>\n");
}

static void put_plot(struct html *h)
{
    struct plot plot = {0};
    const struct jx_table *table = h->table.table;
    const char *title = table->plot.title ? table->plot.title : table->title;
    if (plot_draw(&plot, &h->table)) {
        paper_clear(&h->text);
        plot_svg(&plot, paper_word(h->host, title), table->key, false, &h->text);
        html_raw(h, "<figure>\n<figcaption>");
        html_word(h, title);
        html_raw(h, "</figcaption>\n");
        html_put(h, h->text.p, h->text.n);
        html_raw(h, "</figure>\n");
        h->failed |= h->text.failed;
        paper_clear(&h->text);
    }
    h->failed |= plot.failed;
    plot_free(&plot);
}

static void end_section(struct html *h)
{
    const struct jx_table *table = h->table.table;
    if (!table)
        return;
    if (table->column_count && !h->table.seen) {
        html_raw(h, "<tr><td colspan=\"");
        html_count(h, table->column_count);
        html_raw(h, "\">");
        html_say(h, N_("nothing to show"));
        html_raw(h, "\n");
    }
    if (table->column_count)
        html_raw(h, "</tbody></table></div>\n");
    put_plot(h);
    html_raw(h, "</section>\n");
}

bool html_table(struct html *h, const struct jx_table *table)
{
    bool first = !h->table.table;
    end_section(h);
    paper_table_begin(&h->table, h->host, table);
    if (first) {
        html_begin(h);
        html_raw(h, "</head>\n<body>\n<header>\n<h1>");
        html_word(h, table->title);
        html_raw(h, "</h1>\n</header>\n<main>\n");
    }
    open_section(h, table, first);
    return !h->failed;
}

bool html_row(struct html *h, const struct jx_value *cells)
{
    const struct jx_table *table = h->table.table;
    paper_table_row(&h->table, cells, JX_PLOT_ROWS);
    html_raw(h, "<tr>");
    for (size_t i = 0; i < table->column_count; i++) {
        paper_clear(&h->text);
        paper_value(h->host, &h->text, &table->columns[i], &cells[i]);
        html_raw(h, paper_is_figure(&table->columns[i]) ? "<td class=\"n\">" : "<td>");
        html_text(h, paper_done(&h->text));
    }
    html_raw(h, "\n");
    h->failed |= h->table.failed || h->text.failed;
    return !h->failed;
}

void html_tables_end(struct html *h)
{
    end_section(h);
    html_raw(h, "</main>\n</body>\n</html>\n");
}
