/* parse.h: the pieces a reading is made of, for the value room only. Each looks at the
 * folded characters from *i on and moves *i behind what it took. */
#pragma once

#include "reading.h"
#include "scan.h"

/* A comparator before a figure ("≥", "不少于"); false: none. `glyph` tells signs from
 * words, which may as well belong to a sentence. */
bool parse_comparator(const struct scan *scan, size_t *i, enum jx_nature *out,
                      bool *glyph);
/* A comparator behind it ("以上", "以内"), ending at *end, which moves to its beginning. */
bool parse_comparator_behind(const struct scan *scan, size_t *end, enum jx_nature *out);
/* Both point the same way, so that they can stand on one figure. */
bool nature_agree(enum jx_nature a, enum jx_nature b);

/* An unsigned or signed figure with commas and blanks. false with *why: digits, but no
 * certain figure; false with *why NULL: no figure here. */
bool parse_figure(const struct scan *scan, size_t *i, struct jx_dec *out,
                  const char **why);

/* A calendar day, month or year, "2021年12月31日前", with its comparator. false with *why: a
 * date that the calendar does not have. */
bool parse_date(const struct scan *scan, struct jx_date *out, enum jx_nature *comparator,
                const char **why);
/* The days it may be, from *first to *last, as days since 1970-01-01; `year` where none is
 * printed. false: neither has a year. */
bool date_span(const struct jx_date *date, int year, int64_t *first, int64_t *last);

/* 万, 亿, 千, % … at *i. Returns the power of ten. */
int parse_power(const struct scan *scan, size_t *i, bool *percent);

/* How two units relate. UNIT_NEAR: one leaves out its divisor, 元 beside 元/人·次. */
enum unit_match { UNIT_SAME, UNIT_NEAR, UNIT_DIFFERENT };
/* *power: to be added to b's power of ten, so that 公里 counts as 1000 米. */
enum unit_match unit_compare(struct jx_str a, struct jx_str b, int *power);
