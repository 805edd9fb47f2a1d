/* schema.c: jixiao schema: the JSON Schemas of records, results and packs. */
#include "cmd.h"
#include "lang.h"
#include "os_file.h"
#include "strbuf.h"

#include <string.h>

enum { SCHEMA_MAX = 1024 * 1024 };

static int print_schema(struct jx_app *app, const char *name, struct jx_os_output *output)
{
    static const char *const names[] = {"record", "result", "pack", NULL};
    struct jx_error err = {0};
    bool known = false;
    for (size_t i = 0; names[i]; i++)
        known |= strcmp(names[i], name) == 0;
    if (!known) {
        const char *near = jx_nearest(name, names);
        jx_fail(&err, NULL, 0, _("no schema '%s': there are record, result, pack%s%s"),
                name, near ? _("; did you mean ") : "", near ? near : "");
        return jx_complain(JX_EXIT_USAGE, &err);
    }
    const char *path = jx_arena_format(&app->arena, "%s/schema/%s.json", app->data, name);
    struct jx_bytes bytes;
    if (!path || !jx_os_read(path, SCHEMA_MAX, &bytes, &err))
        return jx_complain(JX_EXIT_INPUT, &err);
    bool ok = jx_os_output_write(output, bytes.p, bytes.n, &err);
    jx_os_release(&bytes);
    return ok ? JX_EXIT_DONE : jx_complain(JX_EXIT_INPUT, &err);
}

static int run_schema(struct jx_app *app, const struct jx_options *options)
{
    struct jx_os_output output;
    struct jx_error err = {0};
    int code = JX_EXIT_DONE;
    if (options->to && strcmp(options->to, "json") != 0) {
        jx_fail_kind(&err, JX_ERR_USAGE, NULL, 0,
                     _("a JSON Schema has the format json, not '%s'"), options->to);
        return jx_complain(JX_EXIT_USAGE, &err);
    }
    if (!jx_os_output_open(&output, options->output, &err))
        return jx_complain(JX_EXIT_INPUT, &err);
    for (size_t i = 0; i < options->input_count && code == JX_EXIT_DONE; i++)
        code = print_schema(app, options->inputs[i], &output);
    if (!jx_os_output_close(&output, code == JX_EXIT_DONE, &err))
        code = jx_complain(JX_EXIT_INPUT, &err);
    return code;
}

const struct jx_command jx_cmd_schema = {
    .name = "schema",
    .arguments = "record|result|pack",
    .summary = N_("prints a JSON Schema: record, result or pack"),
    .examples = "  jixiao schema record\n"
                "  jixiao schema result --output result.schema.json",
    .options = JX_OPT_TO | JX_OPT_OUTPUT,
    .least_inputs = 1,
    .run = run_schema,
};
