/* factors.c: finds what may vary. Varying it is vary.c's business. */
#include "factors.h"

#include "decimal.h"
#include "lang.h"
#include "strbuf.h"
#include "trial.h"

#include <stdlib.h>
#include <string.h>

static struct jx_factor *add(struct jx_factors *factors, const char *name)
{
    struct jx_factor *list = jx_arena_grow(&factors->arena, factors->list, factors->count,
                                           &factors->capacity, sizeof *list);
    if (!list || !name)
        return NULL;
    factors->list = list;
    list[factors->count] = (struct jx_factor){.name = name};
    return &list[factors->count++];
}

static bool is_known(const struct jx_factors *factors, const struct jx_selector *selector)
{
    for (size_t i = factors->count; i-- > 0;)
        if (!factors->list[i].weight && factors->list[i].selector == selector)
            return true;
    return false;
}

/* Every number that the selector's rule takes. */
static bool add_params(struct jx_factors *factors, const struct jx_selector *selector,
                       double within)
{
    if (is_known(factors, selector))
        return true;
    for (size_t i = 0; i < selector->rule->param_count; i++) {
        const struct jx_param *param = &selector->rule->params[i];
        if (param->type != JX_T_NUMBER || selector->params[i].type != JX_T_NUMBER)
            continue;
        struct jx_factor *factor =
            add(factors,
                jx_arena_format(&factors->arena, "%s.%s", selector->key, param->name));
        if (!factor)
            return false;
        double base = jx_dec_to_double(selector->params[i].number);
        double least = param->has_min ? jx_dec_to_double(param->min) : -1e300;
        double most = param->has_max ? jx_dec_to_double(param->max) : 1e300;
        factor->selector = selector;
        factor->param = i;
        factor->base = base;
        factor->low = base * (base < 0 ? 1 + within : 1 - within);
        factor->high = base * (base < 0 ? 1 - within : 1 + within);
        factor->low = factor->low < least ? least : factor->low;
        factor->high = factor->high > most ? most : factor->high;
    }
    return true;
}

static bool add_group(struct jx_factors *factors, struct jx_str level1, double within)
{
    size_t known = factors->groups.count;
    size_t group = jx_names_number(&factors->groups, level1);
    if (group != known)
        return group != SIZE_MAX;
    struct jx_factor *factor =
        add(factors, jx_arena_format(&factors->arena, "weight.%.*s", (int)level1.n,
                                     level1.n ? level1.p : ""));
    if (!factor)
        return false;
    factor->weight = true;
    factor->group = group;
    factor->base = 1;
    factor->low = 1 - within;
    factor->high = 1 + within;
    return true;
}

static bool add_of(struct jx_factors *factors, const struct jx_trial *trial,
                   double within)
{
    size_t count;
    const struct jx_item *items = jx_trial_items(trial, &count);
    for (size_t i = 0; i < count; i++) {
        const struct jx_selector *selector = jx_trial_selector(trial, i);
        if (!items[i].has_weight || !items[i].scored)
            continue;
        if (!add_group(factors, jx_str_trim(items[i].level1), within) ||
            (selector && !add_params(factors, selector, within)))
            return false;
    }
    return true;
}

bool jx_factors_find(struct jx_factors *factors, const struct jx_pack *pack,
                     const struct jx_cases *cases, double within, struct jx_error *err)
{
    struct jx_engine *engine = jx_engine_open(pack, err);
    struct jx_arena kept = jx_arena_new(0);
    bool ok = engine != NULL;
    *factors = (struct jx_factors){0};
    for (size_t i = 0; ok && i < cases->count; i++) {
        jx_arena_reset(&kept);
        const struct jx_trial *trial =
            jx_trial_open(engine, cases->list[i].record, &kept, err);
        ok = trial && (add_of(factors, trial, within) || jx_fail_memory(err, NULL));
    }
    jx_arena_free(&kept);
    jx_engine_close(engine);
    return ok;
}

static struct jx_factor *find(struct jx_factors *factors, const char *name,
                              struct jx_error *err)
{
    const char **names =
        jx_arena_array(&factors->arena, factors->count + 1, sizeof *names);
    for (size_t i = 0; i < factors->count; i++) {
        if (strcmp(factors->list[i].name, name) == 0)
            return &factors->list[i];
        if (names)
            names[i] = factors->list[i].name;
    }
    const char *near = names ? jx_nearest(name, names) : NULL;
    jx_fail_kind(err, JX_ERR_USAGE, NULL, 0,
                 _("nothing called '%s' counts for these forms%s%s"), name,
                 near ? _(": did you mean ") : "", near ? near : "");
    return NULL;
}

/* "0.5..0.8"; digits and a point, whatever the locale. */
static bool read_range(const char *text, double range[2])
{
    const char *dots = strstr(text, "..");
    struct jx_dec low, high;
    if (!dots || !jx_dec_parse((struct jx_str){text, (size_t)(dots - text)}, &low) ||
        !jx_dec_parse(jx_str_of(dots + 2), &high) || jx_dec_cmp(low, high) >= 0)
        return false;
    range[0] = jx_dec_to_double(low);
    range[1] = jx_dec_to_double(high);
    return true;
}

bool jx_factors_only(struct jx_factors *factors, const char *const *ranges, size_t count,
                     struct jx_error *err)
{
    struct jx_factor *list = jx_arena_array(&factors->arena, count + 1, sizeof *list);
    for (size_t i = 0; list && i < count; i++) {
        const char *equals = strchr(ranges[i], '=');
        double range[2];
        if (!equals || !read_range(equals + 1, range))
            return jx_fail_kind(err, JX_ERR_USAGE, NULL, 0,
                                _("--range takes NAME=LOW..HIGH, not '%s'"), ranges[i]);
        const char *name =
            jx_arena_copy(&factors->arena, ranges[i], (size_t)(equals - ranges[i]));
        const struct jx_factor *factor = name ? find(factors, name, err) : NULL;
        if (!factor)
            return err->text[0] ? false : jx_fail_memory(err, NULL);
        list[i] = *factor;
        list[i].low = range[0];
        list[i].high = range[1];
    }
    factors->list = list;
    factors->count = list ? count : 0;
    return list || jx_fail_memory(err, NULL);
}

void jx_factors_trim(struct jx_factors *factors)
{
    size_t kept = 0;
    for (size_t i = 0; i < factors->count; i++)
        if (factors->list[i].low < factors->list[i].high)
            factors->list[kept++] = factors->list[i];
    factors->count = kept;
}

void jx_factors_free(struct jx_factors *factors)
{
    jx_names_free(&factors->groups);
    jx_arena_free(&factors->arena);
    *factors = (struct jx_factors){0};
}
