/* form.c: the self-evaluation form as the office knows it, drawn by the words of its pack:
 * title, head, remarks, foot. The blocks between are drawn in form_rows.c. */
#include "form.h"

#include <stdio.h>
#include <string.h>

enum { ONE_PAGE = 16 }; /* indicators that can still be read on one page */

bool form_is_blank(const struct form *form)
{
    return form->result == NULL;
}

enum style form_input(const struct form *form, enum style filled)
{
    return form_is_blank(form) ? (filled == STYLE_TEXT ? STYLE_INPUT_TEXT : STYLE_INPUT)
                               : filled;
}

/* ---- columns ---- */

static unsigned add_column(struct form *form, double width)
{
    form->width[form->count] = width;
    return form->count++;
}

static void place_columns(struct form *form)
{
    static const double widths[JX_IND_COUNT] = {
        [JX_IND_LEVEL1] = 11, [JX_IND_LEVEL2] = 13, [JX_IND_NAME] = 30,
        [JX_IND_NATURE] = 8,  [JX_IND_TARGET] = 11, [JX_IND_UNIT] = 9,
        [JX_IND_ACTUAL] = 12, [JX_IND_WEIGHT] = 8,  [JX_IND_REPORTED_SCORE] = 8,
        [JX_IND_REASON] = 34};
    form->section = form->face->section_count ? (int)add_column(form, 6) : -1;
    bool weights = !form_is_blank(form); /* those that the pack hands out, too */
    for (int key = 0; key < JX_IND_REASON; key++)
        form->ind[key] = form->face->ind[key] || (key == JX_IND_WEIGHT && weights)
                             ? (int)add_column(form, widths[key])
                             : -1;
    form->system = form_is_blank(form) ? -1 : (int)add_column(form, 8);
    bool reviews = !form_is_blank(form) && form->book->output->reviews;
    form->reviewed = reviews ? (int)add_column(form, 8) : -1;
    bool reason = !form_is_blank(form) || form->face->ind[JX_IND_REASON];
    form->ind[JX_IND_REASON] = reason ? (int)add_column(form, widths[JX_IND_REASON]) : -1;
    form->label_end = form->section >= 0 ? 1 : 0;
    for (unsigned i = 0; i < form->count; i++)
        worksheet_set_column(form->ws, (lxw_col_t)i, (lxw_col_t)i, form->width[i], NULL);
}

/* ---- texts and heights ---- */

unsigned form_lines(const struct form *form, unsigned from, unsigned to,
                    struct jx_str text)
{
    double width = 0;
    for (unsigned i = from; i <= to; i++)
        width += form->width[i];
    return lines_in(form->book, text, width);
}

void form_height(struct form *form, lxw_row_t row, unsigned lines)
{
    row_height(form->ws, row, lines);
}

void form_put(struct form *form, unsigned from, unsigned to, struct jx_str text,
              enum style style)
{
    put_merged(form->book, form->ws, (const lxw_row_t[2]){form->row, form->row},
               (const unsigned[2]){from, to}, text, style);
}

/* ---- head ---- */

static void title(struct form *form)
{
    char year[64];
    const struct jx_face *face = form->face;
    struct jx_str given = form->record->cell[JX_REC_YEAR].text;
    form_put(form, 0, form->count - 1, paper_str(face->title), STYLE_FORM_TITLE);
    worksheet_set_row(form->ws, form->row++, 34, NULL);
    if (!given.n)
        return;
    /* In the words of forms, whatever the language of the run: so it reads back. */
    snprintf(year, sizeof year, "（%.*s年度）", given.n > 16 ? 16 : (int)given.n,
             given.p);
    form_put(form, 0, form->count - 1, paper_str(year), STYLE_FORM_YEAR);
    worksheet_set_row(form->ws, form->row++, 20, NULL);
}

void form_wide_row(struct form *form, const char *label, struct jx_str text,
                   unsigned least_lines)
{
    unsigned from = (unsigned)form->label_end + 1, last = form->count - 1;
    unsigned lines = form_lines(form, from, last, text);
    form_put(form, 0, from - 1, paper_str(label), STYLE_FORM_LABEL);
    form_put(form, from, last, text, form_input(form, STYLE_TEXT));
    form_height(form, form->row++, lines > least_lines ? lines : least_lines);
}

/* Two labelled cells beside each other. */
static void pair_row(struct form *form, const int keys[2])
{
    const struct jx_face *face = form->face;
    unsigned from = (unsigned)form->label_end + 1, last = form->count - 1;
    unsigned middle = (form->count - 1) / 2;
    unsigned ends[2] = {middle, last};
    unsigned lines = 1;
    for (int i = 0; i < 2; i++) {
        struct jx_str text = form->record->cell[keys[i]].text;
        unsigned start = i ? middle + 1 : 0, value = i ? middle + 3 : from;
        form_put(form, start, value - 1, paper_str(face->record[keys[i]]),
                 STYLE_FORM_LABEL);
        form_put(form, value, ends[i], text, form_input(form, STYLE_TEXT));
        unsigned needed = form_lines(form, value, ends[i], text);
        lines = needed > lines ? needed : lines;
    }
    form_height(form, form->row++, lines);
}

static void name_row(struct form *form)
{
    const struct jx_face *face = form->face;
    const struct jx_cell *cell = form->record->cell;
    struct paper_text name = {0};
    if (face->code_in_name && cell[JX_REC_CODE].text.n) {
        paper_add(&name, cell[JX_REC_CODE].text);
        paper_puts(&name, "-");
    }
    paper_add(&name, cell[JX_REC_NAME].text);
    form_wide_row(form, face->record[JX_REC_NAME], paper_done(&name), 1);
    paper_drop(&name, &form->book->failed);
}

static void head(struct form *form)
{
    static const int pair[] = {JX_REC_DEPARTMENT, JX_REC_UNIT};
    const struct jx_face *face = form->face;
    const struct jx_cell *cell = form->record->cell;
    if (!face->code_in_name && face->record[JX_REC_CODE])
        form_wide_row(form, face->record[JX_REC_CODE], cell[JX_REC_CODE].text, 1);
    if (face->record[JX_REC_NAME])
        name_row(form);
    if (face->record[pair[0]] && face->record[pair[1]]) {
        pair_row(form, pair);
        return;
    }
    for (int i = 0; i < 2; i++)
        if (face->record[pair[i]])
            form_wide_row(form, face->record[pair[i]], cell[pair[i]].text, 1);
}

/* ---- foot ---- */

/* Where the form has no closing row, whose column of the system's would say it. */
static void system_total(struct form *form)
{
    struct paper_text text = {0};
    paper_total(form->book->host, &text, form->result);
    form_wide_row(form, word(form->book, N_("System")), paper_done(&text), 1);
    paper_drop(&text, &form->book->failed);
}

static void remarks(struct form *form)
{
    static const int keys[] = {JX_REC_CONCLUSION, JX_REC_PROBLEMS, JX_REC_MEASURES};
    if (!form->face->closing && form->face->record[JX_REC_REPORTED_TOTAL])
        form_wide_row(form, form->face->record[JX_REC_REPORTED_TOTAL],
                      form->record->cell[JX_REC_REPORTED_TOTAL].text, 1);
    if (!form->face->closing && !form_is_blank(form))
        system_total(form);
    for (size_t i = 0; i < 3; i++)
        if (form->face->record[keys[i]])
            form_wide_row(form, form->face->record[keys[i]],
                          form->record->cell[keys[i]].text, form_is_blank(form) ? 3 : 1);
}

static void foot(struct form *form)
{
    size_t count = form->face->signature_count;
    for (size_t i = 0; i < count; i++) {
        unsigned from = (unsigned)(form->count * i / count);
        unsigned to = (unsigned)(form->count * (i + 1) / count) - 1;
        form_put(form, from, to, paper_str(form->face->signatures[i]), STYLE_FORM_BLANK);
    }
    if (count)
        worksheet_set_row(form->ws, form->row++, 30, NULL);
    if (form_is_blank(form))
        return;
    struct paper_text text = {0};
    paper_puts(&text, word(form->book, N_("Scored by rule pack")));
    paper_puts(&text, " ");
    paper_pack(form->book->host, &text, form->result);
    form_put(form, 0, form->count - 1, paper_done(&text), STYLE_NOTE);
    paper_drop(&text, &form->book->failed);
}

static void draw(struct form *form)
{
    if (form->face->fact_count)
        form_fact_columns(form);
    else
        place_columns(form);
    page_setup(form->ws, form->face->fact_count == 0);
    if (form->face->fact_count)
        worksheet_fit_to_pages(form->ws, 1, 0);
    else if (form->record->indicator_count <= ONE_PAGE)
        worksheet_fit_to_pages(form->ws, 1, 1);
    worksheet_ignore_errors(form->ws, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:P5000");
    title(form);
    if (form->face->fact_count) {
        form_facts(form);
        foot(form);
        return;
    }
    head(form);
    form_funds(form);
    form_items(form);
    remarks(form);
    foot(form);
}

/* ---- sheets ---- */

/* "12 name": unique by its number; at most 31 UTF-16 units, none of []:*?/\ and '. */
static void sheet_name(const struct book *book, struct jx_str name, char *out,
                       size_t size)
{
    int used = snprintf(out, size, "%zu ", (size_t)book->forms + 1);
    size_t n = used > 0 ? (size_t)used : 0, units = n;
    for (size_t i = 0; i < name.n && units < 30;) {
        unsigned char c = (unsigned char)name.p[i];
        size_t step = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
        if (i + step > name.n || n + step + 1 > size)
            break;
        bool bad = c < 0x20 || c == 0x7f || (c < 0x80 && strchr("[]:*?/\\'", c));
        if (bad)
            out[n++] = ' ';
        else
            memcpy(out + n, name.p + i, step);
        n += bad ? 0 : step;
        units += step == 4 ? 2 : 1;
        i += step;
    }
    while (n && out[n - 1] == ' ')
        n--;
    out[n] = '\0';
}

const char *form_record(struct book *book, const struct jx_record *record,
                        const struct jx_result *result)
{
    char name[160];
    if (!result->face || !result->item_count || book->forms >= FORMS_MAX)
        return NULL;
    sheet_name(book, record->cell[JX_REC_NAME].text, name, sizeof name);
    const char *kept = keep_text(book, paper_str(name));
    /* Merged cells need the rows in memory; lists stay on disk. */
    book->workbook->options.constant_memory = LXW_FALSE;
    lxw_worksheet *ws = kept ? workbook_add_worksheet(book->workbook, kept) : NULL;
    book->workbook->options.constant_memory = LXW_TRUE;
    if (!ws) {
        book->failed = true;
        return NULL;
    }
    book->forms++;
    struct jx_face face = paper_face(result->face, record);
    struct form form = {
        .book = book, .ws = ws, .face = &face, .record = record, .result = result};
    draw(&form);
    return kept;
}

void form_blank(struct book *book, const struct jx_face *face,
                const struct jx_record *record)
{
    struct form form = {.book = book, .face = face, .record = record};
    char name[160];
    sheet_name(book, paper_str(face->title), name, sizeof name);
    form.ws = workbook_add_worksheet(book->workbook, name + 2); /* without the number */
    if (!form.ws) {
        book->failed = true;
        return;
    }
    draw(&form);
    form_blank_end(&form);
}
