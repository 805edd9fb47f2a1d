/* reviews.h: the file of --reviews. */
#pragma once

#include "cmd.h"
#include "review.h"

struct jx_review_file {
    struct jx_arena arena;
    struct jx_reviews reviews;
};

/* Reads the file by whatever reader knows it. Rows that are no decisions are printed on
 * standard error and counted in reviews.fault_count. false: it cannot be read, or holds no
 * table of decisions. Close it in any case. */
bool jx_review_file_open(struct jx_review_file *file, struct jx_app *app,
                         const char *path, struct jx_error *err);
/* Says on standard error which forms with decisions did not come up in the run. */
void jx_review_file_unused(const struct jx_review_file *file);
void jx_review_file_close(struct jx_review_file *file); /* zeroed is fine */
