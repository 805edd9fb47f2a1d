/* performance.c: part III of the evaluation report: groups, their indicators, and why they
 * lost points. */
#include "evaluation.h"

static void group_table(struct report *r)
{
    static const int widths[] = {3645, 1300, 1300, 1300, 1300};
    static const char *const heads[] = {N_("Group"), N_("Weight"), N_("Points got"),
                                        N_("Lost"), N_("Share")};
    const struct jx_math *math = r->host->math;
    if (!r->result->group_count)
        return;
    word_table(r->doc, widths, 5);
    word_row(r->doc, WORD_KEEP | WORD_REPEAT);
    for (size_t i = 0; i < 5; i++)
        word_cell_word(r->doc, (struct word_cell){.style = WORD_HEAD}, heads[i]);
    word_row_end(r->doc);
    for (size_t i = 0; i < r->result->group_count; i++) {
        const struct jx_group *group = &r->result->groups[i];
        bool ok = true;
        struct jx_dec share =
            math->muldiv(group->score, (struct jx_dec){100, 0}, group->weight, &ok);
        struct word_report_figure figures[] = {
            word_report_figure(r, group->weight), word_report_figure(r, group->score),
            word_report_figure(r, math->sub(group->weight, group->score)),
            word_report_figure(r, math->round(share, 2))};
        word_row(r->doc, WORD_KEEP);
        word_cell(r->doc, (struct word_cell){.style = WORD_CELL}, group->level1);
        for (size_t k = 0; k < 4; k++) {
            bool known = k == 0 || (group->scored && (k < 3 || ok));
            paper_puts(&r->doc->text, known ? figures[k].text : "—");
            paper_puts(&r->doc->text, known && k == 3 ? "%" : "");
            word_cell_text(r->doc, (struct word_cell){.style = WORD_CENTRE});
        }
        word_row_end(r->doc);
    }
    word_table_end(r->doc);
    word_space(r->doc);
}

static void points(struct report *r, struct jx_dec number, bool known)
{
    paper_puts(&r->doc->text, known ? word_report_figure(r, number).text : "—");
    word_cell_text(r->doc, (struct word_cell){.style = WORD_CENTRE});
}

enum { NAME, TARGET, ACTUAL, WEIGHT, CLAIMED, SCORE, REVIEWED, COLUMNS };

static bool shown(const struct report *r, int column)
{
    return column == CLAIMED ? r->claims : column != REVIEWED || r->reviews;
}

static void indicator_row(struct report *r, const struct jx_item *item)
{
    const struct jx_cell *row = paper_row(r->record, item);
    const struct jx_reviewed *reviewed = paper_reviewed(r->result, item);
    const struct word_cell centre = {.style = WORD_CENTRE};
    word_row(r->doc, WORD_KEEP);
    word_cell(r->doc, (struct word_cell){.style = WORD_CELL}, item->name);
    if (row)
        paper_target(&r->doc->text, row);
    word_cell_text(r->doc, centre);
    word_cell(r->doc, centre, paper_actual(r->record, item));
    points(r, item->weight, item->has_weight);
    if (r->claims)
        word_cell(r->doc, centre, item->reported.text);
    points(r, item->score, item->scored);
    if (r->reviews && reviewed)
        points(r, reviewed->score, true);
    else if (r->reviews)
        word_cell(r->doc, centre, (struct jx_str){0});
    word_row_end(r->doc);
}

static void indicators(struct report *r, struct jx_str level1)
{
    static const int widths[COLUMNS] = {0, 1700, 1450, 750, 750, 750, 750};
    static const char *const heads[COLUMNS] = {
        N_("Indicator"), N_("Target"), N_("Actual"),  N_("Weight"),
        N_("Claimed"),   N_("System"), N_("Reviewed")};
    int grid[COLUMNS] = {WORD_PORTRAIT};
    size_t count = 1;
    for (int i = TARGET; i < COLUMNS; i++)
        if (shown(r, i))
            grid[0] -= grid[count++] = widths[i];
    word_table(r->doc, grid, count);
    word_row(r->doc, WORD_KEEP | WORD_REPEAT);
    for (int i = 0; i < COLUMNS; i++)
        if (shown(r, i))
            word_cell_word(r->doc, (struct word_cell){.style = WORD_HEAD}, heads[i]);
    word_row_end(r->doc);
    for (size_t i = 0; i < r->result->item_count; i++)
        if (paper_same(r->result->items[i].level1, level1))
            indicator_row(r, &r->result->items[i]);
    word_table_end(r->doc);
    word_space(r->doc);
}

/* What a person decided on an indicator. */
static void decision(struct report *r, const struct jx_item *item)
{
    const struct jx_reviewed *reviewed = paper_reviewed(r->result, item);
    if (!reviewed)
        return;
    paper_add(&r->doc->text, item->name);
    paper_say(r->host, &r->doc->text, N_(": reviewed, %s points: "),
              word_report_figure(r, reviewed->score).text);
    paper_decision(r->host, &r->doc->text, reviewed->decision);
    word_report_full_stop(r);
    word_text(r->doc, WORD_BODY);
}

/* Why an indicator lost points, and what the office says about it; nothing for full
 * marks. */
static void loss(struct report *r, const struct jx_item *item)
{
    struct jx_dec lost;
    if (paper_lost(r->host, item, &lost) && !lost.digits)
        return;
    paper_add(&r->doc->text, item->name);
    paper_puts(&r->doc->text, paper_word(r->host, N_(": ")));
    paper_loss(r->host, &r->doc->text, item);
    word_report_full_stop(r);
    if (item->index != JX_INDEX_BUDGET) /* that one stands by the funds */
        word_report_fact(r, N_("The unit's reason"), paper_reason(r->record, item));
    word_text(r->doc, WORD_BODY);
}

static void group(struct report *r, size_t index, const struct jx_group *group)
{
    struct word_report_figure weight = word_report_figure(r, group->weight),
                              score = word_report_figure(r, group->score);
    word_ordinal(r->doc, index);
    paper_add(&r->doc->text, group->level1);
    if (group->scored)
        word_say(r->doc, WORD_H2, N_(" (%s of %s points)"), score.text, weight.text);
    else
        word_say(r->doc, WORD_H2, N_(" (%s points, not scored)"), weight.text);
    indicators(r, group->level1);
    for (size_t i = 0; i < r->result->item_count; i++)
        if (paper_same(r->result->items[i].level1, group->level1)) {
            loss(r, &r->result->items[i]);
            decision(r, &r->result->items[i]);
        }
}

void word_report_performance(struct report *r)
{
    word_say(r->doc, WORD_H1, N_("III. Performance"));
    group_table(r);
    for (size_t i = 0; i < r->result->group_count; i++)
        group(r, i, &r->result->groups[i]);
    if (!r->result->item_count)
        word_say(r->doc, WORD_GAP, N_("[no indicator could be scored: to be filled in]"));
}
