/* pack_new.c: jixiao pack new: writes a folder that stands on another pack, from the files
 * in the data folder's scaffold/. What stands in them is data, not known here. */
#include "pack_tools.h"

#include "formspec.h"
#include "lang.h"
#include "os_file.h"
#include "pack_load.h"

#include <stdio.h>
#include <string.h>

enum { TEMPLATE_MAX = 1024 * 1024, PRIORITY_STEP = 10 };

struct making {
    struct jx_app *app;
    const struct jx_options *options;
    struct jx_arena arena;
    struct jx_scaffold scaffold;
    struct jx_error err;
};

/* What a file of the template becomes; only_without_forms: where the base has none. */
static const struct {
    const char *template, *target;
    bool only_without_forms;
} files[] = {
    {"pack.json", "pack.json", false},
    {"indicators.json", "indicators.json", false},
    {"forms.json", "forms.json", true},
    {"first.lua", "first.lua", false},
    {"case.json", "cases/first.json", false},
    {"README.md", "README.md", false},
    {"jixiao.d.lua", "editor/jixiao.d.lua", false},
    {"luarc.json", ".luarc.json", false},
};

/* ---- what is filled in ---- */

/* A form whose rows are indicators, for the case. */
static const char *row_form(const struct jx_pack *pack)
{
    for (size_t i = 0; i < pack->form_count; i++)
        if (pack->forms[i].column_count)
            return pack->forms[i].id;
    return "self-evaluation";
}

int jx_priority_above(const struct jx_pack *pack)
{
    int top = 0;
    for (size_t i = 0; i < pack->selector_count; i++)
        if (pack->selectors[i].priority > top)
            top = pack->selectors[i].priority;
    return top + PRIORITY_STEP;
}

/* The text for @KEY@, or NULL: no such key. */
static const char *filling(const struct jx_scaffold *s, struct jx_str key)
{
    for (const struct jx_filling *more = s->more; more && more->key; more++)
        if (jx_str_is(key, more->key))
            return more->text;
    if (jx_str_is(key, "NAME"))
        return s->name;
    if (jx_str_is(key, "REGION"))
        return s->region ? s->region : s->name;
    if (jx_str_is(key, "BASE"))
        return s->base->name;
    if (jx_str_is(key, "VERSION"))
        return s->base->version;
    if (jx_str_is(key, "FORM"))
        return row_form(s->base);
    if (jx_str_is(key, "PRIORITY"))
        return jx_arena_format(s->arena, "%d", jx_priority_above(s->base));
    if (jx_str_is(key, "YEARS"))
        return s->year ? jx_arena_format(s->arena, "  \"years\": [%s, %s],\n", s->year,
                                         s->year)
                       : "";
    if (jx_str_is(key, "YEAR"))
        return s->year              ? s->year
               : s->base->year_from ? jx_arena_format(s->arena, "%d", s->base->year_from)
                                    : "2023";
    return NULL;
}

static void fill(const struct jx_scaffold *s, struct jx_str text, struct jx_strbuf *out)
{
    for (size_t i = 0; i < text.n;) {
        const char *end =
            text.p[i] == '@' ? memchr(text.p + i + 1, '@', text.n - i - 1) : NULL;
        struct jx_str key = {text.p + i + 1, end ? (size_t)(end - text.p) - i - 1 : 0};
        const char *with = end ? filling(s, key) : NULL;
        if (with) {
            jx_strbuf_puts(out, with);
            i += key.n + 2 +
                 (jx_str_is(key, "YEARS") && i + key.n + 2 < text.n &&
                  text.p[i + key.n + 2] == '\n');
        } else {
            jx_strbuf_putc(out, text.p[i++]);
        }
    }
}

/* ---- writing ---- */

bool jx_scaffold_write(const struct jx_scaffold *s, const char *template,
                       const char *target, struct jx_error *err)
{
    struct jx_bytes bytes = {0};
    struct jx_strbuf text = {0};
    struct jx_os_output output;
    const char *from =
        jx_arena_format(s->arena, "%s/scaffold/%s", s->app->data, template);
    const char *to = jx_arena_format(s->arena, "%s/%s", s->folder, target);
    bool ok = from && to && jx_os_read(from, TEMPLATE_MAX, &bytes, err);
    if (ok) {
        fill(s, (struct jx_str){bytes.p, bytes.n}, &text);
        ok = !text.failed && jx_os_output_open(&output, to, err);
    }
    if (ok) {
        ok = jx_os_output_write(&output, text.text, text.len, err);
        ok = jx_os_output_close(&output, ok, err) && ok;
    }
    jx_strbuf_free(&text);
    jx_os_release(&bytes);
    return ok || err->text[0] || jx_fail_memory(err, to);
}

static bool write_folder(struct making *m)
{
    const struct jx_scaffold *s = &m->scaffold;
    const char *cases = jx_arena_format(&m->arena, "%s/cases", s->folder);
    const char *editor = jx_arena_format(&m->arena, "%s/editor", s->folder);
    bool ok = cases && editor && jx_os_make_folder(s->folder, &m->err) &&
              jx_os_make_folder(cases, &m->err) && jx_os_make_folder(editor, &m->err);
    for (size_t i = 0; ok && i < sizeof files / sizeof *files; i++)
        if (!files[i].only_without_forms || !s->base->form_count)
            ok = jx_scaffold_write(s, files[i].template, files[i].target, &m->err);
    return ok;
}

/* ---- the command ---- */

bool jx_scaffold_name(const char *path, struct jx_arena *arena, const char **folder,
                      const char **name, struct jx_error *err)
{
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/')
        n--;
    *folder = jx_arena_copy(arena, path, n);
    if (!*folder)
        return jx_fail_memory(err, path);
    const char *slash = strrchr(*folder, '/');
    *name = slash ? slash + 1 : *folder;
    return jx_pack_name_good(*name) ||
           jx_fail_kind(err, JX_ERR_USAGE, NULL, 0,
                        _("'%s' is no name for a pack: use lower-case letters, digits "
                          "and '-', as in 'north-2'"),
                        *name);
}

/* The name is the folder's: packs are found by it. */
static bool take_name(struct making *m, const char *path)
{
    struct jx_scaffold *s = &m->scaffold;
    if (!jx_scaffold_name(path, &m->arena, &s->folder, &s->name, &m->err))
        return false;
    size_t digits = s->year ? strspn(s->year, "0123456789") : 4;
    if (digits != 4 || (s->year && s->year[4]))
        return jx_fail_kind(&m->err, JX_ERR_USAGE, NULL, 0, _("'%s' is no year"),
                            s->year);
    if (s->region && !jx_pack_name_good(s->region))
        return jx_fail_kind(&m->err, JX_ERR_USAGE, NULL, 0,
                            _("'%s' is no name for a region: use lower-case letters, "
                              "digits and '-', as in 'north-2'"),
                            s->region);
    return m->options->extends ||
           jx_fail_kind(&m->err, JX_ERR_USAGE, NULL, 0,
                        _("say on which pack it stands: --extends PACK"));
}

/* What has just been written must be good: a base may not allow what the template adds. */
static int verify(struct making *m)
{
    /* as a path: a name would be looked up among the installed packs */
    const char *path = strchr(m->scaffold.folder, '/')
                           ? m->scaffold.folder
                           : jx_arena_format(&m->arena, "./%s", m->scaffold.folder);
    struct jx_pack *pack = path ? jx_pack_open(m->app, path) : NULL;
    if (!pack)
        return JX_EXIT_PACK;
    if (!m->options->quiet) {
        printf(_("%s is there, on %s %s; edit README.md and first.lua, then:\n"), path,
               m->scaffold.base->name, m->scaffold.base->version);
        printf("  jixiao check %s\n  jixiao test %s\n", path, path);
    }
    jx_pack_free(pack);
    return JX_EXIT_DONE;
}

static int run_new(struct jx_app *app, const struct jx_options *options)
{
    struct making m = {.app = app, .options = options, .arena = jx_arena_new(0)};
    m.scaffold = (struct jx_scaffold){
        .app = app, .arena = &m.arena, .region = options->region, .year = options->year};
    struct jx_pack *base = NULL;
    const char *path = jx_only_input(options);
    int code = JX_EXIT_USAGE;
    if (!path || !take_name(&m, path)) {
        if (path)
            jx_complain(0, &m.err);
    } else if (!(base = jx_pack_open(app, options->extends))) {
        code = JX_EXIT_PACK;
    } else {
        m.scaffold.base = base;
        code = write_folder(&m) ? verify(&m) : jx_complain(JX_EXIT_INPUT, &m.err);
    }
    jx_pack_free(base);
    jx_arena_free(&m.arena);
    return code;
}

const struct jx_command jx_cmd_pack_new = {
    .name = "pack new",
    .arguments = "FOLDER",
    .summary = N_("writes a pack to begin with, which checks and tests green"),
    .examples =
        "  jixiao pack new ./rules/mine --extends national\n"
        "  jixiao pack new ./north-2 --extends national --region north --year 2025",
    .options = JX_OPT_EXTENDS | JX_OPT_PLACE,
    .least_inputs = 1,
    .run = run_new,
};
