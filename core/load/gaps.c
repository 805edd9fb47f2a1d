/* gaps.c: what a pack that can be used still leaves open: rows that no selector takes,
 * forms that do not exist, bands and grades with holes. Only warnings, for authors. */
#include "compile.h"

#include "formspec.h"
#include "framework.h"
#include "lang.h"
#include "strbuf.h"

#include <string.h>

static bool fits(const struct jx_patterns *patterns, struct jx_str text)
{
    for (size_t i = 0; i < patterns->count; i++)
        if (jx_str_glob(text, patterns->list[i]))
            return true;
    return patterns->count == 0;
}

static const struct jx_json *effective(const struct compile *c, enum jx_pack_part part,
                                       const char *key)
{
    return jx_json_get(c->source->effective[part], key);
}

/* ---- forms ---- */

/* Words without '*' that name no form: such a selector never applies. */
static void check_form_names(struct compile *c, const struct jx_selector *selector)
{
    const struct jx_pack *pack = c->pack;
    const struct jx_json *node =
        jx_json_get(jx_json_get(jx_json_get(effective(c, JX_PART_INDICATORS, "selectors"),
                                            selector->key),
                                "when"),
                    "form");
    const char **ids = take(c, pack->form_count + 1, sizeof *ids);
    for (size_t i = 0; ids && i < pack->form_count; i++)
        ids[i] = pack->forms[i].id;
    c->root = c->source->effective[JX_PART_INDICATORS];
    for (size_t i = 0; node && ids && i < selector->form.count; i++) {
        struct jx_str word = selector->form.list[i];
        bool known = memchr(word.p, '*', word.n) != NULL;
        for (size_t k = 0; !known && k < pack->form_count; k++)
            known = jx_str_is(word, ids[k]);
        const char *name = known ? NULL : jx_arena_copy(&c->pack->arena, word.p, word.n);
        if (name)
            warn(c, node, did_you_mean(c, name, ids), _("'%s' is no form of forms.json"),
                 name);
    }
}

/* ---- rows ---- */

/* Does a selector take rows of this nature, in this group (p NULL: in any group)? */
static bool taken(const struct jx_pack *pack, struct jx_str form, struct jx_str nature,
                  struct jx_str level1)
{
    for (size_t i = 0; i < pack->selector_count; i++) {
        const struct jx_selector *s = &pack->selectors[i];
        if (!s->for_budget && !s->for_total && fits(&s->form, form) &&
            fits(&s->nature, nature) && (!level1.p || fits(&s->level1, level1)))
            return true;
    }
    return false;
}

static void tell_untaken(struct compile *c, struct jx_str form, struct jx_str group)
{
    static const char *const glyphs[] = {"≥", "≤", "＝", "＞", "＜", "定性"};
    struct jx_strbuf natures = {0};
    for (size_t i = 0; i < sizeof glyphs / sizeof *glyphs; i++) {
        struct jx_str nature = jx_str_of(glyphs[i]);
        /* what no group has is told once, for the form */
        bool any = taken(c->pack, form, nature, (struct jx_str){0});
        if (group.p ? any && !taken(c->pack, form, nature, group) : !any)
            jx_strbuf_format(&natures, "%s%s", natures.len ? " " : "", glyphs[i]);
    }
    const struct jx_json *node = effective(c, JX_PART_INDICATORS, "selectors");
    c->root = c->source->effective[JX_PART_INDICATORS];
    if (natures.len && node && group.p)
        warn(c, node, _("add a selector for them"),
             _("rows of nature %s in the group '%.*s' of '%.*s' are scored by no rule"),
             natures.text, (int)group.n, group.p, (int)form.n, form.p);
    else if (natures.len && node)
        warn(c, node, _("add a selector for them"),
             _("rows of nature %s of the form '%.*s' are scored by no rule"),
             natures.text, (int)form.n, form.p);
    jx_strbuf_free(&natures);
}

static bool budget_taken(const struct jx_pack *pack, struct jx_str form)
{
    for (size_t i = 0; i < pack->selector_count; i++)
        if (pack->selectors[i].for_budget && fits(&pack->selectors[i].form, form))
            return true;
    return false;
}

/* The groups of a form are those of its templates of weights. */
static void check_groups(struct compile *c, const struct jx_form_spec *form)
{
    struct jx_str id = jx_str_of(form->id);
    const struct jx_weights *weights = NULL;
    for (size_t i = 0; i < c->pack->weight_count && !weights; i++)
        if (fits(&c->pack->weights[i].form, id))
            weights = &c->pack->weights[i];
    for (size_t i = 0; weights && i < weights->group_count; i++) {
        struct jx_str group = weights->groups[i].level1;
        bool budget = form->budget_level1.n && jx_str_eq(group, form->budget_level1);
        if (!budget) {
            tell_untaken(c, id, group);
        } else if (!budget_taken(c->pack, id)) {
            c->root = c->source->effective[JX_PART_INDICATORS];
            warn(c, c->root, _("add a selector with \"part\": \"budget\""),
                 _("the budget block of '%s' has a weight and no rule"), form->id);
        }
    }
}

static void check_rows(struct compile *c)
{
    for (size_t i = 0; i < c->pack->form_count; i++) {
        const struct jx_form_spec *form = &c->pack->forms[i];
        struct jx_str id = jx_str_of(form->id);
        if (!form->column_count || jx_framework_of(c->pack, id))
            continue;
        tell_untaken(c, id, (struct jx_str){0});
        check_groups(c, form);
    }
    for (size_t i = 0; c->pack->form_count && i < c->pack->selector_count; i++)
        check_form_names(c, &c->pack->selectors[i]);
}

/* ---- bands ---- */

static void check_grades(struct compile *c)
{
    const struct jx_pack *pack = c->pack;
    const struct jx_json *node = effective(c, JX_PART_PACK, "grades");
    char from[64];
    c->root = c->source->effective[JX_PART_PACK];
    if (!node || !pack->grade_count ||
        jx_dec_is_zero(pack->grades[pack->grade_count - 1].from))
        return;
    jx_dec_print(pack->grades[pack->grade_count - 1].from, from);
    warn(c, node, _("let the lowest grade begin at 0"),
         _("a total below %s has no grade"), from);
}

/* A band: [from, …] with its end unknown, [from, to, …], or {"from": …, "to": …}. */
struct band {
    struct jx_dec from, to;
    bool has_to;
};

static bool member_number(const struct jx_value *map, const char *key, struct jx_dec *out)
{
    for (size_t i = 0; i < map->count; i++)
        if (jx_str_is(map->items[i].key, key) && map->items[i].type == JX_T_NUMBER) {
            *out = map->items[i].number;
            return true;
        }
    return false;
}

static bool read_band(const struct jx_value *value, struct band *band)
{
    *band = (struct band){{0, 0}, {0, 0}, false};
    if (value->type == JX_T_MAP) {
        band->has_to = member_number(value, "to", &band->to);
        return member_number(value, "from", &band->from);
    }
    if (value->type != JX_T_LIST || value->count < 2 || value->count > 3)
        return false;
    for (size_t i = 0; i < value->count; i++)
        if (value->items[i].type != JX_T_NUMBER)
            return false;
    band->from = value->items[0].number;
    band->has_to = value->count == 3;
    if (band->has_to)
        band->to = value->items[1].number;
    return true;
}

/* NULL: they are none. A list of bands but for one entry is told. */
static struct band *read_bands(struct compile *c, const struct jx_json *node,
                               const char *name, const struct jx_value *list)
{
    struct band *bands = take(c, list->count, sizeof *bands);
    size_t odd = list->count, read = 0;
    for (size_t i = 0; bands && i < list->count; i++) {
        if (!read_band(&list->items[i], &bands[i])) {
            odd = odd < list->count ? odd : i;
            continue;
        }
        read++;
        for (size_t k = i; k > 0 && jx_dec_cmp(bands[k].from, bands[k - 1].from) < 0;
             k--) {
            struct band swap = bands[k];
            bands[k] = bands[k - 1];
            bands[k - 1] = swap;
        }
    }
    if (read && read < list->count)
        warn(c, node, _("write it as the others, like [60, 0.5]"),
             _("parameter '%s': entry %zu is no band"), name, odd + 1);
    return read == list->count ? bands : NULL;
}

static void check_bands(struct compile *c, const struct jx_json *node, const char *name,
                        const struct jx_value *list)
{
    struct band *bands = list->type == JX_T_LIST ? read_bands(c, node, name, list) : NULL;
    char from[64], to[64];
    for (size_t i = 1; bands && i < list->count; i++) {
        const struct band *below = &bands[i - 1];
        jx_dec_print(bands[i].from, from);
        jx_dec_print(below->to, to);
        if (jx_dec_cmp(below->from, bands[i].from) == 0)
            warn(c, node, NULL, _("parameter '%s': two bands begin at %s"), name, from);
        else if (below->has_to && jx_dec_cmp(below->to, bands[i].from) > 0)
            warn(
                c, node, NULL,
                _("parameter '%s': bands overlap, one ends at %s, the next begins at %s"),
                name, to, from);
        else if (below->has_to && jx_dec_cmp(below->to, bands[i].from) < 0)
            warn(c, node, NULL,
                 _("parameter '%s': there is a gap between the bands, from %s to %s"),
                 name, to, from);
    }
}

/* `own`: the object that names the selector's rule or parameters. */
static void check_selector_bands(struct compile *c, const struct jx_selector *selector,
                                 const struct jx_json *own)
{
    const struct jx_json *params = jx_json_get(own, "params");
    c->root = c->source->effective[JX_PART_INDICATORS];
    for (size_t i = 0; own && selector->rule && i < selector->rule->param_count; i++) {
        const char *name = selector->rule->params[i].name;
        const struct jx_json *given = jx_json_get(params, name);
        check_bands(c, given ? given : own, name, &selector->params[i]);
    }
}

/* The member `key` anywhere below: ids are unique in a framework. */
static const struct jx_json *find_below(const struct jx_json *node, const char *key)
{
    const struct jx_json *found = jx_json_get(node, key);
    for (const struct jx_json *m = node ? node->child : NULL; m && !found; m = m->next)
        if (m->type == JX_JSON_OBJECT)
            found = find_below(m, key); /* at most JX_JSON_DEPTH deep */
    return found;
}

void warn_gaps(struct compile *c)
{
    const struct jx_pack *pack = c->pack;
    const struct jx_json *root = c->root;
    const struct jx_json *selectors = effective(c, JX_PART_INDICATORS, "selectors");
    const struct jx_json *frameworks = effective(c, JX_PART_INDICATORS, "frameworks");
    check_rows(c);
    check_grades(c);
    for (size_t i = 0; i < pack->selector_count; i++)
        check_selector_bands(c, &pack->selectors[i],
                             jx_json_get(selectors, pack->selectors[i].key));
    for (size_t f = 0; f < pack->framework_count; f++) {
        const struct jx_framework *framework = &pack->frameworks[f];
        const struct jx_json *tree = jx_json_get(frameworks, framework->key);
        for (size_t i = 0; i < framework->item_count; i++)
            check_selector_bands(c, &framework->items[i].selector,
                                 find_below(tree, framework->items[i].selector.key));
    }
    c->root = root;
}
