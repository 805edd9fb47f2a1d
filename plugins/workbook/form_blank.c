/* form_blank.c: what a form to be filled in has beside its cells: formulas that nobody can
 * change, lists to choose from, limits, and a page that says how. */
#include "form.h"

#include <stdio.h>
#include <string.h>

/* "$D$7" of a place, or "$D7", whose row moves along with the cell that names it. */
static void place(lxw_row_t row, unsigned column, bool fixed, char out[15])
{
    snprintf(out, 15, "$%c%s%u", (char)('A' + column % 26), fixed ? "$" : "",
             (unsigned)row + 1);
}

static void formula(struct form *form, lxw_row_t row, unsigned from, const char *text,
                    enum style style)
{
    worksheet_write_formula_str(form->ws, row, (lxw_col_t)from, text,
                                form->book->styles[style], "");
}

/* Blank as long as nothing is filled in, so that an empty form reads as empty. */
static void sum(struct form *form, lxw_row_t row, unsigned column, lxw_row_t first,
                lxw_row_t last, lxw_row_t more)
{
    char a[16], b[16], c[16] = "", text[160];
    place(first, column, true, a);
    place(last, column, true, b);
    if (more)
        place(more, column, true, c);
    snprintf(text, sizeof text, "=IF(COUNT(%s:%s%s%s)=0,\"\",SUM(%s:%s%s%s))", a, b,
             more ? "," : "", c, a, b, more ? "," : "", c);
    formula(form, row, column, text, STYLE_CENTER);
}

static void rate(struct form *form, lxw_row_t row)
{
    unsigned executed, adjusted, own, end;
    char a[16], b[16], text[96];
    if (!form->face->fund[JX_FUND_RATE] || !form->face->fund[JX_FUND_ADJUSTED] ||
        !form->face->fund[JX_FUND_EXECUTED])
        return;
    form_amount_columns(form, JX_FUND_EXECUTED, &executed, &end);
    form_amount_columns(form, JX_FUND_ADJUSTED, &adjusted, &end);
    form_amount_columns(form, JX_FUND_RATE, &own, &end);
    place(row, executed, true, a);
    place(row, adjusted, true, b);
    snprintf(text, sizeof text, "=IF(N(%s)>0,N(%s)/%s,\"\")", b, a, b);
    formula(form, row, own, text, STYLE_INPUT_RATE);
}

static void limit(struct form *form, lxw_row_t row, unsigned column, const char *message)
{
    char text[256];
    snprintf(text, sizeof text, "%s", word(form->book, message));
    lxw_data_validation rule = {.validate = LXW_VALIDATION_TYPE_DECIMAL,
                                .criteria =
                                    LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO,
                                .value_number = 0,
                                .error_message = text};
    worksheet_data_validation_cell(form->ws, row, (lxw_col_t)column, &rule);
}

void form_blank_funds(struct form *form, lxw_row_t row, bool total, lxw_row_t sources)
{
    static const int sums[] = {JX_FUND_INITIAL, JX_FUND_ADJUSTED, JX_FUND_EXECUTED};
    unsigned from, to;
    rate(form, row);
    for (size_t i = 0; i < 3; i++) {
        if (!form->face->fund[sums[i]])
            continue;
        form_amount_columns(form, sums[i], &from, &to);
        if (total && sources && form->face->adds_up)
            sum(form, row, from, row + 1, row + sources, 0);
        else
            limit(form, row, from, N_("An amount: a number without unit."));
    }
}

static void choices(struct form *form, int column, lxw_row_t first, lxw_row_t last,
                    const char *const *list, size_t count, bool only)
{
    const char *values[64] = {0};
    char text[256];
    if (column < 0 || !count)
        return;
    size_t used = 0;
    for (size_t i = 0; i < count && i < 63; i++) {
        used += strlen(list[i]) + 1;
        values[i] = used <= LIST_BYTES ? list[i] : NULL;
    }
    snprintf(text, sizeof text, "%s",
             word(form->book, N_("Choose one of the list, or leave it blank.")));
    lxw_data_validation rule = {.validate = LXW_VALIDATION_TYPE_LIST,
                                .value_list = (char **)values,
                                .show_error =
                                    only ? LXW_VALIDATION_DEFAULT : LXW_VALIDATION_OFF,
                                .error_message = text};
    worksheet_data_validation_range(form->ws, first, (lxw_col_t)column, last,
                                    (lxw_col_t)column, &rule);
}

void form_blank_items(struct form *form, lxw_row_t first, lxw_row_t last)
{
    const struct jx_face *face = form->face;
    choices(form, form->ind[JX_IND_NATURE], first, last, face->natures,
            face->nature_count, true);
    /* Figures are typed in, levels are chosen: the list only offers. */
    choices(form, form->ind[JX_IND_TARGET], first, last, face->levels, face->level_count,
            false);
    choices(form, form->ind[JX_IND_ACTUAL], first, last, face->levels, face->level_count,
            false);
    if (form->ind[JX_IND_WEIGHT] < 0 || form->ind[JX_IND_REPORTED_SCORE] < 0)
        return;
    char least[] = "=0", most[16] = "=", text[256];
    place(first, (unsigned)form->ind[JX_IND_WEIGHT], false, most + 1);
    snprintf(text, sizeof text, "%s",
             word(form->book, N_("From 0 to the weight of the row.")));
    lxw_data_validation rule = {.validate = LXW_VALIDATION_TYPE_DECIMAL_FORMULA,
                                .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
                                .minimum_formula = least,
                                .maximum_formula = most,
                                .error_message = text};
    lxw_col_t column = (lxw_col_t)form->ind[JX_IND_REPORTED_SCORE];
    worksheet_data_validation_range(form->ws, first, column, last, column, &rule);
}

void form_blank_fact(struct form *form, const struct jx_face_fact *fact, unsigned column)
{
    static const char *const answers[] = {"是", "否"};
    const struct jx_face *face = form->face;
    int at = (int)column;
    if (fact->choice_count)
        choices(form, at, form->row, form->row, fact->choices, fact->choice_count, true);
    else if (fact->type == JX_T_FLAG)
        choices(form, at, form->row, form->row, answers, 2, true);
    else if (fact->type == JX_T_LEVEL)
        choices(form, at, form->row, form->row, face->levels, face->level_count, false);
}

void form_blank_closing(struct form *form, lxw_row_t row)
{
    const int columns[] = {form->ind[JX_IND_WEIGHT], form->ind[JX_IND_REPORTED_SCORE]};
    for (size_t i = 0; i < 2; i++)
        if (columns[i] >= 0 && form->last_item >= form->first_item)
            sum(form, row, (unsigned)columns[i], form->first_item, form->last_item,
                form->fund_total);
}

/* Locks what is not yellow, without a password: against slips, not against people. */
void form_blank_end(struct form *form)
{
    struct book *book = form->book;
    lxw_protection options = {.format_cells = 1,
                              .format_columns = 1,
                              .format_rows = 1,
                              .insert_rows = 1,
                              .delete_rows = 1};
    worksheet_protect(form->ws, NULL, &options);
    if (!form->face->note_count)
        return;
    lxw_worksheet *ws =
        workbook_add_worksheet(book->workbook, word(book, N_("How to fill it in")));
    if (!ws) {
        book->failed = true;
        return;
    }
    page_setup(ws, false);
    worksheet_set_column(ws, 0, 0, 90, NULL);
    put_at(book, ws, 0, 0, paper_str(word(book, N_("How to fill it in"))), STYLE_TITLE);
    worksheet_set_row(ws, 0, 30, NULL);
    for (size_t i = 0; i < form->face->note_count; i++)
        put_at(book, ws, (lxw_row_t)(i + 1), 0, paper_str(form->face->notes[i]),
               STYLE_FORM_BLANK);
}
