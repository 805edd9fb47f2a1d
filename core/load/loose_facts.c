/* loose_facts.c: facts that forms.json reads and nothing asks for: mostly a slip of the pen
 * in an id, which would leave an item without its figure for ever. Only warnings. */
#include "compile.h"

#include "formspec.h"
#include "framework.h"
#include "lang.h"
#include "provenance.h"
#include "record.h"
#include "strbuf.h"

#include <string.h>

/* A fact that the form fills, and where the pack says so. */
struct fact {
    struct jx_str id, field;
    bool peer;
    const struct jx_json *node;
};

static bool digits(struct jx_str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] < '0' || text.p[i] > '9')
            return false;
    return text.n > 0;
}

/* Is the fact one of the item, or of an indicator that the unit sets in its place? */
static bool speaks_of(const struct fact *fact, const struct jx_framework_item *item)
{
    struct jx_str id = jx_str_of(item->selector.key);
    struct jx_str rest = {fact->id.p + id.n + 1, fact->id.n - id.n - 1};
    if (jx_str_eq(fact->id, id))
        return true;
    return item->by_unit && fact->id.n > id.n + 1 && jx_str_starts(fact->id, id) &&
           fact->id.p[id.n] == '-' && digits(rest);
}

static bool reads_field(const struct fact *fact, const struct jx_framework_item *item)
{
    const struct jx_selector *selector = &item->selector;
    if (!fact->peer &&
        (!fact->field.n || jx_key_index(jx_ind_keys, JX_IND_COUNT, fact->field) >= 0))
        return true;
    for (size_t i = 0; selector->rule && i < selector->rule->need_count; i++) {
        const struct jx_bound_need *need = &selector->needs[i];
        enum jx_scope scope = fact->peer ? JX_SCOPE_PEER : JX_SCOPE_FACT;
        if (need->scope == scope && !need->id.n && jx_str_eq(need->field, fact->field))
            return true;
    }
    return false;
}

/* Asked for by its id, from whichever item. */
static bool asked_for(const struct fact *fact, const struct jx_framework *framework)
{
    for (size_t i = 0; i < framework->choice_count; i++)
        if (!fact->peer && jx_str_is(fact->id, framework->choices[i].fact))
            return true;
    for (size_t i = 0; i < framework->item_count; i++) {
        const struct jx_selector *selector = &framework->items[i].selector;
        for (size_t n = 0; selector->rule && n < selector->rule->need_count; n++)
            if (jx_str_eq(selector->needs[n].id, fact->id) &&
                jx_str_eq(selector->needs[n].field, fact->field))
                return true;
    }
    return false;
}

static void check_fact(struct compile *c, const struct jx_framework *framework,
                       const struct fact *fact)
{
    const char **ids = take(c, framework->item_count + 1, sizeof *ids);
    bool item = false;
    if (!ids || asked_for(fact, framework))
        return;
    for (size_t i = 0; i < framework->item_count; i++) {
        ids[i] = framework->items[i].selector.key;
        if (speaks_of(fact, &framework->items[i])) {
            if (reads_field(fact, &framework->items[i]))
                return;
            item = true;
        }
    }
    const char *id = jx_arena_copy(&c->pack->arena, fact->id.p, fact->id.n);
    const char *field = jx_arena_copy(&c->pack->arena, fact->field.p, fact->field.n);
    if (!id || !field)
        c->failed = true;
    else if (item)
        warn(c, fact->node, NULL, _("no rule reads '%s' of the item '%s'"), field, id);
    else
        warn(c, fact->node, did_you_mean(c, id, ids),
             _("'%s' is no item of the framework, and no rule asks for this fact"), id);
}

/* The places of a sentence: "{ID.field}", "{peer.ID}", "{ID=VALUE}". */
static void check_sentence(struct compile *c, const struct jx_framework *framework,
                           struct jx_str sentence, const struct jx_json *node)
{
    static const struct jx_str peer = {"peer.", 5};
    const char *open = sentence.p, *close;
    while ((open = strchr(open, '{')) && (close = strchr(open, '}'))) {
        struct jx_str name = {open + 1, strcspn(open + 1, "=}")};
        struct fact fact = {.node = node, .peer = jx_str_starts(name, peer)};
        if (fact.peer)
            name = (struct jx_str){name.p + peer.n, name.n - peer.n};
        const char *point = memchr(name.p, '.', name.n);
        fact.id = (struct jx_str){name.p, point ? (size_t)(point - name.p) : name.n};
        if (point)
            fact.field = (struct jx_str){point + 1, name.n - fact.id.n - 1};
        check_fact(c, framework, &fact);
        open = close;
    }
}

/* What a pack inherits may fit its ancestor's framework only: not its fault. */
static void check_form(struct compile *c, const struct jx_form_spec *form,
                       const struct jx_json *node)
{
    const struct jx_framework *framework = jx_framework_of(c->pack, jx_str_of(form->id));
    const struct jx_json *labels = jx_json_get(node, "facts");
    const struct jx_json *sentences = jx_json_get(jx_json_get(node, "report"), "facts");
    const struct jx_fact_label *label = form->facts;
    if (!framework)
        return;
    for (const struct jx_json *m = labels ? labels->child : NULL; m; m = m->next) {
        if (jx_str_is(m->key, "note"))
            continue;
        struct fact fact = {label->id, label->field, label->peer, m};
        if (!jx_str_is(label->id, "*") && jx_pack_is_own(c->pack, m))
            check_fact(c, framework, &fact);
        label++;
    }
    if (!sentences || !jx_pack_is_own(c->pack, sentences))
        return;
    for (size_t i = 0; i < form->report->facts.count; i++)
        check_sentence(c, framework, form->report->facts.list[i], sentences);
}

void warn_loose_facts(struct compile *c)
{
    const struct jx_json *root = c->root;
    c->root = c->source->effective[JX_PART_FORMS];
    const struct jx_json *forms = jx_json_get(c->root, "forms");
    for (size_t i = 0; i < c->pack->form_count; i++)
        check_form(c, &c->pack->forms[i], jx_json_get(forms, c->pack->forms[i].id));
    c->root = root;
}
