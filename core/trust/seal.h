/* seal.h: what packfile.c and seal.c share. Not for other rooms. */
#pragma once

#include "jixiao/value.h"

struct jx_strbuf;

/* Appends the line of an entry in the manifest. */
void manifest_line(struct jx_strbuf *out, const char *name, struct jx_str bytes);
