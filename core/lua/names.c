/* names.c: reading a name that is not there: nil when it was declared and is absent now,
 * an error with "did you mean" when nobody declared it. */
#include "bridge.h"

#include "lang.h"
#include "strbuf.h"

#include <stdio.h>
#include <string.h>

enum { MOST = 128 };

static const char *const ledger_names[] = {"award", "deduct", "reject", "unscored",
                                           "find",  "full",   "param",  NULL};
static const char *const total_names[] = {"award", "deduct", "cap",   "veto",
                                          "find",  "full",   "param", NULL};
static const char *const item_names[] = {"score", "weight", "level1", "level2", NULL};
static const char *const group_names[] = {"score", "weight", "level1", NULL};
static const char *const budget_names[] = {"initial", "adjusted", "executed", "rate",
                                           NULL};
static const char *const view_names[] = {"items", "groups", "sum", "budget", NULL};

/* What follows `prefix` and a dot in a need's name; NULL: the need is elsewhere. */
static const char *below(const char *need, const char *prefix)
{
    size_t skip = strlen(prefix);
    if (skip == 0)
        return need;
    return strncmp(need, prefix, skip) == 0 && need[skip] == '.' ? need + skip + 1 : NULL;
}

static const char *const *fixed_names(const struct jx_lua_call *call, enum jx_names kind,
                                      const char *prefix)
{
    static const char *const none[] = {NULL};
    switch (kind) {
    case JX_NAMES_LEDGER: return ledger_names;
    case JX_NAMES_TOTAL_LEDGER: return total_names;
    case JX_NAMES_ITEM: return item_names;
    case JX_NAMES_GROUP: return group_names;
    case JX_NAMES_BUDGET: return budget_names;
    case JX_NAMES_INPUTS: return call->total && !*prefix ? view_names : none;
    default: return none;
    }
}

/* Is `name` declared? Collects the first MOST names on the way, for a hint. */
static bool declared(const struct jx_lua_call *call, enum jx_names kind,
                     const char *prefix, const char *name, const char **names)
{
    const struct jx_rule *rule = call->rule->rule;
    size_t count = 0, params = kind == JX_NAMES_PARAMS ? rule->param_count : 0;
    size_t needs = kind == JX_NAMES_INPUTS ? rule->need_count : 0;
    const char *const *fixed = fixed_names(call, kind, prefix);
    bool found = false;
    for (size_t i = 0; *fixed || i < params + needs;) {
        const char *known = *fixed       ? *fixed++
                            : i < params ? rule->params[i++].name
                                         : below(rule->needs[i++ - params].name, prefix);
        if (!known)
            continue;
        found = found || strcmp(known, name) == 0;
        if (count < MOST)
            names[count++] = known;
    }
    names[count] = NULL;
    return found;
}

static _Noreturn void undeclared(lua_State *L, enum jx_names kind, const char *prefix,
                                 const char *name, const char *const *names)
{
    char hint[160] = "";
    const char *near = jx_nearest(name, names), *dot = *prefix ? "." : "";
    if (near)
        snprintf(hint, sizeof hint, _("; did you mean '%s'?"), near);
    switch (kind) {
    case JX_NAMES_INPUTS:
        jx_box_error(L, _("input '%s%s%s' is not declared in needs%s"), prefix, dot, name,
                     hint);
    case JX_NAMES_PARAMS:
        jx_box_error(L, _("parameter '%s' is not declared in params%s"), name, hint);
    case JX_NAMES_LEDGER:
        if (strcmp(name, "cap") == 0 || strcmp(name, "veto") == 0)
            jx_box_error(L, _("s:%s belongs to a total function"), name);
        jx_box_error(L, _("s has no '%s'%s"), name, hint);
    case JX_NAMES_TOTAL_LEDGER:
        if (strcmp(name, "reject") == 0 || strcmp(name, "unscored") == 0)
            jx_box_error(L,
                         _("s:%s belongs to a score function; a total takes s:veto or "
                           "s:cap"),
                         name);
        jx_box_error(L, _("s has no '%s'%s"), name, hint);
    default: jx_box_error(L, _("there is no '%s' here%s"), name, hint);
    }
}

/* Upvalues: enum jx_names, prefix. Arguments: the raw table, the key. */
static int absent(lua_State *L)
{
    const struct jx_lua_call *call = jx_lua_of(L)->call;
    enum jx_names kind = (enum jx_names)lua_tointeger(L, lua_upvalueindex(1));
    const char *prefix = lua_tostring(L, lua_upvalueindex(2));
    jx_box_charge(L, 1);
    if (!call)
        jx_box_error(L, _("inputs and the ledger cannot be used after the call"));
    if (lua_type(L, 2) != LUA_TSTRING) {
        if (jx_box_guards(jx_box_of(L), JX_GUARD_DECLARED))
            jx_box_error(L, _("this table is read by name, not by a %s"),
                         luaL_typename(L, 2));
        return 0;
    }
    const char *name = lua_tostring(L, 2), *names[MOST + 1];
    if (kind == JX_NAMES_INPUTS && call->total && !*prefix && jx_total_field(L, name))
        return 1;
    if (!declared(call, kind, prefix, name, names) &&
        jx_box_guards(jx_box_of(L), JX_GUARD_DECLARED))
        undeclared(L, kind, prefix, name, names);
    return 0;
}

void jx_names_guard(lua_State *L, enum jx_names names, const char *prefix)
{
    lua_createtable(L, 0, 1);
    lua_pushinteger(L, names);
    lua_pushstring(L, prefix);
    lua_pushcclosure(L, absent, 2);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
}
