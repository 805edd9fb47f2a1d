/* keys.h: the names of a record's keys, and which of them stands at a place of a line.
 *
 * Nothing about what they mean. */
#pragma once

#include "jixiao/plugin.h"

#include <cstring>
#include <string_view>
#include <utility>

namespace
{
/* A key as it stands between two texts: a quote and a comma, its name in quotes, a colon
 * and a quote. */
using Key = std::string_view;
#define KEY(name) "\",\"" name "\":\""
constexpr Key quoted(Key key)
{
    return key.substr(2, key.size() - 4);
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
/* Of them, texts one behind the other. */
using CodeRun = Order<JX_REC_CODE, JX_REC_NAME, JX_REC_DEPARTMENT, JX_REC_UNIT>;
using LastRun = Order<JX_REC_REPORTED_WEIGHT, JX_REC_REPORTED_TOTAL, JX_REC_CONCLUSION,
                      JX_REC_PROBLEMS, JX_REC_MEASURES>;
using TotalRun = Order<JX_FUND_INITIAL, JX_FUND_ADJUSTED, JX_FUND_EXECUTED, JX_FUND_RATE,
                       JX_FUND_WEIGHT, JX_FUND_REPORTED_SCORE, JX_FUND_REASON>;
using SourceOrder = std::make_integer_sequence<int, JX_FUND_WEIGHT>;
using IndOrder = std::make_integer_sequence<int, JX_IND_COUNT>;

template <size_t n> bool same(const char *a, const char *b)
{
    constexpr size_t most = 16; /* that the compiler compares as words */
    if constexpr (n > most)
        return std::memcmp(a, b, most) == 0 && same<n - most>(a + most, b + most);
    return std::memcmp(a, b, n) == 0;
}

/* Is this key, a constant, where the line has a quote? There is room to look behind every
 * line. */
template <const auto &keys, int key> bool key_at(const char *quote)
{
    constexpr Key name = quoted(keys[key]);
    return same<name.size()>(quote, name.data());
}

/* Is it all there is from the quote behind one text to the quote before the next? */
template <const auto &keys, int key> bool key_between(const char *quote)
{
    return same<keys[key].size()>(quote, keys[key].data());
}

/* Likewise for the first: instead of quote and comma, two other bytes. */
template <const auto &keys, int key> bool key_first(const char *before)
{
    constexpr Key rest = keys[key].substr(2);
    return same<rest.size()>(before + 2, rest.data());
}

/* The index of the key there, or -1. */
template <const auto &keys, int... key> int find_key(Order<key...>, const char *quote)
{
    int found = -1;
    (void)((key_at<keys, key>(quote) && (found = key, true)) || ...);
    return found;
}
} /* namespace */
