/* text.c: texts put together before a writer lays them out. */
#include "paper.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Room for `more` bytes and a terminator behind the text; NULL on memory. */
static char *room_for(struct paper_text *text, size_t more)
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

struct jx_str paper_done(const struct paper_text *text)
{
    return (struct jx_str){text->p, text->n};
}

void paper_clear(struct paper_text *text)
{
    text->n = 0;
}

void paper_free(struct paper_text *text)
{
    free(text->p);
    *text = (struct paper_text){0};
}

void paper_drop(struct paper_text *text, bool *failed)
{
    *failed |= text->failed;
    paper_free(text);
}

void paper_add(struct paper_text *text, struct jx_str more)
{
    char *to = more.n ? room_for(text, more.n) : NULL;
    if (!to)
        return;
    memcpy(to, more.p, more.n);
    text->n += more.n;
}

void paper_puts(struct paper_text *text, const char *more)
{
    paper_add(text, paper_str(more));
}

void paper_vsay(const struct jx_host *host, struct paper_text *text, const char *message,
                va_list args)
{
    const char *format = paper_word(host, message);
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    char *to = len > 0 ? room_for(text, (size_t)len) : NULL;
    if (to) {
        vsnprintf(to, (size_t)len + 1, format, again);
        text->n += (size_t)len;
    }
    va_end(again);
}

void paper_say(const struct jx_host *host, struct paper_text *text, const char *message,
               ...)
{
    va_list args;
    va_start(args, message);
    paper_vsay(host, text, message, args);
    va_end(args);
}

void paper_number(const struct jx_host *host, struct paper_text *text,
                  struct jx_dec number)
{
    char digits[64];
    struct jx_dec shown = host->math->round(number, 4);
    paper_add(text, (struct jx_str){digits, host->decimal(host, shown, digits)});
}

void paper_why(const struct jx_host *host, struct paper_text *text,
               const struct jx_why *why)
{
    size_t need = host->render(host, why, (char[1]){0}, 1);
    char *to = room_for(text, need);
    if (to)
        text->n += host->render(host, why, to, need + 1);
}

void paper_finding(const struct jx_host *host, struct paper_text *text,
                   const struct jx_finding *finding)
{
    paper_why(host, text, &finding->message);
    if (!finding->because.format.n)
        return;
    paper_puts(text, paper_word(host, N_(": ")));
    paper_why(host, text, &finding->because);
}

struct jx_str paper_str(const char *text)
{
    return (struct jx_str){text, text ? strlen(text) : 0};
}

const char *paper_word(const struct jx_host *host, const char *message)
{
    return host->translate(host, message);
}

bool paper_same(struct jx_str a, struct jx_str b)
{
    return a.n == b.n && (!a.n || memcmp(a.p, b.p, a.n) == 0);
}
