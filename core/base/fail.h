/* fail.h: errors on the caller's stack, lists of faults, and invariants.
 *
 * A function that can fail returns bool and takes a `struct jx_error *err`, which it
 * fills with jx_fail() when it returns false. Messages say what, where, what was
 * expected and what to do. */
#pragma once

#include "arena.h"

#include <stdbool.h>
#include <stddef.h>

enum jx_error_kind {
    JX_ERR_NONE = 0,
    JX_ERR_INPUT, /* a document or record that cannot be read: exit 4 */
    JX_ERR_PACK,  /* a bad pack: exit 3 */
    JX_ERR_USAGE, /* wrong command line: exit 2 */
    JX_ERR_SYSTEM /* memory, disk, pipe: exit 4 */
};

struct jx_error {
    enum jx_error_kind kind; /* JX_ERR_INPUT where the failing room sets nothing */
    int line;                /* 1-based; 0: none */
    char path[256];          /* file, possibly with ":JSON path"; "" none */
    char text[768];
};

/* Fills `err` and returns false. path may be NULL. Long texts are cut at a character
 * boundary. */
bool jx_fail(struct jx_error *err, const char *path, int line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* As jx_fail with the kind set: for errno-like failures and packs. */
bool jx_fail_kind(struct jx_error *err, enum jx_error_kind kind, const char *path,
                  int line, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* "path:line: text", "path: text" or "text" into `out`, always terminated. */
void jx_error_print(const struct jx_error *err, char *out, size_t size);

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
    size_t errors; /* those that are no warnings */
    bool lost;     /* memory ran out: there are more, and errors among them */
};

/* Adds a fault; strings are copied. hint may be NULL. */
void jx_fault_add(struct jx_faults *faults, bool warning, const char *path, int line,
                  const char *at, const char *hint, const char *format, ...)
    __attribute__((format(printf, 7, 8)));

/* Prints message and aborts: for broken invariants of the program itself, never for
 * anything a document, a pack or a rule can cause. */
_Noreturn void jx_broken(const char *expression, const char *file, int line);
#define jx_require(e) ((e) ? (void)0 : jx_broken(#e, __FILE__, __LINE__))
