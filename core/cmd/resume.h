/* resume.h: what an interrupted run leaves beside its output, so that another goes on. */
#pragma once

#include "feed.h"
#include "packs.h"

struct jx_resume {
    struct jx_mark mark;
    char file[1024], reader[64];
    uint64_t written; /* bytes of the output */
    uint64_t bytes;   /* of the inputs that are done */
    uint64_t records, errors, warnings;
    int exit;
};

/* Writes "OUTPUT.resume". */
bool jx_resume_save(const struct jx_options *options, const char *command,
                    const struct jx_packs *packs, const struct jx_resume *resume,
                    struct jx_error *err);
/* Reads it, and refuses when options, inputs or packs are others than they were. */
bool jx_resume_load(struct jx_app *app, const struct jx_options *options,
                    const char *command, struct jx_packs *packs, struct jx_resume *resume,
                    struct jx_error *err);
/* Removes it, when the output is whole. */
void jx_resume_remove(const struct jx_options *options);
