/* select.c: which rule scores a row: the matching selector of the highest priority. */
#include "scoring.h"

#include "memo.h"
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

/* What is left to ask of a form of the pack, or (the last of them) of one that it does not
 * know: by nature and kind of target, which nearly every selector asks for, those that a row
 * may have, highest priority first, NULL behind them. */
struct choice {
    struct jx_pairs words;
    /* Not for a form that is not known: */
    const struct jx_framework *framework;
    const struct jx_selector *budget, *total;
    const struct jx_selector **rows[NATURES][KINDS];
};
struct selection {
    const struct jx_selector **lists;
    struct choice of[];
};

/* `form` NULL: one that the pack does not know. */
static bool may_be_for(const struct jx_selector *selector,
                       const struct jx_form_spec *form)
{
    return !form || patterns_match(&selector->form, jx_str_of(form->id));
}

static const struct jx_selector **list_fitting(const struct jx_pack *pack,
                                               const struct jx_form_spec *form,
                                               int nature, int kind,
                                               const struct jx_selector **list)
{
    size_t count = 0;
    for (size_t i = 0; i < pack->selector_count; i++) {
        const struct jx_selector *selector = &pack->selectors[i];
        if (selector->for_budget || selector->for_total || !may_be_for(selector, form) ||
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

static const struct jx_selector *best_part(const struct jx_pack *pack, struct jx_str form,
                                           bool budget)
{
    const struct jx_selector *best = NULL;
    for (size_t i = 0; i < pack->selector_count; i++) {
        const struct jx_selector *selector = &pack->selectors[i];
        if ((budget ? selector->for_budget : selector->for_total) &&
            patterns_match(&selector->form, form) &&
            (!best || selector->priority > best->priority))
            best = selector;
    }
    return best;
}

struct selection *selection_open(const struct jx_pack *pack, struct prose *prose)
{
    size_t forms = pack->form_count + 1;
    size_t most = forms * NATURES * KINDS * (pack->selector_count + 1);
    struct selection *selection =
        calloc(1, sizeof *selection + forms * sizeof *selection->of);
    const struct jx_selector **next = calloc(most, sizeof *next);
    if (!selection || !next) {
        free(selection);
        free(next);
        return NULL;
    }
    selection->lists = next;
    for (size_t i = 0; i < forms; i++) {
        const struct jx_form_spec *form = i < pack->form_count ? &pack->forms[i] : NULL;
        struct choice *choice = &selection->of[i];
        jx_pairs_join(&choice->words, &pack->check_pairs, OF_CHECKS);
        prose_mark(prose, &choice->words);
        if (form) {
            jx_pairs_join(&choice->words, &form->template_pairs, OF_FORM);
            choice->framework = jx_framework_of(pack, jx_str_of(form->id));
            choice->budget = best_part(pack, jx_str_of(form->id), true);
            choice->total = best_part(pack, jx_str_of(form->id), false);
        }
        for (int nature = 0; nature < NATURES; nature++)
            for (int kind = 0; kind < KINDS; kind++) {
                choice->rows[nature][kind] = next;
                next = list_fitting(pack, form, nature, kind, next);
            }
    }
    return selection;
}

void selection_close(struct selection *selection)
{
    if (selection)
        free(selection->lists);
    free(selection);
}

void select_form(struct scoring *s)
{
    size_t form = s->form ? (size_t)(s->form - s->pack->forms) : s->pack->form_count;
    s->choice = &s->engine->selection->of[form];
    s->form_words = &s->choice->words;
    s->framework = s->form ? s->choice->framework
                           : jx_framework_of(s->pack, s->record->cell[JX_REC_FORM].text);
}

bool seen_match(struct scoring *s, const struct jx_patterns *patterns,
                const struct seen *cell)
{
    return !patterns->count || patterns_match(patterns, seen_squeezed(s, cell));
}

/* *lasting: it is the same for every row of the place. */
static const struct jx_selector *find_row(struct scoring *s, const struct scored *item,
                                          const struct jx_selector *const *list,
                                          bool *overlap, bool *lasting)
{
    const struct jx_selector *best = NULL;
    *overlap = false;
    *lasting = s->form != NULL;
    for (; *list && (!best || (*list)->priority == best->priority); list++) {
        const struct jx_selector *selector = *list;
        if ((!s->form &&
             !patterns_match(&selector->form, s->record->cell[JX_REC_FORM].text)) ||
            !seen_match(s, &selector->level1, seen_cell(item, JX_IND_LEVEL1)) ||
            !seen_match(s, &selector->level2, seen_cell(item, JX_IND_LEVEL2)))
            continue;
        *lasting &= !selector->name.count;
        if (!seen_match(s, &selector->name, &item->cell[JX_IND_NAME]))
            continue;
        *overlap = best != NULL;
        best = selector;
    }
    return best;
}

const struct jx_selector *select_row(struct scoring *s, const struct scored *item,
                                     bool *overlap)
{
    struct place *place = item->place;
    const struct jx_selector *const *list =
        s->choice->rows[item->pair.nature][item->pair.target_kind];
    if (place->of_list != list) {
        bool lasting;
        const struct jx_selector *found = find_row(s, item, list, overlap, &lasting);
        if (!lasting)
            return found;
        place->of_list = list;
        place->selector = found;
        place->overlap = *overlap;
    }
    *overlap = place->overlap;
    return place->selector;
}

const struct jx_selector *select_part(struct scoring *s, bool budget)
{
    const struct choice *choice = s->choice;
    if (!s->form)
        return best_part(s->pack, s->record->cell[JX_REC_FORM].text, budget);
    return budget ? choice->budget : choice->total;
}
