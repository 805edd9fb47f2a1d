/* utf8.c: the one place that decodes characters. No locale, no tables from libc. */
#include "utf8.h"

#include <string.h>

static size_t sequence(const unsigned char *s, size_t len, uint32_t *out)
{
    unsigned char c = s[0];
    if (c < 0x80)
        return *out = c, 1;
    size_t n = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
    static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
    if (c < 0xc2 || c > 0xf4 || len < n)
        return 0;
    uint32_t value = c & (0x7fu >> n);
    for (size_t i = 1; i < n; i++) {
        if ((s[i] & 0xc0) != 0x80)
            return 0;
        value = value << 6 | (s[i] & 0x3fu);
    }
    if (value < least[n] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
        return 0;
    *out = value;
    return n;
}

size_t jx_utf8_valid(const char *text, size_t len)
{
    const unsigned char *s = (const unsigned char *)text;
    size_t i = 0;
    while (i < len) {
        uint64_t eight;
        if (len - i >= sizeof eight) { /* a run of ASCII, as most of JSON is */
            memcpy(&eight, s + i, sizeof eight);
            if (!(eight & 0x8080808080808080u)) {
                i += sizeof eight;
                continue;
            }
        }
        size_t n;
        if (jx_utf8_next(text + i, len - i, &n) == 0xfffd && n == 1)
            break;
        i += n;
    }
    return i;
}

uint32_t jx_utf8_other(const char *text, size_t len, size_t *step)
{
    uint32_t c;
    size_t n = sequence((const unsigned char *)text, len, &c);
    *step = n ? n : 1;
    return n ? c : 0xfffd;
}

size_t jx_utf8_put(char out[4], uint32_t c)
{
    if (c < 0x80)
        return out[0] = (char)c, 1;
    if (c < 0x800) {
        out[0] = (char)(0xc0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xe0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3f));
        out[2] = (char)(0x80 | (c & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3f));
    out[2] = (char)(0x80 | (c >> 6 & 0x3f));
    out[3] = (char)(0x80 | (c & 0x3f));
    return 4;
}

size_t jx_utf8_cut(const char *text, size_t len)
{
    size_t i = len;
    while (i > 0 && len - i < 3 && ((unsigned char)text[i - 1] & 0xc0) == 0x80)
        i--;
    if (i == 0)
        return 0;
    unsigned char lead = (unsigned char)text[i - 1];
    size_t need = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    return len - (i - 1) >= need ? len : i - 1;
}

static int width(uint32_t c)
{
    if (c < 32 || (c >= 0x7f && c < 0xa0) || (c >= 0x300 && c < 0x370) ||
        (c >= 0x200b && c <= 0x200f) || c == 0xfeff || (c >= 0xfe00 && c <= 0xfe0f))
        return 0;
    bool wide = (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0x303e) ||
                (c >= 0x3041 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7a3) ||
                (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe6f) ||
                (c >= 0xff00 && c <= 0xff60) || (c >= 0xffe0 && c <= 0xffe6) ||
                (c >= 0x1f300 && c <= 0x1faff) || (c >= 0x20000 && c <= 0x3fffd);
    return wide ? 2 : 1;
}

size_t jx_utf8_columns(const char *text, size_t len)
{
    size_t columns = 0;
    for (size_t i = 0, step; i < len; i += step)
        columns += (size_t)width(jx_utf8_next(text + i, len - i, &step));
    return columns;
}

void jx_utf8_tame(char *text, bool lines)
{
    for (size_t left = strlen(text), step; left; text += step, left -= step) {
        uint32_t c = jx_utf8_next(text, left, &step);
        if ((c < 0x20 && !(lines && c == '\n')) || (c >= 0x7f && c < 0xa0) ||
            (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069))
            memset(text, '?', step);
    }
}
