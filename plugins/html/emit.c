/* emit.c: how bytes reach the page, and how texts of hostile documents are escaped on
 * their way. What is written is for the files beside. */
#include "html.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

void html_put(struct html *h, const char *bytes, size_t len)
{
    if (h->failed || !len)
        return;
    if (h->to_rows)
        h->failed = fwrite(bytes, 1, len, h->rows) != len;
    else
        h->failed = !h->output->write(h->output, bytes, len);
}

void html_raw(struct html *h, const char *markup)
{
    html_put(h, markup, strlen(markup));
}

static const char *escape_of(char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    case '\n': return NULL;
    default: return (unsigned char)c < ' ' || c == 0x7f ? " " : NULL;
    }
}

void html_text(struct html *h, struct jx_str text)
{
    size_t from = 0;
    for (size_t i = 0; i < text.n; i++) {
        const char *escape = escape_of(text.p[i]);
        if (!escape)
            continue;
        html_put(h, text.p + from, i - from);
        html_raw(h, escape);
        from = i + 1;
    }
    html_put(h, text.p + from, text.n - from);
}

void html_word(struct html *h, const char *message)
{
    html_text(h, paper_str(paper_word(h->host, message)));
}

void html_say(struct html *h, const char *message, ...)
{
    char line[1024];
    va_list args;
    va_start(args, message);
    vsnprintf(line, sizeof line, paper_word(h->host, message), args);
    va_end(args);
    html_text(h, paper_str(line));
}

void html_number(struct html *h, struct jx_dec number)
{
    char digits[64];
    html_put(h, digits,
             h->host->decimal(h->host, h->host->math->round(number, 4), digits));
}

void html_count(struct html *h, uint64_t count)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%" PRIu64, count);
    html_raw(h, digits);
}

/* A script element ends at "</script" and changes its ways at "<!--", whatever the quotes
 * say: no '<' is ever written. */
void html_json(struct html *h, struct jx_str text)
{
    size_t from = 0;
    html_raw(h, "\"");
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c >= ' ' && c != '"' && c != '\\' && c != '<')
            continue;
        char escape[8];
        snprintf(escape, sizeof escape, "\\u%04x", c);
        html_put(h, text.p + from, i - from);
        html_raw(h, c == '\n' ? "\\n" : c == '"' ? "\\\"" : c == '\\' ? "\\\\" : escape);
        from = i + 1;
    }
    html_put(h, text.p + from, text.n - from);
    html_raw(h, "\"");
}

void html_json_number(struct html *h, struct jx_dec number, bool known)
{
    if (known)
        html_number(h, number);
    else
        html_raw(h, "null");
}
