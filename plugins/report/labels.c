/* labels.c: the words for keys, severities, forms and cells. */
#include "report.h"

#include <stdio.h>

const char *const jx_report_record_labels[JX_REC_COUNT] = {N_("Form type"),
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
const char *const jx_report_fund_labels[JX_FUND_COUNT] = {
    N_("Fund name"),     N_("Initial budget"), N_("Adjusted budget"),
    N_("Executed"),      N_("Execution rate"), N_("Weight"),
    N_("Claimed score"), N_("Reason given")};
const char *const jx_report_ind_labels[JX_IND_COUNT] = {
    N_("Level 1"),       N_("Level 2"),         N_("Indicator"), N_("Nature"),
    N_("Target"),        N_("Unit of measure"), N_("Actual"),    N_("Weight"),
    N_("Claimed score"), N_("Reason given")};

const char *jx_report_severity(uint8_t severity)
{
    return severity == JX_ERROR     ? N_("error")
           : severity == JX_WARNING ? N_("warning")
                                    : N_("info");
}

enum jx_page_style jx_report_severity_style(uint8_t severity)
{
    return severity == JX_ERROR ? JX_RED : severity == JX_WARNING ? JX_YELLOW : JX_CYAN;
}

void jx_report_form_name(const struct jx_page *page, struct paper_text *text,
                         struct jx_str code, struct jx_str name)
{
    paper_add(text, code);
    if (code.n && name.n)
        paper_puts(text, " ");
    paper_add(text, name);
    if (!code.n && !name.n)
        paper_puts(text, jx_page_word(page, N_("(form without a name)")));
}

void jx_report_record_name(const struct jx_page *page, struct paper_text *text,
                           const struct jx_record *record)
{
    struct jx_str code = record->cell[JX_REC_CODE].text,
                  name = record->cell[JX_REC_NAME].text;
    if (!code.n && !name.n && record->file)
        paper_puts(text, record->file);
    else
        jx_report_form_name(page, text, code, name);
}

bool jx_report_filled(const struct jx_cell *cell)
{
    return cell->kind != JX_ABSENT && cell->text.n > 0;
}

struct jx_str jx_report_cell(const struct jx_page *page, const struct jx_cell *cell)
{
    if (jx_report_filled(cell))
        return cell->text;
    return paper_str(cell->kind == JX_ABSENT ? "-" : jx_page_word(page, N_("blank")));
}

void jx_report_place(const struct jx_page *page, struct paper_text *text,
                     const struct jx_record *record, struct jx_at at)
{
    if (at.line && at.sheet)
        paper_sheet_cell(text, record, at);
    else if (at.line)
        paper_say(page->host, text, N_("line %u"), (unsigned)at.line);
}
