/* work.h: one thread's share of a run: units to records, records to results, results to
 * bytes. */
#pragma once

#include "foreign.h"
#include "listing.h"
#include "os_folder.h"
#include "read.h"

/* Behind what a thread counts in, so that another's is on no cache line of it. */
enum { JX_WORK_APART = 128 };

/* A unit and what came of it; filled by one thread after another. Starts zeroed. */
struct jx_work {
    struct jx_unit unit;
    struct jx_strbuf out;   /* bytes of the output */
    struct jx_strbuf notes; /* lines for standard error */
    struct jx_strbuf proof; /* its part of a certificate */
    struct jx_tally tally;
    uint64_t records; /* handed on */
    uint64_t units;   /* of work that their rules did */
    bool over;        /* stopped: alone they did more than --max-work */
    int exit;         /* highest exit code that what was found asks for */
    struct jx_error err;
    bool failed; /* the run must stop: err */
    char apart[JX_WORK_APART];
};
void jx_work_free(struct jx_work *work);

/* What all workers of a run share. */
struct jx_plan {
    struct jx_app *app;
    const struct jx_options *options;
    enum jx_task task;
    struct jx_packs *packs;
    const struct jx_reviews *reviews; /* NULL: none */
    struct jx_office *office;         /* NULL: none */
    struct jx_latest *latest;         /* NULL: every form counts */
    const struct jx_writer *writer;
    bool skip_records;           /* the writer needs no records, only findings */
    bool tells_troubles;         /* on standard error: no page in sight names them */
    struct jx_os_folder *folder; /* where the one worker's files go; NULL: one output */
};

struct jx_worker {
    const struct jx_plan *plan;
    struct jx_readers *readers;
    struct jx_engines engines;
    struct jx_engines trials;     /* explain only: what it would take */
    struct jx_arena arena;        /* of one record */
    struct jx_arena writer_arena; /* of the writer's self */
    struct jx_error err;
    struct jx_host_ctx host_ctx;
    struct jx_host host;
    struct jx_output output;
    void *self;
    struct jx_work *work;      /* being done */
    uint64_t given;            /* results handed to the writer */
    struct jx_strbuf *sink;    /* where the writer's bytes go, */
    struct jx_os_output *file; /* or straight into the output */
    char apart[JX_WORK_APART];
};

/* false and err on failure. Close it in any case. */
bool jx_worker_open(struct jx_worker *worker, const struct jx_plan *plan,
                    struct jx_error *err);
void jx_worker_do(struct jx_worker *worker, struct jx_work *work);
/* From now on the writer, which is opened if nothing was written yet, writes to one of
 * these. */
bool jx_worker_turn(struct jx_worker *worker, struct jx_strbuf *sink,
                    struct jx_os_output *file, struct jx_error *err);
/* Returns false, with the writer's complaint in err unless something else is there. */
bool jx_worker_failed(const struct jx_worker *worker, struct jx_error *err);
/* Ends the writer. */
bool jx_worker_end(struct jx_worker *worker, const struct jx_summary *summary,
                   bool whole);
void jx_worker_close(struct jx_worker *worker);
