/* missing.c: what a form lacks, and which of its rows could not be read: to be told, so that
 * nothing is lost without a word. What is read is decided elsewhere. */
#include "read_form.h"

#include "lang.h"
#include "strbuf.h"
#include "utf8.h"

/* Do the printed weights add up to what such forms add up to? Then no row is missing,
 * closing row or none. */
static bool weights_complete(const struct jx_record *record, const struct jx_pack *pack)
{
    struct jx_dec sum, one;
    if (jx_dec_parse_figure(record->budget.total.cell[JX_FUND_WEIGHT].text, &sum) < 0)
        sum = jx_dec_int(0);
    for (size_t i = 0; i < record->indicator_count; i++) {
        if (jx_dec_parse_figure(record->indicators[i].cell[JX_IND_WEIGHT].text, &one) < 0)
            return false;
        sum = jx_dec_add(sum, one);
    }
    for (size_t i = 0; record->indicator_count && i < pack->weight_count; i++)
        if (jx_dec_cmp(sum, pack->weights[i].total) == 0 &&
            jx_words_have(&pack->weights[i].form, record->cell[JX_REC_FORM].text))
            return true;
    return false;
}

const char *jx_missing_end(const struct jx_reading_form *form)
{
    const struct jx_cell *name = &form->record->cell[JX_REC_NAME];
    const char *format = NULL;
    if ((form->spec->report || form->spec->has_facts) && !form->headings)
        return NULL; /* a report or a sheet of facts, which have no table of indicators */
    /* Forms without scores may have no closing row; a heading row cut short has neither. */
    bool figures = jx_columns_find(&form->columns, JX_IND_REPORTED_SCORE) >= 0 ||
                   !form->record->indicator_count;
    if (form->spec->column_count && !form->headings)
        format = _("form \"%.*s\" (%s) ends before its indicators: is a part of it "
                   "missing? Read as far as it goes");
    else if (form->spec->closing.count && figures && !form->closed && !form->ended &&
             !form->record->cell[JX_REC_REPORTED_TOTAL].text.n &&
             !weights_complete(form->record, form->items->plan.pack))
        format = _("form \"%.*s\" (%s) ends before its closing row: is a part of it "
                   "missing? Read as far as it goes");
    if (!format)
        return NULL;
    size_t n = jx_utf8_cut(name->text.p ? name->text.p : "",
                           name->text.n < 120 ? name->text.n : 120);
    return jx_arena_format(form->items->arena, format, (int)n, n ? name->text.p : "",
                           form->spec->id);
}

const char *jx_missing_name(const struct jx_reading_form *form)
{
    const struct jx_form_spec *spec = form->spec;
    const struct jx_cell *cell = form->record->cell;
    if (!spec->fund_total.count || !form->record->indicator_count ||
        !jx_label_words(spec->fields, spec->field_count, JX_REC_NAME) ||
        cell[JX_REC_NAME].kind != JX_ABSENT || cell[JX_REC_CODE].kind != JX_ABSENT)
        return NULL;
    return _(
        "no name of a project was found in this form: if it has one, add its label to "
        "forms.json");
}

/* ---- rows ---- */

static size_t figures_of(const struct jx_view *view)
{
    size_t figures = 0;
    for (size_t i = 0; i < view->count; i++)
        figures += jx_is_figure(jx_view_text(view, i));
    return figures;
}

bool jx_has_total(const struct jx_reading_form *form)
{
    const struct jx_cell *cell = form->record->budget.total.cell;
    return cell[JX_FUND_INITIAL].text.n || cell[JX_FUND_ADJUSTED].text.n ||
           cell[JX_FUND_EXECUTED].text.n;
}

static void note(struct jx_reading_form *form, const struct jx_block_row *row,
                 const char *text, bool funds)
{
    if (form->unread_count < JX_UNREAD_MOST)
        form->unread[form->unread_count++] =
            (struct jx_unread){row->cells[0].at, text, funds};
}

void jx_missing_row(struct jx_reading_form *form, const struct jx_block_row *row)
{
    enum { AMOUNTS_LEAST = 2, CELLS_LEAST = 3 };
    struct jx_view view;
    jx_view_row(&view, row, NULL);
    bool left_out = form->part == JX_PART_INDICATORS && !form->closed &&
                    form->columns.left_out && view.grid;
    if (left_out && jx_view_filled(&view) >= CELLS_LEAST)
        note(form, row,
             _("of this row it cannot be told which cell belongs under which heading: "
               "not read; give the form in Word or Excel, or fill the cells in"),
             false);
    else if (form->part == JX_PART_FUNDS && figures_of(&view) >= AMOUNTS_LEAST)
        note(form, row,
             _("the amounts of this row belong to no source of funds that the pack "
               "knows: not read; add its name to forms.json"),
             true);
}

void jx_missing_place(struct jx_reading_form *form, const struct jx_block_row *row)
{
    note(
        form, row,
        _("cells of this row may have been read under the wrong headings: compare it, or "
          "give the form in Word or Excel"),
        false);
}

void jx_missing_column(struct jx_reading_form *form, const struct jx_block_row *row)
{
    note(form, row,
         _("amounts of this row stand under a heading that the pack does not "
           "know: not read; add the heading to forms.json"),
         false);
}
