/* progress.c: the progress line on standard error: records, rate, share done, time left. */
#include "progress.h"

#include "lang.h"
#include "os_stream.h"

#include <stdio.h>

static const double between = 0.2; /* seconds from one line to the next */

void jx_progress_start(struct jx_progress *progress, bool wanted, uint64_t total,
                       uint64_t skipped)
{
    *progress = (struct jx_progress){.on = wanted && jx_os_error_terminal(),
                                     .started = jx_os_seconds(),
                                     .total = total,
                                     .skipped = skipped};
    progress->shown = progress->started;
}

static void show_left(double share, double left)
{
    unsigned seconds = (unsigned)left + 1;
    fprintf(stderr, _(", %u%%, %u:%02u left"), (unsigned)(share * 100), seconds / 60,
            seconds % 60);
}

void jx_progress_show(struct jx_progress *progress, uint64_t records, uint64_t bytes)
{
    double now = progress->on ? jx_os_seconds() : 0;
    if (!progress->on || now - progress->shown < between)
        return;
    progress->shown = now;
    double spent = now - progress->started;
    fprintf(stderr, "\r\033[K");
    fprintf(stderr, _("%llu forms, %llu a second"), (unsigned long long)records,
            (unsigned long long)((double)records / spent));
    if (progress->total > progress->skipped && bytes > progress->skipped &&
        bytes <= progress->total) {
        double done = (double)(bytes - progress->skipped);
        double all = (double)(progress->total - progress->skipped);
        show_left((double)bytes / (double)progress->total, spent * (all - done) / done);
    }
    fflush(stderr);
}

void jx_progress_end(struct jx_progress *progress)
{
    if (progress->on)
        fprintf(stderr, "\r\033[K");
    progress->on = false;
}
