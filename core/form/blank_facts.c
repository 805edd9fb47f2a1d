/* blank_facts.c: what a sheet of facts asks for: the facts that the rules of the form's
 * framework need, by the words under which read_facts.c finds them again. */
#include "blank.h"

#include "decimal.h"
#include "framework.h"
#include "lang.h"
#include "record.h"
#include "strbuf.h"

#include <string.h>

struct sheet {
    const struct jx_form_spec *spec;
    struct jx_arena *arena;
    struct jx_face_fact *list;
    size_t count, capacity;
    bool failed;
};

static const char *copy(struct sheet *s, struct jx_str text)
{
    char *out = jx_arena_copy(s->arena, text.p ? text.p : "", text.n);
    s->failed |= !out;
    return out ? out : "";
}

/* The first word of a label that has no '*'; NULL: none. */
static const char *word_of(struct sheet *s, const struct jx_fact_label *label)
{
    for (size_t i = 0; i < label->words.count; i++)
        if (!memchr(label->words.list[i].p, '*', label->words.list[i].n))
            return copy(s, label->words.list[i]);
    return NULL;
}

/* The label of a fact, or of the field of any item (id "*"); NULL: none. */
static const char *label_of(struct sheet *s, const char *id, struct jx_str field,
                            bool peer)
{
    for (size_t i = 0; i < s->spec->fact_count; i++) {
        const struct jx_fact_label *label = &s->spec->facts[i];
        if (jx_str_is(label->id, id) && jx_str_eq(label->field, field) &&
            label->peer == peer)
            return word_of(s, label);
    }
    return NULL;
}

static bool known(const struct sheet *s, const char *name, const char *what)
{
    for (size_t i = 0; i < s->count; i++)
        if (strcmp(s->list[i].name, name) == 0 && strcmp(s->list[i].what, what) == 0)
            return true;
    return false;
}

static struct jx_face_fact *add(struct sheet *s, struct jx_face_fact fact)
{
    if (known(s, fact.name, fact.what))
        return NULL; /* two rules need the same */
    struct jx_face_fact *list =
        jx_arena_grow(s->arena, s->list, s->count, &s->capacity, sizeof *list);
    s->failed |= !list;
    if (!list)
        return NULL;
    s->list = list;
    list[s->count] = fact;
    return &list[s->count++];
}

/* Would reading find the item again by its name alone? */
static bool name_tells(const struct jx_framework *framework, size_t index)
{
    for (size_t i = 0; i < framework->item_count; i++)
        if (i != index &&
            jx_str_eq(framework->items[i].name, framework->items[index].name))
            return false;
    return true;
}

static const char *group_of(struct sheet *s, const struct jx_framework_item *item)
{
    const char *group =
        item->level2.n
            ? jx_arena_format(s->arena, "%.*s · %.*s", (int)item->level1.n,
                              item->level1.p, (int)item->level2.n, item->level2.p)
            : copy(s, item->level1);
    s->failed |= !group;
    return group ? group : "";
}

/* "6 points  ≥ 100%": what the form fixes, for whoever fills it in. */
static const char *hint_of(struct sheet *s, const struct jx_framework_item *item)
{
    char digits[64];
    const struct jx_str part[] = {item->nature, item->target, item->unit};
    struct jx_strbuf hint = {0};
    jx_dec_print(item->weight, digits);
    jx_strbuf_format(&hint, item->by_unit ? _("%s points in all") : _("%s points"),
                     digits);
    jx_strbuf_puts(&hint, item->target.n ? "  " : "");
    for (size_t i = 0; item->target.n && i < 3; i++)
        jx_strbuf_add(&hint, part[i].p, part[i].n);
    s->failed |= hint.failed;
    const char *text = hint.failed ? "" : copy(s, (struct jx_str){hint.text, hint.len});
    jx_strbuf_free(&hint);
    return text;
}

/* One fact of an item: by label of its own, by the item's name and the label of the field,
 * or by the id. */
static void ask(struct sheet *s, const struct jx_framework *framework, size_t index,
                struct jx_face_fact fact, const char *id, struct jx_str field, bool peer)
{
    const struct jx_framework_item *item = &framework->items[index];
    const char *own = label_of(s, id, field, peer);
    const char *what = label_of(s, "*", field, peer);
    bool itself = strcmp(id, item->selector.key) == 0 && name_tells(framework, index);
    fact.what = "";
    if (own) {
        fact.name = own;
    } else if (itself && (what || (jx_str_is(field, "actual") && !peer))) {
        fact.name = copy(s, item->name);
        fact.what = what ? what : "";
    } else {
        fact.name =
            jx_arena_format(s->arena, "%s%s%s%.*s", peer ? "peer." : "", id,
                            field.n ? "." : "", (int)field.n, field.n ? field.p : "");
        s->failed |= !fact.name;
    }
    if (fact.name)
        add(s, fact);
}

/* What the framework itself fixes, and what the record says elsewhere, is not asked. */
static bool is_fixed(const struct jx_framework_item *item, int key)
{
    return key == JX_IND_LEVEL1 || key == JX_IND_LEVEL2 || key == JX_IND_REASON ||
           key == JX_IND_REPORTED_SCORE || key == JX_IND_NATURE || key == JX_IND_UNIT ||
           (key == JX_IND_TARGET && item->target.n) ||
           (!item->by_unit && (key == JX_IND_NAME || key == JX_IND_WEIGHT));
}

static void ask_need(struct sheet *s, const struct jx_framework *framework, size_t index,
                     struct jx_face_fact fact, const struct jx_bound_need *need)
{
    const char *own = framework->items[index].selector.key;
    const char *id = need->id.n ? copy(s, need->id) : own;
    if (need->scope == JX_SCOPE_ROW && !is_fixed(&framework->items[index], need->key))
        ask(s, framework, index, fact, own, jx_str_of(jx_ind_keys[need->key]), false);
    if (need->scope == JX_SCOPE_FACT)
        ask(s, framework, index, fact, id, need->field, false);
    if (need->scope == JX_SCOPE_PEER)
        ask(s, framework, index, fact, id, need->field, true);
}

/* The most indicators that a unit sets itself, in the usual divisions of the weight. */
static size_t most_parts(const struct jx_framework_item *item)
{
    size_t most = item->split_count ? 0 : 3;
    for (size_t i = 0; i < item->split_count; i++)
        most = item->splits[i].count > most ? item->splits[i].count : most;
    return most;
}

static void ask_unit(struct sheet *s, const struct jx_framework *framework, size_t index,
                     struct jx_face_fact fact)
{
    static const int keys[] = {JX_IND_NAME, JX_IND_WEIGHT, JX_IND_TARGET, JX_IND_ACTUAL};
    const struct jx_framework_item *item = &framework->items[index];
    for (size_t part = 1; part <= most_parts(item); part++)
        for (size_t k = 0; k < 4; k++) {
            const char *id =
                jx_arena_format(s->arena, "%s-%zu", item->selector.key, part);
            fact.type = keys[k] == JX_IND_WEIGHT ? JX_T_NUMBER : JX_T_TEXT;
            s->failed |= !id;
            if (id)
                ask(s, framework, index, fact, id, jx_str_of(jx_ind_keys[keys[k]]),
                    false);
        }
}

static void ask_item(struct sheet *s, const struct jx_framework *framework, size_t index)
{
    const struct jx_framework_item *item = &framework->items[index];
    const struct jx_selector *selector = &item->selector;
    struct jx_face_fact fact = {.group = group_of(s, item), .hint = hint_of(s, item)};
    if (item->by_unit) {
        ask_unit(s, framework, index, fact);
        return;
    }
    for (size_t i = 0; selector->rule && i < selector->rule->need_count; i++) {
        fact.type = selector->rule->needs[i].type;
        ask_need(s, framework, index, fact, &selector->needs[i]);
    }
    fact.type = JX_T_NUMBER;
    if (item->judged)
        ask(s, framework, index, fact, selector->key, jx_str_of("reported_score"), false);
}

/* Which of several groups counts. */
static void ask_choice(struct sheet *s, const struct jx_framework *framework,
                       size_t index)
{
    const struct jx_choice *choice = &framework->choices[index];
    const char **names =
        jx_arena_array(s->arena, framework->option_count + 1, sizeof *names);
    struct jx_face_fact fact = {.group = copy(s, choice->level1),
                                .what = "",
                                .hint = "",
                                .type = JX_T_TEXT,
                                .choices = names};
    fact.name = label_of(s, choice->fact, (struct jx_str){0}, false);
    s->failed |= !names;
    for (size_t i = 0; names && i < framework->option_count; i++)
        if (framework->options[i].choice == index)
            names[fact.choice_count++] = copy(s, framework->options[i].name);
    if (!fact.group[0])
        fact.group = copy(s, choice->name);
    if (fact.name)
        add(s, fact);
}

bool jx_blank_facts(const struct jx_pack *pack, const struct jx_form_spec *spec,
                    struct jx_face *face, struct jx_arena *arena)
{
    struct sheet s = {.spec = spec, .arena = arena};
    const struct jx_framework *framework = jx_framework_of(pack, jx_str_of(spec->id));
    if (!spec->has_facts || !framework)
        return true;
    for (size_t i = 0; i < framework->choice_count; i++)
        ask_choice(&s, framework, i);
    for (size_t i = 0; i < framework->item_count; i++)
        ask_item(&s, framework, i);
    face->facts = s.list;
    face->fact_count = s.count;
    return !s.failed;
}
