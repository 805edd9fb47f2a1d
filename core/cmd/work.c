/* work.c: what one thread does with a unit: each record to its pack's engine and on to
 * the writer. Threads, order and files are run.c's business. */
#include "work.h"

#include "attain.h"
#include "certificate.h"
#include "guard.h"
#include "lang.h"
#include "os_plugin.h"
#include "latest.h"
#include "record.h"
#include "version.h"

#include <string.h>

void jx_work_free(struct jx_work *work)
{
    jx_unit_free(&work->unit);
    jx_strbuf_free(&work->out);
    jx_strbuf_free(&work->notes);
    jx_strbuf_free(&work->proof);
    jx_tally_free(&work->tally);
}

static void clear(struct jx_work *work)
{
    jx_strbuf_clear(&work->out);
    jx_strbuf_clear(&work->notes);
    jx_strbuf_clear(&work->proof);
    jx_tally_clear(&work->tally);
    work->records = work->units = 0;
    work->over = false;
    work->exit = 0;
    work->err = (struct jx_error){0};
    work->failed = false;
}

static void raise_exit(struct jx_work *work, int code)
{
    if (code > work->exit)
        work->exit = code;
}

static bool write_bytes(const struct jx_output *output, const char *bytes, size_t len)
{
    struct jx_worker *worker = output->ctx;
    if (!jx_guard_bytes(worker->plan->writer, bytes, len, &worker->err))
        return false;
    if (worker->plan->folder)
        return jx_os_folder_write(worker->plan->folder, bytes, len, &worker->err);
    if (worker->file)
        return jx_os_output_write(worker->file, bytes, len, &worker->err);
    jx_strbuf_add(worker->sink, bytes, len);
    return !worker->sink->failed || jx_fail_memory(&worker->err, NULL);
}

static char *room(const struct jx_output *output, size_t n)
{
    struct jx_worker *worker = output->ctx;
    bool held = !worker->plan->folder && !worker->file;
    return held ? jx_strbuf_room(worker->sink, n) : NULL;
}

static bool next_file(const struct jx_output *output, struct jx_str name)
{
    struct jx_worker *worker = output->ctx;
    return jx_guard_bytes(worker->plan->writer, name.p, name.n, &worker->err) &&
           jx_os_folder_next(worker->plan->folder, name.p, name.n,
                             worker->plan->writer->extension, &worker->err);
}

static struct jx_os_inside inside_writer(const struct jx_writer *writer)
{
    return jx_os_inside_set((struct jx_os_inside){"writer", writer->name});
}

static bool give(struct jx_worker *worker, const struct jx_record *record,
                 const struct jx_result *result, const struct jx_compared *compared,
                 struct jx_error *err)
{
    const struct jx_plan *plan = worker->plan;
    if (result)
        jx_tally_add(&worker->work->tally, record, result, compared,
                     plan->task == JX_TASK_AUDIT);
    if (worker->work->tally.failed)
        return jx_fail_memory(err, NULL);
    if (result && plan->options->certificate)
        jx_certificate_result(&worker->work->proof, record, result);
    worker->given++;
    if (plan->skip_records)
        return true;
    struct jx_os_inside before = inside_writer(plan->writer);
    bool ok = plan->writer->record(worker->self, record, result);
    jx_os_inside_set(before);
    return ok || jx_worker_failed(worker, err);
}

/* A result that says only why there is none. */
static bool give_failed(struct jx_worker *worker, const struct jx_record *record,
                        const char *code, struct jx_at at, struct jx_str text,
                        bool translate, struct jx_error *err)
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
    const char *title = jx_finding_title(NULL, code, code);
    struct jx_result result = {.size = sizeof result,
                               .pack_name = "",
                               .pack_version = "",
                               .pack_digest = "",
                               .engine = JX_VERSION,
                               .grade = "",
                               .findings = &finding,
                               .titles = &title,
                               .finding_count = 1};
    return give(worker, record, &result, &(struct jx_compared){0}, err);
}

/* A record with how its pack was chosen. */
struct scored_record {
    const struct jx_record *record;
    const struct jx_pack *pack;
    bool fallback; /* by general rules */
};

static bool on_trouble(void *ctx, const char *file, struct jx_at at, const char *text,
                       struct jx_error *err)
{
    struct jx_worker *worker = ctx;
    struct jx_work *work = worker->work;
    raise_exit(work, JX_EXIT_INPUT);
    work->tally.summary.unreadable++;
    if (worker->plan->tells_troubles) {
        struct jx_error trouble = {0};
        char line[sizeof trouble.text + sizeof trouble.path + 16];
        jx_fail(&trouble, file, (int)at.line, "%s", text);
        jx_error_print(&trouble, line, sizeof line);
        jx_strbuf_format(&work->notes, "jixiao: %s\n", line);
    }
    if (worker->plan->task == JX_TASK_CONVERT)
        return true;
    struct jx_record record = {.file = file};
    bool ok = give_failed(worker, &record, "record-unreadable", at, jx_str_of(text),
                          false, err);
    work->tally.summary.records--; /* counted as unreadable */
    return ok;
}

/* What it would take, by an engine of its own: the result is the other's. */
static bool attain(struct jx_worker *worker, const struct jx_pack *pack,
                   const char *weights, const struct jx_record *record,
                   struct jx_result *result, struct jx_error *err)
{
    if (worker->plan->task != JX_TASK_EXPLAIN)
        return true;
    struct jx_engine *engine = jx_engines_find(&worker->trials, pack, err);
    if (!engine)
        return false;
    jx_engine_scores_only(engine);
    jx_engine_weights(engine, weights);
    return jx_attain(engine, pack, record, &worker->arena, result, &worker->work->units,
                     err);
}

/* One record, by the template of weights called `weights` (NULL: the pack's choice). With
 * `only`, a result by another template is not given. */
static bool score_by(struct jx_worker *worker, struct jx_engine *engine,
                     const struct scored_record *scored, const char *weights, bool only,
                     struct jx_error *err)
{
    jx_engine_weights(engine, weights);
    const struct jx_result *made = jx_engine_score(engine, scored->record, err);
    if (!made)
        return false;
    worker->work->units += jx_engine_work(engine);
    if (only && (!made->weights || strcmp(made->weights, weights) != 0))
        return true;
    struct jx_compared compared = jx_engine_compared(engine);
    struct jx_result more;
    if (scored->fallback || worker->plan->task == JX_TASK_EXPLAIN) {
        more = *made;
        more.fallback = scored->fallback;
        if (!attain(worker, scored->pack, weights, scored->record, &more, err))
            return false;
        made = &more;
    }
    return give(worker, scored->record, made, &compared, err);
}

static bool unknown_weights(struct jx_worker *worker, const struct jx_pack *pack,
                            struct jx_error *err)
{
    const char *wanted = worker->plan->options->weights;
    const char **names =
        jx_arena_array(&worker->arena, pack->weight_count + 1, sizeof *names);
    for (size_t i = 0; names && i < pack->weight_count; i++) {
        names[i] = pack->weights[i].name;
        if (strcmp(names[i], wanted) == 0)
            return false;
    }
    const char *near = names ? jx_nearest(wanted, names) : NULL;
    jx_fail_kind(err, JX_ERR_USAGE, NULL, 0,
                 _("pack '%s' has no template of weights '%s'%s%s"), pack->name, wanted,
                 near ? _(": did you mean ") : "", near ? near : "");
    return true;
}

/* By every template that can hand out weights to the form; where none can, once. */
static bool score_all(struct jx_worker *worker, struct jx_engine *engine,
                      const struct jx_pack *pack, const struct scored_record *scored,
                      struct jx_error *err)
{
    uint64_t before = worker->given;
    for (size_t i = 0; i < pack->weight_count; i++)
        if (!score_by(worker, engine, scored, pack->weights[i].name, true, err))
            return false;
    if (worker->given > before) /* one form, however often it was scored */
        worker->work->tally.summary.records -= worker->given - before - 1;
    return worker->given > before || score_by(worker, engine, scored, NULL, false, err);
}

static bool score(struct jx_worker *worker, const struct jx_record *record,
                  struct jx_error *err)
{
    const char *why = "", *weights = worker->plan->options->weights;
    struct scored_record scored = {.record = record};
    const struct jx_pack *pack =
        jx_packs_choose(worker->plan->packs, record, &why, &scored.fallback);
    if (!pack)
        return give_failed(worker, record, "pack-missing", record->cell[JX_REC_NAME].at,
                           jx_str_of(why), true, err);
    scored.pack = pack;
    struct jx_engine *engine = jx_engines_find(&worker->engines, pack, err);
    bool all = weights && strcmp(weights, "all") == 0;
    if (engine)
        jx_engine_review(engine, worker->plan->reviews);
    if (engine && worker->plan->task == JX_TASK_EXPLAIN)
        jx_engine_explains(engine);
    if (!engine || (weights && !all && unknown_weights(worker, pack, err)))
        return false;
    return all ? score_all(worker, engine, pack, &scored, err)
               : score_by(worker, engine, &scored, weights, false, err);
}

/* Says on standard error what --latest leaves out, and for what. */
static bool left_out(struct jx_worker *worker, const struct jx_record *record)
{
    const struct jx_plan *plan = worker->plan;
    struct jx_work *work = worker->work;
    const char *newer = NULL;
    if (!plan->latest || jx_latest_keeps(plan->latest, record, &work->unit, &newer))
        return false;
    struct jx_str code = record->cell[JX_REC_CODE].text,
                  name = record->cell[JX_REC_NAME].text;
    if (!plan->options->quiet) {
        jx_strbuf_format(&work->notes, _("jixiao: left out: %.*s %.*s in %s; newer: %s"),
                         (int)code.n, code.p, (int)name.n, name.n ? name.p : "",
                         work->unit.file, newer);
        jx_strbuf_putc(&work->notes, '\n');
    }
    return true;
}

static bool on_record(void *ctx, const struct jx_record *record, struct jx_error *err)
{
    struct jx_worker *worker = ctx;
    unsigned long long most = worker->plan->options->max_work;
    worker->work->over = most && worker->work->units > most;
    if (worker->work->over)
        return false;
    if (left_out(worker, record))
        return true;
    worker->work->records++;
    jx_arena_reset(&worker->arena);
    return worker->plan->task == JX_TASK_CONVERT ? give(worker, record, NULL, NULL, err)
                                                 : score(worker, record, err);
}

/* ---- the worker ---- */

static bool open_writer(struct jx_worker *worker, struct jx_error *err)
{
    const struct jx_options *options = worker->plan->options;
    bool file = options->output && strcmp(options->output, "-") != 0;
    worker->output = (struct jx_output){
        .size = sizeof worker->output,
        .ctx = worker,
        .write = write_bytes,
        .task = worker->plan->task,
        .full_detail = options->full_detail,
        .origins = options->origins,
        .reviews = options->reviews != NULL,
        .width = (uint16_t)(file ? 0 : jx_os_terminal_width()),
        .report = options->report,
        .next = worker->plan->folder ? next_file : NULL,
        .room = room,
    };
    worker->output.color = worker->output.width > 0 && jx_os_terminal_color();
    worker->host_ctx = (struct jx_host_ctx){&worker->writer_arena, &worker->err, NULL};
    worker->host = jx_host_make(&worker->host_ctx);
    worker->self = worker->plan->writer->open(&worker->host, &worker->output);
    return worker->self || jx_worker_failed(worker, err);
}

bool jx_worker_failed(const struct jx_worker *worker, struct jx_error *err)
{
    if (!err->text[0])
        *err = worker->err;
    return err->text[0] ? false
                        : jx_fail_kind(err, JX_ERR_SYSTEM, NULL, 0,
                                       _("the output cannot be written, and the writer "
                                         "does not say why: is there memory enough?"));
}

bool jx_worker_open(struct jx_worker *worker, const struct jx_plan *plan,
                    struct jx_error *err)
{
    *worker = (struct jx_worker){
        .plan = plan, .arena = jx_arena_new(0), .writer_arena = jx_arena_new(0)};
    worker->readers = jx_readers_open(&plan->app->registry, plan->options, plan->packs);
    if (!worker->readers)
        return jx_fail_memory(err, NULL);
    return true;
}

/* Those of a unit that last while it is read. */
static struct jx_str plain_bytes(const struct jx_unit *unit)
{
    bool plain = unit->kind == JX_UNIT_LINES && unit->reader->flags & JX_READER_PLAIN;
    return plain ? (struct jx_str){unit->chunk.bytes, unit->chunk.len}
                 : (struct jx_str){0};
}

void jx_worker_do(struct jx_worker *worker, struct jx_work *work)
{
    struct jx_found found = {worker, on_record, on_trouble};
    clear(work);
    worker->work = work;
    jx_foreign_turn(&work->unit, &worker->plan->app->registry, worker->plan->office);
    bool ok = jx_worker_turn(worker, &work->out, NULL, &work->err);
    worker->output.plain = plain_bytes(&work->unit);
    ok = ok && jx_read_unit(worker->readers, &work->unit, &found, &work->err);
    worker->output.plain = (struct jx_str){0};
    work->failed = !ok && !work->over;
}

bool jx_worker_turn(struct jx_worker *worker, struct jx_strbuf *sink,
                    struct jx_os_output *file, struct jx_error *err)
{
    worker->sink = sink;
    worker->file = file;
    return worker->self || open_writer(worker, err);
}

bool jx_worker_end(struct jx_worker *worker, const struct jx_summary *summary, bool whole)
{
    if (!worker->self)
        return true;
    struct jx_os_inside before = inside_writer(worker->plan->writer);
    bool ok = worker->plan->writer->close(worker->self, summary, whole);
    jx_os_inside_set(before);
    worker->self = NULL;
    return ok;
}

void jx_worker_close(struct jx_worker *worker)
{
    jx_readers_close(worker->readers);
    jx_engines_close(&worker->engines);
    jx_engines_close(&worker->trials);
    jx_arena_free(&worker->arena);
    jx_arena_free(&worker->writer_arena);
}
