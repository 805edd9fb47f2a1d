/* declare_params.c: parameters that a rule file declares: type, range, choices, default. */
#include "declare.h"

#include "lang.h"
#include "lib.h"
#include "strbuf.h"

#include <string.h>

static bool is_identifier(const char *name)
{
    size_t n =
        strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");
    return n && !name[n] && !(name[0] >= '0' && name[0] <= '9');
}

static bool to_value(struct jx_declare *r, int index, struct jx_value *value, int depth);

static bool to_list(struct jx_declare *r, int table, struct jx_value *value, int depth)
{
    lua_State *L = r->L;
    luaL_checkstack(L, 8, NULL);
    jx_lib_keys(L, table, "params");
    int keys = lua_gettop(L);
    size_t count = lua_rawlen(L, keys);
    struct jx_value *items = jx_arena_array(r->arena, count, sizeof *items);
    bool fine = items && depth < 8, named = false;
    for (size_t i = 0; fine && i < count; i++) {
        bool text = lua_rawgeti(L, keys, (lua_Integer)i + 1) == LUA_TSTRING;
        if (i == 0)
            named = text;
        lua_pushvalue(L, -1);
        lua_rawget(L, table);
        fine = text == named && to_value(r, lua_gettop(L), &items[i], depth + 1);
        if (fine && text)
            items[i].key = jx_str_of(jx_declare_keep(r, -2));
        else if (fine)
            fine = lua_rawequal(L, -2, -2) && lua_tonumber(L, -2) == (lua_Number)(i + 1);
        lua_pop(L, 2);
    }
    lua_pop(L, 1);
    *value = (struct jx_value){.type = named ? JX_T_MAP : JX_T_LIST, .items = items};
    value->count = count;
    return fine;
}

static bool to_value(struct jx_declare *r, int index, struct jx_value *value, int depth)
{
    lua_State *L = r->L;
    *value = (struct jx_value){0};
    switch (lua_type(L, index)) {
    case LUA_TNUMBER:
        value->type = JX_T_NUMBER;
        return jx_dec_from_double(lua_tonumber(L, index), &value->number);
    case LUA_TSTRING:
        value->type = JX_T_TEXT;
        value->text = (struct jx_str){jx_declare_keep(r, index), lua_rawlen(L, index)};
        return true;
    case LUA_TBOOLEAN:
        value->type = JX_T_FLAG;
        value->flag = lua_toboolean(L, index);
        return true;
    case LUA_TTABLE: return to_list(r, index, value, depth);
    default: return false;
    }
}

static bool read_bound(struct jx_declare *r, const struct jx_param *p, int table,
                       const char *key, struct jx_dec *out)
{
    struct jx_value value = {0};
    bool there = jx_declare_field(r, table, key) != LUA_TNIL;
    if (there && (p->type != JX_T_NUMBER || !to_value(r, lua_gettop(r->L), &value, 0) ||
                  value.type != JX_T_NUMBER)) {
        JX_FAULT(r, p->name, NULL,
                 _("parameter '%s': '%s' must be a number, and its type too"), p->name,
                 key);
        there = false;
    }
    lua_pop(r->L, 1);
    *out = value.number;
    return there;
}

static void read_choices(struct jx_declare *r, struct jx_param *p, int table)
{
    lua_State *L = r->L;
    if (jx_declare_field(r, table, "choices") == LUA_TTABLE && p->type == JX_T_TEXT) {
        size_t count = lua_rawlen(L, -1);
        const char **list = jx_arena_array(r->arena, count + 1, sizeof *list);
        if (!list)
            jx_declare_no_memory(r);
        for (size_t i = 0; i < count; i++) {
            if (lua_rawgeti(L, -1, (lua_Integer)i + 1) == LUA_TSTRING)
                list[i] = jx_declare_keep(r, -1);
            else
                JX_FAULT(r, p->name, NULL, _("parameter '%s': choices must be texts"),
                         p->name);
            list[i] = list[i] ? list[i] : "";
            lua_pop(L, 1);
        }
        p->choices = list;
    } else if (!lua_isnil(L, -1)) {
        JX_FAULT(r, p->name, NULL,
                 _("parameter '%s': choices must be a list, for type text"), p->name);
    }
    lua_pop(L, 1);
}

static void read_default(struct jx_declare *r, struct jx_param *p, int table)
{
    bool there = jx_declare_field(r, table, "default") != LUA_TNIL;
    if (there) {
        bool fine = to_value(r, lua_gettop(r->L), &p->value, 0);
        bool list = p->value.type == JX_T_LIST || p->value.type == JX_T_MAP;
        if (!fine || (p->type == JX_T_LIST ? !list : p->value.type != p->type))
            JX_FAULT(r, p->name, NULL, _("parameter '%s': the default is no %s"), p->name,
                     jx_type_names[p->type]);
        else
            p->has_default = true;
    }
    lua_pop(r->L, 1);
}

static void check_default(struct jx_declare *r, const struct jx_param *p)
{
    bool low = p->has_min && jx_dec_cmp(p->value.number, p->min) < 0;
    bool high = p->has_max && jx_dec_cmp(p->value.number, p->max) > 0;
    if (p->has_min && p->has_max && jx_dec_cmp(p->min, p->max) > 0)
        JX_FAULT(r, p->name, NULL, _("parameter '%s': min is greater than max"), p->name);
    else if (p->has_default && (low || high))
        JX_FAULT(r, p->name, NULL,
                 _("parameter '%s': the default is outside min and max"), p->name);
    size_t i = 0;
    while (p->has_default && p->choices && p->choices[i] &&
           !jx_str_is(p->value.text, p->choices[i]))
        i++;
    if (p->has_default && p->choices && !p->choices[i])
        JX_FAULT(r, p->name, NULL,
                 _("parameter '%s': the default is none of the choices"), p->name);
}

void jx_declare_param(struct jx_declare *r, void *entry)
{
    static const char *const known[] = {"type",    "default", "min", "max",
                                        "choices", "text",    NULL};
    static const char *const types[] = {"number", "text", "flag", "list", NULL};
    struct jx_param *p = entry;
    lua_State *L = r->L;
    int table = lua_gettop(L);
    p->name = jx_declare_keep(r, -2);
    p->text = "";
    if (!is_identifier(p->name))
        JX_FAULT(r, p->name, NULL,
                 _("parameter '%s': a name has letters, digits and _ only"), p->name);
    if (!lua_istable(L, table)) {
        JX_FAULT(r, p->name, NULL,
                 _("parameter '%s' must be a table like { type = \"number\" }"), p->name);
        return;
    }
    jx_declare_keys(r, table, known, p->name);
    const char *type =
        jx_declare_field(r, table, "type") == LUA_TSTRING ? lua_tostring(L, -1) : "";
    p->type = (uint8_t)jx_declare_type(type, strlen(type), true);
    if (p->type == JX_T_NONE) {
        JX_FAULT(r, p->name, jx_declare_hint(r, type, types),
                 _("parameter '%s': the type must be number, text, flag or list"),
                 p->name);
        return;
    }
    p->has_min = read_bound(r, p, table, "min", &p->min);
    p->has_max = read_bound(r, p, table, "max", &p->max);
    read_choices(r, p, table);
    read_default(r, p, table);
    check_default(r, p);
    if (jx_declare_field(r, table, "text") == LUA_TSTRING)
        p->text = jx_declare_keep(r, -1);
    else if (!lua_isnil(L, -1))
        JX_FAULT(r, p->name, NULL, _("parameter '%s': 'text' must be one sentence"),
                 p->name);
}
