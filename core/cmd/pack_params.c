/* pack_params.c: jixiao pack params: what can be tuned in a pack, as a list or a table.
 * Changing values is pack_set.c; reading and writing tables pack_table.c. */
#include "pack_params.h"

#include "lang.h"
#include "pack_load.h"

#include <string.h>

enum { VALUE_COLUMNS = 44, FACT_COLUMNS = 40 };

static void print_tunable(const struct jx_tunables *tunables, const struct jx_tunable *t,
                          struct jx_strbuf *out)
{
    struct jx_tunable_facts facts = jx_tunable_facts(tunables, t);
    size_t from = out->len;
    jx_strbuf_format(out, "%s = %s", t->name, t->value);
    jx_strbuf_pad(out, from, VALUE_COLUMNS);
    from = out->len;
    jx_strbuf_format(out, "  %s", facts.type);
    if (*facts.least || *facts.greatest)
        jx_strbuf_format(out, " %s…%s", facts.least, facts.greatest);
    if (*facts.choices)
        jx_strbuf_format(out, " %s", facts.choices);
    if (*facts.usual)
        jx_strbuf_format(out, _(", default %s"), facts.usual);
    jx_strbuf_pad(out, from, FACT_COLUMNS);
    jx_strbuf_format(out, "  %s", t->origin);
    if (t->source)
        jx_strbuf_format(out, "  %s", t->source->key);
    if (t->source && strcmp(t->source->status, "confirmed") != 0)
        jx_strbuf_format(out, " [%s]", jx_status_title(t->source->status));
    jx_strbuf_putc(out, '\n');
    if (*facts.text)
        jx_strbuf_format(out, "    %s\n", facts.text);
}

static int list_tunables(struct jx_app *app, const struct jx_tunables *tunables,
                         const struct jx_options *options)
{
    struct jx_strbuf out = {0};
    struct jx_error err = {0};
    const char *to = options->to ? options->to : "text";
    if (strcmp(to, "csv") == 0) {
        jx_tunables_csv(tunables, &out);
    } else if (strcmp(to, "text") == 0) {
        for (size_t i = 0; i < tunables->count; i++)
            print_tunable(tunables, &tunables->list[i], &out);
    } else {
        if (jx_tunables_write(app, tunables, options, &err))
            return JX_EXIT_DONE;
        return jx_complain(err.kind == JX_ERR_USAGE ? JX_EXIT_USAGE : JX_EXIT_INPUT,
                           &err);
    }
    return jx_text_out(&out, options->output);
}

static bool read_sets(const struct jx_options *options, struct jx_arena *arena,
                      struct jx_wish **wishes, size_t *count, struct jx_error *err)
{
    *wishes = jx_arena_array(arena, options->set_count, sizeof **wishes);
    for (size_t i = 0; *wishes && i < options->set_count; i++) {
        const char *equals = strchr(options->sets[i], '=');
        if (!equals)
            return jx_fail_kind(err, JX_ERR_USAGE, NULL, 0,
                                _("--set takes NAME=VALUE, not '%s'"), options->sets[i]);
        (*wishes)[i] =
            (struct jx_wish){.name = jx_arena_copy(arena, options->sets[i],
                                                   (size_t)(equals - options->sets[i])),
                             .value = equals + 1,
                             .why = options->why ? options->why : ""};
        if (!(*wishes)[i].name)
            break;
        *count = i + 1;
    }
    return *count == options->set_count || jx_fail_memory(err, NULL);
}

static int change(struct jx_app *app, const struct jx_options *options,
                  const struct jx_tunables *tunables, const struct jx_pack *pack)
{
    struct jx_error err = {0};
    struct jx_wish *wishes = NULL;
    size_t count = 0;
    bool ok = options->from ? jx_wishes_read(app, options->from, tunables, options->why,
                                             &wishes, &count, &err)
                            : read_sets(options, tunables->arena, &wishes, &count, &err);
    if (!ok)
        return jx_complain(err.kind == JX_ERR_USAGE ? JX_EXIT_USAGE : JX_EXIT_INPUT,
                           &err);
    return jx_tunables_set(app, tunables, pack, wishes, count, options->quiet);
}

static int run_params(struct jx_app *app, const struct jx_options *options)
{
    const char *reference = jx_only_input(options);
    struct jx_pack *pack = reference ? jx_pack_open(app, reference) : NULL;
    if (!pack)
        return reference ? JX_EXIT_PACK : JX_EXIT_USAGE;
    struct jx_arena arena = jx_arena_new(0);
    struct jx_tunables tunables;
    int code;
    if (!jx_tunables_list(pack, &arena, &tunables)) {
        struct jx_error err = {0};
        jx_fail_memory(&err, NULL);
        code = jx_complain(JX_EXIT_INPUT, &err);
    } else if (options->set_count || options->from) {
        code = change(app, options, &tunables, pack);
    } else {
        code = list_tunables(app, &tunables, options);
    }
    jx_arena_free(&arena);
    jx_pack_free(pack);
    return code;
}

const struct jx_command jx_cmd_pack_params = {
    .name = "pack params",
    .arguments = "PACK",
    .summary = N_("lists and sets parameters, on the command line or by a table"),
    .examples = "  jixiao pack params ./rules/mine --to xlsx --output params.xlsx\n"
                "  jixiao pack params ./rules/mine --set rows.step=2 --why \"…\"",
    .options = JX_OPT_SET | JX_OPT_TABLE | JX_OPT_OUTPUT,
    .least_inputs = 1,
    .run = run_params,
};
