/* check.c: are a loaded plugin's tables sound? Names, titles, functions, parameters: all
 * that the core will read, looked at once. Nothing of the plugin is called. */
#include "loader.h"

#include "lang.h"
#include "utf8.h"

#include <string.h>

/* More entries than anybody has: a table whose closing NULL was forgotten. */
enum { ENTRIES_MAX = 256, NAME_MAX_BYTES = 64, TITLE_MAX_BYTES = 512 };

enum {
    READER_LEAST = offsetof(struct jx_reader, close) + sizeof(void *),
    WRITER_LEAST = offsetof(struct jx_writer, close) + sizeof(void *),
    METHOD_LEAST = offsetof(struct jx_method, score) + sizeof(void *)
};

struct check {
    const char *path, *kind, *name; /* of the part at hand */
    struct jx_error *err;
};

static bool bad(const struct check *c, const char *what)
{
    return jx_fail(c->err, c->path, 0, "%s '%s': %s", c->kind, c->name, what);
}

static bool is_name(const char *name)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
    if (!name || name[0] < 'a' || name[0] > 'z')
        return false;
    size_t n = strnlen(name, NAME_MAX_BYTES + 1);
    return n <= NAME_MAX_BYTES && strspn(name, allowed) == n;
}

static bool is_title(const char *text)
{
    size_t n = text ? strnlen(text, TITLE_MAX_BYTES + 1) : 0;
    return n && n <= TITLE_MAX_BYTES && jx_utf8_valid(text, n) == n &&
           !strchr(text, '\n');
}

/* The part's name and title, and room for the functions that are looked at next. */
static bool check_part(struct check *c, const char *kind, uint32_t size, size_t least,
                       const char *name, const char *title)
{
    c->kind = kind;
    c->name = "";
    if (size < least)
        return jx_fail(
            c->err, c->path, 0,
            _("a %s's table has %u bytes, this program needs %zu: set .size to "
              "its sizeof"),
            kind, size, least);
    if (!is_name(name))
        return bad(c, _("a name has lower-case letters, digits and '-', at most 64"));
    c->name = name;
    return is_title(title) || bad(c, _("the title is missing, no UTF-8, or too long"));
}

static bool check_reader(struct check *c, const struct jx_reader *r)
{
    return check_part(c, _("reader"), r->size, READER_LEAST, r->name, r->title) &&
           ((r->probe && r->open && r->read && r->close) ||
            bad(c, _("a function is missing: probe, open, read or close")));
}

static bool check_writer(struct check *c, const struct jx_writer *w)
{
    if (!check_part(c, _("writer"), w->size, WRITER_LEAST, w->name, w->title))
        return false;
    if (!is_name(w->extension))
        return bad(c, _("the file name's extension is missing or odd: write \"md\""));
    return (w->open && w->record && w->close) ||
           bad(c, _("a function is missing: open, record or close"));
}

/* "actual", "budget.rate", "fact.ID.field" */
static bool is_need(const char *name)
{
    size_t n = name ? strnlen(name, TITLE_MAX_BYTES + 1) : 0;
    return n && n <= TITLE_MAX_BYTES && jx_utf8_valid(name, n) == n;
}

static bool check_needs(const struct check *c, const struct jx_method *m)
{
    if (m->need_count > ENTRIES_MAX || (m->need_count && !m->needs))
        return bad(c, _("the list of inputs is missing or too long"));
    for (size_t i = 0; i < m->need_count; i++)
        if (!is_need(m->needs[i].name) || m->needs[i].type < JX_T_NUMBER ||
            m->needs[i].type > JX_T_FLAG)
            return bad(c, _("an input without a name, or of no type that inputs have"));
    return true;
}

static bool check_value(const struct jx_value *value)
{
    if (value->type == JX_T_TEXT)
        return (value->text.p || !value->text.n) &&
               jx_utf8_valid(value->text.p, value->text.n) == value->text.n;
    return value->type != JX_T_LIST ||
           (value->count <= ENTRIES_MAX && (value->items || !value->count));
}

static bool more(const struct check *c, size_t index)
{
    return index < ENTRIES_MAX || bad(c, _("a list without its closing NULL"));
}

static bool check_params(const struct check *c, const struct jx_method *m)
{
    if (m->param_count > ENTRIES_MAX || (m->param_count && !m->params))
        return bad(c, _("the list of parameters is missing or too long"));
    for (size_t i = 0; i < m->param_count; i++) {
        const struct jx_param *p = &m->params[i];
        if (!is_need(p->name) || !is_title(p->text))
            return bad(c, _("a parameter without a name or its sentence"));
        if (p->type != JX_T_NUMBER && p->type != JX_T_TEXT && p->type != JX_T_FLAG &&
            p->type != JX_T_LIST)
            return bad(c, _("a parameter of no type that parameters have"));
        if (p->has_default && (p->value.type != p->type || !check_value(&p->value)))
            return bad(c, _("a parameter whose default is not of its type"));
        for (size_t k = 0; p->choices && p->choices[k]; k++)
            if (!more(c, k))
                return false;
    }
    return true;
}

static bool check_method(struct check *c, const struct jx_method *m)
{
    return check_part(c, _("method"), m->size, METHOD_LEAST, m->name, m->title) &&
           (m->score || bad(c, _("a function is missing: score"))) && check_needs(c, m) &&
           check_params(c, m);
}

bool jx_plugin_check(const struct jx_plugin *plugin, const char *path,
                     struct jx_error *err)
{
    struct check c = {.path = path, .kind = _("plugin"), .name = "", .err = err};
    if (!is_name(plugin->name))
        return bad(&c, _("a name has lower-case letters, digits and '-', at most 64"));
    c.name = plugin->name;
    size_t n = plugin->version ? strnlen(plugin->version, NAME_MAX_BYTES + 1) : 0;
    if (!n || strspn(plugin->version, "0123456789.") != n || n > NAME_MAX_BYTES)
        return bad(&c, _("the version is not of the form \"1.2.0\""));
    size_t r = 0, w = 0, m = 0;
    bool sound = true;
    for (; sound && plugin->readers && plugin->readers[r]; r++)
        sound = more(&c, r) && check_reader(&c, plugin->readers[r]);
    for (; sound && plugin->writers && plugin->writers[w]; w++)
        sound = more(&c, w) && check_writer(&c, plugin->writers[w]);
    for (; sound && plugin->methods && plugin->methods[m]; m++)
        sound = more(&c, m) && check_method(&c, plugin->methods[m]);
    return sound &&
           (r + w + m > 0 || bad(&c, _("offers no reader, no writer and no method")));
}
