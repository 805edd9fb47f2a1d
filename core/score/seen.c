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
static bool see_figure(struct jx_str text, struct seen *seen)
{
    if (!text.n || !digit(text.p[0]))
        return false;
    seen->percent = text.n > 1 && text.p[text.n - 1] == '%';
    return jx_dec_parse_plain((struct jx_str){text.p, text.n - seen->percent},
                              &seen->number);
}

/* `seen` is zeroed. */
static void look(struct scoring *s, const struct jx_cell *cell, bool remember,
                 struct seen *seen)
{
    seen->text = cell->text;
    if (!cell->text.n || cell->kind == JX_ABSENT)
        return;
    /* Where anything may be an instruction, even a figure may. */
    bool any = s->form && s->form->template_pairs.all;
    if (!any && see_figure(cell->text, seen)) {
        seen->kind = SEEN_FIGURE;
        return;
    }
    if (remember)
        seen->known = memo_find(s->engine->memo, cell->text, s->form);
    if (seen->known ? seen->known->filled : jx_cell_filled(cell))
        seen->kind = SEEN_WORDS;
}

struct seen see(struct scoring *s, const struct jx_cell *cell)
{
    struct seen seen = {0};
    look(s, cell, false, &seen);
    return seen;
}

static void look_row(struct scoring *s, const struct jx_indicator *row, struct seen *out)
{
    for (int key = 0; key < JX_IND_COUNT; key++)
        look(s, &row->cell[key], true, &out[key]);
}

bool see_form(struct scoring *s)
{
    const struct jx_record *record = s->record;
    const struct jx_budget *budget = &record->budget;
    memo_trim(s->engine->memo);
    s->funds = jx_arena_array(s->arena, 1 + budget->source_count, sizeof *s->funds);
    s->rows = jx_arena_array(s->arena, record->indicator_count, sizeof *s->rows);
    if (!s->funds || !s->rows)
        return false;
    for (size_t i = 0; i <= budget->source_count; i++) {
        const struct jx_funds *funds = i ? &budget->sources[i - 1] : &budget->total;
        for (int key = 0; key < JX_FUND_COUNT; key++)
            look(s, &funds->cell[key], key == JX_FUND_NAME, &s->funds[i][key]);
    }
    for (size_t i = 0; i < record->indicator_count; i++)
        look_row(s, &record->indicators[i], s->rows[i]);
    return true;
}

struct seen *see_row(struct scoring *s, const struct jx_indicator *row)
{
    struct seen *cells = jx_arena_array(s->arena, JX_IND_COUNT, sizeof *cells);
    if (cells)
        look_row(s, row, cells);
    s->failed |= !cells;
    return cells;
}

static enum template_mark template_of(const struct scoring *s, struct jx_str text)
{
    bool only = false;
    if (!s->form || !jx_template_match(s->form, text, &only))
        return TEMPLATE_NONE;
    return only ? TEMPLATE_ONLY : TEMPLATE_BESIDE;
}

enum template_mark seen_template(const struct scoring *s, const struct seen *seen)
{
    struct known *known = seen->known;
    if (seen->kind != SEEN_WORDS)
        return TEMPLATE_NONE;
    if (!known)
        return template_of(s, seen->text);
    if (!(known->has & HAS_TEMPLATE)) {
        known->template = (uint8_t)template_of(s, known->text);
        known->has |= HAS_TEMPLATE;
    }
    return (enum template_mark)known->template;
}

static bool is_blank(const struct seen *seen)
{
    struct known *known = seen->known;
    if (!known)
        return jx_reading_blank(seen->text);
    if (!(known->has & HAS_BLANK)) {
        known->blank = jx_reading_blank(known->text);
        known->has |= HAS_BLANK;
    }
    return known->blank;
}

bool seen_content(const struct scoring *s, const struct seen *seen)
{
    if (seen->kind != SEEN_WORDS)
        return seen->kind == SEEN_FIGURE;
    return !is_blank(seen) && seen_template(s, seen) != TEMPLATE_ONLY;
}

struct jx_reading seen_reading(const struct seen *seen)
{
    struct known *known = seen->known;
    if (seen->kind != SEEN_WORDS)
        return (struct jx_reading){.kind = seen->kind == SEEN_FIGURE ? JX_READING_NUMBER
                                                                     : JX_READING_BLANK,
                                   .number = seen->number,
                                   .percent = seen->percent,
                                   .power = seen->percent ? -2 : 0};
    if (known && known->reading)
        return *known->reading;
    struct jx_reading reading = jx_read(known ? known->text : seen->text);
    if (known) {
        known->reading = jx_arena_alloc(known->arena, sizeof reading);
        if (known->reading) /* else it is read again: nothing is lost */
            *known->reading = reading;
    }
    return reading;
}

static struct jx_unit unit_of(const struct seen *seen)
{
    struct known *known = seen->known;
    if (seen->kind == SEEN_NOTHING)
        return (struct jx_unit){0};
    if (known && known->unit)
        return *known->unit;
    struct jx_unit unit = jx_unit_read(known ? known->text : seen->text);
    if (known) {
        known->unit = jx_arena_alloc(known->arena, sizeof unit);
        if (known->unit)
            *known->unit = unit;
    }
    return unit;
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

struct jx_pair seen_pair(const struct seen row[JX_IND_COUNT])
{
    struct jx_reading target = seen_reading(&row[JX_IND_TARGET]);
    struct jx_reading actual = seen_reading(&row[JX_IND_ACTUAL]);
    enum jx_nature nature;
    bool own = nature_of(&row[JX_IND_NATURE], &nature);
    struct jx_unit unit = unit_of(&row[JX_IND_UNIT]);
    return jx_pair_of(&target, &actual, own ? &nature : NULL, &unit);
}

bool seen_points(const struct seen *seen, bool percent, struct jx_dec *out)
{
    if (seen->kind == SEEN_FIGURE) {
        *out = seen->number;
        return percent || !seen->percent;
    }
    struct jx_reading reading = seen_reading(seen);
    return jx_points_of(&reading, percent, out);
}

bool seen_amount(const struct seen *seen, struct jx_dec *out)
{
    if (seen->kind == SEEN_FIGURE) {
        *out = seen->number;
        return !seen->percent;
    }
    struct jx_reading reading = seen_reading(seen);
    return jx_amount_of(&reading, out);
}

bool seen_rate(const struct seen *seen, struct jx_dec *out, struct jx_dec *step)
{
    struct jx_reading reading = seen_reading(seen);
    return jx_rate_of(&reading, jx_str_trim(seen->text), out, step);
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
    struct jx_cell cell = {.text = text, .kind = JX_TEXT};
    struct seen seen = see(s, &cell);
    return seen_squeezed(s, &seen);
}

static bool is_hinted(struct scoring *s, const struct seen *name)
{
    if (!jx_pairs_may_match(&s->pack->hint_pairs, name->text))
        return false;
    struct jx_str text = seen_squeezed(s, name);
    for (size_t i = 0; i < s->pack->hint_count; i++)
        if (s->pack->hints[i].name.count && patterns_match(&s->pack->hints[i].name, text))
            return true;
    return false;
}

bool seen_hinted(struct scoring *s, const struct seen *name)
{
    struct known *known = name->known;
    if (!known)
        return is_hinted(s, name);
    if (!(known->has & HAS_HINT)) {
        known->hinted = is_hinted(s, name);
        known->has |= HAS_HINT;
    }
    return known->hinted;
}

void take_row(struct scoring *s, struct scored *item, const struct seen *cells)
{
    item->cell = cells;
    item->pair = seen_pair(cells);
    item->actual_blank = !seen_content(s, &cells[JX_IND_ACTUAL]);
}

bool has_content(struct scoring *s, const struct jx_cell *cell)
{
    struct seen seen = see(s, cell);
    return seen_content(s, &seen);
}
