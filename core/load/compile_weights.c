/* compile_weights.c: the templates of weights of pack.json: which groups weigh what in which
 * form, and which template is used. Handing weights out is the business of core/score. */
#include "compile.h"

#include "lang.h"
#include "strbuf.h"

#include <string.h>

static const char most_points[] = "1000000";

/* ---- groups and their parts ---- */

static struct jx_weight_group *find_group(const struct jx_weights *weights,
                                          struct jx_weight_group *list,
                                          struct jx_str level1)
{
    for (size_t i = 0; i < weights->group_count; i++)
        if (jx_str_eq(list[i].level1, level1))
            return &list[i];
    return NULL;
}

/* What would mend a sum: the first member that the pack itself sets, by `gap`; or the sum
 * as the whole. */
static const char *weights_fix(struct compile *c, const struct jx_json *node,
                               struct jx_dec gap, const char *sum)
{
    struct jx_dec weight;
    char text[64];
    for (const struct jx_json *m = node->child; m; m = m->next) {
        if (m->type != JX_JSON_NUMBER || strcmp(m->file, node->file) != 0 ||
            !jx_dec_parse(m->text, &weight))
            continue;
        weight = jx_dec_add(weight, gap);
        if (jx_dec_cmp(weight, jx_dec_int(0)) < 0)
            continue;
        jx_dec_print(weight, text);
        return jx_arena_format(&c->pack->arena,
                               _("for one, '%s' could be %s; or write %s as the whole"),
                               m->key.p, text, sum);
    }
    return _("mend a part or the whole");
}

static void check_sum(struct compile *c, const struct jx_json *node, struct jx_dec sum,
                      struct jx_dec want, bool of_groups)
{
    char have[64], should[64];
    if (jx_dec_cmp(sum, want) == 0)
        return;
    jx_dec_print(sum, have);
    jx_dec_print(want, should);
    const char *hint = weights_fix(c, node, jx_dec_sub(want, sum), have);
    if (of_groups)
        bad(c, node, hint, _("the groups add up to %s, the total is %s"), have, should);
    else
        bad(c, node, hint, _("the parts add up to %s, the group has %s"), have, should);
}

static void read_parts(struct compile *c, const struct jx_json *node,
                       struct jx_weight_group *group)
{
    struct jx_weight_part *parts = take(c, node->count, sizeof *parts);
    struct jx_dec sum = {0, 0};
    for (const struct jx_json *m = parts ? node->child : NULL; m; m = m->next) {
        struct jx_weight_part *part = &parts[group->level2_count];
        if (is_note(m) || !node_number(c, m, "0", most_points, &part->weight))
            continue;
        part->name = squeezed(c, m->key);
        sum = jx_dec_add(sum, part->weight);
        group->level2_count++;
    }
    group->level2 = parts;
    check_sum(c, node, sum, group->weight, false);
}

static void read_level2(struct compile *c, const struct jx_json *node,
                        struct jx_weights *weights, struct jx_weight_group *list)
{
    const struct jx_json *level2 = get(c, node, "level2", JX_JSON_OBJECT);
    for (const struct jx_json *m = level2 ? level2->child : NULL; m; m = m->next) {
        if (is_note(m) || !is_type(c, m, JX_JSON_OBJECT))
            continue;
        struct jx_weight_group *group = find_group(weights, list, squeezed(c, m->key));
        if (group)
            read_parts(c, m, group);
        else
            bad(c, m, NULL, _("'%s' is no group of this template"), m->key.p);
    }
}

static struct jx_weight_group *read_groups(struct compile *c, const struct jx_json *node,
                                           struct jx_weights *weights)
{
    const struct jx_json *groups = get(c, node, "groups", JX_JSON_OBJECT);
    struct jx_weight_group *list = groups ? take(c, groups->count, sizeof *list) : NULL;
    struct jx_dec sum = {0, 0};
    for (const struct jx_json *m = list ? groups->child : NULL; m; m = m->next) {
        struct jx_weight_group *group = &list[weights->group_count];
        if (is_note(m) || !node_number(c, m, "0", most_points, &group->weight))
            continue;
        group->level1 = squeezed(c, m->key);
        sum = jx_dec_add(sum, group->weight);
        weights->group_count++;
    }
    weights->groups = list;
    if (weights->group_count)
        check_sum(c, groups, sum, weights->total, true);
    return list;
}

/* "LEVEL1" or "LEVEL1/LEVEL2": the group its rows count to. */
static void read_aliases(struct compile *c, const struct jx_json *node,
                         struct jx_weights *weights, struct jx_weight_group *list)
{
    const struct jx_json *as = get(c, node, "counts_as", JX_JSON_OBJECT);
    struct jx_weight_alias *aliases = as ? take(c, as->count, sizeof *aliases) : NULL;
    for (const struct jx_json *m = aliases ? as->child : NULL; m; m = m->next) {
        if (is_note(m) || !is_type(c, m, JX_JSON_STRING))
            continue;
        struct jx_weight_alias *alias = &aliases[weights->alias_count++];
        struct jx_str key = squeezed(c, m->key);
        ptrdiff_t slash = jx_str_find(key, jx_str_of("/"));
        alias->level1 = key;
        if (slash >= 0) {
            alias->level1.n = (size_t)slash;
            alias->level2 = (struct jx_str){key.p + slash + 1, key.n - (size_t)slash - 1};
        }
        alias->group = squeezed(c, m->text);
        if (!find_group(weights, list, alias->group))
            bad(c, m, NULL, _("'%s' is no group of this template"), m->text.p);
    }
    weights->aliases = aliases;
}

/* ---- the template ---- */

static void read_source(struct compile *c, const struct jx_json *node,
                        struct jx_weights *weights)
{
    const char *key = get_text(c, node, "source", NULL);
    weights->source = "";
    weights->status = "assumed";
    const char **keys = take(c, c->pack->source_count + 1, sizeof *keys);
    for (size_t i = 0; key && keys && i < c->pack->source_count; i++) {
        const struct jx_source *source = &c->pack->sources[i];
        keys[i] = source->key;
        if (!jx_str_is(jx_str_of(key), source->key))
            continue;
        weights->source = source->title;
        weights->status = source->status;
        return;
    }
    if (!key || !keys)
        return;
    const char *near = did_you_mean(c, key, keys);
    bad(c, jx_json_get(node, "source"),
        near ? near : _("describe it under 'sources' in pack.json"),
        _("the weights name an unknown source '%s'"), key);
}

/* in the order of enum jx_absent_group */
static const char *const absent_words[] = {"redistribute", "refuse", "lose", NULL};

static void read_template(struct compile *c, const struct jx_json *node,
                          struct jx_weights *weights)
{
    static const char *const keys[] = {"form",   "has",    "total",     "percent",
                                       "groups", "level2", "counts_as", "absent",
                                       "source", NULL};
    only_keys(c, node, keys);
    weights->name = node->key.p;
    weights->form = get_patterns(c, node, "form");
    weights->has = get_patterns(c, node, "has");
    weights->rank = JX_NOT_NAMED;
    weights->total = jx_dec_int(100);
    get_number(c, node, "total", "0", most_points, &weights->total);
    const struct jx_json *percent = jx_json_get(node, "percent");
    weights->weights_percent = percent && percent->type == JX_JSON_TRUE;
    if (percent && percent->type != JX_JSON_FALSE)
        is_type(c, percent, JX_JSON_TRUE);
    const struct jx_json *absent = jx_json_get(node, "absent");
    int word = absent ? node_word(c, absent, absent_words) : -1;
    if (word >= 0)
        weights->absent = (enum jx_absent_group)word;
    read_source(c, node, weights);
    struct jx_weight_group *groups = read_groups(c, node, weights);
    read_level2(c, node, weights, groups);
    read_aliases(c, node, weights, groups);
}

/* ---- which one is used ---- */

static struct jx_weights *find_template(struct jx_weights *list, size_t count,
                                        struct jx_str name)
{
    for (size_t i = 0; i < count; i++)
        if (jx_str_is(name, list[i].name))
            return &list[i];
    return NULL;
}

/* "weighting": a name or a list of names; the first that is for a form is used. */
static void read_weighting(struct compile *c, struct jx_weights *list)
{
    const struct jx_json *node = jx_json_get(c->root, "weighting");
    size_t count = c->pack->weight_count;
    bool single = node && node->type == JX_JSON_STRING;
    const char **names = take(c, count + 1, sizeof *names);
    int rank = 0;
    if (!node || !names || (!single && !is_type(c, node, JX_JSON_ARRAY)))
        return;
    for (size_t i = 0; i < count; i++)
        names[i] = list[i].name;
    for (const struct jx_json *n = single ? node : node->child; n;
         n = single ? NULL : n->next) {
        if (!is_type(c, n, JX_JSON_STRING))
            continue;
        struct jx_weights *named = find_template(list, count, n->text);
        if (named)
            named->rank = rank++;
        else
            bad(c, n, did_you_mean(c, n->text.p, names),
                _("there is no template of weights '%s'"), n->text.p);
    }
}

/* Two templates for one form, and nothing that tells which is meant. */
static bool ambiguous(const struct jx_pack *pack, const struct jx_weights *a,
                      const struct jx_weights *b)
{
    if (a->rank != JX_NOT_NAMED || b->rank != JX_NOT_NAMED ||
        a->has.count != b->has.count || !patterns_overlap(&a->form, &b->form))
        return false;
    for (size_t i = 0; i < pack->weight_count; i++) {
        const struct jx_weights *named = &pack->weights[i];
        if (named->rank != JX_NOT_NAMED && patterns_overlap(&named->form, &a->form) &&
            patterns_overlap(&named->form, &b->form))
            return false;
    }
    return true;
}

static void check_choice(struct compile *c, const struct jx_json *nodes)
{
    const struct jx_weights *list = c->pack->weights;
    for (size_t j = 1; j < c->pack->weight_count; j++)
        for (size_t i = 0; i < j; i++)
            if (ambiguous(c->pack, &list[i], &list[j])) {
                bad(c, jx_json_get(nodes, list[j].name),
                    _("name the one to use in 'weighting', or give each its own 'form'"),
                    _("another template of weights is for the same form"));
                break;
            }
}

void compile_weights(struct compile *c)
{
    void *array;
    const struct jx_json *m = table(c, "weights", sizeof(struct jx_weights), &array);
    struct jx_weights *list = array;
    c->pack->weights = list;
    for (; m; m = m->next)
        if (!is_note(m) && is_type(c, m, JX_JSON_OBJECT))
            read_template(c, m, &list[c->pack->weight_count++]);
    read_weighting(c, list);
    check_choice(c, jx_json_get(c->root, "weights"));
}
