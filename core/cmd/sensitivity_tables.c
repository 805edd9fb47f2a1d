/* sensitivity_tables.c: the tables of 'jixiao sensitivity': the summary, the weights that
 * decide, the forms that are least sure, and those within reach of another grade. */
#include "sensitivity.h"

#include "lang.h"
#include "strbuf.h"

#include <math.h>
#include <stdlib.h>

enum { SHOWN = 15 };
static const double SURE = 0.95; /* of the variants */

static bool put(struct jx_sensing *s, const struct jx_value *cells)
{
    return jx_tables_row(s->tables, cells, s->err);
}

static const char *grade_of(const struct jx_sensing *s, size_t grade)
{
    return grade < s->pack->grade_count ? s->pack->grades[grade].name : NULL;
}

/* ---- the summary ---- */

struct counts {
    size_t grades, ranks, reach; /* sure of their grade, of their rank; near another */
    double grade, rank;          /* mean shares */
};

static struct counts count(const struct jx_variants *variants)
{
    struct counts counts = {0};
    for (size_t i = 0; i < variants->count; i++) {
        const struct jx_varied *one = &variants->list[i];
        if (!one->has_total)
            continue;
        counts.grades += one->same_grade >= SURE;
        counts.ranks += one->same_rank >= SURE;
        counts.reach += one->factor < variants->factors->count;
        counts.grade += one->same_grade / (double)variants->ranked;
        counts.rank += one->same_rank / (double)variants->ranked;
    }
    return counts;
}

static struct jx_str note(struct jx_sensing *s, const struct counts *counts)
{
    const struct jx_variants *v = s->variants;
    struct jx_strbuf text = {0};
    jx_strbuf_format(&text,
                     _("%s %s: %zu variants of %zu weights and parameters, seed %llu; "
                       "weights are scaled to each form's sum."),
                     s->pack->name, s->pack->version, v->variants, v->factors->count,
                     (unsigned long long)s->seed);
    jx_strbuf_putc(&text, '\n');
    jx_strbuf_format(
        &text,
        _("Of %zu forms with a total %zu keep their grade and %zu their rank "
          "(to within %zu) in 95 %% of the variants or more."),
        v->ranked, counts->grades, counts->ranks, v->reach);
    if (s->others)
        jx_strbuf_format(
            &text,
            _("\n%zu forms belong to other packs and were left out: name such "
              "a pack with --pack."),
            s->others);
    const char *kept = text.failed ? NULL : jx_arena_copy(&s->arena, text.text, text.len);
    jx_strbuf_free(&text);
    return jx_str_of(kept ? kept : "");
}

static bool summary(struct jx_sensing *s)
{
    static const struct jx_column columns[] = {
        {"what", N_("Figure"), JX_COLUMN_TEXT},
        {"forms", N_("Forms"), JX_COLUMN_COUNT},
        {"share", N_("Share of forms"), JX_COLUMN_SHARE}};
    struct counts counts = count(s->variants);
    struct jx_table *table = jx_arena_alloc(&s->arena, sizeof *table);
    if (!table)
        return jx_fail_memory(s->err, NULL);
    *table = (struct jx_table){.size = sizeof *table,
                               .key = "summary",
                               .title = N_("How sure grades and ranks are"),
                               .note = note(s, &counts),
                               .columns = columns,
                               .column_count = 3};
    double all = s->variants->ranked ? (double)s->variants->ranked : 1;
    const struct {
        const char *key, *label;
        size_t forms;
        double share;
    } rows[] = {
        {"totals", _("with a total"), s->variants->ranked,
         (double)s->variants->ranked / (double)s->variants->count},
        {"sure_grade", _("sure of their grade"), counts.grades,
         (double)counts.grades / all},
        {"sure_rank", _("sure of their rank"), counts.ranks, (double)counts.ranks / all},
        {"near", _("within reach of another grade"), counts.reach,
         (double)counts.reach / all}};
    bool ok = jx_tables_begin(s->tables, table, s->err);
    for (size_t i = 0; ok && i < sizeof rows / sizeof *rows; i++) {
        struct jx_value cells[3] = {jx_cell_keyed(rows[i].label, rows[i].key),
                                    jx_cell_count(rows[i].forms),
                                    jx_cell_estimate(rows[i].share)};
        ok = put(s, cells);
    }
    return ok;
}

/* ---- what decides ---- */

struct decider {
    double first, total, alone[2];
    size_t factor;
};

static int by_total_order(const void *a, const void *b)
{
    const struct decider *x = a, *y = b;
    if (x->total != y->total)
        return x->total < y->total ? 1 : -1;
    return (x->factor > y->factor) - (x->factor < y->factor);
}

/* A share is never below zero, its estimate may be. */
static bool decider_row(struct jx_sensing *s, const struct decider *d)
{
    const struct jx_factor *factor = &s->variants->factors->list[d->factor];
    return put(s, (const struct jx_value[]){
                      jx_cell_words(factor->name), jx_cell_estimate(factor->low),
                      jx_cell_estimate(factor->base), jx_cell_estimate(factor->high),
                      jx_cell_estimate(d->first > 0 ? d->first : 0),
                      jx_cell_estimate(d->total), jx_cell_estimate(d->alone[0]),
                      jx_cell_estimate(d->alone[1])});
}

static bool deciders(struct jx_sensing *s)
{
    static const struct jx_column columns[] = {
        {"name", N_("Weight or parameter"), JX_COLUMN_TEXT},
        {"low", N_("From"), JX_COLUMN_NUMBER},
        {"now", N_("Now"), JX_COLUMN_NUMBER},
        {"high", N_("To"), JX_COLUMN_NUMBER},
        {"first", N_("First order"), JX_COLUMN_SHARE},
        {"total", N_("Total order"), JX_COLUMN_SHARE},
        {"change_low", N_("Mean total at the lowest"), JX_COLUMN_CHANGE},
        {"change_high", N_("Mean total at the highest"), JX_COLUMN_CHANGE}};
    struct jx_table *table = jx_arena_alloc(&s->arena, sizeof *table);
    size_t count = s->variants->factors->count;
    struct decider *list = jx_arena_array(&s->arena, count, sizeof *list);
    if (!table || !list)
        return jx_fail_memory(s->err, NULL);
    *table = (struct jx_table){
        .size = sizeof *table,
        .key = "factors",
        .title = N_("The weights and parameters that decide"),
        .note =
            jx_str_of(_("First order: the share of all variation that it brings alone; "
                        "total order: with all that it brings together with others "
                        "(Sobol, by Jansen's estimators; what sampling puts below "
                        "zero is 0).")),
        .columns = columns,
        .column_count = 8,
        .plot = {.kind = JX_PLOT_TORNADO,
                 .first = 6,
                 .count = 2,
                 .title = N_("What each does to the mean total, alone")}};
    for (size_t i = 0; i < count; i++) {
        struct jx_variance sum = jx_variants_sum(s->variants, i);
        list[i] = (struct decider){.first = jx_first_order(&sum),
                                   .total = jx_total_order(&sum),
                                   .alone = {jx_variants_alone(s->variants, i, 0),
                                             jx_variants_alone(s->variants, i, 1)},
                                   .factor = i};
    }
    qsort(list, count, sizeof *list, by_total_order);
    bool ok = jx_tables_begin(s->tables, table, s->err);
    for (size_t i = 0; ok && i < count; i++)
        ok = decider_row(s, &list[i]);
    return ok;
}

/* ---- forms ---- */

struct place {
    double key;
    size_t index;
};

static int by_key(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

/* The table of the forms on the list, the smallest key first; takes the list over, which
 * is NULL where there was no memory. */
static bool write_sorted(struct jx_sensing *s, const struct jx_table *table,
                         struct place *list, size_t count,
                         bool (*row)(struct jx_sensing *s, size_t form))
{
    if (!list)
        return jx_fail_memory(s->err, NULL);
    qsort(list, count, sizeof *list, by_key);
    bool ok = jx_tables_begin(s->tables, table, s->err);
    for (size_t i = 0; ok && i < count; i++)
        ok = row(s, list[i].index);
    free(list);
    return ok;
}

static bool form_row(struct jx_sensing *s, size_t i)
{
    const struct jx_varied *one = &s->variants->list[i];
    const struct jx_case *c = &s->cases->list[i];
    return put(s, (const struct jx_value[]){
                      jx_cell_str(c->code), jx_cell_str(c->name),
                      jx_cell_number(true, one->total_exact),
                      jx_cell_estimate(one->total_low), jx_cell_estimate(one->total_high),
                      jx_cell_words(grade_of(s, one->grade)),
                      jx_cell_estimate(one->same_grade), jx_cell_count(one->rank),
                      jx_cell_estimate(one->rank_low), jx_cell_estimate(one->rank_high),
                      jx_cell_estimate(one->same_rank)});
}

static bool forms(struct jx_sensing *s)
{
    static const struct jx_column columns[] = {
        {"code", N_("Code"), JX_COLUMN_TEXT},
        {"name", N_("Name"), JX_COLUMN_TEXT},
        {"total", N_("Total now"), JX_COLUMN_POINTS},
        {"total_low", N_("Total 5%"), JX_COLUMN_POINTS},
        {"total_high", N_("Total 95%"), JX_COLUMN_POINTS},
        {"grade", N_("Grade"), JX_COLUMN_TEXT},
        {"same_grade", N_("Same grade"), JX_COLUMN_SHARE},
        {"rank", N_("Rank"), JX_COLUMN_COUNT},
        {"rank_low", N_("Rank 5%"), JX_COLUMN_COUNT},
        {"rank_high", N_("Rank 95%"), JX_COLUMN_COUNT},
        {"same_rank", N_("Same rank"), JX_COLUMN_SHARE}};
    static const struct jx_table table = {
        JX_TABLE("projects", N_("Forms, the least sure first"), columns), .shown = SHOWN};
    struct place *list = malloc((s->cases->count + 1) * sizeof *list);
    size_t count = 0;
    for (size_t i = 0; list && i < s->cases->count; i++) {
        const struct jx_varied *one = &s->variants->list[i];
        if (one->has_total)
            list[count++] = (struct place){one->same_grade + one->same_rank / 1000, i};
    }
    return write_sorted(s, &table, list, count, form_row);
}

/* ---- edges ---- */

static double relative(const struct jx_factor *factor, double value)
{
    return (value - factor->base) / (factor->base != 0 ? fabs(factor->base) : 1);
}

static bool edge_row(struct jx_sensing *s, size_t i)
{
    const struct jx_varied *one = &s->variants->list[i];
    const struct jx_factor *factor = &s->variants->factors->list[one->factor];
    const struct jx_case *c = &s->cases->list[i];
    /* the better of the two grades begins where the edge is */
    size_t better = one->other < one->grade ? one->other : one->grade;
    bool known = better < s->pack->grade_count;
    struct jx_dec from = known ? s->pack->grades[better].from : jx_dec_int(0);
    return put(s, (const struct jx_value[]){
                      jx_cell_str(c->code), jx_cell_str(c->name),
                      jx_cell_number(true, one->total_exact),
                      jx_cell_words(grade_of(s, one->grade)),
                      jx_cell_words(grade_of(s, one->other)),
                      jx_cell_number(known, jx_dec_sub(from, one->total_exact)),
                      jx_cell_words(factor->name), jx_cell_estimate(factor->base),
                      jx_cell_estimate(one->value),
                      jx_cell_estimate(relative(factor, one->value))});
}

static bool edges(struct jx_sensing *s)
{
    static const struct jx_column columns[] = {
        {"code", N_("Code"), JX_COLUMN_TEXT},
        {"name", N_("Name"), JX_COLUMN_TEXT},
        {"total", N_("Total now"), JX_COLUMN_POINTS},
        {"grade", N_("Grade"), JX_COLUMN_TEXT},
        {"other", N_("Other grade"), JX_COLUMN_TEXT},
        {"points", N_("Points to it"), JX_COLUMN_CHANGE},
        {"change", N_("Smallest change"), JX_COLUMN_TEXT},
        {"now", N_("Now"), JX_COLUMN_NUMBER},
        {"then", N_("Then"), JX_COLUMN_NUMBER},
        {"by", N_("By"), JX_COLUMN_SHARE}};
    static const struct jx_table table = {
        JX_TABLE("edges", N_("Forms within reach of another grade, the nearest first"),
                 columns),
        .shown = SHOWN};
    struct place *list = malloc((s->cases->count + 1) * sizeof *list);
    size_t count = 0;
    for (size_t i = 0; list && i < s->cases->count; i++) {
        const struct jx_varied *one = &s->variants->list[i];
        if (one->has_total && one->factor < s->variants->factors->count)
            list[count++] = (struct place){
                fabs(relative(&s->variants->factors->list[one->factor], one->value)), i};
    }
    return write_sorted(s, &table, list, count, edge_row);
}

bool jx_sensing_write(struct jx_sensing *sensing)
{
    return summary(sensing) && deciders(sensing) && edges(sensing) && forms(sensing);
}
