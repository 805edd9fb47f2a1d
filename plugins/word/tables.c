/* tables.c: a report of tables as a document: headings, plots, and the rows that a page for
 * people shows. */
#include "plot.h"
#include "package.h"
#include "word.h"

/* What a document may show of a table; the rest belongs into a spreadsheet. */
enum { ROWS = 300, LEAST = 6, MOST = 24 };

static void put_plot(struct word *w)
{
    struct word_picture picture = {{0}, {0}};
    const struct jx_table *table = w->table.table;
    const char *title = table->plot.title ? table->plot.title : table->title;
    struct plot plot = {0};
    if (plot_draw(&plot, &w->table)) {
        plot_svg(&plot, paper_word(w->host, title), table->key, true, &picture.svg);
        plot_emf(&plot, &picture.emf);
        w->doc.xml.failed |= picture.svg.failed || picture.emf.failed;
        word_picture(&w->doc, &picture, plot.width, plot.height,
                     paper_done(&plot.describe));
    }
    w->doc.xml.failed |= plot.failed;
    plot_free(&plot);
}

/* How much room a column asks for, in columns of text: headings wrap, and so does what is
 * longer than a project's code. */
static int wanted(struct word *w, size_t column)
{
    const struct jx_column *of = &w->table.table->columns[column];
    struct jx_str heading = paper_str(paper_word(w->host, of->heading));
    size_t most = w->host->columns(w->host, heading) / 2 + 1;
    for (size_t row = 0; row < w->table.count; row++) {
        paper_clear(&w->doc.text);
        paper_value(w->host, &w->doc.text, of, &w->table.rows[row][column]);
        size_t n = w->host->columns(w->host, paper_done(&w->doc.text));
        most = n > most ? n : most;
    }
    paper_clear(&w->doc.text);
    return (most < LEAST ? LEAST : most > MOST ? MOST : (int)most) + 2;
}

static size_t widths(struct word *w, int *out)
{
    const struct jx_table *table = w->table.table;
    size_t count =
        table->column_count < WORD_COLUMNS ? table->column_count : WORD_COLUMNS;
    int parts = 0;
    for (size_t i = 0; i < count; i++)
        parts += out[i] = wanted(w, i);
    for (size_t i = 0; i < count; i++)
        out[i] = WORD_LANDSCAPE * out[i] / parts;
    return count;
}

static void put_rows(struct word *w)
{
    const struct jx_table *table = w->table.table;
    int grid[WORD_COLUMNS];
    size_t count = widths(w, grid);
    word_table(&w->doc, grid, count);
    word_row(&w->doc, WORD_REPEAT | WORD_KEEP);
    for (size_t i = 0; i < count; i++)
        word_cell_word(&w->doc, (struct word_cell){.style = WORD_HEAD},
                       table->columns[i].heading);
    word_row_end(&w->doc);
    for (size_t row = 0; row < w->table.count; row++) {
        word_row(&w->doc, WORD_KEEP);
        for (size_t i = 0; i < count; i++) {
            bool figure = paper_is_figure(&table->columns[i]);
            paper_value(w->host, &w->doc.text, &table->columns[i],
                        &w->table.rows[row][i]);
            word_cell_text(&w->doc,
                           (struct word_cell){.style = figure ? WORD_CENTRE : WORD_CELL});
        }
        word_row_end(&w->doc);
    }
    word_table_end(&w->doc);
}

void word_tables_end(struct word *w)
{
    const struct jx_table *table = w->table.table;
    if (!table)
        return;
    put_plot(w);
    if (table->column_count && w->table.count)
        put_rows(w);
    else if (table->column_count)
        word_say(&w->doc, WORD_NOTE, N_("nothing to show"));
    if (w->table.seen > w->table.count) {
        paper_table_more(&w->doc.text, w->host, w->table.seen - w->table.count);
        word_text(&w->doc, WORD_NOTE);
    }
    w->doc.xml.failed |= w->table.failed;
    word_space(&w->doc);
}

bool word_tables_begin(void *self, const struct jx_table *table)
{
    struct word *w = self;
    bool first = !w->open;
    if (first && !word_doc_open(&w->doc, w->host, true))
        return w->host->fail(w->host, NULL, paper_word(w->host, N_("out of memory")));
    w->open = true;
    word_tables_end(w);
    paper_table_begin(&w->table, w->host, table);
    word_para(&w->doc, first ? WORD_SMALL : WORD_H1,
              paper_str(paper_word(w->host, table->title)));
    w->doc.row = WORD_NEXT; /* note and plot stay together */
    if (table->note.n)
        word_para(&w->doc, WORD_NOTE, table->note);
    w->doc.row = 0;
    return true;
}

bool word_tables_row(void *self, const struct jx_value *cells)
{
    struct word *w = self;
    paper_table_row(&w->table, cells, paper_table_shown(w->table.table, w->output, ROWS));
    return true;
}
