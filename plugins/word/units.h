/* units.h: what notices collect over a run: each unit's forms and their findings. */
#pragma once

#include "word.h"

/* One fault of a form, of one indicator or of several with the same words. */
struct word_fault {
    const char *code, *message, *indicators;
    struct jx_dec points;
    uint8_t severity;
    bool has_points;
    struct word_fault *next;
};
struct word_kept_form {
    const char *code, *name;
    struct word_fault *faults, **last;
    struct word_kept_form *next;
};
struct word_unit {
    const char *name, *year, *pack;
    struct word_kept_form *forms, **last;
    uint64_t errors, warnings;
    struct jx_dec points;
    struct word_unit *next;
};
/* Everything lives in the host's memory, as long as the output. */
struct word_units {
    const struct jx_host *host;
    struct word_unit *first, **last;
    bool failed;
};

void word_units_open(struct word_units *units, const struct jx_host *host);
/* Keeps the errors and warnings of a form; remarks are no reason for a notice. */
void word_units_add(struct word_units *units, const struct jx_record *record,
                    const struct jx_result *result);
/* A finding about several records goes to the form of its code and name. */
void word_units_listed(struct word_units *units, const struct jx_listed *listed);

/* The notice of one unit. */
void word_notice(struct word_doc *doc, const struct word_unit *unit);
