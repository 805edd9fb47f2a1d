/* story.c: what `explain` adds to a result: figures read otherwise than cells print them, and
 * what full marks or a better grade would take. Nothing is worked out here. */
#include "write.h"

void jx_emit_story(struct jx_emit *e, const struct jx_result *result)
{
    static const char *const kinds[] = {"full", "none", "grade", "together"};
    jx_emit_name(e, "reads");
    jx_emit_open(e, '[');
    for (size_t i = 0; i < result->read_count; i++) {
        const struct jx_read *read = &result->reads[i];
        jx_emit_open(e, '{');
        jx_emit_index(e, "item", result->items[read->item].index);
        jx_emit_name(e, "input");
        jx_emit_string(e, read->key);
        jx_emit_name(e, "printed");
        jx_emit_text(e, read->printed);
        jx_emit_name(e, "read");
        jx_emit_decimal(e, read->number, true);
        jx_emit_close(e, '}');
    }
    jx_emit_close(e, ']');
    jx_emit_name(e, "reaches");
    jx_emit_open(e, '[');
    for (size_t i = 0; i < result->reach_count; i++) {
        const struct jx_reach *reach = &result->reaches[i];
        bool none = reach->kind == JX_REACH_NONE;
        jx_emit_open(e, '{');
        jx_emit_index(e, "item", result->items[reach->item].index);
        jx_emit_name(e, "kind");
        jx_emit_string(e, kinds[reach->kind]);
        jx_emit_name(e, "actual");
        if (none)
            jx_emit_string(e, NULL);
        else
            jx_emit_text(e, reach->actual);
        jx_emit_name(e, "score");
        jx_emit_decimal(e, reach->score, !none);
        jx_emit_name(e, "total");
        jx_emit_decimal(e, reach->total, !none && reach->has_total);
        jx_emit_name(e, "grade");
        jx_emit_string(e, none || !*reach->grade ? NULL : reach->grade);
        jx_emit_close(e, '}');
    }
    jx_emit_close(e, ']');
}
