/* total.c: what a total function sees: x.items, x.groups, x.sum and x.budget, made when
 * they are first read; the tables of items and groups serve every record again. */
#include "bridge.h"

#include <string.h>

/* A pool is a list of raw tables, with a raw list of their views and its view. */
enum { POOL_RAW = 1, POOL_LIST, POOL_VIEW };

static void new_pool(lua_State *L, int ref)
{
    lua_createtable(L, 3, 0);
    lua_newtable(L);
    lua_rawseti(L, -2, POOL_RAW);
    lua_newtable(L);
    jx_view_push(L, -1, "x");
    lua_rawseti(L, -3, POOL_VIEW);
    lua_rawseti(L, -2, POOL_LIST);
    lua_pushvalue(L, -1);
    lua_rawseti(L, LUA_REGISTRYINDEX, ref);
}

/* Makes room for `count` tables, and the list exactly that long. The list is rebuilt from
 * views kept beside the raw tables: POOL_RAW holds raw, view, raw, view … */
static void grow_pool(lua_State *L, int ref, size_t count, enum jx_names names)
{
    if (lua_rawgeti(L, LUA_REGISTRYINDEX, ref) == LUA_TNIL) {
        lua_pop(L, 1);
        new_pool(L, ref);
    }
    lua_rawgeti(L, -1, POOL_RAW);
    int raws = lua_gettop(L);
    for (size_t have = lua_rawlen(L, raws) / 2; have < count; have++) {
        lua_newtable(L);
        jx_names_guard(L, names, "");
        jx_view_push(L, -1, "x");
        lua_rawseti(L, raws, (lua_Integer)(2 * have + 2));
        lua_rawseti(L, raws, (lua_Integer)(2 * have + 1));
    }
    lua_rawgeti(L, raws - 1, POOL_LIST);
    for (size_t have = lua_rawlen(L, -1); have > count; have--) {
        lua_pushnil(L);
        lua_rawseti(L, -2, (lua_Integer)have);
    }
    for (size_t have = lua_rawlen(L, -1); have < count; have++) {
        lua_rawgeti(L, raws, (lua_Integer)(2 * have + 2));
        lua_rawseti(L, -2, (lua_Integer)have + 1);
    }
    lua_settop(L, raws - 2);
}

void jx_total_start(lua_State *L, const struct jx_lua_call *call)
{
    static const char *const fields[] = {"items", "groups", "sum", "budget"};
    grow_pool(L, JX_REF_ITEMS, call->view->item_count, JX_NAMES_ITEM);
    grow_pool(L, JX_REF_GROUPS, call->view->group_count, JX_NAMES_GROUP);
    lua_rawgeti(L, LUA_REGISTRYINDEX,
                jx_entry_ref(call->rule->rule, true, JX_ENTRY_VALUES));
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        lua_pushstring(L, fields[i]);
        lua_pushnil(L);
        lua_rawset(L, -3);
    }
    lua_pop(L, 1);
}

static void set_number(lua_State *L, const char *key, struct jx_dec value, bool there)
{
    lua_pushstring(L, key);
    if (there)
        lua_pushnumber(L, jx_dec_to_double(value));
    else
        lua_pushnil(L);
    lua_rawset(L, -3);
}

static void set_text(lua_State *L, const char *key, struct jx_str text)
{
    struct jx_value value = {.type = JX_T_TEXT, .text = text};
    lua_pushstring(L, key);
    jx_bridge_value(L, &value, key);
    lua_rawset(L, -3);
}

static void push_items(lua_State *L, const struct jx_total_view *view)
{
    lua_rawgeti(L, LUA_REGISTRYINDEX, JX_REF_ITEMS);
    lua_rawgeti(L, -1, POOL_RAW);
    for (size_t i = 0; i < view->item_count; i++) {
        const struct jx_item *item = &view->items[i];
        jx_box_charge_bytes(L, item->level1.n + item->level2.n);
        lua_rawgeti(L, -1, (lua_Integer)(2 * i + 1));
        set_number(L, "score", item->score, item->scored);
        set_number(L, "weight", item->weight, item->has_weight);
        set_text(L, "level1", item->level1);
        set_text(L, "level2", item->level2);
        lua_pop(L, 1);
    }
    lua_rawgeti(L, -2, POOL_VIEW);
}

static void push_groups(lua_State *L, const struct jx_total_view *view)
{
    lua_rawgeti(L, LUA_REGISTRYINDEX, JX_REF_GROUPS);
    lua_rawgeti(L, -1, POOL_RAW);
    for (size_t i = 0; i < view->group_count; i++) {
        const struct jx_group *group = &view->groups[i];
        jx_box_charge_bytes(L, group->level1.n);
        lua_rawgeti(L, -1, (lua_Integer)(2 * i + 1));
        set_number(L, "score", group->score, group->scored);
        set_number(L, "weight", group->weight, true);
        set_text(L, "level1", group->level1);
        lua_pop(L, 1);
    }
    lua_rawgeti(L, -2, POOL_VIEW);
}

static void push_budget(lua_State *L, const struct jx_value *budget)
{
    if (!budget) {
        lua_pushnil(L);
        return;
    }
    lua_newtable(L);
    for (size_t i = 0; i < budget->count; i++) {
        lua_pushlstring(L, budget->items[i].key.p, budget->items[i].key.n);
        jx_bridge_value(L, &budget->items[i], "budget");
        lua_rawset(L, -3);
    }
    jx_names_guard(L, JX_NAMES_BUDGET, "");
    jx_view_push(L, -1, "x.budget");
}

bool jx_total_field(lua_State *L, const char *name)
{
    const struct jx_lua_call *call = jx_lua_of(L)->call;
    const struct jx_total_view *view = call->view;
    if (strcmp(name, "items") == 0)
        push_items(L, view);
    else if (strcmp(name, "groups") == 0)
        push_groups(L, view);
    else if (strcmp(name, "budget") == 0)
        push_budget(L, view->budget);
    else if (strcmp(name, "sum") != 0)
        return false;
    else if (view->has_sum)
        lua_pushnumber(L, jx_dec_to_double(view->sum));
    else
        lua_pushnil(L);
    lua_rawgeti(L, LUA_REGISTRYINDEX,
                jx_entry_ref(call->rule->rule, true, JX_ENTRY_VALUES));
    lua_pushstring(L, name);
    lua_pushvalue(L, -3);
    lua_rawset(L, -3);
    lua_pop(L, 1);
    return true;
}
