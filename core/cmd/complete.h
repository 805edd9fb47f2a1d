/* complete.h: completion of command lines, for shells. */
#pragma once

#include "cmd.h"

/* Prints what the last of `words` (those behind "jixiao"; it may be empty) may become, a
 * line each: "WORD TAB what it is"; ":files" or ":folders" where a path may stand. */
int jx_complete(struct jx_app *app, char **words, size_t count);
