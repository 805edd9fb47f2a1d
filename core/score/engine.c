/* engine.c: the order in which one record is scored and audited. */
#include "engine.h"

#include "memo.h"
#include "recognise.h"
#include "scoring.h"
#include "strbuf.h"
#include "version.h"

#include <stdlib.h>

struct jx_engine *jx_engine_open(const struct jx_pack *pack, struct jx_error *err)
{
    struct jx_engine *engine = calloc(1, sizeof *engine);
    if (!engine) {
        jx_fail_memory(err, NULL);
        return NULL;
    }
    engine->pack = pack;
    engine->arena = jx_arena_new(0);
    engine->input = jx_arena_new(0);
    engine->memo = memo_open(0);
    engine->prose = prose_open(pack);
    engine->selection = engine->prose ? selection_open(pack, engine->prose) : NULL;
    engine->costs = calloc(pack->rule_count + 1, sizeof *engine->costs);
    if (!engine->memo || !engine->selection || !engine->prose || !engine->costs)
        jx_fail_memory(err, NULL);
    else
        engine->lua = jx_lua_later(pack, NULL, err);
    if (engine->lua)
        return engine;
    jx_engine_close(engine);
    return NULL;
}

void jx_engine_close(struct jx_engine *engine)
{
    if (!engine)
        return;
    jx_lua_close(engine->lua);
    memo_close(engine->memo);
    selection_close(engine->selection);
    prose_close(engine->prose);
    free(engine->costs);
    jx_arena_free(&engine->arena);
    jx_arena_free(&engine->input);
    free(engine);
}

struct jx_arena *jx_engine_input(struct jx_engine *engine)
{
    jx_arena_reset(&engine->input);
    return &engine->input;
}

bool jx_engine_cover(struct jx_engine *engine, jx_engine_used *used, void *ctx)
{
    engine->used = used;
    engine->used_ctx = ctx;
    return jx_lua_cover(engine->lua);
}

const struct jx_lua *jx_engine_lua(const struct jx_engine *engine)
{
    return engine->lua;
}

void jx_engine_weights(struct jx_engine *engine, const char *name)
{
    engine->wanted = name;
}

void jx_engine_review(struct jx_engine *engine, const struct jx_reviews *reviews)
{
    engine->reviews = reviews;
}

void jx_engine_scores_only(struct jx_engine *engine)
{
    engine->scores_only = true;
}

void jx_engine_explains(struct jx_engine *engine)
{
    engine->explains = engine->keeps_inputs = true;
}

/* Says in the result where handed-out weights come from. */
static void name_weights(const struct scoring *s, struct jx_result *result)
{
    if (!s->handed_out)
        return;
    result->weights = s->weights->name;
    result->weights_source = s->weights->source;
    result->weights_status = s->weights->status;
}

/* What writers need beside the scores: figures of the form as read, and its looks. */
static void describe(const struct scoring *s, struct jx_result *result)
{
    result->face = s->form ? s->form->face : NULL;
    result->has_budget = seen_amount(&s->funds[0][JX_FUND_ADJUSTED], &result->budget);
}

static bool no_memory(const struct jx_record *record, struct jx_error *err)
{
    struct jx_str code = record->cell[JX_REC_CODE].text;
    return jx_fail_kind(err, JX_ERR_SYSTEM, record->file, 0,
                        "out of memory while scoring '%.*s'", (int)code.n,
                        code.p ? code.p : "");
}

bool score_record(struct scoring *s, struct jx_engine *engine,
                  const struct jx_record *record, struct jx_arena *arena,
                  struct jx_result *result)
{
    struct jx_str form = record->cell[JX_REC_FORM].text;
    *s = (struct scoring){.engine = engine,
                          .pack = engine->pack,
                          .record = record,
                          .arena = arena,
                          .call = {.size = sizeof s->call,
                                   .math = &jx_exact_math,
                                   .verbs = &jx_ledger_verbs},
                          .form = jx_form_find(engine->pack, form)};
    select_form(s);
    engine->work = 0;
    if (!see_form(s))
        return false;
    weights_choose(s);
    if (s->framework && leaves_framework(s))
        s->framework = NULL;
    return (s->framework ? score_framework(s) : score_items(s)) && score_total(s, result);
}

const struct jx_result *jx_engine_score(struct jx_engine *engine,
                                        const struct jx_record *record,
                                        struct jx_error *err)
{
    const struct jx_pack *pack = engine->pack;
    struct jx_result *result = &engine->result;
    struct scoring s;
    jx_arena_reset(&engine->arena);
    *result = (struct jx_result){.size = sizeof *result,
                                 .pack_name = pack->name,
                                 .pack_version = pack->version,
                                 .pack_title = pack->title,
                                 .pack_digest = pack->digest,
                                 .pack_unsigned = pack->is_unsigned,
                                 .engine = JX_VERSION,
                                 .required = pack->required,
                                 .required_count = pack->required_count};
    if (!score_record(&s, engine, record, &engine->arena, result))
        return no_memory(record, err), NULL;
    if (!engine->scores_only) {
        audit_scores(&s);
        audit_totals(&s, result);
        audit_budget(&s);
        audit_rows(&s);
        audit_texts(&s);
        list_given(&s, result);
        if (engine->reviews)
            review_apply(&s, engine->reviews, result);
        if (engine->explains)
            list_reads(&s, result);
    }
    name_weights(&s, result);
    describe(&s, result);
    result->items = s.results;
    result->item_count = s.item_count;
    result->findings = s.findings;
    result->finding_count = s.finding_count;
    engine->compared = s.compared;
    if (s.failed)
        no_memory(record, err);
    return s.failed ? NULL : result;
}

const struct jx_cost *jx_engine_costs(const struct jx_engine *engine)
{
    return engine->costs;
}

uint64_t jx_engine_work(const struct jx_engine *engine)
{
    return engine->work;
}

struct jx_compared jx_engine_compared(const struct jx_engine *engine)
{
    return engine->compared;
}
