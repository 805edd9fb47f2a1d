/* walk.h: from inputs (files, folders, archives) to files one after another. What is in
 * them is feed.h's business. */
#pragma once

#include "archive.h"
#include "cmd.h"

enum {
    JX_WALK_DEPTH = 32,  /* folders and archives within each other */
    JX_WALK_ARCHIVES = 4 /* archives within each other */
};

/* A file of the walk; lives until the next one is asked for. */
struct jx_place {
    const char *name; /* as messages name it: "a.zip/b/c.docx" */
    const char *path; /* on the disk, "-" standard input; NULL: in an archive */
    struct jx_archive *archive;
    const struct jx_entry *entry;
};

struct jx_level; /* a folder or archive being walked */
struct jx_walk {
    const struct jx_options *options;
    size_t next_input;
    struct jx_level *levels; /* from the input down to where the walk stands */
    int depth;
    size_t found;      /* files in the input that was given */
    uint64_t unfolded; /* bytes from archives of this input */
};

/* The options are borrowed; false: memory. */
bool jx_walk_open(struct jx_walk *walk, const struct jx_options *options,
                  struct jx_error *err);
void jx_walk_close(struct jx_walk *walk); /* zeroed is fine */

/* The next file: inputs in order, folders and archives in the order of their names, depth
 * first. false: there is none, or err says what cannot be walked; the walk may go on. */
bool jx_walk_next(struct jx_walk *walk, struct jx_place *place, struct jx_error *err);

/* The place is an archive: its entries come next. `bytes` (may be NULL) are its contents
 * where it is no file on the disk; taken over. */
bool jx_walk_enter(struct jx_walk *walk, const struct jx_place *place, char *bytes,
                   size_t len, struct jx_error *err);
/* The archive just entered; NULL: none. jx_walk_leave takes the walk out of it again. */
const struct jx_archive *jx_walk_archive(const struct jx_walk *walk);
void jx_walk_leave(struct jx_walk *walk);
/* Leaves all archives of the input, when it unfolds to too much. */
void jx_walk_leave_archives(struct jx_walk *walk);
