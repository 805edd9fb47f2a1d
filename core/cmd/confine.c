/* confine.c: the paths of a run, for the sandbox of core/base/os_sandbox.c. */
#include "confine.h"

#include "os_file.h"
#include "os_sandbox.h"
#include "os_tree.h"

#include <stdlib.h>
#include <string.h>

struct paths {
    struct jx_arena *arena;
    const char **list;
    size_t count, capacity;
};

/* Without memory a path stays shut, and opening it says so. */
static void add(struct paths *paths, const char *path)
{
    const char **grown = path && *path
                             ? jx_arena_grow(paths->arena, paths->list, paths->count,
                                             &paths->capacity, sizeof *grown)
                             : NULL;
    if (!grown)
        return;
    paths->list = grown;
    grown[paths->count++] = path;
}

/* The folder in which a path lies. */
static const char *holder(struct jx_arena *arena, const char *path)
{
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/')
        n--;
    while (n && path[n - 1] != '/')
        n--;
    return n ? jx_arena_copy(arena, path, n) : ".";
}

/* What the C library opens by itself: converters of encodings, the time zone. */
static void add_system(struct paths *paths)
{
    static const char *const folders[] = {
        "/usr/lib",   "/usr/lib64",     "/lib",           "/lib64",
        "/usr/share", "/usr/local/lib", "/etc/localtime", "/etc/ld.so.cache"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        add(paths, folders[i]);
}

/* A pack among others may be a link to where it really lies. */
static void add_linked(struct paths *paths, const char *folder)
{
    struct jx_error ignored = {0};
    const char **names;
    size_t count;
    if (!jx_os_is_folder(folder) ||
        !jx_os_list(folder, paths->arena, &names, &count, &ignored))
        return;
    for (size_t i = 0; i < count; i++) {
        const char *path = jx_arena_format(paths->arena, "%s/%s", folder, names[i]);
        if (path && jx_os_kind(path) == JX_OS_LINK)
            add(paths, path);
    }
}

static void add_packs(struct paths *paths, struct jx_app *app, const char *given)
{
    for (const char *const *folder = app->search; folder && *folder; folder++) {
        add(paths, *folder);
        add_linked(paths, *folder);
    }
    for (const char *const *folder = app->places.trust; *folder; folder++)
        add(paths, *folder);
    if (!given)
        return;
    /* packs that a folder stands on lie beside it; it may be named by its pack.json */
    const char *slash = strrchr(given, '/');
    bool by_file = strcmp(slash ? slash + 1 : given, "pack.json") == 0;
    const char *folder = by_file ? holder(paths->arena, given) : given;
    add(paths, given);
    if (folder && (slash || given[0] == '.'))
        add(paths, jx_arena_format(paths->arena, "%s/..", folder));
}

void jx_confine(struct jx_app *app, const struct jx_options *options)
{
    struct jx_arena *arena = &app->arena;
    struct paths read = {.arena = arena}, write = {.arena = arena};
    const char *temporary = getenv("TMPDIR");
    for (size_t i = 0; i < options->input_count; i++)
        add(&read, options->inputs[i]);
    add(&read, options->reviews);
    add_packs(&read, app, options->pack);
    add(&read, app->data);
    add(&read, app->locale);
    add_system(&read);
    add(&write, temporary && temporary[0] == '/' ? temporary : "/tmp");
    if (options->output && strcmp(options->output, "-") != 0)
        add(&write, holder(arena, options->output));
    if (options->certificate_path)
        add(&write, holder(arena, options->certificate_path));
    jx_os_sandbox_enter(read.list, read.count, write.list, write.count);
}
