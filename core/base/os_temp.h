/* os_temp.h: a file for the time of one command, where the system keeps such files. */
#pragma once

#include "arena.h"
#include "fail.h"

/* Makes an empty file that only this user can read; its path in `arena`, or NULL and err.
 * Thread-safe. */
const char *jx_os_temp_make(struct jx_arena *arena, struct jx_error *err);
void jx_os_temp_remove(const char *path); /* NULL is fine */
