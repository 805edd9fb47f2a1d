/* record.h: names of the keys of a record, and access to its cells by key. */
#pragma once

#include "jixiao/value.h"
#include "arena.h"

extern const char *const jx_record_keys[JX_REC_COUNT]; /* "form", "region" … */
extern const char *const jx_fund_keys[JX_FUND_COUNT];
extern const char *const jx_ind_keys[JX_IND_COUNT];

/* Index of `name` among `count` names, or -1. */
int jx_key_index(const char *const *names, int count, struct jx_str name);

/* A cell that is there and is not blank. */
bool jx_cell_filled(const struct jx_cell *cell);
/* A text cell over `text`. */
struct jx_cell jx_cell_text(struct jx_str text, struct jx_at at);

/* "file:line", "file Sheet1!C5" or "" into out. */
void jx_source_print(const struct jx_record *record, struct jx_at at, char *out,
                     size_t size);

/* A copy of a record with every string in `arena`; NULL when memory runs out. */
struct jx_record *jx_record_copy(struct jx_arena *arena, const struct jx_record *record);
