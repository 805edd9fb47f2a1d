/* diff_spread.c: the tables of 'jixiao diff' that add up over forms: departments, units,
 * levels, and the spread of totals. */
#include "diff.h"

#include "lang.h"
#include "names.h"
#include "strbuf.h"

#include <math.h>
#include <stdlib.h>

enum { SHOWN = 15, BIN = 5, BINS = 24 };

/* ---- sums by name ---- */

struct sum {
    struct jx_str name;
    size_t forms;
    struct jx_dec before, after;
};
struct sums {
    struct jx_names names;
    struct sum *list;
    size_t capacity;
    bool failed;
};

static struct sum *sum_of(struct sums *sums, struct jx_str name)
{
    static struct sum nowhere;
    size_t number = jx_names_number(&sums->names, name);
    if (number != SIZE_MAX && number >= sums->capacity) {
        size_t capacity = sums->names.capacity;
        struct sum *list = realloc(sums->list, capacity * sizeof *list);
        if (list)
            for (size_t i = sums->capacity; i < capacity; i++)
                list[i] = (struct sum){0};
        sums->list = list ? list : sums->list;
        sums->capacity = list ? capacity : sums->capacity;
    }
    if (number == SIZE_MAX || number >= sums->capacity) {
        sums->failed = true;
        return &nowhere;
    }
    sums->list[number].name = name;
    return &sums->list[number];
}

static void free_sums(struct sums *sums)
{
    jx_names_free(&sums->names);
    free(sums->list);
}

static int by_change(const void *a, const void *b)
{
    const struct sum *x = a, *y = b;
    int order = jx_dec_cmp(jx_dec_abs(jx_dec_sub(y->after, y->before)),
                           jx_dec_abs(jx_dec_sub(x->after, x->before)));
    return order ? order : jx_str_cmp(x->name, y->name);
}

static struct jx_value mean(struct jx_dec sum, size_t forms)
{
    bool ok = true;
    struct jx_dec mean = jx_dec_div(sum, jx_dec_int((int64_t)forms), &ok);
    return jx_cell_number(ok, jx_dec_round(mean, 4, JX_ROUND_HALF_AWAY));
}

/* Those that move most first; `means`: sums are shown as means too. */
static bool write_sums(struct jx_diff *diff, struct sums *sums,
                       const struct jx_table *table, bool means)
{
    bool ok = !sums->failed || jx_fail_memory(diff->err, NULL);
    if (sums->names.count)
        qsort(sums->list, sums->names.count, sizeof *sums->list, by_change);
    ok = ok && jx_tables_begin(diff->tables, table, diff->err);
    for (size_t i = 0; ok && i < sums->names.count; i++) {
        const struct sum *sum = &sums->list[i];
        struct jx_value name =
            sum->name.n ? jx_cell_str(sum->name) : jx_cell_words(_("not named"));
        ok = jx_tables_row(
            diff->tables,
            (const struct jx_value[]){
                name, jx_cell_count(sum->forms),
                means ? mean(sum->before, sum->forms) : jx_cell_number(true, sum->before),
                means ? mean(sum->after, sum->forms) : jx_cell_number(true, sum->after),
                jx_cell_number(true, jx_dec_sub(sum->after, sum->before))},
            diff->err);
    }
    free_sums(sums);
    return ok;
}

static bool by_office(struct jx_diff *diff, const struct jx_table *table, bool units)
{
    const struct jx_effect *effect = diff->effect;
    struct sums sums = {0};
    struct jx_dec ignored;
    for (size_t i = 0; i < effect->cases->count; i++) {
        const struct jx_case *c = &effect->cases->list[i];
        if (!jx_effect_total(effect, i, &ignored))
            continue;
        struct sum *sum = sum_of(&sums, units ? c->unit : c->department);
        sum->forms++;
        sum->before = jx_dec_add(sum->before, effect->before->list[i].total);
        sum->after = jx_dec_add(sum->after, effect->after->list[i].total);
    }
    return write_sums(diff, &sums, table, true);
}

bool jx_diff_departments(struct jx_diff *diff)
{
    static const struct jx_column columns[] = {
        {"department", N_("Department"), JX_COLUMN_TEXT},
        {"forms", N_("Forms"), JX_COLUMN_COUNT},
        {"before", N_("Mean before"), JX_COLUMN_POINTS},
        {"after", N_("Mean after"), JX_COLUMN_POINTS},
        {"net", N_("Net points"), JX_COLUMN_CHANGE}};
    static const struct jx_table table = {
        JX_TABLE("departments", N_("Net effect by department"), columns),
        .plot = {.kind = JX_PLOT_BARS, .first = 4, .count = 1}, .shown = SHOWN};
    return by_office(diff, &table, false);
}

bool jx_diff_units(struct jx_diff *diff)
{
    static const struct jx_column columns[] = {
        {"unit", N_("Unit"), JX_COLUMN_TEXT},
        {"forms", N_("Forms"), JX_COLUMN_COUNT},
        {"before", N_("Mean before"), JX_COLUMN_POINTS},
        {"after", N_("Mean after"), JX_COLUMN_POINTS},
        {"net", N_("Net points"), JX_COLUMN_CHANGE}};
    static const struct jx_table table = {
        JX_TABLE("units", N_("Net effect by unit"), columns),
        .plot = {.kind = JX_PLOT_BARS, .first = 4, .count = 1}, .shown = SHOWN};
    return by_office(diff, &table, true);
}

/* ---- levels ---- */

/* "Level 1 / level 2" of an item, in the arena. */
static struct jx_str level_of(struct jx_diff *diff, const struct jx_item *item)
{
    struct jx_str one = jx_str_trim(item->level1), two = jx_str_trim(item->level2);
    if (!two.n)
        return one;
    const char *text = jx_arena_format(&diff->arena, "%.*s / %.*s", (int)one.n, one.p,
                                       (int)two.n, two.p);
    return text ? jx_str_of(text) : one;
}

bool jx_diff_levels(struct jx_diff *diff)
{
    static const struct jx_column columns[] = {
        {"level", N_("Level"), JX_COLUMN_TEXT},
        {"items", N_("Indicators"), JX_COLUMN_COUNT},
        {"before", N_("Points before"), JX_COLUMN_POINTS},
        {"after", N_("Points after"), JX_COLUMN_POINTS},
        {"net", N_("Net points"), JX_COLUMN_CHANGE}};
    static const struct jx_table table = {
        JX_TABLE("levels", N_("Net effect by level of indicators"), columns),
        .plot = {.kind = JX_PLOT_BARS, .first = 4, .count = 1}, .shown = SHOWN};
    const struct jx_effect *effect = diff->effect;
    struct sums sums = {0};
    for (size_t i = 0; i < effect->cases->count; i++)
        for (size_t k = 0; k < effect->after->list[i].item_count; k++) {
            const struct jx_item *now = &effect->after->list[i].items[k], *was;
            struct jx_dec difference;
            if (!jx_effect_item(effect, i, k, &was, &difference))
                continue;
            struct sum *sum = sum_of(&sums, level_of(diff, now));
            sum->forms++;
            sum->before = jx_dec_add(sum->before, was->score);
            sum->after = jx_dec_add(sum->after, now->score);
        }
    return write_sums(diff, &sums, &table, false);
}

/* ---- the spread of totals ---- */

/* The bin of a total: full marks belong to the one below. */
static int bin_of(double total, double top)
{
    return (int)floor((total >= top ? top - 0.001 : total) / BIN);
}

static void fill_bins(const struct jx_scores *scores, double top, int from,
                      size_t bins[BINS])
{
    for (size_t i = 0; i < scores->count; i++) {
        if (!scores->list[i].has_total)
            continue;
        int bin = bin_of(jx_dec_to_double(scores->list[i].total), top) - from;
        bins[bin < 0 ? 0 : bin >= BINS ? BINS - 1 : bin]++;
    }
}

/* First and last bin that anybody is in; false: nobody has a total. */
static bool bin_range(const struct jx_effect *effect, double top, int range[2])
{
    bool any = false;
    for (size_t i = 0; i < 2 * effect->cases->count; i++) {
        const struct jx_scores *scores = i % 2 ? effect->after : effect->before;
        const struct jx_outcome *outcome = &scores->list[i / 2];
        if (!outcome->has_total)
            continue;
        int bin = bin_of(jx_dec_to_double(outcome->total), top);
        range[0] = !any || bin < range[0] ? bin : range[0];
        range[1] = !any || bin > range[1] ? bin : range[1];
        any = true;
    }
    if (range[1] - range[0] >= BINS)
        range[0] = range[1] - BINS + 1;
    return any;
}

static struct jx_table *histogram(struct jx_diff *diff, const struct jx_pack *pack)
{
    static const struct jx_column columns[] = {
        {"from", N_("Total from"), JX_COLUMN_NUMBER},
        {"before", N_("Before"), JX_COLUMN_COUNT},
        {"after", N_("After"), JX_COLUMN_COUNT}};
    struct jx_table *table = jx_arena_alloc(&diff->arena, sizeof *table);
    struct jx_grade_line *lines =
        jx_arena_array(&diff->arena, pack->grade_count + 1, sizeof *lines);
    if (!table || !lines)
        return NULL;
    for (size_t i = 0; i < pack->grade_count; i++)
        lines[i] = (struct jx_grade_line){pack->grades[i].name, pack->grades[i].from};
    *table = (struct jx_table){.size = sizeof *table,
                               .key = "totals",
                               .title = N_("Totals before and after, with grades"),
                               .columns = columns,
                               .column_count = 3,
                               .plot = {.kind = JX_PLOT_HISTOGRAM,
                                        .first = 1,
                                        .count = 2,
                                        .lines = lines,
                                        .line_count = pack->grade_count}};
    return table;
}

bool jx_diff_histogram(struct jx_diff *diff)
{
    const struct jx_effect *effect = diff->effect;
    const struct jx_pack *pack = effect->after->pack;
    double top = jx_dec_to_double(pack->ceiling);
    int range[2] = {0, 0};
    size_t before[BINS] = {0}, after[BINS] = {0};
    const struct jx_table *table = histogram(diff, pack);
    if (!bin_range(effect, top, range))
        return true;
    fill_bins(effect->before, top, range[0], before);
    fill_bins(effect->after, top, range[0], after);
    bool ok = (table || jx_fail_memory(diff->err, NULL)) &&
              jx_tables_begin(diff->tables, table, diff->err);
    for (int bin = range[0]; ok && bin <= range[1]; bin++)
        ok = jx_tables_row(diff->tables,
                           (const struct jx_value[]){
                               jx_cell_number(true, jx_dec_int((int64_t)bin * BIN)),
                               jx_cell_count(before[bin - range[0]]),
                               jx_cell_count(after[bin - range[0]])},
                           diff->err);
    return ok;
}
