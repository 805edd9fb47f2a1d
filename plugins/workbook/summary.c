/* summary.c: the sheet with one row a project. */
#include "book.h"

#include <stdio.h>

enum {
    COL_NUMBER,
    COL_CODE,
    COL_NAME,
    COL_DEPARTMENT,
    COL_UNIT,
    COL_CLAIMED,
    COL_SCORE,
    COL_REVIEWED,
    COL_GAP,
    COL_GRADE,
    COL_BUDGET,
    COL_ERRORS,
    COL_WARNINGS,
    COL_INFOS,
    COL_PACK,
    COLS
};

static const struct column columns[COLS] = {
    [COL_NUMBER] = {N_("No."), 6},
    [COL_CODE] = {N_("Code"), 24},
    [COL_NAME] = {N_("Name"), 40},
    [COL_DEPARTMENT] = {N_("Department"), 20},
    [COL_UNIT] = {N_("Implementing unit"), 30},
    [COL_CLAIMED] = {N_("Claimed"), 9},
    [COL_SCORE] = {N_("System"), 9},
    [COL_REVIEWED] = {N_("Reviewed"), 9},
    [COL_GAP] = {N_("Difference"), 9},
    [COL_GRADE] = {N_("Grade"), 7},
    [COL_BUDGET] = {N_("Adjusted budget"), 13},
    [COL_ERRORS] = {N_("Errors"), 7},
    [COL_WARNINGS] = {N_("Warnings"), 7},
    [COL_INFOS] = {N_("Remarks"), 7},
    [COL_PACK] = {N_("Rule pack"), 22},
};

void summary_start(struct book *book)
{
    list_sheet(book, &book->summary, N_("Scores by project"),
               N_("Budget performance: summary of scores"), columns, COLS);
    worksheet_freeze_panes(book->summary.ws, 2, 3); /* code and name stay in sight */
}

static void name_cell(struct book *book, const struct jx_record *record,
                      const char *form_sheet)
{
    struct sheet *sheet = &book->summary;
    struct jx_str name = record->cell[JX_REC_NAME].text;
    if (!name.n && !record->cell[JX_REC_CODE].text.n)
        name = paper_str(record->file ? record->file : "");
    put(book, sheet, COL_NAME, name, form_sheet ? STYLE_LINK : STYLE_TEXT);
    if (!form_sheet || sheet->full || !name.n)
        return;
    struct paper_text url = {0}, shown = {0};
    paper_puts(&url, "internal:'");
    paper_puts(&url, form_sheet);
    paper_puts(&url, "'!A1");
    paper_add(&url, (struct jx_str){"", 1});
    paper_add(&shown, (struct jx_str){name.p, name.n > 1000 ? 1000 : name.n});
    paper_add(&shown, (struct jx_str){"", 1});
    if (!url.failed && !shown.failed && name.n <= 1000)
        worksheet_write_url_opt(sheet->ws, sheet->row, COL_NAME, url.p,
                                book->styles[STYLE_LINK], shown.p, NULL);
    paper_drop(&url, &book->failed);
    paper_drop(&shown, &book->failed);
}

static void grade_cell(struct book *book, const struct jx_result *result)
{
    enum style style = STYLE_CENTER;
    struct jx_str grade = paper_str(paper_final_grade(result));
    for (size_t i = 0; grade.n && result->face && i < result->face->grade_count; i++)
        if (paper_same(grade, paper_str(result->face->grades[i].name)))
            style = grade_style(i, result->face->grade_count);
    put(book, &book->summary, COL_GRADE, grade, style);
}

static uint64_t severity_count(const struct jx_result *result, uint8_t severity)
{
    uint64_t count = 0;
    for (size_t i = 0; i < result->finding_count; i++)
        count += result->findings[i].severity == severity;
    return count;
}

static void pack_cell(struct book *book, const struct jx_result *result)
{
    struct paper_text text = {0};
    paper_puts(&text, result->pack_name);
    if (text.n) {
        paper_puts(&text, " ");
        paper_puts(&text, result->pack_version);
    }
    put(book, &book->summary, COL_PACK, paper_done(&text), STYLE_TEXT);
    paper_drop(&text, &book->failed);
}

void summary_record(struct book *book, const struct jx_record *record,
                    const struct jx_result *result, const char *form_sheet)
{
    struct sheet *sheet = &book->summary;
    const struct jx_math *math = book->host->math;
    static const int texts[] = {JX_REC_CODE, JX_REC_DEPARTMENT, JX_REC_UNIT};
    static const unsigned places[] = {COL_CODE, COL_DEPARTMENT, COL_UNIT};
    struct jx_dec total;
    bool both = paper_final_total(result, &total) && result->has_claimed_total;
    if (!next_row(book, sheet))
        return;
    put_count(book, sheet, COL_NUMBER, book->records);
    put_cell(book, sheet, COL_CODE, &record->cell[JX_REC_CODE], STYLE_TEXT);
    name_cell(book, record, form_sheet);
    for (size_t i = 1; i < 3; i++)
        put_cell(book, sheet, places[i], &record->cell[texts[i]], STYLE_TEXT);
    put_claimed(book, sheet, COL_CLAIMED, &record->cell[JX_REC_REPORTED_TOTAL],
                result->has_claimed_total, result->claimed_total);
    put_number(book, sheet, COL_SCORE, result->has_total, result->total, STYLE_FIGURE);
    const struct jx_review *review = result->review;
    put_number(book, sheet, COL_REVIEWED, review && review->has_total,
               review ? review->total : result->total, STYLE_FIGURE);
    put_number(book, sheet, COL_GAP, both,
               both ? math->sub(result->claimed_total, total) : total, STYLE_GAP);
    grade_cell(book, result);
    put_number(book, sheet, COL_BUDGET, result->has_budget, result->budget, STYLE_MONEY);
    put_count(book, sheet, COL_ERRORS, severity_count(result, JX_ERROR));
    put_count(book, sheet, COL_WARNINGS, severity_count(result, JX_WARNING));
    put_count(book, sheet, COL_INFOS, severity_count(result, JX_INFO));
    pack_cell(book, result);
}

/* Says what is left out, on the sheet and in the log. */
static void say_limit(struct book *book)
{
    char text[256];
    snprintf(text, sizeof text,
             word(book, N_("%zu projects; only the first %zu have a sheet of their own, "
                           "score one with --record CODE for the others")),
             (size_t)book->records, (size_t)book->forms);
    book->summary.row += 2;
    put(book, &book->summary, 1, paper_str(text), STYLE_NOTE);
    book->host->log(book->host, JX_LOG_WARN, text);
}

void summary_end(struct book *book)
{
    list_end(&book->summary);
    if (book->records > FORMS_MAX)
        say_limit(book);
}
