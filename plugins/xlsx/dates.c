/* dates.c: dates and times from serial numbers, by both date systems. Chinese formats are
 * followed; all others are written the ISO way, whatever order they ask for. */
#include "formats.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { PARTS = 32, LAST_DAY = 2958465, UNIX_EPOCH = 25569 };

/* A piece of a format: 'y' 'm' month 'd' 'h' 'n' minute 's', 'H' hours since the start,
 * 'a' morning or afternoon, 'w' day of the week, '"' words. */
struct part {
    char kind;
    int n; /* letters */
    struct jx_str words;
};

struct moment {
    int year, month, day, hour, minute, second, weekday;
    long hours; /* since the start */
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* "[h]", "[mm]": time that has passed; the letter, or 0. */
static char elapsed(struct jx_str s)
{
    char c = s.n > 2 && s.p[0] == '[' ? lower(s.p[1]) : 0;
    size_t i = 1;
    while (c && i < s.n && lower(s.p[i]) == c)
        i++;
    return c && strchr("hms", c) && i < s.n && s.p[i] == ']' ? c : 0;
}

static size_t half_day(struct jx_str s)
{
    static const char *const words[] = {"AM/PM", "A/P", "上午/下午"};
    for (size_t i = 0; i < 3; i++)
        if (s.n >= strlen(words[i]) && strncasecmp(s.p, words[i], strlen(words[i])) == 0)
            return strlen(words[i]);
    return 0;
}

static bool starts(struct jx_str s, const char *word)
{
    size_t n = strlen(word);
    return s.n >= n && memcmp(s.p, word, n) == 0;
}

/* The part at s.p; returns its length. A letter that is none becomes words. */
static size_t read_part(struct jx_str s, struct part *part)
{
    struct jx_str literal;
    size_t n = half_day(s);
    *part = (struct part){.kind = 'a', .n = 1};
    if (n)
        return n;
    n = xlsx_format_piece(s, &literal);
    char c = elapsed(s);
    if (c) {
        *part = (struct part){.kind = c == 'h' ? 'H' : c == 'm' ? 'n' : 's', .n = 1};
        return n;
    }
    c = lower(s.p[0]);
    if (!literal.p && c && strchr("ymdhsea", c)) {
        size_t run = 1;
        while (run < s.n && lower(s.p[run]) == c)
            run++;
        *part = (struct part){.kind = c, .n = (int)run};
        if (c == 'e') {
            part->kind = 'y';
            part->n = 4;
        } else if (c == 'a') {
            part->kind = 'w';
        }
        return run;
    }
    bool silent = strchr("[_*\"", s.p[0]) != NULL && !literal.p;
    part->kind = '"';
    part->words = literal.p ? literal : (struct jx_str){s.p, silent ? 0 : n};
    return n;
}

static size_t read_parts(struct jx_str s, struct part parts[PARTS])
{
    size_t count = 0;
    for (size_t i = 0; i < s.n && count < PARTS; count++)
        i += read_part((struct jx_str){s.p + i, s.n - i}, &parts[count]);
    char before = 0;
    for (size_t i = 0; i < count; i++) {
        if (parts[i].kind == '"')
            continue;
        size_t next = i + 1;
        while (next < count && parts[next].kind == '"')
            next++;
        bool minutes = before == 'h' || before == 'H' ||
                       (next < count && parts[next].kind == 's') ||
                       (i + 1 < count && starts(parts[i + 1].words, "分"));
        if (parts[i].kind == 'm' && minutes)
            parts[i].kind = 'n';
        before = parts[i].kind;
    }
    return count;
}

bool xlsx_is_date(struct jx_str s)
{
    while (s.n) {
        struct jx_str literal;
        bool general = s.n >= 7 && strncasecmp(s.p, "General", 7) == 0;
        size_t n = general ? 7 : xlsx_format_piece(s, &literal);
        char c = general || literal.p ? 0 : lower(s.p[0]);
        bool era = c == 'e' && s.n > 1 && s.p[1] != '+' && s.p[1] != '-';
        bool weekday = c == 'a' && s.n > 2 && strncasecmp(s.p, "aaa", 3) == 0;
        if (elapsed(s) || era || weekday || (c && strchr("ymdhs", c)))
            return true;
        s.p += n;
        s.n -= n;
    }
    return false;
}

static void set_day(struct moment *m, long serial)
{
    /* days since 1970 to a civil date, counted in eras of 400 years from March on */
    long z = serial - UNIX_EPOCH + 719468, era = z / 146097, doe = z - era * 146097;
    long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    long doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    m->day = (int)(doy - (153 * mp + 2) / 5 + 1);
    m->month = (int)(mp < 10 ? mp + 3 : mp - 9);
    m->year = (int)(yoe + era * 400 + (m->month <= 2));
    m->weekday = (int)((serial + 6) % 7); /* 0: Sunday */
}

static bool set_moment(struct moment *m, struct xlsx_number number, bool date1904)
{
    *m = (struct moment){0};
    double value = xlsx_number_double(number);
    if (number.negative || value > LAST_DAY)
        return false;
    long long seconds = (long long)(value * 86400 + 0.5);
    long day = (long)(seconds / 86400) + (date1904 ? 1462 : 0);
    m->hours = (long)(seconds / 3600);
    m->hour = (int)(seconds / 3600 % 24);
    m->minute = (int)(seconds / 60 % 60);
    m->second = (int)(seconds % 60);
    if (day == 60) { /* this day was never, but spreadsheets count it */
        m->year = 1900;
        m->month = 2;
        m->day = 29;
        m->weekday = 3;
    } else if (day > 0) {
        set_day(m, day < 60 ? day + 1 : day);
    }
    return true;
}

static void add(struct ooxml_buffer *out, const char *format, long value)
{
    char text[32];
    int n = snprintf(text, sizeof text, format, value);
    ooxml_buffer_add(out, text, (size_t)n);
}

static void write_part(const struct part *part, const struct moment *m, bool halves,
                       struct ooxml_buffer *out)
{
    static const char *const days[] = {"日", "一", "二", "三", "四", "五", "六"};
    const char *two = part->n >= 2 ? "%02ld" : "%ld";
    int hour = halves ? (m->hour + 11) % 12 + 1 : m->hour;
    switch (part->kind) {
    case 'y':
        add(out, part->n <= 2 ? two : "%04ld", part->n <= 2 ? m->year % 100 : m->year);
        break;
    case 'm': add(out, two, m->month); break;
    case 'd': add(out, two, m->day); break;
    case 'h': add(out, two, hour); break;
    case 'H': add(out, two, m->hours); break;
    case 'n': add(out, two, m->minute); break;
    case 's': add(out, two, m->second); break;
    case 'a': ooxml_buffer_add(out, m->hour < 12 ? "上午" : "下午", 6); break;
    case 'w':
        if (part->n > 3)
            ooxml_buffer_add(out, "星期", 6);
        ooxml_buffer_add(out, days[m->weekday], 3);
        break;
    default: ooxml_buffer_add(out, part->words.p, part->words.n); break;
    }
}

static bool is_chinese(struct jx_str s)
{
    static const char *const signs[] = {"年", "月", "日", "时", "分", "秒", "aaa"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (memmem(s.p, s.n, signs[i], strlen(signs[i])))
            return true;
    return false;
}

static void write_time(unsigned has_hour, bool has_hours, bool has_second,
                       const struct moment *m, struct ooxml_buffer *out)
{
    if (has_hours)
        add(out, "%ld:", m->hours);
    else if (has_hour)
        add(out, "%02ld:", m->hour);
    add(out, "%02ld", m->minute);
    if (has_second)
        add(out, ":%02ld", m->second);
}

static bool write_iso(const struct part *parts, size_t count, const struct moment *m,
                      struct ooxml_buffer *out)
{
    unsigned has[128] = {0};
    for (size_t i = 0; i < count; i++)
        has[(unsigned char)parts[i].kind & 0x7f] |=
            parts[i].kind != 'd' || parts[i].n < 3;
    bool date = has['y'] || has['m'] || has['d'];
    bool time = has['h'] || has['H'] || has['n'] || has['s'];
    if (has['y'])
        add(out, "%04ld", m->year);
    if (has['m'])
        add(out, has['y'] ? "-%02ld" : "%02ld", m->month);
    if (has['d'])
        add(out, has['m'] || has['y'] ? "-%02ld" : "%02ld", m->day);
    if (date && time)
        ooxml_buffer_add(out, " ", 1);
    if (time)
        write_time(has['h'], has['H'], has['s'], m, out);
    return date || time;
}

bool xlsx_date(struct jx_str section, struct xlsx_number number, bool date1904,
               struct ooxml_buffer *out)
{
    struct part parts[PARTS];
    struct moment m;
    size_t count = read_parts(section, parts);
    bool date = false, halves = false;
    for (size_t i = 0; i < count; i++) {
        date |= strchr("ymdw", parts[i].kind) != NULL;
        halves |= parts[i].kind == 'a';
    }
    if (!set_moment(&m, number, date1904) || (date && m.year == 0))
        return false;
    if (!is_chinese(section))
        return write_iso(parts, count, &m, out);
    for (size_t i = 0; i < count; i++)
        write_part(&parts[i], &m, halves, out);
    return true;
}
