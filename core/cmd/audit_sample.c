/* audit_sample.c: audit --sample: forms to be scored again, by risk, by amount or at random.
 * How a sample is drawn is core/tune's; here is what counts as risk, and the tables. */
#include "audit_sample.h"

#include "collect.h"
#include "confine.h"
#include "decimal.h"
#include "lang.h"
#include "sample.h"
#include "tables.h"

#include <stdlib.h>
#include <string.h>

struct sampling {
    struct jx_app *app;
    const struct jx_options *options;
    enum jx_sample_by by;
    struct jx_packs *packs;
    struct jx_cases cases;
    struct jx_candidate *forms; /* as many as cases */
    struct jx_stratum *strata;
    size_t stratum_count, wanted;
    struct jx_arena arena;
    struct jx_tables *tables;
    long seed;
    int exit;
    struct jx_error err;
};

/* ---- options ---- */

static bool read_by(struct sampling *s)
{
    static const char *const words[] = {"risk", "amount", "random"};
    const char *by = s->options->by ? s->options->by : "risk";
    for (int i = 0; i < 3; i++)
        if (strcmp(by, words[i]) == 0)
            return s->by = (enum jx_sample_by)i, true;
    return jx_fail_kind(&s->err, JX_ERR_USAGE, NULL, 0, _("--%s takes %s, not '%s'"),
                        "by", "risk|amount|random", by);
}

/* "50" forms, or "5%" of `count`, a part of a form counting as one. */
static bool read_size(struct sampling *s, size_t count)
{
    const char *text = s->options->sample;
    size_t len = strlen(text);
    bool percent = len && text[len - 1] == '%';
    struct jx_dec number, all = jx_dec_int((int64_t)count);
    if (!jx_dec_parse((struct jx_str){text, len - percent}, &number) ||
        number.digits <= 0 ||
        (percent ? jx_dec_cmp(number, jx_dec_int(100)) > 0
                 : jx_dec_cmp(number, jx_dec_floor(number)) != 0))
        return jx_fail_kind(&s->err, JX_ERR_USAGE, NULL, 0, _("--%s takes %s, not '%s'"),
                            "sample", "N|P%", text);
    if (percent)
        number = jx_dec_ceil(jx_dec_shift(jx_dec_mul(number, all), -2));
    number = jx_dec_cmp(number, all) > 0 ? all : number;
    s->wanted = (size_t)jx_dec_to_double(number);
    return true;
}

/* ---- risk ---- */

/* Points of an item that has no score, unless a finding already puts them in doubt. */
static struct jx_dec unscored_points(const struct jx_result *result,
                                     const struct jx_item *item)
{
    if (item->scored || !item->has_weight)
        return jx_dec_int(0);
    for (size_t i = 0; i < result->finding_count; i++) {
        const struct jx_finding *f = &result->findings[i];
        bool same = item->id ? f->id && strcmp(f->id, item->id) == 0
                             : !f->id && f->item == item->index;
        if (same && f->has_points)
            return jx_dec_int(0);
    }
    return item->weight;
}

static void measure(const struct jx_result *result, struct jx_candidate *form)
{
    form->doubt = jx_dec_int(0);
    for (size_t i = 0; i < result->finding_count; i++) {
        const struct jx_finding *f = &result->findings[i];
        form->errors += f->severity == JX_ERROR;
        form->warnings += f->severity == JX_WARNING;
        if (f->severity >= JX_WARNING && f->has_points)
            form->doubt = jx_dec_add(form->doubt, jx_dec_abs(f->points));
    }
    for (size_t i = 0; i < result->item_count; i++)
        form->doubt = jx_dec_add(form->doubt, unscored_points(result, &result->items[i]));
    form->amount = result->has_budget ? result->budget : jx_dec_int(0);
}

/* A form for which there is no pack is all doubt, and no amount is known. */
static bool measure_one(struct sampling *s, struct jx_engines *engines, size_t i)
{
    const struct jx_case *c = &s->cases.list[i];
    struct jx_candidate *form = &s->forms[i];
    const char *why;
    bool fallback;
    *form = (struct jx_candidate){.key = c->code.n ? c->code : c->name,
                                  .stratum = c->department,
                                  .doubt = jx_dec_int(100)};
    const struct jx_pack *pack = jx_packs_choose(s->packs, c->record, &why, &fallback);
    if (!pack)
        return form->errors = 1, true;
    struct jx_engine *engine = jx_engines_find(engines, pack, &s->err);
    const struct jx_result *result =
        engine ? jx_engine_score(engine, c->record, &s->err) : NULL;
    if (result)
        measure(result, form);
    return result != NULL;
}

static bool measure_all(struct sampling *s)
{
    struct jx_engines engines = {0};
    s->forms = jx_arena_array(&s->arena, s->cases.count, sizeof *s->forms);
    bool ok = s->forms || jx_fail_memory(&s->err, NULL);
    for (size_t i = 0; ok && i < s->cases.count; i++)
        ok = measure_one(s, &engines, i);
    jx_engines_close(&engines);
    return ok;
}

/* ---- tables ---- */

/* "12 points in doubt; 3 errors, 5 warnings" */
static const char *reason_of(struct sampling *s, const struct jx_candidate *form)
{
    char number[64], points[64];
    jx_dec_print(form->doubt, points);
    jx_dec_print(form->amount, number);
    switch (s->by) {
    case JX_SAMPLE_RISK:
        return form->errors + form->warnings || !jx_dec_is_zero(form->doubt)
                   ? jx_arena_format(&s->arena,
                                     _("%s points in doubt: %zu errors, %zu warnings"),
                                     points, (size_t)form->errors, (size_t)form->warnings)
                   : _("nothing in doubt: fills the department's share, by amount");
    case JX_SAMPLE_AMOUNT:
        if (jx_dec_is_zero(form->amount))
            return _("no amount is known: fills the department's share");
        return form->chance >= 1
                   ? jx_arena_format(&s->arena,
                                     _("amount %s: so large that it is certain"), number)
                   : jx_arena_format(&s->arena,
                                     _("amount %s: drawn with a chance of %.1f %%"),
                                     number, form->chance * 100);
    default:
        return jx_arena_format(&s->arena, _("drawn with a chance of %.1f %%"),
                               form->chance * 100);
    }
}

static int by_place(const void *a, const void *b)
{
    const struct jx_candidate *x = *(const struct jx_candidate *const *)a;
    const struct jx_candidate *y = *(const struct jx_candidate *const *)b;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    int order = jx_dec_cmp(y->doubt, x->doubt);
    return order ? order : (x > y) - (x < y);
}

static bool write_picks(struct sampling *s)
{
    static const struct jx_column columns[] = {
        {"department", N_("Department"), JX_COLUMN_TEXT},
        {"code", N_("Code"), JX_COLUMN_TEXT},
        {"name", N_("Name"), JX_COLUMN_TEXT},
        {"unit", N_("Implementing unit"), JX_COLUMN_TEXT},
        {"amount", N_("Adjusted budget"), JX_COLUMN_NUMBER},
        {"doubt", N_("Points in doubt"), JX_COLUMN_POINTS},
        {"errors", N_("Errors"), JX_COLUMN_COUNT},
        {"warnings", N_("Warnings"), JX_COLUMN_COUNT},
        {"reason", N_("Why it is in the sample"), JX_COLUMN_TEXT}};
    static const struct jx_table table = {
        JX_TABLE("sample", N_("Forms to score again"), columns)};
    const struct jx_candidate **list =
        jx_arena_array(&s->arena, s->cases.count, sizeof *list);
    size_t count = 0;
    for (size_t i = 0; list && i < s->cases.count; i++)
        if (s->forms[i].picked)
            list[count++] = &s->forms[i];
    if (list)
        qsort(list, count, sizeof *list, by_place);
    bool ok = (list || jx_fail_memory(&s->err, NULL)) &&
              jx_tables_begin(s->tables, &table, &s->err);
    for (size_t i = 0; ok && i < count; i++) {
        const struct jx_candidate *form = list[i];
        const struct jx_case *c = &s->cases.list[form - s->forms];
        const char *reason = reason_of(s, form);
        ok = reason || jx_fail_memory(&s->err, NULL);
        ok = ok && jx_tables_row(
                       s->tables,
                       (const struct jx_value[]){
                           jx_cell_str(c->department), jx_cell_str(c->code),
                           jx_cell_str(c->name), jx_cell_str(c->unit),
                           jx_cell_number(!jx_dec_is_zero(form->amount), form->amount),
                           jx_cell_number(true, form->doubt), jx_cell_count(form->errors),
                           jx_cell_count(form->warnings), jx_cell_words(reason)},
                       &s->err);
    }
    return ok;
}

/* The method in words, so that the sample can be drawn again. */
static const char *method_of(struct sampling *s)
{
    static const char *const methods[] = {
        N_("within a department those with the most points in doubt"),
        N_("within a department with chances in proportion to the adjusted budget, "
           "sequential Poisson sampling; seed %ld"),
        N_("within a department every form with the same chance; seed %ld")};
    const char *how = jx_arena_format(&s->arena, _(methods[s->by]), s->seed);
    return how ? jx_arena_format(
                     &s->arena,
                     _("%zu of %zu forms: by department in proportion to its "
                       "forms (largest remainder%s), %s."),
                     s->wanted, s->cases.count,
                     s->wanted >= s->stratum_count ? _(", at least one each") : "", how)
               : NULL;
}

static bool write_strata(struct sampling *s)
{
    static const struct jx_column columns[] = {
        {"department", N_("Department"), JX_COLUMN_TEXT},
        {"forms", N_("Forms"), JX_COLUMN_COUNT},
        {"picked", N_("In the sample"), JX_COLUMN_COUNT}};
    struct jx_table *table = jx_arena_alloc(&s->arena, sizeof *table);
    const char *method = method_of(s);
    if (!table || !method)
        return jx_fail_memory(&s->err, NULL);
    *table = (struct jx_table){.size = sizeof *table,
                               .key = "departments",
                               .title = N_("Sample by department"),
                               .note = {method, strlen(method)},
                               .columns = columns,
                               .column_count = 3};
    bool ok = jx_tables_begin(s->tables, table, &s->err);
    for (size_t i = 0; ok && i < s->stratum_count; i++) {
        const struct jx_stratum *stratum = &s->strata[i];
        ok = jx_tables_row(s->tables,
                           (const struct jx_value[]){jx_cell_str(stratum->name),
                                                     jx_cell_count(stratum->forms),
                                                     jx_cell_count(stratum->wanted)},
                           &s->err);
    }
    return ok;
}

static bool write_sample(struct sampling *s)
{
    s->tables = jx_tables_open(s->app, s->options, &s->err);
    bool ok = s->tables && write_strata(s) && write_picks(s);
    return jx_tables_close(s->tables, ok, &s->err) && ok;
}

static bool sample(struct sampling *s)
{
    s->seed = s->options->seed ? s->options->seed : 1;
    if (!read_by(s) || !read_size(s, 1))
        return false;
    s->packs = jx_packs_open(s->app, s->options->pack, &s->err);
    if (!s->packs)
        return false;
    jx_confine(s->app, s->options);
    if (!jx_collect(s->app, s->options, s->packs, &s->cases, &s->exit, &s->err) ||
        !read_size(s, s->cases.count) || !measure_all(s))
        return false;
    return (jx_sample_draw(s->forms, s->cases.count, s->wanted, s->by, (uint64_t)s->seed,
                           &s->arena, &s->strata, &s->stratum_count) ||
            jx_fail_memory(&s->err, NULL)) &&
           write_sample(s);
}

int jx_audit_sample(struct jx_app *app, const struct jx_options *options)
{
    struct sampling s = {.app = app, .options = options};
    if (!sample(&s)) {
        int code = jx_complain(jx_error_exit(&s.err), &s.err);
        s.exit = code > s.exit ? code : s.exit;
    }
    jx_packs_close(s.packs);
    jx_cases_free(&s.cases);
    jx_arena_free(&s.arena);
    return s.exit;
}
