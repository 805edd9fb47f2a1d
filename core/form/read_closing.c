/* read_closing.c: the row that closes a table of indicators: weight and score of the whole
 * form, wherever they stand in it. Which rows are indicators is decided elsewhere. */
#include "read_form.h"

#include "strbuf.h"

#include <string.h>

static const int closing_keys[2] = {JX_IND_WEIGHT, JX_IND_REPORTED_SCORE};
static const int record_keys[2] = {JX_REC_REPORTED_WEIGHT, JX_REC_REPORTED_TOTAL};

const struct jx_table_cell *jx_cell_under(const struct jx_reading_form *form,
                                          const struct jx_aligned *aligned, int key)
{
    int head = jx_columns_find(&form->columns, key);
    int at = head < 0 ? -1 : aligned->cell[head];
    return at < 0 ? NULL : aligned->view.cell[at];
}

/* Points as a closing row prints them: "100", "98.5分", "100%". */
static bool is_points(struct jx_str text)
{
    static const char mark[] = "\xe5\x88\x86"; /* 分 */
    char buffer[64];
    struct jx_str folded = jx_fold_width(text, buffer, sizeof buffer);
    size_t digits = 0;
    if (folded.n > 3 && memcmp(folded.p + folded.n - 3, mark, 3) == 0)
        folded.n -= 3;
    folded.n -= folded.n && folded.p[folded.n - 1] == '%';
    for (size_t i = 0; i < folded.n; i++) {
        bool digit = jx_is_digit(folded.p[i]);
        digits += digit;
        if (!digit && folded.p[i] != '.')
            return false;
    }
    return digits > 0;
}

/* What the weights of forms add up to: beside it a lone figure is hardly a score. */
static bool is_full(const struct jx_pack *pack, struct jx_str text)
{
    struct jx_dec points;
    for (size_t i = 0; i < pack->weight_count; i++)
        if (jx_dec_parse_figure(text, &points) >= 0 &&
            jx_dec_cmp(points, pack->weights[i].total) == 0)
            return true;
    return false;
}

/* Does the next cell say the same, as where copies repeat merged cells? */
static bool same(const struct jx_view *view, size_t i)
{
    return jx_str_eq(jx_view_text(view, i), jx_view_text(view, i + 1));
}

/* Rows that close a table are drawn as anybody likes: where its figures do not stand under
 * the headings of weight and score, they are the two behind its label, or one of them. */
static void mend_closing(const struct jx_pack *pack, const struct jx_columns *columns,
                         int label, struct jx_aligned *aligned)
{
    int figure[2] = {-1, -1}, head[2];
    size_t figures = 0, placed = 0;
    bool words = false, score = false; /* under the headings, where figures should be */
    size_t behind = (size_t)(label + 1);
    bool again =
        label >= 0 && behind < aligned->view.count && same(&aligned->view, behind - 1);
    for (size_t i = behind; i < aligned->view.count; i++)
        if (is_points(jx_view_text(&aligned->view, i)) &&
            !(again && same(&aligned->view, i - 1)) && figures++ < 2)
            figure[figures - 1] = (int)i;
    for (int k = 0; k < 2; k++) {
        head[k] = jx_columns_find(columns, closing_keys[k]);
        int at = head[k] < 0 ? -1 : aligned->cell[head[k]];
        struct jx_str text =
            at < 0 ? (struct jx_str){"", 0} : jx_view_text(&aligned->view, (size_t)at);
        placed += is_points(text);
        score = k == 1 && is_points(text);
        words |= text.n && !is_points(text);
    }
    bool first = figures == 2 && head[0] >= 0 && placed == 1 && score &&
                 (is_full(pack, jx_view_text(&aligned->view, (size_t)figure[0])) ||
                  aligned->cell[head[1]] == figure[0]);
    if ((placed && !words && !first) || !figures || figures > 2 || head[1] < 0)
        return;
    bool weight =
        figures == 2 ||
        (head[0] >= 0 && is_full(pack, jx_view_text(&aligned->view, (size_t)figure[0])));
    aligned->cell[head[1]] = figures == 2 || !weight ? figure[figures - 1] : -1;
    if (head[0] >= 0)
        aligned->cell[head[0]] = weight ? figure[0] : -1;
}

/* The only points of a row; -1: there are none, or several. */
static int lone_points(const struct jx_view *view)
{
    int at = -1;
    for (size_t i = 0; i < view->count; i++)
        if (is_points(jx_view_text(view, i)) && !(i && same(view, i - 1))) {
            if (at >= 0)
                return -1;
            at = (int)i;
        }
    return at;
}

/* A form without columns of points may still print their total. */
static void take_lone_total(struct jx_reading_form *form, const struct jx_view *view,
                            const struct jx_block_row *row)
{
    int at = lone_points(view);
    if (at >= 0 && jx_columns_find(&form->columns, JX_IND_REPORTED_SCORE) < 0 &&
        jx_columns_find(&form->columns, JX_IND_WEIGHT) < 0)
        jx_set_field(form, JX_REC_REPORTED_TOTAL,
                     jx_form_cell(form, view->cell[at], row));
}

/* Below a sum of the indicators alone stands the total, which has the points of the budget
 * in it: then the sum is none of the form's. */
static void take_grand_total(struct jx_reading_form *form, const struct jx_view *view,
                             const struct jx_block_row *row)
{
    struct jx_cell *cell = form->record->cell;
    struct jx_dec sum, budget, all;
    int at = lone_points(view);
    if (at < 0 || jx_dec_parse_figure(cell[JX_REC_REPORTED_TOTAL].text, &sum) < 0 ||
        jx_dec_parse_figure(form->record->budget.total.cell[JX_FUND_REPORTED_SCORE].text,
                            &budget) < 0 ||
        jx_dec_parse_figure(jx_view_text(view, (size_t)at), &all) < 0 ||
        jx_dec_cmp(budget, jx_dec_int(0)) == 0 ||
        jx_dec_cmp(jx_dec_add(sum, budget), all) != 0)
        return;
    cell[JX_REC_REPORTED_TOTAL] = jx_form_cell(form, view->cell[at], row);
    cell[JX_REC_REPORTED_WEIGHT] = (struct jx_cell){0};
}

static void take_closing(struct jx_reading_form *form, const struct jx_aligned *aligned,
                         const struct jx_block_row *row)
{
    for (int k = 0; k < 2; k++)
        if (jx_columns_find(&form->columns, closing_keys[k]) >= 0)
            form->record->cell[record_keys[k]] =
                jx_form_cell(form, jx_cell_under(form, aligned, closing_keys[k]), row);
    form->closed = true;
}

void jx_read_loose_closing(struct jx_reading_form *form, struct jx_aligned *aligned,
                           const struct jx_block_row *row)
{
    const struct jx_pack *pack = form->items->plan.pack;
    struct jx_view *view = &aligned->view;
    size_t first = jx_view_first(view);
    int weight = jx_columns_find(&form->columns, JX_IND_WEIGHT);
    bool pair = form->spec->closing.count && jx_view_filled(view) == 2 && weight >= 0 &&
                first + 1 < view->count && is_points(jx_view_text(view, first)) &&
                is_points(jx_view_text(view, first + 1));
    if (!pair || (aligned->cell[weight] != (int)first &&
                  !is_full(pack, jx_view_text(view, first))))
        return;
    mend_closing(pack, &form->columns, -1, aligned);
    take_closing(form, aligned, row);
    form->loose_closing = true;
}

bool jx_read_closing(struct jx_reading_form *form, const struct jx_block_row *row)
{
    char buffer[JX_FOLD_MAX];
    struct jx_view view;
    struct jx_aligned aligned;
    jx_view_row(&view, row, NULL);
    size_t first = jx_view_first(&view);
    if (!form->headings || form->part != JX_PART_INDICATORS || first == view.count ||
        !jx_words_have(&form->spec->closing, jx_view_fold(&view, first, buffer)))
        return false;
    if (!form->closed || form->loose_closing) {
        jx_align_closing(&form->columns, row, closing_keys, &aligned);
        mend_closing(form->items->plan.pack, &form->columns, (int)first, &aligned);
        take_closing(form, &aligned, row);
        take_lone_total(form, &view, row);
        form->loose_closing = false;
    } else {
        take_grand_total(form, &view, row);
    }
    return true;
}
