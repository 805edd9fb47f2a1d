/* lock.h: lock.json, {"parents": [{"name", "version", "digest"}]}, the nearest first: what
 * a pack stood on when it was installed. It is no part of the pack's digest. */
#pragma once

#include "pack.h"

struct jx_strbuf;

/* Appends the lock of a loaded pack. */
void jx_lock_write(const struct jx_pack *pack, struct jx_strbuf *out);
