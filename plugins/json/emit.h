/* emit.h: JSON text piece by piece: commas, line breaks, escapes, a buffer.
 *
 * After a failed write everything is dropped; `failed` says so at the end. */
#pragma once

#include "jixiao/plugin.h"

#include <string.h>

enum { JX_EMIT_ROOM = 4096 }; /* that is always to be had in the buffer */

struct jx_emit {
    const struct jx_host *host;
    const struct jx_output *output;
    bool pretty; /* one value a line, indented by one blank a level */
    bool failed;
    bool first, keyed; /* nothing in this container yet; a key stands before */
    int depth;
    size_t used;
    char buffer[4 * JX_EMIT_ROOM];
};

bool jx_emit_flush(struct jx_emit *e);

/* Where `n` bytes can be put, at most JX_EMIT_ROOM; add to `used` what there are. */
static inline char *jx_emit_room(struct jx_emit *e, size_t n)
{
    if (sizeof e->buffer - e->used < n)
        jx_emit_flush(e);
    return e->buffer + e->used;
}

/* What comes before a key or a value: nothing behind a key, else comma and line. */
void jx_emit_separate(struct jx_emit *e);
static inline void jx_emit_before(struct jx_emit *e)
{
    if (e->keyed)
        e->keyed = false;
    else
        jx_emit_separate(e);
}

void jx_emit_open(struct jx_emit *e, char bracket);
void jx_emit_close(struct jx_emit *e, char bracket);
void jx_emit_key(struct jx_emit *e, struct jx_str key);

/* A key that is a constant of this plugin; short, and nothing in it needs an escape. The
 * compiler puts a literal in place. */
static inline void jx_emit_name(struct jx_emit *e, const char *key)
{
    size_t n = strlen(key);
    if (e->pretty) {
        jx_emit_key(e, (struct jx_str){key, n});
        return;
    }
    char *at = jx_emit_room(e, n + 4);
    *at = ',';
    at += !e->first;
    *at++ = '"';
    memcpy(at, key, n);
    at += n;
    *at++ = '"';
    *at++ = ':';
    e->used = (size_t)(at - e->buffer);
    e->first = false;
    e->keyed = true;
}

void jx_emit_null(struct jx_emit *e);
void jx_emit_bool(struct jx_emit *e, bool value);
void jx_emit_text(struct jx_emit *e, struct jx_str text);
void jx_emit_string(struct jx_emit *e, const char *text); /* NULL or "": null */
/* "file:line"; without a line, the file; null. */
void jx_emit_at(struct jx_emit *e, const char *file, int line);
void jx_emit_count(struct jx_emit *e, uint64_t count);
void jx_emit_integer(struct jx_emit *e, int64_t value);
void jx_emit_decimal(struct jx_emit *e, struct jx_dec number, bool known); /* or null */
/* As printed: a text, or the lexeme of a number where it is one of JSON's; absent: null. */
void jx_emit_cell(struct jx_emit *e, const struct jx_cell *cell);
void jx_emit_why(struct jx_emit *e, const struct jx_why *why);
/* A message and the reason behind it (NULL or empty: none), as one text. */
void jx_emit_whys(struct jx_emit *e, const struct jx_why *why,
                  const struct jx_why *because);

/* Ends a document or line: a line break; the next value starts afresh. */
void jx_emit_end(struct jx_emit *e);
