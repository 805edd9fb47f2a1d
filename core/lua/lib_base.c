/* lib_base.c: the bare names offered to rules: assert error ipairs select sorted_pairs
 * tonumber tostring type. */
#include "lib.h"

#include "lang.h"
#include "utf8.h"

#include <string.h>

static _Noreturn void raise(lua_State *L, int index, int level)
{
    if (lua_type(L, index) == LUA_TSTRING)
        jx_box_error_at(L, level, "%s", lua_tostring(L, index));
    jx_box_error_at(L, level, _("error object (%s)"), luaL_typename(L, index));
}

static int base_error(lua_State *L)
{
    lua_settop(L, 2);
    lua_Integer level = jx_arg_integer_or(L, 2, "error", 1);
    raise(L, 1, level < 0 || level > 200 ? 1 : (int)level);
}

static int base_assert(lua_State *L)
{
    jx_box_charge(L, 1);
    if (lua_isnone(L, 1))
        jx_box_error(L, _("assert: argument 1 is missing"));
    if (lua_toboolean(L, 1))
        return lua_gettop(L);
    if (lua_isnone(L, 2))
        jx_box_error(L, _("assertion failed"));
    raise(L, 2, 1);
}

static int ipairs_next(lua_State *L)
{
    jx_box_charge(L, 1);
    /* unsigned, since a rule may call this with any number */
    lua_Unsigned i = (lua_Unsigned)jx_arg_integer(L, 2, "ipairs");
    if (!lua_istable(L, 1))
        jx_box_error(L, _("%s: argument %d must be %s, not %s"), "ipairs", 1,
                     _("a table"), luaL_typename(L, 1));
    lua_pushinteger(L, (lua_Integer)(i + 1));
    return lua_geti(L, 1, (lua_Integer)(i + 1)) == LUA_TNIL ? 1 : 2;
}

static int base_ipairs(lua_State *L)
{
    jx_box_charge(L, 1);
    jx_arg_table(L, 1, "ipairs");
    lua_pushcfunction(L, ipairs_next);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 3;
}

static int base_select(lua_State *L)
{
    int n = lua_gettop(L);
    jx_box_charge(L, (uint64_t)n + 1);
    if (lua_type(L, 1) == LUA_TSTRING && strcmp(lua_tostring(L, 1), "#") == 0) {
        lua_pushinteger(L, n - 1);
        return 1;
    }
    lua_Integer i = jx_arg_integer(L, 1, "select");
    if (i < 0)
        i += n;
    else if (i > n)
        i = n;
    if (i < 1)
        jx_box_error(L, _("select: argument 1 is out of range"));
    return n - (int)i;
}

/* Upvalues: the table, the list of its keys, the position in the list. */
static int sorted_next(lua_State *L)
{
    lua_Integer i = lua_tointeger(L, lua_upvalueindex(3));
    do {
        jx_box_charge(L, 1);
        lua_settop(L, 0);
        if (lua_rawgeti(L, lua_upvalueindex(2), ++i) == LUA_TNIL)
            break;
        lua_pushvalue(L, 1); /* removed meanwhile: go on with the next key */
    } while (lua_rawget(L, lua_upvalueindex(1)) == LUA_TNIL);
    lua_pushinteger(L, i);
    lua_replace(L, lua_upvalueindex(3));
    return lua_gettop(L);
}

static int base_sorted_pairs(lua_State *L)
{
    int table = jx_arg_table(L, 1, "sorted_pairs");
    jx_lib_keys(L, table, "sorted_pairs");
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, sorted_next, 3);
    return 1;
}

/* Always a float, as inputs are: integer products wrap silently. */
static int base_tonumber(lua_State *L)
{
    int type = lua_type(L, 1);
    if (type == LUA_TNUMBER) {
        jx_box_charge(L, 1);
        lua_pushnumber(L, lua_tonumber(L, 1));
        return 1;
    }
    if (type != LUA_TSTRING) {
        if (type == LUA_TNONE)
            jx_box_error(L, _("tonumber: argument 1 is missing"));
        lua_pushnil(L);
        return 1;
    }
    size_t len;
    const char *text = lua_tolstring(L, 1, &len);
    jx_box_charge_bytes(L, len);
    if (lua_stringtonumber(L, text) == len + 1)
        lua_pushnumber(L, lua_tonumber(L, -1));
    else
        lua_pushnil(L);
    return 1;
}

static int base_tostring(lua_State *L)
{
    jx_box_charge(L, 4);
    char text[64];
    switch (lua_type(L, 1)) {
    case LUA_TNUMBER:
        lua_pushlstring(L, text, jx_lib_number(lua_tonumber(L, 1), text));
        return 1;
    case LUA_TSTRING: lua_settop(L, 1); return 1;
    case LUA_TBOOLEAN:
        lua_pushstring(L, lua_toboolean(L, 1) ? "true" : "false");
        return 1;
    case LUA_TNIL: lua_pushliteral(L, "nil"); return 1;
    default:
        jx_box_error(L, _("tostring: a %s has no text; give a number, text or flag"),
                     luaL_typename(L, 1));
    }
}

static int base_type(lua_State *L)
{
    jx_box_charge(L, 1);
    if (lua_isnone(L, 1))
        jx_box_error(L, _("type: argument 1 is missing"));
    lua_pushstring(L, luaL_typename(L, 1));
    return 1;
}

const luaL_Reg jx_lib_base[] = {
    {"assert", base_assert},
    {"error", base_error},
    {"ipairs", base_ipairs},
    {"select", base_select},
    {"sorted_pairs", base_sorted_pairs},
    {"tonumber", base_tonumber},
    {"tostring", base_tostring},
    {"type", base_type},
    {NULL, NULL},
};
