/* charset.h: GB18030 and UTF-16 to UTF-8. A leaf: it knows nothing of the program, so core
 * and bundled plugins use it alike. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Strict: false at the first bytes that mean nothing; what stands before them is then in
 * `out`. `out` has room for len + len / 2 bytes; *written says how many there are. */
bool jx_from_gb18030(const char *bytes, size_t len, char *out, size_t *written);
/* The same for UTF-16, which begins with its byte order mark. */
bool jx_from_utf16(const char *bytes, size_t len, char *out, size_t *written);
