/* plugins.c: jixiao plugins: what can be read, written and scored natively. */
#include "cmd.h"
#include "lang.h"
#include "os_file.h"
#include "os_signal.h"
#include "strbuf.h"
#include "tables.h"

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

/* ---- as a table ---- */

struct listing {
    struct jx_tables *tables;
    const struct jx_plugin *plugin;
    const char *path; /* NULL: built in */
    struct jx_error *err;
};

static bool row(const struct listing *l, const char *kind, const char *key,
                const char *name, const char *title)
{
    return jx_tables_row(
        l->tables,
        (const struct jx_value[]){jx_cell_words(l->plugin->name),
                                  jx_cell_words(l->plugin->version),
                                  jx_cell_keyed(kind, key), jx_cell_words(name),
                                  jx_cell_words(_(title)), jx_cell_words(l->path)},
        l->err);
}

static bool rows(const struct listing *l)
{
    const struct jx_plugin *plugin = l->plugin;
    bool ok = true;
    for (const struct jx_reader *const *r = plugin->readers; ok && r && *r; r++)
        ok = row(l, _("reader"), "reader", (*r)->name, (*r)->title);
    for (const struct jx_writer *const *w = plugin->writers; ok && w && *w; w++)
        ok = row(l, _("writer"), "writer", (*w)->name, (*w)->title);
    for (const struct jx_method *const *m = plugin->methods; ok && m && *m; m++)
        ok = row(l, _("method"), "method", (*m)->name, (*m)->title);
    return ok;
}

static int list_as_table(struct jx_app *app, const struct jx_options *options)
{
    static const struct jx_column columns[] = {
        {"plugin", N_("Plugin"), JX_COLUMN_TEXT},
        {"version", N_("Version"), JX_COLUMN_TEXT},
        {"kind", N_("Used as"), JX_COLUMN_TEXT},
        {"name", N_("Called"), JX_COLUMN_TEXT},
        {"title", N_("What it does"), JX_COLUMN_TEXT},
        {"path", N_("File"), JX_COLUMN_TEXT}};
    static const struct jx_table table = {
        JX_TABLE("plugins", N_("Readers, writers and methods"), columns)};
    struct jx_error err = {0};
    struct listing l = {jx_tables_open(app, options, &err), NULL, NULL, &err};
    bool ok = l.tables && jx_tables_begin(l.tables, &table, &err);
    for (size_t i = 0; ok && app->registry.plugins[i]; i++) {
        l.plugin = app->registry.plugins[i];
        l.path = jx_registry_path(&app->registry, i);
        ok = rows(&l);
    }
    ok = jx_tables_close(l.tables, ok, &err) && ok;
    return ok ? JX_EXIT_DONE : jx_complain(jx_error_exit(&err), &err);
}

static int run_plugins(struct jx_app *app, const struct jx_options *options)
{
    if (jx_tables_asked(options))
        return list_as_table(app, options);
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
    .examples = "  jixiao plugins\n  jixiao plugins --to json",
    .options = JX_OPT_TO | JX_OPT_OUTPUT,
    .run = run_plugins,
};
