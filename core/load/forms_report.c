/* forms_report.c: "facts" and "report" of forms.json: how facts and claimed points of forms
 * with a framework are found in a document. The rest of a form is in forms_load.c. */
#include "forms_parts.h"

#include "lang.h"
#include "record.h"
#include "strbuf.h"

#include <string.h>

/* "ID", "ID.field", "peer.ID" or "peer.ID.field"; "*" is the item that the row names.
 * Terminated. */
static void fact_key(struct loader *load, const struct jx_json *node, struct jx_str name,
                     struct jx_fact_label *label)
{
    static const struct jx_str peer = {"peer.", 5};
    struct jx_str key = name;
    label->peer = jx_str_starts(key, peer);
    if (label->peer)
        key = (struct jx_str){key.p + peer.n, key.n - peer.n};
    label->id = (struct jx_str){key.p, strcspn(key.p, ".")};
    if (label->id.n < key.n)
        label->field = (struct jx_str){key.p + label->id.n + 1, key.n - label->id.n - 1};
    if (!label->id.n || (label->id.n < key.n && !label->field.n) ||
        (label->field.n && strchr(label->field.p, '.')))
        forms_fault_text(load, node, _("write ID, ID.field or peer.ID"),
                         _("\"%s\" names no fact"), name.p);
}

void forms_read_facts(struct loader *load, const struct jx_json *node,
                      struct jx_form_spec *spec)
{
    if (!forms_object(load, node))
        return;
    struct jx_fact_label *labels =
        jx_arena_array(load->arena, node->count, sizeof *labels);
    if (!labels) {
        forms_no_memory(load);
        return;
    }
    spec->has_facts = true;
    spec->facts = labels;
    for (const struct jx_json *m = node->child; m; m = m->next) {
        if (forms_note(m))
            continue;
        struct jx_fact_label *label = &labels[spec->fact_count++];
        fact_key(load, m, m->key, label);
        label->words = forms_words(load, m);
    }
}

/* Sentences without {score}, or {year}, would say nothing. */
static struct jx_patterns sentences(struct loader *load, const struct jx_json *report,
                                    const char *key, const char *mark)
{
    const struct jx_json *node = jx_json_get(report, key);
    struct jx_patterns list = forms_words(load, node);
    for (size_t i = 0; i < list.count; i++)
        if (jx_str_find(list.list[i], jx_str_of(mark)) < 0)
            forms_fault_text(
                load, node,
                _("write {score} where the points stand, {year} where the year does"),
                _("the sentence \"%s\" leaves no place for a figure"), list.list[i].p);
    return list;
}

/* One place of a sentence that tells facts: what stands between its braces. */
static void fact_place(struct loader *load, const struct jx_json *node,
                       struct jx_str place)
{
    struct jx_fact_label label = {0};
    const char *equals = memchr(place.p, '=', place.n);
    size_t n = equals ? (size_t)(equals - place.p) : place.n;
    const char *name = jx_arena_copy(load->arena, place.p, n);
    if (!name)
        forms_no_memory(load);
    else
        fact_key(load, node, (struct jx_str){name, n}, &label);
}

static struct jx_patterns fact_sentences(struct loader *load,
                                         const struct jx_json *report)
{
    const struct jx_json *node = jx_json_get(report, "facts");
    struct jx_patterns list = forms_words(load, node);
    for (size_t i = 0; i < list.count; i++) {
        size_t places = 0;
        const char *p = list.list[i].p, *open, *close = p;
        while (close && (open = strchr(p, '{')) && (close = strchr(open, '}'))) {
            fact_place(load, node, (struct jx_str){open + 1, (size_t)(close - open - 1)});
            places++;
            p = close + 1;
        }
        if (!close || !places || places > JX_PLACES)
            forms_fault_text(load, node,
                             _("write {ID.field} where the figure stands, at most 16 of "
                               "them, {ID.field=0} where the words alone tell it"),
                             _("the sentence \"%s\" leaves no place for a figure"),
                             list.list[i].p);
    }
    return list;
}

void forms_read_report(struct loader *load, const struct jx_json *node,
                       struct jx_form_spec *spec)
{
    static const char *const known[] = {"suffixes", "sentences", "total",    "others",
                                        "year",     "facts",     "sections", NULL};
    static const int section_keys[] = {JX_REC_CONCLUSION, JX_REC_PROBLEMS,
                                       JX_REC_MEASURES, -1};
    const struct keys keys = {jx_record_keys, section_keys};
    if (!forms_object(load, node))
        return;
    struct jx_report_spec *report = jx_arena_array(load->arena, 1, sizeof *report);
    if (!report) {
        forms_no_memory(load);
        return;
    }
    spec->report = report;
    forms_keys(load, node, known);
    report->suffixes = forms_words(load, jx_json_get(node, "suffixes"));
    report->sentences = sentences(load, node, "sentences", "{score}");
    report->total = sentences(load, node, "total", "{score}");
    report->others = forms_words(load, jx_json_get(node, "others"));
    report->year = sentences(load, node, "year", "{year}");
    report->facts = fact_sentences(load, node);
    report->sections = forms_labels(load, jx_json_get(node, "sections"), &keys, true,
                                    &report->section_count);
}
