/* os_plugin.c: loading shared objects, and whom to trust with them, for POSIX systems.
 * What is in a shared object is os_elf.c's business; plugins are unknown here. */
#include "os_plugin.h"

#include "lang.h"
#include "os_reason.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef JX_ONE_PIECE
const void *jx_os_object_load(const char *path, const char *symbol, struct jx_error *err)
{
    /* dlopen searches for a name without a slash: the current folder is meant. */
    char file[4100];
    if (!strchr(path, '/') && strlen(path) < 4096) {
        strcpy(file, "./");
        path = strcat(file, path);
    }
    void *object = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    const void *address = object ? dlsym(object, symbol) : NULL;
    if (!address) {
        const char *why = dlerror();
        jx_fail(err, path, 0, _("cannot be loaded: %s"), why ? why : symbol);
    }
    return address;
}
#else
const void *jx_os_object_load(const char *path, const char *symbol, struct jx_error *err)
{
    (void)symbol;
    jx_fail(err, path, 0,
            _("this jixiao is in one piece and takes no plugins: install the package of "
              "your system"));
    return NULL;
}
#endif

struct jx_os_inside jx_os_inside_set(struct jx_os_inside inside)
{
    static _Thread_local struct jx_os_inside now;
    struct jx_os_inside before = now;
    now = inside;
    return before;
}

static bool distrust(struct jx_error *err, const char *path, const char *why)
{
    return jx_fail(err, path, 0, "%s", why);
}

/* A sticky folder lets nobody replace what belongs to others. */
static bool place_trusted(const char *path, bool above, struct jx_error *err)
{
    struct stat info;
    if (stat(path, &info) != 0)
        return jx_os_fail(err, path, _("cannot be examined"));
    if (info.st_uid != 0 && info.st_uid != geteuid())
        return distrust(err, path,
                        _("belongs to another user, who could put code there: plugins "
                          "are loaded from places of root or of yourself only"));
    bool sticky = above && (info.st_mode & S_ISVTX);
    if ((info.st_mode & S_IWOTH) && !sticky)
        return distrust(err, path,
                        _("is writable by others, who could put code there: take that "
                          "right away (chmod o-w) to have plugins loaded"));
    return true;
}

bool jx_os_trusted(const char *path, struct jx_error *err)
{
    char *real = realpath(path, NULL);
    if (!real)
        return jx_os_fail(err, path, _("cannot be examined"));
    bool ok = place_trusted(real, false, err);
    for (char *slash; ok && (slash = strrchr(real, '/')) && slash != real;) {
        *slash = '\0';
        ok = place_trusted(real, true, err);
    }
    free(real);
    return ok;
}

const char *jx_os_code_folder(const void *address, struct jx_arena *arena)
{
    Dl_info info;
    char *real =
        dladdr(address, &info) && info.dli_fname ? realpath(info.dli_fname, NULL) : NULL;
    char *slash = real ? strrchr(real, '/') : NULL;
    const char *folder =
        slash ? jx_arena_copy(arena, real, (size_t)(slash - real)) : NULL;
    free(real);
    return folder;
}
