/* compile_pack.c: pack.json: who the pack is and the single settings. Its tables are in
 * compile_tables.c. */
#include "compile.h"

#include "formspec.h"
#include "lang.h"
#include "pack_find.h"
#include "strbuf.h"
#include "version.h"

#include <string.h>

enum { RULE_API = 1, YEAR_MIN = 1949, YEAR_MAX = 2999, DIGITS_MAX = 9 };

static const char *const pack_keys[] = {
    "name",      "title",         "version", "api",       "extends", "region",
    "years",     "lang",          "forms",   "requires",  "sources", "rounding",
    "tolerance", "grades",        "ceiling", "weights",   "missing", "limits",
    "levels",    "findings",      "allow",   "recognise", "prose",   "weighting",
    "targets",   "judged_levels", NULL};

const char *const missing_words[] = {"unscored", "zero", "redistribute", "refuse", NULL};

bool jx_pack_name_good(const char *text)
{
    size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return n > 0 && !text[n] && text[0] >= 'a' && text[0] <= 'z';
}

static const char *identifier(struct compile *c, const char *key, const char *fallback)
{
    const struct jx_json *node = get(c, c->root, key, JX_JSON_STRING);
    if (!node)
        return fallback;
    if (!jx_pack_name_good(node->text.p))
        bad(c, node, _("use lower-case letters, digits and '-', as in 'north-2'"),
            _("'%s' is no name for a %s"), node->text.p, key);
    return node->text.p;
}

static void required(struct compile *c, const char *key)
{
    if (!jx_json_get(c->root, key))
        bad(c, c->root, NULL, _("the key '%s' is missing"), key);
}

/* Who the pack is, it says itself: ancestors hand down everything but this. */
static void compile_identity(struct compile *c)
{
    struct jx_pack *pack = c->pack;
    const struct jx_json *merged = c->root;
    struct jx_version version;
    int api;
    c->root = c->source->json[JX_PART_PACK];
    required(c, "name");
    required(c, "version");
    required(c, "api");
    pack->name = identifier(c, "name", "");
    pack->title = get_text(c, c->root, "title", pack->name);
    pack->version = get_text(c, c->root, "version", "");
    const struct jx_json *node = jx_json_get(c->root, "version");
    if (node && node->type == JX_JSON_STRING && !jx_version_parse(node->text.p, &version))
        bad(c, node, _("write three numbers, as in \"2023.1.0\""),
            _("'%s' is no version"), node->text.p);
    node = jx_json_get(c->root, "api");
    if (node && node_int(c, node, 1, 1000, &api) && api > RULE_API)
        bad(c, node, _("install a newer jixiao"),
            _("the pack needs rule api %d, this program offers %d"), api, RULE_API);
    c->root = merged;
    pack->region = identifier(c, "region", "");
}

static void compile_years(struct compile *c)
{
    const struct jx_json *node = get(c, c->root, "years", JX_JSON_ARRAY);
    if (!node)
        return;
    if (node->count != 2) {
        bad(c, node, NULL, _("expected two years, [2023, 2023]; null leaves one open"));
        return;
    }
    int *years[2] = {&c->pack->year_from, &c->pack->year_to};
    const struct jx_json *year = node->child;
    for (int i = 0; i < 2; i++, year = year->next)
        if (year->type != JX_JSON_NULL)
            node_int(c, year, YEAR_MIN, YEAR_MAX, years[i]);
    if (c->pack->year_to && c->pack->year_from > c->pack->year_to)
        bad(c, node, NULL, _("the first year is behind the last"));
}

static void compile_rounding_of(struct compile *c, const struct jx_json *rounding,
                                const char *key, struct jx_rounding *out)
{
    static const char *const keys[] = {"digits", "mode", NULL};
    /* in the order of enum jx_round_mode */
    static const char *const modes[] = {"half-away", "down", "none", "half-even", NULL};
    *out = (struct jx_rounding){2, JX_ROUND_HALF_AWAY};
    const struct jx_json *node = get(c, rounding, key, JX_JSON_OBJECT);
    if (!node)
        return;
    only_keys(c, node, keys);
    const struct jx_json *digits = jx_json_get(node, "digits");
    const struct jx_json *mode = jx_json_get(node, "mode");
    if (digits)
        node_int(c, digits, 0, DIGITS_MAX, &out->digits);
    int word = mode ? node_word(c, mode, modes) : -1;
    if (word >= 0)
        out->mode = (enum jx_round_mode)word;
}

static void compile_rounding(struct compile *c)
{
    static const char *const keys[] = {"item", "group", "total", NULL};
    const struct jx_json *rounding = get(c, c->root, "rounding", JX_JSON_OBJECT);
    if (rounding)
        only_keys(c, rounding, keys);
    compile_rounding_of(c, rounding, "item", &c->pack->round_item);
    compile_rounding_of(c, rounding, "group", &c->pack->round_group);
    compile_rounding_of(c, rounding, "total", &c->pack->round_total);
}

static void compile_limits(struct compile *c)
{
    static const char *const keys[] = {"overshoot", "magnitude", "reason_below", NULL};
    const struct jx_json *node = get(c, c->root, "limits", JX_JSON_OBJECT);
    struct jx_limits *limits = &c->pack->limits;
    if (!node)
        return;
    only_keys(c, node, keys);
    limits->has_overshoot =
        get_number(c, node, "overshoot", "1", NULL, &limits->overshoot);
    limits->has_magnitude =
        get_number(c, node, "magnitude", "1", NULL, &limits->magnitude);
    limits->has_reason_below =
        get_number(c, node, "reason_below", "0", "1", &limits->reason_below);
}

static void compile_words(struct compile *c)
{
    static const char *const recognise_keys[] = {"region_names", "code_prefixes", NULL};
    static const char *const prose_keys[] = {"score", "rate", "grade", NULL};
    const struct jx_json *node = get(c, c->root, "recognise", JX_JSON_OBJECT);
    if (node) {
        only_keys(c, node, recognise_keys);
        c->pack->region_names = get_patterns(c, node, "region_names");
        c->pack->code_prefixes = get_patterns(c, node, "code_prefixes");
    }
    node = get(c, c->root, "prose", JX_JSON_OBJECT);
    if (node) {
        only_keys(c, node, prose_keys);
        c->pack->prose.score = get_patterns(c, node, "score");
        c->pack->prose.rate = get_patterns(c, node, "rate");
        c->pack->prose.grade = get_patterns(c, node, "grade");
    }
}

/* The default of the pack; single selectors are looked up by compile_selectors. */
static void compile_missing(struct compile *c)
{
    const struct jx_json *node = jx_json_get(c->root, "missing");
    if (node && node->type == JX_JSON_OBJECT)
        node = jx_json_get(node, "default");
    int word = node ? node_word(c, node, missing_words) : -1;
    if (word >= 0)
        c->pack->missing = (enum jx_missing)word;
}

/* The version of a required plugin that is here, or NULL with a fault. */
static const char *required_version(struct compile *c, const struct jx_json *node)
{
    struct jx_version version;
    const struct jx_plugin *plugin = c->env->plugin(c->env->ctx, node->key.p);
    if (!plugin) {
        const char *near = did_you_mean(c, node->key.p, c->env->plugin_names);
        c->plugin_lacking = true;
        bad(c, node, near ? near : _("install it; 'jixiao plugins' lists what is there"),
            _("the pack requires the plugin '%s' %s, which is not installed"),
            node->key.p, node->text.p);
        return NULL;
    }
    if (!jx_version_parse_short(plugin->version, &version) ||
        !jx_range_match(node->text.p, version)) {
        bad(c, node, _("install a version that fits"),
            _("the pack requires the plugin '%s' %s, but %s is installed"), node->key.p,
            node->text.p, plugin->version);
        return NULL;
    }
    return plugin->version;
}

/* "jixiao" is the program itself. */
static void check_engine(struct compile *c, const struct jx_json *node)
{
    struct jx_version version;
    if (!jx_version_parse_short(JX_VERSION, &version) ||
        !jx_range_match(node->text.p, version))
        bad(c, node, _("install a version that fits"),
            _("the pack requires jixiao %s, and this is %s"), node->text.p, JX_VERSION);
}

/* NAME: range of versions. Whether a plugin offers a method shows where rules name it. */
static void compile_requires(struct compile *c)
{
    const struct jx_json *node = get(c, c->root, "requires", JX_JSON_OBJECT);
    struct jx_required *list = take(c, node ? node->count : 0, sizeof *list);
    for (const struct jx_json *m = node && list ? node->child : NULL; m; m = m->next) {
        if (jx_str_is(m->key, "note") || !is_type(c, m, JX_JSON_STRING))
            continue;
        if (!jx_range_valid(m->text.p)) {
            bad(c, m, _("write it as in \"^1.2\" or \">=1 <3\""),
                _("'%s' is no range of versions"), m->text.p);
            continue;
        }
        if (jx_str_is(m->key, "jixiao")) {
            check_engine(c, m);
            continue;
        }
        const char *version = c->env->plugin ? required_version(c, m) : NULL;
        if (version)
            list[c->pack->required_count++] = (struct jx_required){m->key.p, version};
    }
    c->pack->required = list;
}

/* A pack without forms.json still scores forms that come as records, under any name. */
void check_forms(struct compile *c)
{
    const struct jx_pack *pack = c->pack;
    const struct jx_json *list = get(c, c->root, "forms", JX_JSON_ARRAY);
    const char **ids = take(c, pack->form_count + 1, sizeof *ids);
    for (size_t i = 0; ids && i < pack->form_count; i++)
        ids[i] = pack->forms[i].id;
    for (const struct jx_json *m = list && ids ? list->child : NULL; m; m = m->next) {
        bool known = !is_type(c, m, JX_JSON_STRING);
        for (size_t i = 0; !known && i < pack->form_count; i++)
            known = jx_str_is(m->text, ids[i]);
        const char *what = _("'%s' is no form of forms.json");
        if (!known && pack->form_count)
            bad(c, m, did_you_mean(c, m->text.p, ids), what, m->text.p);
        else if (!known)
            warn(c, m, NULL, what, m->text.p);
    }
}

void compile_pack(struct compile *c)
{
    static const char *const langs[] = {"zh", "en", NULL};
    only_keys(c, c->root, pack_keys);
    compile_identity(c);
    compile_years(c);
    const struct jx_json *lang = jx_json_get(c->root, "lang");
    int word = lang ? node_word(c, lang, langs) : -1;
    c->pack->lang = word > 0 ? langs[word] : langs[0];
    get_text(c, c->root, "extends", NULL);
    compile_requires(c);
    compile_rounding(c);
    get_number(c, c->root, "tolerance", "0", NULL, &c->pack->tolerance);
    c->pack->ceiling = jx_dec_int(100);
    get_number(c, c->root, "ceiling", "0", NULL, &c->pack->ceiling);
    compile_limits(c);
    compile_words(c);
    compile_missing(c);
    compile_sources(c);
    compile_grades(c);
    compile_levels(c);
    compile_weights(c);
    compile_findings(c);
    compile_targets(c);
}
