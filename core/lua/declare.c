/* declare.c: what a rule file declares: api, start, needs, params; every fault with its
 * line. Faults are collected; only errors of the file itself stop the reading. */
#include "declare.h"

#include "lang.h"
#include "lib.h"
#include "lint.h"
#include "load.h"
#include "scan.h"
#include "strbuf.h"

#include <string.h>

const char *const jx_type_names[] = {
    [JX_T_NONE] = "",       [JX_T_NUMBER] = "number", [JX_T_TEXT] = "text",
    [JX_T_LEVEL] = "level", [JX_T_DATE] = "date",     [JX_T_FLAG] = "flag",
    [JX_T_LIST] = "list"};

const char *jx_declare_hint(struct jx_declare *r, const char *word,
                            const char *const *words)
{
    const char *near = jx_nearest(word, words);
    return near ? jx_arena_format(r->arena, _("did you mean '%s'?"), near) : NULL;
}

_Noreturn void jx_declare_no_memory(struct jx_declare *r)
{
    jx_box_limit(r->L, _("the system has no more memory"));
}

char *jx_declare_keep(struct jx_declare *r, int index)
{
    size_t len;
    const char *text = lua_tolstring(r->L, index, &len);
    char *copy = jx_arena_copy(r->arena, text, len);
    if (!copy)
        jx_declare_no_memory(r);
    return copy;
}

/* Pushes field `key` of the table at `table`; its Lua type. */
int jx_declare_field(struct jx_declare *r, int table, const char *key)
{
    lua_pushstring(r->L, key);
    return lua_rawget(r->L, table);
}

/* Faults for keys of the table at `table` that nothing reads. */
void jx_declare_keys(struct jx_declare *r, int table, const char *const *known,
                     const char *where)
{
    lua_State *L = r->L;
    jx_lib_keys(L, table, where);
    for (lua_Integer i = 1; lua_rawgeti(L, -1, i) != LUA_TNIL; i++) {
        size_t k = 0;
        const char *key = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : NULL;
        while (key && known[k] && strcmp(known[k], key) != 0)
            k++;
        if (!key)
            JX_FAULT(r, where, NULL, _("%s: has an unnamed entry; write KEY = VALUE"),
                     where);
        else if (!known[k])
            JX_FAULT(r, key, jx_declare_hint(r, key, known), _("%s: unknown key '%s'"),
                     where, key);
        lua_pop(L, 1);
    }
    lua_pop(L, 2);
}

enum jx_type jx_declare_type(const char *name, size_t len, bool parameter)
{
    for (int t = JX_T_NUMBER; t <= JX_T_LIST; t++) {
        bool offered = parameter ? t != JX_T_LEVEL && t != JX_T_DATE : t != JX_T_LIST;
        if (offered && strlen(jx_type_names[t]) == len &&
            memcmp(jx_type_names[t], name, len) == 0)
            return (enum jx_type)t;
    }
    return JX_T_NONE;
}

static void read_need(struct jx_declare *r, struct jx_need *need)
{
    static const char *const words[] = {"number", "text", "level", "date", "flag", NULL};
    lua_State *L = r->L;
    need->name = jx_declare_keep(r, -2);
    if (lua_type(L, -1) != LUA_TSTRING) {
        JX_FAULT(r, need->name, NULL,
                 _("needs: the type of '%s' must be a text like \"number\""), need->name);
        return;
    }
    size_t len;
    const char *type = lua_tolstring(L, -1, &len);
    need->optional = len && type[len - 1] == '?';
    need->type = (uint8_t)jx_declare_type(type, len - need->optional, false);
    if (need->type == JX_T_NONE)
        JX_FAULT(r, need->name, jx_declare_hint(r, type, words),
                 _("needs: '%s' has the unknown type '%s'; types are number, text, "
                   "level, date "
                   "and flag, with ? where the input may be absent"),
                 need->name, type);
}

/* Reads each entry of a table by name, in order: read(r, i) with key and value on top.
 * Returns the number of entries. */
static size_t each(struct jx_declare *r, const char *key, size_t size, void **list,
                   void read(struct jx_declare *, void *))
{
    lua_State *L = r->L;
    int top = lua_gettop(L), type = jx_declare_field(r, 1, key);
    size_t count = 0;
    if (type != LUA_TTABLE && type != LUA_TNIL)
        JX_FAULT(r, key, NULL, _("'%s' must be a table, not %s"), key,
                 lua_typename(L, type));
    if (type == LUA_TTABLE) {
        int table = lua_gettop(L);
        jx_lib_keys(L, table, key);
        *list = jx_arena_array(r->arena, lua_rawlen(L, -1), size);
        if (!*list)
            jx_declare_no_memory(r);
        for (lua_Integer i = 1; lua_rawgeti(L, table + 1, i) != LUA_TNIL; i++) {
            if (lua_type(L, -1) != LUA_TSTRING) {
                JX_FAULT(r, key, NULL, _("%s: has an unnamed entry; write KEY = VALUE"),
                         key);
            } else {
                lua_pushvalue(L, -1);
                lua_rawget(L, table);
                read(r, (char *)*list + size * count++);
            }
            lua_settop(L, table + 1);
        }
    }
    lua_settop(L, top);
    return count;
}

static void need_entry(struct jx_declare *r, void *entry)
{
    read_need(r, entry);
}

static void read_start(struct jx_declare *r)
{
    lua_State *L = r->L;
    const char *start = jx_declare_field(r, 1, "start") == LUA_TSTRING
                            ? lua_tostring(L, -1)
                        : lua_isnil(L, -1) ? "zero"
                                           : "";
    r->rule->start_full = strcmp(start, "full") == 0;
    if (!r->rule->start_full && strcmp(start, "zero") != 0)
        JX_FAULT(r, "start", NULL, _("start must be \"zero\" or \"full\""));
    lua_pop(L, 1);
}

/* Says in *there whether the file has such a function; false when it does not even try.
 * Freezing finds what may not be kept at file level. */
static bool read_function(struct jx_declare *r, const char *key, bool *there)
{
    lua_State *L = r->L;
    int type = jx_declare_field(r, 1, key);
    *there = type == LUA_TFUNCTION && !lua_iscfunction(L, -1);
    if (*there) {
        struct jx_watch watch = {0};
        lua_newtable(L);
        jx_view_freeze(L, -2, lua_gettop(L), true, &watch, r->arena);
        lua_pop(L, 1);
    } else if (type != LUA_TNIL) {
        JX_FAULT(r, key, NULL, _("'%s' must be a function (x, s)"), key);
    }
    lua_pop(L, 1);
    return type != LUA_TNIL;
}

static int read_rule(lua_State *L)
{
    static const char *const known[] = {"api",   "start", "needs", "params",
                                        "score", "total", NULL};
    struct jx_declare *r = jx_box_of(L)->job;
    struct jx_rule *rule = r->rule;
    void *needs = NULL, *params = NULL;
    jx_load_table(L, r->source);
    jx_declare_keys(r, 1, known, "rule");
    if (jx_declare_field(r, 1, "api") != LUA_TNUMBER || lua_tonumber(L, -1) != 1)
        JX_FAULT(r, "api", NULL, _("the file must say 'api = 1'"));
    lua_pop(L, 1);
    read_start(r);
    rule->need_count = each(r, "needs", sizeof *rule->needs, &needs, need_entry);
    rule->needs = needs;
    rule->param_count =
        each(r, "params", sizeof *rule->params, &params, jx_declare_param);
    rule->params = params;
    bool score = read_function(r, "score", &rule->has_score);
    if (!read_function(r, "total", &rule->has_total) && !score)
        JX_FAULT(r, "score", NULL,
                 _("the file has neither a score nor a total function"));
    return 0;
}

bool jx_lua_inspect(const char *file, struct jx_str source, struct jx_arena *arena,
                    struct jx_rule *rule, struct jx_faults *faults)
{
    struct jx_box box;
    size_t errors = faults->errors;
    struct jx_declare r = {
        .file = file, .source = source, .arena = arena, .rule = rule, .faults = faults};
    bool open = jx_box_open(&box, NULL);
    if (open) {
        r.L = box.L;
        jx_box_begin(&box, file, 0);
        open = jx_box_run(&box, read_rule, &r) == JX_LUA_OK;
    }
    struct jx_words words;
    if (!open) {
        jx_fault_add(faults, false, file, box.err.line, "", NULL, "%s", box.err.text);
    } else if (!faults->errors_only && jx_words_read(&words, source, arena)) {
        jx_lint(file, &words, faults);
        jx_lint_names(rule, file, &words, arena, faults);
    }
    jx_box_close(&box);
    return faults->errors == errors;
}
