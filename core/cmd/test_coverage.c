/* test_coverage.c: counts what the cases of a pack reach, and lists what they do not. The
 * lines themselves are counted by the Lua room; cases are proposed in test_propose.c. */
#include "test_coverage.h"

#include "coverage_units.h"
#include "lang.h"
#include "provenance.h"
#include "rule.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct jx_coverage {
    const struct jx_pack *pack;
    struct jx_engine *engine;
    struct jx_arena arena;
    struct jx_unit *units; /* of the pack itself */
    size_t unit_count;
    bool *rules;  /* by slot: was called */
    bool *grades; /* was given */
    bool *levels; /* was used */
    bool failed;
};

static bool is_own(const struct jx_pack *pack, const char *file)
{
    size_t n = strlen(pack->name);
    return file && strncmp(file, pack->name, n) == 0 && file[n] == '/';
}

/* ---- bands ---- */

/* The first number is the bound, the last the marks; of a table, the one that is neither
 * "from" nor "to". */
static bool read_band(const struct jx_value *value, struct jx_band *band)
{
    const struct jx_value *first = NULL, *last = NULL;
    bool map = value->type == JX_T_MAP;
    for (size_t i = 0; i < value->count; i++) {
        const struct jx_value *v = &value->items[i];
        bool bound = map && (jx_str_is(v->key, "from") || jx_str_is(v->key, "to"));
        if (v->type != JX_T_NUMBER || (map && jx_str_is(v->key, "to")))
            continue;
        if (map ? bound : !first)
            first = v;
        else
            last = v;
    }
    if ((value->type != JX_T_LIST && !map) || !first || !last)
        return false;
    band->value = value;
    band->bound = first->number;
    band->marks = last->number;
    return true;
}

static void collect_bands(struct jx_coverage *c, struct jx_unit *unit)
{
    const struct jx_selector *s = unit->selector;
    size_t count = 0;
    for (size_t i = 0; i < s->rule->param_count; i++)
        count += s->params[i].type == JX_T_LIST ? s->params[i].count : 0;
    unit->bands = jx_arena_array(&c->arena, count, sizeof *unit->bands);
    c->failed |= !unit->bands;
    for (size_t i = 0; unit->bands && i < s->rule->param_count; i++)
        for (size_t k = 0; s->params[i].type == JX_T_LIST && k < s->params[i].count;
             k++) {
            struct jx_band *band = &unit->bands[unit->band_count];
            if (!read_band(&s->params[i].items[k], band))
                break;
            band->param = s->rule->params[i].name;
            unit->band_count++;
        }
}

static bool same(struct jx_dec a, struct jx_dec b)
{
    return jx_dec_cmp(jx_dec_read15(a), jx_dec_read15(b)) == 0;
}

/* Marks of a band are points, or a share of the weight. What is taken off may be the marks
 * themselves, or what they leave. */
static bool gives(const struct jx_band *band, struct jx_dec weight,
                  const struct jx_line *line)
{
    struct jx_dec share = jx_dec_mul(weight, band->marks), points = line->points;
    if (line->verb != JX_AWARD && line->verb != JX_DEDUCT)
        return false;
    return same(points, band->marks) || same(points, share) ||
           (line->verb == JX_DEDUCT && (same(points, jx_dec_sub(weight, share)) ||
                                        same(points, jx_dec_sub(weight, band->marks))));
}

static void hit_bands(struct jx_unit *unit, const struct jx_item *item)
{
    for (size_t b = 0; b < unit->band_count; b++)
        for (size_t i = 0; i < item->line_count; i++)
            unit->bands[b].hit |= gives(&unit->bands[b], item->weight, &item->lines[i]);
}

/* ---- watching ---- */

static void used(void *ctx, const struct jx_selector *selector,
                 const struct jx_item *item)
{
    struct jx_coverage *c = ctx;
    c->rules[selector->rule->slot] = true;
    for (size_t i = 0; i < c->unit_count; i++)
        if (c->units[i].selector == selector) {
            c->units[i].calls++;
            if (item)
                hit_bands(&c->units[i], item);
        }
}

void jx_coverage_result(struct jx_coverage *coverage, const struct jx_record *record,
                        const struct jx_result *result)
{
    jx_cover_levels(coverage->pack, record, result, coverage->levels);
    for (size_t i = 0; i < coverage->pack->grade_count; i++)
        if (result->has_total &&
            strcmp(coverage->pack->grades[i].name, result->grade) == 0)
            coverage->grades[i] = true;
}

static void add_unit(struct jx_coverage *c, const struct jx_selector *selector,
                     const struct jx_framework *framework,
                     const struct jx_framework_item *leaf)
{
    if (!is_own(c->pack, selector->file) || !selector->rule)
        return;
    struct jx_unit *unit = &c->units[c->unit_count++];
    *unit = (struct jx_unit){.selector = selector, .framework = framework, .leaf = leaf};
    collect_bands(c, unit);
}

static void collect_units(struct jx_coverage *c)
{
    const struct jx_pack *pack = c->pack;
    size_t count = pack->selector_count;
    for (size_t f = 0; f < pack->framework_count; f++)
        count += pack->frameworks[f].item_count;
    c->units = jx_arena_array(&c->arena, count, sizeof *c->units);
    c->rules = jx_arena_array(&c->arena, pack->rule_count, sizeof *c->rules);
    c->grades = jx_arena_array(&c->arena, pack->grade_count, sizeof *c->grades);
    c->levels = jx_arena_array(&c->arena, pack->level_count, sizeof *c->levels);
    c->failed |= !c->units || !c->rules || !c->grades || !c->levels;
    for (size_t i = 0; !c->failed && i < pack->selector_count; i++)
        add_unit(c, &pack->selectors[i], NULL, NULL);
    for (size_t f = 0; !c->failed && f < pack->framework_count; f++)
        for (size_t i = 0; i < pack->frameworks[f].item_count; i++)
            add_unit(c, &pack->frameworks[f].items[i].selector, &pack->frameworks[f],
                     &pack->frameworks[f].items[i]);
}

struct jx_coverage *jx_coverage_start(const struct jx_pack *pack,
                                      struct jx_engine *engine, struct jx_error *err)
{
    struct jx_coverage *c = calloc(1, sizeof *c);
    if (c) {
        *c = (struct jx_coverage){
            .pack = pack, .engine = engine, .arena = jx_arena_new(0)};
        collect_units(c);
        if (!c->failed && jx_engine_cover(engine, used, c))
            return c;
    }
    jx_coverage_end(c);
    jx_fail_kind(err, JX_ERR_SYSTEM, NULL, 0, "%s", _("out of memory"));
    return NULL;
}

void jx_coverage_end(struct jx_coverage *coverage)
{
    if (coverage)
        jx_arena_free(&coverage->arena);
    free(coverage);
}

/* ---- the report ---- */

struct tally {
    size_t hit, all;
};

struct report {
    const struct jx_coverage *c;
    struct jx_arena arena;
    struct jx_strbuf missed; /* a line for everything that was not reached */
    struct tally rules, lines, verbs, bands, levels, grades;
};

static bool count(struct tally *tally, bool hit)
{
    tally->all++;
    tally->hit += hit;
    return hit;
}

static const char *const verb_names[JX_VERB_COUNT] = {
    [JX_AWARD] = "award",       [JX_DEDUCT] = "deduct", [JX_REJECT] = "reject",
    [JX_UNSCORED] = "unscored", [JX_FIND] = "find",     [JX_CAP] = "cap",
    [JX_VETO] = "veto"};

/* Verbs say more than the line they stand on, and functions more than their lines. */
static void report_rule(struct report *r, const struct jx_rule *rule)
{
    size_t line_count, site_count;
    struct jx_lua_site *sites;
    const struct jx_lua_line *lines =
        jx_lua_covered(jx_engine_lua(r->c->engine), rule, &line_count);
    site_count = jx_lua_sites(rule->source, &r->arena, &sites);
    for (size_t i = 0; i < line_count; i++)
        if (lines[i].code && !count(&r->lines, lines[i].runs > 0)) {
            bool verb = false;
            for (size_t s = 0; s < site_count; s++)
                verb |= sites[s].line == (int)i + 1 && sites[s].verb != JX_VERB_COUNT;
            if (!verb)
                jx_strbuf_format(&r->missed, _("%s:%zu: the line never runs\n"),
                                 rule->file, i + 1);
        }
    for (size_t s = 0; s < site_count; s++) {
        const struct jx_lua_line *line = &lines[sites[s].line - 1];
        if (sites[s].verb == JX_VERB_COUNT) {
            if (!line->entered)
                jx_strbuf_format(&r->missed, _("%s:%d: the function is never called\n"),
                                 rule->file, sites[s].line);
        } else if (!count(&r->verbs, line->verbs & (1u << sites[s].verb))) {
            jx_strbuf_format(&r->missed, _("%s:%d: s:%s is never reached\n"), rule->file,
                             sites[s].line, verb_names[sites[s].verb]);
        }
    }
}

static void report_rules(struct report *r)
{
    const struct jx_pack *pack = r->c->pack;
    for (size_t i = 0; i < pack->rule_count; i++) {
        const struct jx_rule *rule = &pack->rules[i];
        if (rule->kind != JX_RULE_LUA || !is_own(pack, rule->file))
            continue;
        if (count(&r->rules, r->c->rules[rule->slot]))
            report_rule(r, rule);
        else
            jx_strbuf_format(&r->missed, _("%s: no case uses this rule\n"), rule->file);
    }
}

static void add_numbers(struct jx_strbuf *out, const struct jx_value *value)
{
    char number[64];
    for (size_t i = 0; i < value->count; i++) {
        jx_dec_print(value->items[i].number, number);
        if (value->items[i].type == JX_T_NUMBER)
            jx_strbuf_format(out, "%s%s", i ? ", " : "", number);
    }
}

static void report_bands(struct report *r, const struct jx_unit *unit)
{
    for (size_t i = 0; i < unit->band_count; i++) {
        const struct jx_band *band = &unit->bands[i];
        if (count(&r->bands, band->hit))
            continue;
        jx_strbuf_format(&r->missed, "%s:%d: %s.%s [", unit->selector->file,
                         unit->selector->line, unit->selector->key, band->param);
        add_numbers(&r->missed, band->value);
        jx_strbuf_format(&r->missed, "]: %s\n", _("no case gets the marks of this band"));
    }
}

static void report_units(struct report *r)
{
    const struct jx_coverage *c = r->c;
    for (size_t i = 0; i < c->unit_count; i++) {
        const struct jx_unit *unit = &c->units[i];
        if (!unit->calls)
            jx_strbuf_format(&r->missed, _("%s:%d: no case reaches '%s'\n"),
                             unit->selector->file, unit->selector->line,
                             unit->selector->key);
        report_bands(r, unit);
    }
}

/* Words of the scale and grades that the pack itself says. */
static void report_tables(struct report *r)
{
    const struct jx_coverage *c = r->c;
    const struct jx_json *part = c->pack->source->effective[JX_PART_PACK];
    const struct jx_json *levels = jx_json_get(part, "levels"),
                         *grades = jx_json_get(part, "grades");
    for (size_t i = 0; i < c->pack->level_count; i++) {
        const struct jx_json *level = jx_json_get(levels, c->pack->levels[i].word.p);
        if (level && jx_pack_is_own(c->pack, level) && !count(&r->levels, c->levels[i]))
            jx_strbuf_format(&r->missed, _("no case uses the level '%s'\n"),
                             c->pack->levels[i].word.p);
    }
    bool own = grades && jx_pack_is_own(c->pack, grades);
    for (size_t i = 0; own && i < c->pack->grade_count; i++)
        if (!count(&r->grades, c->grades[i]))
            jx_strbuf_format(&r->missed, _("no case has the grade '%s'\n"),
                             c->pack->grades[i].name);
}

/* What the rule of a unit never does, for the note of its case; "" nothing. */
static bool add_gaps(const struct report *r, const struct jx_unit *unit,
                     struct jx_strbuf *note)
{
    const struct jx_rule *rule = unit->selector->rule;
    bool gap = !unit->calls;
    for (size_t i = 0; i < unit->band_count; i++)
        gap |= !unit->bands[i].hit;
    if (rule->kind != JX_RULE_LUA || !is_own(r->c->pack, rule->file))
        return gap;
    size_t line_count, site_count;
    struct jx_lua_site *sites;
    struct jx_arena arena = jx_arena_new(0);
    const struct jx_lua_line *lines =
        jx_lua_covered(jx_engine_lua(r->c->engine), rule, &line_count);
    site_count = jx_lua_sites(rule->source, &arena, &sites);
    for (size_t s = 0; s < site_count; s++)
        if (sites[s].verb != JX_VERB_COUNT &&
            !(lines[sites[s].line - 1].verbs & (1u << sites[s].verb))) {
            jx_strbuf_format(note, " %s:%d s:%s;", rule->file, sites[s].line,
                             verb_names[sites[s].verb]);
            gap = true;
        }
    jx_arena_free(&arena);
    return gap;
}

/* One case a rule is enough to begin with: units of the same rule follow its example. */
static void propose(const struct report *r, struct jx_strbuf *out)
{
    const struct jx_coverage *c = r->c;
    for (size_t i = 0; i < c->unit_count; i++) {
        const struct jx_unit *unit = &c->units[i];
        struct jx_strbuf note = {0};
        jx_strbuf_puts(&note, _("Put figures in, and the points the source gives."));
        if (add_gaps(r, unit, &note)) {
            jx_strbuf_format(out, "\n%s cases/%s.json\n", _("proposed:"),
                             unit->selector->key);
            jx_propose_case(c->pack, unit, note.text ? note.text : "", out);
        }
        jx_strbuf_free(&note);
    }
}

static void add_tally(struct jx_strbuf *out, const char *label, struct tally tally)
{
    size_t from = out->len;
    if (!tally.all)
        return;
    jx_strbuf_format(out, "  %s", label);
    jx_strbuf_pad(out, from, 12);
    jx_strbuf_format(out, "%zu / %zu\n", tally.hit, tally.all);
}

bool jx_coverage_print(const struct jx_coverage *coverage, size_t cases)
{
    struct report r = {.c = coverage, .arena = jx_arena_new(0)};
    struct jx_strbuf out = {0};
    report_rules(&r);
    report_units(&r);
    report_tables(&r);
    jx_strbuf_format(&out, _("coverage of %s %s by %zu cases:\n"), coverage->pack->name,
                     coverage->pack->version, cases);
    add_tally(&out, _("rules"), r.rules);
    add_tally(&out, _("lines"), r.lines);
    add_tally(&out, _("verbs"), r.verbs);
    add_tally(&out, _("bands"), r.bands);
    add_tally(&out, _("levels"), r.levels);
    add_tally(&out, _("grades"), r.grades);
    jx_strbuf_add(&out, r.missed.text, r.missed.len);
    propose(&r, &out);
    if (!out.failed)
        fwrite(out.text, 1, out.len, stdout);
    bool missed = r.missed.len > 0;
    jx_strbuf_free(&out);
    jx_strbuf_free(&r.missed);
    jx_arena_free(&r.arena);
    return missed;
}
