/* coverage_units.h: what test_coverage.c counts, coverage_report.c tells and test_propose.c
 * proposes cases for. */
#pragma once

#include "arena.h"
#include "engine.h"
#include "framework.h"
#include "strbuf.h"

/* An entry of a list parameter that gives marks: [bound, marks], [from, to, marks], or a
 * table with them. */
struct jx_band {
    const char *param;
    const struct jx_value *value;
    struct jx_dec bound, marks;
    bool hit;
};

/* A selector or a leaf of a framework, with what its rule can do. */
struct jx_unit {
    const struct jx_selector *selector;
    const struct jx_framework *framework; /* NULL: a selector of indicators.json */
    const struct jx_framework_item *leaf; /* likewise */
    struct jx_band *bands;
    size_t band_count;
    size_t calls;
};

struct jx_coverage {
    const struct jx_pack *pack;
    struct jx_engine *engine;
    struct jx_arena arena;
    struct jx_unit *units; /* of the pack itself */
    size_t unit_count;
    bool *rules;  /* by slot: was called */
    bool *grades; /* was given */
    bool *levels; /* was used */
    bool failed;
};

/* test_coverage.c: is it a file of the pack itself? NULL is none. */
bool jx_cover_own(const struct jx_pack *pack, const char *file);

/* coverage_levels.c: sets levels[i] for every word of the pack's scale that the record uses
 * where a rule asks for a level. */
void jx_cover_levels(const struct jx_pack *pack, const struct jx_record *record,
                     const struct jx_result *result, bool *levels);

/* test_propose.c: appends a case to begin with, as a file of cases/ holds it: a row for every band that
 * was not hit, at least one. `note`: what it is for. */
void jx_propose_case(const struct jx_pack *pack, const struct jx_unit *unit,
                     const char *note, struct jx_strbuf *out);
