/* test_writers.c: the writers json and ndjson over results made by hand, whole outputs
 * compared. Escapes, nulls, empty runs and a failing output are what is looked at. */
#include "writers_fixture.h"

static const char convert_json[] =
    "[\n"
    " {\n"
    "  \"form\": \"project-self-evaluation\",\n"
    "  \"year\": 2023,\n"
    "  \"code\": \"51T01\",\n"
    "  \"name\": \"考试工作经费\",\n"
    "  \"unit\": \"市局\",\n"
    "  \"budget\": {\n"
    "   \"initial\": \"800.00\",\n"
    "   \"rate\": \"26.92%\",\n"
    "   \"reason\": \"\",\n"
    "   \"sources\": [\n"
    "    {\n"
    "     \"name\": \"财政资金\",\n"
    "     \"initial\": \"800.00\"\n"
    "    }\n"
    "   ]\n"
    "  },\n"
    "  \"indicators\": [\n"
    "   {\n"
    "    \"level1\": \"产出指标\",\n"
    "    \"level2\": \"数量指标\",\n"
    "    \"name\": \"发放各类资格证书数量\",\n"
    "    \"nature\": \"＞\",\n"
    "    \"target\": \"6000\",\n"
    "    \"unit\": \"本\",\n"
    "    \"actual\": \"3827\",\n"
    "    \"weight\": 8,\n"
    "    \"reported_score\": \"8\",\n"
    "    \"reason\": \"部分考试实行\\\"电子证书\\\"\\n\\\\不再\\u0001 发放\\t纸质\"\n"
    "   },\n"
    "   {\n"
    "    \"level1\": \"满意度指标\",\n"
    "    \"name\": \"招考单位及应试人员满意率（含线上、线下和各区县分中心的全部受访"
    "人员，按季度加权）\",\n"
    "    \"target\": \"\",\n"
    "    \"actual\": \"\",\n"
    "    \"reported_score\": \"\"\n"
    "   }\n"
    "  ],\n"
    "  \"facts\": {\n"
    "   \"F1\": \"007\",\n"
    "   \"F2\": {\n"
    "    \"a\": \"x\",\n"
    "    \"b\": -1.5e3\n"
    "   }\n"
    "  },\n"
    "  \"reported_total\": \"98\"\n"
    " },\n"
    " {}\n"
    "]\n";

static const char convert_origins[] =
    "{\"form\":\"project-self-evaluation\",\"year\":2023,\"code\":\"51T01\",\"name"
    "\":\"考试工作经费\",\"unit\":\"市局\",\"budget\":{\"initial\":\"800.00\",\"rat"
    "e\":\"26.92%\",\"reason\":\"\",\"sources\":[{\"name\":\"财政资金\",\"initial\""
    ":\"800.00\",\"_at\":{\"name\":\"line 5\",\"initial\":\"line 5\"}}],\"_at\":{\""
    "initial\":\"line 4\",\"rate\":\"line 4\",\"reason\":\"line 4\"}},\"indicators"
    "\":[{\"level1\":\"产出指标\",\"level2\":\"数量指标\",\"name\":\"发放各类资格证"
    "书数量\",\"nature\":\"＞\",\"target\":\"6000\",\"unit\":\"本\",\"actual\":\"38"
    "27\",\"weight\":8,\"reported_score\":\"8\",\"reason\":\"部分考试实行\\\"电子证"
    "书\\\"\\n\\\\不再\\u0001 发放\\t纸质\",\"_at\":{\"level1\":\"line 9\",\"level2"
    "\":\"line 9\",\"name\":\"line 10\",\"nature\":\"line 11\",\"target\":\"line 12"
    "\",\"unit\":\"line 13\",\"actual\":\"line 14\",\"reported_score\":\"line 16\","
    "\"reason\":\"line 17\"}},{\"level1\":\"满意度指标\",\"name\":\"招考单位及应试"
    "人员满意率（含线上、线下和各区县分中心的全部受访人员，按季度加权）\",\"target"
    "\":\"\",\"actual\":\"\",\"reported_score\":\"\",\"_at\":{\"level1\":\"line 20"
    "\",\"name\":\"line 20\",\"target\":\"line 20\",\"actual\":\"line 20\",\"report"
    "ed_score\":\"line 20\"}}],\"facts\":{\"F1\":\"007\",\"F2\":{\"a\":\"x\",\"b\":"
    "-1.5e3,\"_at\":{\"a\":\"line 40\"}}},\"reported_total\":\"98\",\"_at\":{\"file"
    "\":\"forms.txt\",\"code\":\"line 3\",\"name\":\"line 3\",\"unit\":\"自评表!AB5"
    "\",\"reported_total\":\"line 30\"}}\n"
    "{}\n";

static const char score_lines[] =
    "{\"code\":\"51T01\",\"name\":\"考试工作经费\",\"form\":\"project-self-evaluati"
    "on\",\"region\":null,\"year\":2023,\"unit\":\"市局\",\"pack\":{\"name\":\"p\","
    "\"version\":\"1.0.0\",\"digest\":\"ab\"},\"weights\":null,\"fallback\":false,"
    "\"engine\":\"0.1.0\",\"total\":null,"
    "\"grade\":null,\"reported_total\":\"98\",\"groups\":[{\"level1\":\"预算执行\","
    "\"weight\":10,\"score\":2.69},{\"level1\":\"产出指标\",\"weight\":8,\"score\":"
    "5.1},{\"level1\":\"满意度指标\",\"weight\":0,\"score\":null}],\"items\":[{\"in"
    "dex\":-1,\"name\":\"预算执行\",\"level1\":\"预算执行\",\"level2\":\"\",\"weigh"
    "t\":10,\"score\":2.69,\"deduction\":7.31,\"reported\":\"6\",\"rule\":\"lua:bud"
    "get\",\"clause\":\"财预〔2020〕10号\",\"lines\":[{\"verb\":\"award\",\"points"
    "\":2.692,\"why\":\"执行率 26.92%\",\"where\":\"r/budget.lua:9\"},{\"verb\":\"r"
    "ound\",\"points\":-0.002,\"why\":\"rounded as the pack says\",\"where\":null}]"
    "},{\"index\":0,\"name\":\"发放各类资格证书数量\",\"level1\":\"产出指标\",\"lev"
    "el2\":\"数量指标\",\"weight\":8,\"score\":5.1,\"deduction\":2.9,\"reported\":"
    "\"8\",\"rule\":\"method:proportional\",\"clause\":\"\",\"lines\":[{\"verb\":\""
    "award\",\"points\":5.1,\"why\":\"完成值 3827 ÷ 指标值 6000\",\"where\":\"metho"
    "d:proportional\"}]},{\"index\":1,\"name\":\"招考单位及应试人员满意率（含线上、"
    "线下和各区县分中心的全部受访人员，按季度加权）\",\"level1\":\"满意度指标\",\"l"
    "evel2\":\"\",\"weight\":null,\"score\":null,\"deduction\":null,\"reported\":\""
    "\",\"rule\":\"\",\"clause\":\"\",\"lines\":[{\"verb\":\"unscored\",\"points\":"
    "null,\"why\":\"no actual value is given\",\"where\":null}]},{\"index\":null,\""
    "id\":\"F1\",\"name\":\"决策程序\",\"level1\":\"项目决策\",\"level2\":\"\",\"we"
    "ight\":6,\"score\":6,\"deduction\":0,\"reported\":null,\"rule\":\"lua:f\",\"cl"
    "ause\":\"\",\"lines\":[]}],\"adjustments\":[{\"verb\":\"cap\",\"points\":-9,\""
    "why\":\"执行率低于 50%，总分不超过 59\",\"where\":\"r/total.lua:3\"}],\"findin"
    "gs\":[{\"code\":\"score-mismatch\",\"severity\":\"error\",\"item\":0,\"id\":nu"
    "ll,\"claimed\":\"8\",\"computed\":5.1,\"points\":2.9,\"message\":\"自评 8，规"
    "则得 5.1\",\"source\":\"forms.txt:16\"},{\"code\":\"score-missing\",\"severity"
    "\":\"warning\",\"item\":1,\"id\":null,\"claimed\":\"\",\"computed\":null,\"poi"
    "nts\":null,\"message\":\"no score is claimed\",\"source\":\"forms.txt:20\"},{"
    "\"code\":\"actual-missing\",\"severity\":\"warning\",\"item\":1,\"id\":null,\""
    "claimed\":null,\"computed\":null,\"points\":null,\"message\":\"no actual value"
    " is given\",\"source\":\"forms.txt 自评表!AB5\"},{\"code\":\"score-missing\","
    "\"severity\":\"warning\",\"item\":null,\"id\":\"F1\",\"claimed\":null,\"comput"
    "ed\":null,\"points\":null,\"message\":\"no score is claimed\",\"source\":\"for"
    "ms.txt\"}],\"review\":null}\n"
    "{\"code\":null,\"name\":null,\"form\":null,\"region\":null,\"year\":null,\"uni"
    "t\":null,\"pack\":null,\"weights\":{\"template\":\"even\",\"source\":null,"
    "\"status\":\"assumed\"},\"fallback\":false,\"engine\":\"0.1.0\","
    "\"total\":90.5,\"grade\":\"优\",\""
    "reported_total\":null,\"groups\":[],\"items\":[],\"adjustments\":[],\"findings"
    "\":[],\"review\":null}\n";

static const char finding_lines[] =
    "{\"record\":\"51T01\",\"name\":\"考试工作经费\",\"code\":\"score-mismatch\",\""
    "severity\":\"error\",\"item\":0,\"id\":null,\"indicator\":\"发放各类资格证书数"
    "量\",\"claimed\":\"8\",\"computed\":5.1,\"points\":2.9,\"message\":\"自评 8，"
    "规则得 5.1\",\"source\":\"forms.txt:16\",\"where\":\"method:proportional\"}\n"
    "{\"record\":\"51T01\",\"name\":\"考试工作经费\",\"code\":\"score-missing\",\"s"
    "everity\":\"warning\",\"item\":1,\"id\":null,\"indicator\":\"满意率\",\"claime"
    "d\":\"\",\"computed\":null,\"points\":null,\"message\":\"no score is claimed\""
    ",\"source\":\"forms.txt:16\",\"where\":null}\n"
    "{\"record\":\"51T01\",\"name\":\"考试工作经费\",\"code\":\"actual-missing\",\""
    "severity\":\"warning\",\"item\":1,\"id\":null,\"indicator\":\"满意率\",\"claim"
    "ed\":null,\"computed\":null,\"points\":null,\"message\":\"no actual value is g"
    "iven\",\"source\":\"forms.txt:16\",\"where\":null}\n"
    "{\"record\":\"51T01\",\"name\":\"考试工作经费\",\"code\":\"score-missing\",\"s"
    "everity\":\"warning\",\"item\":null,\"id\":\"F1\",\"indicator\":\"决策程序\","
    "\"claimed\":null,\"computed\":null,\"points\":null,\"message\":\"no score is c"
    "laimed\",\"source\":null,\"where\":null}\n";

static const char summary_json[] =
    "{\"pack\":{\"name\":\"p\",\"version\":\"1.0.0\"},\"records\":2,\"unreadable\":1,"
    "\"items\":4,\"compared\":2,\"agreed\":1,\"total_compared\":1,\"total_agreed\":0,"
    "\"totals_blank\":1,\"fallback\":0,\"findings\":[{\"code\":\"score-mismatch\","
    "\"severity\":"
    "\"error\","
    "\"title\":\"claimed score differs from the rule's\",\"count\":1},"
    "{\"code\":\"score-missing\",\"severity\":\"warning\",\"title\":"
    "\"claimed score is blank\",\"count\":2},{\"code\":\"actual-missing\",\"severity\":"
    "\"warning\",\"title\":\"actual value is blank\",\"count\":1}]}";

/* Lines of NDJSON as the members of an array. */
static void join(struct jx_strbuf *out, const char *lines)
{
    jx_strbuf_putc(out, '[');
    for (const char *end; (end = strchr(lines, '\n')) != NULL; lines = end + 1) {
        jx_strbuf_add(out, lines, (size_t)(end - lines));
        if (end[1])
            jx_strbuf_putc(out, ',');
    }
    jx_strbuf_putc(out, ']');
}

/* Pretty JSON without its line breaks, indents and the blank behind a key. */
static void squeeze(struct jx_strbuf *out, const char *pretty)
{
    bool quoted = false;
    for (const char *c = pretty; *c; c++) {
        if (*c == '"' && c[-1] != '\\')
            quoted = !quoted;
        if (quoted || (*c != '\n' && *c != ' '))
            jx_strbuf_putc(out, *c);
    }
}

/* The document of json holds just what the lines of ndjson hold. */
static void check_document(enum jx_task task, const char *want)
{
    struct jx_strbuf got = {0};
    squeeze(&got, run("json", output_for(task)));
    CHECK_STR(got.text, want);
    jx_strbuf_free(&got);
}

static void test_documents(void)
{
    struct jx_strbuf want = {0};
    join(&want, score_lines);
    check_document(JX_TASK_SCORE, want.text);
    check_document(JX_TASK_EXPLAIN, want.text);
    jx_strbuf_clear(&want);
    jx_strbuf_puts(&want, "{\"results\":");
    join(&want, score_lines);
    jx_strbuf_format(&want, ",\"summary\":%s,\"findings\":", summary_json);
    join(&want, finding_lines);
    jx_strbuf_puts(&want, "}");
    check_document(JX_TASK_AUDIT, want.text);
    jx_strbuf_free(&want);
}

/* A run of no records, without a call that lists findings. */
static const char *run_empty(const char *name, enum jx_task task)
{
    struct jx_output output = output_for(task);
    const struct jx_summary none = {.size = sizeof none};
    const struct jx_writer *writer = writer_named(name);
    jx_strbuf_clear(&written);
    void *self = writer->open(&host, &output);
    CHECK(writer->close(self, task == JX_TASK_CONVERT ? NULL : &none, true));
    return written.text;
}

static void test_empty(void)
{
    CHECK_STR(run_empty("json", JX_TASK_CONVERT), "[]\n");
    CHECK_STR(run_empty("json", JX_TASK_SCORE), "[]\n");
    CHECK_STR(run_empty("ndjson", JX_TASK_AUDIT), "");
    CHECK_STR(run_empty("json", JX_TASK_AUDIT),
              "{\n \"results\": [],\n \"summary\": {\n  \"pack\": null,\n"
              "  \"records\": 0,\n  \"unreadable\": 0,\n  \"items\": 0,\n"
              "  \"compared\": 0,\n  \"agreed\": 0,\n  \"total_compared\": 0,\n"
              "  \"total_agreed\": 0,\n  \"totals_blank\": 0,\n  \"fallback\": 0,\n  "
              "\"findings\": []\n },\n"
              " \"findings\": []\n}\n");
}

static void test_detail(void)
{
    struct jx_output output = output_for(JX_TASK_SCORE);
    CHECK_HAS(run("ndjson", output), "\"clause\":\"\",\"lines\":[]}],\"adjustments\"");
    output.full_detail = true;
    CHECK_HAS(run("ndjson", output),
              "\"deduction\":0,\"reported\":null,\"rule\":\"lua:f\",\"clause\":\"\","
              "\"lines\":[{\"verb\":\"award\",\"points\":5.1,");
}

/* A text longer than the buffer arrives whole; a failing output ends the run. */
static void test_long_and_failing(void)
{
    static char name[40000];
    struct jx_record record = bare_record;
    struct jx_output output = output_for(JX_TASK_CONVERT);
    const struct jx_writer *writer = writer_named("ndjson");
    memset(name, '\n', sizeof name);
    record.cell[JX_REC_NAME] =
        (struct jx_cell){.text = {name, sizeof name}, .kind = JX_TEXT};
    jx_strbuf_clear(&written);
    void *self = writer->open(&host, &output);
    CHECK(writer->record(self, &record, NULL) && writer->close(self, NULL, true));
    CHECK(written.len == 2 * sizeof name + strlen("{\"name\":\"\"}\n"));
    write_limit = 100;
    self = writer->open(&host, &output);
    CHECK(!writer->record(self, &record, NULL));
    CHECK(writer->close(self, NULL, false));
    write_limit = 0;
}

int main(void)
{
    struct jx_output origins = output_for(JX_TASK_CONVERT);
    origins.origins = true;
    CHECK_STR(run("json", output_for(JX_TASK_CONVERT)), convert_json);
    CHECK_STR(run("ndjson", origins), convert_origins);
    CHECK_STR(run("ndjson", output_for(JX_TASK_SCORE)), score_lines);
    CHECK_STR(run("ndjson", output_for(JX_TASK_AUDIT)), finding_lines);
    test_documents();
    test_empty();
    test_detail();
    test_long_and_failing();
    jx_strbuf_free(&written);
    jx_arena_free(&arena);
    return check_end();
}
