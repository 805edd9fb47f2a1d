/* load.c: compiles a rule file and settles it in a state. What the file declares is read
 * by declare.c; calls are made by rule.c. */
#include "load.h"

#include "env.h"
#include "lang.h"
#include "scan.h"
#include "straight.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>

static int line_at(struct jx_str source, size_t offset)
{
    int line = 1;
    for (size_t i = 0; i < offset; i++)
        line += source.p[i] == '\n';
    return line;
}

static void check_source(lua_State *L, struct jx_box *box, struct jx_str source)
{
    if (!jx_box_guards(box, JX_GUARD_SOURCE))
        return;
    if (source.n && source.p[0] == LUA_SIGNATURE[0])
        jx_box_error(L, _("this is a compiled chunk; rules are loaded from text only"));
    if (source.n > box->limits.source_bytes)
        jx_box_error(L, _("the file has %zu bytes; a rule file may have %zu"), source.n,
                     box->limits.source_bytes);
    size_t valid = jx_utf8_valid(source.p, source.n);
    const char *nul = memchr(source.p, 0, source.n);
    if (valid != source.n || nul) {
        box->line = line_at(source, nul ? (size_t)(nul - source.p) : valid);
        jx_box_error(L, _("the file is not valid UTF-8 text; save it as UTF-8"));
    }
    int line = jx_box_guards(box, JX_GUARD_NUL) ? jx_scan_nul(source) : 0;
    if (line) {
        box->line = line;
        jx_box_error(L,
                     _("a text holds the NUL character (\\0), which rules may not use"));
    }
}

/* "rule:LINE: message" of the compiler. */
static _Noreturn void syntax_error(lua_State *L, struct jx_box *box)
{
    const char *message = lua_tostring(L, -1);
    char words[sizeof box->err.text];
    size_t n = strlen(JX_CHUNK);
    if (message && strncmp(message, JX_CHUNK ":", n + 1) == 0) {
        char *rest;
        box->line = (int)strtol(message + n + 1, &rest, 10);
        if (strncmp(rest, ": ", 2) == 0)
            message = rest + 2;
    }
    jx_box_translate(message ? message : "", words, sizeof words);
    jx_box_error(L, "%s", words);
}

void jx_load_table(lua_State *L, struct jx_str source)
{
    struct jx_box *box = jx_box_of(L);
    check_source(L, box, source);
    jx_box_charge_bytes(L, source.n);
    const char *mode = jx_box_guards(box, JX_GUARD_SOURCE) ? "t" : "bt";
    const char *text = source.n ? source.p : "";
    int status = luaL_loadbufferx(L, text, source.n, "=" JX_CHUNK, mode);
    if (status == LUA_ERRMEM)
        jx_box_limit(L,
                     _("the file takes too much memory to compile; is a text or a table "
                       "in it too large?"));
    if (status != LUA_OK)
        syntax_error(L, box);
    lua_call(L, 0, 1);
    if (!lua_istable(L, -1))
        jx_box_error(L, _("the file must return one table, not %s"),
                     lua_isnil(L, -1) ? _("nothing") : luaL_typename(L, -1));
}

static void set_up_entry(lua_State *L, struct jx_lua *lua, struct jx_lua_rule *own,
                         bool total, bool uses_env)
{
    struct jx_lua_entry *entry = &own->entry[total];
    int watch = lua_gettop(L), table = watch - 1;
    lua_pushstring(L, total ? "total" : "score");
    if (lua_rawget(L, table) != LUA_TFUNCTION || lua_iscfunction(L, -1)) {
        lua_pop(L, 1);
        return;
    }
    lua_Debug info;
    lua_pushvalue(L, -1);
    lua_getinfo(L, ">S", &info);
    entry->present = true;
    entry->line = info.linedefined;
    entry->given =
        jx_arena_array(&lua->arena, own->rule->need_count, sizeof *entry->given);
    if (!entry->given)
        jx_box_limit(L, _("the system has no more memory"));
    jx_view_freeze(L, -1, watch, uses_env, &own->watch, &lua->arena);
    lua_rawseti(L, LUA_REGISTRYINDEX, jx_entry_ref(own->rule, total, JX_ENTRY_FUNCTION));
}

/* The functions of a file share one environment; where nothing can write to it, no view is
 * needed between them. */
static void bare_environment(lua_State *L, struct jx_lua_rule *own, bool total)
{
    const char *name;
    lua_rawgeti(L, LUA_REGISTRYINDEX, jx_entry_ref(own->rule, total, JX_ENTRY_FUNCTION));
    for (int n = 1; (name = lua_getupvalue(L, -1, n)); n++) {
        lua_pop(L, 1);
        if (strcmp(name, "_ENV") == 0) {
            lua_rawgeti(L, LUA_REGISTRYINDEX, JX_REF_BARE);
            lua_setupvalue(L, -2, n);
        }
    }
    lua_pop(L, 1);
}

/* Calls of such a rule come nowhere near a limit, as limits are meant to be. */
static void set_up_straight(lua_State *L, struct jx_lua *lua, struct jx_lua_rule *own)
{
    const struct jx_lua_limits *limits = &lua->box.limits,
                               *usual = &jx_lua_default_limits;
    if (!own->entry[0].present || !own->bare || !own->brief || own->watch.code.captures ||
        limits->interpreted || limits->guards_off ||
        limits->string_bytes != usual->string_bytes ||
        limits->call_bytes < usual->call_bytes ||
        limits->live_bytes < usual->live_bytes ||
        limits->block_bytes < usual->block_bytes)
        return;
    lua_rawgeti(L, LUA_REGISTRYINDEX, jx_entry_ref(own->rule, false, JX_ENTRY_FUNCTION));
    own->straight = jx_straight_read(L, own, &lua->arena);
    lua_pop(L, 1);
}

int jx_load_rule(lua_State *L)
{
    struct jx_lua *lua = jx_lua_of(L);
    struct jx_lua_rule *own = lua->box.job;
    struct jx_str source = own->rule->source;
    jx_load_table(L, source);
    bool uses_env = memmem(source.p, source.n, "_ENV", 4) != NULL;
    lua_newtable(L); /* what is watched */
    set_up_entry(L, lua, own, false, uses_env);
    set_up_entry(L, lua, own, true, uses_env);
    const struct jx_code *code = &own->watch.code;
    own->bare = !code->stores && !uses_env && jx_box_guards(&lua->box, JX_GUARD_NAMES);
    own->brief = !code->repeats && code->instructions < JX_BOX_TICK;
    for (int total = 0; total < 2; total++) {
        if (!own->entry[total].present)
            continue;
        jx_bridge_build(L, own, total);
        if (own->bare)
            bare_environment(L, own, total);
    }
    set_up_straight(L, lua, own);
    lua_rawseti(L, LUA_REGISTRYINDEX, jx_rule_ref(own->rule) + JX_RULE_WATCH);
    return 0;
}
