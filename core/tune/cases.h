/* cases.h: the forms of a run kept in memory, to be scored again and again. */
#pragma once

#include "arena.h"
#include "jixiao/value.h"

struct jx_case {
    const struct jx_record *record;
    struct jx_str code, name, department, unit; /* trimmed */
};

/* Starts zeroed, ends with jx_cases_free. */
struct jx_cases {
    struct jx_arena arena;
    struct jx_case *list;
    size_t count, capacity;
};

/* Keeps a copy. false: memory. */
bool jx_cases_add(struct jx_cases *cases, const struct jx_record *record);
void jx_cases_free(struct jx_cases *cases);
