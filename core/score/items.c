/* items.c: every row of a form to a scored item: weight, rule, inputs, call, ledger. */
#include "scoring.h"

#include "lang.h"
#include "os_plugin.h"
#include "record.h"
#include "strbuf.h"

#include <stdio.h>
#include <string.h>

static __attribute__((cold)) void claim_unreadable(struct scoring *s,
                                                   const struct scored *item)
{
    finding_add(s, "value-unreadable", item->item, &item->item->reported,
                N_("the claimed score is no number"), NULL, 0);
}

void read_claim(struct scoring *s, struct scored *item)
{
    const struct seen *seen = claim_seen(s, item);
    item->item->reported = item->row
                               ? item->row->cell[JX_IND_REPORTED_SCORE]
                               : s->record->budget.total.cell[JX_FUND_REPORTED_SCORE];
    if (!seen->content)
        return;
    item->has_claimed = seen_points(seen, false, &item->claimed);
    item->item->has_claimed = item->has_claimed;
    item->item->claimed = item->claimed;
    if (!item->has_claimed)
        claim_unreadable(s, item);
}

static __attribute__((cold)) void unscored_line(struct jx_ledger *ledger, const char *why,
                                                const struct jx_arg *args, size_t count)
{
    jx_ledger_verbs.unscored(ledger, why, args, count);
}

/* What cannot be worked out from facts is what the evaluator says it is. `format` takes
 * one text. */
static bool judge(struct scored *item, struct jx_ledger *ledger, const char *format,
                  const struct jx_arg *why)
{
    if (!item->may_judge || !item->has_claimed)
        return false;
    item->judged = true;
    jx_ledger_verbs.award(ledger, item->claimed, format, why, 1);
    return true;
}

/* Applies the pack's policy to an item whose rule cannot be called. */
static void apply_missing(struct scoring *s, struct scored *item,
                          struct jx_ledger *ledger, const struct missing_input *missing)
{
    item->input_missing = true;
    if (judge_range(s, item, ledger, missing))
        return;
    struct jx_arg name = arg_words(input_name(s, missing->name));
    if (judge(item, ledger, N_("as the evaluator judged: no '%s' to check it with"),
              &name))
        return;
    /* A range is given: it is not missing, and never zero; until a person has judged,
     * its weight is shared like that of any item without points. */
    const enum jx_missing policy = item->selector->missing;
    item->redistributed = policy == JX_MISSING_REDISTRIBUTE;
    if (missing->judge)
        unscored_line(ledger, N_("'%s' is a range of the scale: a person must judge"),
                      &name, 1);
    else if (policy == JX_MISSING_ZERO)
        jx_ledger_verbs.reject(
            ledger, N_("'%s' is blank or unreadable: zero by the pack"), &name, 1);
    else if (missing->blank)
        unscored_line(ledger, N_("'%s' is blank"), &name, 1);
    else
        unscored_line(ledger, N_("'%s' cannot be read"), &name, 1);
}

static __attribute__((cold)) void rule_failed(struct scoring *s, struct scored *item,
                                              struct jx_ledger *ledger,
                                              enum jx_lua_status status,
                                              const struct jx_error *err)
{
    char text[sizeof err->text + sizeof err->path + 16];
    jx_error_print(err, text, sizeof text);
    char *kept = jx_arena_copy(s->arena, text, strlen(text));
    if (!kept) {
        s->failed = true;
        return;
    }
    struct jx_arg arg = arg_words(kept);
    struct jx_finding *finding =
        finding_add(s, status == JX_LUA_LIMIT ? "rule-limit" : "rule-error", item->item,
                    NULL, "%s", &arg, 1);
    finding->where = jx_str_of(kept);
    if (err->path[0]) /* what stands before the text: file and line, or the method */
        finding->where.n = strlen(kept) - strlen(err->text) - 2;
    jx_ledger_start(ledger, s->arena, item->selector->rule->name);
    unscored_line(ledger, N_("the rule failed"), NULL, 0);
}

void take_raised(struct scoring *s, const struct scored *item,
                 const struct jx_ledger *ledger)
{
    for (const struct jx_raised *r = ledger->raised; r; r = r->next) {
        struct jx_finding *finding =
            finding_add(s, r->code, item ? item->item : NULL, NULL, "", NULL, 0);
        finding->message = r->why;
        char *where = jx_arena_format(s->arena, "%s:%d", r->file ? r->file : "", r->line);
        if (where && r->line)
            finding->where = jx_str_of(where);
    }
}

/* The rule leaves the item to a person: then the evaluator's points count, with the
 * rule's reason beside them. */
static void judge_unscored(struct scored *item, struct jx_ledger *ledger)
{
    if (!ledger->unscored || !ledger->count)
        return;
    const struct jx_line *last = &ledger->lines[ledger->count - 1];
    char text[JX_WHY_BYTES];
    jx_why_render(&last->why, jx_lang_translate, text, sizeof text);
    struct jx_arg why = arg_words(text);
    struct jx_ledger judged = *ledger;
    judged.lines = NULL;
    judged.count = judged.capacity = 0;
    judged.unscored = false;
    if (judge(item, &judged, N_("as the evaluator judged: %s"), &why) && judged.count) {
        judged.lines[0].file = last->file;
        judged.lines[0].line = last->line;
        *ledger = judged;
    }
}

/* What is left of a call that did not go through, or came to no score. */
static __attribute__((cold, noinline)) void
settle_trouble(struct scoring *s, struct scored *item, struct jx_ledger *ledger)
{
    const struct jx_rule *rule = item->selector->rule;
    struct jx_error err = {0};
    if (ledger->fault) {
        char text[160];
        snprintf(text, sizeof text, _(ledger->fault), ledger->fault_number);
        jx_fail(&err, rule->name, 0, _("plugin '%s' gave something unusable: %s"),
                rule->plugin, text);
        rule_failed(s, item, ledger, JX_LUA_ERROR, &err);
    } else if (ledger->overflow) {
        jx_fail(&err, rule->name, 0, "more than %d ledger lines", JX_LEDGER_LINES);
        rule_failed(s, item, ledger, JX_LUA_LIMIT, &err);
    } else {
        judge_unscored(item, ledger);
    }
}

/* Apart from methods: an error takes a kilobyte, which is written only when something is
 * wrong. */
static __attribute__((noinline)) bool call_lua(struct scoring *s, struct scored *item,
                                               struct jx_ledger *ledger,
                                               const struct jx_value *inputs)
{
    const struct jx_selector *selector = item->selector;
    struct jx_error err;
    enum jx_lua_status status =
        jx_lua_score(s->engine->lua, selector->rule, item->item->weight, inputs,
                     selector->params, ledger, &err);
    count_work(s->engine, selector->rule, 1 + jx_lua_work(s->engine->lua));
    if (status != JX_LUA_OK)
        rule_failed(s, item, ledger, status, &err);
    return status == JX_LUA_OK;
}

static inline void call_method(struct scoring *s, const struct scored *item,
                               struct jx_ledger *ledger, const struct jx_value *inputs)
{
    const struct jx_rule *rule = item->selector->rule;
    struct jx_call *call = &s->call;
    if (!jx_ledger_room(ledger))
        return;
    call->full = item->item->weight;
    call->inputs = inputs;
    call->params = item->selector->params;
    call->ledger = ledger;
    call->args = ledger->args;
    ledger->inputs = inputs;
    ledger->input_count = rule->need_count;
    struct jx_os_inside before =
        jx_os_inside_set((struct jx_os_inside){"method", rule->method->name});
    rule->method->score(call);
    jx_os_inside_set(before);
    count_work(s->engine, rule, 1);
}

void call_rule(struct scoring *s, struct scored *item, struct jx_ledger *ledger,
               const struct jx_value *inputs)
{
    if (item->selector->rule->kind == JX_RULE_METHOD)
        call_method(s, item, ledger, inputs);
    else if (!call_lua(s, item, ledger, inputs))
        return;
    if (jx_ledger_troubled(ledger))
        settle_trouble(s, item, ledger);
}

static void no_weight(const struct scoring *s, struct jx_ledger *ledger)
{
    struct jx_arg arg = arg_text(s->absent);
    if (s->absent.n)
        unscored_line(ledger, N_("no weight: the form lacks the group %s"), &arg, 1);
    else if (s->handed_out)
        unscored_line(ledger, N_("no weight: the template has no place for this row"),
                      NULL, 0);
    else
        unscored_line(ledger, N_("no weight"), NULL, 0);
}

/* An input is missing. */
static __attribute__((cold, noinline)) void
score_without(struct scoring *s, struct scored *item, struct jx_ledger *ledger,
              const struct missing_input *missing)
{
    if (s->failed)
        return;
    note_unreadable(s, item, missing);
    apply_missing(s, item, ledger, missing);
}

/* An item that no rule is called for. */
static __attribute__((cold, noinline)) void
pass_over(struct scoring *s, struct scored *item, bool overlap, struct jx_ledger *ledger)
{
    if (item->detail) {
        jx_ledger_verbs.award(ledger, jx_dec_int(0),
                              N_("beneath an indicator: no weight of its own"), NULL, 0);
    } else if (!item->selector) {
        unscored_line(ledger, N_("no rule of the pack applies to this row"), NULL, 0);
    } else if (overlap) {
        struct jx_arg arg = arg_words(item->selector->key);
        finding_add(s, "rule-error", item->item, NULL,
                    N_("two selectors of equal priority apply, '%s' is one: give them "
                       "different priorities"),
                    &arg, 1);
        unscored_line(ledger, N_("two rules apply"), NULL, 0);
    } else if (!item->item->has_weight) {
        no_weight(s, ledger);
    } else {
        item->redistributed = true;
        unscored_line(ledger, N_("does not apply here"), NULL, 0);
    }
}

/* Of a rule that asks for something else than two figures; NULL: one is missing, and the
 * ledger has what comes of it. */
static __attribute__((noinline)) struct jx_value *
look_for_inputs(struct scoring *s, struct scored *item, struct jx_ledger *ledger)
{
    struct missing_input missing;
    struct jx_value *inputs = rule_inputs(s, item, item->selector, &missing);
    if (!inputs)
        score_without(s, item, ledger, &missing);
    return inputs;
}

void score_item(struct scoring *s, struct scored *item, bool overlap)
{
    struct jx_item *result = item->item;
    const struct jx_selector *selector = item->selector;
    struct jx_ledger *ledger = &s->ledger;
    jx_ledger_start(ledger, s->arena, selector ? selector->rule->name : "");
    ledger->formats = &s->engine->formats;
    result->rule = ledger->file;
    result->clause = selector ? selector->clause : "";
    item->judged = false;
    item->range = NULL;
    bool start_full = selector && selector->rule->start_full, called = false;
    if (!selector || !result->has_weight ||
        overlap | item->detail | item->not_applicable) {
        pass_over(s, item, overlap, ledger);
    } else if (item->inputs || (item->inputs = pair_inputs(s, item)) != NULL ||
               (item->inputs = look_for_inputs(s, item, ledger)) != NULL) {
        call_rule(s, item, ledger, item->inputs);
        called = true;
    }
    if (ledger->raised)
        take_raised(s, item, ledger);
    result->judged = item->judged;
    item->in_full = jx_ledger_settle(ledger, start_full && !item->judged,
                                     s->pack->round_item, result);
    if (called && s->engine->used)
        s->engine->used(s->engine->used_ctx, selector, result);
}

static void prepare_budget(struct scoring *s, struct scored *item, struct jx_item *result)
{
    static const struct seen none[JX_IND_COUNT];
    *item = (struct scored){.item = result, .cell = none};
    *result = (struct jx_item){
        .index = JX_INDEX_BUDGET,
        .level1 = s->form ? s->form->budget_level1 : jx_str_of(""),
        .name = s->form ? s->form->budget_name : jx_str_of(""),
    };
    item->actual_blank = !s->funds[0][JX_FUND_EXECUTED].content;
    read_weight(s, item);
}

static void prepare_row(struct scoring *s, struct scored *item, struct jx_item *result,
                        int32_t index)
{
    const struct jx_indicator *row = &s->record->indicators[index];
    *item = (struct scored){.item = result, .row = row};
    *result = (struct jx_item){
        .index = index,
        .level1 = row->cell[JX_IND_LEVEL1].text,
        .level2 = row->cell[JX_IND_LEVEL2].text,
        .name = row->cell[JX_IND_NAME].text,
    };
    take_row(item, &s->rows[index]);
    if (item->pair.has_target && !item->pair.has_actual && !item->actual_blank)
        take_month(s, item, &s->rows[index]);
    read_weight(s, item);
}

static inline void score_next(struct scoring *s, struct scored *item)
{
    bool overlap = false;
    if (!item->row) {
        item->selector = select_part(s, true);
    } else {
        item->selector = select_row(s, item, &overlap);
        item->actual_blank = item->actual_blank && !answers_yes_or_no(item);
    }
    note_weight(s, item);
    read_claim(s, item);
    score_item(s, item, overlap);
}

/* The budget block is an item where the form or the pack gives it a weight; where the form
 * has no column for one, only when it tells what was spent, and its rows do not fill the
 * total already. */
static bool budget_is_item(struct scoring *s)
{
    const struct jx_cell *total = s->record->budget.total.cell;
    bool spent = total[JX_FUND_EXECUTED].kind != JX_ABSENT ||
                 total[JX_FUND_RATE].kind != JX_ABSENT;
    return s->record->budget.present &&
           (total[JX_FUND_WEIGHT].kind != JX_ABSENT ||
            (spent && s->budget_group >= 0 && !weights_without_budget(s)));
}

/* Weights first: what a row weighs may depend on all the others. */
bool score_items(struct scoring *s)
{
    bool budget = budget_is_item(s);
    size_t count = s->record->indicator_count + budget;
    s->items = jx_arena_room(s->arena, count * sizeof *s->items);
    s->results = jx_arena_room(s->arena, count * sizeof *s->results);
    if (!s->items || !s->results)
        return false;
    s->item_count = count;
    if (budget)
        prepare_budget(s, s->items, s->results);
    for (size_t i = budget; i < count; i++)
        prepare_row(s, &s->items[i], &s->results[i], (int32_t)(i - budget));
    weights_hand_out(s);
    weights_check(s);
    for (size_t i = 0; i < count; i++)
        score_next(s, &s->items[i]);
    return !s->failed;
}
