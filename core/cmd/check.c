/* check.c: jixiao check: everything wrong with a pack, at once. */
#include "cmd.h"
#include "lang.h"
#include "pack_load.h"
#include "packs.h"

#include <stdio.h>

static int run_check(struct jx_app *app, const struct jx_options *options)
{
    int code = JX_EXIT_DONE;
    for (size_t i = 0; i < options->input_count; i++) {
        struct jx_pack *pack = jx_pack_open(app, options->inputs[i]);
        if (!pack) {
            fprintf(stderr, _("%s: the pack cannot be used\n"), options->inputs[i]);
            code = JX_EXIT_PACK;
            continue;
        }
        if (!options->quiet)
            printf(_("%s %s: good; %zu rules, %zu selectors, digest %s\n"), pack->name,
                   pack->version, pack->rule_count, pack->selector_count, pack->digest);
        jx_pack_free(pack);
    }
    return code;
}

const struct jx_command jx_cmd_check = {
    .name = "check",
    .arguments = "PACK…",
    .summary = N_("lists every fault of a rule pack, with place and remedy"),
    .examples = "  jixiao check national\n  jixiao check ./rules/mine",
    .least_inputs = 1,
    .run = run_check,
};
