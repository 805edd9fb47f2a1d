/* run.c: one run over inputs: each record to its pack's engine and on to the writer. */
#include "run.h"

#include "engine.h"
#include "lang.h"
#include "listing.h"
#include "os_file.h"
#include "record.h"
#include "feed.h"
#include "strbuf.h"
#include "version.h"

#include <stdio.h>
#include <string.h>

struct run {
    struct jx_app *app;
    const struct jx_options *options;
    enum jx_task task;
    struct jx_packs *packs;
    struct jx_os_output file;
    struct jx_output output;
    struct jx_error *err;
    const struct jx_writer *writer;
    void *self;
    struct jx_arena arena; /* of one record */
    struct jx_listing listing;
    struct jx_host_ctx host_ctx;
    struct jx_host host;
    size_t records, given; /* read; results handed to the writer */
    int exit;
};

static void raise_exit(struct run *run, int code)
{
    if (code > run->exit)
        run->exit = code;
}

static bool write_bytes(const struct jx_output *output, const char *bytes, size_t len)
{
    struct run *run = output->ctx;
    return jx_os_output_write(&run->file, bytes, len, run->err);
}

static bool give(struct run *run, const struct jx_record *record,
                 const struct jx_result *result, const struct jx_compared *compared)
{
    if (result) {
        jx_listing_add(&run->listing, record, result, compared,
                       run->task == JX_TASK_AUDIT);
        if (run->listing.failed)
            return jx_fail_kind(run->err, JX_ERR_SYSTEM, NULL, 0, _("out of memory"));
    }
    run->given++;
    if (run->writer->record(run->self, record, result))
        return true;
    return run->err->text[0] ? false
                             : jx_fail_kind(run->err, JX_ERR_SYSTEM, NULL, 0,
                                            _("the output cannot be written"));
}

/* A result that says only why there is none. */
static bool give_failed(struct run *run, const struct jx_record *record, const char *code,
                        struct jx_at at, struct jx_str text, bool translate)
{
    struct jx_finding finding = {
        .code = code,
        .severity = jx_finding_severity(NULL, code),
        .item = JX_INDEX_NONE,
        .at = at,
        .message = {.format = text, .translate = translate},
    };
    struct jx_arg arg = {.kind = JX_ARG_TEXT, .text = text};
    if (!translate) /* somebody's words: never a format */
        finding.message =
            (struct jx_why){.format = {"%s", 2}, .args = &arg, .arg_count = 1};
    struct jx_result result = {.pack_name = "",
                               .pack_version = "",
                               .pack_digest = "",
                               .engine = JX_VERSION,
                               .grade = "",
                               .findings = &finding,
                               .finding_count = 1};
    return give(run, record, &result, &(struct jx_compared){0});
}

static bool on_trouble(void *ctx, const char *file, struct jx_at at, const char *text,
                       struct jx_error *err)
{
    struct run *run = ctx;
    raise_exit(run, JX_EXIT_INPUT);
    run->listing.summary.unreadable++;
    if (run->task == JX_TASK_CONVERT) {
        struct jx_error trouble = {0};
        jx_fail(&trouble, file, (int)at.line, "%s", text);
        jx_complain(0, &trouble);
        return true;
    }
    (void)err;
    struct jx_record record = {.file = file};
    bool ok = give_failed(run, &record, "record-unreadable", at, jx_str_of(text), false);
    run->listing.summary.records--; /* counted as unreadable */
    return ok;
}

/* One record, by the template of weights called `weights` (NULL: the pack's choice). With
 * `only`, a result by another template is not given. */
static bool score_by(struct run *run, struct jx_engine *engine, struct jx_record *record,
                     const char *weights, bool only, bool fallback)
{
    struct jx_result result;
    jx_engine_weights(engine, weights);
    if (!jx_engine_score(engine, record, &run->arena, &result, run->err))
        return false;
    if (only && (!result.weights || strcmp(result.weights, weights) != 0))
        return true;
    result.fallback = fallback;
    struct jx_compared compared = jx_engine_compared(engine);
    return give(run, record, &result, &compared);
}

static bool unknown_weights(struct run *run, const struct jx_pack *pack)
{
    const char **names =
        jx_arena_array(&run->app->arena, pack->weight_count + 1, sizeof *names);
    for (size_t i = 0; names && i < pack->weight_count; i++) {
        names[i] = pack->weights[i].name;
        if (strcmp(names[i], run->options->weights) == 0)
            return false;
    }
    const char *near = names ? jx_nearest(run->options->weights, names) : NULL;
    jx_fail_kind(run->err, JX_ERR_USAGE, NULL, 0,
                 _("pack '%s' has no template of weights '%s'%s%s"), pack->name,
                 run->options->weights, near ? _(": did you mean ") : "",
                 near ? near : "");
    return true;
}

/* By every template that can hand out weights to the form; where none can, once. */
static bool score_all(struct run *run, struct jx_engine *engine,
                      const struct jx_pack *pack, struct jx_record *record, bool fallback)
{
    size_t before = run->given;
    for (size_t i = 0; i < pack->weight_count; i++)
        if (!score_by(run, engine, record, pack->weights[i].name, true, fallback))
            return false;
    if (run->given > before) /* one form, however often it was scored */
        run->listing.summary.records -= run->given - before - 1;
    return run->given > before || score_by(run, engine, record, NULL, false, fallback);
}

static bool score(struct run *run, struct jx_record *record)
{
    const char *why = "", *weights = run->options->weights;
    bool fallback, all = weights && strcmp(weights, "all") == 0;
    const struct jx_pack *pack = jx_packs_choose(run->packs, record, &why, &fallback);
    if (!pack)
        return give_failed(run, record, "pack-missing", record->cell[JX_REC_NAME].at,
                           jx_str_of(why), true);
    struct jx_engine *engine = jx_packs_engine(run->packs, pack, run->err);
    if (!engine || (weights && !all && unknown_weights(run, pack)))
        return false;
    return all ? score_all(run, engine, pack, record, fallback)
               : score_by(run, engine, record, weights, false, fallback);
}

static bool on_record(void *ctx, const struct jx_record *record, struct jx_error *err)
{
    struct run *run = ctx;
    (void)err;
    run->records++;
    jx_arena_reset(&run->arena);
    struct jx_record copy = *record;
    return run->task == JX_TASK_CONVERT ? give(run, &copy, NULL, NULL)
                                        : score(run, &copy);
}

/* ---- start and end ---- */

static bool find_writer(struct run *run)
{
    const char *to = run->options->to ? run->options->to : "text";
    run->writer = jx_registry_writer(&run->app->registry, to);
    if (run->writer)
        return true;
    const char *const *names =
        jx_registry_names(&run->app->registry, JX_WRITERS, &run->app->arena);
    const char *near = names ? jx_nearest(to, names) : NULL;
    return jx_fail_kind(run->err, JX_ERR_USAGE, NULL, 0, _("no output format '%s'%s%s"),
                        to, near ? _(": did you mean ") : "", near ? near : "");
}

static bool start(struct run *run)
{
    if (!find_writer(run))
        return false;
    const char *weights = run->options->weights;
    if (run->task == JX_TASK_AUDIT && weights && strcmp(weights, "all") == 0)
        return jx_fail_kind(run->err, JX_ERR_USAGE, NULL, 0,
                            _("an audit goes by one template of weights: name it, or use "
                              "'score --weights all' to compare"));
    run->packs = jx_packs_open(run->app, run->options->pack, run->err);
    if (!run->packs)
        return false;
    if (!jx_os_output_open(&run->file, run->options->output, run->err))
        return false;
    jx_listing_start(&run->listing);
    run->output = (struct jx_output){
        .size = sizeof run->output,
        .ctx = run,
        .write = write_bytes,
        .task = run->task,
        .full_detail = run->options->full_detail,
        .origins = run->options->origins,
        .width = (uint16_t)(run->options->output ? 0 : jx_os_terminal_width()),
    };
    run->output.color = run->output.width > 0;
    run->host_ctx = (struct jx_host_ctx){&run->app->arena, run->err, NULL};
    run->host = jx_host_make(&run->host_ctx);
    run->self = run->writer->open(&run->host, &run->output);
    if (run->self || run->err->text[0]) /* else the writer says why */
        return run->self != NULL;
    return jx_fail_kind(run->err, JX_ERR_SYSTEM, NULL, 0, _("out of memory"));
}

static void judge(struct run *run)
{
    enum jx_fail_on fail_on = run->options->fail_on;
    if (fail_on == JX_FAIL_DEFAULT)
        fail_on = run->task == JX_TASK_AUDIT ? JX_FAIL_ERROR : JX_FAIL_NEVER;
    if ((fail_on <= JX_FAIL_WARNING && run->listing.errors) ||
        (fail_on == JX_FAIL_WARNING && run->listing.warnings))
        raise_exit(run, JX_EXIT_FINDINGS);
}

static bool finish(struct run *run)
{
    const struct jx_pack *only = jx_packs_only(run->packs);
    jx_listing_finish(&run->listing, only);
    if (run->listing.failed)
        return jx_fail_kind(run->err, JX_ERR_SYSTEM, NULL, 0, _("out of memory"));
    if (only) {
        run->listing.summary.pack_name = only->name;
        run->listing.summary.pack_version = only->version;
    }
    if (run->options->record && !run->records)
        return jx_fail(run->err, NULL, 0, _("no form has the code '%s'"),
                       run->options->record);
    return run->task != JX_TASK_AUDIT || !run->writer->findings ||
           run->writer->findings(run->self, &run->listing.summary, run->listing.list,
                                 run->listing.count);
}

static int error_exit(const struct jx_error *err)
{
    return err->kind == JX_ERR_USAGE  ? JX_EXIT_USAGE
           : err->kind == JX_ERR_PACK ? JX_EXIT_PACK
                                      : JX_EXIT_INPUT;
}

int jx_run(struct jx_app *app, const struct jx_options *options, enum jx_task task)
{
    struct jx_error err = {0};
    struct run run = {.app = app,
                      .options = options,
                      .task = task,
                      .err = &err,
                      .file = {.fd = -1},
                      .arena = jx_arena_new(0)};
    bool ok = start(&run);
    if (ok) {
        struct jx_feed source = {app, run.packs, options, &run, on_record, on_trouble};
        ok = jx_feed_run(&source, &err) && finish(&run);
    }
    if (run.self) {
        const struct jx_summary *summary =
            task == JX_TASK_CONVERT ? NULL : &run.listing.summary;
        ok = run.writer->close(run.self, summary, ok) && ok;
    }
    if (run.file.fd >= 0)
        ok = jx_os_output_close(&run.file, ok, &err) && ok;
    judge(&run);
    if (jx_packs_faulty(run.packs))
        raise_exit(&run, JX_EXIT_PACK);
    if (!ok)
        raise_exit(&run, jx_complain(error_exit(&err), &err));
    jx_packs_close(run.packs);
    jx_listing_free(&run.listing);
    jx_arena_free(&run.arena);
    return run.exit;
}
