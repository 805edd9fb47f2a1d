/* compile_selectors.c: indicators.json: which rule scores which rows. */
#include "compile.h"

#include "framework.h"
#include "lang.h"
#include "strbuf.h"

#include <string.h>

enum { PRIORITY_MAX = 1000000 };

struct jx_patterns get_kinds(struct compile *c, const struct jx_json *when,
                             const char *key)
{
    static const char *const kinds[] = {"figure", "words",      "date",
                                        "blank",  "unreadable", NULL};
    const struct jx_json *node = jx_json_get(when, key);
    struct jx_patterns list = get_patterns(c, when, key);
    bool single = node && node->type == JX_JSON_STRING;
    for (const struct jx_json *n = !node    ? NULL
                                   : single ? node
                                            : node->child;
         n; n = single ? NULL : n->next)
        if (n->type == JX_JSON_STRING)
            node_word(c, n, kinds);
    return list;
}

static void compile_when(struct compile *c, const struct jx_json *node,
                         struct jx_selector *selector)
{
    static const char *const keys[] = {"part",   "form", "level1", "level2",
                                       "nature", "name", "target", NULL};
    static const char *const parts[] = {"budget", "total", NULL};
    static const char *const of_rows[] = {"level1", "level2", "nature", "name", "target"};
    const struct jx_json *when = get(c, node, "when", JX_JSON_OBJECT);
    if (!when)
        return;
    only_keys(c, when, keys);
    selector->form = get_patterns(c, when, "form");
    selector->level1 = get_patterns(c, when, "level1");
    selector->level2 = get_patterns(c, when, "level2");
    selector->nature = get_natures(c, when, "nature");
    selector->name = get_patterns(c, when, "name");
    selector->target = get_kinds(c, when, "target");
    const struct jx_json *part = jx_json_get(when, "part");
    int word = part ? node_word(c, part, parts) : -1;
    selector->for_budget = word == 0;
    selector->for_total = word == 1;
    for (size_t i = 0; word >= 0 && i < sizeof of_rows / sizeof *of_rows; i++) {
        const struct jx_json *row = jx_json_get(when, of_rows[i]);
        if (row)
            bad(c, row, _("leave it out"), _("'%s' is of rows, the part '%s' has none"),
                of_rows[i], parts[word]);
    }
}

/* "KEY" or "KEY: which part of it"; results name the source by its title. */
const char *compile_clause(struct compile *c, const struct jx_json *clause)
{
    if (!clause || !is_type(c, clause, JX_JSON_STRING))
        return "";
    size_t len = strcspn(clause->text.p, ":");
    struct jx_str key = {clause->text.p, len};
    const char **keys = take(c, c->pack->source_count + 1, sizeof *keys);
    for (size_t i = 0; keys && i < c->pack->source_count; i++) {
        const struct jx_source *source = &c->pack->sources[i];
        keys[i] = source->key;
        if (!jx_str_is(key, source->key))
            continue;
        struct jx_str rest = {clause->text.p + len, clause->text.n - len};
        if (!rest.n)
            return source->title;
        rest = jx_str_trim((struct jx_str){rest.p + 1, rest.n - 1});
        const char *full = jx_arena_format(&c->pack->arena, "%s %.*s", source->title,
                                           (int)rest.n, rest.p);
        c->failed |= !full;
        return full;
    }
    const char *name = jx_arena_copy(&c->pack->arena, key.p, key.n);
    const char *near = name && keys ? did_you_mean(c, name, keys) : NULL;
    bad(c, clause, near ? near : _("describe it under 'sources' in pack.json"),
        _("the clause names an unknown source '%s'"), name ? name : "");
    return "";
}

enum jx_missing compile_missing_of(struct compile *c, const struct jx_json *node,
                                   const struct jx_json *own,
                                   const struct jx_json *pack_root)
{
    int word = own ? node_word(c, own, missing_words) : -1;
    if (word >= 0)
        return (enum jx_missing)word;
    const struct jx_json *policy =
        jx_json_get(jx_json_get(pack_root, "missing"), node->key.p);
    for (int i = 0; policy && policy->type == JX_JSON_STRING && missing_words[i]; i++)
        if (jx_str_is(policy->text, missing_words[i]))
            return (enum jx_missing)i;
    return c->pack->missing;
}

void compile_rule(struct compile *c, const struct jx_json *node,
                  const struct jx_json *name, struct jx_selector *selector)
{
    if (!name)
        bad(c, node, NULL, _("the key '%s' is missing"), "rule");
    const struct jx_rule *rule = name ? use_rule(c, name) : NULL;
    if (!rule)
        return;
    selector->rule = rule;
    if (!(selector->for_total ? rule->has_total : rule->has_score)) {
        bad(c, name, NULL, _("the rule %s has no function '%s'"), rule->name,
            selector->for_total ? "total" : "score");
        return;
    }
    bind_needs(c, name, selector);
    set_params(c, node, selector);
}

static void compile_selector(struct compile *c, const struct jx_json *node,
                             const struct jx_json *pack_root,
                             struct jx_selector *selector)
{
    static const char *const keys[] = {"when",     "rule",    "params", "clause",
                                       "priority", "missing", NULL};
    *selector =
        (struct jx_selector){.key = node->key.p, .file = node->file, .line = node->line};
    only_keys(c, node, keys);
    compile_when(c, node, selector);
    const struct jx_json *priority = jx_json_get(node, "priority");
    if (priority)
        node_int(c, priority, -PRIORITY_MAX, PRIORITY_MAX, &selector->priority);
    selector->clause = compile_clause(c, jx_json_get(node, "clause"));
    selector->missing =
        compile_missing_of(c, node, jx_json_get(node, "missing"), pack_root);
    compile_rule(c, node, jx_json_get(node, "rule"), selector);
}

static bool overlap(const struct jx_selector *a, const struct jx_selector *b)
{
    return a->priority == b->priority && a->for_budget == b->for_budget &&
           a->for_total == b->for_total && patterns_overlap(&a->form, &b->form) &&
           patterns_overlap(&a->level1, &b->level1) &&
           patterns_overlap(&a->level2, &b->level2) &&
           patterns_overlap(&a->nature, &b->nature) &&
           patterns_overlap(&a->target, &b->target) &&
           patterns_overlap(&a->name, &b->name);
}

static void check_overlaps(struct compile *c, const struct jx_json *nodes)
{
    const struct jx_selector *list = c->pack->selectors;
    for (size_t j = 1; j < c->pack->selector_count; j++)
        for (size_t i = 0; i < j; i++)
            if (overlap(&list[i], &list[j]))
                bad(c, jx_json_get(nodes, list[j].key),
                    _("give the narrower one a higher 'priority'"),
                    _("'%s' and '%s' both have priority %d and can apply to the same "
                      "row"),
                    list[i].key, list[j].key, list[j].priority);
}

/* pack.json may set the missing policy of single selectors and items: those must exist. */
static void check_missing_keys(struct compile *c, const struct jx_json *pack_root)
{
    const struct jx_json *missing = jx_json_get(pack_root, "missing");
    size_t count = c->pack->selector_count + 2;
    for (size_t f = 0; f < c->pack->framework_count; f++)
        count += c->pack->frameworks[f].item_count;
    const char **keys = take(c, count, sizeof *keys);
    if (!missing || missing->type != JX_JSON_OBJECT || !keys)
        return;
    const struct jx_json *indicators = c->root;
    c->root = pack_root;
    keys[0] = "default";
    for (size_t i = 0; i < c->pack->selector_count; i++)
        keys[i + 1] = c->pack->selectors[i].key;
    size_t n = c->pack->selector_count + 1;
    for (size_t f = 0; f < c->pack->framework_count; f++)
        for (size_t i = 0; i < c->pack->frameworks[f].item_count; i++)
            keys[n++] = c->pack->frameworks[f].items[i].selector.key;
    only_keys(c, missing, keys);
    for (const struct jx_json *m = missing->child; m; m = m->next)
        if (!jx_str_is(m->key, "note") && !jx_str_is(m->key, "default"))
            node_word(c, m, missing_words);
    c->root = indicators;
}

void compile_selectors(struct compile *c, const struct jx_json *pack_root)
{
    static const char *const keys[] = {"selectors", "frameworks", NULL};
    const struct jx_json *nodes = NULL, *frameworks = NULL;
    if (c->root) {
        only_keys(c, c->root, keys);
        nodes = get(c, c->root, "selectors", JX_JSON_OBJECT);
        frameworks = get(c, c->root, "frameworks", JX_JSON_OBJECT);
    }
    size_t count = nodes ? nodes->count : 0;
    struct jx_selector *list = take(c, count, sizeof *list);
    inspect_rules(c, count + count_framework_rules(frameworks));
    c->pack->selectors = list;
    for (const struct jx_json *m = nodes && !c->failed ? nodes->child : NULL; m;
         m = m->next)
        if (!jx_str_is(m->key, "note") && is_type(c, m, JX_JSON_OBJECT))
            compile_selector(c, m, pack_root, &list[c->pack->selector_count++]);
    compile_frameworks(c, frameworks, pack_root);
    if (c->failed)
        return;
    check_overlaps(c, nodes);
    check_missing_keys(c, pack_root);
    warn_unused_rules(c);
}
