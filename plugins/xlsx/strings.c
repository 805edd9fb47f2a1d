/* strings.c: shared and inline strings: rich text joined, phonetic guides left out. */
#include "book.h"

#include <stdlib.h>
#include <string.h>

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "_x000D_" at text.p: the character it stands for, or -1. */
static long escaped(struct jx_str text)
{
    long value = 0;
    if (text.n < 7 || text.p[1] != 'x' || text.p[6] != '_')
        return -1;
    for (int i = 2; i < 6; i++) {
        if (hex(text.p[i]) < 0)
            return -1;
        value = value * 16 + hex(text.p[i]);
    }
    return value;
}

static void add_raw(struct ooxml_buffer *out, struct jx_str text)
{
    while (text.n) {
        const char *at = memchr(text.p, '_', text.n);
        size_t n = at ? (size_t)(at - text.p) : text.n;
        ooxml_buffer_add(out, text.p, n);
        text.p += n;
        text.n -= n;
        if (!at)
            return;
        long c = escaped(text);
        size_t step = c >= 0 ? 7 : 1;
        if (c < 0)
            ooxml_buffer_add(out, "_", 1);
        else if (c > 0)
            ooxml_buffer_put(out, (uint32_t)c);
        text.p += step;
        text.n -= step;
    }
}

void xlsx_text_add(struct ooxml_buffer *out, struct jx_str text)
{
    size_t from = out->n, kept = from;
    add_raw(out, text);
    if (out->failed || out->n == from || !memchr(out->p + from, '\r', out->n - from))
        return;
    for (size_t i = from; i < out->n; i++) {
        bool pair = out->p[i] == '\r' && i + 1 < out->n && out->p[i + 1] == '\n';
        if (!pair)
            out->p[kept++] = out->p[i] == '\r' ? '\n' : out->p[i];
    }
    out->n = kept;
}

bool xlsx_text_read(struct ooxml_xml *xml, struct ooxml_buffer *out)
{
    struct ooxml_buffer raw = {0};
    bool ok = true, taking = false;
    for (unsigned depth = 1; ok && depth;) {
        enum ooxml_event event = ooxml_next(xml);
        ok = event > OOXML_DONE;
        if (event == OOXML_TEXT && taking)
            ooxml_buffer_add(&raw, xml->text.p, xml->text.n);
        depth += event == OOXML_OPEN;
        depth -= event == OOXML_CLOSE;
        if (event == OOXML_OPEN && ooxml_is(xml, OOXML_SHEET, "rPh")) {
            ok = ooxml_skip(xml);
            depth--;
        } else if (event == OOXML_OPEN || event == OOXML_CLOSE) {
            taking = event == OOXML_OPEN && ooxml_is(xml, OOXML_SHEET, "t");
        }
    }
    xlsx_text_add(out, (struct jx_str){raw.p, raw.n});
    out->failed |= raw.failed;
    ooxml_buffer_free(&raw);
    return ok;
}

static bool add_string(struct xlsx_book *book, struct ooxml_xml *xml)
{
    struct xlsx_strings *s = &book->strings;
    size_t *ends = ooxml_grow(s->ends, s->count, &s->capacity, sizeof *ends);
    if (!ends)
        return ooxml_fail(book->host, N_("out of memory"));
    s->ends = ends;
    if (!xlsx_text_read(xml, &s->text))
        return false;
    if (s->text.failed)
        return ooxml_fail(book->host, N_("out of memory"));
    ends[s->count++] = s->text.n;
    return true;
}

bool xlsx_strings_read(struct xlsx_book *book, const char *part)
{
    struct ooxml_xml xml;
    enum ooxml_event event = OOXML_FAILED;
    bool ok = ooxml_xml_open(&xml, &book->package, part);
    while (ok && (event = ooxml_next(&xml)) > OOXML_DONE)
        if (event == OOXML_OPEN && ooxml_is(&xml, OOXML_SHEET, "si"))
            ok = add_string(book, &xml);
    ooxml_xml_close(&xml);
    return ok && event == OOXML_DONE;
}
