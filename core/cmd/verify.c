/* verify.c: jixiao verify: scores an input again and says whether a file of results is
 * reproduced, or what changed. Scoring is run.c's, comparing results.c's. */
#include "certificate.h"
#include "results.h"
#include "run.h"
#include "tables.h"
#include "verify_tables.h"

#include "lang.h"
#include "os_temp.h"
#include "utf8.h"

#include <stdio.h>
#include <string.h>

struct verify {
    struct jx_results before, after;
    struct jx_strbuf out, who;   /* who: as told last, which is not told again */
    struct jx_verified verified; /* the same for tables */
    size_t count, changed;
    bool reviews; /* decisions were given */
    struct jx_error err;
};

static const char *text_of(const struct jx_json *result, const char *key)
{
    const struct jx_json *node = jx_json_get(result, key);
    return node && node->type == JX_JSON_STRING ? node->text.p : "";
}

static bool told_pack(struct verify *v, const struct jx_strbuf *who)
{
    if (!who->len || (v->who.len == who->len && strcmp(v->who.text, who->text) == 0))
        return false;
    jx_strbuf_clear(&v->who);
    jx_strbuf_add(&v->who, who->text, who->len);
    jx_strbuf_add(&v->out, who->text, who->len);
    return true;
}

static void compare(struct verify *v, const struct jx_json *before,
                    const struct jx_json *after)
{
    struct jx_strbuf who = {0}, what = {0};
    const char *code = text_of(before, "code"), *again = text_of(after, "code");
    if (strcmp(code, again) != 0)
        jx_strbuf_format(&what, _("  another record stands in its place: %s\n"), again);
    else
        jx_results_compare(before, after, &who, &what);
    const char *name = text_of(before, "name");
    if (told_pack(v, &who))
        jx_verified_add(&v->verified, code, name, who.text);
    if (what.len) {
        jx_strbuf_format(&v->out, "%s  %s\n%s", code, name, what.text);
        jx_verified_add(&v->verified, code, name, what.text);
    }
    v->changed += what.len || who.len;
    v->out.failed |= who.failed || what.failed;
    jx_strbuf_free(&who);
    jx_strbuf_free(&what);
}

/* Results that hold people's decisions are reproduced with those decisions only. */
static bool reviews_given(struct verify *v, const struct jx_json *before)
{
    const struct jx_json *review = jx_json_get(before, "review");
    return v->reviews || !review || review->type == JX_JSON_NULL ||
           jx_fail(&v->err, v->before.path, before->line,
                   _("the results hold decisions of reviewers: name the file they were "
                     "read from with --reviews"));
}

static bool compare_all(struct verify *v)
{
    for (;;) {
        const struct jx_json *before = jx_results_next(&v->before, &v->err);
        const struct jx_json *after =
            v->err.text[0] ? NULL : jx_results_next(&v->after, &v->err);
        if (v->err.text[0] || (before && !reviews_given(v, before)))
            return false;
        if (!before && !after)
            return true;
        v->count++;
        if (before && after) {
            compare(v, before, after);
            continue;
        }
        const struct jx_json *only = before ? before : after;
        const char *code = text_of(only, "code"), *name = text_of(only, "name");
        const char *what = before ? _("no longer in the input") : _("not in the results");
        v->changed++;
        jx_strbuf_format(&v->out, _("%s  %s: %s\n"), code, name, what);
        jx_verified_add(&v->verified, code, name, what);
    }
}

/* The results once more, in a file of their own. */
static int score_again(struct jx_app *app, const struct jx_options *options,
                       const char *path)
{
    struct jx_options again = *options;
    again.to = "ndjson";
    again.output = path;
    again.full_detail = true;
    again.quiet = again.temporary = true;
    again.fail_on = JX_FAIL_NEVER;
    again.inputs = options->inputs + 1;
    again.input_count = options->input_count - 1;
    return jx_run(app, &again, JX_TASK_SCORE);
}

static int judge(struct verify *v, struct jx_app *app, const struct jx_options *options,
                 bool ok)
{
    struct jx_verified_end end = {options->inputs[0], v->count, v->changed};
    if (!ok)
        return jx_complain(JX_EXIT_INPUT, &v->err);
    if (v->verified.wanted)
        return jx_verified_tell(&v->verified, &end, app, options);
    if (v->changed)
        jx_strbuf_format(&v->out, _("not reproduced: %zu of %zu results differ\n"),
                         v->changed, v->count);
    else
        jx_strbuf_format(&v->out, _("reproduced: %zu results\n"), v->count);
    if (v->out.failed)
        return JX_EXIT_INPUT;
    jx_utf8_tame(v->out.text, true);
    fwrite(v->out.text, 1, v->out.len, stdout);
    return v->changed ? JX_EXIT_FINDINGS : JX_EXIT_DONE;
}

static int run_verify(struct jx_app *app, const struct jx_options *options)
{
    struct verify v = {.verified = {.wanted = jx_tables_asked(options),
                                    .kept = {.arena = jx_arena_new(0)}},
                       .reviews = options->reviews != NULL};
    const char *path = NULL;
    int scored = JX_EXIT_DONE;
    if (jx_certificate_is(options->inputs[0]))
        return jx_certificate_verify(app, options);
    bool ok = jx_results_open(&v.before, options->inputs[0], &v.err);
    if (ok) {
        path = jx_os_temp_make(&app->arena, &v.err);
        ok = path != NULL;
    }
    if (ok)
        scored = score_again(app, options, path);
    bool given_up = scored == JX_EXIT_USAGE || scored == JX_EXIT_PACK;
    ok = ok && !given_up && jx_results_open(&v.after, path, &v.err) && compare_all(&v);
    int code = given_up ? scored : judge(&v, app, options, ok);
    jx_os_temp_remove(path);
    jx_results_close(&v.before);
    jx_results_close(&v.after);
    jx_strbuf_free(&v.out);
    jx_strbuf_free(&v.who);
    jx_arena_free(&v.verified.kept.arena);
    return code > scored ? code : scored;
}

const struct jx_command jx_cmd_verify = {
    .name = "verify",
    .arguments = "RESULT|CERTIFICATE INPUT…",
    .summary = N_("scores again: are results reproduced, or what has changed?"),
    .examples = "  jixiao verify scores.ndjson forms/\n"
                "  jixiao verify scores.certificate forms/ --to json",
    .options = JX_OPT_PACK | JX_OPT_FROM | JX_OPT_TO | JX_OPT_OUTPUT | JX_OPT_RECORD |
               JX_OPT_PLACE | JX_OPT_WEIGHTS | JX_OPT_REVIEWS | JX_OPT_JOBS,
    .least_inputs = 2,
    .run = run_verify,
};
