/* infer_tables.c: what infer found, as tables: rules with what speaks for and against them,
 * ways of rounding, scores that nothing explains. Nothing is worked out here. */
#include "infer_report.h"

#include "decimal.h"
#include "lang.h"
#include "record.h"
#include "strbuf.h"

#include <stdlib.h>
#include <string.h>

/* Pages for people show no more rows of single scores, unless --detail full. */
enum { SHOWN = 100 };

bool infer_begin(struct jx_inferring *in, const char *key, const char *title,
                 const char *note, const struct jx_column *columns, size_t count)
{
    struct jx_table *table = jx_arena_alloc(&in->arena, sizeof *table);
    if (!table)
        return jx_fail_memory(&in->err, NULL);
    *table = (struct jx_table){.size = sizeof *table,
                               .key = key,
                               .title = title,
                               .note = jx_str_of(note ? note : ""),
                               .columns = columns,
                               .column_count = count,
                               .shown = SHOWN};
    return jx_tables_begin(in->tables, table, &in->err);
}
/* ---- rules ---- */

struct jx_value infer_rule_cell(struct jx_inferring *in, size_t shape)
{
    const struct jx_shape *s = &in->shapes.list[shape];
    return jx_cell_keyed(jx_inferred_words(in, shape),
                         jx_arena_format(&in->arena, "%s %s", s->rule, s->params));
}

static struct jx_value verdict_cell(enum jx_certainty certainty)
{
    static const char *const words[] = {N_("not told"), N_("likely"), N_("found")};
    static const char *const keys[] = {"open", "likely", "found"};
    return jx_cell_keyed(_(words[certainty]), keys[certainty]);
}

/* Why no rule is claimed. */
static const char *why_open(struct jx_inferring *in, const struct jx_inferred_rule *rule)
{
    if (rule->full == rule->rows)
        return jx_arena_format(&in->arena,
                               _("all %zu scores are full marks: they do not tell how "
                                 "points come off"),
                               rule->rows);
    if (rule->gain < JX_INFER_CLAIM)
        return jx_arena_format(&in->arena,
                               _("gives %zu of %zu scores, hardly better than by chance"),
                               rule->explained, rule->rows);
    const struct jx_finalist *next = &rule->finalists[rule->rival];
    return jx_arena_format(
        &in->arena, _("of %zu scores that tell it gives %zu; \"%s\" gives %zu"),
        rule->telling, rule->told, jx_inferred_words(in, next->shape), next->told);
}

/* The first score that the rule gives and its rival does not. */
static const char *where_rival_fails(struct jx_inferring *in, size_t r, size_t shape)
{
    for (size_t i = 0; i < in->claims.count; i++) {
        const struct jx_claim *claim = &in->claims.list[i];
        unsigned rounding = in->found.classes[in->found.rounding[i]].rounding;
        if (in->found.rule[i] != r || in->found.own[i] != SIZE_MAX ||
            !jx_inferred_explains(&in->found, i) || claim->fits[shape] & 1u << rounding)
            continue;
        char points[64];
        jx_dec_print(claim->claimed, points);
        return jx_arena_format(&in->arena, "%.*s %.*s %s",
                               (int)in->cases.list[claim->form].name.n,
                               in->cases.list[claim->form].name.p, (int)claim->name.n,
                               claim->name.p, points);
    }
    return "";
}

static const char *why_found(struct jx_inferring *in, size_t r)
{
    const struct jx_inferred_rule *rule = &in->found.rules[r];
    if (rule->rival == JX_FAMILY_COUNT)
        return jx_arena_format(
            &in->arena, _("gives %zu of %zu scores; no other candidate comes near"),
            rule->explained, rule->rows);
    const struct jx_finalist *next = &rule->finalists[rule->rival];
    const char *words = jx_inferred_words(in, next->shape);
    if (next->told >= rule->told)
        return jx_arena_format(
            &in->arena,
            _("of %zu scores that tell it gives %zu; \"%s\" gives %zu, "
              "but takes more parameters than that is worth"),
            rule->telling, rule->told, words, next->told);
    return jx_arena_format(
        &in->arena,
        _("of %zu scores that tell it gives %zu; next best \"%s\" gives %zu, not %s"),
        rule->telling, rule->told, words, next->told,
        where_rival_fails(in, r, next->shape));
}

/* What gives the very same scores. */
static const char *undecided(struct jx_inferring *in, const struct jx_inferred_rule *rule)
{
    return rule->same != SIZE_MAX && rule->certainty != JX_CERTAINTY_OPEN
               ? jx_inferred_words(in, rule->same)
               : "";
}

static const char *overview(struct jx_inferring *in)
{
    size_t explained = 0;
    for (size_t i = 0; i < in->claims.count; i++)
        explained += jx_inferred_explains(&in->found, i);
    struct jx_strbuf text = {0};
    if (in->claims.count)
        jx_strbuf_format(&text,
                         _("%zu forms, read by the pack %s: %zu printed scores of "
                           "figures and budgets, "
                           "of which the rules below give %zu exactly."),
                         in->cases.count, in->pack->name, in->claims.count, explained);
    else
        jx_strbuf_format(&text,
                         _("%zu forms, read by the pack %s: no score of a single row is "
                           "printed, so there is nothing to infer a rule from."),
                         in->cases.count, in->pack->name);
    if (in->claims.facts)
        jx_strbuf_format(&text,
                         _("\n%zu forms are scored from facts, not row by row: they were "
                           "not looked at."),
                         in->claims.facts);
    if (in->claims.unreadable)
        jx_strbuf_format(&text,
                         _("\n%zu printed scores have no actual that can be read."),
                         in->claims.unreadable);
    if (in->claims.words)
        jx_strbuf_format(
            &text,
            _("\n%zu printed scores are for words, not figures: people judge "
              "those, they were not looked at."),
            in->claims.words);
    if (in->claims.blank)
        jx_strbuf_format(&text, _("\n%zu rows of figures have no printed score."),
                         in->claims.blank);
    if (in->again)
        jx_strbuf_format(&text,
                         _("\n%zu forms are there more than once: the first counts."),
                         in->again);
    if (in->others)
        jx_strbuf_format(&text,
                         _("\n%zu forms belong to other packs and were left out: infer "
                           "their rules by themselves."),
                         in->others);
    const char *out = text.failed ? NULL : jx_arena_copy(&in->arena, text.text, text.len);
    jx_strbuf_free(&text);
    return out;
}

static bool write_rules(struct jx_inferring *in)
{
    static const struct jx_column columns[] = {
        {"rows", N_("For"), JX_COLUMN_TEXT},
        {"rule", N_("Rule"), JX_COLUMN_TEXT},
        {"verdict", N_("How sure"), JX_COLUMN_TEXT},
        {"scores", N_("Printed scores"), JX_COLUMN_COUNT},
        {"explained", N_("Given exactly"), JX_COLUMN_COUNT},
        {"telling", N_("That tell"), JX_COLUMN_COUNT},
        {"told", N_("Of these given"), JX_COLUMN_COUNT}};
    const char *note = overview(in);
    bool ok = (note || jx_fail_memory(&in->err, NULL)) &&
              infer_begin(in, "rules", N_("Rules that the scores follow"), note, columns,
                          in->claims.count ? sizeof columns / sizeof *columns : 0);
    for (size_t r = 0; ok && r < in->found.rule_count; r++) {
        const struct jx_inferred_rule *rule = &in->found.rules[r];
        bool open = rule->certainty == JX_CERTAINTY_OPEN;
        ok = INFER_ROW(in, jx_cell_words(jx_inferred_where(in, rule)),
                       open ? (struct jx_value){0} : infer_rule_cell(in, rule->shape),
                       verdict_cell(rule->certainty), jx_cell_count(rule->rows),
                       jx_cell_count(rule->explained), jx_cell_count(rule->telling),
                       jx_cell_count(rule->told));
    }
    return ok;
}

static bool write_reasons(struct jx_inferring *in)
{
    static const struct jx_column columns[] = {
        {"rows", N_("For"), JX_COLUMN_TEXT},
        {"why", N_("Why"), JX_COLUMN_TEXT},
        {"undecided", N_("No score tells it from"), JX_COLUMN_TEXT}};
    bool ok = INFER_BEGIN(in, "reasons", N_("What speaks for them"), NULL, columns);
    for (size_t r = 0; ok && r < in->found.rule_count; r++) {
        const struct jx_inferred_rule *rule = &in->found.rules[r];
        const char *why =
            rule->certainty == JX_CERTAINTY_OPEN ? why_open(in, rule) : why_found(in, r);
        ok = (why || jx_fail_memory(&in->err, NULL)) &&
             INFER_ROW(in, jx_cell_words(jx_inferred_where(in, rule)), jx_cell_words(why),
                       jx_cell_words(undecided(in, rule)));
    }
    return ok;
}

static bool write_candidates(struct jx_inferring *in)
{
    static const struct jx_column columns[] = {
        {"rows", N_("For"), JX_COLUMN_TEXT},
        {"rule", N_("Best of its kind"), JX_COLUMN_TEXT},
        {"explained", N_("Given exactly"), JX_COLUMN_COUNT},
        {"told", N_("Of those that tell"), JX_COLUMN_COUNT},
        {"bits", N_("Description length, bits"), JX_COLUMN_NUMBER}};
    bool ok =
        INFER_BEGIN(in, "candidates", N_("What else was tried"),
                    _("The best candidate of every kind for the same scores. The less it "
                      "takes to describe the rule and its exceptions, the better; 7 bits "
                      "are 1 : 128."),
                    columns);
    for (size_t r = 0; ok && r < in->found.rule_count; r++)
        for (int k = 0; ok && k < JX_FAMILY_COUNT; k++) {
            const struct jx_inferred_rule *rule = &in->found.rules[r];
            const struct jx_finalist *finalist = &rule->finalists[k];
            if (finalist->shape == SIZE_MAX)
                continue;
            ok = INFER_ROW(
                in, jx_cell_words(jx_inferred_where(in, rule)),
                infer_rule_cell(in, finalist->shape), jx_cell_count(finalist->explained),
                jx_cell_count(finalist->told),
                jx_cell_estimate((double)(long)(finalist->bits * 10 + 0.5) / 10));
        }
    return ok;
}

/* ---- bounds ---- */

static bool write_bounds(struct jx_inferring *in)
{
    static const struct jx_column columns[] = {
        {"nature", N_("Nature"), JX_COLUMN_TEXT},
        {"scores", N_("Printed scores"), JX_COLUMN_COUNT},
        {"full", N_("Full marks"), JX_COLUMN_COUNT},
        {"meaning", N_("So the bound itself"), JX_COLUMN_TEXT}};
    bool ok = INFER_BEGIN(in, "bounds", N_("Actuals that are the very bound of ＞ or ＜"),
                          NULL, columns);
    for (int nature = 0; ok && nature < JX_INFER_NATURES; nature++) {
        size_t rows = 0, full = 0;
        for (size_t i = 0; i < in->claims.count; i++) {
            const struct jx_claim *claim = &in->claims.list[i];
            if (!claim->at_bound || strcmp(claim->nature, jx_infer_natures[nature]) != 0)
                continue;
            rows++;
            full += jx_dec_cmp(claim->claimed, claim->weight) == 0;
        }
        if (rows)
            ok =
                INFER_ROW(in, jx_cell_words(jx_infer_natures[nature]),
                          jx_cell_count(rows), jx_cell_count(full),
                          jx_cell_words(rows < 3                ? _("too few to tell")
                                        : full * 10 >= rows * 9 ? _("counts as met")
                                        : full * 10 <= rows ? _("does not count as met")
                                                            : _("is counted both ways")));
    }
    return ok;
}

/* ---- rounding ---- */

static struct jx_value rounding_cell(struct jx_inferring *in, size_t class)
{
    static const char *const modes[] = {"half-away", "down", "none", "half-even"};
    const struct jx_claim_rounding *r =
        &jx_claim_roundings[in->found.classes[class].rounding];
    return jx_cell_keyed(_(r->title),
                         jx_arena_format(&in->arena, "%d %s", r->digits, modes[r->mode]));
}

static bool write_rounding(struct jx_inferring *in)
{
    static const struct jx_column columns[] = {
        {"rounding", N_("Rounded to"), JX_COLUMN_TEXT},
        {"groups", N_("By so many"), JX_COLUMN_COUNT},
        {"scores", N_("Scores given exactly"), JX_COLUMN_COUNT},
        {"telling", N_("That only this way gives"), JX_COLUMN_COUNT}};
    static const char *const levels[] = {
        N_("The same everywhere. %zu scores tell how they were rounded."),
        N_("It differs by unit. %zu scores tell how they were rounded."),
        N_("It differs by form. %zu scores tell how they were rounded.")};
    const char *note =
        in->found.rounding_rows
            ? jx_arena_format(&in->arena, _(levels[in->found.level]),
                              in->found.rounding_rows)
            : _("No score tells how it was rounded: two decimals are only assumed.");
    size_t main = jx_inferred_main(in);
    char tolerance[64];
    jx_dec_print(jx_inferred_tolerance(in, main), tolerance);
    if (note && in->found.class_count > 1)
        note = jx_arena_format(
            &in->arena,
            _("%s\nRounded to %s, all of these scores lie within a tolerance of %s."),
            note, _(jx_claim_roundings[in->found.classes[main].rounding].title),
            tolerance);
    bool ok = (note || jx_fail_memory(&in->err, NULL)) &&
              INFER_BEGIN(in, "rounding", N_("How scores are rounded"), note, columns);
    for (size_t k = 0; ok && k < in->found.class_count; k++) {
        const struct jx_inferred_class *class = &in->found.classes[k];
        ok = INFER_ROW(in, rounding_cell(in, k), jx_cell_count(class->groups),
                       jx_cell_count(class->rows), jx_cell_count(class->telling));
    }
    return ok;
}

/* Does the score tell the ways of rounding that are in use apart? */
static bool tells_rounding(const struct jx_inferring *in, size_t claim)
{
    unsigned in_use = 0, fits;
    size_t shape = jx_inferred_shape(&in->found, claim);
    if (shape == SIZE_MAX)
        return false;
    for (size_t k = 0; k < in->found.class_count; k++)
        in_use |= 1u << in->found.classes[k].rounding;
    fits = in->claims.list[claim].fits[shape] & in_use;
    return fits && fits != in_use;
}

static bool write_rounded(struct jx_inferring *in)
{
    static const struct jx_column columns[] = {
        {"unit", N_("Implementing unit"), JX_COLUMN_TEXT},
        {"code", N_("Code"), JX_COLUMN_TEXT},
        {"name", N_("Name"), JX_COLUMN_TEXT},
        {"indicator", N_("Indicator"), JX_COLUMN_TEXT},
        {"weight", N_("Weight"), JX_COLUMN_POINTS},
        {"score", N_("Printed"), JX_COLUMN_POINTS},
        {"rounding", N_("Rounded to"), JX_COLUMN_TEXT}};
    if (in->found.class_count < 2)
        return true;
    bool ok =
        INFER_BEGIN(in, "rounded", N_("Scores that tell who rounds how"), NULL, columns);
    for (size_t i = 0; ok && i < in->claims.count; i++) {
        const struct jx_claim *claim = &in->claims.list[i];
        if (tells_rounding(in, i) && jx_inferred_explains(&in->found, i))
            ok = INFER_ROW(in, jx_cell_str(in->cases.list[claim->form].unit),
                           jx_cell_str(in->cases.list[claim->form].code),
                           jx_cell_str(in->cases.list[claim->form].name),
                           jx_cell_str(claim->name), jx_cell_number(true, claim->weight),
                           jx_cell_number(true, claim->claimed),
                           rounding_cell(in, in->found.rounding[i]));
    }
    return ok;
}

/* ---- the draft ---- */

static bool write_draft(struct jx_inferring *in)
{
    static const struct jx_column columns[] = {
        {"folder", N_("Draft"), JX_COLUMN_TEXT},
        {"scores", N_("Printed scores"), JX_COLUMN_COUNT},
        {"exact", N_("Given exactly"), JX_COLUMN_COUNT},
        {"near", N_("Within its tolerance"), JX_COLUMN_COUNT}};
    if (!in->draft)
        return true;
    return INFER_BEGIN(in, "draft", N_("The draft, scored"), NULL, columns) &&
           INFER_ROW(in, jx_cell_words(in->draft), jx_cell_count(in->claims.count),
                     jx_cell_count(in->exact), jx_cell_count(in->near));
}

bool jx_inferred_write(struct jx_inferring *in)
{
    if (!in->claims.count)
        return write_rules(in);
    return write_rules(in) && write_reasons(in) && write_rounding(in) &&
           write_rounded(in) && write_bounds(in) && infer_write_units(in) &&
           infer_write_exceptions(in) && write_draft(in) && write_candidates(in);
}
