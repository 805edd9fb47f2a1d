/* encoding.c: UTF-8, and what Chinese spreadsheets also write: GB18030 (GBK, "ANSI") and
 * UTF-16 ("Unicode text"). Strict: a byte that fits nowhere is refused with its line. */
#include "encoding.h"

#include "charset.h"

#include <stdio.h>
#include <string.h>

#define N_(text) text

/* Bytes of the character at s; 0 when it is invalid; more than len when it is cut off. */
static size_t character(const unsigned char *s, size_t len)
{
    if (s[0] < 0x80)
        return 1;
    size_t n = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
    if (s[0] < 0xc2 || s[0] > 0xf4)
        return 0;
    for (size_t i = 1; i < n && i < len; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    bool odd =
        len > 1 && ((s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xf0 && s[1] < 0x90) ||
                    (s[0] == 0xed && s[1] > 0x9f) || (s[0] == 0xf4 && s[1] > 0x8f));
    return odd ? 0 : n;
}

static bool is_utf8(const char *bytes, size_t len, bool whole)
{
    const unsigned char *s = (const unsigned char *)bytes;
    for (size_t i = 0, n; i < len; i += n) {
        n = character(s + i, len - i);
        if (n == 0 || (whole && n > len - i))
            return false;
    }
    return true;
}

enum csv_encoding csv_encoding_of(const char *bytes, size_t len, bool whole)
{
    if (len >= 2 &&
        (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0))
        return CSV_UTF16;
    return is_utf8(bytes, len, whole) ? CSV_UTF8 : CSV_GB18030;
}

static bool refuse(const struct jx_host *host, const char *text, size_t len)
{
    struct jx_at at = {.line = 1};
    for (size_t i = 0; i < len; i++)
        at.line += text[i] == '\n';
    return host->fail(host, &at,
                      host->translate(host, N_("neither UTF-8 nor GB18030 text: save the "
                                               "table as CSV in UTF-8")));
}

static bool convert(const struct jx_host *host, const struct jx_document *document,
                    enum csv_encoding encoding, char **text, size_t *len)
{
    /* no character grows beyond 3 bytes for 2 */
    *text = host->alloc(host, document->len + document->len / 2 + 4);
    if (!*text)
        return host->fail(host, NULL, host->translate(host, N_("out of memory")));
    bool ok = encoding == CSV_UTF16
                  ? jx_from_utf16(document->bytes, document->len, *text, len)
                  : jx_from_gb18030(document->bytes, document->len, *text, len);
    return ok || refuse(host, *text, *len);
}

bool csv_decode(const struct jx_host *host, const struct jx_document *document,
                char **text, size_t *len)
{
    const char *bytes = document->bytes;
    enum csv_encoding encoding = csv_encoding_of(bytes, document->len, true);
    if (encoding != CSV_UTF8)
        return convert(host, document, encoding, text, len);
    size_t mark = document->len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    *len = document->len - mark;
    *text = host->alloc(host, *len + 1);
    if (!*text)
        return host->fail(host, NULL, host->translate(host, N_("out of memory")));
    memcpy(*text, bytes + mark, *len);
    return true;
}
