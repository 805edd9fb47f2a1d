/* reader.cc: the reader "ndjson" on libsimdjson, for records that are as they should be.
 *
 * What is wrong or only unusual in a line is not judged here: the line is handed to the
 * reader behind this one, which says what it says anyway. So there is one set of errors,
 * and this file holds no rule about records. */
#include "rows.h"

#include <cstring>
#include <memory>
#include <new>

#define N_(text) text

namespace
{
constexpr size_t usual_stretch = 16 * 1024; /* of lines whose tokens are found at once */
constexpr size_t room_behind = simdjson::SIMDJSON_PADDING; /* that it may look into */
static_assert(simdjson::SIMDJSON_PADDING <= JX_DOCUMENT_PADDING, "room behind a chunk");

/* Room for the tokens of a stretch and unescaped texts of a line; it grows by doubling. */
bool reserve(Reader &reader, size_t len)
{
    if (len <= reader.capacity)
        return true;
    size_t capacity = len < usual_stretch ? usual_stretch : 2 * len;
    reader.unescaped.reset(new (std::nothrow) char[capacity + room_behind]);
    reader.capacity =
        reader.unescaped && !reader.parser.allocate(capacity) ? capacity : 0;
    return reader.capacity != 0;
}

/* Finds the tokens of a stretch of lines; null where one of them is not as it should be. */
Tokens find_tokens(Reader &reader, const char *bytes, size_t len)
{
    if (!len || !reserve(reader, len))
        return nullptr;
    auto &found = *reader.parser.implementation;
    auto *from = reinterpret_cast<const uint8_t *>(bytes);
    if (found.stage1(from, len, simdjson::stage1_mode::regular))
        return nullptr;
    Tokens first = found.structural_indexes.get(),
           end = first + found.n_structural_indexes;
    return end[0] == len && end[1] == len ? first : nullptr;
}

/* One line as a record. */
Tokens read_line(Reader &reader, const Line &line, Tokens next, const char *file)
{
    jx_record &record = reader.record;
    record = jx_record{};
    reader.sources.count = reader.indicators.count = 0;
    reader.unescaped_end = reader.unescaped.get();
    next = read_members(reader, line, next);
    record.file = file;
    record.budget.sources = reader.sources.list;
    record.budget.source_count = reader.sources.count;
    record.indicators = reader.indicators.list;
    record.indicator_count = reader.indicators.count;
    return next;
}

/* ---- the reader ---- */

void *reader_open(const jx_host *host)
{
    std::unique_ptr<Reader> reader(new (std::nothrow) Reader);
    if (reader && !reader->unescaper.allocate(room_behind))
        return reader.release();
    host->fail(host, nullptr, N_("not enough memory"));
    return nullptr;
}

void reader_close(void *self)
{
    delete static_cast<Reader *>(self);
}

/* What a document is read with, and the line to be read next. */
struct Reading {
    const jx_host *host;
    const jx_document *document;
    const jx_sink *sink;
    const char *at;
    uint64_t number;
};

bool read_behind(const Reading &reading, size_t len)
{
    jx_document part = *reading.document;
    part.bytes = reading.at;
    part.len = len;
    part.first_line = reading.number;
    part.line_ends = nullptr;
    part.offset += static_cast<uint64_t>(reading.at - reading.document->bytes);
    return reading.host->behind(reading.host, &part, reading.sink);
}

/* The first such byte, or the end. */
const char *find(char byte, const char *at, const char *end)
{
    auto *found = std::memchr(at, byte, static_cast<size_t>(end - at));
    return found ? static_cast<const char *>(found) : end;
}

const char *line_end(const Reading &reading, const char *end)
{
    const jx_document *document = reading.document;
    bool known = JX_HAS(document, line_ends) && document->line_ends;
    return known ? document->bytes +
                       document->line_ends[reading.number - document->first_line]
                 : find('\n', reading.at, end);
}

/* Reads the lines up to `end`, where a line ends, from their tokens. A record is one that
 * ends in its line; where it goes on in the next, or another follows, the line is none. */
bool read_stretch(Reader &reader, Reading &reading, Tokens next, const char *end)
{
    const char *from = reading.at, *escape = from;
    for (const char *stop; reading.at <= end; reading.at = stop + 1, reading.number++) {
        stop = line_end(reading, end);
        if (escape <= reading.at)
            escape = find('\\', reading.at, end);
        Line line(from, escape, reading.number);
        Tokens behind =
            next ? read_line(reader, line, next, reading.document->name) : nullptr;
        bool whole = behind && from + behind[-1] < stop && from + *behind >= stop;
        if (whole ? !reading.sink->record(reading.sink, &reader.record)
                  : !read_behind(reading, static_cast<size_t>(stop - reading.at)))
            return false;
        next = whole ? behind : next;
        while (next && from + *next < stop)
            next++;
    }
    return true;
}

/* Where the lines end whose tokens are found at once: some, or a single one. */
const char *stretch_end(const Reading &reading, const char *end)
{
    if (static_cast<size_t>(end - reading.at) <= usual_stretch)
        return end;
    auto *last = memrchr(reading.at, '\n', usual_stretch);
    return last ? static_cast<const char *>(last) : line_end(reading, end);
}

bool reader_read(void *self, const jx_host *host, const jx_document *document,
                 const jx_sink *sink)
{
    Reader &reader = *static_cast<Reader *>(self);
    Reading reading = {host, document, sink, document->bytes, document->first_line};
    const char *end = document->bytes + document->len;
    const char *alone = nullptr; /* up to there, each line is */
    if (document->len && end[-1] == '\n')
        end--;
    while (document->len && reading.at <= end) {
        bool single = alone && reading.at <= alone;
        const char *stop = single ? line_end(reading, end) : stretch_end(reading, end);
        size_t len = static_cast<size_t>(stop - reading.at);
        bool usual = reading.number + len < INT32_MAX && len <= JX_LINE_MAX;
        Tokens next = usual ? find_tokens(reader, reading.at, len) : nullptr;
        if (!next && !single)
            alone = stop;
        else if (!read_stretch(reader, reading, next, stop))
            return false;
    }
    return true;
}

/* Which documents are such lines is said by the reader behind. */
int reader_probe(const char *, size_t, const char *)
{
    return 0;
}

const jx_reader fast_reader = {
    sizeof(jx_reader), JX_READER_LINES | JX_READER_PLAIN,
    "ndjson",          N_("records as JSON, one object a line, on simdjson"),
    reader_probe,      reader_open,
    reader_read,       reader_close};
const jx_reader *const readers[] = {&fast_reader, nullptr};
} /* namespace */

JX_PLUGIN("simdjson", "1.0", readers, nullptr, nullptr);
