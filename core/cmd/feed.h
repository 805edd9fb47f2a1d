/* feed.h: from inputs (files, folders, standard input) to units of work: chunks of lines,
 * or whole documents. Reading them is read.h's business. */
#pragma once

#include "chunk.h"
#include "walk.h"

/* Where a run stands between two units. */
struct jx_mark {
    uint64_t document;     /* number of the document, from 1; 0: none yet */
    uint64_t offset, line; /* in it: of the next line; 0: it has been read to its end */
    uint64_t seen;         /* digest of the sizes and times of all documents so far */
};

enum jx_unit_kind { JX_UNIT_LINES, JX_UNIT_DOCUMENT, JX_UNIT_TROUBLE };

struct jx_kind;
/* Filled again and again; starts zeroed. */
struct jx_unit {
    enum jx_unit_kind kind;
    char *file; /* as messages name it; owned */
    const struct jx_reader *reader;
    const struct jx_kind *foreign; /* no reader reads it: see foreign.h; NULL: one does */
    int64_t time;                  /* of the document's last change; 0: unknown */
    struct jx_chunk chunk;
    struct jx_error trouble; /* JX_UNIT_TROUBLE: why this could not be read */
    struct jx_mark end;      /* where the run stands behind it */
};
void jx_unit_free(struct jx_unit *unit);

struct jx_feed {
    struct jx_app *app;
    const struct jx_options *options;
    struct jx_walk walk;
    struct jx_chunks chunks;
    struct jx_member member; /* of an archive, behind the chunks */
    struct jx_place place;   /* of the open document */
    const struct jx_reader *reader;
    const struct jx_kind *foreign;
    bool open, any; /* any: something in it was not blank */
    struct jx_mark mark;
    struct jx_mark resume; /* what an earlier run has done; zero: nothing */
    char resume_file[1024], resume_reader[64];
};

/* Checks --from; false: no such reader. */
bool jx_feed_open(struct jx_feed *feed, struct jx_app *app,
                  const struct jx_options *options, struct jx_error *err);
void jx_feed_close(struct jx_feed *feed);

/* The next unit: inputs in order, folders and archives in the order of their names. false:
 * no more (or the user interrupted), or err says what failed. */
bool jx_feed_next(struct jx_feed *feed, struct jx_unit *unit, struct jx_error *err);

/* Bytes of all inputs together; 0 where that cannot be told. */
uint64_t jx_feed_total(const struct jx_feed *feed);
