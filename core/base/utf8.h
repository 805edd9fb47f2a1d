/* utf8.h: UTF-8 without locales: validity, stepping, display width, blanks. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of the longest valid prefix of text[0..len): == len when all is valid. Overlong
 * forms, surrogates and values above U+10FFFF are invalid; U+0000 is valid. */
size_t jx_utf8_valid(const char *text, size_t len);

/* jx_utf8_next for what is neither ASCII nor three bytes. */
uint32_t jx_utf8_other(const char *text, size_t len, size_t *step);

/* Decodes one character at text[0..len), len > 0, of valid UTF-8. Sets *step to its
 * bytes. An invalid byte gives U+FFFD and step 1. */
static inline uint32_t jx_utf8_next(const char *text, size_t len, size_t *step)
{
    const unsigned char *s = (const unsigned char *)text;
    if (s[0] < 0x80)
        return *step = 1, s[0];
    /* Most of Chinese: U+1000 to U+CFFF, where no form is overlong or a surrogate. */
    if (s[0] > 0xe0 && s[0] < 0xed && len > 2 && (s[1] & 0xc0) == 0x80 &&
        (s[2] & 0xc0) == 0x80)
        return *step = 3, (s[0] & 0x0fu) << 12 | (s[1] & 0x3fu) << 6 | (s[2] & 0x3fu);
    return jx_utf8_other(text, len, step);
}

/* Writes a character; returns its bytes (1 to 4). */
size_t jx_utf8_put(char out[4], uint32_t character);

/* The largest n <= len at which cutting does not split a character. */
size_t jx_utf8_cut(const char *text, size_t len);

/* Makes a text harmless to a terminal and to whoever reads a line: controls and marks that
 * turn the direction of writing become '?', ends of lines too unless `lines`. In place. */
void jx_utf8_tame(char *text, bool lines);

/* Columns a terminal gives a text: East Asian wide and full-width forms, and the symbols
 * that Chinese fonts draw wide, take 2. */
size_t jx_utf8_columns(const char *text, size_t len);

/* Blanks of every kind that documents use: ASCII white space, NBSP, U+3000, zero-width
 * and other Unicode spaces, BOM. */
static inline bool jx_utf8_blank(uint32_t c)
{
    if (c < 0xa0)
        return c == ' ' || (c >= 9 && c <= 13);
    return c == 0xa0 || c == 0x3000 || c == 0xfeff || (c >= 0x2000 && c <= 0x200f) ||
           c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x2060;
}
