/* form_rows.c: the block of indicators with what they claim and score, and the cells that
 * both blocks have at their end. Funds are in form_funds.c. */
#include "form.h"

#include <string.h>

void form_section(struct form *form, size_t which, lxw_row_t first, lxw_row_t last)
{
    if (form->section >= 0)
        put_merged(form->book, form->ws, (const lxw_row_t[2]){first, last},
                   (const unsigned[2]){(unsigned)form->section, (unsigned)form->section},
                   paper_str(form->face->sections[which]), STYLE_FORM_LABEL);
}

void form_cell(struct form *form, int column, const char *heading, struct jx_str text,
               enum style style)
{
    if (column >= 0)
        put_at(form->book, form->ws, form->row, (unsigned)column,
               heading ? paper_str(heading) : text, style);
}

void form_reason(struct form *form, struct jx_str given, const struct jx_item *item,
                 unsigned lines)
{
    struct paper_text text = {0};
    int column = form->ind[JX_IND_REASON];
    if (item)
        paper_reasons(form->book->host, &text, form->record, form->result, item);
    else
        paper_add(&text, given);
    if (column >= 0) {
        unsigned needed =
            form_lines(form, (unsigned)column, (unsigned)column, paper_done(&text));
        put_at(form->book, form->ws, form->row, (unsigned)column, paper_done(&text),
               form_input(form, STYLE_TEXT));
        lines = needed > lines ? needed : lines;
    }
    form_height(form, form->row, lines);
    paper_drop(&text, &form->book->failed);
}

/* Reads plain figures; "3%" or "8.5分" stays as printed. */
static bool plain_figure(struct jx_str text, struct jx_dec *out)
{
    bool point = false;
    *out = (struct jx_dec){0};
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '.' && !point)
            point = true;
        else if (text.p[i] < '0' || text.p[i] > '9' || text.n > 15)
            return false;
        else
            *out = (struct jx_dec){out->digits * 10 + (text.p[i] - '0'),
                                   out->exponent - point};
    }
    return text.n > (size_t)point;
}

static void number_cell(struct form *form, int column, bool known, struct jx_dec number,
                        struct jx_str printed)
{
    if (column < 0)
        return;
    enum style style = form_input(form, STYLE_CENTER);
    struct jx_dec plain;
    bool figure = plain_figure(printed, &plain);
    if (!known && figure) /* given beforehand on a blank form */
        number = plain;
    if (figure || (known && !printed.n))
        worksheet_write_number(form->ws, form->row, (lxw_col_t)column, value_of(number),
                               form->book->styles[style]);
    else
        put_at(form->book, form->ws, form->row, (unsigned)column, printed, style);
}

const struct jx_item *form_item(const struct form *form, int32_t index)
{
    for (size_t i = 0; form->result && i < form->result->item_count; i++)
        if (form->result->items[i].index == index)
            return &form->result->items[i];
    return NULL;
}

void form_scores(struct form *form, const struct jx_item *item,
                 const struct jx_cell *weight, const struct jx_cell *claimed)
{
    const struct jx_item none = {0};
    const struct jx_item *shown = item ? item : &none;
    number_cell(form, form->ind[JX_IND_WEIGHT], shown->has_weight, shown->weight,
                weight->text);
    number_cell(form, form->ind[JX_IND_REPORTED_SCORE], shown->has_claimed,
                shown->claimed, claimed->text);
    if (form->system < 0)
        return;
    bool differs = item && item->scored && item->has_claimed &&
                   value_of(item->score) != value_of(item->claimed);
    if (item && item->scored)
        worksheet_write_number(form->ws, form->row, (lxw_col_t)form->system,
                               value_of(item->score),
                               form->book->styles[differs ? STYLE_POOR : STYLE_CENTER]);
    else
        put_at(form->book, form->ws, form->row, (unsigned)form->system,
               paper_str(item ? "—" : ""), STYLE_CENTER);
    const struct jx_reviewed *reviewed = item ? paper_reviewed(form->result, item) : NULL;
    number_cell(form, form->reviewed, reviewed != NULL,
                reviewed ? reviewed->score : shown->score, (struct jx_str){0});
}

/* Beside the system's score: whose the form's own is. */
void form_claimed_heading(struct form *form, const char *heading)
{
    struct paper_text text = {0};
    int column = form->ind[JX_IND_REPORTED_SCORE];
    paper_puts(&text, heading ? heading : "");
    if (text.n && !form_is_blank(form))
        paper_puts(&text, word(form->book, N_(" (claimed)")));
    form_cell(form, column, NULL, paper_done(&text), STYLE_FORM_LABEL);
    paper_drop(&text, &form->book->failed);
}

/* ---- indicators ---- */

static void item_head(struct form *form)
{
    const struct jx_str none = {0};
    for (int key = 0; key < JX_IND_COUNT; key++) {
        const char *heading = form->face->ind[key];
        if (key == JX_IND_REASON && !heading)
            heading = word(form->book, N_("Points off, and why"));
        if (key == JX_IND_WEIGHT && !heading)
            heading = word(form->book, N_("Pack's weight"));
        if (key == JX_IND_REPORTED_SCORE)
            form_claimed_heading(form, heading);
        else
            form_cell(form, form->ind[key], heading, none, STYLE_FORM_LABEL);
    }
    form_cell(form, form->system, word(form->book, N_("System")), none, STYLE_FORM_LABEL);
    form_cell(form, form->reviewed, word(form->book, N_("Reviewed")), none,
              STYLE_FORM_LABEL);
    form_height(form, form->row++, 2);
}

static void item_row(struct form *form, size_t index)
{
    const struct jx_cell *cell = form->record->indicators[index].cell;
    const struct jx_item *item = form_item(form, (int32_t)index);
    unsigned lines = 1;
    for (int key = JX_IND_NAME; key < JX_IND_WEIGHT; key++) {
        int column = form->ind[key];
        if (column < 0)
            continue;
        unsigned needed =
            form_lines(form, (unsigned)column, (unsigned)column, cell[key].text);
        lines = needed > lines ? needed : lines;
        put_at(form->book, form->ws, form->row, (unsigned)column, cell[key].text,
               form_input(form, key == JX_IND_NAME ? STYLE_TEXT : STYLE_CENTER));
    }
    form_scores(form, item, &cell[JX_IND_WEIGHT], &cell[JX_IND_REPORTED_SCORE]);
    form_reason(form, cell[JX_IND_REASON].text, item, lines);
    form->row++;
}

/* Rows that share a level are one merged cell; a level 2 never reaches over level 1. */
static void merge_levels(struct form *form, int key, lxw_row_t first)
{
    const struct jx_record *record = form->record;
    size_t count = record->indicator_count;
    if (form->ind[key] < 0)
        return;
    for (size_t i = 0, next; i < count; i = next) {
        const struct jx_cell *cell = record->indicators[i].cell;
        for (next = i + 1; next < count; next++) {
            const struct jx_cell *other = record->indicators[next].cell;
            if (!paper_same(other[key].text, cell[key].text) ||
                !paper_same(other[JX_IND_LEVEL1].text, cell[JX_IND_LEVEL1].text))
                break;
        }
        put_merged(
            form->book, form->ws,
            (const lxw_row_t[2]){first + (lxw_row_t)i, first + (lxw_row_t)next - 1},
            (const unsigned[2]){(unsigned)form->ind[key], (unsigned)form->ind[key]},
            cell[key].text, STYLE_FORM_LABEL);
    }
}

static void closing_row(struct form *form)
{
    const struct jx_record *record = form->record;
    const struct jx_result *result = form->result;
    struct paper_text text = {0};
    int end = form->ind[JX_IND_WEIGHT] >= 0           ? form->ind[JX_IND_WEIGHT]
              : form->ind[JX_IND_REPORTED_SCORE] >= 0 ? form->ind[JX_IND_REPORTED_SCORE]
              : form->system >= 0                     ? form->system
                                                      : (int)form->count;
    form_put(form, 0, (unsigned)end - 1, paper_str(form->face->closing),
             STYLE_FORM_LABEL);
    form_cell(form, form->ind[JX_IND_WEIGHT], NULL,
              record->cell[JX_REC_REPORTED_WEIGHT].text, STYLE_FORM_LABEL);
    form_cell(form, form->ind[JX_IND_REPORTED_SCORE], NULL,
              record->cell[JX_REC_REPORTED_TOTAL].text, STYLE_FORM_LABEL);
    if (result && result->has_total)
        worksheet_write_number(form->ws, form->row, (lxw_col_t)form->system,
                               value_of(result->total),
                               form->book->styles[STYLE_FORM_LABEL]);
    else
        form_cell(form, form->system, NULL, paper_str("—"), STYLE_FORM_LABEL);
    bool reviewed = result && result->review && result->review->has_total;
    if (reviewed && form->reviewed >= 0)
        worksheet_write_number(form->ws, form->row, (lxw_col_t)form->reviewed,
                               value_of(result->review->total),
                               form->book->styles[STYLE_FORM_LABEL]);
    else
        form_cell(form, form->reviewed, NULL, (struct jx_str){0}, STYLE_FORM_LABEL);
    if (result && *paper_final_grade(result)) {
        paper_puts(&text, word(form->book, reviewed ? N_("Grade by the review: ")
                                                    : N_("Grade by the system: ")));
        paper_puts(&text, paper_final_grade(result));
    }
    for (size_t i = 0; result && i < result->adjustment_count; i++) {
        paper_puts(&text, text.n ? "\n" : "");
        paper_why(form->book->host, &text, &result->adjustments[i].why);
    }
    form_cell(form, form->ind[JX_IND_REASON], NULL, paper_done(&text), STYLE_FORM_LABEL);
    form_height(form, form->row,
                form_lines(form, form->count - 1, form->count - 1, paper_done(&text)));
    if (form_is_blank(form))
        form_blank_closing(form, form->row);
    form->row++;
    paper_drop(&text, &form->book->failed);
}

void form_items(struct form *form)
{
    lxw_row_t first = form->row;
    if (!form->record->has_indicators && !form->record->indicator_count)
        return;
    worksheet_repeat_rows(form->ws, form->row, form->row); /* on further pages */
    item_head(form);
    form->first_item = form->row;
    for (size_t i = 0; i < form->record->indicator_count; i++)
        item_row(form, i);
    form->last_item = form->row - 1;
    merge_levels(form, JX_IND_LEVEL1, form->first_item);
    merge_levels(form, JX_IND_LEVEL2, form->first_item);
    if (form_is_blank(form) && form->record->indicator_count)
        form_blank_items(form, form->first_item, form->last_item);
    form_section(form, 1, first, form->row - 1);
    if (form->face->closing)
        closing_row(form);
}
