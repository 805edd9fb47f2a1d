/* lint.c: a small scan of a rule's words for floor, // and comparisons over raw quotients
 * and products. It follows local variables a little way and rather misses a case than
 * cries wolf; it does not understand Lua. */
#include "lint.h"

#include "lang.h"
#include "scan.h"
#include "strbuf.h"

#include <string.h>

enum { RAW_NAMES = 64 };

struct lint {
    const char *file;
    struct jx_faults *faults;
    struct jx_words words;
    struct jx_str raw[RAW_NAMES]; /* variables that hold a raw quotient or product */
    size_t raw_count;
    int warned; /* last line that was warned of */
};

static bool is(const struct lint *l, size_t i, const char *text)
{
    return jx_word_is(&l->words, i, text);
}

static bool one_of(const struct lint *l, size_t i, const char *const *words)
{
    return jx_word_in(&l->words, i, words);
}

static bool is_keyword(const struct lint *l, size_t i)
{
    return jx_word_keyword(&l->words, i);
}

static bool is_comparison(const struct lint *l, size_t i)
{
    static const char *const signs[] = {"<", ">", "<=", ">=", "==", "~=", NULL};
    /* not the brackets of local x <const> */
    bool attribute = (is(l, i, "<") && is(l, i + 2, ">") && is(l, i + 3, "=")) ||
                     (is(l, i, ">") && i >= 2 && is(l, i - 2, "<") && is(l, i + 1, "="));
    return one_of(l, i, signs) && !attribute;
}

static bool is_variable(const struct lint *l, size_t i)
{
    return jx_word_name(&l->words, i);
}

/* Does an operand end with this word? */
static bool ends_operand(const struct lint *l, size_t i)
{
    static const char *const signs[] = {")", "]", "}", NULL};
    return is_variable(l, i) || l->words.list[i].kind == JX_TOKEN_NUMBER ||
           l->words.list[i].kind == JX_TOKEN_STRING || one_of(l, i, signs);
}

/* Does the expression stop before word i? */
static bool is_border(const struct lint *l, size_t i)
{
    static const char *const signs[] = {"=", ",", ";", "..", ")", "]", "}", "::", NULL};
    if (i >= l->words.count || is_keyword(l, i) || is_comparison(l, i) ||
        one_of(l, i, signs))
        return true;
    return i > 0 && is_variable(l, i) && ends_operand(l, i - 1); /* the next statement */
}

/* One past the last word of the operand that starts at i. */
static size_t right_end(const struct lint *l, size_t i)
{
    for (size_t first = i; i < l->words.count; i++) {
        if (i > first ? is_border(l, i) : is_border(l, i) && !is_variable(l, i))
            break;
        if (l->words.mate[i] > i)
            i = l->words.mate[i];
    }
    return i;
}

/* First word of the operand that ends before i. */
static size_t left_start(const struct lint *l, size_t i)
{
    static const char *const open[] = {"(", "[", "{", NULL};
    while (i > 0) {
        size_t at = i - 1;
        if (one_of(l, at, (const char *const[]){")", "]", "}", NULL}))
            at = l->words.mate[at];
        else if (one_of(l, at, open) || is_keyword(l, at) || is_border(l, at))
            return is_variable(l, at) ? at : i;
        i = at;
    }
    return i;
}

/* Brackets that pass on what is in them: grouping, and math.min, max, abs. */
static bool is_transparent(const struct lint *l, size_t i)
{
    static const char *const functions[] = {"min", "max", "abs", NULL};
    if (!is(l, i, "("))
        return false;
    if (i == 0 || !ends_operand(l, i - 1))
        return true;
    return one_of(l, i - 1, functions) && i >= 3 && is(l, i - 2, ".") &&
           is(l, i - 3, "math");
}

static bool is_whole(const struct lint *l, size_t i, bool left)
{
    if (left && is_variable(l, i))
        return i > 0 && is(l, i - 1, "#");
    if (!left && is(l, i, "#"))
        return true;
    return i < l->words.count && l->words.list[i].kind == JX_TOKEN_NUMBER &&
           !memchr(l->words.list[i].text.p, '.', l->words.list[i].text.n);
}

static bool is_raw_name(const struct lint *l, size_t i)
{
    if (!is_variable(l, i) || (i > 0 && (is(l, i - 1, ".") || is(l, i - 1, ":"))))
        return false;
    if (is(l, i + 1, ".") || is(l, i + 1, ":") || is(l, i + 1, "(") || is(l, i + 1, "["))
        return false;
    for (size_t k = 0; k < l->raw_count; k++)
        if (jx_str_eq(l->raw[k], l->words.list[i].text))
            return true;
    return false;
}

/* Is there a raw quotient or product in words [from, to)? *sum: and something is added. */
static bool is_raw(const struct lint *l, size_t from, size_t to, bool *sum)
{
    bool raw = false;
    for (size_t i = from; i < to; i++) {
        if (l->words.mate[i] > i && !is_transparent(l, i)) {
            i = l->words.mate[i];
            continue;
        }
        if (i > from && (is(l, i, "+") || is(l, i, "-")) && ends_operand(l, i - 1))
            *sum = true;
        bool scaled = is(l, i, "*") || is(l, i, "/");
        if (scaled && i > 0 && !(is_whole(l, i - 1, true) && is_whole(l, i + 1, false)))
            raw = true;
        if (is_raw_name(l, i))
            raw = true;
    }
    return raw;
}

static void warn(struct lint *l, size_t i, const char *what, const char *instead)
{
    int line = l->words.list[i].line;
    if (line == l->warned)
        return;
    l->warned = line;
    jx_fault_add(l->faults, true, l->file, line, "", NULL,
                 _("%s over a raw quotient or product can miss a boundary by a rounding "
                   "error; use %s"),
                 what, instead);
}

static bool is_zero(const struct lint *l, size_t from, size_t to)
{
    return to == from + 1 && is(l, from, "0");
}

static void check_comparison(struct lint *l, size_t i)
{
    size_t left = left_start(l, i), right = right_end(l, i + 1);
    bool left_sum = false, right_sum = false;
    bool left_raw = is_raw(l, left, i, &left_sum);
    bool right_raw = is_raw(l, i + 1, right, &right_sum);
    /* the sign of a product or quotient is exact */
    if (left_raw && !(is_zero(l, i + 1, right) && !left_sum))
        right_raw = true;
    else if (is_zero(l, left, i) && !right_sum)
        right_raw = false;
    char what[4] = {0};
    memcpy(what, l->words.list[i].text.p,
           l->words.list[i].text.n < 3 ? l->words.list[i].text.n : 3);
    if (right_raw)
        warn(l, i, what, "dec.mul, dec.div");
}

static void check_floor_division(struct lint *l, size_t i)
{
    size_t left = left_start(l, i);
    bool sum, plain = !is_raw(l, left, i, &sum) && is_whole(l, i + 1, false);
    if (!plain && !(left < i && is(l, left, "#")))
        warn(l, i, "//", "dec.steps");
}

static void check_floor(struct lint *l, size_t i)
{
    bool sum, other = i >= 1 && (is(l, i - 1, ".") || is(l, i - 1, ":"));
    if (other && !(i >= 2 && is(l, i - 2, "math")))
        return;
    if (is_raw(l, i + 2, l->words.mate[i + 1], &sum))
        warn(l, i, is(l, i, "floor") ? "math.floor" : "math.ceil",
             "dec.steps, dec.floor, dec.ceil");
}

/* Variable i gets the value that starts at word `value`; 0: an unknown one. */
static void assign(struct lint *l, size_t i, size_t value)
{
    for (size_t k = 0; k < l->raw_count; k++)
        if (jx_str_eq(l->raw[k], l->words.list[i].text))
            l->raw[k--] = l->raw[--l->raw_count];
    if (!value)
        return;
    size_t end = right_end(l, value);
    bool sum, choice = is_comparison(l, end) || is(l, end, "and") || is(l, end, "or");
    if (!choice && !is(l, end, "..") && is_raw(l, value, end, &sum) &&
        l->raw_count < RAW_NAMES)
        l->raw[l->raw_count++] = l->words.list[i].text;
}

/* Follows "local x = ", "x = " and "for x"; a function forgets all, since its parameters
 * may have the same names. */
static void follow(struct lint *l, size_t i)
{
    if (is(l, i, "function")) {
        l->raw_count = 0;
        return;
    }
    if (!is_variable(l, i) || (i > 0 && (is(l, i - 1, ".") || is(l, i - 1, ":"))))
        return;
    if (is(l, i + 1, "="))
        assign(l, i, i > 0 && is(l, i - 1, ",") ? 0 : i + 2);
    else if (is(l, i + 1, "<") && is(l, i + 3, ">") && is(l, i + 4, "="))
        assign(l, i, i + 5);
    else if (i > 0 && (is(l, i - 1, "local") || is(l, i - 1, "for")))
        assign(l, i, 0);
}

void jx_lint(const char *file, const struct jx_words *words, struct jx_faults *faults)
{
    struct lint l = {.file = file, .faults = faults, .words = *words};
    for (size_t i = 0; i < l.words.count; i++) {
        follow(&l, i);
        if (is_comparison(&l, i))
            check_comparison(&l, i);
        else if (is(&l, i, "//"))
            check_floor_division(&l, i);
        else if ((is(&l, i, "floor") || is(&l, i, "ceil")) && is(&l, i + 1, "("))
            check_floor(&l, i);
    }
}
