/* charset.c: GB18030 and UTF-16 to UTF-8, the same on every system. Which of them a
 * text is, its reader decides. */
#include "charset.h"

#include "gb18030_table.h"

/* Codes of four bytes are counted from 0; from this one on they are U+10000 and up. */
enum { BEYOND = 189000 };

static char *put(char *out, uint32_t c)
{
    int more = c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    static const unsigned char first[] = {0, 0xc0, 0xe0, 0xf0};
    *out++ = (char)(first[more] | c >> 6 * more);
    while (more--)
        *out++ = (char)(0x80 | (c >> 6 * more & 0x3f));
    return out;
}

static uint32_t four_bytes(const unsigned char *s)
{
    if (s[1] > 0x39 || s[2] < 0x81 || s[2] > 0xfe || s[3] < 0x30 || s[3] > 0x39)
        return 0;
    uint32_t number =
        (((s[0] - 0x81u) * 10 + s[1] - 0x30) * 126 + s[2] - 0x81) * 10 + s[3] - 0x30;
    if (number >= BEYOND)
        return number - BEYOND <= 0xfffff ? 0x10000 + number - BEYOND : 0;
    size_t low = 0, high = sizeof runs / sizeof *runs - 1;
    if (number >= runs[high].number)
        return 0;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        *(runs[middle].number <= number ? &low : &high) = middle;
    }
    return runs[low].character ? runs[low].character + number - runs[low].number : 0;
}

/* One character and its bytes; 0 when there is none. */
static uint32_t gb18030(const unsigned char *s, size_t len, size_t *bytes)
{
    *bytes = 1;
    if (s[0] < 0x80)
        return s[0];
    if (len < 2 || s[0] == 0x80 || s[0] == 0xff)
        return 0;
    *bytes = s[1] >= 0x40 ? 2 : 4;
    if (*bytes > len || s[1] < 0x30 || s[1] == 0x7f || s[1] == 0xff)
        return 0;
    return *bytes == 4 ? four_bytes(s) : twos[s[0] - 0x81][s[1] - 0x40 - (s[1] > 0x7f)];
}

bool jx_from_gb18030(const char *bytes, size_t len, char *out, size_t *written)
{
    const unsigned char *s = (const unsigned char *)bytes;
    char *end = out;
    bool ok = true;
    for (size_t i = 0, n; ok && i < len; i += n) {
        uint32_t c = gb18030(s + i, len - i, &n);
        ok = c || !s[i];
        if (ok)
            end = put(end, c);
    }
    *written = (size_t)(end - out);
    return ok;
}

bool jx_from_utf16(const char *bytes, size_t len, char *out, size_t *written)
{
    const unsigned char *s = (const unsigned char *)bytes;
    size_t high = s[0] == 0xff; /* which byte of two is the higher one */
    char *end = out;
    bool ok = len % 2 == 0;
    for (size_t i = 2; ok && i + 1 < len; i += 2) {
        uint32_t c = (uint32_t)s[i + high] << 8 | s[i + !high];
        if (c >> 10 == 0xd800 >> 10 && i + 3 < len) {
            uint32_t low = (uint32_t)s[i + 2 + high] << 8 | s[i + 2 + !high];
            if (low >> 10 == 0xdc00 >> 10) {
                c = 0x10000 + ((c & 0x3ff) << 10) + (low & 0x3ff);
                i += 2;
            }
        }
        ok = c >> 11 != 0xd800 >> 11;
        if (ok)
            end = put(end, c);
    }
    *written = (size_t)(end - out);
    return ok;
}
