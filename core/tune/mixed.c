/* mixed.c: packs between two packs: the first with some of the changes made. They exist for
 * attribution alone and are never shown or saved. */
#include "changes.h"

#include <string.h>

struct mixing {
    const struct jx_changes *changes;
    const bool *on;
    struct jx_arena *arena;
    struct jx_rule *rules; /* of the first pack, then of the second */
    bool failed;
};

static bool is_on(const struct mixing *m, enum jx_change_kind kind, size_t slot,
                  const char *name)
{
    for (size_t i = 0; i < m->changes->count; i++) {
        const struct jx_change *change = &m->changes->list[i];
        if (change->kind == kind &&
            (name ? strcmp(change->name, name) == 0 : change->slot == slot))
            return m->on[i];
    }
    return false;
}

static bool is_whole(const struct jx_change *change)
{
    return change->kind == JX_CHANGE_SELECTOR || change->kind == JX_CHANGE_ADDED ||
           change->kind == JX_CHANGE_REMOVED;
}

/* The change of a slot as a whole; NULL: it changes by parts, or not at all. */
static const struct jx_change *whole(const struct mixing *m, size_t slot, bool *on)
{
    for (size_t i = 0; i < m->changes->count; i++) {
        const struct jx_change *change = &m->changes->list[i];
        if (is_whole(change) && change->slot == slot) {
            *on = m->on[i];
            return change;
        }
    }
    return NULL;
}

/* The rule as the mixed pack lists it. */
static const struct jx_rule *rule_of(const struct mixing *m, const struct jx_rule *rule,
                                     bool second)
{
    return &m->rules[rule->slot + (second ? m->changes->a->rule_count : 0)];
}

static void mix_params(struct mixing *m, size_t index, struct jx_selector *out)
{
    const struct jx_slot *slot = &m->changes->slots[index];
    size_t count = slot->a->rule->param_count;
    struct jx_value *params = jx_arena_array(m->arena, count, sizeof *params);
    m->failed |= !params;
    if (!params)
        return;
    for (size_t i = 0; i < count; i++)
        params[i] = slot->a->params[i];
    for (size_t i = 0; i < m->changes->count; i++) {
        const struct jx_change *change = &m->changes->list[i];
        if (change->kind == JX_CHANGE_PARAM && change->slot == index && m->on[i])
            params[change->param] = slot->b->params[change->param];
    }
    out->params = params;
}

/* false: the mixed pack does not have it. */
static bool mix_slot(struct mixing *m, size_t index, struct jx_selector *out)
{
    const struct jx_slot *slot = &m->changes->slots[index];
    bool on = false;
    if (whole(m, index, &on)) {
        const struct jx_selector *chosen = on ? slot->b : slot->a;
        if (!chosen)
            return false;
        *out = *chosen;
        out->rule = rule_of(m, chosen->rule, on);
        return true;
    }
    bool second = is_on(m, JX_CHANGE_RULE, 0, slot->a->rule->name);
    const struct jx_selector *chosen = second ? slot->b : slot->a;
    *out = *slot->a;
    out->rule = rule_of(m, chosen->rule, second);
    out->needs = chosen->needs;
    out->pair_needs = chosen->pair_needs;
    if (is_on(m, JX_CHANGE_MISSING, index, NULL))
        out->missing = slot->b->missing;
    mix_params(m, index, out);
    return true;
}

static void mix_rules(struct mixing *m, struct jx_pack *out)
{
    const struct jx_pack *a = m->changes->a, *b = m->changes->b;
    m->rules = jx_arena_array(m->arena, a->rule_count + b->rule_count, sizeof *m->rules);
    m->failed |= !m->rules;
    if (!m->rules)
        return;
    for (size_t i = 0; i < a->rule_count; i++)
        m->rules[i] = a->rules[i];
    for (size_t i = 0; i < b->rule_count; i++) {
        m->rules[a->rule_count + i] = b->rules[i];
        m->rules[a->rule_count + i].slot += a->rule_count;
    }
    out->rules = m->rules;
    out->rule_count = a->rule_count + b->rule_count;
}

static void mix_selectors(struct mixing *m, struct jx_pack *out)
{
    const struct jx_changes *c = m->changes;
    struct jx_selector *list = jx_arena_array(m->arena, c->slot_count + 1, sizeof *list);
    m->failed |= !list;
    out->selectors = list;
    out->selector_count = 0;
    for (size_t i = 0; list && i < c->slot_count; i++)
        if (c->slots[i].framework == SIZE_MAX)
            out->selector_count += mix_slot(m, i, &list[out->selector_count]);
}

/* A framework of one pack, its rules as the mixed pack lists them. */
static struct jx_framework_item *
copy_items(struct mixing *m, const struct jx_framework *framework, bool second)
{
    struct jx_framework_item *items =
        jx_arena_array(m->arena, framework->item_count, sizeof *items);
    m->failed |= !items;
    for (size_t i = 0; items && i < framework->item_count; i++) {
        items[i] = framework->items[i];
        items[i].selector.rule = rule_of(m, items[i].selector.rule, second);
    }
    return items;
}

static void mix_leaves(struct mixing *m, size_t index, struct jx_framework *out,
                       const struct jx_framework *b)
{
    const struct jx_changes *c = m->changes;
    bool weights = is_on(m, JX_CHANGE_LEAVES, index, NULL);
    for (size_t i = 0; !m->failed && i < c->slot_count; i++) {
        const struct jx_slot *slot = &c->slots[i];
        if (slot->framework == index)
            mix_slot(m, i, &out->items[slot->leaf].selector);
    }
    for (size_t i = 0; weights && !m->failed && i < out->item_count; i++)
        out->items[i].weight = b->items[i].weight;
    if (weights) {
        out->total = b->total;
        out->choices = b->choices;
    }
}

static void mix_frameworks(struct mixing *m, struct jx_pack *out)
{
    const struct jx_pack *a = m->changes->a, *b = m->changes->b;
    bool rebuilt = is_on(m, JX_CHANGE_FRAMEWORK, 0, "frameworks");
    const struct jx_pack *chosen = rebuilt ? b : a;
    struct jx_framework *list =
        jx_arena_array(m->arena, chosen->framework_count + 1, sizeof *list);
    m->failed |= !list;
    out->frameworks = list;
    out->framework_count = list ? chosen->framework_count : 0;
    for (size_t i = 0; i < out->framework_count; i++) {
        list[i] = chosen->frameworks[i];
        list[i].items = copy_items(m, &chosen->frameworks[i], rebuilt);
    }
    /* those that are built alike change by parts, whatever becomes of the others */
    for (size_t i = 0; i < a->framework_count && !m->failed; i++) {
        const struct jx_framework *like = jx_framework_like(b, &a->frameworks[i]);
        size_t place = rebuilt && like ? (size_t)(like - b->frameworks) : i;
        if (!like)
            continue;
        list[place] = a->frameworks[i];
        list[place].items = copy_items(m, &a->frameworks[i], false);
        if (!m->failed)
            mix_leaves(m, i, &list[place], like);
    }
}

/* Templates that both packs have, each of one or the other. */
static void mix_templates(struct mixing *m, struct jx_pack *out)
{
    const struct jx_changes *c = m->changes;
    struct jx_weights *list = jx_arena_array(m->arena, out->weight_count, sizeof *list);
    m->failed |= !list;
    for (size_t i = 0; list && i < out->weight_count; i++)
        list[i] =
            is_on(m, JX_CHANGE_TEMPLATE, i, NULL) ? c->b->weights[i] : c->a->weights[i];
    out->weights = list;
}

static void mix_figures(const struct mixing *m, struct jx_pack *out)
{
    const struct jx_pack *b = m->changes->b;
    for (size_t i = 0; i < m->changes->count; i++) {
        if (!m->on[i])
            continue;
        switch (m->changes->list[i].kind) {
        case JX_CHANGE_WEIGHTS:
            out->weights = b->weights;
            out->weight_count = b->weight_count;
            break;
        case JX_CHANGE_ITEM_ROUNDING: out->round_item = b->round_item; break;
        case JX_CHANGE_GROUP_ROUNDING: out->round_group = b->round_group; break;
        case JX_CHANGE_TOTAL_ROUNDING: out->round_total = b->round_total; break;
        case JX_CHANGE_CEILING: out->ceiling = b->ceiling; break;
        case JX_CHANGE_GRADES:
            out->grades = b->grades;
            out->grade_count = b->grade_count;
            break;
        case JX_CHANGE_LEVELS:
            out->levels = b->levels;
            out->level_count = b->level_count;
            break;
        case JX_CHANGE_REST:
            out->forms = b->forms;
            out->form_count = b->form_count;
            break;
        default: break;
        }
    }
}

const struct jx_pack *jx_changes_mix(const struct jx_changes *changes, const bool *on,
                                     struct jx_arena *arena)
{
    struct mixing m = {.changes = changes, .on = on, .arena = arena};
    struct jx_pack *out = jx_arena_alloc(arena, sizeof *out);
    if (!out)
        return NULL;
    *out = *changes->a;
    out->arena = (struct jx_arena){0};
    mix_rules(&m, out);
    if (!m.failed)
        mix_selectors(&m, out);
    if (!m.failed)
        mix_frameworks(&m, out);
    mix_templates(&m, out);
    mix_figures(&m, out);
    return m.failed ? NULL : out;
}
