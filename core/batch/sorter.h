/* sorter.h: more entries than memory should hold, in order: sorted parts are spilt to a
 * temporary file and merged at the end. One thread. */
#pragma once

#include "fail.h"

#include <stdint.h>

/* <0, 0, >0 by two entries; those that are equal stay in the order of adding. */
typedef int jx_sorter_order(const void *a, const void *b);

struct jx_sorter;

/* `bytes`: how much may be held before it is spilt. NULL: memory. */
struct jx_sorter *jx_sorter_open(jx_sorter_order *order, size_t bytes);
void jx_sorter_close(struct jx_sorter *sorter); /* NULL is fine */

/* Adds a copy of an entry. */
bool jx_sorter_add(struct jx_sorter *sorter, const void *entry, size_t len,
                   struct jx_error *err);
/* Ends adding; then next gives the entries. */
bool jx_sorter_sort(struct jx_sorter *sorter, struct jx_error *err);
/* The next entry, aligned as by malloc, valid until the next call. false: the end, or err
 * says what failed. */
bool jx_sorter_next(struct jx_sorter *sorter, const void **entry, size_t *len,
                    struct jx_error *err);
