/* os_stream.h: inputs read piece by piece, a temporary file, the clock and Ctrl-C: the
 * operating system as long runs need it. Whole files are os_file.h's business. */
#pragma once

#include "fail.h"

#include <stdint.h>

/* An input open for reading; zeroed or fd -1: none. One thread at a time. */
struct jx_os_input {
    int fd;
    const char *path; /* as given to open; must outlive the input */
    bool regular;     /* a file with a size, else a pipe */
    uint64_t size;
    int64_t time; /* of its last change, seconds since 1970; 0: no file */
};

/* Opens a file or pipe, or standard input for "-"; refuses folders and devices. */
bool jx_os_input_open(struct jx_os_input *input, const char *path, struct jx_error *err);
/* Bytes of a file that is not opened: who opens a pipe takes part in it. 0: no file. */
uint64_t jx_os_input_size(const char *path);
/* Reads up to `room` bytes; *got 0 is the end. A blocked read of a pipe ends with *got 0
 * when the user interrupts: ask jx_os_interrupted. */
bool jx_os_input_read(struct jx_os_input *input, char *bytes, size_t room, size_t *got,
                      struct jx_error *err);
/* Goes on `offset` bytes from the start, before anything was read; a pipe is read up to
 * there. false also when the input is shorter. */
bool jx_os_input_skip(struct jx_os_input *input, uint64_t offset, struct jx_error *err);
void jx_os_input_close(struct jx_os_input *input);

/* A temporary file without a name, which vanishes with the process. TMPDIR, else /tmp.
 * -1 and err on failure. */
int jx_os_scratch_open(struct jx_error *err);
bool jx_os_scratch_write(int fd, const void *bytes, size_t len, struct jx_error *err);
/* Reads exactly `len` bytes at `offset`. */
bool jx_os_scratch_read(int fd, uint64_t offset, void *bytes, size_t len,
                        struct jx_error *err);
void jx_os_scratch_close(int fd); /* -1 is fine */

/* From now on the first Ctrl-C (or a polite kill) only sets a flag; the second one ends
 * the process as ever. */
void jx_os_interrupt_watch(void);
bool jx_os_interrupted(void);

double jx_os_seconds(void); /* of a clock that never goes back */
/* Brings what was printed to standard output; false: it could not all be written. */
bool jx_os_print_end(struct jx_error *err);
bool jx_os_error_terminal(void);  /* standard error is a terminal */
bool jx_os_output_terminal(void); /* standard output is one */
bool jx_os_output_unread(void);   /* ... a pipe that nobody reads any more */
long jx_os_processors(void);      /* that are online; at least 1 */
