/* test_propose.c: cases to begin with, for what no case reaches: a record that leads to
 * the rule, with places for the figures. The points are for a person to say, from the
 * document behind the rule and not from what the program computes. */
#include "coverage_units.h"

#include "decimal.h"
#include "formspec.h"
#include "lang.h"
#include "record.h"

#include <string.h>

static bool fits(const struct jx_patterns *patterns, const char *text)
{
    for (size_t i = 0; i < patterns->count; i++)
        if (jx_str_glob(jx_str_of(text), patterns->list[i]))
            return true;
    return patterns->count == 0;
}

/* A form that the unit scores. */
static const char *form_of(const struct jx_pack *pack, const struct jx_unit *unit)
{
    const struct jx_patterns *form =
        unit->framework ? &unit->framework->form : &unit->selector->form;
    for (size_t i = 0; i < pack->form_count; i++)
        if (fits(form, pack->forms[i].id) &&
            (unit->framework || pack->forms[i].column_count))
            return pack->forms[i].id;
    return form->count ? form->list[0].p : "";
}

/* A text that the patterns match: the first, without its stars. */
static void add_sample(struct jx_strbuf *out, const char *key,
                       const struct jx_patterns *patterns, const char *fallback)
{
    char text[256];
    size_t n = 0;
    struct jx_str first = patterns->count ? patterns->list[0] : jx_str_of(fallback);
    for (size_t i = 0; i < first.n && n + 1 < sizeof text; i++)
        if (first.p[i] != '*')
            text[n++] = first.p[i];
    jx_strbuf_format(out, "%s\"%s\": ", out->text[out->len - 1] == '{' ? "" : ", ", key);
    jx_strbuf_json(out, text, n);
}

static void add_cell(struct jx_strbuf *out, const char *key, const char *text)
{
    add_sample(out, key, &(struct jx_patterns){0}, text);
}

/* What stands in the cell of a need: something of its type, to be changed. */
static const char *sample(const struct jx_need *need)
{
    switch (need->type) {
    case JX_T_NUMBER: return "100";
    case JX_T_DATE: return "2023-12-31";
    case JX_T_FLAG: return _("yes");
    default: return "…";
    }
}

static bool needs(const struct jx_unit *unit, const char *name)
{
    const struct jx_rule *rule = unit->selector->rule;
    for (size_t i = 0; i < rule->need_count; i++)
        if (strcmp(rule->needs[i].name, name) == 0)
            return true;
    return false;
}

/* A figure that lies in the band: its bound, as a share of 100 where there is a target. */
static void band_figure(const struct jx_unit *unit, const struct jx_band *band,
                        char out[64])
{
    struct jx_dec figure = band ? band->bound : jx_dec_int(1);
    bool share = needs(unit, "target") || needs(unit, "adjusted");
    jx_dec_print(share ? jx_dec_shift(figure, 2) : figure, out);
}

/* A word of the scale where the rule wants a level. */
static void add_actual(const struct jx_pack *pack, const struct jx_unit *unit,
                       const char *figure, struct jx_strbuf *out)
{
    const struct jx_rule *rule = unit->selector->rule;
    for (size_t i = 0; pack->level_count && i < rule->need_count; i++)
        if (strcmp(rule->needs[i].name, "actual") == 0 &&
            rule->needs[i].type == JX_T_LEVEL) {
            struct jx_patterns word = {&pack->levels[0].word, 1};
            add_sample(out, "actual", &word, "");
            return;
        }
    add_cell(out, "actual", figure);
}

static void add_row(const struct jx_pack *pack, const struct jx_unit *unit,
                    const struct jx_band *band, struct jx_strbuf *out)
{
    const struct jx_selector *s = unit->selector;
    char figure[64];
    band_figure(unit, band, figure);
    jx_strbuf_puts(out, "{");
    add_sample(out, "level1", &s->level1, "…");
    add_sample(out, "level2", &s->level2, "…");
    add_sample(out, "name", &s->name, "…");
    add_sample(out, "nature", &s->nature, "≥");
    add_cell(out, "target", "100");
    add_cell(out, "unit", "");
    add_actual(pack, unit, figure, out);
    add_cell(out, "weight", "10");
    jx_strbuf_putc(out, '}');
}

static void add_budget(const struct jx_unit *unit, const struct jx_band *band,
                       struct jx_strbuf *out)
{
    char figure[64];
    band_figure(unit, band, figure);
    jx_strbuf_puts(out, "{");
    add_cell(out, "initial", "100.00");
    add_cell(out, "adjusted", "100.00");
    add_cell(out, "executed", figure);
    add_cell(out, "weight", "10");
    jx_strbuf_putc(out, '}');
}

/* {"ID": {"field": "…"}}; several fields of one id are one object. */
static void add_facts(const struct jx_unit *unit, enum jx_scope scope, const char *key,
                      struct jx_strbuf *out)
{
    const struct jx_selector *s = unit->selector;
    bool any = false;
    for (size_t i = 0; i < s->rule->need_count; i++) {
        const struct jx_bound_need *need = &s->needs[i];
        if (need->scope != scope)
            continue;
        struct jx_str id = need->id.n ? need->id : jx_str_of(s->key);
        jx_strbuf_puts(out, any ? ", " : "");
        if (!any)
            jx_strbuf_format(out, ",\n    \"%s\": {", key);
        any = true;
        jx_strbuf_json(out, id.p, id.n);
        jx_strbuf_puts(out, ": {");
        bool first = true;
        for (; i < s->rule->need_count && s->needs[i].scope == scope &&
               jx_str_eq(s->needs[i].id, need->id);
             i++, first = false) {
            struct jx_str field = s->needs[i].field;
            jx_strbuf_puts(out, first ? "" : ", ");
            jx_strbuf_json(out, field.n ? field.p : "value", field.n ? field.n : 5);
            jx_strbuf_puts(out, ": ");
            jx_strbuf_json(out, sample(&s->rule->needs[i]),
                           strlen(sample(&s->rule->needs[i])));
        }
        i--;
        jx_strbuf_putc(out, '}');
    }
    jx_strbuf_puts(out, any ? "}" : "");
}

static void add_rows(const struct jx_pack *pack, const struct jx_unit *unit,
                     struct jx_strbuf *out)
{
    bool any = false;
    jx_strbuf_puts(out, ",\n    \"indicators\": [");
    for (size_t i = 0; i < unit->band_count; i++) {
        if (unit->bands[i].hit)
            continue;
        jx_strbuf_puts(out, any ? ",\n      " : "\n      ");
        add_row(pack, unit, &unit->bands[i], out);
        any = true;
    }
    if (!any) {
        jx_strbuf_puts(out, "\n      ");
        add_row(pack, unit, NULL, out);
    }
    jx_strbuf_puts(out, "\n    ]");
}

static const struct jx_band *missed_band(const struct jx_unit *unit)
{
    for (size_t i = 0; i < unit->band_count; i++)
        if (!unit->bands[i].hit)
            return &unit->bands[i];
    return NULL;
}

static void add_expectation(const struct jx_unit *unit, struct jx_strbuf *out)
{
    size_t rows = 0;
    jx_strbuf_puts(out, "\n  },\n  \"expect\": {");
    if (unit->selector->for_total) {
        jx_strbuf_puts(out, "\"total\": null}\n}\n");
        return;
    }
    jx_strbuf_puts(out, "\"items\": [");
    if (unit->leaf) {
        jx_strbuf_puts(out, "{\"id\": ");
        jx_strbuf_json(out, unit->selector->key, strlen(unit->selector->key));
        jx_strbuf_puts(out, ", \"score\": null}");
    } else if (unit->selector->for_budget) {
        jx_strbuf_puts(out, "{\"index\": -1, \"score\": null}");
    } else {
        for (size_t i = 0; i < unit->band_count; i++)
            rows += !unit->bands[i].hit;
        for (size_t i = 0; i < (rows ? rows : 1); i++)
            jx_strbuf_format(out, "%s{\"index\": %zu, \"score\": null}", i ? ", " : "",
                             i);
    }
    jx_strbuf_puts(out, "]}\n}\n");
}

void jx_propose_case(const struct jx_pack *pack, const struct jx_unit *unit,
                     const char *note, struct jx_strbuf *out)
{
    const char *form = form_of(pack, unit);
    jx_strbuf_puts(out, "{\n  \"note\": ");
    jx_strbuf_json(out, note, strlen(note));
    jx_strbuf_puts(out, ",\n  \"record\": {\n    \"form\": ");
    jx_strbuf_json(out, form, strlen(form));
    jx_strbuf_puts(out, ",\n    \"region\": ");
    jx_strbuf_json(out, pack->region, strlen(pack->region));
    jx_strbuf_format(out, ",\n    \"year\": %d,\n    \"name\": \"…\"",
                     pack->year_from ? pack->year_from
                     : pack->year_to ? pack->year_to
                                     : 2023);
    if (unit->selector->for_budget) {
        jx_strbuf_puts(out, ",\n    \"budget\": ");
        add_budget(unit, missed_band(unit), out);
    } else if (!unit->leaf && !unit->selector->for_total) {
        add_rows(pack, unit, out);
    }
    add_facts(unit, JX_SCOPE_FACT, "facts", out);
    add_facts(unit, JX_SCOPE_PEER, "peer", out);
    add_expectation(unit, out);
}
