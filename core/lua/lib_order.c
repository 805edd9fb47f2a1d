/* lib_order.c: order: comparison of values, sorted keys, and table.sort's merge sort,
 * which ends whatever a comparator answers. */
#include "lib.h"

#include "lang.h"

#include <stdlib.h>
#include <string.h>

static int compare_texts(const char *a, size_t an, const char *b, size_t bn)
{
    int c = memcmp(a, b, an < bn ? an : bn);
    return c ? c : (an > bn) - (an < bn);
}

/* a < b for numbers or texts; an error for anything else. */
static bool less(lua_State *L, int a, int b, const char *fn)
{
    int at = lua_type(L, a), bt = lua_type(L, b);
    if (at == LUA_TNUMBER && bt == LUA_TNUMBER)
        return lua_compare(L, a, b, LUA_OPLT);
    if (at != LUA_TSTRING || bt != LUA_TSTRING)
        jx_box_error(L, _("%s: cannot order a %s and a %s"), fn, lua_typename(L, at),
                     lua_typename(L, bt));
    size_t an, bn;
    const char *as = lua_tolstring(L, a, &an), *bs = lua_tolstring(L, b, &bn);
    jx_box_charge(L, (an < bn ? an : bn) / 64);
    return compare_texts(as, an, bs, bn) < 0;
}

struct key {
    const char *text; /* NULL: a number */
    union {
        size_t len;
        lua_Number number;
        lua_Integer whole;
    };
    bool is_whole;
    uint32_t at; /* in the unsorted list */
};

static int compare_keys(const void *a, const void *b)
{
    const struct key *x = a, *y = b;
    if (!x->text != !y->text)
        return x->text ? 1 : -1;
    if (x->text)
        return compare_texts(x->text, x->len, y->text, y->len);
    if (x->is_whole && y->is_whole)
        return (x->whole > y->whole) - (x->whole < y->whole);
    long double m = x->is_whole ? (long double)x->whole : (long double)x->number;
    long double n = y->is_whole ? (long double)y->whole : (long double)y->number;
    return (m > n) - (m < n);
}

/* The first walk: counts, checks and charges; a walk has its price even for a table
 * that once was large. */
static size_t count_keys(lua_State *L, int table, const char *fn)
{
    size_t count = 0, bytes = 0, rounds = 1;
    jx_box_charge(L, 64);
    lua_pushnil(L);
    for (; lua_next(L, table); lua_pop(L, 1)) {
        jx_box_charge(L, 1);
        count++;
        int type = lua_type(L, -2);
        if (type == LUA_TSTRING)
            bytes += lua_rawlen(L, -2);
        else if (type != LUA_TNUMBER)
            jx_box_error(L, _("%s: keys must be numbers or texts, not a %s"), fn,
                         lua_typename(L, type));
    }
    for (size_t n = count; n > 1; n /= 2)
        rounds++;
    jx_box_charge(L, (count + bytes / 64) * rounds);
    return count;
}

void jx_lib_keys(lua_State *L, int table, const char *fn)
{
    size_t count = count_keys(L, table, fn), n = 0;
    struct key *keys = lua_newuserdatauv(L, (count + 1) * sizeof *keys, 0);
    lua_createtable(L, (int)count, 0);
    int unsorted = lua_gettop(L);
    lua_pushnil(L);
    for (; lua_next(L, table); lua_pop(L, 1)) {
        struct key *key = &keys[n++];
        *key = (struct key){.at = (uint32_t)n};
        if (lua_type(L, -2) == LUA_TSTRING)
            key->text = lua_tolstring(L, -2, &key->len);
        else if (lua_isinteger(L, -2))
            key->is_whole = true, key->whole = lua_tointeger(L, -2);
        else
            key->number = lua_tonumber(L, -2);
        lua_pushvalue(L, -2);
        lua_rawseti(L, unsorted, (lua_Integer)n);
    }
    qsort(keys, n, sizeof *keys, compare_keys);
    lua_createtable(L, (int)n, 0);
    for (size_t i = 0; i < n; i++) {
        lua_rawgeti(L, unsorted, keys[i].at);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_replace(L, unsorted - 1);
    lua_settop(L, unsorted - 1);
}

/* Is the value at the top before the one below it? By the comparator at `comparator`, or
 * by value. Leaves both. */
static bool before(lua_State *L, int comparator)
{
    jx_box_charge(L, 1);
    int top = lua_gettop(L);
    if (!comparator)
        return less(L, top, top - 1, "table.sort");
    lua_pushvalue(L, comparator);
    lua_pushvalue(L, top);
    lua_pushvalue(L, top - 1);
    lua_call(L, 2, 1);
    bool result = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return result;
}

/* Merges source[low, middle) and source[middle, high) into target[low, high). */
static void merge(lua_State *L, int source, int target, lua_Integer low,
                  lua_Integer middle, lua_Integer high, int comparator)
{
    lua_Integer i = low, j = middle;
    for (lua_Integer k = low; k < high; k++) {
        bool right = i >= middle;
        if (i < middle && j < high) {
            lua_rawgeti(L, source, i);
            lua_rawgeti(L, source, j);
            right = before(L, comparator);
            lua_pop(L, 2);
        }
        lua_rawgeti(L, source, right ? j++ : i++);
        lua_rawseti(L, target, k);
    }
}

static void copy(lua_State *L, int source, int target, lua_Integer count)
{
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, source, i);
        lua_rawseti(L, target, i);
    }
}

/* A stable merge sort on copies: a comparator that lies gives a wrong order and nothing
 * worse, one that changes the table changes nothing that is being sorted. */
int jx_table_sort(lua_State *L)
{
    lua_settop(L, 2);
    jx_arg_own_table(L, 1, "table.sort");
    int comparator = lua_isnil(L, 2) ? 0 : 2;
    if (comparator)
        jx_arg_function(L, 2, "table.sort");
    lua_Integer count = (lua_Integer)lua_rawlen(L, 1);
    jx_box_charge(L, 1 + 3 * (uint64_t)count);
    if (count > JX_TABLE_MOST)
        jx_box_limit(L, _("%s: more than %d elements"), "table.sort", JX_TABLE_MOST);
    lua_createtable(L, (int)count, 0);
    lua_createtable(L, (int)count, 0);
    int source = 3, target = 4;
    copy(L, 1, source, count);
    for (lua_Integer width = 1; width < count; width *= 2) {
        jx_box_charge(L, (uint64_t)count);
        for (lua_Integer low = 1; low <= count; low += 2 * width) {
            lua_Integer middle = low + width, high = low + 2 * width;
            merge(L, source, target, low, middle > count + 1 ? count + 1 : middle,
                  high > count + 1 ? count + 1 : high, comparator);
        }
        int swap = source;
        source = target;
        target = swap;
    }
    copy(L, source, 1, count);
    return 0;
}
