/* scan.c: splits a Lua text into words. It knows the words, not what they mean. */
#include "scan.h"

#include <string.h>

struct jx_scan jx_scan_start(struct jx_str source)
{
    return (struct jx_scan){source.p, source.p + source.n, 1};
}

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           (c >= '0' && c <= '9');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int hex(char c)
{
    if (is_digit(c))
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Level of a long bracket "[==[" at p, or -1. */
static int long_level(const struct jx_scan *scan)
{
    const char *p = scan->p;
    if (p >= scan->end || *p != '[')
        return -1;
    for (p++; p < scan->end && *p == '='; p++)
        ;
    return p < scan->end && *p == '[' ? (int)(p - scan->p) - 1 : -1;
}

static void skip_long(struct jx_scan *scan, int level)
{
    for (scan->p += level + 2; scan->p < scan->end; scan->p++) {
        if (*scan->p == '\n')
            scan->line++;
        if (*scan->p != ']')
            continue;
        const char *p = scan->p + 1;
        while (p < scan->end && *p == '=')
            p++;
        if (p < scan->end && *p == ']' && p - scan->p - 1 == level) {
            scan->p = p + 1;
            return;
        }
    }
}

static void skip_blank(struct jx_scan *scan)
{
    while (scan->p < scan->end) {
        char c = *scan->p;
        if (c == '\n')
            scan->line++;
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            scan->p++;
        } else if (c == '-' && scan->end - scan->p > 1 && scan->p[1] == '-') {
            scan->p += 2;
            int level = long_level(scan);
            if (level >= 0)
                skip_long(scan, level);
            else
                while (scan->p < scan->end && *scan->p != '\n')
                    scan->p++;
        } else {
            return;
        }
    }
}

/* An escape behind its backslash; true: it makes a NUL character. */
static bool escape(struct jx_scan *scan)
{
    int value = -1;
    const char *p = scan->p;
    if (p < scan->end && is_digit(*p)) {
        for (value = 0; p < scan->end && p < scan->p + 3 && is_digit(*p); p++)
            value = value * 10 + *p - '0';
    } else if (p < scan->end && *p == 'x') {
        for (value = 0, p++; p < scan->end && p < scan->p + 3 && hex(*p) >= 0; p++)
            value = value * 16 + hex(*p);
    } else if (scan->end - p > 1 && p[0] == 'u' && p[1] == '{') {
        for (value = 0, p += 2; p < scan->end && hex(*p) >= 0; p++)
            value |= hex(*p);
    } else if (p < scan->end && *p == 'z') { /* skips blanks, line ends too */
        for (p++; p < scan->end && (*p == ' ' || (*p >= '\t' && *p <= '\r')); p++)
            scan->line += *p == '\n';
    } else if (p < scan->end) {
        char first = *p++;
        bool pair = p < scan->end &&
                    ((first == '\r' && *p == '\n') || (first == '\n' && *p == '\r'));
        p += pair;
        scan->line += first == '\n' || pair;
    }
    scan->p = p;
    return value == 0;
}

static bool skip_string(struct jx_scan *scan)
{
    char quote = *scan->p++;
    bool nul = false;
    while (scan->p < scan->end && *scan->p != quote && *scan->p != '\n' &&
           *scan->p != '\r')
        if (*scan->p++ == '\\')
            nul |= escape(scan);
    if (scan->p < scan->end && *scan->p == quote)
        scan->p++;
    return nul;
}

static void skip_number(struct jx_scan *scan)
{
    bool is_hex =
        scan->end - scan->p > 1 && *scan->p == '0' && (scan->p[1] | 0x20) == 'x';
    char mark = is_hex ? 'p' : 'e';
    while (scan->p < scan->end) {
        char c = *scan->p++;
        bool sign = (c | 0x20) == mark && scan->p < scan->end &&
                    (*scan->p == '+' || *scan->p == '-');
        scan->p += sign;
        if (scan->p >= scan->end || !(is_name(*scan->p) || *scan->p == '.'))
            return;
    }
}

static void skip_sign(struct jx_scan *scan)
{
    static const char *const signs[] = {
        "...", "..", "==", "~=", "<=", ">=", "//", "<<", ">>", "::"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t n = strlen(signs[i]);
        if ((size_t)(scan->end - scan->p) >= n && memcmp(scan->p, signs[i], n) == 0) {
            scan->p += n;
            return;
        }
    }
    scan->p++;
}

static bool is_keyword(const struct jx_token *token)
{
    static const char *const keywords[] = {
        "and",      "break",  "do",   "else", "elseif", "end",   "false", "for",
        "function", "goto",   "if",   "in",   "local",  "nil",   "not",   "or",
        "repeat",   "return", "then", "true", "until",  "while", NULL};
    const char *const *known = keywords;
    while (*known && !jx_token_is(token, *known))
        known++;
    return *known != NULL;
}

struct jx_token jx_scan_next(struct jx_scan *scan)
{
    skip_blank(scan);
    struct jx_token token = {.text.p = scan->p, .line = scan->line};
    if (scan->p >= scan->end)
        return token;
    char c = *scan->p;
    int level = long_level(scan);
    if (c == '"' || c == '\'') {
        token.kind = JX_TOKEN_STRING;
        token.nul = skip_string(scan);
    } else if (level >= 0) {
        token.kind = JX_TOKEN_STRING;
        skip_long(scan, level);
    } else if (is_digit(c) ||
               (c == '.' && scan->end - scan->p > 1 && is_digit(scan->p[1]))) {
        token.kind = JX_TOKEN_NUMBER;
        skip_number(scan);
    } else if (is_name(c)) {
        token.kind = JX_TOKEN_NAME;
        while (scan->p < scan->end && is_name(*scan->p))
            scan->p++;
    } else {
        token.kind = JX_TOKEN_SIGN;
        skip_sign(scan);
    }
    token.text.n = (size_t)(scan->p - token.text.p);
    token.keyword = token.kind == JX_TOKEN_NAME && is_keyword(&token);
    return token;
}

int jx_scan_key(struct jx_str source, const char *key)
{
    struct jx_scan scan = jx_scan_start(source);
    size_t n = strlen(key);
    struct jx_token before = {0}, token;
    while ((token = jx_scan_next(&scan)).kind != JX_TOKEN_END) {
        bool bare = before.kind == JX_TOKEN_NAME && before.text.n == n;
        bool quoted = before.kind == JX_TOKEN_STRING && before.text.n == n + 2;
        if ((bare && jx_token_is(&token, "=") && memcmp(before.text.p, key, n) == 0) ||
            (quoted && jx_token_is(&token, "]") &&
             memcmp(before.text.p + 1, key, n) == 0))
            return before.line;
        before = token;
    }
    return 0;
}

int jx_scan_nul(struct jx_str source)
{
    struct jx_scan scan = jx_scan_start(source);
    struct jx_token token;
    if (!source.n || !memchr(source.p, '\\', source.n))
        return 0; /* only an escape makes one */
    while ((token = jx_scan_next(&scan)).kind != JX_TOKEN_END)
        if (token.nul)
            return token.line;
    return 0;
}
