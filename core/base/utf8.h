/* utf8.h: UTF-8 without locales: validity, stepping, display width, blanks. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of the longest valid prefix of text[0..len): == len when all is valid. Overlong
 * forms, surrogates and values above U+10FFFF are invalid; U+0000 is valid. */
size_t jx_utf8_valid(const char *text, size_t len);

/* Decodes one character at text[0..len), len > 0, of valid UTF-8. Sets *step to its
 * bytes. An invalid byte gives U+FFFD and step 1. */
uint32_t jx_utf8_next(const char *text, size_t len, size_t *step);

/* Writes a character; returns its bytes (1 to 4). */
size_t jx_utf8_put(char out[4], uint32_t character);

/* The largest n <= len at which cutting does not split a character. */
size_t jx_utf8_cut(const char *text, size_t len);

/* Columns a terminal gives a character (0, 1 or 2), or a text: East Asian wide and
 * full-width forms, and the symbols that Chinese fonts draw wide, take 2. */
int jx_utf8_width(uint32_t character);
size_t jx_utf8_columns(const char *text, size_t len);

/* Blanks of every kind that documents use: ASCII white space, NBSP, U+3000, zero-width
 * and other Unicode spaces, BOM. */
bool jx_utf8_blank(uint32_t character);
