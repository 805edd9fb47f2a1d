/* score.c: a random record scored by a random pack: the bytes choose cells and values that
 * forms really have, and rules, parameters and policies. The invariants are in fuzz.c. */
#include "fuzz.h"

#include "json.h"
#include "record_json.h"
#include "strbuf.h"

struct choices {
    const uint8_t *p;
    size_t n;
};

static unsigned next(struct choices *c, unsigned below)
{
    unsigned value = c->n ? *c->p : 0;
    if (c->n) {
        c->p++;
        c->n--;
    }
    return value % below;
}

#define PICK(c, list) (list)[next(c, sizeof(list) / sizeof *(list))]

static const char *const figures[] = {"0",
                                      "1",
                                      "5",
                                      "10",
                                      "100",
                                      "99.99",
                                      "0.005",
                                      "-3",
                                      "1e3",
                                      "2 932",
                                      "2,656.37",
                                      "100%",
                                      "99.5%",
                                      "8.5万",
                                      "≥200",
                                      "≤12月",
                                      "12月",
                                      "2021年12月31日前",
                                      "",
                                      "-",
                                      "/",
                                      "优",
                                      "良好",
                                      "完成",
                                      "部分达成",
                                      "未完成",
                                      "定性优良中差",
                                      "保持稳定",
                                      "每人每年25元",
                                      "99999999999999999",
                                      "0.00000001",
                                      "＞90%",
                                      "1/3",
                                      "三",
                                      "85分",
                                      "１２"};
static const char *const weights[] = {"10",    "5",     "20",  "0",    "",
                                      "3.335", "2.345", "100", "3%",   "-5",
                                      "1e2",   "0.005", "十",  "33.33"};
static const char *const natures[] = {"≥", "≤", "＝", "＞", "＜", "定性", "", "》", "=="};
static const char *const groups[] = {"产出指标",   "效益指标", "成本指标",
                                     "满意度指标", "",         "其他"};

static void cell(struct choices *c, struct jx_strbuf *out, const char *key,
                 const char *text)
{
    switch (next(c, 8)) {
    case 0: return;
    case 1: jx_strbuf_format(out, "\"%s\": null, ", key); return;
    case 2: jx_strbuf_format(out, "\"%s\": %u, ", key, next(c, 200)); return;
    default:
        jx_strbuf_format(out, "\"%s\": ", key);
        jx_strbuf_json(out, text, strlen(text));
        jx_strbuf_puts(out, ", ");
    }
}

static void make_record(struct choices *c, struct jx_strbuf *out)
{
    static const char *const forms[] = {"project-self-evaluation",
                                        "department-self-evaluation", "x"};
    jx_strbuf_format(out, "{\"form\": \"%s\", \"region\": \"x\", \"year\": \"2023\", ",
                     PICK(c, forms));
    cell(c, out, "reported_total", PICK(c, figures));
    cell(c, out, "reported_weight", PICK(c, weights));
    cell(c, out, "conclusion", "得分为96分，执行率为100%");
    if (next(c, 4)) {
        jx_strbuf_puts(out, "\"budget\": {");
        static const char *const keys[] = {"initial", "adjusted", "executed",      "rate",
                                           "weight",  "reason",   "reported_score"};
        for (size_t i = 0; i < 7; i++)
            cell(c, out, keys[i], PICK(c, figures));
        jx_strbuf_puts(out, "\"sources\": []}, ");
    }
    jx_strbuf_puts(out, "\"indicators\": [");
    for (unsigned i = 0, count = next(c, 7); i < count; i++) {
        jx_strbuf_puts(out, i ? ", {" : "{");
        cell(c, out, "level1", PICK(c, groups));
        cell(c, out, "level2", PICK(c, groups));
        cell(c, out, "nature", PICK(c, natures));
        cell(c, out, "target", PICK(c, figures));
        cell(c, out, "actual", PICK(c, figures));
        cell(c, out, "weight", PICK(c, weights));
        cell(c, out, "reported_score", PICK(c, weights));
        cell(c, out, "unit", PICK(c, figures));
        jx_strbuf_format(out, "\"name\": \"n%u\"}", next(c, 3));
    }
    jx_strbuf_puts(out, "]}");
}

static void make_pack(struct choices *c, struct jx_strbuf *out)
{
    static const char *const modes[] = {"half-away", "down", "none", "half-even"};
    static const char *const missing[] = {"unscored", "zero", "redistribute", "refuse"};
    static const char *const parts[] = {"item", "group", "total"};
    jx_strbuf_puts(out, "{\"name\": \"x\", \"title\": \"x\", \"version\": \"1.0.0\", "
                        "\"api\": 1, \"extends\": \"national@^2020\", \"rounding\": {");
    for (size_t i = 0; i < 3; i++)
        jx_strbuf_format(out, "%s\"%s\": {\"digits\": %u, \"mode\": \"%s\"}",
                         i ? ", " : "", parts[i], next(c, 4), PICK(c, modes));
    jx_strbuf_format(out,
                     "}, \"tolerance\": %u.05, \"ceiling\": %u, \"missing\": \"%s\"}",
                     next(c, 3), 80 + next(c, 60), PICK(c, missing));
}

static void make_rule(struct choices *c, struct jx_strbuf *out)
{
    static const char *const steps[] = {
        "s:award(dec.mul(s.full, x.actual or 0), 'a %g', x.actual or 0)",
        "s:award(%u.125, 'a')",
        "s:deduct(%u / 3, 'b %%.2f', 1 / 3)",
        "if (x.actual or 0) > %u then s:reject('c') end",
        "if x.target == %u then s:unscored('d') end",
        "for i = 1, %u do s:award(0.1, 'e %%d', i) end",
        "s:find('x-%u', 'f %%s', x.reason or 'none')",
        "s:award(dec.div(s.full, %u), 'g')",
        "local t = {} for i = 1, %u do t[i] = i end s:award(#t, 'h')"};
    jx_strbuf_format(out,
                     "return { api = 1, start = '%s', needs = { actual = 'number?', "
                     "target = 'number?', reason = 'text?' }, score = function(x, s)\n",
                     next(c, 2) ? "full" : "zero");
    for (unsigned i = 0, count = next(c, 5); i < count; i++) {
        unsigned step = next(c, sizeof steps / sizeof *steps), n = next(c, 256);
        if (step == 0)
            jx_strbuf_puts(out, steps[0]);
        else {
            const char *at = strstr(steps[step], "%u");
            jx_strbuf_add(out, steps[step], (size_t)(at - steps[step]));
            jx_strbuf_format(out, "%u", n);
            for (at += 2; *at; at++)
                if (!(at[0] == '%' && at[1] == '%'))
                    jx_strbuf_putc(out, *at);
        }
        jx_strbuf_putc(out, '\n');
    }
    jx_strbuf_puts(out, "end }");
}

static void make_selectors(struct choices *c, struct jx_strbuf *out)
{
    static const char *const rules[] = {
        "lua:own",          "lua:own",         "method:proportional", "method:threshold",
        "method:yes-no",    "method:banded",   "method:step",         "method:linear",
        "method:count",     "method:tally",    "method:level",        "method:execution",
        "lua:quantitative", "lua:qualitative", "method:milestone",    "method:peer"};
    jx_strbuf_puts(out, "{\"selectors\": {");
    for (unsigned i = 0, count = 1 + next(c, 3); i < count; i++)
        jx_strbuf_format(out,
                         "%s\"s%u\": {\"when\": {\"name\": \"n%u\"}, \"rule\": \"%s\", "
                         "\"clause\": \"c\", \"priority\": %u, \"missing\": \"zero\"}",
                         i ? ", " : "", i, i, PICK(c, rules), 10 + i);
    jx_strbuf_puts(out, "}}");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct choices c = {data, size};
    struct jx_strbuf texts[4] = {{0}, {0}, {0}, {0}};
    struct jx_arena arena = jx_arena_new(0);
    struct jx_error err = {0};
    struct jx_record record;
    struct jx_record_faults faults = {0};
    make_pack(&c, &texts[0]);
    make_selectors(&c, &texts[1]);
    make_rule(&c, &texts[2]);
    make_record(&c, &texts[3]);
    struct jx_pack_overlay files[] = {{"pack.json", {texts[0].text, texts[0].len}},
                                      {"indicators.json", {texts[1].text, texts[1].len}},
                                      {"own.lua", {texts[2].text, texts[2].len}},
                                      {NULL, {0}}};
    struct jx_pack *pack = fuzz_pack("x", files);
    struct jx_json *node = jx_json_parse(
        &arena, (struct jx_str){texts[3].text, texts[3].len}, "record", 1, &err);
    MUST(node &&
         jx_record_from_json(&arena, node, "$", "record", &faults, &record, &err));
    struct jx_engine *engine = pack ? jx_engine_open(pack, &err) : NULL;
    if (engine)
        fuzz_score(pack, engine, &record);
    jx_engine_close(engine);
    jx_pack_free(pack);
    for (int i = 0; i < 4; i++)
        jx_strbuf_free(&texts[i]);
    jx_arena_free(&arena);
    return 0;
}
