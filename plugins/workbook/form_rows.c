/* form_rows.c: the two blocks of a form: funds, and indicators with what they score. */
#include "form.h"

#include <string.h>

enum { AMOUNTS = 4 };
static const int amount_keys[AMOUNTS] = {JX_FUND_INITIAL, JX_FUND_ADJUSTED,
                                         JX_FUND_EXECUTED, JX_FUND_RATE};

/* ---- where amounts lie ---- */

static unsigned amount_count(const struct form *form)
{
    unsigned n = 0;
    for (int i = 0; i < AMOUNTS; i++)
        n += form->face->fund[amount_keys[i]] != NULL;
    return n;
}

/* First column behind the labels of funds, and the last one before weight and score. On
 * narrow forms amounts also take the second column of labels, and the last one where no
 * reason stands there. */
static void amount_range(const struct form *form, unsigned *from, unsigned *to)
{
    static const int behind[] = {JX_IND_REASON, JX_IND_REPORTED_SCORE, JX_IND_WEIGHT};
    bool open = form_is_blank(form) && !form->face->fund[JX_FUND_REASON];
    *from = form->ind[JX_IND_NAME] > 0 ? (unsigned)form->ind[JX_IND_NAME]
                                       : (unsigned)form->label_end + 1;
    *to = form->count - 1;
    if (form->system >= 0)
        *to = (unsigned)form->system - 1;
    for (size_t i = open ? 1 : 0; i < 3; i++)
        if (form->ind[behind[i]] > 0 && (unsigned)form->ind[behind[i]] <= *to)
            *to = (unsigned)form->ind[behind[i]] - 1;
    while (*to - *from + 1 < amount_count(form) && *from > 1)
        --*from;
}

void form_amount_columns(const struct form *form, int key, unsigned *from, unsigned *to)
{
    unsigned first, last, n = amount_count(form), place = 0;
    amount_range(form, &first, &last);
    for (int i = 0; i < AMOUNTS && amount_keys[i] != key; i++)
        place += form->face->fund[amount_keys[i]] != NULL;
    unsigned columns = last - first + 1;
    n = n ? n : 1;
    /* Rounded up, so that the first, beside the wide names, gets what is left over. */
    *from = first + (columns * place + n - 1) / n;
    *to = first + (columns * (place + 1) + n - 1) / n - 1;
    if (*to < *from)
        *to = *from;
}

/* Merges the label beside a block. */
static void section(struct form *form, size_t which, lxw_row_t first, lxw_row_t last)
{
    if (form->section >= 0)
        put_merged(form->book, form->ws, (const lxw_row_t[2]){first, last},
                   (const unsigned[2]){(unsigned)form->section, (unsigned)form->section},
                   paper_str(form->face->sections[which]), STYLE_FORM_LABEL);
}

/* ---- funds ---- */

/* Columns behind the amounts: a heading, or a text. */
static void end_cell(struct form *form, int column, const char *heading,
                     struct jx_str text, enum style style)
{
    if (column >= 0)
        put_at(form->book, form->ws, form->row, (unsigned)column,
               heading ? paper_str(heading) : text, style);
}

static void fund_head(struct form *form)
{
    const struct jx_face *face = form->face;
    unsigned from, to, first, last;
    amount_range(form, &first, &last);
    form_put(form, form->section >= 0 ? 1 : 0, first - 1, paper_str(face->amounts),
             STYLE_FORM_LABEL);
    for (int i = 0; i < AMOUNTS; i++) {
        if (!face->fund[amount_keys[i]])
            continue;
        form_amount_columns(form, amount_keys[i], &from, &to);
        form_put(form, from, to, paper_str(face->fund[amount_keys[i]]), STYLE_FORM_LABEL);
    }
    const struct jx_str none = {0};
    const char *system = word(form->book, N_("System"));
    const char *reason = face->fund[JX_FUND_REASON];
    if (!reason && form->result)
        reason = word(form->book, N_("Points off, and why"));
    const char *weight = face->fund[JX_FUND_WEIGHT];
    if (!weight && form->result) /* the pack's own */
        weight = word(form->book, N_("Weight"));
    end_cell(form, form->ind[JX_IND_WEIGHT], weight, none, STYLE_FORM_LABEL);
    end_cell(form, form->ind[JX_IND_REPORTED_SCORE], face->fund[JX_FUND_REPORTED_SCORE],
             none, STYLE_FORM_LABEL);
    end_cell(form, form->system, system, none, STYLE_FORM_LABEL);
    if ((int)last < form->ind[JX_IND_REASON])
        end_cell(form, form->ind[JX_IND_REASON], reason, none, STYLE_FORM_LABEL);
    form_height(form, form->row++,
                form_lines(form, form->section >= 0 ? 1 : 0, first - 1,
                           paper_str(face->amounts)));
}

/* The office's reason, and beneath it what the rules take off. */
static void reason_cell(struct form *form, struct jx_str given,
                        const struct jx_item *item, unsigned lines)
{
    struct paper_text why = {0}, text = {0};
    int column = form->ind[JX_IND_REASON];
    if (item)
        text_deductions(form->book, &why, item);
    paper_add(&text, given);
    if (why.n) {
        paper_puts(&text, text.n ? "\n" : "");
        paper_puts(&text, word(form->book, N_("[System] ")));
        paper_add(&text, paper_done(&why));
    }
    if (column >= 0) {
        unsigned needed =
            form_lines(form, (unsigned)column, (unsigned)column, paper_done(&text));
        put_at(form->book, form->ws, form->row, (unsigned)column, paper_done(&text),
               form_input(form, STYLE_TEXT));
        lines = needed > lines ? needed : lines;
    }
    form_height(form, form->row, lines);
    form->book->failed |= why.failed || text.failed;
    paper_free(&why);
    paper_free(&text);
}

/* "3%" or "8.5分" stays as printed. */
static bool is_plain(struct jx_str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (!strchr("0123456789.", text.p[i]))
            return false;
    return true;
}

static void number_cell(struct form *form, int column, bool known, struct jx_dec number,
                        struct jx_str printed)
{
    if (column < 0)
        return;
    enum style style = form_input(form, STYLE_CENTER);
    if (known && is_plain(printed))
        worksheet_write_number(form->ws, form->row, (lxw_col_t)column, value_of(number),
                               form->book->styles[style]);
    else
        put_at(form->book, form->ws, form->row, (unsigned)column, printed, style);
}

static const struct jx_item *item_of(const struct form *form, int32_t index)
{
    for (size_t i = 0; form->result && i < form->result->item_count; i++)
        if (form->result->items[i].index == index)
            return &form->result->items[i];
    return NULL;
}

static void score_cells(struct form *form, const struct jx_item *item,
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
}

static void fund_row(struct form *form, const struct jx_funds *funds, bool total,
                     size_t sources)
{
    unsigned from, to, first, last, lines;
    const struct jx_cell *cell = funds->cell;
    struct jx_str name =
        total ? paper_str(form->face->fund_total) : cell[JX_FUND_NAME].text;
    amount_range(form, &first, &last);
    unsigned label = form->section >= 0 ? 1 : 0;
    form_put(form, label, first - 1, name, STYLE_FORM_LABEL);
    lines = form_lines(form, label, first - 1, name);
    for (int i = 0; i < AMOUNTS; i++) {
        if (!form->face->fund[amount_keys[i]])
            continue;
        form_amount_columns(form, amount_keys[i], &from, &to);
        form_put(form, from, to, cell[amount_keys[i]].text,
                 form_input(form, STYLE_CENTER));
    }
    if (total) {
        score_cells(form, item_of(form, JX_INDEX_BUDGET), &cell[JX_FUND_WEIGHT],
                    &cell[JX_FUND_REPORTED_SCORE]);
        if ((int)last < form->ind[JX_IND_REASON])
            reason_cell(form, cell[JX_FUND_REASON].text, item_of(form, JX_INDEX_BUDGET),
                        lines);
    } else {
        const struct jx_str none = {0};
        const int ends[] = {form->ind[JX_IND_WEIGHT], form->ind[JX_IND_REPORTED_SCORE],
                            form->system, form->ind[JX_IND_REASON]};
        for (size_t i = 0; i < 4; i++)
            if ((int)last < ends[i])
                end_cell(form, ends[i], NULL, none, STYLE_CENTER);
        form_height(form, form->row, lines);
    }
    if (form_is_blank(form))
        form_blank_funds(form, form->row, total, (lxw_row_t)sources);
    form->row++;
}

/* Names of funds as headings over one row of amounts. */
static void funds_across(struct form *form)
{
    const struct jx_budget *budget = &form->record->budget;
    size_t count = budget->source_count + 1;
    unsigned label = form->section >= 0 ? 1 : 0;
    unsigned first = (unsigned)form->label_end + 1, columns = form->count - first;
    put_merged(form->book, form->ws, (const lxw_row_t[2]){form->row, form->row + 1},
               (const unsigned[2]){label, first - 1}, paper_str(form->face->amounts),
               STYLE_FORM_LABEL);
    for (size_t i = 0; i < count; i++) {
        const struct jx_funds *funds = i ? &budget->sources[i - 1] : &budget->total;
        unsigned from = first + (unsigned)(columns * i / count);
        unsigned to = first + (unsigned)(columns * (i + 1) / count) - 1;
        struct jx_str name =
            i ? funds->cell[JX_FUND_NAME].text : paper_str(form->face->fund_total);
        form_put(form, from, to, name, STYLE_FORM_LABEL);
        form->row++;
        form_put(form, from, to, funds->cell[form->face->across].text,
                 form_input(form, STYLE_CENTER));
        form->row--;
    }
    unsigned lines = form_lines(form, label, first - 1, paper_str(form->face->amounts));
    form_height(form, form->row, (lines + 1) / 2);
    form_height(form, form->row + 1, (lines + 1) / 2);
    form->row += 2;
}

void form_funds(struct form *form)
{
    const struct jx_budget *budget = &form->record->budget;
    lxw_row_t first = form->row;
    if (!budget->present || !form->face->fund_total)
        return;
    if (form->face->across >= 0) {
        funds_across(form);
    } else {
        fund_head(form);
        form->fund_total = form->row;
        fund_row(form, &budget->total, true, budget->source_count);
        for (size_t i = 0; i < budget->source_count; i++)
            fund_row(form, &budget->sources[i], false, 0);
    }
    section(form, 0, first, form->row - 1);
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
            heading = word(form->book, N_("Weight"));
        end_cell(form, form->ind[key], heading, none, STYLE_FORM_LABEL);
    }
    end_cell(form, form->system, word(form->book, N_("System")), none, STYLE_FORM_LABEL);
    form_height(form, form->row++, 2);
}

static void item_row(struct form *form, size_t index)
{
    const struct jx_cell *cell = form->record->indicators[index].cell;
    const struct jx_item *item = item_of(form, (int32_t)index);
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
    score_cells(form, item, &cell[JX_IND_WEIGHT], &cell[JX_IND_REPORTED_SCORE]);
    reason_cell(form, cell[JX_IND_REASON].text, item, lines);
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
    end_cell(form, form->ind[JX_IND_WEIGHT], NULL,
             record->cell[JX_REC_REPORTED_WEIGHT].text, STYLE_FORM_LABEL);
    end_cell(form, form->ind[JX_IND_REPORTED_SCORE], NULL,
             record->cell[JX_REC_REPORTED_TOTAL].text, STYLE_FORM_LABEL);
    if (result && result->has_total)
        worksheet_write_number(form->ws, form->row, (lxw_col_t)form->system,
                               value_of(result->total),
                               form->book->styles[STYLE_FORM_LABEL]);
    else
        end_cell(form, form->system, NULL, paper_str("—"), STYLE_FORM_LABEL);
    if (result && result->has_total && *result->grade) {
        paper_puts(&text, word(form->book, N_("Grade by the system: ")));
        paper_puts(&text, result->grade);
    }
    for (size_t i = 0; result && i < result->adjustment_count; i++) {
        paper_puts(&text, text.n ? "\n" : "");
        paper_why(form->book->host, &text, &result->adjustments[i].why);
    }
    end_cell(form, form->ind[JX_IND_REASON], NULL, paper_done(&text), STYLE_FORM_LABEL);
    form_height(form, form->row,
                form_lines(form, form->count - 1, form->count - 1, paper_done(&text)));
    if (form_is_blank(form))
        form_blank_closing(form, form->row);
    form->row++;
    paper_free(&text);
}

void form_items(struct form *form)
{
    lxw_row_t first = form->row;
    if (!form->record->has_indicators && !form->record->indicator_count)
        return;
    item_head(form);
    form->first_item = form->row;
    for (size_t i = 0; i < form->record->indicator_count; i++)
        item_row(form, i);
    form->last_item = form->row - 1;
    merge_levels(form, JX_IND_LEVEL1, form->first_item);
    merge_levels(form, JX_IND_LEVEL2, form->first_item);
    if (form_is_blank(form) && form->record->indicator_count)
        form_blank_items(form, form->first_item, form->last_item);
    section(form, 1, first, form->row - 1);
    if (form->face->closing)
        closing_row(form);
}
