/* json_edit.c: finds the bytes of a value, or the place for a new one, by the marks of the
 * strict scan. It never rewrites what it does not change: notes, order and layout of a
 * pack are its author's. */
#include "json_edit.h"

#include "json.h"
#include "json_scan.h"
#include "lang.h"
#include "strbuf.h"

#include <string.h>

struct edit {
    struct jx_arena *arena;
    const char *file;
    struct jx_str text; /* without a BOM */
    size_t bom;         /* its bytes, which stand before text */
    const struct jx_json *root;
    struct jx_json_scan scan;
    struct jx_error *err;
};

/* A value of the tree with its mark; the marks are in the order of the document. */
struct spot {
    const struct jx_json *node;
    size_t mark;
};

static bool open_text(struct edit *e, struct jx_arena *arena, const char *file,
                      struct jx_str text, struct jx_error *err)
{
    size_t bom = jx_str_starts(text, jx_str_of("\xef\xbb\xbf")) ? 3 : 0;
    *e = (struct edit){.arena = arena, .file = file, .bom = bom, .err = err};
    e->text = (struct jx_str){text.p + bom, text.n - bom};
    e->root = jx_json_parse(arena, text, file, 1, err);
    if (!e->root)
        return false;
    e->scan = (struct jx_json_scan){.arena = arena, .text = e->text};
    return jx_json_scan(&e->scan) ||
           jx_fail_memory(e->err, e->file); /* it has been parsed: it is JSON */
}

static size_t marks_of(const struct jx_json *node)
{
    size_t count = 1;
    for (const struct jx_json *m = node->child; m; m = m->next)
        count += marks_of(m); /* at most JX_JSON_DEPTH deep */
    return count;
}

/* The member `key` of an object, or (NULL) its last child; node NULL: none. */
static struct spot child_of(struct spot parent, const char *key)
{
    struct spot spot = {parent.node->child, parent.mark + 1};
    while (spot.node &&
           (key ? !jx_str_is(spot.node->key, key) : spot.node->next != NULL)) {
        spot.mark += marks_of(spot.node);
        spot.node = spot.node->next;
    }
    return spot;
}

/* The text with bytes [from, to) replaced. */
static bool splice(const struct edit *e, size_t from, size_t to,
                   const struct jx_strbuf *with, struct jx_str *out)
{
    size_t n = e->bom + e->text.n - (to - from) + with->len;
    char *p = with->failed ? NULL : jx_arena_alloc(e->arena, n + 1);
    if (!p)
        return jx_fail_memory(e->err, e->file);
    memcpy(p, e->text.p - e->bom, e->bom + from);
    memcpy(p + e->bom + from, with->text, with->len);
    memcpy(p + e->bom + from + with->len, e->text.p + to, e->text.n - to);
    *out = (struct jx_str){p, n};
    return true;
}

/* ---- style ---- */

static const struct jx_json_mark *mark_of(const struct edit *e, struct spot spot)
{
    return &e->scan.marks[spot.mark];
}

/* Adds what stands between two children: ", ", or a line break with the indentation of
 * the last child where the first stands on a line of its own. */
static void add_gap(const struct edit *e, struct spot parent, struct spot last,
                    struct jx_strbuf *out)
{
    const char *p = e->text.p;
    size_t open = mark_of(e, parent)->offset, at = mark_of(e, last)->offset;
    const char *line =
        memchr(p + open, '\n', e->scan.marks[parent.mark + 1].offset - open);
    jx_strbuf_puts(out, line ? "," : ", ");
    if (!line)
        return;
    bool cr = line > p && line[-1] == '\r';
    while (at > 0 && p[at - 1] != '\n')
        at--;
    size_t indent = 0;
    while (p[at + indent] == ' ' || p[at + indent] == '\t')
        indent++;
    jx_strbuf_puts(out, cr ? "\r\n" : "\n");
    jx_strbuf_add(out, p + at, indent);
}

/* Puts `child` (with its key, in an object) behind the last child of parent. */
static bool add_child(const struct edit *e, struct spot parent,
                      const struct jx_strbuf *child, struct jx_str *out)
{
    const struct jx_json_mark *mark = mark_of(e, parent);
    struct spot last = child_of(parent, NULL);
    struct jx_strbuf with = {.failed = child->failed};
    size_t from = mark->offset + 1, to = mark->end - 1;
    bool lines = !last.node && parent.node == e->root; /* an empty file gets lines */
    if (last.node) {
        from = to = mark_of(e, last)->end;
        add_gap(e, parent, last, &with);
    }
    jx_strbuf_puts(&with, lines ? "\n  " : "");
    jx_strbuf_add(&with, child->text, child->len);
    jx_strbuf_puts(&with, lines ? "\n" : "");
    bool ok = splice(e, from, to, &with, out);
    jx_strbuf_free(&with);
    return ok;
}

/* ---- the two changes ---- */

/* "a": {"b": value} for the steps that are missing. */
static void add_members(struct jx_strbuf *out, const char *const *steps, size_t depth,
                        struct jx_str value)
{
    for (size_t i = 0; i < depth; i++) {
        jx_strbuf_puts(out, i ? "{" : "");
        jx_strbuf_json(out, steps[i], strlen(steps[i]));
        jx_strbuf_puts(out, ": ");
    }
    jx_strbuf_add(out, value.p, value.n);
    for (size_t i = 1; i < depth; i++)
        jx_strbuf_putc(out, '}');
}

bool jx_json_set(struct jx_arena *arena, const char *file, struct jx_str text,
                 const char *const *steps, size_t depth, struct jx_str value,
                 struct jx_str *out, struct jx_error *err)
{
    struct edit e;
    struct jx_strbuf with = {0};
    if (!open_text(&e, arena, file, text, err))
        return false;
    struct spot at = {e.root, 0};
    for (size_t i = 0; i < depth; i++) {
        if (at.node->type != JX_JSON_OBJECT)
            return jx_fail(err, file, at.node->line,
                           _("no object stands here to set '%s' in; mend it by hand"),
                           steps[i]);
        struct spot next = child_of(at, steps[i]);
        if (!next.node) {
            add_members(&with, steps + i, depth - i, value);
            bool added = add_child(&e, at, &with, out);
            jx_strbuf_free(&with);
            return added;
        }
        at = next;
    }
    jx_strbuf_add(&with, value.p, value.n);
    bool ok = splice(&e, mark_of(&e, at)->offset, mark_of(&e, at)->end, &with, out);
    jx_strbuf_free(&with);
    return ok;
}

bool jx_json_append(struct jx_arena *arena, const char *file, struct jx_str text,
                    struct jx_str value, struct jx_str *out, struct jx_error *err)
{
    struct edit e;
    struct jx_strbuf child = {0};
    if (!open_text(&e, arena, file, text, err))
        return false;
    if (e.root->type != JX_JSON_ARRAY)
        return jx_fail(err, file, e.root->line, _("expected a list […]"));
    jx_strbuf_add(&child, value.p, value.n);
    bool ok = add_child(&e, (struct spot){e.root, 0}, &child, out);
    jx_strbuf_free(&child);
    return ok;
}
