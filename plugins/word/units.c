/* units.c: findings by unit and form, folded where they say the same. */
#include "units.h"

#include <string.h>

void word_units_open(struct word_units *units, const struct jx_host *host)
{
    *units = (struct word_units){.host = host};
    units->last = &units->first;
}

static void *take(struct word_units *units, size_t size)
{
    void *p = units->host->alloc(units->host, size);
    units->failed |= !p;
    return p;
}

static const char *keep(struct word_units *units, struct jx_str text)
{
    char *copy = take(units, text.n + 1);
    if (!copy)
        return "";
    memcpy(copy, text.n ? text.p : "", text.n);
    copy[text.n] = '\0';
    return copy;
}

static bool is(const char *kept, struct jx_str text)
{
    return paper_same(paper_str(kept), text);
}

/* ---- faults ---- */

/* The same fault of another indicator: one line with both names. */
static bool fold(struct word_units *units, struct word_kept_form *form,
                 const struct jx_finding *finding, struct jx_str message)
{
    for (struct word_fault *fault = form->faults; fault; fault = fault->next) {
        if (strcmp(fault->code, finding->code) != 0 || !is(fault->message, message) ||
            fault->severity != finding->severity)
            continue;
        struct paper_text names = {0};
        paper_puts(&names, fault->indicators);
        if (names.n && finding->name.n)
            paper_puts(&names, paper_word(units->host, N_("; ")));
        paper_add(&names, finding->name);
        fault->indicators = keep(units, paper_done(&names));
        paper_drop(&names, &units->failed);
        if (finding->has_points)
            fault->points = units->host->math->add(fault->points, finding->points);
        return true;
    }
    return false;
}

static struct jx_dec size_of(struct jx_dec points)
{
    points.digits = points.digits < 0 ? -points.digits : points.digits;
    return points;
}

static void add_fault(struct word_units *units, struct word_kept_form *form,
                      const struct jx_finding *finding)
{
    struct paper_text message = {0};
    struct jx_finding shown = *finding;
    shown.points = size_of(finding->points);
    paper_finding(units->host, &message, finding);
    if (!fold(units, form, &shown, paper_done(&message))) {
        struct word_fault *fault = take(units, sizeof *fault);
        if (fault) {
            *fault = (struct word_fault){.code = keep(units, paper_str(finding->code)),
                                         .message = keep(units, paper_done(&message)),
                                         .indicators = keep(units, finding->name),
                                         .points = shown.points,
                                         .severity = finding->severity,
                                         .has_points = finding->has_points};
            *form->last = fault;
            form->last = &fault->next;
        }
    }
    paper_drop(&message, &units->failed);
}

static void count(struct word_units *units, struct word_unit *unit,
                  const struct jx_finding *finding)
{
    unit->errors += finding->severity == JX_ERROR;
    unit->warnings += finding->severity == JX_WARNING;
    if (finding->has_points)
        unit->points = units->host->math->add(unit->points, size_of(finding->points));
}

/* ---- units and forms ---- */

static const char *pack_of(struct word_units *units, const struct jx_result *result)
{
    struct paper_text text = {0};
    paper_pack(units->host, &text, result);
    const char *pack = keep(units, paper_done(&text));
    paper_drop(&text, &units->failed);
    return pack;
}

static struct word_unit *unit_of(struct word_units *units, const struct jx_record *record,
                                 const struct jx_result *result)
{
    struct jx_str name = record->cell[JX_REC_UNIT].text;
    name = name.n ? name : record->cell[JX_REC_DEPARTMENT].text;
    for (struct word_unit *unit = units->first; unit; unit = unit->next)
        if (is(unit->name, name) && is(unit->year, record->cell[JX_REC_YEAR].text))
            return unit;
    struct word_unit *unit = take(units, sizeof *unit);
    if (!unit)
        return NULL;
    *unit = (struct word_unit){.name = keep(units, name),
                               .year = keep(units, record->cell[JX_REC_YEAR].text),
                               .pack = pack_of(units, result)};
    unit->last = &unit->forms;
    *units->last = unit;
    units->last = &unit->next;
    return unit;
}

static struct word_kept_form *form_of(struct word_units *units, struct word_unit *unit,
                                      const struct jx_record *record)
{
    struct word_kept_form *form = take(units, sizeof *form);
    if (!form)
        return NULL;
    struct jx_str name = record->cell[JX_REC_NAME].text;
    struct jx_str code = record->cell[JX_REC_CODE].text;
    *form = (struct word_kept_form){
        .code = keep(units, code),
        .name = keep(units, name.n || code.n ? name : paper_str(record->file))};
    form->last = &form->faults;
    *unit->last = form;
    unit->last = &form->next;
    return form;
}

void word_units_add(struct word_units *units, const struct jx_record *record,
                    const struct jx_result *result)
{
    struct word_unit *unit = NULL;
    struct word_kept_form *form = NULL;
    for (size_t i = 0; i < result->finding_count; i++) {
        const struct jx_finding *finding = &result->findings[i];
        if (finding->severity < JX_WARNING)
            continue;
        unit = unit ? unit : unit_of(units, record, result);
        form = form || !unit ? form : form_of(units, unit, record);
        if (!unit || !form)
            return;
        count(units, unit, finding);
        add_fault(units, form, finding);
    }
}

void word_units_listed(struct word_units *units, const struct jx_listed *listed)
{
    for (struct word_unit *unit = units->first; unit; unit = unit->next)
        for (struct word_kept_form *form = unit->forms; form; form = form->next)
            if (is(form->code, listed->code) && is(form->name, listed->name)) {
                count(units, unit, listed->finding);
                add_fault(units, form, listed->finding);
                return;
            }
}
