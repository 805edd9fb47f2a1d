/* read.h: a unit of work through its reader and, where that gives tables, through the
 * form recogniser, to records one after another. */
#pragma once

#include "feed.h"
#include "packs.h"

/* What is found. Both return false to stop; err then says why. */
struct jx_found {
    void *ctx;
    /* A record with region and year filled as far as known; lives until this returns. */
    bool (*record)(void *ctx, const struct jx_record *record, struct jx_error *err);
    /* Something that could not be read; reading goes on. */
    bool (*trouble)(void *ctx, const char *file, struct jx_at at, const char *text,
                    struct jx_error *err);
};

/* The readers of one thread, opened when first needed. */
struct jx_readers;
struct jx_readers *jx_readers_open(const struct jx_registry *registry,
                                   const struct jx_options *options,
                                   struct jx_packs *packs);
void jx_readers_close(struct jx_readers *readers); /* NULL is fine */

/* Reads a unit. false: found said stop, or memory; err says why. */
bool jx_read_unit(struct jx_readers *readers, const struct jx_unit *unit,
                  const struct jx_found *found, struct jx_error *err);
