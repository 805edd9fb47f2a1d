/* emit.h: JSON text piece by piece, without blanks: escapes, numbers, a buffer. With line
 * breaks it is by layout.c, behind the buffer.
 *
 * Every function appends at `at`, a place in the buffer, and returns where to go on. Only
 * elements of lists and longer texts look whether there is room; what is written between
 * them, keys, numbers and short texts, must be shorter than JX_EMIT_LOOSE. After a failed
 * write everything is dropped; `failed` says so at the end. */
#pragma once

#include "jixiao/plugin.h"

#include <string.h>

enum {
    JX_EMIT_BYTES = 16 * 1024, /* in the buffer after a text, at most */
    JX_EMIT_LOOSE = 2048,      /* keys, numbers and short texts behind it */
    JX_EMIT_TEXT = 4096        /* a text that is looked at as a whole */
};

/* A piece of output as it was written, known by two pointers to constants of a pack: many
 * items share it. */
struct jx_emit_kept {
    const char *first, *second;
    uint32_t len; /* 0: nothing is kept here */
    char text[256 - 2 * sizeof(char *) - sizeof(uint32_t)];
};

struct jx_layout;
struct jx_emit {
    const struct jx_host *host;
    const struct jx_output *output;
    struct jx_layout *layout; /* one value a line, indented; NULL: all on one */
    bool failed;
    struct jx_str plain; /* as jx_output.plain */
    struct jx_emit_kept kept[32];
    struct jx_emit_kept *last; /* found; NULL: none yet */
    const char *piece; /* where one begins that will be kept; NULL: it cannot be */
    char *buffer;      /* being filled: its own, or a place of the output's */
    char own[JX_EMIT_BYTES + JX_EMIT_LOOSE + JX_EMIT_TEXT];
};

/* Begins what is handed on before anything else is done with the output: then it can stand
 * there at once. The buffer is empty. */
char *jx_emit_begin(struct jx_emit *e);
/* Hands on what is in the buffer; from now on, its own is filled. Returns its beginning. */
char *jx_emit_flush(struct jx_emit *e, const char *at);
static inline char *jx_emit_check(struct jx_emit *e, char *at)
{
    return at > e->buffer + JX_EMIT_BYTES ? jx_emit_flush(e, at) : at;
}

static inline char *jx_emit_put(char *at, const char *bytes, size_t n)
{
    memcpy(at, bytes, n);
    return at + n;
}
/* Constant pieces: as they are; a comma and a key. */
#define JX_PUT(at, literal) jx_emit_put(at, literal, sizeof(literal) - 1)
#define JX_KEY(at, key)     JX_PUT(at, ",\"" key "\":")
/* What begins a member or an element whose container may be empty: its bracket, once. */
static inline char *jx_emit_lead(struct jx_emit *e, char *at, char *lead)
{
    at = jx_emit_check(e, at);
    *at = *lead;
    *lead = ',';
    return at + 1;
}
/* Ends such a container. */
static inline char *jx_emit_end(char *at, char lead, char closing)
{
    if (lead != ',')
        *at++ = lead;
    *at = closing;
    return at + 1;
}

static inline char *jx_emit_bool(char *at, bool value)
{
    return value ? JX_PUT(at, "true") : JX_PUT(at, "false");
}
char *jx_emit_long_count(char *at, uint64_t count);
static inline char *jx_emit_count(char *at, uint64_t count)
{
    if (count >= 10)
        return jx_emit_long_count(at, count);
    *at = (char)('0' + count);
    return at + 1;
}

/* A number without needless digits; unknown: null. */
char *jx_emit_long_decimal(const struct jx_emit *e, char *at, struct jx_dec number);
extern const char jx_emit_pairs[]; /* the digits of 0 to 99, two each */
static inline char *jx_emit_decimal(const struct jx_emit *e, char *at,
                                    struct jx_dec number, bool known)
{
    static const uint8_t times[] = {0, 10, 1};
    if (!known)
        return JX_PUT(at, "null");
    uint32_t places = 0u - (uint32_t)number.exponent;
    if ((uint64_t)number.digits >= 10000 || places > 2)
        return jx_emit_long_decimal(e, at, number);
    uint32_t whole = (uint32_t)number.digits, rest = 0;
    if (places) {
        uint32_t hundredths = whole * times[places];
        whole = hundredths / 100;
        rest = hundredths % 100;
    }
    if (whole >= 100)
        return jx_emit_long_decimal(e, at, number);
    bool one = whole < 10;
    at = jx_emit_put(at, jx_emit_pairs + 2 * whole + one, 2) - one;
    if (!rest)
        return at;
    *at = '.';
    at = jx_emit_put(at + 1, jx_emit_pairs + 2 * rest, 2);
    return at - (at[-1] == '0');
}

char *jx_emit_text(struct jx_emit *e, char *at, struct jx_str text);
/* NULL and "": null. */
char *jx_emit_string(struct jx_emit *e, char *at, const char *text);
/* A key that is no constant, with its colon. */
char *jx_emit_key(struct jx_emit *e, char *at, struct jx_str key);
/* "file:line"; without a line, the file; null. */
char *jx_emit_at(struct jx_emit *e, char *at, const char *file, int64_t line);
/* Where a piece is kept, which may be appended again; before it is written first, `len` is
 * 0, and behind it jx_emit_keep. */
struct jx_emit_kept *jx_emit_search(struct jx_emit *e, const char *first,
                                    const char *second);
static inline struct jx_emit_kept *jx_emit_find(struct jx_emit *e, const char *at,
                                                const char *first, const char *second)
{
    struct jx_emit_kept *last = e->last;
    e->piece = at;
    return last && last->first == first && last->second == second
               ? last
               : jx_emit_search(e, first, second);
}
void jx_emit_keep(struct jx_emit *e, const char *at, struct jx_emit_kept *kept);
/* As printed: a text, or the lexeme of a number where it is one of JSON's; absent: null. */
char *jx_emit_other_cell(struct jx_emit *e, char *at, const struct jx_cell *cell);
static inline char *jx_emit_cell(struct jx_emit *e, char *at, const struct jx_cell *cell)
{
    return cell->kind == JX_TEXT ? jx_emit_text(e, at, cell->text)
                                 : jx_emit_other_cell(e, at, cell);
}
/* A message and the reason behind it (NULL or empty: none), as one text. */
char *jx_emit_why(struct jx_emit *e, char *at, const struct jx_why *why,
                  const struct jx_why *because);

/* Puts line breaks and indents between values, and gives them to the output. NULL: no
 * memory. false: the output takes no more. */
struct jx_layout *jx_layout_new(const struct jx_host *host);
bool jx_layout_write(struct jx_layout *layout, const struct jx_output *output,
                     const char *bytes, size_t len);
