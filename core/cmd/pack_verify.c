/* pack_verify.c: jixiao pack verify: whose a pack file is and whether it was changed. */
#include "pack_file.h"

#include "lang.h"

static int verify(struct jx_app *app, const char *path, struct jx_strbuf *out)
{
    struct jx_error err = {0};
    struct jx_arena arena = jx_arena_new(0);
    struct jx_packfile file;
    struct jx_verdict verdict;
    int code = JX_EXIT_DONE;
    if (!jx_packfile_is(path)) {
        jx_fail_kind(&err, JX_ERR_USAGE, path, 0,
                     _("no pack file (.jxp); an installed pack is compared with what was "
                       "installed whenever it is used, and by 'jixiao pack list'"));
        code = jx_complain(JX_EXIT_USAGE, &err);
    } else if (!jx_pack_file_read(app, path, &arena, &file, &verdict, &err)) {
        code = jx_complain(JX_EXIT_PACK, &err);
    } else {
        jx_strbuf_format(out, _("%s: %s %s, %zu files as the manifest says; "), path,
                         file.name, file.version, file.count);
        jx_pack_say_trust(&file, &verdict, out);
        jx_strbuf_putc(out, '\n');
        code = verdict.trust == JX_TRUST_GOOD ? JX_EXIT_DONE : JX_EXIT_PACK;
    }
    jx_arena_free(&arena);
    return code;
}

static int run_verify(struct jx_app *app, const struct jx_options *options)
{
    struct jx_strbuf out = {0};
    int code = JX_EXIT_DONE;
    for (size_t i = 0; i < options->input_count; i++) {
        int one = verify(app, options->inputs[i], &out);
        code = one > code ? one : code;
    }
    int written = jx_text_out(&out, NULL);
    return written > code ? written : code;
}

const struct jx_command jx_cmd_pack_verify = {
    .name = "pack verify",
    .arguments = "FILE…",
    .summary = N_("says who signed pack files, and whether they are as signed"),
    .examples = "  jixiao pack verify mine-2023.1.0.jxp\n"
                "  jixiao pack verify /media/usb/mine-2023.1.0.jxp",
    .least_inputs = 1,
    .run = run_verify,
};
