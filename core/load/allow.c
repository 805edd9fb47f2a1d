/* allow.c: a pack may say what packs that extend it may change, and how far; here is who
 * breaks that. Without 'allow' a child may change everything. */
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

/* Does the pattern name the path, or something around it? "weights" allows all below. */
static bool covers(struct jx_str pattern, const char *path)
{
    for (size_t n = strlen(path); n; n--)
        if ((!path[n] || path[n] == '.') &&
            jx_str_glob((struct jx_str){path, n}, pattern))
            return true;
    return false;
}

/* Is the number at most `within` (a share) away from the ancestor's? */
static bool near_enough(const struct jx_json *within, const struct jx_json *base,
                        const struct jx_json *node)
{
    struct jx_dec share, old, new;
    if (!within || !base || !node || !jx_dec_parse(within->text, &share) ||
        base->type != JX_JSON_NUMBER || node->type != JX_JSON_NUMBER ||
        !jx_dec_parse(base->text, &old) || !jx_dec_parse(node->text, &new))
        return false;
    struct jx_dec most = jx_dec_mul(jx_dec_abs(old), share);
    return jx_dec_cmp(jx_dec_abs(jx_dec_sub(new, old)), most) <= 0;
}

/* May `path` become `node` where the ancestor has `base`? (Both NULL for files.) *limit:
 * the entry that would allow a smaller change. */
static bool allowed(const struct check *check, const char *path,
                    const struct jx_json *base, const struct jx_json *node,
                    const struct jx_json **limit)
{
    *limit = NULL;
    for (const struct jx_json *a = check->allow->child; a; a = a->next) {
        const struct jx_json *pattern = jx_json_get(a, "path");
        const struct jx_json *within = jx_json_get(a, "within");
        if (a->type == JX_JSON_STRING && covers(a->text, path))
            return true;
        if (!pattern || pattern->type != JX_JSON_STRING || !covers(pattern->text, path))
            continue;
        if (!within || near_enough(within, base, node))
            return true;
        *limit = within;
    }
    return false;
}

static void refuse(const struct check *check, const struct jx_json *node,
                   const char *path, const struct jx_json *base,
                   const struct jx_json *limit)
{
    struct jx_dec share;
    char percent[64];
    if (limit && base && jx_dec_parse(limit->text, &share)) {
        jx_dec_print(jx_dec_shift(share, 2), percent);
        bad(check->c, node,
            _("stay within it, or ask for more in the 'allow' of that pack"),
            _("pack '%s' lets '%s' be changed by %s %% at most, from %s"),
            check->ancestor->name, path, percent,
            base->type == JX_JSON_NUMBER ? base->text.p : "?");
        return;
    }
    bad(check->c, node, _("ask for it in the 'allow' of that pack, or leave it"),
        _("pack '%s' does not let '%s' be changed"), check->ancestor->name, path);
}

static bool is_own_key(struct jx_str key)
{
    for (size_t i = 0; i < sizeof own_keys / sizeof *own_keys; i++)
        if (jx_str_is(key, own_keys[i]))
            return true;
    return false;
}

/* `base`: what the ancestor has in the place of `object`; NULL: nothing. */
static void check_members(const struct check *check, const struct jx_json *object,
                          const struct jx_json *base, const char *above)
{
    for (const struct jx_json *m = object->child; m; m = m->next) {
        char path[PATH_MAX_BYTES];
        const struct jx_json *limit, *old = jx_json_get(base, m->key.p);
        snprintf(path, sizeof path, "%s%s%s", above, *above ? "." : "", m->key.p);
        if ((!*above && is_own_key(m->key)) || jx_str_is(m->key, "note"))
            continue;
        if (m->type == JX_JSON_OBJECT && m->count)
            check_members(check, m, old, path);
        else if (!allowed(check, path, old, m, &limit))
            refuse(check, m, path, old, limit);
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
            check_members(check, check->c->root, check->ancestor->effective[part], "");
    }
    for (size_t i = 0; i < child->file_count; i++) {
        const struct jx_pack_file *file = &child->files[i];
        const struct jx_json *limit;
        if (jx_is_rule_file(file->name) && ships(check->ancestor, file->name) &&
            !allowed(check, file->name, NULL, NULL, &limit))
            jx_fault_add(check->c->faults, false, file->label, 0, "",
                         _("ask for it in the 'allow' of that pack, or leave it"),
                         _("pack '%s' does not let '%s' be changed"),
                         check->ancestor->name, file->name);
    }
}

/* The list of the pack itself; ancestors' lists are theirs to check. */
static void check_list(struct compile *c)
{
    static const char *const keys[] = {"path", "within", NULL};
    struct jx_dec share;
    c->root = c->source->json[JX_PART_PACK];
    const struct jx_json *list = get(c, c->root, "allow", JX_JSON_ARRAY);
    for (const struct jx_json *m = list ? list->child : NULL; m; m = m->next) {
        if (m->type == JX_JSON_STRING)
            continue;
        if (m->type != JX_JSON_OBJECT) {
            bad(c, m, NULL,
                _("expected \"PATH\" or {\"path\": \"PATH\", \"within\": 0.2}"));
            continue;
        }
        only_keys(c, m, keys);
        if (!get(c, m, "path", JX_JSON_STRING))
            bad(c, m, NULL, _("the key '%s' is missing"), "path");
        get_number(c, m, "within", "0", NULL, &share);
    }
}

void check_allowed(struct compile *c)
{
    const struct jx_json *root = c->root;
    check_list(c);
    for (const struct jx_pack_source *s = c->source; s; s = s->parent)
        for (const struct jx_pack_source *a = s->parent; a; a = a->parent) {
            struct check check = {c, a, jx_json_get(a->json[JX_PART_PACK], "allow")};
            if (check.allow && check.allow->type == JX_JSON_ARRAY)
                check_source(&check, s);
        }
    c->root = root;
}
