/* items.c: the sheet with one row an item: what the form says, what it claims, what the
 * rules give and why. */
#include "book.h"

enum {
    COL_CODE,
    COL_NAME,
    COL_LEVEL1,
    COL_LEVEL2,
    COL_ITEM,
    COL_NATURE,
    COL_TARGET,
    COL_UNIT,
    COL_ACTUAL,
    COL_WEIGHT,
    COL_CLAIMED,
    COL_SCORE,
    COL_REVIEWED,
    COL_GAP,
    COL_WHY,
    COL_REASON,
    COL_RULE,
    COLS,
    /* of `explain` alone */
    COL_SUM = COLS,
    COL_READS,
    COL_FULL,
    COL_BETTER,
    COLS_EXPLAINED
};

static const struct column columns[COLS_EXPLAINED] = {
    [COL_CODE] = {N_("Code"), 24},
    [COL_NAME] = {N_("Name"), 28},
    [COL_LEVEL1] = {N_("Level 1"), 12},
    [COL_LEVEL2] = {N_("Level 2"), 14},
    [COL_ITEM] = {N_("Indicator"), 30},
    [COL_NATURE] = {N_("Nature"), 7},
    [COL_TARGET] = {N_("Target"), 10},
    [COL_UNIT] = {N_("Unit of measure"), 8},
    [COL_ACTUAL] = {N_("Actual"), 10},
    [COL_WEIGHT] = {N_("Weight"), 7},
    [COL_CLAIMED] = {N_("Claimed"), 8},
    [COL_SCORE] = {N_("System"), 8},
    [COL_REVIEWED] = {N_("Reviewed"), 8},
    [COL_GAP] = {N_("Difference"), 8},
    [COL_WHY] = {N_("Points off, and why"), 36},
    [COL_REASON] = {N_("Reason given"), 30},
    [COL_RULE] = {N_("Clause"), 22},
    [COL_SUM] = {N_("Adds up to"), 30},
    [COL_READS] = {N_("As read"), 24},
    [COL_FULL] = {N_("For full marks"), 36},
    [COL_BETTER] = {N_("For a better grade"), 36},
};

void items_start(struct book *book)
{
    list_sheet(book, &book->items, N_("Items"), N_("Scores of the indicators"), columns,
               book->output->task == JX_TASK_EXPLAIN ? COLS_EXPLAINED : COLS);
}

static void story(struct book *book, const struct jx_result *result,
                  const struct jx_item *item)
{
    struct sheet *sheet = &book->items;
    struct paper_text text[4] = {{0}};
    paper_sum(book->host, &text[0], item);
    paper_reads(book->host, &text[1], result, item);
    paper_full(book->host, &text[2], result, item);
    paper_better(book->host, &text[3], result, item);
    for (int i = 0; i < 4; i++) {
        put(book, sheet, COL_SUM + i, paper_done(&text[i]), STYLE_TEXT);
        paper_drop(&text[i], &book->failed);
    }
}

static void row_cells(struct book *book, const struct jx_record *record,
                      const struct jx_item *item)
{
    struct sheet *sheet = &book->items;
    const struct jx_cell *row = paper_row(record, item), none = {0};
    put_cell(book, sheet, COL_NATURE, row ? &row[JX_IND_NATURE] : &none, STYLE_CENTER);
    put_cell(book, sheet, COL_TARGET, row ? &row[JX_IND_TARGET] : &none, STYLE_CENTER);
    put_cell(book, sheet, COL_UNIT, row ? &row[JX_IND_UNIT] : &none, STYLE_CENTER);
    put(book, sheet, COL_ACTUAL, paper_actual(record, item), STYLE_CENTER);
    put(book, sheet, COL_REASON, paper_reason(record, item), STYLE_TEXT);
}

static void one_item(struct book *book, const struct jx_record *record,
                     const struct jx_result *result, const struct jx_item *item)
{
    const struct jx_reviewed *reviewed = paper_reviewed(result, item);
    struct sheet *sheet = &book->items;
    struct paper_text why = {0};
    bool both = item->has_claimed && (item->scored || reviewed);
    struct jx_dec score = reviewed ? reviewed->score : item->score;
    put_cell(book, sheet, COL_CODE, &record->cell[JX_REC_CODE], STYLE_TEXT);
    put_cell(book, sheet, COL_NAME, &record->cell[JX_REC_NAME], STYLE_TEXT);
    put(book, sheet, COL_LEVEL1, item->level1, STYLE_CENTER);
    put(book, sheet, COL_LEVEL2, item->level2, STYLE_CENTER);
    put(book, sheet, COL_ITEM, item->name, STYLE_TEXT);
    row_cells(book, record, item);
    put_number(book, sheet, COL_WEIGHT, item->has_weight, item->weight, STYLE_FIGURE);
    put_claimed(book, sheet, COL_CLAIMED, &item->reported, item->has_claimed,
                item->claimed);
    put_number(book, sheet, COL_SCORE, item->scored, item->score, STYLE_FIGURE);
    put_number(book, sheet, COL_REVIEWED, reviewed != NULL, score, STYLE_FIGURE);
    put_number(book, sheet, COL_GAP, both,
               both ? book->host->math->sub(item->claimed, score) : score, STYLE_GAP);
    paper_loss(book->host, &why, item);
    put(book, sheet, COL_WHY, paper_done(&why), STYLE_TEXT);
    put(book, sheet, COL_RULE, paper_str(item->clause), STYLE_TEXT);
    if (book->output->task == JX_TASK_EXPLAIN)
        story(book, result, item);
    paper_drop(&why, &book->failed);
}

void items_record(struct book *book, const struct jx_record *record,
                  const struct jx_result *result)
{
    for (size_t i = 0; i < result->item_count; i++)
        if (next_row(book, &book->items))
            one_item(book, record, result, &result->items[i]);
}
