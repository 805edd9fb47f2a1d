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

#include <stdio.h>
#include <string.h>

enum { CASE_MAX = 16 * 1024 * 1024 };

struct testing {
    struct jx_app *app;
    const struct jx_pack *pack;
    struct jx_engine *engine;
    struct jx_arena arena; /* of one case */
    const char *file;
    size_t passed, failed;
    bool differs;
};

static void complain(struct testing *t, int line, const char *path, const char *text)
{
    printf("%s:%d: %s: %s\n", t->file, line, path, text);
    t->differs = true;
}

/* ---- comparing ---- */

static void show(const struct jx_json *node, char *out, size_t size)
{
    static const char *const words[] = {"null", "false", "true"};
    if (!node)
        snprintf(out, size, "%s", _("nothing"));
    else if (node->type <= JX_JSON_TRUE)
        snprintf(out, size, "%s", words[node->type]);
    else if (node->type >= JX_JSON_ARRAY)
        snprintf(out, size, node->type == JX_JSON_ARRAY ? _("a list of %zu") : "{%zu}",
                 node->count);
    else
        snprintf(out, size, node->type == JX_JSON_STRING ? "\"%s\"" : "%s", node->text.p);
}

static bool same_scalar(const struct jx_json *want, const struct jx_json *got)
{
    struct jx_dec a, b;
    if (want->type != got->type)
        return false;
    if (want->type == JX_JSON_NUMBER && jx_dec_parse(want->text, &a) &&
        jx_dec_parse(got->text, &b))
        return jx_dec_cmp(a, b) == 0;
    return want->type <= JX_JSON_TRUE || jx_str_eq(want->text, got->text);
}

static bool matches(const struct jx_json *want, const struct jx_json *got);

static bool object_matches(const struct jx_json *want, const struct jx_json *got)
{
    for (const struct jx_json *w = want->child; w; w = w->next) {
        const struct jx_json *g = jx_json_get(got, w->key.p);
        if (strcmp(w->key.p, "note") != 0 && (!g || !matches(w, g)))
            return false;
    }
    return true;
}

static bool matches(const struct jx_json *want, const struct jx_json *got)
{
    if (want->type != got->type)
        return false;
    if (want->type == JX_JSON_OBJECT)
        return object_matches(want, got);
    if (want->type != JX_JSON_ARRAY)
        return same_scalar(want, got);
    const struct jx_json *w = want->child, *g = got->child;
    for (; w && g && matches(w, g); w = w->next)
        g = g->next;
    return !w && !g;
}

static void compare(struct testing *t, const char *path, const struct jx_json *want,
                    const struct jx_json *got);

/* The item of `got` that `want` speaks of: by index or id, else by place. */
static const struct jx_json *counterpart(const struct jx_json *want,
                                         const struct jx_json *got, size_t place)
{
    static const char *const ids[] = {"index", "id", "level1"};
    for (size_t k = 0; k < 3; k++) {
        const struct jx_json *id = jx_json_get(want, ids[k]);
        for (const struct jx_json *g = got->child; id && g; g = g->next) {
            const struct jx_json *other = jx_json_get(g, ids[k]);
            if (other && same_scalar(id, other))
                return g;
        }
        if (id)
            return NULL;
    }
    const struct jx_json *g = got->child;
    while (place-- && g)
        g = g->next;
    return g;
}

static void compare_list(struct testing *t, const char *path, const struct jx_json *want,
                         const struct jx_json *got)
{
    size_t place = 0;
    for (const struct jx_json *w = want->child; w; w = w->next, place++) {
        char here[160];
        snprintf(here, sizeof here, "%s[%zu]", path, place);
        compare(t, here, w, counterpart(w, got, place));
    }
}

/* Findings are a set: each expected one is there, and there is no other. */
static void compare_findings(struct testing *t, const char *path,
                             const struct jx_json *want, const struct jx_json *got)
{
    bool *taken = jx_arena_array(&t->arena, got->count, sizeof *taken);
    size_t place = 0;
    char text[300];
    for (const struct jx_json *w = want->child; taken && w; w = w->next, place++) {
        size_t i = 0;
        const struct jx_json *g = got->child;
        while (g && (taken[i] || !matches(w, g))) {
            g = g->next;
            i++;
        }
        if (g) {
            taken[i] = true;
            continue;
        }
        const struct jx_json *code = jx_json_get(w, "code");
        snprintf(text, sizeof text, _("the finding '%s' expected here was not raised"),
                 code ? code->text.p : "?");
        complain(t, w->line, path, text);
    }
    size_t i = 0;
    for (const struct jx_json *g = got->child; taken && g; g = g->next, i++) {
        const struct jx_json *code = jx_json_get(g, "code");
        const struct jx_json *item = jx_json_get(g, "item");
        const struct jx_json *message = jx_json_get(g, "message");
        if (taken[i])
            continue;
        snprintf(text, sizeof text, _("not expected: %s, item %s: %s"),
                 code ? code->text.p : "?",
                 item && item->type == JX_JSON_NUMBER ? item->text.p : "-",
                 message ? message->text.p : "");
        complain(t, want->line, path, text);
    }
}

static void compare(struct testing *t, const char *path, const struct jx_json *want,
                    const struct jx_json *got)
{
    char here[160], a[120], b[120], text[300];
    if (want->type == JX_JSON_OBJECT && got && got->type == JX_JSON_OBJECT) {
        for (const struct jx_json *w = want->child; w; w = w->next) {
            if (strcmp(w->key.p, "note") == 0)
                continue;
            snprintf(here, sizeof here, "%s.%s", path, w->key.p);
            compare(t, here, w, jx_json_get(got, w->key.p));
        }
    } else if (want->type == JX_JSON_ARRAY && got && got->type == JX_JSON_ARRAY) {
        bool findings =
            strlen(path) > 9 && strcmp(path + strlen(path) - 9, ".findings") == 0;
        (findings ? compare_findings : compare_list)(t, path, want, got);
    } else if (!got || !same_scalar(want, got)) {
        show(want, a, sizeof a);
        show(got, b, sizeof b);
        snprintf(text, sizeof text, _("expected %s, got %s"), a, b);
        complain(t, want->line, path, text);
    }
}

/* ---- running ---- */

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
                          t->file, 1, err);
    jx_strbuf_free(&capture.text);
    return json;
}

/* A case with a faulty record proves nothing. */
static void take_fault(void *ctx, int line, const char *text)
{
    complain(ctx, line, "record", text);
}

static bool run_record(struct testing *t, const struct jx_json *node,
                       const struct jx_json *expect, const char *path,
                       struct jx_error *err)
{
    struct jx_record record;
    struct jx_result result;
    struct jx_record_faults faults = {take_fault, t};
    if (!jx_record_from_json(&t->arena, node, "$.record", t->file, &faults, &record,
                             err) ||
        !jx_engine_score(t->engine, &record, &t->arena, &result, err))
        return false;
    struct jx_json *got = result_json(t, &record, &result, err);
    if (got)
        compare(t, path, expect, got);
    return got != NULL;
}

static bool run_case(struct testing *t, struct jx_str bytes, struct jx_error *err)
{
    struct jx_json *root = jx_json_parse(&t->arena, bytes, t->file, 1, err);
    if (!root)
        return false;
    const struct jx_json *record = jx_json_get(root, "record");
    const struct jx_json *records = jx_json_get(root, "records");
    const struct jx_json *expect = jx_json_get(root, "expect");
    if (!expect || !(record || records))
        return jx_fail(err, t->file, root->line,
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
            return jx_fail(err, t->file, expect->line,
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
    t->file = jx_arena_format(&t->arena, "%s/%s", folder, name);
    t->differs = false;
    bool ok = t->file && jx_os_read(t->file, CASE_MAX, &bytes, &err) &&
              run_case(t, (struct jx_str){bytes.p, bytes.n}, &err);
    jx_os_release(&bytes);
    if (!ok) {
        char text[1100];
        jx_error_print(&err, text, sizeof text);
        printf("%s\n", text);
    }
    if (ok && !t->differs)
        t->passed++;
    else
        t->failed++;
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

int jx_test_pack(struct jx_app *app, const char *reference, bool quiet)
{
    struct jx_error err = {0};
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
    struct testing t = {.app = app, .pack = pack, .arena = jx_arena_new(0)};
    t.engine = jx_engine_open(pack, &err);
    bool ok = t.engine && run_cases(&t, &err);
    int code = t.failed ? JX_EXIT_FINDINGS : JX_EXIT_DONE;
    if (!ok)
        code = jx_complain(JX_EXIT_PACK, &err);
    else if (!quiet || t.failed)
        printf(_("%s %s: %zu cases passed, %zu failed\n"), pack->name, pack->version,
               t.passed, t.failed);
    jx_engine_close(t.engine);
    jx_arena_free(&t.arena);
    jx_pack_free(pack);
    return code;
}

static int run_test(struct jx_app *app, const struct jx_options *options)
{
    int code = JX_EXIT_DONE;
    for (size_t i = 0; i < options->input_count; i++) {
        int one = jx_test_pack(app, options->inputs[i], false);
        code = one > code ? one : code;
    }
    return code;
}

const struct jx_command jx_cmd_test = {
    .name = "test",
    .arguments = "PACK…",
    .summary = N_("runs the cases of a rule pack"),
    .examples = "  jixiao test national\n  jixiao test ./rules/mine",
    .least_inputs = 1,
    .run = run_test,
};
