/* compile_targets.c: "targets" of pack.json: faults of targets that can be seen before the
 * year ends. What a form's targets say is for core/score. */
#include "compile.h"

#include "lang.h"
#include "record.h"
#include "strbuf.h"

#include <string.h>

static const char *const when_keys[] = {"form", "level1", "level2", "name", "nature",
                                        "unit", "target", "words",  "rate", "from",
                                        "to",   "below",  NULL};

/* Of units "none" is a blank one. */
static struct jx_patterns get_units(struct compile *c, const struct jx_json *when)
{
    struct jx_patterns units = get_patterns(c, when, "unit");
    struct jx_str *list = take(c, units.count, sizeof *list);
    for (size_t i = 0; list && i < units.count; i++)
        list[i] = jx_str_is(units.list[i], "none") ? jx_str_of("") : units.list[i];
    return (struct jx_patterns){list, list ? units.count : 0};
}

static void read_when(struct compile *c, const struct jx_json *object,
                      struct jx_target_when *when)
{
    if (!is_type(c, object, JX_JSON_OBJECT))
        return;
    only_keys(c, object, when_keys);
    const struct jx_json *rate = jx_json_get(object, "rate");
    when->asks_rate = rate != NULL;
    when->rate = rate && rate->type == JX_JSON_TRUE;
    if (rate && rate->type != JX_JSON_FALSE)
        is_type(c, rate, JX_JSON_TRUE);
    when->form = get_patterns(c, object, "form");
    when->level1 = get_patterns(c, object, "level1");
    when->level2 = get_patterns(c, object, "level2");
    when->name = get_patterns(c, object, "name");
    when->nature = get_natures(c, object, "nature");
    when->unit = get_units(c, object);
    when->target = get_kinds(c, object, "target");
    when->words = get_patterns(c, object, "words");
    when->has_from = get_number(c, object, "from", NULL, NULL, &when->from);
    when->has_to = get_number(c, object, "to", NULL, NULL, &when->to);
    when->has_below = get_number(c, object, "below", NULL, NULL, &when->below);
}

/* One condition, or a list of which any will do. */
static void read_unless(struct compile *c, const struct jx_json *node,
                        struct jx_target_check *check)
{
    const struct jx_json *unless = jx_json_get(node, "unless");
    bool list = unless && unless->type == JX_JSON_ARRAY;
    struct jx_target_when *all = take(c, list ? unless->count : 1, sizeof *all);
    for (const struct jx_json *n = list ? unless->child : unless; n && all;
         n = list ? n->next : NULL)
        read_when(c, n, &all[check->unless_count++]);
    check->unless = all;
}

/* A code of the contract, or of the pack's own, with its title under "findings". */
static const char *read_code(struct compile *c, const struct jx_json *node)
{
    const char *code = get_text(c, node, "code", "");
    uint8_t severity;
    bool known = !code[0] || !c->env->finding || c->env->finding(code, &severity);
    for (size_t i = 0; !known && i < c->pack->policy_count; i++)
        known = strcmp(c->pack->policies[i].code, code) == 0;
    const char *near = known ? NULL : did_you_mean(c, code, c->env->finding_names);
    if (!known)
        bad(c, jx_json_get(node, "code"),
            near ? near : _("a code of your own rules needs a title"),
            _("unknown finding code '%s'"), code);
    return code;
}

/* What the contract has an audit find: directions and places, as far as one row tells. */
static void read_audited(struct compile *c, struct jx_target_check *check)
{
    if (check->against != JX_AGAINST_NOTHING)
        return;
    if (strcmp(check->code, "direction-suspect") == 0)
        check->audited = JX_AUDITED_DIRECTION;
    else if (strcmp(check->code, "slot-suspect") == 0)
        check->audited = JX_AUDITED_SLOT;
    for (size_t i = 0; check->audited && i < check->when.name.count; i++)
        jx_pairs_add(&c->pack->check_pairs, check->when.name.list[i]);
}

static void read_against(struct compile *c, const struct jx_json *node,
                         struct jx_target_check *check)
{
    /* in the order of enum jx_target_against, from its second on */
    static const char *const words[] = {"form", "peers", "last-year", NULL};
    enum { PEERS_MAX = 1000000 };
    const struct jx_json *against = jx_json_get(node, "against");
    const struct jx_json *least = jx_json_get(node, "least");
    const struct jx_json *together = jx_json_get(node, "together");
    int word = against ? node_word(c, against, words) : -1;
    check->against = (uint8_t)(word + 1);
    check->least = 5;
    if (least)
        node_int(c, least, 3, PEERS_MAX, &check->least);
    check->together = together && together->type == JX_JSON_TRUE;
    if (together && together->type != JX_JSON_FALSE)
        is_type(c, together, JX_JSON_TRUE);
    bool shares = check->against >= JX_AGAINST_PEERS;
    check->share = jx_dec_int(1);
    get_number(c, node, "share", "0.01", "1", &check->share);
    if (shares && !jx_json_get(node, "share"))
        bad(c, node, NULL, _("the key '%s' is missing"), "share");
}

static void read_check(struct compile *c, const struct jx_json *node,
                       struct jx_target_check *check)
{
    static const char *const keys[] = {"code",    "when",     "unless", "text",
                                       "do",      "clause",   "share",  "least",
                                       "against", "together", "cell",   NULL};
    static const char *const needed[] = {"code", "text", "do", "clause"};
    only_keys(c, node, keys);
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (!jx_json_get(node, needed[i]))
            bad(c, node, NULL, _("the key '%s' is missing"), needed[i]);
    static const char *const cells[] = {"target", "level1", "level2", "name",
                                        "nature", "unit",   "weight", NULL};
    const struct jx_json *cell = jx_json_get(node, "cell");
    int word = cell ? node_word(c, cell, cells) : 0;
    check->cell =
        jx_key_index(jx_ind_keys, JX_IND_COUNT, jx_str_of(cells[word < 0 ? 0 : word]));
    check->key = node->key.p;
    check->code = read_code(c, node);
    check->text = get_text(c, node, "text", "");
    check->advice = get_text(c, node, "do", "");
    check->clause = compile_clause(c, jx_json_get(node, "clause"));
    read_against(c, node, check);
    const struct jx_json *when = jx_json_get(node, "when");
    if (when)
        read_when(c, when, &check->when);
    read_unless(c, node, check);
    read_audited(c, check);
    if ((!when || !when->count) && check->against == JX_AGAINST_NOTHING)
        bad(c, node, _("add 'when'"), _("the check would find fault with every row"));
}

void compile_targets(struct compile *c)
{
    void *array;
    const struct jx_json *m = table(c, "targets", sizeof(struct jx_target_check), &array);
    struct jx_target_check *checks = array;
    for (; m; m = m->next)
        if (!is_note(m) && is_type(c, m, JX_JSON_OBJECT))
            read_check(c, m, &checks[c->pack->target_check_count++]);
    c->pack->target_checks = checks;
}
