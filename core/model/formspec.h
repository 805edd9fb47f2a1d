/* formspec.h: what a form looks like, as a pack's forms.json says it.
 *
 * Headings and labels are compared without blanks, line breaks, numbering prefixes and
 * parenthesised remarks, full-width forms read as ASCII ones; each list holds synonyms
 * and may use '*'. */
#pragma once

#include "pack.h"
#include "pairs.h"

/* One heading or label and the key it fills (enum jx_record_key, jx_fund_key or
 * jx_ind_key, by the list it stands in). */
struct jx_label {
    int key;
    struct jx_patterns words;
};

/* A piece of the blank form's instructions. `empties`: a clause that matches is no
 * content, so a cell of nothing else counts as blank; otherwise a remark left behind in
 * real text. */
struct jx_template_text {
    struct jx_str pattern; /* glob over a clause of the cell, blanks removed */
    bool empties;
};

/* A row or line "label, value" that fills a fact. */
struct jx_fact_label {
    struct jx_str id, field; /* field empty: a bare value; id "*": of any item */
    bool peer;               /* of the peers, not of the form */
    struct jx_patterns words;
};

/* A form written as a report: points stand in sentences below headings. In sentences,
 * {weight} and {score} stand for figures, {year} for a year; in those that tell facts,
 * {ID.field} and {peer.ID} do, {ID.field=VALUE} is told by the words alone, and '*' is
 * anything. */
enum { JX_PLACES = 16 }; /* in one sentence */
struct jx_report_spec {
    struct jx_patterns suffixes;     /* behind the names of groups in headings */
    struct jx_patterns sentences;    /* points of one indicator */
    struct jx_patterns total;        /* of the whole, in the conclusion */
    struct jx_patterns others;       /* in front of such a sentence: no total then */
    struct jx_patterns year;         /* of the report, where all tell the same */
    struct jx_patterns facts;        /* anywhere in the report */
    const struct jx_label *sections; /* headings of texts that fill keys of the record */
    size_t section_count;
};

/* Rows of the blank form for one group of indicators: so many for each part. */
struct jx_blank_group {
    const char *level1;
    const char *const *level2;
    size_t level2_count;
    int rows;
};

struct jx_form_spec {
    const char *id;              /* "project-self-evaluation" */
    struct jx_patterns titles;   /* of the heading above or in the table */
    struct jx_patterns required; /* labels that must all occur for a form without title */
    const struct jx_label
        *fields; /* label cell, value in the next cell or behind a colon */
    size_t field_count;
    bool code_in_name;                /* "CODE-NAME" in the name cell */
    const struct jx_label *constants; /* keys with a fixed value: words.list[0] */
    size_t constant_count;
    /* Budget block. */
    const struct jx_label *fund_columns; /* headings */
    size_t fund_column_count;
    struct jx_patterns fund_total;   /* label of the total's row: 总额 */
    struct jx_patterns fund_sources; /* labels of sources; empty: every labelled row */
    bool fund_across; /* headings are the names of total and sources, one row of values */
    int fund_across_key;            /* the key those values fill */
    struct jx_patterns fund_nested; /* sources that are part of another source */
    struct jx_str budget_level1, budget_name; /* names of the budget item in results */
    /* Indicators. */
    const struct jx_label *columns; /* headings */
    size_t column_count;
    struct jx_patterns closing;   /* label of the closing row: 合计 */
    struct jx_patterns subtotals; /* labels of rows that sum up a group: 小计 */
    struct jx_patterns unused;    /* what stands in rows that nobody filled in: …… */
    struct jx_patterns ends;      /* labels that end a form */
    /* Facts. */
    bool has_facts; /* rows of ids or names of the framework's items fill facts too */
    const struct jx_fact_label *facts;
    size_t fact_count;
    const struct jx_report_spec *report; /* NULL: a form of tables only */
    const struct jx_template_text *templates;
    size_t template_count;
    struct jx_pairs template_pairs; /* of all their patterns */
    /* As it is printed and handed out. */
    const struct jx_face *face;
    const struct jx_blank_group *groups;
    size_t group_count;
    const char *const *blank_sources; /* names of the rows of funds */
    size_t blank_source_count;
};
