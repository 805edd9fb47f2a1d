/* testing.h: running the cases of a pack, for the commands that must know that they pass. */
#pragma once

#include "cmd.h"

/* Runs the cases of a pack and prints what differs, in files of `shown` (NULL: of the pack's
 * own folder), and unless quiet how many passed. Returns the exit code. */
int jx_test_pack(struct jx_app *app, const char *reference, const char *shown,
                 bool quiet);
