/* shapes.c: grids of methods and parameters, multiplied out. What they score is for the
 * engine to say, which of them an office used for infer.c. */
#include "shapes.h"

#include "decimal.h"
#include "lang.h"
#include "strbuf.h"

#include <math.h>

/* A value of one or more parameters: JSON members, and words with a place for a figure. Empty
 * JSON: the defaults. */
struct value {
    const char *json, *words, *figure;
};

enum { CHOICES = 10, DIMENSIONS = 4, FAMILY_BITS = 3 };
struct dimension {
    struct value values[CHOICES]; /* the last has no json */
};
struct grid {
    enum jx_infer_part part;
    enum jx_family family;
    const char *method;
    const struct dimension *dimensions[DIMENSIONS]; /* NULL behind the last */
};

static const char *const families[] = {
    N_("full marks, whatever the actual"), N_("in proportion"),          N_("met or not"),
    N_("points off by the distance"),      N_("points off by the step"), N_("bands")};

const char *jx_family_title(enum jx_family family)
{
    return families[family];
}

/* ---- what parameters may be ---- */

static const struct dimension aim = {
    {{"", "", ""},
     {"\"equal\":\"at-most\"", N_("＝ is met from below"), ""},
     {"\"equal\":\"exact\"", N_("＝ is met by the figure alone"), ""},
     {"\"aim\":\"at-least\"", N_("more is better, whatever is printed"), ""},
     {"\"aim\":\"at-most\"", N_("less is better, whatever is printed"), ""},
     {"\"aim\":\"exact\"", N_("more and less both cost, whatever is printed"), ""}}};
static const struct dimension equal = {
    {{"", "", ""},
     {"\"equal\":\"at-most\"", N_("＝ is met from below"), ""},
     {"\"equal\":\"exact\"", N_("＝ is met by the figure alone"), ""}}};
static const struct dimension full = {{{"\"missed\":1", "", ""}}};
static const struct dimension strict = {
    {{"", "", ""}, {"\"strict\":true", N_("＞ and ＜ exclude the bound"), ""}}};
static const struct dimension missed = {
    {{"\"missed\":0.5", N_("missed: %s of the weight"), "0.5"},
     {"\"missed\":0.6", N_("missed: %s of the weight"), "0.6"},
     {"\"missed\":0.7", N_("missed: %s of the weight"), "0.7"},
     {"\"missed\":0.8", N_("missed: %s of the weight"), "0.8"}}};
static const struct dimension pass = {
    {{"\"pass_below\":0.5", N_("nothing below %s"), "50%"},
     {"\"pass_below\":0.6", N_("nothing below %s"), "60%"},
     {"\"pass_below\":0.7", N_("nothing below %s"), "70%"},
     {"\"pass_below\":0.8", N_("nothing below %s"), "80%"},
     {"\"pass_below\":0.9", N_("nothing below %s"), "90%"}}};
static const struct dimension rate = {
    {{"\"rate\":\"rounded\",\"rate_digits\":0", N_("the rate rounded to %s"), "1%"},
     {"\"rate\":\"rounded\",\"rate_digits\":1", N_("the rate rounded to %s"), "0.1%"},
     {"\"rate\":\"rounded\",\"rate_digits\":2", N_("the rate rounded to %s"), "0.01%"},
     {"\"rate\":\"cut\",\"rate_digits\":0", N_("the rate cut to %s"), "1%"},
     {"\"rate\":\"cut\",\"rate_digits\":1", N_("the rate cut to %s"), "0.1%"},
     {"\"rate\":\"cut\",\"rate_digits\":2", N_("the rate cut to %s"), "0.01%"}}};
static const struct dimension over_from = {
    {{"\"over_from\":1.1", N_("from %s of the target on"), "110%"},
     {"\"over_from\":1.2", N_("from %s of the target on"), "120%"},
     {"\"over_from\":1.3", N_("from %s of the target on"), "130%"},
     {"\"over_from\":1.5", N_("from %s of the target on"), "150%"},
     {"\"over_from\":2", N_("from %s of the target on"), "200%"}}};
static const struct dimension over_points = {
    {{"\"over_points\":0.5", N_("%s points off"), "0.5"},
     {"\"over_points\":1", N_("%s points off"), "1"},
     {"\"over_points\":2", N_("%s points off"), "2"},
     {"\"over_points\":3", N_("%s points off"), "3"},
     {"\"over_points\":5", N_("%s points off"), "5"}}};
static const struct dimension by = {
    {{"\"by\":\"percent\"", N_("for every per cent"), ""},
     {"\"by\":\"difference\"", N_("for every unit"), ""}}};
static const struct dimension points = {{{"\"points\":0.1", N_("%s points"), "0.1"},
                                         {"\"points\":0.2", N_("%s points"), "0.2"},
                                         {"\"points\":0.3", N_("%s points"), "0.3"},
                                         {"\"points\":0.5", N_("%s points"), "0.5"},
                                         {"\"points\":0.8", N_("%s points"), "0.8"},
                                         {"\"points\":1", N_("%s points"), "1"},
                                         {"\"points\":2", N_("%s points"), "2"},
                                         {"\"points\":3", N_("%s points"), "3"},
                                         {"\"points\":5", N_("%s points"), "5"}}};
static const struct dimension least = {
    {{"", "", ""},
     {"\"least\":0.2", N_("%s of the weight always remains"), "0.2"},
     {"\"least\":0.6", N_("%s of the weight always remains"), "0.6"}}};
static const struct dimension step_by = {
    {{"\"by\":\"percent\",\"step\":1", N_("for every %s"), "1%"},
     {"\"by\":\"percent\",\"step\":5", N_("for every %s"), "5%"},
     {"\"by\":\"percent\",\"step\":10", N_("for every %s"), "10%"}}};
static const struct dimension begun = {
    {{"", "", ""}, {"\"begun\":\"counts\"", N_("a step begun counts"), ""}}};
static const struct dimension bands = {
    {{"\"bands\":[[1,1],[0.8,0.7],[0.6,0.5]]", "%s", "100% 1, 80% 0.7, 60% 0.5"},
     {"\"bands\":[[1,1],[0.8,0.8],[0.6,0.6]]", "%s", "100% 1, 80% 0.8, 60% 0.6"},
     {"\"bands\":[[1,1],[0.9,0.8],[0.8,0.6]]", "%s", "100% 1, 90% 0.8, 80% 0.6"},
     {"\"bands\":[[0.9,1],[0.8,0.8],[0.6,0.5]]", "%s", "90% 1, 80% 0.8, 60% 0.5"},
     {"\"bands\":[[0.9,1],[0.8,0.8],[0.6,0.6]]", "%s", "90% 1, 80% 0.8, 60% 0.6"},
     {"\"bands\":[[0.95,1]]", "%s", "95% 1"},
     {"\"bands\":[[0.9,1]]", "%s", "90% 1"},
     {"\"bands\":[[0.8,1]]", "%s", "80% 1"}}};
/* Of rows the same as met or not; of a budget a shape of its own. */
static const struct dimension at_once = {{{"\"bands\":[[1,1]]", "%s", "100% 1"}}};
static const struct dimension any_rate = {{{"\"bands\":[[0,1]]", "", ""}}};

static const struct grid grids[] = {
    {JX_INFER_BUDGET, JX_FAMILY_FULL, "execution-banded", {&any_rate}},
    {JX_INFER_BUDGET, JX_FAMILY_PROPORTION, "execution", {0}},
    {JX_INFER_BUDGET, JX_FAMILY_PROPORTION, "execution", {&pass}},
    {JX_INFER_BUDGET, JX_FAMILY_PROPORTION, "execution", {&rate}},
    {JX_INFER_BUDGET, JX_FAMILY_THRESHOLD, "execution-banded", {&at_once}},
    {JX_INFER_BUDGET, JX_FAMILY_BANDED, "execution-banded", {&bands}},
    {JX_INFER_FIGURES, JX_FAMILY_FULL, "threshold", {&full}},
    {JX_INFER_FIGURES, JX_FAMILY_PROPORTION, "proportional", {&aim}},
    {JX_INFER_FIGURES, JX_FAMILY_PROPORTION, "proportional", {&pass, &equal}},
    {JX_INFER_FIGURES, JX_FAMILY_PROPORTION, "proportional", {&rate, &equal}},
    {JX_INFER_FIGURES,
     JX_FAMILY_PROPORTION,
     "proportional",
     {&over_from, &over_points, &equal}},
    {JX_INFER_FIGURES, JX_FAMILY_THRESHOLD, "threshold", {&aim, &strict}},
    {JX_INFER_FIGURES, JX_FAMILY_THRESHOLD, "threshold", {&missed, &equal, &strict}},
    {JX_INFER_FIGURES, JX_FAMILY_LINEAR, "linear", {&by, &points, &equal, &least}},
    {JX_INFER_FIGURES, JX_FAMILY_STEP, "step", {&step_by, &points, &equal, &begun}},
    {JX_INFER_FIGURES, JX_FAMILY_BANDED, "banded", {&bands, &equal}},
};

/* ---- multiplying out ---- */

static size_t choices(const struct dimension *dimension)
{
    size_t count = 0;
    while (count < CHOICES && dimension->values[count].json)
        count++;
    return count;
}

static struct jx_shape *add(struct jx_arena *arena, struct jx_shapes *out,
                            struct jx_shape shape)
{
    struct jx_shape *list =
        jx_arena_grow(arena, out->list, out->count, &out->capacity, sizeof *list);
    if (!list || !shape.rule || !shape.params || !shape.words)
        return NULL;
    out->list = list;
    list[out->count] = shape;
    return &list[out->count++];
}

/* One parameter's members and words behind those before it. */
static void append(struct jx_strbuf *json, struct jx_strbuf *words,
                   struct jx_arena *arena, const struct value *value)
{
    if (!*value->json)
        return;
    if (json->len > 1)
        jx_strbuf_puts(json, ", ");
    jx_strbuf_puts(json, value->json);
    if (!*value->words)
        return;
    const char *text = jx_arena_format(arena, _(value->words), value->figure);
    if (words->len)
        jx_strbuf_puts(words, _("; "));
    jx_strbuf_puts(words, text ? text : "");
}

/* The index-th point of a grid; its dimensions turn like the wheels of a counter. */
static bool add_point(struct jx_arena *arena, const struct grid *grid, size_t index,
                      struct jx_shapes *out)
{
    struct jx_strbuf json = {0}, words = {0};
    double bits = FAMILY_BITS;
    jx_strbuf_putc(&json, '{');
    jx_strbuf_puts(&words, "");
    for (int d = 0; d < DIMENSIONS && grid->dimensions[d]; d++) {
        size_t count = choices(grid->dimensions[d]);
        const struct value *value = &grid->dimensions[d]->values[index % count];
        index /= count;
        bits += *value->json ? log2((double)count) + (count > 1) : 0;
        append(&json, &words, arena, value);
    }
    jx_strbuf_putc(&json, '}');
    bool ok =
        !json.failed && !words.failed &&
        add(arena, out,
            (struct jx_shape){.part = grid->part,
                              .family = grid->family,
                              .rule = jx_arena_format(arena, "method:%s", grid->method),
                              .params = jx_arena_copy(arena, json.text, json.len),
                              .words = jx_arena_copy(arena, words.text, words.len),
                              .bits = bits});
    jx_strbuf_free(&json);
    jx_strbuf_free(&words);
    return ok;
}

bool jx_shapes_list(struct jx_arena *arena, struct jx_shapes *out)
{
    for (size_t g = 0; g < sizeof grids / sizeof *grids; g++) {
        size_t points_of = 1;
        for (int d = 0; d < DIMENSIONS && grids[g].dimensions[d]; d++)
            points_of *= choices(grids[g].dimensions[d]);
        for (size_t i = 0; i < points_of; i++)
            if (!add_point(arena, &grids[g], i, out))
                return false;
    }
    return true;
}

bool jx_shapes_bands(struct jx_arena *arena, enum jx_infer_part part,
                     const struct jx_dec (*list)[2], size_t count, struct jx_shapes *out)
{
    enum { BAND_BITS = 9 }; /* a bound of 20 and a share of 20 */
    struct jx_strbuf json = {0}, words = {0};
    char bound[64], share[64];
    jx_strbuf_puts(&json, "{\"bands\":[");
    for (size_t i = 0; i < count; i++) {
        jx_dec_print(list[i][0], bound);
        jx_dec_print(list[i][1], share);
        jx_strbuf_format(&json, "%s[%s,%s]", i ? "," : "", bound, share);
        jx_dec_print(jx_dec_shift(list[i][0], 2), bound);
        jx_strbuf_format(&words, "%s%s%% %s", i ? ", " : "", bound, share);
    }
    jx_strbuf_puts(&json, "]}");
    bool ok =
        !json.failed && !words.failed && count &&
        add(arena, out,
            (struct jx_shape){.part = part,
                              .family = JX_FAMILY_BANDED,
                              .rule = part == JX_INFER_BUDGET ? "method:execution-banded"
                                                              : "method:banded",
                              .params = jx_arena_copy(arena, json.text, json.len),
                              .words = jx_arena_copy(arena, words.text, words.len),
                              .bits = FAMILY_BITS + BAND_BITS * (double)count});
    jx_strbuf_free(&json);
    jx_strbuf_free(&words);
    return ok;
}
