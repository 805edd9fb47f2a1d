/* infer_report.h: what the files of 'jixiao infer' share. */
#pragma once

#include "cases.h"
#include "infer.h"
#include "pack_tools.h"
#include "tables.h"

struct jx_inferring {
    struct jx_app *app;
    const struct jx_options *options;
    const struct jx_pack *pack; /* that reads the forms, and that a draft stands on */
    const struct jx_pack *probe;
    struct jx_cases cases;
    size_t others; /* forms left out: another pack scores them */
    size_t again;  /* ... or they are there already: a score counts once */
    struct jx_shapes shapes;
    struct jx_claims claims;
    struct jx_inferred found;
    struct jx_arena arena;
    struct jx_tables *tables;
    struct jx_error err;
    /* Of a draft: NULL where none was asked for. */
    const char *draft;
    size_t exact,
        near; /* printed scores that it gives exactly, and within its tolerance */
};

/* "in proportion: ＝ is met from below"; NULL: memory. */
const char *jx_inferred_words(struct jx_inferring *inferring, size_t shape);
/* Which rows a rule is for, in words; NULL: memory. */
const char *jx_inferred_where(struct jx_inferring *inferring,
                              const struct jx_inferred_rule *rule);

/* ---- infer_tables.c ---- */

/* A table begins; `note` may be NULL. */
bool infer_begin(struct jx_inferring *in, const char *key, const char *title,
                 const char *note, const struct jx_column *columns, size_t count);
#define INFER_BEGIN(in, key, title, note, columns)                                       \
    infer_begin(in, key, title, note, columns, sizeof columns / sizeof *columns)
#define INFER_ROW(in, ...)                                                               \
    jx_tables_row((in)->tables, (const struct jx_value[]){__VA_ARGS__}, &(in)->err)
/* The rule in words; for programs as a pack would say it, "method:proportional {}". */
struct jx_value infer_rule_cell(struct jx_inferring *in, size_t shape);

/* infer_exceptions.c */
bool infer_write_units(struct jx_inferring *in);
bool infer_write_exceptions(struct jx_inferring *in);

/* All tables of the report; false: inferring->err. */
bool jx_inferred_write(struct jx_inferring *inferring);

/* infer_draft.c: the way of rounding that a pack would take, the finest in use; and the
 * tolerance within which scores rounded in the other ways lie: half of their last digit, or
 * all of it where they are cut off. */
size_t jx_inferred_main(const struct jx_inferring *inferring);
struct jx_dec jx_inferred_tolerance(const struct jx_inferring *inferring, size_t main);

/* infer_draft.c: writes the draft into the folder of --output, and scores the forms by it.
 * false: err. */
bool jx_inferred_draft(struct jx_inferring *inferring);
