/* places.c: where data, packs, plugins and trusted keys lie: the user's own folders first,
 * then those of the machine, then what came with the program. Never the current folder. */
#include "app.h"

#include "os_file.h"
#include "version.h"

#include <stdlib.h>
#include <string.h>

static const char machine_packs[] = "/usr/local/share/jixiao/packs";
static const char machine_trust[] = "/etc/jixiao/trust";

/* $NAME/jixiao/tail, else $HOME/fallback/jixiao/tail; NULL: neither is an absolute path. */
static bool user_place(struct jx_arena *arena, const char *name, const char *fallback,
                       const char *tail, const char **out)
{
    const char *base = getenv(name), *home = getenv("HOME");
    *out = NULL;
    if (base && base[0] == '/')
        *out = jx_arena_format(arena, "%s/jixiao/%s", base, tail);
    else if (home && home[0] == '/')
        *out = jx_arena_format(arena, "%s/%s/jixiao/%s", home, fallback, tail);
    else
        return true;
    return *out != NULL;
}

/* `tail` below `base`, unless it is a path by itself; NULL: memory. */
static const char *below(struct jx_arena *arena, const char *base, const char *tail)
{
    return tail[0] == '/' ? tail : jx_arena_format(arena, "%s/%s", base, tail);
}

/* Installed, `folder` is PREFIX/own, and a prefix can be moved. Where `own` does not end it,
 * it was put elsewhere, and only what was said when it was built is left. */
static const char *prefix_of(struct jx_arena *arena, const char *folder, const char *own)
{
    size_t n = strlen(folder), tail = strlen(own);
    bool ends =
        n > tail && folder[n - tail - 1] == '/' && strcmp(folder + n - tail, own) == 0;
    return ends ? jx_arena_copy(arena, folder, n - tail - 1) : JX_PREFIX;
}

/* Data lies in share/ beside the program in a build tree and in a folder to take along,
 * else where it was installed. *prefix: NULL in the first case. */
static bool find_data(struct jx_app *app, const char *folder, const char *own,
                      const char **prefix, const char **packs, struct jx_error *err)
{
    struct jx_arena *arena = &app->arena;
    const char *share = jx_arena_format(arena, "%s/share", folder);
    const char *beside = jx_arena_format(arena, "%s/jixiao/packs", share);
    bool installed = beside && !jx_os_is_folder(beside);
    *prefix = installed ? prefix_of(arena, folder, own) : NULL;
    if (installed)
        share = *prefix ? below(arena, *prefix, JX_DATADIR) : NULL;
    app->data = share ? jx_arena_format(arena, "%s/jixiao", share) : NULL;
    app->locale = !installed ? jx_arena_format(arena, "%s/locale", share)
                  : *prefix  ? below(arena, *prefix, JX_LOCALEDIR)
                             : NULL;
    *packs = app->data ? jx_arena_format(arena, "%s/packs", app->data) : NULL;
    if (!*packs || !app->locale)
        return jx_fail_memory(err, NULL);
    return jx_os_is_folder(*packs) ||
           jx_fail(err, *packs, 0,
                   "this folder of packs is not there: install jixiao whole");
}

/* The user's folder of plugins, then that of the installation. */
static bool find_plugins(struct jx_app *app, const char *prefix)
{
    const char **folder = app->plugin_folders;
    if (!user_place(&app->arena, "XDG_DATA_HOME", ".local/share", "plugins", folder))
        return false;
    folder += *folder != NULL;
    const char *libraries = prefix ? below(&app->arena, prefix, JX_LIBDIR) : NULL;
    if (libraries)
        *folder = jx_arena_format(&app->arena, "%s/jixiao/plugins", libraries);
    return !prefix || *folder;
}

static bool find_packs(struct jx_app *app, const char *given, const char *packs)
{
    struct jx_places *places = &app->places;
    const char **search = jx_arena_array(&app->arena, 5, sizeof *search);
    size_t n = 0, keys = 0;
    if (!search ||
        !user_place(&app->arena, "XDG_DATA_HOME", ".local/share", "packs",
                    &places->user_packs) ||
        !user_place(&app->arena, "XDG_CONFIG_HOME", ".config", "trust",
                    &places->user_trust))
        return false;
    places->system_packs = machine_packs;
    places->system_trust = machine_trust;
    if (given)
        search[n++] = given;
    if (places->user_packs)
        search[n++] = places->user_packs;
    search[n++] = machine_packs;
    if (strcmp(packs, machine_packs) != 0)
        search[n++] = packs;
    app->search = search;
    if (places->user_trust)
        places->trust[keys++] = places->user_trust;
    places->trust[keys] = machine_trust;
    return true;
}

bool jx_app_places(struct jx_app *app, const char *folder, const char *own,
                   const char *pack_path, struct jx_error *err)
{
    const char *prefix, *packs;
    if (!folder)
        return jx_fail_kind(err, JX_ERR_SYSTEM, NULL, 0,
                            "the folder of this program cannot be told: is /proc there, "
                            "and enough memory?");
    return find_data(app, folder, own, &prefix, &packs, err) &&
           ((find_plugins(app, prefix) && find_packs(app, pack_path, packs)) ||
            jx_fail_memory(err, NULL));
}
