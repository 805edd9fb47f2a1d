/* sample.c: strata, their shares, and who is picked within them. What a form's risk is, is
 * for the caller. */
#include "sample.h"

#include "decimal.h"
#include "names.h"
#include "random.h"

#include <math.h>
#include <stdlib.h>

/* A candidate on its way: sorted by `order`, ties by place in the input. */
struct entry {
    struct jx_candidate *form;
    double draw, order, amount;
};

/* FNV-1a: which random number is a text's. */
static uint64_t hash(struct jx_str text)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < text.n; i++)
        h = (h ^ (unsigned char)text.p[i]) * 0x100000001b3u;
    return h;
}

/* ---- shares ---- */

struct share {
    size_t index;
    uint64_t rest; /* remainder of the division; the divisor is the same for all */
};

static int by_rest(const void *a, const void *b)
{
    const struct share *x = a, *y = b;
    if (x->rest != y->rest)
        return x->rest > y->rest ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

static bool allocate(struct jx_stratum *strata, size_t count, size_t forms, size_t wanted)
{
    size_t each = wanted >= count ? 1 : 0, left = wanted - each * count;
    size_t pool = forms - each * count;
    struct share *shares = malloc((count + 1) * sizeof *shares);
    if (!shares)
        return false;
    size_t given = 0;
    for (size_t i = 0; i < count; i++) {
        unsigned __int128 part = (unsigned __int128)left * (strata[i].forms - each);
        size_t whole = pool ? (size_t)(part / pool) : 0;
        shares[i] = (struct share){i, pool ? (uint64_t)(part % pool) : 0};
        strata[i].wanted = each + whole;
        given += whole;
    }
    qsort(shares, count, sizeof *shares, by_rest);
    for (size_t i = 0; i < count && given < left; i++, given++)
        strata[shares[i].index].wanted++;
    free(shares);
    return true;
}

/* ---- within a stratum ---- */

static int by_order(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    return (x->form > y->form) - (x->form < y->form);
}

static int by_doubt(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    int order = jx_dec_cmp(y->form->doubt, x->form->doubt);
    if (order)
        return order;
    if (x->form->errors != y->form->errors)
        return x->form->errors > y->form->errors ? -1 : 1;
    if (x->form->warnings != y->form->warnings)
        return x->form->warnings > y->form->warnings ? -1 : 1;
    if (x->amount != y->amount)
        return x->amount > y->amount ? -1 : 1;
    return by_order(a, b);
}

static int by_amount(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->amount != y->amount)
        return x->amount > y->amount ? -1 : 1;
    return by_order(a, b);
}

/* Chances in proportion to amounts: those that would reach 1 are certain, which leaves the
 * rest of the sample to the rest of the forms. Returns how many are certain; the entries
 * are sorted, the greatest amounts first. */
static size_t weigh(struct entry *entries, size_t count, size_t wanted)
{
    double sum = 0;
    size_t certain = 0;
    qsort(entries, count, sizeof *entries, by_amount);
    for (size_t i = count; i-- > 0;)
        sum += entries[i].amount;
    while (certain < wanted && sum > 0 &&
           (double)(wanted - certain) * entries[certain].amount >= sum) {
        entries[certain].form->chance = 1;
        sum -= entries[certain++].amount;
    }
    for (size_t i = certain; i < count; i++) {
        double amount = entries[i].amount;
        entries[i].form->chance = sum > 0 ? (double)(wanted - certain) * amount / sum : 0;
        entries[i].order = amount > 0 ? entries[i].draw / amount : INFINITY;
    }
    return certain;
}

static void pick(struct entry *entries, size_t count, size_t wanted, enum jx_sample_by by)
{
    size_t certain = 0;
    if (by == JX_SAMPLE_RISK)
        qsort(entries, count, sizeof *entries, by_doubt);
    else if (by == JX_SAMPLE_AMOUNT)
        certain = weigh(entries, count, wanted);
    if (by != JX_SAMPLE_RISK)
        qsort(entries + certain, count - certain, sizeof *entries, by_order);
    for (size_t i = 0; i < wanted; i++)
        entries[i].form->picked = true;
    for (size_t i = 0; by == JX_SAMPLE_RANDOM && i < count; i++)
        entries[i].form->chance = (double)wanted / (double)count;
}

static void draw(struct jx_candidate *list, size_t count,
                 const struct jx_stratum *stratum, size_t place, enum jx_sample_by by,
                 uint64_t seed, struct entry *entries)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        struct jx_candidate *form = &list[i];
        if (form->place != place)
            continue;
        double number = jx_random(seed, hash(form->key), 0);
        double amount = jx_dec_to_double(form->amount);
        entries[n++] = (struct entry){form, number, number, amount > 0 ? amount : 0};
    }
    pick(entries, n, stratum->wanted, by);
}

bool jx_sample_draw(struct jx_candidate *list, size_t count, size_t wanted,
                    enum jx_sample_by by, uint64_t seed, struct jx_arena *arena,
                    struct jx_stratum **strata, size_t *stratum_count)
{
    struct jx_names names = {0};
    struct entry *entries = malloc((count + 1) * sizeof *entries);
    bool ok = entries != NULL;
    for (size_t i = 0; ok && i < count; i++) {
        list[i].picked = false;
        list[i].chance = 0;
        list[i].place = jx_names_number(&names, list[i].stratum);
        ok = list[i].place != SIZE_MAX;
    }
    struct jx_stratum *found =
        ok ? jx_arena_array(arena, names.count, sizeof *found) : NULL;
    for (size_t i = 0; found && i < names.count; i++)
        found[i] = (struct jx_stratum){.name = names.list[i]};
    for (size_t i = 0; found && i < count; i++)
        found[list[i].place].forms++;
    ok = found && allocate(found, names.count, count, wanted < count ? wanted : count);
    for (size_t i = 0; ok && i < names.count; i++)
        draw(list, count, &found[i], i, by, seed, entries);
    *strata = found;
    *stratum_count = names.count;
    jx_names_free(&names);
    free(entries);
    return ok;
}
