/* coverage_levels.c: which words of the pack's scale the cases use, where a rule asks for a
 * level. What else is covered is in test_coverage.c. */
#include "coverage_units.h"

#include "strbuf.h"

#include <string.h>

static bool asks_for_level(const struct jx_pack *pack, const char *rule)
{
    for (size_t i = 0; i < pack->rule_count; i++) {
        const struct jx_rule *r = &pack->rules[i];
        for (size_t n = 0; strcmp(r->name, rule) == 0 && n < r->need_count; n++)
            if (r->needs[n].type == JX_T_LEVEL)
                return true;
    }
    return false;
}

static void hit(const struct jx_pack *pack, struct jx_str word, bool *levels)
{
    for (size_t i = 0; i < pack->level_count; i++)
        levels[i] |= jx_str_eq(pack->levels[i].word, jx_str_trim(word));
}

void jx_cover_levels(const struct jx_pack *pack, const struct jx_record *record,
                     const struct jx_result *result, bool *levels)
{
    for (size_t i = 0; i < result->item_count; i++) {
        const struct jx_item *item = &result->items[i];
        bool row = item->index >= 0 && (size_t)item->index < record->indicator_count;
        if (!asks_for_level(pack, item->rule))
            continue;
        if (row)
            hit(pack, record->indicators[item->index].cell[JX_IND_ACTUAL].text, levels);
        for (size_t g = 0; g < result->given_count; g++)
            if (result->given[g].item == i)
                hit(pack, result->given[g].value, levels);
    }
}
