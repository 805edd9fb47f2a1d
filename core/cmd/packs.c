/* packs.c: which pack reads and scores what. No region is known here: packs say which
 * regions and years they are for. */
#include "packs.h"

#include "lang.h"
#include "pack_load.h"
#include "pool.h"
#include "strbuf.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

struct slot {
    struct jx_pack_entry entry;
    struct jx_pack *pack; /* does not change once it was tried */
    atomic_bool tried, used;
};

struct jx_packs {
    struct jx_app *app;
    bool given;  /* --pack: slots[0] is the only one */
    bool faulty; /* a pack that was needed could not be loaded */
    struct slot *slots;
    size_t count;
    struct jx_lock *lock; /* of loading one */
};

struct jx_pack *jx_pack_open_as(struct jx_app *app, const char *reference,
                                const struct jx_pack_wish *wish)
{
    struct jx_error err = {0};
    bool noted;
    struct jx_pack *pack = jx_app_pack_as(app, reference, wish, &noted, &err);
    if (!pack && !noted)
        jx_complain(0, &err);
    return pack;
}

/* Warnings are for whoever writes the pack: 'check' shows them, a run does not. */
struct jx_pack *jx_pack_open(struct jx_app *app, const char *reference)
{
    return jx_pack_open_as(app, reference, &(struct jx_pack_wish){0});
}

static bool open_given(struct jx_packs *packs, const char *given, struct jx_error *err)
{
    packs->given = true;
    packs->slots = calloc(1, sizeof *packs->slots);
    if (!packs->slots)
        return jx_fail_memory(err, NULL);
    packs->count = 1;
    packs->slots[0].tried = true;
    packs->slots[0].pack = jx_pack_open(packs->app, given);
    return packs->slots[0].pack ||
           jx_fail_kind(err, JX_ERR_PACK, given, 0,
                        _("the pack cannot be used: mend the faults above"));
}

static bool open_listed(struct jx_packs *packs, struct jx_error *err)
{
    struct jx_pack_entry *list;
    size_t count;
    if (!jx_pack_list(packs->app->search, &packs->app->arena, &list, &count, err))
        return false;
    packs->slots = calloc(count + 1, sizeof *packs->slots);
    if (!packs->slots)
        return jx_fail_memory(err, NULL);
    packs->count = count;
    for (size_t i = 0; i < count; i++)
        packs->slots[i].entry = list[i];
    return true;
}

struct jx_packs *jx_packs_open(struct jx_app *app, const char *given,
                               struct jx_error *err)
{
    struct jx_packs *packs = calloc(1, sizeof *packs);
    if (!packs) {
        jx_fail_memory(err, NULL);
        return NULL;
    }
    packs->app = app;
    packs->lock = jx_lock_new();
    if (!packs->lock)
        jx_fail_memory(err, NULL);
    else if (given ? open_given(packs, given, err) : open_listed(packs, err))
        return packs;
    jx_packs_close(packs);
    return NULL;
}

void jx_packs_close(struct jx_packs *packs)
{
    if (!packs)
        return;
    for (size_t i = 0; i < packs->count; i++)
        jx_pack_free(packs->slots[i].pack);
    jx_lock_free(packs->lock);
    free(packs->slots);
    free(packs);
}

/* Asked for every record: a lock would be fought over, and so would what all threads write
 * to every time. */
static const struct jx_pack *load(struct jx_packs *packs, struct slot *slot)
{
    if (slot->tried)
        return slot->pack;
    jx_lock_take(packs->lock);
    if (!slot->tried) {
        slot->pack = jx_pack_open(packs->app, slot->entry.folder);
        packs->faulty |= !slot->pack;
        slot->tried = true;
    }
    jx_lock_give(packs->lock);
    return slot->pack;
}

static const struct jx_pack *use(struct jx_packs *packs, struct slot *slot)
{
    const struct jx_pack *pack = load(packs, slot);
    if (pack && !slot->used)
        slot->used = true;
    return pack;
}

/* For everybody: a pack of no region that stands on no other. */
static bool is_general(const struct slot *slot)
{
    return !slot->entry.region[0] && slot->pack && !slot->pack->parent;
}

/* A region as packs write it, for one in an office's own words: the closest place that a
 * pack recognises there. The words themselves where none does. */
static struct jx_str region_of(struct jx_packs *packs, struct jx_str words)
{
    struct jx_str region = words;
    size_t closest = 0;
    for (size_t i = 0; i < packs->count; i++)
        if (jx_str_is(words, packs->slots[i].entry.region))
            return words;
    for (size_t i = 0; words.n && i < packs->count; i++) {
        struct slot *slot = &packs->slots[i];
        const struct jx_pack *pack = slot->entry.region[0] ? load(packs, slot) : NULL;
        size_t end = pack ? jx_recognise_region(pack, words) : 0;
        if (end > closest)
            region = jx_str_of(slot->entry.region);
        closest = end > closest ? end : closest;
    }
    return region;
}

struct jx_str jx_packs_region(struct jx_packs *packs, struct jx_str code)
{
    struct jx_str region = {0};
    for (size_t i = 0; code.n && !packs->given && i < packs->count; i++) {
        struct slot *slot = &packs->slots[i];
        const struct jx_pack *pack = slot->entry.region[0] ? load(packs, slot) : NULL;
        if (!pack || !jx_recognise_code(pack, code))
            continue;
        if (region.n && !jx_str_is(region, slot->entry.region))
            return (struct jx_str){0};
        region = jx_str_of(slot->entry.region);
    }
    return region;
}

/* How near a pack is to a document: of its region, general, or of some other region that
 * has such forms. */
static int nearness(const struct slot *slot, int score, struct jx_str region)
{
    bool general = is_general(slot) && score >= JX_SPEAKS_FOR_FORM;
    if (region.n)
        return jx_str_is(region, slot->entry.region) ? 2 : general;
    return score >= JX_SPEAKS_FOR_REGION ? 2 : general;
}

const struct jx_pack *jx_packs_recognise(struct jx_packs *packs,
                                         const struct jx_pages *pages, const char *region)
{
    if (packs->given)
        return packs->slots[0].pack;
    const struct jx_pack *best = NULL;
    struct jx_str place = region ? region_of(packs, jx_str_of(region)) : jx_str_of("");
    int best_score = 0, nearest = 0;
    for (size_t i = 0; i < packs->count; i++) {
        struct slot *slot = &packs->slots[i];
        const struct jx_pack *pack = load(packs, slot);
        int score = pack ? jx_recognise_score(pages, pack) : 0;
        if (score == 0)
            continue;
        int near = nearness(slot, score, place);
        score = 2 * score + is_general(slot); /* which has the better of a tie */
        if (near > nearest || (near == nearest && score > best_score)) {
            best = pack;
            best_score = score;
            nearest = near;
        }
    }
    return best;
}

/* A year that nobody knows fits every pack. */
static bool year_fits(const struct slot *slot, bool known, long year)
{
    return !known || ((!slot->entry.year_from || year >= slot->entry.year_from) &&
                      (!slot->entry.year_to || year <= slot->entry.year_to));
}

static const struct jx_pack *choose_general(struct jx_packs *packs, struct jx_str form,
                                            bool known, long year)
{
    for (size_t i = 0; i < packs->count; i++) {
        struct slot *slot = &packs->slots[i];
        if (!slot->entry.region[0] && year_fits(slot, known, year) && load(packs, slot) &&
            is_general(slot) && jx_form_find(slot->pack, form))
            return use(packs, slot);
    }
    return NULL;
}

const struct jx_pack *jx_packs_choose(struct jx_packs *packs,
                                      const struct jx_record *record, const char **why,
                                      bool *fallback)
{
    *fallback = false;
    if (packs->given)
        return use(packs, &packs->slots[0]);
    struct jx_str region =
        region_of(packs, jx_str_trim(record->cell[JX_REC_REGION].text));
    long when = 0;
    bool known = jx_recognise_year(record->cell[JX_REC_YEAR].text, &when), seen = false;
    for (size_t i = 0; region.n && i < packs->count; i++) {
        struct slot *slot = &packs->slots[i];
        if (!jx_str_is(region, slot->entry.region))
            continue;
        seen = true;
        if (!known || !year_fits(slot, known, when))
            continue;
        const struct jx_pack *pack = use(packs, slot);
        if (!pack)
            *why = N_("the region's pack cannot be used: mend its faults");
        return pack;
    }
    if (seen && !known) { /* the region has rules: only the year is wanting */
        *why = N_("the form does not say its year: use --year or --pack");
        return NULL;
    }
    *fallback = true;
    *why = !region.n ? N_("the form does not say its region, and no general pack knows "
                          "such forms: use --region or --pack")
           : seen    ? N_("the region's packs are for other years, and no general pack "
                             "knows such forms")
                     : N_("no pack for this region is installed, and no general pack "
                             "knows such forms");
    return choose_general(packs, record->cell[JX_REC_FORM].text, known, when);
}

struct jx_engine *jx_engines_find(struct jx_engines *engines, const struct jx_pack *pack,
                                  struct jx_error *err)
{
    for (size_t i = 0; i < engines->count; i++)
        if (engines->packs[i] == pack)
            return engines->list[i];
    size_t n = engines->count + 1;
    struct jx_engine **list = realloc(engines->list, n * sizeof *list);
    engines->list = list ? list : engines->list;
    const struct jx_pack **packs = realloc(engines->packs, n * sizeof *packs);
    engines->packs = packs ? packs : engines->packs;
    if (!list || !packs) {
        jx_fail_memory(err, NULL);
        return NULL;
    }
    struct jx_engine *engine = jx_engine_open(pack, err);
    if (engine) {
        list[engines->count] = engine;
        packs[engines->count++] = pack;
    }
    return engine;
}

void jx_engines_close(struct jx_engines *engines)
{
    for (size_t i = 0; i < engines->count; i++)
        jx_engine_close(engines->list[i]);
    free(engines->list);
    free(engines->packs);
    *engines = (struct jx_engines){0};
}

const struct jx_pack *jx_packs_used(const struct jx_packs *packs, size_t n)
{
    for (size_t i = 0; i < packs->count; i++)
        if (packs->slots[i].used && n-- == 0)
            return packs->slots[i].pack;
    return NULL;
}

const char *jx_packs_title(const struct jx_packs *packs, const char *code)
{
    const char *title = NULL;
    const struct jx_pack *pack;
    for (size_t n = 0; !title && (pack = jx_packs_used(packs, n)); n++)
        title = jx_finding_title(pack, code, NULL);
    return title;
}

const char *jx_packs_use(struct jx_packs *packs, const char *name)
{
    for (size_t i = 0; i < packs->count; i++) {
        const struct jx_pack *pack = load(packs, &packs->slots[i]);
        if (pack && strcmp(pack->name, name) == 0)
            return use(packs, &packs->slots[i])->digest;
    }
    return NULL;
}

const struct jx_pack *jx_packs_only(const struct jx_packs *packs)
{
    const struct jx_pack *only = jx_packs_used(packs, 0);
    return only && !jx_packs_used(packs, 1) ? only : NULL;
}

bool jx_packs_faulty(const struct jx_packs *packs)
{
    return packs && packs->faulty;
}
