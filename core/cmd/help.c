/* help.c: what --help and --version print. */
#include "cmd.h"

#include "lang.h"
#include "os_sandbox.h"
#include "os_stream.h"
#include "strbuf.h"
#include "version.h"

#include <stdio.h>
#include <string.h>

static void list(struct jx_strbuf *out, const struct jx_command *const *commands)
{
    for (const struct jx_command *const *c = commands; *c; c++) {
        size_t from = out->len;
        jx_strbuf_format(out, "  %s", jx_command_word(*c));
        jx_strbuf_pad(out, from, 14);
        jx_strbuf_format(out, " %s\n", _((*c)->summary));
    }
}

static void overview(struct jx_strbuf *out)
{
    jx_strbuf_format(
        out, "jixiao %s\n%s\n\n", JX_VERSION,
        _("scores budget performance forms by rule packs, and explains every "
          "point"));
    jx_strbuf_format(out, "%sjixiao %s\n\n", _("Usage: "), _("COMMAND [OPTIONS] INPUT…"));
    list(out, jx_commands);
    jx_strbuf_format(out, "\n%s\n%s\n",
                     _("INPUT: a file, a folder, or - for standard input."),
                     _("'jixiao COMMAND --help' tells more."));
}

void jx_help_print(const struct jx_command *command)
{
    struct jx_strbuf out = {0};
    if (command) {
        char options[64];
        snprintf(options, sizeof options, "[%s]", _("OPTIONS"));
        jx_strbuf_format(&out, "jixiao %s — %s\n\n%sjixiao %s %s %s\n\n", command->name,
                         _(command->summary), _("Usage: "), command->name,
                         command->subcommands ? _("COMMAND") : options,
                         command->arguments);
        if (command->subcommands) {
            list(&out, command->subcommands);
            jx_strbuf_putc(&out, '\n');
        }
        jx_help_options(command, &out);
        jx_strbuf_format(&out, "\n%s\n%s\n", _("Examples:"), command->examples);
    } else {
        overview(&out);
    }
    if (!out.failed)
        fwrite(out.text, 1, out.len, stdout);
    jx_strbuf_free(&out);
}

void jx_version_print(const struct jx_app *app)
{
    printf("jixiao %s\n", JX_VERSION);
    printf("%s: %s\n", _("build"), JX_BUILD);
    printf("%s: %s\n", _("libraries"), JX_LIBRARIES);
    for (const struct jx_plugin *const *p = app->registry.plugins; *p; p++)
        printf("%s%s %s", p == app->registry.plugins ? _("plugins: ") : ", ", (*p)->name,
               (*p)->version);
    printf("\n%s: %s\n", _("data"), app->data);
    struct jx_sandbox offered = jx_os_sandbox_offered();
    printf("%s: ", _("confinement of runs"));
    if (offered.landlock)
        printf(_("files by Landlock %d"), offered.landlock);
    else
        printf("%s", _("files not (no Landlock here)"));
    printf(", %s\n",
           offered.seccomp ? _("system calls by seccomp") : _("system calls not"));
}

int jx_error_exit(const struct jx_error *err)
{
    return err->kind == JX_ERR_USAGE  ? JX_EXIT_USAGE
           : err->kind == JX_ERR_PACK ? JX_EXIT_PACK
                                      : JX_EXIT_INPUT;
}

int jx_complain(int code, const struct jx_error *err)
{
    char text[sizeof err->text + sizeof err->path + 16];
    jx_error_print(err, text, sizeof text);
    /* Whoever reads a pipe and closes it ("| head") has seen enough. */
    if (strcmp(err->path, _("standard output")) != 0 || !jx_os_output_unread())
        fprintf(stderr, "jixiao: %s\n", text);
    return code;
}
