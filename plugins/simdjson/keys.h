/* keys.h: the names of a record's keys, and which of them stands at a place of a line.
 *
 * Nothing about what they mean. */
#pragma once

#include "jixiao/plugin.h"

#include <cstring>

namespace
{
constexpr bool little_endian = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__;

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

/* The index of a key, or -1; keys mostly come in their order, so `next` is tried first. */
inline int find_key(const Key *keys, int count, const char *raw, int next)
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
} /* namespace */
