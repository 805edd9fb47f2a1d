/* watch.h: --watch: a command again whenever a file of its packs is saved. */
#pragma once

#include "cmd.h"
#include "pack.h"

/* Does the work once more; the code is that of a run. */
typedef int jx_watch_again(void *ctx);

/* Watches the folders of the packs and of those that they stand on, and calls `again` after
 * every change until the user interrupts. A reference that cannot be loaded now is watched
 * all the same where it is a folder. While it runs, faults of packs are shown with their
 * line. Returns `code`, the last one of `again`, or that of an error. */
int jx_watch(struct jx_app *app, const char *const *references, size_t count,
             jx_watch_again *again, void *ctx, int code);
