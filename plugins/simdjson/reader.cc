/* reader.cc: the reader "ndjson" on libsimdjson, for records that are as they should be.
 *
 * What is wrong or only unusual in a line is not judged here: the line is handed to the
 * reader behind this one, which says what it says anyway. So there is one set of errors,
 * and this file holds no rule about records. */
#include "keys.h"

#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <string_view>

#define SIMDJSON_EXCEPTIONS 0
#include <simdjson.h>

#define N_(text) text

namespace od = simdjson::ondemand;

namespace
{
constexpr size_t room_behind = simdjson::SIMDJSON_PADDING; /* that it may look into */
static_assert(simdjson::SIMDJSON_PADDING <= JX_DOCUMENT_PADDING, "room behind a chunk");

/* Rows that grow once and are used for every record; who adds one fills it. */
template <typename Row> struct Rows {
    Row *list = nullptr;
    size_t count = 0, capacity = 0;

    ~Rows()
    {
        std::free(list);
    }
    Row *add()
    {
        if (count == capacity) {
            size_t more = capacity ? 2 * capacity : 32;
            void *moved = std::realloc(list, more * sizeof(Row));
            if (!moved)
                return nullptr;
            list = static_cast<Row *>(moved);
            capacity = more;
        }
        return &list[count++];
    }
};

/* simdjson finds where the tokens of a line begin, that its texts end, hold no control
 * characters and are UTF-8. The tokens of a record are few enough to be read from there. */
struct Reader {
    simdjson::dom::parser parser;
    od::parser unescaper;
    std::unique_ptr<char[]>
        unescaped; /* texts of the line that were written with escapes */
    char *unescaped_end = nullptr;
    size_t capacity = 0;
    const char *line = nullptr;
    const uint32_t *next = nullptr, *end = nullptr; /* where tokens begin */
    Rows<jx_funds> sources;
    Rows<jx_indicator> indicators;
    jx_record record{};
    jx_at at{};
    bool escapes = false; /* a backslash somewhere in the line */
};

/* Takes the next token if it begins so. */
bool take(Reader &reader, char c)
{
    bool is = reader.next < reader.end && reader.line[*reader.next] == c;
    reader.next += is;
    return is;
}

/* ---- cells ---- */

bool digits(const char *&at, const char *end)
{
    const char *from = at;
    while (at < end && *at >= '0' && *at <= '9')
        at++;
    return at > from;
}

/* A number of RFC 8259, no longer than any reader takes. */
bool is_number(std::string_view text)
{
    const char *at = text.data(), *end = at + text.size();
    constexpr size_t longest = 400;
    if (at < end && *at == '-')
        at++;
    const char *first = at;
    if (text.size() > longest || !digits(at, end) || (*first == '0' && at - first > 1))
        return false;
    if (at < end && *at == '.' && !digits(++at, end))
        return false;
    if (at < end && (*at == 'e' || *at == 'E')) {
        at++;
        if (at < end && (*at == '+' || *at == '-'))
            at++;
        if (!digits(at, end))
            return false;
    }
    return at == end;
}

/* Unescaped text that others might refuse: NUL, or half a surrogate pair. */
bool doubtful(std::string_view text)
{
    for (size_t i = 0; i < text.size(); i++) {
        auto c = static_cast<unsigned char>(text[i]);
        if (c == 0 || (c == 0xed && i + 1 < text.size() &&
                       static_cast<unsigned char>(text[i + 1]) >= 0xa0))
            return true;
    }
    return false;
}

/* Puts what its escapes stand for into a text; behind it is a quote. */
bool unescape(Reader &reader, std::string_view &text)
{
    if (!std::memchr(text.data(), '\\', text.size()))
        return true;
    od::raw_json_string raw(reinterpret_cast<const uint8_t *>(text.data()));
    auto *to = reinterpret_cast<uint8_t *>(reader.unescaped_end);
    if (reader.unescaper.unescape(raw, to).get(text) || doubtful(text))
        return false;
    reader.unescaped_end = reinterpret_cast<char *>(to);
    return true;
}

/* A text, a number or null; another token stands behind it. */
bool read_cell(Reader &reader, jx_cell &cell)
{
    const char *from = reader.line + reader.next[0], *to = reader.line + reader.next[1];
    reader.next++;
    while (to[-1] == ' ' || to[-1] == '\t' || to[-1] == '\r')
        to--;
    std::string_view token(from, static_cast<size_t>(to - from));
    uint8_t kind = JX_TEXT;
    if (*from == '"') {
        token = token.substr(1, token.size() - 2);
        if (reader.escapes && !unescape(reader, token))
            return false;
    } else if (token == "null") {
        token = {};
    } else {
        kind = JX_NUMBER;
        if (!is_number(token))
            return false;
    }
    cell = jx_cell{{token.data(), token.size()}, reader.at, kind};
    return true;
}

/* ---- objects ---- */

/* Calls `read` with the index of every member's key, which comes once; `seen` tells which
 * did. Key, colon, value and what is behind them are four tokens at least. */
template <typename Read>
bool each_member(Reader &reader, const Key *keys, int count, uint32_t &seen, Read read)
{
    seen = 0;
    if (!take(reader, '{'))
        return false;
    if (take(reader, '}'))
        return true;
    for (int next = 0;; next++) {
        if (reader.end - reader.next < 4 || reader.line[reader.next[0]] != '"' ||
            reader.line[reader.next[1]] != ':')
            return false;
        next = find_key(keys, count, reader.line + reader.next[0] + 1, next);
        if (next < 0 || seen >> next & 1)
            return false;
        seen |= uint32_t{1} << next;
        reader.next += 2;
        if (!read(next))
            return false;
        if (!take(reader, ','))
            return take(reader, '}');
    }
}

/* A row of cells; those that the line does not name are absent. */
bool read_row(Reader &reader, const Key *keys, int count, jx_cell *cells)
{
    uint32_t seen;
    if (!each_member(reader, keys, count, seen,
                     [&](int key) { return read_cell(reader, cells[key]); }))
        return false;
    for (int key = 0; key < count; key++)
        if (!(seen >> key & 1))
            cells[key] = jx_cell{};
    return true;
}

/* Calls `read` for every element. */
template <typename Read> bool each_element(Reader &reader, Read read)
{
    if (!take(reader, '['))
        return false;
    if (take(reader, ']'))
        return true;
    do {
        if (!read())
            return false;
    } while (take(reader, ','));
    return take(reader, ']');
}

bool read_sources(Reader &reader)
{
    return each_element(reader, [&] {
        jx_funds *funds = reader.sources.add();
        return funds && read_row(reader, fund_keys, JX_FUND_COUNT, funds->cell);
    });
}

bool read_budget(Reader &reader)
{
    jx_budget &budget = reader.record.budget;
    uint32_t seen;
    budget.present = true;
    return each_member(reader, fund_keys, FUND_KEYS, seen, [&](int key) {
        return key == PART_SOURCES ? read_sources(reader)
                                   : read_cell(reader, budget.total.cell[key]);
    });
}

bool read_indicators(Reader &reader)
{
    reader.record.has_indicators = true;
    return each_element(reader, [&] {
        jx_indicator *indicator = reader.indicators.add();
        return indicator && read_row(reader, ind_keys, JX_IND_COUNT, indicator->cell);
    });
}

/* An object with no key of a record is no record. */
bool read_members(Reader &reader)
{
    uint32_t seen;
    return each_member(reader, record_keys, RECORD_KEYS, seen,
                       [&](int key) {
                           if (key == PART_BUDGET)
                               return read_budget(reader);
                           if (key == PART_INDICATORS)
                               return read_indicators(reader);
                           return read_cell(reader, reader.record.cell[key]);
                       }) &&
           seen && reader.next == reader.end;
}

/* Room for the tokens and unescaped texts of a line; it grows by doubling. */
bool reserve(Reader &reader, size_t len)
{
    if (len <= reader.capacity)
        return true;
    size_t capacity = len < 16 * 1024 ? 16 * 1024 : 2 * len;
    reader.unescaped.reset(new (std::nothrow) char[capacity + room_behind]);
    reader.capacity =
        reader.unescaped && !reader.parser.allocate(capacity) ? capacity : 0;
    return reader.capacity != 0;
}

/* Finds the tokens of a line. */
bool find_tokens(Reader &reader, const char *line, size_t len)
{
    if (!len || !reserve(reader, len))
        return false;
    auto &tokens = *reader.parser.implementation;
    auto *bytes = reinterpret_cast<const uint8_t *>(line);
    if (tokens.stage1(bytes, len, simdjson::stage1_mode::regular))
        return false;
    reader.line = line;
    reader.next = tokens.structural_indexes.get();
    reader.end = reader.next + tokens.n_structural_indexes;
    reader.escapes = std::memchr(line, '\\', len) != nullptr;
    reader.unescaped_end = reader.unescaped.get();
    return true;
}

/* One line as a record; false: the reader behind shall look at it. */
bool read_line(Reader &reader, const char *line, size_t len, const char *file)
{
    reader.record = jx_record{};
    reader.sources.count = reader.indicators.count = 0;
    if (!find_tokens(reader, line, len) || !read_members(reader))
        return false;
    jx_record &record = reader.record;
    record.file = file;
    record.budget.sources = reader.sources.list;
    record.budget.source_count = reader.sources.count;
    record.indicators = reader.indicators.list;
    record.indicator_count = reader.indicators.count;
    return true;
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

bool read_behind(const jx_host *host, const jx_document *document, const char *line,
                 size_t len, uint64_t number, const jx_sink *sink)
{
    jx_document part = *document;
    part.bytes = line;
    part.len = len;
    part.first_line = number;
    part.offset = document->offset + static_cast<uint64_t>(line - document->bytes);
    return host->behind(host, &part, sink);
}

bool reader_read(void *self, const jx_host *host, const jx_document *document,
                 const jx_sink *sink)
{
    Reader &reader = *static_cast<Reader *>(self);
    const char *at = document->bytes, *end = at + document->len;
    uint64_t number = document->first_line;
    for (; at < end; number++) {
        auto *stop = static_cast<const char *>(
            std::memchr(at, '\n', static_cast<size_t>(end - at)));
        size_t len = static_cast<size_t>((stop ? stop : end) - at);
        reader.at.line = static_cast<uint32_t>(number);
        bool plain = number < INT32_MAX && len <= JX_LINE_MAX &&
                     read_line(reader, at, len, document->name);
        if (plain ? !sink->record(sink, &reader.record)
                  : !read_behind(host, document, at, len, number, sink))
            return false;
        at += len + 1;
    }
    return true;
}

/* Which documents are such lines is said by the reader behind. */
int reader_probe(const char *, size_t, const char *)
{
    return 0;
}

const jx_reader fast_reader = {
    sizeof(jx_reader), JX_READER_LINES,
    "ndjson",          N_("records as JSON, one object a line, on simdjson"),
    reader_probe,      reader_open,
    reader_read,       reader_close};
const jx_reader *const readers[] = {&fast_reader, nullptr};
} /* namespace */

JX_PLUGIN("simdjson", "1.0", readers, nullptr, nullptr);
