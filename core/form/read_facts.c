/* read_facts.c: facts, from a sheet of them (rows and lines of a label and its value) and
 * from the sentences of reports. Labels and sentences are those of forms.json, besides the
 * ids and names of the framework's items. */
#include "read_form.h"

#include "record.h"
#include "strbuf.h"

#include <string.h>

static bool by_word(const struct jx_form_spec *spec, struct jx_str folded,
                    struct jx_target *out)
{
    for (size_t i = 0; folded.n && i < spec->fact_count; i++)
        if (!jx_str_is(spec->facts[i].id, "*") &&
            jx_words_have(&spec->facts[i].words, folded)) {
            *out = (struct jx_target){spec->facts[i].id, spec->facts[i].field,
                                      spec->facts[i].peer};
            return true;
        }
    return false;
}

/* Length of the id at the start of a text: the item's own, or "ID-2" for the second one
 * that the unit sets there. 0: neither. */
static size_t id_length(const struct jx_framework_item *item, struct jx_str text)
{
    struct jx_str id = jx_str_of(item->selector.key);
    if (!jx_str_starts(text, id))
        return 0;
    size_t n = id.n;
    if (item->by_unit && n < text.n && text.p[n] == '-')
        for (n++; n < text.n && jx_is_digit(text.p[n]);)
            n++;
    return n == text.n || text.p[n] == '.' ? n : 0;
}

/* "peer.ID", "ID" or "ID.field", ID of an item. */
static bool by_id(const struct jx_framework *framework, struct jx_str text,
                  struct jx_target *out)
{
    static const struct jx_str peer = {"peer.", 5};
    *out = (struct jx_target){.peer = jx_str_starts(text, peer)};
    if (out->peer)
        text = (struct jx_str){text.p + peer.n, text.n - peer.n};
    for (size_t i = 0; i < framework->item_count; i++) {
        size_t n = id_length(&framework->items[i], text);
        if (!n)
            continue;
        out->id = (struct jx_str){text.p, n};
        if (text.n > n)
            out->field = (struct jx_str){text.p + n + 1, text.n - n - 1};
        return text.n != n + 1;
    }
    return false;
}

static bool by_name(const struct jx_framework *framework, struct jx_str folded,
                    struct jx_target *out)
{
    char buffer[JX_FOLD_MAX];
    for (size_t i = 0; i < framework->item_count; i++) {
        const struct jx_framework_item *item = &framework->items[i];
        if (item->by_unit || !jx_str_eq(jx_fold(item->name, buffer), folded))
            continue;
        *out = (struct jx_target){.id = jx_str_of(item->selector.key)};
        return true;
    }
    return false;
}

bool jx_find_fact(const struct jx_plan *plan, const struct jx_form_spec *spec,
                  struct jx_str text, struct jx_target *out)
{
    char buffer[JX_FOLD_MAX];
    struct jx_str folded = jx_fold(text, buffer);
    const struct jx_framework *framework =
        jx_framework_of(plan->pack, jx_str_of(spec->id));
    if (folded.n == 0)
        return false;
    return by_word(spec, folded, out) || (framework && (by_id(framework, text, out) ||
                                                        by_name(framework, folded, out)));
}

/* The first value of a fact that says something stays. Facts of one id stand together; a
 * bare value beside fields is the actual, as the JSON of a record says it. */
void jx_set_fact(struct jx_reading_form *form, struct jx_target target,
                 struct jx_cell value)
{
    static const struct jx_str actual = {"actual", 6};
    struct jx_record *record = form->record;
    struct jx_fact **list = target.peer ? &record->peers : &record->facts;
    size_t *count = target.peer ? &record->peer_count : &record->fact_count;
    size_t place = *count;
    for (size_t i = 0; i < *count; i++) {
        struct jx_fact *fact = &(*list)[i];
        if (!jx_str_eq(fact->id, target.id))
            continue;
        if (!fact->field.n && target.field.n)
            fact->field = actual;
        else if (fact->field.n && !target.field.n)
            target.field = actual;
        if (jx_str_eq(fact->field, target.field)) {
            if (!jx_cell_filled(&fact->value))
                fact->value = value;
            return;
        }
        place = i + 1;
    }
    struct jx_fact *grown = jx_arena_grow(
        form->items->arena, *list, *count,
        target.peer ? &form->peer_capacity : &form->fact_capacity, sizeof *grown);
    if (!grown) {
        form->failed = true;
        return;
    }
    *list = grown;
    memmove(&grown[place + 1], &grown[place], (*count - place) * sizeof *grown);
    grown[place] = (struct jx_fact){target.id, target.field, value};
    ++*count;
}

/* "*.FIELD" of forms.json: what of an item the row gives; its name stands before it, or in
 * a row above. */
static bool by_field(const struct jx_form_spec *spec, struct jx_str text,
                     struct jx_target *target)
{
    char buffer[JX_FOLD_MAX];
    struct jx_str folded = jx_fold(text, buffer);
    for (size_t i = 0; folded.n && i < spec->fact_count; i++) {
        const struct jx_fact_label *label = &spec->facts[i];
        if (!jx_str_is(label->id, "*") || !jx_words_have(&label->words, folded))
            continue;
        target->field = label->field;
        target->peer = label->peer;
        return true;
    }
    return false;
}

/* "id", "name", "name | what", or "what" alone below them; then the value. */
static bool read_row(struct jx_reading_form *form, const struct jx_block_row *row)
{
    struct jx_view view;
    jx_view_row(&view, row, NULL);
    size_t i = jx_view_first(&view), first = i;
    struct jx_target target = {0}, other;
    if (i == view.count)
        return false;
    while (i < view.count &&
           jx_find_fact(&form->items->plan, form->spec, jx_view_text(&view, i), &other)) {
        target = other; /* id and name may stand side by side */
        i++;
    }
    if (i == first)
        target.id = form->fact_id;
    bool what = target.id.n && i < view.count &&
                by_field(form->spec, jx_view_text(&view, i), &target);
    if (i == first && !what)
        return false;
    form->fact_id = target.id;
    i += what;
    jx_set_fact(form, target,
                jx_form_cell(form, i < view.count ? view.cell[i] : NULL, row));
    return true;
}

/* A table that gives points to indicators holds no facts, though it names them. */
static bool points_of_indicators(const struct jx_reading_form *form)
{
    return form->part == JX_PART_INDICATORS &&
           jx_columns_find(&form->columns, JX_IND_REPORTED_SCORE) >= 0;
}

bool jx_read_facts(struct jx_reading_form *form, const struct jx_form_item *item)
{
    struct jx_target target;
    struct jx_str behind = {"", 0};
    if (!form->spec->has_facts || points_of_indicators(form))
        return false;
    if (item->row)
        return read_row(form, item->row);
    /* Names of items open paragraphs of reports as well: only declared labels here. */
    char buffer[JX_FOLD_MAX];
    struct jx_str label = jx_before_colon(item->prose, &behind);
    if (!behind.n || !by_word(form->spec, jx_fold(label, buffer), &target))
        return false;
    jx_set_fact(form, target,
                jx_cell_text(jx_clean(form->items->arena, behind), item->at));
    return true;
}

/* ---- sentences ---- */

/* Without the commas between thousands: folded, they would look like those of the text. */
static char *without_thousands(struct jx_arena *arena, struct jx_str text, size_t *n)
{
    char *out = jx_arena_alloc(arena, text.n + 1);
    *n = 0;
    for (size_t i = 0; out && i < text.n; i++) {
        size_t digits = 0;
        while (i + digits + 1 < text.n && digits < 4 && text.p[i + digits + 1] >= '0' &&
               text.p[i + digits + 1] <= '9')
            digits++;
        bool comma = text.p[i] == ',' && digits == 3 && i > 0 && text.p[i - 1] >= '0' &&
                     text.p[i - 1] <= '9';
        if (!comma)
            out[(*n)++] = text.p[i];
    }
    return out;
}

/* "peer.ID", "peer.ID.field", "ID" or "ID.field", as the pack was checked to have it. */
static struct jx_target place_target(struct jx_str name)
{
    static const struct jx_str peer = {"peer.", 5};
    struct jx_target target = {.peer = jx_str_starts(name, peer)};
    if (target.peer)
        name = (struct jx_str){name.p + peer.n, name.n - peer.n};
    ptrdiff_t point = jx_str_find(name, (struct jx_str){".", 1});
    target.id = (struct jx_str){name.p, point < 0 ? name.n : (size_t)point};
    if (point >= 0)
        target.field = (struct jx_str){name.p + point + 1, name.n - (size_t)point - 1};
    return target;
}

static bool ends_in(struct jx_str text, const char *unit)
{
    struct jx_str u = jx_str_of(unit);
    return text.n > u.n && memcmp(text.p + text.n - u.n, u.p, u.n) == 0;
}

static const struct jx_str budget_place = {"budget.", 7};

static bool is_funds(struct jx_found found)
{
    return jx_str_starts(found.name, budget_place);
}

/* "{budget.rate}": of the form's block of funds. A figure without its unit may count
 * anything. */
static void set_funds(struct jx_reading_form *form, struct jx_found found,
                      struct jx_at at)
{
    struct jx_str field = {found.name.p + budget_place.n, found.name.n - budget_place.n};
    int key = jx_key_index(jx_fund_keys, JX_FUND_COUNT, field);
    if (key < 0 || !ends_in(found.text, key == JX_FUND_RATE ? "%" : "\xe5\x85\x83"))
        return;
    struct jx_cell *cell = &form->record->budget.total.cell[key];
    if (cell->text.n && !jx_str_eq(cell->text, found.text))
        form->place.funds |= 1u << key;
    *cell = jx_cell_text(found.text, at);
    form->record->budget.present = true;
}

void jx_read_fact_sentences(struct jx_reading_form *form, struct jx_str text,
                            struct jx_at at)
{
    const struct jx_patterns *sentences = &form->spec->report->facts;
    struct jx_arena *arena = form->items->arena;
    struct jx_found found[JX_PLACES];
    size_t n = 0;
    if (!sentences->count)
        return;
    char *plain = without_thousands(arena, text, &n);
    char *room = jx_arena_alloc(arena, n + 4);
    form->failed |= !plain || !room;
    if (form->failed)
        return;
    struct jx_str folded = jx_fold_width((struct jx_str){plain, n}, room, n + 4);
    for (size_t k = 0; k < sentences->count; k++) {
        struct jx_str rest = folded;
        size_t count = jx_sentence_match(sentences->list[k], rest, found);
        form->in_table |= count > 0;
        for (size_t i = 0; i < count; i++)
            if (!is_funds(found[i]))
                jx_set_fact(form, place_target(found[i].name),
                            jx_cell_text(found[i].text, at));
        while (count && is_funds(found[0])) { /* all that the text tells of them */
            set_funds(form, found[0], at);
            rest = jx_behind(rest, found[0].text);
            count = jx_sentence_match(sentences->list[k], rest, found);
        }
    }
}
