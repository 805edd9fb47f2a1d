/* frameworks.h: what the files share that score forms with a framework. */
#pragma once

#include "scoring.h"

/* State of one form. `chosen` by choice: the option that counts, or one of these. */
enum { NONE_GIVEN = -1, SEVERAL_GIVEN = -2 };
struct facts {
    struct scoring *s;
    const struct jx_framework *framework;
    bool *taken;          /* by row: it claims points for an item or a group */
    struct jx_dec *group; /* by row: weight of the group it claims points for; 0: none */
    int *chosen;
};

/* framework_claims.c. The same but for blanks. */
bool same_words(struct jx_str a, struct jx_str b);
/* Rows that claim points for a group as a whole. */
void find_group_claims(struct facts *f);
/* Full marks claimed for a whole group are full marks for each of its leaves: the claim
 * for this one. false: none. */
bool claimed_in_full(struct facts *f, const struct jx_framework_item *item,
                     struct jx_cell *out);
/* Other claims for groups against the sums of the leaves. */
void compare_group_claims(struct facts *f);
/* The row of the form that speaks of an item, by names; NULL: none. Without
 * a `name`, any row that says that it belongs to the item's group. `take`: for good. */
const struct jx_indicator *claim_of(struct facts *f, const struct jx_framework_item *item,
                                    struct jx_str name, bool take);

/* frameworks.c. "own-2" is the second indicator that a unit sets in the group "own". */
bool is_unit_id(struct jx_str id, struct jx_str group);
/* Scores one indicator from its facts and its claim (may be NULL). */
void score_leaf(struct facts *f, const struct jx_framework_item *item, const char *id,
                const struct jx_indicator *claim);
struct scored *next_item(struct facts *f, const char *id, struct jx_str name,
                         struct jx_str level1, struct jx_str level2);
void unscored_leaf(struct facts *f, const struct jx_selector *selector,
                   struct scored *scored, struct jx_dec weight, const char *why);

/* framework_units.c */
void score_by_unit(struct facts *f, const struct jx_framework_item *item);
