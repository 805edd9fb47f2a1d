/* total.c: items to groups to a total: group sums, adjustments in order, ceiling,
 * rounding, grade. The order is the contract's; each step rounds by the pack's policy. */
#include "scoring.h"

#include "lang.h"
#include "memo.h"
#include "record.h"
#include "strbuf.h"

static struct jx_dec rounded(struct jx_dec value, struct jx_rounding round)
{
    return round.mode == JX_ROUND_NONE
               ? value
               : jx_dec_round(jx_dec_read15(value), round.digits, round.mode);
}

/* A group while it is added up. */
struct tally {
    struct jx_str level1; /* of its first row */
    const struct known
        *known; /* ... where that text is: then it is known once; or NULL */
    struct jx_sum weight, score;
    bool scored, open; /* an item has a score, has none and needs one */
};

/* *end: behind the last so far. */
static struct tally *find_tally(struct jx_str level1, const struct known *known,
                                struct tally *tallies, struct tally **end)
{
    struct tally *tally = tallies, *last = *end;
    for (; tally < last; tally++)
        if (known && tally->known ? known == tally->known
                                  : same_text(tally->level1, level1))
            return tally;
    *tally = (struct tally){.level1 = level1, .known = known};
    *end = tally + 1;
    return tally;
}

struct sums {
    struct jx_sum score;
    bool scored;
    bool kept;            /* an item has a score to which weights can be handed */
    size_t redistributed; /* items whose weight is handed to the others */
};

/* What an item has to do with the score of its group, where that is not just its own. */
static __attribute__((cold)) void sum_unusual(const struct scored *scored,
                                              struct tally *tally, struct sums *sums)
{
    if (scored->item->scored) /* handed on, and scored nevertheless */
        jx_sum_add(&tally->score, scored->item->score);
    else if (scored->redistributed)
        sums->redistributed++;
    else
        tally->open = true;
}

/* Adds up the items' groups, and the template's beside them. Returns where they end. */
static struct tally *sum_items(struct scoring *s, struct tally *tallies,
                               struct sums *sums)
{
    const struct scored *end = s->items + s->item_count;
    const bool has_places = !s->framework;
    struct tally *tally = NULL, *last = tallies;
    struct jx_sum nowhere = {0}, *usual = s->group_weights;
    for (const struct scored *scored = s->items; scored < end; scored++) {
        const struct jx_item *item = scored->item;
        const struct place *place = has_places ? scored->place : NULL;
        const struct known *known = place ? seen_known(&place->cell[PLACE_LEVEL1]) : NULL;
        if (!tally || !known || known != tally->known) /* mostly rows stand together */
            tally = find_tally(item->level1, known, tallies, &last);
        int group = place ? weights_group(s, scored) : s->budget_group;
        jx_sum_add_both(&tally->weight, group < 0 ? &nowhere : &usual[group],
                        item->weight);
        if (item->scored & !scored->redistributed) {
            tally->scored = true;
            jx_sum_add(&tally->score, item->score);
        } else {
            sum_unusual(scored, tally, sums);
        }
    }
    return last;
}

/* A group has a score when one of its items has, and none is open: weights handed to the
 * others leave nothing open. */
static struct jx_group *sum_groups(struct scoring *s, size_t *count, struct sums *sums)
{
    size_t usual_count = s->weights ? s->weights->group_count : 0;
    struct tally *tallies = jx_arena_room(s->arena, s->item_count * sizeof *tallies);
    s->group_weights = jx_arena_array(s->arena, usual_count, sizeof *s->group_weights);
    if (!tallies || !s->group_weights)
        return NULL;
    s->weighed = s->scores = (struct jx_sum){0};
    const struct tally *end = sum_items(s, tallies, sums);
    *count = (size_t)(end - tallies);
    struct jx_group *groups = jx_arena_room(s->arena, *count * sizeof *groups);
    struct jx_group *group = groups;
    sums->scored = s->item_count > 0;
    for (const struct tally *tally = tallies; groups && tally < end; tally++, group++) {
        *group = (struct jx_group){
            .level1 = tally->level1,
            .weight = jx_sum_printed(&tally->weight),
            .score = rounded(jx_sum_printed(&tally->score), s->pack->round_group),
            .scored = tally->scored & !tally->open};
        jx_sum_add(&sums->score, group->score);
        jx_sum_join(&s->weighed, &tally->weight);
        jx_sum_join(&s->scores, &tally->score);
        sums->scored &= !tally->open;
        sums->kept |= tally->scored;
    }
    sums->scored &= sums->kept;
    return groups;
}

static void push_core_line(struct jx_ledger *ledger, enum jx_verb verb,
                           struct jx_dec points, const char *why)
{
    struct jx_why reason = {.format = jx_str_of(why), .translate = true};
    jx_ledger_add_kept(ledger, verb, points, &reason, "", 0);
}

static void redistribute(const struct scoring *s, struct jx_dec score,
                         struct jx_ledger *ledger)
{
    struct jx_dec all = {0, 0}, kept = {0, 0}; /* weights; kept: of items that count */
    bool ok = true;
    for (size_t i = 0; i < s->item_count; i++) {
        const struct jx_item *item = s->items[i].item;
        all = jx_dec_add(all, item->weight);
        if (item->scored)
            kept = jx_dec_add(kept, item->weight);
    }
    struct jx_dec scaled = jx_dec_muldiv(score, all, kept, &ok);
    if (ok)
        push_core_line(ledger, JX_AWARD, jx_dec_sub(scaled, score),
                       N_("weights of unscored items handed to the others"));
}

static struct jx_value budget_value(struct scoring *s)
{
    static const int keys[] = {JX_FUND_INITIAL, JX_FUND_ADJUSTED, JX_FUND_EXECUTED,
                               JX_FUND_RATE};
    const struct jx_cell *cells = s->record->budget.total.cell;
    struct jx_value *items = jx_arena_array(s->arena, 4, sizeof *items);
    size_t count = 0;
    for (size_t i = 0; items && i < 4; i++) {
        struct jx_dec number, step;
        struct jx_str text = jx_str_trim(cells[keys[i]].text);
        bool ok = keys[i] == JX_FUND_RATE ? jx_rate_read(text, &number, &step)
                                          : jx_amount_read(text, &number);
        if (ok)
            items[count++] = (struct jx_value){.type = JX_T_NUMBER,
                                               .number = number,
                                               .key = jx_str_of(jx_fund_keys[keys[i]])};
    }
    return (struct jx_value){.type = JX_T_MAP, .items = items, .count = count};
}

static void run_total_rule(struct scoring *s, const struct jx_selector *selector,
                           const struct jx_total_view *view, struct jx_ledger *ledger)
{
    struct missing_input missing = {0};
    struct scored whole = {0};
    struct jx_value *inputs = rule_inputs(s, &whole, selector, &missing);
    struct jx_arg name = arg_words(missing.name ? missing.name : "");
    if (!inputs) /* a veto that was not looked for is none that was passed */
        jx_ledger_verbs.unscored(
            ledger, N_("the rule of the total needs '%s', which is blank or unreadable"),
            &name, 1);
    if (!inputs || selector->rule->kind != JX_RULE_LUA || !selector->rule->has_total)
        return;
    struct jx_error err = {0};
    struct jx_dec full = s->framework ? s->framework->total
                         : s->weights ? s->weights->total
                                      : s->pack->ceiling;
    enum jx_lua_status status = jx_lua_total(s->engine->lua, selector->rule, full, view,
                                             inputs, selector->params, ledger, &err);
    count_work(s->engine, selector->rule, 1 + jx_lua_work(s->engine->lua));
    if (s->engine->used)
        s->engine->used(s->engine->used_ctx, selector, NULL);
    if (status == JX_LUA_OK && !ledger->overflow) {
        take_raised(s, NULL, ledger);
        return;
    }
    char text[1100];
    jx_error_print(&err, text, sizeof text);
    struct jx_arg arg = arg_words(jx_arena_format(s->arena, "%s", text));
    finding_add(s,
                status == JX_LUA_LIMIT || ledger->overflow ? "rule-limit" : "rule-error",
                NULL, NULL, "%s", &arg, 1);
    jx_ledger_start(ledger, s->arena, selector->rule->name);
    jx_ledger_verbs.unscored(ledger, N_("the rule failed"), NULL, 0);
}

/* Applies adjustment lines in order. A cap only ever lowers; a veto makes it zero. The
 * points of cap and veto lines become the change they made. */
static struct jx_dec apply(struct jx_ledger *ledger, struct jx_dec total)
{
    for (size_t i = 0; i < ledger->count; i++) {
        struct jx_line *line = &ledger->lines[i];
        struct jx_dec before = total;
        if (line->verb == JX_AWARD)
            total = jx_dec_add(total, line->points);
        else if (line->verb == JX_DEDUCT)
            total = jx_dec_sub(total, line->points);
        else if (line->verb == JX_VETO || line->verb == JX_REJECT)
            total = jx_dec_int(0);
        else if (line->verb == JX_CAP && jx_dec_cmp(total, line->points) > 0)
            total = line->points;
        if (line->verb == JX_CAP || line->verb == JX_VETO || line->verb == JX_REJECT)
            line->points = jx_dec_sub(total, before);
    }
    return total;
}

static void finish(struct scoring *s, struct jx_ledger *ledger, struct jx_dec total,
                   struct jx_result *result)
{
    struct jx_dec clamped = total;
    if (jx_dec_sign(clamped) < 0)
        clamped = jx_dec_int(0);
    if (jx_dec_cmp(clamped, s->pack->ceiling) > 0)
        clamped = s->pack->ceiling;
    if (jx_dec_cmp(clamped, total) != 0)
        push_core_line(ledger, JX_CLAMP, jx_dec_sub(clamped, total),
                       N_("total kept between zero and the ceiling"));
    struct jx_dec final = rounded(clamped, s->pack->round_total);
    if (jx_dec_cmp(final, clamped) != 0)
        push_core_line(ledger, JX_ROUND, jx_dec_sub(final, clamped),
                       N_("rounded as the pack says"));
    result->total = final;
    result->has_total = true;
    for (size_t i = 0; i < s->pack->grade_count; i++)
        if (jx_dec_cmp(final, s->pack->grades[i].from) >= 0) {
            result->grade = s->pack->grades[i].name;
            break;
        }
}

/* Names the items without a score, so that the reader knows what to do; those whose weight
 * was to be handed on too, where not `any` item has a score to hand it to. */
static void explain_unscored(struct scoring *s, bool any)
{
    enum { NAMED = 3 };
    struct jx_strbuf names = {0};
    size_t count = 0;
    for (size_t i = 0; i < s->item_count; i++) {
        if (s->items[i].item->scored || (any && s->items[i].redistributed))
            continue;
        struct jx_str name = s->items[i].item->name;
        if (count < NAMED) {
            jx_strbuf_puts(&names, count ? "、" : "");
            jx_strbuf_add(&names, name.p, name.n);
        }
        count++;
    }
    char *kept = names.failed
                     ? NULL
                     : jx_arena_copy(s->arena, names.text ? names.text : "", names.len);
    jx_strbuf_free(&names);
    if (!kept) {
        s->failed = true;
        return;
    }
    struct jx_arg args[2] = {arg_dec(jx_dec_int((int64_t)count)), arg_words(kept)};
    if (!s->record->indicator_count && !s->framework)
        finding_add(s, "total-unscored", NULL, NULL,
                    N_("no total: the form has no indicators"), NULL, 0);
    else
        finding_add(s, "total-unscored", NULL, NULL,
                    count > NAMED ? N_("no total: %d items unscored (%s …)")
                                  : N_("no total: %d items unscored (%s)"),
                    args, 2);
}

bool lacks_indicators(const struct scoring *s)
{
    bool prose = s->form && s->form->report;
    return s->record->has_indicators || (!s->record->fact_count && !prose);
}

bool total_listed(const struct scoring *s)
{
    const struct jx_record *record = s->record;
    return !s->framework && !record->has_indicators && !record->fact_count &&
           jx_str_trim(record->cell[JX_REC_REPORTED_TOTAL].text).n > 0;
}

bool score_total(struct scoring *s, struct jx_result *result)
{
    struct sums sums = {0};
    size_t count = 0;
    struct jx_group *groups = sum_groups(s, &count, &sums);
    if (!groups)
        return false;
    result->groups = groups;
    result->group_count = count;
    result->grade = "";
    bool rows =
        s->framework || s->record->indicator_count > 0 || s->record->fact_count > 0;
    struct jx_ledger ledger;
    jx_ledger_start(&ledger, s->arena, "");
    struct jx_dec score = jx_sum_value(&sums.score);
    if (sums.scored && rows) {
        if (sums.redistributed)
            redistribute(s, score, &ledger);
        const struct jx_selector *selector = select_part(s, false);
        if (selector) {
            struct jx_value budget = budget_value(s);
            struct jx_total_view view = {s->results, s->item_count, groups, count,
                                         score,      true,          &budget};
            run_total_rule(s, selector, &view, &ledger);
        }
    }
    if (!sums.scored || !rows) {
        if (!total_listed(s)) /* there nothing is to be mended */
            explain_unscored(s, sums.kept);
    } else if (ledger.unscored)
        finding_add(s, "total-unscored", NULL, NULL,
                    N_("no total: the pack's total rule gave "
                       "none"),
                    NULL, 0);
    else
        finish(s, &ledger, apply(&ledger, score), result);
    result->adjustments = ledger.lines;
    result->adjustment_count = ledger.count;
    return !s->failed;
}
