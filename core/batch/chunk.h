/* chunk.h: an input as chunks of whole lines, or as a whole; memory bounded by the chunk
 * and the longest line, never by the input. */
#pragma once

#include "os_stream.h"

enum {
    JX_CHUNK_BYTES = 64 * 1024, /* larger ones gain nothing and add up */
    JX_CHUNK_HEAD = 64 * 1024,
    JX_CHUNK_PADDING = 64 /* zeros behind every chunk of lines */
};

/* Filled again and again; starts zeroed. */
struct jx_chunk {
    char *bytes;
    size_t len, capacity;
    uint64_t first_line, offset; /* of bytes[0]: line from 1, byte from 0 */
    uint64_t lines;              /* that begin in it */
    uint32_t *ends;              /* where each of them ends, from bytes[0] */
    size_t end_capacity;
    uint64_t
        refused; /* not 0: one line of so many bytes, too long to be held; len is 0 */
};
void jx_chunk_free(struct jx_chunk *chunk);
/* Gives back what an unusually large chunk took. */
void jx_chunk_trim(struct jx_chunk *chunk);

/* Bytes that come from elsewhere than a file: as jx_os_input_read. */
struct jx_chunk_source {
    void *ctx;
    bool (*read)(void *ctx, char *bytes, size_t room, size_t *got, struct jx_error *err);
};

struct jx_chunks {
    struct jx_os_input input;
    struct jx_chunk_source source; /* read NULL: the input */
    struct jx_chunk rest;          /* read, not yet given out */
    uint64_t line, offset;
    size_t line_max;
    bool ended; /* nothing more can be read */
};

/* `path` must outlive the chunks. */
bool jx_chunks_open(struct jx_chunks *chunks, const char *path, size_t line_max,
                    struct jx_error *err);
/* From a source, which must outlive the chunks and whose owner closes it. */
void jx_chunks_from(struct jx_chunks *chunks, struct jx_chunk_source source,
                    size_t line_max);
void jx_chunks_close(struct jx_chunks *chunks); /* zeroed is fine */

/* The first bytes, up to JX_CHUNK_HEAD, without taking them; only before anything else. */
bool jx_chunks_head(struct jx_chunks *chunks, const char **bytes, size_t *len,
                    struct jx_error *err);
/* Goes on at a byte where a line begins, whose number is given. */
bool jx_chunks_skip(struct jx_chunks *chunks, uint64_t offset, uint64_t line,
                    struct jx_error *err);

/* The next whole lines. false: the end, or err says what failed. */
bool jx_chunks_next(struct jx_chunks *chunks, struct jx_chunk *chunk,
                    struct jx_error *err);
/* All that is left, at most `limit` bytes. */
bool jx_chunks_all(struct jx_chunks *chunks, size_t limit, struct jx_chunk *chunk,
                   struct jx_error *err);
