/* rule.c: the door of this room: a state with all rules of a pack, and calls of their
 * functions. Everything that touches Lua's memory runs protected (jx_box_run). */
#include "rule.h"

#include "bridge.h"
#include "lang.h"
#include "load.h"
#include "straight.h"

#include <stdlib.h>
#include <string.h>

/* Builds the state with every Lua rule of the pack. */
static enum jx_lua_status build(struct jx_lua *lua)
{
    const struct jx_pack *pack = lua->pack;
    struct jx_lua_limits limits = lua->box.limits;
    jx_arena_reset(&lua->arena);
    lua->rules = jx_arena_array(&lua->arena, pack->rule_count, sizeof *lua->rules);
    if (!jx_box_open(&lua->box, &limits) || !lua->rules) {
        jx_fail_kind(&lua->box.err, JX_ERR_SYSTEM, NULL, 0,
                     _("not enough memory for the rules' interpreter"));
        return JX_LUA_LIMIT;
    }
    lua->box.formats = &lua->formats;
    for (size_t i = 0; i < pack->rule_count; i++) {
        struct jx_lua_rule *own = &lua->rules[i];
        own->rule = &pack->rules[i];
        if (own->rule->kind != JX_RULE_LUA)
            continue;
        jx_box_begin(&lua->box, own->rule->file, 0);
        enum jx_lua_status status = jx_box_run(&lua->box, jx_load_rule, own);
        if (status != JX_LUA_OK)
            return status;
    }
    jx_box_settle(&lua->box);
    lua->ready = true;
    return JX_LUA_OK;
}

static void discard(struct jx_lua *lua)
{
    jx_box_close(&lua->box);
    lua->ready = false;
}

struct jx_lua *jx_lua_later(const struct jx_pack *pack,
                            const struct jx_lua_limits *limits, struct jx_error *err)
{
    struct jx_lua *lua = calloc(1, sizeof *lua);
    if (!lua) {
        jx_fail_kind(err, JX_ERR_SYSTEM, NULL, 0, _("the system has no more memory"));
        return NULL;
    }
    lua->pack = pack;
    lua->arena = jx_arena_new(0);
    lua->covered = jx_arena_new(0);
    lua->box.limits = limits ? *limits : jx_lua_default_limits;
    return lua;
}

struct jx_lua *jx_lua_open(const struct jx_pack *pack, const struct jx_lua_limits *limits,
                           struct jx_error *err)
{
    struct jx_lua *lua = jx_lua_later(pack, limits, err);
    if (!lua || build(lua) == JX_LUA_OK)
        return lua;
    *err = lua->box.err;
    jx_lua_close(lua);
    return NULL;
}

void jx_lua_close(struct jx_lua *lua)
{
    if (!lua)
        return;
    jx_box_close(&lua->box);
    jx_arena_free(&lua->arena);
    jx_arena_free(&lua->covered);
    free(lua);
}

/* State that outlives a call would let one record change the next one's score. */
static enum jx_lua_status check_state(struct jx_lua *lua, const struct jx_lua_call *call,
                                      enum jx_lua_status status)
{
    lua_State *L = lua->box.L;
    const struct jx_rule *rule = call->rule->rule;
    if (!call->rule->watch.code.captures || !jx_box_guards(&lua->box, JX_GUARD_STATE))
        return status;
    lua_rawgeti(L, LUA_REGISTRYINDEX, jx_rule_ref(rule) + JX_RULE_WATCH);
    const char *name = jx_watch_changed(L, lua_gettop(L), &call->rule->watch);
    if (name && status == JX_LUA_OK) {
        char text[256];
        snprintf(
            text, sizeof text,
            _("the file's variable '%s' was changed; nothing may be kept from one call "
              "to the next, use a local variable of the function"),
            name);
        jx_box_note(&lua->box, JX_LUA_ERROR, call->rule->entry[call->total].line, text);
        status = JX_LUA_ERROR;
    }
    lua_settop(L, 1);
    if (name)
        lua->ready = false;
    return status;
}

static enum jx_lua_status make_call(struct jx_lua *lua, const struct jx_lua_call *call,
                                    struct jx_error *err)
{
    const struct jx_rule *rule = call->rule->rule;
    lua->call = call;
    lua->box.watch = lua->cover ? jx_cover_hook : NULL;
    lua->box.brief = call->rule->brief;
    jx_box_begin(&lua->box, rule->file, call->rule->entry[call->total].line);
    enum jx_lua_status status =
        jx_box_run_kept(&lua->box, jx_entry_ref(rule, call->total, JX_ENTRY_EXCHANGE));
    lua->call = NULL;
    lua->box.clean = false;
    if (status != JX_LUA_LIMIT)
        status = check_state(lua, call, status);
    if (status != JX_LUA_OK)
        *err = lua->box.err;
    if (status == JX_LUA_LIMIT || !lua->ready)
        discard(lua);
    return status;
}

static enum jx_lua_status attempt(struct jx_lua *lua, const struct jx_rule *rule,
                                  struct jx_lua_call *call, struct jx_error *err)
{
    if (!lua->ready && build(lua) != JX_LUA_OK) {
        *err = lua->box.err;
        discard(lua);
        return JX_LUA_LIMIT;
    }
    call->rule = &lua->rules[rule->slot];
    if (!call->rule->entry[call->total].present) {
        jx_fail_kind(err, JX_ERR_PACK, rule->file, 0, _("the rule has no %s function"),
                     call->total ? "total" : "score");
        return JX_LUA_ERROR;
    }
    return make_call(lua, call, err);
}

/* A call that may come near a limit is made again in a new state, where it meets the limit or
 * does not whatever ran before. */
static enum jx_lua_status run(struct jx_lua *lua, const struct jx_rule *rule,
                              struct jx_lua_call *call, struct jx_error *err)
{
    const struct jx_ledger before = *call->ledger;
    enum jx_lua_status status = attempt(lua, rule, call, err);
    if (!lua->box.doubtful)
        return status;
    discard(lua);
    *call->ledger = before;
    *call->ledger->raised_end = NULL;
    return attempt(lua, rule, call, err);
}

/* Most calls need no interpreter. */
static inline bool run_straight(struct jx_lua *lua, const struct jx_rule *rule,
                                struct jx_lua_call *call)
{
    if (!lua->ready || lua->cover || call->ledger->count || call->ledger->raised)
        return false;
    call->rule = &lua->rules[rule->slot];
    return call->rule->straight &&
           jx_straight_run(call->rule->straight, call, lua, &lua->box.work);
}

enum jx_lua_status jx_lua_score(struct jx_lua *lua, const struct jx_rule *rule,
                                struct jx_dec full, const struct jx_value *inputs,
                                const struct jx_value *params, struct jx_ledger *ledger,
                                struct jx_error *err)
{
    struct jx_lua_call call = {
        .full = full, .inputs = inputs, .params = params, .ledger = ledger};
    return run_straight(lua, rule, &call) ? JX_LUA_OK : run(lua, rule, &call, err);
}

enum jx_lua_status jx_lua_total(struct jx_lua *lua, const struct jx_rule *rule,
                                struct jx_dec full, const struct jx_total_view *view,
                                const struct jx_value *inputs,
                                const struct jx_value *params, struct jx_ledger *ledger,
                                struct jx_error *err)
{
    struct jx_lua_call call = {.total = true,
                               .full = full,
                               .inputs = inputs,
                               .params = params,
                               .view = view,
                               .ledger = ledger};
    return run(lua, rule, &call, err);
}

uint64_t jx_lua_work(const struct jx_lua *lua)
{
    return lua->box.work;
}
