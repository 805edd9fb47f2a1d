/* allow.c: a pack may say what packs that extend it may change; here is who breaks that.
 * Without 'allow' a child may change everything. */
#include "compile.h"

#include "lang.h"
#include "strbuf.h"

#include <stdio.h>
#include <string.h>

enum { PATH_MAX_BYTES = 512 };

/* What a pack says of itself changes nothing of how its ancestors score. */
static const char *const own_keys[] = {
    "name", "title", "version", "api",      "extends", "region", "years",
    "lang", "forms", "note",    "requires", "sources", "allow",  "recognise"};

struct check {
    struct compile *c;
    const struct jx_pack_source *ancestor;
    const struct jx_json *allow;
};

static bool allowed(const struct check *check, const char *path)
{
    for (const struct jx_json *a = check->allow->child; a; a = a->next) {
        if (a->type != JX_JSON_STRING)
            continue;
        struct jx_str whole = jx_str_of(path);
        if (jx_str_glob(whole, a->text))
            return true;
        /* "weights" allows everything below it */
        for (size_t i = 0; i < whole.n; i++)
            if (path[i] == '.' && jx_str_glob((struct jx_str){path, i}, a->text))
                return true;
    }
    return false;
}

static bool is_own_key(struct jx_str key)
{
    for (size_t i = 0; i < sizeof own_keys / sizeof *own_keys; i++)
        if (jx_str_is(key, own_keys[i]))
            return true;
    return false;
}

static void check_members(const struct check *check, const struct jx_json *object,
                          const char *above)
{
    for (const struct jx_json *m = object->child; m; m = m->next) {
        char path[PATH_MAX_BYTES];
        snprintf(path, sizeof path, "%s%s%s", above, *above ? "." : "", m->key.p);
        if ((!*above && is_own_key(m->key)) || jx_str_is(m->key, "note"))
            continue;
        if (m->type == JX_JSON_OBJECT && m->count)
            check_members(check, m, path);
        else if (!allowed(check, path))
            bad(check->c, m, _("ask for it in the 'allow' of that pack, or leave it"),
                _("pack '%s' does not let '%s' be changed"), check->ancestor->name, path);
    }
}

static bool ships(const struct jx_pack_source *source, const char *file)
{
    for (; source; source = source->parent)
        for (size_t i = 0; i < source->file_count; i++)
            if (strcmp(source->files[i].name, file) == 0)
                return true;
    return false;
}

static void check_source(const struct check *check, const struct jx_pack_source *child)
{
    for (int part = JX_PART_PACK; part <= JX_PART_INDICATORS; part++) {
        check->c->root = child->json[part];
        if (check->c->root)
            check_members(check, check->c->root, "");
    }
    for (size_t i = 0; i < child->file_count; i++) {
        const struct jx_pack_file *file = &child->files[i];
        if (jx_is_rule_file(file->name) && ships(check->ancestor, file->name) &&
            !allowed(check, file->name))
            jx_fault_add(check->c->faults, false, file->label, 0, "",
                         _("ask for it in the 'allow' of that pack, or leave it"),
                         _("pack '%s' does not let '%s' be changed"),
                         check->ancestor->name, file->name);
    }
}

void check_allowed(struct compile *c)
{
    const struct jx_json *root = c->root;
    for (const struct jx_pack_source *s = c->source; s; s = s->parent)
        for (const struct jx_pack_source *a = s->parent; a; a = a->parent) {
            struct check check = {c, a, jx_json_get(a->json[JX_PART_PACK], "allow")};
            if (check.allow && check.allow->type == JX_JSON_ARRAY)
                check_source(&check, s);
        }
    c->root = root;
}
