/* evaluation.c: the evaluation report of one project: facts from the form, points from
 * the ledger, faults from the findings. What only a person can know is left open in
 * plain sight; nothing is made up. */
#include "evaluation.h"

#include <string.h>

struct word_report_figure word_report_figure(const struct report *r, struct jx_dec number)
{
    struct word_report_figure figure;
    r->host->decimal(r->host, r->host->math->round(number, 4), figure.text);
    return figure;
}

static struct jx_str cell_of(const struct report *r, int key)
{
    return r->record->cell[key].text;
}

void word_report_full_stop(struct report *r)
{
    static const char *const stops[] = {"。", "！", "？", "；", ".", "!", "?"};
    struct jx_str text = paper_done(&r->doc->text);
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
        size_t n = strlen(stops[i]);
        if (text.n >= n && memcmp(text.p + text.n - n, stops[i], n) == 0)
            return;
    }
    paper_puts(&r->doc->text, paper_word(r->host, N_(". ")));
}

void word_report_fact(struct report *r, const char *label, struct jx_str value)
{
    if (!value.n)
        return;
    paper_puts(&r->doc->text, paper_word(r->host, label));
    paper_puts(&r->doc->text, paper_word(r->host, N_(": ")));
    paper_add(&r->doc->text, value);
    word_report_full_stop(r);
}

/* The same as a line of its own. */
static void fact_line(struct report *r, const char *label, struct jx_str value)
{
    word_report_fact(r, label, value);
    if (value.n)
        word_text(r->doc, WORD_BODY);
}

/* What the office wrote, marked as its own words. */
static void quoted(struct report *r, const char *lead, int key)
{
    struct jx_str text = cell_of(r, key);
    if (!text.n)
        return;
    paper_puts(&r->doc->text, paper_word(r->host, lead));
    paper_add(&r->doc->text, text);
    word_text(r->doc, WORD_BODY);
}

/* ---- I ---- */

static void fund_cells(struct report *r, struct jx_str name, const struct jx_cell *cells)
{
    static const int keys[] = {JX_FUND_INITIAL, JX_FUND_ADJUSTED, JX_FUND_EXECUTED,
                               JX_FUND_RATE};
    word_row(r->doc, WORD_KEEP);
    word_cell(r->doc, (struct word_cell){.style = WORD_CELL}, name);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        word_cell(r->doc, (struct word_cell){.style = WORD_CENTRE}, cells[keys[i]].text);
    word_row_end(r->doc);
}

static void funds(struct report *r)
{
    static const int widths[] = {3245, 1400, 1400, 1400, 1400};
    static const char *const heads[] = {N_("Initial budget"), N_("Adjusted budget"),
                                        N_("Executed"), N_("Execution rate")};
    const struct jx_budget *budget = &r->record->budget;
    const struct jx_face *face = r->result->face;
    if (!budget->present) {
        word_say(r->doc, WORD_GAP, N_("[funds: the form has none, to be filled in]"));
        return;
    }
    word_table(r->doc, widths, 5);
    word_row(r->doc, WORD_KEEP | WORD_REPEAT);
    word_cell_word(r->doc, (struct word_cell){.style = WORD_HEAD},
                   face && face->amounts ? face->amounts : N_("Source of funds"));
    for (size_t i = 0; i < 4; i++)
        word_cell_word(r->doc, (struct word_cell){.style = WORD_HEAD}, heads[i]);
    word_row_end(r->doc);
    fund_cells(r, paper_str(paper_word(r->host, N_("Total funds"))), budget->total.cell);
    for (size_t i = 0; i < budget->source_count; i++)
        fund_cells(r, budget->sources[i].cell[JX_FUND_NAME].text,
                   budget->sources[i].cell);
    word_table_end(r->doc);
    word_space(r->doc);
    fact_line(r, N_("The unit's reason"), budget->total.cell[JX_FUND_REASON].text);
}

static void overview(struct report *r)
{
    word_say(r->doc, WORD_H1, N_("I. The project"));
    word_ordinal(r->doc, 0);
    word_say(r->doc, WORD_H2, N_("In brief"));
    fact_line(r, N_("Name"), cell_of(r, JX_REC_NAME));
    fact_line(r, N_("Code"), cell_of(r, JX_REC_CODE));
    fact_line(r, N_("Department"), cell_of(r, JX_REC_DEPARTMENT));
    fact_line(r, N_("Implementing unit"), cell_of(r, JX_REC_UNIT));
    fact_line(r, N_("Year"), cell_of(r, JX_REC_YEAR));
    word_say(r->doc, WORD_GAP,
             N_("[background of the project, what it does and for whom: "
                "to be filled in]"));
    word_ordinal(r->doc, 1);
    word_say(r->doc, WORD_H2, N_("Funds"));
    funds(r);
    word_ordinal(r->doc, 2);
    word_say(r->doc, WORD_H2, N_("Targets"));
    if (r->record->indicator_count)
        word_say(r->doc, WORD_BODY,
                 N_("The form sets %zu indicators for the year; the part "
                    "below on performance names each."),
                 r->record->indicator_count);
    word_say(r->doc, WORD_GAP, N_("[overall target of the year: to be filled in]"));
}

/* ---- II ---- */

static void method(struct report *r)
{
    const struct jx_result *result = r->result;
    word_say(r->doc, WORD_H1, N_("II. The evaluation"));
    struct paper_text pack = {0};
    paper_pack(r->host, &pack, result);
    if (pack.n)
        word_say(
            r->doc, WORD_BODY,
            N_("Every indicator of the self-evaluation form was scored again by rule "
               "pack %.*s (digest %.12s) with jixiao %s; each deduction states its "
               "rule. Scores claimed were compared with those of the rules."),
            (int)pack.n, pack.p, result->pack_digest, result->engine);
    paper_drop(&pack, &r->doc->text.failed);
    if (result->fallback)
        word_say(r->doc, WORD_BODY,
                 N_("No rule pack is for the form's region and year; general rules were "
                    "used."));
    if (result->weights) {
        paper_puts(&r->doc->text, paper_word(r->host, N_("Weights: ")));
        paper_weights(r->host, &r->doc->text, result);
        word_report_full_stop(r);
        word_text(r->doc, WORD_BODY);
    }
    word_say(r->doc, WORD_GAP,
             N_("[who evaluated, when and how; what was checked on site: "
                "to be filled in]"));
}

/* ---- IV to VI ---- */

/* The total that the reviewers' scores give, and what they settled. */
static void reviewed(struct report *r)
{
    const struct jx_review *review = r->result->review;
    if (review && review->has_total)
        word_say(r->doc, WORD_BODY,
                 N_("With the scores of the reviewers the total is %s points, grade %s."),
                 word_report_figure(r, review->total).text, review->grade);
    for (size_t i = 0; review && i < review->waived_count; i++) {
        if (!paper_is_waiver(&review->waived[i]))
            continue;
        paper_puts(&r->doc->text, paper_word(r->host, N_("Waived by the review: ")));
        word_waiver(r->doc, &review->waived[i]);
        word_report_full_stop(r);
        word_text(r->doc, WORD_BODY);
    }
}

static void conclusion(struct report *r)
{
    const struct jx_result *result = r->result;
    struct jx_str claimed = cell_of(r, JX_REC_REPORTED_TOTAL);
    word_say(r->doc, WORD_H1, N_("IV. Conclusion"));
    if (result->has_total) {
        struct word_report_figure total = word_report_figure(r, result->total);
        paper_say(r->host, &r->doc->text, N_("The total by the rules is %s points"),
                  total.text);
        if (result->grade && *result->grade)
            paper_say(r->host, &r->doc->text, N_(", grade %s"), result->grade);
    } else {
        paper_puts(&r->doc->text,
                   paper_word(r->host, N_("No total can be given, because not every "
                                          "indicator could be scored")));
    }
    if (claimed.n)
        paper_say(r->host, &r->doc->text, N_("; the unit claimed %.*s points"),
                  (int)claimed.n, claimed.p);
    paper_puts(&r->doc->text, paper_word(r->host, N_(". ")));
    word_text(r->doc, WORD_BODY);
    for (size_t i = 0; i < result->adjustment_count; i++) {
        paper_points(r->host, &r->doc->text, &result->adjustments[i]);
        paper_puts(&r->doc->text, " ");
        paper_why(r->host, &r->doc->text, &result->adjustments[i].why);
        word_text(r->doc, WORD_BODY);
    }
    reviewed(r);
    quoted(r, N_("Conclusion of the unit: "), JX_REC_CONCLUSION);
    word_say(r->doc, WORD_GAP, N_("[conclusion of the evaluators: to be filled in]"));
}

static void problems(struct report *r)
{
    size_t shown = 0;
    word_say(r->doc, WORD_H1, N_("V. Problems"));
    for (size_t i = 0; i < r->result->finding_count; i++) {
        const struct jx_finding *finding = &r->result->findings[i];
        if (finding->severity < JX_WARNING)
            continue;
        word_ordinal(r->doc, shown++);
        word_finding(r->doc, finding);
        word_report_full_stop(r);
        word_text(r->doc, WORD_BODY);
    }
    if (!shown)
        word_say(r->doc, WORD_BODY,
                 N_("Checking the form against the rules found nothing "
                    "wrong."));
    quoted(r, N_("Problems named by the unit: "), JX_REC_PROBLEMS);
    word_say(r->doc, WORD_GAP, N_("[problems seen on site: to be filled in]"));
}

static bool same_advice(const struct jx_finding *a, const struct jx_finding *b)
{
    return a->severity >= JX_WARNING && b->severity >= JX_WARNING &&
           word_advice(a->code) == word_advice(b->code);
}

/* Was this advice given for an earlier finding? */
static bool given(const struct jx_result *result, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (same_advice(&result->findings[k], &result->findings[i]))
            return true;
    return false;
}

/* "Advice (indicators: one; another)": each name once. */
static void advise(struct report *r, size_t index)
{
    const struct jx_finding *list = r->result->findings, *of = &list[index];
    size_t named = 0;
    paper_puts(&r->doc->text, paper_word(r->host, word_advice(of->code)));
    for (size_t i = index; i < r->result->finding_count; i++) {
        bool again = !list[i].name.n || !same_advice(of, &list[i]);
        for (size_t k = index; k < i && !again; k++)
            again = same_advice(of, &list[k]) && paper_same(list[k].name, list[i].name);
        if (again)
            continue;
        paper_puts(&r->doc->text,
                   paper_word(r->host, named++ ? N_("; ") : N_(" Indicators: ")));
        paper_add(&r->doc->text, list[i].name);
    }
    if (named)
        word_report_full_stop(r);
    word_text(r->doc, WORD_BODY);
}

static void advice(struct report *r)
{
    size_t shown = 0;
    word_say(r->doc, WORD_H1, N_("VI. Advice"));
    for (size_t i = 0; i < r->result->finding_count; i++) {
        if (r->result->findings[i].severity < JX_WARNING || given(r->result, i))
            continue;
        word_ordinal(r->doc, shown++);
        advise(r, i);
    }
    quoted(r, N_("Measures named by the unit: "), JX_REC_MEASURES);
    word_say(r->doc, WORD_GAP,
             N_("[advice on policy, budget and management: to be filled "
                "in]"));
    word_para(r->doc, WORD_LEFT, (struct jx_str){0});
    word_say(r->doc, WORD_RIGHT, N_("[evaluating office, seal]"));
    word_say(r->doc, WORD_RIGHT, N_("[date]"));
}

void word_evaluation(struct word_doc *doc, const struct jx_record *record,
                     const struct jx_result *result, bool reviews)
{
    struct report r = {doc, doc->host, record, result, .reviews = reviews};
    for (size_t i = 0; i < result->item_count; i++)
        r.claims |= result->items[i].reported.kind != JX_ABSENT;
    struct jx_str year = cell_of(&r, JX_REC_YEAR), name = cell_of(&r, JX_REC_NAME);
    if (!name.n && record->file)
        name = paper_str(record->file);
    if (year.n)
        paper_say(doc->host, &doc->text, N_("Year %.*s: "), (int)year.n, year.p);
    word_say(doc, WORD_TITLE, N_("%.*s, evaluation report"), (int)name.n, name.p);
    overview(&r);
    method(&r);
    word_report_performance(&r);
    conclusion(&r);
    problems(&r);
    advice(&r);
}
