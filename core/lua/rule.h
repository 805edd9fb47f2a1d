/* rule.h: scoring rules in Lua, run in the sandbox. The only door into core/lua.
 *
 * A struct jx_lua is one worker's interpreter with every Lua rule of a pack compiled; it
 * belongs to one thread at a time and keeps no state between calls. */
#pragma once

#include "fail.h"
#include "ledger.h"
#include "pack.h"

/* Limits of a call. Tests may lower or lift single guards. */
struct jx_lua_limits {
    uint64_t work;       /* units charged a call: 1,000,000 */
    size_t string_bytes; /* longest string: 16 KiB */
    size_t call_bytes;   /* allocated in a call: 64 MiB */
    size_t live_bytes;   /* alive in the state: 8 MiB */
    int refusals;        /* allocations refused in a call before all are: 8 */
    unsigned guards_off; /* bit set of enum jx_lua_guard, for tests only */
    size_t block_bytes;  /* largest single table part or stack: 256 KiB */
    size_t source_bytes; /* longest rule file: 64 KiB */
    unsigned cpu_ms;     /* CPU time of a call, only the backstop: 10,000 */
    bool interpreted;    /* every call is made by the interpreter (straight.h) */
};

/* What keeps a rule in. Each has a test that shows another outcome with it off. */
enum jx_lua_guard {
    JX_GUARD_INSTRUCTIONS = 1 << 0, /* instructions are charged */
    JX_GUARD_CHARGES = 1 << 1,      /* library calls charge before they work */
    JX_GUARD_STRINGS = 1 << 2,      /* longest string */
    JX_GUARD_BLOCKS = 1 << 3,       /* largest table part or stack */
    JX_GUARD_CALL_BYTES = 1 << 4,   /* bytes allocated in a call */
    JX_GUARD_LIVE_BYTES = 1 << 5,   /* bytes alive */
    JX_GUARD_REFUSALS = 1 << 6,     /* after the 8th refusal nothing is given out */
    JX_GUARD_DEPTH = 1 << 7,        /* nesting of calls */
    JX_GUARD_ALARM = 1 << 8,        /* CPU time */
    JX_GUARD_NAMES = 1 << 9,        /* the allow-list of names */
    JX_GUARD_SOURCE = 1 << 10,      /* text chunks, UTF-8, size, no NUL characters */
    JX_GUARD_READONLY = 1 << 11,    /* environment, libraries, x, s and parameters */
    JX_GUARD_FREEZE = 1 << 12,      /* file-level tables are read-only after load */
    JX_GUARD_STATE = 1 << 13,       /* captured variables must not change */
    JX_GUARD_DECLARED = 1 << 14,    /* reading what was not declared is an error */
    JX_GUARD_TYPES = 1 << 15,       /* library arguments are not converted */
    JX_GUARD_VERBS = 1 << 16,       /* points and reasons are checked */
    JX_GUARD_RESULT = 1 << 17,      /* a rule function returns nothing */
    JX_GUARD_NUL = 1 << 18,         /* texts made by libraries hold no NUL character */
    JX_GUARD_HASH = 1 << 19,        /* instructions cost more where tables are large */
    JX_GUARD_VALUES = 1 << 20       /* and where functions are given many values */
};
extern const struct jx_lua_limits jx_lua_default_limits;

/* Compiles a rule file in a fresh sandbox and reads what it declares; strings are copied
 * to arena. Adds faults (syntax, unknown keys with "did you mean", wrong types, api) and
 * returns false when there is an error. `file` is what messages name: "north/x.lua".
 * Signature fits jx_pack_env.inspect. */
bool jx_lua_inspect(const char *file, struct jx_str source, struct jx_arena *arena,
                    struct jx_rule *rule, struct jx_faults *faults);

/* A state with all Lua rules of the pack; limits NULL: the defaults. The pack must
 * outlive it. NULL and err on failure. */
struct jx_lua *jx_lua_open(const struct jx_pack *pack, const struct jx_lua_limits *limits,
                           struct jx_error *err);
/* The same, but that the rules are compiled when the first of them is called, which with
 * native methods may never be. They were inspected: only memory can then be wanting. */
struct jx_lua *jx_lua_later(const struct jx_pack *pack,
                            const struct jx_lua_limits *limits, struct jx_error *err);
void jx_lua_close(struct jx_lua *lua); /* NULL is fine */

enum jx_lua_status {
    JX_LUA_OK = 0,
    JX_LUA_ERROR, /* rule-error: err has message, file and line */
    JX_LUA_LIMIT  /* rule-limit: likewise; the state renews itself */
};

/* Runs the rule's score function: inputs in the order of rule->needs, params in the order
 * of rule->params, `full` the weight. Verbs go to the ledger, whose reasons may lead to texts
 * of inputs and params, which are valid UTF-8. */
enum jx_lua_status jx_lua_score(struct jx_lua *lua, const struct jx_rule *rule,
                                struct jx_dec full, const struct jx_value *inputs,
                                const struct jx_value *params, struct jx_ledger *ledger,
                                struct jx_error *err);

/* What a total function sees: x.items, x.groups, x.sum, x.budget. */
struct jx_total_view {
    const struct jx_item *items;
    size_t item_count;
    const struct jx_group *groups;
    size_t group_count;
    struct jx_dec sum;
    bool has_sum;
    const struct jx_value
        *budget; /* JX_T_MAP of initial, adjusted, executed, rate; may be
                                      NULL */
};
/* Runs the rule's total function; s.full is `full` (the form's total). Extra verbs: cap,
 * veto. The points of a cap line are the cap. */
enum jx_lua_status jx_lua_total(struct jx_lua *lua, const struct jx_rule *rule,
                                struct jx_dec full, const struct jx_total_view *view,
                                const struct jx_value *inputs,
                                const struct jx_value *params, struct jx_ledger *ledger,
                                struct jx_error *err);

/* Units charged by the last call. */
uint64_t jx_lua_work(const struct jx_lua *lua);

/* ---- coverage ---- */

/* What became of a line of a rule file since jx_lua_cover. */
struct jx_lua_line {
    uint32_t runs;  /* times it began to run */
    unsigned verbs; /* bit set of enum jx_verb: those called from it */
    bool code;      /* something on it can run: known of functions that were called */
    bool entered;   /* a function that begins here was called */
};

/* Counts from now on, which slows every line down. false: memory. */
bool jx_lua_cover(struct jx_lua *lua);
/* The lines of a Lua rule from line 1 on, *count of them; NULL before jx_lua_cover. They
 * live as long as the state and go on counting. */
const struct jx_lua_line *jx_lua_covered(const struct jx_lua *lua,
                                         const struct jx_rule *rule, size_t *count);

/* A place in a rule's text that calls a verb, or (JX_VERB_COUNT) begins a function. */
struct jx_lua_site {
    int line;
    enum jx_verb verb;
};
/* All of them in order; the list is in `arena`. */
size_t jx_lua_sites(struct jx_str source, struct jx_arena *arena,
                    struct jx_lua_site **list);
