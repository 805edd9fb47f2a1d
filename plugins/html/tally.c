/* tally.c: sums over a run for its plots: totals, grades, points lost by group and by
 * indicator. Memory does not grow with the number of forms. */
#include "html.h"

#include <stdlib.h>
#include <string.h>

enum { GROUPS = 256, INDICATORS = 4096, NAME_BYTES = 240 };

static bool sums_open(struct html_sums *sums, const struct jx_host *host, size_t limit)
{
    sums->limit = limit;
    sums->list = host->alloc(host, limit * sizeof *sums->list);
    sums->index = host->alloc(host, 2 * limit * sizeof *sums->index);
    char *names = host->alloc(host, limit * NAME_BYTES);
    for (size_t i = 0; sums->list && names && i < limit; i++)
        sums->list[i].name.p = names + i * NAME_BYTES;
    return sums->list && sums->index && names;
}

bool html_tally_open(struct html_tally *tally, const struct jx_host *host)
{
    return sums_open(&tally->groups, host, GROUPS) &&
           sums_open(&tally->indicators, host, INDICATORS);
}

/* ---- sums by name ---- */

static uint16_t *place_of(const struct html_sums *sums, struct jx_str name)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < name.n; i++)
        hash = (hash ^ (unsigned char)name.p[i]) * 16777619u;
    size_t size = 2 * sums->limit, at = hash % size;
    while (sums->index[at] && !paper_same(sums->list[sums->index[at] - 1].name, name))
        at = (at + 1) % size;
    return &sums->index[at];
}

static int by_loss(const void *a, const void *b, void *math)
{
    const struct html_sum *left = a, *right = b;
    int order = ((const struct jx_math *)math)->cmp(right->lost, left->lost);
    size_t n = left->name.n < right->name.n ? left->name.n : right->name.n;
    if (!order)
        order = memcmp(left->name.p, right->name.p, n);
    return order ? order
                 : (left->name.n > right->name.n) - (left->name.n < right->name.n);
}

static void sums_sort(struct html_sums *sums, const struct jx_math *math)
{
    qsort_r(sums->list, sums->count, sizeof *sums->list, by_loss, (void *)math);
    memset(sums->index, 0, 2 * sums->limit * sizeof *sums->index);
    for (size_t i = 0; i < sums->count; i++)
        *place_of(sums, sums->list[i].name) = (uint16_t)(i + 1);
}

static void merge(struct html_sum *into, const struct html_sum *from,
                  const struct jx_math *math)
{
    into->weight = math->add(into->weight, from->weight);
    into->lost = math->add(into->lost, from->lost);
    into->count += from->count;
}

static void drop_least(struct html_sums *sums, const struct jx_math *math)
{
    sums_sort(sums, math);
    while (sums->count > sums->limit / 2)
        merge(&sums->others, &sums->list[--sums->count], math);
    sums_sort(sums, math);
}

static void sums_add(struct html_sums *sums, const struct jx_math *math,
                     struct jx_str name, struct jx_dec weight, struct jx_dec lost)
{
    if (name.n > NAME_BYTES)
        for (name.n = NAME_BYTES; name.n && (name.p[name.n] & 0xc0) == 0x80;)
            name.n--;
    uint16_t *place = place_of(sums, name);
    if (!*place && sums->count == sums->limit) {
        drop_least(sums, math);
        place = place_of(sums, name);
    }
    if (!*place) {
        struct html_sum *fresh = &sums->list[sums->count];
        char *copy = (char *)fresh->name.p;
        memcpy(copy, name.n ? name.p : "", name.n);
        *fresh = (struct html_sum){.name = {copy, name.n}};
        *place = (uint16_t)++sums->count;
    }
    struct html_sum one = {{0}, weight, lost, lost.digits != 0};
    merge(&sums->list[*place - 1], &one, math);
}

/* ---- one result ---- */

static bool add_grade(struct html_tally *tally, const struct jx_host *host,
                      const char *given, struct jx_dec total)
{
    size_t i = 0;
    while (i < tally->grade_count && strcmp(tally->grades[i].name, given) != 0)
        i++;
    if (i == HTML_GRADES)
        return true;
    struct html_grade *grade = &tally->grades[i];
    if (i == tally->grade_count) {
        size_t size = strlen(given) + 1;
        char *name = host->alloc(host, size);
        if (!name)
            return false;
        memcpy(name, given, size);
        *grade = (struct html_grade){.name = name, .highest = total};
        tally->grade_count++;
    }
    grade->count++;
    if (host->math->cmp(total, grade->highest) > 0)
        grade->highest = total;
    return true;
}

static void add_total(struct html_tally *tally, const struct jx_math *math,
                      struct jx_dec total)
{
    size_t bin = 0;
    while (bin + 2 < HTML_BINS &&
           math->cmp(total, (struct jx_dec){5 * (int64_t)(bin + 1), 0}) >= 0)
        bin++;
    if (math->cmp(total, (struct jx_dec){100, 0}) > 0)
        bin = HTML_BINS - 1;
    tally->bins[bin]++;
    if (!tally->totals || math->cmp(total, tally->lowest) < 0)
        tally->lowest = total;
    if (!tally->totals || math->cmp(total, tally->highest) > 0)
        tally->highest = total;
    tally->sum = math->add(tally->sum, total);
    tally->totals++;
}

bool html_tally_add(struct html_tally *tally, const struct jx_host *host,
                    const struct jx_result *result)
{
    const struct jx_math *math = host->math;
    const char *grade = paper_final_grade(result);
    struct jx_dec total;
    bool ok = true;
    tally->forms++;
    if (paper_final_total(result, &total)) {
        add_total(tally, math, total);
        if (*grade)
            ok = add_grade(tally, host, grade, total);
    }
    for (size_t i = 0; i < result->group_count; i++) {
        const struct jx_group *group = &result->groups[i];
        if (group->scored)
            sums_add(&tally->groups, math, group->level1, group->weight,
                     math->sub(group->weight, group->score));
    }
    for (size_t i = 0; i < result->item_count; i++) {
        const struct jx_item *item = &result->items[i];
        struct jx_dec lost;
        if (paper_lost(host, item, &lost) && lost.digits > 0)
            sums_add(&tally->indicators, math, item->name, item->weight, lost);
    }
    return ok;
}

static int by_highest(const void *a, const void *b, void *math)
{
    const struct html_grade *left = a, *right = b;
    return ((const struct jx_math *)math)->cmp(right->highest, left->highest);
}

void html_tally_sort(struct html_tally *tally, const struct jx_host *host)
{
    sums_sort(&tally->groups, host->math);
    sums_sort(&tally->indicators, host->math);
    qsort_r(tally->grades, tally->grade_count, sizeof *tally->grades, by_highest,
            (void *)host->math);
}
