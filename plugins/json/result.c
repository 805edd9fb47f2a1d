/* result.c: results, findings and the summary as JSON, in the shape of the contract.
 * No arithmetic beyond weight − score. */
#include "write.h"

#include <stdio.h>
#include <string.h>

enum { PLACE_BYTES = 4096 + 1024 }; /* the longest path, and a place in it */

static const char *const verb_names[JX_VERB_COUNT] = {
    "award", "deduct", "reject", "unscored", "find", "clamp", "round", "cap", "veto"};

static const char *severity_name(uint8_t severity)
{
    return severity == JX_ERROR ? "error" : severity == JX_WARNING ? "warning" : "info";
}

/* ---- lines ---- */

static void line(struct jx_emit *e, const struct jx_line *entry)
{
    jx_emit_open(e, '{');
    jx_emit_name(e, "verb");
    jx_emit_string(e, entry->verb < JX_VERB_COUNT ? verb_names[entry->verb] : NULL);
    jx_emit_name(e, "points");
    jx_emit_decimal(e, entry->points,
                    entry->verb != JX_UNSCORED && entry->verb != JX_FIND);
    jx_emit_name(e, "why");
    jx_emit_why(e, &entry->why);
    jx_emit_name(e, "where");
    jx_emit_at(e, entry->file, entry->line);
    jx_emit_close(e, '}');
}

static void lines(struct jx_emit *e, const char *name, const struct jx_line *list,
                  size_t count)
{
    jx_emit_name(e, name);
    jx_emit_open(e, '[');
    for (size_t i = 0; i < count; i++)
        line(e, &list[i]);
    jx_emit_close(e, ']');
}

/* ---- items and groups ---- */

void jx_emit_index(struct jx_emit *e, const char *name, int32_t index)
{
    jx_emit_name(e, name);
    if (index == JX_INDEX_NONE)
        jx_emit_null(e);
    else
        jx_emit_integer(e, index);
}

static void item(struct jx_emit *e, const struct jx_item *it, bool full_detail)
{
    const struct jx_math *math = e->host->math;
    bool known = it->scored && it->has_weight;
    struct jx_dec deduction = {0};
    if (known)
        deduction = math->sub(it->weight, it->score);
    bool full = known && deduction.digits == 0;
    jx_emit_open(e, '{');
    jx_emit_index(e, "index", it->index);
    if (it->id) {
        jx_emit_name(e, "id");
        jx_emit_string(e, it->id);
    }
    jx_emit_name(e, "name");
    jx_emit_text(e, it->name);
    jx_emit_name(e, "level1");
    jx_emit_text(e, it->level1);
    jx_emit_name(e, "level2");
    jx_emit_text(e, it->level2);
    jx_emit_name(e, "weight");
    jx_emit_decimal(e, it->weight, it->has_weight);
    jx_emit_name(e, "score");
    jx_emit_decimal(e, it->score, it->scored);
    jx_emit_name(e, "deduction");
    jx_emit_decimal(e, deduction, known);
    jx_emit_name(e, "reported");
    jx_emit_cell(e, &it->reported);
    if (it->judged) {
        jx_emit_name(e, "judged");
        jx_emit_bool(e, true);
    }
    jx_emit_name(e, "rule");
    jx_emit_text(e, (struct jx_str){it->rule, strlen(it->rule)});
    jx_emit_name(e, "clause");
    jx_emit_text(e, (struct jx_str){it->clause, strlen(it->clause)});
    lines(e, "lines", it->lines, full && !full_detail ? 0 : it->line_count);
    jx_emit_close(e, '}');
}

static void groups(struct jx_emit *e, const struct jx_result *result)
{
    jx_emit_name(e, "groups");
    jx_emit_open(e, '[');
    for (size_t i = 0; i < result->group_count; i++) {
        const struct jx_group *group = &result->groups[i];
        jx_emit_open(e, '{');
        jx_emit_name(e, "level1");
        jx_emit_text(e, group->level1);
        jx_emit_name(e, "weight");
        jx_emit_decimal(e, group->weight, true);
        jx_emit_name(e, "score");
        jx_emit_decimal(e, group->score, group->scored);
        jx_emit_close(e, '}');
    }
    jx_emit_close(e, ']');
}

/* ---- findings ---- */

static void finding_head(struct jx_emit *e, const struct jx_finding *finding)
{
    jx_emit_name(e, "code");
    jx_emit_string(e, finding->code);
    jx_emit_name(e, "severity");
    jx_emit_string(e, severity_name(finding->severity));
    jx_emit_index(e, "item", finding->item);
    jx_emit_name(e, "id");
    jx_emit_string(e, finding->id);
}

static void finding_body(struct jx_emit *e, const struct jx_finding *finding,
                         const char *source)
{
    jx_emit_name(e, "claimed");
    jx_emit_cell(e, &finding->claimed);
    jx_emit_name(e, "computed");
    jx_emit_decimal(e, finding->computed, finding->has_computed);
    jx_emit_name(e, "points");
    jx_emit_decimal(e, finding->points, finding->has_points);
    jx_emit_name(e, "message");
    jx_emit_whys(e, &finding->message, &finding->because);
    jx_emit_name(e, "source");
    jx_emit_string(e, source);
}

void jx_emit_finding_keys(struct jx_emit *e, const struct jx_record *record,
                          const struct jx_finding *finding)
{
    char place[512], source[PLACE_BYTES];
    jx_emit_place(record, finding->at, true, place, sizeof place);
    snprintf(source, sizeof source, "%s%s%s", record->file ? record->file : "",
             !place[0]           ? ""
             : finding->at.sheet ? " "
                                 : ":",
             place);
    finding_head(e, finding);
    finding_body(e, finding, source);
}

static void findings(struct jx_emit *e, const struct jx_record *record,
                     const struct jx_result *result)
{
    jx_emit_name(e, "findings");
    jx_emit_open(e, '[');
    for (size_t i = 0; i < result->finding_count; i++) {
        jx_emit_open(e, '{');
        jx_emit_finding_keys(e, record, &result->findings[i]);
        jx_emit_close(e, '}');
    }
    jx_emit_close(e, ']');
}

void jx_emit_listed(struct jx_emit *e, const struct jx_listed *listed)
{
    const struct jx_finding *finding = listed->finding;
    jx_emit_open(e, '{');
    jx_emit_name(e, "record");
    jx_emit_text(e, listed->code);
    jx_emit_name(e, "name");
    jx_emit_text(e, listed->name);
    finding_head(e, finding);
    if (finding->name.n) {
        jx_emit_name(e, "indicator");
        jx_emit_text(e, finding->name);
    }
    finding_body(e, finding, listed->source);
    jx_emit_name(e, "where");
    if (finding->where.n)
        jx_emit_text(e, finding->where);
    else
        jx_emit_null(e);
    jx_emit_close(e, '}');
}

/* ---- the result and the run ---- */

static void heading(struct jx_emit *e, const struct jx_record *record)
{
    static const struct {
        const char *name;
        int key;
    } keys[] = {{"code", JX_REC_CODE},     {"name", JX_REC_NAME}, {"form", JX_REC_FORM},
                {"region", JX_REC_REGION}, {"year", JX_REC_YEAR}, {"unit", JX_REC_UNIT}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        jx_emit_name(e, keys[i].name);
        if (keys[i].key == JX_REC_YEAR)
            jx_emit_year(e, &record->cell[JX_REC_YEAR]);
        else
            jx_emit_cell(e, &record->cell[keys[i].key]);
    }
}

static void required(struct jx_emit *e, const struct jx_result *result)
{
    jx_emit_name(e, "plugins");
    jx_emit_open(e, '{');
    for (size_t i = 0; i < result->required_count; i++) {
        jx_emit_name(e, result->required[i].plugin);
        jx_emit_string(e, result->required[i].version);
    }
    jx_emit_close(e, '}');
}

/* `result`: whose pack it is; NULL for the pack of a whole run. */
static void pack(struct jx_emit *e, const char *name, const char *version,
                 bool is_unsigned, const struct jx_result *result)
{
    jx_emit_name(e, "pack");
    if (!name) {
        jx_emit_null(e);
        return;
    }
    jx_emit_open(e, '{');
    jx_emit_name(e, "name");
    jx_emit_string(e, name);
    jx_emit_name(e, "version");
    jx_emit_string(e, version);
    if (result) {
        jx_emit_name(e, "digest");
        jx_emit_string(e, result->pack_digest);
    }
    if (is_unsigned) {
        jx_emit_name(e, "unsigned");
        jx_emit_bool(e, true);
    }
    if (result && result->required_count)
        required(e, result);
    jx_emit_close(e, '}');
}

static void weights(struct jx_emit *e, const struct jx_result *result)
{
    jx_emit_name(e, "weights");
    if (!result->weights) {
        jx_emit_null(e);
        return;
    }
    jx_emit_open(e, '{');
    jx_emit_name(e, "template");
    jx_emit_string(e, result->weights);
    jx_emit_name(e, "source");
    jx_emit_string(e, result->weights_source);
    jx_emit_name(e, "status");
    jx_emit_string(e, result->weights_status);
    jx_emit_close(e, '}');
}

void jx_emit_result(struct jx_emit *e, const struct jx_record *record,
                    const struct jx_result *result, bool full_detail)
{
    jx_emit_open(e, '{');
    heading(e, record);
    pack(e, result->pack_name, result->pack_version, result->pack_unsigned, result);
    weights(e, result);
    jx_emit_name(e, "fallback");
    jx_emit_bool(e, result->fallback);
    jx_emit_name(e, "engine");
    jx_emit_string(e, result->engine);
    jx_emit_name(e, "total");
    jx_emit_decimal(e, result->total, result->has_total);
    jx_emit_name(e, "grade");
    jx_emit_string(e, result->grade);
    jx_emit_name(e, "reported_total");
    jx_emit_cell(e, &record->cell[JX_REC_REPORTED_TOTAL]);
    groups(e, result);
    jx_emit_name(e, "items");
    jx_emit_open(e, '[');
    for (size_t i = 0; i < result->item_count; i++)
        item(e, &result->items[i], full_detail);
    jx_emit_close(e, ']');
    lines(e, "adjustments", result->adjustments, result->adjustment_count);
    findings(e, record, result);
    jx_emit_review(e, record, result->review);
    if (e->output->task == JX_TASK_EXPLAIN && JX_HAS(result, titles))
        jx_emit_story(e, result);
    jx_emit_close(e, '}');
}

static void counts(struct jx_emit *e, const struct jx_summary *summary)
{
    jx_emit_name(e, "findings");
    jx_emit_open(e, '[');
    for (size_t i = 0; i < summary->code_count; i++) {
        const struct jx_count *count = &summary->codes[i];
        jx_emit_open(e, '{');
        jx_emit_name(e, "code");
        jx_emit_string(e, count->code);
        jx_emit_name(e, "severity");
        jx_emit_string(e, severity_name(count->severity));
        jx_emit_name(e, "title");
        jx_emit_string(e, count->title ? e->host->translate(e->host, count->title) : "");
        jx_emit_name(e, "count");
        jx_emit_count(e, count->count);
        jx_emit_close(e, '}');
    }
    jx_emit_close(e, ']');
}

void jx_emit_summary(struct jx_emit *e, const struct jx_summary *summary)
{
    const struct {
        const char *name;
        uint64_t count;
    } figures[] = {{"records", summary->records},
                   {"unreadable", summary->unreadable},
                   {"items", summary->items},
                   {"compared", summary->compared},
                   {"agreed", summary->agreed},
                   {"total_compared", summary->total_compared},
                   {"total_agreed", summary->total_agreed},
                   {"totals_blank", summary->totals_blank},
                   {"fallback", summary->fallback},
                   {"reviewed", summary->reviewed},
                   {"waived", summary->waived}};
    size_t shown = sizeof figures / sizeof *figures - (e->output->reviews ? 0 : 2);
    jx_emit_open(e, '{');
    pack(e, summary->pack_name, summary->pack_version, summary->pack_unsigned, NULL);
    for (size_t i = 0; i < shown; i++) {
        jx_emit_name(e, figures[i].name);
        jx_emit_count(e, figures[i].count);
    }
    counts(e, summary);
    jx_emit_close(e, '}');
}
