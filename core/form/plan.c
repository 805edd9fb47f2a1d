/* plan.c: folds the headings and labels of a pack's forms as the cells will be folded, so
 * that comparing is cheap. Which cells are compared is decided elsewhere. */
#include "plan.h"

#include "strbuf.h"

#include <string.h>

enum { HEADING_MOST = 90 }; /* bytes */

static bool fold_words(struct jx_arena *arena, struct jx_patterns *words)
{
    struct jx_str *list = jx_arena_array(arena, words->count, sizeof *list);
    if (!list)
        return false;
    for (size_t i = 0; i < words->count; i++) {
        char buffer[JX_FOLD_MAX];
        struct jx_str folded = jx_fold(words->list[i], buffer);
        char *copy = jx_arena_copy(arena, folded.p, folded.n);
        if (!copy)
            return false;
        list[i] = (struct jx_str){copy, folded.n};
    }
    words->list = list;
    return true;
}

/* Sentences keep their brackets, which in headings are remarks. */
static bool fold_sentences(struct jx_arena *arena, struct jx_patterns *words)
{
    struct jx_str *list = jx_arena_array(arena, words->count, sizeof *list);
    for (size_t i = 0; list && i < words->count; i++) {
        char *out = jx_arena_alloc(arena, words->list[i].n + 4);
        if (!out)
            return false;
        list[i] = jx_fold_width(words->list[i], out, words->list[i].n + 4);
    }
    words->list = list;
    return list != NULL;
}

static bool fold_labels(struct jx_arena *arena, const struct jx_label **labels,
                        size_t count)
{
    struct jx_label *copy = jx_arena_array(arena, count, sizeof *copy);
    if (!copy)
        return false;
    for (size_t i = 0; i < count; i++) {
        copy[i] = (*labels)[i];
        if (!fold_words(arena, &copy[i].words))
            return false;
    }
    *labels = copy;
    return true;
}

static bool fold_facts(struct jx_arena *arena, struct jx_form_spec *spec)
{
    struct jx_fact_label *copy = jx_arena_array(arena, spec->fact_count, sizeof *copy);
    if (!copy)
        return false;
    for (size_t i = 0; i < spec->fact_count; i++) {
        copy[i] = spec->facts[i];
        if (!fold_words(arena, &copy[i].words))
            return false;
    }
    spec->facts = copy;
    return true;
}

static bool fold_name(struct jx_arena *arena, const char **name)
{
    char buffer[JX_FOLD_MAX];
    struct jx_str folded = jx_fold(jx_str_of(*name), buffer);
    return (*name = jx_arena_copy(arena, folded.p, folded.n)) != NULL;
}

static bool fold_groups(struct jx_arena *arena, struct jx_form_spec *spec)
{
    struct jx_blank_group *copy = jx_arena_array(arena, spec->group_count, sizeof *copy);
    bool ok = copy != NULL;
    for (size_t i = 0; ok && i < spec->group_count; i++) {
        copy[i] = spec->groups[i];
        const char **level2 = jx_arena_array(arena, copy[i].level2_count, sizeof *level2);
        ok = level2 && fold_name(arena, &copy[i].level1);
        for (size_t k = 0; ok && k < copy[i].level2_count; k++) {
            level2[k] = copy[i].level2[k];
            ok = fold_name(arena, &level2[k]);
        }
        copy[i].level2 = level2;
    }
    spec->groups = copy;
    return ok;
}

static bool fold_report(struct jx_arena *arena, struct jx_form_spec *spec)
{
    struct jx_report_spec *copy =
        spec->report ? jx_arena_array(arena, 1, sizeof *copy) : NULL;
    if (!copy)
        return !spec->report;
    *copy = *spec->report;
    spec->report = copy;
    return fold_words(arena, &copy->suffixes) &&
           fold_sentences(arena, &copy->sentences) &&
           fold_sentences(arena, &copy->total) && fold_sentences(arena, &copy->others) &&
           fold_sentences(arena, &copy->year) && fold_sentences(arena, &copy->facts) &&
           fold_labels(arena, &copy->sections, copy->section_count);
}

bool jx_plan_make(struct jx_plan *plan, const struct jx_pack *pack,
                  struct jx_arena *arena)
{
    struct jx_form_spec *specs = jx_arena_array(arena, pack->form_count, sizeof *specs);
    if (!specs)
        return false;
    for (size_t i = 0; i < pack->form_count; i++) {
        struct jx_form_spec *s = &specs[i];
        *s = pack->forms[i];
        bool ok = fold_words(arena, &s->titles) && fold_words(arena, &s->required) &&
                  fold_words(arena, &s->fund_total) &&
                  fold_words(arena, &s->fund_sources) && fold_words(arena, &s->closing) &&
                  fold_words(arena, &s->subtotals) && fold_words(arena, &s->unused) &&
                  fold_words(arena, &s->ends) &&
                  fold_labels(arena, &s->fields, s->field_count) &&
                  fold_labels(arena, &s->fund_columns, s->fund_column_count) &&
                  fold_labels(arena, &s->columns, s->column_count) &&
                  fold_facts(arena, s) && fold_groups(arena, s) && fold_report(arena, s);
        if (!ok)
            return false;
    }
    *plan = (struct jx_plan){.pack = pack, .specs = specs, .count = pack->form_count};
    return true;
}

bool jx_words_have(const struct jx_patterns *words, struct jx_str folded)
{
    for (size_t i = 0; folded.n && i < words->count; i++)
        if (words->list[i].n && jx_str_glob(folded, words->list[i]))
            return true;
    return false;
}

/* A word of the pack counts before one with '*', whichever label has it; such a one is of
 * no text too long for a label. */
int jx_label_find_ranked(const struct jx_label *labels, size_t count,
                         struct jx_str folded, size_t *rank)
{
    for (int wide = 0; folded.n && wide < 2; wide++)
        for (size_t i = 0; i < count; i++)
            for (*rank = 0; *rank < labels[i].words.count; ++*rank) {
                struct jx_str word = labels[i].words.list[*rank];
                bool star = word.n && memchr(word.p, '*', word.n);
                if (word.n && star == wide && (!star || folded.n <= HEADING_MOST) &&
                    jx_str_glob(folded, word))
                    return labels[i].key;
            }
    return -1;
}

int jx_label_find(const struct jx_label *labels, size_t count, struct jx_str folded)
{
    size_t rank;
    return jx_label_find_ranked(labels, count, folded, &rank);
}

const struct jx_patterns *jx_label_words(const struct jx_label *labels, size_t count,
                                         int key)
{
    for (size_t i = 0; i < count; i++)
        if (labels[i].key == key)
            return &labels[i].words;
    return NULL;
}
