/* seal.h: what packfile.c and seal.c share. Not for other rooms. */
#pragma once

#include "jixiao/value.h"

/* Is the entry in the manifest as it is? false, too, where memory runs out. */
bool manifest_has(struct jx_str manifest, const char *name, struct jx_str bytes);
