/* score.c: jixiao score: run.c does the work; here only what surrounds a certificate. */
#include "certificate.h"
#include "diff.h"
#include "run.h"

#include "lang.h"
#include "pack_file.h"

/* A certificate is for what the rules give, from the first byte to the last. */
static bool certifiable(const struct jx_options *options, struct jx_error *err)
{
    if (options->key && !options->certificate_path)
        return jx_fail_kind(err, JX_ERR_USAGE, NULL, 0,
                            _("--key signs a certificate: say --certificate FILE too"));
    if (options->certificate_path &&
        (options->resume || options->reviews || options->latest))
        return jx_fail_kind(err, JX_ERR_USAGE, NULL, 0,
                            _("a certificate is for whole runs, of what the rules give: "
                              "leave out --resume, --reviews and --latest"));
    return true;
}

static int score_certified(struct jx_app *app, const struct jx_options *options,
                           const struct jx_key *key)
{
    struct jx_error err = {0};
    struct jx_certificate certificate = {.document = 0};
    struct jx_options run = *options;
    run.certificate = &certificate;
    int code = jx_run(app, &run, JX_TASK_SCORE);
    if (code > JX_EXIT_FINDINGS) {
        jx_fail(&err, options->certificate_path, 0,
                _("no certificate is written: not everything could be scored"));
        jx_complain(code, &err);
    } else if (!jx_certificate_write(&certificate, options->certificate_path, key,
                                     &err)) {
        code = jx_complain(JX_EXIT_INPUT, &err);
    }
    jx_certificate_free(&certificate);
    return code;
}

static int run_score(struct jx_app *app, const struct jx_options *options)
{
    struct jx_error err = {0};
    struct jx_key key = {0};
    if (options->watch)
        return jx_diff_watch(app, options);
    if (!certifiable(options, &err))
        return jx_complain(JX_EXIT_USAGE, &err);
    if (!options->certificate_path)
        return jx_run(app, options, JX_TASK_SCORE);
    /* read before the run confines itself, for keys lie elsewhere */
    if (options->key && !jx_secret_read(options->key, &app->arena, &key, &err))
        return jx_complain(jx_error_exit(&err), &err);
    int code = score_certified(app, options, options->key ? &key : NULL);
    jx_key_wipe(&key);
    return code;
}

const struct jx_command jx_cmd_score = {
    .name = "score",
    .arguments = "INPUT…",
    .summary = N_("scores every form by its region's rule pack"),
    .examples = "  jixiao score forms/ --to ndjson --output scores.ndjson\n"
                "  jixiao score report.txt --pack national --detail full",
    .options = JX_OPT_RUN | JX_OPT_WORK | JX_OPT_REVIEWS | JX_OPT_REPORT | JX_OPT_RESUME |
               JX_OPT_WEIGHTS | JX_OPT_DETAIL | JX_OPT_FAIL_ON | JX_OPT_CERTIFICATE |
               JX_OPT_WATCH,
    .least_inputs = 1,
    .run = run_score,
};
