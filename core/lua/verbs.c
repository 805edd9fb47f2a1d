/* verbs.c: the verbs of s: arguments checked, then a line in the ledger. How lines become
 * a score is the ledger's business. */
#include "bridge.h"

#include "lang.h"
#include "lib.h"

#include <math.h>
#include <string.h>

static const char *const verb_names[JX_VERB_COUNT] = {
    [JX_AWARD] = "s:award",       [JX_DEDUCT] = "s:deduct", [JX_REJECT] = "s:reject",
    [JX_UNSCORED] = "s:unscored", [JX_FIND] = "s:find",     [JX_CAP] = "s:cap",
    [JX_VETO] = "s:veto",
};

/* The call this verb belongs to; s must be the s of this very call. */
static const struct jx_lua_call *current(lua_State *L, const char *fn)
{
    const struct jx_lua_call *call = jx_lua_of(L)->call;
    if (!call)
        jx_box_error(L, _("%s: the ledger cannot be used after the call"), fn);
    if (lua_topointer(L, 1) != call->rule->entry[call->total].ledger)
        jx_box_error(L, _("%s(…) needs a colon: write %s(…), not s.%s(…)"), fn, fn,
                     fn + 2);
    return call;
}

static struct jx_dec points_of(lua_State *L, int arg, const char *fn)
{
    struct jx_dec points = {0};
    double value = jx_arg_number(L, arg, fn);
    bool checked = jx_box_guards(jx_box_of(L), JX_GUARD_VERBS);
    if (checked && !isfinite(value))
        jx_box_error(L,
                     _("%s: the points are no finite number (%s); was something divided "
                       "by zero?"),
                     fn,
                     isnan(value) ? "nan"
                     : value > 0  ? "inf"
                                  : "-inf");
    if (checked && fabs(value) > JX_MOST_POINTS)
        jx_box_error(L, _("%s: %g points are too many to be meant"), fn, value);
    jx_dec_from_double(value, &points);
    return points;
}

static void check_space(lua_State *L, const struct jx_lua_call *call)
{
    if (call->ledger->overflow)
        jx_box_limit(L, _("more than %d lines in the ledger of one indicator"),
                     JX_LEDGER_LINES);
}

/* Verbs after reject or unscored change nothing: the item is decided. */
static int verb(lua_State *L, enum jx_verb verb, bool with_points)
{
    const char *fn = verb_names[verb];
    const struct jx_lua_call *call = current(L, fn);
    struct jx_dec points = {0};
    struct jx_why why;
    struct jx_arg args[JX_WHY_ARGS];
    if (with_points)
        points = points_of(L, 2, fn);
    jx_lib_why(L, with_points ? 3 : 2, &why, args, fn);
    if (jx_lua_of(L)->cover)
        jx_cover_verb(jx_lua_of(L), verb, jx_box_line(jx_box_of(L), 1));
    jx_ledger_add(call->ledger, verb, points, &why, call->rule->rule->file,
                  jx_box_line(jx_box_of(L), 1));
    check_space(L, call);
    return 0;
}

static int verb_award(lua_State *L)
{
    return verb(L, JX_AWARD, true);
}

static int verb_deduct(lua_State *L)
{
    return verb(L, JX_DEDUCT, true);
}

static int verb_reject(lua_State *L)
{
    return verb(L, JX_REJECT, false);
}

static int verb_unscored(lua_State *L)
{
    return verb(L, JX_UNSCORED, false);
}

static int verb_cap(lua_State *L)
{
    return verb(L, JX_CAP, true);
}

static int verb_veto(lua_State *L)
{
    return verb(L, JX_VETO, false);
}

static int verb_find(lua_State *L)
{
    const char *fn = verb_names[JX_FIND];
    const struct jx_lua_call *call = current(L, fn);
    struct jx_str code = jx_arg_text(L, 2, fn);
    struct jx_why why;
    struct jx_arg args[JX_WHY_ARGS];
    size_t fine = strspn(code.p, "abcdefghijklmnopqrstuvwxyz0123456789-");
    if (code.n == 0 || code.n > 64 || fine != code.n)
        jx_box_error(L,
                     _("s:find: the code must be small letters, digits and hyphens, like "
                       "\"reason-missing\""));
    jx_lib_why(L, 3, &why, args, fn);
    if (jx_lua_of(L)->cover)
        jx_cover_verb(jx_lua_of(L), JX_FIND, jx_box_line(jx_box_of(L), 1));
    jx_ledger_raise(call->ledger, code.p, &why, call->rule->rule->file,
                    jx_box_line(jx_box_of(L), 1));
    check_space(L, call);
    return 0;
}

void jx_verbs_set(lua_State *L, bool total)
{
    static const luaL_Reg both[] = {{"award", verb_award},
                                    {"deduct", verb_deduct},
                                    {"find", verb_find},
                                    {NULL, NULL}};
    static const luaL_Reg score[] = {
        {"reject", verb_reject}, {"unscored", verb_unscored}, {NULL, NULL}};
    static const luaL_Reg of_total[] = {
        {"cap", verb_cap}, {"veto", verb_veto}, {NULL, NULL}};
    luaL_setfuncs(L, both, 0);
    luaL_setfuncs(L, total ? of_total : score, 0);
}
