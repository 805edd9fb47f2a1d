/* straight_names.c: what the names in a rule that runs straight through stand for: inputs,
 * parameters, verbs, functions. Looked up when the rule is read, not when it runs. */
#include "straight.h"

#include "dump.h"
#include "strbuf.h"

#include <string.h>

struct names {
    const struct jx_lua_rule *rule;
    struct jx_arena *arena;
    struct jx_straight *out;
    const char *containers[64]; /* paths of things beyond the fixed ones */
    size_t paths[64];           /* how long they are */
};

static struct jx_found value_found(enum jx_tag tag, int index)
{
    return index < 0 ? (struct jx_found){0}
                     : (struct jx_found){JX_FOUND_VALUE, (uint8_t)tag, (uint8_t)index};
}

static bool text_is(struct jx_str a, const char *b, size_t n)
{
    return a.n == n && memcmp(a.p, b, n) == 0;
}

/* The thing with that path. */
static struct jx_found find_container(const struct names *names, const char *path,
                                      size_t n)
{
    for (size_t i = JX_THING_CONTAINERS; i < names->out->things; i++)
        if (text_is((struct jx_str){path, n}, names->containers[i - JX_THING_CONTAINERS],
                    names->paths[i - JX_THING_CONTAINERS]))
            return value_found(JX_TAG_THING, (int)i);
    return (struct jx_found){0};
}

/* "budget.rate" is also read as x.budget.rate, "fact.ID.field" as x.fact.ID.field: the things
 * in between, by their paths. false: there are too many. */
static bool add_container(struct names *names, const char *path, size_t len)
{
    const size_t most = sizeof names->containers / sizeof *names->containers;
    const char *dot = memchr(path, '.', len);
    if (dot && !add_container(names, path, (size_t)(dot - path)))
        return false;
    if (find_container(names, path, len).kind)
        return true;
    size_t count = names->out->things - JX_THING_CONTAINERS;
    if (count == most)
        return false;
    names->containers[count] = path;
    names->paths[count] = len;
    names->out->things++;
    return true;
}

static bool add_containers(struct names *names)
{
    const struct jx_rule *rule = names->rule->rule;
    names->out->things = JX_THING_CONTAINERS;
    for (size_t i = 0; i < rule->need_count; i++) {
        const char *name = rule->needs[i].name;
        if (names->rule->entry[0].given[i].nested &&
            !add_container(names, name, jx_bridge_container(name)))
            return false;
    }
    return rule->need_count < 256 && rule->param_count < 256;
}

static struct jx_found find_input(const struct names *names, const char *name, size_t n)
{
    const struct jx_rule *rule = names->rule->rule;
    for (size_t i = 0; i < rule->need_count; i++)
        if (text_is(jx_str_of(rule->needs[i].name), name, n))
            return (struct jx_found){JX_FOUND_INPUT, 0, (uint8_t)i};
    return (struct jx_found){0};
}

/* Field `name` of the thing whose path is path[0, len): x itself has needs by their whole
 * names, other things those that are split behind their path. */
static struct jx_found find_below(const struct names *names, const char *path, size_t len,
                                  struct jx_str name)
{
    char whole[256];
    size_t n = len + (len > 0) + name.n;
    if (n >= sizeof whole)
        return (struct jx_found){0};
    memcpy(whole, path, len);
    whole[len] = '.';
    memcpy(whole + n - name.n, name.p, name.n);
    whole[n] = '\0';
    struct jx_found found = find_input(names, whole, n);
    if (found.kind && len > 0 &&
        (!names->rule->entry[0].given[found.index].nested ||
         jx_bridge_container(whole) != len))
        found = (struct jx_found){0};
    bool dotted = name.n && memchr(name.p, '.', name.n);
    return found.kind || dotted ? found : find_container(names, whole, n);
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

static struct jx_found find_name(const struct names *names, size_t thing,
                                 struct jx_str text)
{
    char name[128];
    if (text.n >= sizeof name)
        return (struct jx_found){0};
    memcpy(name, text.p, text.n);
    name[text.n] = '\0';
    switch (thing) {
    case JX_THING_ENV:
        return value_found(JX_TAG_THING, strcmp(name, "dec") == 0    ? JX_THING_DEC
                                         : strcmp(name, "math") == 0 ? JX_THING_MATH
                                                                     : -1);
    case JX_THING_INPUTS: return find_below(names, "", 0, text);
    case JX_THING_LEDGER: return find_ledger(name);
    case JX_THING_PARAMS: return find_param(names->rule->rule, name);
    case JX_THING_DEC:
    case JX_THING_MATH:
        return value_found(JX_TAG_FUNCTION, jx_straight_named((unsigned)thing, name));
    default:
        return find_below(names, names->containers[thing - JX_THING_CONTAINERS],
                          names->paths[thing - JX_THING_CONTAINERS], text);
    }
}

static bool find_names(struct names *names)
{
    struct jx_straight *out = names->out;
    struct jx_found *found;
    if (!add_containers(names))
        return false;
    out->found = found =
        jx_arena_array(names->arena, out->things * out->constants + 1, sizeof *found);
    for (size_t i = 0; found && i < out->things * out->constants; i++) {
        const struct jx_plain *name = &out->constant[i % out->constants];
        if (name->tag == JX_TAG_TEXT)
            found[i] = find_name(names, i / out->constants,
                                 (struct jx_str){name->text, name->n});
    }
    return found != NULL;
}

/* ---- fields known beforehand ---- */

/* What instruction i finds, if that can be told. */
static struct jx_found find_now(const struct names *names, uint32_t i)
{
    static const size_t arguments[] = {JX_THING_INPUTS, JX_THING_LEDGER};
    const struct jx_straight *out = names->out;
    unsigned op = jx_op_of(i), b = jx_op_b(i);
    size_t thing = JX_THING_ENV;
    if (op == JX_OP_GETFIELD || op == JX_OP_SELF) {
        if (b >= 2)
            return (struct jx_found){0};
        thing = arguments[b];
    } else if (op != JX_OP_GETTABUP) {
        return (struct jx_found){0};
    }
    return out->found[thing * out->constants + jx_op_c(i)];
}

/* s.param.x and dec.mul are two instructions: the first does for both, and the second is
 * there for those who jump to it. */
static bool find_beforehand(struct names *names, bool arguments_stay)
{
    struct jx_straight *out = names->out;
    struct jx_found *known =
        jx_arena_array(names->arena, out->instructions, sizeof *known);
    out->known = known;
    if (!known || !arguments_stay)
        return known != NULL;
    for (size_t i = 0; i < out->instructions; i++) {
        struct jx_found found = find_now(names, out->code[i]);
        unsigned op = jx_op_of(out->code[i]), a = jx_op_a(out->code[i]);
        uint8_t more = 0;
        while (found.tag == JX_TAG_THING && op != JX_OP_SELF) {
            uint32_t next = out->code[i + more + 1];
            if (jx_op_of(next) != JX_OP_GETFIELD || jx_op_a(next) != a ||
                jx_op_b(next) != a)
                break;
            found = out->found[found.index * out->constants + jx_op_c(next)];
            more++;
        }
        known[i] = found;
        known[i].more = more;
    }
    return true;
}

bool jx_straight_find(struct jx_straight *out, const struct jx_lua_rule *rule,
                      struct jx_arena *arena, bool arguments_stay)
{
    struct names names = {.rule = rule, .arena = arena, .out = out};
    return find_names(&names) && find_beforehand(&names, arguments_stay);
}
