/* straight_names.c: what the names in a rule that runs straight through stand for: inputs,
 * parameters, verbs, functions. Looked up when the rule is read, not when it runs. */
#include "straight.h"

#include "strbuf.h"

#include <string.h>

static struct jx_found value_found(enum jx_tag tag, int index)
{
    return index < 0 ? (struct jx_found){0}
                     : (struct jx_found){JX_FOUND_VALUE, (uint8_t)tag, (uint8_t)index};
}

/* The thing with that path. */
static struct jx_found find_container(const struct jx_things *things, const char *path,
                                      size_t n)
{
    for (size_t i = JX_THING_CONTAINERS; i < things->count; i++)
        if (jx_str_eq(things->path[i - JX_THING_CONTAINERS], (struct jx_str){path, n}))
            return value_found(JX_TAG_THING, (int)i);
    return (struct jx_found){0};
}

/* "budget.rate" is also read as x.budget.rate, "fact.ID.field" as x.fact.ID.field: the things
 * in between, by their paths. false: there are too many. */
static bool add_container(struct jx_things *things, const char *path, size_t len)
{
    const size_t most = sizeof things->path / sizeof *things->path;
    const char *dot = memchr(path, '.', len);
    if (dot && !add_container(things, path, (size_t)(dot - path)))
        return false;
    if (find_container(things, path, len).kind)
        return true;
    size_t count = things->count - JX_THING_CONTAINERS;
    if (count == most)
        return false;
    things->path[count] = (struct jx_str){path, len};
    things->count++;
    return true;
}

bool jx_things_find(struct jx_things *things, const struct jx_lua_rule *own)
{
    const struct jx_rule *rule = own->rule;
    things->rule = own;
    things->count = JX_THING_CONTAINERS;
    for (size_t i = 0; i < rule->need_count; i++) {
        const char *name = rule->needs[i].name;
        if (own->entry[0].given[i].nested &&
            !add_container(things, name, jx_bridge_container(name)))
            return false;
    }
    return rule->need_count < 256 && rule->param_count < 256;
}

static struct jx_found find_input(const struct jx_things *things, const char *name,
                                  size_t n)
{
    const struct jx_rule *rule = things->rule->rule;
    for (size_t i = 0; i < rule->need_count; i++)
        if (jx_str_eq(jx_str_of(rule->needs[i].name), (struct jx_str){name, n}))
            return (struct jx_found){JX_FOUND_INPUT, 0, (uint8_t)i};
    return (struct jx_found){0};
}

/* Field `name` of the thing whose path is path[0, len): x itself has needs by their whole
 * names, other things those that are split behind their path. */
static struct jx_found find_below(const struct jx_things *things, struct jx_str path,
                                  struct jx_str name)
{
    char whole[256];
    size_t n = path.n + (path.n > 0) + name.n;
    if (n >= sizeof whole)
        return (struct jx_found){0};
    memcpy(whole, path.p, path.n);
    whole[path.n] = '.';
    memcpy(whole + n - name.n, name.p, name.n);
    whole[n] = '\0';
    struct jx_found found = find_input(things, whole, n);
    if (found.kind && path.n > 0 &&
        (!things->rule->entry[0].given[found.index].nested ||
         jx_bridge_container(whole) != path.n))
        found = (struct jx_found){0};
    bool dotted = name.n && memchr(name.p, '.', name.n);
    return found.kind || dotted ? found : find_container(things, whole, n);
}

static struct jx_found find_ledger(const char *name)
{
    static const struct {
        const char *name;
        struct jx_found found;
    } fields[] = {
        {"full", {JX_FOUND_FULL, 0, 0}},
        {"param", {JX_FOUND_VALUE, JX_TAG_THING, JX_THING_PARAMS}},
        {"award", {JX_FOUND_VALUE, JX_TAG_VERB, JX_AWARD}},
        {"deduct", {JX_FOUND_VALUE, JX_TAG_VERB, JX_DEDUCT}},
        {"reject", {JX_FOUND_VALUE, JX_TAG_VERB, JX_REJECT}},
        {"unscored", {JX_FOUND_VALUE, JX_TAG_VERB, JX_UNSCORED}},
        {"find", {JX_FOUND_VALUE, JX_TAG_VERB, JX_FIND}},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (strcmp(fields[i].name, name) == 0)
            return fields[i].found;
    return (struct jx_found){0};
}

static struct jx_found find_param(const struct jx_rule *rule, const char *name)
{
    for (size_t i = 0; i < rule->param_count; i++)
        if (strcmp(rule->params[i].name, name) == 0)
            return (struct jx_found){JX_FOUND_PARAM, 0, (uint8_t)i};
    return (struct jx_found){0};
}

struct jx_found jx_things_field(const struct jx_things *things, const struct jx_plain *of,
                                const struct jx_plain *field)
{
    char name[128];
    if (of->tag != JX_TAG_THING || field->tag != JX_TAG_TEXT || field->n >= sizeof name)
        return (struct jx_found){0};
    memcpy(name, field->text, field->n);
    name[field->n] = '\0';
    struct jx_str text = {name, field->n};
    switch (of->n) {
    case JX_THING_ENV:
        return value_found(JX_TAG_THING, strcmp(name, "dec") == 0    ? JX_THING_DEC
                                         : strcmp(name, "math") == 0 ? JX_THING_MATH
                                                                     : -1);
    case JX_THING_INPUTS: return find_below(things, (struct jx_str){"", 0}, text);
    case JX_THING_LEDGER: return find_ledger(name);
    case JX_THING_PARAMS: return find_param(things->rule->rule, name);
    case JX_THING_DEC:
    case JX_THING_MATH:
        return value_found(JX_TAG_FUNCTION, jx_straight_named(of->n, name));
    default: return find_below(things, things->path[of->n - JX_THING_CONTAINERS], text);
    }
}
