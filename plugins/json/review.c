/* review.c: people's decisions on a form as JSON: the scores they set beside the system's,
 * the findings they settled, the total that follows. */
#include "write.h"

static void decision(struct jx_emit *e, const struct jx_decision *d)
{
    jx_emit_name(e, "reason");
    jx_emit_text(e, d->reason);
    jx_emit_name(e, "who");
    jx_emit_text(e, d->who);
    jx_emit_name(e, "date");
    jx_emit_text(e, d->date);
    jx_emit_name(e, "decided_at");
    jx_emit_string(e, d->source);
}

static void item(struct jx_emit *e, const struct jx_record *record,
                 const struct jx_reviewed *reviewed)
{
    char digest[17];
    jx_emit_open(e, '{');
    jx_emit_index(e, "index", reviewed->item->index);
    if (reviewed->item->id) {
        jx_emit_name(e, "id");
        jx_emit_string(e, reviewed->item->id);
    }
    jx_emit_name(e, "name");
    jx_emit_text(e, reviewed->item->name);
    jx_emit_name(e, "reported");
    jx_emit_cell(e, &reviewed->item->reported);
    jx_emit_name(e, "system");
    jx_emit_decimal(e, reviewed->item->score, reviewed->item->scored);
    jx_emit_name(e, "score");
    jx_emit_decimal(e, reviewed->score, true);
    decision(e, reviewed->decision);
    e->host->digest(e->host, record, reviewed->item, digest);
    jx_emit_name(e, "digest");
    jx_emit_string(e, digest);
    jx_emit_close(e, '}');
}

void jx_emit_review(struct jx_emit *e, const struct jx_record *record,
                    const struct jx_review *review)
{
    jx_emit_name(e, "review");
    if (!review) {
        jx_emit_null(e);
        return;
    }
    jx_emit_open(e, '{');
    jx_emit_name(e, "total");
    jx_emit_decimal(e, review->total, review->has_total);
    jx_emit_name(e, "grade");
    jx_emit_string(e, review->grade);
    jx_emit_name(e, "items");
    jx_emit_open(e, '[');
    for (size_t i = 0; i < review->item_count; i++)
        item(e, record, &review->items[i]);
    jx_emit_close(e, ']');
    jx_emit_name(e, "waived");
    jx_emit_open(e, '[');
    for (size_t i = 0; i < review->waived_count; i++) {
        jx_emit_open(e, '{');
        jx_emit_finding_keys(e, record, &review->waived[i].finding);
        decision(e, review->waived[i].decision);
        jx_emit_close(e, '}');
    }
    jx_emit_close(e, ']');
    jx_emit_close(e, '}');
}
