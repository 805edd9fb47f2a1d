/* reader.cc: the reader "ndjson" on libsimdjson, for records that are as they should be.
 *
 * What is wrong or only unusual in a line is not judged here: the line is handed to the
 * reader behind this one, which says what it says anyway. So there is one set of errors,
 * and this file holds no rule about records but the names of their keys. */
#include "jixiao/plugin.h"

#include <cstdlib>
#include <cstring>
#include <new>
#include <string_view>
#include <utility>

#define SIMDJSON_EXCEPTIONS 0
#include <simdjson.h>

#define N_(text) text

namespace od = simdjson::ondemand;

namespace
{
constexpr bool little_endian = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__;
static_assert(simdjson::SIMDJSON_PADDING <= JX_DOCUMENT_PADDING, "room behind a chunk");

/* A key with its closing quote as two words, for one look at the bytes of a line. */
struct Key {
    uint64_t word[2], mask[2];
};
template <size_t size> constexpr Key KEY(const char (&text)[size])
{
    static_assert(size <= 16, "a key of more than 15 letters");
    Key key{};
    for (size_t i = 0; i < size; i++) {
        auto c = static_cast<unsigned char>(i + 1 < size ? text[i] : '"');
        unsigned place = 8 * (little_endian ? i % 8 : 7 - i % 8);
        key.word[i / 8] |= static_cast<uint64_t>(c) << place;
        key.mask[i / 8] |= static_cast<uint64_t>(0xff) << place;
    }
    return key;
}

/* In the order of enum jx_record_key and so on; behind them the parts. */
enum { PART_BUDGET = JX_REC_COUNT, PART_INDICATORS, RECORD_KEYS };
enum { PART_SOURCES = JX_FUND_COUNT, FUND_KEYS };
constexpr Key record_keys[RECORD_KEYS] = {
    KEY("form"),           KEY("region"),     KEY("year"),     KEY("code"),
    KEY("name"),           KEY("department"), KEY("unit"),     KEY("reported_weight"),
    KEY("reported_total"), KEY("conclusion"), KEY("problems"), KEY("measures"),
    KEY("budget"),         KEY("indicators")};
constexpr Key fund_keys[FUND_KEYS] = {
    KEY("name"),   KEY("initial"),        KEY("adjusted"), KEY("executed"), KEY("rate"),
    KEY("weight"), KEY("reported_score"), KEY("reason"),   KEY("sources")};
constexpr Key ind_keys[JX_IND_COUNT] = {
    KEY("level1"), KEY("level2"), KEY("name"),   KEY("nature"),         KEY("target"),
    KEY("unit"),   KEY("actual"), KEY("weight"), KEY("reported_score"), KEY("reason")};

/* Rows that grow once and are used for every record. */
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
        std::memset(&list[count], 0, sizeof(Row));
        return &list[count++];
    }
};

struct Reader {
    od::parser parser;
    Rows<jx_funds> sources;
    Rows<jx_indicator> indicators;
    jx_record record{};
    jx_at at{};
    bool escapes = false; /* a backslash somewhere in the line */
};

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

/* Without escapes a text stands in the line as it is; simdjson has found its ends. */
bool read_cell(const Reader &reader, od::value &value, jx_cell &cell)
{
    std::string_view token = value.raw_json_token();
    while (!token.empty() && (token.back() == ' ' || token.back() == '\t' ||
                              token.back() == '\r' || token.back() == '\n'))
        token.remove_suffix(1);
    if (token.empty() || cell.kind != JX_ABSENT) /* the same key twice */
        return false;
    cell.at = reader.at;
    cell.kind = JX_TEXT;
    if (token[0] == '"' && reader.escapes) {
        if (value.get_string().get(token) || doubtful(token))
            return false;
    } else if (token[0] == '"') {
        od::raw_json_string taken; /* a skipped one could be taken for a key */
        if (value.get_raw_json_string().get(taken))
            return false;
        token = token.substr(1, token.size() - 2);
    } else if (token == "null") {
        token = {};
    } else {
        cell.kind = JX_NUMBER;
        if (!is_number(token))
            return false;
    }
    cell.text = {token.data(), token.size()};
    return true;
}

/* ---- objects ---- */

/* The index of a key, or -1; keys mostly come in their order, so `next` is tried first. */
int find_key(const Key *keys, int count, const char *raw, int next)
{
    uint64_t word[2]; /* behind every line there is room for as much */
    std::memcpy(word, raw, sizeof word);
    auto is = [&](const Key &key) {
        return (((word[0] ^ key.word[0]) & key.mask[0]) |
                ((word[1] ^ key.word[1]) & key.mask[1])) == 0;
    };
    if (next < count && is(keys[next]))
        return next;
    for (int i = 0; i < count; i++)
        if (is(keys[i]))
            return i;
    return -1;
}

/* Calls `take` with the index of every member's key. */
template <typename Take>
bool each_member(od::object &object, const Key *keys, int count, Take take)
{
    int next = 0;
    for (auto member : object) {
        od::field field;
        if (std::move(member).get(field))
            return false;
        int key = find_key(keys, count, field.key().raw(), next);
        if (key < 0 || !take(key, field.value()))
            return false;
        next = key + 1;
    }
    return true;
}

bool read_row(const Reader &reader, od::value value, const Key *keys, int count,
              jx_cell *cells)
{
    od::object object;
    return !value.get_object().get(object) &&
           each_member(object, keys, count, [&](int key, od::value member) {
               return read_cell(reader, member, cells[key]);
           });
}

bool read_sources(Reader &reader, od::value value)
{
    od::array array;
    if (value.get_array().get(array))
        return false;
    for (auto element : array) {
        od::value row;
        jx_funds *funds = reader.sources.add();
        if (std::move(element).get(row) || !funds ||
            !read_row(reader, row, fund_keys, JX_FUND_COUNT, funds->cell))
            return false;
    }
    return true;
}

bool read_budget(Reader &reader, od::value value)
{
    od::object object;
    jx_budget &budget = reader.record.budget;
    bool sources = false;
    if (budget.present || value.get_object().get(object))
        return false;
    budget.present = true;
    return each_member(object, fund_keys, FUND_KEYS, [&](int key, od::value member) {
        if (key != PART_SOURCES)
            return read_cell(reader, member, budget.total.cell[key]);
        bool twice = sources;
        sources = true;
        return !twice && read_sources(reader, member);
    });
}

bool read_indicators(Reader &reader, od::value value)
{
    od::array array;
    if (reader.record.has_indicators || value.get_array().get(array))
        return false;
    reader.record.has_indicators = true;
    for (auto element : array) {
        od::value row;
        jx_indicator *indicator = reader.indicators.add();
        if (std::move(element).get(row) || !indicator ||
            !read_row(reader, row, ind_keys, JX_IND_COUNT, indicator->cell))
            return false;
    }
    return true;
}

bool read_members(Reader &reader, od::object &object)
{
    return each_member(object, record_keys, RECORD_KEYS, [&](int key, od::value member) {
        if (key == PART_BUDGET)
            return read_budget(reader, member);
        if (key == PART_INDICATORS)
            return read_indicators(reader, member);
        return read_cell(reader, member, reader.record.cell[key]);
    });
}

/* One line as a record; false: the reader behind shall look at it. */
bool read_line(Reader &reader, const char *line, size_t len, const char *file)
{
    od::document document;
    od::object object;
    reader.record = jx_record{};
    reader.sources.count = reader.indicators.count = 0;
    reader.escapes = std::memchr(line, '\\', len) != nullptr;
    simdjson::padded_string_view text(line, len, len + simdjson::SIMDJSON_PADDING);
    if (reader.parser.iterate(text).get(document) || document.get_object().get(object) ||
        !read_members(reader, object) ||
        document.current_location().error() != simdjson::OUT_OF_BOUNDS)
        return false;
    jx_record &record = reader.record;
    record.file = file;
    record.budget.sources = reader.sources.list;
    record.budget.source_count = reader.sources.count;
    record.indicators = reader.indicators.list;
    record.indicator_count = reader.indicators.count;
    bool any = record.budget.present || record.has_indicators;
    for (int key = 0; key < JX_REC_COUNT; key++)
        any = any || record.cell[key].kind != JX_ABSENT;
    return any; /* an object with no key of a record is no record */
}

/* ---- the reader ---- */

void *reader_open(const jx_host *host)
{
    auto *reader = new (std::nothrow) Reader;
    if (!reader)
        host->fail(host, nullptr, N_("not enough memory"));
    return reader;
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
