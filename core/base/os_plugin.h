/* os_plugin.h: the calls of the operating system for shared objects, and where a user's
 * own data lies. */
#pragma once

#include "arena.h"
#include "fail.h"

/* Reads the first `size` bytes of the data object `symbol` from the file of a shared
 * object, without loading it: no code of it runs. false: it is no shared object for this
 * machine, or has no such object of that size; err says which. */
bool jx_os_object_peek(const char *path, const char *symbol, void *out, size_t size,
                       struct jx_error *err);

/* Loads a shared object for the rest of the process's life, its symbols kept to itself,
 * and gives the address of `symbol`. NULL and err on failure. */
const void *jx_os_object_load(const char *path, const char *symbol, struct jx_error *err);

/* May code be loaded from this file or folder? Not when somebody else than its owner, this
 * user and root could have put it there: it, or a folder above it, belongs to another user
 * or is writable by others. err names the place. */
bool jx_os_trusted(const char *path, struct jx_error *err);

/* Notes that this thread is inside a plugin's function ("reader", "fixed"), for
 * os_signal.h; NULL: no longer. Returns what was noted before, to be restored. */
struct jx_os_inside {
    const char *kind, *name; /* kind NULL: in none */
};
struct jx_os_inside jx_os_inside_set(struct jx_os_inside inside);

/* Folder of the shared object or program that holds the code at `address`, in `arena`;
 * NULL when it cannot be told. */
const char *jx_os_code_folder(const void *address, struct jx_arena *arena);
