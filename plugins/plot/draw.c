/* draw.c: the kinds of plots: where bars, lines and labels of a table's rows stand. */
#include "plot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* In the picture's own units; a column of text is about 6.6 wide. */
enum { WIDTH = 720, ROW = 24, TOP = 12, LABEL_COLUMNS = 30, VALUE = 66, EDGE = 8 };
static const double COLUMN = 6.6;

/* What the plots of a table share while they are drawn. */
struct drawing {
    struct plot *plot;
    const struct paper_table *kept;
    const struct jx_plot *how;
    size_t rows;
    double most;
};

static const struct jx_value *cell(const struct drawing *d, size_t row, size_t column)
{
    return &d->kept->rows[row][column];
}

static double figure(const struct drawing *d, size_t row, size_t k)
{
    double value;
    paper_figure(cell(d, row, d->how->first + k), &value);
    return value;
}

static bool known(const struct drawing *d, size_t row, size_t k)
{
    double value;
    return paper_figure(cell(d, row, d->how->first + k), &value);
}

static void words_of(const struct drawing *d, struct paper_text *text, size_t row,
                     size_t column)
{
    paper_value(d->plot->host, text, &d->kept->table->columns[column],
                cell(d, row, column));
}

static const char *heading(const struct drawing *d, size_t k)
{
    return paper_word(d->plot->host, d->kept->table->columns[d->how->first + k].heading);
}

/* "label – heading 5.1", for the shape drawn last. */
static void says(const struct drawing *d, size_t row, size_t k)
{
    struct paper_text text = {0};
    words_of(d, &text, row, d->how->label);
    paper_puts(&text, " – ");
    paper_puts(&text, heading(d, k));
    paper_puts(&text, " ");
    words_of(d, &text, row, d->how->first + k);
    plot_says(d->plot, &text);
    paper_drop(&text, &d->plot->failed);
}

static void put_value(const struct drawing *d, enum plot_anchor anchor, double x,
                      double y, size_t row, size_t k)
{
    struct paper_text text = {0};
    words_of(d, &text, row, d->how->first + k);
    plot_text(d->plot, PLOT_SOFT, anchor, x, y, paper_done(&text));
    paper_drop(&text, &d->plot->failed);
}

static double put_label(const struct drawing *d, enum plot_anchor anchor, double x,
                        double y, size_t row)
{
    struct paper_text text = {0};
    words_of(d, &text, row, d->how->label);
    plot_label(d->plot, anchor, x, y, paper_done(&text), LABEL_COLUMNS);
    double width = (double)d->plot->host->columns(d->plot->host, paper_done(&text));
    paper_drop(&text, &d->plot->failed);
    return width;
}

/* Room for the longest label. */
static double label_room(const struct drawing *d)
{
    double widest = 4;
    struct paper_text text = {0};
    for (size_t i = 0; i < d->rows; i++) {
        paper_clear(&text);
        words_of(d, &text, i, d->how->label);
        double columns = (double)d->plot->host->columns(d->plot->host, paper_done(&text));
        widest = columns > widest ? columns : widest;
    }
    paper_drop(&text, &d->plot->failed);
    return EDGE + COLUMN * (widest < LABEL_COLUMNS ? widest : LABEL_COLUMNS);
}

/* Names of the figures, where there are several. */
static double legend(const struct drawing *d, const enum plot_ink *inks)
{
    double x = EDGE;
    if (d->how->count < 2)
        return TOP;
    for (size_t k = 0; k < d->how->count && k < 2; k++) {
        struct jx_str name = paper_str(heading(d, k));
        plot_rect(d->plot, inks[k], x, 8, 12, 12);
        plot_text(d->plot, PLOT_SOFT, PLOT_LEFT, x + 18, 19, name);
        x += 40 + COLUMN * (double)d->plot->host->columns(d->plot->host, name);
    }
    return 32;
}

/* ---- bars ---- */

static const enum plot_ink pair[] = {PLOT_BEFORE, PLOT_AFTER};

static enum plot_ink series(const struct drawing *d, size_t k)
{
    return d->how->count < 2 || k % 2 ? PLOT_AFTER : PLOT_BEFORE;
}

static void draw_bars(const struct drawing *d)
{
    double left = label_room(d) + EDGE, top = legend(d, pair);
    double thick = d->how->count > 1 ? 9 : 16, step = thick * d->how->count + 9;
    double room = WIDTH - left - VALUE;
    for (size_t i = 0; i < d->rows; i++) {
        double y = top + step * (double)i;
        put_label(d, PLOT_RIGHT, left - EDGE, y + (step - 9) / 2 + 5, i);
        for (size_t k = 0; k < d->how->count; k++) {
            double length = d->most > 0 ? fabs(figure(d, i, k)) / d->most * room : 0;
            bool less = figure(d, i, k) < 0;
            plot_rect(d->plot, less ? PLOT_WORSE : series(d, k), left,
                      y + thick * (double)k, length, thick - 1);
            says(d, i, k);
            put_value(d, PLOT_LEFT, left + length + 5,
                      y + thick * (double)k + thick / 2 + 4, i, k);
        }
    }
    d->plot->height = top + step * (double)d->rows + TOP;
}

static void draw_tornado(const struct drawing *d)
{
    static const enum plot_ink inks[] = {PLOT_WORSE, PLOT_AFTER};
    double left = label_room(d) + EDGE, top = legend(d, inks);
    double middle = left + (WIDTH - left) / 2, room = (WIDTH - left) / 2 - VALUE;
    for (size_t i = 0; i < d->rows; i++) {
        double y = top + ROW * (double)i, ends[2] = {middle, middle};
        put_label(d, PLOT_RIGHT, left - EDGE, y + 16, i);
        for (size_t k = 0; k < d->how->count && k < 2; k++) {
            double length = d->most > 0 ? figure(d, i, k) / d->most * room : 0;
            double from = length < 0 ? middle + length : middle;
            bool both = k && figure(d, i, 0) * figure(d, i, 1) > 0;
            plot_rect(d->plot, inks[k], from, y + (both ? 12 : 3), fabs(length),
                      both ? 9 : 18);
            says(d, i, k);
            ends[0] = from < ends[0] ? from : ends[0];
            ends[1] = length > 0 && middle + length > ends[1] ? middle + length : ends[1];
        }
        bool turned = figure(d, i, 0) > figure(d, i, 1);
        put_value(d, PLOT_RIGHT, ends[0] - 4, y + 16, i, turned);
        put_value(d, PLOT_LEFT, ends[1] + 4, y + 16, i, !turned);
    }
    plot_line(d->plot, PLOT_RULE, middle, top, middle, top + ROW * (double)d->rows);
    d->plot->height = top + ROW * (double)d->rows + TOP;
}

/* ---- histogram ---- */

enum { FLOOR = 250, LEFT = 24 };

/* Grades at the totals where they begin, one name above the other where they are close. */
static void draw_lines(const struct drawing *d, double from, double wide, double step)
{
    double last = -1000, end = wide * (double)d->rows;
    for (size_t i = d->how->line_count; i-- > 0;) {
        const struct jx_grade_line *line = &d->how->lines[i];
        struct jx_value value = {.type = JX_T_NUMBER, .number = line->from};
        double at;
        paper_figure(&value, &at);
        if (at <= from || at > from + end)
            continue;
        double x = LEFT + (at - from) / wide * step;
        plot_line(d->plot, PLOT_WORSE, x, 46, x, FLOOR);
        d->plot->shapes[d->plot->count - 1].kind = PLOT_DASHED;
        plot_text(d->plot, PLOT_INK, PLOT_LEFT, x + 4, x - last < 26 ? 44 : 58,
                  paper_str(line->name));
        last = x;
    }
}

static void draw_histogram(const struct drawing *d)
{
    double edges[2] = {0, 1}, step = (WIDTH - 2 * LEFT) / (double)d->rows;
    struct paper_text text = {0};
    for (size_t i = 0; i < 2 && i < d->rows; i++)
        paper_figure(cell(d, i, d->how->label), &edges[i]);
    legend(d, pair);
    for (size_t i = 0; i < d->rows; i++) {
        double x = LEFT + step * (double)i;
        double wide = (step - 3) / d->how->count;
        for (size_t k = 0; k < d->how->count; k++) {
            double high = d->most > 0 ? figure(d, i, k) / d->most * (FLOOR - 74) : 0;
            high = figure(d, i, k) > 0 && high < 1 ? 1 : high;
            plot_rect(d->plot, series(d, k), x + 1.5 + wide * (double)k, FLOOR - high,
                      wide - 1, high);
            says(d, i, k);
        }
        if (d->rows > 24 && i % 2)
            continue;
        paper_clear(&text);
        words_of(d, &text, i, d->how->label);
        plot_text(d->plot, PLOT_SOFT, PLOT_MIDDLE, x, FLOOR + 17, paper_done(&text));
    }
    paper_drop(&text, &d->plot->failed);
    plot_line(d->plot, PLOT_RULE, LEFT, FLOOR, WIDTH - LEFT, FLOOR);
    draw_lines(d, edges[0], edges[1] - edges[0], step);
    d->plot->height = FLOOR + 28;
}

/* ---- slopes ---- */

/* Which place a row has on one side: how many figures are less, ties in the rows' order. */
static size_t place(const struct drawing *d, size_t row, size_t k)
{
    size_t before = 0;
    for (size_t i = 0; i < d->rows; i++)
        before +=
            known(d, i, k) && (!known(d, row, k) || figure(d, i, k) < figure(d, row, k) ||
                               (figure(d, i, k) == figure(d, row, k) && i < row));
    return before;
}

static void slope_end(const struct drawing *d, size_t row, size_t k, double x, double y)
{
    put_value(d, k ? PLOT_LEFT : PLOT_RIGHT, x, y, row, k);
    put_label(d, k ? PLOT_LEFT : PLOT_RIGHT, k ? x + 34 : x - 34, y, row);
}

static void draw_slopes(const struct drawing *d)
{
    double left = label_room(d) + 42, right = WIDTH - left, top = 40;
    for (size_t k = 0; k < 2; k++)
        plot_text(d->plot, PLOT_SOFT, k ? PLOT_LEFT : PLOT_RIGHT, k ? right : left, 22,
                  paper_str(heading(d, k)));
    for (size_t i = 0; i < d->rows; i++) {
        double ends[2] = {top + 18 * (double)place(d, i, 0),
                          top + 18 * (double)place(d, i, 1)};
        bool both = known(d, i, 0) && known(d, i, 1);
        enum plot_ink ink = figure(d, i, 1) < figure(d, i, 0)   ? PLOT_BETTER
                            : figure(d, i, 1) > figure(d, i, 0) ? PLOT_WORSE
                                                                : PLOT_BEFORE;
        for (size_t k = 0; k < 2; k++)
            if (known(d, i, k))
                slope_end(d, i, k, k ? right : left, ends[k] + 4);
        if (!both)
            continue;
        plot_line(d->plot, ink, left + 6, ends[0], right - 6, ends[1]);
        says(d, i, 1);
    }
    d->plot->height = top + 18 * (double)d->rows + TOP;
}

/* ---- heat ---- */

static void draw_heat(const struct drawing *d)
{
    double left = label_room(d) + EDGE, top = 36;
    double step = (WIDTH - left - EDGE) / d->how->count;
    for (size_t k = 0; k < d->how->count; k++)
        plot_label(d->plot, PLOT_MIDDLE, left + step * ((double)k + 0.5), 24,
                   paper_str(heading(d, k)), (size_t)(step / COLUMN));
    for (size_t i = 0; i < d->rows; i++) {
        double y = top + ROW * (double)i;
        put_label(d, PLOT_RIGHT, left - EDGE, y + 16, i);
        for (size_t k = 0; k < d->how->count; k++) {
            double share = d->most > 0 ? fabs(figure(d, i, k)) / d->most : 0;
            double x = left + step * (double)k;
            if (!known(d, i, k))
                continue;
            plot_rect(d->plot, PLOT_HEAT, x + 1, y + 1, step - 2, ROW - 2);
            if (d->plot->count)
                d->plot->shapes[d->plot->count - 1].depth = share;
            says(d, i, k);
            put_value(d, PLOT_MIDDLE, x + step / 2, y + 16, i, k);
            d->plot->shapes[d->plot->count - 1].ink = PLOT_INK;
        }
    }
    d->plot->height = top + ROW * (double)d->rows + TOP;
}

bool plot_draw(struct plot *plot, const struct paper_table *kept)
{
    const struct jx_plot *how = &kept->table->plot;
    struct drawing d = {.plot = plot,
                        .kept = kept,
                        .how = how,
                        .rows = kept->count < JX_PLOT_ROWS ? kept->count : JX_PLOT_ROWS,
                        .most = paper_most(kept)};
    size_t columns = kept->table->column_count;
    plot->host = kept->host;
    plot->width = WIDTH;
    bool fits = how->label < columns && how->count && how->first + how->count <= columns;
    if (!d.rows || !fits)
        return false;
    switch (how->kind) {
    case JX_PLOT_BARS: draw_bars(&d); break;
    case JX_PLOT_HISTOGRAM: draw_histogram(&d); break;
    case JX_PLOT_TORNADO: draw_tornado(&d); break;
    case JX_PLOT_SLOPES:
        if (how->count < 2)
            return false;
        draw_slopes(&d);
        break;
    case JX_PLOT_HEAT: draw_heat(&d); break;
    default: return false;
    }
    return !plot->failed && !plot->describe.failed;
}
