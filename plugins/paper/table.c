/* table.c: cells of a report's tables in words, and the rows kept for widths and plots. How
 * a table looks is each writer's own business. */
#include "table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One block a row: the cells, and behind them their texts. */
static struct jx_value *copy_row(const struct jx_value *cells, size_t count)
{
    size_t texts = 0;
    for (size_t i = 0; i < count; i++)
        texts += cells[i].text.n;
    struct jx_value *copy = malloc(count * sizeof *copy + texts + 1);
    char *to = copy ? (char *)(copy + count) : NULL;
    for (size_t i = 0; copy && i < count; i++) {
        copy[i] = cells[i];
        if (cells[i].text.n)
            memcpy(to, cells[i].text.p, cells[i].text.n);
        copy[i].text.p = to;
        to += cells[i].text.n;
    }
    return copy;
}

static bool grow(struct paper_table *kept)
{
    if (kept->count < kept->capacity)
        return true;
    size_t capacity = kept->capacity ? kept->capacity * 2 : 64;
    const struct jx_value **rows = realloc(kept->rows, capacity * sizeof *rows);
    if (!rows)
        return false;
    kept->rows = rows;
    kept->capacity = capacity;
    return true;
}

static void forget(struct paper_table *kept)
{
    for (size_t i = 0; i < kept->count; i++)
        free((void *)kept->rows[i]);
    kept->count = 0;
    kept->seen = 0;
}

void paper_table_begin(struct paper_table *kept, const struct jx_host *host,
                       const struct jx_table *table)
{
    forget(kept);
    kept->host = host;
    kept->table = table;
}

void paper_table_row(struct paper_table *kept, const struct jx_value *cells, size_t limit)
{
    kept->seen++;
    if (kept->count >= limit || kept->failed)
        return;
    struct jx_value *row = grow(kept) ? copy_row(cells, kept->table->column_count) : NULL;
    if (row)
        kept->rows[kept->count++] = row;
    kept->failed = !row;
}

void paper_table_free(struct paper_table *kept)
{
    forget(kept);
    free(kept->rows);
    *kept = (struct paper_table){0};
}

size_t paper_table_shown(const struct jx_table *table, const struct jx_output *output,
                         size_t most)
{
    bool all = output->full_detail || !table->shown;
    return all || table->shown > most ? most : table->shown;
}

void paper_table_more(struct paper_text *text, const struct jx_host *host, uint64_t rows)
{
    paper_say(host, text, N_("… and %zu more: --detail full, or --to csv, xlsx, html"),
              (size_t)rows);
}

static void put_number(const struct jx_host *host, struct paper_text *text,
                       struct jx_dec number, int digits)
{
    char shown[64];
    size_t n = host->decimal(host, host->math->round(number, digits), shown);
    paper_add(text, (struct jx_str){shown, n});
}

void paper_value(const struct jx_host *host, struct paper_text *text,
                 const struct jx_column *column, const struct jx_value *value)
{
    if (value->type == JX_T_TEXT)
        paper_add(text, value->text);
    if (value->type == JX_T_FLAG)
        paper_puts(text, paper_word(host, value->flag ? N_("yes") : N_("no")));
    if (value->type != JX_T_NUMBER)
        return;
    struct jx_dec number = value->number;
    bool share = column->type == JX_COLUMN_SHARE;
    if (column->type == JX_COLUMN_CHANGE)
        number = host->math->round(number, 2);
    if (column->type == JX_COLUMN_CHANGE && number.digits > 0)
        paper_puts(text, "+");
    if (share)
        number = host->math->mul(number, (struct jx_dec){100, 0});
    put_number(host, text, number,
               share                              ? 1
               : column->type == JX_COLUMN_COUNT  ? 0
               : column->type == JX_COLUMN_NUMBER ? 4
                                                  : 2);
    if (share)
        paper_puts(text, "%");
}

bool paper_figure(const struct jx_value *value, double *figure)
{
    *figure = 0;
    if (value->type != JX_T_NUMBER)
        return false;
    *figure = (double)value->number.digits * pow(10, value->number.exponent);
    return true;
}

bool paper_is_figure(const struct jx_column *column)
{
    return column->type != JX_COLUMN_TEXT;
}

bool paper_plotted(const struct jx_table *table, size_t column)
{
    return table->plot.kind != JX_PLOT_NONE && column >= table->plot.first &&
           column - table->plot.first < table->plot.count;
}

double paper_most(const struct paper_table *kept)
{
    double most = 0, figure;
    for (size_t i = 0; i < kept->count; i++)
        for (size_t k = 0; k < kept->table->column_count; k++)
            if (paper_plotted(kept->table, k) &&
                paper_figure(&kept->rows[i][k], &figure) && fabs(figure) > most)
                most = fabs(figure);
    return most;
}
