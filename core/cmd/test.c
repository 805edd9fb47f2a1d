/* test.c: jixiao test: the cases of a pack, scored and compared with what they expect.
 *
 * A case is a file cases/NAME.json: {"note", "record" or "records", "expect"}, and "weights"
 * for another template of weights than the pack's choice. `expect` is
 * any part of a result as `score --to json` writes it: objects are compared key by key,
 * items by their index (or id), findings as the whole list of those raised. */
#include "testing.h"

#include "json.h"
#include "lang.h"
#include "os_file.h"
#include "pack_load.h"
#include "packfile.h"
#include "packs.h"
#include "record_json.h"
#include "strbuf.h"
#include "tables.h"
#include "test_compare.h"
#include "test_coverage.h"
#include "watch.h"

#include <stdio.h>
#include <string.h>

enum { CASE_MAX = 16 * 1024 * 1024 };

struct testing {
    struct jx_app *app;
    const struct jx_pack *pack;
    const char *shown; /* where its files are said to be */
    struct jx_engine *engine;
    struct jx_coverage *coverage; /* NULL: not asked for */
    struct jx_tested *tested;     /* NULL: what differs is printed */
    struct jx_arena arena;        /* of one case */
    struct jx_case at;            /* the case at hand */
    size_t passed, failed;
};

struct capture {
    struct jx_strbuf text;
};

static bool capture_write(const struct jx_output *output, const char *bytes, size_t len)
{
    struct capture *capture = output->ctx;
    jx_strbuf_add(&capture->text, bytes, len);
    return !capture->text.failed;
}

/* The result as its JSON says it, so that cases speak the language of the output. */
static struct jx_json *result_json(struct testing *t, const struct jx_record *record,
                                   const struct jx_result *result, struct jx_error *err)
{
    const struct jx_writer *writer = jx_registry_writer(&t->app->registry, "ndjson");
    struct capture capture = {0};
    struct jx_output output = {.size = sizeof output,
                               .ctx = &capture,
                               .write = capture_write,
                               .task = JX_TASK_SCORE,
                               .full_detail = true};
    struct jx_host_ctx ctx = {&t->arena, err, NULL};
    struct jx_host host = jx_host_make(&ctx);
    void *self = writer ? writer->open(&host, &output) : NULL;
    bool ok = self && writer->record(self, record, result);
    if (self)
        ok = writer->close(self, NULL, ok) && ok;
    struct jx_json *json = NULL;
    if (ok)
        json =
            jx_json_parse(&t->arena, (struct jx_str){capture.text.text, capture.text.len},
                          t->at.file, 1, err);
    jx_strbuf_free(&capture.text);
    return json;
}

/* A case with a faulty record proves nothing. */
static void take_fault(void *ctx, int line, const char *text)
{
    struct testing *t = ctx;
    jx_case_complain(&t->at, line, "record", text);
}

static bool run_record(struct testing *t, const struct jx_json *node,
                       const struct jx_json *expect, const char *path,
                       struct jx_error *err)
{
    struct jx_record record;
    struct jx_record_faults faults = {take_fault, t};
    if (!jx_record_from_json(&t->arena, node, "$.record", t->at.file, &faults, &record,
                             err))
        return false;
    const struct jx_result *result = jx_engine_score(t->engine, &record, err);
    if (!result)
        return false;
    if (t->coverage)
        jx_coverage_result(t->coverage, &record, result);
    struct jx_json *got = result_json(t, &record, result, err);
    if (got)
        jx_case_compare(&t->at, path, expect, got);
    return got != NULL;
}

static bool run_case(struct testing *t, struct jx_str bytes, struct jx_error *err)
{
    struct jx_json *root = jx_json_parse(&t->arena, bytes, t->at.file, 1, err);
    if (!root)
        return false;
    const struct jx_json *record = jx_json_get(root, "record");
    const struct jx_json *records = jx_json_get(root, "records");
    const struct jx_json *expect = jx_json_get(root, "expect");
    if (!expect || !(record || records))
        return jx_fail(err, t->at.file, root->line,
                       _("a case has \"record\" (or \"records\") and \"expect\""));
    const struct jx_json *weights = jx_json_get(root, "weights");
    jx_engine_weights(
        t->engine, weights && weights->type == JX_JSON_STRING ? weights->text.p : NULL);
    if (record)
        return run_record(t, record, expect, "expect", err);
    const struct jx_json *want = expect->child;
    size_t i = 0;
    for (const struct jx_json *r = records->child; r; r = r->next, i++) {
        char path[40];
        snprintf(path, sizeof path, "expect[%zu]", i);
        if (!want)
            return jx_fail(err, t->at.file, expect->line,
                           _("%zu records, but fewer expectations"), records->count);
        if (!run_record(t, r, want, path, err))
            return false;
        want = want->next;
    }
    return true;
}

static void run_file(struct testing *t, const char *folder, const char *name)
{
    struct jx_error err = {0};
    struct jx_bytes bytes = {0};
    jx_arena_reset(&t->arena);
    t->at = (struct jx_case){.arena = &t->arena, .tested = t->tested};
    t->at.file = jx_arena_format(&t->arena, "%s/cases/%s", t->shown, name);
    if (t->tested)
        jx_tested_case(t->tested, t->at.file ? t->at.file : name);
    const char *path = jx_arena_format(&t->arena, "%s/%s", folder, name);
    bool ok = t->at.file && path && jx_os_read(path, CASE_MAX, &bytes, &err) &&
              run_case(t, (struct jx_str){bytes.p, bytes.n}, &err);
    jx_os_release(&bytes);
    if (!ok && t->tested) {
        jx_tested_difference(t->tested, err.line, "", err.text);
    } else if (!ok) {
        char text[1100];
        jx_error_print(&err, text, sizeof text);
        printf("%s\n", text);
    }
    bool passed = ok && !t->at.differences;
    *(passed ? &t->passed : &t->failed) += 1;
    if (t->tested)
        jx_tested_judged(t->tested, passed);
}

static bool run_cases(struct testing *t, struct jx_error *err)
{
    struct jx_arena arena = jx_arena_new(0);
    const char **names;
    size_t count;
    const char *folder = jx_arena_format(&arena, "%s/cases", t->pack->folder);
    bool ok = folder &&
              (!jx_os_exists(folder) || jx_os_list(folder, &arena, &names, &count, err));
    for (size_t i = 0; ok && jx_os_exists(folder) && i < count; i++) {
        const char *dot = strrchr(names[i], '.');
        if (dot && strcmp(dot, ".json") == 0)
            run_file(t, folder, names[i]);
    }
    jx_arena_free(&arena);
    return ok;
}

/* tested NULL: what is found is printed. */
static int test_pack(struct jx_app *app, const struct jx_options *options,
                     const char *reference, const char *shown, struct jx_tested *tested)
{
    struct jx_error err = {0};
    if (tested)
        jx_tested_pack(tested, reference);
    if (jx_packfile_is(reference)) {
        jx_fail_kind(
            &err, JX_ERR_USAGE, reference, 0,
            _("cases are run from a folder; 'jixiao pack install' runs those of a "
              "pack file"));
        return jx_complain(JX_EXIT_USAGE, &err);
    }
    struct jx_pack *pack = jx_pack_open(app, reference);
    if (!pack) {
        fprintf(stderr, _("%s: the pack cannot be used\n"), reference);
        return JX_EXIT_PACK;
    }
    struct testing t = {.app = app,
                        .pack = pack,
                        .shown = shown ? shown : pack->folder,
                        .tested = tested,
                        .arena = jx_arena_new(0)};
    if (tested)
        jx_tested_opened(tested, pack);
    t.engine = jx_engine_open(pack, &err);
    bool ok = t.engine != NULL;
    if (ok && options->coverage) {
        t.coverage = jx_coverage_start(pack, t.engine, &err);
        ok = t.coverage != NULL;
    }
    ok = ok && run_cases(&t, &err);
    int code = t.failed ? JX_EXIT_FINDINGS : JX_EXIT_DONE;
    if (!ok)
        code = jx_complain(JX_EXIT_PACK, &err);
    else if (!tested && (!options->quiet || t.failed))
        printf(_("%s %s: %zu cases passed, %zu failed\n"), pack->name, pack->version,
               t.passed, t.failed);
    if (ok && t.coverage) {
        bool missed = tested ? jx_coverage_keep(t.coverage, tested)
                             : jx_coverage_print(t.coverage, t.passed + t.failed);
        if (missed && options->fail_on == JX_FAIL_WARNING)
            code = JX_EXIT_FINDINGS;
    }
    jx_coverage_end(t.coverage);
    jx_engine_close(t.engine);
    jx_arena_free(&t.arena);
    jx_pack_free(pack);
    return code;
}

int jx_test_pack(struct jx_app *app, const char *reference, const char *shown, bool quiet)
{
    return test_pack(app, &(struct jx_options){.quiet = quiet}, reference, shown, NULL);
}

/* What a run is about, to be done again by --watch. */
struct test_run {
    struct jx_app *app;
    const struct jx_options *options;
};

static int test_all(void *ctx)
{
    const struct test_run *run = ctx;
    const struct jx_options *options = run->options;
    bool tables = jx_tables_asked(options);
    struct jx_tested tested = {.kept = {.arena = jx_arena_new(0)}};
    struct jx_error err = {0};
    int code = JX_EXIT_DONE;
    for (size_t i = 0; i < options->input_count; i++) {
        int one = test_pack(run->app, options, options->inputs[i], NULL,
                            tables ? &tested : NULL);
        code = one > code ? one : code;
    }
    if (tables && !jx_tested_write(&tested, run->app, options, &err))
        code = jx_complain(jx_error_exit(&err), &err);
    jx_arena_free(&tested.kept.arena);
    return code;
}

static int run_test(struct jx_app *app, const struct jx_options *options)
{
    struct test_run run = {app, options};
    int code = test_all(&run);
    return options->watch ? jx_watch(app, options->inputs, options->input_count, test_all,
                                     &run, code)
                          : code;
}

const struct jx_command jx_cmd_test = {
    .name = "test",
    .arguments = "PACK…",
    .summary = N_("runs the cases of a rule pack"),
    .examples = "  jixiao test national\n  jixiao test ./rules/mine --coverage\n"
                "  jixiao test ./rules/mine --to json",
    .options =
        JX_OPT_TO | JX_OPT_OUTPUT | JX_OPT_WATCH | JX_OPT_COVERAGE | JX_OPT_FAIL_ON,
    .least_inputs = 1,
    .run = run_test,
};
