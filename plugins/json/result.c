/* result.c: results, findings and the summary as JSON, in the shape of the contract.
 * No arithmetic beyond weight − score. */
#include "write.h"

#include <stdio.h>

enum { PLACE_BYTES = 4096 + 1024 }; /* the longest path, and a place in it */

#define VERB(name)                                                                       \
    {                                                                                    \
        "\"" name "\"", sizeof(name) + 1                                                 \
    }
static const struct jx_str verbs[JX_VERB_COUNT] = {
    VERB("award"), VERB("deduct"), VERB("reject"), VERB("unscored"), VERB("find"),
    VERB("clamp"), VERB("round"),  VERB("cap"),    VERB("veto")};

static const char *severity_name(uint8_t severity)
{
    return severity == JX_ERROR ? "error" : severity == JX_WARNING ? "warning" : "info";
}

/* ---- lines ---- */

static char *line(struct jx_emit *e, char *at, const struct jx_line *entry)
{
    bool moves = entry->verb != JX_UNSCORED && entry->verb != JX_FIND;
    struct jx_str verb = {"null", 4};
    if (entry->verb < JX_VERB_COUNT)
        verb = verbs[entry->verb];
    at = jx_emit_put(JX_PUT(at, "{\"verb\":"), verb.p, verb.n);
    at = jx_emit_decimal(e, JX_KEY(at, "points"), entry->points, moves);
    at = jx_emit_why(e, JX_KEY(at, "why"), &entry->why, NULL);
    at = jx_emit_at(e, JX_KEY(at, "where"), entry->file, entry->line);
    return JX_PUT(at, "}");
}

static inline char *lines(struct jx_emit *e, char *at, const struct jx_line *list,
                          size_t count)
{
    char lead = '[';
    if (!count)
        return JX_PUT(at, "[]");
    for (size_t i = 0; i < count; i++)
        at = line(e, jx_emit_lead(e, at, &lead), &list[i]);
    return jx_emit_end(at, lead, ']');
}

/* ---- items and groups ---- */

char *jx_emit_index(char *at, int32_t index)
{
    if (index == JX_INDEX_NONE)
        return JX_PUT(at, "null");
    if (index < 0)
        at = JX_PUT(at, "-");
    return jx_emit_count(at, index < 0 ? (uint64_t) - (int64_t)index : (uint64_t)index);
}

/* A comma, "rule" and "clause". */
static char *ruled(struct jx_emit *e, char *at, const struct jx_item *it)
{
    struct jx_emit_kept *kept = jx_emit_find(e, at, it->rule, it->clause);
    if (kept->len)
        return jx_emit_put(at, kept->text, kept->len);
    struct jx_str rule = {it->rule, strlen(it->rule)};
    struct jx_str clause = {it->clause, strlen(it->clause)};
    at = jx_emit_text(e, JX_KEY(at, "rule"), rule);
    at = jx_emit_text(e, JX_KEY(at, "clause"), clause);
    jx_emit_keep(e, at, kept);
    return at;
}

static char *item(struct jx_emit *e, char *at, const struct jx_item *it)
{
    const struct jx_math *math = e->host->math;
    bool known = it->scored && it->has_weight;
    struct jx_dec deduction = {0};
    if (known && (it->weight.digits != it->score.digits ||
                  it->weight.exponent != it->score.exponent))
        deduction = math->sub(it->weight, it->score);
    bool full = known && deduction.digits == 0;
    at = jx_emit_index(JX_PUT(at, "{\"index\":"), it->index);
    if (it->id)
        at = jx_emit_string(e, JX_KEY(at, "id"), it->id);
    at = jx_emit_text(e, JX_KEY(at, "name"), it->name);
    at = jx_emit_text(e, JX_KEY(at, "level1"), it->level1);
    at = jx_emit_text(e, JX_KEY(at, "level2"), it->level2);
    at = jx_emit_decimal(e, JX_KEY(at, "weight"), it->weight, it->has_weight);
    at = jx_emit_decimal(e, JX_KEY(at, "score"), it->score, it->scored);
    at = jx_emit_decimal(e, JX_KEY(at, "deduction"), deduction, known);
    at = jx_emit_cell(e, JX_KEY(at, "reported"), &it->reported);
    if (it->judged)
        at = jx_emit_bool(JX_KEY(at, "judged"), true);
    at = ruled(e, at, it);
    at = lines(e, JX_KEY(at, "lines"), it->lines,
               full && !e->output->full_detail ? 0 : it->line_count);
    return JX_PUT(at, "}");
}

static char *items(struct jx_emit *e, char *at, const struct jx_result *result)
{
    char lead = '[';
    for (size_t i = 0; i < result->item_count; i++)
        at = item(e, jx_emit_lead(e, at, &lead), &result->items[i]);
    return jx_emit_end(at, lead, ']');
}

static char *groups(struct jx_emit *e, char *at, const struct jx_result *result)
{
    char lead = '[';
    for (size_t i = 0; i < result->group_count; i++) {
        const struct jx_group *group = &result->groups[i];
        at = jx_emit_lead(e, at, &lead);
        at = jx_emit_text(e, JX_PUT(at, "{\"level1\":"), group->level1);
        at = jx_emit_decimal(e, JX_KEY(at, "weight"), group->weight, true);
        at = jx_emit_decimal(e, JX_KEY(at, "score"), group->score, group->scored);
        at = JX_PUT(at, "}");
    }
    return jx_emit_end(at, lead, ']');
}

/* ---- findings ---- */

/* Behind a bracket or a comma. */
static char *finding_head(struct jx_emit *e, char *at, const struct jx_finding *finding)
{
    at = jx_emit_string(e, JX_PUT(at, "\"code\":"), finding->code);
    at = jx_emit_string(e, JX_KEY(at, "severity"), severity_name(finding->severity));
    at = jx_emit_index(JX_KEY(at, "item"), finding->item);
    return jx_emit_string(e, JX_KEY(at, "id"), finding->id);
}

/* Up to where it was found. */
static char *finding_body(struct jx_emit *e, char *at, const struct jx_finding *finding)
{
    at = jx_emit_cell(e, JX_KEY(at, "claimed"), &finding->claimed);
    at = jx_emit_decimal(e, JX_KEY(at, "computed"), finding->computed,
                         finding->has_computed);
    at = jx_emit_decimal(e, JX_KEY(at, "points"), finding->points, finding->has_points);
    at = jx_emit_why(e, JX_KEY(at, "message"), &finding->message, &finding->because);
    return JX_KEY(at, "source");
}

/* Mostly a line of a file. */
static char *source(struct jx_emit *e, char *at, const struct jx_record *record,
                    struct jx_at where)
{
    const char *file = record->file ? record->file : "";
    if (*file && !where.sheet)
        return jx_emit_at(e, at, file, where.line);
    char place[512], text[PLACE_BYTES];
    jx_emit_place(record, where, true, place, sizeof place);
    snprintf(text, sizeof text, "%s%s%s", file,
             !place[0]     ? ""
             : where.sheet ? " "
                           : ":",
             place);
    return jx_emit_string(e, at, text);
}

char *jx_emit_finding(struct jx_emit *e, char *at, const struct jx_record *record,
                      const struct jx_finding *finding)
{
    at = finding_body(e, finding_head(e, JX_PUT(at, "{"), finding), finding);
    return source(e, at, record, finding->at);
}

static char *findings(struct jx_emit *e, char *at, const struct jx_record *record,
                      const struct jx_result *result)
{
    char lead = '[';
    for (size_t i = 0; i < result->finding_count; i++) {
        at = jx_emit_lead(e, at, &lead);
        at = JX_PUT(jx_emit_finding(e, at, record, &result->findings[i]), "}");
    }
    return jx_emit_end(at, lead, ']');
}

char *jx_emit_listed(struct jx_emit *e, char *at, const struct jx_listed *listed)
{
    const struct jx_finding *finding = listed->finding;
    at = jx_emit_text(e, JX_PUT(at, "{\"record\":"), listed->code);
    at = jx_emit_text(e, JX_KEY(at, "name"), listed->name);
    at = finding_head(e, JX_PUT(at, ","), finding);
    if (finding->name.n)
        at = jx_emit_text(e, JX_KEY(at, "indicator"), finding->name);
    at = jx_emit_string(e, finding_body(e, at, finding), listed->source);
    at = JX_KEY(at, "where");
    at = finding->where.n ? jx_emit_text(e, at, finding->where) : JX_PUT(at, "null");
    return JX_PUT(at, "}");
}

/* ---- the result and the run ---- */

static char *heading(struct jx_emit *e, char *at, const struct jx_cell *cell)
{
    at = jx_emit_cell(e, JX_PUT(at, "{\"code\":"), &cell[JX_REC_CODE]);
    at = jx_emit_cell(e, JX_KEY(at, "name"), &cell[JX_REC_NAME]);
    at = jx_emit_cell(e, JX_KEY(at, "form"), &cell[JX_REC_FORM]);
    at = jx_emit_cell(e, JX_KEY(at, "region"), &cell[JX_REC_REGION]);
    at = jx_emit_year(e, JX_KEY(at, "year"), &cell[JX_REC_YEAR]);
    return jx_emit_cell(e, JX_KEY(at, "unit"), &cell[JX_REC_UNIT]);
}

static char *required(struct jx_emit *e, char *at, const struct jx_result *result)
{
    char lead = '{';
    for (size_t i = 0; i < result->required_count; i++) {
        const struct jx_required *plugin = &result->required[i];
        struct jx_str name = {plugin->plugin, strlen(plugin->plugin)};
        at = jx_emit_key(e, jx_emit_lead(e, at, &lead), name);
        at = jx_emit_string(e, at, plugin->version);
    }
    return jx_emit_end(at, lead, '}');
}

/* `result`: whose pack it is; NULL for the pack of a whole run. */
static char *pack(struct jx_emit *e, char *at, const char *name, const char *version,
                  bool is_unsigned, const struct jx_result *result)
{
    if (!name)
        return JX_PUT(at, "null");
    at = jx_emit_string(e, JX_PUT(at, "{\"name\":"), name);
    at = jx_emit_string(e, JX_KEY(at, "version"), version);
    if (result)
        at = jx_emit_string(e, JX_KEY(at, "digest"), result->pack_digest);
    if (is_unsigned)
        at = jx_emit_bool(JX_KEY(at, "unsigned"), true);
    if (result && result->required_count)
        at = required(e, JX_KEY(at, "plugins"), result);
    return JX_PUT(at, "}");
}

/* The pack of a result, mostly that of the one before. */
static char *pack_of(struct jx_emit *e, char *at, const struct jx_result *result)
{
    struct jx_emit_kept *kept =
        jx_emit_find(e, at, result->pack_digest, result->pack_name);
    if (kept->len)
        return jx_emit_put(at, kept->text, kept->len);
    at = pack(e, at, result->pack_name, result->pack_version, result->pack_unsigned,
              result);
    jx_emit_keep(e, at, kept);
    return at;
}

static char *weights(struct jx_emit *e, char *at, const struct jx_result *result)
{
    if (!result->weights)
        return JX_PUT(at, "null");
    at = jx_emit_string(e, JX_PUT(at, "{\"template\":"), result->weights);
    at = jx_emit_string(e, JX_KEY(at, "source"), result->weights_source);
    at = jx_emit_string(e, JX_KEY(at, "status"), result->weights_status);
    return JX_PUT(at, "}");
}

char *jx_emit_result(struct jx_emit *e, char *at, const struct jx_record *record,
                     const struct jx_result *result)
{
    at = heading(e, at, record->cell);
    at = pack_of(e, JX_KEY(at, "pack"), result);
    at = weights(e, JX_KEY(at, "weights"), result);
    at = jx_emit_bool(JX_KEY(at, "fallback"), result->fallback);
    at = jx_emit_string(e, JX_KEY(at, "engine"), result->engine);
    at = jx_emit_decimal(e, JX_KEY(at, "total"), result->total, result->has_total);
    at = jx_emit_string(e, JX_KEY(at, "grade"), result->grade);
    at = jx_emit_cell(e, JX_KEY(at, "reported_total"),
                      &record->cell[JX_REC_REPORTED_TOTAL]);
    at = groups(e, JX_KEY(at, "groups"), result);
    at = items(e, JX_KEY(at, "items"), result);
    at = lines(e, JX_KEY(at, "adjustments"), result->adjustments,
               result->adjustment_count);
    at = findings(e, JX_KEY(at, "findings"), record, result);
    at = jx_emit_review(e, JX_KEY(at, "review"), record, result->review);
    if (e->output->task == JX_TASK_EXPLAIN && JX_HAS(result, titles))
        at = jx_emit_story(e, at, result);
    return JX_PUT(at, "}");
}

static char *counts(struct jx_emit *e, char *at, const struct jx_summary *summary)
{
    char lead = '[';
    for (size_t i = 0; i < summary->code_count; i++) {
        const struct jx_count *count = &summary->codes[i];
        const char *title = count->title ? count->title : "";
        at = jx_emit_lead(e, at, &lead);
        at = jx_emit_string(e, JX_PUT(at, "{\"code\":"), count->code);
        at = jx_emit_string(e, JX_KEY(at, "severity"), severity_name(count->severity));
        at = jx_emit_string(e, JX_KEY(at, "title"), e->host->translate(e->host, title));
        at = JX_PUT(jx_emit_count(JX_KEY(at, "count"), count->count), "}");
    }
    return jx_emit_end(at, lead, ']');
}

char *jx_emit_summary(struct jx_emit *e, char *at, const struct jx_summary *summary)
{
    at = pack(e, JX_PUT(at, "{\"pack\":"), summary->pack_name, summary->pack_version,
              summary->pack_unsigned, NULL);
    at = jx_emit_count(JX_KEY(at, "records"), summary->records);
    at = jx_emit_count(JX_KEY(at, "unreadable"), summary->unreadable);
    at = jx_emit_count(JX_KEY(at, "items"), summary->items);
    at = jx_emit_count(JX_KEY(at, "compared"), summary->compared);
    at = jx_emit_count(JX_KEY(at, "agreed"), summary->agreed);
    at = jx_emit_count(JX_KEY(at, "total_compared"), summary->total_compared);
    at = jx_emit_count(JX_KEY(at, "total_agreed"), summary->total_agreed);
    at = jx_emit_count(JX_KEY(at, "totals_blank"), summary->totals_blank);
    at = jx_emit_count(JX_KEY(at, "fallback"), summary->fallback);
    if (e->output->reviews) {
        at = jx_emit_count(JX_KEY(at, "reviewed"), summary->reviewed);
        at = jx_emit_count(JX_KEY(at, "waived"), summary->waived);
    }
    return JX_PUT(counts(e, JX_KEY(at, "findings"), summary), "}");
}
