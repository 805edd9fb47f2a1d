/* trial.h: one form scored again and again with other weights and parameters: what it says is
 * read once, and only rules whose weight or parameters changed are called again. */
#pragma once

#include "engine.h"

struct jx_trial;

/* Scores the form as it is. Everything that is kept lives in `kept`; record and engine must
 * outlive it. NULL and err: memory. */
struct jx_trial *jx_trial_open(struct jx_engine *engine, const struct jx_record *record,
                               struct jx_arena *kept, struct jx_error *err);

/* Its items as they stand, and the selector of each (NULL: no rule scores it). */
const struct jx_item *jx_trial_items(const struct jx_trial *trial, size_t *count);
const struct jx_selector *jx_trial_selector(const struct jx_trial *trial, size_t item);

/* What selectors choose an item by, as it was read of its row: the nature's glyph, and whether
 * its target is a figure, or words; and whether the actual is the very target. */
struct jx_trial_row {
    const char *nature; /* "" none, and for the budget block */
    bool figure, words, equal;
};
struct jx_trial_row jx_trial_row(const struct jx_trial *trial, size_t item);
/* The score of an item by any selector of the engine's pack, whatever row it is for. false: it
 * has none, or a person's judgement alone. The trial stays as it was; `scratch` may be reset
 * afterwards. */
bool jx_trial_by(struct jx_trial *trial, size_t item, const struct jx_selector *selector,
                 struct jx_arena *scratch, struct jx_dec *score);

/* The total by these weights and selectors, one an item; a selector is the item's own with
 * other parameters. *grade: index in the pack's list, or its count. `scratch` may be reset
 * between calls. false: there is no total. */
bool jx_trial_score(struct jx_trial *trial, const struct jx_dec *weights,
                    const struct jx_selector *const *selectors, struct jx_arena *scratch,
                    struct jx_dec *total, size_t *grade);
