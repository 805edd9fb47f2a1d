/* straight_calls.c: the functions that rules which run straight through call. What they give
 * and charge is what the libraries do; every error is left to those, which know its text. */
#include "straight.h"

#include "lib.h"

#include <math.h>
#include <string.h>

static bool give(struct jx_plain *out, struct jx_dec result)
{
    jx_plain_put(out, jx_dec_read15(result));
    return true;
}

/* An integer of the language, where that is surely what it becomes. */
static bool give_whole(struct jx_plain *out, struct jx_dec result)
{
    *out = jx_plain_of_whole(result.digits);
    out->exponent = result.exponent;
    return jx_dec_is_small(result) && result.exponent >= 0 && result.exponent < 6;
}

static bool two(const struct jx_plain *a, const struct jx_plain *b, struct jx_dec *x,
                struct jx_dec *y)
{
    return jx_plain_read(a, x) && jx_plain_read(b, y);
}

static inline bool exact(const struct jx_plain *a, const struct jx_plain *b,
                         struct jx_plain *out,
                         struct jx_dec calculate(struct jx_dec a, struct jx_dec b))
{
    struct jx_dec x, y;
    return two(a, b, &x, &y) && give(out, calculate(x, y));
}

static bool dec_add(const struct jx_plain *a, const struct jx_plain *b,
                    struct jx_plain *out)
{
    return exact(a, b, out, jx_dec_add);
}

static bool dec_sub(const struct jx_plain *a, const struct jx_plain *b,
                    struct jx_plain *out)
{
    return exact(a, b, out, jx_dec_sub);
}

static bool dec_mul(const struct jx_plain *a, const struct jx_plain *b,
                    struct jx_plain *out)
{
    return exact(a, b, out, jx_dec_mul);
}

static bool dec_div(const struct jx_plain *a, const struct jx_plain *b,
                    struct jx_plain *out)
{
    struct jx_dec x, y;
    bool ok = two(a, b, &x, &y);
    return ok && give(out, jx_dec_div(x, y, &ok)) && ok;
}

static bool dec_cmp(const struct jx_plain *a, const struct jx_plain *b,
                    struct jx_plain *out)
{
    struct jx_dec x, y;
    return two(a, b, &x, &y) && give_whole(out, jx_dec_int(jx_dec_cmp(x, y)));
}

static bool dec_floor(const struct jx_plain *a, const struct jx_plain *b,
                      struct jx_plain *out)
{
    (void)b;
    struct jx_dec x;
    return jx_plain_read(a, &x) && give(out, jx_dec_floor(x));
}

static bool dec_ceil(const struct jx_plain *a, const struct jx_plain *b,
                     struct jx_plain *out)
{
    (void)b;
    struct jx_dec x;
    return jx_plain_read(a, &x) && give(out, jx_dec_ceil(x));
}

static bool dec_round(const struct jx_plain *a, const struct jx_plain *b,
                      struct jx_plain *out)
{
    struct jx_dec x, digits;
    if (!two(a, b, &x, &digits) || digits.exponent || !jx_dec_within(digits.digits, 16))
        return false;
    return give(out, jx_dec_round(x, (int)digits.digits, JX_ROUND_HALF_AWAY));
}

static bool dec_steps(const struct jx_plain *a, const struct jx_plain *b,
                      struct jx_plain *out)
{
    struct jx_dec x, step;
    return two(a, b, &x, &step) && step.digits > 0 && give(out, jx_lib_steps(x, step));
}

/* Those of math take the number as it is, not as it is read. */
static bool math_floor(const struct jx_plain *a, const struct jx_plain *b,
                       struct jx_plain *out)
{
    (void)b;
    return a->tag == JX_TAG_DEC && give_whole(out, jx_dec_floor(jx_plain_dec(a)));
}

static bool math_ceil(const struct jx_plain *a, const struct jx_plain *b,
                      struct jx_plain *out)
{
    (void)b;
    return a->tag == JX_TAG_DEC && give_whole(out, jx_dec_ceil(jx_plain_dec(a)));
}

static bool math_abs(const struct jx_plain *a, const struct jx_plain *b,
                     struct jx_plain *out)
{
    (void)b;
    *out = *a;
    if (a->tag == JX_TAG_DEC)
        out->digits = a->digits < 0 ? -a->digits : a->digits;
    else
        out->number = fabs(a->number);
    return jx_plain_is_number(out);
}

/* Of equal ones the first. */
static bool math_max(const struct jx_plain *a, const struct jx_plain *b,
                     struct jx_plain *out)
{
    if (!jx_plain_is_number(a) || !jx_plain_is_number(b))
        return false;
    *out = jx_plain_less(a, b) ? *b : *a;
    return true;
}

static bool math_min(const struct jx_plain *a, const struct jx_plain *b,
                     struct jx_plain *out)
{
    if (!jx_plain_is_number(a) || !jx_plain_is_number(b))
        return false;
    *out = jx_plain_less(b, a) ? *b : *a;
    return true;
}

static const struct jx_straight_function functions[] = {
    {JX_THING_DEC, "add", dec_add, 2, 2},
    {JX_THING_DEC, "sub", dec_sub, 2, 2},
    {JX_THING_DEC, "mul", dec_mul, 2, 2},
    {JX_THING_DEC, "div", dec_div, 2, 2},
    {JX_THING_DEC, "cmp", dec_cmp, 2, 2},
    {JX_THING_DEC, "floor", dec_floor, 1, 1},
    {JX_THING_DEC, "ceil", dec_ceil, 1, 1},
    {JX_THING_DEC, "round", dec_round, 1, 2},
    {JX_THING_DEC, "steps", dec_steps, 2, 2},
    {JX_THING_MATH, "abs", math_abs, 1, 1},
    {JX_THING_MATH, "ceil", math_ceil, 1, 1},
    {JX_THING_MATH, "floor", math_floor, 1, 1},
    {JX_THING_MATH, "max", math_max, 1, JX_STRAIGHT_MANY},
    {JX_THING_MATH, "min", math_min, 1, JX_STRAIGHT_MANY},
};
enum { FUNCTIONS = sizeof functions / sizeof *functions };

const struct jx_straight_function *jx_straight_function(unsigned number)
{
    return &functions[number];
}

int jx_straight_named(unsigned thing, const char *name)
{
    for (int i = 0; i < FUNCTIONS; i++)
        if (functions[i].thing == thing && strcmp(functions[i].name, name) == 0)
            return i;
    return -1;
}

int jx_straight_same(lua_CFunction function)
{
    for (const luaL_Reg *f = jx_lib_dec; f->name; f++)
        if (f->func == function)
            return jx_straight_named(JX_THING_DEC, f->name);
    for (const luaL_Reg *f = jx_lib_math; f->name; f++)
        if (f->func == function)
            return jx_straight_named(JX_THING_MATH, f->name);
    return -1;
}
