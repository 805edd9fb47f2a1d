/* bridge.c: from the engine's values to x and s: tables built once a rule and state,
 * set anew for every call, and the call itself. What verbs do is in verbs.c. */
#include "bridge.h"

#include "lang.h"

#include <string.h>

enum { PARAM_VIEWS = 64, NESTING = 16 };

/* What the exchange of an entry has at hand, since upvalues are the fastest to reach. */
enum {
    UP_VALUES = 1, /* raw table behind x */
    UP_LEDGER,     /* raw table behind s */
    UP_FUNCTION,
    UP_X,
    UP_S,
    UP_PARAMS, /* what s.param was, by hash */
    UP_NESTED, /* list of (raw table, key) for nested reading */
    UP_PARAM,  /* the texts "param" and "full" */
    UP_FULL,
    UP_KEYS, /* first of the names of needs */
    KEYS = 200
};

/* The whole exchange: push, call, look at what came back. */
static int exchange(lua_State *L);

static void push_text(lua_State *L, struct jx_str text, const char *name)
{
    struct jx_box *box = jx_box_of(L);
    if (text.n > box->limits.string_bytes && jx_box_guards(box, JX_GUARD_STRINGS))
        jx_box_limit(L, _("'%s' is longer than %zu bytes"), name,
                     box->limits.string_bytes);
    if (text.n && memchr(text.p, 0, text.n) && jx_box_guards(box, JX_GUARD_NUL))
        jx_box_error(L, _("'%s' holds a NUL character"), name);
    lua_pushlstring(L, text.n ? text.p : "", text.n);
}

static void push_value(lua_State *L, const struct jx_value *value, const char *name,
                       int depth)
{
    switch (value->type) {
    case JX_T_NUMBER:
    case JX_T_LEVEL:
    case JX_T_DATE: lua_pushnumber(L, jx_dec_to_double(value->number)); return;
    case JX_T_TEXT: push_text(L, value->text, name); return;
    case JX_T_FLAG: lua_pushboolean(L, value->flag); return;
    case JX_T_LIST:
    case JX_T_MAP: break;
    default: lua_pushnil(L); return;
    }
    if (depth >= NESTING)
        jx_box_error(L, _("'%s' nests more than %d tables"), name, NESTING);
    luaL_checkstack(L, 8, NULL);
    lua_newtable(L);
    for (size_t i = 0; i < value->count; i++) {
        const struct jx_value *item = &value->items[i];
        if (value->type == JX_T_MAP)
            push_text(L, item->key, name);
        else
            lua_pushinteger(L, (lua_Integer)i + 1);
        push_value(L, item, name, depth + 1);
        lua_rawset(L, -3);
    }
    jx_view_push(L, -1, name);
    lua_remove(L, -2);
}

void jx_bridge_value(lua_State *L, const struct jx_value *value, const char *name)
{
    push_value(L, value, name, 0);
}

/* ---- building ---- */

/* Pushes the raw table at index `raw` as the rule may see it: a view, where the rule has
 * instructions that could write to it. */
static void show(lua_State *L, const struct jx_lua_rule *rule, int raw, const char *what)
{
    if (rule->bare)
        lua_pushvalue(L, raw);
    else
        jx_view_push(L, raw, what);
}

size_t jx_bridge_container(const char *name)
{
    const char *dot = strchr(name, '.');
    if (!dot)
        return 0;
    const char *second = strchr(dot + 1, '.');
    bool by_id = strncmp(name, "fact.", 5) == 0 || strncmp(name, "peer.", 5) == 0;
    return (size_t)((by_id && second ? second : dot) - name);
}

static bool is_need(const struct jx_rule *rule, const char *name, size_t len)
{
    for (size_t i = 0; i < rule->need_count; i++)
        if (strlen(rule->needs[i].name) == len &&
            strncmp(rule->needs[i].name, name, len) == 0)
            return true;
    return false;
}

/* Pushes the raw table for path name[0, len), making it and those above it.
 * `known`: path -> raw table. */
static void push_container(lua_State *L, int known, const char *name, size_t len)
{
    lua_pushlstring(L, name, len);
    lua_pushvalue(L, -1);
    if (lua_rawget(L, known) != LUA_TNIL) {
        lua_remove(L, -2);
        return;
    }
    lua_pop(L, 1);
    const char *path = lua_tostring(L, -1), *dot = memchr(name, '.', len);
    size_t above = dot ? (size_t)(dot - name) : 0;
    push_container(L, known, name, above);
    lua_newtable(L);
    jx_names_guard(L, JX_NAMES_INPUTS, path);
    lua_pushstring(L, path + (above ? above + 1 : 0));
    jx_view_push(L, -2, "x");
    lua_rawset(L, -4); /* parent[key] = view */
    lua_remove(L, -2);
    lua_pushvalue(L, -2);
    lua_pushvalue(L, -2);
    lua_rawset(L, known);
    lua_remove(L, -2);
}

static bool reads_nested(const struct jx_rule *rule, const char *name, bool total)
{
    size_t len = jx_bridge_container(name);
    const char *dot = strchr(name, '.');
    if (!len || is_need(rule, name, len) || is_need(rule, name, (size_t)(dot - name)))
        return false;
    return !total || strncmp(name, "budget.", 7) != 0; /* a total's own x.budget */
}

/* Fills the list of nested places of the needs at index `nested`; the raw table of x is at
 * index `values`. */
static void build_nested(lua_State *L, struct jx_lua_rule *own, bool total, int values,
                         int nested)
{
    const struct jx_rule *rule = own->rule;
    lua_newtable(L);
    int known = lua_gettop(L);
    lua_pushliteral(L, "");
    lua_pushvalue(L, values);
    lua_rawset(L, known);
    for (size_t i = 0; i < rule->need_count; i++) {
        const char *name = rule->needs[i].name;
        own->entry[total].given[i].nested = reads_nested(rule, name, total);
        if (!own->entry[total].given[i].nested)
            continue;
        size_t len = jx_bridge_container(name);
        push_container(L, known, name, len);
        lua_rawseti(L, nested, (lua_Integer)(2 * i + 1));
        lua_pushstring(L, name + len + 1);
        lua_rawseti(L, nested, (lua_Integer)(2 * i + 2));
    }
    lua_pop(L, 1);
}

void jx_bridge_build(lua_State *L, struct jx_lua_rule *own, bool total)
{
    const struct jx_rule *rule = own->rule;
    int top = lua_gettop(L),
        keys = rule->need_count < KEYS ? (int)rule->need_count : KEYS;
    if (!lua_checkstack(L, UP_KEYS + keys + LUA_MINSTACK))
        jx_box_limit(L, _("not enough memory"));
    lua_newtable(L); /* in the order of UP_… */
    jx_names_guard(L, JX_NAMES_INPUTS, "");
    lua_pushvalue(L, -1);
    lua_rawseti(L, LUA_REGISTRYINDEX, jx_entry_ref(rule, total, JX_ENTRY_VALUES));
    lua_newtable(L);
    jx_names_guard(L, total ? JX_NAMES_TOTAL_LEDGER : JX_NAMES_LEDGER, "");
    jx_verbs_set(L, total);
    lua_rawgeti(L, LUA_REGISTRYINDEX, jx_entry_ref(rule, total, JX_ENTRY_FUNCTION));
    show(L, own, top + UP_VALUES, "x");
    show(L, own, top + UP_LEDGER, "s");
    own->entry[total].ledger = lua_topointer(L, -1);
    lua_newtable(L);
    lua_newtable(L);
    build_nested(L, own, total, top + UP_VALUES, top + UP_NESTED);
    lua_pushliteral(L, "param");
    lua_pushliteral(L, "full");
    for (int i = 0; i < keys; i++)
        lua_pushstring(L, rule->needs[i].name);
    lua_pushcclosure(L, exchange, lua_gettop(L) - top);
    lua_rawseti(L, LUA_REGISTRYINDEX, jx_entry_ref(rule, total, JX_ENTRY_EXCHANGE));
}

/* ---- calling ---- */

/* Over what a value holds, so that equal parameters share one table. */
static uint64_t mix_word(uint64_t hash, uint64_t word)
{
    hash = ((hash ^ word) + 0x632be59bd9b4e019u) * 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 29;
}

static uint64_t mix_text(uint64_t hash, struct jx_str text)
{
    uint64_t word;
    hash = mix_word(hash, text.n);
    for (; text.n >= sizeof word; text.p += sizeof word, text.n -= sizeof word) {
        memcpy(&word, text.p, sizeof word);
        hash = mix_word(hash, word);
    }
    word = 0;
    if (text.n)
        memcpy(&word, text.p, text.n);
    return text.n ? mix_word(hash, word) : hash;
}

static uint64_t hash_values(uint64_t hash, const struct jx_value *values, size_t count,
                            int depth)
{
    hash = mix_word(hash, count);
    for (size_t i = 0; i < count && depth < NESTING; i++) {
        const struct jx_value *v = &values[i];
        uint32_t exponent = (uint32_t)v->number.exponent;
        hash = mix_word(hash, v->type * 2u ^ v->flag ^ (uint64_t)exponent << 32);
        if (v->key.n)
            hash = mix_text(hash, v->key);
        if (v->type == JX_T_MAP || v->type == JX_T_LIST)
            hash = hash_values(hash, v->items, v->count, depth + 1);
        else if (v->type == JX_T_TEXT)
            hash = mix_text(hash, v->text);
        else
            hash = mix_word(hash, (uint64_t)v->number.digits);
    }
    return hash;
}

/* Equal: they hold the same. */
static uint64_t hash_params(const struct jx_value *params, size_t count)
{
    return hash_values(1, params, count, 0) | 1; /* never 0, which is none yet */
}

/* Pushes a view of the parameters. */
static void push_params(lua_State *L, const struct jx_lua_call *call)
{
    const struct jx_rule *rule = call->rule->rule;
    lua_createtable(L, 0, (int)rule->param_count);
    for (size_t i = 0; i < rule->param_count; i++) {
        lua_pushstring(L, rule->params[i].name);
        jx_bridge_value(L, &call->params[i], rule->params[i].name);
        lua_rawset(L, -3);
    }
    jx_names_guard(L, JX_NAMES_PARAMS, "");
    show(L, call->rule, -1, "s.param");
    lua_remove(L, -2);
}

/* Sets s.param for a call. True when something new was built that stays. */
static bool give_params(lua_State *L, const struct jx_lua_call *call)
{
    struct jx_lua_entry *entry = &call->rule->entry[call->total];
    uint64_t hash = hash_params(call->params, call->rule->rule->param_count);
    if (hash == entry->params)
        return false;
    if (entry->param_views >= PARAM_VIEWS) {
        lua_newtable(L);
        lua_replace(L, lua_upvalueindex(UP_PARAMS));
        entry->param_views = 0;
        jx_box_of(L)->kept = 0; /* what is dropped here is garbage now */
    }
    lua_pushvalue(L, lua_upvalueindex(UP_PARAM));
    bool fresh =
        lua_rawgeti(L, lua_upvalueindex(UP_PARAMS), (lua_Integer)hash) == LUA_TNIL;
    if (fresh) {
        lua_pop(L, 1);
        push_params(L, call);
        lua_pushvalue(L, -1);
        lua_rawseti(L, lua_upvalueindex(UP_PARAMS), (lua_Integer)hash);
        entry->param_views++;
    }
    lua_rawset(L, lua_upvalueindex(UP_LEDGER));
    entry->params = hash;
    return fresh;
}

/* The value at the top also goes where x.budget.rate finds it. */
static void set_nested(lua_State *L, size_t need)
{
    lua_rawgeti(L, lua_upvalueindex(UP_NESTED), (lua_Integer)(2 * need + 1));
    lua_rawgeti(L, lua_upvalueindex(UP_NESTED), (lua_Integer)(2 * need + 2));
    lua_pushvalue(L, -3);
    lua_rawset(L, -3);
    lua_pop(L, 1);
}

/* Short texts, like natures, are mostly those of the last call: they need not be set again. */
static bool is_given(const struct jx_lua_given *given, const struct jx_value *input)
{
    return input->type == JX_T_TEXT && given->size == input->text.n + 1 &&
           (!input->text.n || memcmp(given->text, input->text.p, input->text.n) == 0);
}

static void note_given(struct jx_lua_given *given, const struct jx_value *input)
{
    if (input->type != JX_T_TEXT || input->text.n > sizeof given->text)
        return;
    if (input->text.n)
        memcpy(given->text, input->text.p, input->text.n);
    given->size = (uint8_t)(input->text.n + 1);
}

static void give_input(lua_State *L, const struct jx_lua_call *call, size_t i)
{
    const char *name = call->rule->rule->needs[i].name;
    struct jx_lua_given *given = &call->rule->entry[call->total].given[i];
    const struct jx_value *input = &call->inputs[i];
    if (input->type == JX_T_TEXT)
        jx_box_charge_bytes(L, input->text.n);
    if (!call->total && is_given(given, input)) /* totals reset fields of x */
        return;
    given->size = 0; /* until it is set: what follows may fail */
    if (i < KEYS)
        lua_pushvalue(L, lua_upvalueindex(UP_KEYS + (int)i));
    else
        lua_pushstring(L, name);
    if (input->type == JX_T_NUMBER) /* most are */
        lua_pushnumber(L, jx_dec_to_double(input->number));
    else
        jx_bridge_value(L, input, name);
    if (given->nested)
        set_nested(L, i);
    lua_rawset(L, lua_upvalueindex(UP_VALUES));
    note_given(given, input);
}

/* Sets the inputs and s.full for a call. */
static void give_inputs(lua_State *L, const struct jx_lua_call *call)
{
    struct jx_lua_entry *entry = &call->rule->entry[call->total];
    for (size_t i = 0; i < call->rule->rule->need_count; i++)
        give_input(L, call, i);
    double full = jx_dec_to_double(call->full);
    if (entry->has_full && full == entry->full)
        return;
    lua_pushvalue(L, lua_upvalueindex(UP_FULL));
    lua_pushnumber(L, full);
    lua_rawset(L, lua_upvalueindex(UP_LEDGER));
    entry->has_full = true;
    entry->full = full;
}

static int exchange(lua_State *L)
{
    struct jx_lua *lua = jx_lua_of(L);
    const struct jx_lua_call *call = lua->call;
    size_t before = lua->box.alive;
    bool grew = give_params(L, call);
    if (call->total)
        jx_total_start(L, call);
    if (grew || call->total) { /* stays for later calls; this one does not pay for it */
        lua->box.kept += lua->box.alive > before ? lua->box.alive - before : 0;
        jx_box_begin(&lua->box, call->rule->rule->file, lua->box.line);
    }
    give_inputs(L, call);
    lua_pushvalue(L, lua_upvalueindex(UP_FUNCTION));
    lua_pushvalue(L, lua_upvalueindex(UP_X));
    lua_pushvalue(L, lua_upvalueindex(UP_S));
    lua_call(L, 2, 1);
    if (!lua_isnil(L, -1) && jx_box_guards(&lua->box, JX_GUARD_RESULT))
        jx_box_error(L,
                     _("the function returned a %s; it must return nothing: points are "
                       "given by s:award and s:deduct"),
                     luaL_typename(L, -1));
    return 0;
}
