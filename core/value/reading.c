/* reading.c: one cell, read exactly or refused with the reason.
 *
 * A figure counts only when the cell is that figure: comparator, number, power, unit and
 * nothing else. A figure inside a sentence is refused, and so are ranges, fractions,
 * approximations and several figures: which one is meant is a person's to say. */
#include "parse.h"

#include "lang.h"
#include "strbuf.h"
#include "utf8.h"

#include <string.h>

/* Signs that fill a cell without saying anything, from `i` to the end. */
static bool placeholder(const struct scan *scan, size_t i)
{
    static const char *const words[] = {"无", "空", "暂无", "N/A", "n/a", "NA", NULL};
    static const char *const signs[] = {"-", "—", "/", "\\", "…", ".",
                                        "*", "_", "~", "·",  NULL};
    int w = scan_any(scan, i, words);
    if (w >= 0 && i + scan_word(scan, i, words[w]) == scan->n)
        return true;
    if (scan->n > i + 1 && scan_word(scan, i, "××"))
        while (scan_word(scan, i, "×"))
            i++;
    while (i < scan->n && scan_any(scan, i, signs) >= 0)
        i++;
    return i == scan->n;
}

/* Characters [i, end) behind a figure make it approximate: "200余", "30天左右". */
static bool approximate(const struct scan *scan, size_t i, size_t end)
{
    static const char *const somewhere[] = {"左右", "上下", "+", NULL};
    static const char *const outside[] = {"余", "多", "几", "来", NULL};
    return scan_has(scan, i, end, somewhere) || scan_any(scan, i, outside) >= 0 ||
           scan_any(scan, end - 1, outside) >= 0;
}

/* "12月前", "3日后": a day of some year. */
static bool yearless(const struct scan *scan, size_t i, size_t end)
{
    static const char *const of[] = {"年", "月", "日", "天", "号", NULL};
    static const char *const bound[] = {"前", "后", "底", "末", NULL};
    return scan_any(scan, i, of) >= 0 && scan_any(scan, end - 1, bound) >= 0;
}

/* Why digits from `i` on are no certain figure. */
static const char *why_sentence(const struct scan *scan, size_t i)
{
    static const char *const about[] = {"约", "大约", "近", "将近", "接近", "大概", NULL};
    if (scan_any(scan, i, about) >= 0)
        return N_("an approximate figure");
    size_t runs = 0;
    for (; i < scan->n; i++)
        runs += scan_digit(scan, i) &&
                (i == 0 || (!scan_digit(scan, i - 1) && scan->c[i - 1] != '.'));
    return runs > 1 || !scan->whole
               ? N_("several figures")
               : N_("a figure within words: what it measures is not certain");
}

/* Why characters [i, end) behind a figure are not just its unit; NULL: they are. */
static const char *why_tail(const struct scan *scan, size_t i, size_t end)
{
    static const char *const range[] = {"-", "—", "~", "至", "到", NULL};
    static const char *const ratio[] = {"/", ":", "比", NULL};
    static const char *const words[] = {"未",   "没",   "不",   "无",   "已",   "且",
                                        "第",   "完成", "达到", "达标", "超过", "超额",
                                        "其中", "累计", "以上", "以下", NULL};
    static const char *const marks[] = {",", "、", ":", "!", "?", "=", ">", "<",
                                        "≥", "≤",  "~", "—", "-", "%", "‰", "…",
                                        "*", "\"", "“", "'", "[", "{", NULL};
    enum { LONGEST = 10 };
    if (i >= end)
        return NULL;
    if (approximate(scan, i, end))
        return N_("an approximate figure");
    if (scan_digit(scan, i + 1) && scan_any(scan, i, range) >= 0)
        return N_("a range");
    if (scan_digit(scan, i + 1) && scan_any(scan, i, ratio) >= 0)
        return N_("a fraction or a ratio");
    for (size_t k = i; k < end; k++)
        if (scan_digit(scan, k))
            return N_("several figures");
    if (yearless(scan, i, end))
        return N_("a date without its year");
    if (end - i > LONGEST || scan_has(scan, i, end, words) ||
        scan_has(scan, i, end, marks))
        return N_("words behind the figure");
    return NULL;
}

static struct jx_reading refused(struct jx_reading r, const char *why)
{
    r.kind = JX_READING_UNREADABLE;
    r.why = why;
    return r;
}

/* A number from `i` on, a comparator before it already taken. */
static struct jx_reading read_number(const struct scan *scan, size_t i,
                                     struct jx_reading r)
{
    const char *why;
    if (!parse_figure(scan, &i, &r.number, &why))
        return refused(r, why ? why : why_sentence(scan, i));
    size_t end = scan->n;
    bool enclosed = end > i + 2 && scan->c[i] == '(' && scan->c[end - 1] == ')';
    if (enclosed) { /* "100（人次）" */
        i++;
        end--;
    }
    r.power = parse_power(scan, &i, &r.percent);
    enum jx_nature behind = JX_NATURE_NONE;
    if (!enclosed)
        parse_comparator_behind(scan, &end, &behind);
    why = end < i ? N_("words behind the figure") : why_tail(scan, i, end);
    if (!why && r.comparator != JX_NATURE_QUALITATIVE &&
        !nature_agree(r.comparator, behind))
        why = N_("comparators that contradict");
    if (why)
        return refused(r, why);
    if (r.comparator == JX_NATURE_NONE)
        r.comparator = behind;
    r.unit = scan_slice(scan, i, end);
    r.kind = JX_READING_NUMBER;
    return r;
}

/* Words without a figure; a sign before them is no part of them, a word is. */
static struct jx_reading read_words(const struct scan *scan, size_t i,
                                    struct jx_reading r)
{
    enum jx_nature comparator;
    bool glyph;
    size_t from = i;
    if (parse_comparator(scan, &i, &comparator, &glyph)) {
        if (placeholder(scan, i)) {
            r.comparator = comparator;
            return r;
        }
        if (glyph)
            r.comparator = comparator;
        else
            i = from;
    }
    r.kind = JX_READING_TEXT;
    /* The whole cell may be longer than the scan: its text ends where the cell does. */
    struct jx_str rest = scan->source;
    rest.p += scan->at[i];
    rest.n -= scan->at[i];
    r.text = jx_str_trim(rest);
    return r;
}

/* "95" and "95.20%": what most cells with a figure hold. The scan below would read them
 * the same, more slowly. */
static bool read_plain(struct jx_str text, struct jx_reading *r)
{
    if (!text.n || (unsigned char)text.p[0] >= 0x80)
        return false;
    bool percent = text.n > 1 && text.p[text.n - 1] == '%';
    struct jx_str figure = {text.p, text.n - percent};
    if (percent && memchr(figure.p, 'e', figure.n) == NULL &&
        memchr(figure.p, 'E', figure.n) == NULL && jx_dec_parse(figure, &r->number)) {
        r->percent = true;
        r->power = -2;
        r->kind = JX_READING_NUMBER;
    } else if (!percent && jx_dec_parse(text, &r->number)) {
        r->kind = JX_READING_NUMBER;
    }
    return r->kind == JX_READING_NUMBER;
}

bool jx_reading_is_words(struct jx_str text)
{
    /* What stands for nothing begins with a mark or with one of these: 无 空 暂 定(性), or
     * the words of comparators; any other ideograph begins content. */
    static const uint16_t nothing[16] = {0x65e0, 0x7a7a, 0x6682, 0x5b9a, 0x5927,
                                         0x5c0f, 0x4e0d, 0x81f3, 0x6700, 0x7b49,
                                         0x8d85, 0x9ad8, 0x591a, 0x5c11, 0x4f4e};
    const unsigned char *p = (const unsigned char *)text.p;
    if (text.n < 3 || p[0] < 0xe4 || p[0] > 0xe9)
        return false;
    const uint16_t c = (uint16_t)(p[0] << 12 | (p[1] & 0x3f) << 6 | (p[2] & 0x3f));
    bool found = c < 0x4e00;
    for (int i = 0; i < 16; i++) /* all at once, by a compiler that knows how */
        found |= nothing[i] == c;
    return !found;
}

bool jx_reading_blank(struct jx_str text)
{
    text = jx_str_trim(text);
    if (jx_reading_is_words(text) || (text.n && text.p[0] >= '0' && text.p[0] <= '9'))
        return false;
    return jx_read(text).kind == JX_READING_BLANK;
}

struct jx_reading jx_read(struct jx_str text)
{
    struct jx_reading r = {.kind = JX_READING_BLANK};
    text = jx_str_trim(text);
    if (read_plain(text, &r))
        return r;
    struct scan scan;
    scan_fold(&scan, text);
    if (scan.whole && placeholder(&scan, 0))
        return r;
    size_t i = scan_word(&scan, 0, "定性");
    if (i) {
        r.comparator = JX_NATURE_QUALITATIVE;
        i += scan_word(&scan, i, ":");
        if (scan.whole && placeholder(&scan, i))
            return r;
    }
    if (!scan.digits)
        return read_words(&scan, i, r);
    if (!scan.whole)
        return refused(r, why_sentence(&scan, i));
    const char *why;
    enum jx_nature comparator;
    if (i == 0 && parse_date(&scan, &r.date, &comparator, &why)) {
        r.kind = JX_READING_DATE;
        r.comparator = comparator;
        return r;
    }
    if (i == 0 && why)
        return refused(r, why);
    bool glyph;
    if (parse_comparator(&scan, &i, &comparator, &glyph))
        r.comparator = comparator;
    return read_number(&scan, i, r);
}
