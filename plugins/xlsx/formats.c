/* formats.c: number formats: sections by sign, digits, percent, thousands, and the words
 * around them. Dates are in dates.c, digits in numbers.c. */
#include "formats.h"

#include <string.h>
#include <strings.h>

const char *xlsx_format_builtin(long id)
{
    static const struct {
        uint8_t from, to;
        const char *code;
    } table[] = {
        {1, 1, "0"},
        {2, 2, "0.00"},
        {3, 3, "#,##0"},
        {4, 4, "#,##0.00"},
        {5, 6, "#,##0"},
        {7, 8, "#,##0.00"},
        {9, 9, "0%"},
        {10, 10, "0.00%"},
        {14, 17, "yyyy-mm-dd"},
        {18, 18, "h:mm"},
        {19, 19, "h:mm:ss"},
        {20, 20, "h:mm"},
        {21, 21, "h:mm:ss"},
        {22, 22, "yyyy-mm-dd h:mm"},
        {27, 27, "yyyy年m月"},
        {28, 29, "m月d日"},
        {30, 30, "yyyy-mm-dd"},
        {31, 31, "yyyy年m月d日"},
        {32, 32, "h时mm分"},
        {33, 33, "h时mm分ss秒"},
        {34, 34, "上午/下午h时mm分"},
        {35, 35, "上午/下午h时mm分ss秒"},
        {36, 36, "yyyy年m月"},
        {37, 38, "#,##0"},
        {39, 40, "#,##0.00"},
        {41, 42, "#,##0;-#,##0;\"-\""},
        {43, 44, "#,##0.00;-#,##0.00;\"-\""},
        {45, 45, "mm:ss"},
        {46, 46, "[h]:mm:ss"},
        {47, 47, "mm:ss"},
        {50, 50, "yyyy年m月"},
        {51, 51, "m月d日"},
        {52, 52, "yyyy年m月"},
        {53, 54, "m月d日"},
        {55, 55, "上午/下午h时mm分"},
        {56, 56, "上午/下午h时mm分ss秒"},
        {57, 57, "yyyy年m月"},
        {58, 58, "m月d日"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (id >= table[i].from && id <= table[i].to)
            return table[i].code;
    return NULL;
}

static size_t character(struct jx_str text)
{
    size_t n = 1;
    while (n < text.n && ((unsigned char)text.p[n] & 0xc0) == 0x80)
        n++;
    return n;
}

size_t xlsx_format_piece(struct jx_str code, struct jx_str *literal)
{
    *literal = (struct jx_str){0};
    char c = code.p[0];
    struct jx_str rest = {code.p + 1, code.n - 1};
    if (c == '"') {
        const char *end = memchr(rest.p, '"', rest.n);
        size_t n = end ? (size_t)(end - rest.p) : rest.n;
        *literal = (struct jx_str){rest.p, n};
        return n + (end ? 2 : 1);
    }
    if (c == '[') {
        const char *end = memchr(rest.p, ']', rest.n);
        return end ? (size_t)(end - code.p) + 1 : code.n;
    }
    if ((c == '\\' || c == '!' || c == '_' || c == '*') && rest.n) {
        size_t n = character(rest);
        if (c == '\\' || c == '!')
            *literal = (struct jx_str){rest.p, n};
        return n + 1;
    }
    return character(code);
}

/* ---- sections ---- */

enum { SECTIONS = 4 };

static size_t split(struct jx_str code, struct jx_str sections[SECTIONS])
{
    size_t count = 0, from = 0;
    for (size_t i = 0; i < code.n && count < SECTIONS - 1;) {
        struct jx_str literal, rest = {code.p + i, code.n - i};
        if (code.p[i] == ';') {
            sections[count++] = (struct jx_str){code.p + from, i - from};
            from = i + 1;
        }
        i += xlsx_format_piece(rest, &literal);
    }
    sections[count++] = (struct jx_str){code.p + from, code.n - from};
    return count;
}

static bool is_condition(struct jx_str s)
{
    return s.n > 1 && s.p[0] == '[' && strchr("<>=", s.p[1]) != NULL;
}

/* Which section shows the number; *sign: its minus is to be shown before it. Where they
 * are told apart by conditions, the one with the condition, which is not drawn. */
static struct jx_str choose(struct jx_str code, const struct xlsx_number *n, bool *sign)
{
    struct jx_str sections[SECTIONS];
    size_t count = split(code, sections);
    *sign = n->negative && count < 2;
    for (size_t i = 0; i < count; i++)
        if (is_condition(sections[i]))
            return sections[i];
    if (n->negative && count >= 2)
        return sections[1];
    return n->digits == 0 && count >= 3 ? sections[2] : sections[0];
}

/* ---- digits ---- */

struct picture {
    struct xlsx_layout layout;
    int power;       /* of ten, by which the number is multiplied first */
    int digits;      /* placeholders */
    size_t from, to; /* where they stand in the section */
    bool general, undrawn;
};

static bool is_general(struct jx_str text, size_t *len)
{
    static const char *const words[] = {"General", "G/通用格式", "通用格式"};
    for (size_t i = 0; i < 3; i++) {
        *len = strlen(words[i]);
        if (text.n >= *len && strncasecmp(text.p, words[i], *len) == 0)
            return true;
    }
    return false;
}

static bool is_digit(char c)
{
    return c == '0' || c == '#' || c == '?';
}

/* The run of placeholders that starts at `i`; returns its end. */
static size_t read_digits(struct jx_str s, size_t i, struct picture *p)
{
    int commas = 0; /* not followed by a digit yet */
    p->from = i;
    for (; i < s.n && (is_digit(s.p[i]) || s.p[i] == ',' || s.p[i] == '.'); i++) {
        if (s.p[i] == '.') {
            p->undrawn |= p->layout.point;
            p->layout.point = true;
        } else if (s.p[i] == ',') {
            commas++;
            continue;
        } else if (p->layout.point) {
            p->layout.decimals++;
            if (s.p[i] == '0')
                p->layout.least_decimals = p->layout.decimals;
        } else {
            p->layout.thousands |= commas > 0 && p->digits > 0;
            p->layout.least += s.p[i] == '0';
        }
        p->digits += s.p[i] != '.';
        p->power -= s.p[i] == '.' ? 3 * commas : 0;
        commas = 0;
    }
    p->power -= 3 * commas;
    p->to = i;
    return i;
}

static void read_picture(struct jx_str s, struct picture *p)
{
    *p = (struct picture){0};
    for (size_t i = 0; i < s.n;) {
        struct jx_str literal, rest = {s.p + i, s.n - i};
        size_t len;
        if (is_general(rest, &len)) {
            p->undrawn |= p->digits > 0 || p->general;
            p->general = true;
            p->from = i;
            i = p->to = i + len;
            continue;
        }
        if (is_digit(s.p[i]) || (s.p[i] == '.' && !p->digits)) {
            p->undrawn |= p->digits > 0 || p->general;
            i = read_digits(s, i, p);
            continue;
        }
        p->power += s.p[i] == '%' ? 2 : 0;
        p->undrawn |= (s.p[i] == '/' && p->digits) || s.p[i] == 'E' || s.p[i] == 'e' ||
                      s.p[i] == '@' || is_condition(rest);
        i += xlsx_format_piece(rest, &literal);
    }
    p->undrawn |= p->layout.decimals > 15 || p->layout.least > 30;
}

/* The words of a section between two places. */
static void add_words(struct jx_str s, size_t from, size_t to, struct ooxml_buffer *out)
{
    while (from < to) {
        struct jx_str literal, rest = {s.p + from, to - from};
        size_t n = xlsx_format_piece(rest, &literal);
        if (literal.p)
            ooxml_buffer_add(out, literal.p, literal.n);
        else if (!strchr("[_*\"", s.p[from]))
            ooxml_buffer_add(out, s.p + from, n);
        from += n;
    }
}

/* Draws a number in a section that is no date. false: the section is not drawn. */
static bool draw(struct jx_str s, struct xlsx_number n, bool sign,
                 struct ooxml_buffer *out)
{
    struct picture p;
    size_t from = out->n;
    read_picture(s, &p);
    if (p.undrawn)
        return false;
    n.negative = false;
    n.exponent += n.digits ? p.power : 0;
    if (!p.general)
        n = xlsx_number_round(n, p.layout.decimals);
    if (sign && n.digits)
        ooxml_buffer_add(out, "-", 1);
    add_words(s, 0, p.from, out);
    if (p.general)
        xlsx_number_plain(n, out);
    else if (p.digits)
        xlsx_number_print(n, &p.layout, out);
    add_words(s, p.to, s.n, out);
    return p.digits || p.general || s.n == 0 || out->n > from; /* "[Red]" says nothing */
}

void xlsx_format(const char *code, struct jx_str stored, bool date1904,
                 struct ooxml_buffer *out)
{
    struct xlsx_number n;
    bool sign;
    if (!xlsx_number_read(stored, &n)) {
        ooxml_buffer_add(out, stored.p, stored.n);
        return;
    }
    if (!code || !*code) {
        xlsx_number_plain(n, out);
        return;
    }
    struct jx_str s = choose((struct jx_str){code, strlen(code)}, &n, &sign);
    bool drawn = xlsx_is_date(s) ? xlsx_date(s, n, date1904, out) : draw(s, n, sign, out);
    if (!drawn)
        xlsx_number_plain(n, out);
}
