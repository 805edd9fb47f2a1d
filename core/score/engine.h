/* engine.h: one record in, one result out: items, groups, total, grade, findings. Opening,
 * scoring and closing are in jixiao.h.
 *
 * Pure: no I/O, no clock, no state between records. */
#pragma once

#include "fail.h"
#include "pack.h"

/* Asks for a template of weights by name (borrowed; NULL: the pack's choice). Forms that it
 * is not for go by the pack's choice. */
void jx_engine_weights(struct jx_engine *engine, const char *name);

/* Decisions to apply from now on (borrowed; NULL: none). */
struct jx_reviews;
void jx_engine_review(struct jx_engine *engine, const struct jx_reviews *reviews);

/* From now on only items, groups, total and grade: nothing that was claimed is looked at,
 * and findings are those of rules alone. For whoever scores the same forms many times. */
void jx_engine_scores_only(struct jx_engine *engine);

/* From now on results say what figures were read where cells print them otherwise. */
void jx_engine_explains(struct jx_engine *engine);

/* Memory for a record to be scored next: emptied by this call, and not by scoring. */
struct jx_arena *jx_engine_input(struct jx_engine *engine);

/* For coverage: counts lines of Lua rules from now on, and calls `used` whenever a
 * selector's rule was called: with the item it scored, or NULL where it is of the total.
 * The item lives until `used` returns. false: memory. */
struct jx_lua;
typedef void jx_engine_used(void *ctx, const struct jx_selector *selector,
                            const struct jx_item *item);
bool jx_engine_cover(struct jx_engine *engine, jx_engine_used *used, void *ctx);
const struct jx_lua *jx_engine_lua(const struct jx_engine *engine);

/* What the engine compared in the record it scored last, for summaries. */
struct jx_compared {
    size_t items;            /* scored or not */
    size_t compared, agreed; /* claimed and computed scores, within tolerance */
    bool total_compared, total_agreed, total_blank;
};
struct jx_compared jx_engine_compared(const struct jx_engine *engine);

/* What rules have cost since the engine was opened, by slot in the pack: how often they were
 * called, and units of work, one a call and what the sandbox charged (rule.h). Never
 * seconds: the same records cost the same on any machine. */
struct jx_cost {
    uint64_t calls, work, most; /* most: in one call */
};
const struct jx_cost *jx_engine_costs(const struct jx_engine *engine);
/* Units of work of the record it scored last. */
uint64_t jx_engine_work(const struct jx_engine *engine);

/* Codes of the contract with their severities, and the default title (a message id). */
struct jx_finding_code {
    const char *code;
    uint8_t severity;
    const char *title;
};
extern const struct jx_finding_code jx_finding_codes[];
extern const size_t jx_finding_code_count;
/* By code, or NULL. */
const struct jx_finding_code *jx_finding_code_find(const char *code);
/* Severity by the pack (NULL: by the contract); codes of rules alone are warnings.
 * JX_SEVERITY_OFF: not to be raised. */
uint8_t jx_finding_severity(const struct jx_pack *pack, const char *code);
/* What the pack (NULL: the contract) calls it, in the language of the run; codes of rules
 * alone that have no title are `otherwise`. */
const char *jx_finding_title(const struct jx_pack *pack, const char *code,
                             const char *otherwise);
