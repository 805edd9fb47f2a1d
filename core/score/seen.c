/* seen.c: what the cells of a form say, each read once.
 *
 * Signs, units and phrases stand in thousands of forms: what they are is remembered from
 * record to record, up to a bound. It depends on nothing but the text, the form and the
 * pack, so no result depends on what was scored before. */
#include "seen.h"

#include "memo.h"
#include "recognise.h"
#include "record.h"
#include "scoring.h"
#include "strbuf.h"
#include "utf8.h"

#include <string.h>

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "95" and "95.20%", as most cells of a form are. */
static inline bool see_figure(struct jx_str text, struct seen *seen)
{
    bool percent = text.n > 1 && text.p[text.n - 1] == '%';
    int decimals =
        jx_dec_parse_figure((struct jx_str){text.p, text.n - percent}, &seen->number);
    seen->text = text;
    seen->known = NULL;
    seen->kind = SEEN_FIGURE;
    seen->template = TEMPLATE_NONE;
    seen->decimals = (uint8_t)decimals;
    seen->percent = percent;
    seen->content = true;
    return decimals >= 0;
}

static enum template_mark template_of(const struct scoring *s, struct jx_str text)
{
    bool only = false;
    if (!s->form || !jx_template_match(s->form, text, &only))
        return TEMPLATE_NONE;
    return only ? TEMPLATE_ONLY : TEMPLATE_BESIDE;
}

static struct seen judge_words(const struct scoring *s, struct jx_str text)
{
    struct seen seen = {.text = text};
    if (!jx_str_trim(text).n)
        return seen;
    seen.kind = SEEN_WORDS;
    seen.template = (uint8_t)template_of(s, text);
    seen.content = seen.template != TEMPLATE_ONLY && !jx_reading_blank(text);
    return seen;
}

static inline void see_words(struct scoring *s, struct jx_str text, struct seen *seen)
{
    struct known *known = memo_find(s->engine->memo, text, s->form);
    if (known && !known->as.known) {
        known->as = judge_words(s, known->text);
        known->as.known = known;
    }
    *seen = known ? known->as : judge_words(s, text);
    seen->text = text;
    s->has_template |= seen->template != TEMPLATE_NONE;
}

/* Cells in a row. Where anything may be an instruction, even a figure may. */
static void look(struct scoring *s, const struct jx_cell *cell, size_t count,
                 struct seen *seen)
{
    const bool all_may = s->form && s->form->template_pairs.all;
    for (const struct jx_cell *end = cell + count; cell < end; cell++, seen++) {
        struct jx_str text = cell->text;
        if (!text.n || cell->kind == JX_ABSENT)
            *seen = (struct seen){.text = text};
        else if (!digit(text.p[0]) || all_may || !see_figure(text, seen))
            see_words(s, text, seen);
    }
}

struct seen see(struct scoring *s, const struct jx_cell *cell)
{
    struct seen seen;
    look(s, cell, 1, &seen);
    return seen;
}

bool see_form(struct scoring *s)
{
    const struct jx_record *record = s->record;
    const struct jx_budget *budget = &record->budget;
    memo_trim(s->engine->memo);
    s->funds = jx_arena_room(s->arena, (1 + budget->source_count) * sizeof *s->funds);
    s->rows = jx_arena_room(s->arena, record->indicator_count * sizeof *s->rows);
    if (!s->funds || !s->rows)
        return false;
    look(s, &record->cell[JX_REC_REPORTED_TOTAL], 1, &s->total);
    look(s, budget->total.cell, JX_FUND_COUNT, s->funds[0]);
    for (size_t i = 0; i < budget->source_count; i++)
        look(s, budget->sources[i].cell, JX_FUND_COUNT, s->funds[i + 1]);
    for (size_t i = 0; i < record->indicator_count; i++)
        look(s, record->indicators[i].cell, JX_IND_COUNT, s->rows[i]);
    return true;
}

struct seen *see_row(struct scoring *s, const struct jx_indicator *row)
{
    struct seen *cells = jx_arena_room(s->arena, JX_IND_COUNT * sizeof *cells);
    if (cells)
        look(s, row->cell, JX_IND_COUNT, cells);
    s->failed |= !cells;
    return cells;
}

const struct jx_reading *seen_reading(const struct seen *seen, struct jx_reading *room)
{
    struct known *known = seen->known;
    if (known && known->reading)
        return known->reading;
    if (seen->kind != SEEN_WORDS) {
        *room = (struct jx_reading){.kind = seen->kind == SEEN_FIGURE ? JX_READING_NUMBER
                                                                      : JX_READING_BLANK,
                                    .number = seen->number,
                                    .percent = seen->percent,
                                    .power = seen->percent ? -2 : 0};
        return room;
    }
    *room = jx_read(known ? known->text : seen->text);
    if (!known || !(known->reading = jx_arena_room(known->arena, sizeof *room)))
        return room; /* where there is no memory it is read again: nothing is lost */
    *known->reading = *room;
    return known->reading;
}

static const struct jx_unit *unit_of(const struct seen *seen, struct jx_unit *room)
{
    static const struct jx_unit none;
    struct known *known = seen->known;
    if (seen->kind == SEEN_NOTHING)
        return &none;
    if (known && known->unit)
        return known->unit;
    *room = jx_unit_read(known ? known->text : seen->text);
    if (!known || !(known->unit = jx_arena_room(known->arena, sizeof *room)))
        return room;
    *known->unit = *room;
    return known->unit;
}

static bool nature_of(const struct seen *seen, enum jx_nature *out)
{
    struct known *known = seen->known;
    if (seen->kind != SEEN_WORDS)
        return false; /* no figure is a sign */
    if (!known)
        return jx_nature_read(seen->text, out);
    if (!(known->has & HAS_NATURE)) {
        known->is_nature = jx_nature_read(known->text, out);
        known->nature = (uint8_t)*out;
        known->has |= HAS_NATURE;
    }
    *out = (enum jx_nature)known->nature;
    return known->is_nature;
}

void seen_pair(const struct seen row[JX_IND_COUNT], struct jx_pair *out)
{
    struct jx_reading room[2];
    struct jx_unit unit_room;
    enum jx_nature nature;
    const struct seen *target = &row[JX_IND_TARGET], *actual = &row[JX_IND_ACTUAL];
    const enum jx_nature *own = nature_of(&row[JX_IND_NATURE], &nature) ? &nature : NULL;
    const struct jx_unit *unit = unit_of(&row[JX_IND_UNIT], &unit_room);
    if (target->kind == SEEN_FIGURE && actual->kind == SEEN_FIGURE && !target->percent &&
        !actual->percent)
        jx_pair_of_figures(target->number, actual->number, own, unit, out);
    else
        jx_pair_of(seen_reading(target, &room[0]), seen_reading(actual, &room[1]), own,
                   unit, out);
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
    int decimals =
        seen->kind == SEEN_FIGURE ? seen->decimals : jx_decimals_printed(seen->text);
    return jx_rate_of(seen_reading(seen, &room), decimals, out, step);
}

bool seen_level(const struct scoring *s, const struct seen *target,
                const struct seen *actual, struct jx_dec *share, bool *judge)
{
    struct known *known = actual->known;
    if (!known || !target->known)
        return jx_level_read(s->pack, target->text, jx_str_trim(actual->text), share,
                             judge);
    if (known->of_target != target->known) {
        known->of_target = target->known;
        known->is_level = jx_level_read(s->pack, target->text, jx_str_trim(known->text),
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
    char *out = jx_arena_alloc(arena, text.n + 1);
    if (!out) {
        s->failed = true;
        return (struct jx_str){0};
    }
    size_t n = 0;
    for (size_t i = 0, step; i < text.n; i += step) {
        uint32_t c = jx_utf8_next(text.p + i, text.n - i, &step);
        if (jx_utf8_blank(c))
            continue;
        memcpy(out + n, text.p + i, step);
        n += step;
    }
    return (struct jx_str){out, n};
}

struct jx_str seen_squeezed(struct scoring *s, const struct seen *seen)
{
    struct known *known = seen->known;
    if (seen->kind != SEEN_WORDS)
        return seen->kind == SEEN_FIGURE ? seen->text : (struct jx_str){0};
    if (!known)
        return squeeze(s, s->arena, seen->text);
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
    if (!jx_pairs_may_match(&s->pack->check_pairs, name->text))
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

uint64_t seen_checks(struct scoring *s, const struct seen *name)
{
    struct known *known = name->known;
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
    struct known *known = name->known;
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

uint64_t seen_words(struct scoring *s, const struct seen *seen)
{
    struct known *known = seen->known;
    if (!known)
        return prose_words(s->engine->prose, seen->text);
    if (!(known->has & HAS_WORDS)) {
        known->words = prose_words(s->engine->prose, known->text);
        known->has |= HAS_WORDS;
    }
    return known->words;
}

void take_row(struct scored *item, const struct seen *cells)
{
    item->cell = cells;
    seen_pair(cells, &item->pair);
    item->actual_blank = !cells[JX_IND_ACTUAL].content;
}

static uint64_t find_placed(struct scoring *s, const struct scored *item)
{
    uint64_t found = 0;
    for (size_t i = 0; i < s->pack->target_check_count; i++) {
        const struct jx_target_check *check = &s->pack->target_checks[i];
        if (check->audited && !check->when.name.count &&
            seen_match(s, &check->when.level1, &item->cell[JX_IND_LEVEL1]) &&
            seen_match(s, &check->when.level2, &item->cell[JX_IND_LEVEL2]) &&
            patterns_match(&check->when.nature, jx_nature_texts[item->pair.nature]))
            found |= (uint64_t)1 << i % 64;
    }
    return found;
}

uint64_t seen_placed(struct scoring *s, const struct scored *item)
{
    const struct known *level1 = item->cell[JX_IND_LEVEL1].known;
    struct known *level2 = item->cell[JX_IND_LEVEL2].known;
    if (!level1 || !level2)
        return find_placed(s, item);
    if (level2->placed_level1 != level1 || level2->placed_nature != item->pair.nature) {
        level2->placed = find_placed(s, item);
        level2->placed_level1 = level1;
        level2->placed_nature = item->pair.nature;
    }
    return level2->placed;
}

int seen_group(struct scoring *s, const struct scored *item,
               int (*find)(struct scoring *s, const struct scored *item))
{
    const struct known *level1 = item->cell[JX_IND_LEVEL1].known;
    struct known *level2 = item->cell[JX_IND_LEVEL2].known;
    if (!level1 || !level2)
        return find(s, item);
    if (level2->of_level1 != level1 || level2->of_weights != s->weights) {
        level2->group = find(s, item);
        level2->of_level1 = level1;
        level2->of_weights = s->weights;
    }
    return level2->group;
}
