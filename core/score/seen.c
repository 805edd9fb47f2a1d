/* seen.c: what the cells of a form say, each read once.
 *
 * Signs, units and phrases stand in thousands of forms: what they are is remembered from
 * record to record, up to a bound. It depends on nothing but the text, the form and the
 * pack, so no result depends on what was scored before. */
#include "seen.h"

#include "memo.h"
#include "recognise.h"
#include "scoring.h"
#include "strbuf.h"

/* One to three digits, as most figures of a form are; false: something else. How many is
 * never the same: a branch or a loop for it would cost more than it saves. Each digit has
 * sixteen bits of a word, and what it counts the opposite ones of another: of the product,
 * the third sixteen are their sum. */
static inline bool read_few(struct jx_str text, unsigned *value)
{
    static const uint64_t counts[] = {0, 1, 1 | 10ull << 32, 1 | 10 << 16 | 100ull << 32};
    const unsigned char *p = (const unsigned char *)text.p;
    uint64_t digits =
        p[0] | (uint64_t)p[text.n / 2] << 16 | (uint64_t)p[text.n - 1] << 32;
    digits ^= 0x003000300030u; /* '0' is 0 */
    *value = digits * counts[text.n] >> 32 & 0xffff;
    return !((digits + 0x007600760076u) & 0xff80ff80ff80u);
}

static inline void mark_figure(struct seen *seen, uint8_t decimals, bool percent)
{
    seen->kind = SEEN_FIGURE;
    seen->template = TEMPLATE_NONE;
    seen->decimals = decimals;
    seen->percent = percent;
    seen->content = true;
    seen->plain = false;
}

/* "95", "95.20%"; false: neither, and *seen holds nothing of use. */
static inline bool see_figure(const struct jx_str *text, struct seen *seen)
{
    unsigned value;
    seen->text = text;
    if (text->n <= 3 && read_few(*text, &value)) {
        seen->number = (struct jx_dec){value, 0};
        mark_figure(seen, 0, false);
        return true;
    }
    bool percent = text->p[text->n - 1] == '%';
    struct jx_str figure = {text->p, text->n - percent};
    int decimals = jx_dec_parse_figure(figure, &seen->number);
    mark_figure(seen, (uint8_t)decimals, percent);
    return decimals >= 0;
}

static enum template_mark template_of(const struct scoring *s, struct jx_str text)
{
    bool only = false;
    if (!s->form || !jx_template_match(s->form, text, &only))
        return TEMPLATE_NONE;
    return only ? TEMPLATE_ONLY : TEMPLATE_BESIDE;
}

static struct seen judge_words(const struct scoring *s, const struct jx_str *text)
{
    struct seen seen = {.text = text};
    if (!jx_str_trim(*text).n)
        return seen;
    seen.kind = SEEN_WORDS;
    seen.template = (uint8_t)template_of(s, *text);
    seen.content = seen.template != TEMPLATE_ONLY && !jx_reading_blank(*text);
    return seen;
}

/* `column`: of a record, where texts mostly are those of the cell before. */
static void see_words(struct scoring *s, const struct jx_str *text, unsigned column,
                      struct seen *seen)
{
    struct known **last = memo_last(s->engine->memo, column), *known = *last;
    if (!known || known->form != s->form || !same_text(known->text, *text))
        known = *last = memo_find(s->engine->memo, *text, s->form);
    if (known && !(known->has & HAS_SEEN)) {
        known->as = judge_words(s, &known->text);
        known->as.known = known;
        known->has |= HAS_SEEN;
    }
    *seen = known ? known->as : judge_words(s, text);
    seen->text = text;
    s->has_template |= seen->template != TEMPLATE_NONE;
}

static inline void look(struct scoring *s, const struct jx_str *text, unsigned column,
                        struct seen *seen)
{
    if (!text->n)
        *seen = (struct seen){.text = text};
    else if ((unsigned char)text->p[0] >= s->words_from || !see_figure(text, seen))
        see_words(s, text, column, seen);
}

void see(struct scoring *s, const struct jx_cell *cell, struct seen *out)
{
    look(s, &cell->text, MEMO_OTHER, out);
}

void see_record(struct scoring *s, enum jx_record_key key, struct seen *out)
{
    look(s, &s->record->cell[key].text, MEMO_RECORD + key, out);
}

/* Names are mostly a row's own: they are remembered only where there is more to say of them
 * than that they are words. */
static inline void see_name(struct scoring *s, const struct jx_str *text,
                            struct seen *seen)
{
    if ((jx_pairs_have_none(s->form_words, *text, OF_FORM | OF_CHECKS) ||
         !jx_pairs_may_match(s->form_words, *text)) &&
        jx_reading_is_words(*text))
        *seen = (struct seen){
            .text = text, .kind = SEEN_WORDS, .content = true, .plain = true};
    else
        look(s, text, MEMO_ROWS + JX_IND_NAME, seen);
}

static void judge_place(struct scoring *s, struct place *place)
{
    enum jx_nature nature = JX_NATURE_NONE;
    for (int k = 0; k < PLACE_CELLS; k++) {
        look(s, &place->text[k], MEMO_OTHER, &place->cell[k]);
        place->has_template |= place->cell[k].template != TEMPLATE_NONE;
    }
    if (place->cell[PLACE_NATURE].kind == SEEN_WORDS) /* no figure is a sign */
        place->has_nature = jx_nature_read(place->text[PLACE_NATURE], &nature);
    place->nature = (uint8_t)nature;
    if (place->cell[PLACE_UNIT].kind != SEEN_NOTHING)
        place->unit = jx_unit_read(place->text[PLACE_UNIT]);
    place->is_seen = true;
}

/* NULL: memory. */
static inline struct place *see_place(struct scoring *s, const struct jx_indicator *row,
                                      struct place *above)
{
    struct place *place = memo_place(s->engine->memo, row, s->form, above);
    if (!place && (place = jx_arena_room(s->arena, sizeof *place)))
        place_start(place, row, s->form);
    if (place && !place->is_seen)
        judge_place(s, place);
    return place;
}

static inline void look_in(struct scoring *s, const struct jx_cell *cell,
                           enum jx_ind_key key, struct seen *seen)
{
    look(s, &cell[key].text, MEMO_ROWS + key, &seen[key]);
}

/* `above` may be NULL; false: memory. */
static inline bool look_at_row(struct scoring *s, const struct jx_indicator *row,
                               struct place *above, struct seen_row *seen)
{
    const struct jx_cell *cell = row->cell;
    struct place *place = seen->place = see_place(s, row, above);
    if (!place)
        return false;
    s->has_template |= place->has_template;
    see_name(s, &cell[JX_IND_NAME].text, &seen->cell[JX_IND_NAME]);
    look_in(s, cell, JX_IND_TARGET, seen->cell);
    look_in(s, cell, JX_IND_ACTUAL, seen->cell);
    look_in(s, cell, JX_IND_WEIGHT, seen->cell);
    look_in(s, cell, JX_IND_REPORTED_SCORE, seen->cell);
    look_in(s, cell, JX_IND_REASON, seen->cell);
    return true;
}

/* Many amounts are those above them, which were looked at before, or before them. */
static void look_at_funds(struct scoring *s, const struct jx_funds *funds,
                          const struct jx_funds *above,
                          struct seen (*rows)[JX_FUND_COUNT])
{
    const struct jx_cell *cell = funds->cell;
    struct seen *seen = *rows;
    look(s, &cell[0].text, MEMO_FUNDS, &seen[0]);
    for (int key = 1; key < JX_FUND_COUNT; key++)
        if (!cell[key].text.n)
            seen[key] = (struct seen){.text = &cell[key].text};
        else if (same_text(cell[key].text, above->cell[key].text))
            seen[key] = rows[-1][key];
        else if (same_text(cell[key].text, cell[key - 1].text))
            seen[key] = seen[key - 1];
        else
            look(s, &cell[key].text, MEMO_FUNDS + (unsigned)key, &seen[key]);
}

bool see_form(struct scoring *s)
{
    const struct jx_record *record = s->record;
    const struct jx_budget *budget = &record->budget;
    static const struct jx_funds no_funds;
    struct place *above = NULL;
    memo_trim(s->engine->memo);
    s->words_from = s->form && s->form->template_pairs.all ? 0 : '9' + 1;
    s->funds = jx_arena_room(s->arena, (1 + budget->source_count) * sizeof *s->funds);
    s->rows = jx_arena_room(s->arena, record->indicator_count * sizeof *s->rows);
    if (!s->funds || !s->rows)
        return false;
    see_record(s, JX_REC_REPORTED_TOTAL, &s->total);
    look_at_funds(s, &budget->total, &no_funds, s->funds);
    const struct jx_funds *upper = &budget->total;
    for (size_t i = 0; i < budget->source_count; upper = &budget->sources[i++])
        look_at_funds(s, &budget->sources[i], upper, s->funds + i + 1);
    for (size_t i = 0; i < record->indicator_count; i++) {
        if (!look_at_row(s, &record->indicators[i], above, &s->rows[i]))
            return false;
        above = s->rows[i].place;
    }
    return true;
}

struct seen_row *see_row(struct scoring *s, const struct jx_indicator *row)
{
    struct seen_row *seen = jx_arena_room(s->arena, sizeof *seen);
    if (!seen || !look_at_row(s, row, NULL, seen)) {
        s->failed = true;
        return NULL;
    }
    return seen;
}
