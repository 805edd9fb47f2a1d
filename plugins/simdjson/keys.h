/* keys.h: the names of a record's keys, and which of them stands at a place of a line.
 *
 * Nothing about what they mean. */
#pragma once

#include "jixiao/plugin.h"

#include <cstring>
#include <utility>

namespace
{
constexpr bool little_endian = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__;

/* A key with its quotes as words, for a few looks at the bytes of a line. */
struct Key {
    uint64_t word[3], mask[3];

    /* Where the line has a quote: is it this key? Behind every line there is room. */
    bool is_at(const char *quote) const
    {
        uint64_t differs = 0;
        for (size_t i = 0; i < 3; i++) {
            uint64_t bytes = 0;
            if (mask[i])
                std::memcpy(&bytes, quote + 8 * i, sizeof bytes);
            differs |= (bytes ^ word[i]) & mask[i];
        }
        return differs == 0;
    }
};
template <size_t size> constexpr Key KEY(const char (&text)[size])
{
    static_assert(size + 1 <= 24, "a key of more than 22 letters");
    Key key{};
    for (size_t i = 0; i < size + 1; i++) {
        auto c = static_cast<unsigned char>(i > 0 && i < size ? text[i - 1] : '"');
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

/* In which they mostly come. */
template <int... key> using Order = std::integer_sequence<int, key...>;
using RecordOrder = Order<JX_REC_FORM, JX_REC_REGION, JX_REC_YEAR, JX_REC_CODE,
                          JX_REC_NAME, JX_REC_DEPARTMENT, JX_REC_UNIT, PART_BUDGET,
                          PART_INDICATORS, JX_REC_REPORTED_WEIGHT, JX_REC_REPORTED_TOTAL,
                          JX_REC_CONCLUSION, JX_REC_PROBLEMS, JX_REC_MEASURES>;
using FundOrder = std::make_integer_sequence<int, FUND_KEYS>;
using IndOrder = std::make_integer_sequence<int, JX_IND_COUNT>;

/* The index of a key, or -1. */
template <size_t count> int find_key(const Key (&keys)[count], const char *quote)
{
    for (size_t i = 0; i < count; i++)
        if (keys[i].is_at(quote))
            return static_cast<int>(i);
    return -1;
}
} /* namespace */
