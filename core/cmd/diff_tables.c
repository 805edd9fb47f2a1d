/* diff_tables.c: the tables of 'jixiao diff' that say what changes in all, and by which
 * change. */
#include "diff.h"

#include "lang.h"
#include "strbuf.h"

#include <string.h>

static bool begin(struct jx_diff *diff, const struct jx_table *table)
{
    return jx_tables_begin(diff->tables, table, diff->err);
}

static bool put(struct jx_diff *diff, const struct jx_value *cells)
{
    return jx_tables_row(diff->tables, cells, diff->err);
}

const char *jx_diff_change(struct jx_diff *diff, const struct jx_change *change)
{
    const char *said =
        change->kind == JX_CHANGE_ADDED     ? _("added")
        : change->kind == JX_CHANGE_REMOVED ? _("removed")
        : change->kind == JX_CHANGE_RULE    ? _("rewritten")
        : change->kind == JX_CHANGE_SELECTOR && strcmp(change->before, change->after) == 0
            ? _("has other conditions")
            : "";
    const char *text;
    if (change->kind == JX_CHANGE_REST)
        text = _("how forms are read");
    else if (*said)
        text = jx_arena_format(&diff->arena, "%s %s", change->name, said);
    else if (*change->before || *change->after)
        text = jx_arena_format(&diff->arena, "%s %s → %s", change->name, change->before,
                               change->after);
    else
        text = change->name;
    return text ? text : "";
}

/* ---- the summary ---- */

/* What the run comes to on one side. */
struct side {
    size_t totals;
    struct jx_dec sum;
};

struct counts {
    struct side before, after;
    size_t up, down, better, worse, moved_rank;
    struct jx_dec net;
};

/* Place of a grade in a pack, from the best; the pack's count where it has none such. */
static size_t grade_place(const struct jx_pack *pack, const char *grade)
{
    size_t i = 0;
    while (i < pack->grade_count && strcmp(pack->grades[i].name, grade) != 0)
        i++;
    return i;
}

static void count_side(struct side *side, const struct jx_outcome *outcome)
{
    if (!outcome->has_total)
        return;
    side->totals++;
    side->sum = jx_dec_add(side->sum, outcome->total);
}

static struct counts count(const struct jx_effect *effect)
{
    struct counts counts = {0};
    for (size_t i = 0; i < effect->cases->count; i++) {
        const struct jx_outcome *a = &effect->before->list[i];
        const struct jx_outcome *b = &effect->after->list[i];
        struct jx_dec difference;
        count_side(&counts.before, a);
        count_side(&counts.after, b);
        if (!jx_effect_total(effect, i, &difference))
            continue;
        counts.net = jx_dec_add(counts.net, difference);
        counts.up += difference.digits > 0;
        counts.down += difference.digits < 0;
        counts.moved_rank += effect->ranks_before[i] != effect->ranks_after[i];
        if (strcmp(a->grade, b->grade) == 0)
            continue;
        bool better = grade_place(effect->after->pack, b->grade) <
                      grade_place(effect->after->pack, a->grade);
        counts.better += better;
        counts.worse += !better;
    }
    return counts;
}

static bool nothing_changes(const struct counts *counts)
{
    return !counts->up && !counts->down && !counts->better && !counts->worse &&
           counts->before.totals == counts->after.totals;
}

static struct jx_str summary_note(struct jx_diff *diff, const struct counts *counts)
{
    const struct jx_effect *effect = diff->effect;
    const struct jx_pack *a = effect->before->pack, *b = effect->after->pack;
    struct jx_strbuf text = {0};
    char net[64];
    if (strcmp(a->digest, b->digest) == 0)
        jx_strbuf_format(&text, _("Both are the same pack: %s %s."), a->name, a->version);
    else if (strcmp(a->name, b->name) == 0 && strcmp(a->version, b->version) == 0)
        jx_strbuf_format(&text, "%s %s", a->name, a->version);
    else
        jx_strbuf_format(&text, "%s %s → %s %s", a->name, a->version, b->name,
                         b->version);
    jx_strbuf_putc(&text, '\n');
    jx_dec_print(counts->net, net);
    if (nothing_changes(counts))
        jx_strbuf_format(&text,
                         _("Nothing changes: all %zu forms keep total, grade and rank."),
                         effect->cases->count);
    else
        jx_strbuf_format(&text,
                         _("Of %zu forms %zu gain and %zu lose points (%s%s in all); %zu "
                           "get a better grade, %zu a worse one; %zu change their rank."),
                         effect->cases->count, counts->up, counts->down,
                         counts->net.digits > 0 ? "+" : "", net, counts->better,
                         counts->worse, counts->moved_rank);
    const char *kept =
        text.failed ? NULL : jx_arena_copy(&diff->arena, text.text, text.len);
    jx_strbuf_free(&text);
    return jx_str_of(kept ? kept : "");
}

static struct jx_value mean(const struct side *side)
{
    bool ok = true;
    struct jx_dec mean = jx_dec_div(side->sum, jx_dec_int((int64_t)side->totals), &ok);
    return jx_cell_number(ok, jx_dec_round(mean, 4, JX_ROUND_HALF_AWAY));
}

static bool figure_row(struct jx_diff *diff, const char *key, const char *label,
                       struct jx_value before, struct jx_value after)
{
    struct jx_value cells[4] = {jx_cell_keyed(label, key), before, after,
                                jx_cell_number(before.type && after.type,
                                               jx_dec_sub(after.number, before.number))};
    return put(diff, cells);
}

static size_t graded(const struct jx_scores *scores, const char *grade)
{
    size_t count = 0;
    for (size_t i = 0; i < scores->count; i++)
        count += strcmp(scores->list[i].grade, grade) == 0;
    return count;
}

static bool grade_rows(struct jx_diff *diff, const struct jx_pack *pack,
                       const struct jx_pack *but)
{
    for (size_t i = 0; i < pack->grade_count; i++) {
        const char *name = pack->grades[i].name;
        const char *key = jx_arena_format(&diff->arena, "grade %s", name);
        const char *label = jx_arena_format(&diff->arena, _("grade %s"), name);
        if (but && grade_place(but, name) < but->grade_count)
            continue;
        if (!key || !label)
            return jx_fail_memory(diff->err, NULL);
        if (!figure_row(diff, key, label,
                        jx_cell_count(graded(diff->effect->before, name)),
                        jx_cell_count(graded(diff->effect->after, name))))
            return false;
    }
    return true;
}

bool jx_diff_summary(struct jx_diff *diff)
{
    static const struct jx_column columns[] = {
        {"what", N_("Figure"), JX_COLUMN_TEXT},
        {"before", N_("Before"), JX_COLUMN_NUMBER},
        {"after", N_("After"), JX_COLUMN_NUMBER},
        {"change", N_("Change"), JX_COLUMN_CHANGE}};
    const struct jx_effect *effect = diff->effect;
    struct counts counts = count(effect);
    diff->unchanged = nothing_changes(&counts);
    struct jx_table *table = jx_arena_alloc(&diff->arena, sizeof *table);
    if (!table)
        return jx_fail_memory(diff->err, NULL);
    *table = (struct jx_table){.size = sizeof *table,
                               .key = "summary",
                               .title = N_("Effect of the change"),
                               .note = summary_note(diff, &counts),
                               .columns = columns,
                               .column_count = 4};
    struct jx_value forms = jx_cell_count(effect->cases->count);
    return begin(diff, table) && figure_row(diff, "forms", _("forms"), forms, forms) &&
           figure_row(diff, "totals", _("with a total"),
                      jx_cell_count(counts.before.totals),
                      jx_cell_count(counts.after.totals)) &&
           figure_row(diff, "mean", _("mean total"), mean(&counts.before),
                      mean(&counts.after)) &&
           grade_rows(diff, effect->before->pack, NULL) &&
           grade_rows(diff, effect->after->pack, effect->before->pack);
}

/* ---- causes ---- */

struct cause {
    size_t forms, grades;
    struct jx_dec gains, losses;
};

static void count_causes(const struct jx_effect *effect, struct cause *causes)
{
    for (size_t i = 0; i < effect->cases->count; i++) {
        const struct jx_dec *parts = effect->moved[i].parts;
        for (size_t k = 0; parts && k < effect->changes->count; k++) {
            struct cause *cause = &causes[k];
            cause->forms += !jx_dec_is_zero(parts[k]);
            if (parts[k].digits > 0)
                cause->gains = jx_dec_add(cause->gains, parts[k]);
            else
                cause->losses = jx_dec_add(cause->losses, parts[k]);
        }
        if (strcmp(effect->before->list[i].grade, effect->after->list[i].grade) != 0) {
            size_t main = jx_effect_cause(effect, parts);
            if (main < effect->changes->count)
                causes[main].grades++;
        }
    }
}

bool jx_diff_causes(struct jx_diff *diff)
{
    static const struct jx_column columns[] = {
        {"change", N_("Rule or parameter"), JX_COLUMN_TEXT},
        {"clause", N_("Clause"), JX_COLUMN_TEXT},
        {"forms", N_("Forms"), JX_COLUMN_COUNT},
        {"losses", N_("Points lost"), JX_COLUMN_CHANGE},
        {"gains", N_("Points gained"), JX_COLUMN_CHANGE},
        {"net", N_("Net"), JX_COLUMN_CHANGE},
        {"grades", N_("Grades changed"), JX_COLUMN_COUNT}};
    static const struct jx_table table = {
        JX_TABLE("causes", N_("By the rule or parameter that caused it"), columns),
        .plot = {.kind = JX_PLOT_TORNADO, .first = 3, .count = 2}};
    const struct jx_changes *changes = diff->effect->changes;
    struct cause *causes =
        jx_arena_array(&diff->arena, changes->count + 1, sizeof *causes);
    if (!causes)
        return jx_fail_memory(diff->err, NULL);
    count_causes(diff->effect, causes);
    bool ok = begin(diff, &table);
    for (size_t k = 0; ok && k < changes->count; k++) {
        const struct cause *cause = &causes[k];
        const struct jx_change *change = &changes->list[k];
        if (change->kind == JX_CHANGE_REST && !cause->forms)
            continue;
        ok = put(diff, (const struct jx_value[]){
                           jx_cell_words(jx_diff_change(diff, change)),
                           jx_cell_words(change->clause), jx_cell_count(cause->forms),
                           jx_cell_number(true, cause->losses),
                           jx_cell_number(true, cause->gains),
                           jx_cell_number(true, jx_dec_add(cause->gains, cause->losses)),
                           jx_cell_count(cause->grades)});
    }
    return ok;
}
