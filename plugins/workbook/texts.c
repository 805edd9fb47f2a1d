/* texts.c: why an item lost points, as one text for a cell. */
#include "book.h"

/* "2.9 points off: reason", or only the reason where no score can be given. */
static void head(const struct book *book, struct paper_text *text,
                 const struct jx_item *item)
{
    char number[64];
    struct jx_dec lost;
    if (!paper_lost(book->host, item, &lost)) {
        paper_puts(text, word(book, N_("unscored: ")));
        return;
    }
    book->host->decimal(book->host, lost, number);
    paper_say(book->host, text, N_("%s points off: "), number);
}

void text_deductions(const struct book *book, struct paper_text *text,
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
            paper_puts(text, word(book, N_("; ")));
        paper_why(book->host, text, &line->why);
    }
}
