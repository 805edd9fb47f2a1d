/* infer_draft.c: what infer found as a pack: written aside, checked, tested, scored on the
 * same forms, and only then given its name. */
#include "infer_report.h"

#include "collect.h"
#include "lang.h"
#include "os_file.h"
#include "os_tree.h"
#include "pack_load.h"
#include "scores.h"
#include "strbuf.h"
#include "testing.h"

#include <string.h>

enum { CASE_FORMS = 20 };

struct drafting {
    struct jx_inferring *in;
    struct jx_scaffold scaffold;
    size_t main; /* the way of rounding that the pack takes: the finest */
    bool says_rounding;
    size_t *numbers; /* by rule: of its selector, from 1; 0: it is not in the draft */
    size_t rules;
};

static const struct jx_claim_rounding *rounding_of(const struct drafting *d, size_t class)
{
    return &jx_claim_roundings[d->in->found.classes[class].rounding];
}

/* Does the draft promise this score: its rule is in it, and its rounding gives it? */
static bool is_promised(const struct drafting *d, size_t claim)
{
    const struct jx_inferred *found = &d->in->found;
    size_t rule = found->rule[claim];
    return rule != SIZE_MAX && found->own[claim] == SIZE_MAX && d->numbers[rule] &&
           d->in->claims.list[claim].fits[found->rules[rule].shape] &
               1u << found->classes[d->main].rounding;
}

/* ---- pack.json ---- */

struct jx_dec jx_inferred_tolerance(const struct jx_inferring *in, size_t main)
{
    struct jx_dec most = {5, -3};
    for (size_t k = 0; k < in->found.class_count; k++) {
        const struct jx_claim_rounding *r =
            &jx_claim_roundings[in->found.classes[k].rounding];
        struct jx_dec one = r->mode == JX_ROUND_DOWN && k != main
                                ? (struct jx_dec){1, -r->digits}
                                : (struct jx_dec){5, -r->digits - 1};
        most = jx_dec_cmp(one, most) > 0 ? one : most;
    }
    return most;
}

static const char *figures_text(struct drafting *d)
{
    static const char *const modes[] = {"half-away", "down", "none", "half-even"};
    const struct jx_claim_rounding *r = rounding_of(d, d->main);
    char tolerance[64];
    if (!d->says_rounding)
        return "";
    jx_dec_print(jx_inferred_tolerance(d->in, d->main), tolerance);
    return jx_arena_format(&d->in->arena,
                           ",\n  \"rounding\": {\"item\": {\"digits\": %d, \"mode\": "
                           "\"%s\"}},\n  \"tolerance\": %s",
                           r->digits, modes[r->mode], tolerance);
}

/* ---- indicators.json ---- */

static void put_when(const struct jx_inferred_rule *rule, struct jx_strbuf *out)
{
    const char *comma = "";
    if (rule->part == JX_INFER_BUDGET) {
        jx_strbuf_puts(out, "\"part\": \"budget\"");
        return;
    }
    jx_strbuf_puts(out, "\"nature\": [");
    for (int i = 0; i < JX_INFER_NATURES; i++)
        if (!rule->natures || rule->natures & 1u << i) {
            const char *glyph = jx_infer_natures[i];
            jx_strbuf_format(out, "%s\"%s\"", comma, *glyph ? glyph : "none");
            comma = ", ";
        }
    jx_strbuf_puts(out, "], \"target\": \"figure\"");
    if (rule->level1.n) {
        jx_strbuf_puts(out, ", \"level1\": ");
        jx_strbuf_json(out, rule->level1.p, rule->level1.n);
    }
}

static const char *selectors_text(struct drafting *d)
{
    struct jx_strbuf text = {0};
    int priority = jx_priority_above(d->in->pack);
    for (size_t r = 0; r < d->in->found.rule_count; r++) {
        const struct jx_inferred_rule *rule = &d->in->found.rules[r];
        const struct jx_shape *shape = &d->in->shapes.list[rule->shape];
        if (!d->numbers[r])
            continue;
        const char *note =
            jx_arena_format(&d->in->arena, "%s: %s", jx_inferred_where(d->in, rule),
                            jx_inferred_words(d->in, rule->shape));
        jx_strbuf_format(&text, "%s\n    \"inferred-%zu\": {\n      \"note\": ",
                         text.len ? "," : "", d->numbers[r]);
        jx_strbuf_json(&text, note ? note : "", note ? strlen(note) : 0);
        jx_strbuf_puts(&text, ",\n      \"when\": {");
        put_when(rule, &text);
        jx_strbuf_format(&text,
                         "},\n      \"rule\": \"%s\",\n      \"params\": %s,\n"
                         "      \"clause\": \"inferred: %zu/%zu\",\n"
                         "      \"priority\": %d\n    }",
                         shape->rule, shape->params, rule->explained, rule->rows,
                         priority + (int)d->numbers[r]);
    }
    const char *out =
        text.failed ? NULL : jx_arena_copy(&d->in->arena, text.text, text.len);
    jx_strbuf_free(&text);
    return out;
}

/* ---- README.md ---- */

static const char *rules_text(struct drafting *d)
{
    struct jx_strbuf text = {0};
    for (size_t r = 0; r < d->in->found.rule_count; r++) {
        const struct jx_inferred_rule *rule = &d->in->found.rules[r];
        const char *where = jx_inferred_where(d->in, rule);
        const char *words = jx_inferred_words(d->in, rule->shape);
        if (d->numbers[r])
            jx_strbuf_format(&text, "| %s | %s | %zu | %zu |\n", where ? where : "",
                             words ? words : "", rule->rows, rule->explained);
    }
    const char *out =
        text.failed || !text.len ? "" : jx_arena_copy(&d->in->arena, text.text, text.len);
    jx_strbuf_free(&text);
    return out;
}

static const char *rounding_text(struct drafting *d)
{
    struct jx_strbuf text = {0};
    for (size_t k = 0; d->says_rounding && k < d->in->found.class_count; k++)
        jx_strbuf_format(&text, "%s%s", k ? _("; ") : "", _(rounding_of(d, k)->title));
    const char *out = text.len && !text.failed
                          ? jx_arena_copy(&d->in->arena, text.text, text.len)
                          : _("not told by the scores");
    jx_strbuf_free(&text);
    return out;
}

/* ---- cases ---- */

static bool capture_write(const struct jx_output *output, const char *bytes, size_t len)
{
    struct jx_strbuf *text = output->ctx;
    jx_strbuf_add(text, bytes, len);
    return !text->failed;
}

/* The form as `convert` prints it. */
static bool put_record(struct drafting *d, const struct jx_record *record,
                       struct jx_strbuf *out)
{
    const struct jx_writer *writer = jx_registry_writer(&d->in->app->registry, "ndjson");
    struct jx_output output = {.size = sizeof output,
                               .ctx = out,
                               .write = capture_write,
                               .task = JX_TASK_CONVERT};
    struct jx_host_ctx ctx = {&d->in->arena, &d->in->err, NULL};
    struct jx_host host = jx_host_make(&ctx);
    void *self = writer ? writer->open(&host, &output) : NULL;
    bool ok = self && writer->record(self, record, NULL);
    if (self)
        ok = writer->close(self, NULL, ok) && ok;
    while (out->len && out->text[out->len - 1] == '\n')
        out->len--;
    return ok;
}

/* How many of a form's promised scores are not full marks: those say the most. */
static size_t worth(const struct drafting *d, size_t form, size_t *promised)
{
    size_t partial = 0;
    *promised = 0;
    for (size_t i = 0; i < d->in->claims.count; i++) {
        const struct jx_claim *claim = &d->in->claims.list[i];
        if (claim->form != form || !is_promised(d, i))
            continue;
        ++*promised;
        partial += jx_dec_cmp(claim->claimed, claim->weight) != 0;
    }
    return partial;
}

static void put_expected(const struct drafting *d, size_t form, struct jx_strbuf *out)
{
    const char *comma = "";
    jx_strbuf_puts(out, "{\"items\": [");
    for (size_t i = 0; i < d->in->claims.count; i++) {
        const struct jx_claim *claim = &d->in->claims.list[i];
        char points[64];
        if (claim->form != form || !is_promised(d, i))
            continue;
        jx_dec_print(claim->claimed, points);
        jx_strbuf_format(out, "%s{\"index\": %d, \"score\": %s}", comma, claim->index,
                         points);
        comma = ", ";
    }
    jx_strbuf_puts(out, "]}");
}

/* Forms with points off first; where there are none, any with a promised score. */
static bool put_cases(struct drafting *d, struct jx_strbuf *out)
{
    struct jx_strbuf expected = {0};
    size_t taken = 0;
    bool ok = true;
    jx_strbuf_puts(out, "{\n  \"note\": ");
    const char *note = _("Forms that the rules were inferred from; the scores are those "
                         "that were printed.");
    jx_strbuf_json(out, note, strlen(note));
    jx_strbuf_puts(out, ",\n  \"records\": [");
    for (int pass = 0; ok && pass < 2 && (!pass || !taken); pass++)
        for (size_t form = 0; ok && form < d->in->cases.count && taken < CASE_FORMS;
             form++) {
            size_t promised, partial = worth(d, form, &promised);
            if (!promised || (!pass && !partial))
                continue;
            jx_strbuf_puts(out, taken ? ",\n    " : "\n    ");
            jx_strbuf_puts(&expected, taken ? ",\n    " : "\n    ");
            ok = put_record(d, d->in->cases.list[form].record, out);
            put_expected(d, form, &expected);
            taken++;
        }
    jx_strbuf_puts(out, "\n  ],\n  \"expect\": [");
    jx_strbuf_puts(out, expected.text ? expected.text : "");
    jx_strbuf_puts(out, "\n  ]\n}\n");
    ok = ok && !expected.failed && !out->failed;
    jx_strbuf_free(&expected);
    return ok || d->in->err.text[0] || jx_fail_memory(&d->in->err, NULL);
}

static bool write_cases(struct drafting *d)
{
    struct jx_strbuf text = {0};
    const char *folder = jx_arena_format(&d->in->arena, "%s/cases", d->scaffold.folder);
    const char *path =
        folder ? jx_arena_format(&d->in->arena, "%s/inferred.json", folder) : NULL;
    bool ok = path ? jx_os_make_folder(folder, &d->in->err) && put_cases(d, &text) &&
                         jx_os_write_new(path, text.text, text.len, false, &d->in->err)
                   : jx_fail_memory(&d->in->err, NULL);
    jx_strbuf_free(&text);
    return ok && !d->in->err.text[0];
}

/* ---- the folder ---- */

static bool write_files(struct drafting *d)
{
    const struct jx_filling more[] = {
        {"FIGURES", figures_text(d)},
        {"COVERS",
         d->says_rounding ? ",\n      \"covers\": [\"rounding\", \"tolerance\"]" : ""},
        {"SELECTORS", selectors_text(d)},
        {"RULES", rules_text(d)},
        {"ROUNDING", rounding_text(d)},
        {"FORMS", jx_arena_format(&d->in->arena, "%zu", d->in->cases.count)},
        {NULL, NULL}};
    for (size_t i = 0; more[i].key; i++)
        if (!more[i].text)
            return jx_fail_memory(&d->in->err, NULL);
    d->scaffold.more = more;
    bool ok =
        jx_scaffold_write(&d->scaffold, "draft.pack.json", "pack.json", &d->in->err) &&
        jx_scaffold_write(&d->scaffold, "draft.indicators.json", "indicators.json",
                          &d->in->err) &&
        jx_scaffold_write(&d->scaffold, "draft.md", "README.md", &d->in->err) &&
        write_cases(d);
    d->scaffold.more = NULL;
    return ok;
}

/* Scores the forms by the draft and counts the printed scores that it gives. */
static bool measure(struct drafting *d, const struct jx_pack *pack)
{
    struct jx_inferring *in = d->in;
    struct jx_scores scores = {0};
    bool ok = jx_scores_make(&scores, &in->cases, pack, NULL, false,
                             jx_collect_jobs(in->options), &in->err);
    for (size_t i = 0; ok && i < in->claims.count; i++) {
        const struct jx_claim *claim = &in->claims.list[i];
        const struct jx_outcome *outcome = &scores.list[claim->form];
        const struct jx_item *item = jx_outcome_item(
            outcome, &(struct jx_item){.index = claim->index}, (size_t)claim->index + 1);
        struct jx_dec off = item && item->scored
                                ? jx_dec_abs(jx_dec_sub(item->score, claim->claimed))
                                : claim->weight;
        bool exact = item && item->scored && jx_dec_is_zero(off);
        in->exact += exact;
        in->near += item && item->scored && jx_dec_cmp(off, pack->tolerance) <= 0;
        if (is_promised(d, i) && !exact)
            ok = jx_fail_kind(&in->err, JX_ERR_PACK, in->draft, 0,
                              _("the draft does not give the score of '%.*s' that was "
                                "found: it was not written"),
                              (int)claim->name.n, claim->name.p);
    }
    jx_scores_free(&scores);
    return ok;
}

static bool check(struct drafting *d)
{
    struct jx_pack *pack = jx_pack_open(d->in->app, d->scaffold.folder);
    bool ok =
        pack && jx_test_pack(d->in->app, d->scaffold.folder, NULL, true) == JX_EXIT_DONE;
    if (!ok)
        jx_fail_kind(&d->in->err, JX_ERR_PACK, d->in->draft, 0,
                     _("the draft would not be good, see above: it was not written"));
    ok = ok && measure(d, pack);
    jx_pack_free(pack);
    return ok;
}

size_t jx_inferred_main(const struct jx_inferring *in)
{
    const struct jx_inferred_class *classes = in->found.classes;
    size_t main = 0;
    for (size_t k = 1; k < in->found.class_count; k++) {
        int more = jx_claim_roundings[classes[k].rounding].digits -
                   jx_claim_roundings[classes[main].rounding].digits;
        if (more > 0 || (more == 0 && classes[k].rows > classes[main].rows))
            main = k;
    }
    return main;
}

static void choose(struct drafting *d)
{
    const struct jx_inferred *found = &d->in->found;
    d->main = jx_inferred_main(d->in);
    d->says_rounding = found->rounding_rows > 0;
    for (size_t r = 0; r < found->rule_count; r++)
        if (found->rules[r].certainty != JX_CERTAINTY_OPEN)
            d->numbers[r] = ++d->rules;
}

bool jx_inferred_draft(struct jx_inferring *in)
{
    struct drafting d = {.in = in};
    const char *folder, *name;
    d.numbers = jx_arena_array(&in->arena, JX_INFER_RULES, sizeof *d.numbers);
    if (!d.numbers)
        return jx_fail_memory(&d.in->err, NULL);
    if (!jx_scaffold_name(in->draft, &in->arena, &folder, &name, &in->err))
        return false;
    choose(&d);
    if (!d.rules)
        return jx_fail(&in->err, NULL, 0,
                       _("no draft: the scores do not tell any rule for certain"));
    /* as a path: a name would be looked up among the installed packs */
    char *scratch = jx_arena_format(&in->arena, "%s%s.XXXXXX",
                                    strchr(folder, '/') ? "" : "./", folder);
    if (!scratch)
        return jx_fail_memory(&d.in->err, NULL);
    if (jx_os_exists(folder))
        return jx_fail(&in->err, folder, 0,
                       _("this is there already: take another name"));
    if (!jx_os_scratch_folder(scratch, &in->err))
        return false;
    d.scaffold =
        (struct jx_scaffold){.app = in->app,
                             .arena = &in->arena,
                             .folder = scratch,
                             .name = name,
                             .region = *in->pack->region ? in->pack->region : NULL,
                             .base = in->pack};
    bool ok =
        write_files(&d) && check(&d) && jx_os_publish_folder(scratch, folder, &in->err);
    struct jx_error ignored = {0};
    if (!ok)
        jx_os_remove_tree(scratch, &ignored);
    return ok;
}
