/* project.c: one project as compact JSON for the page's script, which draws the ledger
 * when somebody opens it, and as a row of the plain table for readers without scripts. */
#include "html.h"

#include <string.h>

/* ---- small parts: each writes "value," ---- */

static void comma(struct html *h)
{
    html_raw(h, ",");
}

static void text(struct html *h, struct jx_str value)
{
    html_json(h, value);
    comma(h);
}

static void word(struct html *h, const char *value)
{
    text(h, paper_str(value ? value : ""));
}

static void number(struct html *h, struct jx_dec value, bool known)
{
    html_json_number(h, value, known);
    comma(h);
}

/* null: no such cell on the form. */
static void cell(struct html *h, const struct jx_cell *value)
{
    if (value->kind == JX_ABSENT)
        html_raw(h, "null,");
    else
        text(h, value->text);
}

static void scratch(struct html *h)
{
    text(h, paper_done(&h->text));
    paper_clear(&h->text);
}

/* ---- the ledger ---- */

/* [points as printed, why, where] */
static void line(struct html *h, const struct jx_line *step)
{
    html_raw(h, "[");
    paper_points(h->host, &h->text, step);
    scratch(h);
    paper_why(h->host, &h->text, &step->why);
    scratch(h);
    paper_puts(&h->text, step->file ? step->file : "");
    if (step->file && step->line > 0) {
        char digits[16];
        snprintf(digits, sizeof digits, ":%d", step->line);
        paper_puts(&h->text, digits);
    }
    html_json(h, paper_done(&h->text));
    paper_clear(&h->text);
    html_raw(h, "]");
}

static void lines(struct html *h, const struct jx_line *list, size_t count)
{
    html_raw(h, "[");
    for (size_t i = 0; i < count; i++) {
        if (i)
            comma(h);
        line(h, &list[i]);
    }
    html_raw(h, "]");
}

/* A line of the story where there is something to say. */
static void told(struct html *h, const char *label, bool *any)
{
    struct jx_str says = paper_done(&h->text);
    if (!says.n)
        return;
    html_raw(h, *any ? ",[" : "[");
    *any = true;
    word(h, paper_word(h->host, label));
    html_json(h, says);
    paper_clear(&h->text);
    html_raw(h, ",\"\"]");
}

/* Steps of the ledger, and of `explain` what they add up to and what more it would take. */
static void ledger(struct html *h, const struct jx_result *result,
                   const struct jx_item *shown, bool brief)
{
    size_t count = brief ? 0 : shown->line_count;
    bool any = count > 0;
    html_raw(h, "[");
    for (size_t i = 0; i < count; i++) {
        if (i)
            comma(h);
        line(h, &shown->lines[i]);
    }
    if (h->output->task == JX_TASK_EXPLAIN && !brief) {
        paper_sum(h->host, &h->text, shown);
        told(h, N_("Adds up to"), &any);
        paper_reads(h->host, &h->text, result, shown);
        told(h, N_("As read"), &any);
        paper_full(h->host, &h->text, result, shown);
        told(h, N_("For full marks"), &any);
        paper_better(h->host, &h->text, result, shown);
        told(h, N_("For a better grade"), &any);
    }
    html_raw(h, "]");
}

/* What people decided on an item (NULL: on the form), a text each. */
static void decisions(struct html *h, const struct jx_result *result,
                      const struct jx_item *shown)
{
    const struct jx_reviewed *reviewed = shown ? paper_reviewed(result, shown) : NULL;
    const struct jx_waived *waived;
    html_raw(h, "[");
    if (reviewed) {
        paper_decision(h->host, &h->text, reviewed->decision);
        scratch(h);
    }
    for (size_t i = 0; (waived = paper_waived(result, shown, i)); i++) {
        paper_waiver(h->host, &h->text, waived);
        scratch(h);
    }
    html_raw(h, "0]");
}

/* [level1, level2, name, target, actual, weight, claimed, score, clause, reason, lines],
 * and of a review [… reviewed, decisions] */
static void item(struct html *h, const struct jx_record *record,
                 const struct jx_result *result, const struct jx_item *shown)
{
    const struct jx_reviewed *reviewed = paper_reviewed(result, shown);
    const struct jx_cell *row = paper_row(record, shown);
    struct jx_dec lost;
    bool full = paper_lost(h->host, shown, &lost) && lost.digits == 0;
    bool brief = full && !h->output->full_detail;
    html_raw(h, "[");
    text(h, shown->level1);
    text(h, shown->level2);
    text(h, shown->name);
    if (row)
        paper_target(&h->text, row);
    scratch(h);
    text(h, paper_actual(record, shown));
    number(h, shown->weight, shown->has_weight);
    cell(h, &shown->reported);
    number(h, shown->score, shown->scored);
    word(h, brief ? "" : shown->clause);
    text(h, brief ? (struct jx_str){0} : paper_reason(record, shown));
    ledger(h, result, shown, brief);
    if (h->output->reviews) {
        comma(h);
        number(h, reviewed ? reviewed->score : shown->score, reviewed != NULL);
        decisions(h, result, shown);
    }
    html_raw(h, "]");
}

/* [code, severity, indicator, claimed, computed, points, message, source] */
static void finding(struct html *h, const struct jx_finding *shown, struct jx_str source)
{
    html_raw(h, "[");
    word(h, shown->code);
    number(h, (struct jx_dec){shown->severity, 0}, true);
    text(h, shown->name);
    cell(h, &shown->claimed);
    number(h, shown->computed, shown->has_computed);
    number(h, shown->points, shown->has_points);
    paper_finding(h->host, &h->text, shown);
    scratch(h);
    html_json(h, source);
    html_raw(h, "]");
}

static void findings(struct html *h, const struct jx_record *record,
                     const struct jx_result *result)
{
    struct paper_text source = {0};
    for (size_t i = 0; i < result->finding_count; i++) {
        if (i)
            comma(h);
        paper_clear(&source);
        paper_source(&source, record, result->findings[i].at);
        finding(h, &result->findings[i], paper_done(&source));
    }
    paper_drop(&source, &h->failed);
}

/* What the form is called: its name, or its file where it could not be read. */
static struct jx_str title_of(const struct jx_record *record)
{
    bool nameless =
        !record->cell[JX_REC_NAME].text.n && !record->cell[JX_REC_CODE].text.n;
    return nameless ? paper_str(record->file) : record->cell[JX_REC_NAME].text;
}

static void data(struct html *h, const struct jx_record *record,
                 const struct jx_result *result)
{
    static const int keys[] = {JX_REC_CODE, JX_REC_DEPARTMENT, JX_REC_UNIT, JX_REC_YEAR};
    html_raw(h, "<script type=\"application/json\" class=\"p\">[");
    text(h, title_of(record));
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        text(h, record->cell[keys[i]].text);
    cell(h, &record->cell[JX_REC_REPORTED_TOTAL]);
    number(h, result->total, result->has_total);
    word(h, result->grade);
    paper_pack(h->host, &h->text, result);
    scratch(h);
    paper_source(&h->text, record, record->cell[JX_REC_NAME].at);
    scratch(h);
    paper_weights(h->host, &h->text, result);
    scratch(h);
    html_raw(h, "[");
    for (size_t i = 0; i < result->item_count; i++) {
        if (i)
            comma(h);
        item(h, record, result, &result->items[i]);
    }
    html_raw(h, "],");
    lines(h, result->adjustments, result->adjustment_count);
    html_raw(h, ",[");
    findings(h, record, result);
    html_raw(h, "]");
    if (h->output->reviews) {
        const struct jx_review *review = result->review;
        bool known = review && review->has_total;
        comma(h);
        number(h, known ? review->total : result->total, known);
        word(h, paper_final_grade(result));
        decisions(h, result, NULL);
    }
    html_raw(h, "]</script>\n");
}

/* ---- the plain row ---- */

static void plain_cell(struct html *h, const char *tag, struct jx_str value)
{
    html_raw(h, tag);
    html_text(h, value);
}

static void plain_row(struct html *h, const struct jx_record *record,
                      const struct jx_result *result)
{
    const struct jx_cell *cells = record->cell;
    struct jx_str unit = cells[JX_REC_UNIT].text;
    h->to_rows = true;
    plain_cell(h, "<tr><td>", cells[JX_REC_CODE].text);
    plain_cell(h, "<th scope=\"row\">", title_of(record));
    plain_cell(h, "<td>", unit.n ? unit : cells[JX_REC_DEPARTMENT].text);
    plain_cell(h, "<td class=\"n\">", cells[JX_REC_REPORTED_TOTAL].text);
    html_raw(h, "<td class=\"n\">");
    if (result->has_total)
        html_number(h, result->total);
    if (h->output->reviews)
        html_raw(h, "<td class=\"n\">");
    if (result->review && result->review->has_total)
        html_number(h, result->review->total);
    plain_cell(h, "<td>", paper_str(paper_final_grade(result)));
    html_raw(h, "<td class=\"n\">");
    html_count(h, result->finding_count);
    html_raw(h, "\n");
    h->to_rows = false;
}

void html_project(struct html *h, const struct jx_record *record,
                  const struct jx_result *result)
{
    data(h, record, result);
    plain_row(h, record, result);
    bool added = html_tally_add(&h->tally, h->host, result);
    h->projects++;
    h->failed |= h->text.failed || !added;
}

void html_loose_finding(struct html *h, const struct jx_listed *listed)
{
    html_raw(h, "<script type=\"application/json\" class=\"f\">[");
    text(h, listed->code);
    text(h, listed->name);
    finding(h, listed->finding, paper_str(listed->source));
    html_raw(h, "]</script>\n");
    h->failed |= h->text.failed;
}
