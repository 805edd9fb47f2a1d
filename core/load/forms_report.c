/* forms_report.c: "facts" and "report" of forms.json: how facts and claimed points of forms
 * with a framework are found in a document. The rest of a form is in forms_load.c. */
#include "forms_parts.h"

#include "lang.h"
#include "record.h"
#include "strbuf.h"

#include <string.h>

/* "ID", "ID.field", "peer.ID" or "peer.ID.field"; "*" is the item that the row names. */
static void fact_key(struct loader *load, const struct jx_json *node,
                     struct jx_fact_label *label)
{
    static const struct jx_str peer = {"peer.", 5};
    struct jx_str key = node->key;
    label->peer = jx_str_starts(key, peer);
    if (label->peer)
        key = (struct jx_str){key.p + peer.n, key.n - peer.n};
    label->id = (struct jx_str){key.p, strcspn(key.p, ".")};
    if (label->id.n < key.n)
        label->field = (struct jx_str){key.p + label->id.n + 1, key.n - label->id.n - 1};
    if (!label->id.n || (label->id.n < key.n && !label->field.n) ||
        (label->field.n && strchr(label->field.p, '.')))
        forms_fault_text(load, node, _("write ID, ID.field or peer.ID"),
                         _("\"%s\" names no fact"), node->key.p);
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
        fact_key(load, m, label);
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

void forms_read_report(struct loader *load, const struct jx_json *node,
                       struct jx_form_spec *spec)
{
    static const char *const known[] = {"suffixes", "sentences", "total",
                                        "year",     "sections",  NULL};
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
    report->year = sentences(load, node, "year", "{year}");
    report->sections = forms_labels(load, jx_json_get(node, "sections"), &keys, true,
                                    &report->section_count);
}
