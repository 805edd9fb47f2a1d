/* lib_math.c: the math library of rules: raw floats and integers as Lua has them. Exact
 * decimal arithmetic is in lib_dec.c. */
#include "lib.h"

#include "lang.h"

#include <math.h>

/* As Lua does: an integer where the result fits one. */
static void push_whole(lua_State *L, lua_Number value)
{
    lua_Integer whole;
    if (lua_numbertointeger(value, &whole))
        lua_pushinteger(L, whole);
    else
        lua_pushnumber(L, value);
}

static int to_whole(lua_State *L, const char *fn, double f(double))
{
    jx_box_charge(L, 1);
    lua_Number value = jx_arg_number(L, 1, fn);
    if (lua_isinteger(L, 1))
        lua_pushvalue(L, 1);
    else
        push_whole(L, f(value));
    return 1;
}

static int math_floor(lua_State *L)
{
    return to_whole(L, "math.floor", floor);
}

static int math_ceil(lua_State *L)
{
    return to_whole(L, "math.ceil", ceil);
}

static int math_abs(lua_State *L)
{
    jx_box_charge(L, 1);
    lua_Number value = jx_arg_number(L, 1, "math.abs");
    if (lua_isinteger(L, 1) && value > -0x1p63) {
        lua_Integer whole = lua_tointeger(L, 1);
        lua_pushinteger(L, whole < 0 ? -whole : whole);
    } else {
        lua_pushnumber(L, fabs(value));
    }
    return 1;
}

static int math_sqrt(lua_State *L)
{
    jx_box_charge(L, 1);
    lua_pushnumber(L, sqrt(jx_arg_number(L, 1, "math.sqrt")));
    return 1;
}

static int extreme(lua_State *L, const char *fn, bool greatest)
{
    int count = lua_gettop(L), best = 1;
    jx_box_charge(L, 1 + (uint64_t)count);
    jx_arg_number(L, 1, fn);
    for (int i = 2; i <= count; i++) {
        jx_arg_number(L, i, fn);
        if (greatest ? lua_compare(L, best, i, LUA_OPLT)
                     : lua_compare(L, i, best, LUA_OPLT))
            best = i;
    }
    lua_pushvalue(L, best);
    return 1;
}

static int math_max(lua_State *L)
{
    return extreme(L, "math.max", true);
}

static int math_min(lua_State *L)
{
    return extreme(L, "math.min", false);
}

static int math_tointeger(lua_State *L)
{
    jx_box_charge(L, 1);
    jx_arg_number(L, 1, "math.tointeger");
    int whole;
    lua_Integer value = lua_tointegerx(L, 1, &whole);
    if (whole)
        lua_pushinteger(L, value);
    else
        lua_pushnil(L);
    return 1;
}

static int math_type(lua_State *L)
{
    jx_box_charge(L, 1);
    if (lua_isnone(L, 1))
        jx_box_error(L, _("math.type: argument 1 is missing"));
    if (lua_type(L, 1) == LUA_TNUMBER)
        lua_pushstring(L, lua_isinteger(L, 1) ? "integer" : "float");
    else
        lua_pushnil(L);
    return 1;
}

const luaL_Reg jx_lib_math[] = {
    {"abs", math_abs},     {"ceil", math_ceil},
    {"floor", math_floor}, {"max", math_max},
    {"min", math_min},     {"sqrt", math_sqrt},
    {"type", math_type},   {"tointeger", math_tointeger},
    {NULL, NULL},
};
