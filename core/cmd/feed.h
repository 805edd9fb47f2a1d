/* feed.h: from inputs (files, folders, standard input) to records, one after another. */
#pragma once

#include "cmd.h"
#include "packs.h"

/* What a source finds. Both return false to stop the run. */
struct jx_feed {
    struct jx_app *app;
    struct jx_packs *packs;
    const struct jx_options *options;
    void *ctx;
    /* A record with region and year filled as far as known; lives until this returns. */
    bool (*record)(void *ctx, const struct jx_record *record, struct jx_error *err);
    /* Something that could not be read; the run goes on. */
    bool (*trouble)(void *ctx, const char *file, struct jx_at at, const char *text,
                    struct jx_error *err);
};

/* Reads every input in order; folders in the order of their names, depth first. false: the
 * run cannot go on, err says why. */
bool jx_feed_run(struct jx_feed *source, struct jx_error *err);
