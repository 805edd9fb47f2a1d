/* paper.h: what the writers of pages for people share: growing texts, words for keys and
 * severities, and what a row, a step or a finding says. How a page looks is each writer's
 * own business. */
#pragma once

#include "jixiao/plugin.h"

#include <stdarg.h>

/* Marks a text for translation where it is printed. */
#define N_(text) text

/* A growing text; `failed` once memory ran out, what it holds is then incomplete. Starts
 * zeroed, ends with paper_drop, or paper_free where nobody needs to know. */
struct paper_text {
    char *p;
    size_t n, capacity;
    bool failed;
};

struct jx_str paper_done(const struct paper_text *text);
void paper_clear(struct paper_text *text);
void paper_free(struct paper_text *text);
/* The same of a text that went into what fails as a whole when it did. */
void paper_drop(struct paper_text *text, bool *failed);
void paper_add(struct paper_text *text, struct jx_str more);
void paper_puts(struct paper_text *text, const char *more);
/* A message, translated, with its arguments. */
__attribute__((format(printf, 3, 4))) void
paper_say(const struct jx_host *host, struct paper_text *text, const char *message, ...);
void paper_vsay(const struct jx_host *host, struct paper_text *text, const char *message,
                va_list args);
/* Points to four decimals, which is enough to read; data formats have them all. */
void paper_number(const struct jx_host *host, struct paper_text *text,
                  struct jx_dec number);
void paper_why(const struct jx_host *host, struct paper_text *text,
               const struct jx_why *why);
/* A finding's message with the reason behind its figure. */
void paper_finding(const struct jx_host *host, struct paper_text *text,
                   const struct jx_finding *finding);

struct jx_str paper_str(const char *text);
const char *paper_word(const struct jx_host *host, const char *message);
bool paper_same(struct jx_str a, struct jx_str b);

/* ---- what a document says ---- */

/* Labels by key, message ids. */
extern const char *const paper_record_labels[JX_REC_COUNT];
extern const char *const paper_ind_labels[JX_IND_COUNT];

const char *paper_severity(uint8_t severity); /* message id */
/* Name of the code as the run's summary has it, else the code itself. */
const char *paper_code_title(const struct jx_host *host, const struct jx_summary *summary,
                             const char *code);

/* Name and version of the pack that scored, and whether it was only the general one. */
void paper_pack(const struct jx_host *host, struct paper_text *text,
                const struct jx_result *result);
/* Where the weights come from that the form does not print, and how sure that is; nothing
 * where it prints them. */
void paper_weights(const struct jx_host *host, struct paper_text *text,
                   const struct jx_result *result);

/* Cells of the form's row behind an item; NULL for the budget block and framework items. */
const struct jx_cell *paper_row(const struct jx_record *record,
                                const struct jx_item *item);
/* "≥6000本": nature, figure and unit together, as people read them. */
void paper_target(struct paper_text *text, const struct jx_cell *row);
/* What was reached: the row's actual, or the rate of the budget block. */
struct jx_str paper_actual(const struct jx_record *record, const struct jx_item *item);
/* The office's own reason. */
struct jx_str paper_reason(const struct jx_record *record, const struct jx_item *item);
/* weight - score; false where one of them is not known. */
bool paper_lost(const struct jx_host *host, const struct jx_item *item,
                struct jx_dec *lost);
/* "2.9 points off: why", "not scored: why"; nothing for full marks. */
void paper_loss(const struct jx_host *host, struct paper_text *text,
                const struct jx_item *item);
/* The points of a step with their sign ("+5.1", "-2"), or the verb's word where it has
 * none. */
void paper_points(const struct jx_host *host, struct paper_text *text,
                  const struct jx_line *line);
/* "Sheet1!C5", of a place in a sheet. */
void paper_sheet_cell(struct paper_text *text, const struct jx_record *record,
                      struct jx_at at);
/* "forms.txt:16", "forms.xlsx Sheet1!C5"; nothing where it is unknown. */
void paper_source(struct paper_text *text, const struct jx_record *record,
                  struct jx_at at);

/* ---- story.c: how a score came about; each appends nothing where nothing is to say ---- */

/* "8 × 3827 ÷ 6000 = 5.10; points off: 2.90"; nothing for an item without a score. */
void paper_sum(const struct jx_host *host, struct paper_text *text,
               const struct jx_item *item);
/* Figures that were read where the cell prints them otherwise. */
void paper_reads(const struct jx_host *host, struct paper_text *text,
                 const struct jx_result *result, const struct jx_item *item);
/* What full marks of the item, or a better grade of the form by it, would take. */
void paper_full(const struct jx_host *host, struct paper_text *text,
                const struct jx_result *result, const struct jx_item *item);
void paper_better(const struct jx_host *host, struct paper_text *text,
                  const struct jx_result *result, const struct jx_item *item);

/* ---- review.c: what people decided ---- */

/* The score a person set on an item; NULL: none. */
const struct jx_reviewed *paper_reviewed(const struct jx_result *result,
                                         const struct jx_item *item);
/* Was it waived by name? Others are settled by the score that a person set. */
bool paper_is_waiver(const struct jx_waived *waived);
/* The i-th of them on an item (NULL: on the form itself), from 0; NULL: no more. */
const struct jx_waived *paper_waived(const struct jx_result *result,
                                     const struct jx_item *item, size_t i);
/* Is the finding one of the item's (NULL: of the form itself)? */
bool paper_is_on(const struct jx_finding *finding, const struct jx_item *item);
/* The total and grade that stand: the review's where there is one, else the system's. */
bool paper_final_total(const struct jx_result *result, struct jx_dec *total);
const char *paper_final_grade(const struct jx_result *result); /* "": none */
/* "91.2　good", and behind it "Reviewed　93　good" where a person decided. */
void paper_total(const struct jx_host *host, struct paper_text *text,
                 const struct jx_result *result);
/* "the reason (who, date)" */
void paper_decision(const struct jx_host *host, struct paper_text *text,
                    const struct jx_decision *decision);
/* "waived: message, the reason (who, date)" */
void paper_waiver(const struct jx_host *host, struct paper_text *text,
                  const struct jx_waived *waived);

/* ---- form.c: drawing a form again that was read ---- */

/* The face without the columns, labels and closing row that the form itself has not: what
 * is drawn by it reads back as the same record. */
struct jx_face paper_face(const struct jx_face *face, const struct jx_record *record);
/* Into the cell of reasons of an item: what the office wrote, and below it, as notes that
 * readers leave out, what the rules took off and what people decided. */
void paper_reasons(const struct jx_host *host, struct paper_text *text,
                   const struct jx_record *record, const struct jx_result *result,
                   const struct jx_item *item);
