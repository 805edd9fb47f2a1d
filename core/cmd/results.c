/* results.c: reads results back and compares them. How they are written is for the writer
 * plugins; nothing is scored here. */
#include "results.h"

#include "lang.h"
#include "utf8.h"

#include <stdio.h>
#include <string.h>

enum { RESULTS_MAX = 1024 * 1024 * 1024 };

/* ---- reading ---- */

bool jx_results_open(struct jx_results *results, const char *path, struct jx_error *err)
{
    *results = (struct jx_results){
        .path = path, .tree = jx_arena_new(0), .arena = jx_arena_new(0)};
    if (!jx_os_read(path, RESULTS_MAX, &results->bytes, err))
        return false;
    struct jx_str text = jx_str_trim((struct jx_str){results->bytes.p, results->bytes.n});
    const char *end = text.n ? memchr(text.p, '\n', text.n) : NULL;
    struct jx_error ignored;
    struct jx_str first = {text.p, end ? (size_t)(end - text.p) : text.n};
    results->lines = text.n && text.p[0] == '{' &&
                     jx_json_parse(&results->arena, first, path, 1, &ignored);
    if (results->lines)
        return true;
    const struct jx_json *root = jx_json_parse(&results->tree, text, path, 1, err);
    if (!root)
        return false;
    results->next = root->type == JX_JSON_ARRAY ? root->child : root;
    return true;
}

void jx_results_close(struct jx_results *results)
{
    jx_os_release(&results->bytes);
    jx_arena_free(&results->tree);
    jx_arena_free(&results->arena);
}

static const struct jx_json *next_line(struct jx_results *r, struct jx_error *err)
{
    while (r->at < r->bytes.n) {
        const char *start = r->bytes.p + r->at;
        const char *end = memchr(start, '\n', r->bytes.n - r->at);
        size_t n = end ? (size_t)(end - start) : r->bytes.n - r->at;
        r->at += n + 1;
        r->line++;
        struct jx_str text = jx_str_trim((struct jx_str){start, n});
        if (!text.n)
            continue;
        jx_arena_reset(&r->arena);
        return jx_json_parse(&r->arena, text, r->path, r->line, err);
    }
    return NULL;
}

const struct jx_json *jx_results_next(struct jx_results *results, struct jx_error *err)
{
    const struct jx_json *result =
        results->lines ? next_line(results, err) : results->next;
    if (!results->lines && result)
        results->next = result->next;
    if (result && !jx_json_get(result, "engine")) {
        jx_fail(err, results->path, result->line,
                _("this is no result of 'jixiao score'"));
        return NULL;
    }
    return result;
}

/* ---- comparing ---- */

static bool counts(struct jx_str key)
{
    /* words follow the language, sources the names of files */
    static const char *const passing[] = {"message", "why",        "source",
                                          "note",    "decided_at", NULL};
    for (size_t i = 0; passing[i]; i++)
        if (jx_str_is(key, passing[i]))
            return false;
    return true;
}

/* Is everything that `before` says so in `after`? */
static bool holds(const struct jx_json *before, const struct jx_json *after)
{
    if (!after || before->type != after->type)
        return false;
    if (before->type == JX_JSON_OBJECT) {
        for (const struct jx_json *m = before->child; m; m = m->next)
            if (counts(m->key) && !holds(m, jx_json_get(after, m->key.p)))
                return false;
        return true;
    }
    if (before->type != JX_JSON_ARRAY)
        return jx_json_same(before, after);
    const struct jx_json *m = before->child, *n = after->child;
    for (; m && n && holds(m, n); m = m->next)
        n = n->next;
    return !m && !n;
}

static void show(struct jx_strbuf *out, const struct jx_json *node)
{
    if (!node)
        jx_strbuf_puts(out, _("nothing"));
    else if (node->type == JX_JSON_STRING)
        jx_strbuf_plain(out, node->text.p);
    else
        jx_json_print(node, out);
}

/* `key` is a message too: keys of results in the language of the run. */
static void change(struct jx_strbuf *out, const char *label, const char *key,
                   const struct jx_json *before, const struct jx_json *after)
{
    jx_strbuf_format(out, "  %s%s%s: ", label, *label && *key ? " " : "",
                     *key ? _(key) : "");
    show(out, before);
    jx_strbuf_puts(out, " → ");
    show(out, after);
    jx_strbuf_putc(out, '\n');
}

static void compare_keys(struct jx_strbuf *out, const char *label,
                         const struct jx_json *before, const struct jx_json *after,
                         const char *const *keys)
{
    for (; *keys; keys++) {
        const struct jx_json *b = jx_json_get(before, *keys);
        const struct jx_json *a = jx_json_get(after, *keys);
        if ((b || a) && (!b || !a || !jx_json_same(b, a)))
            change(out, label, *keys, b, a);
    }
}

/* The element of `list` that is the same item or group. */
static const struct jx_json *counterpart(const struct jx_json *list,
                                         const struct jx_json *of)
{
    static const char *const ids[] = {"index", "id", "level1"};
    for (size_t k = 0; k < 3; k++) {
        const struct jx_json *id = jx_json_get(of, ids[k]);
        if (!id || id->type == JX_JSON_NULL)
            continue;
        for (const struct jx_json *m = list ? list->child : NULL; m; m = m->next) {
            const struct jx_json *other = jx_json_get(m, ids[k]);
            if (other && jx_json_same(id, other))
                return m;
        }
        return NULL;
    }
    return NULL;
}

static const char *label_of(const struct jx_json *element, char *out, size_t size)
{
    static const char *const names[] = {"name", "level1", "id"};
    const struct jx_json *index = jx_json_get(element, "index");
    const struct jx_json *name = NULL;
    for (size_t i = 0; i < 3 && (!name || !name->text.n); i++)
        name = jx_json_get(element, names[i]);
    snprintf(out, size, "%s%s%s",
             index && index->type == JX_JSON_NUMBER ? index->text.p : "",
             index && index->type == JX_JSON_NUMBER ? " " : "",
             name && name->type == JX_JSON_STRING ? name->text.p : "");
    jx_utf8_tame(out, false);
    return out;
}

/* Items and groups, each by what it is. */
static void compare_list(struct jx_strbuf *out, const struct jx_json *before,
                         const struct jx_json *after, const char *key,
                         const char *const *keys)
{
    static const char *const others[] = {N_("deduction"), N_("name"), N_("level1"),
                                         N_("level2"), NULL};
    char label[256];
    const struct jx_json *b = jx_json_get(before, key), *a = jx_json_get(after, key);
    for (const struct jx_json *m = b ? b->child : NULL; m; m = m->next) {
        const struct jx_json *other = counterpart(a, m);
        label_of(m, label, sizeof label);
        if (!other) {
            change(out, label, "", m, NULL);
            continue;
        }
        size_t told = out->len;
        compare_keys(out, label, m, other, keys);
        if (told == out->len) /* else the deduction follows the score */
            compare_keys(out, label, m, other, others);
        const struct jx_json *was = jx_json_get(m, "lines");
        const struct jx_json *is = jx_json_get(other, "lines");
        if (told == out->len && was && was->count && !holds(was, is))
            change(out, label, N_("ledger"), was, is);
    }
    for (const struct jx_json *m = a ? a->child : NULL; m; m = m->next)
        if (!counterpart(b, m))
            change(out, label_of(m, label, sizeof label), "", NULL, m);
}

/* Elements of one list that the other has nothing the same for, each used once. */
static void compare_set(struct jx_strbuf *out, const struct jx_json *list,
                        const struct jx_json *other, const char *said)
{
    for (const struct jx_json *m = list ? list->child : NULL; m; m = m->next) {
        size_t here = 0, there = 0;
        for (const struct jx_json *o = list->child; o != m; o = o->next)
            here += holds(m, o);
        for (const struct jx_json *o = other ? other->child : NULL; o; o = o->next)
            there += holds(m, o);
        if (here < there)
            continue;
        const struct jx_json *code = jx_json_get(m, "code");
        const struct jx_json *item = jx_json_get(m, "item");
        jx_strbuf_format(out, "  %s: ", said);
        jx_strbuf_plain(out, code ? code->text.p : "?");
        if (item && item->type == JX_JSON_NUMBER)
            jx_strbuf_format(out, " (%s)", item->text.p);
        jx_strbuf_putc(out, '\n');
    }
}

/* Decisions: the scores that were set, the findings that were waived, the total. */
static void compare_reviews(struct jx_strbuf *out, const struct jx_json *before,
                            const struct jx_json *after)
{
    static const char *const tops[] = {N_("total"), N_("grade"), NULL};
    static const char *const items[] = {N_("system"), N_("score"), N_("reason"),
                                        N_("who"),    N_("date"),  N_("digest"),
                                        NULL};
    size_t told = out->len;
    compare_keys(out, _("review"), before, after, tops);
    compare_list(out, before, after, "items", items);
    const struct jx_json *was = jx_json_get(before, "waived");
    const struct jx_json *is = jx_json_get(after, "waived");
    if (told == out->len && was && !holds(was, is))
        change(out, _("review"), N_("waived"), was, is);
}

void jx_results_compare(const struct jx_json *before, const struct jx_json *after,
                        struct jx_strbuf *who, struct jx_strbuf *what)
{
    static const char *const pack[] = {N_("name"), N_("version"), N_("digest"), NULL};
    static const char *const tops[] = {
        N_("name"),     N_("form"),           N_("region"), N_("year"),
        N_("unit"),     N_("total"),          N_("grade"),  N_("weights"),
        N_("fallback"), N_("reported_total"), NULL};
    static const char *const engine[] = {N_("engine"), NULL};
    static const char *const groups[] = {N_("weight"), N_("score"), NULL};
    static const char *const items[] = {N_("weight"), N_("score"),  N_("reported"),
                                        N_("rule"),   N_("clause"), NULL};
    compare_keys(who, _("pack"), jx_json_get(before, "pack"), jx_json_get(after, "pack"),
                 pack);
    compare_keys(who, "", before, after, engine);
    compare_keys(what, "", before, after, tops);
    compare_list(what, before, after, "groups", groups);
    compare_list(what, before, after, "items", items);
    const struct jx_json *was = jx_json_get(before, "adjustments");
    const struct jx_json *is = jx_json_get(after, "adjustments");
    if (was && !holds(was, is))
        change(what, "adjustments", "", was, is);
    was = jx_json_get(before, "findings");
    is = jx_json_get(after, "findings");
    compare_set(what, was, is, _("no longer found"));
    compare_set(what, is, was, _("newly found"));
    was = jx_json_get(before, "review");
    is = jx_json_get(after, "review");
    if (was && is && was->type == JX_JSON_OBJECT && is->type == JX_JSON_OBJECT)
        compare_reviews(what, was, is);
    else if (was && is && was->type != is->type)
        change(what, _("review"), "", was, is);
}
