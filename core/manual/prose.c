/* prose.c: what manual pages say beyond the tables of commands and options. A command
 * without an entry has its summary for a description. */
#include "pages.h"

#include "lang.h"

#include <string.h>

struct prose {
    const char *command, *text;
};

static const struct prose table[] = {
    {"",
     N_("Scores the self-evaluation forms of budget-funded projects and departments by "
        "rule packs, lists what is wrong with the scores that the forms claim, and "
        "explains every point. A rule pack holds the rules of one region: JSON and "
        "a little Lua, see jixiao-pack(5) and jixiao-rules(7). Without --pack each "
        "form is scored by the pack of its own region and year.\n\n"
        "An INPUT is a file in one of the formats that 'jixiao plugins' lists, a "
        "folder with all that is below it, or - for standard input. The format is "
        "told by the content. A file that cannot be read does not stop the others.")},
    {"score",
     N_("Scores every indicator by the rule that its pack has for it, and from the items "
        "the groups, the total and the grade. Results come in the order of the input, "
        "and are the same to the byte on any machine and with any number of threads.\n\n"
        "What cannot be scored has no score, and a finding says why; all else is scored. "
        "'jixiao schema result' describes the results of --to json and ndjson.")},
    {"audit",
     N_("Scores every form and compares what it claims: scores, totals, weights, rates, "
        "funds, reasons, units. Findings come worst first, each with its place in the "
        "document, the points in question and the rule behind it. The exit code is 1 "
        "where a finding is an error; --fail-on sets another measure.\n\n"
        "The workbook (--to xlsx) has a sheet for reviewers; with --reviews its "
        "decisions "
        "stand beside the claimed and the computed scores. A decision made on other "
        "input is reported and not applied.")},
    {"explain",
     N_("Shows forms as tables with the claimed and the computed scores, and "
        "under each item the lines that make its score: points, reason, and the "
        "file and line of the rule. Items with full marks are shown with "
        "--detail full only.")},
    {"convert",
     N_("Reads forms and writes them as records, each cell as it is printed. "
        "Records can be read again in place of the documents, and are what "
        "the cases of a rule pack are made of. 'jixiao schema record' describes "
        "them.")},
    {"check",
     N_("Lists every fault of a rule pack at once, with file, line and remedy, and "
        "warns of what is likely a mistake: rules that nothing uses, figures "
        "without a source, comparisons of raw quotients, cases that expect nothing.")},
    {"test",
     N_("Runs the cases of a rule pack (cases/*.json) and compares the results with "
        "what they expect. --coverage lists the rules, lines, verbs and bands that "
        "no case reaches, each with a case to begin with.")},
    {"template",
     N_("Writes the blank form of a pack as a workbook, with lists to choose from, "
        "locked "
        "formulas and instructions. What offices fill in is read back as it is.")},
    {"verify",
     N_("Scores the input again by the packs there are now and compares it with results "
        "kept from an earlier run: reproduced, or what changed, from the version of the "
        "pack to the single item.")},
    {"diff",
     N_("Scores the same forms by two packs, or by one pack with parameters changed for "
        "this run (--set), and compares totals, grades and ranks. No pack is changed. "
        "--matrix sets the results of several packs side by side.")},
    {"lint-targets",
     N_("Reads the targets of forms, whose actuals may be blank, and lists what is wrong "
        "with them while they can still be changed: targets that cannot be missed, are "
        "far too low, point the wrong way, are words without a level, stand in the wrong "
        "group or twice, or are not there; weights off the template. What is asked, and "
        "the clause behind it, are data of the pack ('targets'). With "
        "--last-year targets are held against last year's results, project by code or "
        "by name and unit, indicator by name; targets of five or more forms against "
        "each other. The exit code is that of audit.")},
    {"infer",
     N_("Tries some hundred rules (the native methods with usual parameters, aims and "
        "ways "
        "of rounding) on the scores that forms print, and tells which of them an office "
        "went by: the shortest description of all scores, rules and exceptions, wins, "
        "and "
        "is only claimed where it is 7 bits (1 : 128) ahead of what else there is. "
        "Scores "
        "that are all full marks tell nothing, and that is said. What the rules do not "
        "give is listed with what would explain it. --output with a folder writes a "
        "draft "
        "of a pack, which is checked, tested and scored on the same forms before it gets "
        "its name; with a file (a name with a point in it) the report.")},
    {"pack",
     N_("Tools for rule packs. A PACK is the name of an installed pack (NAME or "
        "NAME@VERSION), a folder written with a slash (./mine), or a pack file "
        "(.jxp). 'jixiao pack COMMAND --help' lists all options of one command.")},
    {"pack show", N_("Prints the pack in effect: each value with the file and line that "
                     "gives it, and the source behind it.")},
    {"pack params",
     N_("Lists the parameters of a pack: type, range, value and where it was set. --set "
        "and --from change the one figure in its file and nothing else, note reason and "
        "time in changes.json, and refuse what would not pass 'jixiao check'.")},
    {"pack install",
     N_("Installs pack files. A file is taken when a trusted key has signed it, its "
        "contents are as signed, it checks and its cases pass. Earlier versions stay, so "
        "that old forms are scored by their old rules.")},
    {"pack trust",
     N_("Keeps the list of those whose packs are accepted: add takes a public key, list "
        "shows them, remove forgets one, revoke writes a revocation with the secret key, "
        "which others add like a key.")},
    {"schema",
     N_("Prints the JSON Schema of records (what convert writes and score reads), "
        "of results, or of the files of a rule pack.")},
    {"plugins",
     N_("Lists the plugins there are, with the formats they read and write and the "
        "scoring methods they offer, and the folders that are searched for more. Plugins "
        "are trusted code: a folder that others may write to is refused.")},
};

const char *jx_manual_prose(const char *command)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (strcmp(table[i].command, command) == 0)
            return table[i].text;
    return NULL;
}
