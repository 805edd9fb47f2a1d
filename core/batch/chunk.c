/* chunk.c: cutting an input at line breaks. What a line holds is no business of this
 * file. */
#include "chunk.h"

#include "lang.h"

#include <stdlib.h>
#include <string.h>

void jx_chunk_free(struct jx_chunk *chunk)
{
    free(chunk->bytes);
    free(chunk->ends);
    *chunk = (struct jx_chunk){0};
}

void jx_chunk_trim(struct jx_chunk *chunk)
{
    if (chunk->capacity > 4 * JX_CHUNK_BYTES)
        jx_chunk_free(chunk);
}

static bool reserve(struct jx_chunk *chunk, size_t capacity, struct jx_error *err)
{
    if (capacity <= chunk->capacity)
        return true;
    char *bytes = realloc(chunk->bytes, capacity + JX_CHUNK_PADDING);
    if (!bytes)
        return jx_fail_memory(err, NULL);
    chunk->bytes = bytes;
    chunk->capacity = capacity;
    return true;
}

bool jx_chunks_open(struct jx_chunks *chunks, const char *path, size_t line_max,
                    struct jx_error *err)
{
    *chunks = (struct jx_chunks){.line = 1, .line_max = line_max};
    return jx_os_input_open(&chunks->input, path, err);
}

void jx_chunks_from(struct jx_chunks *chunks, struct jx_chunk_source source,
                    size_t line_max)
{
    *chunks = (struct jx_chunks){
        .input = {.fd = -1}, .source = source, .line = 1, .line_max = line_max};
}

void jx_chunks_close(struct jx_chunks *chunks)
{
    jx_os_input_close(&chunks->input);
    jx_chunk_free(&chunks->rest);
}

static bool read_some(struct jx_chunks *chunks, char *bytes, size_t room, size_t *got,
                      struct jx_error *err)
{
    return chunks->source.read
               ? chunks->source.read(chunks->source.ctx, bytes, room, got, err)
               : jx_os_input_read(&chunks->input, bytes, room, got, err);
}

/* Reads until there are `want` bytes or no more come. */
static bool read_up_to(struct jx_chunks *chunks, struct jx_chunk *chunk, size_t want,
                       struct jx_error *err)
{
    if (!reserve(chunk, want, err))
        return false;
    while (chunk->len < want && !chunks->ended) {
        size_t got;
        if (!read_some(chunks, chunk->bytes + chunk->len, want - chunk->len, &got, err))
            return false;
        chunk->len += got;
        chunks->ended = got == 0;
    }
    return true;
}

bool jx_chunks_head(struct jx_chunks *chunks, const char **bytes, size_t *len,
                    struct jx_error *err)
{
    if (!read_up_to(chunks, &chunks->rest, JX_CHUNK_HEAD, err))
        return false;
    *bytes = chunks->rest.bytes;
    *len = chunks->rest.len;
    return true;
}

static bool skip_source(struct jx_chunks *chunks, uint64_t offset, struct jx_error *err)
{
    char buffer[16 * 1024];
    for (size_t got = 1; offset && got; offset -= got) {
        size_t want = offset < sizeof buffer ? (size_t)offset : sizeof buffer;
        if (!read_some(chunks, buffer, want, &got, err))
            return false;
    }
    return !offset ||
           jx_fail(err, NULL, 0, _("is shorter than where the interrupted run stopped"));
}

bool jx_chunks_skip(struct jx_chunks *chunks, uint64_t offset, uint64_t line,
                    struct jx_error *err)
{
    if (chunks->source.read ? !skip_source(chunks, offset, err)
                            : !jx_os_input_skip(&chunks->input, offset, err))
        return false;
    chunks->offset = offset;
    chunks->line = line;
    return true;
}

/* Starts a chunk with what is left over. */
static bool start(struct jx_chunks *chunks, struct jx_chunk *chunk, struct jx_error *err)
{
    struct jx_chunk *rest = &chunks->rest;
    chunk->len = 0;
    chunk->refused = chunk->lines = 0;
    chunk->first_line = chunks->line;
    chunk->offset = chunks->offset;
    if (!reserve(chunk, rest->len, err))
        return false;
    if (rest->len)
        memcpy(chunk->bytes, rest->bytes, rest->len);
    chunk->len = rest->len;
    rest->len = 0;
    return true;
}

/* Gives back what stands behind the last line break. */
static bool cut(struct jx_chunks *chunks, struct jx_chunk *chunk, size_t end,
                struct jx_error *err)
{
    struct jx_chunk *rest = &chunks->rest;
    size_t over = chunk->len - end;
    if (!reserve(rest, over, err))
        return false;
    if (over)
        memcpy(rest->bytes, chunk->bytes + end, over);
    rest->len = over;
    chunk->len = end;
    return true;
}

static bool note_end(struct jx_chunk *chunk, size_t end, struct jx_error *err)
{
    if (chunk->lines == chunk->end_capacity) {
        size_t capacity = chunk->end_capacity ? 2 * chunk->end_capacity : 64;
        uint32_t *ends = realloc(chunk->ends, capacity * sizeof *ends);
        if (!ends)
            return jx_fail_memory(err, NULL);
        chunk->ends = ends;
        chunk->end_capacity = capacity;
    }
    chunk->ends[chunk->lines++] = (uint32_t)end;
    return true;
}

/* Finds the lines of a chunk. */
static bool note_lines(struct jx_chunk *chunk, struct jx_error *err)
{
    for (size_t at = 0; at < chunk->len; at++) {
        const char *end = memchr(chunk->bytes + at, '\n', chunk->len - at);
        at = end ? (size_t)(end - chunk->bytes) : chunk->len;
        if (!note_end(chunk, at, err))
            return false;
    }
    return true;
}

/* Reads on to the end of a line of which `chunk` holds the beginning, holding nothing. */
static bool refuse_line(struct jx_chunks *chunks, struct jx_chunk *chunk,
                        struct jx_error *err)
{
    const char *end = NULL;
    do {
        chunk->refused += chunk->len;
        chunk->len = 0;
        if (!read_up_to(chunks, chunk, JX_CHUNK_BYTES, err))
            return false;
        end = memchr(chunk->bytes, '\n', chunk->len);
    } while (!end && !chunks->ended);
    size_t n = end ? (size_t)(end - chunk->bytes) : chunk->len;
    chunk->refused += n;
    chunks->offset += chunk->refused + (end != NULL);
    chunks->line++;
    chunk->lines = 1;
    if (!cut(chunks, chunk, n + (end != NULL), err))
        return false;
    chunk->len = 0;
    return true;
}

bool jx_chunks_next(struct jx_chunks *chunks, struct jx_chunk *chunk,
                    struct jx_error *err)
{
    const char *last = NULL;
    if (!start(chunks, chunk, err))
        return false;
    for (size_t want = JX_CHUNK_BYTES;; want *= 2) {
        if (!read_up_to(chunks, chunk, want, err))
            return false;
        last = chunk->len ? memrchr(chunk->bytes, '\n', chunk->len) : NULL;
        if (last || chunks->ended)
            break;
        if (chunk->len > chunks->line_max)
            return refuse_line(chunks, chunk, err);
    }
    if (!chunk->len || jx_os_interrupted())
        return false;
    if (!chunks->ended && !cut(chunks, chunk, (size_t)(last - chunk->bytes) + 1, err))
        return false;
    memset(chunk->bytes + chunk->len, 0, JX_CHUNK_PADDING);
    if (!note_lines(chunk, err))
        return false;
    chunks->offset += chunk->len;
    chunks->line += chunk->lines;
    return true;
}

bool jx_chunks_all(struct jx_chunks *chunks, size_t limit, struct jx_chunk *chunk,
                   struct jx_error *err)
{
    uint64_t known = chunks->input.regular ? chunks->input.size : 0;
    size_t want = known < limit ? (size_t)known + 1 : limit + 1;
    if (!start(chunks, chunk, err))
        return false;
    if (want < JX_CHUNK_BYTES)
        want = JX_CHUNK_BYTES;
    while (chunk->len <= limit && !chunks->ended) {
        if (!read_up_to(chunks, chunk, want, err))
            return false;
        want = want < limit / 2 ? want * 2 : limit + 1;
    }
    return chunk->len <= limit ||
           jx_fail(err, chunks->input.path, 0,
                   _("larger than %zu bytes, the most that is read"), limit);
}
