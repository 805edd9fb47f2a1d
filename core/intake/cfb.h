/* cfb.h: the streams of a compound file ("OLE"), in which old office programs and
 * passwords keep documents. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct jx_cfb {
    const unsigned char *bytes;
    size_t len;
    unsigned shift; /* a sector has 1 << shift bytes */
};

/* false: no compound file, or one without its directory. Nothing is allocated. */
bool jx_cfb_open(struct jx_cfb *cfb, const char *bytes, size_t len);

/* Is there a stream or storage of this name (ASCII)? *head (may be NULL) is where its
 * first bytes are, NULL when they are not a sector of their own; *head_len how many. */
bool jx_cfb_find(const struct jx_cfb *cfb, const char *name, const unsigned char **head,
                 size_t *head_len);
