/* compile_frameworks.c: "frameworks" of indicators.json: fixed trees of indicators to a
 * flat list of leaves. How they are scored is not known here. */
#include "compile.h"

#include "framework.h"
#include "lang.h"
#include "strbuf.h"

#include <string.h>

/* One framework being built; the arrays have room for every node of the tree. */
struct tree {
    struct compile *c;
    const struct jx_json *pack_root;
    struct jx_framework *framework;
};

/* Where in the tree a node stands, and what it takes over from the groups above it. */
struct spot {
    struct jx_str level[JX_FRAMEWORK_DEPTH];
    int depth;  /* levels above: 0 at the top */
    int option; /* in framework->options, or -1 */
    const struct jx_json *rule, *clause, *missing, *judged;
};

static const struct jx_json *or_above(const struct jx_json *node, const char *key,
                                      const struct jx_json *above)
{
    const struct jx_json *own = jx_json_get(node, key);
    return own ? own : above;
}

/* ---- making room ---- */

static size_t count_objects(const struct jx_json *node, const char *key)
{
    size_t count = key ? jx_json_get(node, key) != NULL : node->type == JX_JSON_OBJECT;
    for (const struct jx_json *m = node->child; m; m = m->next)
        count += count_objects(m, key); /* at most JX_JSON_DEPTH deep */
    return count;
}

size_t count_framework_rules(const struct jx_json *frameworks)
{
    /* A leaf may take over the rule of a group: that is no other rule. */
    return frameworks ? count_objects(frameworks, "rule") : 0;
}

/* ---- weights ---- */

/* The parts of `node` add up to `sum`, and should to `want`. */
static void check_sum(struct tree *t, const struct jx_json *node, struct jx_dec sum,
                      struct jx_dec want)
{
    char have[64], wanted[64], gap[64];
    int order = jx_dec_cmp(sum, want);
    if (order == 0)
        return;
    jx_dec_print(sum, have);
    jx_dec_print(want, wanted);
    jx_dec_print(jx_dec_abs(jx_dec_sub(want, sum)), gap);
    const char *hint = jx_arena_format(&t->c->pack->arena,
                                       order < 0 ? _("add %s to one of them, or write %s")
                                                 : _("take %s off, or write %s"),
                                       gap, have);
    bad(t->c, node, hint, _("the weights below add up to %s, here stands %s"), have,
        wanted);
}

static struct jx_dec node_weight(struct tree *t, const struct jx_json *node)
{
    struct jx_dec weight = {0, 0};
    if (!jx_json_get(node, "weight"))
        bad(t->c, node, _("a whole or decimal number of points"),
            _("the key '%s' is missing"), "weight");
    get_number(t->c, node, "weight", "0", NULL, &weight);
    return weight;
}

/* ---- ids and names ---- */

static bool id_taken(const struct jx_framework *f, const char *id)
{
    bool taken = false;
    for (size_t i = 0; i < f->item_count && !taken; i++)
        taken = strcmp(f->items[i].selector.key, id) == 0;
    for (size_t i = 0; i < f->choice_count && !taken; i++)
        taken = strcmp(f->choices[i].id, id) == 0;
    return taken;
}

static const char *node_id(struct tree *t, const struct jx_json *node)
{
    const char *id = node->key.p;
    if (!*id || strchr(id, '.'))
        bad(t->c, node, _("points part the id from its fields, as in fact.ID.field"),
            _("'%s' is no id of an item"), id);
    else if (id_taken(t->framework, id))
        bad(t->c, node, _("facts name items by their id: give this one another"),
            _("the id '%s' stands twice in the framework"), id);
    return id;
}

static struct jx_str node_name(struct tree *t, const struct jx_json *node)
{
    if (!jx_json_get(node, "name"))
        bad(t->c, node, NULL, _("the key '%s' is missing"), "name");
    return jx_str_of(get_text(t->c, node, "name", node->key.p));
}

/* ---- leaves ---- */

static void add_split(struct tree *t, const struct jx_json *node, struct jx_dec weight,
                      struct jx_split *split)
{
    struct jx_dec *parts = take(t->c, node->count, sizeof *parts);
    struct jx_dec sum = {0, 0};
    split->parts = parts;
    for (const struct jx_json *m = parts ? node->child : NULL; m; m = m->next) {
        node_number(t->c, m, "0", NULL, &parts[split->count]);
        sum = jx_dec_add(sum, parts[split->count++]);
    }
    check_sum(t, node, sum, weight);
}

/* "by_unit": {"splits": [[8, 8], [5, 5, 6]]} */
static void add_splits(struct tree *t, const struct jx_json *node,
                       struct jx_framework_item *item)
{
    static const char *const keys[] = {"splits", NULL};
    const struct jx_json *unit = get(t->c, node, "by_unit", JX_JSON_OBJECT);
    item->by_unit = unit != NULL;
    if (!unit)
        return;
    only_keys(t->c, unit, keys);
    const struct jx_json *splits = get(t->c, unit, "splits", JX_JSON_ARRAY);
    struct jx_split *list = splits ? take(t->c, splits->count, sizeof *list) : NULL;
    item->splits = list;
    for (const struct jx_json *m = list ? splits->child : NULL; m; m = m->next)
        if (is_type(t->c, m, JX_JSON_ARRAY))
            add_split(t, m, item->weight, &list[item->split_count++]);
}

static void add_leaf(struct tree *t, const struct jx_json *node, struct spot spot,
                     struct jx_dec *weight)
{
    static const char *const keys[] = {"name",   "weight", "rule", "params",  "clause",
                                       "nature", "target", "unit", "by_unit", "missing",
                                       "items",  "judged", NULL};
    struct compile *c = t->c;
    only_keys(c, node, keys);
    const char *id = node_id(t, node);
    struct jx_framework_item *item = &t->framework->items[t->framework->item_count++];
    *item = (struct jx_framework_item){.option = spot.option};
    item->weight = *weight = node_weight(t, node);
    item->name = node_name(t, node);
    item->level1 = spot.depth > 0 ? spot.level[0] : item->name;
    item->level2 = spot.depth > 1 ? spot.level[1] : (struct jx_str){"", 0};
    item->nature = jx_str_of(get_text(c, node, "nature", ""));
    item->target = jx_str_of(get_text(c, node, "target", ""));
    item->unit = jx_str_of(get_text(c, node, "unit", ""));
    add_splits(t, node, item);
    if (item->by_unit && spot.depth == 1)
        item->level2 = item->name; /* its indicators stand below it */
    const struct jx_json *judged = or_above(node, "judged", spot.judged);
    item->judged = judged && judged->type == JX_JSON_TRUE;
    if (judged && judged->type != JX_JSON_FALSE)
        is_type(c, judged, JX_JSON_TRUE);
    item->selector = (struct jx_selector){
        .key = id, .file = node->file, .line = node->line, .for_facts = true};
    item->selector.clause = compile_clause(c, or_above(node, "clause", spot.clause));
    item->selector.missing = compile_missing_of(
        c, node, or_above(node, "missing", spot.missing), t->pack_root);
    compile_rule(c, node, or_above(node, "rule", spot.rule), &item->selector);
}

/* ---- groups ---- */

static void add_node(struct tree *t, const struct jx_json *node, struct spot spot,
                     struct jx_dec *weight);

/* Adds the members of "items"; returns their sum. */
static struct jx_dec add_members(struct tree *t, const struct jx_json *items,
                                 struct spot spot)
{
    struct jx_dec sum = {0, 0};
    for (const struct jx_json *m = items->child; m; m = m->next) {
        struct jx_dec weight = {0, 0};
        if (is_note(m) || !is_type(t->c, m, JX_JSON_OBJECT))
            continue;
        add_node(t, m, spot, &weight);
        sum = jx_dec_add(sum, weight);
    }
    return sum;
}

/* Every option carries the whole weight, for exactly one of them counts. */
static void add_choice(struct tree *t, const struct jx_json *node,
                       const struct jx_json *items, struct spot spot,
                       struct jx_dec *weight)
{
    struct jx_framework *f = t->framework;
    if (spot.option >= 0) {
        bad(t->c, node, _("write all groups into one choice"),
            _("a choice cannot stand within another"));
        return;
    }
    size_t place = f->choice_count;
    const char *id = node_id(t, node);
    struct jx_choice *choice = &f->choices[f->choice_count++];
    *choice = (struct jx_choice){
        .id = id,
        .level1 = spot.level[0],
        .name = spot.level[spot.depth - 1],
        .weight = node_weight(t, node),
        .fact = get_text(t->c, node, "choose", ""),
        .missing = compile_missing_of(t->c, node, spot.missing, t->pack_root)};
    *weight = choice->weight;
    for (const struct jx_json *m = items->child; m; m = m->next) {
        struct jx_dec own = {0, 0};
        if (is_note(m) || !is_type(t->c, m, JX_JSON_OBJECT))
            continue;
        spot.option = (int)f->option_count;
        f->options[f->option_count++] = (struct jx_option){
            m->key.p, jx_str_of(get_text(t->c, m, "name", m->key.p)), place};
        add_node(t, m, spot, &own);
        check_sum(t, m, own, choice->weight);
    }
}

static void add_group(struct tree *t, const struct jx_json *node,
                      const struct jx_json *items, struct spot spot,
                      struct jx_dec *weight)
{
    static const char *const keys[] = {"name",   "weight",  "items",  "choose", "rule",
                                       "clause", "missing", "judged", NULL};
    only_keys(t->c, node, keys);
    if (spot.depth >= JX_FRAMEWORK_DEPTH - 1) {
        bad(t->c, node, _("first level, second level, indicator"),
            _("a tree has at most three levels"));
        return;
    }
    spot.level[spot.depth++] = node_name(t, node);
    spot.rule = or_above(node, "rule", spot.rule);
    spot.clause = or_above(node, "clause", spot.clause);
    spot.missing = or_above(node, "missing", spot.missing);
    spot.judged = or_above(node, "judged", spot.judged);
    if (jx_json_get(node, "choose")) {
        add_choice(t, node, items, spot, weight);
        return;
    }
    *weight = add_members(t, items, spot);
    if (jx_json_get(node, "weight"))
        check_sum(t, node, *weight, node_weight(t, node));
}

static void add_node(struct tree *t, const struct jx_json *node, struct spot spot,
                     struct jx_dec *weight)
{
    const struct jx_json *items = get(t->c, node, "items", JX_JSON_OBJECT);
    if (items)
        add_group(t, node, items, spot, weight);
    else
        add_leaf(t, node, spot, weight);
}

/* ---- the whole ---- */

static void add_framework(struct tree *t, const struct jx_json *node)
{
    static const char *const keys[] = {"form",   "total",          "items",
                                       "rule",   "clause",         "missing",
                                       "judged", "not_applicable", NULL};
    struct compile *c = t->c;
    struct jx_framework *f = t->framework;
    size_t room = count_objects(node, NULL);
    *f = (struct jx_framework){.key = node->key.p, .total = jx_dec_int(100)};
    f->items = take(c, room, sizeof *f->items);
    f->options = take(c, room, sizeof *f->options);
    f->choices = take(c, room, sizeof *f->choices);
    only_keys(c, node, keys);
    f->form = get_patterns(c, node, "form");
    if (!jx_json_get(node, "form"))
        bad(c, node, NULL, _("the key '%s' is missing"), "form");
    get_number(c, node, "total", "0", NULL, &f->total);
    f->not_applicable = get_patterns(c, node, "not_applicable");
    const struct jx_json *items = get(c, node, "items", JX_JSON_OBJECT);
    if (!jx_json_get(node, "items"))
        bad(c, node, NULL, _("the key '%s' is missing"), "items");
    struct spot spot = {.option = -1,
                        .rule = jx_json_get(node, "rule"),
                        .clause = jx_json_get(node, "clause"),
                        .missing = jx_json_get(node, "missing"),
                        .judged = jx_json_get(node, "judged")};
    if (items && !c->failed)
        check_sum(t, node, add_members(t, items, spot), f->total);
}

static void check_forms_once(struct tree *t, const struct jx_json *node)
{
    const struct jx_framework *list = t->c->pack->frameworks;
    for (const struct jx_framework *f = list; f < t->framework; f++)
        if (f->form.count && t->framework->form.count &&
            patterns_overlap(&f->form, &t->framework->form))
            bad(t->c, node, _("remove one with null, or give it another 'form'"),
                _("'%s' and '%s' are frameworks of the same form"), f->key,
                t->framework->key);
}

void compile_frameworks(struct compile *c, const struct jx_json *frameworks,
                        const struct jx_json *pack_root)
{
    struct jx_framework *list =
        frameworks ? take(c, frameworks->count, sizeof *list) : NULL;
    c->pack->frameworks = list;
    for (const struct jx_json *m = list ? frameworks->child : NULL; m && !c->failed;
         m = m->next) {
        if (is_note(m) || !is_type(c, m, JX_JSON_OBJECT))
            continue;
        struct tree tree = {c, pack_root, &list[c->pack->framework_count++]};
        add_framework(&tree, m);
        check_forms_once(&tree, m);
    }
}
