/* plugins.c: jixiao plugins: what can be read, written and scored natively. */
#include "cmd.h"
#include "lang.h"
#include "os_file.h"
#include "os_signal.h"
#include "strbuf.h"

#include <stdio.h>

/* ---- finding them ---- */

static void refused(void *ctx, const struct jx_error *err)
{
    const bool *quiet = ctx;
    char text[sizeof err->text + sizeof err->path + 16];
    jx_error_print(err, text, sizeof text);
    if (!*quiet)
        fprintf(stderr, _("jixiao: plugin not loaded: %s\n"), text);
}

bool jx_plugins_find(struct jx_app *app, const struct jx_options *options)
{
    bool quiet = options->quiet, loud = false;
    const char *given = options->plugin_path;
    struct jx_refusal strict = {refused, &loud}, lax = {refused, &quiet};
    struct jx_error err = {0};
    if (given && !jx_os_exists(given)) {
        jx_fail_kind(&err, JX_ERR_USAGE, given, 0, _("there is no such file or folder"));
        jx_complain(JX_EXIT_USAGE, &err);
        return false;
    }
    bool ok = jx_app_plugins(app, given, &strict, &lax);
    if (app->registry.paths) /* there are plugins that did not come with the program */
        jx_os_name_crashes();
    return ok;
}

/* ---- listing them ---- */

static void line(struct jx_strbuf *out, const char *kind, const char *name,
                 const char *title)
{
    size_t from = out->len;
    jx_strbuf_format(out, "  %s", kind);
    jx_strbuf_pad(out, from, 12);
    jx_strbuf_puts(out, name);
    jx_strbuf_pad(out, from, 32);
    jx_strbuf_format(out, " %s\n", _(title));
}

static void list(struct jx_strbuf *out, const struct jx_plugin *plugin, const char *path)
{
    jx_strbuf_format(out, "%s %s%s%s\n", plugin->name, plugin->version, path ? "  " : "",
                     path ? path : "");
    for (const struct jx_reader *const *r = plugin->readers; r && *r; r++)
        line(out, _("reader"), (*r)->name, (*r)->title);
    for (const struct jx_writer *const *w = plugin->writers; w && *w; w++)
        line(out, _("writer"), (*w)->name, (*w)->title);
    for (const struct jx_method *const *m = plugin->methods; m && *m; m++)
        line(out, _("method"), (*m)->name, (*m)->title);
}

static int run_plugins(struct jx_app *app, const struct jx_options *options)
{
    (void)options;
    struct jx_strbuf out = {0};
    for (size_t i = 0; app->registry.plugins[i]; i++)
        list(&out, app->registry.plugins[i], jx_registry_path(&app->registry, i));
    jx_strbuf_format(&out, "\n%s\n", _("Plugins are looked for in:"));
    for (const char *const *folder = app->plugin_folders; *folder; folder++)
        jx_strbuf_format(&out, "  %s\n", *folder);
    bool ok = !out.failed && fwrite(out.text, 1, out.len, stdout) == out.len;
    jx_strbuf_free(&out);
    return ok ? JX_EXIT_DONE : JX_EXIT_INPUT;
}

const struct jx_command jx_cmd_plugins = {
    .name = "plugins",
    .arguments = "",
    .summary = N_("lists readers, writers and scoring methods"),
    .examples = "  jixiao plugins\n  jixiao plugins --lang en",
    .run = run_plugins,
};
