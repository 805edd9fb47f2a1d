/* infer_rules.c: which candidates score which rows: a list of rules, from the most general to
 * the narrowest, each of which pays for itself. */
#include "inferring.h"

#include "strbuf.h"

#include <math.h>
#include <stdlib.h>

const char *const jx_infer_natures[JX_INFER_NATURES] = {"≥", "＞", "≤", "＜", "＝", ""};

/* What a narrower rule may ask of the nature. */
static const unsigned conditions[] = {0, 0x03, 0x0c, 0x10, 0x20, 0x01, 0x02, 0x04, 0x08};
enum { CONDITIONS = sizeof conditions / sizeof *conditions };

/* Costs by cell and shape, and what stands now. */
struct search {
    struct inferring *f;
    double *costs;  /* cell × shapes */
    double *silent; /* by cell: without any rule */
    double *now;    /* by cell */
    size_t *rule;   /* by cell; SIZE_MAX none */
    size_t before;  /* rules of other parts */
};

static bool in_condition(const struct inferring *f, size_t cell, unsigned natures,
                         size_t level1)
{
    size_t nature = cell % JX_INFER_NATURES, group = cell / JX_INFER_NATURES;
    (void)f;
    return (!natures || natures & 1u << nature) &&
           (level1 == SIZE_MAX || level1 == group);
}

/* ---- how one rule does ---- */

/* The best shape of a family (JX_FAMILY_COUNT: of any, `but` left out) over some claims. */
static size_t best_shape(const struct inferring *f, const bool *in,
                         enum jx_infer_part part, enum jx_family family, size_t but,
                         double *bits)
{
    size_t best = SIZE_MAX;
    *bits = INFINITY;
    for (size_t s = 0; s < f->shapes->count; s++) {
        const struct jx_shape *shape = &f->shapes->list[s];
        double sum = shape->bits;
        if (shape->part != part || shape->family != family || s == but)
            continue;
        for (size_t i = 0; i < f->claims->count && sum < *bits; i++)
            if (in[i])
                sum += claim_price(f, i, s);
        if (sum < *bits) {
            *bits = sum;
            best = s;
        }
    }
    return best;
}

static bool gives(const struct inferring *f, size_t claim, size_t shape)
{
    return shape != SIZE_MAX &&
           (f->claims->list[claim].fits[shape] & f->allowed[claim]) != 0;
}

/* Some finalists give it and others do not. */
static bool tells(const struct inferring *f, const struct jx_inferred_rule *rule,
                  size_t claim)
{
    bool any = false, all = true;
    for (int k = 0; k < JX_FAMILY_COUNT; k++)
        if (rule->finalists[k].shape != SIZE_MAX) {
            bool one = gives(f, claim, rule->finalists[k].shape);
            any |= one;
            all &= one;
        }
    return any && !all;
}

static void count_rows(const struct inferring *f, const bool *in,
                       struct jx_inferred_rule *rule)
{
    for (size_t i = 0; i < f->claims->count; i++) {
        const struct jx_claim *claim = &f->claims->list[i];
        if (!in[i])
            continue;
        bool told = tells(f, rule, i);
        rule->rows++;
        rule->full += jx_dec_cmp(claim->claimed, claim->weight) == 0;
        rule->explained += gives(f, i, rule->shape);
        rule->telling += told;
        rule->told += told && gives(f, i, rule->shape);
        for (int k = 0; k < JX_FAMILY_COUNT; k++) {
            struct jx_finalist *finalist = &rule->finalists[k];
            bool one = gives(f, i, finalist->shape);
            finalist->explained += one;
            finalist->told += told && one;
        }
    }
}

/* Does every score that one of them gives come from the other too? */
static bool alike(const struct inferring *f, const bool *in, size_t a, size_t b)
{
    for (size_t i = 0; i < f->claims->count; i++)
        if (in[i] && gives(f, i, a) != gives(f, i, b))
            return false;
    return true;
}

/* The best of another family. One of more parameters that gives the very same scores is no
 * rival but another way to say it; full marks for all, and proportion, are rivals always:
 * nobody may be said to go by a rule that no score tells from these. */
static void take_rival(const struct inferring *f, const bool *in, enum jx_family family,
                       double own, struct jx_inferred_rule *rule)
{
    struct jx_finalist *finalist = &rule->finalists[family];
    finalist->shape = best_shape(f, in, rule->part, family, SIZE_MAX, &finalist->bits);
    if (finalist->shape == SIZE_MAX)
        return;
    if (family != JX_FAMILY_FULL && family != JX_FAMILY_PROPORTION &&
        alike(f, in, rule->shape, finalist->shape)) {
        rule->same = finalist->shape;
    } else if (finalist->bits - own < rule->margin) {
        rule->margin = finalist->bits - own;
        rule->rival = family;
    }
}

/* How far the rule is ahead of all others, over the claims that it scores. */
static void judge(const struct inferring *f, const bool *in,
                  struct jx_inferred_rule *rule)
{
    double own = f->shapes->list[rule->shape].bits, silent = 0, ignored;
    enum jx_family family = f->shapes->list[rule->shape].family;
    for (size_t i = 0; i < f->claims->count; i++)
        if (in[i]) {
            own += claim_price(f, i, rule->shape);
            silent += f->claims->list[i].bits;
        }
    rule->gain = silent - own;
    rule->margin = rule->gain;
    rule->rival = JX_FAMILY_COUNT;
    rule->same = SIZE_MAX;
    for (int k = 0; k < JX_FAMILY_COUNT; k++)
        if (k == (int)family)
            rule->finalists[k] = (struct jx_finalist){.shape = rule->shape, .bits = own};
        else
            take_rival(f, in, (enum jx_family)k, own, rule);
    size_t within = best_shape(f, in, rule->part, family, rule->shape, &ignored);
    if (within != SIZE_MAX && alike(f, in, rule->shape, within))
        rule->same = within;
    rule->certainty = rule->margin >= JX_INFER_CLAIM    ? JX_CERTAINTY_FOUND
                      : rule->margin >= JX_INFER_LIKELY ? JX_CERTAINTY_LIKELY
                                                        : JX_CERTAINTY_OPEN;
    count_rows(f, in, rule);
}

/* ---- rows of figures ---- */

static void sum_costs(struct search *s)
{
    const struct inferring *f = s->f;
    for (size_t i = 0; i < f->claims->count; i++) {
        size_t cell = f->cell[i];
        if (cell == SIZE_MAX || f->out->own[i] != SIZE_MAX)
            continue;
        s->silent[cell] += f->claims->list[i].bits;
        for (size_t k = 0; k < f->shapes->count; k++)
            if (f->shapes->list[k].part == JX_INFER_FIGURES)
                s->costs[cell * f->shapes->count + k] += claim_price(f, i, k);
    }
}

struct carve {
    unsigned natures;
    size_t level1, shape;
    double gain;
};

/* The best shape for the cells of a condition, against what stands there. */
static void try_condition(const struct search *s, unsigned natures, size_t level1,
                          double price, struct carve *best)
{
    const struct inferring *f = s->f;
    for (size_t k = 0; k < f->shapes->count; k++) {
        double gain = -f->shapes->list[k].bits - price;
        if (f->shapes->list[k].part != JX_INFER_FIGURES)
            continue;
        for (size_t cell = 0; cell < f->cell_count; cell++)
            if (in_condition(f, cell, natures, level1))
                gain += s->now[cell] - s->costs[cell * f->shapes->count + k];
        if (gain > best->gain)
            *best = (struct carve){natures, level1, k, gain};
    }
}

static void put_rule(struct search *s, const struct carve *carve)
{
    const struct inferring *f = s->f;
    size_t number = f->out->rule_count++;
    f->out->rules[number] = (struct jx_inferred_rule){
        .part = JX_INFER_FIGURES,
        .natures = carve->natures,
        .level1 =
            carve->level1 == SIZE_MAX ? (struct jx_str){0} : f->level1s[carve->level1],
        .shape = carve->shape};
    for (size_t cell = 0; cell < f->cell_count; cell++)
        if (in_condition(f, cell, carve->natures, carve->level1)) {
            s->now[cell] = s->costs[cell * f->shapes->count + carve->shape];
            s->rule[cell] = number;
        }
}

/* The general rule is for every row that prints a nature; a bare figure has none to go by. */
enum { PRINTED = 0x1f, FIRSTS = 12 };

/* Begins with a general rule and adds narrower ones as long as one pays. Returns the bits
 * saved. */
static double grow_list(struct search *s, size_t general)
{
    struct inferring *f = s->f;
    double saved = -f->shapes->list[general].bits;
    double price = log2((double)(CONDITIONS * (f->level1_count + 1)));
    struct carve first = {.natures = PRINTED, .level1 = SIZE_MAX, .shape = general};
    f->out->rule_count = s->before;
    for (size_t cell = 0; cell < f->cell_count; cell++) {
        s->now[cell] = s->silent[cell];
        s->rule[cell] = SIZE_MAX;
        if (in_condition(f, cell, PRINTED, SIZE_MAX))
            saved += s->silent[cell] - s->costs[cell * f->shapes->count + general];
    }
    put_rule(s, &first);
    while (f->out->rule_count < JX_INFER_RULES - 1) {
        struct carve best = {.gain = JX_INFER_CLAIM};
        for (int c = 0; c < CONDITIONS; c++)
            for (size_t group = 0; group <= f->level1_count; group++)
                try_condition(s, conditions[c],
                              group == f->level1_count ? SIZE_MAX : group, price, &best);
        if (best.gain <= JX_INFER_CLAIM)
            break;
        put_rule(s, &best);
        saved += best.gain;
    }
    return saved;
}

/* The best general rule that was not tried; SIZE_MAX: none is left. */
static size_t next_general(const struct search *s, bool *tried)
{
    const struct inferring *f = s->f;
    double least = INFINITY;
    size_t best = SIZE_MAX;
    for (size_t k = 0; k < f->shapes->count; k++) {
        double cost = f->shapes->list[k].bits;
        if (tried[k] || f->shapes->list[k].part != JX_INFER_FIGURES)
            continue;
        for (size_t cell = 0; cell < f->cell_count; cell++)
            if (in_condition(f, cell, PRINTED, SIZE_MAX))
                cost += s->costs[cell * f->shapes->count + k];
        if (cost < least) {
            least = cost;
            best = k;
        }
    }
    if (best != SIZE_MAX)
        tried[best] = true;
    return best;
}

/* What is best alone need not be best with narrower rules upon it, so several are tried. */
static bool search_list(struct search *s)
{
    bool *tried = calloc(s->f->shapes->count + 1, sizeof *tried);
    size_t best = SIZE_MAX;
    double most = -INFINITY;
    s->before = s->f->out->rule_count;
    for (int i = 0; tried && s->f->cell_count && i < FIRSTS; i++) {
        size_t general = next_general(s, tried);
        double saved = general == SIZE_MAX ? -INFINITY : grow_list(s, general);
        if (saved > most + 1e-9) {
            most = saved;
            best = general;
        }
    }
    if (best != SIZE_MAX)
        grow_list(s, best);
    free(tried);
    return tried != NULL;
}

/* ---- all rules ---- */

static void judge_all(struct inferring *f, const size_t *rule_of_cell, bool judging,
                      bool *in)
{
    struct jx_inferred *out = f->out;
    size_t kept = 0;
    f->rule_bits = 0;
    for (size_t i = 0; i < f->claims->count; i++)
        out->rule[i] = f->cell[i] == SIZE_MAX ? 0 : rule_of_cell[f->cell[i]];
    for (size_t r = 0; r < out->rule_count; r++) {
        struct jx_inferred_rule rule = out->rules[r];
        bool any = false;
        for (size_t i = 0; i < f->claims->count; i++)
            any |= in[i] = out->rule[i] == r && out->own[i] == SIZE_MAX;
        for (size_t i = 0; i < f->claims->count; i++)
            if (out->rule[i] == r)
                out->rule[i] = any ? kept : SIZE_MAX;
        if (!any) /* narrower rules took all of its rows */
            continue;
        if (judging)
            judge(f, in, &rule);
        f->rule_bits += f->shapes->list[rule.shape].bits;
        out->rules[kept++] = rule;
    }
    out->rule_count = kept;
}

/* The budget's comes first, where there is a claim for it. */
static void put_budget(struct inferring *f, bool *in)
{
    double bits = INFINITY, one;
    bool any = false;
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < f->claims->count; i++)
        any |= in[i] = f->cell[i] == SIZE_MAX && f->out->own[i] == SIZE_MAX;
    for (int k = 0; any && k < JX_FAMILY_COUNT; k++) {
        size_t shape =
            best_shape(f, in, JX_INFER_BUDGET, (enum jx_family)k, SIZE_MAX, &one);
        if (one < bits) {
            bits = one;
            best = shape;
        }
    }
    f->out->rules[0] = (struct jx_inferred_rule){.part = JX_INFER_BUDGET, .shape = best};
    f->out->rule_count = best != SIZE_MAX;
}

bool find_rules(struct inferring *f, bool judging)
{
    struct search s = {.f = f};
    size_t shapes = f->shapes->count, cells = f->cell_count + 1;
    bool *in = calloc(f->claims->count + 1, sizeof *in);
    s.costs = calloc(cells * (shapes + 1), sizeof *s.costs);
    s.silent = calloc(cells, sizeof *s.silent);
    s.now = calloc(cells, sizeof *s.now);
    s.rule = calloc(cells, sizeof *s.rule);
    bool ok = in && s.costs && s.silent && s.now && s.rule;
    if (ok) {
        put_budget(f, in);
        sum_costs(&s);
        ok = search_list(&s);
        judge_all(f, s.rule, judging, in);
    }
    free(in);
    free(s.costs);
    free(s.silent);
    free(s.now);
    free(s.rule);
    return ok;
}
