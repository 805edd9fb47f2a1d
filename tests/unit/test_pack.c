/* test_pack.c: packs written into a scratch folder by the test: inheritance, every fault
 * at once, versions and ranges, finding packs, the digest. */
#include "check.h"
#include "decimal.h"
#include "pack_find.h"
#include "pack_load.h"
#include "pack_source.h"
#include "strbuf.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- scratch ---- */

static char root_folder[64];
static char made[200][128];
static size_t made_count;

static const char *path_of(const char *name)
{
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", root_folder, name);
    return path;
}

static void remember(const char *name)
{
    snprintf(made[made_count++], sizeof made[0], "%s", name);
}

/* Writes NAME/FILE, making the folder when it is new. */
static void put(const char *name, const char *file, const char *text)
{
    char full[128];
    if (mkdir(path_of(name), 0700) == 0)
        remember(name);
    snprintf(full, sizeof full, "%s/%s", name, file);
    if (access(path_of(full), F_OK) != 0)
        remember(full);
    FILE *out = fopen(path_of(full), "wb");
    fputs(text, out);
    fclose(out);
}

static void clean(void)
{
    while (made_count)
        remove(path_of(made[--made_count]));
    rmdir(root_folder);
}

/* ---- an environment without the Lua room ---- */

static const struct jx_need budget_needs[] = {{"adjusted", JX_T_NUMBER, false},
                                              {"record.year", JX_T_NUMBER, true},
                                              {"fact.ID.field", JX_T_NUMBER, true}};
static const struct jx_need row_needs[] = {{"target", JX_T_NUMBER, false},
                                           {"budget.rate", JX_T_NUMBER, false}};
static const struct jx_need wrong_needs[] = {{"actaul", JX_T_NUMBER, false}};
static const char *const choices[] = {"soft", "hard", NULL};
static const struct jx_param params[] = {
    {.name = "step",
     .type = JX_T_NUMBER,
     .has_default = true,
     .has_min = true,
     .has_max = true,
     .value = {.type = JX_T_NUMBER, .number = {5, 0}},
     .min = {1, 0},
     .max = {10, 0},
     .text = "points a step"},
    {.name = "mode",
     .type = JX_T_TEXT,
     .has_default = true,
     .choices = choices,
     .value = {.type = JX_T_TEXT, .text = {"soft", 4}}},
    {.name = "bands",
     .type = JX_T_LIST,
     .has_default = true,
     .value = {.type = JX_T_LIST}},
    {.name = "strict",
     .type = JX_T_FLAG,
     .has_default = true,
     .value = {.type = JX_T_FLAG}},
};
static const struct jx_param needed[] = {{.name = "must", .type = JX_T_NUMBER}};
static void no_score(const struct jx_call *call)
{
    (void)call;
}
static const struct jx_method level_method = {.size = sizeof level_method,
                                              .name = "level",
                                              .needs = row_needs,
                                              .need_count = 1,
                                              .params = needed,
                                              .param_count = 1,
                                              .score = no_score};

static const struct jx_plugin level_plugin = {JX_ABI, sizeof level_plugin, "levels",
                                              "1.2"};

static const struct jx_plugin *plugin(void *ctx, const char *name)
{
    (void)ctx;
    return strcmp(name, "levels") == 0 ? &level_plugin : NULL;
}

static const struct jx_method *method(void *ctx, const char *name,
                                      const struct jx_plugin **from)
{
    (void)ctx;
    *from = &level_plugin;
    return strcmp(name, "level") == 0 ? &level_method : NULL;
}

static bool inspect(const char *file, struct jx_str source, struct jx_arena *arena,
                    struct jx_rule *rule, struct jx_faults *faults)
{
    (void)source;
    (void)arena;
    bool budget = strstr(file, "budget.lua"), wrong = strstr(file, "wrong.lua");
    *rule = (struct jx_rule){.has_score = !strstr(file, "total.lua"),
                             .has_total = strstr(file, "total.lua") != NULL,
                             .needs = budget  ? budget_needs
                                      : wrong ? wrong_needs
                                              : row_needs,
                             .need_count = budget  ? 3
                                           : wrong ? 1
                                                   : 2,
                             .params = params,
                             .param_count = 4};
    if (!strstr(file, "broken.lua"))
        return true;
    jx_fault_add(faults, false, file, 3, "", NULL, "unexpected symbol");
    return false;
}

static bool finding(const char *code, uint8_t *severity)
{
    *severity = JX_ERROR;
    return strcmp(code, "score-mismatch") == 0;
}

static const char *const search[] = {root_folder, NULL};
static const char *const method_names[] = {"level", NULL};
static const char *const finding_names[] = {"score-mismatch", NULL};
static const struct jx_pack_env env = {
    .method = method,
    .plugin = plugin,
    .method_names = method_names,
    .inspect = inspect,
    .search = search,
    .finding = finding,
    .finding_names = finding_names,
};

/* Loads, and keeps the faults of the last load as text: "file:line at: text (hint)\n". */
static struct jx_strbuf told;
static size_t told_count;

static struct jx_pack *load(const char *reference)
{
    struct jx_arena arena = jx_arena_new(0);
    struct jx_faults faults = {.arena = &arena};
    struct jx_pack *pack = jx_pack_load(reference, &env, &faults);
    jx_strbuf_clear(&told);
    jx_strbuf_puts(&told, "");
    for (size_t i = 0; i < faults.count; i++) {
        const struct jx_fault *f = &faults.list[i];
        jx_strbuf_format(&told, "%s%s:%d %s: %s (%s)\n", f->warning ? "warning: " : "",
                         f->path, f->line, f->at, f->text, f->hint);
    }
    told_count = faults.errors;
    CHECK((pack == NULL) == (faults.errors > 0));
    jx_arena_free(&arena);
    return pack;
}

/* ---- good packs ---- */

static const char base_json[] =
    "{\"name\": \"base\", \"title\": \"Base\", \"version\": \"2020.1.0\", \"api\": 1,\n"
    "\"note\": \"x\", \"region\": \"far\", \"years\": [2020, null],\n"
    "\"rounding\": {\"item\": {\"digits\": 1, \"mode\": \"down\"}, \"total\": {\"mode\": "
    "\"none\"}},\n"
    "\"tolerance\": 0.10, \"grades\": [{\"grade\": \"A\", \"from\": 90}, {\"grade\": "
    "\"B\", \"from\": 0}],\n"
    "\"levels\": {\"优\": 1, \"部分 达成\": [0.6, 0.8]},\n"
    "\"weights\": {\"p\": {\"form\": \"p\", \"groups\": {\"产出 指标\": 60, \"其他\": "
    "40}}},\n"
    "\"sources\": {\"doc\": {\"title\": \"Doc 1\", \"status\": \"assumed\"}},\n"
    "\"limits\": {\"overshoot\": 1.3}, \"missing\": {\"default\": \"zero\", \"rows\": "
    "\"refuse\"},\n"
    "\"findings\": {\"score-mismatch\": \"off\", \"own\": {\"title\": \"Own\"}}}";

static const char base_indicators[] =
    "{\"selectors\": {\n"
    "\"budget\": {\"when\": {\"part\": \"budget\"}, \"rule\": \"lua:budget\", "
    "\"params\": {\"step\": 2.50}, \"clause\": \"doc: 3\"},\n"
    "\"rows\": {\"when\": {\"nature\": [\">=\", \"定性\"], \"name\": \"*成 本*\"}, "
    "\"rule\": \"lua:rows\", \"clause\": \"doc\"},\n"
    "\"level\": {\"when\": {\"nature\": \"<\"}, \"rule\": \"method:level\", \"params\": "
    "{\"must\": 3}}\n}}";

static const char child_json[] =
    "{\"name\": \"child\", \"version\": \"2023.1.0\", \"api\": 1, \"extends\": "
    "\"base@^2020\",\n"
    "\"region\": \"near\", \"years\": [2023, 2023], \"tolerance\": 0.05,\n"
    "\"grades\": [{\"grade\": \"X\", \"from\": 50}],\n"
    "\"levels\": {\"优\": null, \"good\": 0.9}}";

static const char child_indicators[] =
    "{\"selectors\": {\"budget\": {\"params\": {\"step\": null, \"mode\": \"hard\", "
    "\"bands\": [[90, 1], {\"from\": 0}]}}, \"level\": null}}";

static void put_good(void)
{
    put("base", "pack.json", base_json);
    put("base", "indicators.json", base_indicators);
    put("base", "budget.lua", "base");
    put("base", "rows.lua", "base");
    put("base", "README.md", "not part of it");
    put("child", "pack.json", child_json);
    put("child", "indicators.json", child_indicators);
    put("child", "rows.lua", "child");
}

static const struct jx_selector *selector(const struct jx_pack *pack, const char *key)
{
    for (size_t i = 0; i < pack->selector_count; i++)
        if (strcmp(pack->selectors[i].key, key) == 0)
            return &pack->selectors[i];
    CHECK(!"selector is there");
    return &pack->selectors[0];
}

static void check_dec(struct jx_dec got, const char *want)
{
    char text[64];
    jx_dec_print(got, text);
    CHECK_STR(text, want);
}

static void test_base(void)
{
    struct jx_pack *pack = load("base");
    CHECK_STR(told.text, "");
    if (!pack)
        return;
    CHECK_STR(pack->name, "base");
    CHECK_STR(pack->version, "2020.1.0");
    CHECK(pack->year_from == 2020 && pack->year_to == 0 && !pack->parent);
    CHECK(pack->round_item.digits == 1 && pack->round_item.mode == JX_ROUND_DOWN);
    CHECK(pack->round_group.digits == 2 && pack->round_group.mode == JX_ROUND_HALF_AWAY);
    CHECK(pack->round_total.mode == JX_ROUND_NONE);
    check_dec(pack->tolerance, "0.1");
    check_dec(pack->ceiling, "100");
    CHECK(pack->grade_count == 2 && pack->level_count == 2 && pack->weight_count == 1);
    CHECK(jx_str_is(pack->levels[1].word, "部分达成"));
    check_dec(pack->levels[1].from, "0.6");
    CHECK(jx_str_is(pack->weights[0].groups[0].level1, "产出指标"));
    CHECK(pack->policies[0].severity == JX_SEVERITY_OFF);
    CHECK(pack->policies[1].severity == JX_WARNING);
    CHECK(pack->limits.has_overshoot && !pack->limits.has_magnitude);

    const struct jx_selector *budget = selector(pack, "budget");
    CHECK(budget->for_budget && budget->missing == JX_MISSING_ZERO);
    CHECK_STR(budget->rule->name, "lua:budget");
    CHECK_STR(budget->rule->file, "base/budget.lua");
    CHECK_STR(budget->clause, "Doc 1 3");
    check_dec(budget->params[0].number, "2.5");
    CHECK(jx_str_is(budget->params[1].text, "soft"));
    CHECK(budget->needs[0].scope == JX_SCOPE_ROW &&
          budget->needs[0].key == JX_FUND_ADJUSTED);
    CHECK(budget->needs[1].scope == JX_SCOPE_RECORD &&
          budget->needs[1].key == JX_REC_YEAR);
    CHECK(budget->needs[2].scope == JX_SCOPE_FACT);
    CHECK(jx_str_is(budget->needs[2].id, "ID") &&
          jx_str_is(budget->needs[2].field, "field"));
    const struct jx_selector *rows = selector(pack, "rows");
    CHECK(rows->missing == JX_MISSING_REFUSE && rows->nature.count == 2);
    CHECK(jx_str_is(rows->nature.list[0], "≥"));
    CHECK(jx_str_is(rows->name.list[0], "*成本*"));
    CHECK(rows->needs[0].key == JX_IND_TARGET);
    CHECK(rows->needs[1].scope == JX_SCOPE_BUDGET && rows->needs[1].key == JX_FUND_RATE);
    const struct jx_selector *level = selector(pack, "level");
    CHECK(level->rule->kind == JX_RULE_METHOD && level->rule->method == &level_method);
    CHECK(level->rule->slot == 2 && &pack->rules[2] == level->rule);
    jx_pack_free(pack);
}

static void test_child(void)
{
    struct jx_pack *pack = load(path_of("child/"));
    CHECK_STR(told.text, "");
    if (!pack)
        return;
    CHECK_STR(pack->name, "child");
    CHECK_STR(pack->title, "child"); /* who it is, a pack says itself */
    CHECK_STR(pack->region, "near");
    CHECK(pack->year_from == 2023 && pack->year_to == 2023);
    check_dec(pack->tolerance, "0.05");
    CHECK(pack->grade_count == 1); /* arrays are replaced whole */
    CHECK(pack->level_count == 2); /* one removed, one added */
    CHECK(jx_str_is(pack->levels[0].word, "部分达成"));
    CHECK(pack->selector_count == 2);
    const struct jx_selector *budget = selector(pack, "budget");
    check_dec(budget->params[0].number, "5"); /* null: back to the rule's default */
    CHECK(jx_str_is(budget->params[1].text, "hard"));
    const struct jx_value *bands = &budget->params[2];
    CHECK(bands->type == JX_T_LIST && bands->count == 2);
    CHECK(bands->items[0].type == JX_T_LIST && bands->items[1].type == JX_T_MAP);
    CHECK(jx_str_is(bands->items[1].items[0].key, "from"));
    CHECK_STR(budget->file, "child/indicators.json");
    CHECK_STR(budget->rule->file, "base/budget.lua");
    CHECK_STR(selector(pack, "rows")->rule->file, "child/rows.lua");
    CHECK(jx_str_is(selector(pack, "rows")->rule->source, "child"));
    CHECK_STR(pack->parent->name, "base");
    CHECK_STR(pack->parent->version, "2020.1.0");
    CHECK(strlen(pack->parent->digest) == 64 && !pack->parent->parent);
    jx_pack_free(pack);
    pack = load(path_of("child/pack.json"));
    CHECK(pack != NULL);
    jx_pack_free(pack);
}

/* ---- faults ---- */

static void has(const char *line)
{
    CHECK_HAS(told.text, line);
}

static void test_faults(void)
{
    put("bad", "pack.json",
        "{\"name\": \"bad\", \"version\": \"2023\", \"api\": 9,\n"
        "\"titel\": \"x\", \"region\": \"Bad Region\",\n"
        "\"years\": [2024, 2023], \"tolerance\": \"0.05\",\n"
        "\"grades\": [{\"grade\": \"B\", \"from\": 80}, {\"grade\": \"A\", \"from\": "
        "90}],\n"
        "\"weights\": {\"p\": {\"form\": \"p\", \"groups\": {\"a\": 60, \"b\": 50}}, "
        "\"q\": {\"form\": [\"*\"]}},\n"
        "\"findings\": {\"score-mismach\": {\"severity\": \"off\"}},\n"
        "\"sources\": {\"doc\": {\"title\": \"D\"}},\n"
        "\"levels\": {\"优\": 1.5, \"差\": [0.8, 0.6]},\n"
        "\"rounding\": {\"item\": {\"digits\": 2.5, \"mode\": \"up\"}},\n"
        "\"forms\": [\"p\"], \"missing\": {\"defualt\": \"zero\"}, \"requires\": "
        "{\"text\": \"x\"},\n"
        "\"targets\": {\"t\": {\"code\": \"score-mismatc\", \"text\": \"x\", \"cell\": "
        "\"actual\", \"clause\": \"dok\", \"when\": {\"rate\": 1, \"form\": \"z\", "
        "\"below\": \"2\", \"target\": \"number\"}, \"unless\": [{\"nam\": \"y\"}]},\n"
        "\"u\": {\"code\": \"score-mismatch\", \"text\": \"x\", \"do\": \"y\", "
        "\"clause\": "
        "\"doc\", \"against\": \"peers\", \"least\": 1},\n"
        "\"v\": {\"code\": \"score-mismatch\", \"text\": \"x\", \"do\": \"y\", "
        "\"clause\": "
        "\"doc\", \"when\": {}}}}");
    put("bad", "indicators.json",
        "{\"selectors\": {\n"
        "\"a\": {\"rule\": \"lua:bugdet\", \"clause\": \"dok\"},\n"
        "\"b\": {\"when\": {\"nature\": \"?\"}, \"rule\": \"lua:rows\", \"params\": "
        "{\"stepp\": 1, \"step\": 20, \"mode\": \"x\", \"bands\": 1, \"strict\": "
        "null}},\n"
        "\"c\": {\"when\": {\"part\": \"budget\", \"name\": \"x\"}, \"rule\": "
        "\"method:levle\"},\n"
        "\"d\": {\"when\": {\"form\": \"z\"}, \"rule\": \"method:level\", \"priority\": "
        "7},\n"
        "\"e\": {\"when\": {\"form\": []}, \"rule\": \"rows\", \"priority\": 8},\n"
        "\"f\": {\"rule\": \"lua:wrong\", \"priority\": 9},\n"
        "\"g\": {\"rule\": \"lua:broken\", \"priority\": 10},\n"
        "\"h\": {\"when\": {\"part\": \"total\"}, \"rule\": \"lua:rows\"},\n"
        "\"i\": {\"priority\": 11, \"wehn\": {}},\n"
        "\"j\": []},\n"
        "\"frameworks\": {\"x\": {},\n"
        "\"y\": {\"form\": \"f\", \"items\": {\"g\": {\"name\": \"G\", \"weight\": 60, "
        "\"items\": {\"a\": {\"name\": \"A\", \"weight\": 50, \"rule\": "
        "\"method:levle\"}}},\n"
        "\"a\": {\"name\": \"B\", \"weight\": 45, \"rule\": \"lua:budget\", "
        "\"by_unit\": {\"splits\": [[40, 4]]}},\n"
        "\"c.d\": {\"weigth\": 3}}},\n"
        "\"z\": {\"form\": \"f*\", \"total\": 1, \"items\": {\"h\": {\"name\": \"H\", "
        "\"choose\": \"k\", \"weight\": 1, \"items\": {\"o\": {\"name\": \"O\", "
        "\"weight\": 2, \"rule\": \"lua:budget\"}}}}}}}");
    put("bad", "budget.lua", "");
    put("bad", "spare.lua", "");
    put("bad", "rows.lua", "");
    put("bad", "wrong.lua", "");
    put("bad", "broken.lua", "");
    CHECK(!load("bad"));
    has("bad/pack.json:1 $.version: '2023' is no version (write three numbers");
    has("bad/pack.json:1 $.api: the pack needs rule api 9, this program offers 1 "
        "(install");
    has("bad/pack.json:2 $.titel: unknown key 'titel' (did you mean 'title'?)");
    has("bad/pack.json:2 $.region: 'Bad Region' is no name for a region (use lower-case");
    has("bad/pack.json:3 $.years: the first year is behind the last");
    has("bad/pack.json:3 $.tolerance: expected a number without quotes");
    has("bad/pack.json:4 $.grades[1]: grade 'A' does not begin below the grade before it "
        "(list the highest grade first)");
    has("bad/pack.json:5 $.weights.p.groups: the groups add up to 110, the total is 100");
    has("bad/pack.json:5 $.weights.q: another template of weights is for the same form");
    has("bad/pack.json:6 $.findings.score-mismach: unknown finding code 'score-mismach' "
        "(did you mean 'score-mismatch'?)");
    has("bad/pack.json:7 $.sources.doc: the key 'status' is missing");
    has("bad/pack.json:8 $.levels.优: 1.5 is out of range; expected 0 to 1");
    has("bad/pack.json:8 $.levels.差: the lower share comes first");
    has("bad/pack.json:9 $.rounding.item.digits: expected a whole number");
    has("bad/pack.json:9 $.rounding.item.mode: 'up' is not known here; expected one of: "
        "half-away, down, none, half-even");
    has("bad/pack.json:10 $.missing.defualt: unknown key 'defualt' (did you mean "
        "'default'?)");
    has("warning: bad/pack.json:10 $.forms[0]: 'p' is no form of forms.json");
    has("bad/pack.json:10 $.requires.text: 'x' is no range of versions");
    has("bad/pack.json:11 $.targets.t.code: unknown finding code 'score-mismatc' (did "
        "you "
        "mean 'score-mismatch'?)");
    has("bad/pack.json:11 $.targets.t: the key 'do' is missing");
    has("bad/pack.json:11 $.targets.t.cell: 'actual' is not known here; expected one of: "
        "target, level1, level2, name, nature, unit, weight");
    has("bad/pack.json:11 $.targets.t.clause: the clause names an unknown source 'dok'");
    has("bad/pack.json:11 $.targets.t.when.rate: expected true or false");
    has("bad/pack.json:11 $.targets.t.when.below: expected a number without quotes");
    has("bad/pack.json:11 $.targets.t.when.target: 'number' is not known here");
    has("bad/pack.json:11 $.targets.t.unless[0].nam: unknown key 'nam' (did you mean "
        "'name'?)");
    has("bad/pack.json:12 $.targets.u: the key 'share' is missing");
    has("bad/pack.json:12 $.targets.u.least: 1 is out of range; expected 3 to 1000000");
    has("bad/pack.json:13 $.targets.v: the check would find fault with every row (add "
        "'when')");
    has("bad/indicators.json:2 $.selectors.a.rule: unknown rule 'lua:bugdet' (did you "
        "mean 'lua:budget'?)");
    has("bad/indicators.json:2 $.selectors.a.clause: the clause names an unknown source "
        "'dok' (did you mean 'doc'?)");
    has("$.selectors.b.when.nature: '?' is no nature (expected ≥ ≤ ＝ ＞ ＜ 定性 or "
        "none)");
    has("$.selectors.b.params.stepp: the rule lua:rows has no parameter 'stepp' (did you "
        "mean 'step'?)");
    has("$.selectors.b.params.step: parameter 'step': 20 is above the greatest value, 10 "
        "(points a step)");
    has("$.selectors.b.params.mode: 'x' is not known here; expected one of: soft, hard");
    has("$.selectors.b.params.bands: parameter 'bands': expected a list");
    has("bad/indicators.json:4 $.selectors.c.when.name: 'name' is of rows, the part "
        "'budget' has none");
    has("bad/indicators.json:4 $.selectors.c.rule: unknown rule 'method:levle' (did you "
        "mean 'level'?)");
    has("bad/indicators.json:5 $.selectors.d: the rule method:level needs its parameter "
        "'must' set");
    has("bad/indicators.json:6 $.selectors.e.when.form: the list is empty");
    has("bad/indicators.json:6 $.selectors.e.rule: unknown rule 'rows' (write "
        "\"lua:NAME\" or \"method:NAME\")");
    has("bad/indicators.json:7 $.selectors.f.rule: the rule lua:wrong needs 'actaul', "
        "and "
        "there is no such value (did you mean 'actual'?)");
    has("bad/broken.lua:3 : unexpected symbol");
    has("bad/indicators.json:9 $.selectors.h.rule: the rule lua:rows has no function "
        "'total'");
    has("bad/indicators.json:10 $.selectors.i: the key 'rule' is missing");
    has("$.selectors.i.wehn: unknown key 'wehn' (did you mean 'when'?)");
    has("bad/indicators.json:11 $.selectors.j: expected an object {…}");
    has("bad/indicators.json:12 $.frameworks.x: the key 'form' is missing");
    has("bad/indicators.json:12 $.frameworks.x: the key 'items' is missing");
    has("$.frameworks.y.items.g: the weights below add up to 50, here stands 60 (add 10 "
        "to one of them, or write 50)");
    has("$.frameworks.y.items.g.items.a.rule: unknown rule 'method:levle' (did you mean");
    has("bad/indicators.json:14 $.frameworks.y.items.a: the id 'a' stands twice in the "
        "framework (facts name items by their id");
    has("$.frameworks.y.items.a.by_unit.splits[0]: the weights below add up to 44, here "
        "stands 45 (add 1");
    has("$.frameworks.y.items[\"c.d\"]: 'c.d' is no id of an item");
    has("$.frameworks.y.items[\"c.d\"].weigth: unknown key 'weigth' (did you mean "
        "'weight'?)");
    has("$.frameworks.y.items[\"c.d\"]: the key 'weight' is missing");
    has("$.frameworks.y: the weights below add up to 95, here stands 100 (add 5");
    has("$.frameworks.z: 'y' and 'z' are frameworks of the same form (remove one");
    has("$.frameworks.z.items.h.items.o: the weights below add up to 2, here stands 1 "
        "(take 1 off");
    has("bad/indicators.json:3 $.selectors.b: 'a' and 'b' both have priority 0 and can "
        "apply to the same row");
    has("warning: bad/spare.lua:0 : no selector uses this rule");
    CHECK(told_count == 61);
    if (told_count != 61)
        printf("%s", told.text);
}

/* The plugin "levels" 1.2 is there. */
static void test_requires(void)
{
    put("needs", "pack.json",
        "{\"name\": \"needs\", \"version\": \"1.0.0\", \"api\": 1,\n"
        "\"requires\": {\"levels\": \"^1.1\", \"note\": \"x\"}}");
    struct jx_pack *pack = load(path_of("needs"));
    CHECK(pack && pack->required_count == 1);
    if (pack) {
        CHECK_STR(pack->required[0].plugin, "levels");
        CHECK_STR(pack->required[0].version, "1.2");
    }
    jx_pack_free(pack);
    put("needs", "pack.json",
        "{\"name\": \"needs\", \"version\": \"1.0.0\", \"api\": 1,\n"
        "\"requires\": {\"levels\": \">=2\", \"shapes\": \"*\"}}");
    CHECK(!load(path_of("needs")));
    has("needs/pack.json:2 $.requires.levels: the pack requires the plugin 'levels' >=2, "
        "but 1.2 is installed (install a version that fits)");
    has("needs/pack.json:2 $.requires.shapes: the pack requires the plugin 'shapes' *, "
        "which is not installed (install it; 'jixiao plugins' lists what is there)");
}

static void test_faults_elsewhere(void)
{
    CHECK(!load("bas"));
    has("bas:0 : there is no pack 'bas' (did you mean 'base'?)");
    CHECK(!load("base@^2021"));
    has("no version of pack 'base' fits '^2021'; there is 2020.1.0");
    CHECK(!load("base@x"));
    has("'x' is no range of versions");
    CHECK(!load("./nowhere"));
    has("./nowhere:0 : there is no such folder (a pack is a folder with a pack.json");

    put("empty", "indicators.json", "{}");
    CHECK(!load(path_of("empty")));
    has("there is no pack.json");
    put("cut", "pack.json", "{\"name\": \"cut\",\n");
    CHECK(!load("cut")); /* found by its folder, for its name cannot be read */
    has("/cut/pack.json:2 : the document ends in the middle");
    put("list", "pack.json", "[]");
    CHECK(!load(path_of("list")));
    has("the file holds no object");
    put("twice", "pack.json",
        "{\"name\": \"twice\", \"version\": \"1.0.0\", \"api\": 1, \"tolerance\": 1}");
    put("twice", "indicators.json", "{\"selectors\": {\"a\": {},\n\"a\": {}}}");
    CHECK(!load("twice"));
    has("twice/indicators.json:2 : this key occurs twice in one object; keep one of "
        "them: "
        "a");

    put("orphan", "pack.json",
        "{\"name\": \"orphan\", \"version\": \"1.0.0\", \"api\": 1,\n\"extends\": "
        "\"bose@^2020\", \"tolerance\": -1}");
    CHECK(!load("orphan"));
    has("orphan/pack.json:2 $.extends: there is no pack 'bose' (did you mean 'base'?)");
    has("orphan/pack.json:2 $.tolerance: -1 is out of range; expected 0 or more");
    put("one", "pack.json",
        "{\"name\": \"one\", \"version\": \"1.0.0\", \"api\": 1, \"extends\": \"two\"}");
    put("two", "pack.json",
        "{\"name\": \"two\", \"version\": \"1.0.0\", \"api\": 1, \"extends\": \"one\"}");
    CHECK(!load("one"));
    has("two/pack.json:1 $.extends: 'two' extends 'one', which is itself or extends it");

    put("firm", "pack.json",
        "{\"name\": \"firm\", \"version\": \"1.0.0\", \"api\": 1, \"tolerance\": 1, "
        "\"allow\": [\"grades\", \"weights.*\", \"rows.lua\", \"selectors.own\"]}");
    put("firm", "rows.lua", "");
    put("firm", "budget.lua", "");
    put("firm", "indicators.json",
        "{\"selectors\": {\"rows\": {\"rule\": \"lua:rows\"},\"budget\": {\"when\": "
        "{\"part\": \"budget\"}, \"rule\": \"lua:budget\"}}}");
    put("bold", "pack.json",
        "{\"name\": \"bold\", \"version\": \"1.0.0\", \"api\": 1, \"extends\": "
        "\"firm\",\n"
        "\"tolerance\": 2, \"weights\": {\"x\": {\"total\": 100}}}");
    put("bold", "rows.lua", "");
    put("bold", "budget.lua", "");
    put("bold", "indicators.json",
        "{\"selectors\": {\"rows\": {\"priority\": 1},\n\"own\": {\"rule\": "
        "\"lua:rows\"}}}");
    CHECK(!load("bold"));
    has("bold/pack.json:2 $.tolerance: pack 'firm' does not let 'tolerance' be changed");
    has("bold/indicators.json:1 $.selectors.rows.priority: pack 'firm' does not let "
        "'selectors.rows.priority' be changed");
    has("bold/budget.lua:0 : pack 'firm' does not let 'budget.lua' be changed");
    CHECK(told_count == 3);

    /* How far: groups by a fifth, bands freely, grades not at all. */
    put("fifth", "pack.json",
        "{\"name\": \"fifth\", \"version\": \"1.0.0\", \"api\": 1, \"grades\": "
        "[{\"grade\": \"A\", \"from\": 0}], \"weights\": {\"x\": {\"groups\": {\"a.b\": "
        "50, \"c\": 50}}}, \"allow\": [{\"path\": \"weights.*.groups\", \"within\": "
        "0.2}, "
        "\"selectors.*.params.bands\"]}");
    put("moved", "pack.json",
        "{\"name\": \"moved\", \"version\": \"1.0.0\", \"api\": 1, \"extends\": "
        "\"fifth\", \"weights\": {\"x\": {\"groups\": {\"a.b\": 60, \"c\": 40}}}}");
    struct jx_pack *moved = load("moved");
    CHECK(moved);
    jx_pack_free(moved);
    put("far", "pack.json",
        "{\"name\": \"far\", \"version\": \"1.0.0\", \"api\": 1, \"extends\": "
        "\"fifth\",\n\"weights\": {\"x\": {\"groups\": {\"a.b\": 61, \"c\": null, \"d\": "
        "39}}},\n\"grades\": [{\"grade\": \"A\", \"from\": 10}]}");
    CHECK(!load("far"));
    has("far/pack.json:2 $.weights.x.groups[\"a.b\"]: pack 'fifth' lets "
        "'weights.x.groups.a.b' "
        "be changed by 20 % at most, from 50");
    has("far/pack.json:2 $.weights.x.groups.c: pack 'fifth' lets 'weights.x.groups.c' be "
        "changed by 20 % at most, from 50");
    has("far/pack.json:2 $.weights.x.groups.d: pack 'fifth' does not let "
        "'weights.x.groups.d' be changed");
    has("far/pack.json:3 $.grades: pack 'fifth' does not let 'grades' be changed");
    CHECK(told_count == 4);
}

/* ---- versions ---- */

static void test_ranges(void)
{
    static const struct {
        const char *range, *version;
        bool fits;
    } cases[] = {
        {"*", "1.2.3", true},
        {"2023", "2023.9.9", true},
        {"2023", "2024.0.0", false},
        {"2023.1", "2023.1.7", true},
        {"2023.1", "2023.2.0", false},
        {"2023.1.0", "2023.1.0", true},
        {"=2023.1.0", "2023.1.1", false},
        {"^2020", "2020.0.0", true},
        {"^2020", "2020.99.1", true},
        {"^2020", "2021.0.0", false},
        {"^2020", "2019.9.9", false},
        {"^2020.1.2", "2020.1.1", false},
        {"^2020.1.2", "2020.2.0", true},
        {"^0.2.3", "0.2.9", true},
        {"^0.2.3", "0.3.0", false},
        {"^0.0.3", "0.0.4", false},
        {"~2020.1", "2020.1.9", true},
        {"~2020.1", "2020.2.0", false},
        {"~2020", "2020.9.0", true},
        {"~2020.1.2", "2020.1.1", false},
        {">=2020 <2024", "2023.5.0", true},
        {">=2020 <2024", "2024.0.0", false},
        {">2020", "2020.5.0", false},
        {">2020", "2021.0.0", true},
        {">2020.1.0", "2020.1.1", true},
        {"<=2020", "2020.9.9", true},
        {"<=2020", "2021.0.0", false},
        {"<2020.1", "2020.0.9", true},
        {" >=1   <3 ", "2.0.0", true},
        {"2023 2024", "2023.0.0", false},
    };
    static const char *const wrong[] = {"",        " ",       "x",      "^",    "^x",
                                        "1.2.3.4", "1..2",    "01",     ">= 1", "1.",
                                        "v1",      "1.2.3-a", "9999999"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct jx_version version;
        CHECK(jx_version_parse(cases[i].version, &version));
        bool fits = jx_range_match(cases[i].range, version);
        CHECK(fits == cases[i].fits);
        if (fits != cases[i].fits)
            printf("    %s in %s\n", cases[i].version, cases[i].range);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        CHECK(!jx_range_valid(wrong[i]));
        if (jx_range_valid(wrong[i]))
            printf("    '%s'\n", wrong[i]);
    }
}

static void test_list(void)
{
    put("base-new", "pack.json",
        "{\"name\": \"base\", \"version\": \"2020.10.0\", \"api\": 1, \"region\": \"r\", "
        "\"years\": [null, 2025]}");
    put("base-copy", "pack.json",
        "{\"name\": \"base\", \"version\": \"2020.1.0\", \"api\": 1}");
    struct jx_arena arena = jx_arena_new(0);
    struct jx_pack_entry *list;
    struct jx_error err = {0};
    size_t count, bases = 0;
    CHECK(jx_pack_list(search, &arena, &list, &count, &err));
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i].name, "base") == 0 && bases++ == 0) {
            CHECK_STR(list[i].version, "2020.10.0"); /* newest first, by number */
            CHECK_STR(list[i].region, "r");
            CHECK(list[i].year_from == 0 && list[i].year_to == 2025);
        }
    CHECK(bases == 2);
    CHECK_STR(list[0].name, "base");
    const char *const nowhere[] = {"/nowhere/at/all", NULL};
    CHECK(jx_pack_list(nowhere, &arena, &list, &count, &err) && count == 0);
    jx_arena_free(&arena);
    struct jx_pack *pack = load("base@~2020.1");
    CHECK(pack && strcmp(pack->version, "2020.1.0") == 0);
    jx_pack_free(pack);
    pack = load("base");
    CHECK(pack && strcmp(pack->version, "2020.10.0") == 0);
    jx_pack_free(pack);
    put("base-new", "pack.json", "{"); /* out of the way again */
}

/* ---- digest ---- */

static void digest(const char *reference, char out[65])
{
    struct jx_pack *pack = load(reference);
    snprintf(out, 65, "%s", pack ? pack->digest : "");
    CHECK(strlen(out) == 64);
    jx_pack_free(pack);
}

static void test_digest(void)
{
    /* Known sums pin the encoding; made with: (printf 'pack.json\0%d\0' 59; cat
     * pack.json) | sha256sum, and for the child the same followed by the first sum. */
    put("sum", "pack.json",
        "{\"name\": \"sum\", \"version\": \"1.0.0\", \"api\": 1, \"note\": \"x\"}\n");
    put("sum-child", "pack.json",
        "{\"name\": \"sum-child\", \"version\": \"1.0.0\", \"api\": 1, \"extends\": "
        "\"sum\"}\n");
    char first[65], second[65];
    digest("sum", first);
    CHECK_STR(first, "80881047f586b051e9af8ed586aead4e0084e8b0ed325e64fae718533eebcea9");
    digest("sum-child", first);
    CHECK_STR(first, "cb24be50b314d43866b08baf44a63d2c587972cf0a21dd0940d78a9280749a9d");

    digest("child", first);
    digest("child", second);
    CHECK_STR(second, first);
    put("child", "notes.txt", "does not count");
    digest("child", second);
    CHECK_STR(second, first);
    put("child", "rows.lua", "chile");
    digest("child", second);
    CHECK(strcmp(first, second) != 0);
    put("child", "rows.lua", "child");
    digest("child", second);
    CHECK_STR(second, first);
    put("base", "budget.lua", "basf"); /* the parent's bytes are in it too */
    digest("child", second);
    CHECK(strcmp(first, second) != 0);
    put("base", "budget.lua", "base");
}

int main(void)
{
    snprintf(root_folder, sizeof root_folder, "/tmp/jixiao-test-XXXXXX");
    if (!mkdtemp(root_folder))
        return 1;
    put_good();
    test_base();
    test_child();
    test_faults();
    test_requires();
    test_faults_elsewhere();
    test_ranges();
    test_list();
    test_digest();
    jx_strbuf_free(&told);
    clean();
    return check_end();
}
