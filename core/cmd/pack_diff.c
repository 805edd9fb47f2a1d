/* pack_diff.c: jixiao pack show --against and --history: what a pack changes, who changed
 * it and why. The pack as a whole is shown by pack_show.c. */
#include "pack_tools.h"

#include "lang.h"
#include "os_file.h"
#include "pack_load.h"
#include "provenance.h"

#include <string.h>

enum { CHANGES_MAX = 16 * 1024 * 1024 };

struct diff {
    const struct jx_pack_source *other;
    struct jx_strbuf *out;
    size_t count;
    const struct jx_json *told; /* the difference told last */
    bool backwards;             /* walks the other pack, for what is gone */
};

/* The outermost part around the value that the other pack has nothing for: an object that
 * was added or removed is one difference, not as many as it has values. *path: the length
 * of its path. */
static const struct jx_json *outermost(const struct diff *diff,
                                       const struct jx_pack_value *value, size_t *path)
{
    const struct jx_json *other = diff->other->effective[value->part];
    const struct jx_json *step = value->node;
    *path = 0;
    for (size_t i = 0; i < value->depth; i++) {
        step = value->steps[i];
        *path += (i > 0) + step->key.n;
        other = jx_json_get(other, step->key.p);
        if (!other)
            break;
    }
    return step;
}

/* False when the difference has been told with a value before. */
static bool heading(struct diff *diff, const char *sign,
                    const struct jx_pack_value *value, const struct jx_json **node)
{
    size_t path;
    *node = outermost(diff, value, &path);
    if (*node == diff->told)
        return false;
    diff->told = *node;
    diff->count++;
    jx_strbuf_format(diff->out, "%s %s %.*s\n", sign, jx_pack_part_names[value->part],
                     (int)path, value->path);
    return true;
}

static void line(struct diff *diff, const char *label, const struct jx_json *node)
{
    jx_strbuf_format(diff->out, "    %s: ", label);
    jx_json_print(node, diff->out);
    jx_strbuf_format(diff->out, "  (%s:%d)\n", node->file, node->line);
}

static void why(struct diff *diff, const struct jx_pack_value *value)
{
    if (value->clause)
        line(diff, _("clause"), value->clause);
    else if (value->source)
        jx_strbuf_format(diff->out, "    %s: %s\n", _("source"), value->source->title);
    if (value->source && strcmp(value->source->status, "confirmed") != 0)
        jx_strbuf_format(diff->out, "    %s: %s\n", _("status"),
                         jx_status_title(value->source->status));
    if (value->note)
        line(diff, _("note"), value->note);
}

/* Names, versions and the like differ always and say nothing about scoring. */
static bool is_identity(const struct jx_pack_value *value)
{
    static const char *const keys[] = {"name",    "title",   "version", "api",
                                       "extends", "sources", "region",  NULL};
    for (size_t i = 0; value->part == JX_PART_PACK && keys[i]; i++)
        if (jx_str_is(value->steps[0]->key, keys[i]))
            return true;
    return false;
}

static bool compare(void *ctx, const struct jx_pack_value *value)
{
    struct diff *diff = ctx;
    const struct jx_json *other = jx_pack_same_value(diff->other, value);
    if (is_identity(value) ||
        (other && (diff->backwards || jx_json_same(value->node, other))))
        return true;
    const struct jx_json *node;
    if (!heading(diff, diff->backwards ? "-" : other ? "~" : "+", value, &node))
        return true;
    if (other)
        line(diff, _("was"), other);
    line(diff, diff->backwards ? _("was") : _("is"), node);
    if (!diff->backwards)
        why(diff, value);
    return true;
}

static const struct jx_pack_file *find_file(const struct jx_pack_source *source,
                                            const char *name)
{
    for (; source; source = source->parent)
        for (size_t i = 0; i < source->file_count; i++)
            if (strcmp(source->files[i].name, name) == 0)
                return &source->files[i];
    return NULL;
}

static void compare_rules(struct diff *diff, const struct jx_pack *pack)
{
    for (size_t i = 0; i < pack->rule_count; i++) {
        const struct jx_rule *rule = &pack->rules[i];
        const char *name = rule->file ? strrchr(rule->file, '/') + 1 : NULL;
        const struct jx_pack_file *other = name ? find_file(diff->other, name) : NULL;
        if (!name || (other && jx_str_eq(other->bytes, rule->source)))
            continue;
        jx_strbuf_format(diff->out, "%s %s\n", other ? "~" : "+", rule->file);
        if (other)
            jx_strbuf_format(diff->out, "    %s: %s\n", _("was"), other->label);
        diff->count++;
    }
}

/* An ancestor's name means the ancestor as this pack has it. */
static const struct jx_pack *named_ancestor(const struct jx_pack *pack, const char *name)
{
    const struct jx_pack *p = pack->parent;
    while (p && strcmp(p->name, name) != 0)
        p = p->parent;
    return p;
}

int jx_pack_show_against(struct jx_app *app, const struct jx_pack *pack, const char *base,
                         struct jx_strbuf *out)
{
    const struct jx_pack *other = named_ancestor(pack, base);
    struct jx_pack *opened = other ? NULL : jx_pack_open(app, base);
    other = other ? other : opened;
    if (!other)
        return JX_EXIT_PACK;
    struct diff diff = {.other = other->source, .out = out};
    struct diff back = {.other = pack->source, .out = out, .backwards = true};
    jx_strbuf_format(out, _("%s %s against %s %s: ~ changed, + added, - removed\n"),
                     pack->name, pack->version, other->name, other->version);
    for (int part = 0; part < JX_PART_COUNT; part++) {
        jx_pack_values(pack, (enum jx_pack_part)part, compare, &diff);
        jx_pack_values(other, (enum jx_pack_part)part, compare, &back);
    }
    compare_rules(&diff, pack);
    jx_strbuf_format(out, _("%zu differences\n"), diff.count + back.count);
    jx_pack_free(opened);
    return JX_EXIT_DONE;
}

/* ---- history ---- */

static void print_field(struct jx_strbuf *out, const char *label,
                        const struct jx_json *entry, const char *key)
{
    const struct jx_json *node = jx_json_get(entry, key);
    if (!node || node->type == JX_JSON_NULL ||
        (node->type == JX_JSON_STRING && !node->text.n))
        return;
    jx_strbuf_format(out, "    %s: ", label);
    if (node->type == JX_JSON_STRING)
        jx_strbuf_puts(out, node->text.p);
    else
        jx_json_print(node, out);
    jx_strbuf_putc(out, '\n');
}

static const char *text_of(const struct jx_json *entry, const char *key)
{
    const struct jx_json *node = jx_json_get(entry, key);
    return node && node->type == JX_JSON_STRING ? node->text.p : "?";
}

bool jx_pack_show_history(const struct jx_pack *pack, struct jx_strbuf *out,
                          struct jx_error *err)
{
    struct jx_arena arena = jx_arena_new(0);
    struct jx_bytes bytes = {0};
    const char *path = jx_arena_format(&arena, "%s/changes.json", pack->folder);
    bool there = path && jx_os_exists(path);
    bool ok = path && (!there || jx_os_read(path, CHANGES_MAX, &bytes, err));
    const struct jx_json *root = NULL;
    if (ok && there) {
        root = jx_json_parse(&arena, (struct jx_str){bytes.p, bytes.n}, path, 1, err);
        ok = root != NULL;
    }
    for (const struct jx_json *e = root ? root->child : NULL; e; e = e->next) {
        jx_strbuf_format(out, "%s  %s  %s\n", text_of(e, "when"), text_of(e, "who"),
                         text_of(e, "name"));
        print_field(out, _("was"), e, "before");
        print_field(out, _("is"), e, "after");
        print_field(out, _("clause"), e, "clause");
        print_field(out, _("why"), e, "why");
    }
    if (ok && (!root || !root->count))
        jx_strbuf_format(out, _("%s: no changes are recorded\n"), pack->name);
    jx_os_release(&bytes);
    jx_arena_free(&arena);
    return ok;
}
