/* sensitivity.c: jixiao sensitivity: how sure grades and ranks are, and which weights and
 * parameters decide. The figures are core/tune's, the tables sensitivity_tables.c's. */
#include "sensitivity.h"

#include "collect.h"
#include "confine.h"
#include "lang.h"
#include "strbuf.h"

#include <stdlib.h>

enum { VARIANTS = 1000, SEED = 1 };

struct sensing {
    struct jx_app *app;
    const struct jx_options *options;
    struct jx_packs *packs;
    const struct jx_pack *pack; /* whose rules vary */
    struct jx_cases cases;
    size_t others; /* forms left out: another pack scores them */
    struct jx_factors factors;
    struct jx_variants variants;
    double within;
    uint64_t seed;
    int exit;
    struct jx_error err;
};

/* A share between 0 and 1, "20%" or "0.2". */
static bool read_within(struct sensing *s)
{
    const char *text = s->options->within ? s->options->within : "20%";
    struct jx_str word = jx_str_of(text);
    struct jx_dec share;
    bool percent = word.n && word.p[word.n - 1] == '%';
    word.n -= percent;
    if (jx_dec_parse(word, &share)) {
        share = percent ? jx_dec_shift(share, -2) : share;
        s->within = jx_dec_to_double(share);
        if (s->within > 0 && s->within < 1)
            return true;
    }
    return jx_fail_kind(&s->err, JX_ERR_USAGE, NULL, 0,
                        _("--within takes a share like 20%%, not '%s'"), text);
}

static bool find_factors(struct sensing *s)
{
    if (!jx_factors_find(&s->factors, s->pack, &s->cases, s->within, &s->err))
        return false;
    if (s->options->set_count &&
        !jx_factors_only(&s->factors, s->options->sets, s->options->set_count, &s->err))
        return false;
    jx_factors_trim(&s->factors);
    return s->factors.count ||
           jx_fail(&s->err, NULL, 0,
                   _("nothing can vary: no form has a score, or no range is open"));
}

static bool write_tables(struct sensing *s)
{
    struct jx_sensing sensing = {.pack = s->pack,
                                 .cases = &s->cases,
                                 .others = s->others,
                                 .variants = &s->variants,
                                 .seed = s->seed,
                                 .err = &s->err};
    sensing.tables = jx_tables_open(s->app, s->options, &s->err);
    if (!sensing.tables)
        return false;
    bool ok = jx_sensing_write(&sensing);
    ok = jx_tables_close(sensing.tables, ok, &s->err) && ok;
    jx_arena_free(&sensing.arena);
    return ok;
}

/* The forms of one pack: the given one, else the one that scores most of them. */
static bool read_forms(struct sensing *s)
{
    s->packs = jx_packs_open(s->app, s->options->pack, &s->err);
    if (!s->packs)
        return false;
    jx_confine(s->app, s->options);
    if (!jx_collect(s->app, s->options, s->packs, &s->cases, &s->exit, &s->err))
        return false;
    s->pack = jx_collect_pack(s->packs, &s->cases, &s->others, &s->err);
    return s->pack;
}

static bool analyse(struct sensing *s)
{
    const struct jx_options *options = s->options;
    long variants = options->variants ? options->variants : VARIANTS;
    s->seed = (uint64_t)(options->seed ? options->seed : SEED);
    return read_within(s) && read_forms(s) && find_factors(s) &&
           jx_vary(&s->variants, s->pack, &s->cases, &s->factors, (size_t)variants,
                   s->seed, jx_collect_jobs(options), &s->err) &&
           write_tables(s);
}

static int run_sensitivity(struct jx_app *app, const struct jx_options *options)
{
    struct sensing s = {.app = app, .options = options};
    if (!analyse(&s)) {
        int code = jx_complain(jx_error_exit(&s.err), &s.err);
        s.exit = code > s.exit ? code : s.exit;
    }
    jx_variants_free(&s.variants);
    jx_factors_free(&s.factors);
    jx_cases_free(&s.cases);
    jx_packs_close(s.packs);
    return s.exit;
}

const struct jx_command jx_cmd_sensitivity = {
    .name = "sensitivity",
    .arguments = "INPUT…",
    .summary = N_("shows how sure grades and ranks are, and which weights decide"),
    .examples = "  jixiao sensitivity forms/ --within 10%\n"
                "  jixiao sensitivity forms.xlsx --pack ./mine --range "
                "first.pass=0.5..0.7 --variants 5000 --to xlsx --output sure.xlsx",
    .options = JX_OPT_PACK | JX_OPT_FROM | JX_OPT_TO | JX_OPT_OUTPUT | JX_OPT_RECORD |
               JX_OPT_JOBS | JX_OPT_PLACE | JX_OPT_DETAIL | JX_OPT_SENSE,
    .least_inputs = 1,
    .run = run_sensitivity,
};
