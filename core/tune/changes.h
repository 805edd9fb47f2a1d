/* changes.h: what differs between two packs, change by change, and packs in between: the
 * first with some of the changes made.
 *
 * A change is as small as it can be: one parameter of one selector where the rule is the
 * same, the text of one rule, one selector, one rounding. Where two packs are built
 * differently it is the whole selector or framework. */
#pragma once

#include "arena.h"
#include "fail.h"
#include "framework.h"
#include "pack.h"

enum jx_change_kind {
    JX_CHANGE_PARAM,     /* a parameter of a selector or leaf */
    JX_CHANGE_MISSING,   /* what is done where its input is missing */
    JX_CHANGE_RULE,      /* the text of a Lua rule, or the version of a native one */
    JX_CHANGE_SELECTOR,  /* another rule or condition under the same key */
    JX_CHANGE_ADDED,     /* a selector that only the second pack has */
    JX_CHANGE_REMOVED,   /* ... only the first */
    JX_CHANGE_LEAVES,    /* weights of the items of a framework */
    JX_CHANGE_FRAMEWORK, /* a framework that is built differently */
    JX_CHANGE_TEMPLATE,  /* a template of weights */
    JX_CHANGE_WEIGHTS,   /* other templates, or another order of them */
    JX_CHANGE_ITEM_ROUNDING,
    JX_CHANGE_GROUP_ROUNDING,
    JX_CHANGE_TOTAL_ROUNDING,
    JX_CHANGE_CEILING,
    JX_CHANGE_GRADES,
    JX_CHANGE_LEVELS, /* shares of the words of the scale */
    JX_CHANGE_REST    /* how forms are read, or nothing that scores */
};

struct jx_change {
    enum jx_change_kind kind;
    const char *name;           /* "first.pass", "lua:budget", "rounding.item" */
    const char *before, *after; /* values in words; "" where they are no short texts */
    const char *clause;         /* behind what is new, or was removed; "" none */
    size_t slot, param;         /* for changes.c and mixed.c */
};

/* A selector in both packs, or a leaf of a framework. */
struct jx_slot {
    const struct jx_selector *a, *b; /* one of them may be NULL */
    size_t framework, leaf;          /* in both packs; framework SIZE_MAX: a selector */
};

struct jx_changes {
    struct jx_arena arena;
    const struct jx_pack *a, *b;
    struct jx_change *list;
    size_t count, capacity;
    struct jx_slot *slots;
    size_t slot_count, slot_capacity;
    bool failed;
};

/* Finds them, in the order of the first pack. Both packs must outlive it. false: memory. */
bool jx_changes_find(struct jx_changes *changes, const struct jx_pack *a,
                     const struct jx_pack *b);
void jx_changes_free(struct jx_changes *changes);

/* The pack with the changes that are `on`; lives in `arena` and borrows from both packs.
 * Only for scoring. NULL: memory. */
const struct jx_pack *jx_changes_mix(const struct jx_changes *changes, const bool *on,
                                     struct jx_arena *arena);

/* The framework of the second pack that stands for one of the first; NULL: it has none, or
 * it is built differently. */
const struct jx_framework *jx_framework_like(const struct jx_pack *pack,
                                             const struct jx_framework *framework);
