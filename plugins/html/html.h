/* html.h: what the files of the writer "html" share: the page being written, how texts
 * reach it, and the sums that its plots show. */
#pragma once

#include "paper.h"
#include "table.h"

#include <stdio.h>

/* ---- sums over a run, in bounded memory ---- */

struct html_sum {
    struct jx_str name; /* cut where it is long */
    struct jx_dec weight, lost;
    uint64_t count; /* items that lost points */
};
/* Sums by name. When `limit` names are there, the half that lost least goes to `others`. */
struct html_sums {
    struct html_sum *list;
    uint16_t *index; /* hash table of places in list + 1 */
    size_t count, limit;
    struct html_sum others;
};
struct html_grade {
    const char *name;
    struct jx_dec highest; /* total that got it: the order of grades */
    uint64_t count;
};
enum { HTML_BINS = 21, HTML_GRADES = 16 }; /* bins of 5 points; the last: above 100 */
struct html_tally {
    struct html_sums groups, indicators;
    struct html_grade grades[HTML_GRADES];
    size_t grade_count;
    uint64_t bins[HTML_BINS], forms, totals;
    struct jx_dec sum, lowest, highest; /* of totals */
};

bool html_tally_open(struct html_tally *tally, const struct jx_host *host);
bool html_tally_add(struct html_tally *tally, const struct jx_host *host,
                    const struct jx_result *result);
/* Sorts what plots show: grades highest first, sums by points lost. */
void html_tally_sort(struct html_tally *tally, const struct jx_host *host);

/* ---- the page ---- */

struct html {
    const struct jx_host *host;
    const struct jx_output *output;
    struct html_tally tally;
    struct paper_text text; /* scratch */
    FILE *rows;             /* rows of the plain table, kept until their place comes */
    const char *rows_path;  /* a scratch file */
    bool to_rows;           /* what is put goes there */
    bool begun, failed;
    uint64_t projects;
    struct paper_table table; /* of a report of tables: the one being written */
};

/* Bytes as they are. */
void html_put(struct html *h, const char *bytes, size_t len);
void html_raw(struct html *h, const char *markup);
/* Text of any origin, escaped for content and for quoted attributes. */
void html_text(struct html *h, struct jx_str text);
/* A message, translated, escaped. */
void html_word(struct html *h, const char *message);
/* The same with its arguments. */
__attribute__((format(printf, 2, 3))) void html_say(struct html *h, const char *message,
                                                    ...);
void html_number(struct html *h, struct jx_dec number);
void html_count(struct html *h, uint64_t count);
/* JSON that can stand in a script element. */
void html_json(struct html *h, struct jx_str text);
void html_json_number(struct html *h, struct jx_dec number, bool known);

/* One project: its data for the script, and its row of the plain table. */
void html_project(struct html *h, const struct jx_record *record,
                  const struct jx_result *result);
/* A finding that no record carries: one about several. */
void html_loose_finding(struct html *h, const struct jx_listed *listed);

void html_begin(struct html *h);
void html_end(struct html *h, const struct jx_summary *summary);

/* Plots as inline SVG, each with a title, a description, and a table of its figures. */
void html_plot_totals(struct html *h);
void html_plot_grades(struct html *h);
void html_plot_groups(struct html *h);
void html_plot_indicators(struct html *h);
void html_plot_codes(struct html *h, const struct jx_summary *summary);

/* tables.c: reports of tables. */
bool html_table(struct html *h, const struct jx_table *table);
bool html_row(struct html *h, const struct jx_value *cells);
void html_tables_end(struct html *h);
