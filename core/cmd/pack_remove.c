/* pack_remove.c: jixiao pack remove and rollback: installed packs go away at once, or step
 * aside for the version before them. */
#include "pack_file.h"

#include "lang.h"
#include "os_tree.h"
#include "pack_load.h"

#include <stdio.h>
#include <string.h>

/* Out of sight in one step, then taken apart: a pack half gone is never seen. */
static bool take_away(const char *store, const char *folder, struct jx_arena *arena,
                      struct jx_error *err)
{
    char *aside = jx_arena_format(arena, "%s/.incoming-XXXXXX", store);
    if (!aside)
        return jx_fail_memory(err, NULL);
    if (!jx_os_scratch_folder(aside, err))
        return false;
    const char *inside = jx_arena_format(arena, "%s/gone", aside);
    bool ok = inside ? jx_os_rename(folder, inside, err) : jx_fail_memory(err, NULL);
    return jx_os_remove_tree(aside, err) && ok;
}

static int remove_pack(const char *store, const char *reference, struct jx_arena *arena)
{
    struct jx_error err = {0};
    struct jx_pack_entry *list;
    size_t count;
    int hold = -1;
    const struct jx_pack_entry *entry =
        jx_pack_in_store(store, reference, arena, &list, &count);
    if (!entry)
        return JX_EXIT_PACK;
    bool ok = jx_os_hold_folder(store, &hold, &err) &&
              take_away(store, entry->folder, arena, &err);
    jx_os_release_folder(hold);
    if (!ok)
        return jx_complain(JX_EXIT_INPUT, &err);
    printf(_("removed %s %s from %s\n"), entry->name, entry->version, store);
    return JX_EXIT_DONE;
}

static int run_remove(struct jx_app *app, const struct jx_options *options)
{
    const char *store = jx_pack_store(app, options);
    int code = store ? JX_EXIT_DONE : JX_EXIT_INPUT;
    for (size_t i = 0; store && i < options->input_count; i++) {
        int one = remove_pack(store, options->inputs[i], &app->arena);
        code = one > code ? one : code;
    }
    return code;
}

const struct jx_command jx_cmd_pack_remove = {
    .name = "pack remove",
    .arguments = "NAME[@VERSION]…",
    .summary = N_("removes an installed pack: the newest version, or the one named"),
    .examples = "  jixiao pack remove mine@2023.1.0\n"
                "  jixiao pack remove mine@2023.1.0 --system",
    .options = JX_OPT_SYSTEM,
    .least_inputs = 1,
    .run = run_remove,
};

/* ---- rollback ---- */

/* The version that will be in effect: the next of the name, wherever it lies. */
static const struct jx_pack_entry *
before(struct jx_app *app, const struct jx_pack_entry *entry, struct jx_error *err)
{
    struct jx_pack_entry *all;
    size_t count;
    if (!jx_pack_list(app->search, &app->arena, &all, &count, err))
        return NULL;
    for (size_t i = 0; i + 1 < count; i++)
        if (strcmp(all[i].name, entry->name) == 0 &&
            strcmp(all[i].version, entry->version) == 0 &&
            strcmp(all[i + 1].name, entry->name) == 0)
            return &all[i + 1];
    jx_fail_kind(err, JX_ERR_PACK, NULL, 0,
                 _("there is no version of '%s' before %s to go back to; 'jixiao pack "
                   "remove' removes it"),
                 entry->name, entry->version);
    return NULL;
}

static bool set_aside(const char *store, const struct jx_pack_entry *entry,
                      struct jx_arena *arena, struct jx_error *err)
{
    const char *holder = jx_arena_format(arena, "%s/.aside", store);
    const char *target =
        jx_arena_format(arena, "%s/.aside/%s@%s", store, entry->name, entry->version);
    int hold = -1;
    if (!holder || !target)
        return jx_fail_memory(err, NULL);
    bool ok = jx_os_hold_folder(store, &hold, err) && jx_os_make_folders(holder, err) &&
              (jx_os_kind(target) == JX_OS_NOTHING || jx_os_remove_tree(target, err)) &&
              jx_os_rename(entry->folder, target, err);
    jx_os_release_folder(hold);
    return ok;
}

static int run_rollback(struct jx_app *app, const struct jx_options *options)
{
    struct jx_error err = {0};
    struct jx_pack_entry *list;
    size_t count;
    const char *store = jx_pack_store(app, options);
    const char *reference = store ? jx_only_input(options) : NULL;
    if (!reference)
        return store ? JX_EXIT_USAGE : JX_EXIT_INPUT;
    const struct jx_pack_entry *entry =
        jx_pack_in_store(store, reference, &app->arena, &list, &count);
    const struct jx_pack_entry *next = entry ? before(app, entry, &err) : NULL;
    if (!next)
        return entry ? jx_complain(JX_EXIT_PACK, &err) : JX_EXIT_PACK;
    if (!set_aside(store, entry, &app->arena, &err))
        return jx_complain(JX_EXIT_INPUT, &err);
    printf(_("%s %s is set aside; in effect is %s, in %s\n"
             "install its file again to have it back\n"),
           entry->name, entry->version, next->version, next->folder);
    return JX_EXIT_DONE;
}

const struct jx_command jx_cmd_pack_rollback = {
    .name = "pack rollback",
    .arguments = "NAME[@VERSION]",
    .summary = N_("sets the newest installed version aside for the one before it"),
    .examples = "  jixiao pack rollback mine\n  jixiao pack rollback mine --system",
    .options = JX_OPT_SYSTEM,
    .least_inputs = 1,
    .run = run_rollback,
};
