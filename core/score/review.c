/* review.c: people's decisions on one form: scores they set, findings they settle, and the
 * total that follows. The system's own figures stay as they are; a decision made on other
 * input than today's is a finding and is not applied. */
#include "review.h"

#include "digest.h"
#include "lang.h"
#include "record.h"
#include "scoring.h"
#include "strbuf.h"

#include <stdio.h>

struct reviewing {
    struct scoring *s;
    struct jx_reviewed *items; /* by item of the form; decision NULL: none */
    struct jx_waived *waived;
    size_t waived_count;
    size_t decided;
};

/* ---- what cannot be applied ---- */

static void stale(struct reviewing *r, const struct jx_item *item,
                  const struct jx_decision *d, const char *message)
{
    struct jx_arg args[4] = {arg_text(d->who), arg_words(d->source), arg_text(d->item),
                             arg_text(d->score)};
    finding_add(r->s, "review-stale", item, NULL, message, args, 4);
}

/* ---- the item a decision is on ---- */

/* By its name, its id, or where it has none its index, as results print it. */
static bool is_named(const struct jx_item *item, struct jx_str name)
{
    char index[16];
    if (jx_str_eq(jx_str_trim(item->name), name))
        return true;
    snprintf(index, sizeof index, "%d", (int)item->index);
    return jx_str_is(name, item->id ? item->id : index);
}

static bool made_on(const struct reviewing *r, const struct jx_item *item,
                    const struct jx_decision *d)
{
    char digest[17];
    if (!d->digest.n)
        return true;
    jx_input_digest(r->s->record, item, digest);
    return jx_str_is(d->digest, digest);
}

/* Of several items of one name, the first still undecided on whose input it was made.
 * NULL: there is none, and that has been said. */
static const struct jx_item *find_item(struct reviewing *r, const struct jx_decision *d)
{
    const struct jx_item *named = NULL;
    size_t count = 0;
    for (size_t i = 0; i < r->s->item_count; i++) {
        const struct jx_item *item = r->s->items[i].item;
        if (!is_named(item, d->item))
            continue;
        count++;
        named = item;
        if (d->digest.n && made_on(r, item, d) && !r->items[i].decision)
            return item;
    }
    if (count == 1 && !d->digest.n && !r->items[named - r->s->results].decision)
        return named;
    if (!count)
        stale(r, NULL, d,
              N_("%s decided on an item that the form does not have (%s): %s"));
    else if (count == 1 && r->items[named - r->s->results].decision)
        stale(r, named, d, N_("a second decision of %s on this item (%s)"));
    else if (count == 1)
        stale(r, named, d,
              N_("%s decided (%s) when the input was another: decide again"));
    else
        stale(r, NULL, d,
              N_("the decision of %s (%s) fits none of the items called %s, or several: "
                 "copy the input digest of the item"));
    return NULL;
}

/* ---- scores ---- */

static bool level_points(const struct scoring *s, const struct jx_item *item,
                         struct jx_str word, struct jx_dec *out)
{
    for (size_t i = 0; i < s->pack->level_count; i++) {
        const struct jx_level *level = &s->pack->levels[i];
        if (!jx_str_eq(level->word, word) || jx_dec_cmp(level->from, level->to) != 0)
            continue;
        *out = jx_dec_round(jx_dec_mul(item->weight, level->from),
                            s->pack->round_item.digits, s->pack->round_item.mode);
        return true;
    }
    return false;
}

static void set_score(struct reviewing *r, const struct jx_item *item,
                      const struct jx_decision *d)
{
    struct jx_dec points;
    bool read = jx_points_read(d->score, false, &points) ||
                level_points(r->s, item, d->score, &points);
    if (!read) {
        stale(r, item, d,
              N_("%s decided (%s) on '%s' by '%s', neither points nor a level with a "
                 "certain share"));
        return;
    }
    if (!item->has_weight || jx_dec_sign(points) < 0 ||
        jx_dec_cmp(points, item->weight) > 0) {
        stale(r, item, d,
              N_("%s decided (%s) on '%s': %s points are not between zero and the "
                 "weight"));
        return;
    }
    struct jx_reviewed *reviewed = &r->items[item - r->s->results];
    *reviewed = (struct jx_reviewed){item, points, d};
    r->decided++;
}

/* ---- findings ---- */

static bool on_item(const struct jx_finding *finding, const struct jx_item *item)
{
    if (!item)
        return finding->item == JX_INDEX_NONE && !finding->id;
    if (item->index != JX_INDEX_NONE)
        return finding->item == item->index;
    return finding->id && item->id && jx_str_is(jx_str_of(finding->id), item->id);
}

/* Is the code one of those in a cell ("score-mismatch, reason-missing", or all)? */
static bool is_listed(struct jx_str list, const char *code)
{
    static const char *const all[] = {"全部", "全部问题", "all", "all findings", "*"};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (jx_str_is(list, all[i]))
            return true;
    struct jx_str word = jx_str_of(code);
    ptrdiff_t at;
    while ((at = jx_str_find(list, word)) >= 0) {
        size_t end = (size_t)at + word.n;
        char before = at ? list.p[at - 1] : ' ', after = end < list.n ? list.p[end] : ' ';
        bool part = (before >= 'a' && before <= 'z') || before == '-' ||
                    (after >= 'a' && after <= 'z') || after == '-';
        if (!part)
            return true;
        list = (struct jx_str){list.p + end, list.n - end};
    }
    return false;
}

static void waive(struct reviewing *r, size_t index, const struct jx_decision *d)
{
    struct scoring *s = r->s;
    r->waived[r->waived_count++] = (struct jx_waived){s->findings[index], d};
    for (size_t i = index + 1; i < s->finding_count; i++)
        s->findings[i - 1] = s->findings[i];
    s->finding_count--;
}

static void waive_listed(struct reviewing *r, const struct jx_item *item,
                         const struct jx_decision *d)
{
    size_t waived = r->waived_count;
    for (size_t i = r->s->finding_count; i-- > 0;)
        if (on_item(&r->s->findings[i], item) &&
            !jx_str_is(jx_str_of(r->s->findings[i].code), "review-stale") &&
            is_listed(d->waived, r->s->findings[i].code))
            waive(r, i, d);
    if (r->waived_count == waived)
        stale(r, item, d, N_("%s waived (%s) a finding that is not there"));
}

/* What the form claims is now compared with the person's score, not with the rule's. */
static void compare_again(struct reviewing *r)
{
    struct scoring *s = r->s;
    for (size_t i = s->finding_count; i-- > 0;) {
        struct jx_finding *f = &s->findings[i];
        for (size_t k = 0; k < s->item_count; k++) {
            const struct jx_reviewed *reviewed = &r->items[k];
            if (!reviewed->decision || !jx_str_is(jx_str_of(f->code), "score-mismatch") ||
                !on_item(f, reviewed->item))
                continue;
            const struct scored *scored = &s->items[k];
            struct jx_dec gap = jx_dec_sub(scored->claimed, reviewed->score);
            if (jx_dec_cmp(jx_dec_abs(gap), s->pack->tolerance) <= 0) {
                waive(r, i, reviewed->decision);
                break;
            }
            struct jx_arg *args = jx_arena_array(s->arena, 2, sizeof *args);
            if (!args) {
                s->failed = true;
                return;
            }
            args[0] = arg_dec(scored->claimed);
            args[1] = arg_dec(reviewed->score);
            f->message = (struct jx_why){jx_str_of(N_("claimed %s, the review gives %s")),
                                         args, 2, true};
            f->because = (struct jx_why){0};
            f->computed = reviewed->score;
            f->points = gap;
            break;
        }
    }
}

/* ---- the form ---- */

/* The total once more, with the decided scores in place of the system's. What that finds is
 * of no interest: the system's total has been explained. */
static void total_again(struct reviewing *r, struct jx_review *review)
{
    struct scoring again = *r->s;
    struct jx_result result = {.grade = ""};
    struct scored *items = jx_arena_array(again.arena, again.item_count, sizeof *items);
    struct jx_item *results =
        jx_arena_array(again.arena, again.item_count, sizeof *results);
    if (!items || !results) {
        r->s->failed = true;
        return;
    }
    for (size_t i = 0; i < again.item_count; i++) {
        results[i] = *r->s->items[i].item;
        items[i] = r->s->items[i];
        items[i].item = &results[i];
        if (!r->items[i].decision)
            continue;
        results[i].score = r->items[i].score;
        results[i].scored = true;
        items[i].redistributed = false;
    }
    again.items = items;
    again.results = results;
    again.findings = NULL;
    again.finding_count = again.finding_capacity = 0;
    if (!score_total(&again, &result))
        r->s->failed = true;
    review->has_total = result.has_total;
    review->total = result.total;
    review->grade = result.grade;
}

static void decide(struct reviewing *r, const struct jx_decision *d)
{
    const struct jx_item *item = NULL;
    if (d->item.n && !(item = find_item(r, d)))
        return;
    if (!item && !made_on(r, NULL, d)) {
        stale(r, NULL, d, N_("%s decided (%s) when the form was another: decide again"));
        return;
    }
    if (d->score.n)
        set_score(r, item, d);
    if (d->waived.n)
        waive_listed(r, item, d);
}

/* What was unscored has a score now. */
static void settle_total(struct reviewing *r, const struct jx_decision *d)
{
    for (size_t i = r->s->finding_count; i-- > 0;)
        if (jx_str_is(jx_str_of(r->s->findings[i].code), "total-unscored"))
            waive(r, i, d);
}

static void give_review(struct reviewing *r, struct jx_result *result)
{
    struct jx_review *review = jx_arena_alloc(r->s->arena, sizeof *review);
    struct jx_reviewed *items = jx_arena_array(r->s->arena, r->decided, sizeof *items);
    if (!review || !items) {
        r->s->failed = true;
        return;
    }
    for (size_t i = 0, n = 0; i < r->s->item_count; i++)
        if (r->items[i].decision)
            items[n++] = r->items[i];
    review->size = sizeof *review;
    review->items = items;
    review->item_count = r->decided;
    total_again(r, review);
    if (review->has_total && !result->has_total)
        settle_total(r, items[0].decision);
    review->waived = r->waived;
    review->waived_count = r->waived_count;
    result->review = review;
}

void review_apply(struct scoring *s, const struct jx_reviews *reviews,
                  struct jx_result *result)
{
    size_t first, count = jx_reviews_of(reviews, s->record, &first);
    if (!count)
        return;
    struct reviewing r = {.s = s};
    r.items = jx_arena_array(s->arena, s->item_count, sizeof *r.items);
    r.waived = jx_arena_array(s->arena, s->finding_count + count, sizeof *r.waived);
    if (!r.items || !r.waived) {
        s->failed = true;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        __atomic_store_n(&reviews->seen[first + i], 1, __ATOMIC_RELAXED);
        decide(&r, &reviews->list[first + i]);
    }
    compare_again(&r);
    if (r.decided || r.waived_count)
        give_review(&r, result);
}
