/* parts.c: pieces of text that several reports need, and what to do about a finding. */
#include "word.h"

#include <string.h>

void word_ordinal(struct word_doc *doc, size_t i)
{
    static const char *const words[] = {N_("(1) "), N_("(2) "), N_("(3) "), N_("(4) "),
                                        N_("(5) "), N_("(6) "), N_("(7) "), N_("(8) "),
                                        N_("(9) "), N_("(10) ")};
    if (i < sizeof words / sizeof *words)
        paper_puts(&doc->text, paper_word(doc->host, words[i]));
    else
        paper_say(doc->host, &doc->text, N_("(%zu) "), i + 1);
}

void word_finding(struct word_doc *doc, const struct jx_finding *finding)
{
    if (finding->name.n) {
        paper_add(&doc->text, finding->name);
        paper_puts(&doc->text, paper_word(doc->host, N_(": ")));
    }
    paper_finding(doc->host, &doc->text, finding);
}

void word_waiver(struct word_doc *doc, const struct jx_waived *waived)
{
    word_finding(doc, &waived->finding);
    paper_puts(&doc->text, paper_word(doc->host, N_("; ")));
    paper_decision(doc->host, &doc->text, waived->decision);
}

const char *word_advice(const char *code)
{
    static const char *const list[][2] = {
        {"score-mismatch", N_("Correct the score to the rule's, or give the evidence for "
                              "the one claimed.")},
        {"total-mismatch", N_("Add up the scores again and correct the total.")},
        {"total-unscored", N_("Complete what is missing, so that a total can be given.")},
        {"score-missing", N_("Fill in the score.")},
        {"actual-missing", N_("Fill in the actual value and keep the evidence.")},
        {"indicators-missing", N_("Fill in the indicators of the year.")},
        {"scored-blank", N_("Fill in the actual value, or claim no points for it.")},
        {"score-over-weight", N_("Lower the score to the weight at most.")},
        {"weights-total", N_("Correct the weights, so that they add up to the total.")},
        {"rate-mismatch", N_("Correct the amounts or the execution rate.")},
        {"funds-mismatch", N_("Correct the amounts of the sources or the total.")},
        {"reason-missing", N_("State the reason.")},
        {"target-overshot", N_("State why the target was exceeded so far, and set next "
                               "year's by what can be expected.")},
        {"direction-suspect", N_("Check the nature of the indicator and correct it.")},
        {"slot-suspect", N_("Move the indicator to the group it belongs to.")},
        {"unit-suspect", N_("Give target and actual in the same unit.")},
        {"value-unreadable", N_("Write a figure, or a level of the scale.")},
        {"template-text", N_("Remove the instructions and fill in the cell.")},
        {"text-conflict", N_("Make text and figures agree.")},
        {"duplicate-record", N_("Hand in one form a project; withdraw the others.")},
        {"record-unreadable", N_("Hand in the form again as a sound file.")},
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (strcmp(list[i][0], code) == 0)
            return list[i][1];
    return N_("Check and correct, or explain in writing.");
}
