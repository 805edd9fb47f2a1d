/* report.h: what the files of the writer "text" share. */
#pragma once

#include "page.h"
#include "table.h"

enum { JX_REPORT_COLUMNS = 14 }; /* of a table: what is more, a page does not show */

struct jx_report {
    struct jx_page page;
    uint64_t records; /* written so far */
    struct jx_page
        totals;      /* of an audit: laid out as forms come in, printed at its end */
    size_t findings; /* of an audit, shown so far */
    bool summed_up;  /* the audit's summary has been shown */
    struct paper_table table; /* of a report of tables: the one being written */
    bool laid_out;            /* its widths are known, its first rows printed */
    /* Of its columns; without their headings. */
    unsigned widths[JX_REPORT_COLUMNS], cells[JX_REPORT_COLUMNS];
    unsigned words[JX_REPORT_COLUMNS]; /* the longest that should stay on one line */
    bool blocks; /* too wide for the page: rows are labelled lines */
    struct paper_text before[JX_REPORT_COLUMNS]; /* of the row before, then */
    unsigned bar;                                /* 0: none */
    double most; /* the figure that the longest bar stands for */
};

/* Labels by key, message ids. */
extern const char *const jx_report_record_labels[JX_REC_COUNT];
extern const char *const jx_report_fund_labels[JX_FUND_COUNT];
extern const char *const jx_report_ind_labels[JX_IND_COUNT];

const char *jx_report_severity(uint8_t severity); /* message id */
enum jx_page_style jx_report_severity_style(uint8_t severity);
/* "CODE name", or a word for a form that has neither. */
void jx_report_form_name(const struct jx_page *page, struct paper_text *text,
                         struct jx_str code, struct jx_str name);
/* The same of a record; where it has neither, the file. */
void jx_report_record_name(const struct jx_page *page, struct paper_text *text,
                           const struct jx_record *record);
/* As printed; a blank cell gives the word for blank, an absent one "-". */
struct jx_str jx_report_cell(const struct jx_page *page, const struct jx_cell *cell);
bool jx_report_filled(const struct jx_cell *cell);
/* "line 12" or "Sheet1!C5"; nothing where the place is unknown. */
void jx_report_place(const struct jx_page *page, struct paper_text *text,
                     const struct jx_record *record, struct jx_at at);

/* The amounts of the budget block; nothing where the form has none. */
void jx_report_funds(struct jx_page *page, const struct jx_record *record);

/* A finding: severity, title, figures; then labelled lines. `form` may be empty. */
struct jx_report_finding {
    const struct jx_finding *finding;
    struct jx_str title, form, indicator, why, source;
    size_t number, folded; /* folded: findings shown as one, else 0 */
};
void jx_report_print_finding(struct jx_page *page, const struct jx_report_finding *shown);

void jx_report_convert(struct jx_report *report, const struct jx_record *record);
void jx_report_score(struct jx_report *report, const struct jx_record *record,
                     const struct jx_result *result);
void jx_report_score_end(struct jx_report *report, const struct jx_summary *summary);
/* Forms that claim nothing but a total have no findings of scores: their gap is shown. */
void jx_report_keep_total(struct jx_report *report, const struct jx_record *record,
                          const struct jx_result *result);
void jx_report_print_totals(struct jx_report *report);
void jx_report_audit(struct jx_report *report, const struct jx_summary *summary,
                     const struct jx_listed *list, size_t count);
void jx_report_explain(struct jx_report *report, const struct jx_record *record,
                       const struct jx_result *result);
/* A line of a ledger. */
void jx_report_step(struct jx_page *page, unsigned indent, const struct jx_line *line);
/* reach.c: the arithmetic of an item's loss and figures read otherwise than printed; then
 * what full marks or a better grade would take. Nothing where there is nothing to say. */
void jx_report_sum(struct jx_page *page, const struct jx_result *result,
                   const struct jx_item *item, unsigned width);
void jx_report_reach(struct jx_page *page, const struct jx_result *result,
                     const struct jx_item *item, unsigned width);
/* What people decided: beneath an item, and beneath the total. */
void jx_report_review_item(struct jx_page *page, const struct jx_result *result,
                           const struct jx_item *item);
void jx_report_waived(struct jx_page *page, const struct jx_result *result);
/* blocks.c: a row as labelled lines; frees what was kept of the row before. */
void jx_report_block(struct jx_report *report, const struct jx_value *cells);
void jx_report_blocks_end(struct jx_report *report);
/* tables.c */
bool jx_report_table(struct jx_report *report, const struct jx_table *table);
bool jx_report_row(struct jx_report *report, const struct jx_value *cells);
bool jx_report_tables_end(struct jx_report *report);
