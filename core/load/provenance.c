/* provenance.c: walks what a pack says, with all it inherits. What the values mean is
 * known to compile_*.c only; here they have a place, an author and a source. */
#include "provenance.h"

#include "strbuf.h"

#include <stdio.h>
#include <string.h>

enum { PATH_BYTES = 1024 };

const char *const jx_pack_part_names[JX_PART_COUNT] = {"pack.json", "indicators.json",
                                                       "forms.json"};

struct walk {
    const struct jx_pack *pack;
    enum jx_pack_part part;
    const struct jx_json *steps[JX_JSON_DEPTH + 1];
    size_t depth;
    char path[PATH_BYTES];
    jx_pack_visit *visit;
    void *ctx;
};

/* "north/pack.json" and "north/indicators.json" are of the same pack. */
static bool same_author(const char *a, const char *b)
{
    size_t n = strcspn(a, "/");
    return n == strcspn(b, "/") && memcmp(a, b, n) == 0;
}

bool jx_pack_is_own(const struct jx_pack *pack, const struct jx_json *node)
{
    return same_author(node->file, pack->name);
}

const struct jx_source *jx_clause_source(const struct jx_pack *pack, struct jx_str clause)
{
    const char *colon = clause.n ? memchr(clause.p, ':', clause.n) : NULL;
    struct jx_str key = {clause.p, colon ? (size_t)(colon - clause.p) : clause.n};
    for (size_t i = 0; i < pack->source_count; i++)
        if (jx_str_is(jx_str_trim(key), pack->sources[i].key))
            return &pack->sources[i];
    return NULL;
}

static bool is_key_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

/* The first source whose key stands in the note as a word of its own. */
static const struct jx_source *note_source(const struct jx_pack *pack,
                                           const struct jx_json *note)
{
    const struct jx_source *best = NULL;
    ptrdiff_t first = 0;
    for (size_t i = 0; i < pack->source_count; i++) {
        struct jx_str key = jx_str_of(pack->sources[i].key);
        ptrdiff_t at = jx_str_find(note->text, key);
        if (at < 0 || (best && at >= first) ||
            (at > 0 && is_key_char(note->text.p[at - 1])) ||
            ((size_t)at + key.n < note->text.n &&
             is_key_char(note->text.p[at + (ptrdiff_t)key.n])))
            continue;
        best = &pack->sources[i];
        first = at;
    }
    return best;
}

/* A source covers a value that the same pack sets: "weights" and all below it. */
static const struct jx_source *covering(const struct walk *w, const struct jx_json *node)
{
    for (size_t i = 0; i < w->pack->source_count; i++) {
        const struct jx_source *source = &w->pack->sources[i];
        if (!source->file || !same_author(source->file, node->file))
            continue;
        for (size_t k = 0; k < source->covers.count; k++)
            for (size_t n = strlen(w->path); n; n--)
                if ((!w->path[n] || w->path[n] == '.') &&
                    jx_str_glob((struct jx_str){w->path, n}, source->covers.list[k]))
                    return source;
    }
    return NULL;
}

/* The text member `key` nearest around the value, below the root, as effective. */
static const struct jx_json *nearest(const struct walk *w, const struct jx_json *root,
                                     const char *key)
{
    const struct jx_json *found = NULL;
    for (size_t i = 0; root && i + 1 < w->depth; i++) {
        root = jx_json_get(root, w->steps[i]->key.p);
        const struct jx_json *here = jx_json_get(root, key);
        if (here && here->type == JX_JSON_STRING)
            found = here;
    }
    return found;
}

/* A note speaks of what its own pack says: it is looked for in the file of whoever set
 * the value. */
static const struct jx_json *note_of(const struct walk *w, const struct jx_json *node)
{
    const struct jx_pack_source *s = w->pack->source;
    while (s && !same_author(node->file, s->name))
        s = s->parent;
    return s ? nearest(w, s->json[w->part], "note") : NULL;
}

static bool visit_value(struct walk *w, const struct jx_json *node)
{
    struct jx_pack_value value = {.part = w->part,
                                  .path = w->path,
                                  .node = node,
                                  .steps = w->steps,
                                  .depth = w->depth};
    value.clause = nearest(w, w->pack->source->effective[w->part], "clause");
    value.note = note_of(w, node);
    if (value.clause)
        value.source = jx_clause_source(w->pack, value.clause->text);
    const struct jx_json *source =
        nearest(w, w->pack->source->effective[w->part], "source");
    if (!value.source && source)
        value.source = jx_clause_source(w->pack, source->text);
    if (!value.source)
        value.source = covering(w, node);
    if (!value.source && value.note)
        value.source = note_source(w->pack, value.note);
    return w->visit(w->ctx, &value);
}

static bool walk(struct walk *w, const struct jx_json *object)
{
    size_t length = strlen(w->path);
    for (const struct jx_json *m = object->child; m; m = m->next) {
        if (jx_str_is(m->key, "note") || w->depth >= JX_JSON_DEPTH)
            continue;
        int n = snprintf(w->path + length, sizeof w->path - length, "%s%s",
                         length ? "." : "", m->key.p);
        if (n < 0 || (size_t)n >= sizeof w->path - length)
            return false;
        w->steps[w->depth++] = m;
        bool go_on =
            m->type == JX_JSON_OBJECT && m->count ? walk(w, m) : visit_value(w, m);
        w->depth--;
        w->path[length] = '\0';
        if (!go_on)
            return false;
    }
    return true;
}

bool jx_pack_values(const struct jx_pack *pack, enum jx_pack_part part,
                    jx_pack_visit *visit, void *ctx)
{
    const struct jx_json *root = pack->source->effective[part];
    struct walk w = {.pack = pack, .part = part, .visit = visit, .ctx = ctx};
    return !root || walk(&w, root);
}

bool jx_pack_is_figure(const struct jx_pack_value *value)
{
    static const char *const keys[] = {"weights", "grades",   "limits", "tolerance",
                                       "ceiling", "rounding", "levels", NULL};
    bool list = value->node->type == JX_JSON_ARRAY;
    if ((value->node->type != JX_JSON_NUMBER && !list) || value->part == JX_PART_FORMS)
        return false;
    struct jx_str last = value->steps[value->depth - 1]->key;
    if (value->part == JX_PART_INDICATORS) {
        for (size_t i = 0; i + 1 < value->depth; i++)
            if (jx_str_is(value->steps[i]->key, "params"))
                return true;
        return !list && jx_str_is(last, "weight");
    }
    if (list && (jx_str_is(last, "form") || jx_str_is(last, "has")))
        return false;
    for (size_t i = 0; keys[i]; i++)
        if (jx_str_is(value->steps[0]->key, keys[i]))
            return true;
    return false;
}

const struct jx_json *jx_pack_same_value(const struct jx_pack_source *other,
                                         const struct jx_pack_value *value)
{
    const struct jx_json *node = other->effective[value->part];
    for (size_t i = 0; node && i < value->depth; i++)
        node = jx_json_get(node, value->steps[i]->key.p);
    return node;
}
