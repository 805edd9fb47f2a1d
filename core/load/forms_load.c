/* forms_load.c: checks forms.json and builds the form specs of a pack. Which documents
 * look like that is the business of core/form. */
#include "forms_parts.h"

#include "lang.h"
#include "record.h"
#include "strbuf.h"

/* ---- faults ---- */

void forms_fault(struct loader *load, const struct jx_json *node, const char *hint,
                 const char *text)
{
    char path[256];
    jx_json_path(load->root, node, path, sizeof path);
    jx_fault_add(load->faults, false, node->file, node->line, path, hint, "%s", text);
}

void forms_fault_text(struct loader *load, const struct jx_json *node, const char *hint,
                      const char *format, const char *what)
{
    char *text = jx_arena_format(load->arena, format, what);
    forms_fault(load, node, hint, text ? text : format);
}

void forms_no_memory(struct loader *load)
{
    forms_fault(load, load->root, NULL, _("out of memory while reading the forms"));
}

static const char *nearest(struct loader *load, const char *word,
                           const char *const *words)
{
    const char *near = jx_nearest(word, words);
    return near ? jx_arena_format(load->arena, _("did you mean \"%s\"?"), near) : NULL;
}

bool forms_object(struct loader *load, const struct jx_json *node)
{
    if (node && node->type != JX_JSON_OBJECT)
        forms_fault(load, node, NULL, _("expected an object: {\"key\": …}"));
    return node && node->type == JX_JSON_OBJECT;
}

bool forms_note(const struct jx_json *node)
{
    return jx_str_is(node->key, "note");
}

/* Every key of an object must be one of `known` (NULL-terminated), or "note". */
void forms_keys(struct loader *load, const struct jx_json *object,
                const char *const *known)
{
    for (const struct jx_json *n = object->child; n; n = n->next) {
        bool found = forms_note(n);
        for (size_t i = 0; known[i] && !found; i++)
            found = jx_str_is(n->key, known[i]);
        if (!found)
            forms_fault_text(load, n, nearest(load, n->key.p, known),
                             _("unknown key \"%s\" in a form"), n->key.p);
    }
}

/* ---- values ---- */

static struct jx_str copy_text(struct loader *load, const struct jx_json *node)
{
    char *copy = jx_arena_copy(load->arena, node->text.p, node->text.n);
    if (!copy)
        forms_no_memory(load);
    return (struct jx_str){copy, copy ? node->text.n : 0};
}

/* A text that compares as nothing would match blank cells or everything. */
static bool is_word(struct loader *load, const struct jx_json *node)
{
    bool text = node->type == JX_JSON_STRING, meaning = false;
    for (size_t i = 0; text && i < node->text.n; i++)
        meaning |= node->text.p[i] != '*' && node->text.p[i] != ' ';
    if (!text)
        forms_fault(load, node, NULL, _("expected a text"));
    else if (!meaning)
        forms_fault(
            load, node, NULL,
            _("a text without a letter would match everything: name a heading, a label "
              "or a part of one"));
    return meaning;
}

/* A list of texts, or one text. */
struct jx_patterns forms_words(struct loader *load, const struct jx_json *node)
{
    struct jx_patterns words = {0};
    if (!node)
        return words;
    bool single = node->type != JX_JSON_ARRAY;
    if (single && node->type != JX_JSON_STRING) {
        forms_fault(load, node, NULL, _("expected a list of texts: [\"…\", \"…\"]"));
        return words;
    }
    struct jx_str *list =
        jx_arena_array(load->arena, single ? 1 : node->count, sizeof *list);
    if (!list) {
        forms_no_memory(load);
        return words;
    }
    words.list = list;
    const struct jx_json *item = single ? node : node->child;
    for (; item; item = single ? NULL : item->next)
        if (is_word(load, item))
            list[words.count++] = copy_text(load, item);
    return words;
}

static const char *forms_string(struct loader *load, const struct jx_json *node)
{
    if (!node)
        return "";
    if (node->type == JX_JSON_STRING) {
        struct jx_str text = copy_text(load, node);
        return text.p ? text.p : "";
    }
    forms_fault(load, node, NULL, _("expected a text"));
    return "";
}

/* ---- keys with their headings ---- */

/* Key of a member, or -1 with a fault. */
static int member_key(struct loader *load, const struct jx_json *node,
                      const struct keys *keys)
{
    const char *names[16] = {0};
    size_t n = 0;
    for (const int *key = keys->allowed; *key >= 0; key++) {
        names[n++] = keys->names[*key];
        if (jx_str_is(node->key, keys->names[*key]))
            return *key;
    }
    forms_fault_text(load, node, nearest(load, node->key.p, names),
                     _("\"%s\" is no key that a form can fill here"), node->key.p);
    return -1;
}

/* Every word is held against every other: most that are of one length end otherwise. */
static bool same_word(struct jx_str a, struct jx_str b)
{
    return a.n == b.n && a.n && a.p[a.n - 1] == b.p[a.n - 1] && jx_str_eq(a, b);
}

/* The same word under two keys: nobody could tell what such a column is. */
static void check_twice(struct loader *load, const struct jx_json *object,
                        const struct jx_label *labels, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++)
            for (size_t k = 0; k < labels[i].words.count; k++)
                for (size_t m = 0; m < labels[j].words.count; m++)
                    if (same_word(labels[i].words.list[k], labels[j].words.list[m]))
                        forms_fault_text(
                            load, object, _("keep it under the key that it means"),
                            _("\"%s\" stands under two keys"), labels[i].words.list[k].p);
}

const struct jx_label *forms_labels(struct loader *load, const struct jx_json *object,
                                    const struct keys *keys, bool words, size_t *count)
{
    *count = 0;
    if (!forms_object(load, object))
        return NULL;
    struct jx_label *labels = jx_arena_array(load->arena, object->count, sizeof *labels);
    if (!labels) {
        forms_no_memory(load);
        return NULL;
    }
    for (const struct jx_json *n = object->child; n; n = n->next) {
        int key = forms_note(n) ? -1 : member_key(load, n, keys);
        if (key < 0)
            continue;
        struct jx_label label = {.key = key};
        if (words) {
            label.words = forms_words(load, n);
        } else {
            struct jx_str *fixed = jx_arena_array(load->arena, 1, sizeof *fixed);
            if (fixed)
                *fixed = jx_str_of(forms_string(load, n));
            label.words = (struct jx_patterns){fixed, fixed != NULL};
        }
        if (label.words.count)
            labels[(*count)++] = label;
    }
    if (words)
        check_twice(load, object, labels, *count);
    return labels;
}

/* ---- the parts of a form ---- */

static const int field_keys[] = {JX_REC_YEAR,
                                 JX_REC_CODE,
                                 JX_REC_NAME,
                                 JX_REC_DEPARTMENT,
                                 JX_REC_UNIT,
                                 JX_REC_REPORTED_WEIGHT,
                                 JX_REC_REPORTED_TOTAL,
                                 JX_REC_CONCLUSION,
                                 JX_REC_PROBLEMS,
                                 JX_REC_MEASURES,
                                 -1};
static const int fund_keys[] = {
    JX_FUND_INITIAL, JX_FUND_ADJUSTED,       JX_FUND_EXECUTED, JX_FUND_RATE,
    JX_FUND_WEIGHT,  JX_FUND_REPORTED_SCORE, JX_FUND_REASON,   -1};
static const int across_keys[] = {JX_FUND_INITIAL, JX_FUND_ADJUSTED, JX_FUND_EXECUTED,
                                  -1};
static const int indicator_keys[] = {JX_IND_LEVEL1,
                                     JX_IND_LEVEL2,
                                     JX_IND_NAME,
                                     JX_IND_NATURE,
                                     JX_IND_TARGET,
                                     JX_IND_UNIT,
                                     JX_IND_ACTUAL,
                                     JX_IND_WEIGHT,
                                     JX_IND_REPORTED_SCORE,
                                     JX_IND_REASON,
                                     -1};

/* "across": the names of total and sources are headings, with one row of amounts. */
static void read_across(struct loader *load, const struct jx_json *node,
                        struct jx_form_spec *spec)
{
    if (!node)
        return;
    for (const int *key = across_keys; *key >= 0; key++)
        if (node->type == JX_JSON_STRING && jx_str_is(node->text, jx_fund_keys[*key])) {
            spec->fund_across = true;
            spec->fund_across_key = *key;
        }
    if (!spec->fund_across)
        forms_fault(load, node, NULL,
                    _("expected \"initial\", \"adjusted\" or \"executed\""));
    if (spec->fund_sources.count == 0)
        forms_fault(
            load, node, NULL,
            _("\"across\" needs \"sources\": the headings of the single sources"));
}

static void read_budget(struct loader *load, const struct jx_json *node,
                        struct jx_form_spec *spec)
{
    static const char *const known[] = {"columns", "across", "total", "sources",
                                        "nested",  "level1", "name",  NULL};
    const struct keys keys = {jx_fund_keys, fund_keys};
    spec->budget_level1 = spec->budget_name = jx_str_of("");
    if (!forms_object(load, node))
        return;
    forms_keys(load, node, known);
    const struct jx_json *columns = jx_json_get(node, "columns");
    spec->fund_columns =
        forms_labels(load, columns, &keys, true, &spec->fund_column_count);
    spec->fund_total = forms_words(load, jx_json_get(node, "total"));
    spec->fund_sources = forms_words(load, jx_json_get(node, "sources"));
    spec->fund_nested = forms_words(load, jx_json_get(node, "nested"));
    spec->budget_level1 = jx_str_of(forms_string(load, jx_json_get(node, "level1")));
    spec->budget_name = jx_str_of(forms_string(load, jx_json_get(node, "name")));
    read_across(load, jx_json_get(node, "across"), spec);
    if ((spec->fund_across || spec->fund_column_count) && spec->fund_total.count == 0)
        forms_fault(load, node, NULL,
                    _("the budget needs \"total\": the label of its row of totals"));
}

static void read_indicators(struct loader *load, const struct jx_json *node,
                            struct jx_form_spec *spec)
{
    static const char *const known[] = {"columns", "closing", "subtotals", "unused",
                                        NULL};
    const struct keys keys = {jx_ind_keys, indicator_keys};
    bool name = false;
    if (!forms_object(load, node))
        return;
    forms_keys(load, node, known);
    const struct jx_json *columns = jx_json_get(node, "columns");
    spec->columns = forms_labels(load, columns, &keys, true, &spec->column_count);
    spec->closing = forms_words(load, jx_json_get(node, "closing"));
    spec->subtotals = forms_words(load, jx_json_get(node, "subtotals"));
    spec->unused = forms_words(load, jx_json_get(node, "unused"));
    for (size_t i = 0; i < spec->column_count; i++)
        name |= spec->columns[i].key == JX_IND_NAME;
    if (!name)
        forms_fault(
            load, columns ? columns : node, NULL,
            _("the indicators need the column \"name\": its heading is how their table "
              "is found"));
}

static void read_templates(struct loader *load, const struct jx_json *form,
                           struct jx_form_spec *spec)
{
    struct jx_patterns empties = forms_words(load, jx_json_get(form, "instructions"));
    struct jx_patterns remarks = forms_words(load, jx_json_get(form, "remarks"));
    size_t count = empties.count + remarks.count;
    struct jx_template_text *list = jx_arena_array(load->arena, count, sizeof *list);
    if (!list) {
        forms_no_memory(load);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        bool first = i < empties.count;
        list[i].pattern = first ? empties.list[i] : remarks.list[i - empties.count];
        list[i].empties = first;
        jx_pairs_add(&spec->template_pairs, list[i].pattern);
    }
    spec->templates = list;
    spec->template_count = count;
}

static void read_form(struct loader *load, const struct jx_json *form,
                      struct jx_form_spec *spec)
{
    static const char *const known[] = {
        "titles",     "required", "fields", "code_in_name", "constants",    "budget",
        "indicators", "facts",    "report", "ends",         "instructions", "remarks",
        "blank",      NULL};
    const struct keys keys = {jx_record_keys, field_keys};
    forms_keys(load, form, known);
    char *id = jx_arena_copy(load->arena, form->key.p, form->key.n);
    if (!id)
        forms_no_memory(load);
    spec->id = id ? id : "";
    spec->titles = forms_words(load, jx_json_get(form, "titles"));
    spec->required = forms_words(load, jx_json_get(form, "required"));
    if (spec->titles.count + spec->required.count == 0)
        forms_fault(
            load, form, NULL,
            _("a form needs \"titles\" or \"required\" labels, or it is never found"));
    const struct jx_json *member = jx_json_get(form, "fields");
    spec->fields = forms_labels(load, member, &keys, true, &spec->field_count);
    member = jx_json_get(form, "constants");
    spec->constants = forms_labels(load, member, &keys, false, &spec->constant_count);
    member = jx_json_get(form, "code_in_name");
    spec->code_in_name = member && member->type == JX_JSON_TRUE;
    if (member && member->type != JX_JSON_TRUE && member->type != JX_JSON_FALSE)
        forms_fault(load, member, NULL, _("expected true or false"));
    spec->ends = forms_words(load, jx_json_get(form, "ends"));
    forms_read_facts(load, jx_json_get(form, "facts"), spec);
    forms_read_report(load, jx_json_get(form, "report"), spec);
    read_budget(load, jx_json_get(form, "budget"), spec);
    read_indicators(load, jx_json_get(form, "indicators"), spec);
    read_templates(load, form, spec);
}

bool jx_forms_compile(const struct jx_json *forms_root, struct jx_pack *pack,
                      struct jx_faults *faults)
{
    static const char *const known[] = {"forms", NULL};
    struct loader load = {forms_root, pack, &pack->arena, faults};
    size_t before = faults->errors;
    if (!forms_root)
        return true;
    if (!forms_object(&load, forms_root))
        return false;
    forms_keys(&load, forms_root, known);
    const struct jx_json *forms = jx_json_get(forms_root, "forms");
    if (!forms || !forms_object(&load, forms))
        return faults->errors == before;
    struct jx_form_spec *specs = jx_arena_array(load.arena, forms->count, sizeof *specs);
    if (!specs)
        forms_no_memory(&load);
    pack->forms = specs;
    pack->form_count = 0;
    for (const struct jx_json *n = specs ? forms->child : NULL; n; n = n->next)
        if (!forms_note(n) && forms_object(&load, n))
            read_form(&load, n, &specs[pack->form_count++]);
    return faults->errors == before;
}
