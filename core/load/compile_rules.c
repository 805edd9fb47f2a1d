/* compile_rules.c: which rules there are: Lua files of the pack and its ancestors, native
 * methods of plugins. A file's text is judged by the Lua room, not here. */
#include "compile.h"

#include "lang.h"
#include "strbuf.h"

#include <string.h>

static bool same_name(struct jx_str stem, const char *file)
{
    return strlen(file) == stem.n + 4 && memcmp(file, stem.p, stem.n) == 0;
}

static struct rule_entry *find_entry(const struct compile *c, struct jx_str stem)
{
    for (size_t i = 0; i < c->entry_count; i++)
        if (same_name(stem, c->entries[i].file->name))
            return &c->entries[i];
    return NULL;
}

static struct jx_str stem_of(const char *file)
{
    return (struct jx_str){file, strlen(file) - 4};
}

static void inspect(struct compile *c, const struct jx_pack_file *file, bool own)
{
    struct jx_str stem = stem_of(file->name);
    struct rule_entry *entry = &c->entries[c->entry_count++];
    *entry = (struct rule_entry){.file = file, .own = own};
    struct jx_rule *rule = &entry->rule;
    entry->faulty =
        !c->env->inspect(file->label, file->bytes, &c->pack->arena, rule, c->faults);
    rule->kind = JX_RULE_LUA;
    rule->name = jx_arena_format(&c->pack->arena, "lua:%.*s", (int)stem.n, stem.p);
    rule->file = file->label;
    rule->source = file->bytes;
    c->failed |= !rule->name;
}

void inspect_rules(struct compile *c, size_t methods)
{
    size_t files = 0;
    for (const struct jx_pack_source *s = c->source; s; s = s->parent)
        files += s->file_count;
    c->entries = take(c, files, sizeof *c->entries);
    c->rules = take(c, files + methods, sizeof *c->rules);
    for (const struct jx_pack_source *s = c->source; s && !c->failed; s = s->parent)
        for (size_t i = 0; i < s->file_count; i++) {
            const struct jx_pack_file *file = &s->files[i];
            if (jx_is_rule_file(file->name) && !find_entry(c, stem_of(file->name)))
                inspect(c, file, s == c->source);
        }
    c->pack->rules = c->rules;
}

static const struct jx_rule *enter(struct compile *c, struct jx_rule rule)
{
    rule.slot = c->pack->rule_count;
    c->rules[c->pack->rule_count] = rule;
    return &c->rules[c->pack->rule_count++];
}

static const char *near_file(struct compile *c, const char *name)
{
    const char **names = take(c, c->entry_count + 1, sizeof *names);
    for (size_t i = 0; names && i < c->entry_count; i++)
        names[i] = c->entries[i].rule.name;
    return names ? did_you_mean(c, name, names) : NULL;
}

static const struct jx_rule *use_file(struct compile *c, const struct jx_json *node)
{
    struct jx_str stem = {node->text.p + 4, node->text.n - 4};
    struct rule_entry *entry = find_entry(c, stem);
    if (!entry) {
        const char *near = near_file(c, node->text.p);
        const char *write =
            jx_arena_format(&c->pack->arena, _("add a file %s.lua"), stem.p);
        bad(c, node, near ? near : write, _("unknown rule '%s'"), node->text.p);
        return NULL;
    }
    if (!entry->used)
        entry->used = enter(c, entry->rule);
    return entry->faulty ? NULL : entry->used;
}

static const struct jx_rule *use_method(struct compile *c, const struct jx_json *node)
{
    const char *name = node->text.p + strlen("method:");
    for (size_t i = 0; i < c->pack->rule_count; i++)
        if (strcmp(c->rules[i].name, node->text.p) == 0)
            return &c->rules[i];
    const struct jx_plugin *plugin = NULL;
    const struct jx_method *method =
        c->env->method ? c->env->method(c->env->ctx, name, &plugin) : NULL;
    if (!method) {
        const char *near = did_you_mean(c, name, c->env->method_names);
        if (near || !c->plugin_lacking) /* else that fault says it all */
            bad(c, node,
                near ? near : _("see 'jixiao plugins' for the methods there are"),
                _("unknown rule '%s'"), node->text.p);
        return NULL;
    }
    return enter(c, (struct jx_rule){.name = node->text.p,
                                     .kind = JX_RULE_METHOD,
                                     .method = method,
                                     .plugin = plugin ? plugin->name : "",
                                     .start_full = method->start_full,
                                     .has_score = true,
                                     .needs = method->needs,
                                     .need_count = method->need_count,
                                     .params = method->params,
                                     .param_count = method->param_count});
}

const struct jx_rule *use_rule(struct compile *c, const struct jx_json *node)
{
    if (!is_type(c, node, JX_JSON_STRING))
        return NULL;
    if (strncmp(node->text.p, "lua:", 4) == 0)
        return use_file(c, node);
    if (strncmp(node->text.p, "method:", 7) == 0)
        return use_method(c, node);
    bad(c, node, _("write \"lua:NAME\" or \"method:NAME\""), _("unknown rule '%s'"),
        node->text.p);
    return NULL;
}

void warn_unused_rules(struct compile *c)
{
    for (size_t i = 0; i < c->entry_count; i++)
        if (c->entries[i].own && !c->entries[i].used)
            jx_fault_add(c->faults, true, c->entries[i].file->label, 0, "",
                         _("name it in a selector, or remove the file"),
                         _("no selector uses this rule"));
}
