/* encoding.c: tells UTF-8 from what offices also save as .txt. Damaged UTF-8 must never be
 * taken for GB18030: nearly every pair of bytes is some character of it. */
#include "encoding.h"

#include <stdint.h>
#include <string.h>

enum { WINDOW = 64 * 1024 };

/* Bytes of the character at s, 0 when it is invalid or cut off. */
static size_t character(const unsigned char *s, size_t len)
{
    if (s[0] < 0x80)
        return 1;
    size_t n = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
    if (s[0] < 0xc2 || s[0] > 0xf4 || len < n)
        return 0;
    for (size_t i = 1; i < n; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    bool overlong = (s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xf0 && s[1] < 0x90);
    bool beyond = (s[0] == 0xed && s[1] > 0x9f) || (s[0] == 0xf4 && s[1] > 0x8f);
    return overlong || beyond ? 0 : n;
}

size_t text_valid(const char *bytes, size_t len)
{
    const unsigned char *s = (const unsigned char *)bytes;
    size_t i = 0;
    for (size_t n; i < len && (n = character(s + i, len - i)) > 0; i += n)
        ;
    return i;
}

bool text_cut_off(const char *bytes, size_t len, size_t valid)
{
    size_t left = len - valid;
    unsigned char lead = left ? (unsigned char)bytes[valid] : 0;
    size_t need = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (left == 0 || left >= need || lead < 0xc2 || lead > 0xf4)
        return false;
    for (size_t i = valid + 1; i < len; i++)
        if (((unsigned char)bytes[i] & 0xc0) != 0x80)
            return false;
    return true;
}

bool text_looks_gb18030(const char *bytes, size_t len)
{
    const unsigned char *s = (const unsigned char *)bytes;
    size_t end = len < WINDOW ? len : WINDOW, wide = 0, common = 0, i = 0;
    while (i + 1 < end) {
        if (s[i] < 0x80) {
            i++;
            continue;
        }
        bool two = s[i + 1] >= 0x40 && s[i + 1] != 0x7f && s[i + 1] != 0xff;
        bool four = s[i + 1] >= 0x30 && s[i + 1] <= 0x39;
        if (s[i] == 0x80 || s[i] == 0xff || (!two && !four))
            return false;
        wide++;
        /* the first level of GB2312 and its punctuation: nearly all of ordinary text */
        common += s[i] >= 0xa1 && s[i] <= 0xd7 && s[i + 1] >= 0xa1;
        i += two ? 2 : 4;
    }
    return wide > 0 && common * 2 > wide;
}

enum { STRAY = 4 }; /* characters that may be valid UTF-8 by chance */

bool text_is_gb18030(const char *bytes, size_t len, size_t valid)
{
    size_t wide = 0;
    for (size_t i = 0; i < valid && wide < STRAY; i++)
        wide += ((unsigned char)bytes[i] & 0xc0) == 0xc0;
    return valid < len && wide < STRAY && text_looks_gb18030(bytes, len);
}

bool text_looks_utf16(const char *bytes, size_t len)
{
    if (len >= 2 &&
        (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0))
        return true;
    /* line ends and figures have a zero byte on the same side every time */
    size_t zeros[2] = {0, 0}, end = len < 4096 ? len : 4096;
    for (size_t i = 0; i < end; i++)
        zeros[i & 1] += bytes[i] == 0;
    size_t most = zeros[0] > zeros[1] ? zeros[0] : zeros[1];
    size_t least = zeros[0] > zeros[1] ? zeros[1] : zeros[0];
    return most > 1 && least * 8 < most && most * 20 > end;
}
