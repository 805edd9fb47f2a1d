/* view.c: read-only views, and freezing of file-level tables after load.
 *
 * A view is an empty table whose metatable finds everything in the raw table. Rules have
 * no getmetatable, so what stands behind a view is out of their reach. */
#include "view.h"

#include "lang.h"

#include <stdio.h>
#include <string.h>

static int denied(lua_State *L)
{
    luaL_getmetafield(L, 1, "what");
    const char *what = lua_tostring(L, -1);
    char number[32] = "?";
    if (lua_isinteger(L, 2))
        snprintf(number, sizeof number, "%lld", (long long)lua_tointeger(L, 2));
    const char *key = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : number;
    if (what && strcmp(what, "global") == 0)
        jx_box_error(L, _("global variable '%s' cannot be set; write 'local %s = …'"),
                     key, key);
    jx_box_error(L, _("'%s' cannot be set: %s is read-only in rules"), key,
                 what ? what : "?");
}

static int length(lua_State *L)
{
    jx_view_target(L, 1);
    lua_pushinteger(L, (lua_Integer)lua_rawlen(L, -1));
    return 1;
}

static void push_view(lua_State *L, int raw, const char *what)
{
    raw = lua_absindex(L, raw);
    lua_newtable(L);
    lua_createtable(L, 0, 4);
    lua_pushvalue(L, raw);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, denied);
    lua_setfield(L, -2, "__newindex");
    lua_pushcfunction(L, length);
    lua_setfield(L, -2, "__len");
    lua_pushstring(L, what);
    lua_setfield(L, -2, "what");
    lua_setmetatable(L, -2);
}

void jx_view_push(lua_State *L, int raw, const char *what)
{
    if (jx_box_guards(jx_box_of(L), JX_GUARD_READONLY))
        push_view(L, raw, what);
    else
        lua_pushvalue(L, raw);
}

bool jx_view_target(lua_State *L, int index)
{
    index = lua_absindex(L, index);
    int found = lua_istable(L, index) ? luaL_getmetafield(L, index, "__index") : LUA_TNIL;
    if (found == LUA_TTABLE)
        return true;
    if (found != LUA_TNIL)
        lua_pop(L, 1); /* a function that explains absent names: the table is raw */
    lua_pushvalue(L, index);
    return false;
}

/* The walk over all that a rule's function can reach; a list instead of recursion, since
 * the file decides how deep its tables nest. */
struct freezer {
    lua_State *L;
    int seen;  /* raw table -> its view; function or variable -> true */
    int queue; /* tables and functions still to be looked at */
    lua_Integer head, tail;
    int table; /* see struct jx_watch */
    struct jx_watch *watch;
    struct jx_arena *arena;
    bool uses_env;
};

/* The value at the top is looked into later. */
static void enqueue(struct freezer *f)
{
    lua_pushvalue(f->L, -1);
    lua_rawseti(f->L, f->queue, ++f->tail);
}

static void visit_function(struct freezer *f)
{
    lua_State *L = f->L;
    if (lua_iscfunction(L, -1)) {
        if (lua_getupvalue(L, -1, 1))
            jx_box_error(L,
                         _("an iterator cannot be kept at file level; make it where it "
                           "is used"));
        return;
    }
    f->watch->code.repeats |= f->tail > 0; /* not only the rule's own: it can be called */
    lua_pushvalue(L, -1);
    if (lua_rawget(L, f->seen) == LUA_TNIL) {
        lua_pushvalue(L, -2);
        lua_pushboolean(L, true);
        lua_rawset(L, f->seen);
        lua_pop(L, 1);
        enqueue(f);
    } else {
        lua_pop(L, 1);
    }
}

/* Looks at the value at the top. A raw table is replaced there by its view: true. */
static bool visit(struct freezer *f)
{
    lua_State *L = f->L;
    if (lua_isfunction(L, -1))
        visit_function(f);
    if (!lua_istable(L, -1))
        return false;
    if (lua_getmetatable(L, -1)) { /* a library or a view already */
        lua_pop(L, 1);
        return false;
    }
    lua_pushvalue(L, -1);
    if (lua_rawget(L, f->seen) == LUA_TNIL) {
        lua_pop(L, 1);
        enqueue(f);
        if (jx_box_guards(jx_box_of(L), JX_GUARD_FREEZE))
            push_view(L, -1, _("a table of the file"));
        else
            lua_pushvalue(L, -1);
        lua_pushvalue(L, -2);
        lua_pushvalue(L, -2);
        lua_rawset(L, f->seen);
    }
    lua_remove(L, -2);
    return true;
}

static void add_watch(struct freezer *f, int function, int upvalue)
{
    lua_State *L = f->L;
    struct jx_watch *w = f->watch;
    void *id = lua_upvalueid(L, function, upvalue);
    if (lua_rawgetp(L, f->seen, id) != LUA_TNIL) {
        lua_pop(L, 1);
        return;
    }
    lua_pop(L, 1);
    int *grown =
        jx_arena_grow(f->arena, w->upvalues, w->count, &w->capacity, sizeof(int));
    if (!grown)
        jx_box_limit(L, _("the system has no more memory"));
    w->upvalues = grown;
    w->upvalues[w->count] = upvalue;
    lua_pushvalue(L, function);
    lua_rawseti(L, f->table, (lua_Integer)(2 * w->count + 1));
    lua_getupvalue(L, function, upvalue);
    lua_rawseti(L, f->table, (lua_Integer)(2 * w->count + 2));
    w->count++;
    lua_pushboolean(L, true);
    lua_rawsetp(L, f->seen, id);
}

static void note_code(struct jx_code *all, struct jx_code one)
{
    all->stores |= one.stores;
    all->repeats |= one.repeats;
    all->captures |= one.captures;
    all->instructions += one.instructions;
}

static void freeze_function(struct freezer *f)
{
    lua_State *L = f->L;
    int function = lua_gettop(L);
    const char *name;
    note_code(&f->watch->code, jx_code_of(L));
    for (int n = 1; (name = lua_getupvalue(L, function, n)); n++) {
        if (visit(f))
            lua_setupvalue(L, function, n);
        else
            lua_pop(L, 1);
        /* The environment can only change in a file that names it. */
        if (f->uses_env || strcmp(name, "_ENV") != 0)
            add_watch(f, function, n);
    }
}

static void freeze_table(struct freezer *f)
{
    lua_State *L = f->L;
    int table = lua_gettop(L);
    lua_pushnil(L);
    while (lua_next(L, table)) {
        jx_box_charge(L, 1);
        if (lua_istable(L, -2) || lua_isfunction(L, -2))
            jx_box_error(L,
                         _("a table kept at file level must have numbers or texts as "
                           "keys, not a %s"),
                         luaL_typename(L, -2));
        if (visit(f)) {
            lua_pushvalue(L, -2);
            lua_insert(L, -2);
            lua_rawset(L, table);
        } else {
            lua_pop(L, 1);
        }
    }
}

void jx_view_freeze(lua_State *L, int function, int table, bool uses_env,
                    struct jx_watch *watch, struct jx_arena *arena)
{
    function = lua_absindex(L, function);
    lua_newtable(L);
    lua_newtable(L);
    struct freezer f = {.L = L,
                        .seen = lua_gettop(L) - 1,
                        .queue = lua_gettop(L),
                        .table = table,
                        .watch = watch,
                        .arena = arena,
                        .uses_env = uses_env};
    lua_pushvalue(L, function);
    visit(&f);
    lua_pop(L, 1);
    while (f.head < f.tail) {
        if (lua_rawgeti(L, f.queue, ++f.head) == LUA_TTABLE)
            freeze_table(&f);
        else
            freeze_function(&f);
        lua_pop(L, 1);
    }
    lua_pop(L, 2);
}

/* Equal is not enough: 1 and 1.0 differ when they are multiplied, 0.0 and -0.0 when they
 * divide. */
static bool same(lua_State *L)
{
    if (lua_type(L, -1) != LUA_TNUMBER || lua_type(L, -2) != LUA_TNUMBER)
        return lua_rawequal(L, -1, -2);
    if (lua_isinteger(L, -1) || lua_isinteger(L, -2))
        return lua_isinteger(L, -1) && lua_isinteger(L, -2) && lua_rawequal(L, -1, -2);
    lua_Number a = lua_tonumber(L, -1), b = lua_tonumber(L, -2);
    return memcmp(&a, &b, sizeof a) == 0;
}

const char *jx_watch_changed(lua_State *L, int table, const struct jx_watch *watch)
{
    for (size_t i = 0; i < watch->count; i++) {
        lua_rawgeti(L, table, (lua_Integer)(2 * i + 1));
        const char *name = lua_getupvalue(L, -1, watch->upvalues[i]);
        lua_rawgeti(L, table, (lua_Integer)(2 * i + 2));
        bool unchanged = same(L);
        lua_pop(L, 3);
        if (!unchanged)
            return name;
    }
    return NULL;
}
