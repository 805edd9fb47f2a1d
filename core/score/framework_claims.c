/* framework_claims.c: which row of a form claims points for what of the framework: for one
 * leaf, or for a group as a whole. How leaves are scored is not known here. */
#include "frameworks.h"

#include "lang.h"
#include "record.h"
#include "strbuf.h"
#include "utf8.h"

/* Takes the next character that is no blank off a text; 0 at its end. */
static uint32_t next_letter(struct jx_str *text)
{
    while (text->n) {
        size_t step;
        uint32_t c = jx_utf8_next(text->p, text->n, &step);
        *text = (struct jx_str){text->p + step, text->n - step};
        if (!jx_utf8_blank(c))
            return c;
    }
    return 0;
}

bool same_words(struct jx_str a, struct jx_str b)
{
    for (uint32_t c; (c = next_letter(&a)) == next_letter(&b);)
        if (!c)
            return true;
    return false;
}

static bool level_fits(const struct jx_cell *cell, struct jx_str level)
{
    return !jx_cell_filled(cell) || !level.n || same_words(cell->text, level);
}

/* Does the row say that it belongs to the innermost group of the item? */
static bool in_group(const struct jx_indicator *row, const struct jx_framework_item *item)
{
    return jx_cell_filled(&row->cell[item->level2.n ? JX_IND_LEVEL2 : JX_IND_LEVEL1]);
}

const struct jx_indicator *claim_of(struct facts *f, const struct jx_framework_item *item,
                                    struct jx_str name, bool take)
{
    const struct jx_record *record = f->s->record;
    for (size_t i = 0; i < record->indicator_count; i++) {
        const struct jx_indicator *row = &record->indicators[i];
        if (f->taken[i] || !level_fits(&row->cell[JX_IND_LEVEL1], item->level1) ||
            !level_fits(&row->cell[JX_IND_LEVEL2], item->level2) ||
            (name.n ? !same_words(row->cell[JX_IND_NAME].text, name)
                    : !in_group(row, item)))
            continue;
        f->taken[i] = take;
        return row;
    }
    return NULL;
}

/* ---- groups ---- */

/* A leaf of the group that a row claims points for, by the group's name. */
static bool of_group(const struct jx_indicator *row, const struct jx_framework_item *item)
{
    struct jx_str name = row->cell[JX_IND_NAME].text;
    return level_fits(&row->cell[JX_IND_LEVEL1], item->level1) &&
           ((item->level2.n && same_words(name, item->level2)) ||
            same_words(name, item->level1));
}

static bool counts(const struct facts *f, const struct jx_framework_item *item)
{
    return item->option < 0 ||
           f->chosen[f->framework->options[item->option].choice] == item->option;
}

/* The weight of the group that a row speaks of; zero: it speaks of none. */
static struct jx_dec group_weight(const struct facts *f, const struct jx_indicator *row)
{
    struct jx_dec sum = jx_dec_int(0);
    for (size_t i = 0; i < f->framework->item_count; i++) {
        const struct jx_framework_item *item = &f->framework->items[i];
        if (same_words(row->cell[JX_IND_NAME].text, item->name))
            return jx_dec_int(0); /* a leaf's own name is the leaf's */
        if (counts(f, item) && of_group(row, item))
            sum = jx_dec_add(sum, item->weight);
    }
    return sum;
}

static bool claimed_points(const struct jx_indicator *row, struct jx_dec *out)
{
    return jx_points_read(jx_str_trim(row->cell[JX_IND_REPORTED_SCORE].text), false, out);
}

void find_group_claims(struct facts *f)
{
    const struct jx_record *record = f->s->record;
    for (size_t i = 0; i < record->indicator_count; i++) {
        const struct jx_indicator *row = &record->indicators[i];
        struct jx_dec claimed;
        if (!jx_cell_filled(&row->cell[JX_IND_NAME]) || !claimed_points(row, &claimed))
            continue;
        f->group[i] = group_weight(f, row);
        f->taken[i] = jx_dec_sign(f->group[i]) > 0;
    }
}

bool claimed_in_full(struct facts *f, const struct jx_framework_item *item,
                     struct jx_cell *out)
{
    const struct jx_record *record = f->s->record;
    for (size_t i = 0; i < record->indicator_count; i++) {
        const struct jx_indicator *row = &record->indicators[i];
        struct jx_dec claimed;
        char text[64];
        if (jx_dec_sign(f->group[i]) <= 0 || !of_group(row, item) ||
            !claimed_points(row, &claimed) || jx_dec_cmp(claimed, f->group[i]) != 0)
            continue;
        size_t n = jx_dec_print(item->weight, text);
        const char *copy = jx_arena_copy(f->s->arena, text, n);
        f->s->failed |= !copy;
        *out = jx_cell_text((struct jx_str){copy ? copy : "", copy ? n : 0},
                            row->cell[JX_IND_REPORTED_SCORE].at);
        return true;
    }
    return false;
}

/* Sum of what the leaves of a group scored; false: one has no score. */
static bool group_score(const struct facts *f, struct jx_str name, struct jx_dec *sum)
{
    *sum = jx_dec_int(0);
    for (size_t i = 0; i < f->s->item_count; i++) {
        const struct jx_item *item = f->s->items[i].item;
        if (!same_words(item->level1, name) && !same_words(item->level2, name))
            continue;
        if (!item->scored)
            return false;
        *sum = jx_dec_add(*sum, item->score);
    }
    return true;
}

void compare_group_claims(struct facts *f)
{
    struct scoring *s = f->s;
    for (size_t i = 0; i < s->record->indicator_count; i++) {
        const struct jx_indicator *row = &s->record->indicators[i];
        struct jx_dec claimed, sum;
        if (jx_dec_sign(f->group[i]) <= 0 || !claimed_points(row, &claimed) ||
            jx_dec_cmp(claimed, f->group[i]) == 0 ||
            !group_score(f, row->cell[JX_IND_NAME].text, &sum))
            continue; /* full marks were claimed for each leaf */
        s->compared.compared++;
        if (jx_dec_cmp(jx_dec_abs(jx_dec_sub(claimed, sum)), s->pack->tolerance) <= 0) {
            s->compared.agreed++;
            continue;
        }
        struct jx_item item = {.index = (int32_t)i, .name = row->cell[JX_IND_NAME].text};
        struct jx_arg args[2] = {arg_dec(claimed), arg_dec(sum)};
        finding_points(finding_add(s, "score-mismatch", &item,
                                   &row->cell[JX_IND_REPORTED_SCORE],
                                   N_("claimed %s for the group, its indicators add up "
                                      "to %s"),
                                   args, 2),
                       claimed, sum);
    }
}
