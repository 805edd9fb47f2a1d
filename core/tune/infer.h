/* infer.h: from printed scores to the rule that an office used.
 *
 * Model selection by description length: a rule costs the bits of its shape (shapes.h); a
 * score that it does not give exactly costs the bits to print it without any rule, and two
 * more to say that it is an exception. A rule that saves fewer than JX_INFER_CLAIM bits
 * (1 : 128) against printing everything without a rule is no finding, nor is one that is not
 * so far ahead of the best rule of another family. Rows that every candidate gives alike cost
 * none of them anything: they tell nothing.
 *
 * Hierarchy: one rule for the part; narrower ones by nature and group where they pay for
 * themselves; how scores are rounded for the office, by unit or by form, by up to three ways;
 * and a unit's own rule where it pays. */
#pragma once

#include "claims.h"

#define JX_INFER_CLAIM  7.0
#define JX_INFER_LIKELY 3.0

enum jx_certainty {
    JX_CERTAINTY_OPEN,   /* rows do not tell */
    JX_CERTAINTY_LIKELY, /* ahead by 3 bits, 1 : 8 */
    JX_CERTAINTY_FOUND   /* by 7 */
};

/* The best candidate of a family for the rows of a rule. */
struct jx_finalist {
    size_t shape; /* SIZE_MAX: none scores them */
    size_t explained, told;
    double bits;
};

struct jx_inferred_rule {
    enum jx_infer_part part;
    unsigned natures;     /* bits by jx_infer_natures; 0: not asked */
    struct jx_str level1; /* empty: any */
    size_t shape;
    enum jx_certainty certainty;
    size_t rows, explained, full; /* full: printed with full marks */
    size_t telling, told;         /* rows that some finalists give and others do not */
    double gain;                  /* bits saved against no rule */
    double margin;                /* bits ahead of the best of another family */
    struct jx_finalist finalists[JX_FAMILY_COUNT];
    size_t rival; /* family of the next best; JX_FAMILY_COUNT: none */
    size_t same;  /* the nearest shape that no score tells from it; SIZE_MAX: none */
};

enum { JX_INFER_NATURES = 6, JX_INFER_CLASSES = 3, JX_INFER_RULES = 12 };
extern const char *const jx_infer_natures[JX_INFER_NATURES]; /* "≥" … "" */

enum jx_infer_level { JX_LEVEL_OFFICE, JX_LEVEL_UNIT, JX_LEVEL_FORM };

/* One way of rounding that is in use. */
struct jx_inferred_class {
    int rounding;   /* in jx_claim_roundings */
    size_t groups;  /* units or forms that this way serves better than the others */
    size_t rows;    /* scores that it gives */
    size_t telling; /* of them, those that not every way in use gives */
};

enum jx_exception_kind {
    JX_EXCEPTION_OVER,     /* more than the weight */
    JX_EXCEPTION_ROUNDING, /* the rule gives it, rounded otherwise */
    JX_EXCEPTION_FULL,     /* missed, and full marks all the same */
    JX_EXCEPTION_OFF,      /* met, and points off */
    JX_EXCEPTION_OTHER     /* neither */
};
struct jx_exception {
    size_t claim;
    enum jx_exception_kind kind;
    bool has_expected;
    struct jx_dec expected; /* by the rule, as the claim's group rounds */
    int rounding;           /* that would explain it; -1 */
    size_t shape;           /* the cheapest that would explain it; SIZE_MAX */
};

/* A unit that goes by a rule of its own. */
struct jx_deviation {
    size_t unit;
    enum jx_infer_part part;
    size_t shape, rows, explained, by_office;
};

struct jx_inferred {
    struct jx_arena arena;
    const struct jx_claims *claims;
    const struct jx_shapes *shapes;
    struct jx_inferred_rule rules[JX_INFER_RULES]; /* later ones go before earlier ones */
    size_t rule_count;
    enum jx_infer_level level; /* at which ways of rounding differ */
    struct jx_inferred_class classes[JX_INFER_CLASSES];
    size_t class_count;
    size_t rounding_rows; /* rows that tell how scores are rounded at all */
    uint8_t *rounding;    /* by claim: index of its class */
    size_t *rule;         /* by claim: the office's rule for it; SIZE_MAX: none */
    size_t *own;          /* by claim: its unit's deviation; SIZE_MAX: none */
    struct jx_deviation *deviations;
    size_t deviation_count;
    struct jx_exception *exceptions;
    size_t exception_count;
};

/* Claims and shapes must outlive it. false: memory. */
bool jx_infer(struct jx_inferred *inferred, const struct jx_claims *claims,
              const struct jx_shapes *shapes);
void jx_inferred_free(struct jx_inferred *inferred);

/* Does the rule of the claim, its unit's own where it has one, rounded as its group rounds,
 * give what was printed? */
bool jx_inferred_explains(const struct jx_inferred *inferred, size_t claim);
/* The shape that is for the claim; SIZE_MAX: none. */
size_t jx_inferred_shape(const struct jx_inferred *inferred, size_t claim);

/* Fills what was expected of every exception; `probe` is the one of jx_claims_find. */
bool jx_inferred_expect(struct jx_inferred *inferred, const struct jx_cases *cases,
                        const struct jx_pack *probe, struct jx_error *err);

/* Adds bands that the printed scores of a part suggest, to be tried like any other
 * candidate. false: memory. */
bool jx_infer_bands(const struct jx_claims *claims, enum jx_infer_part part,
                    struct jx_arena *arena, struct jx_shapes *shapes);
