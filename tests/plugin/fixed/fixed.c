/* fixed.c: a reader for text in columns of fixed width, as older systems export it:
 *
 *     FIXED FORM REGION YEAR CODE NAME
 *     ==== ========== ==== …           how wide the ten columns of an indicator are
 *     产出 数量指标   …                 one indicator a line
 *     (an empty line ends the form)
 *
 * Widths are columns of a terminal: a Chinese character takes two. A worked example of a
 * reader that hands over whole records; see include/README.md. */
#include <jixiao/plugin.h>

#include <string.h>

enum { ROWS = 500 };

/* What open gives and the other functions get: the state of one reading thread. */
struct reader {
    size_t width[JX_IND_COUNT]; /* of the ruler's columns, the blank behind included */
    struct jx_indicator rows[ROWS];
    struct jx_record record;
    bool in_form, has_ruler;
};

static bool starts(struct jx_str line, const char *word)
{
    size_t n = strlen(word);
    return line.n >= n && memcmp(line.p, word, n) == 0;
}

static struct jx_str trim(struct jx_str text)
{
    while (text.n && text.p[0] == ' ')
        text.p++, text.n--;
    while (text.n && (text.p[text.n - 1] == ' ' || text.p[text.n - 1] == '\r'))
        text.n--;
    return text;
}

/* Takes the first word off the text. */
static struct jx_str word(struct jx_str *text)
{
    *text = trim(*text);
    const char *blank = text->n ? memchr(text->p, ' ', text->n) : NULL;
    struct jx_str first = {text->p, blank ? (size_t)(blank - text->p) : text->n};
    text->p += first.n;
    text->n -= first.n;
    return first;
}

/* Bytes of the UTF-8 character that starts the text. */
static size_t character(struct jx_str text)
{
    size_t n = 1;
    while (n < text.n && ((unsigned char)text.p[n] & 0xC0) == 0x80)
        n++;
    return n;
}

/* Takes `width` columns off the text, measured by the host. */
static struct jx_str cut(const struct jx_host *host, struct jx_str *text, size_t width)
{
    struct jx_str piece = {text->p, 0};
    while (text->n && width) {
        struct jx_str one = {text->p, character(*text)};
        size_t columns = host->columns(host, one);
        width -= columns < width ? columns : width;
        piece.n += one.n;
        text->p += one.n;
        text->n -= one.n;
    }
    return trim(piece);
}

static struct jx_cell cell(struct jx_str text, uint32_t line)
{
    struct jx_cell filled = {.text = text, .at = {.line = line}, .kind = JX_TEXT};
    return filled;
}

static void begin(struct reader *reader, struct jx_str line, uint32_t number)
{
    static const int keys[] = {JX_REC_FORM, JX_REC_REGION, JX_REC_YEAR, JX_REC_CODE};
    memset(&reader->record, 0, sizeof reader->record);
    word(&line);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        reader->record.cell[keys[i]] = cell(word(&line), number);
    reader->record.cell[JX_REC_NAME] = cell(trim(line), number);
    reader->record.indicators = reader->rows;
    reader->record.has_indicators = true;
    reader->in_form = true;
    reader->has_ruler = false;
}

/* The record lives only until `record` returns: the core copies what it keeps. */
static bool end(struct reader *reader, const struct jx_sink *sink)
{
    bool ok = !reader->in_form || sink->record(sink, &reader->record);
    reader->in_form = false;
    return ok;
}

/* The last column goes to the end of the line. */
static bool read_ruler(struct reader *reader, struct jx_str line)
{
    size_t column = 0;
    while (line.n && column < JX_IND_COUNT) {
        size_t marks = word(&line).n, blanks = 0;
        while (blanks < line.n && line.p[blanks] == ' ')
            blanks++;
        reader->width[column++] = marks + blanks;
    }
    reader->width[JX_IND_COUNT - 1] = SIZE_MAX;
    return reader->has_ruler = column == JX_IND_COUNT;
}

static bool read_row(struct reader *reader, const struct jx_host *host,
                     struct jx_str line, uint32_t number)
{
    if (reader->record.indicator_count == ROWS)
        return false;
    struct jx_indicator *row = &reader->rows[reader->record.indicator_count++];
    for (int key = 0; key < JX_IND_COUNT; key++)
        row->cell[key] = cell(cut(host, &line, reader->width[key]), number);
    return true;
}

/* false: stop, either because the sink says so or because of host->fail. */
static bool read_line(struct reader *reader, const struct jx_host *host,
                      const struct jx_sink *sink, struct jx_str line, uint32_t number)
{
    struct jx_at at = {.line = number};
    if (starts(line, "FIXED ")) {
        if (!end(reader, sink))
            return false;
        begin(reader, line, number);
        return true;
    }
    if (!trim(line).n)
        return end(reader, sink);
    if (!reader->in_form) /* this line is lost, the forms behind it are not */
        return sink->trouble(sink, at, 0, "a line outside forms: FIXED begins one");
    if (!reader->has_ruler)
        return read_ruler(reader, line) ||
               host->fail(
                   host, &at,
                   "the ruler has too few columns: ten groups of '=' are expected");
    return read_row(reader, host, line, number) ||
           host->fail(host, &at, "more than 500 indicators in one form");
}

static int probe(const char *head, size_t len, const char *name)
{
    (void)name; /* the content says enough */
    struct jx_str text = {head, len};
    return starts(text, "FIXED ") ? 100 : 0;
}

static void *open_reader(const struct jx_host *host)
{
    return host->alloc(host, sizeof(struct reader)); /* the host frees it */
}

static bool read_document(void *self, const struct jx_host *host,
                          const struct jx_document *document, const struct jx_sink *sink)
{
    struct reader *reader = self;
    uint32_t number = (uint32_t)document->first_line;
    for (size_t i = 0; i < document->len; number++) {
        const char *start = document->bytes + i;
        const char *stop = memchr(start, '\n', document->len - i);
        struct jx_str line = {start, stop ? (size_t)(stop - start) : document->len - i};
        if (!read_line(reader, host, sink, line, number))
            return false;
        i += line.n + 1;
    }
    return end(reader, sink);
}

static void close_reader(void *self)
{
    (void)self;
}

static const struct jx_reader fixed = {
    .size = sizeof fixed,
    .name = "fixed",
    .title = "text in columns of fixed width",
    .probe = probe,
    .open = open_reader,
    .read = read_document,
    .close = close_reader,
};
static const struct jx_reader *const readers[] = {&fixed, NULL};

JX_PLUGIN("fixed", "1.0.0", readers, NULL, NULL);
