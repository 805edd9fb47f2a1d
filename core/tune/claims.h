/* claims.h: what offices printed as scores, and which candidate rules give exactly that: by
 * the engine, for every candidate and every way of rounding. */
#pragma once

#include "cases.h"
#include "fail.h"
#include "names.h"
#include "pack.h"
#include "shapes.h"

/* Ways to round a score, with their price in bits. */
enum { JX_CLAIM_ROUNDINGS = 10 };
struct jx_claim_rounding {
    int digits;
    enum jx_round_mode mode;
    double bits;
    const char *title; /* message id */
};
extern const struct jx_claim_rounding jx_claim_roundings[JX_CLAIM_ROUNDINGS];

/* A printed score of a row, or of the budget block, that some candidate has a score for. */
struct jx_claim {
    size_t form, unit; /* of the cases; by number in units */
    int32_t index;     /* of the row; JX_INDEX_BUDGET */
    enum jx_infer_part part;
    struct jx_str name;
    struct jx_str level1; /* without blanks */
    const char *nature;   /* its glyph; "" none */
    struct jx_dec weight, claimed;
    struct jx_dec
        rate;       /* what the first candidate in proportion gives, ÷ weight; or -1 */
    bool at_bound;  /* ＞ or ＜, and the actual is the bound itself */
    double bits;    /* to print such a score without any rule */
    uint16_t *fits; /* by candidate of its part: a bit for every rounding that gives it */
};
enum { JX_CLAIM_SCORED = 1u << 15 }; /* in fits: the candidate has a score for it */

struct jx_claims {
    struct jx_arena *arenas; /* one a thread */
    size_t jobs;
    struct jx_claim *list;
    size_t count;
    struct jx_names units;
    /* What there is beside them: scores printed for rows that no candidate can score, for
     * rows of words, and rows of figures without a printed score. */
    size_t unreadable, words, blank;
    size_t facts; /* forms that are scored from facts, not row by row */
};

/* `probe`: a pack with one selector a candidate, called "infer-N", whose items are not
 * rounded. Forms that are scored from facts are left out. Cases must outlive the claims.
 * false: err. */
bool jx_claims_find(struct jx_claims *claims, const struct jx_cases *cases,
                    const struct jx_pack *probe, const struct jx_shapes *shapes,
                    size_t jobs, struct jx_error *err);
/* What one candidate gives for a claim, not rounded. */
struct jx_claim_scorer {
    struct jx_engine *engine;
    struct jx_arena kept, scratch;
};
bool jx_claim_score(struct jx_claim_scorer *scorer, const struct jx_cases *cases,
                    const struct jx_pack *probe, const struct jx_claim *claim,
                    size_t shape, struct jx_dec *score, struct jx_error *err);
void jx_claim_scorer_close(struct jx_claim_scorer *scorer);

void jx_claims_free(struct jx_claims *claims); /* zeroed is fine */
