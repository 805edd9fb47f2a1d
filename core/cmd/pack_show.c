/* pack_show.c: jixiao pack show: the pack in effect, each value with the file and line
 * that set it and the document behind it. Differences are in pack_diff.c. */
#include "pack_tools.h"

#include "lang.h"
#include "pack_load.h"
#include "provenance.h"

#include <string.h>

enum { VALUE_COLUMNS = 64, ORIGIN_COLUMNS = 30 };

struct show {
    const struct jx_pack *pack;
    struct jx_strbuf *out;
    size_t *uses; /* values by source */
};

/* What the headline and the list of sources tell. */
static bool is_identity(const struct jx_pack_value *value)
{
    static const char *const keys[] = {"name",    "title",   "version", "api",
                                       "extends", "sources", NULL};
    for (size_t i = 0; value->part == JX_PART_PACK && keys[i]; i++)
        if (jx_str_is(value->steps[0]->key, keys[i]))
            return true;
    return false;
}

static bool show_value(void *ctx, const struct jx_pack_value *value)
{
    struct show *show = ctx;
    struct jx_strbuf *out = show->out;
    const struct jx_source *source = value->source;
    if (is_identity(value))
        return true;
    size_t from = out->len;
    jx_strbuf_format(out, "  %s = ", value->path);
    jx_json_print(value->node, out);
    jx_strbuf_pad(out, from, VALUE_COLUMNS);
    from = out->len;
    jx_strbuf_format(out, "  %s:%d", value->node->file, value->node->line);
    if (source) {
        jx_strbuf_pad(out, from, ORIGIN_COLUMNS);
        jx_strbuf_format(out, "  %s", source->key);
        show->uses[source - show->pack->sources]++;
        if (strcmp(source->status, "confirmed") != 0)
            jx_strbuf_format(out, " [%s]", jx_status_title(source->status));
    }
    jx_strbuf_putc(out, '\n');
    return true;
}

static void show_rules(struct show *show)
{
    jx_strbuf_format(show->out, "\n%s\n", _("rules"));
    for (size_t i = 0; i < show->pack->rule_count; i++) {
        const struct jx_rule *rule = &show->pack->rules[i];
        size_t from = show->out->len;
        jx_strbuf_format(show->out, "  %s", rule->name);
        jx_strbuf_pad(show->out, from, VALUE_COLUMNS);
        jx_strbuf_format(show->out, "  %s\n", rule->file ? rule->file : _("native"));
    }
}

static void show_sources(struct show *show)
{
    const struct jx_pack *pack = show->pack;
    jx_strbuf_format(show->out, "\n%s\n", _("sources"));
    for (size_t i = 0; i < pack->source_count; i++) {
        const struct jx_source *source = &pack->sources[i];
        size_t from = show->out->len;
        jx_strbuf_format(show->out, "  %s  %s", source->key, source->title);
        jx_strbuf_pad(show->out, from, VALUE_COLUMNS);
        jx_strbuf_format(show->out, _("  %s, behind %zu values\n"),
                         jx_status_title(source->status), show->uses[i]);
    }
}

static bool show_pack(const struct jx_pack *pack, struct jx_strbuf *out)
{
    struct jx_arena arena = jx_arena_new(0);
    struct show show = {pack, out, NULL};
    show.uses = jx_arena_array(&arena, pack->source_count, sizeof *show.uses);
    bool ok = show.uses != NULL;
    jx_pack_headline(pack, out);
    for (int part = 0; ok && part < JX_PART_COUNT; part++) {
        if (!pack->source->effective[part])
            continue;
        jx_strbuf_format(out, "\n%s\n", jx_pack_part_names[part]);
        ok = jx_pack_values(pack, (enum jx_pack_part)part, show_value, &show);
    }
    if (ok) {
        show_rules(&show);
        show_sources(&show);
    }
    jx_arena_free(&arena);
    return ok;
}

static int run_show(struct jx_app *app, const struct jx_options *options)
{
    struct jx_error err = {0};
    struct jx_strbuf out = {0};
    int code = JX_EXIT_DONE;
    /* a lock that no longer holds is a reason to look, not to be sent away */
    struct jx_pack_wish wish = {.ignore_lock = true};
    const char *reference = jx_only_input(options);
    struct jx_pack *pack = reference ? jx_pack_open_as(app, reference, &wish) : NULL;
    if (!pack)
        return reference ? JX_EXIT_PACK : JX_EXIT_USAGE;
    if (options->against)
        code = jx_pack_show_against(app, pack, options->against, &out);
    if (options->history && !jx_pack_show_history(pack, &out, &err))
        code = jx_complain(JX_EXIT_PACK, &err);
    if (!options->against && !options->history && !show_pack(pack, &out))
        out.failed = true;
    jx_pack_free(pack);
    int written = jx_text_out(&out, options->output);
    return written > code ? written : code;
}

const struct jx_command jx_cmd_pack_show = {
    .name = "pack show",
    .arguments = "PACK",
    .summary = N_("the pack in effect, each value with its origin"),
    .examples = "  jixiao pack show ./rules/mine\n"
                "  jixiao pack show ./rules/mine --against national",
    .options = JX_OPT_AGAINST | JX_OPT_OUTPUT | JX_OPT_UNSIGNED,
    .least_inputs = 1,
    .run = run_show,
};
