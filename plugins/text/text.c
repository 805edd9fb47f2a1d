/* text.c: the reader of plain text: what it accepts, and why it refuses. How lines
 * become rows is in rows.c, encodings in encoding.c; forms are recognised by the core. */
#include "charset.h"
#include "encoding.h"
#include "rows.h"

#include <string.h>

#define N_(text) text

static const char mark[] = "\xef\xbb\xbf";

static struct jx_str without_mark(const char *bytes, size_t len)
{
    size_t skip = len >= 3 && memcmp(bytes, mark, 3) == 0 ? 3 : 0;
    return (struct jx_str){bytes + skip, len - skip};
}

static bool only_blanks(struct jx_str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (!memchr(" \t\r\n\f\v", text.p[i], 6))
            return false;
    return true;
}

/* Lines that look like cells of a table among the first lines. */
static bool has_rows(struct jx_str rest)
{
    for (int lines = 0; rest.n && lines < 500; lines++) {
        struct jx_str line = text_line(&rest);
        if (line.n &&
            (line.p[0] == '\t' || line.p[0] == '|' || memchr(line.p, '\t', line.n)))
            return true;
    }
    return false;
}

/* Bytes that stand in no text: then it is something else than a damaged one. */
static bool has_controls(const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)bytes[i] < ' ' && !memchr("\t\n\v\f\r", bytes[i], 5))
            return true;
    return false;
}

static int probe(const char *head, size_t len, const char *name)
{
    size_t valid = text_valid(head, len), tail = name ? strlen(name) : 0;
    int named = tail >= 4 && memcmp(name + tail - 4, ".txt", 4) == 0 ? 5 : 0;
    if (text_looks_utf16(head, len))
        return 30 + named;
    if (memchr(head, 0, len))
        return 0;
    if (valid < len && !text_cut_off(head, len, valid) &&
        !text_is_gb18030(head, len, valid))
        return has_controls(head, len) ? 0 : 5 + named; /* refused, with its line */
    struct jx_str text = without_mark(head, len);
    while (text.n && memchr(" \r\n", text.p[0], 3)) {
        text.p++;
        text.n--;
    }
    if (text.n && memchr("{[", text.p[0], 2))
        return 5; /* somebody else's, unless nobody wants it */
    if (text.n &&
        (text.p[0] == '<' || memcmp(text.p, "%PDF-", text.n < 5 ? text.n : 5) == 0))
        return 0; /* what the core knows by name */
    if (only_blanks(text))
        return 10 + named;
    return (has_rows(text) ? 80 : 30) + named;
}

static void *open_text(const struct jx_host *host)
{
    static char nothing; /* readings share no state */
    (void)host;
    return &nothing;
}

static void close_text(void *self)
{
    (void)self;
}

static bool refuse(const struct jx_host *host, const struct jx_document *document,
                   size_t offset, const char *message)
{
    uint64_t line = document->first_line ? document->first_line : 1;
    for (struct jx_str rest = {document->bytes, offset}; rest.n; line++) {
        text_line(&rest);
        if (!rest.n && document->bytes[offset - 1] != '\n' &&
            document->bytes[offset - 1] != '\r')
            break;
    }
    struct jx_at at = {.line = line > UINT32_MAX ? UINT32_MAX : (uint32_t)line};
    return host->fail(host, &at, host->translate(host, message));
}

/* What stands for characters that a conversion lost: U+FFFD, what becomes of it when it is
 * converted once more, and the numbers of glyphs that pages leave behind. NULL: none. */
static const char *damage(const char *bytes, size_t len)
{
    static const char *const marks[] = {"\xef\xbf\xbd",
                                        "\xe9\x94\x9f\xe6\x96\xa4\xe6\x8b\xb7", "(cid:"};
    const char *first = NULL;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const char *at = memmem(bytes, len, marks[i], strlen(marks[i]));
        first = at && (!first || at < first) ? at : first;
    }
    return first;
}

static bool read_utf8(const struct jx_host *host, const struct jx_document *document,
                      struct jx_str text, const struct jx_sink *sink)
{
    const char *bytes = document->bytes;
    size_t len = document->len, valid = text_valid(bytes, len);
    const char *zero = memchr(bytes, 0, len), *lost = damage(bytes, len);
    if (only_blanks(text))
        return host->fail(host, NULL,
                          host->translate(host, N_("the document is empty: expected text "
                                                   "with at least one form in it")));
    if (text_looks_utf16(bytes, len))
        return refuse(host, document, 0,
                      N_("looks like UTF-16 (\"Unicode text\"): save it as UTF-8 text"));
    if (zero)
        return refuse(host, document, (size_t)(zero - bytes),
                      N_("a zero byte: this is no text but a binary file; give the text, "
                         "or name the format with --from"));
    if (valid < len)
        return refuse(
            host, document, valid,
            N_("not UTF-8 text: a byte here belongs to no character; save it as "
               "UTF-8, or give an undamaged copy"));
    if (lost)
        return refuse(
            host, document, (size_t)(lost - bytes),
            N_("characters are lost here, as in scans and wrongly converted "
               "texts: figures beside them cannot be trusted; give the document "
               "it was made from"));
    return text_rows(host, document, text, sink);
}

/* The document as UTF-8, without a mark. */
static bool decode(const struct jx_host *host, const struct jx_document *document,
                   struct jx_str *text)
{
    const char *bytes = document->bytes;
    size_t len = document->len, valid = text_valid(bytes, len);
    bool wide = len > 1 &&
                (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0);
    *text = without_mark(bytes, len);
    if (!wide && !text_is_gb18030(bytes, len, valid))
        return true;
    char *out = host->alloc(host, len + len / 2 + 4);
    if (!out)
        return host->fail(host, NULL, host->translate(host, N_("out of memory")));
    text->p = out;
    if (wide ? jx_from_utf16(bytes, len, out, &text->n)
             : jx_from_gb18030(bytes, len, out, &text->n))
        return true;
    return refuse(host, document, wide ? 0 : valid,
                  N_("neither UTF-8 nor GB18030 text: save it as UTF-8"));
}

static bool read_text(void *self, const struct jx_host *host,
                      const struct jx_document *document, const struct jx_sink *sink)
{
    (void)self;
    struct jx_document utf8 = *document;
    struct jx_str text;
    if (!decode(host, document, &text))
        return false;
    if (text.p < document->bytes || text.p > document->bytes + document->len) {
        utf8.bytes = text.p;
        utf8.len = text.n;
    }
    return read_utf8(host, &utf8, text, sink);
}

static const struct jx_reader text_reader = {
    .size = sizeof text_reader,
    .name = "text",
    .title = N_("Plain text with tables of tabs, pipes, "
                "aligned columns or one cell a line"),
    .probe = probe,
    .open = open_text,
    .read = read_text,
    .close = close_text};
static const struct jx_reader *const readers[] = {&text_reader, NULL};

JX_PLUGIN("text", "1.0", readers, NULL, NULL);
