/* effect.c: scores before, after and in between, and the points that each change is given.
 * What is shown of it is the command's business. */
#include "effect.h"

#include "lang.h"

#include <stdlib.h>
#include <string.h>

struct tracing {
    struct jx_effect *effect;
    bool *only;           /* cases that moved */
    struct jx_dec **last; /* by case: total, then items, as they stand in this order */
    size_t jobs;
    struct jx_error *err;
};

bool jx_effect_total(const struct jx_effect *effect, size_t index,
                     struct jx_dec *difference)
{
    const struct jx_outcome *a = &effect->before->list[index];
    const struct jx_outcome *b = &effect->after->list[index];
    *difference = jx_dec_sub(b->total, a->total);
    return a->has_total && b->has_total;
}

bool jx_effect_item(const struct jx_effect *effect, size_t index, size_t item,
                    const struct jx_item **was, struct jx_dec *difference)
{
    const struct jx_item *now = &effect->after->list[index].items[item];
    *was = jx_outcome_item(&effect->before->list[index], now, item);
    *difference = jx_dec_int(0);
    if (!*was || !(*was)->scored || !now->scored)
        return false;
    *difference = jx_dec_sub(now->score, (*was)->score);
    return true;
}

size_t jx_effect_cause(const struct jx_effect *effect, const struct jx_dec *parts)
{
    size_t cause = effect->changes->count;
    for (size_t k = 0; parts && k < effect->changes->count; k++)
        if (!jx_dec_is_zero(parts[k]) &&
            (cause == effect->changes->count ||
             jx_dec_cmp(jx_dec_abs(parts[k]), jx_dec_abs(parts[cause])) > 0))
            cause = k;
    return cause;
}

/* Did the total or any item move? */
static bool has_moved(const struct jx_effect *effect, size_t index)
{
    struct jx_dec difference;
    const struct jx_item *was;
    if (jx_effect_total(effect, index, &difference) && !jx_dec_is_zero(difference))
        return true;
    for (size_t i = 0; i < effect->after->list[index].item_count; i++)
        if (jx_effect_item(effect, index, i, &was, &difference) &&
            !jx_dec_is_zero(difference))
            return true;
    return false;
}

/* ---- one order of changes ---- */

static struct jx_dec half(struct jx_dec points)
{
    return jx_dec_mul(points, (struct jx_dec){5, -1});
}

/* What the step from `last` to the outcome adds to the parts of change k. */
static void step(struct tracing *t, size_t index, size_t k,
                 const struct jx_outcome *outcome)
{
    struct jx_effect *effect = t->effect;
    struct jx_moved *moved = &effect->moved[index];
    const struct jx_outcome *after = &effect->after->list[index];
    struct jx_dec *last = t->last[index];
    size_t changes = effect->changes->count;
    if (moved->parts && outcome->has_total) {
        moved->parts[k] =
            jx_dec_add(moved->parts[k], half(jx_dec_sub(outcome->total, last[0])));
        last[0] = outcome->total;
    }
    for (size_t i = 0; i < after->item_count; i++) {
        const struct jx_item *item = jx_outcome_item(outcome, &after->items[i], i);
        if (!item || !item->scored)
            continue;
        struct jx_dec *part = &moved->item_parts[i * changes + k];
        *part = jx_dec_add(*part, half(jx_dec_sub(item->score, last[i + 1])));
        last[i + 1] = item->score;
    }
}

static void begin_order(struct tracing *t)
{
    const struct jx_effect *effect = t->effect;
    struct jx_dec ignored;
    const struct jx_item *was;
    for (size_t c = 0; c < effect->cases->count; c++) {
        if (!t->only[c])
            continue;
        t->last[c][0] = effect->before->list[c].total;
        for (size_t i = 0; i < effect->after->list[c].item_count; i++) {
            bool both = jx_effect_item(effect, c, i, &was, &ignored);
            t->last[c][i + 1] = both ? was->score : effect->after->list[c].items[i].score;
        }
    }
}

static bool run_order(struct tracing *t, bool reverse)
{
    const struct jx_changes *changes = t->effect->changes;
    bool *on = calloc(changes->count, sizeof *on),
         ok = on || jx_fail_memory(t->err, NULL);
    if (ok)
        begin_order(t);
    for (size_t n = 0; ok && n < changes->count; n++) {
        size_t k = reverse ? changes->count - 1 - n : n;
        struct jx_arena arena = jx_arena_new(0);
        struct jx_scores mixed = {0};
        const struct jx_scores *scores = t->effect->after; /* all are made */
        on[k] = true;
        if (n + 1 < changes->count) {
            const struct jx_pack *pack = jx_changes_mix(changes, on, &arena);
            ok = (pack || jx_fail_memory(t->err, NULL)) &&
                 jx_scores_make(&mixed, t->effect->cases, pack, t->only, false, t->jobs,
                                t->err);
            scores = &mixed;
        }
        for (size_t c = 0; ok && c < t->effect->cases->count; c++)
            if (t->only[c])
                step(t, c, k, &scores->list[c]);
        jx_scores_free(&mixed);
        jx_arena_free(&arena);
    }
    free(on);
    return ok;
}

/* ---- the whole ---- */

static bool make_room(struct tracing *t)
{
    struct jx_effect *effect = t->effect;
    size_t changes = effect->changes->count;
    struct jx_dec ignored;
    for (size_t c = 0; c < effect->cases->count; c++) {
        size_t items = effect->after->list[c].item_count;
        struct jx_moved *moved = &effect->moved[c];
        t->only[c] = changes && has_moved(effect, c);
        if (!t->only[c])
            continue;
        t->last[c] = jx_arena_array(&effect->arena, items + 1, sizeof(struct jx_dec));
        moved->item_parts =
            jx_arena_array(&effect->arena, items * changes, sizeof(struct jx_dec));
        if (jx_effect_total(effect, c, &ignored))
            moved->parts = jx_arena_array(&effect->arena, changes, sizeof(struct jx_dec));
        if (!t->last[c] || !moved->item_parts)
            return jx_fail_memory(t->err, NULL);
    }
    return true;
}

static bool rank(struct jx_effect *effect)
{
    size_t count = effect->cases->count + 1;
    effect->ranks_before =
        jx_arena_array(&effect->arena, count, sizeof *effect->ranks_before);
    effect->ranks_after =
        jx_arena_array(&effect->arena, count, sizeof *effect->ranks_after);
    return effect->ranks_before && effect->ranks_after &&
           jx_scores_rank(effect->before, effect->ranks_before) &&
           jx_scores_rank(effect->after, effect->ranks_after);
}

bool jx_effect_find(struct jx_effect *effect, const struct jx_cases *cases,
                    const struct jx_changes *changes, const struct jx_scores *before,
                    const struct jx_scores *after, size_t jobs, struct jx_error *err)
{
    *effect = (struct jx_effect){
        .cases = cases, .changes = changes, .before = before, .after = after};
    struct tracing t = {.effect = effect, .jobs = jobs, .err = err};
    effect->moved =
        jx_arena_array(&effect->arena, cases->count + 1, sizeof *effect->moved);
    t.only = jx_arena_array(&effect->arena, cases->count + 1, sizeof *t.only);
    t.last = jx_arena_array(&effect->arena, cases->count + 1, sizeof *t.last);
    if (!effect->moved || !t.only || !t.last || !rank(effect))
        return jx_fail_memory(err, NULL);
    return make_room(&t) && run_order(&t, false) && run_order(&t, true);
}

void jx_effect_free(struct jx_effect *effect)
{
    jx_arena_free(&effect->arena);
    *effect = (struct jx_effect){0};
}
