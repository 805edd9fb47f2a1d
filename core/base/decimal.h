/* decimal.h: exact decimal arithmetic on struct jx_dec, and the 15-digit reading.
 *
 * "Reading at 15 significant digits" is what office spreadsheets do to every result:
 * the exact value, rounded (ties away from zero) to 15 significant digits. All functions
 * are pure and thread-safe and use no locale. Results are exact where they fit 18
 * digits, otherwise the exact result is rounded to 15 significant digits, ties away
 * from zero. Magnitudes are bounded by 10^±300; beyond, results saturate (big) or
 * become zero (small). */
#pragma once

#include "jixiao/jixiao.h"

#include <stdbool.h>
#include <stddef.h>

enum jx_round_mode {
    JX_ROUND_HALF_AWAY = 0,
    JX_ROUND_DOWN,
    JX_ROUND_NONE,
    JX_ROUND_HALF_EVEN
};

/* What the inline functions below leave to decimal.c: figures of many digits, of unlike
 * exponents or out of all bounds. Not for others. */
struct jx_dec jx_dec_int_any(int64_t value);
struct jx_dec jx_dec_add_any(struct jx_dec a, struct jx_dec b);
struct jx_dec jx_dec_mul_any(struct jx_dec a, struct jx_dec b);
struct jx_dec jx_dec_neg_any(struct jx_dec a);
struct jx_dec jx_dec_read15_any(struct jx_dec a);
struct jx_dec jx_dec_round_any(struct jx_dec a, int digits, enum jx_round_mode mode);
int jx_dec_cmp_any(struct jx_dec a, struct jx_dec b);
extern const uint64_t jx_dec_tens[20]; /* 10^0, 10^1 … */

/* |n| < limit, in one comparison. */
static inline bool jx_dec_within(int64_t n, int64_t limit)
{
    return (uint64_t)n + (uint64_t)limit - 1 < 2 * (uint64_t)limit - 1;
}

/* As nearly every figure is. */
static inline bool jx_dec_is_small(struct jx_dec a)
{
    return jx_dec_within(a.digits, 900000000) && jx_dec_within(a.exponent, 100);
}

/* No number out of all bounds, as a plugin may hand over. */
static inline bool jx_dec_is_sound(struct jx_dec a)
{
    return jx_dec_is_small(a) || (jx_dec_within(a.digits, 1000000000000000000) &&
                                  jx_dec_within(a.exponent, 400));
}

/* Small, of two, in as few comparisons: without 128 bits their digits can be multiplied,
 * and with those of the other too. */
static inline bool jx_dec_are_short(struct jx_dec a, struct jx_dec b)
{
    const uint64_t digits = 1 << 29;
    return (((uint64_t)a.digits + digits) | ((uint64_t)b.digits + digits)) < 2 * digits;
}

/* ... and what they are multiplied with is within all bounds. */
static inline bool jx_dec_are_usual(struct jx_dec a, struct jx_dec b)
{
    const uint32_t exponent = 64;
    return jx_dec_are_short(a, b) && (((uint32_t)a.exponent + exponent) |
                                      ((uint32_t)b.exponent + exponent)) < 2 * exponent;
}

static inline struct jx_dec jx_dec_int(int64_t value)
{
    return jx_dec_within(value, 1000000000000000000) ? (struct jx_dec){value, 0}
                                                     : jx_dec_int_any(value);
}

/* Parses "[+-]digits[.digits][e[+-]digits]" (a JSON number or a plain decimal) that fills
 * the whole slice. false: not a number, or more than 18 significant digits or an exponent
 * out of range, so that it could not be kept exactly. */
bool jx_dec_parse(struct jx_str text, struct jx_dec *out);

/* Likewise "digits[.digits]" of up to 18 characters only, as nearly every figure is: how
 * many digits are printed behind the point. -1: no such figure. */
int jx_dec_parse_figure(struct jx_str text, struct jx_dec *out);

static inline struct jx_dec jx_dec_neg(struct jx_dec a)
{
    return a.digits == INT64_MIN ? jx_dec_neg_any(a)
                                 : (struct jx_dec){-a.digits, a.exponent};
}

/* Straight where the second has as many decimals or up to three fewer, as what is added to
 * a sum of points mostly has. */
static inline struct jx_dec jx_dec_add(struct jx_dec a, struct jx_dec b)
{
    uint32_t gap = (uint32_t)b.exponent - (uint32_t)a.exponent;
    if (gap > 3 || !jx_dec_are_short(a, b) || !jx_dec_within(a.exponent, 64))
        return jx_dec_add_any(a, b);
    int64_t sum = a.digits + b.digits * (int64_t)jx_dec_tens[gap];
    return (struct jx_dec){sum, sum ? a.exponent : 0};
}

static inline struct jx_dec jx_dec_sub(struct jx_dec a, struct jx_dec b)
{
    if (a.exponent != b.exponent || !jx_dec_are_usual(a, b))
        return jx_dec_add_any(a, jx_dec_neg(b));
    int64_t rest = a.digits - b.digits;
    return (struct jx_dec){rest, rest ? a.exponent : 0};
}

static inline struct jx_dec jx_dec_mul(struct jx_dec a, struct jx_dec b)
{
    if (!jx_dec_are_usual(a, b))
        return jx_dec_mul_any(a, b);
    int64_t product = a.digits * b.digits;
    return (struct jx_dec){product, product ? a.exponent + b.exponent : 0};
}

/* Division by zero: 0, and *ok (if given) false. */
struct jx_dec jx_dec_div(struct jx_dec a, struct jx_dec b, bool *ok);
/* a × b ÷ c, rounded once. */
struct jx_dec jx_dec_muldiv(struct jx_dec a, struct jx_dec b, struct jx_dec c, bool *ok);

static inline struct jx_dec jx_dec_abs(struct jx_dec a)
{
    return a.digits < 0 ? jx_dec_neg(a) : a;
}

/* -1, 0, 1 */
static inline int jx_dec_sign(struct jx_dec a)
{
    return (a.digits > 0) - (a.digits < 0);
}

static inline bool jx_dec_is_zero(struct jx_dec a)
{
    return a.digits == 0;
}

/* Of up to two decimals and not too great, as nearly all points and amounts are: in
 * hundredths. */
static inline bool jx_dec_hundredths(struct jx_dec a, int64_t *out)
{
    uint32_t place = (uint32_t)a.exponent + 2;
    if (place > 2 || !jx_dec_within(a.digits, 1 << 29))
        return false;
    *out = a.digits * (int64_t)jx_dec_tens[place];
    return true;
}

/* Many points being added up, a hundred million of them at most: in hundredths where they
 * can be. Zeroed: none yet. */
struct jx_sum {
    int64_t hundredths;
    struct jx_dec rest;
};
static inline void jx_sum_add(struct jx_sum *sum, struct jx_dec a)
{
    int64_t hundredths;
    if (jx_dec_hundredths(a, &hundredths))
        sum->hundredths += hundredths;
    else
        sum->rest = jx_dec_add(sum->rest, a);
}
static inline void jx_sum_add_both(struct jx_sum *one, struct jx_sum *other,
                                   struct jx_dec a)
{
    int64_t hundredths;
    if (jx_dec_hundredths(a, &hundredths)) {
        one->hundredths += hundredths;
        other->hundredths += hundredths;
    } else {
        one->rest = jx_dec_add(one->rest, a);
        other->rest = jx_dec_add(other->rest, a);
    }
}
static inline void jx_sum_join(struct jx_sum *sum, const struct jx_sum *other)
{
    sum->hundredths += other->hundredths;
    if (!jx_dec_is_zero(other->rest))
        sum->rest = jx_dec_add(sum->rest, other->rest);
}
/* With two decimals, though they may be zeros: for what is but printed. */
static inline struct jx_dec jx_sum_printed(const struct jx_sum *sum)
{
    struct jx_dec value = {sum->hundredths, -2};
    return jx_dec_is_zero(sum->rest) ? value : jx_dec_add(value, sum->rest);
}
static inline struct jx_dec jx_sum_value(const struct jx_sum *sum)
{
    int64_t whole = sum->hundredths / 100;
    struct jx_dec value = whole * 100 == sum->hundredths
                              ? (struct jx_dec){whole, 0}
                              : (struct jx_dec){sum->hundredths, -2};
    return jx_dec_is_zero(sum->rest) ? value : jx_dec_add(value, sum->rest);
}

/* Exact; -1, 0, 1. */
static inline int jx_dec_cmp(struct jx_dec a, struct jx_dec b)
{
    if (a.exponent == b.exponent) /* written so that "cmp(…) > 0" is one comparison */
        return a.digits > b.digits ? 1 : a.digits < b.digits ? -1 : 0;
    return jx_dec_cmp_any(a, b);
}

static inline bool jx_dec_eq(struct jx_dec a, struct jx_dec b)
{
    return a.exponent == b.exponent ? a.digits == b.digits : jx_dec_cmp_any(a, b) == 0;
}

static inline bool jx_sum_is(const struct jx_sum *sum, struct jx_dec value)
{
    int64_t hundredths;
    return jx_dec_is_zero(sum->rest) && jx_dec_hundredths(value, &hundredths)
               ? sum->hundredths == hundredths
               : jx_dec_eq(jx_sum_value(sum), value);
}

struct jx_dec jx_dec_floor(struct jx_dec a);
struct jx_dec jx_dec_ceil(struct jx_dec a);
/* To `digits` decimals (may be negative), by mode. JX_ROUND_DOWN is towards zero. */
static inline struct jx_dec jx_dec_round(struct jx_dec a, int digits,
                                         enum jx_round_mode mode)
{
    return (int64_t)a.exponent + digits >= 0 ? a : jx_dec_round_any(a, digits, mode);
}
/* The 15-significant-digit reading of a number. */
static inline struct jx_dec jx_dec_read15(struct jx_dec a)
{
    return jx_dec_within(a.digits, 1000000000000000) ? a : jx_dec_read15_any(a);
}
/* Multiplied by a power of ten; exact. */
struct jx_dec jx_dec_shift(struct jx_dec a, int power);

/* The double read at 15 significant digits. false for NaN and infinities. Fast: tens of
 * nanoseconds for ordinary figures. */
bool jx_dec_from_double(double value, struct jx_dec *out);
/* The nearest double. */
double jx_dec_to_double(struct jx_dec a);

/* jx_dec_print (jixiao.h): plain notation without exponent, trailing zeros after the point
 * dropped; numbers beyond 40 digits in exponent form. */
/* With exactly `digits` decimals (0 to 15), ties away from zero: "%.Nf". */
size_t jx_dec_print_fixed(struct jx_dec a, int digits, char out[64]);
