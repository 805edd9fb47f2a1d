/* coverage_report.c: what the cases of a pack reach and what they do not, printed or kept for
 * tables. Counting is test_coverage.c's business; cases are proposed in test_propose.c. */
#include "coverage_units.h"
#include "test_coverage.h"

#include "lang.h"
#include "provenance.h"
#include "rule.h"

#include <stdio.h>
#include <string.h>

/* What can be reached, in the order of the report. */
enum { RULES, LINES, VERBS, BANDS, LEVELS, GRADES, KINDS };
static const struct kind {
    const char *name, *key;
} kinds[KINDS] = {{N_("rules"), "rules"},   {N_("lines"), "lines"},
                  {N_("verbs"), "verbs"},   {N_("bands"), "bands"},
                  {N_("levels"), "levels"}, {N_("grades"), "grades"}};

struct tally {
    size_t hit, all;
};

struct report {
    const struct jx_coverage *c;
    struct jx_arena arena;
    struct jx_strbuf missed; /* a line for everything that was not reached */
    struct tally of[KINDS];
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
        if (lines[i].code && !count(&r->of[LINES], lines[i].runs > 0)) {
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
        } else if (!count(&r->of[VERBS], line->verbs & (1u << sites[s].verb))) {
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
        if (rule->kind != JX_RULE_LUA || !jx_cover_own(pack, rule->file))
            continue;
        if (count(&r->of[RULES], r->c->rules[rule->slot]))
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
        if (count(&r->of[BANDS], band->hit))
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
        if (level && jx_pack_is_own(c->pack, level) &&
            !count(&r->of[LEVELS], c->levels[i]))
            jx_strbuf_format(&r->missed, _("no case uses the level '%s'\n"),
                             c->pack->levels[i].word.p);
    }
    bool own = grades && jx_pack_is_own(c->pack, grades);
    for (size_t i = 0; own && i < c->pack->grade_count; i++)
        if (!count(&r->of[GRADES], c->grades[i]))
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
    if (rule->kind != JX_RULE_LUA || !jx_cover_own(r->c->pack, rule->file))
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

static struct report report_of(const struct jx_coverage *coverage)
{
    struct report r = {.c = coverage, .arena = jx_arena_new(0)};
    report_rules(&r);
    report_units(&r);
    report_tables(&r);
    return r;
}

static void free_report(struct report *r)
{
    jx_strbuf_free(&r->missed);
    jx_arena_free(&r->arena);
}

bool jx_coverage_print(const struct jx_coverage *coverage, size_t cases)
{
    struct report r = report_of(coverage);
    struct jx_strbuf out = {0};
    jx_strbuf_format(&out, _("coverage of %s %s by %zu cases:\n"), coverage->pack->name,
                     coverage->pack->version, cases);
    for (size_t i = 0; i < KINDS; i++) {
        const struct tally tally = r.of[i];
        const size_t from = out.len;
        if (!tally.all)
            continue;
        jx_strbuf_format(&out, "  %s", _(kinds[i].name));
        jx_strbuf_pad(&out, from, 12);
        jx_strbuf_format(&out, "%zu / %zu\n", tally.hit, tally.all);
    }
    jx_strbuf_add(&out, r.missed.text, r.missed.len);
    propose(&r, &out);
    if (!out.failed)
        fwrite(out.text, 1, out.len, stdout);
    bool missed = r.missed.len > 0;
    jx_strbuf_free(&out);
    free_report(&r);
    return missed;
}

bool jx_coverage_keep(const struct jx_coverage *coverage, struct jx_tested *tested)
{
    struct report r = report_of(coverage);
    for (size_t i = 0; i < KINDS; i++) {
        const struct tally tally = r.of[i];
        if (tally.all)
            jx_tested_reach(tested, _(kinds[i].name), kinds[i].key, tally.hit, tally.all);
    }
    bool missed = r.missed.len > 0;
    /* Each line ends with a break. */
    for (char *line = r.missed.failed ? NULL : r.missed.text; line && *line;) {
        char *end = strchr(line, '\n');
        *end = '\0';
        jx_tested_missed(tested, line);
        line = end + 1;
    }
    tested->kept.lost |= r.missed.failed;
    free_report(&r);
    return missed;
}
