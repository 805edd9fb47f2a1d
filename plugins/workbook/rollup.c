/* rollup.c: the sheet of departments and units: mean, mean weighted by budget, rank.
 * Projects are only added up here, never kept. */
#include "book.h"

#include <stdlib.h>
#include <string.h>

/* Sums over the projects of a unit, or of a department. */
struct sums {
    uint64_t projects, scored, weighted;
    struct jx_dec scores, budget, weights, products; /* weights: budgets of the scored */
};
struct unit {
    struct jx_str department, name;
    struct sums sums;
    struct jx_dec mean, weighted; /* once added up */
    bool has_mean, has_weighted;
};

/* ---- adding up ---- */

static uint32_t hash(uint32_t seed, struct jx_str text)
{
    for (size_t i = 0; i < text.n; i++)
        seed = (seed ^ (unsigned char)text.p[i]) * 16777619u;
    return seed * 31 + 7;
}

static size_t slot_of(const struct book *book, struct jx_str department,
                      struct jx_str name)
{
    size_t slot = hash(hash(2166136261u, department), name) % book->slot_count;
    for (;; slot = (slot + 1) % book->slot_count) {
        uint32_t unit = book->unit_slots[slot];
        if (!unit || (paper_same(book->unit_list[unit - 1].department, department) &&
                      paper_same(book->unit_list[unit - 1].name, name)))
            return slot;
    }
}

static bool grow(struct book *book)
{
    size_t capacity = book->unit_capacity ? book->unit_capacity * 2 : 64;
    struct unit *list = realloc(book->unit_list, capacity * sizeof *list);
    if (list)
        book->unit_list = list;
    uint32_t *slots = calloc(capacity * 2, sizeof *slots);
    if (!list || !slots) {
        free(slots);
        return false;
    }
    free(book->unit_slots);
    book->unit_slots = slots;
    book->slot_count = capacity * 2;
    book->unit_capacity = capacity;
    for (size_t i = 0; i < book->unit_count; i++)
        slots[slot_of(book, list[i].department, list[i].name)] = (uint32_t)(i + 1);
    return true;
}

static struct unit *unit_of(struct book *book, struct jx_str department,
                            struct jx_str name)
{
    if (book->unit_count == book->unit_capacity && !grow(book))
        return NULL;
    size_t slot = slot_of(book, department, name);
    if (book->unit_slots[slot])
        return &book->unit_list[book->unit_slots[slot] - 1];
    struct unit *unit = &book->unit_list[book->unit_count++];
    book->unit_slots[slot] = (uint32_t)book->unit_count;
    *unit = (struct unit){.department = {keep_text(book, department), department.n},
                          .name = {keep_text(book, name), name.n}};
    return unit;
}

void units_record(struct book *book, const struct jx_record *record,
                  const struct jx_result *result)
{
    const struct jx_math *math = book->host->math;
    struct unit *unit = unit_of(book, record->cell[JX_REC_DEPARTMENT].text,
                                record->cell[JX_REC_UNIT].text);
    if (!unit) {
        book->failed = true;
        return;
    }
    struct sums *s = &unit->sums;
    s->projects++;
    if (result->has_budget)
        s->budget = math->add(s->budget, result->budget);
    struct jx_dec total;
    if (!paper_final_total(result, &total))
        return;
    s->scored++;
    s->scores = math->add(s->scores, total);
    if (!result->has_budget || result->budget.digits <= 0)
        return;
    s->weighted++;
    s->weights = math->add(s->weights, result->budget);
    s->products = math->add(s->products, math->mul(total, result->budget));
}

void units_free(struct book *book)
{
    free(book->unit_list);
    free(book->unit_slots);
    book->unit_list = NULL;
    book->unit_slots = NULL;
}

/* ---- the table ---- */

static void finish(const struct jx_math *math, struct unit *unit)
{
    const struct sums *s = &unit->sums;
    bool ok = true;
    unit->has_mean = s->scored > 0;
    if (unit->has_mean)
        unit->mean = math->round(
            math->div(s->scores, (struct jx_dec){(int64_t)s->scored, 0}, &ok), 2);
    unit->has_weighted = s->weighted > 0;
    if (unit->has_weighted)
        unit->weighted = math->round(math->div(s->products, s->weights, &ok), 2);
}

static int compare(struct jx_str a, struct jx_str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

static int by_name(const void *a, const void *b)
{
    const struct unit *x = a, *y = b;
    int order = compare(x->department, y->department);
    return order ? order : compare(x->name, y->name);
}

/* Exact: differences of means as rounded, best first, those without a mean last. */
static int by_mean(const void *a, const void *b)
{
    const struct unit *x = a, *y = b;
    if (x->has_mean != y->has_mean)
        return y->has_mean - x->has_mean;
    double p = value_of(x->mean), q = value_of(y->mean);
    return p != q ? (p < q) - (p > q) : by_name(a, b);
}

static void add(const struct jx_math *math, struct sums *to, const struct sums *more)
{
    to->projects += more->projects;
    to->scored += more->scored;
    to->weighted += more->weighted;
    to->scores = math->add(to->scores, more->scores);
    to->budget = math->add(to->budget, more->budget);
    to->weights = math->add(to->weights, more->weights);
    to->products = math->add(to->products, more->products);
}

/* The departments of the units; NULL: out of memory. */
static struct unit *departments(struct book *book, size_t *count)
{
    struct unit *list = calloc(book->unit_count + 1, sizeof *list);
    *count = 0;
    if (!list)
        return NULL;
    if (book->unit_count)
        qsort(book->unit_list, book->unit_count, sizeof *book->unit_list, by_name);
    for (size_t i = 0; i < book->unit_count; i++) {
        const struct unit *unit = &book->unit_list[i];
        if (!*count || !paper_same(list[*count - 1].department, unit->department))
            list[(*count)++].department = unit->department;
        add(book->host->math, &list[*count - 1].sums, &unit->sums);
    }
    return list;
}

enum {
    COL_RANK,
    COL_DEPARTMENT,
    COL_UNIT,
    COL_PROJECTS,
    COL_SCORED,
    COL_MEAN,
    COL_WEIGHTED,
    COL_BUDGET,
    COLS
};

static const struct column columns[COLS] = {
    [COL_RANK] = {N_("Rank"), 8},
    [COL_DEPARTMENT] = {N_("Department"), 30},
    [COL_UNIT] = {N_("Implementing unit"), 34},
    [COL_PROJECTS] = {N_("Projects"), 9},
    [COL_SCORED] = {N_("With a total"), 9},
    [COL_MEAN] = {N_("Mean"), 10},
    [COL_WEIGHTED] = {N_("Mean weighted by budget"), 14},
    [COL_BUDGET] = {N_("Adjusted budget"), 16},
};

static void one_unit(struct book *book, const struct unit *unit, size_t rank,
                     bool department)
{
    struct sheet *sheet = &book->units;
    put_number(book, sheet, COL_RANK, unit->has_mean, (struct jx_dec){(int64_t)rank, 0},
               STYLE_CENTER);
    put(book, sheet, COL_DEPARTMENT,
        unit->department.n ? unit->department : paper_str(word(book, N_("(not given)"))),
        STYLE_TEXT);
    if (department)
        put_word(book, sheet, COL_UNIT, N_("(all units)"), STYLE_TEXT);
    else
        put(book, sheet, COL_UNIT,
            unit->name.n ? unit->name : paper_str(word(book, N_("(not given)"))),
            STYLE_TEXT);
    put_count(book, sheet, COL_PROJECTS, unit->sums.projects);
    put_count(book, sheet, COL_SCORED, unit->sums.scored);
    put_number(book, sheet, COL_MEAN, unit->has_mean, unit->mean, STYLE_FIGURE);
    put_number(book, sheet, COL_WEIGHTED, unit->has_weighted, unit->weighted,
               STYLE_FIGURE);
    put_number(book, sheet, COL_BUDGET, true, unit->sums.budget, STYLE_MONEY);
}

/* A table of departments or units, best first; equal means share a rank. */
static void table(struct book *book, const char *title, struct unit *list, size_t count,
                  bool department)
{
    struct sheet *sheet = &book->units;
    size_t rank = 0;
    lxw_row_t row = sheet->row;
    put_merged(book, sheet->ws, (const lxw_row_t[2]){row, row},
               (const unsigned[2]){0, COLS - 1}, paper_str(word(book, title)),
               STYLE_TITLE);
    worksheet_set_row(sheet->ws, row, 30, NULL);
    next_row(book, sheet);
    for (unsigned i = 0; i < COLS; i++)
        put_word(book, sheet, i, columns[i].heading, STYLE_HEAD);
    for (size_t i = 0; i < count; i++)
        finish(book->host->math, &list[i]);
    if (count)
        qsort(list, count, sizeof *list, by_mean);
    for (size_t i = 0; i < count; i++) {
        if (!i || value_of(list[i].mean) != value_of(list[i - 1].mean))
            rank = i + 1;
        if (next_row(book, sheet))
            one_unit(book, &list[i], rank, department);
    }
    next_row(book, sheet);
    next_row(book, sheet);
}

void units_end(struct book *book)
{
    size_t count;
    struct sheet *sheet = &book->units;
    struct unit *list = departments(book, &count);
    if (!list || !sheet->ws) {
        book->failed = true;
        free(list);
        return;
    }
    page_setup(sheet->ws, true);
    sheet->columns = columns; /* rows as high as their texts need */
    for (unsigned i = 0; i < COLS; i++)
        worksheet_set_column(sheet->ws, (lxw_col_t)i, (lxw_col_t)i, columns[i].width,
                             NULL);
    table(book, N_("Scores by department"), list, count, true);
    table(book, N_("Scores by unit"), book->unit_list, book->unit_count, false);
    free(list);
}
