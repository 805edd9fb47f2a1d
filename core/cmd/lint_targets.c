/* lint_targets.c: jixiao lint-targets: what is wrong with targets before the year ends. What
 * is looked for is data of the packs, read by core/score and core/tune; here are the runs
 * and the tables. */
#include "lint_targets.h"

#include "collect.h"
#include "confine.h"
#include "lang.h"

#include <string.h>

/* Forms of one year. */
struct year {
    struct jx_cases cases;
    struct jx_lint_form *forms; /* as many as cases */
};

struct linting {
    struct jx_app *app;
    const struct jx_options *options;
    struct jx_packs *packs;
    struct jx_engines engines;
    struct jx_arena arena;
    struct year now, last;
    int exit;
    struct jx_error err;
};

/* ---- reading ---- */

/* Without a pack a form has one finding: that nobody says what its targets should be. */
static bool note_missing(struct linting *l, struct jx_lint_form *form, const char *why)
{
    struct jx_target_finding *finding = jx_arena_alloc(&l->arena, sizeof *finding);
    if (!finding)
        return jx_fail_memory(&l->err, NULL);
    *finding = (struct jx_target_finding){
        .code = "pack-missing",
        .severity = JX_ERROR,
        .item = JX_INDEX_NONE,
        .cell = -1,
        .text = _(why),
        .advice = _("name a pack with --pack, or the region and year"),
        .clause = "",
        .at = form->of->record->cell[JX_REC_NAME].at};
    form->targets = (struct jx_targets){.findings = finding, .finding_count = 1};
    return true;
}

static bool read_form(struct linting *l, struct jx_lint_form *form)
{
    const char *why = "";
    bool fallback;
    form->pack = jx_packs_choose(l->packs, form->of->record, &why, &fallback);
    if (!form->pack)
        return note_missing(l, form, why);
    struct jx_engine *engine = jx_engines_find(&l->engines, form->pack, &l->err);
    return engine &&
           jx_targets_read(engine, form->of->record, &l->arena, &form->targets, &l->err);
}

static bool read_year(struct linting *l, const struct jx_options *options,
                      struct year *year)
{
    if (!jx_collect(l->app, options, l->packs, &year->cases, &l->exit, &l->err))
        return false;
    year->forms = jx_arena_array(&l->arena, year->cases.count, sizeof *year->forms);
    bool ok = year->forms || jx_fail_memory(&l->err, NULL);
    for (size_t i = 0; ok && i < year->cases.count; i++) {
        year->forms[i] = (struct jx_lint_form){.of = &year->cases.list[i]};
        ok = read_form(l, &year->forms[i]);
    }
    return ok;
}

/* The options of a run over last year's forms. */
static struct jx_options of_last_year(const struct jx_options *options)
{
    struct jx_options last = *options;
    last.inputs = options->sets;
    last.input_count = options->set_count;
    last.record = last.year = NULL;
    return last;
}

/* Everything that will be read, for the sandbox. */
static bool confine(struct linting *l)
{
    struct jx_options all = *l->options;
    size_t n = all.input_count;
    all.inputs = jx_arena_array(&l->arena, n + all.set_count, sizeof *all.inputs);
    if (!all.inputs)
        return jx_fail_memory(&l->err, NULL);
    memcpy(all.inputs, l->options->inputs, n * sizeof *all.inputs);
    if (all.set_count)
        memcpy(all.inputs + n, all.sets, all.set_count * sizeof *all.inputs);
    all.input_count += all.set_count;
    jx_confine(l->app, &all);
    return true;
}

/* ---- the run ---- */

/* As audit has it: an error makes the exit code 1 unless --fail-on says otherwise. */
static int exit_of(const struct linting *l)
{
    int least = l->options->fail_on == JX_FAIL_WARNING ? JX_WARNING : JX_ERROR;
    if (l->options->fail_on == JX_FAIL_NEVER)
        return JX_EXIT_DONE;
    for (size_t i = 0; i < l->now.cases.count; i++)
        for (size_t k = 0; k < l->now.forms[i].targets.finding_count; k++)
            if (l->now.forms[i].targets.findings[k].severity >= least)
                return JX_EXIT_FINDINGS;
    return JX_EXIT_DONE;
}

static bool write_report(struct linting *l)
{
    struct jx_lint lint = {.tables = jx_tables_open(l->app, l->options, &l->err),
                           .forms = l->now.forms,
                           .count = l->now.cases.count,
                           .last_year = l->options->set_count > 0,
                           .arena = &l->arena,
                           .err = &l->err};
    bool ok = lint.tables && jx_lint_write(&lint);
    return jx_tables_close(lint.tables, ok, &l->err) && ok;
}

static bool lint_targets(struct linting *l)
{
    struct jx_options last = of_last_year(l->options);
    l->packs = jx_packs_open(l->app, l->options->pack, &l->err);
    if (!l->packs || !confine(l) || !read_year(l, l->options, &l->now) ||
        (last.input_count && !read_year(l, &last, &l->last)))
        return false;
    if (!jx_against_peers(l->now.forms, l->now.cases.count, &l->arena) ||
        !jx_against_last_year(l->now.forms, l->now.cases.count, l->last.forms,
                              l->last.cases.count, &l->arena))
        return jx_fail_memory(&l->err, NULL);
    return write_report(l);
}

static int run_lint_targets(struct jx_app *app, const struct jx_options *options)
{
    struct linting l = {.app = app, .options = options};
    int code =
        lint_targets(&l) ? exit_of(&l) : jx_complain(jx_error_exit(&l.err), &l.err);
    l.exit = code > l.exit ? code : l.exit;
    jx_engines_close(&l.engines);
    jx_packs_close(l.packs);
    jx_cases_free(&l.now.cases);
    jx_cases_free(&l.last.cases);
    jx_arena_free(&l.arena);
    return l.exit;
}

const struct jx_command jx_cmd_lint_targets = {
    .name = "lint-targets",
    .arguments = "INPUT…",
    .summary = N_("shows what is wrong with targets before the year ends"),
    .examples =
        "  jixiao lint-targets targets.xlsx --to xlsx --output targets-to-mend.xlsx\n"
        "  jixiao lint-targets 2025/ --last-year 2024/ --fail-on warning",
    .options = JX_OPT_PACK | JX_OPT_FROM | JX_OPT_TO | JX_OPT_OUTPUT | JX_OPT_RECORD |
               JX_OPT_PLACE | JX_OPT_DETAIL | JX_OPT_FAIL_ON | JX_OPT_LATEST |
               JX_OPT_LAST_YEAR,
    .least_inputs = 1,
    .run = run_lint_targets,
};
