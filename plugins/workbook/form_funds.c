/* form_funds.c: the block of funds: a row for the total and each source, or their names as
 * headings over one row of amounts. */
#include "form.h"

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
        weight = word(form->book, N_("Pack's weight"));
    form_cell(form, form->ind[JX_IND_WEIGHT], weight, none, STYLE_FORM_LABEL);
    form_claimed_heading(form, face->fund[JX_FUND_REPORTED_SCORE]);
    form_cell(form, form->system, system, none, STYLE_FORM_LABEL);
    form_cell(form, form->reviewed, word(form->book, N_("Reviewed")), none,
              STYLE_FORM_LABEL);
    if ((int)last < form->ind[JX_IND_REASON])
        form_cell(form, form->ind[JX_IND_REASON], reason, none, STYLE_FORM_LABEL);
    form_height(form, form->row++,
                form_lines(form, form->section >= 0 ? 1 : 0, first - 1,
                           paper_str(face->amounts)));
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
        form_scores(form, form_item(form, JX_INDEX_BUDGET), &cell[JX_FUND_WEIGHT],
                    &cell[JX_FUND_REPORTED_SCORE]);
        if ((int)last < form->ind[JX_IND_REASON])
            form_reason(form, cell[JX_FUND_REASON].text, form_item(form, JX_INDEX_BUDGET),
                        lines);
    } else {
        const struct jx_str none = {0};
        const int ends[] = {form->ind[JX_IND_WEIGHT], form->ind[JX_IND_REPORTED_SCORE],
                            form->system, form->reviewed, form->ind[JX_IND_REASON]};
        for (size_t i = 0; i < 5; i++)
            if ((int)last < ends[i])
                form_cell(form, ends[i], NULL, none, STYLE_CENTER);
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
    form_section(form, 0, first, form->row - 1);
}
