/* numbers.h: stored numbers, read at 15 significant digits as spreadsheets do. */
#pragma once

#include "buffer.h"

/* digits × 10^exponent; digits < 10^15. */
struct xlsx_number {
    uint64_t digits;
    int exponent;
    bool negative;
};

/* "-12.5", "8.8900000000000001E-2". false: no number, or beyond 10^±300. */
bool xlsx_number_read(struct jx_str text, struct xlsx_number *out);
/* Rounded to `decimals` (0 to 15), ties away from zero. */
struct xlsx_number xlsx_number_round(struct xlsx_number number, int decimals);
/* Without trailing zeros behind the point; no exponent up to 10^±40. */
void xlsx_number_plain(struct xlsx_number number, struct ooxml_buffer *out);
/* Digits before the point, zeros in front up to `least` (0: ".5" for 0.5), with commas at
 * the thousands; then decimals, trailing zeros dropped down to `least_decimals`. No sign.
 * The number has no more than `decimals` of them. */
struct xlsx_layout {
    int least, least_decimals, decimals;
    bool thousands, point; /* point: the format has one */
};
void xlsx_number_print(struct xlsx_number number, const struct xlsx_layout *layout,
                       struct ooxml_buffer *out);
double xlsx_number_double(struct xlsx_number number); /* without the sign */
