/* fold.c: what people add to headings and cells and does not count: blanks, line breaks,
 * widths, numbering, remarks. Which heading means what is not known here. */
#include "fold.h"

#include "strbuf.h"
#include "utf8.h"

#include <string.h>

static uint32_t narrow(uint32_t c)
{
    return c >= 0xff01 && c <= 0xff5e ? c - 0xfee0 : c;
}

struct jx_str jx_fold_width(struct jx_str text, char *out, size_t size)
{
    size_t n = 0;
    for (size_t i = 0, step; i < text.n; i += step) {
        uint32_t c = jx_utf8_next(text.p + i, text.n - i, &step);
        if (jx_utf8_blank(c))
            continue;
        if (size - n < 4)
            return (struct jx_str){out, 0};
        n += jx_utf8_put(out + n, narrow(c));
    }
    return (struct jx_str){out, n};
}

struct jx_str jx_fold_figure(struct jx_str text, char *out, size_t size)
{
    struct jx_str folded = {out, 0};
    if (text.n + 4 <= size)
        folded = jx_fold_width(text, out, size);
    return folded.n ? folded : text;
}

/* ---- numbering ---- */

enum class { OTHER, DIGIT, NUMERAL, CIRCLED, POINTER };

static enum class class_of(uint32_t c) {
    static const uint32_t numerals[] = {0x4e00, 0x4e8c, 0x4e09, 0x56db, 0x4e94, 0x516d,
                                        0x4e03, 0x516b, 0x4e5d, 0x5341};
    static const uint32_t pointers[] = {0x2605, 0x2606, 0x203b, 0x25b2, 0x25b3, 0x25c6,
                                        0x25c7, 0x25a0, 0x25cf, 0x2022};
    if (c >= '0' && c <= '9') return DIGIT;
    if (c >= 0x2460 && c <= 0x249b) return CIRCLED;
    for (size_t i = 0; i < sizeof numerals / sizeof *numerals;
         i++) if (c == numerals[i]) return NUMERAL;
    for (size_t i = 0; i < sizeof pointers / sizeof *pointers;
         i++) if (c == pointers[i]) return POINTER;
    return OTHER;
}

/* Reading position in a text: the character there, its bytes, full-width read as ASCII. */
struct place {
    struct jx_str rest;
    uint32_t c; /* 0 at the end */
    size_t step;
};

static struct place place_at(struct jx_str rest)
{
    struct place at = {.rest = rest};
    if (rest.n)
        at.c = narrow(jx_utf8_next(rest.p, rest.n, &at.step));
    return at;
}

static struct place after(struct place at)
{
    return place_at((struct jx_str){at.rest.p + at.step, at.rest.n - at.step});
}

static struct place skip_blanks(struct place at)
{
    while (at.c && jx_utf8_blank(at.c))
        at = after(at);
    return at;
}

/* Up to `most` characters of a class; *count of them. */
static struct place skip_class(struct place at, enum class class, int most, int *count)
{
    for (*count = 0; at.c && class_of(at.c) == class && *count < most; ++*count)
        at = after(at);
    return at;
}

/* A number of two digits or three numerals at most. */
static struct place skip_number(struct place at, enum class *class)
{
    int count;
    *class = class_of(at.c);
    if (*class == CIRCLED)
        return after(at);
    if (*class != DIGIT && *class != NUMERAL)
        *class = OTHER;
    struct place end = skip_class(at, *class, *class == DIGIT ? 2 : 3, &count);
    if (class_of(end.c) == *class)
        *class = OTHER; /* a longer number is a figure or a year */
    return end;
}

static struct place skip_word(struct place at, const char *word)
{
    struct jx_str w = jx_str_of(word);
    if (!jx_str_starts(at.rest, w))
        return (struct place){0};
    return place_at((struct jx_str){at.rest.p + w.n, at.rest.n - w.n});
}

/* "1.", "1、", "1)", "一、", with no figure behind: "1.5" and "一、二级" are no numbering. */
static struct place skip_item(struct place at)
{
    enum class class;
    struct place end = skip_blanks(skip_number(at, &class));
    if (class == OTHER || class == CIRCLED)
        return at;
    if (end.c == ')')
        return after(end);
    if (end.c != '.' && end.c != 0x3001)
        return at;
    end = after(end);
    return class_of(end.c) == class ? at : end;
}

static struct place skip_bracketed(struct place at)
{
    enum class class;
    if (at.c != '(')
        return at;
    struct place end = skip_blanks(skip_number(skip_blanks(after(at)), &class));
    return class != OTHER && end.c == ')' ? after(end) : at;
}

/* "其中：", "其中-" and "指标1：", with or without the colon: "指标1验收合格率", "指标2" */
static struct place skip_words(struct place at)
{
    enum class class;
    struct place end = skip_word(at, "其中");
    if (end.rest.p) {
        end = skip_blanks(end);
        return end.c == ':' || end.c == '-' || end.c == 0x2014 ? after(end) : at;
    }
    end = skip_word(at, "指标");
    if (!end.rest.p)
        return at;
    end = skip_blanks(skip_number(skip_blanks(end), &class));
    if (class != OTHER && (end.c == ':' || end.c == 0x3001))
        return after(end);
    return class == DIGIT && (end.c == 0 || end.c >= 0x4e00) ? end : at;
}

struct jx_str jx_skip_numbering(struct jx_str text)
{
    struct place at = skip_blanks(place_at(text)), end;
    for (; at.c; at = skip_blanks(end)) {
        enum class class = class_of(at.c);
        end = class == CIRCLED || class == POINTER ? after(at) : skip_item(at);
        if (end.rest.p == at.rest.p)
            end = skip_bracketed(at);
        if (end.rest.p == at.rest.p)
            end = skip_words(at);
        if (end.rest.p == at.rest.p)
            break;
    }
    return at.rest;
}

bool jx_only_numbering(struct jx_str text)
{
    text = jx_str_trim(text);
    return text.n > 0 && text.n < 32 && jx_skip_numbering(text).n == 0;
}

bool jx_is_figure(struct jx_str cell)
{
    enum { FIGURE_BYTES = 40, UNIT_BYTES = 6 };
    char narrow[FIGURE_BYTES + 4]; /* figures may be printed in full width */
    struct jx_str text = jx_fold_figure(cell, narrow, sizeof narrow);
    size_t n = 0;
    while (n < text.n && (jx_is_digit(text.p[n]) || text.p[n] == '.' || text.p[n] == ','))
        n++;
    return n > 0 && text.n <= FIGURE_BYTES && jx_is_digit(text.p[0]) &&
           text.n - n <= UNIT_BYTES;
}

/* ---- labels ---- */

/* Takes "(…)" out of a folded text, nested ones whole, unclosed ones not. */
static size_t drop_remarks(char *text, size_t len)
{
    size_t opened[16], depth = 0, n = 0;
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '(' && depth < sizeof opened / sizeof *opened)
            opened[depth++] = n;
        text[n++] = text[i];
        if (text[i] == ')' && depth > 0)
            n = opened[--depth];
    }
    return n;
}

struct jx_str jx_fold(struct jx_str text, char out[JX_FOLD_MAX])
{
    char folded[JX_FOLD_MAX];
    text = jx_str_trim(text); /* some copies fill cells up with blanks */
    if (text.n > JX_FOLD_MAX)
        return (struct jx_str){out, 0};
    struct jx_str wide = jx_fold_width(text, folded, sizeof folded);
    struct jx_str rest = jx_skip_numbering(wide);
    memcpy(out, rest.p, rest.n);
    size_t n = drop_remarks(out, rest.n);
    if (n == 0 && rest.n) { /* nothing but a remark: then it is the text */
        memcpy(out, rest.p, rest.n);
        n = rest.n;
    }
    while (n && out[n - 1] == ':')
        n--;
    return (struct jx_str){out, n};
}

/* ---- cells ---- */

static bool is_break(uint32_t c)
{
    return (c >= '\n' && c <= '\r') || c == 0x2028 || c == 0x2029;
}

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool has_break(struct jx_str text)
{
    for (size_t i = 0, step; i < text.n; i += step)
        if (is_break(jx_utf8_next(text.p + i, text.n - i, &step)))
            return true;
    return false;
}

struct jx_str jx_clean(struct jx_arena *arena, struct jx_str text)
{
    text = jx_str_trim(text);
    if (!has_break(text))
        return (struct jx_str){text.n ? text.p : "", text.n};
    char *out = jx_arena_alloc(arena, text.n + 1);
    size_t n = 0;
    bool broken = false;
    for (size_t i = 0, step; out && i < text.n; i += step) {
        if (is_break(jx_utf8_next(text.p + i, text.n - i, &step))) {
            broken = true;
            continue;
        }
        if (broken && n && is_word(out[n - 1]) && is_word(text.p[i]))
            out[n++] = ' '; /* takes no more room than the break did */
        broken = false;
        memcpy(out + n, text.p + i, step);
        n += step;
    }
    return (struct jx_str){out, out ? n : 0};
}

struct jx_str jx_without_colon(struct jx_str text)
{
    static const char wide[] = "\xef\xbc\x9a";
    size_t n;
    do {
        n = text.n;
        if (n && text.p[n - 1] == ':')
            text.n = n - 1;
        else if (n >= 3 && memcmp(text.p + n - 3, wide, 3) == 0)
            text.n = n - 3;
        text = jx_str_trim(text);
    } while (text.n < n);
    return text;
}

/* Start of a remark in parentheses that ends the text, or its length. */
static size_t remark_at_end(struct jx_str text)
{
    size_t opened[16], depth = 0, start = text.n;
    for (size_t i = 0, step; i < text.n; i += step) {
        uint32_t c = narrow(jx_utf8_next(text.p + i, text.n - i, &step));
        if (c == '(' && depth < sizeof opened / sizeof *opened)
            opened[depth++] = i;
        if (c == ')' && depth > 0 && --depth == 0 && i + step == text.n)
            start = opened[0];
    }
    return start;
}

struct jx_str jx_clean_level(struct jx_arena *arena, struct jx_str text)
{
    text = jx_str_trim(jx_skip_numbering(text));
    if (text.n == 0)
        return (struct jx_str){"", 0};
    struct jx_str level = jx_str_squeeze(arena, text);
    size_t cut = remark_at_end(level);
    if (cut > 0)
        level.n = cut;
    return level;
}

struct jx_str jx_points_remark(struct jx_str text)
{
    static const char mark[] = "\xe5\x88\x86"; /* 分 */
    struct place at;
    text = jx_str_trim(text);
    size_t start = remark_at_end(text);
    if (start == 0 || start == text.n)
        return (struct jx_str){"", 0};
    at = skip_blanks(after(place_at((struct jx_str){text.p + start, text.n - start})));
    size_t n = 0;
    while (n < at.rest.n &&
           (class_of((unsigned char)at.rest.p[n]) == DIGIT || (n && at.rest.p[n] == '.')))
        n++;
    struct place unit =
        skip_blanks(place_at((struct jx_str){at.rest.p + n, at.rest.n - n}));
    unit = n ? skip_word(unit, mark) : (struct place){0};
    return unit.rest.p ? (struct jx_str){at.rest.p, n} : (struct jx_str){"", 0};
}
