/* faces.c: how forms are printed: headings in the pack's first words for them, and what
 * "blank" in forms.json says of the form that is handed out. Reading forms needs none of
 * this. */
#include "compile.h"

#include "formspec.h"
#include "lang.h"
#include "record.h"
#include "strbuf.h"

#include <string.h>

enum { ROWS_MAX = 200 };

/* A pattern as a heading: without its '*'. NULL when memory runs out. */
static const char *plain(struct compile *c, struct jx_str pattern)
{
    char *text = take(c, pattern.n + 1, 1);
    size_t n = 0;
    for (size_t i = 0; text && i < pattern.n; i++)
        if (pattern.p[i] != '*')
            text[n++] = pattern.p[i];
    return text;
}

/* The first of some synonyms that is a whole word, or else a part of one. */
static const char *first_word(struct compile *c, const struct jx_patterns *words)
{
    for (size_t i = 0; i < words->count; i++)
        if (!memchr(words->list[i].p, '*', words->list[i].n))
            return plain(c, words->list[i]);
    return words->count ? plain(c, words->list[0]) : NULL;
}

static void name_keys(struct compile *c, const struct jx_label *labels, size_t count,
                      const char **names)
{
    for (size_t i = 0; i < count; i++)
        names[labels[i].key] = first_word(c, &labels[i].words);
}

/* ---- "blank" ---- */

/* A list of texts; absent: none. */
static const char *const *texts(struct compile *c, const struct jx_json *object,
                                const char *key, size_t *count)
{
    const struct jx_json *node = get(c, object, key, JX_JSON_ARRAY);
    const char **list = take(c, node ? node->count : 0, sizeof *list);
    *count = 0;
    for (const struct jx_json *n = node && list ? node->child : NULL; n; n = n->next)
        if (is_type(c, n, JX_JSON_STRING))
            list[(*count)++] = n->text.p;
    return list;
}

static void read_groups(struct compile *c, const struct jx_json *blank,
                        struct jx_form_spec *spec)
{
    const struct jx_json *node = get(c, blank, "groups", JX_JSON_OBJECT);
    const struct jx_json *rows = jx_json_get(blank, "rows");
    int each = 2;
    if (rows)
        node_int(c, rows, 1, ROWS_MAX, &each);
    struct jx_blank_group *groups = take(c, node ? node->count : 0, sizeof *groups);
    for (const struct jx_json *n = node && groups ? node->child : NULL; n; n = n->next) {
        if (jx_str_is(n->key, "note"))
            continue;
        struct jx_blank_group *group = &groups[spec->group_count++];
        group->level1 = n->key.p;
        group->rows = each;
        group->level2 = texts(c, node, n->key.p, &group->level2_count);
    }
    spec->groups = groups;
}

/* "without": columns that are read where a form has them, but that the printed form does
 * not have: "weight" of the indicators, "budget.weight" of the funds. */
static void leave_out(struct compile *c, const struct jx_json *blank,
                      struct jx_face *face)
{
    const struct jx_json *node = get(c, blank, "without", JX_JSON_ARRAY);
    const struct jx_str prefix = jx_str_of("budget.");
    for (const struct jx_json *n = node ? node->child : NULL; n; n = n->next) {
        if (!is_type(c, n, JX_JSON_STRING))
            continue;
        bool funds = jx_str_starts(n->text, prefix);
        struct jx_str key = n->text;
        if (funds)
            key = (struct jx_str){key.p + prefix.n, key.n - prefix.n};
        int index = funds ? jx_key_index(jx_fund_keys, JX_FUND_COUNT, key)
                          : jx_key_index(jx_ind_keys, JX_IND_COUNT, key);
        if (index < 0)
            bad(c, n, NULL, _("'%s' is no column of a form"), n->text.p);
        else if (funds)
            face->fund[index] = NULL;
        else
            face->ind[index] = NULL;
    }
}

static void read_blank(struct compile *c, const struct jx_json *blank,
                       struct jx_form_spec *spec, struct jx_face *face)
{
    static const char *const keys[] = {"title",   "amounts", "sections",   "sources",
                                       "groups",  "rows",    "signatures", "notes",
                                       "without", "note",    NULL};
    only_keys(c, blank, keys);
    face->title = get_text(c, blank, "title", face->title);
    face->amounts = get_text(c, blank, "amounts", face->amounts);
    face->sections = texts(c, blank, "sections", &face->section_count);
    if (face->section_count && face->section_count != 2) {
        bad(c, jx_json_get(blank, "sections"), NULL,
            _("two labels are expected: beside the funds, beside the indicators"));
        face->section_count = 0;
    }
    face->signatures = texts(c, blank, "signatures", &face->signature_count);
    face->notes = texts(c, blank, "notes", &face->note_count);
    leave_out(c, blank, face);
    spec->blank_sources = texts(c, blank, "sources", &spec->blank_source_count);
    read_groups(c, blank, spec);
}

/* ---- the face ---- */

static void scales(struct compile *c, struct jx_face *face)
{
    const struct jx_pack *pack = c->pack;
    struct jx_grade_line *grades = take(c, pack->grade_count, sizeof *grades);
    const char **levels = take(c, pack->level_count, sizeof *levels);
    for (size_t i = 0; grades && i < pack->grade_count; i++)
        grades[i] = (struct jx_grade_line){pack->grades[i].name, pack->grades[i].from};
    face->grades = grades;
    face->grade_count = grades ? pack->grade_count : 0;
    for (size_t i = 0; levels && i < pack->level_count; i++)
        if (jx_dec_cmp(pack->levels[i].from, pack->levels[i].to) == 0)
            levels[face->level_count++] = plain(c, pack->levels[i].word);
    face->levels = levels;
}

/* No row of funds is part of another: their sum is the total. */
static bool adds_up(struct compile *c, const struct jx_form_spec *spec)
{
    for (size_t i = 0; i < spec->blank_source_count; i++)
        for (size_t k = 0; k < spec->fund_nested.count; k++) {
            const char *part = plain(c, spec->fund_nested.list[k]);
            if (part && *part && strstr(spec->blank_sources[i], part))
                return false;
        }
    return true;
}

static const char *const natures[] = {"≥", "≤", "＝", "＞", "＜", "定性"};

static void compile_face(struct compile *c, struct jx_form_spec *spec)
{
    struct jx_face *face = take(c, 1, sizeof *face);
    if (!face)
        return;
    face->size = sizeof *face;
    name_keys(c, spec->fields, spec->field_count, face->record);
    name_keys(c, spec->fund_columns, spec->fund_column_count, face->fund);
    name_keys(c, spec->columns, spec->column_count, face->ind);
    face->title = spec->titles.count ? plain(c, spec->titles.list[0]) : spec->id;
    face->fund_total = first_word(c, &spec->fund_total);
    face->amounts = "";
    face->closing = first_word(c, &spec->closing);
    face->code_in_name = spec->code_in_name;
    face->across = spec->fund_across ? spec->fund_across_key : -1;
    face->natures = natures;
    face->nature_count = sizeof natures / sizeof *natures;
    for (size_t i = 0; i < spec->constant_count; i++) /* the form has no such cell */
        face->record[spec->constants[i].key] = NULL;
    scales(c, face);
    const struct jx_json *form =
        jx_json_get(get(c, c->root, "forms", JX_JSON_OBJECT), spec->id);
    const struct jx_json *blank = get(c, form, "blank", JX_JSON_OBJECT);
    if (blank)
        read_blank(c, blank, spec, face);
    face->adds_up = adds_up(c, spec);
    spec->face = face;
}

void compile_faces(struct compile *c)
{
    /* The forms are const for everybody else; the pack is still being made. */
    struct jx_form_spec *specs = (struct jx_form_spec *)c->pack->forms;
    for (size_t i = 0; i < c->pack->form_count; i++)
        compile_face(c, &specs[i]);
}
