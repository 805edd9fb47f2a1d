/* app.c: an app over the plugins that are built in and those that are found. Which are built
 * in, and who is told of those refused, is for whoever opens it. */
#include "app.h"

struct jx_app jx_app_new(const struct jx_plugin *const *builtin)
{
    return (struct jx_app){.registry = {builtin}, .arena = jx_arena_new(0)};
}

void jx_app_end(struct jx_app *app)
{
    jx_arena_free(&app->arena);
}

bool jx_app_plugins(struct jx_app *app, const char *given,
                    const struct jx_refusal *strict, const struct jx_refusal *lax)
{
    if (given && !jx_plugins_load(&app->registry, given, &app->arena, strict))
        return false;
    for (const char *const *folder = app->plugin_folders; *folder; folder++)
        jx_plugins_load(&app->registry, *folder, &app->arena, lax);
    return true;
}
