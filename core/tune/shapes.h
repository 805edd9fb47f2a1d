/* shapes.h: the candidates among which 'infer' looks for the rule that an office used: native
 * methods with their parameters, over small grids of the figures that offices print.
 *
 * A candidate is told by the JSON that a pack would say, so that what is tried is what is
 * scored. It has a price in bits, -log2 of how likely it is before any form was seen: the
 * family, and log2 of the choices that each of its parameters had (minimum description
 * length: Rissanen, Modeling by Shortest Data Description, Automatica 14, 1978). */
#pragma once

#include "arena.h"
#include "jixiao/value.h"

enum jx_infer_part { JX_INFER_BUDGET, JX_INFER_FIGURES, JX_INFER_PARTS };

enum jx_family {
    JX_FAMILY_FULL, /* full marks, whatever the actual */
    JX_FAMILY_PROPORTION,
    JX_FAMILY_THRESHOLD,
    JX_FAMILY_LINEAR,
    JX_FAMILY_STEP,
    JX_FAMILY_BANDED,
    JX_FAMILY_COUNT
};
const char *jx_family_title(enum jx_family family); /* message id */

struct jx_shape {
    enum jx_infer_part part;
    enum jx_family family;
    const char *rule, *params; /* "method:step", "{\"points\":2}" */
    const char *words;         /* parameters, in the language of the run; "" none */
    double bits;
};

struct jx_shapes {
    struct jx_shape *list;
    size_t count, capacity;
};

/* All candidates of the grids; they live in `arena`. false: memory. */
bool jx_shapes_list(struct jx_arena *arena, struct jx_shapes *out);

/* Adds bands that were read off the scores of a part: pairs of bound and share, `count` of
 * them. */
bool jx_shapes_bands(struct jx_arena *arena, enum jx_infer_part part,
                     const struct jx_dec (*bands)[2], size_t count,
                     struct jx_shapes *out);
