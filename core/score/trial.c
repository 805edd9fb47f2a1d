/* trial.c: the steps of scoring that depend on weights and parameters, done again. The order
 * of steps is engine.c's; nothing is audited here. */
#include "trial.h"

#include "memo.h"
#include "scoring.h"

#include <string.h>

/* Scores by the item's own selector, at weights that have come up before. */
enum { TRIED = 512 };
struct tried {
    struct jx_dec weight, score; /* weight 0: nothing yet */
};

struct jx_trial {
    struct scoring s;
    struct tried *tried; /* TRIED an item */
    const struct jx_selector **own;
    const struct jx_selector **selectors; /* that each item was last scored by */
    struct jx_dec *weights;               /* likewise */
};

struct jx_trial *jx_trial_open(struct jx_engine *engine, const struct jx_record *record,
                               struct jx_arena *kept, struct jx_error *err)
{
    struct jx_trial *trial = jx_arena_alloc(kept, sizeof *trial);
    struct jx_result result = {0};
    memo_hold(engine->memo); /* what trials know of cells stays */
    engine->keeps_inputs = true;
    if (!trial || !score_record(&trial->s, engine, record, kept, &result)) {
        jx_fail_memory(err, record->file);
        return NULL;
    }
    size_t count = trial->s.item_count;
    trial->selectors = jx_arena_array(kept, count, sizeof *trial->selectors);
    trial->weights = jx_arena_array(kept, count, sizeof *trial->weights);
    trial->own = jx_arena_array(kept, count, sizeof *trial->own);
    trial->tried = jx_arena_array(kept, count * TRIED, sizeof *trial->tried);
    if (!trial->selectors || !trial->weights || !trial->own || !trial->tried) {
        jx_fail_memory(err, record->file);
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        trial->own[i] = trial->selectors[i] = trial->s.items[i].selector;
        trial->weights[i] = trial->s.items[i].item->weight;
    }
    return trial;
}

const struct jx_item *jx_trial_items(const struct jx_trial *trial, size_t *count)
{
    *count = trial->s.item_count;
    return trial->s.results;
}

const struct jx_selector *jx_trial_selector(const struct jx_trial *trial, size_t item)
{
    return trial->own[item];
}

struct jx_trial_row jx_trial_row(const struct jx_trial *trial, size_t item)
{
    const struct jx_pair *pair = &trial->s.items[item].pair;
    return (struct jx_trial_row){
        .nature = jx_nature_glyph(pair->nature),
        .figure = pair->target_kind == JX_READING_NUMBER,
        .words = pair->target_kind == JX_READING_TEXT,
        .equal = pair->has_target && pair->has_actual &&
                 jx_dec_cmp(pair->target_value, pair->actual_value) == 0};
}

bool jx_trial_by(struct jx_trial *trial, size_t item, const struct jx_selector *selector,
                 struct jx_arena *scratch, struct jx_dec *score)
{
    struct scoring *s = &trial->s;
    struct scored *scored = &s->items[item], was = *scored;
    struct jx_item result = *scored->item;
    s->arena = scratch;
    s->findings = NULL;
    s->finding_count = s->finding_capacity = 0;
    scored->inputs = NULL; /* another rule asks for other things */
    scored->selector = selector;
    score_item(s, scored, false);
    bool ok = !s->failed && scored->item->scored && !scored->judged;
    *score = scored->item->score;
    *scored->item = result;
    *scored = was;
    return ok;
}

/* A row beneath an indicator, or one without a weight, stays as it is. */
static bool may_change(const struct scored *item)
{
    return !item->detail && item->item->has_weight;
}

/* Calls the item's rule again where its weight or selector is another. */
static void try_item(struct jx_trial *trial, size_t i, struct jx_dec weight,
                     const struct jx_selector *selector)
{
    struct scored *item = &trial->s.items[i];
    bool same =
        selector == trial->selectors[i] && jx_dec_cmp(weight, trial->weights[i]) == 0;
    if (same || !may_change(item))
        return;
    trial->weights[i] = item->item->weight = weight;
    trial->selectors[i] = item->selector = selector;
    if (!selector || !item->item->scored)
        return;
    struct tried *tried = &trial->tried[i * TRIED + (uint64_t)weight.digits % TRIED];
    if (selector == trial->own[i] && weight.digits &&
        tried->weight.digits == weight.digits &&
        tried->weight.exponent == weight.exponent) {
        item->item->score = tried->score;
        return;
    }
    score_item(&trial->s, item, false);
    if (selector == trial->own[i] && item->item->scored)
        *tried = (struct tried){weight, item->item->score};
}

bool jx_trial_score(struct jx_trial *trial, const struct jx_dec *weights,
                    const struct jx_selector *const *selectors, struct jx_arena *scratch,
                    struct jx_dec *total, size_t *grade)
{
    struct scoring *s = &trial->s;
    struct jx_result result = {0};
    s->arena = scratch;
    s->findings = NULL;
    s->finding_count = s->finding_capacity = 0;
    for (size_t i = 0; i < s->item_count && !s->failed; i++)
        try_item(trial, i, weights[i], selectors[i]);
    bool ok = !s->failed && score_total(s, &result) && result.has_total;
    *total = result.total;
    *grade = 0;
    while (ok && *grade < s->pack->grade_count &&
           strcmp(s->pack->grades[*grade].name, result.grade) != 0)
        ++*grade;
    return ok;
}
