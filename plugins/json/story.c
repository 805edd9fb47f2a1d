/* story.c: what `explain` adds to a result: figures read otherwise than cells print them, and
 * what full marks or a better grade would take. Nothing is worked out here. */
#include "write.h"

static char *read_figure(struct jx_emit *e, char *at, const struct jx_result *result,
                         const struct jx_read *read)
{
    at = jx_emit_index(JX_PUT(at, "{\"item\":"), result->items[read->item].index);
    at = jx_emit_string(e, JX_KEY(at, "input"), read->key);
    at = jx_emit_text(e, JX_KEY(at, "printed"), read->printed);
    at = jx_emit_decimal(e, JX_KEY(at, "read"), read->number, true);
    return JX_PUT(at, "}");
}

static char *reach(struct jx_emit *e, char *at, const struct jx_result *result,
                   const struct jx_reach *to)
{
    static const char *const kinds[] = {"full", "none", "grade", "together"};
    bool none = to->kind == JX_REACH_NONE;
    at = jx_emit_index(JX_PUT(at, "{\"item\":"), result->items[to->item].index);
    at = jx_emit_string(e, JX_KEY(at, "kind"), kinds[to->kind]);
    at = JX_KEY(at, "actual");
    at = none ? JX_PUT(at, "null") : jx_emit_text(e, at, to->actual);
    at = jx_emit_decimal(e, JX_KEY(at, "score"), to->score, !none);
    at = jx_emit_decimal(e, JX_KEY(at, "total"), to->total, !none && to->has_total);
    at = jx_emit_string(e, JX_KEY(at, "grade"), none ? NULL : to->grade);
    return JX_PUT(at, "}");
}

char *jx_emit_story(struct jx_emit *e, char *at, const struct jx_result *result)
{
    char lead = '[';
    at = JX_KEY(at, "reads");
    for (size_t i = 0; i < result->read_count; i++)
        at = read_figure(e, jx_emit_lead(e, at, &lead), result, &result->reads[i]);
    at = JX_KEY(jx_emit_end(at, lead, ']'), "reaches");
    lead = '[';
    for (size_t i = 0; i < result->reach_count; i++)
        at = reach(e, jx_emit_lead(e, at, &lead), result, &result->reaches[i]);
    return jx_emit_end(at, lead, ']');
}
