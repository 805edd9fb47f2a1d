/* lib_args.c: what all library functions share: strict arguments, scratch memory and
 * the checking of formats. No function offered to rules lives here. */
#include "lib.h"

#include "lang.h"
#include "utf8.h"

#include <math.h>
#include <string.h>

/* Whoever writes s:award(…) does not count s. */
static int shown(int arg, const char *fn)
{
    return strchr(fn, ':') ? arg - 1 : arg;
}

static _Noreturn void wrong(lua_State *L, int arg, const char *fn, const char *wanted)
{
    jx_box_error(L, _("%s: argument %d must be %s, not %s"), fn, shown(arg, fn), wanted,
                 lua_isnone(L, arg) ? _("missing") : luaL_typename(L, arg));
}

lua_Number jx_arg_number(lua_State *L, int arg, const char *fn)
{
    if (lua_type(L, arg) != LUA_TNUMBER &&
        (jx_box_guards(jx_box_of(L), JX_GUARD_TYPES) || !lua_isnumber(L, arg)))
        wrong(L, arg, fn, _("a number"));
    return lua_tonumber(L, arg);
}

lua_Integer jx_arg_integer(lua_State *L, int arg, const char *fn)
{
    jx_arg_number(L, arg, fn);
    int whole;
    lua_Integer value = lua_tointegerx(L, arg, &whole);
    if (!whole)
        jx_box_error(L, _("%s: argument %d must be a whole number"), fn, arg);
    return value;
}

lua_Integer jx_arg_integer_or(lua_State *L, int arg, const char *fn, lua_Integer missing)
{
    return lua_isnoneornil(L, arg) ? missing : jx_arg_integer(L, arg, fn);
}

struct jx_str jx_arg_text(lua_State *L, int arg, const char *fn)
{
    if (lua_type(L, arg) != LUA_TSTRING &&
        (jx_box_guards(jx_box_of(L), JX_GUARD_TYPES) || !lua_isstring(L, arg)))
        wrong(L, arg, fn, _("a text"));
    struct jx_str text;
    text.p = lua_tolstring(L, arg, &text.n);
    return text;
}

int jx_arg_table(lua_State *L, int arg, const char *fn)
{
    if (!lua_istable(L, arg))
        wrong(L, arg, fn, _("a table"));
    jx_view_target(L, arg);
    return lua_gettop(L);
}

void jx_arg_own_table(lua_State *L, int arg, const char *fn)
{
    if (!lua_istable(L, arg))
        wrong(L, arg, fn, _("a table"));
    if (lua_getmetatable(L, arg))
        jx_box_error(L, _("%s: this table is read-only in rules; copy what you need"),
                     fn);
}

void jx_arg_function(lua_State *L, int arg, const char *fn)
{
    if (!lua_isfunction(L, arg))
        wrong(L, arg, fn, _("a function"));
}

void jx_arg_range(lua_Integer *from, lua_Integer *to, size_t len)
{
    lua_Integer n = (lua_Integer)len;
    if (*from < 0)
        *from = *from < -n ? 1 : n + *from + 1;
    else if (*from == 0)
        *from = 1;
    if (*to < 0)
        *to = *to < -n ? 0 : n + *to + 1;
    else if (*to > n)
        *to = n;
}

char *jx_lib_scratch(lua_State *L, size_t size, const char *fn)
{
    struct jx_box *box = jx_box_of(L);
    if (size > box->limits.string_bytes && jx_box_guards(box, JX_GUARD_STRINGS))
        jx_box_limit(L, _("%s: the result would be longer than %zu bytes"), fn,
                     box->limits.string_bytes);
    return lua_newuserdatauv(L, size ? size : 1, 0);
}

void jx_lib_room(lua_State *L, lua_Integer count, const char *fn)
{
    if (count > 100000 || !lua_checkstack(L, (int)count + LUA_MINSTACK))
        jx_box_limit(L, _("%s: too many results"), fn);
}

size_t jx_lib_number(lua_Number number, char out[64])
{
    struct jx_dec exact;
    if (jx_dec_from_double(number, &exact))
        return jx_dec_print(exact, out);
    strcpy(out, number != number ? "nan" : number > 0 ? "inf" : "-inf");
    return strlen(out);
}

static struct jx_arg argument(lua_State *L, int index, int number, const char *fn)
{
    int type = lua_type(L, index);
    struct jx_arg arg = {.kind = JX_ARG_TEXT};
    if (type == LUA_TNUMBER) {
        arg.kind = JX_ARG_DOUBLE;
        arg.number = lua_tonumber(L, index);
        if (!isfinite(arg.number))
            jx_box_error(L, _("%s: value %d behind the format is no finite number"), fn,
                         number);
    } else if (type == LUA_TSTRING) {
        arg.text.p = lua_tolstring(L, index, &arg.text.n);
        if (arg.text.n > JX_WHY_BYTES)
            jx_box_error(L, _("%s: value %d behind the format is longer than %d bytes"),
                         fn, number, JX_WHY_BYTES);
    } else {
        jx_box_error(
            L, _("%s: value %d behind the format must be a number or a text, not %s"), fn,
            number, lua_typename(L, type));
    }
    return arg;
}

static void check_texts(lua_State *L, const struct jx_why *why, const char *fn)
{
    for (int i = 0; i < why->arg_count; i++)
        if (jx_utf8_valid(why->args[i].text.p, why->args[i].text.n) !=
            why->args[i].text.n)
            jx_box_error(L, _("%s: value %d behind the format is not valid UTF-8"), fn,
                         i + 1);
}

void jx_lib_why(lua_State *L, int format, struct jx_why *why, struct jx_arg *args,
                const char *fn)
{
    int top = lua_gettop(L), count = top > format ? top - format : 0, bad = 0;
    bool checked = jx_box_guards(jx_box_of(L), JX_GUARD_VERBS);
    if (count > JX_WHY_ARGS)
        jx_box_error(L, _("%s: more than %d values behind the format"), fn, JX_WHY_ARGS);
    *why = (struct jx_why){.format = jx_arg_text(L, format, fn), .args = args};
    why->arg_count = (uint8_t)count;
    size_t bytes = why->format.n;
    for (int i = 0; i < count; i++) {
        args[i] = argument(L, format + 1 + i, i + 1, fn);
        bytes += args[i].text.n;
    }
    jx_box_charge_bytes(L, bytes);
    const char *wrong = checked ? jx_why_check(jx_box_of(L)->formats, why->format, args,
                                               (size_t)count, &bad)
                                : NULL;
    if (wrong || !checked)
        check_texts(L, why, fn);
    if (wrong) {
        char text[256];
        snprintf(text, sizeof text, _(wrong), bad);
        jx_box_error(L, "%s: %s", fn, text);
    }
}
