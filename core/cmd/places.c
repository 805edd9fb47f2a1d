/* places.c: where packs and trusted keys lie: the user's own folders first, then those of
 * the machine, then what came with the program. Never the current folder. */
#include "cmd.h"

#include "strbuf.h"
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

/* The user's folder of plugins, then that of the installation. */
static bool find_plugins(struct jx_app *app, const char *prefix)
{
    const char **folder = app->plugin_folders;
    if (!user_place(&app->arena, "XDG_DATA_HOME", ".local/share", "plugins", folder))
        return false;
    folder += *folder != NULL;
    if (prefix)
        *folder = jx_arena_format(&app->arena, "%s/%s/jixiao/plugins", prefix, JX_LIBDIR);
    return !prefix || *folder;
}

bool jx_places_find(struct jx_app *app, const char *packs, const char *prefix)
{
    struct jx_places *places = &app->places;
    const char **search = jx_arena_array(&app->arena, 4, sizeof *search);
    size_t n = 0, keys = 0;
    if (!search || !find_plugins(app, prefix) ||
        !user_place(&app->arena, "XDG_DATA_HOME", ".local/share", "packs",
                    &places->user_packs) ||
        !user_place(&app->arena, "XDG_CONFIG_HOME", ".config", "trust",
                    &places->user_trust))
        return false;
    places->system_packs = machine_packs;
    places->system_trust = machine_trust;
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
