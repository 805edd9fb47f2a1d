/* test_decimal.c: exact decimals against tables of cases and against exact rationals in
 * 128-bit integers. The random rows are the same on every run. */
#include "decimal.h"
#include "strbuf.h"
#include "check.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

typedef __int128 i128;

static uint64_t seed = 0x9e3779b97f4a7c15u;

static uint64_t next(uint64_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed % below;
}

static struct jx_dec dec(const char *text)
{
    struct jx_dec out = {0};
    if (!jx_dec_parse(jx_str_of(text), &out)) {
        printf("no number: %s\n", text);
        check_failures++;
    }
    return out;
}

static const char *print(struct jx_dec a)
{
    static char out[64];
    jx_dec_print(a, out);
    return out;
}

static const char *fixed(struct jx_dec a, int digits)
{
    static char out[64];
    jx_dec_print_fixed(a, digits, out);
    return out;
}

static void test_parse(void)
{
    static const char *const rows[][2] = {
        {"0", "0"},
        {"-0", "0"},
        {"0.0", "0"},
        {"0e999", "0"},
        {"+5.10", "5.1"},
        {"-0.05", "-0.05"},
        {"007", "7"},
        {"8653600", "8653600"},
        {"1E3", "1000"},
        {"1.5e-3", "0.0015"},
        {"123456789012345678", "123456789012345678"},
        {"100000000000000000000000", "100000000000000000000000"},
        {"0.000000000000000000000001", "0.000000000000000000000001"},
        {"1.000000000000000000000000000", "1"},
        {"1e300", NULL},
        {"1e299", "1e299"},
        {"-12.5e200", "-1.25e201"},
        {"1e-298", "1e-298"},
        {"1234567890123456789", NULL},
        {"0.1234567890123456789", NULL},
        {"1e-400", NULL},
        {"1e99999999999", NULL},
        {"", NULL},
        {"-", NULL},
        {".5", NULL},
        {"5.", NULL},
        {"1e", NULL},
        {"1e+", NULL},
        {" 1", NULL},
        {"1 ", NULL},
        {"1,000", NULL},
        {"0x10", NULL},
        {"inf", NULL},
        {"nan", NULL},
        {"--1", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct jx_dec out;
        bool ok = jx_dec_parse(jx_str_of(rows[i][0]), &out);
        if (!rows[i][1] && ok)
            printf("read %s\n", rows[i][0]);
        CHECK(ok == (rows[i][1] != NULL));
        if (ok && rows[i][1])
            CHECK_STR(print(out), rows[i][1]);
    }
}

static void test_round(void)
{
    static const struct {
        const char *number;
        int digits;
        enum jx_round_mode mode;
        const char *want;
    } rows[] = {
        {"1.005", 2, JX_ROUND_HALF_AWAY, "1.01"},
        {"2.675", 2, JX_ROUND_HALF_AWAY, "2.68"},
        {"-2.675", 2, JX_ROUND_HALF_AWAY, "-2.68"},
        {"2.6749999999999999", 2, JX_ROUND_HALF_AWAY, "2.67"},
        {"5.999", 2, JX_ROUND_DOWN, "5.99"},
        {"-5.999", 2, JX_ROUND_DOWN, "-5.99"},
        {"5.999", 2, JX_ROUND_NONE, "5.999"},
        {"2.675", 2, JX_ROUND_HALF_EVEN, "2.68"},
        {"2.665", 2, JX_ROUND_HALF_EVEN, "2.66"},
        {"-2.665", 2, JX_ROUND_HALF_EVEN, "-2.66"},
        {"2.6650001", 2, JX_ROUND_HALF_EVEN, "2.67"},
        {"0.5", 0, JX_ROUND_HALF_EVEN, "0"},
        {"1.5", 0, JX_ROUND_HALF_EVEN, "2"},
        {"25", -1, JX_ROUND_HALF_EVEN, "20"},
        {"0.5", 0, JX_ROUND_HALF_AWAY, "1"},
        {"-0.5", 0, JX_ROUND_HALF_AWAY, "-1"},
        {"0.49", 0, JX_ROUND_HALF_AWAY, "0"},
        {"1250", -2, JX_ROUND_HALF_AWAY, "1300"},
        {"49", -2, JX_ROUND_HALF_AWAY, "0"},
        {"1e-30", 2, JX_ROUND_HALF_AWAY, "0"},
        {"1e30", 2, JX_ROUND_HALF_AWAY, "1000000000000000000000000000000"},
        {"999999999999999999", -1, JX_ROUND_HALF_AWAY, "1000000000000000000"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_STR(print(jx_dec_round(dec(rows[i].number), rows[i].digits, rows[i].mode)),
                  rows[i].want);
    CHECK_STR(print(jx_dec_read15(dec("0.999999999999999499"))), "0.999999999999999");
    CHECK_STR(print(jx_dec_read15(dec("0.9999999999999995"))), "1");
    CHECK_STR(print(jx_dec_floor(dec("-0.1"))), "-1");
    CHECK_STR(print(jx_dec_ceil(dec("-0.9"))), "0");
    CHECK_STR(print(jx_dec_floor(dec("2.9"))), "2");
    CHECK_STR(print(jx_dec_ceil(dec("2.1"))), "3");
    CHECK_STR(print(jx_dec_ceil(dec("1e-200"))), "1");
    CHECK_STR(fixed(dec("-0.004"), 2), "0.00");
    CHECK_STR(fixed(dec("7"), 2), "7.00");
    CHECK_STR(fixed(dec("1.005"), 2), "1.01");
    CHECK_STR(fixed(dec("0.05"), 1), "0.1");
    CHECK_STR(fixed(dec("12345.678"), 0), "12346");
}

static void test_offices(void)
{
    /* Figures that the offices' own forms round in these ways. */
    struct jx_dec ten = jx_dec_int(10);
    struct jx_dec a = jx_dec_muldiv(dec("602"), ten, dec("609"), NULL);
    CHECK_STR(print(jx_dec_round(a, 2, JX_ROUND_HALF_AWAY)), "9.89");
    a = jx_dec_muldiv(dec("76"), ten, dec("96"), NULL);
    CHECK_STR(print(jx_dec_round(a, 1, JX_ROUND_HALF_AWAY)), "7.9");
    a = jx_dec_muldiv(dec("85"), dec("20"), dec("90"), NULL);
    CHECK_STR(print(jx_dec_round(a, 0, JX_ROUND_HALF_AWAY)), "19");
    a = jx_dec_mul(dec("0.9999"), dec("6"));
    CHECK_STR(print(jx_dec_round(a, 2, JX_ROUND_DOWN)), "5.99");
    CHECK_STR(print(jx_dec_add(dec("0.1"), dec("0.2"))), "0.3");
    CHECK_STR(print(jx_dec_sub(dec("2656.37"), dec("13238.84"))), "-10582.47");
    CHECK_STR(print(jx_dec_div(dec("1"), dec("3"), NULL)), "0.333333333333333");
    CHECK_STR(print(jx_dec_div(dec("2"), dec("-3"), NULL)), "-0.666666666666667");
    CHECK_STR(print(jx_dec_div(dec("1"), dec("1e18"), NULL)), "0.000000000000000001");
    CHECK_STR(print(jx_dec_div(dec("1"), dec("262144"), NULL)), "0.000003814697265625");
    bool ok = true;
    CHECK(jx_dec_is_zero(jx_dec_div(ten, jx_dec_int(0), &ok)));
    CHECK(!ok);
    CHECK(jx_dec_cmp(dec("0.29"), jx_dec_div(dec("29"), dec("100"), NULL)) == 0);
}

static void test_reach(void)
{
    struct jx_dec big = dec("1e299");
    CHECK_STR(print(jx_dec_mul(big, big)), "9.99999999999999e299");
    CHECK_STR(print(jx_dec_neg(jx_dec_mul(big, big))), "-9.99999999999999e299");
    CHECK(jx_dec_is_zero(jx_dec_mul(dec("1e-200"), dec("1e-200"))));
    CHECK_STR(print(jx_dec_add(big, dec("1"))), "1e299");
    CHECK_STR(print(jx_dec_sub(dec("1e30"), dec("1"))),
              "1000000000000000000000000000000");
    CHECK_STR(print(jx_dec_sub(dec("1e20"), dec("1e-20"))), "100000000000000000000");
    CHECK_STR(print(jx_dec_add(dec("1e21"), dec("50e20"))), "6000000000000000000000");
    CHECK_STR(print(jx_dec_add(dec("999999999999999999"), dec("1"))),
              "1000000000000000000");
    /* Ties in the sixteenth digit, decided by what lies far behind it. */
    CHECK_STR(print(jx_dec_sub(dec("1000000000000000.5"), dec("1e-20"))),
              "1000000000000000");
    CHECK_STR(print(jx_dec_add(dec("1000000000000005"), dec("1e-20"))),
              "1000000000000010");
    CHECK_STR(print(jx_dec_sub(dec("1000000000000005"), dec("1e-20"))),
              "1000000000000000");
    CHECK(jx_dec_cmp(dec("1e299"), dec("1e-299")) == 1);
    CHECK(jx_dec_cmp(dec("-1e299"), dec("1e-299")) == -1);
    CHECK(jx_dec_cmp(dec("100e-2"), dec("1")) == 0);
    CHECK_STR(print(jx_dec_shift(dec("8.5"), 4)), "85000");
    CHECK_STR(print(jx_dec_shift(dec("99"), -2)), "0.99");
    /* What a careless plugin may hand over: any answer, but no overflow. */
    struct jx_dec odd[] = {
        {INT64_MIN, INT32_MIN}, {INT64_MIN, INT32_MAX}, {INT64_MAX, 5}};
    for (int i = 0; i < 9; i++) {
        struct jx_dec a = odd[i / 3], b = odd[i % 3];
        char out[64];
        jx_dec_print(jx_dec_add(a, b), out);
        jx_dec_print(jx_dec_sub(a, b), out);
        jx_dec_print(jx_dec_muldiv(a, b, a, NULL), out);
        jx_dec_print(jx_dec_div(a, b, NULL), out);
        jx_dec_print(jx_dec_floor(a), out);
        jx_dec_print_fixed(jx_dec_read15(jx_dec_abs(a)), 3, out);
        CHECK(jx_dec_cmp(a, b) == -jx_dec_cmp(b, a));
        CHECK(!isnan(jx_dec_to_double(a)));
    }
}

/* |n| / d rounded to an integer, ties away from zero. */
static i128 rounded(i128 n, i128 d)
{
    i128 size = n < 0 ? -n : n;
    i128 q = (size * 2 + d) / (d * 2);
    return n < 0 ? -q : q;
}

/* a × b ÷ c, rounded to hundredths, against the exact rational. The operands are small
 * enough that the 15-digit reading cannot carry a result over a tie. One row in four is
 * built to lie on a tie, or one step beside it. */
static void test_rationals(void)
{
    for (int row = 0; row < 20000; row++) {
        int64_t a = (int64_t)next(2000000), b = (int64_t)next(2000), c;
        c = 1 + (int64_t)next(row % 2 ? 1000 : 1000000);
        if (row % 4 == 0) { /* a × b ÷ c is (2k + 1) / 200 + {-1, 0, 1} / (200c) */
            int64_t odd = 2 * (int64_t)next(100000) + 1;
            c = 200 * (1 + (int64_t)next(50));
            a = odd * (c / 200) + (int64_t)next(3) - 1;
            b = 1;
        }
        if (row % 3 == 0)
            a = -a;
        struct jx_dec got =
            jx_dec_muldiv(jx_dec_int(a), jx_dec_int(b), jx_dec_int(c), NULL);
        got = jx_dec_round(jx_dec_read15(got), 2, JX_ROUND_HALF_AWAY);
        struct jx_dec want = {(int64_t)rounded((i128)a * b * 100, c), -2};
        CHECK(jx_dec_cmp(got, want) == 0);
    }
}

static i128 scaled(struct jx_dec a, int decimals)
{
    i128 value = a.digits;
    for (int i = a.exponent; i > -decimals; i--)
        value *= 10;
    return value;
}

/* a × b ÷ c is exact, or its 15 digits are the nearest ones. */
static void test_quotients(void)
{
    for (int row = 0; row < 20000; row++) {
        int64_t a = 1 + (int64_t)next(2000000), b = 1 + (int64_t)next(2000), c;
        c = row % 4 ? 1 + (int64_t)next(1000000) : (int64_t)1 << next(20);
        struct jx_dec got =
            jx_dec_muldiv(jx_dec_int(a), jx_dec_int(b), jx_dec_int(c), NULL);
        i128 off =
            scaled((struct jx_dec){a * b, 0}, -got.exponent) - (i128)got.digits * c;
        CHECK(got.exponent <= 0);
        CHECK(off == 0 ||
              (got.digits >= 100000000000000 && got.digits <= 1000000000000000 &&
               (off < 0 ? -off : off) * 2 <= c));
    }
}

/* Many points added up, whatever they look like. */
static void test_sum(void)
{
    struct jx_sum sum = {0}, parts[2] = {{0}};
    struct jx_dec want = {0, 0};
    for (int row = 0; row < 20000; row++) {
        struct jx_dec a = {(int64_t)next(row % 8 ? 10000 : 4000000000) - 5000,
                           2 - (int)next(7)};
        jx_sum_add(&sum, a);
        jx_sum_add(&parts[row % 3 == 0], a);
        want = jx_dec_add(want, a);
        struct jx_sum joined = parts[0];
        jx_sum_join(&joined, &parts[1]);
        CHECK(jx_dec_cmp(jx_sum_value(&sum), want) == 0);
        CHECK(jx_dec_cmp(jx_sum_printed(&sum), want) == 0);
        CHECK(jx_sum_is(&sum, want) && jx_sum_is(&joined, want));
        CHECK(!jx_sum_is(&sum, jx_dec_add(want, (struct jx_dec){1, -4})));
    }
}

/* Hundredths are the number, where it has no more decimals than two. */
static void test_hundredths(void)
{
    for (int row = 0; row < 20000; row++) {
        struct jx_dec a = {(int64_t)next(row % 8 ? 10000 : 4000000000) - 5000,
                           2 - (int)next(7)};
        int64_t got;
        if (jx_dec_hundredths(a, &got))
            CHECK(jx_dec_cmp((struct jx_dec){got, -2}, a) == 0);
        else
            CHECK(a.exponent < -2 || a.exponent > 0 || llabs(a.digits) >= 1 << 29);
    }
}

/* Sums, products and order of money-like figures are exact. */
static void test_exact(void)
{
    for (int row = 0; row < 20000; row++) {
        struct jx_dec a = {(int64_t)next(2000000000) - 1000000000, -(int)next(5)};
        struct jx_dec b = {(int64_t)next(2000000000) - 1000000000, -(int)next(5)};
        if (row % 4 == 0) { /* the same number, or a neighbour, written otherwise */
            b = a.exponent < 0 ? a : (struct jx_dec){a.digits * 1000, a.exponent - 3};
            b.digits += (int)next(3) - 1;
        }
        i128 x = scaled(a, 4), y = scaled(b, 4);
        CHECK(scaled(jx_dec_add(a, b), 4) == x + y);
        CHECK(scaled(jx_dec_sub(a, b), 4) == x - y);
        CHECK(jx_dec_cmp(a, b) == (x > y) - (x < y));
        if (row % 2) {
            a.digits %= 1000000000;
            CHECK(scaled(jx_dec_mul(a, b), 8) == scaled(a, 4) * y);
        }
        struct jx_dec floor = jx_dec_floor(a);
        CHECK(scaled(floor, 4) <= scaled(a, 4) &&
              scaled(a, 4) < scaled(floor, 4) + 10000);
        char text[64];
        jx_dec_print(a, text);
        CHECK(jx_dec_cmp(dec(text), a) == 0);
    }
}

/* The reading of a double by its full decimal expansion, which glibc prints exactly. */
static struct jx_dec slow_reading(double value)
{
    char text[800];
    snprintf(text, sizeof text, "%.766e", fabs(value));
    int64_t digits = text[0] - '0';
    for (int i = 0; i < 14; i++)
        digits = digits * 10 + (text[2 + i] - '0');
    digits += text[16] >= '5';
    int exponent = atoi(strchr(text, 'e') + 1) - 14;
    return (struct jx_dec){value < 0 ? -digits : digits, exponent};
}

static void check_double(double value)
{
    struct jx_dec got;
    CHECK(jx_dec_from_double(value, &got));
    bool same = jx_dec_cmp(got, slow_reading(value)) == 0;
    if (!same)
        printf("reading of %.20g: %" PRId64 "e%d\n", value, got.digits, got.exponent);
    CHECK(same);
}

static void test_double(void)
{
    struct jx_dec got;
    CHECK(!jx_dec_from_double(NAN, &got) && !jx_dec_from_double(INFINITY, &got));
    CHECK(jx_dec_from_double(-0.0, &got) && jx_dec_is_zero(got));
    CHECK(jx_dec_from_double(0.1 + 0.2, &got));
    CHECK_STR(print(got), "0.3");
    CHECK(jx_dec_from_double(1.005, &got));
    CHECK_STR(print(jx_dec_round(got, 2, JX_ROUND_HALF_AWAY)), "1.01");
    CHECK(jx_dec_from_double((1 - 0.55) * 100 / 5, &got));
    CHECK_STR(print(jx_dec_floor(got)), "9");
    static const double edges[] = {5e-324,
                                   1e-300,
                                   1e-7,
                                   9.9999999999999995e-8,
                                   1e15,
                                   1e15 - 0.125,
                                   1e14,
                                   1e14 - 0.0625,
                                   0.125,
                                   123456789012344.5,
                                   12345678901234.25,
                                   0.99999999999999989,
                                   1e22,
                                   1.7e308,
                                   2.5,
                                   1e-6,
                                   1234567.8901234500,
                                   0.5};
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++)
        if (edges[i] > 1e-290 && edges[i] < 1e290)
            check_double(i % 2 ? edges[i] : -edges[i]);
    for (int row = 0; row < 20000; row++) {
        double value = (double)next(1u << 30) / (double)(1 + next(100000));
        if (row % 4 == 0) /* an exact tie: sixteen digits, the last one a 5 */
            value = (double)(next(900000000000000) + 100000000000000) + 0.5;
        else if (row % 4 == 1) /* a neighbour of a tie */
            value = ((double)next(100000000000000) * 10 + 5) / 1e15;
        check_double(value);
        if (jx_dec_from_double(value, &got))
            CHECK(fabs(jx_dec_to_double(got) - value) <= value * 6e-15);
    }
    /* The way back gives the nearest double: the one that the text means. */
    for (int row = 0; row < 5000; row++) {
        struct jx_dec a = {(int64_t)next(row % 2 ? 1000000 : 1000000000000000000),
                           (int)next(40) - 30};
        char text[64];
        snprintf(text, sizeof text, "%" PRId64 "e%d", a.digits, a.exponent);
        CHECK(jx_dec_to_double(a) == strtod(text, NULL));
    }
}

int main(void)
{
    test_parse();
    test_round();
    test_offices();
    test_reach();
    test_rationals();
    test_quotients();
    test_sum();
    test_hundredths();
    test_exact();
    test_double();
    return check_end();
}
