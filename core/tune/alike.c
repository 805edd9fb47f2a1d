/* alike.c: do two parts of packs score alike? Lines, files and clauses do not count. */
#include "alike.h"

#include "strbuf.h"

#include <string.h>

bool jx_same_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool same_patterns(const struct jx_patterns *a, const struct jx_patterns *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++)
        same = jx_str_eq(a->list[i], b->list[i]);
    return same;
}

bool jx_same_value(const struct jx_value *a, const struct jx_value *b)
{
    if (a->type != b->type || a->flag != b->flag || a->count != b->count ||
        !jx_str_eq(a->text, b->text) || jx_dec_cmp(a->number, b->number) != 0)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!jx_str_eq(a->items[i].key, b->items[i].key) ||
            !jx_same_value(&a->items[i], &b->items[i])) /* as deep as a rule's table */
            return false;
    return true;
}

bool jx_same_rule(const struct jx_rule *a, const struct jx_rule *b)
{
    return a->kind == b->kind && jx_str_eq(a->source, b->source) &&
           a->method == b->method;
}

/* Do both declare the same parameters? Then single ones can be exchanged. */
static bool same_params(const struct jx_rule *a, const struct jx_rule *b)
{
    bool same = a->param_count == b->param_count;
    for (size_t i = 0; same && i < a->param_count; i++)
        same = a->params[i].type == b->params[i].type &&
               jx_same_text(a->params[i].name, b->params[i].name);
    return same;
}

bool jx_same_selector(const struct jx_selector *a, const struct jx_selector *b)
{
    return a->for_budget == b->for_budget && a->for_total == b->for_total &&
           a->priority == b->priority && same_patterns(&a->form, &b->form) &&
           same_patterns(&a->level1, &b->level1) &&
           same_patterns(&a->level2, &b->level2) &&
           same_patterns(&a->nature, &b->nature) && same_patterns(&a->name, &b->name) &&
           same_patterns(&a->target, &b->target) &&
           jx_same_text(a->rule->name, b->rule->name) && same_params(a->rule, b->rule);
}

static bool same_leaf(const struct jx_framework_item *a,
                      const struct jx_framework_item *b)
{
    bool same = jx_same_text(a->selector.key, b->selector.key) &&
                jx_str_eq(a->level1, b->level1) && jx_str_eq(a->level2, b->level2) &&
                jx_str_eq(a->name, b->name) && jx_str_eq(a->nature, b->nature) &&
                jx_str_eq(a->target, b->target) && jx_str_eq(a->unit, b->unit) &&
                a->option == b->option && a->judged == b->judged &&
                a->by_unit == b->by_unit && a->split_count == b->split_count &&
                jx_same_selector(&a->selector, &b->selector);
    for (size_t i = 0; same && i < a->split_count; i++) {
        same = a->splits[i].count == b->splits[i].count;
        for (size_t k = 0; same && k < a->splits[i].count; k++)
            same = jx_dec_cmp(a->splits[i].parts[k], b->splits[i].parts[k]) == 0;
    }
    return same;
}

static bool same_framework(const struct jx_framework *a, const struct jx_framework *b)
{
    bool same = same_patterns(&a->form, &b->form) &&
                same_patterns(&a->not_applicable, &b->not_applicable) &&
                a->item_count == b->item_count && a->option_count == b->option_count &&
                a->choice_count == b->choice_count;
    for (size_t i = 0; same && i < a->item_count; i++)
        same = same_leaf(&a->items[i], &b->items[i]);
    for (size_t i = 0; same && i < a->option_count; i++)
        same = jx_same_text(a->options[i].id, b->options[i].id) &&
               jx_str_eq(a->options[i].name, b->options[i].name) &&
               a->options[i].choice == b->options[i].choice;
    for (size_t i = 0; same && i < a->choice_count; i++)
        same = jx_same_text(a->choices[i].id, b->choices[i].id) &&
               jx_same_text(a->choices[i].fact, b->choices[i].fact) &&
               a->choices[i].missing == b->choices[i].missing;
    return same;
}

const struct jx_framework *jx_framework_like(const struct jx_pack *pack,
                                             const struct jx_framework *framework)
{
    for (size_t i = 0; i < pack->framework_count; i++)
        if (jx_same_text(pack->frameworks[i].key, framework->key))
            return same_framework(framework, &pack->frameworks[i]) ? &pack->frameworks[i]
                                                                   : NULL;
    return NULL;
}

bool jx_same_leaves(const struct jx_framework *a, const struct jx_framework *b)
{
    bool same = jx_dec_cmp(a->total, b->total) == 0;
    for (size_t i = 0; same && i < a->item_count; i++)
        same = jx_dec_cmp(a->items[i].weight, b->items[i].weight) == 0;
    for (size_t i = 0; same && i < a->choice_count; i++)
        same = jx_dec_cmp(a->choices[i].weight, b->choices[i].weight) == 0;
    return same;
}

bool jx_same_template(const struct jx_weights *a, const struct jx_weights *b)
{
    bool same = same_patterns(&a->form, &b->form) && same_patterns(&a->has, &b->has) &&
                jx_dec_cmp(a->total, b->total) == 0 &&
                a->weights_percent == b->weights_percent && a->absent == b->absent &&
                a->group_count == b->group_count && a->alias_count == b->alias_count;
    for (size_t i = 0; same && i < a->group_count; i++) {
        const struct jx_weight_group *x = &a->groups[i], *y = &b->groups[i];
        same = jx_str_eq(x->level1, y->level1) && jx_dec_cmp(x->weight, y->weight) == 0 &&
               x->level2_count == y->level2_count;
        for (size_t k = 0; same && k < x->level2_count; k++)
            same = jx_str_eq(x->level2[k].name, y->level2[k].name) &&
                   jx_dec_cmp(x->level2[k].weight, y->level2[k].weight) == 0;
    }
    for (size_t i = 0; same && i < a->alias_count; i++)
        same = jx_str_eq(a->aliases[i].level1, b->aliases[i].level1) &&
               jx_str_eq(a->aliases[i].level2, b->aliases[i].level2) &&
               jx_str_eq(a->aliases[i].group, b->aliases[i].group);
    return same;
}

bool jx_same_templates(const struct jx_pack *a, const struct jx_pack *b)
{
    bool same = a->weight_count == b->weight_count;
    for (size_t i = 0; same && i < a->weight_count; i++)
        same = jx_same_text(a->weights[i].name, b->weights[i].name) &&
               a->weights[i].rank == b->weights[i].rank;
    return same;
}

bool jx_same_levels(const struct jx_pack *a, const struct jx_pack *b)
{
    bool same = a->level_count == b->level_count && a->judged_levels == b->judged_levels;
    for (size_t i = 0; same && i < a->level_count; i++)
        same = jx_str_eq(a->levels[i].word, b->levels[i].word) &&
               jx_dec_cmp(a->levels[i].from, b->levels[i].from) == 0 &&
               jx_dec_cmp(a->levels[i].to, b->levels[i].to) == 0;
    return same;
}
