/* form.c: the self-evaluation form as an official table: the columns of the office's own
 * form, the scores of rules and reviewers beside those claimed, every deduction in words.
 * Here are its columns, head and foot; the rows are in form_rows.c. */
#include "sheet.h"

#include <string.h>

/* Labels of forms that no pack describes. */
static const struct jx_face plain = {
    .record = {[JX_REC_CODE] = N_("Code"),
               [JX_REC_NAME] = N_("Name"),
               [JX_REC_DEPARTMENT] = N_("Department"),
               [JX_REC_UNIT] = N_("Implementing unit"),
               [JX_REC_REPORTED_TOTAL] = N_("Claimed total"),
               [JX_REC_CONCLUSION] = N_("Conclusion"),
               [JX_REC_PROBLEMS] = N_("Problems"),
               [JX_REC_MEASURES] = N_("Measures")},
    .fund = {[JX_FUND_INITIAL] = N_("Initial budget"),
             [JX_FUND_ADJUSTED] = N_("Adjusted budget"),
             [JX_FUND_EXECUTED] = N_("Executed"),
             [JX_FUND_RATE] = N_("Execution rate"),
             [JX_FUND_WEIGHT] = N_("Weight"),
             [JX_FUND_REPORTED_SCORE] = N_("Claimed"),
             [JX_FUND_REASON] = N_("Reason given")},
    .ind = {N_("Level 1"), N_("Level 2"), N_("Indicator"), N_("Nature"), N_("Target"),
            N_("Unit of measure"), N_("Actual"), N_("Weight"), N_("Claimed"),
            N_("Reason given")},
    .fund_total = N_("Total funds"),
    .closing = N_("Total"),
    .across = -1,
};

struct word_cell word_form_wide(const char *style, size_t span)
{
    return (struct word_cell){.style = style, .span = span};
}

/* ---- columns ---- */

static int add_column(struct form *f, int width)
{
    f->widths[f->cols] = width;
    return (int)f->cols++;
}

enum { REASON = 2600 }; /* at least so wide */

/* Scores and reasons are always there; the last column takes the width that is left. */
static void place_columns(struct form *f, bool reviews)
{
    static const int widths[JX_IND_COUNT] = {1150, 1350, 2700, 720, 1250,
                                             840,  1250, 760,  840, 2500};
    bool rows = false, claims = f->face.fund[JX_FUND_REPORTED_SCORE] != NULL;
    int used = 0;
    for (size_t i = 0; i < f->result->item_count; i++) {
        rows |= f->result->items[i].index >= 0;
        claims |= f->result->items[i].reported.kind != JX_ABSENT;
    }
    for (int key = 0; key < JX_IND_WEIGHT; key++) {
        bool label = key <= JX_IND_NAME, there = f->face.ind[key] && (rows || label);
        f->ind[key] = label || there ? add_column(f, widths[key]) : -1;
    }
    f->ind[JX_IND_WEIGHT] = add_column(f, widths[JX_IND_WEIGHT]);
    f->ind[JX_IND_REPORTED_SCORE] =
        claims ? add_column(f, widths[JX_IND_REPORTED_SCORE]) : -1;
    f->system = add_column(f, 800);
    f->reviewed = reviews ? add_column(f, 800) : -1;
    for (size_t i = 0; i < f->cols; i++)
        used += f->widths[i];
    int left = WORD_LANDSCAPE - used, name = f->ind[JX_IND_NAME];
    while (f->cols < 9 && left > 4000) { /* a form of few columns: wider ones */
        f->widths[name] += 400;
        left -= 400;
    }
    f->widths[name] -= left < REASON ? REASON - left : 0;
    f->ind[JX_IND_REASON] = add_column(f, left < REASON ? REASON : left);
}

/* ---- head ---- */

static void wide_row(struct form *f, const char *label, struct jx_str value,
                     unsigned flags)
{
    word_row(f->doc, flags);
    word_cell_word(f->doc, word_form_wide(WORD_HEAD, 2), label);
    word_cell(f->doc, word_form_wide(WORD_CELL, f->cols - 2), value);
    word_row_end(f->doc);
}

/* The label, and what stands in the scratch text. */
static void text_row(struct form *f, const char *label)
{
    struct paper_text text = f->doc->text; /* the label needs the scratch */
    f->doc->text = (struct paper_text){0};
    wide_row(f, label, paper_done(&text), 0);
    paper_drop(&text, &f->doc->text.failed);
}

static void name_row(struct form *f)
{
    const struct jx_cell *cell = f->record->cell;
    if (f->face.code_in_name && cell[JX_REC_CODE].text.n) {
        paper_add(&f->doc->text, cell[JX_REC_CODE].text);
        paper_puts(&f->doc->text, "-");
    }
    paper_add(&f->doc->text, cell[JX_REC_NAME].text);
    text_row(f, f->face.record[JX_REC_NAME]);
}

static void pair_row(struct form *f)
{
    static const int keys[] = {JX_REC_DEPARTMENT, JX_REC_UNIT};
    const char *const *labels = f->face.record;
    if (!labels[keys[0]] || !labels[keys[1]]) {
        for (size_t i = 0; i < 2; i++)
            if (labels[keys[i]])
                wide_row(f, labels[keys[i]], f->record->cell[keys[i]].text, WORD_KEEP);
        return;
    }
    size_t middle = f->cols / 2;
    word_row(f->doc, WORD_KEEP);
    for (size_t i = 0; i < 2; i++) {
        word_cell_word(f->doc, word_form_wide(WORD_HEAD, 2), labels[keys[i]]);
        word_cell(f->doc,
                  word_form_wide(WORD_CELL, i ? f->cols - middle - 2 : middle - 2),
                  f->record->cell[keys[i]].text);
    }
    word_row_end(f->doc);
}

static void head(struct form *f)
{
    if (f->face.record[JX_REC_CODE] && !f->face.code_in_name)
        wide_row(f, f->face.record[JX_REC_CODE], f->record->cell[JX_REC_CODE].text,
                 WORD_KEEP);
    if (f->face.record[JX_REC_NAME])
        name_row(f);
    pair_row(f);
    paper_pack(f->doc->host, &f->doc->text, f->result);
    text_row(f, N_("Rule pack"));
    if (!f->result->weights)
        return;
    paper_weights(f->doc->host, &f->doc->text, f->result);
    text_row(f, N_("Weights handed out"));
}

/* ---- foot ---- */

static void grade(struct form *f)
{
    const struct jx_result *result = f->result;
    if (*paper_final_grade(result))
        paper_say(f->doc->host, &f->doc->text,
                  result->review && result->review->has_total
                      ? N_("Grade by the review: %s")
                      : N_("Grade: %s"),
                  paper_final_grade(result));
}

static void adjustments(struct form *f)
{
    const struct jx_host *host = f->doc->host;
    struct paper_text *text = &f->doc->text;
    for (size_t i = 0; i < f->result->adjustment_count; i++) {
        paper_puts(text, text->n ? "\n" : "");
        paper_points(host, text, &f->result->adjustments[i]);
        paper_puts(text, " ");
        paper_why(host, text, &f->result->adjustments[i].why);
    }
}

/* The closing row has the columns of the rows above it; where the form has none, one
 * label tells the system's total. */
static void total(struct form *f)
{
    const struct jx_result *result = f->result;
    const struct jx_cell *cell = f->record->cell;
    bool differs = result->has_total && result->has_claimed_total &&
                   f->doc->host->math->cmp(result->total, result->claimed_total) != 0;
    bool reviewed = result->review && result->review->has_total;
    if (!f->face.closing) {
        paper_total(f->doc->host, &f->doc->text, result);
        adjustments(f);
        text_row(f, N_("System"));
        return;
    }
    word_row(f->doc, WORD_KEEP);
    word_cell_word(f->doc, word_form_wide(WORD_HEAD, (size_t)f->ind[JX_IND_WEIGHT]),
                   f->face.closing);
    word_cell(f->doc, word_form_wide(WORD_CENTRE, 1), cell[JX_REC_REPORTED_WEIGHT].text);
    word_form_scores(f, cell[JX_REC_REPORTED_TOTAL].text, differs, result->has_total,
                     result->total, reviewed,
                     reviewed ? result->review->total : result->total);
    grade(f);
    adjustments(f);
    word_cell_text(f->doc, word_form_wide(WORD_CELL, 1));
    word_row_end(f->doc);
}

static void remarks(struct form *f)
{
    static const int keys[] = {JX_REC_REPORTED_TOTAL, JX_REC_CONCLUSION, JX_REC_PROBLEMS,
                               JX_REC_MEASURES};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (f->face.record[keys[i]] && (i || !f->face.closing))
            wide_row(f, f->face.record[keys[i]], f->record->cell[keys[i]].text, 0);
}

static void found(struct form *f)
{
    struct word_doc *doc = f->doc;
    const struct jx_review *review = f->result->review;
    for (size_t i = 0; i < f->result->finding_count; i++) {
        const struct jx_finding *finding = &f->result->findings[i];
        paper_puts(&doc->text, i ? "\n" : "");
        paper_say(doc->host, &doc->text, N_("%zu. [%s] "), i + 1,
                  paper_word(doc->host, paper_severity(finding->severity)));
        word_finding(doc, finding);
    }
    if (!f->result->finding_count)
        paper_puts(&doc->text, paper_word(doc->host, N_("none")));
    text_row(f, N_("Found by the audit"));
    for (size_t i = 0; review && i < review->waived_count; i++) {
        if (!paper_is_waiver(&review->waived[i]))
            continue;
        paper_puts(&doc->text, doc->text.n ? "\n" : "");
        word_waiver(doc, &review->waived[i]);
    }
    if (doc->text.n)
        text_row(f, N_("Waived by the review"));
}

/* Outside the table, where readers of forms do not take them for a row. */
static void signatures(struct form *f)
{
    static const char *const labels[] = {N_("Audited by (signature)"),
                                         N_("Checked by (signature)"), N_("Date")};
    for (size_t i = 0; i < 3; i++) {
        paper_puts(&f->doc->text, paper_word(f->doc->host, labels[i]));
        paper_puts(&f->doc->text, paper_word(f->doc->host, N_(": ")));
        for (int blank = 0; i < 2 && blank < 14; blank++)
            paper_puts(&f->doc->text, "　");
    }
    word_text(f->doc, WORD_SIGN);
}

static void title(struct form *f)
{
    struct word_doc *doc = f->doc;
    struct jx_str year = f->record->cell[JX_REC_YEAR].text;
    paper_puts(&doc->text,
               paper_word(doc->host, f->face.title ? f->face.title
                                                   : N_("Performance self-evaluation")));
    word_say(doc, WORD_SMALL, N_(" (scores checked)"));
    if (!year.n)
        return;
    /* In the words of forms, whatever the language of the run: so it reads back. */
    paper_say(doc->host, &doc->text, "（%.*s年度）", year.n > 16 ? 16 : (int)year.n,
              year.p);
    word_text(doc, WORD_YEAR);
}

void word_form(struct word_doc *doc, const struct jx_record *record,
               const struct jx_result *result, bool reviews)
{
    struct form f = {.doc = doc, .record = record, .result = result};
    f.face = paper_face(result->face ? result->face : &plain, record);
    place_columns(&f, reviews);
    title(&f);
    word_table(doc, f.widths, f.cols);
    head(&f);
    word_form_funds(&f);
    word_table_end(doc);
    word_hairline(doc); /* a table of its own: its headings stand on every page */
    word_table(doc, f.widths, f.cols);
    word_form_items(&f);
    total(&f);
    remarks(&f);
    found(&f);
    word_table_end(doc);
    word_say(
        doc, WORD_NOTE,
        N_("Amounts in the unit of the form. Bold: differs from the score claimed."));
    signatures(&f);
}
