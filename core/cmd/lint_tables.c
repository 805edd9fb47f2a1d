/* lint_tables.c: the tables of 'jixiao lint-targets'. What is a finding was decided before. */
#include "lint_targets.h"

#include "formspec.h"
#include "lang.h"
#include "names.h"
#include "recognise.h"
#include "record.h"
#include "strbuf.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN = 60 };

/* ---- words ---- */

static struct jx_value kind_cell(const struct jx_pack *pack, const char *code)
{
    const struct jx_finding_code *known = jx_finding_code_find(code);
    for (size_t i = 0; pack && i < pack->policy_count; i++)
        if (strcmp(pack->policies[i].code, code) == 0 && pack->policies[i].title[0])
            return jx_cell_keyed(pack->policies[i].title, code);
    return jx_cell_keyed(known ? _(known->title) : code, code);
}

/* ---- by kind ---- */

struct kind {
    const struct jx_pack *pack; /* whose words name it */
    const char *code;
    uint8_t severity;
    uint64_t findings, forms;
    const struct jx_lint_form *counted; /* the form counted last */
};

static int by_weight(const void *x, const void *y)
{
    const struct kind *a = x, *b = y;
    if (a->severity != b->severity)
        return a->severity > b->severity ? -1 : 1;
    if (a->findings != b->findings)
        return a->findings > b->findings ? -1 : 1;
    return strcmp(a->code, b->code);
}

static void count_kind(struct kind *kinds, size_t *count, const struct jx_lint_form *form,
                       const struct jx_target_finding *f)
{
    size_t i = 0;
    while (i < *count &&
           (kinds[i].severity != f->severity || strcmp(kinds[i].code, f->code) != 0))
        i++;
    if (i == *count)
        kinds[(*count)++] = (struct kind){form->pack, f->code, f->severity, 0, 0, NULL};
    kinds[i].findings++;
    kinds[i].forms += kinds[i].counted != form;
    kinds[i].counted = form;
}

/* Every kind that was found, worst first; NULL: memory. */
static struct kind *count_kinds(struct jx_lint *lint, size_t *count)
{
    size_t most = 0;
    for (size_t i = 0; i < lint->count; i++)
        most += lint->forms[i].targets.finding_count;
    struct kind *kinds = jx_arena_array(lint->arena, most, sizeof *kinds);
    *count = 0;
    for (size_t i = 0; kinds && i < lint->count; i++)
        for (size_t k = 0; k < lint->forms[i].targets.finding_count; k++)
            count_kind(kinds, count, &lint->forms[i],
                       &lint->forms[i].targets.findings[k]);
    if (kinds && *count)
        qsort(kinds, *count, sizeof *kinds, by_weight);
    return kinds;
}

static const char *overview(struct jx_lint *lint)
{
    size_t rows = 0, faulty = 0;
    for (size_t i = 0; i < lint->count; i++) {
        rows += lint->forms[i].targets.row_count;
        faulty += lint->forms[i].targets.finding_count > 0;
    }
    return jx_arena_format(
        lint->arena, _("%zu forms with %zu indicators; %zu forms have findings. %s"),
        lint->count, rows, faulty,
        lint->last_year ? "" : _("Last year's results were not given (--last-year)."));
}

static bool write_kinds(struct jx_lint *lint)
{
    static const struct jx_column columns[] = {
        {"severity", N_("Severity"), JX_COLUMN_TEXT},
        {"kind", N_("What is wrong"), JX_COLUMN_TEXT},
        {"findings", N_("Findings"), JX_COLUMN_COUNT},
        {"forms", N_("Forms"), JX_COLUMN_COUNT}};
    struct jx_table *table = jx_arena_alloc(lint->arena, sizeof *table);
    const char *note = overview(lint);
    size_t count;
    struct kind *kinds = count_kinds(lint, &count);
    if (!table || !note || !kinds)
        return jx_fail_memory(lint->err, NULL);
    *table = (struct jx_table){
        .size = sizeof *table,
        .key = "kinds",
        .title = N_("Targets to mend, by kind"),
        .note = {note, strlen(note)},
        .columns = columns,
        .column_count = 4,
        .plot = {.kind = JX_PLOT_BARS, .label = 1, .first = 2, .count = 1}};
    bool ok = jx_tables_begin(lint->tables, table, lint->err);
    for (size_t i = 0; ok && i < count; i++)
        ok = jx_tables_row(
            lint->tables,
            (const struct jx_value[]){jx_cell_severity(kinds[i].severity),
                                      kind_cell(kinds[i].pack, kinds[i].code),
                                      jx_cell_count(kinds[i].findings),
                                      jx_cell_count(kinds[i].forms)},
            lint->err);
    return ok;
}

/* ---- by unit ---- */

struct office {
    struct jx_str department, unit;
    uint64_t forms, faulty, of[3]; /* findings by severity */
};

static int by_errors(const void *x, const void *y)
{
    const struct office *a = x, *b = y;
    for (int severity = JX_ERROR; severity >= JX_INFO; severity--)
        if (a->of[severity] != b->of[severity])
            return a->of[severity] > b->of[severity] ? -1 : 1;
    int order = jx_str_cmp(a->department, b->department);
    return order ? order : jx_str_cmp(a->unit, b->unit);
}

/* Offices with the most errors, then warnings, first; NULL: memory. */
static struct office *count_offices(struct jx_lint *lint, size_t *count)
{
    struct jx_names names = {0};
    struct office *offices = jx_arena_array(lint->arena, lint->count, sizeof *offices);
    bool ok = offices != NULL;
    for (size_t i = 0; ok && i < lint->count; i++) {
        const struct jx_lint_form *form = &lint->forms[i];
        const struct jx_case *c = form->of;
        const char *name =
            jx_arena_format(lint->arena, "%.*s\n%.*s", (int)c->department.n,
                            c->department.n ? c->department.p : "", (int)c->unit.n,
                            c->unit.n ? c->unit.p : "");
        size_t at = name ? jx_names_number(&names, jx_str_of(name)) : SIZE_MAX;
        ok = at != SIZE_MAX;
        if (!ok)
            break;
        offices[at].department = c->department;
        offices[at].unit = c->unit;
        offices[at].forms++;
        offices[at].faulty += form->targets.finding_count > 0;
        for (size_t k = 0; k < form->targets.finding_count; k++)
            offices[at].of[form->targets.findings[k].severity]++;
    }
    *count = names.count;
    jx_names_free(&names);
    if (ok && *count)
        qsort(offices, *count, sizeof *offices, by_errors);
    return ok ? offices : NULL;
}

static bool write_offices(struct jx_lint *lint)
{
    static const struct jx_column columns[] = {
        {"department", N_("Department"), JX_COLUMN_TEXT},
        {"unit", N_("Implementing unit"), JX_COLUMN_TEXT},
        {"forms", N_("Forms"), JX_COLUMN_COUNT},
        {"faulty", N_("With findings"), JX_COLUMN_COUNT},
        {"errors", N_("Errors"), JX_COLUMN_COUNT},
        {"warnings", N_("Warnings"), JX_COLUMN_COUNT},
        {"notes", N_("Notes"), JX_COLUMN_COUNT}};
    static const struct jx_table table = {
        JX_TABLE("units", N_("Targets to mend, by unit"), columns), .shown = SHOWN};
    size_t count;
    struct office *offices = count_offices(lint, &count);
    if (!offices)
        return jx_fail_memory(lint->err, NULL);
    bool ok = jx_tables_begin(lint->tables, &table, lint->err);
    for (size_t i = 0; ok && i < count; i++)
        ok = jx_tables_row(
            lint->tables,
            (const struct jx_value[]){
                jx_cell_str(offices[i].department), jx_cell_str(offices[i].unit),
                jx_cell_count(offices[i].forms), jx_cell_count(offices[i].faulty),
                jx_cell_count(offices[i].of[JX_ERROR]),
                jx_cell_count(offices[i].of[JX_WARNING]),
                jx_cell_count(offices[i].of[JX_INFO])},
            lint->err);
    return ok;
}

/* ---- one by one ---- */

struct found {
    const struct jx_lint_form *form;
    const struct jx_target_finding *finding;
};

/* Worst first, then as they stand in the forms. */
static int by_severity(const void *x, const void *y)
{
    const struct found *a = x, *b = y;
    if (a->finding->severity != b->finding->severity)
        return a->finding->severity > b->finding->severity ? -1 : 1;
    if (a->form != b->form)
        return a->form < b->form ? -1 : 1;
    return a->finding->item != b->finding->item
               ? (a->finding->item > b->finding->item) -
                     (a->finding->item < b->finding->item)
               : strcmp(a->finding->code, b->finding->code);
}

/* All findings; NULL: memory. */
static struct found *list_findings(struct jx_lint *lint, size_t *count)
{
    size_t most = 0;
    *count = 0;
    for (size_t i = 0; i < lint->count; i++)
        most += lint->forms[i].targets.finding_count;
    struct found *list = jx_arena_array(lint->arena, most, sizeof *list);
    for (size_t i = 0; list && i < lint->count; i++)
        for (size_t k = 0; k < lint->forms[i].targets.finding_count; k++)
            list[(*count)++] =
                (struct found){&lint->forms[i], &lint->forms[i].targets.findings[k]};
    if (list && *count)
        qsort(list, *count, sizeof *list, by_severity);
    return list;
}

static struct jx_str cell_text(const struct jx_indicator *row, int key)
{
    return row && row->cell[key].kind != JX_ABSENT ? jx_str_trim(row->cell[key].text)
                                                   : (struct jx_str){"", 0};
}

/* "≥ 90 %" as the form has it. NULL: memory. */
static const char *target_of(struct jx_lint *lint, const struct jx_indicator *row)
{
    static const int keys[] = {JX_IND_NATURE, JX_IND_TARGET, JX_IND_UNIT};
    struct jx_strbuf text = {0};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct jx_str part = cell_text(row, keys[i]);
        if (part.n && text.len)
            jx_strbuf_putc(&text, ' ');
        jx_strbuf_add(&text, part.p, part.n);
    }
    const char *kept =
        text.failed ? NULL
                    : jx_arena_copy(lint->arena, text.text ? text.text : "", text.len);
    jx_strbuf_free(&text);
    return kept;
}

/* The cell of a row, by the form's own heading. */
static struct jx_value cell_cell(const struct jx_lint_form *form, int key)
{
    if (key < 0)
        return (struct jx_value){0};
    const struct jx_form_spec *spec =
        jx_form_find(form->pack, form->of->record->cell[JX_REC_FORM].text);
    const char *heading = spec && spec->face ? spec->face->ind[key] : NULL;
    return jx_cell_keyed(heading ? heading : jx_ind_keys[key], jx_ind_keys[key]);
}

static bool write_finding(struct jx_lint *lint, const struct jx_lint_form *form,
                          const struct jx_target_finding *f)
{
    const struct jx_case *c = form->of;
    const struct jx_indicator *row =
        f->item >= 0 ? &c->record->indicators[f->item] : NULL;
    char at[512];
    jx_source_print(c->record, f->at, at, sizeof at);
    const char *target = target_of(lint, row);
    char *source = jx_arena_copy(lint->arena, at, strlen(at));
    if (!target || !source)
        return jx_fail_memory(lint->err, NULL);
    return jx_tables_row(
        lint->tables,
        (const struct jx_value[]){
            jx_cell_severity(f->severity), jx_cell_str(c->department),
            jx_cell_str(c->unit), jx_cell_str(c->code), jx_cell_str(c->name),
            kind_cell(form->pack, f->code), jx_cell_str(cell_text(row, JX_IND_NAME)),
            jx_cell_words(target), jx_cell_words(f->text), jx_cell_words(f->advice),
            jx_cell_words(f->clause), cell_cell(form, f->cell), jx_cell_words(source)},
        lint->err);
}

static bool write_findings(struct jx_lint *lint)
{
    static const struct jx_column columns[] = {
        {"severity", N_("Severity"), JX_COLUMN_TEXT},
        {"department", N_("Department"), JX_COLUMN_TEXT},
        {"unit", N_("Implementing unit"), JX_COLUMN_TEXT},
        {"code", N_("Code"), JX_COLUMN_TEXT},
        {"name", N_("Name"), JX_COLUMN_TEXT},
        {"kind", N_("What is wrong"), JX_COLUMN_TEXT},
        {"indicator", N_("Indicator"), JX_COLUMN_TEXT},
        {"target", N_("Target"), JX_COLUMN_TEXT},
        {"message", N_("In detail"), JX_COLUMN_TEXT},
        {"advice", N_("What to do"), JX_COLUMN_TEXT},
        {"clause", N_("Clause"), JX_COLUMN_TEXT},
        {"cell", N_("Cell"), JX_COLUMN_TEXT},
        {"source", N_("Where"), JX_COLUMN_TEXT}};
    static const struct jx_table table = {
        JX_TABLE("findings", N_("Targets to mend, one by one"), columns), .shown = SHOWN};
    size_t count;
    const struct found *list = list_findings(lint, &count);
    if (!list)
        return jx_fail_memory(lint->err, NULL);
    bool ok = jx_tables_begin(lint->tables, &table, lint->err);
    for (size_t i = 0; ok && i < count; i++)
        ok = write_finding(lint, list[i].form, list[i].finding);
    return ok;
}

bool jx_lint_write(struct jx_lint *lint)
{
    return write_kinds(lint) && write_offices(lint) && write_findings(lint);
}
