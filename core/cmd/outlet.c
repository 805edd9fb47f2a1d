/* outlet.c: chooses the writer of a run and refuses what it cannot do, before anything is
 * read. */
#include "outlet.h"

#include "lang.h"
#include "os_stream.h"
#include "run.h"
#include "strbuf.h"

#include <string.h>

bool jx_writer_fits(const struct jx_writer *writer, const struct jx_options *options,
                    struct jx_error *err)
{
    bool file = options->output && strcmp(options->output, "-") != 0;
    if (file || !(writer->flags & JX_WRITER_BINARY) || !jx_os_output_terminal())
        return true;
    return jx_fail_kind(err, JX_ERR_USAGE, NULL, 0,
                        _("'%s' is nothing for a terminal: name a file with --output"),
                        writer->name);
}

bool jx_no_format(struct jx_app *app, const char *to, struct jx_error *err)
{
    const char *const *names = jx_registry_names(&app->registry, JX_WRITERS, &app->arena);
    const char *near = names ? jx_nearest(to, names) : NULL;
    struct jx_strbuf all = {0};
    for (size_t i = 0; names && names[i]; i++)
        jx_strbuf_format(&all, "%s%s", i ? ", " : "", names[i]);
    jx_fail_kind(err, JX_ERR_USAGE, NULL, 0, _("no output format '%s'%s%s"), to,
                 near ? _(": did you mean ") : _("; there are "),
                 near         ? near
                 : all.failed ? ""
                              : all.text);
    jx_strbuf_free(&all);
    return false;
}

static bool ends_with_slash(const char *path)
{
    size_t len = strlen(path);
    return len && path[len - 1] == '/';
}

/* Can the writer make this report, and write where it is to go? */
static bool check_writer(struct jx_plan *plan, struct jx_os_folder *folder,
                         struct jx_error *err)
{
    const struct jx_writer *writer = plan->writer;
    const struct jx_options *options = plan->options;
    const char *const none[] = {NULL};
    if (plan->task == JX_TASK_CONVERT && (writer->flags & JX_WRITER_RESULTS))
        return jx_fail_kind(err, JX_ERR_USAGE, NULL, 0,
                            _("'%s' shows scores: use score, audit or explain, or choose "
                              "text, json, ndjson or csv"),
                            writer->name);
    bool many = JX_HAS(writer, reports) && writer->reports;
    const char *const *reports = many ? writer->reports : none;
    for (; options->report && *reports; reports++)
        if (strcmp(*reports, options->report) == 0)
            break;
    if (options->report && !*reports) {
        const char *near = jx_nearest(options->report, many ? writer->reports : none);
        return near ? jx_fail_kind(err, JX_ERR_USAGE, NULL, 0,
                                   _("no report '%s': did you mean '%s'?"),
                                   options->report, near)
                    : jx_fail_kind(err, JX_ERR_USAGE, NULL, 0,
                                   _("the format '%s' has no report '%s'"), writer->name,
                                   options->report);
    }
    if (!jx_writer_fits(writer, options, err))
        return false;
    if (!options->output || !ends_with_slash(options->output))
        return true;
    if (!(writer->flags & JX_WRITER_FILES))
        return jx_fail_kind(err, JX_ERR_USAGE, options->output, 0,
                            _("'%s' writes one file: name it, without the last slash"),
                            writer->name);
    plan->folder = folder;
    return true;
}

bool jx_plan_writer(struct jx_plan *plan, struct jx_os_folder *folder,
                    struct jx_error *err)
{
    const char *to = plan->options->to ? plan->options->to : "text";
    plan->writer = jx_registry_writer(&plan->app->registry, to);
    plan->tells_troubles =
        plan->task == JX_TASK_CONVERT || plan->options->output || strcmp(to, "text") != 0;
    plan->skip_records = plan->writer && plan->task == JX_TASK_AUDIT &&
                         (plan->writer->flags & JX_WRITER_FINDINGS) &&
                         plan->writer->findings;
    if (plan->writer)
        return check_writer(plan, folder, err);
    return jx_no_format(plan->app, to, err);
}
