/* test_code.c: what is told of compiled functions, on which views and the counting of
 * instructions depend: one text for every instruction that must not be missed. */
#include "check.h"

#include "code.h"
#include "strbuf.h"

#include <lauxlib.h>

static struct jx_code code_of(lua_State *L, const char *source)
{
    CHECK(luaL_loadstring(L, source) == LUA_OK);
    struct jx_code code = jx_code_of(L);
    lua_settop(L, 0);
    return code;
}

static void stores(lua_State *L)
{
    static const char *const able[] = {
        "g = 1",
        "local t = ... t.a = 1",
        "local t = ... t[1] = 1",
        "local t, k = ... t[k] = 1",
        "local t = ... t['a name of more than forty bytes: no constant'] = 1",
        "local t = {} function t.f() end",
        "return function(t) t.a = 1 end",
        "return {a = 1}",
    };
    static const char *const unable[] = {
        "local t = ... return t.a, t[1], t:f(), #t, {1, 2}",
        "local a, b = ... a = b return a .. b, a // b, -a, not a, a == b, a < 5, ...",
        "for i, v in ... do if v then goto on end ::on:: end",
    };
    for (size_t i = 0; i < sizeof able / sizeof *able; i++)
        CHECK_STR(code_of(L, able[i]).stores ? "" : able[i], "");
    for (size_t i = 0; i < sizeof unable / sizeof *unable; i++)
        CHECK_STR(code_of(L, unable[i]).stores ? unable[i] : "", "");
}

static void repeats(lua_State *L)
{
    static const char *const able[] = {"for i = 1, 2 do end",  "for k in ... do end",
                                       "while ... do end",     "repeat until ...",
                                       "::again:: goto again", "::again:: f() goto again",
                                       "return function() end"};
    static const char *const unable[] = {
        "if ... then return 1 elseif f() then g() else return h() end",
        "goto on do f() end ::on::", "local a = f() and g() or h() return a"};
    for (size_t i = 0; i < sizeof able / sizeof *able; i++)
        CHECK_STR(code_of(L, able[i]).repeats ? "" : able[i], "");
    for (size_t i = 0; i < sizeof unable / sizeof *unable; i++)
        CHECK_STR(code_of(L, unable[i]).repeats ? unable[i] : "", "");
}

/* Of a function inside a file, so that it has something to capture. */
static void captures(lua_State *L)
{
    CHECK(luaL_dostring(L,
                        "local a, t = 1, {} "
                        "return function() a = 2 end, function() t.a = a end") == LUA_OK);
    CHECK(!jx_code_of(L).captures && jx_code_of(L).stores);
    lua_pop(L, 1);
    CHECK(jx_code_of(L).captures && !jx_code_of(L).stores);
    lua_settop(L, 0);
}

/* Instructions are told exactly; what is too long to be looked at may do anything. */
static void size(lua_State *L)
{
    struct jx_code little = code_of(L, "return"), more = code_of(L, "f() return");
    CHECK(little.instructions > 0 && more.instructions == little.instructions + 2);
    struct jx_strbuf text = {0};
    for (int i = 0; i < 4000; i++)
        jx_strbuf_puts(&text, "f() ");
    struct jx_code most = code_of(L, text.text);
    CHECK(most.stores && most.repeats && most.captures);
    jx_strbuf_free(&text);
}

int main(void)
{
    lua_State *L = luaL_newstate();
    if (!L)
        return 1;
    stores(L);
    repeats(L);
    captures(L);
    size(L);
    lua_close(L);
    return check_end();
}
