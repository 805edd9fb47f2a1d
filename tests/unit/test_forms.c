/* test_forms.c: forms.json to form specs: what is taken over, and every fault with its
 * place and its hint, all of them at once. */
#include "check.h"
#include "forms_load.h"
#include "strbuf.h"

#include <stdlib.h>

struct bench {
    struct jx_pack pack;
    struct jx_faults faults;
    bool ok;
    struct jx_strbuf text; /* the faults, one a line */
};

static void compile(struct bench *b, const char *json, const char *child)
{
    struct jx_error err = {0};
    *b = (struct bench){.pack.arena = jx_arena_new(0)};
    struct jx_arena *arena = &b->pack.arena;
    b->faults.arena = arena;
    struct jx_json *root = jx_json_parse(arena, jx_str_of(json), "p/forms.json", 1, &err);
    if (root && child)
        root = jx_json_merge(
            arena, root, jx_json_parse(arena, jx_str_of(child), "c/forms.json", 1, &err));
    CHECK(root != NULL);
    b->ok = root && jx_forms_compile(root, &b->pack, &b->faults);
    for (size_t i = 0; i < b->faults.count; i++) {
        const struct jx_fault *f = &b->faults.list[i];
        jx_strbuf_format(&b->text, "%s:%d %s %s", f->path, f->line, f->at, f->text);
        jx_strbuf_format(&b->text, *f->hint ? " [%s]\n" : "\n", f->hint);
    }
}

static void bench_free(struct bench *b)
{
    jx_arena_free(&b->pack.arena);
    jx_strbuf_free(&b->text);
}

static const char good[] =
    "{\"note\": \"n\", \"forms\": {\"note\": \"n\", \"project\": {\"note\": \"n\",\n"
    " \"titles\": \"*表\", \"required\": [\"名称\", \"指标\"], \"code_in_name\": true,\n"
    " \"fields\": {\"note\": \"n\", \"name\": [\"名称\", \"项目\"], \"unit\": []},\n"
    " \"constants\": {\"unit\": \"\"},\n"
    " \"budget\": {\"columns\": {\"initial\": [\"年初\"], \"rate\": \"率\"},\n"
    "  \"total\": [\"总额\"], \"sources\": [\"*资金\"], \"nested\": [\"其中资金\"],\n"
    "  \"across\": \"adjusted\", \"level1\": \"预算\", \"name\": \"执行率\"},\n"
    " \"indicators\": {\"columns\": {\"name\": [\"三级指标\"], \"weight\": [\"权重\"]},\n"
    "  \"closing\": [\"合计\"]},\n"
    " \"ends\": [\"负责人\"], \"instructions\": [\"*需说明*\"], \"remarks\": "
    "[\"*示例*\"]}}}";

static void test_good(void)
{
    struct bench b;
    compile(&b, good, NULL);
    CHECK_STR(b.text.text ? b.text.text : "", "");
    CHECK(b.ok && b.pack.form_count == 1);
    const struct jx_form_spec *s = &b.pack.forms[0];
    CHECK_STR(s->id, "project");
    CHECK(s->titles.count == 1 && s->required.count == 2 && s->code_in_name);
    CHECK(s->field_count == 1 && s->fields[0].key == JX_REC_NAME &&
          s->fields[0].words.count == 2);
    CHECK(s->constant_count == 1 && s->constants[0].key == JX_REC_UNIT &&
          s->constants[0].words.list[0].n == 0);
    CHECK(s->fund_column_count == 2 && s->fund_columns[1].key == JX_FUND_RATE);
    CHECK(s->fund_across && s->fund_across_key == JX_FUND_ADJUSTED);
    CHECK(s->fund_total.count == 1 && s->fund_sources.count == 1 &&
          s->fund_nested.count == 1);
    CHECK_STR(s->budget_level1.p, "预算");
    CHECK_STR(s->budget_name.p, "执行率");
    CHECK(s->column_count == 2 && s->closing.count == 1 && s->ends.count == 1);
    CHECK(s->template_count == 2 && s->templates[0].empties && !s->templates[1].empties);
    bench_free(&b);
}

static void test_inherited(void)
{
    struct bench b;
    compile(
        &b, good,
        "{\"forms\": {\"project\": {\"titles\": [\"甲\", \"乙\"], \"constants\": null,"
        " \"budget\": {\"nested\": [], \"across\": null},"
        " \"indicators\": {\"columns\": {\"weight\": [], \"target\": \"值\"}}},"
        " \"second\": {\"required\": [\"丙\"]}}}");
    CHECK(b.ok && b.pack.form_count == 2);
    const struct jx_form_spec *s = &b.pack.forms[0];
    CHECK(s->titles.count == 2 && s->constant_count == 0 && s->fund_nested.count == 0);
    CHECK(!s->fund_across && s->fund_total.count == 1);
    CHECK(s->column_count == 2 && s->columns[1].key == JX_IND_TARGET);
    CHECK_STR(b.pack.forms[1].id, "second");
    CHECK_STR(b.pack.forms[1].budget_name.p, "");
    bench_free(&b);
}

static void test_faults(void)
{
    struct bench b;
    compile(&b,
            "{\"form\": {}, \"forms\": {\n"
            " \"a\": {\"title\": [\"x\"],\n"
            "  \"fields\": {\"nane\": [\"x\"], \"form\": [\"y\"]},\n"
            "  \"code_in_name\": \"yes\",\n"
            "  \"constants\": {\"unit\": 3},\n"
            "  \"budget\": {\"columns\": {\"initial\": [\"年初\"], \"adjusted\": "
            "[\"年初\"]},\n"
            "   \"across\": \"weight\"},\n"
            "  \"indicators\": {\"columns\": {\"weight\": [7, \"\", \"*\"]}},\n"
            "  \"ends\": {}},\n"
            " \"b\": []}}",
            NULL);
    CHECK(!b.ok);
    static const char *const lines[] = {
        "p/forms.json:1 $.form unknown key \"form\" in a form [did you mean \"forms\"?]",
        "p/forms.json:2 $.forms.a.title unknown key \"title\" in a form "
        "[did you mean \"titles\"?]",
        "p/forms.json:2 $.forms.a a form needs \"titles\" or \"required\"",
        "p/forms.json:3 $.forms.a.fields.nane \"nane\" is no key that a form can fill "
        "here "
        "[did you mean \"name\"?]",
        "p/forms.json:3 $.forms.a.fields.form \"form\" is no key",
        "p/forms.json:4 $.forms.a.code_in_name expected true or false",
        "p/forms.json:5 $.forms.a.constants.unit expected a text",
        "p/forms.json:6 $.forms.a.budget.columns \"年初\" stands under two keys [keep it",
        "p/forms.json:7 $.forms.a.budget.across expected \"initial\", \"adjusted\" or",
        "p/forms.json:7 $.forms.a.budget.across \"across\" needs \"sources\"",
        "p/forms.json:6 $.forms.a.budget the budget needs \"total\"",
        "p/forms.json:8 $.forms.a.indicators.columns.weight[0] expected a text\n",
        "p/forms.json:8 $.forms.a.indicators.columns.weight[1] a text without a letter",
        "p/forms.json:8 $.forms.a.indicators.columns.weight[2] a text without a letter",
        "p/forms.json:8 $.forms.a.indicators.columns the indicators need the column "
        "\"name\"",
        "p/forms.json:9 $.forms.a.ends expected a list of texts",
        "p/forms.json:10 $.forms.b expected an object",
    };
    size_t count = sizeof lines / sizeof *lines;
    for (size_t i = 0; i < count; i++)
        CHECK_HAS(b.text.text, lines[i]);
    CHECK(b.faults.count == count && b.faults.errors == count);
    bench_free(&b);
}

static void test_small(void)
{
    struct bench b;
    struct jx_faults faults = {0};
    CHECK(jx_forms_compile(NULL, &b.pack, &faults));
    compile(&b, "{}", NULL);
    CHECK(b.ok && b.pack.form_count == 0);
    bench_free(&b);
    compile(&b, "[]", NULL);
    CHECK(!b.ok);
    CHECK_HAS(b.text.text, "expected an object");
    bench_free(&b);
    compile(&b, "{\"forms\": 1}", NULL);
    CHECK(!b.ok);
    bench_free(&b);
}

int main(void)
{
    test_good();
    test_inherited();
    test_faults();
    test_small();
    return check_end();
}
