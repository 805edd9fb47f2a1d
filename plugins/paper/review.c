/* review.c: what people decided on a form, in words. Whether a decision holds was settled
 * when the form was scored. */
#include "paper.h"

#include <string.h>

const struct jx_reviewed *paper_reviewed(const struct jx_result *result,
                                         const struct jx_item *item)
{
    const struct jx_review *review = result->review;
    for (size_t i = 0; review && i < review->item_count; i++)
        if (review->items[i].item == item)
            return &review->items[i];
    return NULL;
}

bool paper_is_on(const struct jx_finding *finding, const struct jx_item *item)
{
    if (!item)
        return finding->item == JX_INDEX_NONE && !finding->id;
    if (item->index != JX_INDEX_NONE)
        return finding->item == item->index;
    return finding->id && item->id && strcmp(finding->id, item->id) == 0;
}

bool paper_is_waiver(const struct jx_waived *waived)
{
    return waived->decision->waived.n > 0;
}

const struct jx_waived *paper_waived(const struct jx_result *result,
                                     const struct jx_item *item, size_t i)
{
    const struct jx_review *review = result->review;
    for (size_t k = 0; review && k < review->waived_count; k++)
        if (paper_is_on(&review->waived[k].finding, item) &&
            paper_is_waiver(&review->waived[k]) && !i--)
            return &review->waived[k];
    return NULL;
}

bool paper_final_total(const struct jx_result *result, struct jx_dec *total)
{
    bool reviewed = result->review && result->review->has_total;
    *total = reviewed ? result->review->total : result->total;
    return reviewed || result->has_total;
}

const char *paper_final_grade(const struct jx_result *result)
{
    if (result->review && result->review->has_total)
        return result->review->grade;
    return result->has_total && result->grade ? result->grade : "";
}

static void graded(const struct jx_host *host, struct paper_text *text,
                   struct jx_dec total, const char *grade)
{
    paper_number(host, text, total);
    paper_puts(text, "　");
    paper_puts(text, grade ? grade : "");
}

void paper_total(const struct jx_host *host, struct paper_text *text,
                 const struct jx_result *result)
{
    if (result->has_total)
        graded(host, text, result->total, result->grade);
    else
        paper_puts(text, "—");
    if (!result->review || !result->review->has_total)
        return;
    paper_puts(text, "　　");
    paper_puts(text, paper_word(host, N_("Reviewed")));
    paper_puts(text, "　");
    graded(host, text, result->review->total, result->review->grade);
}

void paper_decision(const struct jx_host *host, struct paper_text *text,
                    const struct jx_decision *decision)
{
    struct jx_str who = decision->who, date = decision->date;
    paper_add(text, decision->reason);
    paper_say(host, text, date.n ? N_(" (%.*s, %.*s)") : N_(" (%.*s%.*s)"), (int)who.n,
              who.p, (int)date.n, date.n ? date.p : "");
}

void paper_waiver(const struct jx_host *host, struct paper_text *text,
                  const struct jx_waived *waived)
{
    paper_puts(text, paper_word(host, N_("waived: ")));
    paper_finding(host, text, &waived->finding);
    paper_puts(text, paper_word(host, N_("; ")));
    paper_decision(host, text, waived->decision);
}
