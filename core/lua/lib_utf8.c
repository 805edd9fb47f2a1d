/* lib_utf8.c: the utf8 library of rules, with utf8.sub. No patterns, no lax mode. */
#include "lib.h"

#include "lang.h"
#include "utf8.h"

static bool continues(struct jx_str text, lua_Integer at)
{
    return at < (lua_Integer)text.n && ((unsigned char)text.p[at] & 0xc0) == 0x80;
}

static int utf8_char(lua_State *L)
{
    int count = lua_gettop(L);
    jx_box_charge(L, 1 + (uint64_t)count);
    char *out = jx_lib_scratch(L, 4 * (size_t)count, "utf8.char");
    bool zero = !jx_box_guards(jx_box_of(L), JX_GUARD_NUL);
    size_t n = 0;
    for (int i = 1; i <= count; i++) {
        lua_Integer c = jx_arg_integer(L, i, "utf8.char");
        if (c < (zero ? 0 : 1) || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
            jx_box_error(L, _("utf8.char: argument %d is no Unicode character"), i);
        n += jx_utf8_put(out + n, (uint32_t)c);
    }
    lua_pushlstring(L, out, n);
    return 1;
}

/* Decodes at byte `at` (from 0); an error where the text is not UTF-8. */
static uint32_t decode(lua_State *L, struct jx_str text, lua_Integer at, size_t *step,
                       const char *fn)
{
    size_t left = text.n - (size_t)at;
    uint32_t c = jx_utf8_next(text.p + at, left, step);
    if (*step == 1 && (unsigned char)text.p[at] >= 0x80)
        jx_box_error(L, _("%s: the text is not valid UTF-8 at byte %lld"), fn,
                     (long long)at + 1);
    return c;
}

static int utf8_codepoint(lua_State *L)
{
    struct jx_str text = jx_arg_text(L, 1, "utf8.codepoint");
    lua_Integer from = jx_arg_integer_or(L, 2, "utf8.codepoint", 1);
    lua_Integer to = jx_arg_integer_or(L, 3, "utf8.codepoint", from);
    jx_arg_range(&from, &to, text.n);
    lua_Integer room = to >= from ? to - from + 1 : 0;
    jx_box_charge(L, 1 + (uint64_t)room);
    jx_lib_room(L, room, "utf8.codepoint");
    int count = 0;
    size_t step;
    for (lua_Integer at = from - 1; at < to; at += (lua_Integer)step, count++)
        lua_pushinteger(L, decode(L, text, at, &step, "utf8.codepoint"));
    return count;
}

/* for position, character in utf8.codes(text) */
static int codes_next(lua_State *L)
{
    jx_box_charge(L, 1);
    struct jx_str text = jx_arg_text(L, 1, "utf8.codes");
    lua_Integer at = jx_arg_integer(L, 2, "utf8.codes");
    if (at < 0 || at > (lua_Integer)text.n)
        return 0;
    for (int rest = 0; rest < 3 && continues(text, at); rest++)
        at++; /* behind more than three, decode() says what is wrong */
    if (at >= (lua_Integer)text.n)
        return 0;
    size_t step;
    uint32_t c = decode(L, text, at, &step, "utf8.codes");
    lua_pushinteger(L, at + 1);
    lua_pushinteger(L, c);
    return 2;
}

static int utf8_codes(lua_State *L)
{
    jx_box_charge(L, 1);
    jx_arg_text(L, 1, "utf8.codes");
    lua_pushcfunction(L, codes_next);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 3;
}

static int utf8_len(lua_State *L)
{
    struct jx_str text = jx_arg_text(L, 1, "utf8.len");
    lua_Integer from = jx_arg_integer_or(L, 2, "utf8.len", 1);
    lua_Integer to = jx_arg_integer_or(L, 3, "utf8.len", -1);
    jx_arg_range(&from, &to, text.n);
    jx_box_charge_bytes(L, to >= from ? (size_t)(to - from + 1) : 0);
    lua_Integer count = 0;
    size_t step;
    for (lua_Integer at = from - 1; at < to; at += (lua_Integer)step, count++) {
        jx_utf8_next(text.p + at, text.n - (size_t)at, &step);
        if (step == 1 && (unsigned char)text.p[at] >= 0x80) {
            lua_pushnil(L);
            lua_pushinteger(L, at + 1);
            return 2;
        }
    }
    lua_pushinteger(L, count);
    return 1;
}

/* Byte position where character n counted from byte i starts. */
static int utf8_offset(lua_State *L)
{
    struct jx_str text = jx_arg_text(L, 1, "utf8.offset");
    lua_Integer n = jx_arg_integer(L, 2, "utf8.offset"), size = (lua_Integer)text.n;
    lua_Integer at = jx_arg_integer_or(L, 3, "utf8.offset", n > 0 ? 1 : size + 1);
    at = at < 0 ? size + at : at - 1;
    jx_box_charge_bytes(L, text.n);
    if (at < 0 || at > size)
        jx_box_error(L, _("utf8.offset: position out of range"));
    if (n != 0 && continues(text, at))
        jx_box_error(L, _("utf8.offset: the position is inside a character"));
    if (n == 0)
        while (at > 0 && continues(text, at))
            at--;
    for (; n < 0 && at > 0; n++)
        do
            at--;
        while (at > 0 && continues(text, at));
    for (n -= n > 0; n > 0 && at < size; n--)
        do
            at++;
        while (continues(text, at));
    if (n == 0)
        lua_pushinteger(L, at + 1);
    else
        lua_pushnil(L);
    return 1;
}

/* Bytes of the first `count` characters; a broken byte counts as one. */
static size_t skip(struct jx_str text, lua_Integer count)
{
    size_t at = 0, step;
    for (; count > 0 && at < text.n; count--, at += step)
        jx_utf8_next(text.p + at, text.n - at, &step);
    return at;
}

/* As string.sub, counted in characters. */
static int utf8_sub(lua_State *L)
{
    struct jx_str text = jx_arg_text(L, 1, "utf8.sub");
    lua_Integer from = jx_arg_integer(L, 2, "utf8.sub");
    lua_Integer to = jx_arg_integer_or(L, 3, "utf8.sub", -1);
    jx_box_charge_bytes(L, 3 * text.n);
    size_t count = 0, step;
    for (size_t at = 0; at < text.n; at += step, count++)
        jx_utf8_next(text.p + at, text.n - at, &step);
    jx_arg_range(&from, &to, count);
    size_t start = skip(text, from - 1);
    struct jx_str rest = {text.p + start, text.n - start};
    lua_pushlstring(L, rest.p, skip(rest, to - from + 1));
    return 1;
}

const luaL_Reg jx_lib_utf8[] = {
    {"char", utf8_char}, {"codepoint", utf8_codepoint}, {"codes", utf8_codes},
    {"len", utf8_len},   {"offset", utf8_offset},       {"sub", utf8_sub},
    {NULL, NULL},
};
