/* infer_exceptions.c: tables of what the office's rules do not give: units with a rule of
 * their own, and single scores with what would explain them. */
#include "infer_report.h"

#include "decimal.h"
#include "lang.h"
#include "record.h"
#include "strbuf.h"

#include <string.h>

/* ---- units ---- */

bool infer_write_units(struct jx_inferring *in)
{
    static const struct jx_column columns[] = {
        {"unit", N_("Implementing unit"), JX_COLUMN_TEXT},
        {"rows", N_("For"), JX_COLUMN_TEXT},
        {"rule", N_("Rule"), JX_COLUMN_TEXT},
        {"scores", N_("Printed scores"), JX_COLUMN_COUNT},
        {"explained", N_("Given exactly"), JX_COLUMN_COUNT},
        {"by_office", N_("Given by the rule of the others"), JX_COLUMN_COUNT}};
    if (!in->found.deviation_count)
        return true;
    bool ok =
        INFER_BEGIN(in, "units", N_("Units with a rule of their own"), NULL, columns);
    for (size_t i = 0; ok && i < in->found.deviation_count; i++) {
        const struct jx_deviation *d = &in->found.deviations[i];
        ok = INFER_ROW(in, jx_cell_str(in->claims.units.list[d->unit]),
                       jx_cell_words(d->part == JX_INFER_BUDGET ? _("budget execution")
                                                                : _("figures")),
                       infer_rule_cell(in, d->shape), jx_cell_count(d->rows),
                       jx_cell_count(d->explained), jx_cell_count(d->by_office));
    }
    return ok;
}

/* ---- exceptions ---- */

/* Is one text the other with a digit changed, left out, or two neighbours exchanged? */
static bool is_slip(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b), i = 0;
    if (n < m)
        return is_slip(b, a);
    while (i < m && a[i] == b[i])
        i++;
    if (n == m + 1)
        return strcmp(a + i + 1, b + i) == 0;
    return n == m && i < n &&
           (strcmp(a + i + 1, b + i + 1) == 0 ||
            (i + 1 < n && a[i] == b[i + 1] && a[i + 1] == b[i] &&
             strcmp(a + i + 2, b + i + 2) == 0));
}

static const char *why_exception(struct jx_inferring *in, const struct jx_exception *e)
{
    const struct jx_claim *claim = &in->claims.list[e->claim];
    char printed[64], expected[64];
    jx_dec_print(claim->claimed, printed);
    jx_dec_print(e->expected, expected);
    const char *words = e->shape == SIZE_MAX ? NULL : jx_inferred_words(in, e->shape);
    switch (e->kind) {
    case JX_EXCEPTION_OVER: return _("more than the weight");
    case JX_EXCEPTION_ROUNDING:
        return jx_arena_format(&in->arena, _("the same rule, rounded to %s"),
                               _(jx_claim_roundings[e->rounding].title));
    case JX_EXCEPTION_FULL: return _("target missed, full marks all the same");
    case JX_EXCEPTION_OFF:
        return words ? jx_arena_format(
                           &in->arena,
                           _("target met, points off all the same: as if \"%s\""), words)
                     : _("target met, points off all the same: no candidate gives it");
    default: break;
    }
    if (e->has_expected && strlen(printed) > 1 && is_slip(printed, expected))
        return _("one digit away from what the rule gives: perhaps a slip");
    return words ? jx_arena_format(&in->arena, _("as if \"%s\""), words)
                 : _("no candidate gives it");
}

bool infer_write_exceptions(struct jx_inferring *in)
{
    static const struct jx_column columns[] = {
        {"code", N_("Code"), JX_COLUMN_TEXT},
        {"name", N_("Name"), JX_COLUMN_TEXT},
        {"indicator", N_("Indicator"), JX_COLUMN_TEXT},
        {"nature", N_("Nature"), JX_COLUMN_TEXT},
        {"target", N_("Target"), JX_COLUMN_TEXT},
        {"actual", N_("Actual"), JX_COLUMN_TEXT},
        {"weight", N_("Weight"), JX_COLUMN_POINTS},
        {"score", N_("Printed"), JX_COLUMN_POINTS},
        {"expected", N_("By the rule"), JX_COLUMN_POINTS},
        {"why", N_("What would explain it"), JX_COLUMN_TEXT}};
    bool ok = INFER_BEGIN(in, "exceptions", N_("Scores that the rules do not give"), NULL,
                          columns);
    for (size_t i = 0; ok && i < in->found.exception_count; i++) {
        const struct jx_exception *e = &in->found.exceptions[i];
        const struct jx_claim *claim = &in->claims.list[e->claim];
        const struct jx_record *record = in->cases.list[claim->form].record;
        bool budget = claim->part == JX_INFER_BUDGET;
        const struct jx_cell *target =
            budget ? &record->budget.total.cell[JX_FUND_ADJUSTED]
                   : &record->indicators[claim->index].cell[JX_IND_TARGET];
        const struct jx_cell *actual =
            budget ? &record->budget.total.cell[JX_FUND_EXECUTED]
                   : &record->indicators[claim->index].cell[JX_IND_ACTUAL];
        const char *why = why_exception(in, e);
        ok = (why || jx_fail_memory(&in->err, NULL)) &&
             INFER_ROW(in, jx_cell_str(in->cases.list[claim->form].code),
                       jx_cell_str(in->cases.list[claim->form].name),
                       jx_cell_str(claim->name), jx_cell_words(claim->nature),
                       jx_cell_str(jx_str_trim(target->text)),
                       jx_cell_str(jx_str_trim(actual->text)),
                       jx_cell_number(true, claim->weight),
                       jx_cell_number(true, claim->claimed),
                       jx_cell_number(e->has_expected, e->expected), jx_cell_words(why));
    }
    return ok;
}
