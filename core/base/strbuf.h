/* strbuf.h: a growing text, and small helpers for slices of text. */
#pragma once

#include "jixiao/value.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct jx_arena;

/* A growing byte buffer. `failed` is set once when memory runs out and stays set; what
 * is in it is then incomplete, so the user checks it once at the end. Not shared
 * between threads. */
struct jx_strbuf {
    char *text; /* always NUL-terminated once anything was added; NULL before */
    size_t len, capacity;
    bool failed;
};

void jx_strbuf_add(struct jx_strbuf *buf, const char *text, size_t len);
/* Where `len` bytes more can be written before jx_strbuf_add is given them, which then need
 * not copy them. NULL: memory. */
char *jx_strbuf_room(struct jx_strbuf *buf, size_t len);
void jx_strbuf_puts(struct jx_strbuf *buf, const char *text);
void jx_strbuf_putc(struct jx_strbuf *buf, char c);
void jx_strbuf_format(struct jx_strbuf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Pads with blanks until the text added since `from` (a byte offset) has `columns`. */
void jx_strbuf_pad(struct jx_strbuf *buf, size_t from, size_t columns);
/* Somebody's words, for a terminal (jx_utf8_tame). */
void jx_strbuf_plain(struct jx_strbuf *buf, const char *text);
/* A JSON string with quotes and escapes; the text is valid UTF-8. */
void jx_strbuf_json(struct jx_strbuf *buf, const char *text, size_t len);
void jx_strbuf_clear(struct jx_strbuf *buf);
void jx_strbuf_free(struct jx_strbuf *buf);

/* Slices: struct jx_str is a pointer and a length, not terminated, not owned. */
struct jx_str jx_str_of(const char *text);
static inline bool jx_str_eq(struct jx_str a, struct jx_str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}
bool jx_str_is(struct jx_str a, const char *b);
/* bytewise order; <0, 0, >0 */
int jx_str_cmp(struct jx_str a, struct jx_str b);
/* Position of `part` in `a`, or -1. */
ptrdiff_t jx_str_find(struct jx_str a, struct jx_str part);
bool jx_str_starts(struct jx_str a, struct jx_str part);
/* Without outer blanks of any kind (jx_utf8_blank). */
struct jx_str jx_str_trim(struct jx_str a);
/* Without any blanks, in the arena, a NUL behind it; {NULL, 0}: no memory. */
struct jx_str jx_str_squeeze(struct jx_arena *arena, struct jx_str a);
/* Glob over the whole text: '*' is any run of bytes, everything else stands for itself. */
bool jx_str_glob(struct jx_str text, struct jx_str pattern);

/* The word of `words` (NULL-terminated) nearest to `word` by edit distance over
 * characters, or NULL when none is near enough to be a likely misspelling. */
const char *jx_nearest(const char *word, const char *const *words);
