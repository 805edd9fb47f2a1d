/* explain.c: jixiao explain: the table entry; run.c does the work. */
#include "run.h"

#include "lang.h"

static int run_explain(struct jx_app *app, const struct jx_options *options)
{
    return jx_run(app, options, JX_TASK_EXPLAIN);
}

const struct jx_command jx_cmd_explain = {
    .name = "explain",
    .arguments = "INPUT…",
    .summary = N_("explains every point of a form, and what would restore it"),
    .examples =
        "  jixiao explain forms.txt --record 51050000T000000000001 --detail full\n"
        "  jixiao explain forms/ --to xlsx --output explained.xlsx",
    .options =
        JX_OPT_RUN | JX_OPT_REVIEWS | JX_OPT_REPORT | JX_OPT_WEIGHTS | JX_OPT_DETAIL,
    .least_inputs = 1,
    .run = run_explain,
};
