/* explain.c: the message handler: errors of the interpreter in words that help a rule
 * author. Errors of the sandbox itself have been noted before; they only pass through. */
#include "sandbox.h"

#include "env.h"
#include "lang.h"
#include "strbuf.h"

#include <stdio.h>
#include <string.h>

/* What Lua authors look for and rules do not have. */
static const char *const absent[] = {
    "pcall",  "xpcall",    "setmetatable", "getmetatable", "rawget",  "rawset",
    "rawlen", "rawequal",  "load",         "loadstring",   "require", "pairs",
    "next",   "coroutine", "os",           "io",           "debug",   "collectgarbage",
    "print",  "dofile",    "loadfile",     "package",      "_G",      "warn",
    "find",   "match",     "gmatch",       "gsub",         "rep",     "reverse",
    "move",   "random",    "randomseed",   "pack",         "dump",    NULL};

static bool listed(const char *const *names, const char *name)
{
    while (*names && strcmp(*names, name) != 0)
        names++;
    return *names != NULL;
}

/* Behind the interpreter's "x:LINE: "; the line is told separately. */
static const char *bare(const char *message)
{
    size_t n = strlen(JX_CHUNK);
    if (strncmp(message, JX_CHUNK, n) != 0 || message[n] != ':')
        return message;
    const char *p = message + n + 1;
    p += strspn(p, "0123456789");
    return strncmp(p, ": ", 2) == 0 ? p + 2 : message;
}

/* For a nil that was called or indexed: does the name exist at all? */
static void hint(const char *message, char *out, size_t size)
{
    char kind[16], name[64];
    out[0] = '\0';
    if (strncmp(message, "attempt to call a nil", 21) != 0 &&
        strncmp(message, "attempt to index a nil", 22) != 0)
        return;
    const char *p = strchr(message, '(');
    if (!p || sscanf(p, "(%15[a-z] '%63[^']')", kind, name) != 2)
        return;
    if (strcmp(kind, "global") != 0 && strcmp(kind, "field") != 0 &&
        strcmp(kind, "method") != 0)
        return;
    const char *near = jx_nearest(name, jx_env_names);
    if (listed(absent, name))
        snprintf(out, size, _("; rules have no '%s'"), name);
    else if (near && strcmp(near, name) != 0)
        snprintf(out, size, _("; did you mean '%s'?"), near);
}

int jx_box_explain(lua_State *L)
{
    struct jx_box *box = jx_box_of(L);
    if (box->stop)
        return 1;
    int line = jx_box_line(box, 0);
    char text[sizeof box->err.text], words[sizeof text], more[160];
    if (lua_type(L, 1) != LUA_TSTRING) {
        snprintf(text, sizeof text, _("error object (%s)"), luaL_typename(L, 1));
        jx_box_note(box, JX_LUA_ERROR, line, text);
        return 1;
    }
    const char *message = bare(lua_tostring(L, 1));
    bool deep = strstr(message, "stack overflow") != NULL;
    hint(message, more, sizeof more);
    jx_box_translate(message, words, sizeof words);
    snprintf(text, sizeof text, "%s%s", words, more);
    jx_box_note(box, deep ? JX_LUA_LIMIT : JX_LUA_ERROR, line,
                deep ? _("functions call each other too deep (stack overflow)") : text);
    return 1;
}
