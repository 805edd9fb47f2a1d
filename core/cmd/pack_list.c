/* pack_list.c: jixiao pack list: every pack there is, where it lies and whose it is. */
#include "pack_file.h"

#include "lang.h"
#include "os_file.h"
#include "pack_load.h"
#include "pack_source.h"

#include <string.h>

/* The state of one pack, by its own files alone. */
static void say_state(struct jx_app *app, const char *folder, struct jx_strbuf *out)
{
    struct jx_arena arena = jx_arena_new(0);
    struct jx_faults faults = {.arena = &arena};
    struct jx_error err = {0};
    struct jx_seal seal;
    struct jx_verdict verdict;
    const struct jx_pack_source *source =
        jx_pack_source_read(folder, NULL, false, &arena, &faults);
    if (!source)
        jx_strbuf_puts(out, _("cannot be read: see 'jixiao check'"));
    else if (!jx_packfile_seal(source, &arena, &seal, &err))
        jx_strbuf_puts(out, err.text);
    else if (!seal.sealed)
        jx_strbuf_puts(out, _("a folder, not installed from a file"));
    else if (!jx_trust_judge(app->places.trust, &seal.file, &arena, &verdict, &err))
        jx_strbuf_puts(out, err.text);
    else
        jx_pack_say_trust(&seal.file, &verdict, out);
    jx_arena_free(&arena);
}

static void list_places(struct jx_app *app, struct jx_strbuf *out)
{
    jx_strbuf_format(out, "%s\n",
                     _("Packs are looked for in these folders. The newest version goes "
                       "first; of two alike, the one in the upper folder:"));
    for (const char *const *place = app->search; *place; place++)
        jx_strbuf_format(out, "  %s\n", *place);
    jx_strbuf_putc(out, '\n');
}

/* Versions that were rolled back. */
static bool list_aside(const char *store, struct jx_arena *arena, struct jx_strbuf *out,
                       struct jx_error *err)
{
    const char **names;
    size_t count;
    const char *folder = store ? jx_arena_format(arena, "%s/.aside", store) : NULL;
    if (!folder || !jx_os_is_folder(folder))
        return true;
    if (!jx_os_list(folder, arena, &names, &count, err))
        return false;
    for (size_t i = 0; i < count; i++)
        jx_strbuf_format(out, _("%s  set aside by rollback\n"), names[i]);
    return true;
}

static int run_list(struct jx_app *app, const struct jx_options *options)
{
    struct jx_error err = {0};
    struct jx_strbuf out = {0};
    struct jx_pack_entry *list;
    size_t count;
    if (!jx_pack_list(app->search, &app->arena, &list, &count, &err))
        return jx_complain(JX_EXIT_INPUT, &err);
    if (!options->quiet)
        list_places(app, &out);
    for (size_t i = 0; i < count; i++) {
        jx_strbuf_format(&out, "%s %s  %s\n  %s\n  ", list[i].name, list[i].version,
                         list[i].title, list[i].folder);
        say_state(app, list[i].folder, &out);
        jx_strbuf_putc(&out, '\n');
    }
    bool ok = list_aside(app->places.user_packs, &app->arena, &out, &err) &&
              list_aside(app->places.system_packs, &app->arena, &out, &err);
    int code = jx_text_out(&out, NULL);
    return ok ? code : jx_complain(JX_EXIT_INPUT, &err);
}

const struct jx_command jx_cmd_pack_list = {
    .name = "pack list",
    .arguments = "",
    .summary = N_("every pack there is, where it lies and who signed it"),
    .examples = "  jixiao pack list\n  jixiao pack list --lang en",
    .run = run_list,
};
