/* lib_dec.c: decimal arithmetic on plain numbers: the exact result, read at 15
 * significant digits, as the nearest double. No new type and no allocation; the
 * arithmetic itself is in base/decimal. */
#include "lib.h"

#include "lang.h"

static struct jx_dec argument(lua_State *L, int arg, const char *fn)
{
    struct jx_dec value;
    if (!jx_dec_from_double(jx_arg_number(L, arg, fn), &value))
        jx_box_error(L, _("%s: argument %d is no finite number"), fn, arg);
    return value;
}

static int result(lua_State *L, struct jx_dec value)
{
    lua_pushnumber(L, jx_dec_to_double(jx_dec_read15(value)));
    return 1;
}

static int calculate(lua_State *L, const char *fn,
                     struct jx_dec f(struct jx_dec, struct jx_dec))
{
    jx_box_charge(L, 1);
    struct jx_dec a = argument(L, 1, fn);
    return result(L, f(a, argument(L, 2, fn)));
}

static int dec_add(lua_State *L)
{
    return calculate(L, "dec.add", jx_dec_add);
}

static int dec_sub(lua_State *L)
{
    return calculate(L, "dec.sub", jx_dec_sub);
}

static int dec_mul(lua_State *L)
{
    return calculate(L, "dec.mul", jx_dec_mul);
}

static int dec_div(lua_State *L)
{
    jx_box_charge(L, 1);
    bool ok;
    struct jx_dec a = argument(L, 1, "dec.div");
    struct jx_dec quotient = jx_dec_div(a, argument(L, 2, "dec.div"), &ok);
    if (!ok)
        jx_box_error(L, _("dec.div: division by zero; test the divisor first"));
    return result(L, quotient);
}

static int dec_floor(lua_State *L)
{
    jx_box_charge(L, 1);
    return result(L, jx_dec_floor(argument(L, 1, "dec.floor")));
}

static int dec_ceil(lua_State *L)
{
    jx_box_charge(L, 1);
    return result(L, jx_dec_ceil(argument(L, 1, "dec.ceil")));
}

static int dec_round(lua_State *L)
{
    jx_box_charge(L, 1);
    struct jx_dec value = argument(L, 1, "dec.round");
    lua_Integer digits = jx_arg_integer_or(L, 2, "dec.round", 0);
    if (digits < -15 || digits > 15)
        jx_box_error(L, _("dec.round: digits must be from -15 to 15"));
    return result(L, jx_dec_round(value, (int)digits, JX_ROUND_HALF_AWAY));
}

static int dec_cmp(lua_State *L)
{
    jx_box_charge(L, 1);
    struct jx_dec a = argument(L, 1, "dec.cmp");
    lua_pushinteger(L, jx_dec_cmp(a, argument(L, 2, "dec.cmp")));
    return 1;
}

static __int128 power(int exponent)
{
    __int128 value = 1;
    while (exponent-- > 0)
        value *= 10;
    return value;
}

/* The quotient is never rounded before it is cut. Readings have at most 15 digits, so 22
 * more still fit. */
struct jx_dec jx_lib_steps(struct jx_dec x, struct jx_dec step)
{
    int shift = x.exponent - step.exponent;
    if (shift > 22 || shift < -22) {
        bool ok;
        return jx_dec_floor(jx_dec_div(x, step, &ok));
    }
    __int128 n = x.digits * power(shift > 0 ? shift : 0);
    __int128 d = step.digits * power(shift < 0 ? -shift : 0);
    __int128 q = n / d - (n % d < 0);
    int exponent = 0;
    for (; q > 999999999999999999 || q < -999999999999999999; exponent++)
        q /= 10;
    return (struct jx_dec){(int64_t)q, exponent};
}

static int dec_steps(lua_State *L)
{
    jx_box_charge(L, 1);
    struct jx_dec x = argument(L, 1, "dec.steps"), step = argument(L, 2, "dec.steps");
    if (step.digits <= 0)
        jx_box_error(L, _("dec.steps: the step must be greater than zero"));
    return result(L, jx_lib_steps(x, step));
}

const luaL_Reg jx_lib_dec[] = {
    {"add", dec_add},     {"sub", dec_sub},   {"mul", dec_mul},     {"div", dec_div},
    {"floor", dec_floor}, {"ceil", dec_ceil}, {"round", dec_round}, {"cmp", dec_cmp},
    {"steps", dec_steps}, {NULL, NULL},
};
