/* pack.c: jixiao pack: its subcommands, and the few steps they share. */
#include "pack_tools.h"

#include "lang.h"
#include "os_file.h"

#include <string.h>

int jx_text_out(struct jx_strbuf *text, const char *path)
{
    struct jx_error err = {0};
    struct jx_os_output output;
    bool ok = text->failed ? jx_fail_memory(&err, path)
                           : jx_os_output_open(&output, path, &err);
    if (ok) {
        ok = !text->len || jx_os_output_write(&output, text->text, text->len, &err);
        ok = jx_os_output_close(&output, ok, &err) && ok;
    }
    jx_strbuf_free(text);
    return ok ? JX_EXIT_DONE : jx_complain(JX_EXIT_INPUT, &err);
}

const char *jx_only_input(const struct jx_options *options)
{
    struct jx_error err = {0};
    if (options->input_count == 1)
        return options->inputs[0];
    jx_fail(&err, NULL, 0, _("one pack at a time, not '%s' too"), options->inputs[1]);
    jx_complain(0, &err);
    return NULL;
}

const char *jx_status_title(const char *status)
{
    return strcmp(status, "confirmed") == 0         ? _("confirmed")
           : strcmp(status, "to-be-confirmed") == 0 ? _("to be confirmed")
                                                    : _("assumed");
}

void jx_pack_headline(const struct jx_pack *pack, struct jx_strbuf *out)
{
    jx_strbuf_format(out, "%s %s  %s\n  %s %s\n", pack->name, pack->version, pack->title,
                     _("digest"), pack->digest);
    for (const struct jx_pack *p = pack->parent; p; p = p->parent)
        jx_strbuf_format(out, _("  stands on %s %s, digest %s\n"), p->name, p->version,
                         p->digest);
}

static const struct jx_command *const subcommands[] = {
    &jx_cmd_pack_show,    &jx_cmd_pack_params,
    &jx_cmd_pack_new,     &jx_cmd_pack_lock,
    &jx_cmd_pack_build,   &jx_cmd_pack_keygen,
    &jx_cmd_pack_sign,    &jx_cmd_pack_verify,
    &jx_cmd_pack_install, &jx_cmd_pack_list,
    &jx_cmd_pack_remove,  &jx_cmd_pack_rollback,
    &jx_cmd_pack_trust,   NULL};

const struct jx_command jx_cmd_pack = {
    .name = "pack",
    .arguments = "…",
    .summary = N_("shows, makes, tunes, signs and installs rule packs"),
    .examples = "  jixiao pack show national\n  jixiao pack params ./rules/mine --help",
    .subcommands = subcommands,
};
