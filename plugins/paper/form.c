/* form.c: what the writers that draw a form have in common: which of its columns there are,
 * and what stands in the cells of reasons. How it is drawn is theirs. */
#include "paper.h"

static bool has_fund(const struct jx_budget *budget, int key)
{
    bool there = budget->total.cell[key].kind != JX_ABSENT;
    for (size_t i = 0; i < budget->source_count; i++)
        there |= budget->sources[i].cell[key].kind != JX_ABSENT;
    return there;
}

static bool has_column(const struct jx_record *record, int key)
{
    bool there = !record->indicator_count; /* nothing tells: as the blank form has it */
    for (size_t i = 0; i < record->indicator_count; i++)
        there |= record->indicators[i].cell[key].kind != JX_ABSENT;
    return there;
}

struct jx_face paper_face(const struct jx_face *face, const struct jx_record *record)
{
    struct jx_face own = *face;
    const struct jx_cell *cell = record->cell;
    bool closed = cell[JX_REC_REPORTED_WEIGHT].kind != JX_ABSENT ||
                  cell[JX_REC_REPORTED_TOTAL].kind != JX_ABSENT;
    for (int key = 0; key < JX_REC_COUNT; key++)
        if (cell[key].kind == JX_ABSENT && key != JX_REC_NAME)
            own.record[key] = NULL;
    for (int key = 0; key < JX_FUND_COUNT; key++)
        if (!has_fund(&record->budget, key))
            own.fund[key] = NULL;
    for (int key = 0; key < JX_IND_COUNT; key++)
        if (!has_column(record, key))
            own.ind[key] = NULL;
    if (!closed)
        own.closing = NULL;
    return own;
}

static void note(struct paper_text *text, const char *mark, struct paper_text *what)
{
    if (!what->n)
        return;
    paper_puts(text, text->n ? "\n" : "");
    paper_puts(text, mark);
    paper_add(text, paper_done(what));
    paper_clear(what);
}

void paper_reasons(const struct jx_host *host, struct paper_text *text,
                   const struct jx_record *record, const struct jx_result *result,
                   const struct jx_item *item)
{
    struct paper_text what = {0};
    const struct jx_reviewed *reviewed = paper_reviewed(result, item);
    const struct jx_waived *waived;
    paper_add(text, paper_reason(record, item));
    paper_loss(host, &what, item);
    note(text, JX_NOTE_SYSTEM, &what);
    if (reviewed)
        paper_decision(host, &what, reviewed->decision);
    note(text, JX_NOTE_REVIEW, &what);
    for (size_t i = 0; (waived = paper_waived(result, item, i)); i++) {
        paper_waiver(host, &what, waived);
        note(text, JX_NOTE_REVIEW, &what);
    }
    paper_drop(&what, &text->failed);
}
