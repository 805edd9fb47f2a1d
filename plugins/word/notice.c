/* notice.c: the notice to one unit of what it has to correct. */
#include "units.h"

enum { COL_NUMBER, COL_INDICATOR, COL_FAULT, COL_POINTS, COL_ADVICE, COLS };
static const int widths[COLS] = {620, 2150, 2875, 960, 2240};

static void heads(struct word_doc *doc)
{
    static const char *const words[COLS] = {N_("No."), N_("Indicator"), N_("Fault"),
                                            N_("Points"), N_("To correct")};
    word_row(doc, WORD_REPEAT | WORD_KEEP);
    for (int i = 0; i < COLS; i++)
        word_cell_word(doc, (struct word_cell){.style = WORD_HEAD}, words[i]);
    word_row_end(doc);
}

/* The form above its faults, across the table. */
static void form_row(struct word_doc *doc, const struct word_kept_form *form)
{
    word_row(doc, WORD_KEEP | WORD_NEXT);
    paper_puts(&doc->text, form->name);
    if (*form->code)
        paper_say(doc->host, &doc->text, N_(" (%s)"), form->code);
    word_cell_text(doc,
                   (struct word_cell){.style = WORD_CELL, .span = COLS, .bold = true});
    word_row_end(doc);
}

static void fault_row(struct word_doc *doc, const struct word_fault *fault, size_t number)
{
    word_row(doc, WORD_KEEP);
    paper_say(doc->host, &doc->text, "%zu", number);
    word_cell_text(doc, (struct word_cell){.style = WORD_CENTRE});
    word_cell_word(doc, (struct word_cell){.style = WORD_CELL},
                   *fault->indicators ? fault->indicators : N_("the whole form"));
    word_cell(doc, (struct word_cell){.style = WORD_CELL}, paper_str(fault->message));
    if (fault->has_points)
        paper_number(doc->host, &doc->text, fault->points);
    else
        paper_puts(&doc->text, "—");
    word_cell_text(doc, (struct word_cell){.style = WORD_CENTRE});
    word_cell_word(doc, (struct word_cell){.style = WORD_CELL}, word_advice(fault->code));
    word_row_end(doc);
}

static void faults(struct word_doc *doc, const struct word_unit *unit)
{
    size_t number = 0;
    word_table(doc, widths, COLS);
    heads(doc);
    for (const struct word_kept_form *form = unit->forms; form; form = form->next) {
        form_row(doc, form);
        for (const struct word_fault *fault = form->faults; fault; fault = fault->next)
            fault_row(doc, fault, ++number);
    }
    word_table_end(doc);
    word_space(doc);
}

static void introduction(struct word_doc *doc, const struct word_unit *unit)
{
    size_t forms = 0;
    for (const struct word_kept_form *form = unit->forms; form; form = form->next)
        forms++;
    word_say(
        doc, WORD_BODY,
        N_("The self-evaluation forms you handed in were checked against rule pack %s. "
           "%zu of them need correction: %zu errors and %zu matters to be explained, "
           "listed below."),
        *unit->pack ? unit->pack : "—", forms, (size_t)unit->errors,
        (size_t)unit->warnings);
}

void word_notice(struct word_doc *doc, const struct word_unit *unit)
{
    if (*unit->year)
        word_say(doc, WORD_TITLE,
                 N_("Notice to correct the performance self-evaluation of %s"),
                 unit->year);
    else
        word_say(doc, WORD_TITLE,
                 N_("Notice to correct the performance self-evaluation"));
    if (*unit->name)
        word_say(doc, WORD_LEFT, N_("To %s:"), unit->name);
    else
        word_say(doc, WORD_GAP, N_("[unit addressed: to be filled in]"));
    introduction(doc, unit);
    word_say(doc, WORD_H1, N_("I. What was found"));
    faults(doc, unit);
    word_say(doc, WORD_H1, N_("II. What to do"));
    word_ordinal(doc, 0);
    word_say(doc, WORD_BODY,
             N_("Check every entry against the evidence and correct it; where "
                "the form is right, explain in writing and attach the "
                "evidence."));
    word_ordinal(doc, 1);
    word_say(doc, WORD_BODY,
             N_("Correct wrong entries wherever else they occur, in reports "
                "and published figures alike."));
    word_ordinal(doc, 2);
    word_say(doc, WORD_BODY,
             N_("Hand in the corrected forms with a statement of what was "
                "changed by the date below."));
    word_say(doc, WORD_GAP,
             N_("[date due, person to contact and telephone: to be filled in]"));
    word_para(doc, WORD_LEFT, (struct jx_str){0});
    word_say(doc, WORD_RIGHT, N_("[issuing office, seal]"));
    word_say(doc, WORD_RIGHT, N_("[date]"));
}
