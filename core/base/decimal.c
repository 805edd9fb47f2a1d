/* decimal.c: exact arithmetic on digits × 10^exponent with 128-bit intermediates, and
 * the reading at 15 significant digits. Text notations live in decimal_text.c; nothing
 * here knows of scores or forms. */
#include "decimal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef unsigned __int128 u128;

enum { KEPT = 18, READ = 15, REACH = 300 };

#define FIVE(n) n, n * 10, n * 100, n * 1000, n * 10000
const uint64_t jx_dec_tens[20] = {FIVE(1ull), FIVE(100000ull), FIVE(10000000000ull),
                                  FIVE(1000000000000000ull)};

static u128 ten128(int power)
{
    return power < 20 ? jx_dec_tens[power]
                      : (u128)jx_dec_tens[19] * jx_dec_tens[power - 19];
}

static uint64_t magnitude(struct jx_dec a)
{
    return a.digits < 0 ? 0 - (uint64_t)a.digits : (uint64_t)a.digits;
}

static int count_digits64(uint64_t v)
{
    if (v == 0)
        return 0;
    int n = (64 - __builtin_clzll(v)) * 1233 >> 12; /* bits × log10(2), at most 1 short */
    return n + (v >= jx_dec_tens[n]);
}

static int count_digits(u128 value)
{
    if (value < jx_dec_tens[19])
        return count_digits64((uint64_t)value);
    value /= jx_dec_tens[19];
    return value < jx_dec_tens[19] ? 19 + count_digits64((uint64_t)value) : 39;
}

/* Numbers may come from plugins: an absurd exponent must not overflow a sum of two. */
static int exponent_of(struct jx_dec a)
{
    int limit = 4 * REACH;
    return a.exponent > limit ? limit : a.exponent < -limit ? -limit : a.exponent;
}

static struct jx_dec signed_dec(bool negative, uint64_t digits, int exponent)
{
    return (struct jx_dec){negative ? -(int64_t)digits : (int64_t)digits, exponent};
}

/* Keeps a magnitude within the bounds that decimal.h promises. */
static struct jx_dec bounded(bool negative, uint64_t digits, int exponent)
{
    if (exponent > -200 && exponent < 200)
        return signed_dec(negative, digits, exponent);
    int reach = exponent + count_digits(digits);
    if (reach > REACH)
        return signed_dec(negative, jx_dec_tens[READ] - 1, REACH - READ);
    if (reach < -REACH)
        return (struct jx_dec){0};
    return signed_dec(negative, digits, exponent);
}

/* In 64 bits where that does. */
static u128 divided(u128 value, u128 by)
{
    return value <= UINT64_MAX ? (by <= value ? (uint64_t)value / (uint64_t)by : 0)
                               : value / by;
}

/* The number value × 10^exponent, plus a positive part below one unit of `value` when
 * `more`; then value must have at least 16 digits, so that the part cannot decide a
 * tie. Exact where 18 digits do, else rounded once to 15. */
static struct jx_dec fit(bool negative, u128 value, int exponent, bool more)
{
    if (value < jx_dec_tens[KEPT] && !more)
        return value ? bounded(negative, (uint64_t)value, exponent) : (struct jx_dec){0};
    int count = count_digits(value);
    if (!more) {
        u128 exact = divided(value, ten128(count - KEPT));
        if (exact * ten128(count - KEPT) == value)
            return bounded(negative, (uint64_t)exact, exponent + count - KEPT);
    }
    int drop = count - READ;
    u128 unit = ten128(drop), kept = divided(value, unit);
    kept += (value - kept * unit) * 2 >= unit;
    return bounded(negative, (uint64_t)kept, exponent + drop);
}

/* a and b in units of the smaller of their exponents, where 64 bits hold that. */
static inline bool same_units(struct jx_dec a, struct jx_dec b, int64_t *x, int64_t *y)
{
    int64_t gap = (int64_t)a.exponent - b.exponent;
    *x = a.digits;
    *y = b.digits;
    if (gap >= 0)
        return gap <= KEPT && !__builtin_mul_overflow(*x, (int64_t)jx_dec_tens[gap], x);
    return gap >= -KEPT && !__builtin_mul_overflow(*y, (int64_t)jx_dec_tens[-gap], y);
}

struct jx_dec jx_dec_int_any(int64_t value)
{
    return fit(value < 0, magnitude((struct jx_dec){value, 0}), 0, false);
}

/* low has the smaller exponent by more than 19: the exact sum spans over 19 digits, so
 * low only pushes the rounding; it is added in units of 10^-19 of high's last digit. */
static struct jx_dec add_far(struct jx_dec high, struct jx_dec low, int gap)
{
    u128 sum = (u128)magnitude(high) * jx_dec_tens[19];
    int drop = gap - 19;
    uint64_t part = drop < 20 ? magnitude(low) / jx_dec_tens[drop] : 0;
    bool more = drop >= 20 || magnitude(low) % jx_dec_tens[drop] != 0;
    if ((high.digits < 0) == (low.digits < 0))
        sum += part;
    else
        sum -= (u128)part + more; /* the rest is then 1 - fraction: still `more` */
    return fit(high.digits < 0, sum, exponent_of(high) - 19, more);
}

/* Figures that are far apart, or of many digits. */
static __attribute__((noinline)) struct jx_dec add_wide(struct jx_dec a, struct jx_dec b)
{
    if (a.digits == 0)
        return b;
    if (b.digits == 0)
        return a;
    struct jx_dec high = a.exponent >= b.exponent ? a : b;
    struct jx_dec low = a.exponent >= b.exponent ? b : a;
    int gap = exponent_of(high) - exponent_of(low);
    for (; gap > 19 && low.digits % 10 == 0; gap--) {
        low.digits /= 10;
        low.exponent++;
    }
    if (gap > 19)
        return add_far(high, low, gap);
    u128 h = (u128)magnitude(high) * jx_dec_tens[gap], l = magnitude(low);
    int exponent = exponent_of(low);
    if ((high.digits < 0) == (low.digits < 0))
        return fit(high.digits < 0, h + l, exponent, false);
    return h >= l ? fit(high.digits < 0, h - l, exponent, false)
                  : fit(low.digits < 0, l - h, exponent, false);
}

struct jx_dec jx_dec_add_any(struct jx_dec a, struct jx_dec b)
{
    int64_t x, y, sum;
    int exponent = a.exponent < b.exponent ? a.exponent : b.exponent;
    if (!same_units(a, b, &x, &y) || __builtin_add_overflow(x, y, &sum) ||
        !jx_dec_within(sum, (int64_t)jx_dec_tens[KEPT]) || !jx_dec_within(exponent, 100))
        return add_wide(a, b);
    return (struct jx_dec){sum, sum ? exponent : 0};
}

struct jx_dec jx_dec_mul_any(struct jx_dec a, struct jx_dec b)
{
    return fit((a.digits < 0) != (b.digits < 0), (u128)magnitude(a) * magnitude(b),
               exponent_of(a) + exponent_of(b), false);
}

/* The number whole + rest ÷ by, whole of 1 to 17 digits, in units of 10^exponent: its first
 * 18 digits are all that it has, or round it to 15. */
static struct jx_dec quotient18(bool negative, uint64_t whole, uint64_t rest, uint64_t by,
                                int exponent)
{
    const int more = KEPT - count_digits64(whole);
    const u128 scaled = (u128)rest * jx_dec_tens[more];
    const uint64_t part = (uint64_t)(scaled / by);
    uint64_t digits = whole * jx_dec_tens[more] + part;
    if ((uint64_t)scaled - part * by == 0)
        return bounded(negative, digits, exponent - more);
    digits = (digits + 500) / 1000;
    return bounded(negative, digits, exponent - more + KEPT - READ);
}

struct jx_dec jx_dec_muldiv(struct jx_dec a, struct jx_dec b, struct jx_dec c, bool *ok)
{
    if (ok)
        *ok = c.digits != 0;
    if (c.digits == 0)
        return (struct jx_dec){0};
    u128 n = (u128)magnitude(a) * magnitude(b);
    uint64_t by = magnitude(c);
    u128 quotient = divided(n, by);
    uint64_t rest = (uint64_t)(n - quotient * by);
    int exponent = exponent_of(a) + exponent_of(b) - exponent_of(c);
    bool negative = (a.digits < 0) != ((b.digits < 0) != (c.digits < 0));
    if (rest != 0 && quotient != 0 && quotient < jx_dec_tens[KEPT - 1])
        return quotient18(negative, (uint64_t)quotient, rest, by, exponent);
    /* Eighteen more digits a round, until it ends or more than 18 are there. */
    while (rest != 0 && quotient < jx_dec_tens[18]) {
        u128 next = (u128)rest * jx_dec_tens[18], more = next / by;
        quotient = quotient * jx_dec_tens[18] + more;
        rest = (uint64_t)(next - more * by);
        exponent -= 18;
    }
    return fit(negative, quotient, exponent, rest != 0);
}

struct jx_dec jx_dec_div(struct jx_dec a, struct jx_dec b, bool *ok)
{
    return jx_dec_muldiv(a, jx_dec_int(1), b, ok);
}

struct jx_dec jx_dec_neg_any(struct jx_dec a)
{
    return fit(a.digits > 0, magnitude(a), exponent_of(a), false);
}

static int cmp_magnitude(struct jx_dec a, struct jx_dec b)
{
    int gap = exponent_of(a) - exponent_of(b);
    if (gap < 0)
        return -cmp_magnitude(b, a);
    if (gap > 19)
        return 1;
    u128 x = (u128)magnitude(a) * jx_dec_tens[gap], y = magnitude(b);
    return (x > y) - (x < y);
}

static __attribute__((noinline)) int cmp_wide(struct jx_dec a, struct jx_dec b)
{
    int sign_a = jx_dec_sign(a), sign_b = jx_dec_sign(b);
    if (sign_a != sign_b || sign_a == 0)
        return (sign_a > sign_b) - (sign_a < sign_b);
    return sign_a * cmp_magnitude(a, b);
}

int jx_dec_cmp_any(struct jx_dec a, struct jx_dec b)
{
    int64_t x, y;
    return same_units(a, b, &x, &y) ? (x > y ? 1 : x < y ? -1 : 0) : cmp_wide(a, b);
}

enum direction { TO_ZERO, AWAY, HALF_AWAY };

/* To a multiple of 10^exponent. */
static struct jx_dec to_exponent(struct jx_dec a, int exponent, enum direction direction)
{
    if (a.exponent >= exponent || a.digits == 0)
        return a;
    int drop = exponent - exponent_of(a);
    uint64_t value = magnitude(a);
    uint64_t kept = drop < 20 ? value / jx_dec_tens[drop] : 0;
    uint64_t rest = drop < 20 ? value % jx_dec_tens[drop] : value;
    bool up = direction == AWAY        ? rest != 0
              : direction == HALF_AWAY ? drop < 20 && rest >= jx_dec_tens[drop] - rest
                                       : false;
    kept += up;
    return kept ? bounded(a.digits < 0, kept, exponent) : (struct jx_dec){0};
}

struct jx_dec jx_dec_floor(struct jx_dec a)
{
    return to_exponent(a, 0, a.digits < 0 ? AWAY : TO_ZERO);
}

struct jx_dec jx_dec_ceil(struct jx_dec a)
{
    return to_exponent(a, 0, a.digits < 0 ? TO_ZERO : AWAY);
}

/* A tie whose digit before it is even stays where it is. */
static bool stays_even(struct jx_dec a, int digits)
{
    struct jx_dec units = jx_dec_shift(a, digits), half = {5, -1};
    struct jx_dec down = jx_dec_round(units, 0, JX_ROUND_DOWN);
    struct jx_dec pairs = jx_dec_mul(down, half);
    return jx_dec_cmp(jx_dec_abs(jx_dec_sub(units, down)), half) == 0 &&
           jx_dec_cmp(pairs, jx_dec_round(pairs, 0, JX_ROUND_DOWN)) == 0;
}

struct jx_dec jx_dec_round_any(struct jx_dec a, int digits, enum jx_round_mode mode)
{
    if (mode == JX_ROUND_NONE)
        return a;
    int limit = 2 * REACH;
    if (mode == JX_ROUND_HALF_EVEN && stays_even(a, digits))
        mode = JX_ROUND_DOWN;
    int exponent = digits > limit ? -limit : digits < -limit ? limit : -digits;
    return to_exponent(a, exponent, mode == JX_ROUND_DOWN ? TO_ZERO : HALF_AWAY);
}

struct jx_dec jx_dec_read15_any(struct jx_dec a)
{
    int drop = count_digits(magnitude(a)) - READ;
    return to_exponent(a, exponent_of(a) + drop, HALF_AWAY);
}

struct jx_dec jx_dec_shift(struct jx_dec a, int power)
{
    int limit = 4 * REACH;
    power = power > limit ? limit : power < -limit ? -limit : power;
    if (a.digits == 0)
        return a;
    return bounded(a.digits < 0, magnitude(a), exponent_of(a) + power);
}

static const double ten_double[23] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                      1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                      1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/* The exact decimal expansion of a double has at most 767 digits: printed in full and
 * cut, the sixteenth digit alone decides, and nothing is rounded twice. */
static struct jx_dec from_double_slowly(double value)
{
    char text[800];
    snprintf(text, sizeof text, "%.766e", fabs(value));
    uint64_t digits = (uint64_t)(text[0] - '0');
    for (int i = 0; i < READ - 1; i++)
        digits = digits * 10 + (uint64_t)(text[2 + i] - '0');
    digits += text[2 + READ - 1] >= '5';
    int exponent = (int)strtol(strchr(text, 'e') + 1, NULL, 10);
    return bounded(value < 0, digits, exponent - (READ - 1));
}

/* value × 10^p, rounded to an integer, ties away from zero, as if computed exactly. The
 * product is off by at most half a unit in its last place, 1/16 here; only near a tie
 * is the exact remainder of the product asked for. */
static int64_t scaled_exactly(double value, double scaled, double power)
{
    double whole = nearbyint(scaled), part = scaled - whole;
    if (fabs(part) < 0.4375)
        return (int64_t)whole;
    double rest = fma(value, power, -scaled); /* scaled + rest is the exact product */
    double floor_of = floor(scaled);
    double above_half = (scaled - floor_of) - 0.5;
    return (int64_t)floor_of + (above_half >= -rest);
}

bool jx_dec_from_double(double value, struct jx_dec *out)
{
    double size = fabs(value);
    if (!(size < HUGE_VAL))
        return false;
    if (size < 1e15 && value == (double)(int64_t)value) {
        *out = (struct jx_dec){(int64_t)value, 0};
        return true;
    }
    if (size >= 1e15 || size < 1e-7) {
        *out = from_double_slowly(value);
        return true;
    }
    uint64_t bits;
    memcpy(&bits, &size, sizeof bits);
    int binary = (int)(bits >> 52) - 1023;
    int p = READ - 1 - (binary * 78913 >> 18); /* 78913 / 2^18 is log10(2) */
    double scaled = size * ten_double[p];
    if (scaled >= 1e15)
        scaled = size * ten_double[--p];
    uint64_t digits = (uint64_t)scaled_exactly(size, scaled, ten_double[p]);
    for (int zeros = 8; zeros > 0; zeros /= 2) /* short digits keep products short */
        if (digits % jx_dec_tens[zeros] == 0) {
            digits /= jx_dec_tens[zeros];
            p -= zeros;
        }
    *out = signed_dec(value < 0, digits, -p);
    return true;
}

double jx_dec_to_double(struct jx_dec a)
{
    if (magnitude(a) < 1ull << 53 && a.exponent >= -22 && a.exponent <= 22) {
        double digits = (double)a.digits; /* exact, so one rounding follows */
        return a.exponent < 0 ? digits / ten_double[-a.exponent]
                              : digits * ten_double[a.exponent];
    }
    char text[48];
    snprintf(text, sizeof text, "%llde%d", (long long)a.digits, exponent_of(a));
    return strtod(text, NULL);
}
