/* inputs.c: from a rule's needs to values: numbers in the target's unit, levels on the
 * pack's scale, texts without the blank form's instructions. Rules never parse. */
#include "scoring.h"

#include "lang.h"
#include "recognise.h"
#include "record.h"
#include "strbuf.h"

/* A need without id speaks of the item itself. */
static const struct jx_cell *fact_cell(const struct jx_fact *facts, size_t count,
                                       const struct scored *item,
                                       const struct jx_bound_need *need)
{
    struct jx_str own = {0};
    if (!need->id.n && item->item && item->item->id)
        own = jx_str_of(item->item->id);
    for (size_t i = 0; i < count; i++)
        if (jx_str_eq(facts[i].id, need->id.n ? need->id : own) &&
            jx_str_eq(facts[i].field, need->field))
            return &facts[i].value;
    return NULL;
}

const struct jx_cell *need_cell(const struct scoring *s, const struct scored *item,
                                const struct jx_bound_need *need)
{
    const struct jx_record *record = s->record;
    switch (need->scope) {
    case JX_SCOPE_ROW:
        return item->row ? &item->row->cell[need->key]
                         : &record->budget.total.cell[need->key];
    case JX_SCOPE_BUDGET: return &record->budget.total.cell[need->key];
    case JX_SCOPE_RECORD: return &record->cell[need->key];
    case JX_SCOPE_FACT: return fact_cell(record->facts, record->fact_count, item, need);
    case JX_SCOPE_PEER: return fact_cell(record->peers, record->peer_count, item, need);
    }
    return NULL;
}

/* What the cell of a need says; `cell` may be NULL. `room` is for one that was not seen
 * yet. */
static const struct seen *need_seen(struct scoring *s, const struct scored *item,
                                    const struct jx_bound_need *need,
                                    const struct jx_cell *cell, struct seen *room)
{
    if (need->scope == JX_SCOPE_ROW && item->row)
        return seen_cell(item, need->key);
    if (need->scope == JX_SCOPE_ROW || need->scope == JX_SCOPE_BUDGET)
        return &s->funds[0][need->key];
    *room = (struct seen){0};
    if (cell)
        see(s, cell, room);
    return room;
}

static bool fund_number(int key, const struct seen *seen, struct jx_dec *out)
{
    struct jx_dec step;
    if (key == JX_FUND_RATE)
        return seen_rate(seen, out, &step);
    if (key == JX_FUND_WEIGHT || key == JX_FUND_REPORTED_SCORE)
        return seen_points(seen, false, out);
    return seen_amount(seen, out);
}

/* Numbers of a row: target and actual come from the pair, on the target's unit. */
static bool row_number(const struct scoring *s, const struct scored *item, int key,
                       struct jx_dec *out, struct missing_input *missing)
{
    const struct jx_pair *pair = &item->pair;
    if (key == JX_IND_TARGET) {
        *out = pair->target_value;
        return pair->has_target;
    }
    if (key == JX_IND_ACTUAL) {
        *out = pair->actual_value;
        missing->why = pair->why;
        return pair->has_actual && (!pair->actual_bound || pair->bound_decides);
    }
    return seen_points(seen_cell(item, key), s->weights && s->weights->weights_percent,
                       out);
}

static bool plain_day(const struct seen *seen, struct jx_dec *out)
{
    struct jx_reading room;
    int64_t day = 0;
    bool known = jx_date_day(seen_reading(seen, &room), &day);
    *out = jx_dec_int(day);
    return known;
}

static bool row_day(const struct scored *item, int key, struct jx_dec *out,
                    struct missing_input *missing)
{
    const struct jx_pair *pair = &item->pair;
    if (key != JX_IND_TARGET && key != JX_IND_ACTUAL)
        return plain_day(seen_cell(item, key), out);
    if (key == JX_IND_ACTUAL)
        missing->why = pair->why;
    *out = jx_dec_int(key == JX_IND_TARGET ? pair->target_day : pair->actual_day);
    return pair->has_days ||
           (key == JX_IND_TARGET && pair->target_kind == JX_READING_DATE);
}

/* A share beside a peers' average without its percent sign, or the other way round: one of
 * them is a hundred times what was meant. Facts without a figure say nothing. */
static bool unlike_facts(const struct jx_record *record, struct jx_str id, bool percent)
{
    bool any = false;
    for (size_t i = 0; i < record->fact_count; i++) {
        struct jx_reading fact;
        if (!jx_str_eq(record->facts[i].id, id))
            continue;
        fact = jx_read(record->facts[i].value.text);
        if (fact.kind == JX_READING_NUMBER && fact.percent == percent)
            return false;
        any |= fact.kind == JX_READING_NUMBER;
    }
    return any;
}

static bool fact_is_certain(const struct scoring *s, const struct scored *item,
                            const struct jx_bound_need *need,
                            const struct jx_reading *reading,
                            struct missing_input *missing)
{
    struct jx_str id = need->id;
    if (!id.n && item->item && item->item->id)
        id = jx_str_of(item->item->id);
    if (reading->kind != JX_READING_NUMBER)
        return false;
    if (reading->comparator != JX_NATURE_NONE && reading->comparator != JX_NATURE_EQ)
        missing->why = N_("only a bound: the figure itself is not given");
    else if (need->scope == JX_SCOPE_PEER &&
             unlike_facts(s->record, id, reading->percent))
        missing->why = N_("a percent sign with this figure or the peers' alone: perhaps "
                          "a hundredfold apart");
    return !missing->why;
}

/* Money is in 万元, as that of the budget block: with its unit or without. */
static bool plain_number(const struct scoring *s, const struct scored *item,
                         const struct jx_bound_need *need, const struct seen *seen,
                         struct jx_dec *out, struct missing_input *missing)
{
    struct jx_reading room;
    const struct jx_reading *reading = seen_reading(seen, &room);
    if (!fact_is_certain(s, item, need, reading, missing))
        return false;
    if (jx_str_is(reading->unit, "元"))
        return seen_amount(seen, out);
    *out = jx_dec_shift(reading->number, reading->power);
    return true;
}

static bool flag_read(struct jx_str text, bool *out)
{
    static const char *const yes[] = {"是", "有", "√", "true", "1", "yes", "Y"};
    static const char *const no[] = {"否", "无", "×", "false", "0", "no", "N"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        if (jx_str_is(text, yes[i]))
            return *out = true, true;
        if (jx_str_is(text, no[i]))
            return *out = false, true;
    }
    return false;
}

static bool need_value(struct scoring *s, const struct scored *item,
                       const struct jx_bound_need *bound, uint8_t type,
                       const struct seen *seen, struct jx_value *out,
                       struct missing_input *missing)
{
    bool row = bound->scope == JX_SCOPE_ROW && item->row;
    bool funds =
        bound->scope == JX_SCOPE_BUDGET || (bound->scope == JX_SCOPE_ROW && !row);
    out->type = type;
    switch (type) {
    case JX_T_NUMBER:
        return row     ? row_number(s, item, bound->key, &out->number, missing)
               : funds ? fund_number(bound->key, seen, &out->number)
                       : plain_number(s, item, bound, seen, &out->number, missing);
    case JX_T_LEVEL: {
        struct seen none = {0};
        const struct seen *target = row ? &item->cell[JX_IND_TARGET] : &none;
        if (seen_level(s, target, seen, &out->number, &missing->judge))
            return true;
        if (missing->judge && s->pack->judged_levels)
            missing->range =
                jx_level_range(s->pack, seen_text(target), jx_str_trim(seen_text(seen)));
        out->number = item->end;
        return item->at_end && missing->range && missing->range == item->range;
    }
    case JX_T_DATE:
        return row ? row_day(item, bound->key, &out->number, missing)
                   : plain_day(seen, &out->number);
    case JX_T_FLAG: return flag_read(jx_str_trim(seen_text(seen)), &out->flag);
    default:
        out->text = row && bound->key == JX_IND_NATURE
                        ? jx_nature_texts[item->pair.nature]
                        : jx_str_trim(need_cell(s, item, bound)->text);
        return true;
    }
}

/* The nature may stand in the target cell, so that column need not be there. */
static bool is_nature(const struct scored *item, const struct jx_bound_need *need)
{
    return need->scope == JX_SCOPE_ROW && item->row && need->key == JX_IND_NATURE;
}

/* 无 stands for nothing in most cells; where yes or no is asked, it is the answer. */
static bool is_answer(const struct jx_need *need, const struct jx_cell *cell)
{
    bool yes;
    return need->type == JX_T_FLAG && flag_read(jx_str_trim(cell->text), &yes);
}

bool answers_yes_or_no(const struct scored *item)
{
    const struct jx_selector *selector = item->selector;
    for (size_t i = 0; selector && i < selector->rule->need_count; i++)
        if (selector->needs[i].scope == JX_SCOPE_ROW &&
            selector->needs[i].key == JX_IND_ACTUAL)
            return is_answer(&selector->rule->needs[i], &item->row->cell[JX_IND_ACTUAL]);
    return false;
}

/* The values are the engine's, by where the three stand: only what differs from row to row
 * is written. Nobody may come back to them. */
struct jx_value *pair_inputs(const struct scoring *s, const struct scored *item)
{
    const struct jx_pair_needs *needs = &item->selector->pair_needs;
    const struct jx_pair *pair = &item->pair;
    if (!needs->all || !item->two_figures || s->engine->keeps_inputs)
        return NULL;
    struct jx_value *values = s->engine->pairs[needs->nature][needs->target];
    values[needs->nature].type = JX_T_TEXT;
    values[needs->nature].text = jx_nature_texts[pair->nature];
    values[needs->target].type = values[needs->actual].type = JX_T_NUMBER;
    values[needs->target].number = pair->target_value;
    values[needs->actual].number = pair->actual_value;
    return values;
}

/* One of them. `missing` tells of the last one that was. */
static bool rule_input(struct scoring *s, const struct scored *item,
                       const struct jx_need *need, const struct jx_bound_need *bound,
                       struct jx_value *out, struct missing_input *missing)
{
    const struct jx_cell *cell = need_cell(s, item, bound);
    struct seen room;
    const struct seen *seen = need_seen(s, item, bound, cell, &room);
    bool filled =
        is_nature(item, bound) || (cell && (seen->content || is_answer(need, cell)));
    *out = (struct jx_value){0};
    missing->why = NULL;
    missing->judge = false;
    if (filled && need_value(s, item, bound, need->type, seen, out, missing))
        return true;
    missing->name = need->name;
    missing->cell = cell;
    missing->blank = !filled;
    return false;
}

struct jx_value *rule_inputs(struct scoring *s, const struct scored *item,
                             const struct jx_selector *selector,
                             struct missing_input *missing)
{
    const struct jx_rule *rule = selector->rule;
    struct jx_value *values = jx_arena_room(s->arena, rule->need_count * sizeof *values);
    s->failed |= !values;
    *missing = (struct missing_input){0};
    for (size_t i = 0; values && i < rule->need_count; i++) {
        const struct jx_need *need = &rule->needs[i];
        if (rule_input(s, item, need, &selector->needs[i], &values[i], missing))
            continue;
        values[i] = (struct jx_value){0};
        if (!need->optional)
            return NULL;
    }
    return values;
}

/* What a cell is that an input cannot be read from; NULL: nothing that is known. */
static const char *why_unreadable(const struct scored *item,
                                  const struct missing_input *missing)
{
    if (missing->why)
        return missing->why;
    const struct jx_reading reading = jx_read(missing->cell->text);
    if (reading.kind == JX_READING_UNREADABLE)
        return reading.why;
    if (reading.kind == JX_READING_DATE)
        return N_("a date, not a figure");
    if (reading.kind != JX_READING_NUMBER)
        return NULL;
    return item->row && missing->cell == &item->row->cell[JX_IND_TARGET]
               ? N_("comparators that contradict")
               : N_("a figure, but not of the kind that is asked for");
}

void note_unreadable(struct scoring *s, struct scored *item,
                     const struct missing_input *missing)
{
    if (missing->blank || missing->judge || !missing->cell)
        return;
    if (item->row && missing->cell == &item->row->cell[JX_IND_ACTUAL] &&
        item->pair.fit == JX_FIT_DIFFERENT)
        return; /* a figure that can be read, of another unit: unit-suspect says so */
    const char *why = why_unreadable(item, missing);
    struct jx_arg args[2] = {arg_words(input_name(s, missing->name)),
                             arg_words(why ? jx_lang_translate(why) : "")};
    if (why)
        finding_add(s, "value-unreadable", item->item, missing->cell, N_("'%s': %s"),
                    args, 2);
    else
        finding_add(s, "value-unreadable", item->item, missing->cell,
                    N_("'%s' is neither a number nor a level of the scale"), args, 1);
}
