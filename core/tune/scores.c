/* scores.c: all forms of a run by one pack, over threads. */
#include "scores.h"

#include "each.h"
#include "engine.h"
#include "lang.h"
#include "ledger.h"

#include <stdlib.h>
#include <string.h>

enum { WHY_BYTES = 512 };

struct making {
    const struct jx_cases *cases;
    struct jx_scores *scores;
    const bool *only;
    bool whys;
    struct jx_engine **engines; /* one a worker */
};

/* The first step that says why; clamps and rounding say nothing of the rule. */
static const char *why_of(struct jx_arena *arena, const struct jx_item *item)
{
    char text[WHY_BYTES];
    for (size_t i = 0; i < item->line_count; i++) {
        const struct jx_line *line = &item->lines[i];
        if (line->verb == JX_CLAMP || line->verb == JX_ROUND || line->verb == JX_FIND)
            continue;
        jx_why_render(&line->why, jx_lang_recall, text, sizeof text);
        return jx_arena_copy(arena, text, strlen(text));
    }
    return "";
}

static bool keep(const struct making *making, struct jx_arena *arena,
                 const struct jx_result *result, struct jx_outcome *out)
{
    struct jx_item *items = jx_arena_array(arena, result->item_count, sizeof *items);
    const char **whys =
        making->whys ? jx_arena_array(arena, result->item_count, sizeof *whys) : NULL;
    if (!items || (making->whys && !whys))
        return false;
    *out = (struct jx_outcome){.total = result->total,
                               .has_total = result->has_total,
                               .grade = result->has_total ? result->grade : "",
                               .items = items,
                               .whys = whys,
                               .item_count = result->item_count};
    for (size_t i = 0; i < result->item_count; i++) {
        items[i] = result->items[i];
        items[i].lines = NULL;
        items[i].line_count = 0;
        if (items[i].id) /* a unit's own item is named by the record's arena */
            items[i].id = jx_arena_copy(arena, items[i].id, strlen(items[i].id));
        items[i].name.p = jx_arena_copy(arena, items[i].name.p, items[i].name.n);
        if (whys)
            whys[i] = why_of(arena, &result->items[i]);
        if ((whys && !whys[i]) || !items[i].name.p ||
            (result->items[i].id && !items[i].id))
            return false;
    }
    return true;
}

static bool score_one(void *ctx, size_t worker, size_t index, struct jx_error *err)
{
    struct making *making = ctx;
    if (making->only && !making->only[index])
        return true;
    const struct jx_result *result =
        jx_engine_score(making->engines[worker], making->cases->list[index].record, err);
    return result && (keep(making, &making->scores->arenas[worker], result,
                           &making->scores->list[index]) ||
                      jx_fail_memory(err, NULL));
}

static bool open_workers(struct making *making, const struct jx_pack *pack, size_t jobs,
                         struct jx_error *err)
{
    making->engines = calloc(jobs, sizeof *making->engines);
    if (!making->engines)
        return jx_fail_memory(err, NULL);
    for (size_t i = 0; i < jobs; i++) {
        making->engines[i] = jx_engine_open(pack, err);
        if (!making->engines[i])
            return false;
        jx_engine_scores_only(making->engines[i]);
    }
    return true;
}

bool jx_scores_make(struct jx_scores *scores, const struct jx_cases *cases,
                    const struct jx_pack *pack, const bool *only, bool whys, size_t jobs,
                    struct jx_error *err)
{
    struct making making = {.cases = cases, .scores = scores, .only = only, .whys = whys};
    *scores = (struct jx_scores){.pack = pack, .count = cases->count, .jobs = jobs};
    scores->list = calloc(cases->count + 1, sizeof *scores->list);
    scores->arenas = calloc(jobs, sizeof *scores->arenas);
    for (size_t i = 0; scores->list && i < cases->count; i++)
        scores->list[i].grade = "";
    bool ok = (scores->list && scores->arenas) || jx_fail_memory(err, NULL);
    ok = ok && open_workers(&making, pack, jobs, err) &&
         jx_each(cases->count, jobs, score_one, &making, err);
    for (size_t i = 0; making.engines && i < jobs; i++)
        jx_engine_close(making.engines[i]);
    free(making.engines);
    return ok;
}

void jx_scores_free(struct jx_scores *scores)
{
    for (size_t i = 0; scores->arenas && i < scores->jobs; i++)
        jx_arena_free(&scores->arenas[i]);
    free(scores->arenas);
    free(scores->list);
    *scores = (struct jx_scores){0};
}

static bool same_item(const struct jx_item *a, const struct jx_item *b)
{
    return a->index == b->index && !a->id == !b->id &&
           (!a->id || strcmp(a->id, b->id) == 0);
}

const struct jx_item *jx_outcome_item(const struct jx_outcome *outcome,
                                      const struct jx_item *like, size_t guess)
{
    if (guess < outcome->item_count && same_item(&outcome->items[guess], like))
        return &outcome->items[guess];
    for (size_t i = 0; i < outcome->item_count; i++)
        if (same_item(&outcome->items[i], like))
            return &outcome->items[i];
    return NULL;
}

/* ---- ranks ---- */

struct placed {
    struct jx_dec total;
    size_t index;
};

static int by_total(const void *a, const void *b)
{
    const struct placed *x = a, *y = b;
    int order = jx_dec_cmp(y->total, x->total);
    return order ? order : (x->index > y->index) - (x->index < y->index);
}

bool jx_scores_rank(const struct jx_scores *scores, size_t *ranks)
{
    struct placed *list = malloc((scores->count + 1) * sizeof *list);
    size_t count = 0;
    if (!list)
        return false;
    for (size_t i = 0; i < scores->count; i++) {
        ranks[i] = 0;
        if (scores->list[i].has_total)
            list[count++] = (struct placed){scores->list[i].total, i};
    }
    qsort(list, count, sizeof *list, by_total);
    for (size_t i = 0; i < count; i++) {
        bool equal = i && jx_dec_cmp(list[i].total, list[i - 1].total) == 0;
        ranks[list[i].index] = equal ? ranks[list[i - 1].index] : i + 1;
    }
    free(list);
    return true;
}
