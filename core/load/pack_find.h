/* pack_find.h: versions, ranges of versions, and folders of packs. */
#pragma once

#include "fail.h"
#include "pack_load.h"
#include "pack_source.h"

struct jx_version {
    unsigned part[3]; /* major, minor, patch */
};

/* "2023.1.0", exactly three numbers without leading zeros. */
bool jx_version_parse(const char *text, struct jx_version *out);
/* The same for plugins, which may leave out the last two: "1" is 1.0.0. */
bool jx_version_parse_short(const char *text, struct jx_version *out);
int jx_version_cmp(struct jx_version a, struct jx_version b); /* -1, 0, 1 */

/* A range is one or more terms separated by blanks that must all hold: "^2020" (up to the
 * next first number that is not 0), "~2020.1" (up to the next minor, or major when only
 * that is given), ">=2020 <2024", "2023" (any 2023.x.y), "2023.1.0", "*". */
bool jx_range_valid(const char *range);
bool jx_range_match(const char *range, struct jx_version version);

/* What was read so far while packs were looked for; zeroed by whoever looks. */
struct jx_pack_shelves {
    struct jx_arena arena;
    struct jx_pack_shelf *first;
    struct jx_error unread; /* what came of the first pack.json that cannot be read */
};
/* The pack.json of a folder that jx_pack_find gave. */
struct jx_pack_overlay jx_pack_head(const struct jx_pack_shelves *shelves,
                                    const char *folder);
void jx_pack_shelves_free(struct jx_pack_shelves *shelves);

/* Finds the folder of a pack by "NAME" or "NAME@RANGE": the newest version that fits,
 * first in `beside` (a folder that holds packs; may be NULL), then in `search`. NULL and
 * a fault at (path, line, at) when there is none. The result is in `arena`. */
const char *jx_pack_find(struct jx_pack_shelves *shelves, const char *reference,
                         const char *beside, const char *const *search,
                         struct jx_arena *arena, struct jx_faults *faults,
                         const char *path, int line, const char *at);
