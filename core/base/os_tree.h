/* os_tree.h: folders that appear whole or not at all, and files that only their owner
 * may read.
 *
 * Thread-safe; err says what failed, for which path and why. */
#pragma once

#include "fail.h"

/* What a path is itself, a link not followed. */
enum jx_os_kind {
    JX_OS_NOTHING = 0, /* not there, or not to be examined */
    JX_OS_FILE,
    JX_OS_FOLDER,
    JX_OS_LINK,
    JX_OS_OTHER /* a device, a pipe, a socket */
};
enum jx_os_kind jx_os_kind(const char *path);

/* Makes a folder and those above it; one that is there is fine. */
bool jx_os_make_folders(const char *path, struct jx_error *err);

/* Brings everything in a folder to the disk: for many files at once, where one by one
 * would take a hundred times as long. */
bool jx_os_sync_folder(const char *path, struct jx_error *err);

/* Makes an empty folder with a name of its own; `path` ends in "XXXXXX", which is filled
 * in. Only the owner may look into it until it is published. */
bool jx_os_scratch_folder(char *path, struct jx_error *err);

/* Writes a new file, on the disk when this returns. secret: for its owner's eyes only.
 * Fails when something of this name is there. */
bool jx_os_write_new(const char *path, const char *bytes, size_t len, bool secret,
                     struct jx_error *err);

/* Makes what was written into a folder, and the folders in it, last, and readable as the
 * user's files usually are; then gives it its name. Fails when that name is taken. */
bool jx_os_publish_folder(const char *scratch, const char *path, struct jx_error *err);

/* Another name for a file or folder, on the disk when this returns; fails when it is
 * taken. */
bool jx_os_rename(const char *from, const char *to, struct jx_error *err);

/* Removes a file, or a folder with all that is in it; links are not followed. */
bool jx_os_remove_tree(const char *path, struct jx_error *err);

/* Waits until no other process holds the folder, and holds it until released. */
bool jx_os_hold_folder(const char *path, int *hold, struct jx_error *err);
void jx_os_release_folder(int hold); /* -1 is fine */
