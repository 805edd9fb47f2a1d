/* compile_tables.c: the tables of pack.json: grades, levels, hints, findings,
 * sources. Each reads one key of the merged file into an array of the pack. */
#include "compile.h"

#include "lang.h"
#include "strbuf.h"

#include <string.h>

const struct jx_json *table(struct compile *c, const char *key, size_t size, void **array)
{
    const struct jx_json *node = get(c, c->root, key, JX_JSON_OBJECT);
    *array = node ? take(c, node->count, size) : NULL;
    return *array ? node->child : NULL;
}

bool is_note(const struct jx_json *member)
{
    return jx_str_is(member->key, "note");
}

void compile_sources(struct compile *c)
{
    static const char *const keys[] = {"title", "status", "covers", NULL};
    static const char *const words[] = {"confirmed", "to-be-confirmed", "assumed", NULL};
    void *array;
    const struct jx_json *m = table(c, "sources", sizeof(struct jx_source), &array);
    struct jx_source *sources = array;
    for (; m; m = m->next) {
        if (is_note(m) || !is_type(c, m, JX_JSON_OBJECT))
            continue;
        only_keys(c, m, keys);
        const struct jx_json *status = jx_json_get(m, "status");
        if (!status)
            bad(c, m, _("say whether its text was read: \"confirmed\" or not"),
                _("the key '%s' is missing"), "status");
        int word = status ? node_word(c, status, words) : -1;
        const struct jx_json *covers = jx_json_get(m, "covers");
        sources[c->pack->source_count++] = (struct jx_source){
            m->key.p, get_text(c, m, "title", m->key.p), word >= 0 ? words[word] : "",
            get_patterns(c, m, "covers"), covers ? covers->file : m->file};
    }
    c->pack->sources = sources;
}

void compile_grades(struct compile *c)
{
    static const char *const keys[] = {"grade", "from", NULL};
    const struct jx_json *node = get(c, c->root, "grades", JX_JSON_ARRAY);
    struct jx_grade *grades = node ? take(c, node->count, sizeof *grades) : NULL;
    size_t n = 0;
    for (const struct jx_json *m = grades ? node->child : NULL; m; m = m->next) {
        if (!is_type(c, m, JX_JSON_OBJECT))
            continue;
        only_keys(c, m, keys);
        grades[n].name = get_text(c, m, "grade", "");
        if (!grades[n].name[0])
            bad(c, m, NULL, _("the key '%s' is missing"), "grade");
        if (!jx_json_get(m, "from"))
            bad(c, m, NULL, _("the key '%s' is missing"), "from");
        if (!get_number(c, m, "from", "0", NULL, &grades[n].from))
            continue;
        if (n && jx_dec_cmp(grades[n].from, grades[n - 1].from) >= 0)
            bad(c, m, _("list the highest grade first"),
                _("grade '%s' does not begin below the grade before it"), grades[n].name);
        n++;
    }
    c->pack->grades = grades;
    c->pack->grade_count = n;
}

static bool level_range(struct compile *c, const struct jx_json *node,
                        struct jx_level *level)
{
    if (node->type != JX_JSON_ARRAY) {
        bool fine = node_number(c, node, "0", "1", &level->from);
        level->to = level->from;
        return fine;
    }
    if (node->count != 2) {
        bad(c, node, NULL, _("expected a share 0 to 1, or two: [0.6, 0.8]"));
        return false;
    }
    const struct jx_json *from = node->child, *to = from->next;
    if (!node_number(c, from, "0", "1", &level->from) ||
        !node_number(c, to, "0", "1", &level->to))
        return false;
    if (jx_dec_cmp(level->from, level->to) > 0) {
        bad(c, node, NULL, _("the lower share comes first"));
        return false;
    }
    return true;
}

void compile_levels(struct compile *c)
{
    void *array;
    const struct jx_json *m = table(c, "levels", sizeof(struct jx_level), &array);
    struct jx_level *levels = array;
    for (; m; m = m->next) {
        struct jx_level *level = &levels[c->pack->level_count];
        if (is_note(m) || !level_range(c, m, level))
            continue;
        level->word = squeezed(c, m->key);
        c->pack->level_count++;
    }
    c->pack->levels = levels;
    const struct jx_json *judged = jx_json_get(c->root, "judged_levels");
    c->pack->judged_levels = judged && judged->type == JX_JSON_TRUE;
    if (judged && judged->type != JX_JSON_FALSE)
        is_type(c, judged, JX_JSON_TRUE);
}

/* ---- audit ---- */

/* The usual severity of a code: of the contract, or of the pack's own rules, which then
 * needs a title. */
static uint8_t usual_severity(struct compile *c, const struct jx_json *node,
                              const char *title)
{
    uint8_t severity;
    if (!c->env->finding)
        return JX_WARNING;
    if (c->env->finding(node->key.p, &severity))
        return severity;
    if (title[0])
        return JX_WARNING;
    const char *near = did_you_mean(c, node->key.p, c->env->finding_names);
    bad(c, node, near ? near : _("a code of your own rules needs a title"),
        _("unknown finding code '%s'"), node->key.p);
    return JX_WARNING;
}

void compile_findings(struct compile *c)
{
    static const char *const keys[] = {"severity", "title", NULL};
    /* in the order of enum jx_severity */
    static const char *const words[] = {"info", "warning", "error", "off", NULL};
    void *array;
    const struct jx_json *m =
        table(c, "findings", sizeof(struct jx_finding_policy), &array);
    struct jx_finding_policy *policies = array;
    for (; m; m = m->next) {
        const struct jx_json *severity = m;
        const char *title = "";
        if (is_note(m))
            continue;
        if (m->type == JX_JSON_OBJECT) {
            only_keys(c, m, keys);
            title = get_text(c, m, "title", "");
            severity = jx_json_get(m, "severity");
        }
        struct jx_finding_policy *policy = &policies[c->pack->policy_count++];
        *policy =
            (struct jx_finding_policy){m->key.p, title, usual_severity(c, m, title)};
        int word = severity ? node_word(c, severity, words) : -1;
        if (word >= 0)
            policy->severity = words[word + 1] ? (uint8_t)word : JX_SEVERITY_OFF;
    }
    c->pack->policies = policies;
}
