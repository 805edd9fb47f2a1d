/* date.c: calendar days as forms print them. A month, a year, or a day without its year
 * is no certain day and is said to be none. */
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

struct date {
    int year, month, day; /* 0: not printed */
    bool end;             /* 底, 末: the last day of it */
};

/* "2021年12月31日", "2021年12月底", "2021年底", "12月31日" */
static bool in_words(const struct scan *scan, size_t *i, struct date *date)
{
    int value;
    if (!number(scan, i, 4, &value))
        return false;
    if (value >= 1900 && value < 2200 && take(scan, i, "年")) {
        date->year = value;
        take(scan, i, "年"); /* 2021年年底 */
        date->end = end_of(scan, i);
        if (date->end || !scan_digit(scan, *i))
            return true;
        if (!number(scan, i, 2, &value))
            return false;
    }
    if (!take(scan, i, "月"))
        return date->year != 0;
    date->month = value;
    date->end = end_of(scan, i);
    if (!date->end && number(scan, i, 2, &value)) {
        if (!take(scan, i, "日") && !take(scan, i, "号"))
            return false;
        date->day = value;
    }
    return date->year || date->day || date->end;
}

/* "2021-12-31", "2021.12.31", "2021/12/31": three parts, one sign between them. */
static bool in_signs(const struct scan *scan, size_t *i, struct date *date)
{
    if (!number(scan, i, 4, &date->year) || date->year < 1900 || date->year >= 2200 ||
        *i >= scan->n)
        return false;
    uint32_t sign = scan->c[*i];
    if (sign != '-' && sign != '.' && sign != '/')
        return false;
    ++*i;
    if (!number(scan, i, 2, &date->month) || *i >= scan->n || scan->c[*i] != sign)
        return false;
    ++*i;
    return number(scan, i, 2, &date->day);
}

static const char *settle(struct date *date)
{
    if (!date->year)
        return N_("a date without its year");
    if (date->end && !date->month)
        date->month = 12;
    if (!date->month || (!date->day && !date->end))
        return N_("a month or a year, not a day");
    if (date->month > 12)
        return N_("no such day in the calendar");
    int days = month_days(date->year, date->month);
    if (date->end)
        date->day = days;
    return date->day < 1 || date->day > days ? N_("no such day in the calendar") : NULL;
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

bool parse_date(const struct scan *scan, int64_t *day, enum jx_nature *comparator,
                const char **why)
{
    struct date date = {0};
    size_t i = 0;
    bool glyph;
    enum jx_nature behind = JX_NATURE_NONE;
    *why = NULL;
    *comparator = JX_NATURE_NONE;
    parse_comparator(scan, &i, comparator, &glyph);
    size_t from = i;
    if (!in_words(scan, &i, &date)) {
        date = (struct date){0};
        i = from;
        if (!in_signs(scan, &i, &date))
            return false;
    }
    bool bound = bound_behind(scan, &i, &behind);
    if (i != scan->n)
        return false;
    *why = bound && !nature_agree(*comparator, behind) ? N_("comparators that contradict")
                                                       : settle(&date);
    if (*comparator == JX_NATURE_NONE)
        *comparator = behind;
    if (*why)
        return false;
    *day = day_number(date.year, date.month, date.day);
    return true;
}
