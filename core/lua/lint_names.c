/* lint_names.c: a scan of a rule's words for names that lead nowhere. The interpreter finds
 * them too, but only on the form that first reaches the line. It does not understand
 * scopes: a name declared anywhere in the file counts as known. */
#include "lint.h"

#include "env.h"
#include "lang.h"
#include "pack.h"
#include "scan.h"
#include "strbuf.h"

#include <stdio.h>
#include <string.h>

enum { PATH_BYTES = 256, BUILT_IN = 64 /* names that need no declaration */ };

struct names {
    const struct jx_rule *rule;
    const char *file;
    struct jx_words words;
    size_t *inside; /* of a word: the bracket or block around it, plus 1; 0: none */
    struct jx_arena *arena;
    struct jx_faults *faults;
    const char **known; /* names declared in the file; NULL-terminated */
    size_t known_count;
    struct jx_str x[2], s[2]; /* parameters of score and total; n 0: none */
};

static bool is(const struct names *n, size_t i, const char *text)
{
    return jx_word_is(&n->words, i, text);
}

static struct jx_str text_of(const struct names *n, size_t i)
{
    return n->words.list[i].text;
}

static char *copy_of(struct names *n, struct jx_str text)
{
    return jx_arena_copy(n->arena, text.p, text.n);
}

/* A name by itself: no field, method, label or attribute. */
static bool is_free(const struct names *n, size_t i)
{
    static const char *const before[] = {".", ":", "::", "goto", NULL};
    static const char *const attributes[] = {"const", "close", NULL};
    if (!jx_word_name(&n->words, i) || (i > 0 && jx_word_in(&n->words, i - 1, before)))
        return false;
    return !(i > 0 && is(n, i - 1, "<") && is(n, i + 1, ">") &&
             jx_word_in(&n->words, i, attributes));
}

static void tell(struct names *n, size_t i, const char *word, const char *const *words,
                 const char *text)
{
    const char *near = words ? jx_nearest(word, words) : NULL;
    const char *hint =
        near ? jx_arena_format(n->arena, _("did you mean '%s'?"), near) : NULL;
    jx_fault_add(n->faults, true, n->file, n->words.list[i].line, "", hint, text, word);
}

/* ---- what is declared ---- */

static bool know(struct names *n, struct jx_str name)
{
    char *copy = copy_of(n, name);
    if (copy)
        n->known[n->known_count++] = copy;
    return copy != NULL;
}

/* Names with commas between, from word i on: of local, for, or in brackets. */
static bool know_list(struct names *n, size_t i)
{
    while (jx_word_name(&n->words, i)) {
        if (!know(n, text_of(n, i)))
            return false;
        i++;
        if (is(n, i, "<"))
            i += 3; /* <const> */
        if (!is(n, i, ","))
            break;
        i++;
    }
    return true;
}

static bool collect(struct names *n)
{
    static const char *const always[] = {"string", "table", "math", "utf8",
                                         "dec",    "self",  "_ENV", NULL};
    size_t most = n->words.count + BUILT_IN;
    n->known = jx_arena_array(n->arena, most + 1, sizeof *n->known);
    bool ok = n->known != NULL;
    for (size_t i = 0; ok && always[i]; i++)
        ok = know(n, jx_str_of(always[i]));
    for (const luaL_Reg *f = jx_lib_base; ok && f->name; f++)
        ok = know(n, jx_str_of(f->name));
    for (size_t i = 0; ok && i < n->words.count; i++) {
        if (is(n, i, "local"))
            ok = know_list(n, is(n, i + 1, "function") ? i + 2 : i + 1);
        else if (is(n, i, "for"))
            ok = know_list(n, i + 1);
        else if (is(n, i, "function")) {
            while (i < n->words.count && !is(n, i, "("))
                i++;
            ok = know_list(n, i + 1);
        }
    }
    return ok;
}

/* For every word the bracket or function around it, so that keys of a table can be told
 * from variables. */
static bool nest(struct names *n)
{
    static const char *const opens[] = {"(",  "[",  "{",      "function",
                                        "if", "do", "repeat", NULL};
    static const char *const closes[] = {")", "]", "}", "end", "until", NULL};
    size_t depth = 0;
    size_t *stack = jx_arena_array(n->arena, n->words.count + 1, sizeof *stack);
    n->inside = jx_arena_array(n->arena, n->words.count + 1, sizeof *n->inside);
    for (size_t i = 0; stack && n->inside && i < n->words.count; i++) {
        if (depth && jx_word_in(&n->words, i, closes))
            depth--;
        n->inside[i] = depth ? stack[depth - 1] + 1 : 0;
        if (jx_word_in(&n->words, i, opens))
            stack[depth++] = i;
    }
    return stack && n->inside;
}

/* ---- globals ---- */

static bool is_key(const struct names *n, size_t i)
{
    return n->inside[i] && is(n, n->inside[i] - 1, "{") && is(n, i + 1, "=") &&
           (is(n, i - 1, "{") || is(n, i - 1, ",") || is(n, i - 1, ";"));
}

static void check_global(struct names *n, size_t i)
{
    char *name = copy_of(n, text_of(n, i));
    size_t k = 0;
    while (name && k < n->known_count && strcmp(n->known[k], name) != 0)
        k++;
    if (!name || k < n->known_count || is_key(n, i))
        return;
    if (is(n, i + 1, "=") || (i > 0 && is(n, i - 1, "function")))
        tell(n, i, name, NULL, _("the global '%s' is set; write local before it"));
    else
        tell(n, i, name, n->known, _("there is no '%s' in rules"));
}

/* ---- inputs, parameters, verbs ---- */

/* Remembers the parameters of "score = function (x, s)"; names that are declared twice in
 * the file may mean something else and are left alone. */
static void take_parameters(struct names *n, size_t i, int which)
{
    if (!is(n, i + 1, "=") || !is(n, i + 2, "function") || !is(n, i + 3, "(") ||
        !jx_word_name(&n->words, i + 4))
        return;
    n->x[which] = text_of(n, i + 4);
    if (is(n, i + 5, ",") && jx_word_name(&n->words, i + 6))
        n->s[which] = text_of(n, i + 6);
}

static size_t declared(const struct names *n, struct jx_str name)
{
    size_t count = 0;
    for (size_t k = 0; k < n->known_count; k++)
        count += jx_str_is(name, n->known[k]);
    return count;
}

static void drop_ambiguous(struct names *n)
{
    struct jx_str *lists[] = {n->x, n->s};
    for (size_t l = 0; l < 2; l++) {
        struct jx_str *p = lists[l];
        size_t uses = p[0].n && p[1].n && jx_str_eq(p[0], p[1]) ? 2 : 1;
        for (int which = 0; which < 2; which++)
            if (p[which].n && declared(n, p[which]) > uses)
                p[which].n = 0;
    }
}

static bool is_one(const struct jx_str list[2], struct jx_str name)
{
    return (list[0].n && jx_str_eq(list[0], name)) ||
           (list[1].n && jx_str_eq(list[1], name));
}

/* "budget.rate" behind x: the names that follow, with points between. */
static bool read_path(const struct names *n, size_t i, char out[PATH_BYTES])
{
    size_t used = 0;
    for (; is(n, i, ".") && jx_word_name(&n->words, i + 1); i += 2) {
        int written = snprintf(out + used, PATH_BYTES - used, "%s%.*s", used ? "." : "",
                               (int)text_of(n, i + 1).n, text_of(n, i + 1).p);
        if (written < 0 || (size_t)written >= PATH_BYTES - used)
            return false;
        used += (size_t)written;
    }
    return used > 0;
}

/* Is one the other, or the beginning of it up to a point? */
static bool leads(const char *a, const char *b)
{
    size_t n = strlen(a);
    return strncmp(a, b, n) == 0 && (!b[n] || b[n] == '.');
}

static void check_input(struct names *n, size_t i)
{
    static const char *const of_totals[] = {"items", "groups", "sum", "budget"};
    const struct jx_rule *rule = n->rule;
    char path[PATH_BYTES];
    if (!read_path(n, i + 1, path))
        return;
    const char **names = jx_arena_array(n->arena, rule->need_count + 5, sizeof *names);
    size_t count = 0;
    for (size_t k = 0; names && k < rule->need_count; k++)
        names[count++] = rule->needs[k].name;
    for (size_t k = 0; names && rule->has_total && k < 4; k++)
        names[count++] = of_totals[k];
    for (size_t k = 0; k < count; k++)
        if (leads(names[k], path) || leads(path, names[k]))
            return;
    if (names)
        tell(n, i, path, names, _("the input '%s' is not declared in needs"));
}

static void check_ledger(struct names *n, size_t i)
{
    static const char *const verbs[] = {"award", "deduct", "reject", "unscored",
                                        "find",  "cap",    "veto",   NULL};
    const struct jx_rule *rule = n->rule;
    if (is(n, i + 1, ":") && jx_word_name(&n->words, i + 2) &&
        !jx_word_in(&n->words, i + 2, verbs)) {
        char *verb = copy_of(n, text_of(n, i + 2));
        if (verb)
            tell(n, i, verb, verbs, _("the ledger has no verb '%s'"));
    }
    if (!is(n, i + 1, ".") || !is(n, i + 2, "param") || !is(n, i + 3, ".") ||
        !jx_word_name(&n->words, i + 4))
        return;
    const char **names = jx_arena_array(n->arena, rule->param_count + 1, sizeof *names);
    for (size_t k = 0; names && k < rule->param_count; k++) {
        names[k] = rule->params[k].name;
        if (jx_str_is(text_of(n, i + 4), names[k]))
            return;
    }
    char *name = names ? copy_of(n, text_of(n, i + 4)) : NULL;
    if (name)
        tell(n, i, name, names, _("the parameter '%s' is not declared in params"));
}

void jx_lint_names(const struct jx_rule *rule, const char *file,
                   const struct jx_words *words, struct jx_arena *arena,
                   struct jx_faults *faults)
{
    struct names n = {
        .rule = rule, .file = file, .words = *words, .arena = arena, .faults = faults};
    if (!nest(&n) || !collect(&n))
        return;
    for (size_t i = 0; i < n.words.count; i++)
        if (is(&n, i, "score") || is(&n, i, "total"))
            take_parameters(&n, i, is(&n, i, "total"));
    drop_ambiguous(&n);
    for (size_t i = 0; i < n.words.count; i++) {
        if (!is_free(&n, i))
            continue;
        check_global(&n, i);
        if (is_one(n.x, text_of(&n, i)))
            check_input(&n, i);
        if (is_one(n.s, text_of(&n, i)))
            check_ledger(&n, i);
    }
}
