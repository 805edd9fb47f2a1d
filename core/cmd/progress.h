/* progress.h: how far a run is, on a terminal and nowhere else. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct jx_progress {
    bool on;
    double started, shown;
    uint64_t total;   /* bytes of the input; 0 unknown */
    uint64_t skipped; /* done before this run: no part of its rate */
};

/* `wanted`: neither --quiet nor an output on the same terminal. */
void jx_progress_start(struct jx_progress *progress, bool wanted, uint64_t total,
                       uint64_t skipped);
/* Shows records and bytes done, a few times a second. */
void jx_progress_show(struct jx_progress *progress, uint64_t records, uint64_t bytes);
/* Clears the line. */
void jx_progress_end(struct jx_progress *progress);
