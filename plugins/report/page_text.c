/* page_text.c: texts put together before they are laid out. */
#include "page.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *room_for(struct jx_page_text *text, size_t more)
{
    if (text->failed || more > SIZE_MAX / 4 - text->n) {
        text->failed = true;
        return NULL;
    }
    if (text->capacity - text->n <= more) {
        size_t capacity = (text->n + more) * 2 + 128;
        char *p = realloc(text->p, capacity);
        if (!p) {
            text->failed = true;
            return NULL;
        }
        text->p = p;
        text->capacity = capacity;
    }
    return text->p + text->n;
}

struct jx_str jx_page_done(const struct jx_page_text *text)
{
    return (struct jx_str){text->p, text->n};
}

void jx_page_clear(struct jx_page_text *text)
{
    text->n = 0;
}

void jx_page_free(struct jx_page_text *text)
{
    free(text->p);
    *text = (struct jx_page_text){0};
}

void jx_page_drop(struct jx_page *page, struct jx_page_text *text)
{
    page->out.failed |= text->failed;
    jx_page_free(text);
}

void jx_page_add(struct jx_page_text *text, struct jx_str more)
{
    char *to = more.n ? room_for(text, more.n) : NULL;
    if (!to)
        return;
    memcpy(to, more.p, more.n);
    text->n += more.n;
}

void jx_page_puts(struct jx_page_text *text, const char *more)
{
    jx_page_add(text, jx_page_str(more));
}

void jx_page_say(const struct jx_page *page, struct jx_page_text *text,
                 const char *message, ...)
{
    const char *format = jx_page_word(page, message);
    va_list args;
    va_start(args, message);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *to = len > 0 ? room_for(text, (size_t)len) : NULL;
    if (!to)
        return;
    va_start(args, message);
    vsnprintf(to, (size_t)len + 1, format, args);
    va_end(args);
    text->n += (size_t)len;
}

void jx_page_number(const struct jx_page *page, struct jx_page_text *text,
                    struct jx_dec number)
{
    char digits[64];
    jx_page_add(text,
                (struct jx_str){digits, page->host->decimal(page->host, number, digits)});
}

void jx_page_why(const struct jx_page *page, struct jx_page_text *text,
                 const struct jx_why *why)
{
    size_t need = page->host->render(page->host, why, (char[1]){0}, 1);
    char *to = room_for(text, need);
    if (to)
        text->n += page->host->render(page->host, why, to, need + 1);
}

void jx_page_finding(const struct jx_page *page, struct jx_page_text *text,
                     const struct jx_finding *finding)
{
    jx_page_why(page, text, &finding->message);
    if (!finding->because.format.n)
        return;
    jx_page_puts(text, jx_page_word(page, N_(": ")));
    jx_page_why(page, text, &finding->because);
}
