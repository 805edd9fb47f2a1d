/* findings.c: the sheet with one row a finding: worst first in an audit, in the order of
 * the projects otherwise. */
#include "book.h"

enum {
    COL_NUMBER,
    COL_SEVERITY,
    COL_KIND,
    COL_CODE,
    COL_NAME,
    COL_ITEM,
    COL_CLAIMED,
    COL_COMPUTED,
    COL_POINTS,
    COL_WHY,
    COL_SOURCE,
    COL_RULE,
    COL_KEY,
    COLS
};

static const struct column columns[COLS] = {
    [COL_NUMBER] = {N_("No."), 6},
    [COL_SEVERITY] = {N_("Severity"), 8},
    [COL_KIND] = {N_("Finding"), 26},
    [COL_CODE] = {N_("Code"), 24},
    [COL_NAME] = {N_("Name"), 30},
    [COL_ITEM] = {N_("Indicator"), 28},
    [COL_CLAIMED] = {N_("Claimed"), 9},
    [COL_COMPUTED] = {N_("System"), 9},
    [COL_POINTS] = {N_("Points at stake"), 9},
    [COL_WHY] = {N_("Why"), 46},
    [COL_SOURCE] = {N_("Source"), 28},
    [COL_RULE] = {N_("Rule"), 22},
    [COL_KEY] = {N_("Finding codes"), 18},
};

void findings_start(struct book *book)
{
    list_sheet(book, &book->findings, N_("Findings"), N_("Findings of the audit"),
               columns, COLS);
}

static void severity_cell(struct book *book, uint8_t severity)
{
    static const char *const words[] = {N_("info"), N_("warning"), N_("error")};
    static const enum style styles[] = {STYLE_INFO, STYLE_WARNING, STYLE_ERROR};
    uint8_t place = severity > JX_ERROR ? JX_ERROR : severity;
    put_word(book, &book->findings, COL_SEVERITY, words[place], styles[place]);
}

static void one_finding(struct book *book, const struct jx_finding *finding,
                        const char *title, struct jx_str code, struct jx_str name,
                        struct jx_str source)
{
    struct sheet *sheet = &book->findings;
    struct paper_text why = {0};
    if (!next_row(book, sheet))
        return;
    put_count(book, sheet, COL_NUMBER, sheet->row - sheet->first + 1);
    severity_cell(book, finding->severity);
    put(book, sheet, COL_KIND, paper_str(title), STYLE_TEXT);
    put(book, sheet, COL_KEY, paper_str(finding->code), STYLE_TEXT);
    put(book, sheet, COL_CODE, code, STYLE_TEXT);
    put(book, sheet, COL_NAME, name, STYLE_TEXT);
    put(book, sheet, COL_ITEM, finding->name, STYLE_TEXT);
    put(book, sheet, COL_CLAIMED, finding->claimed.text, STYLE_FIGURE);
    put_number(book, sheet, COL_COMPUTED, finding->has_computed, finding->computed,
               STYLE_FIGURE);
    put_number(book, sheet, COL_POINTS, finding->has_points, finding->points, STYLE_GAP);
    paper_finding(book->host, &why, finding);
    put(book, sheet, COL_WHY, paper_done(&why), STYLE_TEXT);
    put(book, sheet, COL_SOURCE, source, STYLE_TEXT);
    put(book, sheet, COL_RULE, finding->where, STYLE_TEXT);
    paper_drop(&why, &book->failed);
}

void findings_record(struct book *book, const struct jx_record *record,
                     const struct jx_result *result)
{
    struct paper_text source = {0};
    for (size_t i = 0; i < result->finding_count; i++) {
        paper_clear(&source);
        paper_source(&source, record, result->findings[i].at);
        one_finding(book, &result->findings[i], result->findings[i].code,
                    record->cell[JX_REC_CODE].text, record->cell[JX_REC_NAME].text,
                    paper_done(&source));
    }
    paper_drop(&source, &book->failed);
}

void findings_list(struct book *book, const struct jx_summary *summary,
                   const struct jx_listed *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        one_finding(book, list[i].finding,
                    paper_code_title(book->host, summary, list[i].finding->code),
                    list[i].code, list[i].name, paper_str(list[i].source));
}
