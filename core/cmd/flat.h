/* flat.h: a finding as bytes in one piece, so that it can lie in a file and be sorted
 * there; of this process only. */
#pragma once

#include "jixiao/plugin.h"
#include "strbuf.h"

/* Appends a finding with its record's code and name and its source. */
void jx_flat_put(struct jx_strbuf *out, const struct jx_finding *finding,
                 struct jx_str code, struct jx_str name, const char *source);

/* What order needs: severity and points are read without the rest. */
const struct jx_finding *jx_flat_head(const void *flat);

enum { JX_FLAT_ARGS = 16 };
/* A finding read back: points into the bytes. */
struct jx_flat {
    struct jx_finding finding;
    struct jx_listed listed;
    struct jx_arg args[2 * JX_FLAT_ARGS];
};
void jx_flat_get(const void *bytes, struct jx_flat *out);
