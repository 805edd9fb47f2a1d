/* reviews.c: the sheet that people fill in and --reviews reads: one row an item that wants
 * a decision, with the digest of what it was made on. */
#include "book.h"

#include <stdio.h>
#include <string.h>

enum {
    COL_CODE,
    COL_NAME,
    COL_ITEM,
    COL_WEIGHT,
    COL_CLAIMED,
    COL_SCORE,
    COL_CODES,
    COL_POINTS,
    COL_LEVEL,
    COL_WAIVE,
    COL_REASON,
    COL_WHO,
    COL_DATE,
    COL_DIGEST,
    COLS
};

/* core/score/review_table.c knows the headings, in both languages. */
static const struct column columns[COLS] = {
    [COL_CODE] = {N_("Code"), 24},
    [COL_NAME] = {N_("Name"), 28},
    [COL_ITEM] = {N_("Indicator"), 30},
    [COL_WEIGHT] = {N_("Weight"), 7},
    [COL_CLAIMED] = {N_("Claimed"), 8},
    [COL_SCORE] = {N_("System"), 8},
    [COL_CODES] = {N_("Finding codes"), 22},
    [COL_POINTS] = {N_("Reviewed score"), 10},
    [COL_LEVEL] = {N_("Reviewed level"), 10},
    [COL_WAIVE] = {N_("Waived findings"), 18},
    [COL_REASON] = {N_("Review reason"), 34},
    [COL_WHO] = {N_("Reviewer"), 10},
    [COL_DATE] = {N_("Review date"), 12},
    [COL_DIGEST] = {N_("Input digest"), 18},
};

void reviews_start(struct book *book)
{
    list_sheet(book, &book->reviews, N_("Review"),
               N_("Review: fill in the yellow cells, then score again with --reviews"),
               columns, COLS);
    worksheet_freeze_panes(book->reviews.ws, 2, COL_WEIGHT);
}

/* Codes of the findings of one item (NULL: of the form), each once; remarks only beside
 * something worse. */
static bool codes_of(const struct jx_result *result, const struct jx_item *item,
                     struct paper_text *codes)
{
    bool serious = false;
    for (size_t i = 0; i < result->finding_count; i++) {
        const struct jx_finding *f = &result->findings[i];
        bool seen = false;
        for (size_t k = 0; k < i && !seen; k++)
            seen = result->findings[k].item == f->item &&
                   strcmp(result->findings[k].code, f->code) == 0;
        if (!paper_is_on(f, item) || seen)
            continue;
        serious |= f->severity >= JX_WARNING;
        paper_puts(codes, codes->n ? " " : "");
        paper_puts(codes, f->code);
    }
    return serious;
}

/* What was decided on an item, or on the form (item NULL): kept on re-runs. */
static const struct jx_decision *decided(const struct jx_result *result,
                                         const struct jx_item *item)
{
    const struct jx_reviewed *reviewed = item ? paper_reviewed(result, item) : NULL;
    if (reviewed)
        return reviewed->decision;
    const struct jx_waived *waived;
    for (size_t i = 0; (waived = paper_waived(result, item, i)); i++)
        if (!item == !waived->decision->item.n)
            return waived->decision;
    return NULL;
}

static bool is_points(struct jx_str text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((text.p[i] < '0' || text.p[i] > '9') && text.p[i] != '.')
            return false;
    return text.n > 0;
}

static void decision_cells(struct book *book, const struct jx_item *item,
                           const struct jx_reviewed *reviewed,
                           const struct jx_decision *d)
{
    static const enum style inputs[] = {STYLE_INPUT,      STYLE_INPUT, STYLE_INPUT,
                                        STYLE_INPUT_TEXT, STYLE_INPUT, STYLE_DATE};
    const struct jx_decision none = {0};
    struct sheet *sheet = &book->reviews;
    bool points = item && reviewed && is_points(reviewed->decision->score);
    d = d ? d : &none;
    const struct jx_str texts[] = {
        {0}, points ? none.score : d->score, d->waived, d->reason, d->who, d->date};
    for (unsigned i = 0; i < 6; i++)
        put(book, sheet, COL_POINTS + i, texts[i], inputs[i]);
    if (points)
        put_number(book, sheet, COL_POINTS, true, reviewed->score, STYLE_INPUT);
}

static void one_row(struct book *book, const struct jx_record *record,
                    const struct jx_result *result, const struct jx_item *item,
                    struct jx_str codes)
{
    struct sheet *sheet = &book->reviews;
    char digest[17];
    if (!next_row(book, sheet))
        return;
    put_cell(book, sheet, COL_CODE, &record->cell[JX_REC_CODE], STYLE_TEXT);
    put_cell(book, sheet, COL_NAME, &record->cell[JX_REC_NAME], STYLE_TEXT);
    struct jx_item none = {0};
    const struct jx_item *shown = item ? item : &none;
    put(book, sheet, COL_ITEM, shown->name, STYLE_TEXT);
    put_number(book, sheet, COL_WEIGHT, shown->has_weight, shown->weight, STYLE_FIGURE);
    put_claimed(book, sheet, COL_CLAIMED, &shown->reported, shown->has_claimed,
                shown->claimed);
    put_number(book, sheet, COL_SCORE, shown->scored, shown->score, STYLE_FIGURE);
    put(book, sheet, COL_CODES, codes, STYLE_TEXT);
    decision_cells(book, item, item ? paper_reviewed(result, item) : NULL,
                   decided(result, item));
    book->host->digest(book->host, record, item, digest);
    put(book, sheet, COL_DIGEST, paper_str(digest), STYLE_CENTER);
}

void reviews_record(struct book *book, const struct jx_record *record,
                    const struct jx_result *result)
{
    struct paper_text codes = {0};
    if (codes_of(result, NULL, &codes) || decided(result, NULL))
        one_row(book, record, result, NULL, paper_done(&codes));
    for (size_t i = 0; i < result->item_count; i++) {
        const struct jx_item *item = &result->items[i];
        paper_clear(&codes);
        if (codes_of(result, item, &codes) || !item->scored || decided(result, item))
            one_row(book, record, result, item, paper_done(&codes));
    }
    paper_drop(&codes, &book->failed);
}

/* ---- validation ---- */

static void validate(struct book *book, unsigned column, lxw_data_validation *rule,
                     const char *title, const char *message)
{
    struct sheet *sheet = &book->reviews;
    char shown[256], head[33];
    snprintf(shown, sizeof shown, "%s", word(book, message));
    snprintf(head, sizeof head, "%s", word(book, title));
    rule->input_title = rule->error_title = head;
    rule->input_message = rule->error_message = shown;
    worksheet_data_validation_range(sheet->ws, sheet->first, (lxw_col_t)column,
                                    sheet->row, (lxw_col_t)column, rule);
}

void reviews_end(struct book *book)
{
    struct sheet *sheet = &book->reviews;
    if (!sheet->ws || sheet->row < sheet->first)
        return;
    list_end(sheet);
    /* Relative to the first row: never more than the weight beside it. */
    char least[] = "=0", most[] = "=$D3";
    lxw_data_validation points = {.validate = LXW_VALIDATION_TYPE_DECIMAL_FORMULA,
                                  .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
                                  .minimum_formula = least,
                                  .maximum_formula = most};
    validate(book, COL_POINTS, &points, N_("Reviewed score"),
             N_("From 0 to the weight. Leave it blank to keep the system's score."));
    if (book->level_count) {
        lxw_data_validation level = {.validate = LXW_VALIDATION_TYPE_LIST,
                                     .value_list = (char **)book->levels};
        validate(book, COL_LEVEL, &level, N_("Reviewed level"),
                 N_("A level of the scale, in place of a score."));
    }
    /* "All" to choose, or codes to write. */
    const char *all[] = {word(book, N_("all findings")), NULL};
    lxw_data_validation waive = {.validate = LXW_VALIDATION_TYPE_LIST,
                                 .value_list = (char **)all,
                                 .show_error = LXW_VALIDATION_OFF};
    validate(book, COL_WAIVE, &waive, N_("Waived findings"),
             N_("Codes of the findings that are settled, or all of them."));
    lxw_data_validation date = {.validate = LXW_VALIDATION_TYPE_DATE,
                                .criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN,
                                .value_datetime = {2000, 1, 1, 0, 0, 0}};
    validate(book, COL_DATE, &date, N_("Review date"), N_("A date, as in 2024-03-31."));
    lxw_data_validation reason = {.validate = LXW_VALIDATION_TYPE_LENGTH,
                                  .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
                                  .minimum_number = 1,
                                  .maximum_number = 500};
    validate(book, COL_REASON, &reason, N_("Review reason"),
             N_("Why, in up to 500 characters. A decision needs a reason and a name."));
}
