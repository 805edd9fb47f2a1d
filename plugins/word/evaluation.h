/* evaluation.h: the evaluation report being written. For evaluation.c and performance.c
 * only. */
#pragma once

#include "word.h"

struct report {
    struct word_doc *doc;
    const struct jx_host *host;
    const struct jx_record *record;
    const struct jx_result *result;
    bool claims, reviews; /* the form claims scores; reviewers' scores are wanted */
};

/* A decimal as text for a message. */
struct word_report_figure {
    char text[64];
};
struct word_report_figure word_report_figure(const struct report *r,
                                             struct jx_dec number);
/* Ends a sentence in doc->text whose last words somebody else wrote. */
void word_report_full_stop(struct report *r);
/* "Label: value."; nothing where the form says nothing. */
void word_report_fact(struct report *r, const char *label, struct jx_str value);

/* Part III: groups and indicators, what they lost and why. */
void word_report_performance(struct report *r);
