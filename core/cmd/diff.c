/* diff.c: jixiao diff: what another pack, or other parameters, would do to the forms of a
 * run. The figures are core/tune's, the tables those of the files beside. */
#include "diff.h"

#include "confine.h"
#include "lang.h"
#include "pack_load.h"
#include "pack_params.h"
#include "watch.h"

#include <stdlib.h>
#include <string.h>

enum { PACKS_MAX = 16 };

struct comparing {
    struct jx_app *app;
    const struct jx_options *options;
    struct jx_options reading;    /* the same, for the inputs alone */
    const char *names[PACKS_MAX]; /* of packs, as given */
    size_t name_count;
    struct jx_pack *packs[PACKS_MAX];
    size_t count;
    struct jx_cases cases;
    struct jx_scores scores[PACKS_MAX];
    struct jx_arena arena;
    bool score;    /* 'score --watch': the pack as it was at first, and as it is */
    bool compared; /* every pack could be used, and every form was scored */
    int exit;
    struct jx_error err;
};

static bool usage(struct comparing *c, const char *text)
{
    return jx_fail_kind(&c->err, JX_ERR_USAGE, NULL, 0, "%s", text);
}

static bool name_pack(struct comparing *c, const char *reference)
{
    if (c->name_count == PACKS_MAX)
        return usage(c, _("too many packs at once: name at most 16"));
    c->names[c->name_count++] = reference;
    return true;
}

static bool open_pack(struct comparing *c, const char *reference)
{
    c->packs[c->count] = jx_pack_open(c->app, reference);
    return c->packs[c->count++] ||
           jx_fail_kind(&c->err, JX_ERR_PACK, reference, 0,
                        _("the pack cannot be used: mend the faults above"));
}

/* "NAME=VALUE" each. */
static struct jx_wish *wishes_of(struct comparing *c)
{
    size_t count = c->options->set_count;
    struct jx_wish *wishes = jx_arena_array(&c->arena, count, sizeof *wishes);
    for (size_t i = 0; wishes && i < count; i++) {
        const char *word = c->options->sets[i], *equals = strchr(word, '=');
        if (!equals) {
            jx_fail_kind(&c->err, JX_ERR_USAGE, NULL, 0,
                         _("--set takes NAME=VALUE, not '%s'"), word);
            return NULL;
        }
        wishes[i] = (struct jx_wish){
            .name = jx_arena_copy(&c->arena, word, (size_t)(equals - word)),
            .value = equals + 1,
            .why = ""};
        if (!wishes[i].name)
            return NULL;
    }
    return wishes;
}

static bool open_with_sets(struct comparing *c)
{
    struct jx_tunables tunables;
    struct jx_wish *wishes = wishes_of(c);
    if (!wishes || !jx_tunables_list(c->packs[0], &c->arena, &tunables))
        return c->err.text[0] ? false : jx_fail_memory(&c->err, NULL);
    c->packs[1] = jx_tunables_try(c->app, &tunables, c->packs[0], wishes,
                                  c->options->set_count, &c->err);
    c->count = 2;
    return c->packs[1] != NULL;
}

/* What stands before the inputs: no pack with --matrix, one with --set, else two. */
static bool name_packs(struct comparing *c)
{
    const struct jx_options *options = c->options;
    size_t given = c->score || options->matrix ? 0 : options->set_count ? 1 : 2;
    if (options->matrix && options->set_count)
        return usage(c, _("--matrix compares packs as they are: leave out --set"));
    if (options->input_count <= given)
        return usage(c, _("name the packs and then the forms: see 'jixiao diff --help'"));
    c->reading = *options;
    c->reading.inputs += given;
    c->reading.input_count -= given;
    c->reading.pack = given ? options->inputs[0] : c->score ? options->pack : NULL;
    for (size_t i = 0; i < given; i++)
        name_pack(c, options->inputs[i]);
    if (c->score)
        return name_pack(c, options->pack) && name_pack(c, options->pack);
    if (!options->matrix)
        return true;
    for (const char *name = options->matrix; *name;) {
        size_t n = strcspn(name, ",");
        const char *word = jx_arena_copy(&c->arena, name, n);
        if (!word || !name_pack(c, word))
            return false;
        name += n + (name[n] == ',');
    }
    return c->name_count > 1 || usage(c, _("--matrix takes two packs or more: A,B,C"));
}

static bool open_packs(struct comparing *c)
{
    bool ok = name_packs(c);
    for (size_t i = 0; ok && i < c->name_count; i++)
        ok = open_pack(c, c->names[i]);
    return ok && (!c->options->set_count || c->score || open_with_sets(c));
}

static bool read_forms(struct comparing *c)
{
    struct jx_packs *packs = jx_packs_open(c->app, c->reading.pack, &c->err);
    bool ok =
        packs && jx_collect(c->app, &c->reading, packs, &c->cases, &c->exit, &c->err);
    jx_packs_close(packs);
    return ok;
}

static bool score_by(struct comparing *c, size_t i)
{
    return jx_scores_make(&c->scores[i], &c->cases, c->packs[i], NULL,
                          c->options->matrix != NULL, jx_collect_jobs(c->options),
                          &c->err);
}

static bool score_all(struct comparing *c)
{
    bool ok = true;
    for (size_t i = 0; ok && i < c->count; i++)
        ok = score_by(c, i);
    return ok;
}

/* On a page of text, what changes nothing has nothing to spread over departments, and
 * somebody who edits a rule needs what fits on a terminal. Other formats are whole. */
static bool write_effect(struct jx_diff *diff, const struct jx_options *options)
{
    bool page =
        (!options->to || strcmp(options->to, "text") == 0) && !options->full_detail;
    if (!jx_diff_summary(diff) || !jx_diff_causes(diff))
        return false;
    if (page && diff->unchanged)
        return jx_diff_items(diff);
    return jx_diff_projects(diff) && jx_diff_items(diff) &&
           ((page && options->watch) ||
            (jx_diff_departments(diff) && jx_diff_units(diff) && jx_diff_levels(diff) &&
             jx_diff_histogram(diff) && jx_diff_heat(diff)));
}

static bool write_tables(struct comparing *c, const struct jx_effect *effect)
{
    struct jx_diff diff = {.effect = effect, .err = &c->err};
    diff.tables = jx_tables_open(c->app, c->options, &c->err);
    if (!diff.tables)
        return false;
    bool ok = effect ? write_effect(&diff, c->options)
                     : jx_matrix_write(diff.tables, &c->cases, c->scores, c->count,
                                       &diff.arena, &c->err);
    ok = jx_tables_close(diff.tables, ok, &c->err) && ok;
    jx_arena_free(&diff.arena);
    return ok;
}

static bool compare_two(struct comparing *c)
{
    struct jx_changes changes = {0};
    struct jx_effect effect = {0};
    bool ok = jx_changes_find(&changes, c->packs[0], c->packs[1]) ||
              jx_fail_memory(&c->err, NULL);
    ok = ok && jx_effect_find(&effect, &c->cases, &changes, &c->scores[0], &c->scores[1],
                              jx_collect_jobs(c->options), &c->err);
    ok = ok && write_tables(c, &effect);
    jx_effect_free(&effect);
    jx_changes_free(&changes);
    return ok;
}

static bool show(struct comparing *c)
{
    return c->options->matrix ? write_tables(c, NULL) : compare_two(c);
}

static bool compare(struct comparing *c)
{
    if (!open_packs(c))
        return false;
    if (!c->options->watch) /* what is watched must stay within reach */
        jx_confine(c->app, &c->reading);
    c->compared = read_forms(c) && score_all(c);
    return c->compared && show(c);
}

static void tell(struct comparing *c)
{
    int code = jx_complain(jx_error_exit(&c->err), &c->err);
    c->exit = code > c->exit ? code : c->exit;
    c->err = (struct jx_error){0};
}

static void close_all(struct comparing *c)
{
    for (size_t i = 0; i < c->count; i++) {
        jx_scores_free(&c->scores[i]);
        jx_pack_free(c->packs[i]);
    }
    jx_cases_free(&c->cases);
    jx_arena_free(&c->arena);
}

/* ---- --watch ---- */

/* The packs as they are now; what a pack that is still the same gave need not be asked
 * again. Faulty ones leave everything as it was. */
static bool refresh(struct comparing *c)
{
    struct comparing fresh = {.app = c->app, .options = c->options, .score = c->score};
    bool ok = open_packs(&fresh);
    c->err = fresh.err;
    for (size_t i = c->score; ok && i < c->count; i++) {
        struct jx_pack *kept = c->packs[i];
        if (strcmp(kept->digest, fresh.packs[i]->digest) == 0)
            continue;
        c->packs[i] = fresh.packs[i];
        fresh.packs[i] = kept;
        jx_scores_free(&c->scores[i]);
        ok = score_by(c, i);
    }
    close_all(&fresh);
    return ok;
}

/* Until every pack could be used once there is nothing to keep. */
static int compare_again(void *ctx)
{
    struct comparing *c = ctx;
    c->exit = JX_EXIT_DONE;
    if (!c->compared) {
        struct comparing fresh = {
            .app = c->app, .options = c->options, .score = c->score};
        close_all(c);
        *c = fresh;
    }
    if (c->compared ? !refresh(c) || !show(c) : !compare(c))
        tell(c);
    return c->exit;
}

static int run(struct comparing *c)
{
    bool ok = compare(c), faulty = c->err.kind == JX_ERR_PACK;
    if (!ok)
        tell(c);
    if (c->options->watch && (ok || faulty))
        c->exit = jx_watch(c->app, c->names, c->name_count, compare_again, c, c->exit);
    close_all(c);
    return c->exit;
}

int jx_diff_watch(struct jx_app *app, const struct jx_options *options)
{
    struct comparing c = {.app = app, .options = options, .score = true};
    struct jx_error err = {0};
    if (options->pack)
        return run(&c);
    jx_fail(&err, NULL, 0, _("score --watch needs --pack: which pack is being edited?"));
    return jx_complain(JX_EXIT_USAGE, &err);
}

static int run_diff(struct jx_app *app, const struct jx_options *options)
{
    struct comparing c = {.app = app, .options = options};
    return run(&c);
}

const struct jx_command jx_cmd_diff = {
    .name = "diff",
    .arguments = "PACK_A PACK_B INPUT…",
    .summary = N_("shows what other rules or parameters would do to every form"),
    .examples = "  jixiao diff national ./mine forms/\n"
                "  jixiao diff ./mine --set first.pass=0.5 forms/ --to html --output "
                "diff.html",
    .options = JX_OPT_FROM | JX_OPT_TO | JX_OPT_OUTPUT | JX_OPT_RECORD | JX_OPT_JOBS |
               JX_OPT_PLACE | JX_OPT_DETAIL | JX_OPT_TRY | JX_OPT_UNSIGNED | JX_OPT_WATCH,
    .least_inputs = 1,
    .run = run_diff,
};
