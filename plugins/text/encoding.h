/* encoding.h: is it UTF-8 text, and if not, what does it look like? */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Bytes of the longest valid UTF-8 prefix; len when all is valid. */
size_t text_valid(const char *bytes, size_t len);

/* Is what follows the valid prefix only a character cut off by the end? */
bool text_cut_off(const char *bytes, size_t len, size_t valid);

/* Do the bytes read as GB18030 (GBK, GB2312) with Chinese characters in them? Looks at
 * the first 64 KiB. */
bool text_looks_gb18030(const char *bytes, size_t len);

/* Are they GB18030 for certain enough to be read as such? `valid` as text_valid says. */
bool text_is_gb18030(const char *bytes, size_t len, size_t valid);

/* Do the bytes start like UTF-16, with or without a mark? */
bool text_looks_utf16(const char *bytes, size_t len);
