/* says.c: the words for keys and severities, and what a row, a step or a place says.
 * Nothing is laid out here. */
#include "paper.h"

#include <stdio.h>
#include <string.h>

const char *const paper_record_labels[JX_REC_COUNT] = {N_("Form type"),
                                                       N_("Region"),
                                                       N_("Year"),
                                                       N_("Code"),
                                                       N_("Name"),
                                                       N_("Department"),
                                                       N_("Implementing unit"),
                                                       N_("Total weight"),
                                                       N_("Claimed total"),
                                                       N_("Conclusion"),
                                                       N_("Problems"),
                                                       N_("Measures")};
const char *const paper_ind_labels[JX_IND_COUNT] = {
    N_("Level 1"),       N_("Level 2"),         N_("Indicator"), N_("Nature"),
    N_("Target"),        N_("Unit of measure"), N_("Actual"),    N_("Weight"),
    N_("Claimed score"), N_("Reason given")};

const char *paper_severity(uint8_t severity)
{
    return severity == JX_ERROR     ? N_("error")
           : severity == JX_WARNING ? N_("warning")
                                    : N_("info");
}

const char *paper_code_title(const struct jx_host *host, const struct jx_summary *summary,
                             const char *code)
{
    for (size_t i = 0; summary && i < summary->code_count; i++) {
        const struct jx_count *count = &summary->codes[i];
        if (strcmp(count->code, code) == 0 && count->title && *count->title)
            return paper_word(host, count->title);
    }
    return code;
}

void paper_pack(const struct jx_host *host, struct paper_text *text,
                const struct jx_result *result)
{
    if (!result->pack_name || !*result->pack_name)
        return;
    const char *version = result->pack_version ? result->pack_version : "";
    if (result->pack_title && *result->pack_title)
        paper_say(host, text, N_("\"%s\" %s %s"), result->pack_title, result->pack_name,
                  version);
    else
        paper_say(host, text, "%s %s", result->pack_name, version);
    if (result->pack_unsigned)
        paper_puts(text, paper_word(host, N_(" (without a trusted signature)")));
    if (result->fallback)
        paper_puts(text, paper_word(host, N_(" (general rules: no pack is for the form's "
                                             "region and year)")));
}

void paper_weights(const struct jx_host *host, struct paper_text *text,
                   const struct jx_result *result)
{
    const char *source = result->weights_source ? result->weights_source : "";
    const char *status = result->weights_status ? result->weights_status : "";
    if (!result->weights)
        return;
    status = *status == 'c'   ? N_("confirmed")
             : *status == 't' ? N_("to be confirmed")
                              : N_("assumed");
    paper_say(host, text, N_("%s, handed out: the form prints none"), result->weights);
    paper_say(host, text, " (%s%s%s)", source, *source ? ", " : "",
              paper_word(host, status));
}

const struct jx_cell *paper_row(const struct jx_record *record,
                                const struct jx_item *item)
{
    bool row = item->index >= 0 && (size_t)item->index < record->indicator_count;
    return row ? record->indicators[item->index].cell : NULL;
}

void paper_target(struct paper_text *text, const struct jx_cell *row)
{
    paper_add(text, row[JX_IND_NATURE].text);
    if (row[JX_IND_NATURE].text.n > 3 && row[JX_IND_TARGET].text.n)
        paper_puts(text, " "); /* a word, not a sign */
    paper_add(text, row[JX_IND_TARGET].text);
    paper_add(text, row[JX_IND_UNIT].text);
}

struct jx_str paper_actual(const struct jx_record *record, const struct jx_item *item)
{
    const struct jx_cell *row = paper_row(record, item);
    if (item->index == JX_INDEX_BUDGET)
        return record->budget.total.cell[JX_FUND_RATE].text;
    return row ? row[JX_IND_ACTUAL].text : (struct jx_str){0};
}

struct jx_str paper_reason(const struct jx_record *record, const struct jx_item *item)
{
    const struct jx_cell *row = paper_row(record, item);
    if (item->index == JX_INDEX_BUDGET)
        return record->budget.total.cell[JX_FUND_REASON].text;
    return row ? row[JX_IND_REASON].text : (struct jx_str){0};
}

bool paper_lost(const struct jx_host *host, const struct jx_item *item,
                struct jx_dec *lost)
{
    *lost = (struct jx_dec){0};
    if (!item->scored || !item->has_weight)
        return false;
    *lost = host->math->sub(item->weight, item->score);
    return true;
}

void paper_loss(const struct jx_host *host, struct paper_text *text,
                const struct jx_item *item)
{
    struct jx_dec lost;
    char number[64];
    bool known = paper_lost(host, item, &lost), said = false;
    if (known && lost.digits <= 0)
        return;
    if (known) {
        host->decimal(host, host->math->round(lost, 4), number);
        paper_say(host, text, N_("%s points off"), number);
    } else {
        paper_puts(text, paper_word(host, N_("not scored")));
    }
    for (size_t i = 0; i < item->line_count; i++) {
        const struct jx_line *line = &item->lines[i];
        if (line->verb == JX_CLAMP || line->verb == JX_ROUND || line->verb == JX_FIND ||
            !line->why.format.n)
            continue;
        paper_puts(text, paper_word(host, said ? N_("; ") : N_(": ")));
        paper_why(host, text, &line->why);
        said = true;
    }
}

void paper_points(const struct jx_host *host, struct paper_text *text,
                  const struct jx_line *line)
{
    static const char *const words[JX_VERB_COUNT] = {[JX_REJECT] = N_("rejected"),
                                                     [JX_UNSCORED] = N_("unscored"),
                                                     [JX_FIND] = N_("note")};
    if (line->verb < JX_VERB_COUNT && words[line->verb]) {
        paper_puts(text, paper_word(host, words[line->verb]));
        return;
    }
    char number[64];
    host->decimal(host, host->math->round(line->points, 4), number);
    bool minus = number[0] == '-', nothing = strcmp(number, "0") == 0;
    if (!nothing)
        paper_puts(text, minus != (line->verb == JX_DEDUCT) ? "-" : "+");
    paper_puts(text, number + minus);
}

void paper_sheet_cell(struct paper_text *text, const struct jx_record *record,
                      struct jx_at at)
{
    char reversed[8], cell[32] = "!";
    size_t n = 0, i = 1;
    if (at.sheet <= record->sheet_count)
        paper_puts(text, record->sheets[at.sheet - 1]);
    for (unsigned column = at.column; column; column = (column - 1) / 26)
        reversed[n++] = (char)('A' + (column - 1) % 26);
    while (n)
        cell[i++] = reversed[--n];
    snprintf(cell + i, sizeof cell - i, "%u", (unsigned)at.line);
    paper_puts(text, cell);
}

void paper_source(struct paper_text *text, const struct jx_record *record,
                  struct jx_at at)
{
    char line[16];
    paper_puts(text, record->file ? record->file : "");
    if (at.line && at.sheet) {
        paper_puts(text, " ");
        paper_sheet_cell(text, record, at);
    } else if (at.line) {
        snprintf(line, sizeof line, ":%u", (unsigned)at.line);
        paper_puts(text, line);
    }
}
