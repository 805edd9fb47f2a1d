/* lib_string.c: the string library of rules: bytewise, without patterns and locale. */
#include "lib.h"

#include "lang.h"
#include "strbuf.h"

#include <string.h>

static int string_len(lua_State *L)
{
    jx_box_charge(L, 1);
    lua_pushinteger(L, (lua_Integer)jx_arg_text(L, 1, "string.len").n);
    return 1;
}

static int string_byte(lua_State *L)
{
    struct jx_str text = jx_arg_text(L, 1, "string.byte");
    lua_Integer from = jx_arg_integer_or(L, 2, "string.byte", 1);
    lua_Integer to = jx_arg_integer_or(L, 3, "string.byte", from);
    jx_arg_range(&from, &to, text.n);
    lua_Integer count = to >= from ? to - from + 1 : 0;
    jx_box_charge(L, 1 + (uint64_t)count);
    jx_lib_room(L, count, "string.byte");
    for (lua_Integer i = from; i <= to; i++)
        lua_pushinteger(L, (unsigned char)text.p[i - 1]);
    return (int)count;
}

static int string_char(lua_State *L)
{
    int count = lua_gettop(L);
    jx_box_charge(L, 1 + (uint64_t)count);
    char *out = jx_lib_scratch(L, (size_t)count, "string.char");
    bool zero = !jx_box_guards(jx_box_of(L), JX_GUARD_NUL);
    for (int i = 0; i < count; i++) {
        lua_Integer c = jx_arg_integer(L, i + 1, "string.char");
        if (c < (zero ? 0 : 1) || c > 255)
            jx_box_error(L, _("string.char: argument %d must be from 1 to 255"), i + 1);
        out[i] = (char)c;
    }
    lua_pushlstring(L, out, (size_t)count);
    return 1;
}

static int change_case(lua_State *L, const char *fn, char first, char last)
{
    struct jx_str text = jx_arg_text(L, 1, fn);
    jx_box_charge_bytes(L, text.n);
    char *out = jx_lib_scratch(L, text.n, fn);
    for (size_t i = 0; i < text.n; i++)
        out[i] = text.p[i] >= first && text.p[i] <= last ? (char)(text.p[i] ^ 0x20)
                                                         : text.p[i];
    lua_pushlstring(L, out, text.n);
    return 1;
}

static int string_lower(lua_State *L)
{
    return change_case(L, "string.lower", 'A', 'Z');
}

static int string_upper(lua_State *L)
{
    return change_case(L, "string.upper", 'a', 'z');
}

static int string_sub(lua_State *L)
{
    struct jx_str text = jx_arg_text(L, 1, "string.sub");
    lua_Integer from = jx_arg_integer(L, 2, "string.sub");
    lua_Integer to = jx_arg_integer_or(L, 3, "string.sub", -1);
    jx_arg_range(&from, &to, text.n);
    size_t len = to >= from ? (size_t)(to - from + 1) : 0;
    jx_box_charge_bytes(L, len);
    lua_pushlstring(L, len ? text.p + from - 1 : "", len);
    return 1;
}

/* contains, starts, ends: both texts are plain; nothing in them is a pattern. */
static void two_texts(lua_State *L, const char *fn, struct jx_str *text,
                      struct jx_str *part)
{
    *text = jx_arg_text(L, 1, fn);
    *part = jx_arg_text(L, 2, fn);
    jx_box_charge_bytes(L, text->n + part->n);
}

/* memmem is linear in both lengths whatever they hold. */
static const char *find(const char *from, size_t len, struct jx_str part)
{
    return memmem(from, len, part.p, part.n);
}

static int string_contains(lua_State *L)
{
    struct jx_str text, part;
    two_texts(L, "string.contains", &text, &part);
    lua_pushboolean(L, find(text.p, text.n, part) != NULL);
    return 1;
}

static int string_starts(lua_State *L)
{
    struct jx_str text, part;
    two_texts(L, "string.starts", &text, &part);
    lua_pushboolean(L, text.n >= part.n && memcmp(text.p, part.p, part.n) == 0);
    return 1;
}

static int string_ends(lua_State *L)
{
    struct jx_str text, part;
    two_texts(L, "string.ends", &text, &part);
    lua_pushboolean(L, text.n >= part.n &&
                           memcmp(text.p + text.n - part.n, part.p, part.n) == 0);
    return 1;
}

static int string_split(lua_State *L)
{
    struct jx_str text, part;
    two_texts(L, "string.split", &text, &part);
    if (part.n == 0)
        jx_box_error(L, _("string.split: the separator must not be empty"));
    const char *p = text.p, *end = text.p + text.n, *hit;
    int count = 1;
    for (; (hit = find(p, (size_t)(end - p), part)); p = hit + part.n)
        count++;
    jx_box_charge(L, 4 * (uint64_t)count);
    lua_createtable(L, count, 0);
    p = text.p;
    for (int i = 1; i <= count; i++) {
        hit = i < count ? find(p, (size_t)(end - p), part) : end;
        lua_pushlstring(L, p, (size_t)(hit - p));
        lua_rawseti(L, -2, i);
        p = hit + part.n;
    }
    return 1;
}

/* The same formats as reasons, rendered the same way. */
static int string_format(lua_State *L)
{
    struct jx_why why;
    struct jx_arg args[JX_WHY_ARGS];
    jx_box_charge(L, 8 * (uint64_t)lua_gettop(L));
    jx_lib_why(L, 1, &why, args, "string.format");
    char text[8192];
    size_t len = jx_why_render(&why, NULL, text, sizeof text);
    if (len >= sizeof text)
        jx_box_limit(L, _("%s: the result would be longer than %zu bytes"),
                     "string.format", sizeof text - 1);
    lua_pushlstring(L, text, len);
    return 1;
}

const luaL_Reg jx_lib_string[] = {
    {"byte", string_byte},     {"char", string_char},         {"len", string_len},
    {"lower", string_lower},   {"upper", string_upper},       {"sub", string_sub},
    {"starts", string_starts}, {"contains", string_contains}, {"ends", string_ends},
    {"split", string_split},   {"format", string_format},     {NULL, NULL},
};
