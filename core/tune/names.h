/* names.h: numbers for names, in the order in which they first come. */
#pragma once

#include "jixiao/value.h"

#include <stddef.h>

/* Starts zeroed, ends with jx_names_free. Names are borrowed. */
struct jx_names {
    struct jx_str *list;
    size_t count, capacity;
    uint32_t *slots;
    size_t slot_count;
};

/* The number of a name, from 0, given out when it is new; SIZE_MAX: memory. */
size_t jx_names_number(struct jx_names *names, struct jx_str name);
void jx_names_free(struct jx_names *names);
