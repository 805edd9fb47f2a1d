/* pack_build.c: jixiao pack build: a pack's folder as one file, the same bytes on every
 * machine. Signing it is pack_key.c. */
#include "pack_file.h"

#include "lang.h"
#include "pack_load.h"

#include <stdio.h>

static int write_bytes(struct jx_str bytes, const char *path)
{
    struct jx_strbuf text = {0};
    jx_strbuf_add(&text, bytes.p, bytes.n);
    return jx_text_out(&text, path);
}

static int build(const char *folder, const struct jx_options *options,
                 struct jx_arena *arena)
{
    struct jx_error err = {0};
    struct jx_packfile file;
    const char *const *left_out;
    struct jx_str bytes;
    if (!jx_packfile_gather(folder, arena, &file, &left_out, &err) ||
        !jx_packfile_print(&file, arena, &bytes, &err))
        return jx_complain(err.kind == JX_ERR_PACK ? JX_EXIT_PACK : JX_EXIT_INPUT, &err);
    const char *path = options->output
                           ? options->output
                           : jx_arena_format(arena, "%s-%s.jxp", file.name, file.version);
    int code = path ? write_bytes(bytes, path) : JX_EXIT_INPUT;
    if (code != JX_EXIT_DONE || options->quiet)
        return code;
    fprintf(stderr, _("%s: %zu files, %zu bytes\n"), path, file.count, bytes.n);
    for (; *left_out; left_out++)
        fprintf(stderr, _("left out, no part of a pack: %s\n"), *left_out);
    return code;
}

/* A pack that cannot be used is not worth sending. */
static int run_build(struct jx_app *app, const struct jx_options *options)
{
    const char *reference = jx_only_input(options);
    struct jx_pack *pack = reference ? jx_pack_open(app, reference) : NULL;
    if (!pack)
        return reference ? JX_EXIT_PACK : JX_EXIT_USAGE;
    struct jx_arena arena = jx_arena_new(0);
    int code = build(pack->folder, options, &arena);
    jx_arena_free(&arena);
    jx_pack_free(pack);
    return code;
}

const struct jx_command jx_cmd_pack_build = {
    .name = "pack build",
    .arguments = "PACK",
    .summary = N_("makes one file of a pack, to be signed and sent"),
    .examples = "  jixiao pack build ./rules/mine\n"
                "  jixiao pack build ./rules/mine --output mine.jxp",
    .options = JX_OPT_OUTPUT,
    .least_inputs = 1,
    .run = run_build,
};
