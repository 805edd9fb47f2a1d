/* fold.h: texts of forms made comparable, and cells made clean. Pure functions. */
#pragma once

#include "arena.h"
#include "jixiao/value.h"

/* A longer text is no heading or label, and folds to nothing. */
enum { JX_FOLD_MAX = 512 };

/* Without blanks and line breaks, full-width forms as ASCII; no more is changed. Empty when
 * the result needs more than `size` bytes. */
struct jx_str jx_fold_width(struct jx_str text, char *out, size_t size);

/* Likewise, of a text as short as figures are (4 bytes less than `size` at most); a longer or
 * blank one as it is. */
struct jx_str jx_fold_figure(struct jx_str text, char *out, size_t size);
static inline bool jx_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Digits with a point or commas, and a short unit: "85.6", "1,200万元". */
bool jx_is_figure(struct jx_str text);

/* A heading or label as it is compared: jx_fold_width, then without numbering prefixes,
 * parenthesised remarks and the colons at its end. Empty for long or blank texts. */
struct jx_str jx_fold(struct jx_str text, char out[JX_FOLD_MAX]);

/* Behind numbering prefixes: "1.", "（一）", "①", "其中：", "指标1：", "★". */
struct jx_str jx_skip_numbering(struct jx_str text);
/* Is there a numbering prefix and nothing behind it? */
bool jx_only_numbering(struct jx_str text);

/* A cell's text without outer blanks and line breaks (a blank stays between two ASCII
 * words). Points into `text`, or into the arena; p is NULL when memory runs out. */
struct jx_str jx_clean(struct jx_arena *arena, struct jx_str text);
/* Without the colons at its end. */
struct jx_str jx_without_colon(struct jx_str text);
/* Likewise for level names: without any blanks, numbering and a remark at the end. */
struct jx_str jx_clean_level(struct jx_arena *arena, struct jx_str text);
/* The figure of "（15分）" or "（15分…）" at the end of a text; empty without one. Points into
 * `text`. */
struct jx_str jx_points_remark(struct jx_str text);
