/* audit.c: jixiao audit: the table entry; run.c does the work. */
#include "audit_coverage.h"
#include "audit_sample.h"
#include "run.h"

#include "lang.h"

#include <string.h>

static int run_audit(struct jx_app *app, const struct jx_options *options)
{
    if (options->sample)
        return jx_audit_sample(app, options);
    if (options->report && strcmp(options->report, "coverage") == 0)
        return jx_audit_coverage(app, options);
    return jx_run(app, options, JX_TASK_AUDIT);
}

const struct jx_command jx_cmd_audit = {
    .name = "audit",
    .arguments = "INPUT…",
    .summary = N_("compares claimed scores with the rules and lists what is wrong"),
    .examples =
        "  jixiao audit forms.txt\n"
        "  jixiao audit forms/ --to ndjson --fail-on warning\n"
        "  jixiao audit forms/ --report coverage --to xlsx --output coverage.xlsx\n"
        "  jixiao audit forms/ --sample 5% --by amount --seed 2027",
    .options = JX_OPT_RUN | JX_OPT_WORK | JX_OPT_REVIEWS | JX_OPT_REPORT |
               JX_OPT_WEIGHTS | JX_OPT_DETAIL | JX_OPT_FAIL_ON | JX_OPT_SAMPLE,
    .least_inputs = 1,
    .run = run_audit,
};
