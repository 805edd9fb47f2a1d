/* sourceless.c: figures of a pack behind which no document stands, so that nobody can tell
 * later why they are what they are. Only warnings, for authors. */
#include "compile.h"
#include "provenance.h"

#include "lang.h"
#include "strbuf.h"

#include <string.h>

struct look {
    struct compile *c;
    const struct jx_json *told; /* the object told last: one warning each */
};

static bool look_at(void *ctx, const struct jx_pack_value *value)
{
    struct look *look = ctx;
    if (!jx_pack_is_figure(value) || value->source ||
        !jx_pack_is_own(look->c->pack, value->node))
        return true;
    const struct jx_json *around =
        value->depth > 1 ? value->steps[value->depth - 2] : value->node;
    if (around == look->told)
        return true;
    look->told = around;
    warn(look->c, value->node,
         _("name a key of 'sources' in a 'clause' or 'note' beside it, or the path under "
           "'covers' of a source"),
         _("no source stands behind this figure"));
    return true;
}

void warn_sourceless(struct compile *c)
{
    static const enum jx_pack_part parts[] = {JX_PART_PACK, JX_PART_INDICATORS};
    const struct jx_json *root = c->root;
    struct look look = {.c = c};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        c->root = c->source->effective[parts[i]];
        jx_pack_values(c->pack, parts[i], look_at, &look);
    }
    c->root = root;
}
