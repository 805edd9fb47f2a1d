/* form_facts.c: the sheet of facts that an evaluator fills in, where a form has no table of
 * indicators: a row for every fact that the rules need. */
#include "form.h"

#include <string.h>

enum { NAME, WHAT, VALUE, HINT, COLUMNS };

void form_fact_columns(struct form *form)
{
    static const double widths[COLUMNS] = {26, 20, 26, 34};
    form->section = form->system = form->reviewed = -1;
    for (int key = 0; key < JX_IND_COUNT; key++)
        form->ind[key] = -1;
    form->label_end = 0;
    form->count = COLUMNS;
    for (unsigned i = 0; i < COLUMNS; i++) {
        form->width[i] = widths[i];
        worksheet_set_column(form->ws, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL);
    }
}

static void head(struct form *form)
{
    static const int keys[] = {JX_REC_CODE,       JX_REC_NAME, JX_REC_YEAR,
                               JX_REC_DEPARTMENT, JX_REC_UNIT, JX_REC_REPORTED_TOTAL};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (form->face->record[keys[i]])
            form_wide_row(form, form->face->record[keys[i]],
                          form->record->cell[keys[i]].text, 1);
}

static void headings(struct form *form)
{
    static const char *const words[COLUMNS] = {N_("Indicator"), N_("What is asked"),
                                               N_("To be filled in"),
                                               N_("Set by the form")};
    for (unsigned i = 0; i < COLUMNS; i++)
        form_put(form, i, i, paper_str(word(form->book, words[i])), STYLE_FORM_LABEL);
    form_height(form, form->row++, 1);
}

/* Rows from `first` on that speak of the same item. */
static size_t run_of(const struct form *form, size_t first)
{
    const struct jx_face_fact *facts = form->face->facts;
    size_t n = 1;
    while (first + n < form->face->fact_count && facts[first].what[0] &&
           strcmp(facts[first + n].name, facts[first].name) == 0)
        n++;
    return n;
}

static void item(struct form *form, const struct jx_face_fact *facts, size_t count)
{
    const struct jx_str none = {0};
    lxw_row_t first = form->row, last = first + (lxw_row_t)count - 1;
    unsigned label = facts->what[0] ? NAME : WHAT; /* its value stands beside a label */
    put_merged(form->book, form->ws, (const lxw_row_t[2]){first, last},
               (const unsigned[2]){NAME, label}, paper_str(facts->name),
               STYLE_FORM_LABEL);
    put_merged(form->book, form->ws, (const lxw_row_t[2]){first, last},
               (const unsigned[2]){HINT, HINT}, paper_str(facts->hint), STYLE_CENTER);
    for (size_t i = 0; i < count; i++) {
        if (label == NAME)
            form_put(form, WHAT, WHAT, paper_str(facts[i].what), STYLE_CENTER);
        form_put(form, VALUE, VALUE, none, form_input(form, STYLE_CENTER));
        form_blank_fact(form, &facts[i], VALUE);
        form_height(
            form, form->row++,
            form_lines(form, NAME, NAME, paper_str(count > 1 ? "" : facts->name)));
    }
}

void form_facts(struct form *form)
{
    const struct jx_face_fact *facts = form->face->facts;
    const char *group = "";
    head(form);
    headings(form);
    for (size_t i = 0, n; i < form->face->fact_count; i += n) {
        n = run_of(form, i);
        if (strcmp(facts[i].group, group) != 0) {
            form_put(form, 0, COLUMNS - 1, paper_str(facts[i].group), STYLE_HEAD);
            form_height(form, form->row++, 1);
        }
        group = facts[i].group;
        item(form, &facts[i], n);
    }
}
