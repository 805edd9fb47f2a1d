/* cover.c: what of the rules has run, for authors who look for cases. Costs time at every
 * line, so nothing here happens unless it is asked for. */
#include "bridge.h"

#include "scan.h"
#include "strbuf.h"

#include <string.h>

static size_t lines_of(struct jx_str source)
{
    size_t lines = 1;
    for (size_t i = 0; i < source.n; i++)
        lines += source.p[i] == '\n';
    return lines;
}

bool jx_lua_cover(struct jx_lua *lua)
{
    const struct jx_pack *pack = lua->pack;
    struct jx_arena *arena = &lua->covered;
    struct jx_lua_line **cover = jx_arena_array(arena, pack->rule_count, sizeof *cover);
    for (size_t i = 0; cover && i < pack->rule_count; i++) {
        cover[i] =
            jx_arena_array(arena, lines_of(pack->rules[i].source) + 1, sizeof **cover);
        if (!cover[i])
            return false;
    }
    lua->cover = cover;
    return cover != NULL;
}

const struct jx_lua_line *jx_lua_covered(const struct jx_lua *lua,
                                         const struct jx_rule *rule, size_t *count)
{
    *count = lines_of(rule->source);
    return lua->cover ? lua->cover[rule->slot] + 1 : NULL;
}

/* The entry of a line of the rule that runs, or NULL: a line that no file has. */
static struct jx_lua_line *line_at(struct jx_lua *lua, int line)
{
    const struct jx_rule *rule = lua->call ? lua->call->rule->rule : NULL;
    if (!rule || !lua->cover || line < 1 || (size_t)line > lines_of(rule->source))
        return NULL;
    return &lua->cover[rule->slot][line];
}

/* The compiler knows which lines have code, function by function. */
static void enter(lua_State *L, struct jx_lua *lua, lua_Debug *frame)
{
    if (!lua_getinfo(L, "S", frame) || strcmp(frame->what, "Lua") != 0)
        return;
    struct jx_lua_line *defined = line_at(lua, frame->linedefined);
    if (!defined || defined->entered || !lua_getinfo(L, "L", frame))
        return;
    defined->entered = true;
    for (lua_pushnil(L); lua_istable(L, -2) && lua_next(L, -2); lua_pop(L, 1)) {
        struct jx_lua_line *line = line_at(lua, (int)lua_tointeger(L, -2));
        if (line)
            line->code = true;
    }
    lua_pop(L, 1);
}

void jx_cover_hook(lua_State *L, lua_Debug *event)
{
    struct jx_lua *lua = jx_lua_of(L);
    struct jx_lua_line *line;
    if (event->event != LUA_HOOKLINE)
        enter(L, lua, event);
    else if ((line = line_at(lua, event->currentline)) != NULL)
        line->runs++;
}

void jx_cover_verb(struct jx_lua *lua, enum jx_verb verb, int at)
{
    struct jx_lua_line *line = line_at(lua, at);
    if (line)
        line->verbs |= 1u << verb;
}

/* ---- what could run ---- */

static enum jx_verb verb_of(const struct jx_words *words, size_t i)
{
    static const char *const names[] = {"award", "deduct", "reject", "unscored",
                                        "find",  "cap",    "veto"};
    static const enum jx_verb verbs[] = {JX_AWARD, JX_DEDUCT, JX_REJECT, JX_UNSCORED,
                                         JX_FIND,  JX_CAP,    JX_VETO};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        if (jx_word_is(words, i, names[k]))
            return verbs[k];
    return JX_VERB_COUNT;
}

size_t jx_lua_sites(struct jx_str source, struct jx_arena *arena,
                    struct jx_lua_site **list)
{
    struct jx_words words;
    size_t count = 0;
    *list = NULL;
    if (!jx_words_read(&words, source, arena))
        return 0;
    *list = jx_arena_array(arena, words.count, sizeof **list);
    for (size_t i = 0; *list && i < words.count; i++) {
        enum jx_verb verb = JX_VERB_COUNT;
        if (i > 1 && jx_word_is(&words, i - 1, ":") && jx_word_is(&words, i + 1, "("))
            verb = verb_of(&words, i);
        if (verb != JX_VERB_COUNT || jx_word_is(&words, i, "function"))
            (*list)[count++] = (struct jx_lua_site){words.list[i].line, verb};
    }
    return count;
}
