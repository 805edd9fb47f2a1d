/* changes.c: finds what differs between two packs as they score, not as they are written.
 * Packs in between are mixed.c's business. */
#include "changes.h"

#include "alike.h"
#include "pack_source.h"
#include "strbuf.h"

#include <string.h>

/* ---- values in words ---- */

static void value_words(struct jx_strbuf *out, const struct jx_value *value)
{
    char number[64];
    if (value->type == JX_T_TEXT)
        jx_strbuf_add(out, value->text.p, value->text.n);
    else if (value->type == JX_T_FLAG)
        jx_strbuf_puts(out, value->flag ? "true" : "false");
    else if (value->type == JX_T_LIST || value->type == JX_T_MAP)
        jx_strbuf_putc(out, '[');
    else if (value->type != JX_T_NONE)
        jx_strbuf_add(out, number, jx_dec_print(value->number, number));
    for (size_t i = 0; i < value->count; i++) {
        jx_strbuf_puts(out, i ? ", " : "");
        if (value->type == JX_T_MAP)
            jx_strbuf_format(out, "%.*s: ", (int)value->items[i].key.n,
                             value->items[i].key.p);
        value_words(out, &value->items[i]);
    }
    if (value->type == JX_T_LIST || value->type == JX_T_MAP)
        jx_strbuf_putc(out, ']');
}

/* The buffer's text, kept and emptied. */
static const char *keep(struct jx_changes *c, struct jx_strbuf *text)
{
    char *kept = text->failed ? NULL : jx_arena_copy(&c->arena, text->text, text->len);
    c->failed |= !kept;
    jx_strbuf_free(text);
    return kept ? kept : "";
}

static const char *words_of(struct jx_changes *c, const struct jx_value *value)
{
    struct jx_strbuf text = {0};
    value_words(&text, value);
    return keep(c, &text);
}

static const char *decimal(struct jx_changes *c, struct jx_dec number)
{
    const struct jx_value value = {.type = JX_T_NUMBER, .number = number};
    return words_of(c, &value);
}

static const char *rounding(struct jx_changes *c, struct jx_rounding round)
{
    static const char *const modes[] = {"half-away", "down", "none", "half-even"};
    struct jx_strbuf text = {0};
    if (round.mode != JX_ROUND_NONE)
        jx_strbuf_format(&text, "%d ", round.digits);
    jx_strbuf_puts(&text, modes[round.mode]);
    return keep(c, &text);
}

static const char *grades(struct jx_changes *c, const struct jx_pack *pack)
{
    struct jx_strbuf text = {0};
    char number[64];
    for (size_t i = 0; i < pack->grade_count; i++) {
        jx_dec_print(pack->grades[i].from, number);
        jx_strbuf_format(&text, "%s%s %s", i ? ", " : "", pack->grades[i].name, number);
    }
    return keep(c, &text);
}

/* ---- changes ---- */

static struct jx_change *add(struct jx_changes *c, enum jx_change_kind kind,
                             const char *name)
{
    static struct jx_change nowhere;
    struct jx_change *list =
        jx_arena_grow(&c->arena, c->list, c->count, &c->capacity, sizeof *list);
    if (!list || !name) {
        c->failed = true;
        return &nowhere;
    }
    c->list = list;
    list[c->count] = (struct jx_change){
        .kind = kind, .name = name, .before = "", .after = "", .clause = ""};
    return &list[c->count++];
}

/* "first", or "special-project.fund-use" for a leaf of a framework. */
static const char *slot_name(struct jx_changes *c, const struct jx_slot *slot)
{
    const char *key = slot->a ? slot->a->key : slot->b->key;
    return slot->framework == SIZE_MAX
               ? key
               : jx_arena_format(&c->arena, "%s.%s",
                                 c->a->frameworks[slot->framework].key, key);
}

static void note_rule(struct jx_changes *c, const struct jx_slot *slot)
{
    if (jx_same_rule(slot->a->rule, slot->b->rule))
        return;
    for (size_t i = 0; i < c->count; i++)
        if (c->list[i].kind == JX_CHANGE_RULE &&
            jx_same_text(c->list[i].name, slot->a->rule->name))
            return;
    add(c, JX_CHANGE_RULE, slot->a->rule->name);
}

static void note_params(struct jx_changes *c, size_t index)
{
    static const char *const words[] = {"unscored", "zero", "redistribute", "refuse"};
    const struct jx_slot *slot = &c->slots[index];
    const struct jx_selector *a = slot->a, *b = slot->b;
    const char *name = slot_name(c, slot);
    for (size_t i = 0; name && i < a->rule->param_count; i++) {
        if (jx_same_value(&a->params[i], &b->params[i]))
            continue;
        struct jx_change *change =
            add(c, JX_CHANGE_PARAM,
                jx_arena_format(&c->arena, "%s.%s", name, a->rule->params[i].name));
        change->slot = index;
        change->param = i;
        change->before = words_of(c, &a->params[i]);
        change->after = words_of(c, &b->params[i]);
        change->clause = b->clause;
    }
    if (a->missing == b->missing)
        return;
    struct jx_change *change =
        add(c, JX_CHANGE_MISSING, jx_arena_format(&c->arena, "missing.%s", name));
    change->slot = index;
    change->before = words[a->missing];
    change->after = words[b->missing];
}

static void note_slot(struct jx_changes *c, size_t index)
{
    const struct jx_slot *slot = &c->slots[index];
    if (slot->a && slot->b && jx_same_selector(slot->a, slot->b)) {
        note_rule(c, slot);
        note_params(c, index);
        return;
    }
    struct jx_change *change = add(c,
                                   !slot->a   ? JX_CHANGE_ADDED
                                   : !slot->b ? JX_CHANGE_REMOVED
                                              : JX_CHANGE_SELECTOR,
                                   slot_name(c, slot));
    change->slot = index;
    change->before = slot->a ? slot->a->rule->name : "";
    change->after = slot->b ? slot->b->rule->name : "";
    change->clause = (slot->b ? slot->b : slot->a)->clause;
}

static void add_slot(struct jx_changes *c, struct jx_slot slot)
{
    struct jx_slot *slots = jx_arena_grow(&c->arena, c->slots, c->slot_count,
                                          &c->slot_capacity, sizeof *slots);
    c->failed |= !slots;
    if (!slots)
        return;
    c->slots = slots;
    slots[c->slot_count++] = slot;
    note_slot(c, c->slot_count - 1);
}

static const struct jx_selector *find(const struct jx_pack *pack, const char *key)
{
    for (size_t i = 0; i < pack->selector_count; i++)
        if (jx_same_text(pack->selectors[i].key, key))
            return &pack->selectors[i];
    return NULL;
}

static void compare_selectors(struct jx_changes *c)
{
    for (size_t i = 0; i < c->a->selector_count; i++) {
        const struct jx_selector *a = &c->a->selectors[i];
        add_slot(c, (struct jx_slot){a, find(c->b, a->key), SIZE_MAX, 0});
    }
    for (size_t i = 0; i < c->b->selector_count; i++) {
        const struct jx_selector *b = &c->b->selectors[i];
        if (!find(c->a, b->key))
            add_slot(c, (struct jx_slot){NULL, b, SIZE_MAX, 0});
    }
}

/* ---- frameworks ---- */

static void compare_frameworks(struct jx_changes *c)
{
    bool rebuilt = c->a->framework_count != c->b->framework_count;
    for (size_t i = 0; i < c->a->framework_count; i++) {
        const struct jx_framework *a = &c->a->frameworks[i];
        const struct jx_framework *b = jx_framework_like(c->b, a);
        rebuilt |= !b;
        for (size_t k = 0; b && k < a->item_count; k++)
            add_slot(
                c, (struct jx_slot){&a->items[k].selector, &b->items[k].selector, i, k});
        if (b && !jx_same_leaves(a, b))
            add(c, JX_CHANGE_LEAVES,
                jx_arena_format(&c->arena, "frameworks.%s.weights", a->key))
                ->slot = i;
    }
    if (rebuilt)
        add(c, JX_CHANGE_FRAMEWORK, "frameworks");
}

/* ---- figures of the pack ---- */

static void compare_rounding(struct jx_changes *c, enum jx_change_kind kind,
                             const char *name, struct jx_rounding a, struct jx_rounding b)
{
    if (a.mode == b.mode && (a.mode == JX_ROUND_NONE || a.digits == b.digits))
        return;
    struct jx_change *change = add(c, kind, name);
    change->before = rounding(c, a);
    change->after = rounding(c, b);
}

static const struct jx_weight_group *group_like(const struct jx_weights *weights,
                                                struct jx_str level1)
{
    for (size_t i = 0; i < weights->group_count; i++)
        if (jx_str_eq(weights->groups[i].level1, level1))
            return &weights->groups[i];
    return NULL;
}

/* The lines of a template that the other has not got so: "产出指标 50, 效益指标 30". */
static const char *lines(struct jx_changes *c, const struct jx_weights *weights,
                         const struct jx_weights *other)
{
    struct jx_strbuf text = {0};
    char number[64];
    if (jx_dec_cmp(weights->total, other->total) != 0) {
        jx_dec_print(weights->total, number);
        jx_strbuf_format(&text, "total %s", number);
    }
    for (size_t i = 0; i < weights->group_count; i++) {
        const struct jx_weight_group *group = &weights->groups[i];
        const struct jx_weight_group *like = group_like(other, group->level1);
        if (like && jx_dec_cmp(like->weight, group->weight) == 0)
            continue;
        jx_dec_print(group->weight, number);
        jx_strbuf_format(&text, "%s%.*s %s", text.len ? ", " : "", (int)group->level1.n,
                         group->level1.p, number);
    }
    return keep(c, &text);
}

static void compare_weights(struct jx_changes *c)
{
    const struct jx_pack *a = c->a, *b = c->b;
    if (!jx_same_templates(a, b)) {
        add(c, JX_CHANGE_WEIGHTS, "weights");
        return;
    }
    for (size_t i = 0; i < a->weight_count; i++) {
        const struct jx_weights *x = &a->weights[i], *y = &b->weights[i];
        if (jx_same_template(x, y))
            continue;
        struct jx_change *change =
            add(c, JX_CHANGE_TEMPLATE, jx_arena_format(&c->arena, "weights.%s", x->name));
        change->slot = i;
        change->before = lines(c, x, y);
        change->after = lines(c, y, x);
        change->clause = y->source;
    }
}

static void compare_figures(struct jx_changes *c)
{
    const struct jx_pack *a = c->a, *b = c->b;
    compare_weights(c);
    compare_rounding(c, JX_CHANGE_ITEM_ROUNDING, "rounding.item", a->round_item,
                     b->round_item);
    compare_rounding(c, JX_CHANGE_GROUP_ROUNDING, "rounding.group", a->round_group,
                     b->round_group);
    compare_rounding(c, JX_CHANGE_TOTAL_ROUNDING, "rounding.total", a->round_total,
                     b->round_total);
    if (jx_dec_cmp(a->ceiling, b->ceiling) != 0) {
        struct jx_change *change = add(c, JX_CHANGE_CEILING, "ceiling");
        change->before = decimal(c, a->ceiling);
        change->after = decimal(c, b->ceiling);
    }
    const char *before = grades(c, a), *after = grades(c, b);
    if (!jx_same_text(before, after)) {
        struct jx_change *change = add(c, JX_CHANGE_GRADES, "grades");
        change->before = before;
        change->after = after;
    }
    if (!jx_same_levels(a, b))
        add(c, JX_CHANGE_LEVELS, "levels");
}

static struct jx_str forms_text(const struct jx_pack_source *source)
{
    for (size_t i = 0; i < source->file_count; i++)
        if (strcmp(source->files[i].name, "forms.json") == 0)
            return source->files[i].bytes;
    return (struct jx_str){0};
}

/* Do both packs, and those that they stand on, read forms by the same words? */
static bool same_forms(const struct jx_pack *a, const struct jx_pack *b)
{
    const struct jx_pack_source *x = a->source, *y = b->source;
    for (; x && y && jx_str_eq(forms_text(x), forms_text(y)); y = y->parent)
        x = x->parent;
    return !x && !y;
}

/* What is left over costs two more scorings of every form, so it is listed only where there
 * is something left, or nothing else that differs. */
bool jx_changes_find(struct jx_changes *changes, const struct jx_pack *a,
                     const struct jx_pack *b)
{
    *changes = (struct jx_changes){.a = a, .b = b};
    if (strcmp(a->digest, b->digest) == 0)
        return true;
    compare_selectors(changes);
    compare_frameworks(changes);
    compare_figures(changes);
    if (!changes->count || !same_forms(a, b))
        add(changes, JX_CHANGE_REST, "forms");
    return !changes->failed;
}

void jx_changes_free(struct jx_changes *changes)
{
    jx_arena_free(&changes->arena);
    *changes = (struct jx_changes){0};
}
