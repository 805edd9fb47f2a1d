/* loader.c: finds shared objects in folders and takes those that are sound plugins. What
 * a sound table is, check.c says. */
#include "loader.h"

#include "lang.h"
#include "os_file.h"
#include "os_plugin.h"
#include "strbuf.h"

#include <string.h>

#define SYMBOL "jx_plugin"

/* What is read before the plugin is loaded. */
struct head {
    uint32_t abi, size;
};

/* A table may have grown since the plugin was built, never shrunk. */
enum { PLUGIN_LEAST = offsetof(struct jx_plugin, methods) + sizeof(void *) };

static bool head_fits(const struct head *head, const char *path, struct jx_error *err)
{
    if (head->abi != JX_ABI)
        return jx_fail(
            err, path, 0,
            _("built for plugin interface %u, this program offers %u: build it "
              "anew, or install the jixiao it was built for"),
            head->abi, JX_ABI);
    return head->size >= PLUGIN_LEAST ||
           jx_fail(err, path, 0,
                   _("its table has %u bytes, this program needs %u: build it anew with "
                     "the headers of this jixiao"),
                   head->size, (unsigned)PLUGIN_LEAST);
}

static const struct jx_plugin *load(const char *path, struct jx_error *err)
{
    struct head head, loaded;
    if (!jx_os_trusted(path, err) ||
        !jx_os_object_peek(path, SYMBOL, &head, sizeof head, err) ||
        !head_fits(&head, path, err))
        return NULL;
    const struct jx_plugin *plugin = jx_os_object_load(path, SYMBOL, err);
    if (!plugin)
        return NULL;
    memcpy(&loaded, plugin, sizeof loaded);
    if (loaded.abi != head.abi || loaded.size != head.size) {
        jx_fail(err, path, 0, _("its constant '%s' changed while it was loaded"), SYMBOL);
        return NULL;
    }
    return jx_plugin_check(plugin, path, err) ? plugin : NULL;
}

static bool add(struct jx_registry *registry, const struct jx_plugin *plugin,
                const char *path, struct jx_arena *arena)
{
    size_t count = 0;
    for (; registry->plugins[count]; count++)
        if (strcmp(registry->plugins[count]->name, plugin->name) == 0)
            return true;
    const struct jx_plugin **plugins = jx_arena_array(arena, count + 2, sizeof *plugins);
    const char **paths = jx_arena_array(arena, count + 2, sizeof *paths);
    if (!plugins || !paths)
        return false;
    for (size_t i = 0; i < count; i++) {
        plugins[i] = registry->plugins[i];
        paths[i] = jx_registry_path(registry, i);
    }
    plugins[count] = plugin;
    paths[count] = path;
    registry->plugins = plugins;
    registry->paths = paths;
    return true;
}

static bool load_file(struct jx_registry *registry, const char *path,
                      struct jx_arena *arena, const struct jx_refusal *refusal)
{
    struct jx_error err = {0};
    const struct jx_plugin *plugin = path ? load(path, &err) : NULL;
    if (plugin && add(registry, plugin, path, arena))
        return true;
    if (!err.text[0])
        jx_fail_memory(&err, path);
    refusal->take(refusal->ctx, &err);
    return false;
}

static bool is_object(const char *name)
{
    size_t n = strlen(name);
    return n > 3 && name[0] != '.' && strcmp(name + n - 3, ".so") == 0;
}

static bool load_folder(struct jx_registry *registry, const char *folder,
                        struct jx_arena *arena, const struct jx_refusal *refusal)
{
    struct jx_error err = {0};
    const char **names;
    size_t count;
    bool ok = true;
    if (!jx_os_trusted(folder, &err) ||
        !jx_os_list(folder, arena, &names, &count, &err)) {
        refusal->take(refusal->ctx, &err);
        return false;
    }
    for (size_t i = 0; i < count; i++)
        if (is_object(names[i]))
            ok = load_file(registry, jx_arena_format(arena, "%s/%s", folder, names[i]),
                           arena, refusal) &&
                 ok;
    return ok;
}

bool jx_plugins_load(struct jx_registry *registry, const char *path,
                     struct jx_arena *arena, const struct jx_refusal *refusal)
{
    if (jx_os_is_folder(path))
        return load_folder(registry, path, arena, refusal);
    return !jx_os_exists(path) ||
           load_file(registry, jx_arena_copy(arena, path, strlen(path)), arena, refusal);
}
