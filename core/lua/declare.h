/* declare.h: reading what a rule file declares, shared by declare.c and its parameters. */
#pragma once

#include "sandbox.h"
#include "scan.h"

/* What is being read, and where faults go. */
struct jx_declare {
    lua_State *L;
    const char *file;
    struct jx_str source;
    struct jx_arena *arena;
    struct jx_rule *rule;
    struct jx_faults *faults;
};

extern const char *const jx_type_names[]; /* by enum jx_type, without maps */

/* A fault at the line where `key` is written. */
#define JX_FAULT(r, key, hint, ...)                                                      \
    jx_fault_add((r)->faults, false, (r)->file, jx_scan_key((r)->source, key), "", hint, \
                 __VA_ARGS__)

/* "did you mean" of the nearest of `words`, or NULL. */
const char *jx_declare_hint(struct jx_declare *r, const char *word,
                            const char *const *words);
_Noreturn void jx_declare_no_memory(struct jx_declare *r);
/* A copy of the text at stack index `index` in the arena. */
char *jx_declare_keep(struct jx_declare *r, int index);
/* Pushes field `key` of the table at index `table`; returns its Lua type. */
int jx_declare_field(struct jx_declare *r, int table, const char *key);
/* Adds faults for keys of the table at `table` that are not `known`. */
void jx_declare_keys(struct jx_declare *r, int table, const char *const *known,
                     const char *where);
/* The type of that name offered to parameters, or to needs; JX_T_NONE: none. */
enum jx_type jx_declare_type(const char *name, size_t len, bool parameter);
/* Reads one entry of params: key and value are at the top of the stack. */
void jx_declare_param(struct jx_declare *r, void *param);
