/* compile.c: the small tools with which compile_*.c read JSON: type checks, ranges, lists
 * of texts, faults with place and hint. What keys mean is not known here. */
#include "compile.h"

#include "lang.h"
#include "strbuf.h"
#include "utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void add_fault(struct compile *c, bool warning, const struct jx_json *node,
                      const char *hint, const char *format, va_list args)
{
    char text[768], at[256];
    vsnprintf(text, sizeof text, format, args);
    text[jx_utf8_cut(text, strlen(text))] = '\0';
    jx_json_path(c->root, node, at, sizeof at);
    jx_fault_add(c->faults, warning, node->file, node->line, at, hint, "%s", text);
}

void bad(struct compile *c, const struct jx_json *node, const char *hint,
         const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add_fault(c, false, node, hint, format, args);
    va_end(args);
}

void warn(struct compile *c, const struct jx_json *node, const char *hint,
          const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add_fault(c, true, node, hint, format, args);
    va_end(args);
}

const char *did_you_mean(struct compile *c, const char *word, const char *const *words)
{
    const char *near = words ? jx_nearest(word, words) : NULL;
    return near ? jx_arena_format(&c->pack->arena, _("did you mean '%s'?"), near) : NULL;
}

void *take(struct compile *c, size_t count, size_t size)
{
    void *memory = jx_arena_array(&c->pack->arena, count, size);
    c->failed |= !memory;
    return memory;
}

/* ---- members ---- */

void only_keys(struct compile *c, const struct jx_json *object, const char *const *keys)
{
    for (const struct jx_json *m = object->child; m; m = m->next) {
        bool known = jx_str_is(m->key, "note");
        for (const char *const *key = keys; !known && *key; key++)
            known = jx_str_is(m->key, *key);
        if (!known)
            bad(c, m, did_you_mean(c, m->key.p, keys), _("unknown key '%s'"), m->key.p);
    }
}

static const char *type_name(enum jx_json_type type)
{
    switch (type) {
    case JX_JSON_STRING: return _("a text in quotes");
    case JX_JSON_NUMBER: return _("a number without quotes");
    case JX_JSON_ARRAY: return _("a list […]");
    case JX_JSON_OBJECT: return _("an object {…}");
    default: return _("true or false");
    }
}

bool is_type(struct compile *c, const struct jx_json *node, enum jx_json_type type)
{
    if (node->type == type)
        return true;
    bad(c, node, NULL, _("expected %s"), type_name(type));
    return false;
}

const struct jx_json *get(struct compile *c, const struct jx_json *object,
                          const char *key, enum jx_json_type type)
{
    const struct jx_json *node = jx_json_get(object, key);
    return node && is_type(c, node, type) ? node : NULL;
}

const char *get_text(struct compile *c, const struct jx_json *object, const char *key,
                     const char *fallback)
{
    const struct jx_json *node = get(c, object, key, JX_JSON_STRING);
    return node ? node->text.p : fallback;
}

bool node_number(struct compile *c, const struct jx_json *node, const char *low,
                 const char *high, struct jx_dec *out)
{
    struct jx_dec least, most;
    if (!is_type(c, node, JX_JSON_NUMBER))
        return false;
    if (!jx_dec_parse(node->text, out)) {
        bad(c, node, _("at most 18 digits"), _("the number %s cannot be kept exactly"),
            node->text.p);
        return false;
    }
    bool fits =
        (!low || !jx_dec_parse(jx_str_of(low), &least) || jx_dec_cmp(*out, least) >= 0) &&
        (!high || !jx_dec_parse(jx_str_of(high), &most) || jx_dec_cmp(*out, most) <= 0);
    if (fits)
        return true;
    if (low && high)
        bad(c, node, NULL, _("%s is out of range; expected %s to %s"), node->text.p, low,
            high);
    else
        bad(c, node, NULL,
            low ? _("%s is out of range; expected %s or more")
                : _("%s is out of range; expected %s or less"),
            node->text.p, low ? low : high);
    return false;
}

bool get_number(struct compile *c, const struct jx_json *object, const char *key,
                const char *low, const char *high, struct jx_dec *out)
{
    const struct jx_json *node = jx_json_get(object, key);
    struct jx_dec number;
    if (!node || !node_number(c, node, low, high, &number))
        return false;
    *out = number;
    return true;
}

bool node_int(struct compile *c, const struct jx_json *node, int low, int high, int *out)
{
    char least[16], most[16];
    struct jx_dec number;
    snprintf(least, sizeof least, "%d", low);
    snprintf(most, sizeof most, "%d", high);
    if (!node_number(c, node, least, most, &number))
        return false;
    if (jx_dec_cmp(number, jx_dec_floor(number)) != 0) {
        bad(c, node, NULL, _("expected a whole number"));
        return false;
    }
    *out = (int)jx_dec_to_double(number);
    return true;
}

static char *list_words(struct compile *c, const char *const *words)
{
    struct jx_strbuf text = {0};
    for (; *words; words++) {
        jx_strbuf_puts(&text, text.len ? ", " : "");
        jx_strbuf_puts(&text, *words);
    }
    char *copy = text.failed ? NULL : jx_arena_copy(&c->pack->arena, text.text, text.len);
    jx_strbuf_free(&text);
    return copy;
}

int node_word(struct compile *c, const struct jx_json *node, const char *const *words)
{
    if (!is_type(c, node, JX_JSON_STRING))
        return -1;
    for (int i = 0; words[i]; i++)
        if (jx_str_is(node->text, words[i]))
            return i;
    const char *all = list_words(c, words);
    bad(c, node, did_you_mean(c, node->text.p, words),
        _("'%s' is not known here; expected one of: %s"), node->text.p, all ? all : "");
    return -1;
}

/* ---- patterns ---- */

struct jx_str squeezed(struct compile *c, struct jx_str text)
{
    struct jx_str out = jx_str_squeeze(&c->pack->arena, text);
    c->failed |= !out.p;
    return out;
}

struct jx_patterns get_patterns(struct compile *c, const struct jx_json *object,
                                const char *key)
{
    struct jx_patterns none = {NULL, 0};
    const struct jx_json *node = jx_json_get(object, key);
    if (!node)
        return none;
    bool list = node->type == JX_JSON_ARRAY;
    if (!list && node->type != JX_JSON_STRING) {
        bad(c, node, NULL, _("expected a text or a list of texts"));
        return none;
    }
    if (list && !node->count) {
        bad(c, node, _("leave the key out for no condition"), _("the list is empty"));
        return none;
    }
    struct jx_str *texts = take(c, list ? node->count : 1, sizeof *texts);
    size_t count = 0;
    for (const struct jx_json *n = list ? node->child : node; texts && n;
         n = list ? n->next : NULL) {
        if (!is_type(c, n, JX_JSON_STRING))
            continue;
        texts[count] = squeezed(c, n->text);
        if (texts[count].n)
            count++;
        else
            bad(c, n, NULL, _("the text is empty"));
    }
    return (struct jx_patterns){texts, count};
}

struct jx_patterns get_natures(struct compile *c, const struct jx_json *object,
                               const char *key)
{
    static const char *const words[] = {"≥",        "≧",      ">=",   "》",   "大于等于",
                                        "不少于",   "≤",      "≦",    "<=",   "《",
                                        "小于等于", "不超过", "＝",   "=",    "等于",
                                        "＞",       ">",      "大于", "＜",   "<",
                                        "小于",     "定性",   "*",    "none", NULL};
    static const char *const glyphs[] = {"≥",  "≥",  "≥",  "≥",  "≥",  "≥",    "≤",  "≤",
                                         "≤",  "≤",  "≤",  "≤",  "＝", "＝",   "＝", "＞",
                                         "＞", "＞", "＜", "＜", "＜", "定性", "*",  ""};
    struct jx_patterns natures = get_patterns(c, object, key);
    struct jx_str *list = take(c, natures.count, sizeof *list);
    size_t count = 0;
    for (size_t i = 0; list && i < natures.count; i++) {
        size_t w = 0;
        while (words[w] && !jx_str_is(natures.list[i], words[w]))
            w++;
        if (words[w])
            list[count++] = jx_str_of(glyphs[w]);
        else
            bad(c, jx_json_get(object, key), _("expected ≥ ≤ ＝ ＞ ＜ 定性 or none"),
                _("'%.*s' is no nature"), (int)natures.list[i].n, natures.list[i].p);
    }
    return (struct jx_patterns){list, count};
}
