/* os_late.c: loads a library and looks up its functions, for POSIX systems. Which ones, the
 * lists say. */
#include "late.h"

#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

static bool fill(const struct jx_late *library, void *object)
{
    for (size_t i = 0; object && i < library->count; i++) {
        void *address = dlsym(object, library->names[i]);
        if (!address)
            return false;
        memcpy((char *)library->table + i * sizeof address, &address, sizeof address);
    }
    return object;
}

bool jx_late_load(const struct jx_late *library, bool *ready)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&lock);
    if (!*ready)
        *ready = fill(library, dlopen(library->file, RTLD_NOW | RTLD_LOCAL));
    pthread_mutex_unlock(&lock);
    return *ready;
}
