/* given.c: what the rules of a framework were told, in the form's words, for people who read
 * why an item has its score. Values are as printed; reading them is in inputs.c. */
#include "scoring.h"

#include "lang.h"
#include "record.h"
#include "strbuf.h"

#include <string.h>

/* Is the input `key` of a rule the fact that a label of the form fills? A bare key is of
 * the rule's own item, and so are labels of any item. */
static bool names_fact(const struct jx_fact_label *label, struct jx_str key)
{
    static const struct jx_str fact = {"fact.", 5};
    struct jx_str field = label->field;
    if (jx_str_starts(key, fact)) {
        key = (struct jx_str){key.p + fact.n, key.n - fact.n};
        if (!jx_str_starts(key, label->id) || key.n <= label->id.n)
            return false;
        key = (struct jx_str){key.p + label->id.n + 1, key.n - label->id.n - 1};
    } else if (!jx_str_is(label->id, "*")) {
        return false;
    } else if (label->peer) {
        field = (struct jx_str){"peer", 4};
    }
    return label->words.count && jx_str_eq(key, field);
}

const char *input_name(const struct scoring *s, const char *key)
{
    static const char *const words[][2] = {{"actual", N_("actual value")},
                                           {"target", N_("target value")},
                                           {"initial", N_("initial budget")},
                                           {"adjusted", N_("adjusted budget")},
                                           {"executed", N_("executed budget")},
                                           {"rate", N_("execution rate")},
                                           {"weight", N_("weight")},
                                           {"reason", N_("reason")},
                                           {"budget.rate", N_("execution rate")}};
    for (size_t i = 0; s->form && i < s->form->fact_count; i++)
        if (names_fact(&s->form->facts[i], jx_str_of(key)))
            return s->form->facts[i].words.list[0].p;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(key, words[i][0]) == 0)
            return jx_lang_translate(words[i][1]);
    return key;
}

/* Columns that a page shows anyway. */
static bool shown_anyway(const struct jx_bound_need *need)
{
    return need->scope == JX_SCOPE_ROW &&
           (need->key == JX_IND_NATURE || need->key == JX_IND_REPORTED_SCORE ||
            need->key == JX_IND_WEIGHT || need->key == JX_IND_NAME);
}

/* A target reads with its sign and unit: "≥100%". */
static struct jx_str value_text(struct scoring *s, const struct scored *item,
                                const struct jx_bound_need *need,
                                const struct jx_cell *cell)
{
    if (need->scope != JX_SCOPE_ROW || need->key != JX_IND_TARGET)
        return cell->text;
    struct jx_str nature = item->row->cell[JX_IND_NATURE].text;
    struct jx_str unit = item->row->cell[JX_IND_UNIT].text;
    if (nature.n && jx_str_starts(cell->text, nature))
        nature.n = 0;
    const char *text = jx_arena_format(s->arena, "%.*s%.*s%.*s", (int)nature.n,
                                       nature.n ? nature.p : "", (int)cell->text.n,
                                       cell->text.p, (int)unit.n, unit.n ? unit.p : "");
    s->failed |= !text;
    return text ? jx_str_of(text) : cell->text;
}

static void list_item(struct scoring *s, size_t index, struct jx_given *list,
                      size_t *count)
{
    const struct scored *item = &s->items[index];
    const struct jx_selector *selector = item->selector;
    for (size_t i = 0; selector && item->row && i < selector->rule->need_count; i++) {
        const struct jx_bound_need *need = &selector->needs[i];
        const struct jx_cell *cell = need_cell(s, item, need);
        if (!cell || !jx_cell_filled(cell) || shown_anyway(need))
            continue;
        list[(*count)++] =
            (struct jx_given){.item = index,
                              .name = input_name(s, selector->rule->needs[i].name),
                              .value = value_text(s, item, need, cell)};
    }
}

void list_given(struct scoring *s, struct jx_result *result)
{
    size_t most = 0, count = 0;
    for (size_t i = 0; s->framework && i < s->item_count; i++)
        most += s->items[i].selector ? s->items[i].selector->rule->need_count : 0;
    if (!most)
        return;
    struct jx_given *list = jx_arena_array(s->arena, most, sizeof *list);
    s->failed |= !list;
    for (size_t i = 0; list && i < s->item_count; i++)
        list_item(s, i, list, &count);
    result->given = list;
    result->given_count = count;
}
