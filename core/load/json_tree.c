/* json_tree.c: walking and merging JSON nodes. Parsing is in json.c. */
#include "json.h"

#include "decimal.h"
#include "strbuf.h"
#include "utf8.h"

#include <stdio.h>
#include <string.h>

struct jx_json *jx_json_get(const struct jx_json *node, const char *key)
{
    if (!node || node->type != JX_JSON_OBJECT)
        return NULL;
    for (struct jx_json *m = node->child; m; m = m->next)
        if (jx_str_is(m->key, key))
            return m;
    return NULL;
}

void jx_json_rename(struct jx_json *node, const char *file)
{
    node->file = file;
    for (struct jx_json *m = node->child; m; m = m->next)
        jx_json_rename(m, file); /* at most JX_JSON_DEPTH deep */
}

/* ---- paths ---- */

struct step {
    const struct jx_json *node; /* of an object: its key is the step */
    size_t index;               /* of an array */
    bool in_array;
};

/* The steps from root to node; -1 when node is not below root. */
static int find_steps(const struct jx_json *root, const struct jx_json *node,
                      struct step *steps, int depth)
{
    if (root == node)
        return depth;
    size_t index = 0;
    for (const struct jx_json *c = root->child; c && depth < JX_JSON_DEPTH + 1;
         c = c->next, index++) {
        steps[depth] = (struct step){c, index, root->type == JX_JSON_ARRAY};
        int found = find_steps(c, node, steps, depth + 1);
        if (found >= 0)
            return found;
    }
    return -1;
}

static bool plain_key(struct jx_str key)
{
    for (size_t i = 0; i < key.n; i++) {
        unsigned char c = (unsigned char)key.p[i];
        bool fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                    (c >= '0' && c <= '9') || c == '_' || c == '-' || c >= 0x80;
        if (!fine)
            return false;
    }
    return key.n > 0;
}

void jx_json_path(const struct jx_json *root, const struct jx_json *node, char *out,
                  size_t size)
{
    struct step steps[JX_JSON_DEPTH + 2];
    int count = root && node ? find_steps(root, node, steps, 0) : -1;
    size_t used = 0;
    if (size == 0)
        return;
    int n = snprintf(out, size, "%s", count < 0 ? "" : "$");
    for (int i = 0; i < count && n >= 0 && (used += (size_t)n) < size; i++) {
        const struct step *s = &steps[i];
        if (s->in_array)
            n = snprintf(out + used, size - used, "[%zu]", s->index);
        else if (plain_key(s->node->key))
            n = snprintf(out + used, size - used, ".%s", s->node->key.p);
        else
            n = snprintf(out + used, size - used, "[\"%s\"]", s->node->key.p);
    }
    out[jx_utf8_cut(out, strlen(out))] = '\0';
}

/* ---- printing and comparing ---- */

void jx_json_print(const struct jx_json *node, struct jx_strbuf *out)
{
    static const char *const words[] = {"null", "false", "true"};
    bool object = node->type == JX_JSON_OBJECT;
    if (node->type <= JX_JSON_TRUE) {
        jx_strbuf_puts(out, words[node->type]);
    } else if (node->type == JX_JSON_NUMBER) {
        jx_strbuf_puts(out, node->text.p);
    } else if (node->type == JX_JSON_STRING) {
        jx_strbuf_json(out, node->text.p, node->text.n);
    } else {
        jx_strbuf_putc(out, object ? '{' : '[');
        for (const struct jx_json *m = node->child; m; m = m->next) {
            jx_strbuf_puts(out, m == node->child ? "" : ", ");
            if (object) {
                jx_strbuf_json(out, m->key.p, m->key.n);
                jx_strbuf_puts(out, ": ");
            }
            jx_json_print(m, out); /* at most JX_JSON_DEPTH deep */
        }
        jx_strbuf_putc(out, object ? '}' : ']');
    }
}

static bool same_members(const struct jx_json *a, const struct jx_json *b)
{
    for (const struct jx_json *m = a->child; m; m = m->next) {
        const struct jx_json *other = jx_json_get(b, m->key.p);
        if (!jx_str_is(m->key, "note") && (!other || !jx_json_same(m, other)))
            return false;
    }
    return true;
}

bool jx_json_same(const struct jx_json *a, const struct jx_json *b)
{
    struct jx_dec x, y;
    if (a->type != b->type)
        return false;
    if (a->type == JX_JSON_OBJECT)
        return same_members(a, b) && same_members(b, a);
    if (a->type == JX_JSON_NUMBER && jx_dec_parse(a->text, &x) &&
        jx_dec_parse(b->text, &y))
        return jx_dec_cmp(x, y) == 0;
    if (a->type != JX_JSON_ARRAY)
        return a->type <= JX_JSON_TRUE || jx_str_eq(a->text, b->text);
    const struct jx_json *m = a->child, *n = b->child;
    for (; m && n && jx_json_same(m, n); m = m->next)
        n = n->next;
    return !m && !n;
}

/* ---- inheritance ---- */

static struct jx_json *copy_node(struct jx_arena *arena, const struct jx_json *node)
{
    struct jx_json *copy = jx_arena_alloc(arena, sizeof *copy);
    if (copy) {
        *copy = *node; /* nodes do not change once built: what hangs below is shared */
        copy->next = NULL;
    }
    return copy;
}

static struct jx_json *merge_members(struct jx_arena *arena, const struct jx_json *base,
                                     struct jx_json *child);

struct jx_json *jx_json_merge(struct jx_arena *arena, const struct jx_json *base,
                              struct jx_json *child)
{
    if (child->type != JX_JSON_OBJECT)
        return copy_node(arena, child);
    return merge_members(arena, base && base->type == JX_JSON_OBJECT ? base : NULL,
                         child);
}

static bool append(struct jx_json *object, struct jx_json ***end, struct jx_json *member)
{
    if (!member)
        return false;
    **end = member;
    *end = &member->next;
    object->count++;
    return true;
}

/* base may be NULL: then only the nulls of child are dropped. */
static struct jx_json *merge_members(struct jx_arena *arena, const struct jx_json *base,
                                     struct jx_json *child)
{
    struct jx_json *result = copy_node(arena, child);
    if (!result)
        return NULL;
    result->child = NULL;
    result->count = 0;
    struct jx_json **end = &result->child;
    for (struct jx_json *b = base ? base->child : NULL; b; b = b->next) {
        struct jx_json *c = jx_json_get(child, b->key.p);
        if (c && c->type == JX_JSON_NULL)
            continue;
        if (!append(result, &end, c ? jx_json_merge(arena, b, c) : copy_node(arena, b)))
            return NULL;
    }
    for (struct jx_json *c = child->child; c; c = c->next) {
        if (c->type == JX_JSON_NULL || (base && jx_json_get(base, c->key.p)))
            continue;
        if (!append(result, &end, jx_json_merge(arena, NULL, c)))
            return NULL;
    }
    return result;
}
