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
/* A key in its quotes. */
using Key = std::string_view;
#define KEY(name) "\"" name "\""

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

/* Is this key, a constant, where the line has a quote? There is room to look behind every
 * line. */
template <const auto &keys, int key> bool key_at(const char *quote)
{
    return std::memcmp(quote, keys[key].data(), keys[key].size()) == 0;
}

/* The index of the key there, or -1. */
template <const auto &keys, int... key> int find_key(Order<key...>, const char *quote)
{
    int found = -1;
    (void)((key_at<keys, key>(quote) && (found = key, true)) || ...);
    return found;
}
} /* namespace */
