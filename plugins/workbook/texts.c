/* texts.c: texts put together from reasons, findings and places. */
#include "book.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *room_for(struct text *text, size_t more)
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

struct jx_str text_done(const struct text *text)
{
    return (struct jx_str){text->p, text->n};
}

void text_clear(struct text *text)
{
    text->n = 0;
}

void text_free(struct text *text)
{
    free(text->p);
    *text = (struct text){0};
}

void text_add(struct text *text, struct jx_str more)
{
    char *to = more.n ? room_for(text, more.n) : NULL;
    if (!to)
        return;
    memcpy(to, more.p, more.n);
    text->n += more.n;
}

void text_puts(struct text *text, const char *more)
{
    text_add(text, str_of(more));
}

void text_number(const struct book *book, struct text *text, struct jx_dec number)
{
    char digits[64];
    text_add(text,
             (struct jx_str){digits, book->host->decimal(book->host, number, digits)});
}

void text_why(const struct book *book, struct text *text, const struct jx_why *why)
{
    size_t need = book->host->render(book->host, why, (char[1]){0}, 1);
    char *to = room_for(text, need + 1);
    if (to)
        text->n += book->host->render(book->host, why, to, need + 1);
}

void text_finding(const struct book *book, struct text *text,
                  const struct jx_finding *finding)
{
    text_why(book, text, &finding->message);
    if (!finding->because.format.n)
        return;
    text_puts(text, word(book, N_(": ")));
    text_why(book, text, &finding->because);
}

/* "2.9 points off: reason", or only the reason where no score can be given. */
static void head(const struct book *book, struct text *text, const struct jx_item *item)
{
    char number[64], shown[160];
    if (!item->scored || !item->has_weight) {
        text_puts(text, word(book, N_("unscored: ")));
        return;
    }
    book->host->decimal(book->host, book->host->math->sub(item->weight, item->score),
                        number);
    snprintf(shown, sizeof shown, word(book, N_("%s points off: ")), number);
    text_puts(text, shown);
}

void text_deductions(const struct book *book, struct text *text,
                     const struct jx_item *item)
{
    bool full = item->scored && item->has_weight &&
                book->host->math->cmp(item->score, item->weight) >= 0;
    size_t steps = 0;
    for (size_t i = 0; i < item->line_count && !full; i++) {
        const struct jx_line *line = &item->lines[i];
        if (line->verb == JX_CLAMP || line->verb == JX_ROUND || line->verb == JX_FIND)
            continue;
        if (!steps++)
            head(book, text, item);
        else
            text_puts(text, word(book, N_("; ")));
        text_why(book, text, &line->why);
    }
}

static void column_letters(unsigned column, char out[8])
{
    char reversed[8];
    size_t n = 0;
    for (; column && n < 7; column = (column - 1) / 26)
        reversed[n++] = (char)('A' + (column - 1) % 26);
    for (size_t i = 0; i < n; i++)
        out[i] = reversed[n - 1 - i];
    out[n] = '\0';
}

void text_source(const struct book *book, struct text *text,
                 const struct jx_record *record, struct jx_at at)
{
    char number[48], column[8];
    (void)book;
    if (record->file)
        text_puts(text, record->file);
    if (!at.line)
        return;
    if (!at.sheet) {
        snprintf(number, sizeof number, ":%u", (unsigned)at.line);
        text_puts(text, number);
        return;
    }
    column_letters(at.column, column);
    text_puts(text, " ");
    if (at.sheet <= record->sheet_count) {
        text_puts(text, record->sheets[at.sheet - 1]);
    } else {
        snprintf(number, sizeof number, "%u", (unsigned)at.sheet);
        text_puts(text, number);
    }
    snprintf(number, sizeof number, "!%s%u", column, (unsigned)at.line);
    text_puts(text, number);
}
