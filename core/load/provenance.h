/* provenance.h: the values of a pack in effect, each with who set it and on what it
 * rests. For tools around packs; scoring needs none of it. */
#pragma once

#include "json.h"
#include "pack.h"
#include "pack_source.h"

/* A value: a text, number, word or list; objects are walked into. */
struct jx_pack_value {
    enum jx_pack_part part;
    const char *path;           /* "selectors.budget.rule" */
    const struct jx_json *node; /* file and line are those of the pack that set it */
    const struct jx_json *const *steps; /* members from the root down to the node */
    size_t depth;
    const struct jx_json *clause, *note; /* nearest around it, or NULL */
    const struct jx_source *source; /* named by clause or note or covering it; or NULL */
};
/* Called for one value; false ends the walk. The value is gone afterwards. */
typedef bool jx_pack_visit(void *ctx, const struct jx_pack_value *value);

extern const char *const jx_pack_part_names[JX_PART_COUNT]; /* "pack.json" … */

/* Visits every value in effect but notes, in the order of the files. false: a visit said
 * so, or a path too long to print. */
bool jx_pack_values(const struct jx_pack *pack, enum jx_pack_part part,
                    jx_pack_visit *visit, void *ctx);

/* What another pack has in the same place; NULL: nothing. */
const struct jx_json *jx_pack_same_value(const struct jx_pack_source *other,
                                         const struct jx_pack_value *value);

/* Is it a figure that somebody decided: a weight, limit, grade or number among the
 * parameters of a rule, or a list of them? */
bool jx_pack_is_figure(const struct jx_pack_value *value);

/* Is it set in a file of the pack itself, not of an ancestor? */
bool jx_pack_is_own(const struct jx_pack *pack, const struct jx_json *node);

/* The source that a clause ("KEY: which part") names, or NULL. */
const struct jx_source *jx_clause_source(const struct jx_pack *pack,
                                         struct jx_str clause);
