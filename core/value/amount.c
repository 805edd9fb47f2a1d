/* amount.c: cells whose column says what they are: amounts, rates, weights and scores. */
#include "reading.h"

#include "strbuf.h"

static bool plain(const struct jx_reading *r)
{
    return r->kind == JX_READING_NUMBER && r->comparator == JX_NATURE_NONE;
}

bool jx_amount_of(const struct jx_reading *r, struct jx_dec *out)
{
    enum { FORM_UNIT = 4 }; /* 万元 */
    if (!plain(r) || r->percent)
        return false;
    bool money = jx_str_is(r->unit, "元");
    if (r->unit.n && !money)
        return false;
    *out = r->power || money ? jx_dec_shift(r->number, r->power - FORM_UNIT) : r->number;
    return true;
}

bool jx_amount_read(struct jx_str text, struct jx_dec *out)
{
    struct jx_reading reading = jx_read(text);
    return jx_amount_of(&reading, out);
}

int jx_decimals_printed(struct jx_str text)
{
    int digits = 0;
    bool point = false;
    for (size_t i = 0; i < text.n; i++) {
        bool digit = text.p[i] >= '0' && text.p[i] <= '9';
        /* Full-width digits are EF BC 90 to 99. */
        digit |= i >= 2 && (unsigned char)text.p[i - 2] == 0xef &&
                 (unsigned char)text.p[i - 1] == 0xbc &&
                 (unsigned char)text.p[i] >= 0x90 && (unsigned char)text.p[i] <= 0x99;
        digits += point && digit;
        point |= text.p[i] == '.' || (i >= 2 && (unsigned char)text.p[i] == 0x8e &&
                                      (unsigned char)text.p[i - 1] == 0xbc);
    }
    return digits;
}

/* Without a sign of percent, up to 1 it is a share and from 10 on a percentage, for no
 * budget is spent ten times over; between them it could be either. */
static bool bare_power(struct jx_dec number, int *power)
{
    *power = jx_dec_cmp(jx_dec_abs(number), jx_dec_int(1)) > 0 ? -2 : 0;
    return !*power || jx_dec_cmp(number, jx_dec_int(10)) >= 0;
}

bool jx_rate_of_figure(struct jx_dec number, bool percent, int decimals,
                       struct jx_dec *out, struct jx_dec *step)
{
    int power = -2;
    if (!percent && !bare_power(number, &power))
        return false;
    *out = jx_dec_shift(number, power);
    *step = (struct jx_dec){1, power - decimals};
    return true;
}

bool jx_rate_of(const struct jx_reading *r, int decimals, struct jx_dec *out,
                struct jx_dec *step)
{
    int power = r->power;
    if (!plain(r) || r->unit.n ||
        (!r->percent && (power || !bare_power(r->number, &power))))
        return false;
    *out = jx_dec_shift(r->number, power);
    *step = (struct jx_dec){1, power - decimals};
    return true;
}

bool jx_rate_read(struct jx_str text, struct jx_dec *out, struct jx_dec *step)
{
    struct jx_reading reading = jx_read(text);
    return jx_rate_of(&reading, jx_decimals_printed(text), out, step);
}

bool jx_points_of(const struct jx_reading *r, bool percent, struct jx_dec *out)
{
    if (!plain(r))
        return false;
    *out = r->number;
    if (r->percent)
        return percent && r->power == -2 && r->unit.n == 0;
    return r->power == 0 && (r->unit.n == 0 || jx_str_is(r->unit, "分"));
}

bool jx_points_read(struct jx_str text, bool percent, struct jx_dec *out)
{
    struct jx_reading reading = jx_read(text);
    return jx_points_of(&reading, percent, out);
}
