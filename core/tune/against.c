/* against.c: is a target easy beside those of others, or beside what was achieved before?
 * Whom to compare and how much is too much are data of the pack. */
#include "against.h"

#include "decimal.h"
#include "lang.h"
#include "reading.h"
#include "strbuf.h"

#include <stdlib.h>

/* The less the easier, as with a cost. */
static bool is_most(const struct jx_target *row)
{
    return row->nature == JX_NATURE_LE || row->nature == JX_NATURE_LT;
}

/* Is `target` easier than the check's share of `usual`? */
static bool is_easy(const struct jx_target_check *check, bool most, struct jx_dec target,
                    struct jx_dec usual)
{
    return most ? jx_dec_cmp(jx_dec_mul(target, check->share), usual) > 0
                : jx_dec_cmp(target, jx_dec_mul(usual, check->share)) < 0;
}

/* ---- peers ---- */

struct peer {
    struct jx_lint_form *form;
    const struct jx_target_watch *watch;
    const struct jx_target *row;
};

/* Neighbours of one indicator, by value. */
static int same_indicator(const struct peer *a, const struct peer *b)
{
    if (a->watch->check != b->watch->check)
        return a->watch->check < b->watch->check ? -1 : 1;
    int order = jx_str_cmp(a->row->unit, b->row->unit);
    if (!order)
        order = is_most(a->row) - is_most(b->row);
    return order || a->watch->check->together ? order
                                              : jx_str_cmp(a->row->name, b->row->name);
}

static int by_indicator(const void *x, const void *y)
{
    const struct peer *a = x, *b = y;
    int order = same_indicator(a, b);
    if (!order)
        order = jx_dec_cmp(a->row->value, b->row->value);
    if (!order && a->form != b->form)
        order = a->form < b->form ? -1 : 1;
    return order ? order : (a->watch > b->watch) - (a->watch < b->watch);
}

/* A quartile of sorted values, between neighbours in proportion. */
static struct jx_dec quartile(const struct peer *peers, size_t n, size_t quarters)
{
    size_t at = (n - 1) * quarters, i = at / 4;
    struct jx_dec low = peers[i].row->value;
    struct jx_dec high = peers[i + (i + 1 < n)].row->value;
    struct jx_dec part = {(int64_t)(25 * (at % 4)), -2};
    return jx_dec_add(low, jx_dec_mul(jx_dec_sub(high, low), part));
}

/* A share as per cent where rows print it so. */
static void print_value(const struct peer *peer, struct jx_dec value, char out[80])
{
    struct jx_unit column = jx_unit_read(peer->row->row->cell[JX_IND_UNIT].text);
    struct jx_reading target = jx_read(peer->row->row->cell[JX_IND_TARGET].text);
    bool percent = jx_target_unit(&target, &column).percent;
    jx_dec_print(percent ? jx_dec_shift(value, 2) : value, out);
    strcat(out, percent ? "%" : "");
}

static bool judge_peers(const struct peer *peers, size_t n, struct jx_arena *arena)
{
    const struct jx_target_check *check = peers->watch->check;
    struct jx_dec low = quartile(peers, n, 1), high = quartile(peers, n, 3);
    struct jx_dec median = quartile(peers, n, 2);
    struct jx_dec reach = jx_dec_mul((struct jx_dec){15, -1}, jx_dec_sub(high, low));
    bool most = is_most(peers->row), ok = true;
    char usual[80], own[80];
    for (size_t i = 0; ok && i < n; i++) {
        struct jx_dec value = peers[i].row->value;
        bool outside = most ? jx_dec_cmp(value, jx_dec_add(high, reach)) > 0
                            : jx_dec_cmp(value, jx_dec_sub(low, reach)) < 0;
        if (!outside || !is_easy(check, most, value, median))
            continue;
        print_value(&peers[i], value, own);
        print_value(&peers[i], median, usual);
        const char *text =
            jx_arena_format(arena, _("%s: %s, the median of %zu indicators is %s"),
                            check->text, own, n, usual);
        ok = jx_targets_add(&peers[i].form->targets, peers[i].form->pack, peers[i].watch,
                            text, arena);
    }
    return ok;
}

bool jx_against_peers(struct jx_lint_form *forms, size_t count, struct jx_arena *arena)
{
    size_t most = 0, n = 0;
    for (size_t i = 0; i < count; i++)
        most += forms[i].targets.watch_count;
    struct peer *peers = jx_arena_array(arena, most, sizeof *peers);
    if (!peers)
        return false;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < forms[i].targets.watch_count; k++) {
            const struct jx_target_watch *watch = &forms[i].targets.watches[k];
            const struct jx_target *row = &forms[i].targets.rows[watch->row];
            if (watch->check->against == JX_AGAINST_PEERS && row->has_value)
                peers[n++] = (struct peer){&forms[i], watch, row};
        }
    if (n)
        qsort(peers, n, sizeof *peers, by_indicator);
    bool ok = true;
    for (size_t from = 0, to; ok && from < n; from = to) {
        for (to = from + 1; to < n && !same_indicator(&peers[from], &peers[to]);)
            to++;
        if (to - from >= (size_t)peers[from].watch->check->least)
            ok = judge_peers(peers + from, to - from, arena);
    }
    return ok;
}

/* ---- last year ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A byte of a name; of a year, "2024", always 0: names of projects and indicators have it. */
static char but_years(struct jx_str name, size_t i)
{
    size_t from = i, to = i;
    while (from && is_digit(name.p[from]) && is_digit(name.p[from - 1]))
        from--;
    while (to < name.n && is_digit(name.p[to]))
        to++;
    bool year = to - from == 4 && (memcmp(name.p + from, "20", 2) == 0 ||
                                   memcmp(name.p + from, "19", 2) == 0);
    return year ? '0' : name.p[i];
}

static int compare_names(struct jx_str a, struct jx_str b)
{
    for (size_t i = 0; i < a.n && i < b.n; i++) {
        unsigned char x = (unsigned char)but_years(a, i);
        unsigned char y = (unsigned char)but_years(b, i);
        if (x != y)
            return x < y ? -1 : 1;
    }
    return (a.n > b.n) - (a.n < b.n);
}

static int by_code(const void *x, const void *y)
{
    const struct jx_lint_form *a = *(const struct jx_lint_form *const *)x;
    const struct jx_lint_form *b = *(const struct jx_lint_form *const *)y;
    return jx_str_cmp(a->of->code, b->of->code);
}

static int by_name(const void *x, const void *y)
{
    const struct jx_lint_form *a = *(const struct jx_lint_form *const *)x;
    const struct jx_lint_form *b = *(const struct jx_lint_form *const *)y;
    int order = compare_names(a->of->name, b->of->name);
    return order ? order : jx_str_cmp(a->of->unit, b->of->unit);
}

/* Last year's forms, sorted both ways. */
struct last_year {
    const struct jx_lint_form **coded, **named;
    size_t coded_count, named_count;
};

static bool sort_forms(struct last_year *last, const struct jx_lint_form *forms,
                       size_t count, struct jx_arena *arena)
{
    last->coded = jx_arena_array(arena, count, sizeof *last->coded);
    last->named = jx_arena_array(arena, count, sizeof *last->named);
    if (!last->coded || !last->named)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (forms[i].of->code.n)
            last->coded[last->coded_count++] = &forms[i];
        if (forms[i].of->name.n)
            last->named[last->named_count++] = &forms[i];
    }
    if (last->coded_count)
        qsort(last->coded, last->coded_count, sizeof *last->coded, by_code);
    if (last->named_count)
        qsort(last->named, last->named_count, sizeof *last->named, by_name);
    return true;
}

static const struct jx_lint_form *find_form(const struct last_year *last,
                                            const struct jx_lint_form *form)
{
    const struct jx_lint_form **found =
        form->of->code.n && last->coded_count
            ? bsearch(&form, last->coded, last->coded_count, sizeof *last->coded, by_code)
            : NULL;
    if (!found && form->of->name.n && last->named_count)
        found =
            bsearch(&form, last->named, last->named_count, sizeof *last->named, by_name);
    return found ? *found : NULL;
}

/* The row of this very name, or of one that has but another year. */
static const struct jx_indicator *find_row(const struct jx_lint_form *last,
                                           struct jx_str name)
{
    const struct jx_indicator *alike = NULL;
    for (size_t i = 0; name.n && i < last->targets.row_count; i++) {
        const struct jx_target *row = &last->targets.rows[i];
        if (jx_str_eq(row->name, name))
            return row->row;
        if (!alike && compare_names(row->name, name) == 0)
            alike = row->row;
    }
    return alike;
}

/* This year's target beside last year's actual, which has last year's unit where it prints
 * none of its own. false: memory. */
static bool pair_up(const struct jx_indicator *row, const struct jx_indicator *before,
                    struct jx_arena *arena, struct jx_pair *pair)
{
    struct jx_indicator both = *row;
    struct jx_cell *actual = &both.cell[JX_IND_ACTUAL];
    struct jx_reading figure = jx_read(before->cell[JX_IND_ACTUAL].text);
    struct jx_str unit = before->cell[JX_IND_UNIT].text;
    *actual = before->cell[JX_IND_ACTUAL];
    if (figure.kind == JX_READING_NUMBER && !figure.power && !figure.unit.n && unit.n) {
        actual->text = jx_str_of(jx_arena_format(arena, "%.*s%.*s", (int)actual->text.n,
                                                 actual->text.p, (int)unit.n, unit.p));
        if (!actual->text.p)
            return false;
    }
    *pair = jx_pair_read(&both);
    return true;
}

/* So far apart that the units will differ, whatever is printed. */
static bool is_far(const struct jx_pack *pack, const struct jx_pair *pair)
{
    const struct jx_limits *limits = &pack->limits;
    struct jx_dec a = pair->target_value, b = pair->actual_value;
    return limits->has_magnitude &&
           (jx_dec_cmp(a, jx_dec_mul(b, limits->magnitude)) > 0 ||
            jx_dec_cmp(b, jx_dec_mul(a, limits->magnitude)) > 0);
}

static bool judge_row(struct jx_lint_form *form, const struct jx_target_watch *watch,
                      const struct jx_indicator *before, struct jx_arena *arena)
{
    const struct jx_target *row = &form->targets.rows[watch->row];
    const struct jx_cell *target = &row->row->cell[JX_IND_TARGET];
    const struct jx_cell *actual = &before->cell[JX_IND_ACTUAL];
    struct jx_pair pair;
    if (!pair_up(row->row, before, arena, &pair))
        return false;
    if (!pair.has_target || !pair.has_actual || pair.actual_bound ||
        jx_dec_cmp(pair.actual_value, jx_dec_int(0)) <= 0 || is_far(form->pack, &pair) ||
        !is_easy(watch->check, is_most(row), pair.target_value, pair.actual_value))
        return true;
    const char *text = jx_arena_format(
        arena, _("%s: target %.*s, last year's actual %.*s"), watch->check->text,
        (int)target->text.n, target->text.p, (int)actual->text.n, actual->text.p);
    return jx_targets_add(&form->targets, form->pack, watch, text, arena);
}

bool jx_against_last_year(struct jx_lint_form *forms, size_t count,
                          const struct jx_lint_form *last, size_t last_count,
                          struct jx_arena *arena)
{
    struct last_year sorted = {0};
    bool ok = sort_forms(&sorted, last, last_count, arena);
    for (size_t i = 0; ok && i < count; i++) {
        const struct jx_lint_form *before = find_form(&sorted, &forms[i]);
        for (size_t k = 0; ok && before && k < forms[i].targets.watch_count; k++) {
            const struct jx_target_watch *watch = &forms[i].targets.watches[k];
            const struct jx_indicator *row =
                watch->check->against == JX_AGAINST_LAST_YEAR
                    ? find_row(before, forms[i].targets.rows[watch->row].name)
                    : NULL;
            ok = !row || judge_row(&forms[i], watch, row, arena);
        }
    }
    return ok;
}
