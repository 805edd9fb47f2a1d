/* form.c: the self-evaluation form as an official table: what the office filled in, the
 * rules' score beside its own, and every deduction in words. */
#include "word.h"

#include <string.h>

enum {
    COL_LEVEL1,
    COL_LEVEL2,
    COL_NAME,
    COL_NATURE,
    COL_TARGET,
    COL_UNIT,
    COL_ACTUAL,
    COL_WEIGHT,
    COL_CLAIMED,
    COL_SCORE,
    COL_WHY,
    COLS
};
static const int widths[COLS] = {1150, 1350, 2900, 700, 1200, 800,
                                 1200, 720,  800,  800, 2950};

struct form {
    struct word_doc *doc;
    const struct jx_record *record;
    const struct jx_result *result;
    bool whole_targets; /* nature and unit stand in the target's cell */
};

static const struct word_cell label = {.style = WORD_HEAD, .span = 2};

static struct word_cell wide(const char *style, size_t span)
{
    return (struct word_cell){.style = style, .span = span};
}

/* ---- head ---- */

static void pair(struct form *f, size_t label_span, const char *name, size_t span,
                 struct jx_str value)
{
    word_cell_word(f->doc, wide(WORD_HEAD, label_span), name);
    word_cell(f->doc, wide(WORD_CELL, span), value);
}

static void head(struct form *f)
{
    const struct jx_cell *cell = f->record->cell;
    struct word_doc *doc = f->doc;
    word_row(doc, WORD_KEEP);
    pair(f, 2, N_("Name"), 3, cell[JX_REC_NAME].text);
    pair(f, 2, N_("Code"), 4, cell[JX_REC_CODE].text);
    word_row_end(doc);
    word_row(doc, WORD_KEEP);
    pair(f, 2, N_("Department"), 3, cell[JX_REC_DEPARTMENT].text);
    pair(f, 2, N_("Implementing unit"), 4, cell[JX_REC_UNIT].text);
    word_row_end(doc);
    word_row(doc, WORD_KEEP);
    pair(f, 2, N_("Year"), 3, cell[JX_REC_YEAR].text);
    word_cell_word(doc, wide(WORD_HEAD, 2), N_("Rule pack"));
    paper_pack(doc->host, &doc->text, f->result);
    word_cell_text(doc, wide(WORD_CELL, 4));
    word_row_end(doc);
    if (!f->result->weights)
        return;
    word_row(doc, WORD_KEEP);
    word_cell_word(doc, wide(WORD_HEAD, 2), N_("Weights"));
    paper_weights(doc->host, &doc->text, f->result);
    word_cell_text(doc, wide(WORD_CELL, COLS - 2));
    word_row_end(doc);
}

/* ---- funds ---- */

/* The reason stands once beside all rows. */
static void fund_row(struct form *f, struct jx_str name, const struct jx_cell *cells,
                     bool first)
{
    static const struct {
        int key;
        size_t span;
    } columns[] = {{JX_FUND_INITIAL, 1},
                   {JX_FUND_ADJUSTED, 2},
                   {JX_FUND_EXECUTED, 2},
                   {JX_FUND_RATE, 2}};
    word_row(f->doc, first ? 0 : WORD_KEEP);
    word_cell(f->doc, wide(WORD_CENTRE, 2), name);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        word_cell(f->doc, wide(WORD_CENTRE, columns[i].span), cells[columns[i].key].text);
    struct word_cell reason = wide(WORD_CELL, 2);
    reason.merge = first ? WORD_FIRST : WORD_BELOW;
    word_cell(f->doc, reason, first ? cells[JX_FUND_REASON].text : (struct jx_str){0});
    word_row_end(f->doc);
}

static void funds(struct form *f)
{
    const struct jx_budget *budget = &f->record->budget;
    const struct jx_face *face = f->result->face;
    if (!budget->present)
        return;
    word_row(f->doc, WORD_KEEP);
    word_cell_word(f->doc, label,
                   face && face->amounts ? face->amounts : N_("Source of funds"));
    word_cell_word(f->doc, wide(WORD_HEAD, 1), N_("Initial budget"));
    word_cell_word(f->doc, wide(WORD_HEAD, 2), N_("Adjusted budget"));
    word_cell_word(f->doc, wide(WORD_HEAD, 2), N_("Executed"));
    word_cell_word(f->doc, wide(WORD_HEAD, 2), N_("Execution rate"));
    word_cell_word(f->doc, wide(WORD_HEAD, 2), N_("Reason given"));
    word_row_end(f->doc);
    fund_row(f, paper_str(paper_word(f->doc->host, N_("Total funds"))),
             budget->total.cell, true);
    for (size_t i = 0; i < budget->source_count; i++)
        fund_row(f, budget->sources[i].cell[JX_FUND_NAME].text, budget->sources[i].cell,
                 false);
}

/* ---- items ---- */

static void item_heads(struct form *f)
{
    static const char *const heads[COLS] = {N_("Level 1"),
                                            N_("Level 2"),
                                            N_("Indicator"),
                                            N_("Nature"),
                                            N_("Target"),
                                            N_("Unit of measure"),
                                            N_("Actual"),
                                            N_("Weight"),
                                            N_("Claimed"),
                                            N_("Score"),
                                            N_("Deduction and reason")};
    word_row(f->doc, WORD_REPEAT | WORD_KEEP);
    for (int i = 0; i < COLS; i++) {
        bool target = f->whole_targets && i == COL_TARGET;
        if (!f->whole_targets || target || (i != COL_NATURE && i != COL_UNIT))
            word_cell_word(f->doc, wide(WORD_HEAD, target ? 3 : 1), heads[i]);
    }
    word_row_end(f->doc);
}

/* A cell that continues the one above where `same`. */
static void level(struct form *f, struct jx_str text, bool same, bool below)
{
    struct word_cell cell = wide(WORD_CENTRE, 1);
    cell.merge = same ? WORD_BELOW : below ? WORD_FIRST : WORD_ALONE;
    word_cell(f->doc, cell, same ? (struct jx_str){0} : text);
}

static void points(struct form *f, struct jx_dec number, bool known, bool bold)
{
    struct word_cell cell = wide(WORD_CENTRE, 1);
    cell.bold = bold;
    if (known)
        paper_number(f->doc->host, &f->doc->text, number);
    else
        paper_puts(&f->doc->text, "—");
    word_cell_text(f->doc, cell);
}

static bool differs(const struct form *f, bool known, struct jx_dec score, bool claims,
                    struct jx_dec claimed)
{
    return known && claims && f->doc->host->math->cmp(score, claimed) != 0;
}

static void why(struct form *f, const struct jx_item *item)
{
    struct word_doc *doc = f->doc;
    struct jx_str reason = paper_reason(f->record, item);
    word_loss(doc, item);
    if (reason.n && item->index != JX_INDEX_BUDGET) { /* that one stands by the funds */
        if (doc->text.n)
            paper_puts(&doc->text, "\n");
        paper_puts(&doc->text, paper_word(doc->host, N_("Reason given")));
        paper_puts(&doc->text, paper_word(doc->host, N_(": ")));
        paper_add(&doc->text, reason);
    }
    word_cell_text(doc, wide(WORD_CELL, 1));
}

static bool same_level(const struct form *f, size_t i, bool second)
{
    const struct jx_item *items = f->result->items;
    return i > 0 && i < f->result->item_count &&
           paper_same(items[i].level1, items[i - 1].level1) &&
           (!second || paper_same(items[i].level2, items[i - 1].level2));
}

/* Forms differ: nature, figure and unit in three columns, or all in one. */
static bool one_column(const struct jx_record *record)
{
    for (size_t i = 0; i < record->indicator_count; i++)
        if (record->indicators[i].cell[JX_IND_NATURE].kind != JX_ABSENT ||
            record->indicators[i].cell[JX_IND_UNIT].kind != JX_ABSENT)
            return false;
    return true;
}

static void target_cells(struct form *f, const struct jx_cell *row)
{
    static const int keys[] = {JX_IND_NATURE, JX_IND_TARGET, JX_IND_UNIT};
    for (size_t i = 0; i < 3; i++)
        if (!f->whole_targets || keys[i] == JX_IND_TARGET)
            word_cell(f->doc, wide(WORD_CENTRE, f->whole_targets ? 3 : 1),
                      row ? row[keys[i]].text : (struct jx_str){0});
}

static void item_row(struct form *f, size_t i)
{
    const struct jx_item *item = &f->result->items[i];
    const struct jx_cell *row = paper_row(f->record, item);
    bool long_text = paper_reason(f->record, item).n > 1500 || item->name.n > 600;
    word_row(f->doc, long_text ? 0 : WORD_KEEP);
    level(f, item->level1, same_level(f, i, false), same_level(f, i + 1, false));
    level(f, item->level2, same_level(f, i, true), same_level(f, i + 1, true));
    word_cell(f->doc, wide(WORD_CELL, 1), item->name);
    target_cells(f, row);
    word_cell(f->doc, wide(WORD_CENTRE, 1), paper_actual(f->record, item));
    points(f, item->weight, item->has_weight, false);
    word_cell(f->doc, wide(WORD_CENTRE, 1), item->reported.text);
    points(f, item->score, item->scored,
           differs(f, item->scored, item->score, item->has_claimed, item->claimed));
    why(f, item);
    word_row_end(f->doc);
}

/* ---- foot ---- */

static void total(struct form *f)
{
    const struct jx_result *result = f->result;
    struct word_doc *doc = f->doc;
    word_row(doc, WORD_KEEP);
    word_cell_word(doc, wide(WORD_HEAD, COL_WEIGHT), N_("Total"));
    word_cell(doc, wide(WORD_CENTRE, 1), f->record->cell[JX_REC_REPORTED_WEIGHT].text);
    word_cell(doc, wide(WORD_CENTRE, 1), f->record->cell[JX_REC_REPORTED_TOTAL].text);
    points(f, result->total, result->has_total,
           differs(f, result->has_total, result->total, result->has_claimed_total,
                   result->claimed_total));
    if (result->has_total && result->grade && *result->grade)
        paper_say(doc->host, &doc->text, N_("Grade: %s"), result->grade);
    for (size_t i = 0; i < result->adjustment_count; i++) {
        paper_puts(&doc->text, doc->text.n ? "\n" : "");
        paper_points(doc->host, &doc->text, &result->adjustments[i]);
        paper_puts(&doc->text, " ");
        paper_why(doc->host, &doc->text, &result->adjustments[i].why);
    }
    word_cell_text(doc, wide(WORD_CELL, 1));
    word_row_end(doc);
}

static void remark(struct form *f, int key, const char *name)
{
    const struct jx_cell *cell = &f->record->cell[key];
    if (cell->kind == JX_ABSENT)
        return;
    word_row(f->doc, 0);
    word_cell_word(f->doc, label, name);
    word_cell(f->doc, wide(WORD_CELL, COLS - 2), cell->text);
    word_row_end(f->doc);
}

static void found(struct form *f)
{
    struct word_doc *doc = f->doc;
    for (size_t i = 0; i < f->result->finding_count; i++) {
        const struct jx_finding *finding = &f->result->findings[i];
        paper_puts(&doc->text, i ? "\n" : "");
        paper_say(doc->host, &doc->text, N_("%zu. [%s] "), i + 1,
                  paper_word(doc->host, paper_severity(finding->severity)));
        word_finding(doc, finding);
    }
    if (!f->result->finding_count)
        paper_puts(&doc->text, paper_word(doc->host, N_("none")));
    struct paper_text text = doc->text; /* the label needs the scratch */
    doc->text = (struct paper_text){0};
    word_row(doc, 0);
    word_cell_word(doc, label, N_("Found by the audit"));
    word_cell(doc, wide(WORD_CELL, COLS - 2), paper_done(&text));
    word_row_end(doc);
    doc->text.failed |= text.failed;
    paper_free(&text);
}

/* Three signatures with room to write. */
static void signatures(struct form *f)
{
    word_row(f->doc, WORD_KEEP | WORD_TALL);
    pair(f, 2, N_("Audited by (signature)"), 1, (struct jx_str){0});
    pair(f, 2, N_("Checked by (signature)"), 2, (struct jx_str){0});
    pair(f, 2, N_("Date"), 2, (struct jx_str){0});
    word_row_end(f->doc);
}

void word_form(struct word_doc *doc, const struct jx_record *record,
               const struct jx_result *result)
{
    struct form f = {doc, record, result, one_column(record)};
    if (result->face && result->face->title)
        paper_puts(&doc->text, result->face->title);
    else
        paper_puts(&doc->text, paper_word(doc->host, N_("Performance self-evaluation")));
    word_say(doc, WORD_SMALL, N_(" (scores checked)"));
    word_table(doc, widths, COLS);
    head(&f);
    funds(&f);
    word_table_end(doc);
    word_hairline(doc);
    word_table(doc, widths, COLS);
    item_heads(&f);
    for (size_t i = 0; i < result->item_count; i++)
        item_row(&f, i);
    total(&f);
    remark(&f, JX_REC_CONCLUSION, N_("Conclusion"));
    remark(&f, JX_REC_PROBLEMS, N_("Problems"));
    remark(&f, JX_REC_MEASURES, N_("Measures"));
    found(&f);
    signatures(&f);
    word_table_end(doc);
    word_say(
        doc, WORD_NOTE,
        N_("Amounts in the unit of the form. Bold: differs from the score claimed."));
}
