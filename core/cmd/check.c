/* check.c: jixiao check: everything wrong with a pack, at once. */
#include "check_cases.h"
#include "cmd.h"
#include "lang.h"
#include "pack_load.h"
#include "pack_tools.h"
#include "provenance.h"
#include "watch.h"

#include <stdio.h>
#include <string.h>

struct tally {
    const struct jx_pack *pack;
    size_t open, assumed; /* values whose source nobody has confirmed */
};

static bool count_value(void *ctx, const struct jx_pack_value *value)
{
    struct tally *tally = ctx;
    if (value->source && jx_pack_is_figure(value)) {
        tally->open += strcmp(value->source->status, "to-be-confirmed") == 0;
        tally->assumed += strcmp(value->source->status, "assumed") == 0;
    }
    return true;
}

static void print_summary(const struct jx_pack *pack, size_t warnings)
{
    struct tally tally = {pack, 0, 0};
    printf(_("%s %s: good; %zu rules, %zu selectors, digest %s\n"), pack->name,
           pack->version, pack->rule_count, pack->selector_count, pack->digest);
    for (int part = 0; part < JX_PART_COUNT; part++)
        jx_pack_values(pack, (enum jx_pack_part)part, count_value, &tally);
    if (tally.open || tally.assumed)
        printf(_("  %zu figures rest on sources to be confirmed, %zu on assumptions: "
                 "'jixiao pack show' lists them\n"),
               tally.open, tally.assumed);
    if (warnings)
        printf(_("  %zu warnings\n"), warnings);
}

static int check_pack(struct jx_app *app, const struct jx_options *options,
                      const char *reference)
{
    size_t warned = 0;
    struct jx_pack_wish wish = {.warnings = true, .warned = &warned};
    struct jx_pack *pack = jx_pack_open_as(app, reference, &wish);
    if (!pack) {
        fprintf(stderr, _("%s: the pack cannot be used\n"), reference);
        return JX_EXIT_PACK;
    }
    struct jx_arena arena = jx_arena_new(0);
    struct jx_faults faults = {.arena = &arena};
    jx_check_cases(pack, &faults);
    warned += jx_faults_note(app, &faults);
    bool lost = faults.lost;
    if (!options->quiet)
        print_summary(pack, warned);
    jx_arena_free(&arena);
    jx_pack_free(pack);
    if (lost)
        return JX_EXIT_PACK;
    return warned && options->fail_on == JX_FAIL_WARNING ? JX_EXIT_FINDINGS
                                                         : JX_EXIT_DONE;
}

/* What a run is about, to be done again by --watch. */
struct check_run {
    struct jx_app *app;
    const struct jx_options *options;
};

static int check_all(void *ctx)
{
    const struct check_run *run = ctx;
    int code = JX_EXIT_DONE;
    for (size_t i = 0; i < run->options->input_count; i++) {
        int one = check_pack(run->app, run->options, run->options->inputs[i]);
        code = one > code ? one : code;
    }
    return code;
}

static int run_check(struct jx_app *app, const struct jx_options *options)
{
    struct check_run run = {app, options};
    int code = check_all(&run);
    return options->watch ? jx_watch(app, options->inputs, options->input_count,
                                     check_all, &run, code)
                          : code;
}

const struct jx_command jx_cmd_check = {
    .name = "check",
    .arguments = "PACK…",
    .summary = N_("lists every fault of a rule pack, with place and remedy"),
    .examples = "  jixiao check national\n  jixiao check ./rules/mine --fail-on warning",
    .options = JX_OPT_WATCH | JX_OPT_FAIL_ON | JX_OPT_UNSIGNED,
    .least_inputs = 1,
    .run = run_check,
};
