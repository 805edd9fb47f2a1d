/* unit.c: powers of ten in units, and which units measure the same thing.
 *
 * Units count as the same only when nobody could mean two things by them. 人 and 人次,
 * 天 and 工作日, 月 and 年 stay different. */
#include "parse.h"

#include "strbuf.h"
#include "utf8.h"

struct power {
    const char *word;
    int power;
};

/* Longest first. 千 also begins 千克 and 千米: a thousand of the rest, all the same. */
static const struct power powers[] = {
    {"万亿", 12}, {"千亿", 11}, {"百亿", 10}, {"十亿", 9}, {"亿", 8},
    {"千万", 7},  {"百万", 6},  {"十万", 5},  {"万", 4},   {"千", 3},
};

int parse_power(const struct scan *scan, size_t *i, bool *percent)
{
    *percent = false;
    if (*i < scan->n && (scan->c[*i] == '%' || scan->c[*i] == 0x2030)) {
        *percent = true;
        return scan->c[(*i)++] == '%' ? -2 : -3;
    }
    for (size_t k = 0; k < sizeof powers / sizeof *powers; k++) {
        size_t n = scan_word(scan, *i, powers[k].word);
        if (n) {
            *i += n;
            return powers[k].power;
        }
    }
    return 0;
}

/* Most units: a word of ideographs that begins with none of the words below ("人",
 * "场次"), or 万 before such a word. The scan would read them the same, more slowly. */
static bool read_word(struct jx_str text, struct jx_unit *unit)
{
    static const uint32_t special[] = {0x5355, 0x767e, 0x65e0, 0x5341, /* 单 百 无 十 */
                                       0x5343, 0x4e07, 0x4ebf};        /* 千 万 亿 */
    enum { WAN = 0x4e07 };
    size_t step, n = 0;
    *unit = (struct jx_unit){0};
    for (size_t i = 0; i < text.n; i += step) {
        uint32_t c = jx_utf8_next(text.p + i, text.n - i, &step);
        if (c < 0x4e00 || c > 0x9fff)
            return false;
        if (n == 0 && i == 0 && c == WAN) {
            unit->power = 4;
            continue;
        }
        for (size_t k = 0; n == 0 && k < sizeof special / sizeof *special; k++)
            if (c == special[k])
                return false;
        if (n++ == 0)
            unit->base = (struct jx_str){text.p + i, text.n - i};
    }
    return text.n > 0;
}

struct jx_unit jx_unit_read(struct jx_str text)
{
    static const char *const shares[] = {"百分比", "百分率", NULL};
    static const char *const none[] = {"-", "—", "/", "无", NULL};
    struct jx_unit unit;
    struct scan scan;
    if (text.n == 1 && text.p[0] == '%')
        return (struct jx_unit){.power = -2, .percent = true};
    if (read_word(text, &unit))
        return unit;
    unit = (struct jx_unit){0};
    scan_fold(&scan, text);
    size_t i = scan_word(&scan, 0, "单位:"), end = scan.n;
    if (end > i + 1 && scan.c[i] == '(' && scan.c[end - 1] == ')') {
        i++;
        end--;
    }
    int w = scan_any(&scan, i, none);
    if (w >= 0 && i + scan_word(&scan, i, none[w]) == end)
        return unit;
    w = scan_any(&scan, i, shares);
    if (w >= 0 && i + scan_word(&scan, i, shares[w]) == end)
        return (struct jx_unit){.power = -2, .percent = true};
    unit.power = parse_power(&scan, &i, &unit.percent);
    unit.base = scan_slice(&scan, i, end);
    return unit;
}

/* Names of one unit, and what a unit is in terms of another. */
struct alias {
    const char *word, *same;
    int power;
};
static const struct alias aliases[] = {
    {"名", "人", 0},           {"位", "人", 0},     {"个月", "月", 0},
    {"日", "天", 0},           {"场次", "场", 0},   {"起", "件", 0},
    {"宗", "件", 0},           {"卷", "册", 0},     {"册卷", "册", 0},
    {"卷册", "册", 0},         {"公里", "米", 3},   {"公斤", "克", 3},
    {"吨", "克", 6},           {"㎡", "平方米", 0}, {"公顷", "平方米", 4},
    {"平方公里", "平方米", 6}, {"圆", "元", 0},     {"km", "米", 3},
    {"KM", "米", 3},           {"kg", "克", 3},     {"KG", "克", 3},
    {"m²", "平方米", 0},       {"m2", "平方米", 0}, {"km²", "平方米", 6},
};

/* 个 counts whatever these count. */
static const char *const counters[] = {"家", "所", "场", "项", "套", "台", "件",
                                       "份", "条", "处", "座", "期", "个", NULL};

/* A unit taken apart: "元/人·次" is 元 with a divisor, "个（套）" 个 with another name. */
struct parts {
    struct scan all, whole, other; /* whole: without divisor; other: in parentheses */
    bool divided;
    int power;
};

static struct jx_str named(struct jx_str text, int *power)
{
    struct scan scan;
    scan_fold(&scan, text);
    for (size_t k = 0; k < sizeof aliases / sizeof *aliases; k++)
        if (scan.n && scan_word(&scan, 0, aliases[k].word) == scan.n) {
            *power += aliases[k].power;
            return jx_str_of(aliases[k].same);
        }
    return text;
}

/* Keeps only what tells units apart: "元/人·次", "元/人次" and "元 / 每人次" are one. */
static void drop_marks(struct scan *scan)
{
    size_t n = 0;
    for (size_t i = 0; i < scan->n; i++)
        if (scan->c[i] != 0xb7 && scan->c[i] != '.' && scan->c[i] != '/' &&
            scan->c[i] != 0x6bcf)
            scan->c[n++] = scan->c[i];
    scan->n = n;
}

static void take_apart(struct jx_str text, struct parts *parts)
{
    parts->power = 0;
    scan_fold(&parts->all, text);
    size_t slash = 0, open = 0, n = parts->all.n;
    while (slash < n && parts->all.c[slash] != '/')
        slash++;
    while (open < n && parts->all.c[open] != '(')
        open++;
    parts->divided = slash < n;
    size_t end = slash < open ? slash : open;
    size_t close = open < n && parts->all.c[n - 1] == ')' ? n - 1 : open;
    scan_fold(&parts->whole, named(scan_slice(&parts->all, 0, end), &parts->power));
    scan_fold(&parts->other, scan_slice(&parts->all, open + 1, close));
    drop_marks(&parts->all);
}

static bool is_counter(const struct scan *scan)
{
    return scan->n == 1 && scan_any(scan, 0, counters) >= 0;
}

static bool same_thing(const struct scan *a, const struct scan *b)
{
    bool general = scan_word(a, 0, "个") == 1 || scan_word(b, 0, "个") == 1;
    return scan_same(a, b) || (general && is_counter(a) && is_counter(b));
}

enum unit_match unit_compare(struct jx_str a, struct jx_str b, int *power)
{
    struct parts x, y;
    *power = 0;
    if (jx_str_eq(a, b))
        return UNIT_SAME;
    take_apart(a, &x);
    take_apart(b, &y);
    if (scan_same(&x.all, &y.all))
        return UNIT_SAME;
    bool same = same_thing(&x.whole, &y.whole) ||
                (x.other.n && !x.divided && same_thing(&x.other, &y.whole)) ||
                (y.other.n && !y.divided && same_thing(&x.whole, &y.other));
    if (!same || (x.divided && y.divided) || x.whole.n == 0 || y.whole.n == 0)
        return UNIT_DIFFERENT;
    *power = y.power - x.power;
    return x.divided == y.divided ? UNIT_SAME : UNIT_NEAR;
}
