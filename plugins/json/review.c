/* review.c: people's decisions on a form as JSON: the scores they set beside the system's,
 * the findings they settled, the total that follows. */
#include "write.h"

static char *decision(struct jx_emit *e, char *at, const struct jx_decision *d)
{
    at = jx_emit_text(e, JX_KEY(at, "reason"), d->reason);
    at = jx_emit_text(e, JX_KEY(at, "who"), d->who);
    at = jx_emit_text(e, JX_KEY(at, "date"), d->date);
    return jx_emit_string(e, JX_KEY(at, "decided_at"), d->source);
}

static char *item(struct jx_emit *e, char *at, const struct jx_record *record,
                  const struct jx_reviewed *reviewed)
{
    const struct jx_item *system = reviewed->item;
    char digest[17];
    e->host->digest(e->host, record, system, digest);
    at = jx_emit_index(JX_PUT(at, "{\"index\":"), system->index);
    if (system->id)
        at = jx_emit_string(e, JX_KEY(at, "id"), system->id);
    at = jx_emit_text(e, JX_KEY(at, "name"), system->name);
    at = jx_emit_cell(e, JX_KEY(at, "reported"), &system->reported);
    at = jx_emit_decimal(e, JX_KEY(at, "system"), system->score, system->scored);
    at = jx_emit_decimal(e, JX_KEY(at, "score"), reviewed->score, true);
    at = decision(e, at, reviewed->decision);
    at = jx_emit_string(e, JX_KEY(at, "digest"), digest);
    return JX_PUT(at, "}");
}

static char *waived(struct jx_emit *e, char *at, const struct jx_record *record,
                    const struct jx_waived *settled)
{
    at = jx_emit_finding(e, at, record, &settled->finding);
    return JX_PUT(decision(e, at, settled->decision), "}");
}

char *jx_emit_review(struct jx_emit *e, char *at, const struct jx_record *record,
                     const struct jx_review *review)
{
    if (!review)
        return JX_PUT(at, "null");
    at = jx_emit_decimal(e, JX_PUT(at, "{\"total\":"), review->total, review->has_total);
    at = jx_emit_string(e, JX_KEY(at, "grade"), review->grade);
    at = JX_KEY(at, "items");
    char lead = '[';
    for (size_t i = 0; i < review->item_count; i++)
        at = item(e, jx_emit_lead(e, at, &lead), record, &review->items[i]);
    at = JX_KEY(jx_emit_end(at, lead, ']'), "waived");
    lead = '[';
    for (size_t i = 0; i < review->waived_count; i++)
        at = waived(e, jx_emit_lead(e, at, &lead), record, &review->waived[i]);
    return JX_PUT(jx_emit_end(at, lead, ']'), "}");
}
