/* numbers.c: decimal digits of stored numbers. Integers only, no locale, no printf of
 * floats: the same digits on every machine. */
#include "numbers.h"

#include <stdio.h>
#include <string.h>

static const uint64_t most_digits = UINT64_C(1000000000000000); /* 10^15 */

/* Drops digits from the end, ties away from zero. */
static void drop(struct xlsx_number *n, int count)
{
    uint64_t unit = 1;
    if (count > 17) {
        n->digits = 0;
        n->exponent += count;
        return;
    }
    for (int i = 0; i < count; i++)
        unit *= 10;
    uint64_t rest = n->digits % unit;
    n->digits /= unit;
    n->digits += count > 0 && rest >= unit - unit / 2;
    n->exponent += count;
}

static bool read_exponent(struct jx_str text, size_t i, int *exponent)
{
    int value = 0, sign = 1;
    if (i < text.n && (text.p[i] == '+' || text.p[i] == '-'))
        sign = text.p[i++] == '-' ? -1 : 1;
    if (i == text.n)
        return false;
    for (; i < text.n; i++) {
        if (text.p[i] < '0' || text.p[i] > '9')
            return false;
        value = value < 10000 ? value * 10 + (text.p[i] - '0') : value;
    }
    *exponent += sign * value;
    return true;
}

/* Digits with at most one point, from `i`; 18 digits are kept. */
static size_t read_digits(struct jx_str text, size_t i, struct xlsx_number *n, bool *any)
{
    bool point = false;
    for (; i < text.n; i++) {
        char c = text.p[i];
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9')
            break;
        *any = true;
        bool room = n->digits < UINT64_C(100000000000000000);
        if (room)
            n->digits = n->digits * 10 + (uint64_t)(c - '0');
        n->exponent += (room ? 0 : 1) - (point ? 1 : 0);
    }
    return i;
}

bool xlsx_number_read(struct jx_str text, struct xlsx_number *out)
{
    struct xlsx_number n = {0};
    bool any = false;
    size_t i = 0;
    if (text.n > 400)
        return false;
    if (i < text.n && (text.p[i] == '-' || text.p[i] == '+'))
        n.negative = text.p[i++] == '-';
    i = read_digits(text, i, &n, &any);
    if (!any)
        return false;
    if (i < text.n && (text.p[i] == 'e' || text.p[i] == 'E')) {
        if (!read_exponent(text, i + 1, &n.exponent))
            return false;
    } else if (i < text.n) {
        return false;
    }
    int over = 0;
    for (uint64_t left = n.digits / most_digits; left; left /= 10)
        over++;
    drop(&n, over);
    if (n.digits == most_digits)
        drop(&n, 1); /* 999…9.5 became 10^15 */
    if (n.digits == 0)
        n = (struct xlsx_number){0};
    *out = n;
    return n.exponent > -320 && n.exponent < 300;
}

struct xlsx_number xlsx_number_round(struct xlsx_number n, int decimals)
{
    if (n.exponent < -decimals)
        drop(&n, -decimals - n.exponent);
    if (n.digits == 0)
        n = (struct xlsx_number){0};
    return n;
}

static void add_zeros(struct ooxml_buffer *out, int count)
{
    while (count-- > 0)
        ooxml_buffer_add(out, "0", 1);
}

void xlsx_number_plain(struct xlsx_number n, struct ooxml_buffer *out)
{
    while (n.digits && n.digits % 10 == 0) {
        n.digits /= 10;
        n.exponent++;
    }
    if (n.negative)
        ooxml_buffer_add(out, "-", 1);
    if (n.exponent < -40 || n.exponent > 40) {
        char text[48];
        int len = snprintf(text, sizeof text, "%lluE%+d", (unsigned long long)n.digits,
                           n.exponent);
        ooxml_buffer_add(out, text, (size_t)len);
        return;
    }
    struct xlsx_layout layout = {.least = 1, .decimals = 60};
    xlsx_number_print(n, &layout, out);
}

void xlsx_number_print(struct xlsx_number n, const struct xlsx_layout *layout,
                       struct ooxml_buffer *out)
{
    char digits[32];
    int len = n.digits
                  ? snprintf(digits, sizeof digits, "%llu", (unsigned long long)n.digits)
                  : 0;
    int before = len + n.exponent; /* digits before the point; may be negative */
    int width = before > layout->least ? before : layout->least;
    for (int i = width; i > 0; i--) {
        int at = before - i;
        ooxml_buffer_add(out, at < 0 || at >= len ? "0" : digits + at, 1);
        if (layout->thousands && i > 1 && i % 3 == 1)
            ooxml_buffer_add(out, ",", 1);
    }
    int decimals = n.exponent < 0 && len ? -n.exponent : 0;
    while (decimals > layout->least_decimals && digits[before + decimals - 1] == '0')
        decimals--;
    if (layout->point || decimals > 0 || layout->least_decimals > 0)
        ooxml_buffer_add(out, ".", 1);
    for (int i = 0; i < decimals; i++) {
        int at = before + i;
        ooxml_buffer_add(out, at < 0 || at >= len ? "0" : digits + at, 1);
    }
    add_zeros(out, layout->least_decimals - decimals);
}

double xlsx_number_double(struct xlsx_number n)
{
    double value = (double)n.digits, power = 1;
    int exponent = n.exponent < 0 ? -n.exponent : n.exponent;
    for (int i = 0; i < exponent; i++)
        power *= 10;
    return n.exponent < 0 ? value / power : value * power;
}
