/* bridge.h: what a rule's function is given: inputs x and ledger s; and the record of a
 * state with its rules that all parts of the bridge share. */
#pragma once

#include "env.h"
#include "sandbox.h"
#include "view.h"

/* What x shows of a need now. */
struct jx_lua_given {
    bool nested;  /* it is also read as x.budget.rate */
    uint8_t size; /* of a short text, plus 1; 0: something else */
    char text[14];
};

/* One function of a rule, as it lives in the state. */
struct jx_lua_entry {
    bool present;
    int line;           /* where it is defined */
    const void *ledger; /* identity of its s */
    uint64_t params;    /* what s.param shows now; 0: nothing yet */
    int param_views;    /* how many are kept */
    bool has_full;      /* what s.full shows now */
    double full;
    struct jx_lua_given *given; /* by need */
};

struct jx_lua_rule {
    const struct jx_rule *rule;
    struct jx_lua_entry entry[2]; /* score, total */
    struct jx_watch watch;
    bool bare;  /* nothing in the file can set a field: it sees tables, not views */
    bool brief; /* a call ends before its instructions would be counted */
    const struct jx_straight *straight; /* its score without the interpreter; or NULL */
};

struct jx_lua_call {
    struct jx_lua_rule *rule;
    bool total;
    struct jx_dec full;
    const struct jx_value *inputs, *params;
    const struct jx_total_view *view; /* total only */
    struct jx_ledger *ledger;
};

struct jx_lua {
    struct jx_box box; /* first, so that a state's box leads here */
    const struct jx_pack *pack;
    struct jx_arena arena;          /* what belongs to the present state */
    struct jx_lua_rule *rules;      /* by slot */
    const struct jx_lua_call *call; /* NULL between calls */
    struct jx_formats formats;      /* of reasons, checked before */
    bool ready;                     /* false: to be built anew */
    struct jx_lua_line **cover;     /* by slot and line; NULL: nothing is counted */
    struct jx_arena covered;        /* owns it */
};

static inline struct jx_lua *jx_lua_of(lua_State *L)
{
    return (struct jx_lua *)jx_box_of(L);
}

/* Places in the registry, by number, which is the fastest way to reach a value. */
enum {
    JX_REF_ITEMS = JX_REF_BARE + 1, /* tables that x.items and x.groups use again for */
    JX_REF_GROUPS,                  /* every record */
    JX_REF_RULES                    /* first of JX_RULE_REFS places a rule */
};
enum {
    JX_ENTRY_FUNCTION,
    JX_ENTRY_VALUES,   /* raw table behind x */
    JX_ENTRY_EXCHANGE, /* calls the function with the inputs of the present call */
    JX_ENTRY_REFS
};
enum {
    JX_RULE_WATCH,
    JX_RULE_ENTRIES,
    JX_RULE_REFS = JX_RULE_ENTRIES + 2 * JX_ENTRY_REFS
};

static inline int jx_rule_ref(const struct jx_rule *rule)
{
    return JX_REF_RULES + (int)rule->slot * JX_RULE_REFS;
}
static inline int jx_entry_ref(const struct jx_rule *rule, bool total, int what)
{
    return jx_rule_ref(rule) + JX_RULE_ENTRIES + (total ? JX_ENTRY_REFS : 0) + what;
}

/* cover.c: the hook that counts, and a verb called at a line of the running rule. */
void jx_cover_hook(lua_State *L, lua_Debug *event);
void jx_cover_verb(struct jx_lua *lua, enum jx_verb verb, int line);

/* Builds x and s of an entry, and its exchange; runs when the state is built. */
void jx_bridge_build(lua_State *L, struct jx_lua_rule *rule, bool total);

/* Where a qualified need is split for nested reading: "budget.rate" behind "budget",
 * "fact.ID.field" behind "fact.ID". 0: a bare name. */
size_t jx_bridge_container(const char *name);

/* Pushes a value as rules see it; lists and maps become views. `name` for messages. */
void jx_bridge_value(lua_State *L, const struct jx_value *value, const char *name);

/* What a verb may give or take: far beyond any weight, below any overflow. */
#define JX_MOST_POINTS 1e12

/* Pushes the verbs into the raw table at the top. */
void jx_verbs_set(lua_State *L, bool total);

/* x.items, x.groups, x.sum and x.budget: pushes the field and keeps it in the raw table of
 * x until the call ends. False (nothing pushed) for other names. */
bool jx_total_field(lua_State *L, const char *name);
/* Forgets the fields of the last call, and makes room for those of this one. */
void jx_total_start(lua_State *L, const struct jx_lua_call *call);

/* What may be read from a table, and what is said about any other name. */
enum jx_names {
    JX_NAMES_INPUTS,
    JX_NAMES_PARAMS,
    JX_NAMES_LEDGER,
    JX_NAMES_TOTAL_LEDGER,
    JX_NAMES_ITEM,
    JX_NAMES_GROUP,
    JX_NAMES_BUDGET
};
/* Makes reading an unknown name of the raw table at the top an error with "did you
 * mean". `prefix`: of inputs, "budget" for x.budget, "" for x itself. */
void jx_names_guard(lua_State *L, enum jx_names names, const char *prefix);
