/* convert.c: jixiao convert: the table entry; run.c does the work. */
#include "run.h"

#include "lang.h"

static int run_convert(struct jx_app *app, const struct jx_options *options)
{
    return jx_run(app, options, JX_TASK_CONVERT);
}

const struct jx_command jx_cmd_convert = {
    .name = "convert",
    .arguments = "INPUT…",
    .summary = N_("reads forms and writes them as records, cell by cell"),
    .examples = "  jixiao convert forms.txt --to ndjson\n"
                "  jixiao convert forms.txt --to json --origins",
    .options = JX_OPT_RUN | JX_OPT_RESUME | JX_OPT_ORIGINS,
    .least_inputs = 1,
    .run = run_convert,
};
