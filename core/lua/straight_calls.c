/* straight_calls.c: the functions that rules which run straight through call, and the verbs.
 * What they give and charge is what the libraries and verbs.c do; every error is left to
 * those, which know its text. */
#include "straight.h"

#include "lib.h"

#include <math.h>
#include <string.h>

/* ---- functions ---- */

static bool decimal(const struct jx_plain *value, struct jx_dec *out)
{
    if (value->tag != JX_TAG_DEC)
        return value->tag == JX_TAG_DOUBLE && jx_dec_from_double(value->number, out);
    *out = jx_plain_dec(value);
    return true;
}

static bool give(struct jx_plain *args, struct jx_dec result)
{
    args[-1] = jx_plain_of_dec(jx_dec_read15(result));
    return true;
}

/* An integer of the language, where that is surely what it becomes. */
static bool give_whole(struct jx_plain *args, struct jx_dec result)
{
    args[-1] = jx_plain_of_whole(result.digits);
    args[-1].exponent = result.exponent;
    return jx_dec_is_small(result) && result.exponent >= 0 && result.exponent < 6;
}

static bool two(const struct jx_plain *args, size_t count, struct jx_dec *a,
                struct jx_dec *b)
{
    return count >= 2 && decimal(&args[0], a) && decimal(&args[1], b);
}

static bool dec_add(struct jx_plain *args, size_t count)
{
    struct jx_dec a, b;
    return two(args, count, &a, &b) && give(args, jx_dec_add(a, b));
}

static bool dec_sub(struct jx_plain *args, size_t count)
{
    struct jx_dec a, b;
    return two(args, count, &a, &b) && give(args, jx_dec_sub(a, b));
}

static bool dec_mul(struct jx_plain *args, size_t count)
{
    struct jx_dec a, b;
    return two(args, count, &a, &b) && give(args, jx_dec_mul(a, b));
}

static bool dec_div(struct jx_plain *args, size_t count)
{
    struct jx_dec a, b;
    bool ok = two(args, count, &a, &b);
    return ok && give(args, jx_dec_div(a, b, &ok)) && ok;
}

static bool dec_cmp(struct jx_plain *args, size_t count)
{
    struct jx_dec a, b;
    return two(args, count, &a, &b) && give_whole(args, jx_dec_int(jx_dec_cmp(a, b)));
}

static bool dec_floor(struct jx_plain *args, size_t count)
{
    struct jx_dec a;
    return count && decimal(&args[0], &a) && give(args, jx_dec_floor(a));
}

static bool dec_ceil(struct jx_plain *args, size_t count)
{
    struct jx_dec a;
    return count && decimal(&args[0], &a) && give(args, jx_dec_ceil(a));
}

static bool dec_round(struct jx_plain *args, size_t count)
{
    struct jx_dec a, digits = {0};
    if (!count || !decimal(&args[0], &a) || (count > 1 && !decimal(&args[1], &digits)) ||
        digits.exponent || !jx_dec_within(digits.digits, 16))
        return false;
    return give(args, jx_dec_round(a, (int)digits.digits, JX_ROUND_HALF_AWAY));
}

static bool dec_steps(struct jx_plain *args, size_t count)
{
    struct jx_dec a, step;
    return two(args, count, &a, &step) && step.digits > 0 &&
           give(args, jx_lib_steps(a, step));
}

/* Those of math take the number as it is, not as it is read. */
static bool math_floor(struct jx_plain *args, size_t count)
{
    return count && args[0].tag == JX_TAG_DEC &&
           give_whole(args, jx_dec_floor(jx_plain_dec(args)));
}

static bool math_ceil(struct jx_plain *args, size_t count)
{
    return count && args[0].tag == JX_TAG_DEC &&
           give_whole(args, jx_dec_ceil(jx_plain_dec(args)));
}

static bool math_abs(struct jx_plain *args, size_t count)
{
    if (!count || !jx_plain_is_number(&args[0]))
        return false;
    args[-1] = args[0];
    if (args[0].tag == JX_TAG_DEC)
        args[-1].digits = args[0].digits < 0 ? -args[0].digits : args[0].digits;
    else
        args[-1].number = fabs(args[0].number);
    return true;
}

static bool extreme(struct jx_plain *args, size_t count, bool greatest)
{
    size_t best = 0;
    for (size_t i = 0; i < count; i++) {
        if (!jx_plain_is_number(&args[i]))
            return false;
        if (greatest ? jx_plain_less(&args[best], &args[i])
                     : jx_plain_less(&args[i], &args[best]))
            best = i;
    }
    args[-1] = args[best];
    return count > 0;
}

static bool math_max(struct jx_plain *args, size_t count)
{
    return extreme(args, count, true);
}

static bool math_min(struct jx_plain *args, size_t count)
{
    return extreme(args, count, false);
}

/* `each`: what is charged an argument, beside 1. */
static const struct {
    unsigned thing;
    const char *name;
    bool (*function)(struct jx_plain *args, size_t count);
    uint8_t each;
} functions[] = {
    {JX_THING_DEC, "add", dec_add, 0},     {JX_THING_DEC, "sub", dec_sub, 0},
    {JX_THING_DEC, "mul", dec_mul, 0},     {JX_THING_DEC, "div", dec_div, 0},
    {JX_THING_DEC, "cmp", dec_cmp, 0},     {JX_THING_DEC, "floor", dec_floor, 0},
    {JX_THING_DEC, "ceil", dec_ceil, 0},   {JX_THING_DEC, "round", dec_round, 0},
    {JX_THING_DEC, "steps", dec_steps, 0}, {JX_THING_MATH, "abs", math_abs, 0},
    {JX_THING_MATH, "ceil", math_ceil, 0}, {JX_THING_MATH, "floor", math_floor, 0},
    {JX_THING_MATH, "max", math_max, 1},   {JX_THING_MATH, "min", math_min, 1},
};
enum { FUNCTIONS = sizeof functions / sizeof *functions };

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

bool jx_straight_function(struct jx_run *run, unsigned which, struct jx_plain *args,
                          size_t count)
{
    run->work += 1 + functions[which].each * count;
    return functions[which].function(args, count);
}

/* ---- verbs ---- */

static bool read_points(const struct jx_plain *value, struct jx_dec *out)
{
    if (!decimal(value, out))
        return false;
    return (jx_dec_is_small(*out) && out->exponent <= 0) ||
           fabs(jx_plain_double(value)) <= JX_MOST_POINTS;
}

static bool read_argument(const struct jx_plain *value, struct jx_arg *out)
{
    switch (value->tag) {
    case JX_TAG_DEC:
        *out = (struct jx_arg){.kind = JX_ARG_DEC, .dec = jx_plain_dec(value)};
        return true;
    case JX_TAG_DOUBLE:
        *out = (struct jx_arg){.kind = JX_ARG_DOUBLE, .number = value->number};
        return isfinite(value->number);
    case JX_TAG_TEXT:
        *out = (struct jx_arg){.kind = JX_ARG_TEXT, .text = {value->text, value->n}};
        return value->n <= JX_WHY_BYTES;
    default: return false;
    }
}

/* The format and the values behind it. */
static bool read_why(struct jx_run *run, const struct jx_plain *format, size_t count,
                     struct jx_arg *args, struct jx_why *why)
{
    int number;
    if (count > JX_WHY_ARGS || format->tag != JX_TAG_TEXT)
        return false;
    *why = (struct jx_why){
        .format = {format->text, format->n}, .args = args, .arg_count = (uint8_t)count};
    size_t bytes = format->n;
    for (size_t i = 0; i < count; i++) {
        if (!read_argument(&format[1 + i], &args[i]))
            return false;
        bytes += format[1 + i].tag == JX_TAG_TEXT ? format[1 + i].n : 0;
    }
    run->work += 1 + bytes / 64;
    return !jx_why_recheck(run->formats, why->format, args, count, &number);
}

static bool find(struct jx_run *run, const struct jx_plain *code,
                 const struct jx_why *why, bool copied)
{
    enum { LONGEST = 64 };
    char text[LONGEST + 1] = "";
    if (code->tag != JX_TAG_TEXT || code->n == 0 || code->n > LONGEST)
        return false;
    memcpy(text, code->text, code->n);
    if (strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") != code->n)
        return false;
    jx_ledger_raise(run->call->ledger, text, why, copied, run->call->rule->rule->file,
                    run->straight->lines[run->at]);
    return true;
}

bool jx_straight_verb(struct jx_run *run, enum jx_verb verb, struct jx_plain *args,
                      size_t count)
{
    const struct jx_lua_call *call = run->call;
    bool with_points = verb == JX_AWARD || verb == JX_DEDUCT, with_code = verb == JX_FIND;
    size_t head = with_points || with_code ? 3 : 2; /* s, points or code, format */
    const struct jx_plain *format = args + head - 1;
    struct jx_dec points = {0};
    struct jx_arg values[JX_WHY_ARGS];
    struct jx_why why;
    if (count < head || args[0].tag != JX_TAG_THING || args[0].n != JX_THING_LEDGER ||
        (with_points && !read_points(&args[1], &points)) ||
        !read_why(run, format, count - head, values, &why) ||
        (with_code && !find(run, &args[1], &why, !format->lasting)))
        return false;
    if (!with_code)
        jx_ledger_add(call->ledger, verb, points, &why, !format->lasting,
                      call->rule->rule->file, run->straight->lines[run->at]);
    return !call->ledger->overflow;
}
