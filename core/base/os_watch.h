/* os_watch.h: told when files of a folder change, as the operating system knows it. */
#pragma once

#include "fail.h"

struct jx_os_watch {
    int fd;
};

/* false: the system gives no more watches. To be closed by whom it was opened. */
bool jx_os_watch_open(struct jx_os_watch *watch, struct jx_error *err);
void jx_os_watch_close(struct jx_os_watch *watch);

/* Files written, moved or removed in the folder, not in those below it. */
bool jx_os_watch_folder(struct jx_os_watch *watch, const char *path,
                        struct jx_error *err);

/* Waits for a change, and then until nothing has happened for a moment: editors write a
 * file in several steps. false: the user interrupted, or err says what failed. */
bool jx_os_watch_wait(struct jx_os_watch *watch, struct jx_error *err);
