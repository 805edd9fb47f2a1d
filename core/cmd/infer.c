/* infer.c: jixiao infer: which rules an office used, from the scores that it printed. The
 * search is core/tune's; here forms are read and the pack of candidates is made. */
#include "infer_report.h"

#include "collect.h"
#include "confine.h"
#include "json_edit.h"
#include "lang.h"
#include "pack_load.h"
#include "strbuf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- each form once ---- */

/* Forms handed in twice, or lying there in two formats, say nothing twice: the first counts.
 * false: memory. */
static bool drop_copies(struct jx_inferring *in)
{
    struct jx_names names = {0};
    size_t kept = 0, number = 0;
    for (size_t i = 0; number != SIZE_MAX && i < in->cases.count; i++) {
        const struct jx_case *c = &in->cases.list[i];
        struct jx_str form = c->record->cell[JX_REC_FORM].text;
        struct jx_str year = c->record->cell[JX_REC_YEAR].text;
        struct jx_str name = c->code.n ? c->code : c->name;
        const char *key = jx_arena_format(
            &in->arena, "%.*s\n%.*s\n%.*s\n%.*s", (int)form.n, form.p ? form.p : "",
            (int)year.n, year.p ? year.p : "", (int)name.n, name.p ? name.p : "",
            (int)c->unit.n, c->unit.p ? c->unit.p : "");
        size_t known = names.count;
        number = key ? jx_names_number(&names, jx_str_of(key)) : SIZE_MAX;
        if (number == known || !name.n)
            in->cases.list[kept++] = *c;
    }
    in->again = in->cases.count - kept;
    in->cases.count = kept;
    jx_names_free(&names);
    return number != SIZE_MAX || jx_fail_memory(&in->err, NULL);
}

/* ---- candidates ---- */

/* The pack's own file, or an empty one. */
static struct jx_str indicators_of(const struct jx_pack *pack)
{
    for (size_t i = 0; i < pack->source->file_count; i++)
        if (strcmp(pack->source->files[i].name, "indicators.json") == 0)
            return pack->source->files[i].bytes;
    return jx_str_of("{\n}\n");
}

/* One selector a candidate, for a form that does not exist: they are called by name. They
 * are written as the value of the first, with the others behind it. */
static struct jx_str candidates(struct jx_inferring *in, int priority)
{
    struct jx_strbuf text = {0};
    for (size_t i = 0; i < in->shapes.count; i++) {
        const struct jx_shape *shape = &in->shapes.list[i];
        if (i)
            jx_strbuf_format(&text, ", \"infer-%zu\": ", i);
        jx_strbuf_format(&text,
                         "{\"when\": {\"form\": \"-\"%s}, \"rule\": \"%s\", "
                         "\"params\": %s, \"priority\": %d}",
                         shape->part == JX_INFER_BUDGET ? ", \"part\": \"budget\"" : "",
                         shape->rule, shape->params, priority + (int)i);
    }
    struct jx_str out = {
        text.failed ? NULL : jx_arena_copy(&in->arena, text.text, text.len), text.len};
    jx_strbuf_free(&text);
    return out;
}

/* The pack itself with the candidates beside its own rules, and items as they come, not
 * rounded. NULL: err. */
static struct jx_pack *open_probe(struct jx_inferring *in)
{
    static const char *const steps[] = {"selectors", "infer-0"};
    struct jx_pack_overlay overlays[2] = {{.name = "indicators.json"}};
    struct jx_pack_wish wish = {.overlays = overlays};
    struct jx_str list = candidates(in, jx_priority_above(in->pack));
    const char *folder = jx_arena_format(&in->arena, "%s/", in->pack->folder);
    if (!list.p || !folder) {
        jx_fail_memory(&in->err, NULL);
        return NULL;
    }
    if (!jx_json_set(&in->arena, "indicators.json", indicators_of(in->pack), steps, 2,
                     list, &overlays[0].bytes, &in->err))
        return NULL;
    struct jx_pack *probe = jx_pack_open_as(in->app, folder, &wish);
    if (!probe)
        jx_fail_kind(&in->err, JX_ERR_PACK, in->pack->name, 0,
                     _("no other rules can be tried beside this pack's, see above"));
    else
        probe->round_item.mode = JX_ROUND_NONE;
    return probe;
}

static bool find_claims(struct jx_inferring *in, struct jx_pack **probe)
{
    jx_claims_free(&in->claims);
    jx_pack_free(*probe);
    in->probe = *probe = open_probe(in);
    return *probe && jx_claims_find(&in->claims, &in->cases, *probe, &in->shapes,
                                    jx_collect_jobs(in->options), &in->err);
}

/* Twice where the scores suggest bands that no grid has. */
static bool try_candidates(struct jx_inferring *in, struct jx_pack **probe)
{
    if (!jx_shapes_list(&in->arena, &in->shapes))
        return jx_fail_memory(&in->err, NULL);
    if (!find_claims(in, probe))
        return false;
    size_t grids = in->shapes.count;
    for (int part = 0; part < JX_INFER_PARTS; part++)
        if (!jx_infer_bands(&in->claims, (enum jx_infer_part)part, &in->arena,
                            &in->shapes))
            return jx_fail_memory(&in->err, NULL);
    return in->shapes.count == grids || find_claims(in, probe);
}

/* ---- words ---- */

const char *jx_inferred_words(struct jx_inferring *in, size_t shape)
{
    if (shape == SIZE_MAX)
        return "";
    const struct jx_shape *s = &in->shapes.list[shape];
    const char *family = _(jx_family_title(s->family));
    return *s->words ? jx_arena_format(&in->arena, _("%s (%s)"), family, s->words)
                     : family;
}

const char *jx_inferred_where(struct jx_inferring *in,
                              const struct jx_inferred_rule *rule)
{
    struct jx_strbuf text = {0};
    if (rule->part == JX_INFER_BUDGET)
        return _("budget execution");
    if (rule->level1.n)
        jx_strbuf_add(&text, rule->level1.p, rule->level1.n);
    for (int i = 0; i < JX_INFER_NATURES; i++)
        if (rule->natures && rule->natures != 0x1f && rule->natures & 1u << i)
            jx_strbuf_format(&text, "%s%s", text.len ? " " : "",
                             *jx_infer_natures[i] ? jx_infer_natures[i] : _("no nature"));
    if (!text.len)
        jx_strbuf_puts(&text, _("figures"));
    const char *out = text.failed ? NULL : jx_arena_copy(&in->arena, text.text, text.len);
    jx_strbuf_free(&text);
    return out;
}

/* ---- the command ---- */

/* A folder's name has no point in it, for a pack's name has none; a report's file has. */
static bool wants_draft(const struct jx_options *options)
{
    const char *path = options->output, *slash = path ? strrchr(path, '/') : NULL;
    return path && strcmp(path, "-") != 0 &&
           !strchr(slash && slash[1] ? slash + 1 : path, '.');
}

static bool write_report(struct jx_inferring *in)
{
    struct jx_options options = *in->options;
    if (wants_draft(in->options))
        options.output = NULL;
    in->tables = jx_tables_open(in->app, &options, &in->err);
    bool ok = in->tables && jx_inferred_write(in);
    return jx_tables_close(in->tables, ok, &in->err) && ok;
}

static bool infer(struct jx_inferring *in, struct jx_packs **packs,
                  struct jx_pack **probe, int *exit)
{
    const struct jx_options *options = in->options;
    *packs = jx_packs_open(in->app, options->pack, &in->err);
    if (!*packs)
        return false;
    if (wants_draft(options))
        in->draft =
            options->output; /* made of templates that a confined run cannot read */
    else
        jx_confine(in->app, options);
    if (!jx_collect(in->app, options, *packs, &in->cases, exit, &in->err) ||
        !drop_copies(in) ||
        !(in->pack = jx_collect_pack(*packs, &in->cases, &in->others, &in->err)) ||
        !try_candidates(in, probe))
        return false;
    if (!jx_infer(&in->found, &in->claims, &in->shapes))
        return jx_fail_memory(&in->err, NULL);
    if (!jx_inferred_expect(&in->found, &in->cases, in->probe, &in->err))
        return false;
    if (!in->draft || jx_inferred_draft(in))
        return write_report(in);
    struct jx_error failure = in->err; /* what was found is told all the same */
    in->err = (struct jx_error){0};
    in->draft = NULL;
    if (write_report(in))
        in->err = failure;
    return false;
}

static int run_infer(struct jx_app *app, const struct jx_options *options)
{
    struct jx_inferring in = {.app = app, .options = options};
    struct jx_packs *packs = NULL;
    struct jx_pack *probe = NULL;
    int code = JX_EXIT_DONE;
    if (!infer(&in, &packs, &probe, &code)) {
        int failed = jx_complain(jx_error_exit(&in.err), &in.err);
        code = failed > code ? failed : code;
    }
    jx_inferred_free(&in.found);
    jx_claims_free(&in.claims);
    jx_pack_free(probe);
    jx_packs_close(packs);
    jx_cases_free(&in.cases);
    jx_arena_free(&in.arena);
    return code;
}

const struct jx_command jx_cmd_infer = {
    .name = "infer",
    .arguments = "INPUT…",
    .summary = N_("finds which rules an office used, from the scores that it printed"),
    .examples = "  jixiao infer forms/ --to xlsx --output rules.xlsx\n"
                "  jixiao infer forms.docx --pack national --output ./mine",
    .options = JX_OPT_PACK | JX_OPT_FROM | JX_OPT_TO | JX_OPT_DRAFT | JX_OPT_RECORD |
               JX_OPT_JOBS | JX_OPT_PLACE | JX_OPT_LATEST | JX_OPT_DETAIL,
    .least_inputs = 1,
    .run = run_infer,
};
