/* pack_set.c: sets parameters in the files of a pack: the bytes of the value and no other,
 * checked before anything is written, and noted in changes.json. */
#include "pack_params.h"

#include "json_edit.h"
#include "lang.h"
#include "os_file.h"
#include "os_user.h"
#include "pack_load.h"

#include <stdio.h>
#include <string.h>

enum { CHANGES_MAX = 16 * 1024 * 1024 };

struct setting {
    const struct jx_pack *pack;
    const struct jx_tunables *tunables;
    struct jx_arena *arena;
    struct jx_str texts[JX_PART_COUNT]; /* p NULL: not changed so far */
    struct jx_str changes;              /* changes.json, likewise */
    size_t count;
    bool trial;            /* nothing is written, so nobody asks why */
    struct jx_strbuf told; /* what is printed when all is done */
    struct jx_error *err;
};

static const char *path_of(struct setting *s, const char *name)
{
    return jx_arena_format(s->arena, "%s/%s", s->pack->folder, name);
}

/* The file as it is, or as earlier changes left it. */
static struct jx_str text_of(const struct setting *s, enum jx_pack_part part)
{
    const struct jx_pack_source *source = s->pack->source;
    if (s->texts[part].p)
        return s->texts[part];
    for (size_t i = 0; i < source->file_count; i++)
        if (strcmp(source->files[i].name, jx_pack_part_names[part]) == 0)
            return source->files[i].bytes;
    return jx_str_of("{\n}\n");
}

/* The value as JSON: texts need no quotes. Whether it is one that the rule takes shows
 * when the pack is checked. */
static struct jx_json *value_of(struct setting *s, const struct jx_tunable *t,
                                const struct jx_wish *wish, struct jx_str *json)
{
    struct jx_strbuf quoted = {0};
    struct jx_error ignored;
    *json = jx_str_trim(jx_str_of(wish->value));
    if (t->declared && t->declared->type == JX_T_TEXT &&
        !(json->n && json->p[0] == '"')) {
        jx_strbuf_json(&quoted, json->p, json->n);
        json->n = quoted.len;
        json->p = quoted.failed ? NULL : jx_arena_copy(s->arena, quoted.text, quoted.len);
        jx_strbuf_free(&quoted);
    }
    struct jx_json *node =
        json->p ? jx_json_parse(s->arena, *json, t->name, 1, &ignored) : NULL;
    if (!node)
        jx_fail_kind(s->err, JX_ERR_USAGE, wish->file, wish->line,
                     _("'%s' is no value for '%s'; expected %s, written as JSON"),
                     wish->value, t->name, jx_tunable_facts(s->tunables, t).type);
    return node;
}

static void add_field(struct jx_strbuf *out, const char *key, const char *text)
{
    jx_strbuf_format(out, "%s\"%s\": ", out->len > 1 ? ", " : "", key);
    jx_strbuf_json(out, text, strlen(text));
}

static bool note_change(struct setting *s, const struct jx_tunable *t,
                        const struct jx_wish *wish, struct jx_str value)
{
    struct jx_strbuf entry = {0};
    char now[JX_OS_NOW_BYTES], user[256];
    jx_os_now(now);
    jx_os_user(user, sizeof user);
    jx_strbuf_putc(&entry, '{');
    add_field(&entry, "when", now);
    add_field(&entry, "who", user);
    add_field(&entry, "name", t->name);
    jx_strbuf_format(&entry,
                     ", \"before\": %s, \"after\": ", *t->value ? t->value : "null");
    jx_strbuf_add(&entry, value.p, value.n);
    add_field(&entry, "clause", *t->clause || !t->source ? t->clause : t->source->key);
    add_field(&entry, "why", wish->why);
    jx_strbuf_putc(&entry, '}');
    jx_strbuf_format(&s->told, "%s: %s → %.*s\n", t->name, t->value, (int)value.n,
                     value.p);
    bool ok = (!entry.failed || jx_fail_memory(s->err, NULL)) &&
              jx_json_append(s->arena, path_of(s, "changes.json"), s->changes,
                             (struct jx_str){entry.text, entry.len}, &s->changes, s->err);
    jx_strbuf_free(&entry);
    return ok;
}

static bool set_one(struct setting *s, const struct jx_wish *wish)
{
    struct jx_str value, before;
    struct jx_error failure = {0};
    const struct jx_tunable *t = jx_tunable_find(s->tunables, wish->name, &failure);
    if (!t)
        return jx_fail_kind(s->err, JX_ERR_USAGE, wish->file, wish->line, "%s",
                            failure.text);
    const struct jx_json *node = value_of(s, t, wish, &value);
    if (!node)
        return false;
    before = jx_str_of(t->value);
    const struct jx_json *old =
        before.n ? jx_json_parse(s->arena, before, t->name, 1, &failure) : NULL;
    if (old && jx_json_same(node, old))
        return true;
    if (!s->trial && !*wish->why)
        return jx_fail_kind(s->err, JX_ERR_USAGE, wish->file, wish->line,
                            _("say why '%s' changes: --why TEXT"), t->name);
    s->count++;
    return jx_json_set(s->arena, jx_pack_part_names[t->part], text_of(s, t->part),
                       t->steps, t->depth, value, &s->texts[t->part], s->err) &&
           (s->trial || note_change(s, t, wish, value));
}

/* The pack as it would be; NULL: not good, its faults have been printed. */
static struct jx_pack *as_set(struct setting *s, struct jx_app *app)
{
    struct jx_pack_overlay overlays[JX_PART_COUNT + 1] = {{0}};
    size_t count = 0;
    for (int part = 0; part < JX_PART_COUNT; part++)
        if (s->texts[part].p)
            overlays[count++] =
                (struct jx_pack_overlay){jx_pack_part_names[part], s->texts[part]};
    struct jx_pack_wish wish = {.overlays = overlays};
    const char *folder = path_of(s, "");
    return folder ? jx_pack_open_as(app, folder, &wish) : NULL;
}

static bool check(struct setting *s, struct jx_app *app)
{
    struct jx_pack *pack = as_set(s, app);
    jx_pack_free(pack);
    return pack || jx_fail_kind(s->err, JX_ERR_PACK, NULL, 0,
                                _("nothing was changed: the pack would not be good, see "
                                  "above"));
}

struct jx_pack *jx_tunables_try(struct jx_app *app, const struct jx_tunables *tunables,
                                const struct jx_pack *pack, const struct jx_wish *wishes,
                                size_t count, struct jx_error *err)
{
    struct setting s = {.pack = pack,
                        .tunables = tunables,
                        .arena = tunables->arena,
                        .trial = true,
                        .err = err};
    for (size_t i = 0; i < count; i++)
        if (!set_one(&s, &wishes[i]))
            return NULL;
    struct jx_pack *out = as_set(&s, app);
    if (!out)
        jx_fail_kind(err, JX_ERR_PACK, NULL, 0,
                     _("with these values the pack would not be good, see above"));
    return out;
}

static bool read_changes(struct setting *s)
{
    struct jx_bytes bytes = {0};
    const char *path = path_of(s, "changes.json");
    s->changes = jx_str_of("[\n]\n");
    if (!path)
        return jx_fail_memory(s->err, NULL);
    if (!jx_os_exists(path))
        return true;
    if (!jx_os_read(path, CHANGES_MAX, &bytes, s->err))
        return false;
    s->changes = (struct jx_str){jx_arena_copy(s->arena, bytes.p, bytes.n), bytes.n};
    jx_os_release(&bytes);
    return s->changes.p || jx_fail_memory(s->err, NULL);
}

static bool write_file(struct setting *s, const char *name, struct jx_str text)
{
    struct jx_os_output output;
    const char *path = path_of(s, name);
    if (!path)
        return jx_fail_memory(s->err, NULL);
    bool ok = jx_os_output_open(&output, path, s->err);
    if (!ok)
        return false;
    ok = jx_os_output_write(&output, text.p, text.n, s->err);
    return jx_os_output_close(&output, ok, s->err) && ok;
}

/* The record of the change first: a change without a record is worse than the reverse. */
static bool write_all(struct setting *s)
{
    if (!write_file(s, "changes.json", s->changes))
        return false;
    for (int part = 0; part < JX_PART_COUNT; part++)
        if (s->texts[part].p && !write_file(s, jx_pack_part_names[part], s->texts[part]))
            return false;
    return true;
}

int jx_tunables_set(struct jx_app *app, const struct jx_tunables *tunables,
                    const struct jx_pack *pack, const struct jx_wish *wishes,
                    size_t count, bool quiet)
{
    struct jx_error err = {0};
    struct setting s = {
        .pack = pack, .tunables = tunables, .arena = tunables->arena, .err = &err};
    bool ok = read_changes(&s);
    for (size_t i = 0; ok && i < count; i++)
        ok = set_one(&s, &wishes[i]);
    if (ok && !s.count)
        jx_strbuf_format(&s.told, "%s\n", _("nothing to change: the values are these"));
    ok = ok && (!s.count || (check(&s, app) && write_all(&s)));
    if (ok && !quiet)
        return jx_text_out(&s.told, NULL);
    jx_strbuf_free(&s.told);
    return ok                         ? JX_EXIT_DONE
           : err.kind == JX_ERR_USAGE ? jx_complain(JX_EXIT_USAGE, &err)
           : err.kind == JX_ERR_PACK  ? jx_complain(JX_EXIT_PACK, &err)
                                      : jx_complain(JX_EXIT_INPUT, &err);
}
