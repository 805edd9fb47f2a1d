/* csvout.c: the writer "csv": which columns a line has, by what was asked for. How fields
 * are written is in fields.c. */
#include "fields.h"

#include <string.h>

/* ---- one project a line ---- */

static const char *const project_heads[] = {N_("Code"),
                                            N_("Name"),
                                            N_("Department"),
                                            N_("Implementing unit"),
                                            N_("Claimed"),
                                            N_("System"),
                                            N_("Difference"),
                                            N_("Grade"),
                                            N_("Adjusted budget"),
                                            N_("Errors"),
                                            N_("Warnings"),
                                            N_("Remarks"),
                                            N_("Rule pack"),
                                            NULL};

static const char *const project_reviews[] = {N_("Reviewed total"), N_("Reviewed grade"),
                                              NULL};

static const int project_keys[] = {JX_REC_CODE, JX_REC_NAME, JX_REC_DEPARTMENT,
                                   JX_REC_UNIT};

static void difference(struct csv_line *line, bool known, struct jx_dec claimed,
                       struct jx_dec computed)
{
    csv_number(line, known, known ? line->host->math->sub(claimed, computed) : claimed);
}

static bool project(struct csv_line *line, const struct jx_record *record,
                    const struct jx_result *result)
{
    uint64_t counts[JX_ERROR + 1] = {0};
    bool nameless =
        !record->cell[JX_REC_CODE].text.n && !record->cell[JX_REC_NAME].text.n;
    for (size_t i = 0; i < 4; i++)
        if (nameless && project_keys[i] == JX_REC_NAME) /* a file that cannot be read */
            csv_text(line, paper_str(record->file ? record->file : ""));
        else
            csv_cell(line, &record->cell[project_keys[i]]);
    csv_cell(line, &record->cell[JX_REC_REPORTED_TOTAL]);
    csv_number(line, result->has_total, result->total);
    difference(line, result->has_total && result->has_claimed_total,
               result->claimed_total, result->total);
    csv_text(line, paper_str(result->has_total ? result->grade : ""));
    csv_number(line, result->has_budget, result->budget);
    for (size_t i = 0; i < result->finding_count; i++)
        if (result->findings[i].severity <= JX_ERROR)
            counts[result->findings[i].severity]++;
    for (int severity = JX_ERROR; severity >= JX_INFO; severity--)
        csv_count(line, counts[severity]);
    paper_puts(&line->part, result->pack_name);
    if (line->part.n)
        paper_puts(&line->part, " ");
    paper_puts(&line->part, result->pack_version);
    csv_part(line);
    if (line->output->reviews) {
        const struct jx_review none = {.grade = ""}, *review = result->review;
        review = review ? review : &none;
        csv_number(line, review->has_total, review->total);
        csv_text(line, paper_str(review->grade));
    }
    return csv_end(line);
}

/* ---- one item a line ---- */

static const char *const item_heads[] = {N_("Code"),
                                         N_("Name"),
                                         N_("Level 1"),
                                         N_("Level 2"),
                                         N_("Indicator"),
                                         N_("Nature"),
                                         N_("Target"),
                                         N_("Unit of measure"),
                                         N_("Actual"),
                                         N_("Weight"),
                                         N_("Claimed"),
                                         N_("System"),
                                         N_("Difference"),
                                         N_("Points off, and why"),
                                         N_("Reason given"),
                                         N_("Clause"),
                                         NULL};

/* Of `explain` alone. */
static const char *const item_story[] = {N_("Adds up to"), N_("As read"),
                                         N_("For full marks"), N_("For a better grade"),
                                         NULL};

static const char *const item_reviews[] = {N_("Reviewed score"), N_("Waived findings"),
                                           N_("Review reason"),  N_("Reviewer"),
                                           N_("Review date"),    NULL};

static void steps(struct csv_line *line, const struct jx_item *item)
{
    struct jx_dec lost;
    bool known = paper_lost(line->host, item, &lost);
    for (size_t i = 0; i < item->line_count && !(known && lost.digits <= 0); i++) {
        const struct jx_line *step = &item->lines[i];
        if (step->verb == JX_CLAMP || step->verb == JX_ROUND || step->verb == JX_FIND)
            continue;
        if (line->part.n)
            paper_puts(&line->part, paper_word(line->host, N_("; ")));
        paper_why(line->host, &line->part, &step->why);
    }
    csv_part(line);
}

static void decision(struct csv_line *line, const struct jx_result *result,
                     const struct jx_item *it)
{
    const struct jx_reviewed *reviewed = paper_reviewed(result, it);
    const struct jx_waived *waived = paper_waived(result, it, 0);
    const struct jx_decision none = {0};
    const struct jx_decision *d = reviewed ? reviewed->decision
                                  : waived ? waived->decision
                                           : &none;
    csv_number(line, reviewed, reviewed ? reviewed->score : it->score);
    for (size_t i = 0; (waived = paper_waived(result, it, i)); i++) {
        paper_puts(&line->part, i ? " " : "");
        paper_puts(&line->part, waived->finding.code);
    }
    csv_part(line);
    csv_text(line, d->reason);
    csv_text(line, d->who);
    csv_text(line, d->date);
}

static void story(struct csv_line *line, const struct jx_result *result,
                  const struct jx_item *it)
{
    paper_sum(line->host, &line->part, it);
    csv_part(line);
    paper_reads(line->host, &line->part, result, it);
    csv_part(line);
    paper_full(line->host, &line->part, result, it);
    csv_part(line);
    paper_better(line->host, &line->part, result, it);
    csv_part(line);
}

static bool item(struct csv_line *line, const struct jx_record *record,
                 const struct jx_result *result, const struct jx_item *it)
{
    static const int keys[] = {JX_IND_NATURE, JX_IND_TARGET, JX_IND_UNIT};
    const struct jx_cell *row = paper_row(record, it);
    csv_cell(line, &record->cell[JX_REC_CODE]);
    csv_cell(line, &record->cell[JX_REC_NAME]);
    csv_text(line, it->level1);
    csv_text(line, it->level2);
    csv_text(line, it->name);
    for (size_t i = 0; i < 3; i++)
        csv_text(line, row ? row[keys[i]].text : (struct jx_str){0});
    csv_text(line, paper_actual(record, it));
    csv_number(line, it->has_weight, it->weight);
    csv_cell(line, &it->reported);
    csv_number(line, it->scored, it->score);
    difference(line, it->scored && it->has_claimed, it->claimed, it->score);
    steps(line, it);
    csv_text(line, paper_reason(record, it));
    csv_text(line, paper_str(it->clause));
    if (line->output->task == JX_TASK_EXPLAIN)
        story(line, result, it);
    if (line->output->reviews)
        decision(line, result, it);
    return csv_end(line);
}

/* ---- one finding a line ---- */

static const char *const finding_heads[] = {N_("Severity"),
                                            N_("Finding"),
                                            N_("Code"),
                                            N_("Name"),
                                            N_("Indicator"),
                                            N_("Claimed"),
                                            N_("System"),
                                            N_("Points at stake"),
                                            N_("Why"),
                                            N_("Source"),
                                            N_("Rule"),
                                            N_("Finding codes"),
                                            NULL};

static bool finding(struct csv_line *line, const struct jx_summary *summary,
                    const struct jx_listed *listed)
{
    const struct jx_finding *f = listed->finding;
    csv_word(line, paper_severity(f->severity));
    csv_text(line, paper_str(paper_code_title(line->host, summary, f->code)));
    csv_text(line, listed->code);
    csv_text(line, listed->name);
    csv_text(line, f->name);
    csv_cell(line, &f->claimed);
    csv_number(line, f->has_computed, f->computed);
    csv_number(line, f->has_points, f->points);
    paper_finding(line->host, &line->part, f);
    csv_part(line);
    csv_text(line, paper_str(listed->source));
    csv_text(line, f->where);
    csv_text(line, paper_str(f->code));
    return csv_end(line);
}

/* ---- one indicator a line, as printed ---- */

static bool indicator(struct csv_line *line, const struct jx_record *record,
                      const struct jx_cell *row)
{
    for (int key = JX_REC_FORM; key < JX_REC_REPORTED_WEIGHT; key++)
        csv_cell(line, &record->cell[key]);
    for (int key = 0; key < JX_IND_COUNT; key++)
        csv_text(line, row ? row[key].text : (struct jx_str){0});
    return csv_end(line);
}

static bool indicators(struct csv_line *line, const struct jx_record *record)
{
    bool ok = record->indicator_count || indicator(line, record, NULL);
    for (size_t i = 0; ok && i < record->indicator_count; i++)
        ok = indicator(line, record, record->indicators[i].cell);
    return ok;
}

/* ---- reports of tables ---- */

/* Tables one after another, an empty line between them, each under its title. */
static bool table_csv(void *self, const struct jx_table *table)
{
    struct csv_line *line = self;
    bool ok = !line->table || csv_end(line);
    line->table = table;
    csv_word(line, table->title);
    ok = ok && csv_end(line);
    if (table->note.n) {
        csv_text(line, table->note);
        ok = ok && csv_end(line);
    }
    for (size_t i = 0; i < table->column_count; i++)
        csv_word(line, table->columns[i].heading);
    return ok && (!table->column_count || csv_end(line));
}

static bool row_csv(void *self, const struct jx_value *cells)
{
    struct csv_line *line = self;
    for (size_t i = 0; i < line->table->column_count; i++) {
        const struct jx_value *cell = &cells[i];
        if (cell->type == JX_T_TEXT)
            csv_text(line, cell->text);
        else if (cell->type == JX_T_FLAG)
            csv_word(line, cell->flag ? N_("yes") : N_("no"));
        else
            csv_number(line, cell->type == JX_T_NUMBER, cell->number);
    }
    return csv_end(line);
}

/* ---- the writer ---- */

static bool by_item(const struct jx_output *output)
{
    return output->task == JX_TASK_EXPLAIN ||
           (output->task == JX_TASK_SCORE && output->full_detail);
}

static void headings(struct csv_line *line, const char *const *heads)
{
    for (; *heads; heads++)
        csv_word(line, *heads);
}

/* Before the first line, not on opening: of an audit's threads only one writes. */
static bool start(struct csv_line *line)
{
    enum jx_task task = line->output->task;
    if (line->started)
        return true;
    for (int key = JX_REC_FORM; task == JX_TASK_CONVERT && key < JX_REC_REPORTED_WEIGHT;
         key++)
        csv_word(line, paper_record_labels[key]);
    for (int key = 0; task == JX_TASK_CONVERT && key < JX_IND_COUNT; key++)
        csv_word(line, paper_ind_labels[key]);
    if (task != JX_TASK_CONVERT)
        headings(line, task == JX_TASK_AUDIT   ? finding_heads
                       : by_item(line->output) ? item_heads
                                               : project_heads);
    if (task == JX_TASK_EXPLAIN)
        headings(line, item_story);
    if (line->output->reviews && task != JX_TASK_AUDIT)
        headings(line, by_item(line->output) ? item_reviews : project_reviews);
    return csv_end(line);
}

static void *open_csv(const struct jx_host *host, const struct jx_output *output)
{
    struct csv_line *line = host->alloc(host, sizeof *line);
    if (!line)
        return NULL;
    line->host = host;
    line->output = output;
    return line;
}

static bool record_csv(void *self, const struct jx_record *record,
                       const struct jx_result *result)
{
    struct csv_line *line = self;
    if (line->output->task == JX_TASK_AUDIT)
        return true; /* an audit's lines are its findings */
    bool ok = start(line);
    if (!result)
        return ok && indicators(line, record);
    if (!by_item(line->output))
        return ok && project(line, record, result);
    for (size_t i = 0; ok && i < result->item_count; i++)
        ok = item(line, record, result, &result->items[i]);
    return ok;
}

static bool findings_csv(void *self, const struct jx_summary *summary,
                         const struct jx_listed *list, size_t count)
{
    bool ok = start(self);
    for (size_t i = 0; ok && i < count; i++)
        ok = finding(self, summary, &list[i]);
    return ok;
}

static bool close_csv(void *self, const struct jx_summary *summary, bool whole)
{
    struct csv_line *line = self;
    (void)summary;
    enum jx_task task = line->output->task;
    bool ok = !whole || task == JX_TASK_AUDIT || task == JX_TASK_TABLES || start(line);
    csv_free(line);
    return ok;
}

static const struct jx_writer csv_writer = {
    .size = sizeof(struct jx_writer),
    .flags = JX_WRITER_FINDINGS,
    .name = "csv",
    .title = N_("CSV in UTF-8: a project, an item or a finding a line"),
    .extension = "csv",
    .open = open_csv,
    .record = record_csv,
    .findings = findings_csv,
    .close = close_csv,
    .table = table_csv,
    .row = row_csv,
};

static const struct jx_writer *const writers[] = {&csv_writer, NULL};

JX_PLUGIN("csvout", "1.0", NULL, writers, NULL);
