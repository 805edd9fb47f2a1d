/* pack_lock.c: jixiao pack lock: writes lock.json, by which a pack keeps standing on the
 * very ancestors that it was checked with. Loading a pack verifies it. */
#include "pack_tools.h"

#include "lang.h"
#include "lock.h"
#include "pack_load.h"

#include <stdio.h>
#include <string.h>

static int lock_pack(const struct jx_pack *pack, bool quiet)
{
    struct jx_strbuf text = {0};
    char path[4096];
    int n = snprintf(path, sizeof path, "%s/lock.json", pack->folder);
    jx_lock_write(pack, &text);
    text.failed |= n < 0 || (size_t)n >= sizeof path;
    int code = jx_text_out(&text, path);
    if (code == JX_EXIT_DONE && !quiet) {
        struct jx_strbuf out = {0};
        jx_pack_headline(pack, &out);
        code = jx_text_out(&out, NULL);
    }
    return code;
}

static int run_lock(struct jx_app *app, const struct jx_options *options)
{
    int code = JX_EXIT_DONE;
    for (size_t i = 0; i < options->input_count; i++) {
        /* what the old lock says is just what is being renewed */
        struct jx_pack *pack = jx_pack_open_as(
            app, options->inputs[i], &(struct jx_pack_wish){.ignore_lock = true});
        int one = pack ? lock_pack(pack, options->quiet) : JX_EXIT_PACK;
        code = one > code ? one : code;
        jx_pack_free(pack);
    }
    return code;
}

const struct jx_command jx_cmd_pack_lock = {
    .name = "pack lock",
    .arguments = "PACK…",
    .summary = N_("pins the packs it stands on, by version and digest"),
    .examples =
        "  jixiao pack lock ./rules/mine\n  jixiao pack lock ./rules/mine --lang en",
    .least_inputs = 1,
    .run = run_lock,
};
