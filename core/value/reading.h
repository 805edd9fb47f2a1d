/* reading.h: figures and words of forms as people write them, read exactly or refused.
 *
 * A reading is exact, with unit and certainty, or none: ambiguity is said, never
 * guessed. Pure functions, no allocation beyond what is noted, no locale. */
#pragma once

#include "decimal.h"
#include "pack.h"

/* Nature of an indicator, or the comparator printed with a figure. */
enum jx_nature {
    JX_NATURE_NONE = 0,
    JX_NATURE_GE,
    JX_NATURE_LE,
    JX_NATURE_EQ,
    JX_NATURE_GT,
    JX_NATURE_LT,
    JX_NATURE_QUALITATIVE
};

/* The canonical glyph: "≥" "≤" "＝" "＞" "＜" "定性" "". */
const char *jx_nature_glyph(enum jx_nature nature);
extern const struct jx_str jx_nature_texts[]; /* likewise, by nature */
/* Reads a nature cell: glyph variants (>= ≧ 》 大于等于 不少于 …) and 定性. */
bool jx_nature_read(struct jx_str text, enum jx_nature *out);
/* A nature that promises a figure and tells no direction: "定量". */
bool jx_nature_silent(struct jx_str text);

enum jx_reading_kind {
    JX_READING_BLANK, /* nothing, or a placeholder: - — / … ** 无 N/A */
    JX_READING_NUMBER,
    JX_READING_DATE,
    JX_READING_TEXT,      /* words: no figure in it */
    JX_READING_UNREADABLE /* figures that could mean several things; why says so */
};

/* A day, month or year as printed; 0: that part is not. */
struct jx_date {
    int16_t year;
    uint8_t month, day;
    bool end;  /* 底, 末: its last day */
    bool open; /* 2023年12月前: perhaps with that month, perhaps without */
};

struct jx_reading {
    enum jx_reading_kind kind;
    enum jx_nature
        comparator; /* printed with it: "≥200人"; QUALITATIVE: "定性优良中差" */
    struct jx_dec number; /* as printed, without 万 or %: 8.5 of "8.5万人" */
    int power;            /* 万: 4, 亿: 8, 千: 3, %: -2, ‰: -3 … */
    bool percent;         /* % or ‰ was printed */
    struct jx_str unit;   /* rest behind the number and the power: "人", "元", "" */
    struct jx_str text;   /* JX_READING_TEXT: the words, comparator taken off */
    struct jx_date date;  /* JX_READING_DATE */
    const char *why;      /* JX_READING_UNREADABLE: message id, English */
};

/* Reads one cell. */
struct jx_reading jx_read(struct jx_str text);
/* The day of a date that is one for certain, as days since 1970-01-01; false: a month, a
 * year, or without its year. */
bool jx_date_day(const struct jx_reading *reading, int64_t *day);
/* Does a cell read as JX_READING_BLANK? */
bool jx_reading_blank(struct jx_str text);
/* Is it certainly not, by its first character, which is an ideograph? */
bool jx_reading_is_words(struct jx_str text);

/* A unit column or heading ("万元", "%", "万人次", "元/人·次"): its power of ten and what
 * remains. */
struct jx_unit {
    int power;
    bool percent;
    struct jx_str base;
};
struct jx_unit jx_unit_read(struct jx_str text);

/* The unit of a target: its own, completed by the column's ("5万" beside 元). */
struct jx_unit jx_target_unit(const struct jx_reading *target,
                              const struct jx_unit *column);

/* An indicator's figures on one scale. */
enum jx_fit {
    JX_FIT_SAME,      /* comparable for certain */
    JX_FIT_ASSUMED,   /* actual printed without unit: the target's unit is taken */
    JX_FIT_DIFFERENT, /* units that do not convert: 万元 against 人 */
    JX_FIT_NONE       /* one of them is no figure */
};
struct jx_pair {    /* one a row: small */
    uint8_t nature; /* enum jx_nature of its cell, else the comparator in the target */
    uint8_t target_kind; /* enum jx_reading_kind */
    uint8_t fit;         /* enum jx_fit */
    bool has_target, has_actual;
    bool has_days;      /* both are dates that tell whether the day was kept */
    bool actual_bound;  /* actual printed with a comparator (">90%"): value is a bound */
    bool bound_decides; /* and the bound alone tells that the target is met */
    struct jx_dec target_value, actual_value; /* both in the target's unit */
    int32_t target_day, actual_day;           /* of dates: days since 1970-01-01 */
    const char *why; /* why there is no actual_value though the cell is filled */
};
/* Reads nature, target, unit and actual of one indicator together: "8.5万人" against
 * "≥500人" is 85000 against 500; "12月" beside a month target is 12; "2500万" beside unit
 * 万 is 2500; "99%" beside unit % is 99. Of dates, "2023年11月" is in time for
 * "2023年12月底前" whatever its day; one without a year is of the other's year. */
struct jx_pair jx_pair_read(const struct jx_indicator *indicator);
/* Likewise of what was read of its cells; `nature` NULL: its cell is none. */
void jx_pair_of(const struct jx_reading *target, const struct jx_reading *actual,
                const enum jx_nature *nature, const struct jx_unit *column,
                struct jx_pair *out);

/* An actual that is a date beside a figure of months ("2023年12月" and "≤12月"): its month
 * is the figure, where it is of the year of the form; `year` 0: where it tells no year.
 * false: it is none such, and the pair stays as it is. */
bool jx_pair_month(struct jx_pair *pair, const struct jx_reading *target,
                   const struct jx_reading *actual, const struct jx_unit *column,
                   int year);

/* As jx_pair_of, of two figures printed without unit, sign or percent, as most are; `nature`
 * NONE: its cell is none. */
void jx_pair_of_figures(struct jx_dec target, struct jx_dec actual, enum jx_nature nature,
                        const struct jx_unit *column, struct jx_pair *out);

/* An amount of the budget block (万元 as the form's unit): plain figures, commas, blanks. */
bool jx_amount_read(struct jx_str text, struct jx_dec *out);
/* A rate as a share: "88.90%" is 0.889, "0.889" is 0.889; *step is the unit of its last
 * printed digit as a share (0.0001), for tolerance. */
bool jx_rate_read(struct jx_str text, struct jx_dec *out, struct jx_dec *step);
/* A weight or score: "10", "3%" (3 when percent is allowed), "8.5分". */
bool jx_points_read(struct jx_str text, bool percent, struct jx_dec *out);
/* Likewise of what was read of the cell. */
bool jx_amount_of(const struct jx_reading *reading, struct jx_dec *out);
/* `decimals`: digits printed behind the point, as jx_decimals_printed has them. */
bool jx_rate_of(const struct jx_reading *reading, int decimals, struct jx_dec *out,
                struct jx_dec *step);
/* Likewise of a figure without any other unit. */
bool jx_rate_of_figure(struct jx_dec number, bool percent, int decimals,
                       struct jx_dec *out, struct jx_dec *step);
int jx_decimals_printed(struct jx_str text);
bool jx_points_of(const struct jx_reading *reading, bool percent, struct jx_dec *out);
/* A word on the pack's scale for the expectation `target` ("优", "优良中差"): *share is its
 * share. false: no such word, or one with a range (*judge true: a person must judge). */
bool jx_level_read(const struct jx_pack *pack, struct jx_str target, struct jx_str actual,
                   struct jx_dec *share, bool *judge);
/* The word with a range that such an actual is. NULL: it is none of the pack's, is certain,
 * or stands on a scale with words foreign to the pack. */
const struct jx_level *jx_level_range(const struct jx_pack *pack, struct jx_str target,
                                      struct jx_str actual);
