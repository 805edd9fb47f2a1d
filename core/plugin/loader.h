/* loader.h: plugins from shared objects, added to the registry.
 *
 * A plugin is trusted code, so it is taken only from places that nobody else can write
 * to; its interface version and table size are read from the file before any code of it
 * runs, and its tables are checked before they are used. Plugins are never unloaded. */
#pragma once

#include "arena.h"
#include "registry.h"

/* Told why a file was not taken; the loading goes on with the next. */
struct jx_refusal {
    void (*take)(void *ctx, const struct jx_error *err);
    void *ctx;
};

/* Adds the plugins of a folder (every *.so in it, by name), or of one file. A folder that
 * is not there has none. A plugin whose name is taken already is passed over, so that what
 * comes first stays. The registry's lists are made anew in `arena`; paths live there too.
 * Call it before threads start. Returns false when something was refused. */
bool jx_plugins_load(struct jx_registry *registry, const char *path,
                     struct jx_arena *arena, const struct jx_refusal *refusal);

/* Are the plugin's tables sound, as far as can be told without calling it? */
bool jx_plugin_check(const struct jx_plugin *plugin, const char *path,
                     struct jx_error *err);
