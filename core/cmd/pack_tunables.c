/* pack_tunables.c: finds what can be tuned in a pack, from the rules' declarations and the
 * merged files. Showing and changing it is for the files beside this one. */
#include "pack_params.h"

#include "lang.h"

#include <string.h>

/* ---- collecting ---- */

static const char *json_text(struct jx_tunables *t, const struct jx_json *node)
{
    struct jx_strbuf text = {0};
    jx_json_print(node, &text);
    char *copy = text.failed ? NULL : jx_arena_copy(t->arena, text.text, text.len);
    t->failed |= !copy;
    jx_strbuf_free(&text);
    return copy ? copy : "";
}

static void value_json(const struct jx_value *value, struct jx_strbuf *out)
{
    char number[64];
    switch (value->type) {
    case JX_T_NUMBER:
        jx_dec_print(value->number, number);
        jx_strbuf_puts(out, number);
        return;
    case JX_T_TEXT: jx_strbuf_json(out, value->text.p, value->text.n); return;
    case JX_T_FLAG: jx_strbuf_puts(out, value->flag ? "true" : "false"); return;
    default: break;
    }
    bool map = value->type == JX_T_MAP;
    jx_strbuf_putc(out, map ? '{' : '[');
    for (size_t i = 0; i < value->count; i++) {
        jx_strbuf_puts(out, i ? ", " : "");
        if (map) {
            jx_strbuf_json(out, value->items[i].key.p, value->items[i].key.n);
            jx_strbuf_puts(out, ": ");
        }
        value_json(&value->items[i], out); /* as deep as a rule's table */
    }
    jx_strbuf_putc(out, map ? '}' : ']');
}

static const char *default_text(const struct jx_tunables *t, const struct jx_param *p)
{
    struct jx_strbuf text = {0};
    if (!p->has_default)
        return "";
    value_json(&p->value, &text);
    char *copy = text.failed ? NULL : jx_arena_copy(t->arena, text.text, text.len);
    jx_strbuf_free(&text);
    return copy ? copy : "";
}

static struct jx_tunable *add(struct jx_tunables *t)
{
    struct jx_tunable *list =
        jx_arena_grow(t->arena, t->list, t->count, &t->capacity, sizeof *list);
    if (!list) {
        t->failed = true;
        return NULL;
    }
    t->list = list;
    list[t->count] = (struct jx_tunable){0};
    return &list[t->count++];
}

/* Keys from the root down, with those of `more` (NULL-terminated) behind. */
static const char *const *keep_steps(struct jx_tunables *t,
                                     const struct jx_json *const *steps, size_t depth,
                                     const char *const *more)
{
    const char **list = jx_arena_array(t->arena, depth + 3, sizeof *list);
    t->failed |= !list;
    for (size_t i = 0; list && i < depth; i++)
        list[i] = steps[i]->key.p;
    for (size_t i = 0; list && more[i]; i++)
        list[depth + i] = more[i];
    return list;
}

static const char *where_set(struct jx_tunables *t, const struct jx_json *node)
{
    char *text = jx_arena_format(t->arena, "%s:%d", node->file, node->line);
    t->failed |= !text;
    return text;
}

struct collect {
    const struct jx_pack *pack;
    struct jx_tunables *out;
    const struct jx_json *steps[JX_JSON_DEPTH + 1];
    size_t depth;
};

static const struct jx_rule *find_rule(const struct jx_pack *pack, const char *name)
{
    for (size_t i = 0; i < pack->rule_count; i++)
        if (strcmp(pack->rules[i].name, name) == 0)
            return &pack->rules[i];
    return NULL;
}

/* "KEY.PARAM" for selectors, "frameworks.….PARAM" for items of a framework. */
static const char *param_name(struct collect *c, const char *param)
{
    struct jx_strbuf text = {0};
    for (size_t i = jx_str_is(c->steps[0]->key, "selectors") ? 1 : 0; i < c->depth; i++)
        jx_strbuf_format(&text, "%s.", c->steps[i]->key.p);
    jx_strbuf_puts(&text, param);
    char *name = text.failed ? NULL : jx_arena_copy(c->out->arena, text.text, text.len);
    c->out->failed |= !name;
    jx_strbuf_free(&text);
    return name ? name : "";
}

static const char *plain_text(struct jx_tunables *tunables, const struct jx_tunable *t)
{
    if (t->node)
        return t->node->type == JX_JSON_STRING ? t->node->text.p : t->value;
    struct jx_str text = t->declared->value.text;
    char *copy = jx_arena_copy(tunables->arena, text.p, text.n);
    tunables->failed |= !copy;
    return copy ? copy : "";
}

static void add_params(struct collect *c, const struct jx_json *object,
                       const struct jx_rule *rule, const struct jx_json *clause)
{
    const struct jx_json *params = jx_json_get(object, "params");
    for (size_t i = 0; i < rule->param_count; i++) {
        const struct jx_param *param = &rule->params[i];
        struct jx_tunable *t = add(c->out);
        if (!t)
            return;
        const char *const more[] = {"params", param->name, NULL};
        t->part = JX_PART_INDICATORS;
        t->name = param_name(c, param->name);
        t->steps = keep_steps(c->out, c->steps, c->depth, more);
        t->depth = c->depth + 2;
        t->declared = param;
        t->node = jx_json_get(params, param->name);
        t->value = t->node ? json_text(c->out, t->node) : default_text(c->out, param);
        t->plain = param->type == JX_T_TEXT ? plain_text(c->out, t) : t->value;
        t->origin = t->node      ? where_set(c->out, t->node)
                    : rule->file ? rule->file
                                 : rule->name;
        t->clause = clause ? clause->text.p : "";
        t->source = clause ? jx_clause_source(c->pack, clause->text) : NULL;
    }
}

/* Every object that names a rule, or sets parameters of the rule named around it. */
static void collect_params(struct collect *c, const struct jx_json *object,
                           const struct jx_json *rule, const struct jx_json *clause)
{
    const struct jx_json *own = jx_json_get(object, "rule");
    const struct jx_json *here = jx_json_get(object, "clause");
    rule = own && own->type == JX_JSON_STRING ? own : rule;
    clause = here && here->type == JX_JSON_STRING ? here : clause;
    const struct jx_rule *found = rule ? find_rule(c->pack, rule->text.p) : NULL;
    if (found && (own || jx_json_get(object, "params")))
        add_params(c, object, found, clause);
    for (const struct jx_json *m = object->child; m; m = m->next) {
        if (m->type != JX_JSON_OBJECT || c->depth >= JX_JSON_DEPTH ||
            jx_str_is(m->key, "params") || jx_str_is(m->key, "when"))
            continue;
        c->steps[c->depth++] = m;
        collect_params(c, m, rule, clause);
        c->depth--;
    }
}

/* Parameters of rules are listed with what the rule declares of them. */
static bool is_parameter(const struct jx_pack_value *value)
{
    for (size_t i = 0; value->part == JX_PART_INDICATORS && i + 1 < value->depth; i++)
        if (jx_str_is(value->steps[i]->key, "params"))
            return true;
    return false;
}

static bool add_figure(void *ctx, const struct jx_pack_value *value)
{
    struct collect *c = ctx;
    static const char *const none[] = {NULL};
    struct jx_tunable *t =
        jx_pack_is_figure(value) && !is_parameter(value) ? add(c->out) : NULL;
    if (!t)
        return !c->out->failed;
    t->part = value->part;
    t->name = jx_arena_copy(c->out->arena, value->path, strlen(value->path));
    t->steps = keep_steps(c->out, value->steps, value->depth, none);
    t->depth = value->depth;
    t->node = value->node;
    t->plain = t->value = json_text(c->out, value->node);
    t->origin = where_set(c->out, value->node);
    t->clause = value->clause ? value->clause->text.p : "";
    t->source = value->source;
    c->out->failed |= !t->name;
    return !c->out->failed;
}

bool jx_tunables_list(const struct jx_pack *pack, struct jx_arena *arena,
                      struct jx_tunables *out)
{
    *out = (struct jx_tunables){.arena = arena};
    struct collect c = {.pack = pack, .out = out};
    const struct jx_json *root = pack->source->effective[JX_PART_INDICATORS];
    if (root)
        collect_params(&c, root, NULL, NULL);
    return !out->failed && jx_pack_values(pack, JX_PART_INDICATORS, add_figure, &c) &&
           jx_pack_values(pack, JX_PART_PACK, add_figure, &c) && !out->failed;
}

const struct jx_tunable *jx_tunable_find(const struct jx_tunables *tunables,
                                         const char *name, struct jx_error *err)
{
    const char **names =
        jx_arena_array(tunables->arena, tunables->count + 1, sizeof *names);
    for (size_t i = 0; names && i < tunables->count; i++) {
        names[i] = tunables->list[i].name;
        if (strcmp(names[i], name) == 0)
            return &tunables->list[i];
    }
    const char *near = names ? jx_nearest(name, names) : NULL;
    if (near)
        jx_fail_kind(err, JX_ERR_USAGE, NULL, 0,
                     _("no parameter '%s': did you mean '%s'?"), name, near);
    else
        jx_fail_kind(err, JX_ERR_USAGE, NULL, 0,
                     _("no parameter '%s': 'jixiao pack params' lists them"), name);
    return NULL;
}

/* ---- facts ---- */

static const char *bound_text(const struct jx_tunables *t, bool there,
                              struct jx_dec bound)
{
    char text[64];
    size_t n = jx_dec_print(bound, text);
    const char *copy = there ? jx_arena_copy(t->arena, text, n) : "";
    return copy ? copy : "";
}

static const char *choice_text(const struct jx_tunables *t, const char *const *choices)
{
    struct jx_strbuf text = {0};
    for (; choices && *choices; choices++)
        jx_strbuf_format(&text, "%s%s", text.len ? " | " : "",
                         **choices ? *choices : "\"\"");
    const char *copy =
        text.len && !text.failed ? jx_arena_copy(t->arena, text.text, text.len) : "";
    jx_strbuf_free(&text);
    return copy ? copy : "";
}

struct jx_tunable_facts jx_tunable_facts(const struct jx_tunables *tunables,
                                         const struct jx_tunable *tunable)
{
    static const char *const types[] = {[JX_T_NUMBER] = N_("a number"),
                                        [JX_T_TEXT] = N_("a text"),
                                        [JX_T_FLAG] = N_("true or false"),
                                        [JX_T_LIST] = N_("a list")};
    const struct jx_param *p = tunable->declared;
    if (!p)
        return (struct jx_tunable_facts){
            tunable->node->type == JX_JSON_ARRAY ? _("a list") : _("a number"),
            "",
            "",
            "",
            "",
            ""};
    bool known = p->type < sizeof types / sizeof *types && types[p->type];
    return (struct jx_tunable_facts){known ? _(types[p->type]) : "",
                                     bound_text(tunables, p->has_min, p->min),
                                     bound_text(tunables, p->has_max, p->max),
                                     choice_text(tunables, p->choices),
                                     default_text(tunables, p),
                                     p->text && *p->text ? _(p->text) : ""};
}
