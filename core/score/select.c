/* select.c: which rule scores a row: the matching selector of the highest priority. */
#include "scoring.h"

#include "record.h"
#include "strbuf.h"

#include <stdlib.h>

bool patterns_match(const struct jx_patterns *patterns, struct jx_str squeezed)
{
    if (!patterns->count)
        return true;
    for (size_t i = 0; i < patterns->count; i++)
        if (jx_str_glob(squeezed, patterns->list[i]))
            return true;
    return false;
}

const char *const target_kinds[] = {
    [JX_READING_BLANK] = "blank",
    [JX_READING_NUMBER] = "figure",
    [JX_READING_DATE] = "date",
    [JX_READING_TEXT] = "words",
    [JX_READING_UNREADABLE] = "unreadable",
};
enum { KINDS = JX_READING_UNREADABLE + 1, NATURES = JX_NATURE_QUALITATIVE + 1 };

/* By nature and kind of target, which nearly every selector asks for: those that a row
 * may have, highest priority first, NULL behind them. */
struct selection {
    const struct jx_selector **of[NATURES][KINDS];
    const struct jx_selector *lists[];
};

static const struct jx_selector **list_fitting(const struct jx_pack *pack, int nature,
                                               int kind, const struct jx_selector **list)
{
    size_t count = 0;
    for (size_t i = 0; i < pack->selector_count; i++) {
        const struct jx_selector *selector = &pack->selectors[i];
        if (selector->for_budget || selector->for_total ||
            !patterns_match(&selector->nature, jx_nature_texts[nature]) ||
            !patterns_match(&selector->target, jx_str_of(target_kinds[kind])))
            continue;
        size_t at = count++;
        for (; at && list[at - 1]->priority < selector->priority; at--)
            list[at] = list[at - 1];
        list[at] = selector;
    }
    list[count] = NULL;
    return list + count + 1;
}

struct selection *selection_open(const struct jx_pack *pack)
{
    size_t most = NATURES * KINDS * (pack->selector_count + 1);
    struct selection *selection =
        calloc(1, sizeof *selection + most * sizeof *selection->lists);
    const struct jx_selector **next = selection ? selection->lists : NULL;
    for (int nature = 0; selection && nature < NATURES; nature++)
        for (int kind = 0; kind < KINDS; kind++) {
            selection->of[nature][kind] = next;
            next = list_fitting(pack, nature, kind, next);
        }
    return selection;
}

void selection_close(struct selection *selection)
{
    free(selection);
}

bool seen_match(struct scoring *s, const struct jx_patterns *patterns,
                const struct seen *cell)
{
    return !patterns->count || patterns_match(patterns, seen_squeezed(s, cell));
}

const struct jx_selector *select_row(struct scoring *s, const struct scored *item,
                                     bool *overlap)
{
    struct jx_str form = s->record->cell[JX_REC_FORM].text;
    const struct jx_selector *best = NULL,
                             **list = s->engine->selection
                                          ->of[item->pair.nature][item->pair.target_kind];
    *overlap = false;
    for (; *list && (!best || (*list)->priority == best->priority); list++) {
        const struct jx_selector *selector = *list;
        if (!patterns_match(&selector->form, form) ||
            !seen_match(s, &selector->level1, &item->cell[JX_IND_LEVEL1]) ||
            !seen_match(s, &selector->level2, &item->cell[JX_IND_LEVEL2]) ||
            !seen_match(s, &selector->name, &item->cell[JX_IND_NAME]))
            continue;
        *overlap = best != NULL;
        best = selector;
    }
    return best;
}

const struct jx_selector *select_part(struct scoring *s, bool budget)
{
    struct jx_str form = s->record->cell[JX_REC_FORM].text;
    const struct jx_selector *best = NULL;
    for (size_t i = 0; i < s->pack->selector_count; i++) {
        const struct jx_selector *selector = &s->pack->selectors[i];
        if ((budget ? selector->for_budget : selector->for_total) &&
            patterns_match(&selector->form, form) &&
            (!best || selector->priority > best->priority))
            best = selector;
    }
    return best;
}
