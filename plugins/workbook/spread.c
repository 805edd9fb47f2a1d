/* spread.c: how totals and grades are distributed, with charts of the office program's
 * own. */
#include "book.h"

#include <stdio.h>

enum { LOWEST = 50, WIDTH = 5 };

static size_t bin_of(struct jx_dec total)
{
    double value = value_of(total);
    if (value < LOWEST)
        return 0;
    size_t bin = 1 + (size_t)((value - LOWEST) / WIDTH);
    return bin < BINS ? bin : BINS - 1;
}

static void count_grade(struct book *book, const char *name, enum whose whose)
{
    size_t place = name ? grade_index(book, name) : GRADES;
    if (place < GRADES)
        book->grades[place].of[whose]++;
}

static const char *grade_of(const struct book *book, const struct jx_face *face,
                            struct jx_dec total)
{
    for (size_t i = 0; face && i < face->grade_count; i++)
        if (book->host->math->cmp(total, face->grades[i].from) >= 0)
            return face->grades[i].name;
    return NULL;
}

void spread_record(struct book *book, const struct jx_result *result)
{
    const struct jx_face *face = result->face;
    const struct jx_review *review = result->review;
    /* Grades of the form's pack, so that one that nobody got is shown too. */
    for (size_t i = 0; face && i < face->grade_count; i++)
        grade_index(book, face->grades[i].name);
    if (result->has_total) {
        book->bins[bin_of(result->total)].of[COMPUTED]++;
        if (face)
            count_grade(book, result->grade, COMPUTED);
    }
    if (result->has_claimed_total) {
        book->bins[bin_of(result->claimed_total)].of[CLAIMED]++;
        count_grade(book, grade_of(book, face, result->claimed_total), CLAIMED);
    }
    if (review && review->has_total) {
        book->bins[bin_of(review->total)].of[REVIEWED]++;
        if (face)
            count_grade(book, review->grade, REVIEWED);
    }
}

static unsigned series_count(const struct book *book)
{
    return book->output->reviews ? SERIES : REVIEWED;
}

static void bin_name(const struct book *book, size_t bin, char *out, size_t size)
{
    int from = LOWEST + ((int)bin - 1) * WIDTH;
    if (bin == 0)
        snprintf(out, size, word(book, N_("below %d")), LOWEST);
    else
        snprintf(out, size, "%d–%d", from, from + WIDTH);
}

static void one_row(struct book *book, struct jx_str name, struct share share)
{
    struct sheet *sheet = &book->spread;
    next_row(book, sheet);
    put(book, sheet, 0, name, STYLE_CENTER);
    for (unsigned i = 0; i < series_count(book); i++)
        put_count(book, sheet, i + 1, share.of[i]);
}

static void headings(struct book *book, const char *first)
{
    static const char *const rest[SERIES] = {N_("Claimed"), N_("System"), N_("Reviewed")};
    struct sheet *sheet = &book->spread;
    next_row(book, sheet);
    put_word(book, sheet, 0, first, STYLE_HEAD);
    for (unsigned i = 0; i < series_count(book); i++)
        put_word(book, sheet, i + 1, rest[i], STYLE_HEAD);
}

/* Claimed beside computed and reviewed, of the rows [first, last] of the sheet. */
static void chart(struct book *book, const char *title, lxw_row_t first, lxw_row_t last,
                  lxw_row_t at)
{
    static const lxw_color_t colours[SERIES] = {0xa6a6a6, 0x2f5597, 0x548235};
    const char *sheet = word(book, N_("Distribution"));
    lxw_chart *chart = workbook_add_chart(book->workbook, LXW_CHART_COLUMN);
    lxw_chart_options options = {.x_scale = 1.25, .y_scale = 1.1};
    if (!chart) {
        book->failed = true;
        return;
    }
    for (unsigned i = 0; i < series_count(book); i++) {
        lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
        lxw_chart_fill fill = {.color = colours[i]};
        if (!series) {
            book->failed = true;
            return;
        }
        chart_series_set_categories(series, sheet, first, 0, last, 0);
        chart_series_set_values(series, sheet, first, (lxw_col_t)(i + 1), last,
                                (lxw_col_t)(i + 1));
        chart_series_set_name_range(series, sheet, first - 1, (lxw_col_t)(i + 1));
        chart_series_set_fill(series, &fill);
        chart_series_set_labels(series);
        chart_series_set_labels_num_format(series, "0;;;"); /* no label for nothing */
    }
    lxw_chart_line rule = {.color = 0xd9d9d9, .width = 0.75};
    chart_axis_major_gridlines_set_line(chart->y_axis, &rule);
    chart_title_set_name(chart, word(book, title));
    chart_axis_set_name(chart->y_axis, word(book, N_("Number of projects")));
    chart_axis_set_num_format(chart->y_axis, "0");
    chart_axis_set_min(chart->y_axis, 0);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    worksheet_insert_chart_opt(book->spread.ws, at, 5, chart, &options);
}

static void draw(struct book *book)
{
    struct sheet *sheet = &book->spread;
    char name[32];
    headings(book, N_("Total score"));
    lxw_row_t first = sheet->row + 1;
    for (size_t i = 0; i < BINS; i++) {
        bin_name(book, i, name, sizeof name);
        one_row(book, paper_str(name), book->bins[i]);
    }
    chart(book, N_("Totals"), first, sheet->row, first - 1);
    if (!book->grade_count)
        return;
    while (sheet->row < first + 18) /* below the first chart */
        next_row(book, sheet);
    headings(book, N_("Grade"));
    first = sheet->row + 1;
    for (size_t i = 0; i < book->grade_count; i++)
        one_row(book, paper_str(book->grade_names[i]), book->grades[i]);
    chart(book, N_("Grades"), first, sheet->row, first - 1);
}

void spread_end(struct book *book)
{
    struct sheet *sheet = &book->spread;
    if (!sheet->ws)
        return;
    page_setup(sheet->ws, true);
    worksheet_set_column(sheet->ws, 0, 0, 14, NULL);
    worksheet_set_column(sheet->ws, 1, 3, 10, NULL);
    put_merged(book, sheet->ws, (const lxw_row_t[2]){0, 0}, (const unsigned[2]){0, 13},
               paper_str(word(book, N_("Distribution of totals and grades"))),
               STYLE_TITLE);
    worksheet_set_row(sheet->ws, 0, 30, NULL);
    draw(book);
}
