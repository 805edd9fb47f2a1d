/* test_compare.c: a result against what a case expects of it, told so that a rule author
 * sees the item, the figures and how the rule came to them. Cases are run by test.c. */
#include "test_compare.h"

#include "decimal.h"
#include "lang.h"
#include "strbuf.h"

#include <stdio.h>
#include <string.h>

void jx_case_complain(struct jx_case *t, int line, const char *path, const char *text)
{
    if (t->tested)
        jx_tested_difference(t->tested, line, path, text);
    else
        printf("%s:%d: %s: %s\n", t->file, line, path, text);
    t->differences++;
}

static void show(const struct jx_json *node, char *out, size_t size)
{
    static const char *const words[] = {"null", "false", "true"};
    if (!node)
        snprintf(out, size, "%s", _("nothing"));
    else if (node->type <= JX_JSON_TRUE)
        snprintf(out, size, "%s", words[node->type]);
    else if (node->type >= JX_JSON_ARRAY)
        snprintf(out, size, node->type == JX_JSON_ARRAY ? _("a list of %zu") : "{%zu}",
                 node->count);
    else
        snprintf(out, size, node->type == JX_JSON_STRING ? "\"%s\"" : "%s", node->text.p);
}

static bool same_scalar(const struct jx_json *want, const struct jx_json *got)
{
    struct jx_dec a, b;
    if (want->type != got->type)
        return false;
    if (want->type == JX_JSON_NUMBER && jx_dec_parse(want->text, &a) &&
        jx_dec_parse(got->text, &b))
        return jx_dec_cmp(a, b) == 0;
    return want->type <= JX_JSON_TRUE || jx_str_eq(want->text, got->text);
}

static bool matches(const struct jx_json *want, const struct jx_json *got);

static bool object_matches(const struct jx_json *want, const struct jx_json *got)
{
    for (const struct jx_json *w = want->child; w; w = w->next) {
        const struct jx_json *g = jx_json_get(got, w->key.p);
        if (strcmp(w->key.p, "note") != 0 && (!g || !matches(w, g)))
            return false;
    }
    return true;
}

static bool matches(const struct jx_json *want, const struct jx_json *got)
{
    if (want->type != got->type)
        return false;
    if (want->type == JX_JSON_OBJECT)
        return object_matches(want, got);
    if (want->type != JX_JSON_ARRAY)
        return same_scalar(want, got);
    const struct jx_json *w = want->child, *g = got->child;
    for (; w && g && matches(w, g); w = w->next)
        g = g->next;
    return !w && !g;
}

/* The item of `got` that `want` speaks of: by index or id, else by place. */
static const struct jx_json *counterpart(const struct jx_json *want,
                                         const struct jx_json *got, size_t place)
{
    static const char *const ids[] = {"index", "id", "level1"};
    for (size_t k = 0; k < 3; k++) {
        const struct jx_json *id = jx_json_get(want, ids[k]);
        for (const struct jx_json *g = got->child; id && g; g = g->next) {
            const struct jx_json *other = jx_json_get(g, ids[k]);
            if (other && same_scalar(id, other))
                return g;
        }
        if (id)
            return NULL;
    }
    const struct jx_json *g = got->child;
    while (place-- && g)
        g = g->next;
    return g;
}

static const char *text_of(const struct jx_json *node, const char *key)
{
    const struct jx_json *text = jx_json_get(node, key);
    return text && (text->type == JX_JSON_STRING || text->type == JX_JSON_NUMBER)
               ? text->text.p
               : "";
}

/* How an item that differs came to its score. */
static void explain(const struct jx_case *t, const struct jx_json *item)
{
    const struct jx_json *lines = jx_json_get(item, "lines");
    for (const struct jx_json *l = lines ? lines->child : NULL; l; l = l->next) {
        struct jx_strbuf line = {0};
        jx_strbuf_format(&line, "%s %s  %s  (%s)", text_of(l, "verb"),
                         text_of(l, "points"), text_of(l, "why"), text_of(l, "where"));
        if (!line.failed && t->tested)
            jx_tested_because(t->tested, line.text);
        else if (!line.failed)
            printf("      %s\n", line.text);
        jx_strbuf_free(&line);
    }
}

static void compare_list(struct jx_case *t, const char *path, const struct jx_json *want,
                         const struct jx_json *got)
{
    size_t place = 0;
    for (const struct jx_json *w = want->child; w; w = w->next, place++) {
        char here[256];
        const struct jx_json *g = counterpart(w, got, place);
        size_t before = t->differences;
        const char *name = text_of(g, "name");
        snprintf(here, sizeof here, "%s[%zu]%s%s", path, place, *name ? " " : "", name);
        jx_case_compare(t, here, w, g);
        if (t->differences > before && g)
            explain(t, g);
    }
}

/* Findings are a set: each expected one is there, and there is no other. */
static void compare_findings(struct jx_case *t, const char *path,
                             const struct jx_json *want, const struct jx_json *got)
{
    bool *taken = jx_arena_array(t->arena, got->count, sizeof *taken);
    size_t place = 0;
    char text[300];
    for (const struct jx_json *w = want->child; taken && w; w = w->next, place++) {
        size_t i = 0;
        const struct jx_json *g = got->child;
        while (g && (taken[i] || !matches(w, g))) {
            g = g->next;
            i++;
        }
        if (g) {
            taken[i] = true;
            continue;
        }
        const struct jx_json *code = jx_json_get(w, "code");
        snprintf(text, sizeof text, _("the finding '%s' expected here was not raised"),
                 code ? code->text.p : "?");
        jx_case_complain(t, w->line, path, text);
    }
    size_t i = 0;
    for (const struct jx_json *g = got->child; taken && g; g = g->next, i++) {
        const struct jx_json *code = jx_json_get(g, "code");
        const struct jx_json *item = jx_json_get(g, "item");
        const struct jx_json *message = jx_json_get(g, "message");
        if (taken[i])
            continue;
        snprintf(text, sizeof text, _("not expected: %s, item %s: %s"),
                 code ? code->text.p : "?",
                 item && item->type == JX_JSON_NUMBER ? item->text.p : "-",
                 message ? message->text.p : "");
        jx_case_complain(t, want->line, path, text);
    }
}

void jx_case_compare(struct jx_case *t, const char *path, const struct jx_json *want,
                     const struct jx_json *got)
{
    char here[300], a[120], b[120], text[300];
    if (want->type == JX_JSON_OBJECT && got && got->type == JX_JSON_OBJECT) {
        for (const struct jx_json *w = want->child; w; w = w->next) {
            if (strcmp(w->key.p, "note") == 0)
                continue;
            snprintf(here, sizeof here, "%s.%s", path, w->key.p);
            jx_case_compare(t, here, w, jx_json_get(got, w->key.p));
        }
    } else if (want->type == JX_JSON_ARRAY && got && got->type == JX_JSON_ARRAY) {
        bool findings =
            strlen(path) > 9 && strcmp(path + strlen(path) - 9, ".findings") == 0;
        (findings ? compare_findings : compare_list)(t, path, want, got);
    } else if (!got || !same_scalar(want, got)) {
        show(want, a, sizeof a);
        show(got, b, sizeof b);
        snprintf(text, sizeof text, _("expected %s, got %s"), a, b);
        jx_case_complain(t, want->line, path, text);
    }
}
