/* costs.c: what rules cost in a run, added up over its threads. Counting is the engine's
 * business. */
#include "costs.h"

#include "lang.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A rule of a pack, with what it cost all workers. */
struct entry {
    const struct jx_pack *pack;
    const char *rule;
    struct jx_cost cost;
};

static int dearer(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->cost.work != y->cost.work)
        return x->cost.work < y->cost.work ? 1 : -1;
    int order = strcmp(x->rule, y->rule);
    return order ? order : strcmp(x->pack->name, y->pack->name);
}

static void add(struct entry *list, size_t *count, const struct jx_pack *pack,
                const struct jx_cost *costs)
{
    for (size_t rule = 0; rule < pack->rule_count; rule++) {
        const char *name = pack->rules[rule].name;
        size_t i = 0;
        while (i < *count && (list[i].pack != pack || list[i].rule != name))
            i++;
        if (!costs[rule].calls)
            continue;
        if (i == *count)
            list[(*count)++] = (struct entry){.pack = pack, .rule = name};
        struct jx_cost *sum = &list[i].cost;
        sum->calls += costs[rule].calls;
        sum->work += costs[rule].work;
        if (costs[rule].most > sum->most)
            sum->most = costs[rule].most;
    }
}

void jx_costs_print(const struct jx_worker *workers, size_t count)
{
    enum { SHOWN = 10 };
    size_t most = 0, found = 0;
    for (size_t w = 0; w < count; w++)
        for (size_t i = 0; i < workers[w].engines.count; i++)
            most += workers[w].engines.packs[i]->rule_count;
    struct entry *list = calloc(most + 1, sizeof *list);
    for (size_t w = 0; list && w < count; w++)
        for (size_t i = 0; i < workers[w].engines.count; i++)
            add(list, &found, workers[w].engines.packs[i],
                jx_engine_costs(workers[w].engines.list[i]));
    uint64_t total = 0;
    for (size_t i = 0; i < found; i++)
        total += list[i].cost.work;
    if (list)
        qsort(list, found, sizeof *list, dearer);
    fprintf(stderr, _("Costliest rules, in units of work (%llu in all):\n"),
            (unsigned long long)total);
    for (size_t i = 0; i < found && i < SHOWN; i++)
        fprintf(stderr, _("%12llu  %s of pack %s: %llu calls, at most %llu in one\n"),
                (unsigned long long)list[i].cost.work, list[i].rule, list[i].pack->name,
                (unsigned long long)list[i].cost.calls,
                (unsigned long long)list[i].cost.most);
    free(list);
}
