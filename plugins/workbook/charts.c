/* charts.c: charts over the cells of a report's table, in the office program's own kind, so
 * that people can go on working with them. */
#include "charts.h"

#include <stdio.h>

enum { ROWS_ABOVE = 40 };

struct area {
    struct book *book;
    const struct jx_plot *plot;
    const char *sheet; /* its name */
    lxw_row_t first, last;
};

bool chart_marks(const struct jx_plot *plot)
{
    return plot->kind == JX_PLOT_HISTOGRAM && plot->line_count;
}

static void fill(lxw_chart_series *series, const struct jx_plot *plot, size_t k)
{
    static const lxw_color_t colours[] = {0x9aa5b1, 0x3569b5, 0xb4532a, 0x2e7d4f};
    bool less = plot->kind == JX_PLOT_TORNADO && k == 0;
    lxw_chart_fill ink = {.color = colours[less ? 2 : plot->count < 2 ? 1 : k % 4]};
    chart_series_set_fill(series, &ink);
}

/* A series for every column of figures, over the rows. */
static void by_columns(const struct area *a, lxw_chart *chart)
{
    size_t marks = a->book->table.table->column_count;
    lxw_col_t label = (lxw_col_t)(chart_marks(a->plot) ? marks : a->plot->label);
    for (size_t k = 0; k < a->plot->count; k++) {
        lxw_col_t column = (lxw_col_t)(a->plot->first + k);
        lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
        a->book->failed |= !series;
        if (!series)
            return;
        chart_series_set_categories(series, a->sheet, a->first, label, a->last, label);
        chart_series_set_values(series, a->sheet, a->first, column, a->last, column);
        chart_series_set_name_range(series, a->sheet, a->first - 1, column);
        fill(series, a->plot, k);
    }
}

/* A line for every row, from its first figure to its second. */
static void by_rows(const struct area *a, lxw_chart *chart)
{
    lxw_col_t from = a->plot->first, to = (lxw_col_t)(from + a->plot->count - 1);
    for (lxw_row_t row = a->first; row <= a->last; row++) {
        lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
        a->book->failed |= !series;
        if (!series)
            return;
        chart_series_set_categories(series, a->sheet, a->first - 1, from, a->first - 1,
                                    to);
        chart_series_set_values(series, a->sheet, row, from, row, to);
        chart_series_set_name_range(series, a->sheet, row, a->plot->label);
    }
    chart_axis_set_reverse(chart->y_axis); /* the first rank on top */
    chart_axis_set_min(chart->y_axis, 1);
}

/* Deeper the greater: colours of the cells themselves. */
static void heat(const struct area *a)
{
    lxw_conditional_format scale = {.type = LXW_CONDITIONAL_2_COLOR_SCALE,
                                    .min_color = 0xffffff,
                                    .max_color = 0xe58f66};
    worksheet_conditional_format_range(
        a->book->table_sheet.ws, a->first, a->plot->first, a->last,
        (lxw_col_t)(a->plot->first + a->plot->count - 1), &scale);
}

static uint8_t kind_of(const struct jx_plot *plot)
{
    return plot->kind == JX_PLOT_HISTOGRAM ? LXW_CHART_COLUMN
           : plot->kind == JX_PLOT_SLOPES  ? LXW_CHART_LINE
                                           : LXW_CHART_BAR;
}

/* Below a table that a page holds, so that paper shows both in their size; beside a longer
 * one, and then not on paper, where it would make the letters tiny. */
static void place(const struct area *a, lxw_chart *chart, lxw_chart_options *options)
{
    const struct sheet *sheet = &a->book->table_sheet;
    bool below = a->last - a->first < ROWS_ABOVE;
    lxw_col_t beside = (lxw_col_t)(sheet->count + 1);
    worksheet_insert_chart_opt(sheet->ws, below ? a->last + 2 : a->first,
                               below ? 0 : beside, chart, options);
    if (!below)
        worksheet_print_area(sheet->ws, 0, 0, a->last, (lxw_col_t)(sheet->count - 1));
}

static void draw(const struct area *a)
{
    const struct jx_table *table = a->book->table.table;
    double rows = (double)(a->last - a->first + 1), high = rows / 12;
    bool slopes = a->plot->kind == JX_PLOT_SLOPES; /* with names beside it */
    lxw_chart_options options = {.x_scale = slopes ? 2.2 : 1.5,
                                 .y_scale = high < 1.2 ? 1.2 : high};
    lxw_chart *chart = workbook_add_chart(a->book->workbook, kind_of(a->plot));
    a->book->failed |= !chart;
    if (!chart)
        return;
    if (slopes)
        by_rows(a, chart);
    else
        by_columns(a, chart);
    bool upright = slopes || a->plot->kind == JX_PLOT_HISTOGRAM;
    if (!upright) { /* the first row on top, as in the table; labels beside the bars */
        chart_axis_set_reverse(chart->y_axis);
        chart_axis_set_label_position(chart->y_axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    }
    if (a->plot->kind == JX_PLOT_TORNADO)
        chart_set_series_overlap(chart, 100);
    chart_title_set_name(chart,
                         word(a->book, a->plot->title ? a->plot->title : table->title));
    if (a->plot->count < 2)
        chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    else
        chart_legend_set_position(chart, upright && rows > 12 ? LXW_CHART_LEGEND_RIGHT
                                                              : LXW_CHART_LEGEND_BOTTOM);
    place(a, chart, &options);
}

void chart_table(struct book *book, lxw_row_t first, lxw_row_t last)
{
    char name[64];
    snprintf(name, sizeof name, "%s", book->table_sheet.ws->name);
    struct area area = {book, &book->table.table->plot, name, first, last};
    if (area.plot->kind == JX_PLOT_NONE || last < first)
        return;
    if (area.plot->kind == JX_PLOT_HEAT) {
        heat(&area);
        return;
    }
    if (area.last - first >= JX_PLOT_ROWS)
        area.last = first + JX_PLOT_ROWS - 1;
    draw(&area);
}
