/* story.c: how an item came to its score, and what more it would take, as sentences: the
 * figures as read, the arithmetic with its loss, the actual that restores the points. How
 * any of it was found is the core's business. */
#include "paper.h"

#include <string.h>

/* ---- the arithmetic ---- */

/* Money and points: 5.1 prints as 5.10, whole numbers as they are. */
static void points(const struct jx_host *host, struct paper_text *text,
                   struct jx_dec number)
{
    size_t from = text->n;
    paper_number(host, text, number);
    if (text->n >= from + 2 && text->p[text->n - 2] == '.')
        paper_puts(text, "0");
}

static bool is_settling(const struct jx_line *line)
{
    return line->verb == JX_CLAMP || line->verb == JX_ROUND;
}

static bool counts(const struct jx_line *line)
{
    return (line->verb == JX_AWARD || line->verb == JX_DEDUCT) && line->points.digits;
}

/* "8 × 3827 ÷ 6000" of "short: 8 × 3827 ÷ 6000", where the reason ends in arithmetic. */
static struct jx_str arithmetic_in(struct jx_str why)
{
    static const char *const colons[] = {": ", "："};
    size_t from = 0;
    for (size_t i = 0; i < why.n; i++)
        for (size_t k = 0; k < 2; k++) {
            size_t n = strlen(colons[k]);
            if (i + n <= why.n && memcmp(why.p + i, colons[k], n) == 0)
                from = i + n;
        }
    struct jx_str tail = {why.p + from, why.n - from};
    bool sign = false;
    for (size_t i = 0; i + 2 <= tail.n; i++) /* U+00D7 and U+00F7 */
        sign |= memcmp(tail.p + i, "\xc3\x97", 2) == 0 ||
                memcmp(tail.p + i, "\xc3\xb7", 2) == 0;
    bool begins = tail.n && tail.p[0] >= '0' && tail.p[0] <= '9';
    bool ends = tail.n && tail.p[tail.n - 1] >= '0' && tail.p[tail.n - 1] <= '9';
    return sign && begins && ends ? tail : (struct jx_str){0};
}

/* "10 - 2 - 1.5": where the rule began, then what it gave and took. */
static void steps(const struct jx_host *host, struct paper_text *text,
                  const struct jx_item *item)
{
    struct jx_dec start = item->score;
    bool any = false;
    for (size_t i = 0; i < item->line_count; i++) {
        const struct jx_line *line = &item->lines[i];
        if (counts(line) || is_settling(line))
            start = line->verb == JX_DEDUCT ? host->math->add(start, line->points)
                                            : host->math->sub(start, line->points);
    }
    if (start.digits) {
        paper_number(host, text, start);
        any = true;
    }
    for (size_t i = 0; i < item->line_count; i++) {
        const struct jx_line *line = &item->lines[i];
        if (!counts(line))
            continue;
        bool minus = (line->points.digits < 0) != (line->verb == JX_DEDUCT);
        struct jx_dec size = line->points;
        if (size.digits < 0)
            size.digits = -size.digits;
        paper_puts(text, any ? (minus ? " − " : " + ") : (minus ? "−" : ""));
        paper_number(host, text, size);
        any = true;
    }
}

void paper_sum(const struct jx_host *host, struct paper_text *text,
               const struct jx_item *item)
{
    struct paper_text why = {0};
    struct jx_dec lost;
    size_t count = 0, from = text->n;
    const struct jx_line *only = NULL;
    if (!paper_lost(host, item, &lost))
        return;
    for (size_t i = 0; i < item->line_count; i++)
        if (counts(&item->lines[i]) && count++ == 0)
            only = &item->lines[i];
    if (count == 1)
        paper_why(host, &why, &only->why);
    struct jx_str sum = arithmetic_in(paper_done(&why));
    if (sum.n)
        paper_add(text, sum);
    else if (count > 1 || (count && only->verb == JX_DEDUCT))
        steps(host, text, item);
    if (text->n > from)
        paper_puts(text, " = ");
    points(host, text, item->score);
    if (lost.digits > 0) {
        paper_puts(text, paper_word(host, N_("; points off: ")));
        points(host, text, lost);
    }
    paper_drop(&why, &text->failed);
}

/* ---- values read ---- */

void paper_reads(const struct jx_host *host, struct paper_text *text,
                 const struct jx_result *result, const struct jx_item *item)
{
    size_t count = JX_HAS(result, read_count) ? result->read_count : 0;
    bool said = false;
    for (size_t i = 0; i < count; i++) {
        const struct jx_read *read = &result->reads[i];
        if (&result->items[read->item] != item)
            continue;
        if (said)
            paper_puts(text, paper_word(host, N_("; ")));
        paper_say(host, text, N_("%s '%.*s' read as "), read->name, (int)read->printed.n,
                  read->printed.p);
        paper_number(host, text, read->number);
        said = true;
    }
}

/* ---- what it would take ---- */

static void reach(const struct jx_host *host, struct paper_text *text,
                  const struct jx_result *result, const struct jx_reach *reach)
{
    bool budget = result->items[reach->item].index == JX_INDEX_BUDGET;
    paper_say(host, text,
              budget ? N_("funds executed of %.*s: score ")
                     : N_("an actual of %.*s: score "),
              (int)reach->actual.n, reach->actual.p);
    paper_number(host, text, reach->score);
    if (!reach->has_total)
        return;
    paper_puts(text, paper_word(host, N_(", total ")));
    paper_number(host, text, reach->total);
    if (*reach->grade) {
        paper_puts(text, paper_word(host, N_(", grade ")));
        paper_puts(text, reach->grade);
    }
}

void paper_full(const struct jx_host *host, struct paper_text *text,
                const struct jx_result *result, const struct jx_item *item)
{
    size_t count = JX_HAS(result, reach_count) ? result->reach_count : 0;
    for (size_t i = 0; i < count; i++) {
        if (&result->items[result->reaches[i].item] != item)
            continue;
        if (result->reaches[i].kind == JX_REACH_FULL)
            reach(host, text, result, &result->reaches[i]);
        else if (result->reaches[i].kind == JX_REACH_NONE)
            paper_puts(text, paper_word(host, N_("no actual that was tried gives them")));
    }
}

void paper_better(const struct jx_host *host, struct paper_text *text,
                  const struct jx_result *result, const struct jx_item *item)
{
    size_t count = JX_HAS(result, reach_count) ? result->reach_count : 0, together = 0;
    for (size_t i = 0; i < count; i++)
        together += result->reaches[i].kind == JX_REACH_TOGETHER;
    for (size_t i = 0; i < count; i++) {
        uint8_t kind = result->reaches[i].kind;
        if (&result->items[result->reaches[i].item] != item ||
            (kind != JX_REACH_GRADE && kind != JX_REACH_TOGETHER))
            continue;
        if (kind == JX_REACH_TOGETHER)
            paper_say(host, text, N_("%zu items together, here "), together);
        reach(host, text, result, &result->reaches[i]);
    }
}
