/* framework.h: fixed trees of indicators, as a pack's indicators.json defines them.
 *
 * A form with a framework is scored leaf by leaf from its facts, not row by row. The tree
 * is kept flat: leaves in order, each with the names above it. */
#pragma once

#include "pack.h"

enum { JX_FRAMEWORK_DEPTH = 3 };

/* A way in which a unit may divide the weight that it sets itself: 8+8. */
struct jx_split {
    const struct jx_dec *parts;
    size_t count;
};

struct jx_framework_item {
    /* Rule, inputs, parameters, clause, missing; its key is the item's id. A bound need
     * without id is a fact, or a peers' figure, of the item itself. */
    struct jx_selector selector;
    struct jx_str level1, level2, name;
    struct jx_dec weight;
    struct jx_str nature, target, unit; /* fixed for everybody; empty: facts say it */
    int option;                         /* index in options; -1: the item always counts */
    bool judged;  /* without its facts, the evaluator's points are its score */
    bool by_unit; /* the unit sets its own indicators here, adding up to `weight` */
    const struct jx_split *splits; /* usual divisions; none: any */
    size_t split_count;
};

/* One of several groups of which exactly one counts. */
struct jx_option {
    const char *id;
    struct jx_str name;
    size_t choice; /* index in choices */
};
struct jx_choice {
    const char *id;
    struct jx_str level1, name;
    struct jx_dec weight;
    const char *fact; /* whose value is the id or name of the option that counts */
    enum jx_missing missing;
};

struct jx_framework {
    const char *key;
    struct jx_patterns form;
    struct jx_dec total;
    struct jx_patterns not_applicable; /* words that take an item out of the count */
    struct jx_framework_item *items;
    size_t item_count;
    struct jx_option *options;
    size_t option_count;
    struct jx_choice *choices;
    size_t choice_count;
};

/* The framework of a form, or NULL. */
const struct jx_framework *jx_framework_of(const struct jx_pack *pack,
                                           struct jx_str form);
