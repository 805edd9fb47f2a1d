/* scores.h: what a pack gives to every form of a run, kept to be compared. */
#pragma once

#include "cases.h"
#include "fail.h"
#include "pack.h"

struct jx_outcome {
    struct jx_dec total;
    bool has_total;
    const char *grade;           /* of the pack; "" none */
    const struct jx_item *items; /* without lines; texts of the record and the pack */
    const char *const *whys;     /* reason of each item, where asked for */
    size_t item_count;
};

/* Starts zeroed, ends with jx_scores_free. Cases and pack must outlive it. */
struct jx_scores {
    const struct jx_pack *pack;
    struct jx_outcome *list; /* as many as there are cases */
    size_t count;
    struct jx_arena *arenas; /* one a thread */
    size_t jobs;
};

/* Scores the cases by the pack; `only` (may be NULL): which of them, the others stay
 * unscored. whys: keep reasons too, in the language of the run. */
bool jx_scores_make(struct jx_scores *scores, const struct jx_cases *cases,
                    const struct jx_pack *pack, const bool *only, bool whys, size_t jobs,
                    struct jx_error *err);
void jx_scores_free(struct jx_scores *scores);

/* The item of an outcome that is the same as one of another outcome; NULL: it has none. */
const struct jx_item *jx_outcome_item(const struct jx_outcome *outcome,
                                      const struct jx_item *like, size_t guess);
/* Places by total, the best 1, equals alike; 0: no total. false: memory. */
bool jx_scores_rank(const struct jx_scores *scores, size_t *ranks);
