/* findings.c: the codes of the contract, and adding a finding to a result. */
#include "scoring.h"

#include "lang.h"
#include "record.h"
#include "strbuf.h"

#include <string.h>

const struct jx_finding_code jx_finding_codes[] = {
    {"score-mismatch", JX_ERROR, N_("claimed score differs from the rule's")},
    {"total-mismatch", JX_ERROR, N_("claimed total is not the sum of its parts")},
    {"total-unscored", JX_WARNING, N_("no total can be given")},
    {"score-missing", JX_WARNING, N_("claimed score is blank")},
    {"actual-missing", JX_WARNING, N_("actual value is blank")},
    {"indicators-missing", JX_WARNING, N_("no indicator at all")},
    {"scored-blank", JX_ERROR, N_("points claimed for a blank actual")},
    {"score-over-weight", JX_ERROR, N_("claimed more than the weight")},
    {"weights-total", JX_ERROR, N_("weights do not add up to the form's total")},
    {"weight-template", JX_INFO, N_("group weights differ from the usual ones")},
    {"rate-mismatch", JX_ERROR, N_("printed execution rate is impossible")},
    {"funds-mismatch", JX_ERROR, N_("fund sources do not add up to the total")},
    {"reason-missing", JX_WARNING, N_("a reason is due and missing")},
    {"strict-bound", JX_INFO, N_("strict sign, actual equal to the bound")},
    {"target-overshot", JX_WARNING, N_("actual far beyond the target")},
    {"direction-suspect", JX_WARNING, N_("nature contradicts what is measured")},
    {"slot-suspect", JX_WARNING, N_("indicator in a group it does not belong to")},
    {"unit-suspect", JX_WARNING, N_("units of actual and target do not fit")},
    {"value-unreadable", JX_WARNING, N_("neither a number nor a level of the scale")},
    {"target-missing", JX_WARNING, N_("an indicator without a target")},
    {"unit-missing", JX_WARNING, N_("a figure without a unit")},
    {"target-idle", JX_WARNING, N_("a target that cannot be missed")},
    {"target-low", JX_WARNING, N_("target far too easy")},
    {"target-vague", JX_WARNING, N_("a target of words without a level")},
    {"cost-equal", JX_WARNING, N_("a cost that may not be saved")},
    {"deadline-late", JX_INFO, N_("the deadline is the end of the year")},
    {"criterion-missing", JX_INFO, N_("a level without what it takes")},
    {"indicator-duplicate", JX_WARNING, N_("the same indicator twice in a form")},
    {"group-missing", JX_WARNING, N_("a group of the template is missing")},
    {"template-text", JX_WARNING, N_("instructions of the blank form left in a cell")},
    {"text-conflict", JX_WARNING, N_("prose contradicts the form's figures")},
    {"duplicate-record", JX_WARNING, N_("the same code twice in a run")},
    {"record-unreadable", JX_ERROR, N_("a record that cannot be read")},
    {"pack-missing", JX_ERROR, N_("no rule pack for the record")},
    {"review-stale", JX_WARNING, N_("a review decision that cannot be applied")},
    {"rule-error", JX_ERROR, N_("the rule failed")},
    {"rule-limit", JX_ERROR, N_("the rule hit a limit")},
};
const size_t jx_finding_code_count = sizeof jx_finding_codes / sizeof *jx_finding_codes;

const struct jx_finding_code *jx_finding_code_find(const char *code)
{
    /* Mostly the constant itself is asked for. */
    for (size_t i = 0; i < jx_finding_code_count; i++)
        if (jx_finding_codes[i].code == code)
            return &jx_finding_codes[i];
    for (size_t i = 0; i < jx_finding_code_count; i++)
        if (strcmp(jx_finding_codes[i].code, code) == 0)
            return &jx_finding_codes[i];
    return NULL;
}

uint8_t jx_finding_severity(const struct jx_pack *pack, const char *code)
{
    for (size_t i = 0; pack && i < pack->policy_count; i++)
        if (strcmp(pack->policies[i].code, code) == 0)
            return pack->policies[i].severity;
    const struct jx_finding_code *known = jx_finding_code_find(code);
    return known ? known->severity : JX_WARNING;
}

const char *jx_finding_title(const struct jx_pack *pack, const char *code,
                             const char *otherwise)
{
    const struct jx_finding_code *known = jx_finding_code_find(code);
    for (size_t i = 0; pack && i < pack->policy_count; i++)
        if (strcmp(pack->policies[i].code, code) == 0 && pack->policies[i].title &&
            *pack->policies[i].title)
            return pack->policies[i].title;
    return known ? _(known->title) : otherwise;
}

struct jx_arg arg_dec(struct jx_dec number)
{
    return (struct jx_arg){.kind = JX_ARG_DEC, .dec = number};
}

struct jx_arg arg_text(struct jx_str text)
{
    return (struct jx_arg){.kind = JX_ARG_TEXT, .text = text};
}

struct jx_arg arg_words(const char *text)
{
    return arg_text(jx_str_of(text));
}

/* The first cell of a row that says where it stands. */
static struct jx_at cells_at(const struct jx_cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (cells[i].at.line)
            return cells[i].at;
    return (struct jx_at){0};
}

/* The first fact that the rule of a framework's item asks for. */
static struct jx_at facts_at(const struct scoring *s, const struct jx_item *item)
{
    struct jx_at at = {0};
    for (size_t i = 0; i < s->item_count; i++) {
        const struct jx_selector *selector =
            s->items[i].item == item ? s->items[i].selector : NULL;
        for (size_t n = 0; selector && !at.line && n < selector->rule->need_count; n++) {
            const struct jx_cell *cell = need_cell(s, &s->items[i], &selector->needs[n]);
            at = cell ? cell->at : at;
        }
    }
    return at;
}

/* Where a finding points that is about no cell: the item's row or facts, else the form's
 * name. */
static struct jx_at item_at(const struct scoring *s, const struct jx_item *item)
{
    const struct jx_record *record = s->record;
    struct jx_at at = {0};
    if (item && item->index >= 0 && (size_t)item->index < record->indicator_count) {
        const struct jx_cell *cells = record->indicators[item->index].cell;
        at = cells[JX_IND_NAME].at.line ? cells[JX_IND_NAME].at
                                        : cells_at(cells, JX_IND_COUNT);
    } else if (item && item->index == JX_INDEX_BUDGET) {
        at = cells_at(record->budget.total.cell, JX_FUND_COUNT);
    } else if (item && item->id) {
        at = facts_at(s, item);
    }
    return at.line ? at : record->cell[JX_REC_NAME].at;
}

/* Where the rounding of memory failures is concerned: a lost finding sets s->failed, and
 * the whole record is refused, so callers may write to the spare. */
struct jx_finding *finding_add(struct scoring *s, const char *code,
                               const struct jx_item *item, const struct jx_cell *cell,
                               const char *message, const struct jx_arg *args,
                               size_t arg_count)
{
    static _Thread_local struct jx_finding spare;
    spare = (struct jx_finding){0};
    uint8_t severity = jx_finding_severity(s->pack, code);
    if (severity == JX_SEVERITY_OFF)
        return &spare;
    struct jx_finding *grown = jx_arena_grow(s->arena, s->findings, s->finding_count,
                                             &s->finding_capacity, sizeof *grown);
    struct jx_arg *kept = jx_arena_array(s->arena, arg_count, sizeof *kept);
    if (!grown || !kept) {
        s->failed = true;
        return &spare;
    }
    if (arg_count)
        memcpy(kept, args, arg_count * sizeof *kept);
    s->findings = grown;
    struct jx_finding *finding = &grown[s->finding_count++];
    *finding = (struct jx_finding){
        .code = code,
        .severity = severity,
        .item = item ? item->index : JX_INDEX_NONE,
        .id = item ? item->id : NULL,
        .message = {.format = jx_str_of(message),
                    .args = kept,
                    .arg_count = (uint8_t)arg_count,
                    .translate = true},
    };
    if (item)
        finding->name = item->name;
    if (cell)
        finding->claimed = *cell;
    finding->at = cell ? cell->at : item_at(s, item);
    return finding;
}

void finding_points(struct jx_finding *finding, struct jx_dec claimed,
                    struct jx_dec computed)
{
    finding->has_computed = finding->has_points = true;
    finding->computed = computed;
    finding->points = jx_dec_sub(claimed, computed);
}
