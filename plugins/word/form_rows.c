/* form_rows.c: the rows of a form: funds, indicators, and the scores at the end of both.
 * Head and foot are in form.c. */
#include "sheet.h"

enum { AMOUNTS = 4 };
static const int amount_keys[AMOUNTS] = {JX_FUND_INITIAL, JX_FUND_ADJUSTED,
                                         JX_FUND_EXECUTED, JX_FUND_RATE};

/* ---- scores ---- */

void word_form_points(struct form *f, struct jx_dec number, bool known, bool bold)
{
    struct word_cell cell = word_form_wide(WORD_CENTRE, 1);
    cell.bold = bold;
    if (known)
        paper_number(f->doc->host, &f->doc->text, number);
    else
        paper_puts(&f->doc->text, "—");
    word_cell_text(f->doc, cell);
}

void word_form_scores(struct form *f, struct jx_str claimed, bool differs, bool scored,
                      struct jx_dec score, bool reviewed, struct jx_dec decided)
{
    if (f->ind[JX_IND_REPORTED_SCORE] >= 0)
        word_cell(f->doc, word_form_wide(WORD_CENTRE, 1), claimed);
    word_form_points(f, score, scored, differs);
    if (f->reviewed < 0)
        return;
    if (reviewed)
        word_form_points(f, decided, true, true);
    else
        word_cell(f->doc, word_form_wide(WORD_CENTRE, 1), (struct jx_str){0});
}

static void item_scores(struct form *f, const struct jx_item *item)
{
    const struct jx_reviewed *reviewed = paper_reviewed(f->result, item);
    bool differs = item->scored && item->has_claimed &&
                   f->doc->host->math->cmp(item->score, item->claimed) != 0;
    word_form_scores(f, item->reported.text, differs, item->scored, item->score,
                     reviewed != NULL, reviewed ? reviewed->score : item->score);
    paper_reasons(f->doc->host, &f->doc->text, f->record, f->result, item);
    word_cell_text(f->doc, word_form_wide(WORD_CELL, 1));
}

/* Figures as the form prints them; those that the pack hands out as they are. */
static void weight(struct form *f, const struct jx_item *item, struct jx_str printed)
{
    if (printed.n)
        word_cell(f->doc, word_form_wide(WORD_CENTRE, 1), printed);
    else
        word_form_points(f, item->weight, item->has_weight, false);
}

/* ---- funds ---- */

static const struct jx_item *budget_item(const struct form *f)
{
    for (size_t i = 0; i < f->result->item_count; i++)
        if (f->result->items[i].index == JX_INDEX_BUDGET)
            return &f->result->items[i];
    return NULL;
}

/* Amounts share the columns between the labels and the weights. */
static size_t amount_span(const struct form *f, int key)
{
    size_t first = (size_t)f->ind[JX_IND_NAME], n = 0, place = 0;
    size_t columns = (size_t)f->ind[JX_IND_WEIGHT] - first;
    for (int i = 0; i < AMOUNTS; i++) {
        bool there = f->face.fund[amount_keys[i]] != NULL;
        place += there && amount_keys[i] < key;
        n += there;
    }
    /* Rounded up: the first gets what is left over. */
    return (columns * (place + 1) + n - 1) / n - (columns * place + n - 1) / n;
}

static void heading(struct form *f, const char *own, const char *other)
{
    word_cell_word(f->doc, word_form_wide(WORD_HEAD, 1), own ? own : other);
}

static void claimed_heading(struct form *f, const char *own)
{
    if (f->ind[JX_IND_REPORTED_SCORE] < 0)
        return;
    if (own && f->result->face) {
        paper_puts(&f->doc->text, own);
        paper_puts(&f->doc->text, paper_word(f->doc->host, N_(" (claimed)")));
        word_cell_text(f->doc, word_form_wide(WORD_HEAD, 1));
    } else {
        heading(f, N_("Claimed"), NULL);
    }
}

static void end_headings(struct form *f, const char *weight, const char *claimed,
                         const char *reason)
{
    heading(f, weight, N_("Pack's weight"));
    claimed_heading(f, claimed);
    heading(f, N_("System"), NULL);
    if (f->reviewed >= 0)
        heading(f, N_("Reviewed"), NULL);
    heading(f, reason, N_("Points off, and why"));
    word_row_end(f->doc);
}

static void fund_head(struct form *f)
{
    const struct jx_face *face = &f->face;
    word_row(f->doc, WORD_KEEP);
    word_cell_word(f->doc, word_form_wide(WORD_HEAD, (size_t)f->ind[JX_IND_NAME]),
                   face->amounts ? face->amounts : N_("Source of funds"));
    for (int i = 0; i < AMOUNTS; i++)
        if (face->fund[amount_keys[i]])
            word_cell_word(f->doc,
                           word_form_wide(WORD_HEAD, amount_span(f, amount_keys[i])),
                           face->fund[amount_keys[i]]);
    end_headings(f, face->fund[JX_FUND_WEIGHT], face->fund[JX_FUND_REPORTED_SCORE],
                 face->fund[JX_FUND_REASON]);
}

static void amounts(struct form *f, const char *name, struct jx_str source,
                    const struct jx_cell *cells)
{
    struct word_cell label = word_form_wide(WORD_CENTRE, (size_t)f->ind[JX_IND_NAME]);
    word_row(f->doc, name ? 0 : WORD_KEEP);
    if (name)
        word_cell_word(f->doc, label, name);
    else
        word_cell(f->doc, label, source);
    for (int i = 0; i < AMOUNTS; i++)
        if (f->face.fund[amount_keys[i]])
            word_cell(f->doc, word_form_wide(WORD_CENTRE, amount_span(f, amount_keys[i])),
                      cells[amount_keys[i]].text);
}

static void fund_rows(struct form *f)
{
    const struct jx_budget *budget = &f->record->budget;
    const struct jx_cell *total = budget->total.cell;
    const struct jx_item *item = budget_item(f), none = {0};
    amounts(f, f->face.fund_total, (struct jx_str){0}, total);
    weight(f, item ? item : &none, total[JX_FUND_WEIGHT].text);
    if (item) {
        item_scores(f, item);
    } else {
        word_form_scores(f, total[JX_FUND_REPORTED_SCORE].text, false, false, none.score,
                         false, none.score);
        word_cell(f->doc, word_form_wide(WORD_CELL, 1), total[JX_FUND_REASON].text);
    }
    word_row_end(f->doc);
    f->budget_drawn = true;
    for (size_t i = 0; i < budget->source_count; i++) {
        const struct jx_cell *cells = budget->sources[i].cell;
        amounts(f, NULL, cells[JX_FUND_NAME].text, cells);
        for (size_t k = (size_t)f->ind[JX_IND_WEIGHT]; k < f->cols; k++)
            word_cell(f->doc, word_form_wide(WORD_CENTRE, 1), (struct jx_str){0});
        word_row_end(f->doc);
    }
}

/* Names of funds as headings over one row of amounts. */
static void funds_across(struct form *f)
{
    const struct jx_budget *budget = &f->record->budget;
    size_t label = (size_t)f->ind[JX_IND_NAME], count = budget->source_count + 1;
    size_t columns = f->cols - label;
    for (int row = 0; row < 2; row++) {
        struct word_cell side = word_form_wide(WORD_HEAD, label);
        side.merge = row ? WORD_BELOW : WORD_FIRST;
        word_row(f->doc, WORD_KEEP | (row ? 0 : WORD_NEXT));
        word_cell_word(f->doc, side,
                       row               ? ""
                       : f->face.amounts ? f->face.amounts
                                         : N_("Source of funds"));
        for (size_t i = 0; i < count && i < columns; i++) {
            const struct jx_cell *cells =
                i ? budget->sources[i - 1].cell : budget->total.cell;
            struct word_cell cell =
                word_form_wide(row ? WORD_CENTRE : WORD_HEAD,
                               columns * (i + 1) / count - columns * i / count);
            if (row)
                word_cell(f->doc, cell, cells[f->face.across].text);
            else if (i)
                word_cell(f->doc, cell, cells[JX_FUND_NAME].text);
            else
                word_cell_word(f->doc, cell, f->face.fund_total);
        }
        word_row_end(f->doc);
    }
}

void word_form_funds(struct form *f)
{
    bool any = false;
    for (int i = 0; i < AMOUNTS; i++)
        any |= f->face.fund[amount_keys[i]] != NULL;
    if (!f->record->budget.present || !f->face.fund_total || !any)
        return;
    if (f->face.across >= 0 && f->record->budget.source_count < f->cols - 2) {
        funds_across(f);
        return;
    }
    fund_head(f);
    fund_rows(f);
}

/* ---- indicators ---- */

static void item_heads(struct form *f)
{
    const struct jx_face *face = &f->face;
    word_row(f->doc, WORD_REPEAT | WORD_KEEP | WORD_NEXT);
    for (int key = 0; key < JX_IND_WEIGHT; key++)
        if (f->ind[key] >= 0)
            heading(f, face->ind[key], paper_ind_labels[key]);
    end_headings(f, face->ind[JX_IND_WEIGHT], face->ind[JX_IND_REPORTED_SCORE],
                 face->ind[JX_IND_REASON]);
}

static bool is_row(const struct form *f, size_t i)
{
    return i < f->result->item_count &&
           !(f->budget_drawn && f->result->items[i].index == JX_INDEX_BUDGET);
}

static bool same_level(const struct form *f, size_t i, bool second)
{
    const struct jx_item *items = f->result->items;
    return i > 0 && is_row(f, i) && is_row(f, i - 1) &&
           paper_same(items[i].level1, items[i - 1].level1) &&
           (!second || paper_same(items[i].level2, items[i - 1].level2));
}

/* A cell that continues the one above where it says the same. */
static void level(struct form *f, size_t i, bool second)
{
    const struct jx_item *item = &f->result->items[i];
    struct word_cell cell = word_form_wide(WORD_CENTRE, 1);
    bool same = same_level(f, i, second);
    cell.merge = same                           ? WORD_BELOW
                 : same_level(f, i + 1, second) ? WORD_FIRST
                                                : WORD_ALONE;
    word_cell(f->doc, cell,
              same     ? (struct jx_str){0}
              : second ? item->level2
                       : item->level1);
}

static void item_row(struct form *f, size_t i)
{
    static const struct jx_cell none[JX_IND_COUNT];
    const struct jx_item *item = &f->result->items[i];
    const struct jx_cell *row = paper_row(f->record, item);
    bool long_text = paper_reason(f->record, item).n > 1500 || item->name.n > 600;
    row = row ? row : none;
    word_row(f->doc, long_text ? 0 : WORD_KEEP);
    level(f, i, false);
    level(f, i, true);
    word_cell(f->doc, word_form_wide(WORD_CELL, 1), item->name);
    for (int key = JX_IND_NATURE; key < JX_IND_WEIGHT; key++)
        if (f->ind[key] >= 0)
            word_cell(f->doc, word_form_wide(WORD_CENTRE, 1),
                      key == JX_IND_ACTUAL ? paper_actual(f->record, item)
                                           : row[key].text);
    weight(f, item, row[JX_IND_WEIGHT].text);
    item_scores(f, item);
    word_row_end(f->doc);
}

void word_form_items(struct form *f)
{
    item_heads(f);
    for (size_t i = 0; i < f->result->item_count; i++)
        if (is_row(f, i))
            item_row(f, i);
}
