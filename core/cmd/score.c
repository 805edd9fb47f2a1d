/* score.c: jixiao score: the table entry; run.c does the work. */
#include "run.h"

#include "lang.h"

static int run_score(struct jx_app *app, const struct jx_options *options)
{
    return jx_run(app, options, JX_TASK_SCORE);
}

const struct jx_command jx_cmd_score = {
    .name = "score",
    .arguments = "INPUT…",
    .summary = N_("scores every form by its region's rule pack"),
    .examples = "  jixiao score forms/ --to ndjson --output scores.ndjson\n"
                "  jixiao score report.txt --pack national --detail full",
    .options = JX_OPT_RUN | JX_OPT_REVIEWS | JX_OPT_REPORT | JX_OPT_RESUME |
               JX_OPT_WEIGHTS | JX_OPT_DETAIL | JX_OPT_FAIL_ON,
    .least_inputs = 1,
    .run = run_score,
};
