/* date.c: calendar days as forms print them. A month or a year is the days it has; a day
 * without its year is none until another date lends it one. */
#include "parse.h"

#include "lang.h"

static bool number(const struct scan *scan, size_t *i, size_t most, int *out)
{
    size_t from = *i;
    for (*out = 0; scan_digit(scan, *i) && *i < from + most; ++*i)
        *out = *out * 10 + (int)(scan->c[*i] - '0');
    return *i > from && !scan_digit(scan, *i);
}

static bool take(const struct scan *scan, size_t *i, const char *word)
{
    size_t n = scan_word(scan, *i, word);
    *i += n;
    return n != 0;
}

/* A day of a year nobody printed is checked, and compared, as one of a leap year. */
enum { LEAP_YEAR = 2000, NO_SUCH = 99 };

/* A printed 0 is a part too, and no such one. */
static uint8_t part(int value)
{
    return (uint8_t)(value ? value : NO_SUCH);
}

static int month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

/* Days since 1970-01-01, by counting years from March. */
static int64_t day_number(int year, int month, int day)
{
    int64_t y = year - (month <= 2), m = (month + 9) % 12;
    return y * 365 + y / 4 - y / 100 + y / 400 + (m * 153 + 2) / 5 + day - 1 - 719468;
}

static bool end_of(const struct scan *scan, size_t *i)
{
    return take(scan, i, "底") || take(scan, i, "末");
}

/* "2021年12月31日", "2021年12月底", "2021年底", "12月31日" */
static bool in_words(const struct scan *scan, size_t *i, struct jx_date *date)
{
    int value;
    if (!number(scan, i, 4, &value))
        return false;
    if (value >= 1900 && value < 2200 && take(scan, i, "年")) {
        date->year = (int16_t)value;
        if (!take(scan, i, "年") && !take(scan, i, "度")) /* 2021年年底, 2021年度 */
            take(scan, i, "全年");
        date->end = end_of(scan, i);
        if (date->end || !scan_digit(scan, *i))
            return true;
        if (!number(scan, i, 2, &value))
            return false;
    }
    if (!take(scan, i, "月"))
        return date->year != 0;
    date->month = part(value);
    date->end = end_of(scan, i);
    if (!date->end && number(scan, i, 2, &value)) {
        if (!take(scan, i, "日") && !take(scan, i, "号"))
            return false;
        date->day = part(value);
    }
    return true;
}

/* "2021-12-31", "2021.12.31", "2021/12/31": three parts, one sign between them. */
static bool in_signs(const struct scan *scan, size_t *i, struct jx_date *date)
{
    int year, month, day;
    if (!number(scan, i, 4, &year) || year < 1900 || year >= 2200 || *i >= scan->n)
        return false;
    uint32_t sign = scan->c[*i];
    if (sign != '-' && sign != '.' && sign != '/')
        return false;
    ++*i;
    if (!number(scan, i, 2, &month) || *i >= scan->n || scan->c[*i] != sign)
        return false;
    ++*i;
    bool whole = number(scan, i, 2, &day);
    *date =
        (struct jx_date){.year = (int16_t)year, .month = part(month), .day = part(day)};
    return whole;
}

static const char *settle(const struct jx_date *date)
{
    int year = date->year ? date->year : LEAP_YEAR;
    bool known =
        date->month <= 12 && (!date->month || date->day <= month_days(year, date->month));
    return known ? NULL : N_("no such day in the calendar");
}

static int64_t last_day(int year, int month)
{
    return day_number(year, month, month_days(year, month));
}

bool date_span(const struct jx_date *date, int year, int64_t *first, int64_t *last)
{
    year = date->year ? date->year : year;
    if (!year)
        return false;
    int from = date->month ? date->month : 1, to = date->month ? date->month : 12;
    *last = date->day ? day_number(year, to, date->day) : last_day(year, to);
    *first = date->day || date->end ? *last : day_number(year, from, 1);
    return true;
}

bool jx_date_day(const struct jx_reading *reading, int64_t *day)
{
    int64_t last;
    return reading->kind == JX_READING_DATE && date_span(&reading->date, 0, day, &last) &&
           *day == last;
}

/* 前 and its like include the day itself, as the civil code counts 以前. */
static bool bound_behind(const struct scan *scan, size_t *i, enum jx_nature *out)
{
    static const char *const before[] = {"之前", "以前", "前", NULL};
    static const char *const after[] = {"之后", "以后", "后", NULL};
    int w = scan_any(scan, *i, before);
    if (w >= 0) {
        *i += scan_word(scan, *i, before[w]);
        *out = JX_NATURE_LE;
    } else if ((w = scan_any(scan, *i, after)) >= 0) {
        *i += scan_word(scan, *i, after[w]);
        *out = JX_NATURE_GE;
    }
    return w >= 0;
}

/* "2021年内", "2021年6月内": by its last day. A month or a year alone is a duration. */
static bool within(const struct scan *scan, size_t *i, struct jx_date *date,
                   enum jx_nature *out)
{
    static const char *const inside[] = {"以内", "之内", "内", NULL};
    int w = date->year && !date->day ? scan_any(scan, *i, inside) : -1;
    if (w < 0)
        return false;
    *i += scan_word(scan, *i, inside[w]);
    *out = JX_NATURE_LE;
    return date->end = true;
}

/* 于 … 完成, as sentences put it around a day. */
static void take_any(const struct scan *scan, size_t *i, const char *const *words)
{
    int w = scan_any(scan, *i, words);
    *i += w >= 0 ? scan_word(scan, *i, words[w]) : 0;
}

bool parse_date(const struct scan *scan, struct jx_date *out, enum jx_nature *comparator,
                const char **why)
{
    struct jx_date date = {0};
    static const char *const at[] = {"已于", "于", "在", NULL};
    static const char *const done[] = {"完成", "完工", "竣工", "办结", NULL};
    size_t i = 0;
    bool glyph;
    enum jx_nature behind = JX_NATURE_NONE;
    *why = NULL;
    *comparator = JX_NATURE_NONE;
    parse_comparator(scan, &i, comparator, &glyph);
    take_any(scan, &i, at);
    size_t from = i;
    if (!in_words(scan, &i, &date)) {
        date = (struct jx_date){0};
        i = from;
        if (!in_signs(scan, &i, &date))
            return false;
    }
    bool bound = within(scan, &i, &date, &behind) || bound_behind(scan, &i, &behind);
    take_any(scan, &i, done);
    bool month_alone =
        !date.year && !date.day && !date.end; /* "12月": a figure of months */
    if (i != scan->n || (month_alone && !bound))
        return false;
    *why = bound && !nature_agree(*comparator, behind) ? N_("comparators that contradict")
                                                       : settle(&date);
    if (*comparator == JX_NATURE_NONE)
        *comparator = behind;
    date.open = bound && !date.day && !date.end;
    *out = date;
    return !*why;
}
