/* test_coverage.c: counts what the cases of a pack reach. The lines themselves are counted by
 * the Lua room; what is not reached is told by coverage_report.c. */
#include "test_coverage.h"

#include "coverage_units.h"
#include "lang.h"

#include <stdlib.h>
#include <string.h>

bool jx_cover_own(const struct jx_pack *pack, const char *file)
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
    if (!jx_cover_own(c->pack, selector->file) || !selector->rule)
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
    jx_fail_memory(err, NULL);
    return NULL;
}

void jx_coverage_end(struct jx_coverage *coverage)
{
    if (coverage)
        jx_arena_free(&coverage->arena);
    free(coverage);
}
