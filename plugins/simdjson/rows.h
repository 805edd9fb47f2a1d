/* rows.h: a record from the tokens of its line: cells, rows of cells, the form around them.
 *
 * Where lines begin and how tokens are found is for reader.cc. */
#pragma once

#include "keys.h"
#include "values.h"

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string_view>

#define SIMDJSON_EXCEPTIONS 0
#include <simdjson.h>

namespace od = simdjson::ondemand;

namespace
{
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
    Rows<jx_funds> sources;
    Rows<jx_indicator> indicators;
    jx_record record{};
};

/* Of the line being read; it does not change while a row is. */
struct Line {
    const char *bytes;  /* of the stretch */
    const char *escape; /* from the line's beginning to there, no backslash */
    char of_text[sizeof(jx_cell) - offsetof(jx_cell, at)]; /* a cell behind its text */

    Line(const char *stretch, const char *backslash, uint64_t number)
        : bytes(stretch), escape(backslash)
    {
        jx_cell cell{{}, {static_cast<uint32_t>(number), 0, 0}, JX_TEXT};
        std::memcpy(of_text, &cell.at, sizeof of_text);
    }
    /* All that is not the text is set at once. */
    void set(jx_cell &cell, const char *from, const char *to) const
    {
        cell.text = {from, static_cast<size_t>(to - from)};
        std::memcpy(&cell.at, of_text, sizeof of_text);
    }
};

/* Where tokens begin, as offsets in a stretch of lines. What reads some takes the first and
 * returns what stands behind the last; null: the reader behind shall look at the line. Two
 * more behind the last of all stand at the stretch's end, where no token is, so that
 * nothing but its value need be asked of the next one. */
using Tokens = const uint32_t *;

/* ---- cells ---- */

/* What the escapes of a text stand for, if it has any; behind it is a quote. */
bool unescape(Reader &reader, jx_str &text)
{
    if (!std::memchr(text.p, '\\', text.n))
        return true;
    od::raw_json_string raw(reinterpret_cast<const uint8_t *>(text.p));
    auto *to = reinterpret_cast<uint8_t *>(reader.unescaped_end);
    std::string_view plain;
    if (reader.unescaper.unescape(raw, to).get(plain) || doubtful(plain))
        return false;
    reader.unescaped_end = reinterpret_cast<char *>(to);
    text = {plain.data(), plain.size()};
    return true;
}

/* A number or null: a blank cell; where it stands is known. */
bool read_bare(const char *from, const char *to, jx_cell &cell)
{
    while (to[-1] == ' ' || to[-1] == '\t' || to[-1] == '\r')
        to--;
    std::string_view token(from, static_cast<size_t>(to - from));
    bool null = token == "null";
    cell.text = null ? jx_str{} : jx_str{token.data(), token.size()};
    cell.kind = null ? JX_TEXT : JX_NUMBER;
    return null || is_number(token);
}

/* A text, a number or null; another token stands behind it. */
__attribute__((always_inline)) inline Tokens read_cell(Reader &reader, Line line,
                                                       Tokens next, jx_cell &cell)
{
    const char *from = line.bytes + next[0], *to = line.bytes + next[1];
    line.set(cell, from + 1, to);
    if (*from != '"')
        return read_bare(from, to, cell) ? next + 1 : nullptr;
    while (*--to != '"') /* blanks behind it */
        ;
    cell.text.n = static_cast<size_t>(to - cell.text.p);
    return to <= line.escape || unescape(reader, cell.text) ? next + 1 : nullptr;
}

/* ---- objects ---- */

/* Calls `read` for every member with its value and the index of its key, which comes once;
 * `seen` tells which did. Keys mostly come in their order: for each of them, a constant
 * then, the next member is looked at once. What is left comes in some other order. */
template <const auto &keys, typename Read, int... key>
inline Tokens each_member(Order<key...> order, const char *line, Tokens next,
                          uint32_t &seen, Read read)
{
    char behind = line[*next++];
    auto take = [&](int index) __attribute__((always_inline))
    {
        if (line[next[1]] != ':' || seen >> index & 1)
            return false;
        seen |= uint32_t{1} << index;
        next = read(next + 2, index);
        if (!next)
            return false;
        behind = line[*next++];
        return behind == ',';
    };
    seen = 0;
    if (behind != '{')
        return nullptr;
    if (line[*next] == '}')
        return next + 1;
    bool more = ((!key_at<keys, key>(line + next[0]) || take(key)) && ...);
    while (more) {
        int index = find_key<keys>(order, line + next[0]);
        more = index >= 0 && take(index);
    }
    return behind == '}' ? next : nullptr;
}

/* A row of cells; those that the line does not name are absent. */
template <const auto &keys, typename Usual, int count>
Tokens read_row(Usual order, Reader &reader, Line line, Tokens next,
                jx_cell (&cells)[count])
{
    uint32_t seen;
    auto read = [&](Tokens value, int key) __attribute__((always_inline))
    {
        return key < count ? read_cell(reader, line, value, cells[key]) : nullptr;
    };
    next = each_member<keys>(order, line.bytes, next, seen, read);
    for (int key = 0; next && seen + 1 != uint32_t{1} << count && key < count; key++)
        if (!(seen >> key & 1))
            cells[key] = jx_cell{};
    return next;
}

/* Texts without escapes whose keys, with no blanks, come in this order behind a brace or a
 * comma, as nearly all do: all between them is constant, and of every four tokens (key,
 * colon, text, comma) only the last must be looked for. null: they do not. */
template <const auto &keys, int first, int... key>
inline Tokens read_usual(Order<first, key...>, Line line, Tokens next, jx_cell *cells)
{
    const char *at = line.bytes + *next - 1; /* where the text before would end */
    auto read = [&](size_t gap, jx_cell & cell) __attribute__((always_inline))
    {
        const char *from = at + gap;
        at = line.bytes + *(next += 4) - 1;
        line.set(cell, from, at);
        return true;
    };
    bool usual =
        key_first<keys, first>(at) && read(keys[first].size(), cells[first]) &&
        ((key_between<keys, key>(at) && read(keys[key].size(), cells[key])) && ...);
    return usual && at[0] == '"' && at <= line.escape ? next : nullptr;
}

/* A row of nothing else; null: some other row, or one that is wrong. */
template <const auto &keys, typename Usual>
inline Tokens read_usual_row(Usual order, Line line, Tokens next, jx_cell *cells)
{
    if (line.bytes[*next] != '{')
        return nullptr;
    next = read_usual<keys>(order, line, next, cells);
    return next && line.bytes[*next] == '}' ? next + 1 : nullptr;
}

/* The value of the first key and the texts that mostly follow it. */
template <const auto &keys, int first, int... key>
inline Tokens read_run(Order<first, key...> order, Reader &reader, const Line &line,
                       Tokens value, uint32_t &seen, jx_cell *cells)
{
    constexpr uint32_t more = ((uint32_t{1} << key) | ...);
    Tokens before = value - 3; /* the key and its colon */
    Tokens next = seen & more ? nullptr : read_usual<keys>(order, line, before, cells);
    if (!next)
        return read_cell(reader, line, value, cells[first]);
    seen |= more;
    return next;
}

/* Calls `read` for every element. */
template <typename Read> Tokens each_element(const char *line, Tokens next, Read read)
{
    if (line[*next++] != '[')
        return nullptr;
    if (line[*next] == ']')
        return next + 1;
    for (;;) {
        next = read(next);
        if (!next)
            return nullptr;
        char behind = line[*next++];
        if (behind != ',')
            return behind == ']' ? next : nullptr;
    }
}

Tokens read_sources(Reader &reader, const Line &line, Tokens next)
{
    return each_element(line.bytes, next, [&](Tokens row) -> Tokens {
        jx_funds *funds = reader.sources.add();
        if (!funds)
            return nullptr;
        Tokens usual = read_usual_row<fund_keys>(SourceOrder(), line, row, funds->cell);
        if (!usual)
            return read_row<fund_keys>(FundOrder(), reader, line, row, funds->cell);
        for (int key = JX_FUND_WEIGHT; key < JX_FUND_COUNT; key++)
            funds->cell[key] = jx_cell{}; /* of the block only */
        return usual;
    });
}

Tokens read_budget(Reader &reader, const Line &line, Tokens next)
{
    jx_budget &budget = reader.record.budget;
    jx_cell *cells = budget.total.cell;
    uint32_t seen;
    budget.present = true;
    return each_member<fund_keys>(
        FundOrder(), line.bytes, next, seen, [&](Tokens value, int key) {
            if (key == PART_SOURCES)
                return read_sources(reader, line, value);
            if (key == JX_FUND_INITIAL)
                return read_run<fund_keys>(TotalRun(), reader, line, value, seen, cells);
            return read_cell(reader, line, value, cells[key]);
        });
}

Tokens read_indicators(Reader &reader, const Line &line, Tokens next)
{
    reader.record.has_indicators = true;
    return each_element(line.bytes, next, [&](Tokens row) -> Tokens {
        jx_indicator *indicator = reader.indicators.add();
        if (!indicator)
            return nullptr;
        auto &cells = indicator->cell;
        Tokens usual = read_usual_row<ind_keys>(IndOrder(), line, row, cells);
        return usual ? usual : read_row<ind_keys>(IndOrder(), reader, line, row, cells);
    });
}

/* An object with no key of a record is no record. */
Tokens read_members(Reader &reader, const Line &line, Tokens next)
{
    jx_cell *cells = reader.record.cell;
    uint32_t seen;
    next = each_member<record_keys>(
        RecordOrder(), line.bytes, next, seen, [&](Tokens value, int key) {
            switch (key) {
            case PART_BUDGET: return read_budget(reader, line, value);
            case PART_INDICATORS: return read_indicators(reader, line, value);
            case JX_REC_CODE:
                return read_run<record_keys>(CodeRun(), reader, line, value, seen, cells);
            case JX_REC_REPORTED_WEIGHT:
                return read_run<record_keys>(LastRun(), reader, line, value, seen, cells);
            default: return read_cell(reader, line, value, cells[key]);
            }
        });
    return seen ? next : nullptr;
}
} /* namespace */
