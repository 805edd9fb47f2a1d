/* json_scan.c: the strict check of JSON text, byte by byte, before any parser sees it.
 *
 * It builds nothing but a list of where values stand. Meaning belongs in json.c. */
#include "json_scan.h"

#include "json.h"
#include "utf8.h"

#include <string.h>

enum { NUMBER_MAX = 400 };

/* What is missing at the end of the text is always told as a cut document. */
static bool bad(struct jx_json_scan *s, enum jx_json_fault fault)
{
    bool end = s->at >= s->text.n;
    s->fault = end && fault != JX_JSON_BAD_EMPTY && fault != JX_JSON_BAD_MEMORY
                   ? JX_JSON_BAD_CUT
                   : fault;
    return false;
}

/* The byte at the reading position; NUL at the end (a NUL in the text fits nowhere, so
 * it fails wherever it stands). */
static char peek(const struct jx_json_scan *s)
{
    return s->at < s->text.n ? s->text.p[s->at] : '\0';
}

static void blanks(struct jx_json_scan *s)
{
    size_t at = s->at;
    for (; at < s->text.n; at++) {
        char c = s->text.p[at];
        if (c == '\n')
            s->line++;
        else if (c != ' ' && c != '\t' && c != '\r')
            break;
    }
    s->at = at;
}

static bool hex4(struct jx_json_scan *s, unsigned *out)
{
    *out = 0;
    for (int i = 0; i < 4; i++, s->at++) {
        char c = peek(s);
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0)
            return bad(s, JX_JSON_BAD_ESCAPE);
        *out = *out << 4 | (unsigned)digit;
    }
    return true;
}

/* Behind "\u". */
static bool unicode(struct jx_json_scan *s)
{
    size_t start = s->at - 2;
    unsigned c, low;
    if (!hex4(s, &c))
        return false;
    bool lone = c >= 0xdc00 && c <= 0xdfff;
    if (c >= 0xd800 && c <= 0xdbff) {
        lone = peek(s) != '\\' || s->at + 1 >= s->text.n || s->text.p[s->at + 1] != 'u';
        if (!lone) {
            s->at += 2;
            if (!hex4(s, &low))
                return false;
            lone = low < 0xdc00 || low > 0xdfff;
        }
    }
    if (c == 0 || lone) {
        s->at = start;
        return bad(s, c == 0 ? JX_JSON_BAD_NUL : JX_JSON_BAD_SURROGATE);
    }
    return true;
}

static bool string(struct jx_json_scan *s)
{
    size_t start = s->at++;
    for (;;) {
        size_t at = s->at;
        while (at < s->text.n && (unsigned char)s->text.p[at] >= 0x20 &&
               s->text.p[at] != '"' && s->text.p[at] != '\\')
            at++;
        s->at = at;
        if (at == s->text.n)
            break;
        if ((unsigned char)s->text.p[at] < 0x20)
            return bad(s, JX_JSON_BAD_CONTROL);
        s->at++;
        if (s->text.p[at] == '"')
            return true;
        char escape = peek(s);
        if (escape == '\0' || !strchr("\"\\/bfnrtu", escape))
            return bad(s, JX_JSON_BAD_ESCAPE);
        s->at++;
        if (escape == 'u' && !unicode(s))
            return false;
    }
    s->at = start; /* the opening quote tells more than the end of the file */
    return bad(s, JX_JSON_BAD_STRING_OPEN);
}

static size_t digits(struct jx_json_scan *s)
{
    size_t start = s->at;
    while (peek(s) >= '0' && peek(s) <= '9')
        s->at++;
    return s->at - start;
}

static bool number(struct jx_json_scan *s, size_t *len)
{
    size_t start = s->at;
    if (peek(s) == '-')
        s->at++;
    bool zero = peek(s) == '0';
    size_t whole = digits(s);
    bool fine = whole > 0 && !(zero && whole > 1);
    if (fine && peek(s) == '.') {
        s->at++;
        fine = digits(s) > 0;
    }
    if (fine && (peek(s) == 'e' || peek(s) == 'E')) {
        s->at++;
        if (peek(s) == '+' || peek(s) == '-')
            s->at++;
        fine = digits(s) > 0;
    }
    *len = s->at - start;
    if (!fine)
        return bad(s, JX_JSON_BAD_NUMBER);
    if (*len > s->longest)
        s->longest = *len;
    if (*len <= NUMBER_MAX)
        return true;
    s->at = start;
    return bad(s, JX_JSON_BAD_NUMBER_LONG);
}

static bool word(struct jx_json_scan *s)
{
    static const char *const words[] = {"true", "false", "null"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);
        if (s->text.n - s->at >= n && memcmp(s->text.p + s->at, words[i], n) == 0) {
            s->at += n;
            return true;
        }
    }
    return bad(s, JX_JSON_BAD_WORD);
}

static bool value(struct jx_json_scan *s);

/* An object ('}') or an array (']'), from its opening bracket. */
static bool container(struct jx_json_scan *s, char close)
{
    if (s->depth >= JX_JSON_DEPTH)
        return bad(s, JX_JSON_BAD_DEPTH);
    s->depth++;
    s->at++;
    blanks(s);
    for (bool first = true; peek(s) != close || !first; first = false) {
        if (close == '}') {
            if (peek(s) != '"')
                return bad(s, peek(s) == '/' ? JX_JSON_BAD_COMMENT : JX_JSON_BAD_KEY);
            if (!string(s))
                return false;
            blanks(s);
            if (peek(s) != ':')
                return bad(s, JX_JSON_BAD_COLON);
            s->at++;
            blanks(s);
        }
        if (!value(s))
            return false;
        blanks(s);
        if (peek(s) == close)
            break;
        if (peek(s) != ',')
            return bad(s, peek(s) == '/' ? JX_JSON_BAD_COMMENT
                          : close == '}' ? JX_JSON_BAD_OBJECT_NEXT
                                         : JX_JSON_BAD_ARRAY_NEXT);
        s->at++;
        blanks(s);
        if (peek(s) == close)
            return bad(s, JX_JSON_BAD_COMMA);
    }
    s->at++;
    s->depth--;
    return true;
}

/* A value of any kind; *len: of a number's lexeme. */
static bool any_value(struct jx_json_scan *s, size_t *len)
{
    char c = peek(s);
    if (c == '{' || c == '[')
        return container(s, c == '{' ? '}' : ']');
    if (c == '"')
        return string(s);
    if (c == '-' || c == '+' || c == '.' || (c >= '0' && c <= '9'))
        return number(s, len);
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80)
        return word(s);
    return bad(s, c == '/' ? JX_JSON_BAD_COMMENT : JX_JSON_BAD_VALUE);
}

static bool value(struct jx_json_scan *s)
{
    struct jx_json_mark *marks =
        jx_arena_grow(s->arena, s->marks, s->count, &s->capacity, sizeof *marks);
    if (!marks)
        return bad(s, JX_JSON_BAD_MEMORY);
    s->marks = marks;
    size_t mark = s->count++, len = 0;
    marks[mark] = (struct jx_json_mark){.offset = s->at, .line = s->line};
    if (!any_value(s, &len))
        return false;
    s->marks[mark].len = len;
    s->marks[mark].end = s->at;
    return true;
}

bool jx_json_scan(struct jx_json_scan *s)
{
    size_t valid = jx_utf8_valid(s->text.p, s->text.n);
    if (valid < s->text.n) {
        for (; s->at < valid; s->at++)
            s->line += s->text.p[s->at] == '\n';
        return bad(s, JX_JSON_BAD_UTF8);
    }
    blanks(s);
    if (s->at == s->text.n)
        return bad(s, JX_JSON_BAD_EMPTY);
    if (!value(s))
        return false;
    blanks(s);
    return s->at == s->text.n || bad(s, JX_JSON_BAD_JUNK);
}

int jx_json_column(struct jx_str text, size_t at)
{
    size_t start = at;
    while (start > 0 && text.p[start - 1] != '\n')
        start--;
    int column = 1;
    for (size_t i = start; i < at; i++)
        column += ((unsigned char)text.p[i] & 0xc0) != 0x80;
    return column;
}
