/* targets.h: what is wrong with the targets of a form, before anything was achieved. */
#pragma once

#include "engine.h"

/* Something wrong with a target. Texts are in the language of the run or of the pack. */
struct jx_target_finding {
    const char *code;
    uint8_t severity;   /* enum jx_severity */
    int32_t item;       /* index into indicators; JX_INDEX_NONE: the whole form */
    int32_t cell;       /* enum jx_ind_key; -1: no single cell of a row */
    const char *text;   /* what is wrong */
    const char *advice; /* what to do */
    const char *clause; /* of the pack; "" none */
    struct jx_at at;
};

/* A row, to be held against others. */
struct jx_target {
    const struct jx_indicator *row;
    int32_t item;
    struct jx_str name; /* without blanks */
    uint8_t nature;     /* enum jx_nature (reading.h) */
    bool has_value;
    struct jx_dec value; /* of the target: a rate as a share, 万 counted out */
    struct jx_str unit;  /* what remains then */
};
/* A check that needs other rows, and one it applies to (an index into rows). */
struct jx_target_watch {
    const struct jx_target_check *check;
    size_t row;
};

struct jx_targets {
    struct jx_target_finding *findings;
    size_t finding_count, finding_capacity;
    struct jx_target *rows;
    size_t row_count;
    struct jx_target_watch *watches;
    size_t watch_count, watch_capacity;
};

/* Reads the targets of a form and what is wrong with them by the engine's pack; everything
 * but cells of the record is in `arena`. false: memory, err set. */
bool jx_targets_read(struct jx_engine *engine, const struct jx_record *record,
                     struct jx_arena *arena, struct jx_targets *out,
                     struct jx_error *err);

/* Adds what a check found in a row by comparing it; `text` lives as long as the arena.
 * A row that has a finding of the same code keeps the first. false: memory. */
bool jx_targets_add(struct jx_targets *targets, const struct jx_pack *pack,
                    const struct jx_target_watch *watch, const char *text,
                    struct jx_arena *arena);
