/* confine.h: what a run may touch, told to the system before the first document is read. */
#pragma once

#include "cmd.h"

/* Confines the process to reading the inputs, the packs and the program's own data, and to
 * writing beside the output and temporary files. Best effort; cannot be undone. */
void jx_confine(struct jx_app *app, const struct jx_options *options);
