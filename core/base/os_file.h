/* os_file.h: the only calls of the operating system for files and folders.
 *
 * Everything here is thread-safe and says in err what failed, for which path and why. */
#pragma once

#include "arena.h"
#include "fail.h"

#include <stdint.h>

/* A file's bytes in memory; not NUL-terminated. Give back with jx_os_release. */
struct jx_bytes {
    char *p;
    size_t n;
};

/* Reads a whole file, or standard input for "-". Refuses folders, devices and more than
 * `limit` bytes, before memory is taken where the size is known. */
bool jx_os_read(const char *path, size_t limit, struct jx_bytes *out,
                struct jx_error *err);
void jx_os_release(struct jx_bytes *bytes); /* zeroed is fine */

bool jx_os_is_folder(const char *path);
bool jx_os_exists(const char *path);
/* One file under both names? false when either is not there. */
bool jx_os_same_file(const char *a, const char *b);

/* Makes a folder; fails when something of this name is there. */
bool jx_os_make_folder(const char *path, struct jx_error *err);

/* Names in a folder but for "." and "..", sorted bytewise, in `arena`. */
bool jx_os_list(const char *folder, struct jx_arena *arena, const char ***names,
                size_t *count, struct jx_error *err);

/* An output that appears whole or not at all: written aside in the same folder, then
 * fsync and rename. Standard output (path NULL or "-") and what is no file (a pipe, a
 * device) cannot be replaced: they are written as it comes. */
struct jx_os_output {
    int fd;
    char *path;  /* NULL: standard output */
    char *aside; /* NULL: written as it comes */
    char *buffer;
    size_t used;
    uint64_t written; /* bytes so far, those in the buffer included */
    bool failed;
    bool resumed; /* what is written aside stays when the run fails again */
    bool many;    /* one of many, which the caller brings to the disk together */
};
bool jx_os_output_open(struct jx_os_output *output, const char *path,
                       struct jx_error *err);
/* Where `path` is written aside, with XXXXXX for mkstemp: hidden, so that a run that walks
 * the same folder passes it by. The caller frees; NULL: out of memory. */
char *jx_os_aside(const char *path);
/* What an output called `path` stands for: the file that a link leads to, so that the link
 * stays; "-" for a link to standard output, as /dev/stdout is one; else `path` itself. */
const char *jx_os_output_name(struct jx_arena *arena, const char *path);
bool jx_os_output_write(struct jx_os_output *output, const char *bytes, size_t len,
                        struct jx_error *err);
/* Goes on with an output that was suspended, behind its first `written` bytes. */
bool jx_os_output_resume(struct jx_os_output *output, const char *path, uint64_t written,
                         struct jx_error *err);
/* Keeps what was written as "PATH.partial", to be resumed. Always frees. */
bool jx_os_output_suspend(struct jx_os_output *output, struct jx_error *err);
/* Removes a file; one that is not there is fine. */
void jx_os_remove(const char *path);
/* keep: make it appear; otherwise remove what was written. Always frees. */
bool jx_os_output_close(struct jx_os_output *output, bool keep, struct jx_error *err);

/* Folder of the running program, in `arena`; NULL when it cannot be told. */
const char *jx_os_program_folder(struct jx_arena *arena);
/* Columns of standard output when it is a terminal, else 0. */
int jx_os_terminal_width(void);
/* Is it a terminal that may be coloured? NO_COLOR and TERM=dumb say that it may not. */
bool jx_os_terminal_color(void);
