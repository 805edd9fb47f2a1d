/* explain.c: one form as the office knows it, with the rules' figures beside its own and
 * every deduction under its item. */
#include "report.h"

#include <stdio.h>
#include <string.h>

/* Columns of the table of indicators; the name takes what is left. */
enum {
    COL_NAME,
    COL_TARGET,
    COL_ACTUAL,
    COL_WEIGHT,
    COL_CLAIMED,
    COL_SCORE,
    COL_REVIEWED,
    COLS
};

struct sheet {
    struct jx_page *page;
    const struct jx_record *record;
    const struct jx_result *result;
    unsigned width[COLS], cols; /* the last column only with --reviews */
    struct paper_text target, number[3], line;
};

static unsigned at_least(unsigned a, unsigned b)
{
    return a > b ? a : b;
}

static void set_widths(struct sheet *s)
{
    static const char *const figures[] = {N_("Weight"), N_("Claimed"), N_("Score"),
                                          N_("Reviewed")};
    s->cols = s->page->output->reviews ? COLS : COLS - 1;
    unsigned used = 2 + 2 * (s->cols - 1);
    s->width[COL_TARGET] = 14;
    s->width[COL_ACTUAL] = 12;
    for (int i = 0; i < 4; i++)
        s->width[COL_WEIGHT + i] = at_least(jx_page_widest(s->page, &figures[i], 1), 6);
    for (unsigned i = COL_TARGET; i < s->cols; i++)
        used += s->width[i];
    for (; s->page->width < used + 20 && s->width[COL_ACTUAL] > 6; used -= 2) {
        s->width[COL_TARGET]--; /* a narrow terminal */
        s->width[COL_ACTUAL]--;
    }
    s->width[COL_NAME] = at_least(s->page->width > used ? s->page->width - used : 0, 14);
}

/* A row of the table; `deeper` columns are taken from the name's. */
static void table_row(struct sheet *s, unsigned deeper, const struct jx_str *texts,
                      enum jx_page_style style)
{
    struct jx_page_cell cells[COLS];
    for (unsigned i = 0; i < s->cols; i++)
        cells[i] = (struct jx_page_cell){.text = texts[i],
                                         .width = s->width[i] - (i ? 0 : deeper),
                                         .right = i >= COL_WEIGHT,
                                         .style = (uint8_t)style};
    jx_page_row(s->page, 2 + deeper, cells, s->cols);
}

static struct jx_str number_text(struct sheet *s, int slot, struct jx_dec number,
                                 bool known)
{
    paper_clear(&s->number[slot]);
    if (known)
        paper_number(s->page->host, &s->number[slot], number);
    else
        paper_puts(&s->number[slot], "-");
    return paper_done(&s->number[slot]);
}

static struct jx_str reviewed_text(struct sheet *s, bool known, struct jx_dec number)
{
    return known ? number_text(s, 2, number, true) : paper_str("");
}

static struct jx_str word(const struct sheet *s, const char *message)
{
    return paper_str(jx_page_word(s->page, message));
}

/* ---- head ---- */

/* Where weights come from that the form does not print. */
static void weights_line(struct sheet *s, unsigned width)
{
    const struct jx_result *result = s->result;
    if (!result->weights)
        return;
    char first = result->weights_status[0];
    const char *status = first == 'c'   ? N_("confirmed")
                         : first == 't' ? N_("to be confirmed")
                                        : N_("assumed");
    paper_clear(&s->line);
    paper_say(s->page->host, &s->line, N_("%s, handed out: the form prints none"),
              result->weights);
    paper_say(s->page->host, &s->line, " (%s%s%s)", result->weights_source,
              *result->weights_source ? ", " : "", jx_page_word(s->page, status));
    jx_page_labelled(s->page, 2, width, N_("Weights"), paper_done(&s->line));
}

/* None, where the form cannot be read, or no pack is for it: a finding says so. */
static bool has_pack(const struct jx_result *result)
{
    return result->pack_name && *result->pack_name;
}

static void head(struct sheet *s)
{
    const struct jx_record *record = s->record;
    const struct jx_result *result = s->result;
    unsigned width = at_least(
        jx_page_widest(s->page, jx_report_record_labels, JX_REC_REPORTED_WEIGHT), 8);
    paper_clear(&s->line);
    jx_report_record_name(s->page, &s->line, record);
    jx_page_para(s->page, 0, paper_done(&s->line), JX_BOLD);
    static const int shown[] = {JX_REC_FORM, JX_REC_REGION, JX_REC_YEAR,
                                JX_REC_DEPARTMENT, JX_REC_UNIT};
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        if (jx_report_filled(&record->cell[shown[i]]))
            jx_page_labelled(s->page, 2, width, jx_report_record_labels[shown[i]],
                             record->cell[shown[i]].text);
    if (!has_pack(result))
        return;
    paper_clear(&s->line);
    paper_puts(&s->line, result->pack_name);
    paper_puts(&s->line, " ");
    paper_puts(&s->line, result->pack_version ? result->pack_version : "");
    if (result->pack_unsigned)
        paper_say(s->page->host, &s->line, N_(" (without a trusted signature)"));
    if (result->fallback)
        paper_say(s->page->host, &s->line,
                  N_(" (general rules: no pack is for the form's region and year)"));
    jx_page_labelled(s->page, 2, width, N_("Rule pack"), paper_done(&s->line));
    weights_line(s, width);
}

/* ---- items ---- */

/* "≥ 6000 本": nature, figure and unit in one cell, as people read them. */
static struct jx_str target_text(struct sheet *s, const struct jx_cell *row)
{
    const struct jx_str parts[] = {row[JX_IND_NATURE].text, row[JX_IND_TARGET].text,
                                   row[JX_IND_UNIT].text};
    paper_clear(&s->target);
    for (size_t i = 0; i < 3; i++) {
        if (s->target.n && parts[i].n)
            paper_puts(&s->target, " ");
        paper_add(&s->target, parts[i]);
    }
    return paper_done(&s->target);
}

/* Cells of the form's row behind an item; *reason is what the office wrote. */
static void row_cells(struct sheet *s, const struct jx_item *item, struct jx_str *target,
                      struct jx_str *actual, struct jx_str *reason)
{
    const struct jx_record *record = s->record;
    if (item->index == JX_INDEX_BUDGET) {
        *actual = record->budget.total.cell[JX_FUND_RATE].text;
        *reason = record->budget.total.cell[JX_FUND_REASON].text;
    } else if (item->index >= 0 && (size_t)item->index < record->indicator_count) {
        const struct jx_cell *row = record->indicators[item->index].cell;
        *target = target_text(s, row);
        *actual = row[JX_IND_ACTUAL].kind == JX_ABSENT
                      ? (struct jx_str){0}
                      : jx_report_cell(s->page, &row[JX_IND_ACTUAL]);
        *reason = row[JX_IND_REASON].text;
    }
}

/* "budget 1500; executed 1000": what the rule of a framework's item was told. */
static void given_text(struct sheet *s, size_t item)
{
    const struct jx_result *result = s->result;
    paper_clear(&s->line);
    for (size_t i = 0; i < result->given_count; i++) {
        const struct jx_given *given = &result->given[i];
        if (given->item != item)
            continue;
        if (s->line.n)
            paper_puts(&s->line, jx_page_word(s->page, N_("; ")));
        paper_puts(&s->line, given->name);
        paper_puts(&s->line, " ");
        paper_add(&s->line, given->value);
    }
}

static void item_row(struct sheet *s, const struct jx_item *item)
{
    const struct jx_math *math = s->page->host->math;
    struct jx_str target = {0}, actual = {0}, reason = {0};
    const struct jx_reviewed *reviewed = paper_reviewed(s->result, item);
    row_cells(s, item, &target, &actual, &reason);
    const struct jx_str texts[COLS] = {
        item->name,
        target,
        actual,
        number_text(s, 0, item->weight, item->has_weight),
        jx_report_cell(s->page, &item->reported),
        number_text(s, 1, item->score, item->scored),
        reviewed_text(s, reviewed != NULL, reviewed ? reviewed->score : item->score)};
    table_row(s, 4, texts, JX_PLAIN);
    jx_report_review_item(s->page, s->result, item);
    bool full =
        item->scored && item->has_weight && math->cmp(item->score, item->weight) == 0;
    if (full && !s->page->output->full_detail)
        return;
    for (size_t i = 0; i < item->line_count; i++)
        jx_report_step(s->page, 8, &item->lines[i]);
    static const char *const labels[] = {N_("Clause"),
                                         N_("Reason given"),
                                         N_("Facts"),
                                         N_("Adds up to"),
                                         N_("As read"),
                                         N_("For full marks"),
                                         N_("For a better grade")};
    unsigned width = jx_page_widest(s->page, labels, 7);
    jx_report_sum(s->page, s->result, item, width);
    given_text(s, (size_t)(item - s->result->items));
    if (s->line.n)
        jx_page_labelled(s->page, 8, width, labels[2], paper_done(&s->line));
    if (*item->clause)
        jx_page_labelled(s->page, 8, width, labels[0], paper_str(item->clause));
    if (reason.n)
        jx_page_labelled(s->page, 8, width, labels[1], reason);
    jx_report_reach(s->page, s->result, item, width);
}

static bool same(struct jx_str a, struct jx_str b)
{
    return a.n == b.n && (!a.n || memcmp(a.p, b.p, a.n) == 0);
}

static void group_row(struct sheet *s, struct jx_str level1)
{
    struct jx_str texts[COLS] = {{0}};
    texts[COL_NAME] = level1;
    for (size_t i = 0; i < s->result->group_count; i++) {
        const struct jx_group *group = &s->result->groups[i];
        if (!same(group->level1, level1))
            continue;
        texts[COL_WEIGHT] = number_text(s, 0, group->weight, true);
        texts[COL_SCORE] = number_text(s, 1, group->score, group->scored);
    }
    table_row(s, 0, texts, JX_BOLD);
}

static void items(struct sheet *s)
{
    struct jx_str level1 = {0}, level2 = {0};
    const struct jx_str headings[COLS] = {word(s, N_("Indicator")), word(s, N_("Target")),
                                          word(s, N_("Actual")),    word(s, N_("Weight")),
                                          word(s, N_("Claimed")),   word(s, N_("Score")),
                                          word(s, N_("Reviewed"))};
    jx_page_gap(s->page);
    table_row(s, 0, headings, JX_BOLD);
    for (size_t i = 0; i < s->result->item_count; i++) {
        const struct jx_item *item = &s->result->items[i];
        bool first = !i || !same(item->level1, level1);
        if (first)
            group_row(s, item->level1);
        if (item->level2.n && (first || !same(item->level2, level2)))
            jx_page_para(s->page, 4, item->level2, JX_CYAN);
        level1 = item->level1;
        level2 = item->level2;
        item_row(s, item);
    }
}

/* ---- total and findings ---- */

static void total(struct sheet *s)
{
    const struct jx_record *record = s->record;
    const struct jx_result *result = s->result;
    const struct jx_cell *weight = &record->cell[JX_REC_REPORTED_WEIGHT];
    for (size_t i = 0; i < result->adjustment_count; i++)
        jx_report_step(s->page, 4, &result->adjustments[i]);
    struct jx_str texts[COLS] = {{0}};
    texts[COL_NAME] = word(s, N_("Total"));
    texts[COL_WEIGHT] = weight->text;
    texts[COL_CLAIMED] = jx_report_cell(s->page, &record->cell[JX_REC_REPORTED_TOTAL]);
    texts[COL_SCORE] = number_text(s, 1, result->total, result->has_total);
    const struct jx_review *review = result->review;
    bool reviewed = review && review->has_total;
    texts[COL_REVIEWED] =
        reviewed_text(s, reviewed, reviewed ? review->total : result->total);
    table_row(s, 0, texts, JX_BOLD);
    if (!*paper_final_grade(result))
        return;
    texts[COL_NAME] = word(s, N_("Grade"));
    texts[COL_WEIGHT] = texts[COL_CLAIMED] = (struct jx_str){0};
    texts[COL_SCORE] = paper_str(result->has_total && result->grade ? result->grade : "");
    texts[COL_REVIEWED] = paper_str(reviewed ? review->grade : "");
    table_row(s, 0, texts, JX_BOLD);
}

static void finding(struct sheet *s, size_t i)
{
    const struct jx_finding *shown = &s->result->findings[i];
    struct paper_text why = {0}, source = {0}, title = {0};
    const char *const *titles = JX_HAS(s->result, titles) ? s->result->titles : NULL;
    paper_finding(s->page->host, &why, shown);
    if (titles && strcmp(titles[i], shown->code) != 0)
        paper_say(s->page->host, &title, N_("%s (%s)"), titles[i], shown->code);
    else
        paper_puts(&title, shown->code);
    if (s->record->file && shown->at.line) {
        paper_puts(&source, s->record->file);
        paper_puts(&source, " ");
    }
    jx_report_place(s->page, &source, s->record, shown->at);
    if (shown->where.n) {
        if (source.n)
            paper_puts(&source, jx_page_word(s->page, N_("; ")));
        paper_say(s->page->host, &source, N_("rule %.*s"), (int)shown->where.n,
                  shown->where.p);
    }
    jx_report_print_finding(s->page,
                            &(struct jx_report_finding){.finding = shown,
                                                        .title = paper_done(&title),
                                                        .indicator = shown->name,
                                                        .why = paper_done(&why),
                                                        .source = paper_done(&source),
                                                        .number = i + 1});
    paper_drop(&why, &s->page->out.failed);
    paper_drop(&source, &s->page->out.failed);
    paper_drop(&title, &s->page->out.failed);
}

static void remarks(struct sheet *s)
{
    static const int keys[] = {JX_REC_CONCLUSION, JX_REC_PROBLEMS, JX_REC_MEASURES};
    static const char *const labels[] = {N_("Conclusion"), N_("Problems"),
                                         N_("Measures")};
    for (size_t i = 0; i < 3; i++)
        if (jx_report_filled(&s->record->cell[keys[i]]))
            jx_page_labelled(s->page, 2, jx_page_widest(s->page, labels, 3), labels[i],
                             s->record->cell[keys[i]].text);
}

void jx_report_explain(struct jx_report *report, const struct jx_record *record,
                       const struct jx_result *result)
{
    struct sheet s = {.page = &report->page, .record = record, .result = result};
    if (report->records)
        jx_page_gap(s.page);
    set_widths(&s);
    head(&s);
    jx_report_funds(s.page, record);
    if (has_pack(result) || result->has_total || result->item_count) {
        items(&s);
        total(&s);
    }
    jx_report_waived(s.page, result);
    remarks(&s);
    if (result->finding_count) {
        jx_page_gap(s.page);
        jx_page_para(s.page, 0, word(&s, N_("Findings")), JX_BOLD);
    }
    for (size_t i = 0; i < result->finding_count; i++)
        finding(&s, i);
    paper_drop(&s.target, &s.page->out.failed);
    paper_drop(&s.number[0], &s.page->out.failed);
    paper_drop(&s.number[1], &s.page->out.failed);
    paper_drop(&s.number[2], &s.page->out.failed);
    paper_drop(&s.line, &s.page->out.failed);
}
