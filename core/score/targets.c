/* targets.c: what is wrong with the targets of one form. Which faults there are is data of
 * the pack; what an audit asks of targets too (weights) is asked there. Comparing
 * forms with each other does not belong here. */
#include "targets.h"

#include "lang.h"
#include "record.h"
#include "scoring.h"
#include "strbuf.h"

/* The unit as printed: of its own column, else what follows the digits of the target. */
static struct jx_str printed_unit(struct scoring *s, const struct scored *item)
{
    if (seen_cell(item, JX_IND_UNIT)->content)
        return seen_squeezed(s, seen_cell(item, JX_IND_UNIT));
    struct jx_str text = seen_squeezed(s, &item->cell[JX_IND_TARGET]);
    size_t n = text.n;
    while (n && (text.p[n - 1] < '0' || text.p[n - 1] > '9'))
        n--;
    if (item->pair.target_kind != JX_READING_NUMBER)
        n = text.n;
    if (item->cell[JX_IND_TARGET].kind == SEEN_FIGURE)
        return jx_str_of(item->cell[JX_IND_TARGET].percent ? "%" : "");
    return (struct jx_str){text.p + n, text.n - n};
}

static struct jx_unit unit_of(const struct scored *item, struct jx_reading *target)
{
    struct jx_unit column = jx_unit_read(item->row->cell[JX_IND_UNIT].text);
    *target = *seen_reading(&item->cell[JX_IND_TARGET], target);
    return jx_target_unit(target, &column);
}

static bool within(const struct jx_target_when *when, const struct scored *item,
                   const struct jx_reading *target, const struct jx_unit *unit)
{
    if (!when->has_from && !when->has_to && !when->has_below)
        return true;
    if (item->pair.target_kind != JX_READING_NUMBER)
        return false;
    struct jx_dec value = jx_dec_shift(target->number, unit->power);
    return (!when->has_from || jx_dec_cmp(value, when->from) >= 0) &&
           (!when->has_to || jx_dec_cmp(value, when->to) <= 0) &&
           (!when->has_below || jx_dec_cmp(value, when->below) < 0);
}

/* What is known of cells at once goes before what has to be read. */
static bool holds(struct scoring *s, const struct scored *item,
                  const struct jx_target_when *when)
{
    if (!patterns_match(&when->nature, jx_nature_texts[item->pair.nature]) ||
        !patterns_match(&when->form, s->record->cell[JX_REC_FORM].text) ||
        !seen_match(s, &when->level1, seen_cell(item, JX_IND_LEVEL1)) ||
        !seen_match(s, &when->level2, seen_cell(item, JX_IND_LEVEL2)) ||
        !seen_match(s, &when->name, &item->cell[JX_IND_NAME]) ||
        !seen_match(s, &when->words, &item->cell[JX_IND_TARGET]) ||
        (when->unit.count && !patterns_match(&when->unit, printed_unit(s, item))))
        return false;
    struct jx_reading target;
    struct jx_unit unit = unit_of(item, &target);
    bool blank = !item->cell[JX_IND_TARGET].content;
    const char *kind = target_kinds[blank ? JX_READING_BLANK : target.kind];
    return patterns_match(&when->target, jx_str_of(kind)) &&
           (!when->asks_rate || when->rate == unit.percent) &&
           within(when, item, &target, &unit);
}

bool target_fails(struct scoring *s, const struct scored *item,
                  const struct jx_target_check *check)
{
    bool fails = holds(s, item, &check->when);
    for (size_t i = 0; fails && i < check->unless_count; i++)
        fails = !holds(s, item, &check->unless[i]);
    return fails;
}

/* ---- findings ---- */

struct lint {
    struct scoring s;
    struct jx_arena *arena;
    struct jx_targets *out;
};

static bool has_finding(const struct jx_targets *targets, const char *code, int32_t item)
{
    for (size_t i = 0; i < targets->finding_count; i++) {
        const struct jx_target_finding *f = &targets->findings[i];
        if (item >= 0 && f->item == item && jx_str_is(jx_str_of(f->code), code))
            return true;
    }
    return false;
}

static bool push(struct jx_targets *targets, struct jx_arena *arena,
                 const struct jx_target_finding *finding)
{
    struct jx_target_finding *grown =
        jx_arena_grow(arena, targets->findings, targets->finding_count,
                      &targets->finding_capacity, sizeof *grown);
    if (!grown || !finding->text)
        return false;
    targets->findings = grown;
    grown[targets->finding_count++] = *finding;
    return true;
}

/* item NULL: of the form, at `cell` (NULL: anywhere); else key is of the row's cells. */
static void add(struct lint *l, const char *code, const struct scored *item, int key,
                const struct jx_cell *cell, const char *text, const char *advice,
                const char *clause)
{
    struct scoring *s = &l->s;
    if (item && key >= 0)
        cell = &item->row->cell[key];
    if (item && has_finding(l->out, code, item->item->index))
        return;
    const struct jx_finding *found =
        finding_add(s, code, item ? item->item : NULL, cell, "", NULL, 0);
    if (!found->code) /* the pack does not want it */
        return;
    struct jx_target_finding finding = {.code = code,
                                        .severity = found->severity,
                                        .item = found->item,
                                        .cell = key,
                                        .text = text,
                                        .advice = advice,
                                        .clause = clause,
                                        .at = found->at};
    s->failed |= !push(l->out, l->arena, &finding);
}

bool jx_targets_add(struct jx_targets *targets, const struct jx_pack *pack,
                    const struct jx_target_watch *watch, const char *text,
                    struct jx_arena *arena)
{
    const struct jx_target *row = &targets->rows[watch->row];
    const struct jx_target_check *check = watch->check;
    uint8_t severity = jx_finding_severity(pack, check->code);
    if (severity == JX_SEVERITY_OFF || has_finding(targets, check->code, row->item))
        return true;
    return push(targets, arena,
                &(struct jx_target_finding){.code = check->code,
                                            .severity = severity,
                                            .item = row->item,
                                            .cell = JX_IND_TARGET,
                                            .text = text,
                                            .advice = check->advice,
                                            .clause = check->clause,
                                            .at = row->row->cell[JX_IND_TARGET].at});
}

/* What stands behind the form's template of weights, and so behind the form. */
static const char *source_of(const struct scoring *s)
{
    return s->weights ? s->weights->source : "";
}

/* ---- rows ---- */

static void add_row(struct lint *l, const struct scored *item)
{
    struct jx_reading target;
    struct jx_unit unit = unit_of(item, &target);
    struct jx_str name = seen_squeezed(&l->s, &item->cell[JX_IND_NAME]);
    char *kept = jx_arena_copy(l->arena, name.p ? name.p : "", name.n);
    char *base = jx_arena_copy(l->arena, unit.base.p ? unit.base.p : "", unit.base.n);
    l->s.failed |= !kept || !base;
    l->out->rows[l->out->row_count++] =
        (struct jx_target){.row = item->row,
                           .item = item->item->index,
                           .name = {kept, name.n},
                           .nature = item->pair.nature,
                           .has_value = item->pair.has_target,
                           .value = jx_dec_shift(target.number, unit.power),
                           .unit = {base, unit.base.n}};
}

/* Its row is the last of l->out->rows. */
static void watch_row(struct lint *l, const struct jx_target_check *check)
{
    struct jx_targets *out = l->out;
    struct jx_target_watch *grown = jx_arena_grow(
        l->arena, out->watches, out->watch_count, &out->watch_capacity, sizeof *grown);
    l->s.failed |= !grown;
    if (!grown)
        return;
    out->watches = grown;
    grown[out->watch_count++] = (struct jx_target_watch){check, out->row_count - 1};
}

static void find_twin(struct lint *l, const struct scored *item,
                      const struct jx_target_check *check)
{
    const struct jx_target *row = &l->out->rows[l->out->row_count - 1];
    for (size_t i = 0; i + 1 < l->out->row_count; i++)
        if (row->name.n && jx_str_eq(l->out->rows[i].name, row->name)) {
            add(l, check->code, item, JX_IND_NAME, NULL,
                jx_arena_format(l->arena, _("%s: the same as indicator %d of the form"),
                                check->text, l->out->rows[i].item + 1),
                check->advice, check->clause);
            return;
        }
}

static void check_row(struct lint *l, const struct scored *item)
{
    struct scoring *s = &l->s;
    for (size_t i = 0; i < s->pack->target_check_count; i++) {
        const struct jx_target_check *check = &s->pack->target_checks[i];
        if (!target_fails(s, item, check))
            continue;
        if (check->against == JX_AGAINST_FORM)
            find_twin(l, item, check);
        else if (check->against != JX_AGAINST_NOTHING)
            watch_row(l, check);
        else
            add(l, check->code, item, check->cell, NULL, check->text, check->advice,
                check->clause);
    }
}

static void check_cells(struct lint *l, const struct scored *item)
{
    static const int keys[] = {JX_IND_NAME, JX_IND_NATURE, JX_IND_TARGET, JX_IND_UNIT};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        uint8_t mark = seen_cell(item, keys[i])->template;
        if (mark != TEMPLATE_NONE)
            add(l, "template-text", item, keys[i], NULL, _(template_words(mark)),
                _("write what is meant, or leave the cell blank"), source_of(&l->s));
    }
    if (item->row->cell[JX_IND_WEIGHT].kind != JX_ABSENT && !item->item->has_weight)
        add(l, "value-unreadable", item, JX_IND_WEIGHT, NULL,
            _("the weight is no number of points"), _("write the points it weighs"),
            source_of(&l->s));
}

static void check_rows(struct lint *l)
{
    for (size_t i = 0; i < l->s.item_count; i++) {
        const struct scored *item = &l->s.items[i];
        if (!item->row ||
            (!item->cell[JX_IND_NAME].content && !item->cell[JX_IND_TARGET].content))
            continue; /* a row left over */
        add_row(l, item);
        if (item->detail) /* a row beneath an indicator need have no target */
            continue;
        check_cells(l, item);
        check_row(l, item);
    }
}

/* ---- the form ---- */

static bool has_rows_of(struct scoring *s, int group)
{
    for (size_t i = 0; i < s->item_count; i++)
        if (s->items[i].row && weights_group(s, &s->items[i]) == group)
            return true;
    return false;
}

/* Groups that the template gives points and no row of the form belongs to. */
static void check_groups(struct lint *l)
{
    struct scoring *s = &l->s;
    struct jx_strbuf missing = {0};
    for (size_t i = 0; i < s->weights->group_count; i++) {
        const struct jx_weight_group *group = &s->weights->groups[i];
        if ((int)i == s->budget_group || jx_dec_cmp(group->weight, jx_dec_int(0)) <= 0 ||
            jx_str_find(group->level1, jx_str_of("*")) >= 0 || has_rows_of(s, (int)i))
            continue;
        jx_strbuf_puts(&missing, missing.len ? "、" : "");
        jx_strbuf_add(&missing, group->level1.p, group->level1.n);
    }
    s->failed |= missing.failed;
    if (missing.len && !missing.failed)
        add(l, "group-missing", NULL, -1, NULL,
            jx_arena_format(l->arena, _("no indicator of: %s"), missing.text),
            _("add indicators of these groups, or say why there are none"), source_of(s));
    jx_strbuf_free(&missing);
}

static void check_weights(struct lint *l)
{
    struct scoring *s = &l->s;
    const struct jx_cell *cell;
    struct jx_dec sum, want;
    char have[64], should[64];
    if (weights_differ(s, &sum, &want, &cell)) {
        jx_dec_print(sum, have);
        jx_dec_print(want, should);
        add(l, "weights-total", NULL, -1, cell,
            jx_arena_format(l->arena,
                            _("the weights add up to %s, the form's total is %s"), have,
                            should),
            _("mend the weights so that they add up"), source_of(s));
    }
    const char *differences = template_differences(s);
    if (differences)
        add(l, "weight-template", NULL, -1, NULL,
            jx_arena_format(l->arena, _("group weights, usual ones in brackets: %s"),
                            differences),
            _("use the usual weights, or be ready to say why not"), source_of(s));
}

static void check_form(struct lint *l)
{
    struct scoring *s = &l->s;
    if (s->framework)
        return; /* its indicators and weights are the pack's own */
    if (!s->record->indicator_count) {
        if (lacks_indicators(s))
            add(l, "indicators-missing", NULL, -1, NULL, _("the form has no indicator"),
                _("set targets before money is granted"), source_of(s));
        return;
    }
    if (s->weights)
        check_groups(l);
    if (!s->handed_out)
        check_weights(l);
    check_rows(l);
}

bool jx_targets_read(struct jx_engine *engine, const struct jx_record *record,
                     struct jx_arena *arena, struct jx_targets *out, struct jx_error *err)
{
    struct lint l = {.arena = arena, .out = out};
    struct jx_result result = {.size = sizeof result};
    *out = (struct jx_targets){
        .rows = jx_arena_array(arena, record->indicator_count, sizeof *out->rows)};
    jx_arena_reset(&engine->arena);
    bool ok = out->rows && score_record(&l.s, engine, record, &engine->arena, &result);
    if (ok)
        check_form(&l);
    return (ok && !l.s.failed) || jx_fail_memory(err, record->file);
}
