/* decimal_text.c: decimals from and to plain text. Only the notation of JSON and of
 * messages: how people write figures in forms is the value room's affair. */
#include "decimal.h"

#include <stdio.h>
#include <string.h>

enum { KEPT = 18, PLAIN = 40, REACH = 300 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Digits so far; zeros wait until a digit follows, so that "1000…0" keeps its size in
 * the exponent instead of running out of digits. */
struct collected {
    int64_t digits;
    int used, zeros, exponent;
};

static bool collect(struct collected *n, char c, bool fraction)
{
    if (n->zeros > 2 * REACH || n->exponent < -2 * REACH)
        return false;
    n->exponent -= fraction;
    if (c == '0') {
        n->zeros += n->used > 0;
        return true;
    }
    if (n->used + n->zeros + 1 > KEPT)
        return false;
    for (; n->zeros > 0; n->zeros--, n->used++)
        n->digits *= 10;
    n->digits = n->digits * 10 + (c - '0');
    n->used++;
    return true;
}

/* Reads a run of digits at text[*i]; false when there is none or it does not fit. */
static bool collect_run(struct collected *n, struct jx_str text, size_t *i, bool fraction)
{
    size_t from = *i;
    for (; *i < text.n && is_digit(text.p[*i]); ++*i)
        if (!collect(n, text.p[*i], fraction))
            return false;
    return *i > from;
}

static bool read_exponent(struct jx_str text, size_t *i, int *out)
{
    bool negative = *i < text.n && text.p[*i] == '-';
    if (*i < text.n && (text.p[*i] == '-' || text.p[*i] == '+'))
        ++*i;
    int value = 0;
    size_t from = *i;
    for (; *i < text.n && is_digit(text.p[*i]); ++*i)
        value = value < 10000 ? value * 10 + (text.p[*i] - '0') : value;
    *out = negative ? -value : value;
    return *i > from;
}

/* Characters as the bytes of a word, '0' as 0, the last character in the highest byte and
 * zeros before the first: figures are told from all else, and read, without a loop. */
enum { WORD = 8 };

static uint64_t load(const char *text, int count)
{
    const unsigned char *p = (const unsigned char *)text;
    return count == 4
               ? p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24
               : p[0] | (uint32_t)p[count / 2] << 8 * (count / 2) |
                     (uint32_t)p[count - 1] << 8 * (count - 1);
}

/* Up to WORD characters; nothing beyond them is read. */
static inline uint64_t word_of(struct jx_str text)
{
    const int n = (int)text.n;
    uint64_t word = n < 4 ? load(text.p, n)
                          : load(text.p, 4) | load(text.p + n - 4, 4) << (8 * n - 32);
    return (word ^ 0x3030303030303030u) << (8 * WORD - 8 * n);
}

static inline bool are_digits(uint64_t word)
{
    return !(((word + 0x7676767676767676u) | word) & 0x8080808080808080u);
}

/* Pairs, then fours, then all. */
static inline int64_t value_of(uint64_t word)
{
    const uint64_t fours = 0x000000ff000000ffu;
    word = word * 10 + (word >> 8);
    return (int64_t)(((word & fours) * (100 + (1000000ull << 32)) +
                      (word >> 16 & fours) * (1 + (10000ull << 32))) >>
                     32);
}

/* "12257.51": the bytes before the point move up into its place. */
static int parse_decimals(uint64_t word, int count, struct jx_dec *out)
{
    uint64_t points =
        word ^ 0x1e1e1e1e1e1e1e1eu; /* 0 where the point is, an exact first */
    points = (points - 0x0101010101010101u) & ~points & 0x8080808080808080u;
    int at = points ? __builtin_ctzll(points) / 8 : 0, decimals = WORD - 1 - at;
    if (at <= WORD - count || !decimals)
        return -1;
    uint64_t before = ((uint64_t)1 << 8 * at) - 1;
    word = (word & before) << 8 | (word & ~before << 8);
    if (!are_digits(word))
        return -1;
    /* zeros at the end would make products long */
    int zeros = word ? __builtin_clzll(word) / 8 : decimals;
    zeros = zeros < decimals ? zeros : decimals;
    *out = (struct jx_dec){value_of(word << 8 * zeros), zeros - decimals};
    return decimals;
}

static int parse_long(struct jx_str text, struct jx_dec *out)
{
    const char *p = text.p, *end = p + text.n;
    uint64_t digits = 0;
    unsigned digit;
    while ((digit = (unsigned char)*p - '0') <= 9) {
        digits = digits * 10 + digit;
        if (++p == end) {
            *out = (struct jx_dec){(int64_t)digits, 0};
            return 0;
        }
    }
    if (*p != '.' || p == text.p || ++p == end)
        return -1;
    const char *point = p, *last = end;
    while (last > point && last[-1] == '0')
        last--;
    for (; p < last; p++) {
        if ((digit = (unsigned char)*p - '0') > 9)
            return -1;
        digits = digits * 10 + digit;
    }
    *out = (struct jx_dec){(int64_t)digits, (int32_t)(point - last)};
    return (int)(end - point);
}

int jx_dec_parse_figure(struct jx_str text, struct jx_dec *out)
{
    if (text.n - 1 >= WORD)
        return text.n - 1 < KEPT ? parse_long(text, out) : -1;
    uint64_t word = word_of(text);
    if (!are_digits(word))
        return parse_decimals(word, (int)text.n, out);
    *out = (struct jx_dec){value_of(word), 0};
    return 0;
}

bool jx_dec_parse(struct jx_str text, struct jx_dec *out)
{
    if (jx_dec_parse_figure(text, out) >= 0)
        return true;
    struct collected n = {0};
    size_t i = 0;
    bool negative = text.n > 0 && text.p[0] == '-';
    if (text.n > 0 && (text.p[0] == '-' || text.p[0] == '+'))
        i++;
    if (!collect_run(&n, text, &i, false))
        return false;
    if (i < text.n && text.p[i] == '.') {
        i++;
        if (!collect_run(&n, text, &i, true))
            return false;
    }
    int exponent = 0;
    if (i < text.n && (text.p[i] == 'e' || text.p[i] == 'E')) {
        i++;
        if (!read_exponent(text, &i, &exponent))
            return false;
    }
    if (i != text.n)
        return false;
    *out = (struct jx_dec){0};
    if (n.used == 0)
        return true;
    exponent += n.exponent + n.zeros;
    if (exponent + n.used > REACH || exponent + n.used < -REACH)
        return false;
    *out = (struct jx_dec){negative ? -n.digits : n.digits, exponent};
    return true;
}

static char *put_some(char *at, const char *digits, int count)
{
    memcpy(at, digits, (size_t)count);
    return at + count;
}

static char *put_zeros(char *at, int count)
{
    for (; count > 0; count--)
        *at++ = '0';
    return at;
}

static int lesser(int a, int b)
{
    return a < b ? a : b;
}

/* Lays digits out with `point` of them before the decimal point, padded to `decimals`
 * behind it. */
static size_t lay_out(char *out, bool negative, const char *digits, int count, int point,
                      int decimals)
{
    int whole = point > 0 ? lesser(point, count) : 0;
    char *at = out;
    if (negative)
        *at++ = '-';
    at = point > 0 ? put_some(at, digits, whole) : put_zeros(at, 1);
    at = put_zeros(at, point - whole);
    if (decimals > 0) {
        int gap = point < 0 ? lesser(-point, decimals) : 0;
        int rest = lesser(count - whole, decimals - gap);
        *at++ = '.';
        at = put_some(put_zeros(at, gap), digits + whole, rest);
        at = put_zeros(at, decimals - gap - rest);
    }
    *at = '\0';
    return (size_t)(at - out);
}

/* d.ddde±N, for numbers too long for plain notation. */
static size_t print_exponent(char out[64], bool negative, const char *digits, int count,
                             int point)
{
    size_t n = lay_out(out, negative, digits, count, 1, count - 1);
    return n + (size_t)snprintf(out + n, 64 - n, "e%d", point - 1);
}

static const char pairs[] = "0001020304050607080910111213141516171819"
                            "2021222324252627282930313233343536373839"
                            "4041424344454647484950515253545556575859"
                            "6061626364656667686970717273747576777879"
                            "8081828384858687888990919293949596979899";

/* The digits of a number to the end of `buffer`; returns their count. */
static int write_digits(uint64_t value, char buffer[24])
{
    char *at = buffer + 24;
    for (; value >= 100; value /= 100)
        memcpy(at -= 2, pairs + 2 * (value % 100), 2);
    if (value >= 10)
        memcpy(at -= 2, pairs + 2 * value, 2);
    else
        *--at = (char)('0' + value);
    return (int)(buffer + 24 - at);
}

static size_t print(struct jx_dec a, int decimals, char out[64])
{
    char buffer[24];
    uint64_t value = a.digits < 0 ? 0 - (uint64_t)a.digits : (uint64_t)a.digits;
    int count = write_digits(value, buffer);
    const char *digits = buffer + sizeof buffer - count;
    bool absurd = a.exponent > 2 * REACH || a.exponent < -2 * REACH;
    int point = value && !absurd ? count + a.exponent : 1;
    for (; count > 1 && digits[count - 1] == '0'; count--)
        ;
    if (decimals < 0)
        decimals = count > point ? count - point : 0;
    if (point > PLAIN || (point > 0 ? point : 1) + decimals > PLAIN)
        return print_exponent(out, a.digits < 0, digits, count, point);
    return lay_out(out, a.digits < 0, digits, count, point, decimals);
}

/* Eight digits as a word of characters: fours, then pairs, then all. */
static inline uint64_t word_of_value(uint32_t value)
{
    uint64_t word = value / 10000 | (uint64_t)(value % 10000) << 32;
    uint64_t high = (word * 5243 >> 19) & 0x0000007f0000007fu; /* of fours: by 100 */
    word = high | (word - high * 100) << 16;
    high = (word * 103 >> 10) & 0x000f000f000f000fu; /* of pairs: by 10 */
    word = high | (word - high * 10) << 8;
    return word | 0x3030303030303030u;
}

/* One to WORD digits of a number of no more, with zeros before; there must be room for WORD
 * characters. */
static inline void put_word(char *out, uint32_t value, int count)
{
    uint64_t word = word_of_value(value) >> 8 * (WORD - count);
    for (int i = 0; i < WORD; i++)
        out[i] = (char)(word >> 8 * i);
}

/* `count` digits of a number of no more, with zeros before; returns where they end. There
 * must be room for WORD more. */
static char *put_digits(char *out, uint64_t value, int count)
{
    const uint64_t unit = 100000000;
    if (count > WORD) {
        out = put_digits(out, value / unit, count - WORD);
        value %= unit;
        count = WORD;
    }
    if (count <= 2)
        memcpy(out, pairs + 2 * value + 2 - count, 2);
    else
        put_word(out, (uint32_t)value, count);
    return out + count;
}

/* Points mostly have one decimal or two: a division by a constant is none. */
static uint64_t whole_of(uint64_t value, int decimals)
{
    switch (decimals) {
    case 0: return value;
    case 1: return value / 10;
    case 2: return value / 100;
    default: return value / jx_dec_tens[decimals];
    }
}

/* With as many decimals as a figure has digits at most, as nearly all have. */
static size_t print_usual(struct jx_dec a, char out[64])
{
    uint64_t value = (uint64_t)(a.digits < 0 ? -a.digits : a.digits);
    int decimals = -a.exponent, count = 1;
    uint64_t whole = whole_of(value, decimals);
    uint64_t fraction = value - whole * jx_dec_tens[decimals];
    char *at = out;
    if (a.digits < 0)
        *at++ = '-';
    while (count < KEPT && whole >= jx_dec_tens[count])
        count++;
    at = put_digits(at, whole, count);
    if (fraction) {
        for (; fraction % 10 == 0; decimals--)
            fraction /= 10;
        *at++ = '.';
        at = put_digits(at, fraction, decimals);
    }
    *at = '\0';
    return (size_t)(at - out);
}

size_t jx_dec_print(struct jx_dec a, char out[64])
{
    const int64_t most = 1000000000000000000;
    bool usual = jx_dec_within(a.digits, most) && a.exponent <= 0 && a.exponent >= -KEPT;
    return usual ? print_usual(a, out) : print(a, -1, out);
}

size_t jx_dec_print_fixed(struct jx_dec a, int digits, char out[64])
{
    int decimals = digits < 0 ? 0 : digits > 15 ? 15 : digits;
    return print(jx_dec_round(a, decimals, JX_ROUND_HALF_AWAY), decimals, out);
}
