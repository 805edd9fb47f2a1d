/* test_methods.c: native methods on the real ledger: tables of cases, and points against
 * exact rationals in 128-bit integers. The random rows are the same on every run. */
#include "ledger.h"
#include "strbuf.h"
#include "check.h"

#include <stdlib.h>

extern const struct jx_plugin jx_plugin_methods;

typedef __int128 i128;
enum { MOST = 16 };

static const struct jx_method *find(const char *name)
{
    for (const struct jx_method *const *m = jx_plugin_methods.methods; *m; m++)
        if (strcmp((*m)->name, name) == 0)
            return *m;
    printf("no method %s\n", name);
    exit(1);
}

static struct jx_dec dec(const char *text)
{
    struct jx_dec out = {0};
    CHECK(jx_dec_parse(jx_str_of(text), &out));
    return out;
}

static struct jx_value number(struct jx_dec n)
{
    return (struct jx_value){.type = JX_T_NUMBER, .number = n};
}

/* "0.9:1;0.8:0.8": a list of pairs; anything else is a number, a flag or a text. */
static struct jx_value value(struct jx_arena *arena, char *text, uint8_t type)
{
    struct jx_value v = {.type = type, .text = jx_str_of(text)};
    if (type == JX_T_NUMBER || type == JX_T_LEVEL || type == JX_T_DATE)
        v.number = dec(text);
    v.flag = strcmp(text, "true") == 0;
    if (type != JX_T_LIST)
        return v;
    struct jx_value *items = jx_arena_array(arena, MOST, sizeof *items);
    v.items = items;
    for (char *save, *pair = strtok_r(text, ";", &save); pair;
         pair = strtok_r(NULL, ";", &save)) {
        struct jx_value *two = jx_arena_array(arena, 2, sizeof *two);
        char *colon = strchr(pair, ':');
        items[v.count++] =
            (struct jx_value){.type = JX_T_LIST, .items = two, .count = colon ? 2 : 1};
        if (colon)
            *colon = '\0';
        two[0] = number(dec(pair));
        two[1] = number(dec(colon ? colon + 1 : "0"));
    }
    return v;
}

/* Fills the parameters: defaults, then "name=value" settings parted by blanks. */
static void set_params(struct jx_arena *arena, const struct jx_method *method,
                       const char *settings, struct jx_value *params)
{
    char *text = jx_arena_copy(arena, settings, strlen(settings));
    for (size_t i = 0; i < method->param_count; i++)
        params[i] = method->params[i].value;
    for (char *save, *one = strtok_r(text, " ", &save); one;
         one = strtok_r(NULL, " ", &save)) {
        char *equals = strchr(one, '=');
        *equals = '\0';
        bool known = false;
        for (size_t i = 0; i < method->param_count; i++)
            if (strcmp(method->params[i].name, one) == 0) {
                params[i] = value(arena, equals + 1, method->params[i].type);
                known = true;
            }
        CHECK(known);
    }
}

static struct jx_item score(struct jx_arena *arena, const struct jx_method *method,
                            const struct jx_value *params, struct jx_dec full,
                            const struct jx_value *inputs)
{
    struct jx_ledger ledger;
    jx_ledger_start(&ledger, arena, "method");
    CHECK(jx_ledger_room(&ledger));
    struct jx_call call = {.size = sizeof call,
                           .full = full,
                           .inputs = inputs,
                           .params = params,
                           .math = &jx_exact_math,
                           .verbs = &jx_ledger_verbs,
                           .ledger = &ledger,
                           .args = ledger.args};
    method->score(&call);
    struct jx_item item = {.weight = full, .has_weight = true};
    jx_ledger_settle(&ledger, method->start_full,
                     (struct jx_rounding){2, JX_ROUND_HALF_AWAY}, &item);
    return item;
}

struct row {
    const char *method, *params, *full, *inputs[3];
    const char *want, *why; /* score or "null"; part of the first line's reason */
};

static const struct row rows[] = {
    {"proportional", "", "8", {"≥", "6000", "3827"}, "5.1", "missed: 8 × 3827 ÷ 6000"},
    {"proportional", "", "8", {"≥", "7", "7"}, "8", "met: 7 against ≥7"},
    {"proportional", "", "10", {"＝", "609", "602"}, "9.89", "missed: 10 × 602 ÷ 609"},
    {"proportional", "", "10", {"＝", "5", "7"}, "10", "met: 7 against ＝5"},
    {"proportional",
     "equal=at-most",
     "20",
     {"＝", "859594.64", "3096900"},
     "5.55",
     "missed: 20 × 859594.64 ÷ 3096900"},
    {"proportional", "equal=at-most", "20", {"＝", "10", "6.3"}, "20", "met"},
    {"proportional", "equal=exact", "10", {"＝", "10", "12"}, "8.33", "10 × 10 ÷ 12"},
    {"proportional", "equal=exact", "10", {"＝", "10", "8"}, "8", "10 × 8 ÷ 10"},
    {"proportional", "", "10", {"＞", "90", "90"}, "10", "met: 90 against ＞90"},
    {"proportional", "", "10", {"＜", "12", "12"}, "10", "met"},
    {"proportional", "", "20", {"≤", "210.3", "264.61"}, "15.9", "20 × 210.3 ÷ 264.61"},
    {"proportional", "", "10", {"≤", "0", "0"}, "10", "met"},
    {"proportional", "", "10", {"≤", "0", "2"}, "0", "missed: 10 × 0 ÷ 2"},
    {"proportional", "", "10", {"≥", "0", "0"}, "10", "met"},
    {"proportional", "", "10", {"≥", "5", "0"}, "0", "missed: 10 × 0 ÷ 5"},
    {"proportional",
     "",
     "10",
     {"≥", "5", "-1"},
     "null",
     "no proportion between -1 and 5"},
    {"proportional", "", "10", {"≥", "-5", "-8"}, "null", "no proportion"},
    {"proportional", "", "10", {"≤", "-5", "3"}, "null", "no proportion"},
    {"proportional", "", "10", {"＝", "0", "1"}, "0", "missed"},
    {"proportional", "nature=＝", "10", {"", "0", "0"}, "10", "met"},
    {"threshold", "", "5", {"＝", "0", "1"}, "0", "missed"},
    {"proportional", "equal=exact", "10", {"＝", "0", "0"}, "10", "met"},
    {"proportional", "equal=exact", "10", {"＝", "0", "1"}, "0", "missed"},
    {"proportional", "", "10", {"", "43", "40"}, "null", "nature \"\" says neither"},
    {"proportional", "nature=＝", "10", {"", "43", "40"}, "9.3", "10 × 40 ÷ 43"},
    {"proportional", "", "10", {"定性", "43", "40"}, "null", "nature \"定性\""},
    {"proportional", "pass_below=0.6", "10", {"≥", "10", "6"}, "6", "missed"},
    {"proportional",
     "pass_below=0.6",
     "10",
     {"≥", "10", "5.99"},
     "0",
     "below the pass line: 5.99 ÷ 10 is less than 0.6"},
    {"proportional", "over_from=1.3 over_points=2", "10", {"≥", "10", "13"}, "8", "met"},
    {"proportional", "over_from=1.3 over_points=2", "10", {"≥", "10", "12.99"}, "10", ""},
    {"proportional", "over_from=1.3 over_points=2", "10", {"≤", "10", "1"}, "10", ""},
    {"proportional", "over_from=1.3 over_points=2", "10", {"≥", "0", "5"}, "10", ""},
    {"proportional",
     "aim=exact",
     "20",
     {"＜", "50", "47.62"},
     "19.05",
     "missed: 20 × 47.62 ÷ 50"},
    {"proportional", "aim=at-least", "20", {"≤", "50", "40"}, "16", "20 × 40 ÷ 50"},
    {"proportional", "aim=at-most", "10", {"", "50", "40"}, "10", "met"},
    {"threshold", "aim=at-most strict=true", "10", {"＞", "50", "50"}, "0", "missed"},
    {"proportional",
     "rate=rounded rate_digits=0",
     "20",
     {"≥", "90", "85"},
     "18.8",
     "20 × 85 ÷ 90, the rate taken as 0.94"},
    {"proportional", "rate=cut rate_digits=1", "20", {"≥", "90", "85"}, "18.88", "0.944"},
    {"proportional", "rate=cut", "10", {"≤", "90", "100"}, "9", "taken as 0.9"},
    {"execution", "rate=cut rate_digits=0", "10", {"850.40", "848.40"}, "9.9", "0.99"},
    {"execution", "rate=rounded rate_digits=0", "10", {"850.40", "848.40"}, "10", "as 1"},
    {"threshold", "", "5", {"≥", "90", "90"}, "5", "met: 90 against ≥90"},
    {"threshold", "", "5", {"≥", "90", "89.99"}, "0", "missed: 89.99 against ≥90"},
    {"threshold", "", "5", {"＞", "90", "90"}, "5", "met"},
    {"threshold", "strict=true", "5", {"＞", "90", "90"}, "0", "missed"},
    {"threshold", "strict=true", "5", {"≥", "90", "90"}, "5", "met"},
    {"threshold", "strict=true", "5", {"＜", "90", "90"}, "0", "missed"},
    {"threshold", "missed=0.5", "5", {"≤", "90", "91"}, "2.5", "missed"},
    {"threshold", "equal=exact", "5", {"＝", "3", "4"}, "0", "missed"},
    {"step", "points=2 step=5", "8", {"≥", "100", "99.27"}, "8", ""},
    {"step", "points=2 step=5", "8", {"≥", "100", "95"}, "6", "95 against ≥100, 1 × 2"},
    {"step", "points=2 step=5", "8", {"≥", "100", "90.01"}, "6", "1 × 2"},
    {"step", "points=2 step=5", "8", {"≥", "100", "90"}, "4", "2 × 2"},
    {"step", "points=2 step=5", "8", {"≥", "100", "55"}, "0", "9 × 2"},
    {"step", "points=2 step=5 begun=counts", "8", {"≥", "100", "99.27"}, "6", "1 × 2"},
    {"step", "points=2 step=5", "8", {"≥", "100", "120"}, "8", ""},
    {"step", "points=1 by=percent step=10", "8", {"≥", "50", "40"}, "6", "2 × 1"},
    {"step", "points=1 by=percent", "8", {"≤", "0", "3"}, "null", "cannot be counted"},
    {"step", "points=1 step=0", "8", {"≥", "5", "3"}, "null", "cannot be counted"},
    {"step", "points=1", "8", {"", "5", "3"}, "null", "nature"},
    {"linear", "points=0.5", "5", {"≤", "100", "103"}, "3.5", "3 × 0.5"},
    {"linear", "points=0.5", "5", {"≤", "100", "101.5"}, "4.25", "1.5 × 0.5"},
    {"linear", "points=0.5", "5", {"≤", "100", "120"}, "0", "20 × 0.5"},
    {"linear", "points=0.5 least=0.2", "5", {"≤", "100", "120"}, "1", "20 × 0.5"},
    {"linear", "points=0.5", "5", {"≤", "100", "99"}, "5", ""},
    {"linear", "points=1 step=5 by=percent", "10", {"≥", "80", "72"}, "8", "2 × 1"},
    {"count", "points=1", "3", {"2"}, "1", "2 occurrences × 1"},
    {"count", "points=1", "3", {"7"}, "0", "7 occurrences"},
    {"count", "points=0.5 cap=1", "3", {"7"}, "2", "7 occurrences"},
    {"count", "points=0.5 free=5", "3", {"7"}, "2", "2 occurrences"},
    {"count", "points=1", "3", {"0"}, "3", ""},
    {"count", "points=1", "3", {"-1"}, "null", "-1 is no number of occurrences"},
    {"tally", "points=1", "3", {"2"}, "2", "2 occurrences × 1"},
    {"tally", "points=1", "3", {"7"}, "3", "7 occurrences"},
    {"tally", "points=1 cap=2", "5", {"7"}, "2", ""},
    {"banded",
     "by=actual gives=points bands=90:10;80:8;60:5",
     "10",
     {"≥", "", "90"},
     "10",
     "90 lies in the band of 90: 10"},
    {"banded",
     "by=actual gives=points bands=80:8;60:5;90:10",
     "10",
     {"≥", "", "89.9"},
     "8",
     "band of 80"},
    {"banded",
     "by=actual gives=points bands=90:10;80:8;60:5",
     "10",
     {"", "", "59.9"},
     "0",
     "59.9 lies in no band"},
    {"banded",
     "by=actual side=at-most bands=0:1;10:0.75;20:0.5;30:0.25",
     "8",
     {"", "", "10"},
     "6",
     "10 lies in the band of 10: 8 × 0.75"},
    {"banded",
     "by=actual side=at-most bands=0:1;10:0.75;20:0.5;30:0.25",
     "8",
     {"", "", "10.1"},
     "4",
     "band of 20"},
    {"banded", "by=actual side=at-most bands=0:1;10:0.75", "8", {"", "", "31"}, "0", ""},
    {"banded", "bands=1:1;0.9:0.8", "5", {"≥", "10", "9"}, "4", "0.9 lies in the band"},
    {"banded", "bands=1:1;0.9:0.8", "5", {"≤", "9", "10"}, "4", "0.9 lies in the band"},
    {"banded", "bands=1:1;1.3:0.5", "5", {"≥", "10", "13"}, "2.5", "band of 1.3"},
    {"banded", "bands=1:1", "5", {"≤", "0", "0"}, "5", "1 lies in the band"},
    {"banded", "bands=1:1", "5", {"≤", "0", "1"}, "0", "0 lies in no band"},
    {"banded", "bands=1:1", "5", {"≥", "", "9"}, "null", "no achievement"},
    {"banded", "bands=1:1", "5", {"≥", "-1", "9"}, "null", "no achievement"},
    {"banded", "bands=1:1", "5", {"", "1", "9"}, "null", "nature"},
    {"banded", "bands=1:1;3", "5", {"≥", "1", "9"}, "null", "bands is no list"},
    {"execution-banded",
     "gives=points bands=1:10;0.8:7;0.6:5",
     "10",
     {"800", "640"},
     "7",
     "0.8 lies in the band of 0.8: 7"},
    {"execution-banded",
     "gives=points bands=1:10;0.8:7;0.6:5",
     "10",
     {"3", "1"},
     "0",
     ""},
    {"execution-banded", "bands=1:1;0.8:0.7", "10", {"800", "900"}, "10", ""},
    {"execution-banded", "bands=1:1", "10", {"0", "0"}, "null", "adjusted budget of 0"},
    {"linear",
     "points=3 step=9",
     "0.9",
     {"≤", "1", "2.005"},
     "0.57",
     ""}, /* a tie: 0.9 - 0.335 */
    {"level", "", "10", {"0.8"}, "8", "level on the scale: 10 × 0.8"},
    {"level", "", "10", {"0"}, "0", ""},
    {"deadline", "", "6", {"≤", "19538", "19538"}, "6", "in time, 0 days before"},
    {"deadline", "", "6", {"≤", "19538", "19541"}, "null", "3 days late: what"},
    {"deadline", "points_a_day=0.5", "6", {"≤", "19538", "19541"}, "4.5", "the weight"},
    {"deadline", "points_a_day=0.5", "6", {"≥", "19541", "19538"}, "4.5", "the weight"},
    {"yes-no", "", "2", {"true"}, "2", "yes"},
    {"yes-no", "", "2", {"false"}, "0", "no"},
    {"yes-no", "no_is_good=true", "2", {"false"}, "2", "no"},
    {"execution", "", "10", {"800.00", "711.23"}, "8.89", "execution: 10 × 711.23 ÷ 800"},
    {"execution", "", "10", {"850.40", "848.40"}, "9.98", ""},
    {"execution", "", "10", {"2656.37", "1248.75"}, "4.7", ""},
    {"execution", "", "10", {"15", "15"}, "10", "executed 15 reaches"},
    {"execution", "", "10", {"15", "18"}, "10", ""},
    {"execution", "", "10", {"15", "-1"}, "0", ""},
    {"execution", "pass_below=0.6", "10", {"100", "59"}, "0", "below the pass line"},
    {"execution", "", "10", {"0", "5"}, "null", "no execution rate"},
    {"milestone", "due=67.5", "6", {"67.5"}, "6", "67.5 reaches the 67.5 due"},
    {"milestone", "due=67.5", "6", {"45"}, "4", "milestone: 6 × 45 ÷ 67.5"},
    {"milestone", "due=0", "6", {"0"}, "6", "reaches"},
    {"milestone", "due=40 pass_below=0.5", "6", {"19"}, "0", "pass line"},
    {"peer", "better=less", "3", {"10.2", "-0.32"}, "3", "-0.32 is no worse than"},
    {"peer", "", "3", {"3.7", "7.98"}, "3", "7.98 is no worse"},
    {"peer", "", "3", {"40.9", "20.45"}, "1.5", "20.45 is worse than the peers' 40.9"},
    {"peer", "better=less", "3", {"10", "15"}, "1.5", "3 × 5 ÷ 10"},
    {"peer", "better=less least=0.2", "3", {"10", "25"}, "0.6", "3 × 0.2"},
    {"peer", "", "3", {"-4", "-5"}, "2.25", "3 × 3 ÷ 4"},
    {"peer", "", "3", {"0", "-1"}, "0", "3 × 0"},
    {"peer", "", "3", {"9", "1.515"}, "0.51", "3 × 1.515 ÷ 9"}, /* a tie: 0.505 */
};

static void test_rows(void)
{
    struct jx_arena arena = jx_arena_new(0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct row *row = &rows[i];
        const struct jx_method *method = find(row->method);
        struct jx_value params[MOST], inputs[3] = {{0}};
        char got[64] = "null", why[512] = "", inputs_text[3][64];
        set_params(&arena, method, row->params, params);
        for (size_t k = 0; k < method->need_count; k++) {
            snprintf(inputs_text[k], 64, "%s", row->inputs[k]);
            if (*row->inputs[k] || !method->needs[k].optional)
                inputs[k] = value(&arena, inputs_text[k], method->needs[k].type);
        }
        struct jx_item item = score(&arena, method, params, dec(row->full), inputs);
        if (item.scored)
            jx_dec_print(item.score, got);
        if (item.line_count)
            jx_why_render(&item.lines[0].why, NULL, why, sizeof why);
        if (strcmp(got, row->want) != 0 || !strstr(why, row->why))
            printf("row %zu: %s %s\n", i, row->method, row->params);
        CHECK_STR(got, row->want);
        CHECK_HAS(why, row->why);
        /* Start plus lines is exactly the score, and every reason fits its format. */
        struct jx_dec sum = item.start;
        for (size_t k = 0; k < item.line_count; k++) {
            const struct jx_line *line = &item.lines[k];
            int number_at;
            sum = line->verb == JX_DEDUCT ? jx_dec_sub(sum, line->points)
                                          : jx_dec_add(sum, line->points);
            CHECK(!jx_why_check(NULL, line->why.format, line->why.args,
                                line->why.arg_count, &number_at));
        }
        CHECK(!item.scored || jx_dec_cmp(sum, item.score) == 0);
        jx_arena_reset(&arena);
    }
    jx_arena_free(&arena);
}

/* ---- against exact rationals ---- */

static uint64_t seed = 0x2545f4914f6cdd1du;

static int64_t next(int64_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (int64_t)(seed % (uint64_t)below);
}

struct rational {
    i128 n, d; /* d > 0 */
};

static struct rational ratio(i128 n, i128 d)
{
    return d < 0 ? (struct rational){-n, -d} : (struct rational){n, d};
}

static bool less(struct rational a, struct rational b)
{
    return a.n * b.d < b.n * a.d;
}

/* To hundredths, ties away from zero, within [0, full]. */
static int64_t settled(struct rational points, int64_t full)
{
    if (points.n <= 0)
        return 0;
    if (less(ratio(full, 1), points))
        return full * 100;
    return (int64_t)((points.n * 200 + points.d) / (points.d * 2));
}

/* One case in whole hundredths: weight, target and actual. */
struct figures {
    int64_t full, target, actual;
};

/* One in four on a boundary (actual on the target, or a band's or step's edge, or one
 * hundredth beside it), and of these every second one a tie of the hundredths. */
static struct figures pick(int row)
{
    struct figures f = {1 + next(40), 1 + next(1000000), next(1200000)};
    if (row % 4 != 0)
        return f;
    if (row % 8 == 0) { /* full × actual ÷ target is (2k + 1) / 200 */
        int64_t unit = 1 + next(300);
        f.target = 200 * f.full * unit;
        f.actual = (2 * next(100 * f.full) + 1) * unit;
        return f;
    }
    f.target = 100 * (1 + next(2000));
    f.actual = f.target * (5 * next(30)) / 100 + next(3) - 1;
    f.actual = f.actual < 0 ? 0 : f.actual;
    return f;
}

static struct rational expect(const char *name, bool more, struct figures f)
{
    bool met = more ? f.actual >= f.target : f.actual <= f.target;
    int64_t gap = met ? 0 : more ? f.target - f.actual : f.actual - f.target;
    struct rational full = ratio(f.full, 1);
    struct rational rate = more ? ratio(f.actual, f.target)
                                : ratio(f.actual ? f.target : 1, f.actual ? f.actual : 1);
    if (strcmp(name, "proportional") == 0 || strcmp(name, "execution") == 0)
        return met ? full : ratio((i128)f.full * rate.n, rate.d);
    if (strcmp(name, "threshold") == 0)
        return met ? full : ratio(0, 1);
    if (strcmp(name, "linear") == 0) /* half a point a percent of the target */
        return ratio((i128)f.full * f.target * 2 - (i128)gap * 100, (i128)f.target * 2);
    if (strcmp(name, "step") == 0) /* two points a whole 5 percent of the target */
        return ratio(f.full - 2 * (int64_t)((i128)gap * 100 / (5 * (i128)f.target)), 1);
    static const int bands[][2] = {{100, 100}, {80, 70}, {60, 50}};
    for (int i = 0; i < 3; i++)
        if (!less(rate, ratio(bands[i][0], 100)))
            return ratio(f.full * bands[i][1], 100);
    return ratio(0, 1);
}

static void test_exact(void)
{
    static const struct {
        const char *name, *params;
    } all[] = {
        {"proportional", ""},
        {"threshold", ""},
        {"linear", "points=0.5 by=percent"},
        {"step", "points=2 step=5 by=percent"},
        {"banded", "bands=1:1;0.8:0.7;0.6:0.5"},
        {"execution", ""},
        {"execution-banded", "bands=1:1;0.8:0.7;0.6:0.5"},
    };
    struct jx_arena arena = jx_arena_new(0), kept = jx_arena_new(0);
    int on_edge = 0;
    for (size_t m = 0; m < sizeof all / sizeof *all; m++) {
        const struct jx_method *method = find(all[m].name);
        struct jx_value params[MOST];
        set_params(&kept, method, all[m].params, params);
        bool budget = method->need_count == 2;
        for (int row = 0; row < 6000; row++) {
            struct figures f = pick(row);
            bool more = budget || row % 3 != 0;
            struct jx_value target = number((struct jx_dec){f.target, -2});
            struct jx_value actual = number((struct jx_dec){f.actual, -2});
            const struct jx_value nature = {.type = JX_T_TEXT,
                                            .text = jx_str_of(more ? "≥" : "≤")};
            struct jx_value inputs[3] = {nature, target, actual};
            struct jx_item item = score(&arena, method, params, jx_dec_int(f.full),
                                        budget ? inputs + 1 : inputs);
            struct rational points = expect(all[m].name, more, f);
            int64_t want = settled(points, f.full);
            struct jx_dec hundredths = {want, -2};
            bool same = item.scored && jx_dec_cmp(item.score, hundredths) == 0;
            if (!same)
                printf("%s %lld %s%lld %lld\n", all[m].name, (long long)f.full,
                       more ? "≥" : "≤", (long long)f.target, (long long)f.actual);
            CHECK(same);
            on_edge += (points.n * 200) % points.d == 0;
            jx_arena_reset(&arena);
        }
    }
    CHECK(on_edge > 6000);
    jx_arena_free(&arena);
    jx_arena_free(&kept);
}

/* What a pack's author sees: every method and parameter is described and in range. */
static void test_described(void)
{
    CHECK(jx_plugin_methods.abi == JX_ABI);
    for (const struct jx_method *const *m = jx_plugin_methods.methods; *m; m++) {
        CHECK((*m)->title && (*m)->title[0] && (*m)->score && (*m)->need_count);
        for (size_t i = 0; i < (*m)->param_count; i++) {
            const struct jx_param *p = &(*m)->params[i];
            CHECK(p->name && p->text && p->text[0]);
            CHECK(!p->has_default || p->value.type == p->type);
            if (p->has_default && p->type == JX_T_NUMBER)
                CHECK(jx_dec_cmp(p->value.number, p->min) >= 0 &&
                      jx_dec_cmp(p->value.number, p->max) <= 0);
        }
    }
}

int main(void)
{
    test_described();
    test_rows();
    test_exact();
    return check_end();
}
