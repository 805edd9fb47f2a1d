/* env.c: the allow-list: builds the read-only environment of all rules from the
 * libraries. What a function does is in its library's file. */
#include "env.h"

#include "sandbox.h"
#include "view.h"

#include <math.h>
#include <lualib.h>

const char *const jx_env_names[] = {
    "assert",   "error",     "ipairs", "select", "sorted_pairs", "tonumber",
    "tostring", "type",      "string", "table",  "math",         "utf8",
    "dec",      "byte",      "char",   "len",    "lower",        "upper",
    "sub",      "contains",  "starts", "ends",   "split",        "format",
    "concat",   "insert",    "remove", "sort",   "unpack",       "abs",
    "ceil",     "floor",     "max",    "min",    "tointeger",    "sqrt",
    "huge",     "codepoint", "codes",  "offset", "add",          "mul",
    "div",      "round",     "cmp",    "steps",  "award",        "deduct",
    "reject",   "find",      "cap",    "veto",   "unscored",     NULL};

/* Pushes a table of functions with room for `more` fields. */
static void push_functions(lua_State *L, const luaL_Reg *functions, int more)
{
    int count = more;
    for (const luaL_Reg *f = functions; f->name; f++)
        count++;
    lua_createtable(L, 0, count);
    luaL_setfuncs(L, functions, 0);
}

/* Functions that write tables refuse one with a metatable, so every library has one. */
static void library(lua_State *L, int env, const char *name, const luaL_Reg *functions)
{
    int bare = env + 1;
    push_functions(L, functions, 1);
    if (functions == jx_lib_math) {
        lua_pushnumber(L, (lua_Number)INFINITY);
        lua_setfield(L, -2, "huge");
    }
    if (functions == jx_lib_string) { /* ("x"):upper() finds the same functions */
        lua_pushliteral(L, "");
        lua_newtable(L);
        lua_pushvalue(L, -3);
        lua_setfield(L, -2, "__index");
        lua_setmetatable(L, -2);
        lua_pop(L, 1);
    }
    jx_view_push(L, lua_gettop(L), name);
    lua_setfield(L, env, name);
    if (jx_box_guards(jx_box_of(L), JX_GUARD_READONLY)) {
        lua_newtable(L);
        lua_setmetatable(L, -2);
    }
    lua_setfield(L, bare, name);
}

/* Tests of the allow-list: everything Lua has, as in an ordinary program. */
static void open_all(lua_State *L, int env)
{
    luaL_openlibs(L);
    lua_pushglobaltable(L);
    lua_pushnil(L);
    while (lua_next(L, -2)) {
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_settable(L, env);
    }
    lua_pop(L, 1);
}

int jx_env_open(lua_State *L)
{
    enum { LIBRARIES = 5 };
    push_functions(L, jx_lib_base, LIBRARIES);
    int env = lua_gettop(L);
    push_functions(L, jx_lib_base, LIBRARIES);
    library(L, env, "string", jx_lib_string);
    library(L, env, "table", jx_lib_table);
    library(L, env, "math", jx_lib_math);
    library(L, env, "utf8", jx_lib_utf8);
    library(L, env, "dec", jx_lib_dec);
    lua_rawseti(L, LUA_REGISTRYINDEX, JX_REF_BARE);
    if (!jx_box_guards(jx_box_of(L), JX_GUARD_NAMES))
        open_all(L, env);
    jx_view_push(L, env, "global");
    lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
    return 0;
}
