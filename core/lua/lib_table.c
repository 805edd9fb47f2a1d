/* lib_table.c: the table library of rules. Sorting is in lib_order.c. */
#include "lib.h"

#include "lang.h"

#include <string.h>

static int table_insert(lua_State *L)
{
    jx_arg_own_table(L, 1, "table.insert");
    int given = lua_gettop(L) - 1; /* the metatable was not pushed: there is none */
    lua_Integer end = (lua_Integer)lua_rawlen(L, 1) + 1, at = end;
    if (given == 2) {
        at = jx_arg_integer(L, 2, "table.insert");
        if (at < 1 || at > end)
            jx_box_error(L, _("table.insert: position %lld is outside 1 to %lld"),
                         (long long)at, (long long)end);
    } else if (given != 1) {
        jx_box_error(L, _("table.insert: give a table, perhaps a position, and a value"));
    }
    jx_box_charge(L, 1 + (uint64_t)(end - at));
    for (lua_Integer i = end; i > at; i--) {
        lua_rawgeti(L, 1, i - 1);
        lua_rawseti(L, 1, i);
    }
    lua_settop(L, given + 1);
    lua_rawseti(L, 1, at);
    return 0;
}

static int table_remove(lua_State *L)
{
    jx_arg_own_table(L, 1, "table.remove");
    lua_Integer size = (lua_Integer)lua_rawlen(L, 1);
    lua_Integer at = jx_arg_integer_or(L, 2, "table.remove", size);
    if (at != size && (at < 1 || at > size + 1))
        jx_box_error(L, _("table.remove: position %lld is outside 1 to %lld"),
                     (long long)at, (long long)size + 1);
    jx_box_charge(L, 1 + (uint64_t)(at < size ? size - at : 0));
    lua_rawgeti(L, 1, at);
    for (lua_Integer i = at; i < size; i++) {
        lua_rawgeti(L, 1, i + 1);
        lua_rawseti(L, 1, i);
    }
    if (at >= 1 && at <= size) {
        lua_pushnil(L);
        lua_rawseti(L, 1, size);
    }
    return 1;
}

/* Elements from..to of the list at argument 1; counted without overflow. */
static lua_Integer count_range(lua_Integer from, lua_Integer to)
{
    if (from > to)
        return 0;
    uint64_t count = (uint64_t)to - (uint64_t)from;
    return count < JX_TABLE_MOST ? (lua_Integer)count + 1 : JX_TABLE_MOST + 1;
}

static int table_unpack(lua_State *L)
{
    lua_settop(L, 3);
    lua_Integer from = jx_arg_integer_or(L, 2, "table.unpack", 1);
    int table = jx_arg_table(L, 1, "table.unpack");
    lua_Integer size = (lua_Integer)lua_rawlen(L, table);
    lua_Integer to = jx_arg_integer_or(L, 3, "table.unpack", size);
    lua_Integer count = count_range(from, to);
    jx_box_charge(L, 1 + (uint64_t)count);
    jx_lib_room(L, count, "table.unpack");
    for (lua_Integer i = 0; i < count; i++)
        lua_rawgeti(L, table, from + i);
    return (int)count;
}

/* Bytes of one element as text; numbers are printed into `text`. */
static struct jx_str element(lua_State *L, int table, lua_Integer at, char text[64])
{
    struct jx_str s = {.p = text};
    int type = lua_rawgeti(L, table, at);
    if (type == LUA_TSTRING)
        s.p = lua_tolstring(L, -1, &s.n);
    else if (type == LUA_TNUMBER)
        s.n = jx_lib_number(lua_tonumber(L, -1), text);
    else
        jx_box_error(L, _("table.concat: element %lld is a %s, not a text or a number"),
                     (long long)at, lua_typename(L, type));
    lua_pop(L, 1); /* the table holds it on */
    return s;
}

static int table_concat(lua_State *L)
{
    lua_settop(L, 4);
    struct jx_str between = {0};
    if (!lua_isnil(L, 2))
        between = jx_arg_text(L, 2, "table.concat");
    int table = jx_arg_table(L, 1, "table.concat");
    lua_Integer from = jx_arg_integer_or(L, 3, "table.concat", 1);
    lua_Integer to =
        jx_arg_integer_or(L, 4, "table.concat", (lua_Integer)lua_rawlen(L, table));
    lua_Integer count = count_range(from, to);
    char number[64];
    size_t bytes = 0;
    jx_box_charge(L, 1 + 2 * (uint64_t)count);
    for (lua_Integer i = 0; i < count; i++)
        bytes += element(L, table, from + i, number).n + (i ? between.n : 0);
    jx_box_charge(L, bytes / 64);
    char *out = jx_lib_scratch(L, bytes, "table.concat");
    size_t n = 0;
    for (lua_Integer i = 0; i < count; i++) {
        struct jx_str part = element(L, table, from + i, number);
        if (i && between.n)
            memcpy(out + n, between.p, between.n);
        n += i ? between.n : 0;
        memcpy(out + n, part.p, part.n);
        n += part.n;
    }
    lua_pushlstring(L, out, n);
    return 1;
}

const luaL_Reg jx_lib_table[] = {
    {"concat", table_concat}, {"insert", table_insert}, {"remove", table_remove},
    {"sort", jx_table_sort},  {"unpack", table_unpack}, {NULL, NULL},
};
