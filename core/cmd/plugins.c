/* plugins.c: jixiao plugins: what can be read, written and scored natively. */
#include "cmd.h"
#include "lang.h"
#include "strbuf.h"

#include <stdio.h>

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

static int run_plugins(struct jx_app *app, const struct jx_options *options)
{
    (void)options;
    struct jx_strbuf out = {0};
    for (const struct jx_plugin *const *p = app->registry.plugins; *p; p++) {
        jx_strbuf_format(&out, "%s %s\n", (*p)->name, (*p)->version);
        for (const struct jx_reader *const *r = (*p)->readers; r && *r; r++)
            line(&out, _("reader"), (*r)->name, (*r)->title);
        for (const struct jx_writer *const *w = (*p)->writers; w && *w; w++)
            line(&out, _("writer"), (*w)->name, (*w)->title);
        for (const struct jx_method *const *m = (*p)->methods; m && *m; m++)
            line(&out, _("method"), (*m)->name, (*m)->title);
    }
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
