/* schema.c: jixiao schema: the JSON Schemas of records, results and packs. */
#include "cmd.h"
#include "lang.h"
#include "os_file.h"
#include "strbuf.h"

#include <stdio.h>
#include <string.h>

enum { SCHEMA_MAX = 1024 * 1024 };

static int print_schema(struct jx_app *app, const char *name)
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
    bool ok = fwrite(bytes.p, 1, bytes.n, stdout) == bytes.n && fflush(stdout) == 0;
    jx_os_release(&bytes);
    return ok ? JX_EXIT_DONE : JX_EXIT_INPUT;
}

static int run_schema(struct jx_app *app, const struct jx_options *options)
{
    int code = JX_EXIT_DONE;
    for (size_t i = 0; i < options->input_count && code == JX_EXIT_DONE; i++)
        code = print_schema(app, options->inputs[i]);
    return code;
}

const struct jx_command jx_cmd_schema = {
    .name = "schema",
    .arguments = "record|result|pack",
    .summary = N_("prints a JSON Schema: record, result or pack"),
    .examples = "  jixiao schema record\n  jixiao schema result > result.schema.json",
    .least_inputs = 1,
    .run = run_schema,
};
