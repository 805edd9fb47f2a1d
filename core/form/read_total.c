/* read_total.c: which sentence of a report tells the points of the whole. What else stands
 * in its clauses is read in read_report.c. */
#include "read_form.h"

#include "record.h"
#include "strbuf.h"

/* "产出指标自评得分40分", "上年自评得分88分": the words in front of the sentence, back to the
 * comma, speak of something else. */
static bool of_others(const struct jx_reading_form *form, struct jx_str folded,
                      const char *sentence)
{
    const struct jx_patterns *others = &form->spec->report->others;
    if (!sentence || sentence <= folded.p)
        return false;
    const char *from = sentence;
    while (from > folded.p && from[-1] != ',')
        from--;
    struct jx_str front = {from, (size_t)(sentence - from)};
    return jx_words_have(others, front);
}

/* The first such sentence; *rest is what stands behind its figure. */
static bool find_total(const struct jx_reading_form *form, struct jx_str folded,
                       struct jx_str *score, struct jx_str *rest)
{
    struct jx_points points;
    *rest = folded;
    while (jx_points_find(&form->spec->report->total, *rest, &points)) {
        bool others = of_others(form, folded, points.from);
        *score = points.score;
        *rest = jx_behind(*rest, points.score);
        if (!others)
            return true;
    }
    return false;
}

/* In front of a conclusion, or without one, a report may tell its total anywhere, but so it
 * may those of single projects: then it is unknown. */
static void read_early(struct jx_reading_form *form, struct jx_str folded,
                       struct jx_at at)
{
    struct jx_report_place *place = &form->place;
    struct jx_str score, rest = folded;
    if (form->spec->report->sentences.count)
        return;
    while (find_total(form, rest, &score, &rest)) {
        place->totals |= place->total.text.n && !jx_str_eq(place->total.text, score);
        place->total = jx_cell_text(score, at);
    }
}

void jx_read_total(struct jx_reading_form *form, struct jx_str folded, struct jx_at at)
{
    struct jx_cell *cell = &form->record->cell[JX_REC_REPORTED_TOTAL];
    struct jx_str score, rest;
    if (form->place.section != JX_REC_CONCLUSION) {
        read_early(form, folded, at);
        return;
    }
    if (cell->text.n || !find_total(form, folded, &score, &rest))
        return;
    *cell = jx_cell_text(score, at);
    form->in_table = true;
}

void jx_settle_total(struct jx_reading_form *form)
{
    struct jx_cell *total = &form->record->cell[JX_REC_REPORTED_TOTAL];
    if (total->text.n || !form->place.total.text.n || form->place.totals)
        return;
    *total = form->place.total;
    form->in_table = true;
}
