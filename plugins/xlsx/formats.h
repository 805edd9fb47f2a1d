/* formats.h: a stored number as its cell shows it. */
#pragma once

#include "numbers.h"

/* Appends the number as `code` (a format of styles.xml) shows it. What the code asks
 * for beyond digits, percent, thousands, dates, times and words around them is not drawn:
 * then the plain number is given. `code` NULL or "General": the plain number. */
void xlsx_format(const char *code, struct jx_str stored, bool date1904,
                 struct ooxml_buffer *out);

/* The code of a format number that has none in the file, as Chinese offices see it; NULL
 * for General and those that are not drawn. */
const char *xlsx_format_builtin(long id);

/* ---- dates.c ---- */

/* Has a section of a format code any part of a date or time? */
bool xlsx_is_date(struct jx_str section);
/* Appends a date or time: by the section where it is written in Chinese (年月日), else
 * as 2023-12-31 08:30:00, as far as the section goes. false: no date has that number. */
bool xlsx_date(struct jx_str section, struct xlsx_number number, bool date1904,
               struct ooxml_buffer *out);
/* Length of the piece of a format code at text.p: a quoted or escaped literal (then *text
 * in `literal`), a bracket, padding, or one character. */
size_t xlsx_format_piece(struct jx_str code, struct jx_str *literal);
