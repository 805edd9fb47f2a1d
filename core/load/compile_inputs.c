/* compile_inputs.c: what a rule is given: each need bound to a place in the record, each
 * parameter to the value that the selector sets or the rule's default. */
#include "compile.h"

#include "lang.h"
#include "record.h"
#include "strbuf.h"

#include <string.h>

/* ---- needs ---- */

struct binding {
    struct compile *c;
    const struct jx_json *node;
    const struct jx_selector *selector;
};

static void unknown_need(const struct binding *b, const char *need, const char *key,
                         const char *const *keys, int count)
{
    const char *words[JX_REC_COUNT + JX_FUND_COUNT + JX_IND_COUNT + 1] = {NULL};
    for (int i = 0; i < count; i++)
        words[i] = keys[i];
    bad(b->c, b->node, did_you_mean(b->c, key, words),
        _("the rule %s needs '%s', and there is no such value"), b->selector->rule->name,
        need);
}

static void bind_key(const struct binding *b, const char *need, const char *key,
                     enum jx_scope scope, const char *const *keys, int count,
                     struct jx_bound_need *out)
{
    *out = (struct jx_bound_need){.scope = scope,
                                  .key = jx_key_index(keys, count, jx_str_of(key))};
    if (out->key >= 0)
        return;
    out->key = 0;
    unknown_need(b, need, key, keys, count);
}

/* "fact.ID" or "fact.ID.field". */
static void bind_fact(const struct binding *b, const char *need, const char *id,
                      enum jx_scope scope, struct jx_bound_need *out)
{
    size_t len = strcspn(id, ".");
    *out = (struct jx_bound_need){.scope = scope, .id = {id, len}};
    if (id[len])
        out->field = jx_str_of(id + len + 1);
    if (!len || (id[len] && (!out->field.n || strchr(out->field.p, '.'))))
        bad(b->c, b->node, _("write fact.ID or fact.ID.field"),
            _("the rule %s needs '%s', and there is no such value"),
            b->selector->rule->name, need);
}

static void bind_need(const struct binding *b, const char *need,
                      struct jx_bound_need *out)
{
    static const char *const scopes[] = {"budget", "record", "fact", "peer"};
    const char *dot = strchr(need, '.');
    bool row = !b->selector->for_budget && !b->selector->for_total;
    if (!dot && b->selector->for_facts &&
        jx_key_index(jx_ind_keys, JX_IND_COUNT, jx_str_of(need)) < 0) {
        bool peer = strcmp(need, "peer") == 0;
        *out =
            (struct jx_bound_need){.scope = peer ? JX_SCOPE_PEER : JX_SCOPE_FACT,
                                   .field = peer ? (struct jx_str){0} : jx_str_of(need)};
        return;
    }
    if (!dot) {
        bind_key(b, need, need, JX_SCOPE_ROW, row ? jx_ind_keys : jx_fund_keys,
                 row ? JX_IND_COUNT : JX_FUND_COUNT, out);
        return;
    }
    struct jx_str scope = {need, (size_t)(dot - need)};
    if (jx_str_is(scope, "budget"))
        bind_key(b, need, dot + 1, JX_SCOPE_BUDGET, jx_fund_keys, JX_FUND_COUNT, out);
    else if (jx_str_is(scope, "record"))
        bind_key(b, need, dot + 1, JX_SCOPE_RECORD, jx_record_keys, JX_REC_COUNT, out);
    else if (jx_str_is(scope, "fact"))
        bind_fact(b, need, dot + 1, JX_SCOPE_FACT, out);
    else if (jx_str_is(scope, "peer"))
        bind_fact(b, need, dot + 1, JX_SCOPE_PEER, out);
    else
        unknown_need(b, need, need, scopes, 4);
}

static struct jx_pair_needs find_pair(const struct jx_rule *rule,
                                      const struct jx_bound_need *bound)
{
    struct jx_pair_needs pair = {0};
    unsigned found = 0;
    for (uint8_t i = 0; bound && rule->need_count == 3 && i < 3; i++) {
        uint8_t type = rule->needs[i].type;
        if (bound[i].scope != JX_SCOPE_ROW)
            break;
        if (bound[i].key == JX_IND_NATURE && type == JX_T_TEXT)
            found |= 1, pair.nature = i;
        else if (bound[i].key == JX_IND_TARGET && type == JX_T_NUMBER)
            found |= 2, pair.target = i;
        else if (bound[i].key == JX_IND_ACTUAL && type == JX_T_NUMBER)
            found |= 4, pair.actual = i;
    }
    pair.all = found == 7;
    return pair;
}

void bind_needs(struct compile *c, const struct jx_json *node,
                struct jx_selector *selector)
{
    const struct jx_rule *rule = selector->rule;
    struct jx_bound_need *bound = take(c, rule->need_count, sizeof *bound);
    struct binding b = {c, node, selector};
    for (size_t i = 0; bound && i < rule->need_count; i++)
        bind_need(&b, rule->needs[i].name, &bound[i]);
    selector->needs = bound;
    selector->pair_needs = find_pair(rule, bound);
}

/* ---- parameters ---- */

/* Any JSON value as a parameter holds it; inside lists everything but null is allowed. */
static bool to_value(struct compile *c, const struct jx_json *node, struct jx_value *out)
{
    *out = (struct jx_value){.key = node->key};
    switch (node->type) {
    case JX_JSON_NUMBER:
        out->type = JX_T_NUMBER;
        return node_number(c, node, NULL, NULL, &out->number);
    case JX_JSON_STRING:
        out->type = JX_T_TEXT;
        out->text = node->text;
        return true;
    case JX_JSON_TRUE:
    case JX_JSON_FALSE:
        out->type = JX_T_FLAG;
        out->flag = node->type == JX_JSON_TRUE;
        return true;
    case JX_JSON_NULL:
        bad(c, node, NULL, _("null is no value of a parameter"));
        return false;
    default: break;
    }
    struct jx_value *items = take(c, node->count, sizeof *items);
    out->type = node->type == JX_JSON_ARRAY ? JX_T_LIST : JX_T_MAP;
    out->items = items;
    for (const struct jx_json *m = items ? node->child : NULL; m; m = m->next)
        if (!to_value(c, m, &items[out->count++]))
            return false;
    return items != NULL;
}

static bool number_fits(struct compile *c, const struct jx_json *node,
                        const struct jx_param *param, struct jx_dec number)
{
    bool low = param->has_min && jx_dec_cmp(number, param->min) < 0;
    bool high = param->has_max && jx_dec_cmp(number, param->max) > 0;
    if (!low && !high)
        return true;
    char bound[64];
    jx_dec_print(low ? param->min : param->max, bound);
    bad(c, node, jx_lang_translate(param->text),
        low ? _("parameter '%s': %s is below the least value, %s")
            : _("parameter '%s': %s is above the greatest value, %s"),
        param->name, node->text.p, bound);
    return false;
}

static void set_param(struct compile *c, const struct jx_json *node,
                      const struct jx_param *param, struct jx_value *out)
{
    static const char *const type_names[] = {[JX_T_NUMBER] = N_("a number"),
                                             [JX_T_TEXT] = N_("a text"),
                                             [JX_T_FLAG] = N_("true or false"),
                                             [JX_T_LIST] = N_("a list")};
    if (!to_value(c, node, out))
        return;
    bool fits =
        out->type == param->type || (param->type == JX_T_LIST && out->type == JX_T_MAP);
    bool known = param->type < sizeof type_names / sizeof *type_names;
    if (!fits && known && type_names[param->type]) {
        bad(c, node, jx_lang_translate(param->text), _("parameter '%s': expected %s"),
            param->name, _(type_names[param->type]));
    } else if (out->type == JX_T_NUMBER) {
        number_fits(c, node, param, out->number);
    } else if (out->type == JX_T_TEXT && param->choices) {
        node_word(c, node, param->choices);
    }
}

static void unknown_params(struct compile *c, const struct jx_json *params,
                           const struct jx_rule *rule)
{
    const char **names = take(c, rule->param_count + 1, sizeof *names);
    for (size_t i = 0; names && i < rule->param_count; i++)
        names[i] = rule->params[i].name;
    for (const struct jx_json *m = names ? params->child : NULL; m; m = m->next) {
        bool known = jx_str_is(m->key, "note");
        for (size_t i = 0; !known && i < rule->param_count; i++)
            known = jx_str_is(m->key, names[i]);
        if (!known)
            bad(c, m, did_you_mean(c, m->key.p, names),
                _("the rule %s has no parameter '%s'"), rule->name, m->key.p);
    }
}

void set_params(struct compile *c, const struct jx_json *node,
                struct jx_selector *selector)
{
    const struct jx_rule *rule = selector->rule;
    const struct jx_json *params = get(c, node, "params", JX_JSON_OBJECT);
    struct jx_value *values = take(c, rule->param_count, sizeof *values);
    selector->params = values;
    if (params)
        unknown_params(c, params, rule);
    for (size_t i = 0; values && i < rule->param_count; i++) {
        const struct jx_param *param = &rule->params[i];
        const struct jx_json *given = jx_json_get(params, param->name);
        values[i] = param->value;
        if (given)
            set_param(c, given, param, &values[i]);
        else if (!param->has_default)
            bad(c, node, jx_lang_translate(param->text),
                _("the rule %s needs its parameter '%s' set"), rule->name, param->name);
    }
}
