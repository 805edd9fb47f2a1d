/* os_folder.h: a folder of outputs that appears whole or not at all. */
#pragma once

#include "os_file.h"

/* Files are written into a folder aside, which is then renamed. One thread. */
struct jx_os_folder {
    char *path, *aside; /* NULL: not open */
    struct jx_os_output file;
};

/* `path` must not be there, or be an empty folder: nothing of the user's is replaced. */
bool jx_os_folder_open(struct jx_os_folder *folder, const char *path,
                       struct jx_error *err);
/* Ends the file being written and begins the next. `name` is any text: what a file's name
 * cannot hold is replaced, and a name that is taken gets a number. */
bool jx_os_folder_next(struct jx_os_folder *folder, const char *name, size_t len,
                       const char *extension, struct jx_error *err);
/* Appends to the file being written. */
bool jx_os_folder_write(struct jx_os_folder *folder, const char *bytes, size_t len,
                        struct jx_error *err);
/* keep: make the folder appear; otherwise remove what was written. Always frees; zeroed is
 * fine. */
bool jx_os_folder_close(struct jx_os_folder *folder, bool keep, struct jx_error *err);
