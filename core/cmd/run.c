/* run.c: one run over inputs: units to workers, what they made to the output, in order.
 * What a worker does is work.c's business. */
#include "run.h"

#include "certificate.h"
#include "confine.h"
#include "costs.h"
#include "feed.h"
#include "lang.h"
#include "latest.h"
#include "listing.h"
#include "os_file.h"
#include "os_stream.h"
#include "outlet.h"
#include "pool.h"
#include "progress.h"
#include "resume.h"
#include "reviews.h"
#include "work.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct run {
    struct jx_plan plan;
    const struct jx_options *options;
    const char *command;
    struct jx_os_output file;
    struct jx_os_folder folder; /* plan.folder points here where the output is one */
    struct jx_error *err;
    struct jx_feed feed;
    struct jx_listing *listing;
    struct jx_review_file reviews;
    struct jx_worker *workers;
    size_t jobs;
    struct jx_work *works;
    void **slots;
    struct jx_progress progress;
    struct jx_resume done; /* how far the output reaches */
    uint64_t units;        /* of work that the rules did for it */
    atomic_bool over;      /* and more than --max-work with what comes next */
    bool started, interrupted;
    int exit;
};

static void raise_exit(struct run *run, int code)
{
    if (code > run->exit)
        run->exit = code;
}

/* ---- the tasks of the pool ---- */

static bool fill_unit(void *ctx, void *slot, struct jx_error *err)
{
    struct run *run = ctx;
    struct jx_work *work = slot;
    if (run->over)
        return false;
    return jx_feed_next(&run->feed, &work->unit, err);
}

static void work_unit(void *ctx, size_t worker, void *slot)
{
    struct run *run = ctx;
    jx_worker_do(&run->workers[worker], slot);
}

static void note_done(struct run *run, const struct jx_unit *unit)
{
    run->done.mark = unit->end;
    run->done.bytes += unit->chunk.len + unit->chunk.refused;
    if (unit->end.line && unit->reader) {
        snprintf(run->done.file, sizeof run->done.file, "%s", unit->file);
        snprintf(run->done.reader, sizeof run->done.reader, "%s", unit->reader->name);
    }
}

static bool take_unit(void *ctx, void *slot, struct jx_error *err)
{
    struct run *run = ctx;
    struct jx_work *work = slot;
    if (work->failed) {
        *err = work->err;
        return false;
    }
    unsigned long long most = run->options->max_work;
    if (most && (work->over || run->over || run->units + work->units > most)) {
        run->over = true; /* what follows is not taken either, whoever did it */
        return true;
    }
    run->units += work->units;
    if (work->notes.len)
        fwrite(work->notes.text, 1, work->notes.len, stderr);
    if (work->out.len &&
        !jx_os_output_write(&run->file, work->out.text, work->out.len, err))
        return false;
    if (!jx_listing_take(run->listing, &work->tally, err))
        return false;
    jx_certificate_take(run->options->certificate, &work->unit, &work->proof);
    raise_exit(run, work->exit);
    run->done.records += work->records;
    note_done(run, &work->unit);
    jx_chunk_trim(&work->unit.chunk);
    jx_progress_show(&run->progress, run->done.records, run->done.bytes);
    return true;
}

/* ---- start ---- */

/* Several threads only where the pieces that they write can be put together. */
static size_t choose_jobs(const struct run *run)
{
    long jobs = run->options->jobs ? run->options->jobs : jx_os_processors();
    bool pieces = run->plan.skip_records || (run->plan.writer->flags & JX_WRITER_RECORDS);
    return pieces ? (size_t)jobs : 1;
}

static bool resumable(const struct run *run)
{
    const char *output = run->options->output;
    return output && strcmp(output, "-") != 0 && !run->options->temporary &&
           run->plan.task != JX_TASK_AUDIT &&
           (run->plan.writer->flags & JX_WRITER_RECORDS);
}

static bool open_output(struct run *run)
{
    const struct jx_options *options = run->options;
    if (!options->resume && run->plan.folder)
        return jx_os_folder_open(&run->folder, options->output, run->err);
    if (!options->resume)
        return jx_os_output_open(&run->file, options->output, run->err);
    if (!resumable(run))
        return jx_fail_kind(run->err, JX_ERR_USAGE, NULL, 0,
                            _("--resume goes on with 'score' or 'convert' to a file of "
                              "records one a line: --to ndjson --output PATH"));
    if (!jx_resume_load(run->plan.app, options, run->command, run->plan.packs, &run->done,
                        run->err) ||
        !jx_os_output_resume(&run->file, options->output, run->done.written, run->err))
        return false;
    run->feed.resume = run->done.mark;
    snprintf(run->feed.resume_file, sizeof run->feed.resume_file, "%s", run->done.file);
    snprintf(run->feed.resume_reader, sizeof run->feed.resume_reader, "%s",
             run->done.reader);
    struct jx_tally *tally = jx_listing_tally(run->listing);
    tally->errors = run->done.errors;
    tally->warnings = run->done.warnings;
    raise_exit(run, run->done.exit);
    return true;
}

static bool open_workers(struct run *run)
{
    run->jobs = choose_jobs(run);
    size_t slots = jx_pool_slots(run->jobs);
    run->workers = calloc(run->jobs, sizeof *run->workers);
    run->works = calloc(slots, sizeof *run->works);
    run->slots = calloc(slots, sizeof *run->slots);
    if (!run->workers || !run->works || !run->slots)
        return jx_fail_memory(run->err, NULL);
    for (size_t i = 0; i < slots; i++)
        run->slots[i] = &run->works[i];
    for (size_t i = 0; i < run->jobs; i++)
        if (!jx_worker_open(&run->workers[i], &run->plan, run->err))
            return false;
    return true;
}

static bool open_reviews(struct run *run)
{
    struct jx_review_file *file = &run->reviews;
    const char *path = run->options->reviews;
    if (path && !jx_review_file_open(file, run->plan.app, path, run->err))
        return false;
    run->plan.reviews = path ? &file->reviews : NULL;
    raise_exit(run, file->reviews.fault_count ? JX_EXIT_INPUT : JX_EXIT_DONE);
    return true;
}

static bool open_latest(struct run *run)
{
    if (run->options->latest)
        run->plan.latest = jx_latest_open(&run->plan, choose_jobs(run), run->err);
    return !run->options->latest || run->plan.latest;
}

static bool start(struct run *run)
{
    run->listing = jx_listing_open();
    if (!run->listing)
        return jx_fail_memory(run->err, NULL);
    if (!jx_plan_writer(&run->plan, &run->folder, run->err) ||
        !jx_feed_open(&run->feed, run->plan.app, run->options, run->err))
        return false;
    const char *weights = run->options->weights;
    if (run->plan.task == JX_TASK_AUDIT && weights && strcmp(weights, "all") == 0)
        return jx_fail_kind(run->err, JX_ERR_USAGE, NULL, 0,
                            _("an audit goes by one template of weights: name it, or use "
                              "'score --weights all' to compare"));
    run->plan.office = jx_office_open(run->options);
    if (!run->options->temporary)
        jx_confine(run->plan.app, run->options);
    run->plan.packs = jx_packs_open(run->plan.app, run->options->pack, run->err);
    if (!run->plan.packs || !open_reviews(run) || !open_latest(run) ||
        !open_output(run) || !open_workers(run))
        return false;
    bool shown = run->options->output && strcmp(run->options->output, "-") != 0;
    jx_progress_start(&run->progress,
                      !run->options->quiet && (shown || !jx_os_output_terminal()),
                      jx_feed_total(&run->feed), run->done.bytes);
    jx_os_interrupt_watch();
    return run->started = true;
}

/* ---- end ---- */

static void judge(struct run *run)
{
    enum jx_fail_on fail_on = run->options->fail_on;
    const struct jx_tally *tally = jx_listing_tally(run->listing);
    if (fail_on == JX_FAIL_DEFAULT)
        fail_on = run->plan.task == JX_TASK_AUDIT ? JX_FAIL_ERROR : JX_FAIL_NEVER;
    if ((fail_on <= JX_FAIL_WARNING && tally->errors) ||
        (fail_on == JX_FAIL_WARNING && tally->warnings))
        raise_exit(run, JX_EXIT_FINDINGS);
}

static bool findings(struct run *run)
{
    struct jx_worker *worker = &run->workers[0];
    if (!jx_worker_turn(worker, NULL, &run->file, run->err) ||
        !jx_listing_finish(run->listing, run->plan.packs, run->err))
        return false;
    if (run->plan.task != JX_TASK_AUDIT || !run->plan.writer->findings)
        return true;
    return jx_listing_write(run->listing, run->plan.writer, worker->self, run->err) ||
           jx_worker_failed(worker, run->err);
}

static bool finish(struct run *run)
{
    if (!run->options->quiet && !run->options->record)
        jx_review_file_unused(&run->reviews);
    if (run->options->record && !run->done.records)
        return jx_fail(run->err, NULL, 0, _("no form has the code '%s'"),
                       run->options->record);
    return findings(run) && jx_certificate_end(run->options->certificate, run->options,
                                               run->plan.packs, run->err);
}

static bool end_writers(struct run *run, bool ok)
{
    const struct jx_summary *summary = run->plan.task == JX_TASK_CONVERT
                                           ? NULL
                                           : &jx_listing_tally(run->listing)->summary;
    for (size_t i = 0; run->workers && i < run->jobs; i++) {
        run->workers[i].file = &run->file;
        if (!jx_worker_end(&run->workers[i], summary, ok) && ok)
            ok = jx_worker_failed(&run->workers[i], run->err);
    }
    return ok;
}

/* Ctrl-C or too much work: says how far the run got and keeps what another can go on
 * from. */
static bool stop_here(struct run *run)
{
    const struct jx_tally *tally = jx_listing_tally(run->listing);
    if (run->over)
        fprintf(stderr, _("jixiao: the rules would do more work than --max-work %llu"),
                run->options->max_work);
    fprintf(stderr,
            run->over ? _(": stopped after %llu forms")
                      : _("jixiao: interrupted after %llu forms"),
            (unsigned long long)run->done.records);
    if (run->done.mark.line)
        fprintf(stderr, _(", at %s:%llu (byte %llu)"), run->done.file,
                (unsigned long long)run->done.mark.line,
                (unsigned long long)run->done.mark.offset);
    fprintf(stderr, "\n");
    run->exit = run->over ? JX_EXIT_PACK : JX_EXIT_INTERRUPTED;
    if (!resumable(run) || !run->file.aside)
        return true;
    run->done.written = run->file.written;
    run->done.errors = tally->errors;
    run->done.warnings = tally->warnings;
    bool ok =
        jx_os_output_suspend(&run->file, run->err) &&
        jx_resume_save(run->options, run->command, run->plan.packs, &run->done, run->err);
    if (ok)
        fprintf(stderr, _("jixiao: the same command with --resume goes on from there\n"));
    return ok;
}

static bool run_all(struct run *run)
{
    struct jx_pool_tasks tasks = {run, fill_unit, work_unit, take_unit};
    bool ok = start(run) && jx_pool_run(&tasks, run->jobs, run->slots, run->err);
    jx_progress_end(&run->progress);
    run->interrupted = ok && (jx_os_interrupted() || run->over);
    if (run->workers && (run->options->costs || run->over))
        jx_costs_print(run->workers, run->jobs);
    if (run->interrupted)
        ok = stop_here(run);
    else
        ok = ok && finish(run);
    bool whole = ok && !run->interrupted;
    if (run->listing)
        ok = end_writers(run, whole) || (ok && run->interrupted);
    if (run->file.fd >= 0)
        ok = jx_os_output_close(&run->file, ok && whole, run->err) && ok;
    ok = jx_os_folder_close(&run->folder, ok && whole, run->err) && ok;
    if (ok && whole && run->options->resume)
        jx_resume_remove(run->options);
    return ok;
}

static void free_all(struct run *run)
{
    size_t slots = run->works ? jx_pool_slots(run->jobs) : 0;
    for (size_t i = 0; run->workers && i < run->jobs; i++)
        if (run->workers[i].plan)
            jx_worker_close(&run->workers[i]);
    for (size_t i = 0; i < slots; i++)
        jx_work_free(&run->works[i]);
    free(run->workers);
    free(run->works);
    free(run->slots);
    jx_feed_close(&run->feed);
    jx_office_close(run->plan.office);
    jx_latest_close(run->plan.latest);
    jx_packs_close(run->plan.packs);
    jx_listing_close(run->listing);
    jx_review_file_close(&run->reviews);
}

int jx_run(struct jx_app *app, const struct jx_options *options, enum jx_task task)
{
    static const char *const commands[] = {"convert", "score", "audit", "explain"};
    struct jx_error err = {0};
    struct run run = {.plan = {.app = app, .options = options, .task = task},
                      .options = options,
                      .command = commands[task],
                      .err = &err,
                      .file = {.fd = -1}};
    bool ok = run_all(&run);
    if (run.listing && !run.interrupted)
        judge(&run);
    if (jx_packs_faulty(run.plan.packs))
        raise_exit(&run, JX_EXIT_PACK);
    if (!ok)
        raise_exit(&run, jx_complain(jx_error_exit(&err), &err));
    free_all(&run);
    return run.exit;
}
