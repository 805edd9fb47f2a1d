/* lock.c: lock.json pins the ancestors of a pack by version and digest, so that a changed
 * base never changes results silently. Writing it is for whoever installs packs. */
#include "compile.h"
#include "lock.h"

#include "lang.h"
#include "strbuf.h"

#include <string.h>

static const char *text_of(const struct jx_json *entry, const char *key)
{
    const struct jx_json *node = jx_json_get(entry, key);
    return node && node->type == JX_JSON_STRING ? node->text.p : "";
}

static const struct jx_json *parents_of(const struct jx_pack_source *source)
{
    const struct jx_json *parents = jx_json_get(source->lock, "parents");
    return parents && parents->type == JX_JSON_ARRAY ? parents->child : NULL;
}

/* The outermost lock counts: it was written when all of its ancestors were there. */
const struct jx_json *locked_parent(const struct jx_pack_source *first,
                                    const struct jx_pack_source *source)
{
    for (; first; first = first->parent) {
        const struct jx_json *entry = parents_of(first);
        const struct jx_pack_source *s = first;
        for (; entry && s != source; s = s->parent)
            entry = entry->next;
        if (entry)
            return entry;
        if (first == source)
            break;
    }
    return NULL;
}

const char *locked_reference(struct compile *c, const struct jx_json *entry,
                             const struct jx_json *extends)
{
    const char *name = text_of(entry, "name"), *version = text_of(entry, "version");
    size_t n = strcspn(extends->text.p, "@");
    if (strlen(name) == n && memcmp(name, extends->text.p, n) == 0 && *version)
        return jx_arena_format(&c->pack->arena, "%s@%s", name, version);
    jx_fault_add(c->faults, false, entry->file, entry->line, "$.parents",
                 _("run 'jixiao pack lock' on the pack again"),
                 _("the lock names '%s', but the pack extends '%s'"), name,
                 extends->text.p);
    return NULL;
}

static void check_entry(struct compile *c, const struct jx_json *entry,
                        const struct jx_pack_source *parent)
{
    const struct jx_json *version = jx_json_get(parent->json[JX_PART_PACK], "version");
    const char *found = version && version->type == JX_JSON_STRING ? version->text.p : "";
    const char *locked = text_of(entry, "digest");
    if (strcmp(locked, parent->digest) != 0)
        bad(c, entry,
            _("compare with 'jixiao pack show --against', then accept it with 'jixiao "
              "pack lock', or install the locked pack again"),
            _("pack '%s' has changed: locked is %s, digest %s; found in %s is %s, digest "
              "%s"),
            parent->name, text_of(entry, "version"), locked, parent->folder, found,
            parent->digest);
}

void check_locks(struct compile *c)
{
    for (const struct jx_pack_source *s = c->source; s; s = s->parent) {
        const struct jx_json *entry = parents_of(s);
        const struct jx_pack_source *parent = s->parent;
        c->root = s->lock;
        for (; entry && parent; entry = entry->next, parent = parent->parent)
            check_entry(c, entry, parent);
        if (s->lock && (entry || parent))
            bad(c, s->lock, _("run 'jixiao pack lock' on the pack again"),
                entry ? _("the lock names '%s', which the pack does not stand on")
                      : _("the lock does not name '%s', on which the pack stands"),
                entry ? text_of(entry, "name") : parent->name);
    }
}

void jx_lock_write(const struct jx_pack *pack, struct jx_strbuf *out)
{
    jx_strbuf_puts(out, "{\n  \"parents\": [");
    for (const struct jx_pack *p = pack->parent; p; p = p->parent) {
        jx_strbuf_puts(out,
                       p == pack->parent ? "\n    {\"name\": " : ",\n    {\"name\": ");
        jx_strbuf_json(out, p->name, strlen(p->name));
        jx_strbuf_puts(out, ", \"version\": ");
        jx_strbuf_json(out, p->version, strlen(p->version));
        jx_strbuf_format(out, ", \"digest\": \"%s\"}", p->digest);
    }
    jx_strbuf_puts(out, pack->parent ? "\n  ]\n}\n" : "]\n}\n");
}
