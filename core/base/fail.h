/* fail.h: errors on the caller's stack, and lists of faults.
 *
 * A function that can fail returns bool and takes a `struct jx_error *err`, which it
 * fills with jx_fail() when it returns false. Messages say what, where, what was
 * expected and what to do. jixiao.h says which kinds there are (a kind that the failing
 * room does not set is JX_ERR_INPUT) and prints an error; exit codes follow from kinds. */
#pragma once

#include "arena.h"
#include "jixiao/jixiao.h"

#include <stdbool.h>
#include <stddef.h>

/* Fills `err` and returns false. path may be NULL. Long texts are cut at a character
 * boundary. */
bool jx_fail(struct jx_error *err, const char *path, int line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* As jx_fail with the kind set: for errno-like failures and packs. */
bool jx_fail_kind(struct jx_error *err, enum jx_error_kind kind, const char *path,
                  int line, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* Likewise, of memory that is not to be had. path may be NULL. */
bool jx_fail_memory(struct jx_error *err, const char *path);

/* Faults found while checking a pack: all of them are listed at once. */
struct jx_fault {
    const char *path; /* file as the user knows it: "north/pack.json" */
    const char *at;   /* JSON path "$.selectors.budget.rule", or "" */
    const char *text;
    const char *hint; /* "did you mean 'budget'?", or "" */
    int line;         /* 1-based; 0: none */
    bool warning;     /* does not make the pack bad */
};

struct jx_faults {
    struct jx_arena *arena; /* owns the strings; set by the owner */
    struct jx_fault *list;
    size_t count, capacity;
    size_t errors;    /* those that are no warnings */
    bool lost;        /* memory ran out: there are more, and errors among them */
    bool errors_only; /* set by the owner: no warning is added or looked for */
};

/* Adds a fault; strings are copied. hint may be NULL. */
void jx_fault_add(struct jx_faults *faults, bool warning, const char *path, int line,
                  const char *at, const char *hint, const char *format, ...)
    __attribute__((format(printf, 7, 8)));
