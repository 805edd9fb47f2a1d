/* csv.c: the reader of CSV files: which text is one, and its records as rows. Encodings are
 * in encoding.c, separators and quotation marks in split.c. */
#include "encoding.h"
#include "split.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define N_(text) text

enum { CELLS = 8 << 20 };

static bool is_named(const char *name)
{
    size_t n = name ? strlen(name) : 0;
    return n > 4 && (strcasecmp(name + n - 4, ".csv") == 0 ||
                     strcasecmp(name + n - 4, ".tsv") == 0);
}

static bool is_blank(struct jx_str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (!memchr(" \t\r\n", text.p[i], 4))
            return false;
    return true;
}

/* Is every byte beyond ASCII part of a pair that GB18030 may have? */
static bool may_be_gb18030(const char *bytes, size_t len)
{
    for (size_t i = 0; i + 1 < len; i++) {
        unsigned char lead = (unsigned char)bytes[i], trail = (unsigned char)bytes[i + 1];
        if (lead < 0x80)
            continue;
        if (lead == 0x80 || lead == 0xff || trail < 0x30 || trail == 0x7f ||
            trail == 0xff)
            return false;
        i++;
    }
    return true;
}

/* Other formats of text start so. */
static bool is_other(struct jx_str text)
{
    while (text.n && memchr(" \t\r\n", text.p[0], 4)) {
        text.p++;
        text.n--;
    }
    return text.n == 0 || memchr("{[<|", text.p[0], 4) ||
           (text.n >= 5 && memcmp(text.p, "%PDF-", 5) == 0);
}

static int probe(const char *head, size_t len, const char *name)
{
    bool named = is_named(name);
    if (csv_encoding_of(head, len, false) == CSV_UTF16)
        return named ? 90 : 20;
    if (memchr(head, 0, len))
        return 0;
    size_t mark = len >= 3 && memcmp(head, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    struct jx_str text = {head + mark, len - mark};
    bool utf8 = csv_encoding_of(head, len, false) == CSV_UTF8;
    if (is_other(text) || (!utf8 && !may_be_gb18030(head, len)))
        return 0;
    char separator = csv_separator(text, len < 64 * 1024);
    struct csv_shape shape = csv_shape_of(text, separator, len < 64 * 1024);
    if (shape.split == 0 || shape.leading * 2 > shape.records)
        return named ? 40 : 0;
    bool strong = shape.records >= 2 && shape.agree * 5 >= shape.records * 3;
    if (named)
        return strong ? 95 : 60;
    if (!strong)
        return 0;
    if (separator == '\t') /* plain text has such tables too, but no quotation marks */
        return shape.quoted ? 85 : 60;
    return shape.common > 2 ? 70 : 50;
}

static void *open_csv(const struct jx_host *host)
{
    static char nothing; /* readings share no state */
    (void)host;
    return &nothing;
}

static void close_csv(void *self)
{
    (void)self;
}

static bool fail(const struct jx_host *host, uint32_t line, const char *message)
{
    struct jx_at at = {.line = line};
    return host->fail(host, line ? &at : NULL, host->translate(host, message));
}

/* "sep=;" on the first line, as some spreadsheets write it, is taken off the text. */
static char told_separator(struct csv_split *split)
{
    char *p = split->next, separator;
    if (split->end - p < 5 || strncasecmp(p, "sep=", 4) != 0 || !strchr(",;\t", p[4]) ||
        (split->end - p > 5 && p[5] != '\r' && p[5] != '\n'))
        return 0;
    separator = p[4];
    p += 5;
    p += p < split->end && *p == '\r';
    p += p < split->end && *p == '\n';
    split->next = p;
    split->line = 2;
    return separator;
}

struct reading {
    const struct jx_host *host;
    const struct jx_sink *sink;
    struct jx_str *fields;
    struct jx_table_cell *cells;
    size_t given;    /* cells */
    unsigned blanks; /* blank records in a row */
};

/* Trailing blank fields are left out; two or more blank records end a table. */
static bool give(struct reading *r, size_t count, uint32_t line)
{
    while (count && is_blank(r->fields[count - 1]))
        count--;
    if (count == 0)
        return ++r->blanks != 2 || r->sink->table_end(r->sink);
    r->blanks = 0;
    r->given += count;
    if (r->given > CELLS)
        return fail(r->host, line,
                    N_("more than 8 million cells: give the forms in smaller files"));
    for (size_t i = 0; i < count; i++)
        r->cells[i] = (struct jx_table_cell){.text = r->fields[i],
                                             .at = {line, (uint16_t)(i + 1), 0},
                                             .column = (uint16_t)i,
                                             .span = 1,
                                             .kind = JX_TEXT};
    struct jx_row row = {r->cells, count, JX_ROW_GRID};
    return r->sink->row(r->sink, &row);
}

static bool read_records(struct reading *r, struct csv_split *split)
{
    for (;;) {
        size_t count;
        uint32_t line = split->line;
        switch (csv_next(split, r->fields, &count)) {
        case CSV_END: return r->sink->table_end(r->sink);
        case CSV_UNCLOSED:
            return fail(r->host, split->line,
                        N_("a quotation mark that opens here is never closed: the file "
                           "is cut off, or the mark is to be doubled"));
        case CSV_TOO_MANY:
            return fail(r->host, line,
                        N_("more than 16384 fields: this is no table of a "
                           "form"));
        case CSV_RECORD: break;
        }
        if (!give(r, count, line))
            return false;
    }
}

static bool read_csv(void *self, const struct jx_host *host,
                     const struct jx_document *document, const struct jx_sink *sink)
{
    (void)self;
    char *text;
    size_t len;
    struct reading r = {.host = host, .sink = sink};
    if (!csv_decode(host, document, &text, &len))
        return false;
    if (memchr(text, 0, len))
        return fail(host, 0, N_("zero bytes in it: this is no text but a binary file"));
    struct csv_split split = {text, text + len, 1, 0};
    split.separator = told_separator(&split);
    if (!split.separator)
        split.separator = csv_separator((struct jx_str){text, len}, true);
    r.fields = host->alloc(host, CSV_FIELDS * sizeof *r.fields);
    r.cells = host->alloc(host, CSV_FIELDS * sizeof *r.cells);
    if (!r.fields || !r.cells)
        return fail(host, 0, N_("out of memory"));
    return read_records(&r, &split);
}

static const struct jx_reader csv_reader = {.size = sizeof csv_reader,
                                            .name = "csv",
                                            .title =
                                                N_("CSV with commas, tabs or semicolons"),
                                            .probe = probe,
                                            .open = open_csv,
                                            .read = read_csv,
                                            .close = close_csv};
static const struct jx_reader *const readers[] = {&csv_reader, NULL};

JX_PLUGIN("csv", "1.0", readers, NULL, NULL);
