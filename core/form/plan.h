/* plan.h: a pack's form specs made ready for comparing: every word folded once. */
#pragma once

#include "fold.h"
#include "formspec.h"

struct jx_plan {
    const struct jx_pack *pack;
    const struct jx_form_spec *specs; /* words folded; instructions as they were */
    size_t count;
};

/* NULL specs with a count: memory. */
bool jx_plan_make(struct jx_plan *plan, const struct jx_pack *pack,
                  struct jx_arena *arena);

/* Is a folded text one of the words? Never, when it is empty. */
bool jx_words_have(const struct jx_patterns *words, struct jx_str folded);
/* The key of the label that has a folded text, or -1. */
int jx_label_find(const struct jx_label *labels, size_t count, struct jx_str folded);
/* Likewise; *rank: which of its words. */
int jx_label_find_ranked(const struct jx_label *labels, size_t count,
                         struct jx_str folded, size_t *rank);
/* The words of a key, or NULL. */
const struct jx_patterns *jx_label_words(const struct jx_label *labels, size_t count,
                                         int key);
