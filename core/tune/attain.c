/* attain.c: what it would take: a form scored again with one actual changed, until the
 * smallest change that does is found. How it is told is the writers' business. */
#include "attain.h"

#include "decimal.h"
#include "engine.h"
#include "lang.h"
#include "record.h"
#include "strbuf.h"

#include <string.h>

enum { DOUBLINGS = 40, MOST_DECIMALS = 9 };

struct search {
    struct jx_engine *engine;
    const struct jx_pack *pack;
    struct jx_arena *arena;
    struct jx_record *record; /* a copy whose cells are changed */
    const struct jx_result *was;
    struct jx_reach *list;
    uint64_t *units;
    struct jx_error *err;
    bool failed;
    /* the item that is tried */
    size_t item;
    bool for_grade;
    struct jx_cell *cell;
    struct jx_str before, behind; /* text of the cell around its figure */
    int decimals;
    struct jx_reach hit; /* the last that did */
};

static bool no_memory(struct search *s)
{
    if (!s->failed)
        jx_fail_memory(s->err, NULL);
    s->failed = true;
    return false;
}

/* Place of a grade, the best 0; the count of grades for none. */
static size_t place_of(const struct jx_pack *pack, const char *grade)
{
    size_t i = 0;
    while (i < pack->grade_count && (!grade || strcmp(pack->grades[i].name, grade) != 0))
        i++;
    return i;
}

static bool full(const struct jx_item *item)
{
    return item->scored && jx_dec_cmp(item->score, item->weight) >= 0;
}

/* Scores with the cells as they are; does the item, or the grade, get there? */
static bool does(struct search *s)
{
    const struct jx_result *now =
        s->failed ? NULL : jx_engine_score(s->engine, s->record, s->err);
    if (!now || now->item_count <= s->item) {
        s->failed |= !now;
        return false;
    }
    *s->units += jx_engine_work(s->engine);
    const struct jx_item *item = &now->items[s->item];
    if (s->for_grade ? !now->has_total || place_of(s->pack, now->grade) >=
                                              place_of(s->pack, s->was->grade)
                     : !full(item))
        return false;
    s->hit = (struct jx_reach){
        .item = s->item,
        .kind = s->for_grade ? JX_REACH_GRADE : JX_REACH_FULL,
        .actual = s->cell->text,
        .score = item->score,
        .total = now->total,
        .has_total = now->has_total,
        .grade = s->pack->grade_count && now->has_total ? now->grade : ""};
    return true;
}

static bool try_text(struct search *s, struct jx_str text)
{
    s->cell->text = text;
    s->cell->kind = JX_TEXT;
    return does(s);
}

static bool try_steps(struct search *s, int64_t steps)
{
    char figure[64];
    if (steps < 0)
        return false;
    size_t n =
        jx_dec_print_fixed((struct jx_dec){steps, -s->decimals}, s->decimals, figure);
    const char *text = jx_arena_format(s->arena, "%.*s%.*s%.*s", (int)s->before.n,
                                       s->before.n ? s->before.p : "", (int)n, figure,
                                       (int)s->behind.n, s->behind.n ? s->behind.p : "");
    return text ? try_text(s, jx_str_of(text)) : no_memory(s);
}

/* Between `no`, which does not do, and `yes`, which does: to neighbours. */
static void narrow(struct search *s, int64_t no, int64_t yes)
{
    while (!s->failed && (yes - no > 1 || no - yes > 1)) {
        int64_t middle = no + (yes - no) / 2;
        if (try_steps(s, middle))
            yes = middle;
        else
            no = middle;
    }
}

/* A figure as it is printed, thousands perhaps parted by commas. */
static bool of_figure(struct jx_str text, size_t i)
{
    bool within = i > 0 && i + 1 < text.n && text.p[i + 1] >= '0' && text.p[i + 1] <= '9';
    return (text.p[i] >= '0' && text.p[i] <= '9') ||
           (within && (text.p[i] == '.' || text.p[i] == ','));
}

/* The only figure of a text; false: none, several, or one too long to step through. */
static bool figure_in(struct jx_str text, size_t *at, size_t *len, struct jx_dec *number)
{
    size_t i = 0, n = 0, plain = 0;
    char digits[12]; /* steps of six decimals stay within 18 digits */
    while (i < text.n && (text.p[i] < '0' || text.p[i] > '9'))
        i++;
    for (; i + n < text.n && of_figure(text, i + n); n++)
        if (text.p[i + n] != ',' && plain < sizeof digits)
            digits[plain++] = text.p[i + n];
    for (size_t k = i + n; k < text.n; k++)
        if (text.p[k] >= '0' && text.p[k] <= '9')
            return false;
    *at = i;
    *len = n;
    return n && plain < sizeof digits && !(i && text.p[i - 1] == '-') &&
           jx_dec_parse((struct jx_str){digits, plain}, number);
}

static int decimals_of(struct jx_str figure)
{
    const char *point = memchr(figure.p, '.', figure.n);
    return point ? (int)(figure.p + figure.n - point) - 1 : 0;
}

static int64_t steps_of(const struct search *s, struct jx_dec number)
{
    int64_t steps = number.digits;
    for (int power = number.exponent + s->decimals; power > 0; power--)
        steps *= 10;
    for (int power = number.exponent + s->decimals; power < 0; power++)
        steps /= 10;
    return steps;
}

static uint64_t apart(int64_t a, int64_t b)
{
    return a > b ? (uint64_t)a - (uint64_t)b : (uint64_t)b - (uint64_t)a;
}

/* Twice as far every time, to both sides. */
static bool widen(struct search *s, int64_t from)
{
    int64_t step = 1;
    for (int i = 0; i < DOUBLINGS && !s->failed; i++, step *= 2)
        for (int side = 1; side >= -1; side -= 2)
            if (try_steps(s, from + side * step)) {
                narrow(s, from + side * (step / 2), from + side * step);
                return true;
            }
    return false;
}

/* From the figure of the actual to the target's or its neighbours, else further. */
static bool by_figure(struct search *s, const struct jx_cell *target)
{
    struct jx_str text = s->cell->text;
    struct jx_dec actual, goal = {0};
    size_t at, n, goal_at = 0, goal_n = 0;
    if (!figure_in(text, &at, &n, &actual))
        return false;
    bool aimed = target && figure_in(target->text, &goal_at, &goal_n, &goal);
    s->before = (struct jx_str){text.p, at};
    s->behind = (struct jx_str){text.p + at + n, text.n - at - n};
    s->decimals = decimals_of((struct jx_str){text.p + at, n});
    int finer =
        aimed ? decimals_of((struct jx_str){target->text.p + goal_at, goal_n}) : 0;
    if (finer > s->decimals)
        s->decimals = finer;
    if (s->decimals > MOST_DECIMALS - 3)
        return false;
    int64_t from = steps_of(s, actual), best = -1, to = steps_of(s, goal);
    for (int64_t i = to - 1; aimed && i <= to + 1; i++)
        if (i != from && (best < 0 || apart(i, from) < apart(best, from)) &&
            try_steps(s, i))
            best = i;
    if (best < 0)
        return widen(s, from);
    narrow(s, from, best);
    return true;
}

/* A word of the pack's scale: the lowest that does. */
static bool by_level(struct search *s)
{
    const struct jx_face *face = s->was->face;
    for (size_t i = face ? face->level_count : 0; i-- > 0 && !s->failed;)
        if (try_text(s, jx_str_of(face->levels[i])))
            return true;
    return false;
}

static bool attempt(struct search *s, const struct jx_cell *target)
{
    struct jx_cell kept = *s->cell;
    size_t at, n;
    struct jx_dec number;
    bool figure = figure_in(kept.text, &at, &n, &number);
    bool found = figure ? by_figure(s, target) : by_level(s);
    *s->cell = kept;
    return found && !s->failed;
}

/* The cell that is changed, and that of the target; false: not an item to search for. */
static bool choose(struct search *s, const struct jx_item *item,
                   const struct jx_cell **target)
{
    *target = NULL;
    s->cell = NULL;
    if (item->index == JX_INDEX_BUDGET) {
        s->cell = &s->record->budget.total.cell[JX_FUND_EXECUTED];
    } else if (item->index >= 0 && (size_t)item->index < s->record->indicator_count) {
        s->cell = &s->record->indicators[item->index].cell[JX_IND_ACTUAL];
        *target = &s->record->indicators[item->index].cell[JX_IND_TARGET];
    }
    return s->cell && jx_cell_filled(s->cell) && item->has_weight && item->scored &&
           !item->judged && *item->rule && !full(item);
}

/* ---- several items together ---- */

/* What the full marks of a reach bring; items are independent but for caps of the total. */
static struct jx_dec gain(const struct search *s, const struct jx_reach *reach)
{
    return jx_dec_sub(reach->score, s->was->items[reach->item].score);
}

/* The unused reach to full marks that gains most; count: none is left. */
static size_t best_left(const struct search *s, size_t count, const bool *used)
{
    size_t best = count;
    for (size_t i = 0; i < count; i++)
        if (s->list[i].kind == JX_REACH_FULL && !used[i] &&
            (best == count ||
             jx_dec_cmp(gain(s, &s->list[i]), gain(s, &s->list[best])) > 0))
            best = i;
    return best;
}

/* Full marks one item after another, those that gain most first, so that they are the
 * fewest; the last of them only as far as the better grade needs. */
static size_t together(struct search *s, size_t count)
{
    bool *used = jx_arena_array(s->arena, count + 1, sizeof *used);
    struct jx_reach *set = &s->list[count];
    size_t n = 0, i = count;
    s->for_grade = true;
    if (!used)
        return no_memory(s);
    while (!s->failed && (i = best_left(s, count, used)) < count) {
        const struct jx_cell *target;
        used[i] = true;
        s->item = s->list[i].item;
        choose(s, &s->was->items[s->item], &target);
        bool enough = attempt(s, target);
        set[n] = enough ? s->hit : s->list[i];
        set[n++].kind = JX_REACH_TOGETHER;
        if (!enough) {
            try_text(s, s->list[i].actual);
            continue;
        }
        for (size_t k = 0; k < n; k++) {
            set[k].total = s->hit.total;
            set[k].has_total = true;
            set[k].grade = s->hit.grade;
        }
        return n;
    }
    return 0;
}

bool jx_attain(struct jx_engine *engine, const struct jx_pack *pack,
               const struct jx_record *record, struct jx_arena *arena,
               struct jx_result *result, uint64_t *units, struct jx_error *err)
{
    struct search s = {.engine = engine,
                       .pack = pack,
                       .arena = arena,
                       .record = jx_record_copy(arena, record),
                       .was = result,
                       .units = units,
                       .err = err};
    size_t count = 0;
    bool reached = false;
    s.list = jx_arena_array(arena, 3 * result->item_count + 1, sizeof *s.list);
    if (!s.list || !s.record)
        return no_memory(&s);
    bool better =
        result->has_total && place_of(pack, result->grade) > 0 && pack->grade_count;
    for (s.item = 0; s.item < result->item_count && !s.failed; s.item++) {
        const struct jx_cell *target;
        if (!choose(&s, &result->items[s.item], &target))
            continue;
        for (int grade = 0; grade <= better; grade++) {
            s.for_grade = grade;
            if (attempt(&s, target)) {
                s.list[count++] = s.hit;
                reached |= grade;
            } else if (!grade)
                s.list[count++] =
                    (struct jx_reach){.item = s.item, .kind = JX_REACH_NONE, .grade = ""};
        }
    }
    if (better && !reached && !s.failed)
        count += together(&s, count);
    result->reaches = s.list;
    result->reach_count = count;
    return !s.failed;
}
