/* registry.c: look-up in the plugins' tables. Loading shared objects is not done here. */
#include "registry.h"

#include <string.h>

const char *jx_registry_path(const struct jx_registry *registry, size_t index)
{
    return registry->paths ? registry->paths[index] : NULL;
}

const struct jx_plugin *jx_registry_plugin(const struct jx_registry *registry,
                                           const char *name)
{
    for (const struct jx_plugin *const *p = registry->plugins; *p; p++)
        if (strcmp((*p)->name, name) == 0)
            return *p;
    return NULL;
}

const struct jx_reader *jx_registry_reader(const struct jx_registry *registry,
                                           const char *name)
{
    for (const struct jx_plugin *const *p = registry->plugins; *p; p++)
        for (const struct jx_reader *const *r = (*p)->readers; r && *r; r++)
            if (strcmp((*r)->name, name) == 0)
                return *r;
    return NULL;
}

const struct jx_reader *jx_registry_behind(const struct jx_registry *registry,
                                           const struct jx_reader *reader)
{
    bool passed = false;
    for (const struct jx_plugin *const *p = registry->plugins; *p; p++)
        for (const struct jx_reader *const *r = (*p)->readers; r && *r; r++) {
            if (passed && strcmp((*r)->name, reader->name) == 0)
                return *r;
            passed |= *r == reader;
        }
    return NULL;
}

const struct jx_writer *jx_registry_writer(const struct jx_registry *registry,
                                           const char *name)
{
    for (const struct jx_plugin *const *p = registry->plugins; *p; p++)
        for (const struct jx_writer *const *w = (*p)->writers; w && *w; w++)
            if (strcmp((*w)->name, name) == 0)
                return *w;
    return NULL;
}

const struct jx_method *jx_registry_method(const struct jx_registry *registry,
                                           const char *name,
                                           const struct jx_plugin **plugin)
{
    for (const struct jx_plugin *const *p = registry->plugins; *p; p++)
        for (const struct jx_method *const *m = (*p)->methods; m && *m; m++)
            if (strcmp((*m)->name, name) == 0) {
                if (plugin)
                    *plugin = *p;
                return *m;
            }
    return NULL;
}

const struct jx_reader *jx_registry_probe(const struct jx_registry *registry,
                                          const char *head, size_t len, const char *name)
{
    const struct jx_reader *best = NULL;
    int best_score = 0;
    for (const struct jx_plugin *const *p = registry->plugins; *p; p++)
        for (const struct jx_reader *const *r = (*p)->readers; r && *r; r++) {
            int score = (*r)->probe(head, len, name);
            if (score > best_score && score <= 100) { /* beyond: nonsense, not mine */
                best_score = score;
                best = *r;
            }
        }
    return best ? jx_registry_reader(registry, best->name) : NULL;
}

/* The index-th name of the part in one plugin, or NULL. */
static const char *part_name(const struct jx_plugin *plugin, enum jx_plugin_part part,
                             size_t index)
{
    if (part == JX_READERS && plugin->readers && plugin->readers[index])
        return plugin->readers[index]->name;
    if (part == JX_WRITERS && plugin->writers && plugin->writers[index])
        return plugin->writers[index]->name;
    if (part == JX_METHODS && plugin->methods && plugin->methods[index])
        return plugin->methods[index]->name;
    return part == JX_PLUGINS && index == 0 ? plugin->name : NULL;
}

/* The part's names of one plugin, added to `names` when it is not NULL; their count. */
static size_t plugin_names(const struct jx_plugin *plugin, enum jx_plugin_part part,
                           const char **names)
{
    size_t n = 0;
    for (const char *name; (name = part_name(plugin, part, n)); n++)
        if (names)
            names[n] = name;
    return n;
}

const char *const *jx_registry_names(const struct jx_registry *registry,
                                     enum jx_plugin_part part, struct jx_arena *arena)
{
    size_t count = 0;
    for (const struct jx_plugin *const *p = registry->plugins; *p; p++)
        count += plugin_names(*p, part, NULL);
    const char **names = jx_arena_array(arena, count + 1, sizeof *names);
    size_t n = 0;
    for (const struct jx_plugin *const *p = registry->plugins; names && *p; p++)
        n += plugin_names(*p, part, names + n);
    return names;
}
