/* claims.c: scores every claim by every candidate and notes which roundings give what was
 * printed. Nothing is chosen here. */
#include "claims.h"

#include "each.h"
#include "framework.h"
#include "lang.h"
#include "strbuf.h"
#include "trial.h"
#include "utf8.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Two decimals are what spreadsheets print; fewer are common, cutting off is not. */
const struct jx_claim_rounding jx_claim_roundings[JX_CLAIM_ROUNDINGS] = {
    {2, JX_ROUND_HALF_AWAY, 1, N_("two decimals")},
    {1, JX_ROUND_HALF_AWAY, 2, N_("one decimal")},
    {0, JX_ROUND_HALF_AWAY, 3, N_("whole points")},
    {2, JX_ROUND_DOWN, 4, N_("two decimals, cut off")},
    {1, JX_ROUND_DOWN, 4, N_("one decimal, cut off")},
    {0, JX_ROUND_DOWN, 4, N_("whole points, cut off")},
    {3, JX_ROUND_HALF_AWAY, 5, N_("three decimals")},
    {2, JX_ROUND_HALF_EVEN, 5, N_("two decimals, ties to even")},
    {1, JX_ROUND_HALF_EVEN, 5, N_("one decimal, ties to even")},
    {0, JX_ROUND_HALF_EVEN, 5, N_("whole points, ties to even")},
};

struct worker {
    struct jx_engine *engine;
    struct jx_arena kept, scratch;
    size_t unreadable, words, blank, facts;
};

struct found { /* of one form */
    struct jx_claim *list;
    size_t count;
};

struct finding {
    struct jx_claims *claims;
    const struct jx_cases *cases;
    const struct jx_pack *probe;
    const struct jx_shapes *shapes;
    const struct jx_selector **selectors; /* by candidate */
    struct worker *workers;
    struct found *found; /* by form */
};

/* ---- one claim ---- */

/* Decimals as printed, without zeros at the end. */
static int decimals_of(struct jx_dec number)
{
    int decimals = 0;
    while (decimals < 6 &&
           jx_dec_cmp(jx_dec_round(number, decimals, JX_ROUND_DOWN), number) != 0)
        decimals++;
    return decimals;
}

/* Without a rule, every second score is full marks and the others may be anything that has
 * as many decimals. */
static double price(const struct jx_claim *claim)
{
    if (jx_dec_cmp(claim->claimed, claim->weight) == 0)
        return 1;
    double grid =
        jx_dec_to_double(jx_dec_shift(claim->weight, decimals_of(claim->claimed)));
    return 1 + log2(grid > 1 ? grid + 1 : 2);
}

static uint16_t fits_of(struct jx_dec score, struct jx_dec claimed)
{
    unsigned fits = JX_CLAIM_SCORED;
    struct jx_dec read = jx_dec_read15(score);
    if (jx_dec_cmp(jx_dec_abs(jx_dec_sub(read, claimed)), jx_dec_int(1)) >= 0)
        return (uint16_t)fits;
    for (int r = 0; r < JX_CLAIM_ROUNDINGS; r++) {
        const struct jx_claim_rounding *rounding = &jx_claim_roundings[r];
        struct jx_dec rounded = jx_dec_round(read, rounding->digits, rounding->mode);
        if (jx_dec_cmp(rounded, claimed) == 0)
            fits |= 1u << r;
    }
    return (uint16_t)fits;
}

/* Scores the item by all candidates of its part; false: none has a score. */
static bool try_all(struct finding *f, struct worker *w, struct jx_trial *trial,
                    size_t item, struct jx_claim *claim)
{
    bool any = false;
    for (size_t i = 0; i < f->shapes->count; i++) {
        struct jx_dec score;
        if (f->shapes->list[i].part != claim->part)
            continue;
        jx_arena_reset(&w->scratch);
        if (!jx_trial_by(trial, item, f->selectors[i], &w->scratch, &score))
            continue;
        claim->fits[i] = fits_of(score, claim->claimed);
        any = true;
        if (f->shapes->list[i].family == JX_FAMILY_PROPORTION && claim->rate.digits < 0)
            claim->rate = jx_dec_div(score, claim->weight, NULL);
    }
    return any;
}

/* Which part an item belongs to; JX_INFER_PARTS: none that is looked at. */
static enum jx_infer_part part_of(struct worker *w, const struct jx_item *item,
                                  const struct jx_trial_row *row)
{
    if (item->index == JX_INDEX_BUDGET)
        return JX_INFER_BUDGET;
    if (item->index >= 0 && row->figure && strcmp(row->nature, "定性") != 0)
        return JX_INFER_FIGURES;
    w->words += item->index >= 0 && item->has_claimed;
    return JX_INFER_PARTS;
}

/* ---- one form ---- */

static bool take_item(struct finding *f, size_t worker, size_t form,
                      struct jx_trial *trial, size_t i, struct jx_error *err)
{
    struct worker *w = &f->workers[worker];
    struct jx_arena *arena = &f->claims->arenas[worker];
    size_t count;
    const struct jx_item *item = &jx_trial_items(trial, &count)[i];
    struct jx_trial_row row = jx_trial_row(trial, i);
    enum jx_infer_part part = part_of(w, item, &row);
    if (part == JX_INFER_PARTS || !item->has_weight || item->weight.digits <= 0)
        return true;
    if (!item->has_claimed) {
        w->blank++;
        return true;
    }
    struct jx_claim claim = {.form = form,
                             .index = item->index,
                             .part = part,
                             .name = item->name,
                             .level1 = jx_str_squeeze(arena, item->level1),
                             .nature = row.nature,
                             .at_bound = row.equal && (strcmp(row.nature, "＞") == 0 ||
                                                       strcmp(row.nature, "＜") == 0),
                             .rate = jx_dec_int(-1),
                             .weight = item->weight,
                             .claimed = item->claimed};
    claim.bits = price(&claim);
    claim.fits = jx_arena_array(arena, f->shapes->count, sizeof *claim.fits);
    claim.name.p = jx_arena_copy(arena, claim.name.p ? claim.name.p : "", claim.name.n);
    if (!claim.fits || !claim.name.p || !claim.level1.p)
        return jx_fail_memory(err, NULL);
    struct found *found = &f->found[form];
    if (try_all(f, w, trial, i, &claim))
        found->list[found->count++] = claim;
    else
        w->unreadable++;
    return true;
}

static bool take_form(void *ctx, size_t worker, size_t form, struct jx_error *err)
{
    struct finding *f = ctx;
    struct worker *w = &f->workers[worker];
    const struct jx_record *record = f->cases->list[form].record;
    if (jx_framework_of(f->probe, record->cell[JX_REC_FORM].text)) {
        w->facts++;
        return true;
    }
    size_t count;
    jx_arena_reset(&w->kept);
    struct jx_trial *trial = jx_trial_open(w->engine, record, &w->kept, err);
    if (!trial)
        return false;
    jx_trial_items(trial, &count);
    f->found[form].list =
        jx_arena_array(&f->claims->arenas[worker], count, sizeof *f->found[form].list);
    bool ok = f->found[form].list || jx_fail_memory(err, NULL);
    for (size_t i = 0; ok && i < count; i++)
        ok = take_item(f, worker, form, trial, i, err);
    return ok;
}

/* ---- all ---- */

static bool open_workers(struct finding *f, size_t jobs, struct jx_error *err)
{
    for (size_t i = 0; i < jobs; i++) {
        f->workers[i].engine = jx_engine_open(f->probe, err);
        if (!f->workers[i].engine)
            return false;
    }
    return true;
}

static bool find_selectors(struct finding *f, struct jx_error *err)
{
    for (size_t i = 0; i < f->probe->selector_count; i++) {
        unsigned long number;
        if (sscanf(f->probe->selectors[i].key, "infer-%lu", &number) == 1 &&
            number < f->shapes->count)
            f->selectors[number] = &f->probe->selectors[i];
    }
    for (size_t i = 0; i < f->shapes->count; i++)
        if (!f->selectors[i])
            return jx_fail(err, NULL, 0, _("the candidate %zu is missing"), i);
    return true;
}

/* In the order of the forms, whichever thread found them. */
static bool gather(struct finding *f)
{
    struct jx_claims *claims = f->claims;
    size_t total = 0;
    for (size_t i = 0; i < f->cases->count; i++)
        total += f->found[i].count;
    claims->list = calloc(total + 1, sizeof *claims->list);
    for (size_t i = 0; claims->list && i < f->cases->count; i++) {
        size_t unit = jx_names_number(&claims->units, f->cases->list[i].unit);
        if (unit == SIZE_MAX)
            return false;
        for (size_t k = 0; k < f->found[i].count; k++) {
            claims->list[claims->count] = f->found[i].list[k];
            claims->list[claims->count++].unit = unit;
        }
    }
    for (size_t i = 0; i < claims->jobs; i++) {
        claims->unreadable += f->workers[i].unreadable;
        claims->words += f->workers[i].words;
        claims->blank += f->workers[i].blank;
        claims->facts += f->workers[i].facts;
    }
    return claims->list != NULL;
}

bool jx_claims_find(struct jx_claims *claims, const struct jx_cases *cases,
                    const struct jx_pack *probe, const struct jx_shapes *shapes,
                    size_t jobs, struct jx_error *err)
{
    struct finding f = {claims, cases, probe, shapes, NULL, NULL, NULL};
    *claims = (struct jx_claims){.jobs = jobs};
    claims->arenas = calloc(jobs, sizeof *claims->arenas);
    f.selectors = calloc(shapes->count + 1, sizeof *f.selectors);
    f.workers = calloc(jobs, sizeof *f.workers);
    f.found = calloc(cases->count + 1, sizeof *f.found);
    bool ok = (claims->arenas && f.selectors && f.workers && f.found) ||
              jx_fail_memory(err, NULL);
    ok = ok && find_selectors(&f, err) && open_workers(&f, jobs, err) &&
         jx_each(cases->count, jobs, take_form, &f, err) &&
         (gather(&f) || jx_fail_memory(err, NULL));
    for (size_t i = 0; f.workers && i < jobs; i++) {
        jx_engine_close(f.workers[i].engine);
        jx_arena_free(&f.workers[i].kept);
        jx_arena_free(&f.workers[i].scratch);
    }
    free(f.workers);
    free(f.selectors);
    free(f.found);
    return ok;
}

/* ---- one score ---- */

static const struct jx_selector *selector_of(const struct jx_pack *probe, size_t shape)
{
    char key[32];
    snprintf(key, sizeof key, "infer-%zu", shape);
    for (size_t i = 0; i < probe->selector_count; i++)
        if (strcmp(probe->selectors[i].key, key) == 0)
            return &probe->selectors[i];
    return NULL;
}

bool jx_claim_score(struct jx_claim_scorer *scorer, const struct jx_cases *cases,
                    const struct jx_pack *probe, const struct jx_claim *claim,
                    size_t shape, struct jx_dec *score, struct jx_error *err)
{
    size_t count = 0;
    const struct jx_selector *selector = selector_of(probe, shape);
    if (!scorer->engine)
        scorer->engine = jx_engine_open(probe, err);
    jx_arena_reset(&scorer->kept);
    jx_arena_reset(&scorer->scratch);
    struct jx_trial *trial =
        scorer->engine ? jx_trial_open(scorer->engine, cases->list[claim->form].record,
                                       &scorer->kept, err)
                       : NULL;
    const struct jx_item *items = trial ? jx_trial_items(trial, &count) : NULL;
    for (size_t i = 0; i < count && selector; i++)
        if (items[i].index == claim->index)
            return jx_trial_by(trial, i, selector, &scorer->scratch, score);
    return false;
}

void jx_claim_scorer_close(struct jx_claim_scorer *scorer)
{
    jx_engine_close(scorer->engine);
    jx_arena_free(&scorer->kept);
    jx_arena_free(&scorer->scratch);
}

void jx_claims_free(struct jx_claims *claims)
{
    for (size_t i = 0; claims->arenas && i < claims->jobs; i++)
        jx_arena_free(&claims->arenas[i]);
    free(claims->arenas);
    free(claims->list);
    jx_names_free(&claims->units);
    *claims = (struct jx_claims){0};
}
