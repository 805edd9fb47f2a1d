/* word.h: what the files of the writer "docx" share: its state, and the reports it makes. */
#pragma once

#include "doc.h"
#include "table.h"

struct word_units; /* units.h: what notices collect */

enum word_report { WORD_FORM = 0, WORD_EVALUATION, WORD_NOTICE };

struct word {
    const struct jx_host *host;
    const struct jx_output *output;
    enum word_report report;
    struct word_doc doc;
    bool open;      /* doc is */
    bool files;     /* one file a form or unit */
    uint64_t forms; /* in the open document */
    struct word_units *units;
    struct paper_table table; /* of a report of tables: the one being written */
};

/* The self-evaluation form: the office's columns with the rules' score beside its own, and
 * the reviewers' where `reviews`. It reads back as the form it was made from. */
void word_form(struct word_doc *doc, const struct jx_record *record,
               const struct jx_result *result, bool reviews);
/* The evaluation report; what only a person can write is left open, visibly. */
void word_evaluation(struct word_doc *doc, const struct jx_record *record,
                     const struct jx_result *result, bool reviews);

/* tables.c: reports of tables. */
bool word_tables_begin(void *self, const struct jx_table *table);
bool word_tables_row(void *self, const struct jx_value *cells);
void word_tables_end(struct word *w);

/* ---- parts that several reports need ---- */

/* "（一）", "（二）" … */
void word_ordinal(struct word_doc *doc, size_t i);
/* A finding's message into doc->text, with its indicator before it. */
void word_finding(struct word_doc *doc, const struct jx_finding *finding);
/* The same of one that a person settled, with the reason. */
void word_waiver(struct word_doc *doc, const struct jx_waived *waived);
/* What the office should do about a finding of this code: message id. */
const char *word_advice(const char *code);
