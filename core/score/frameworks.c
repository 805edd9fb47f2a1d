/* frameworks.c: a form with a framework: which leaves count, what is known of each, and
 * on to its rule. Facts say what happened; rows of the form only what is claimed. */
#include "frameworks.h"

#include "lang.h"
#include "record.h"
#include "strbuf.h"

/* ---- facts ---- */

static bool has_fact(const struct jx_record *record, struct jx_str id)
{
    for (size_t i = 0; i < record->fact_count; i++)
        if (jx_str_eq(record->facts[i].id, id) && jx_cell_filled(&record->facts[i].value))
            return true;
    return false;
}

/* "own-2" is the second indicator of its own that a unit sets in "own". */
bool is_unit_id(struct jx_str id, struct jx_str group)
{
    if (id.n <= group.n + 1 || !jx_str_starts(id, group) || id.p[group.n] != '-')
        return false;
    size_t i = group.n + 1;
    while (i < id.n && id.p[i] >= '0' && id.p[i] <= '9')
        i++;
    return i == id.n;
}

static bool option_given(struct facts *f, size_t option)
{
    const struct jx_record *record = f->s->record;
    for (size_t i = 0; i < f->framework->item_count; i++) {
        const struct jx_framework_item *item = &f->framework->items[i];
        struct jx_str id = jx_str_of(item->selector.key);
        if (item->option != (int)option)
            continue;
        struct jx_str name = item->by_unit ? (struct jx_str){0} : item->name;
        if (has_fact(record, id) || claim_of(f, item, name, false))
            return true;
        for (size_t k = 0; item->by_unit && k < record->fact_count; k++)
            if (is_unit_id(record->facts[k].id, id))
                return true;
    }
    return false;
}

static const struct jx_cell *choice_cell(const struct jx_record *record,
                                         const struct jx_choice *choice)
{
    for (size_t i = 0; i < record->fact_count; i++)
        if (jx_str_is(record->facts[i].id, choice->fact) && !record->facts[i].field.n)
            return &record->facts[i].value;
    return NULL;
}

/* The fact decides; without it, the only group of which something is given. */
static int choose(struct facts *f, size_t choice)
{
    const struct jx_framework *framework = f->framework;
    const struct jx_cell *said = choice_cell(f->s->record, &framework->choices[choice]);
    int found = NONE_GIVEN;
    for (size_t i = 0; i < framework->option_count; i++) {
        const struct jx_option *option = &framework->options[i];
        bool counts = option->choice == choice;
        if (counts && said && jx_cell_filled(said))
            counts = same_words(said->text, option->name) ||
                     same_words(said->text, jx_str_of(option->id));
        else if (counts)
            counts = option_given(f, i);
        if (counts)
            found = found == NONE_GIVEN ? (int)i : SEVERAL_GIVEN;
    }
    return found;
}

/* ---- rows ---- */

static void set_cell(struct jx_cell *cell, struct jx_str text)
{
    if (text.n)
        *cell = jx_cell_text(text, (struct jx_at){0});
}

/* Facts of the item over what the form's row says; a bare fact is the actual. */
static void add_facts(const struct jx_record *record, struct jx_str id, bool by_unit,
                      struct jx_indicator *row)
{
    for (size_t i = 0; i < record->fact_count; i++) {
        const struct jx_fact *fact = &record->facts[i];
        if (!jx_str_eq(fact->id, id))
            continue;
        int key = fact->field.n ? jx_key_index(jx_ind_keys, JX_IND_COUNT, fact->field)
                                : JX_IND_ACTUAL;
        bool fixed = key == JX_IND_LEVEL1 || key == JX_IND_LEVEL2 ||
                     (!by_unit && (key == JX_IND_NAME || key == JX_IND_WEIGHT));
        if (key >= 0 && !fixed)
            row->cell[key] = fact->value;
    }
}

static struct jx_indicator *make_row(struct facts *f,
                                     const struct jx_framework_item *item, const char *id,
                                     const struct jx_indicator *claim)
{
    struct jx_indicator *row = jx_arena_array(f->s->arena, 1, sizeof *row);
    if (!row) {
        f->s->failed = true;
        return NULL;
    }
    if (claim)
        *row = *claim;
    add_facts(f->s->record, jx_str_of(id), item->by_unit, row);
    set_cell(&row->cell[JX_IND_LEVEL1], item->level1);
    set_cell(&row->cell[JX_IND_LEVEL2], item->level2);
    set_cell(&row->cell[JX_IND_NATURE], item->nature);
    set_cell(&row->cell[JX_IND_TARGET], item->target);
    set_cell(&row->cell[JX_IND_UNIT], item->unit);
    if (!item->by_unit)
        set_cell(&row->cell[JX_IND_NAME], item->name);
    return row;
}

static bool not_applicable(struct facts *f, const struct jx_indicator *row)
{
    const struct jx_patterns *words = &f->framework->not_applicable;
    const struct jx_cell *actual = &row->cell[JX_IND_ACTUAL];
    return words->count && jx_cell_filled(actual) &&
           patterns_match(words, squeeze_text(f->s, actual->text));
}

struct scored *next_item(struct facts *f, const char *id, struct jx_str name,
                         struct jx_str level1, struct jx_str level2)
{
    struct scoring *s = f->s;
    struct scored *item = &s->items[s->item_count];
    item->item = &s->results[s->item_count++];
    *item->item = (struct jx_item){.index = JX_INDEX_NONE,
                                   .id = id,
                                   .name = name,
                                   .level1 = level1,
                                   .level2 = level2};
    return item;
}

static void check_weight(struct facts *f, struct scored *item,
                         const struct jx_indicator *claim)
{
    struct jx_dec printed;
    struct seen seen = {0};
    const struct jx_cell *cell = claim ? &claim->cell[JX_IND_WEIGHT] : NULL;
    if (cell)
        see(f->s, cell, &seen);
    if (!seen.content || !jx_points_read(jx_str_trim(cell->text), false, &printed) ||
        jx_dec_cmp(printed, item->item->weight) == 0)
        return;
    struct jx_arg args[2] = {arg_dec(printed), arg_dec(item->item->weight)};
    finding_add(f->s, "weight-template", item->item, cell,
                N_("the form gives it %s points, the framework %s"), args, 2);
}

void score_leaf(struct facts *f, const struct jx_framework_item *item, const char *id,
                const struct jx_indicator *claim)
{
    struct scoring *s = f->s;
    struct jx_indicator *row = id ? make_row(f, item, id, claim) : NULL;
    if (row && row->cell[JX_IND_REPORTED_SCORE].kind == JX_ABSENT)
        claimed_in_full(f, item, &row->cell[JX_IND_REPORTED_SCORE]);
    struct seen_row *cells = row ? see_row(s, row) : NULL;
    s->failed |= !row;
    if (!cells)
        return;
    struct jx_str name = item->by_unit ? row->cell[JX_IND_NAME].text : item->name;
    struct scored *scored = next_item(f, id, name, item->level1, item->level2);
    scored->row = row;
    take_row(scored, cells);
    scored->selector = &item->selector;
    scored->not_applicable = not_applicable(f, row);
    scored->may_judge = item->judged;
    scored->item->weight = item->weight;
    scored->item->has_weight = true;
    if (item->by_unit) {
        read_weight(s, scored);
        note_weight(s, scored);
    } else {
        check_weight(f, scored, claim);
    }
    read_claim(s, scored);
    score_item(s, scored, false);
}

void unscored_leaf(struct facts *f, const struct jx_selector *selector,
                   struct scored *scored, struct jx_dec weight, const char *why)
{
    struct jx_ledger ledger;
    jx_ledger_start(&ledger, f->s->arena, "");
    jx_ledger_verbs.unscored(&ledger, why, NULL, 0);
    scored->item->rule = selector ? selector->rule->name : "";
    scored->item->clause = selector ? selector->clause : "";
    scored->item->weight = weight;
    scored->item->has_weight = true;
    jx_ledger_settle(&ledger, false, f->s->pack->round_item, scored->item);
}

/* ---- the whole ---- */

/* What the form calls a fact that speaks of no item. */
static const char *fact_label(const struct scoring *s, const char *id)
{
    for (size_t i = 0; s->form && i < s->form->fact_count; i++) {
        const struct jx_fact_label *label = &s->form->facts[i];
        if (jx_str_is(label->id, id) && !label->field.n && label->words.count)
            return label->words.list[0].p;
    }
    return id;
}

static void score_undecided(struct facts *f, size_t index)
{
    const struct jx_choice *choice = &f->framework->choices[index];
    bool several = f->chosen[index] == SEVERAL_GIVEN;
    struct scored *item =
        next_item(f, choice->id, choice->name, choice->level1, (struct jx_str){"", 0});
    item->redistributed = choice->missing == JX_MISSING_REDISTRIBUTE;
    unscored_leaf(f, NULL, item, choice->weight,
                  several
                      ? N_("several groups are given, one counts: a person must choose")
                      : N_("none of the groups is chosen"));
    const struct jx_cell *said = choice_cell(f->s->record, choice);
    struct jx_arg args[2] = {arg_words(fact_label(f->s, choice->fact)),
                             arg_text(choice->name)};
    if (said && jx_cell_filled(said))
        finding_add(f->s, "value-unreadable", item->item, said,
                    N_("the fact '%s' names none of the groups of %s"), args, 2);
    else
        finding_add(f->s, "actual-missing", item->item, NULL,
                    N_("say with the fact '%s' which group of %s counts"), args, 2);
}

static void score_leaves(struct facts *f)
{
    const struct jx_framework *framework = f->framework;
    size_t told = 0; /* undecided choices are told where their first item stands */
    for (size_t i = 0; i < framework->item_count && !f->s->failed; i++) {
        const struct jx_framework_item *item = &framework->items[i];
        size_t choice = item->option < 0 ? 0 : framework->options[item->option].choice;
        if (item->option >= 0 && f->chosen[choice] < 0 && choice >= told) {
            score_undecided(f, choice);
            told = choice + 1;
        }
        if (item->option >= 0 && f->chosen[choice] != item->option)
            continue;
        if (item->by_unit)
            score_by_unit(f, item);
        else
            score_leaf(f, item, item->selector.key, claim_of(f, item, item->name, true));
    }
}

/* Points claimed for what the framework does not have, or for a group that does not
 * count. */
static void note_strangers(struct facts *f)
{
    for (size_t i = 0; i < f->s->record->indicator_count; i++) {
        const struct jx_indicator *row = &f->s->record->indicators[i];
        if (f->taken[i])
            continue;
        struct jx_item item = {.index = (int32_t)i, .name = row->cell[JX_IND_NAME].text};
        finding_add(f->s, "slot-suspect", &item, &row->cell[JX_IND_NAME],
                    N_("no indicator of the framework that counts here"), NULL, 0);
    }
}

static bool names_group(const struct jx_indicator *row,
                        const struct jx_framework_item *item, int key)
{
    struct jx_str text = row->cell[key].text;
    return text.n && (same_words(text, item->level2) || same_words(text, item->level1));
}

/* Does the framework have what a row gives points to, with the same points? */
static bool is_of_framework(const struct jx_framework *framework,
                            const struct jx_indicator *row)
{
    struct jx_dec printed;
    bool weighs =
        jx_points_read(jx_str_trim(row->cell[JX_IND_WEIGHT].text), false, &printed);
    for (size_t i = 0; i < framework->item_count; i++) {
        const struct jx_framework_item *item = &framework->items[i];
        if (same_words(row->cell[JX_IND_NAME].text, item->name) && !item->by_unit)
            return !weighs || jx_dec_cmp(printed, item->weight) == 0;
        if (names_group(row, item, JX_IND_NAME) ||
            (item->by_unit && (names_group(row, item, JX_IND_LEVEL2) ||
                               names_group(row, item, JX_IND_LEVEL1))))
            return true;
    }
    return false;
}

/* Fewer rows are no framework. */
enum { OWN_LEAST = 3 };

bool leaves_framework(struct scoring *s)
{
    const struct jx_record *record = s->record;
    size_t known = 0;
    if (record->fact_count || record->indicator_count < OWN_LEAST)
        return false;
    for (size_t i = 0; i < record->indicator_count; i++)
        known += is_of_framework(s->framework, &record->indicators[i]);
    if (known * 2 > record->indicator_count)
        return false;
    struct jx_arg args[3] = {arg_dec(jx_dec_int((int64_t)known)),
                             arg_dec(jx_dec_int((int64_t)record->indicator_count)),
                             arg_words(s->framework->key)};
    finding_add(
        s, "slot-suspect", NULL, NULL,
        N_("the form has a framework of its own: only %d of its %d indicators stand "
           "with these points in '%s' of the pack; its points are added up, judging "
           "them is left to a person"),
        args, 3);
    return true;
}

bool score_framework(struct scoring *s)
{
    const struct jx_framework *framework = s->framework;
    const struct jx_record *record = s->record;
    struct facts f = {.s = s, .framework = framework};
    size_t most = framework->item_count + framework->choice_count +
                  record->indicator_count + record->fact_count;
    s->items = jx_arena_array(s->arena, most, sizeof *s->items);
    s->results = jx_arena_array(s->arena, most, sizeof *s->results);
    f.taken = jx_arena_array(s->arena, record->indicator_count, sizeof *f.taken);
    f.chosen = jx_arena_array(s->arena, framework->choice_count, sizeof *f.chosen);
    f.group = jx_arena_array(s->arena, record->indicator_count, sizeof *f.group);
    if (!s->items || !s->results || !f.taken || !f.chosen || !f.group)
        return false;
    for (size_t i = 0; i < framework->choice_count; i++)
        f.chosen[i] = choose(&f, i);
    find_group_claims(&f);
    score_leaves(&f);
    compare_group_claims(&f);
    note_strangers(&f);
    return !s->failed;
}
