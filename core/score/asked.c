/* asked.c: what cells say beyond what is seen at once: worked out when first asked for, and
 * remembered with the text or the place. How cells are looked at is seen.c's business. */
#include "memo.h"
#include "recognise.h"
#include "scoring.h"
#include "strbuf.h"
#include "utf8.h"

#include <string.h>

const struct jx_reading *seen_reading(const struct seen *seen, struct jx_reading *room)
{
    struct known *known = seen_known(seen);
    if (known && known->reading)
        return known->reading;
    if (seen->kind == SEEN_NOTHING) {
        *room = (struct jx_reading){.kind = JX_READING_BLANK};
        return room;
    }
    if (seen->kind == SEEN_FIGURE) {
        *room = (struct jx_reading){.kind = JX_READING_NUMBER,
                                    .number = seen->number,
                                    .percent = seen->percent,
                                    .power = seen->percent ? -2 : 0};
        return room;
    }
    *room = jx_read(known ? known->text : seen_text(seen));
    if (!known || !(known->reading = jx_arena_room(known->arena, sizeof *room)))
        return room; /* where there is no memory it is read again: nothing is lost */
    *known->reading = *room;
    return known->reading;
}

bool seen_points_any(const struct seen *seen, bool percent, struct jx_dec *out)
{
    struct jx_reading room;
    return jx_points_of(seen_reading(seen, &room), percent, out);
}

bool seen_amount_any(const struct seen *seen, struct jx_dec *out)
{
    struct jx_reading room;
    return jx_amount_of(seen_reading(seen, &room), out);
}

bool seen_rate(const struct seen *seen, struct jx_dec *out, struct jx_dec *step)
{
    struct jx_reading room;
    if (seen->kind == SEEN_FIGURE)
        return jx_rate_of_figure(seen->number, seen->percent, seen->decimals, out, step);
    return jx_rate_of(seen_reading(seen, &room), jx_decimals_printed(seen_text(seen)),
                      out, step);
}

bool seen_level(const struct scoring *s, const struct seen *target,
                const struct seen *actual, struct jx_dec *share, bool *judge)
{
    struct known *known = seen_known(actual), *scale = seen_known(target);
    if (!known || !scale)
        return jx_level_read(s->pack, seen_text(target), jx_str_trim(seen_text(actual)),
                             share, judge);
    if (known->of_target != scale) {
        known->of_target = scale;
        known->is_level = jx_level_read(s->pack, scale->text, jx_str_trim(known->text),
                                        &known->share, &known->judge);
    }
    *share = known->share;
    *judge = known->judge;
    return known->is_level;
}

/* May there be a blank? By the bytes that begin one; most texts have none of these. */
static bool has_blank(struct jx_str text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c <= ' ' || c == 0xc2 || c == 0xe2 || c == 0xef ||
            (c == 0xe3 && i + 1 < text.n && (unsigned char)text.p[i + 1] == 0x80))
            return true;
    }
    return false;
}

static struct jx_str squeeze(struct scoring *s, struct jx_arena *arena,
                             struct jx_str text)
{
    if (!has_blank(text))
        return text;
    struct jx_str out = jx_str_squeeze(arena, text);
    s->failed |= !out.p;
    return out;
}

struct jx_str seen_squeezed(struct scoring *s, const struct seen *seen)
{
    struct known *known = seen_known(seen);
    if (seen->kind != SEEN_WORDS)
        return seen->kind == SEEN_FIGURE ? seen_text(seen) : (struct jx_str){0};
    if (!known)
        return squeeze(s, s->arena, seen_text(seen));
    if (!(known->has & HAS_SQUEEZED)) {
        known->squeezed = squeeze(s, known->arena, known->text);
        known->has |= HAS_SQUEEZED;
    }
    return known->squeezed;
}

struct jx_str squeeze_text(struct scoring *s, struct jx_str text)
{
    return squeeze(s, s->arena, text);
}

static uint64_t find_checks(struct scoring *s, const struct seen *name)
{
    uint64_t found = 0;
    if (!jx_pairs_may_match(&s->pack->check_pairs, seen_text(name)))
        return found;
    struct jx_str text = seen_squeezed(s, name);
    for (size_t i = 0; i < s->pack->target_check_count; i++) {
        const struct jx_target_check *check = &s->pack->target_checks[i];
        if (check->audited && check->when.name.count &&
            patterns_match(&check->when.name, text))
            found |= (uint64_t)1 << i % 64;
    }
    return found;
}

uint64_t seen_checks_any(struct scoring *s, const struct seen *name)
{
    struct known *known = seen_known(name);
    if (!known)
        return find_checks(s, name);
    if (!(known->has & HAS_CHECKS)) {
        known->checks = find_checks(s, name);
        known->has |= HAS_CHECKS;
    }
    return known->checks;
}

bool seen_nested(struct scoring *s, const struct seen *name)
{
    struct known *known = seen_known(name);
    if (!s->form || !s->form->fund_nested.count)
        return false;
    if (!known)
        return patterns_match(&s->form->fund_nested, seen_squeezed(s, name));
    if (!(known->has & HAS_NESTED)) {
        known->nested = patterns_match(&s->form->fund_nested, seen_squeezed(s, name));
        known->has |= HAS_NESTED;
    }
    return known->nested;
}

bool seen_words(struct scoring *s, const struct seen *seen, struct words *found)
{
    struct known *known = seen_known(seen);
    if (known && known->has & HAS_NO_WORDS)
        return false;
    prose_words(s->engine->prose, s->form_words, seen_text(seen), found);
    if (known && !found->there)
        known->has |= HAS_NO_WORDS;
    return found->there != 0;
}

bool text_is_dull(struct scoring *s, enum jx_record_key key, bool words)
{
    const struct known *known = *memo_last(s->engine->memo, MEMO_RECORD + key);
    const struct jx_str text = s->record->cell[key].text;
    if (!text.n)
        return true;
    return known && known->form == s->form && same_text(known->text, text) &&
           known->as.template == TEMPLATE_NONE && (!words || known->has & HAS_NO_WORDS);
}

/* Apart from take_row, which mostly takes two figures. */
static __attribute__((noinline)) void read_pair(const struct seen *target,
                                                const struct seen *actual,
                                                const struct place *place,
                                                struct jx_pair *out)
{
    const enum jx_nature nature = (enum jx_nature)place->nature;
    struct jx_reading room[2];
    jx_pair_of(seen_reading(target, &room[0]), seen_reading(actual, &room[1]),
               place->has_nature ? &nature : NULL, &place->unit, out);
}

static const struct seen *either_cell(const struct place *place, const struct seen *cell,
                                      int key)
{
    for (int k = 0; place && k < PLACE_CELLS; k++)
        if (place_keys[k] == key)
            return &place->cell[k];
    return &cell[key];
}

const struct seen *row_cell(const struct seen_row *row, int key)
{
    return either_cell(row->place, row->cell, key);
}

const struct seen *seen_cell(const struct scored *item, int key)
{
    return either_cell(item->place, item->cell, key);
}

void take_row(struct scored *item, const struct seen_row *row)
{
    const struct place *place = row->place;
    const struct seen *target = &row->cell[JX_IND_TARGET];
    const struct seen *actual = &row->cell[JX_IND_ACTUAL];
    item->place = row->place;
    item->cell = row->cell;
    item->actual_blank = !actual->content;
    item->two_figures = target->content && actual->content;
    if (target->kind == SEEN_FIGURE && actual->kind == SEEN_FIGURE && !target->percent &&
        !actual->percent) {
        jx_pair_of_figures(target->number, actual->number, (enum jx_nature)place->nature,
                           &place->unit, &item->pair);
    } else {
        read_pair(target, actual, place, &item->pair);
        item->two_figures &= item->pair.has_target && !item->pair.actual_bound;
    }
    item->two_figures &= item->pair.has_actual;
}

void take_month(const struct scoring *s, struct scored *item, const struct seen_row *row)
{
    struct jx_reading target, actual;
    long year;
    if (!jx_recognise_year(s->record->cell[JX_REC_YEAR].text, &year))
        return;
    jx_pair_month(&item->pair, seen_reading(&row->cell[JX_IND_TARGET], &target),
                  seen_reading(&row->cell[JX_IND_ACTUAL], &actual), &row->place->unit,
                  (int)year);
}

static uint64_t find_placed(struct scoring *s, const struct scored *item)
{
    const struct seen *unit = seen_cell(item, JX_IND_UNIT); /* or behind the target */
    uint64_t found = 0;
    for (size_t i = 0; i < s->pack->target_check_count; i++) {
        const struct jx_target_check *check = &s->pack->target_checks[i];
        if (check->audited && !check->when.name.count &&
            (!unit->content || seen_match(s, &check->when.unit, unit)) &&
            seen_match(s, &check->when.level1, seen_cell(item, JX_IND_LEVEL1)) &&
            seen_match(s, &check->when.level2, seen_cell(item, JX_IND_LEVEL2)) &&
            patterns_match(&check->when.nature, jx_nature_texts[item->pair.nature]))
            found |= (uint64_t)1 << i % 64;
    }
    return found;
}

uint64_t seen_placed(struct scoring *s, const struct scored *item)
{
    struct place *place = item->place;
    if (!place->has_placed || place->placed_nature != item->pair.nature) {
        place->placed = find_placed(s, item);
        place->placed_nature = (uint8_t)item->pair.nature;
        place->has_placed = true;
    }
    return place->placed;
}

int seen_group(struct scoring *s, const struct scored *item,
               int (*find)(struct scoring *s, const struct scored *item))
{
    struct place *place = item->place;
    if (!s->weights)
        return -1;
    if (place->of_weights != s->weights) {
        place->group = find(s, item);
        place->of_weights = s->weights;
    }
    return place->group;
}
