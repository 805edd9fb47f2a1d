/* writers_fixture.h: records and results made by hand, and a host that runs a writer over
 * them into `written`. For test_writers.c and test_report.c. */
#pragma once

#include "check.h"

#include "decimal.h"
#include "jixiao/plugin.h"
#include "ledger.h"
#include "strbuf.h"
#include "utf8.h"

#include <stdlib.h>
#include <unistd.h>

/* The plugins whose writers are tested; a test may name others before it includes this. */
#ifndef WRITER_PLUGINS
extern const struct jx_plugin jx_plugin_json, jx_plugin_report;
#define WRITER_PLUGINS &jx_plugin_json, &jx_plugin_report
#endif

/* ---- a host and an output over a buffer ---- */

static struct jx_arena arena;
static const char *const (*catalogue)[2]; /* NULL: English */

static const char *words(const char *message)
{
    for (size_t i = 0; catalogue && catalogue[i][0]; i++)
        if (strcmp(catalogue[i][0], message) == 0)
            return catalogue[i][1];
    return message;
}

static void *host_alloc(const struct jx_host *host, size_t size)
{
    (void)host;
    return jx_arena_alloc(&arena, size);
}

static bool host_fail(const struct jx_host *host, const struct jx_at *at,
                      const char *text)
{
    (void)host;
    (void)at;
    printf("fail: %s\n", text);
    return false;
}

static const char *host_translate(const struct jx_host *host, const char *message)
{
    (void)host;
    return words(message);
}

static size_t host_render(const struct jx_host *host, const struct jx_why *why, char *out,
                          size_t size)
{
    (void)host;
    return jx_why_render(why, words, out, size);
}

static size_t host_decimal(const struct jx_host *host, struct jx_dec number, char out[64])
{
    (void)host;
    return jx_dec_print(number, out);
}

static size_t host_columns(const struct jx_host *host, struct jx_str text)
{
    (void)host;
    return jx_utf8_columns(text.p, text.n);
}

/* Whoever asks removes it. */
static const char *host_scratch(const struct jx_host *host)
{
    static char path[64];
    (void)host;
    strcpy(path, "/tmp/jx-test-XXXXXX");
    int file = mkstemp(path);
    if (file >= 0)
        close(file);
    return file >= 0 ? path : NULL;
}

static const struct jx_host host = {.size = sizeof host,
                                    .alloc = host_alloc,
                                    .fail = host_fail,
                                    .translate = host_translate,
                                    .render = host_render,
                                    .decimal = host_decimal,
                                    .columns = host_columns,
                                    .math = &jx_exact_math,
                                    .scratch = host_scratch};

static struct jx_strbuf written;
static size_t write_limit; /* refuse to write beyond; 0: no limit */

static bool output_write(const struct jx_output *output, const char *bytes, size_t len)
{
    (void)output;
    jx_strbuf_add(&written, bytes, len);
    return !write_limit || written.len <= write_limit;
}

static inline struct jx_output output_for(enum jx_task task)
{
    return (struct jx_output){
        .size = sizeof(struct jx_output), .write = output_write, .task = task};
}

static const struct jx_writer *writer_named(const char *name)
{
    const struct jx_plugin *const plugins[] = {WRITER_PLUGINS};
    for (size_t i = 0; i < sizeof plugins / sizeof *plugins; i++)
        for (const struct jx_writer *const *w = plugins[i]->writers; *w; w++)
            if (strcmp((*w)->name, name) == 0)
                return *w;
    return NULL;
}

/* ---- records and results made by hand ---- */

#define S(text)                                                                          \
    {                                                                                    \
        text, sizeof(text) - 1                                                           \
    }
#define T(content, number)                                                               \
    {                                                                                    \
        .text = S(content), .at = {.line = number}, .kind = JX_TEXT                      \
    }

static struct jx_indicator rows[] = {
    {.cell = {[JX_IND_LEVEL1] = T("产出指标", 9),
              [JX_IND_LEVEL2] = T("数量指标", 9),
              [JX_IND_NAME] = T("发放各类资格证书数量", 10),
              [JX_IND_NATURE] = T("＞", 11),
              [JX_IND_TARGET] = T("6000", 12),
              [JX_IND_UNIT] = T("本", 13),
              [JX_IND_ACTUAL] = T("3827", 14),
              [JX_IND_WEIGHT] = {.text = S("8"), .kind = JX_NUMBER},
              [JX_IND_REPORTED_SCORE] = T("8", 16),
              [JX_IND_REASON] =
                  T("部分考试实行\"电子证书\"\n\\不再\x01 发放\t纸质", 17)}},
    {.cell = {[JX_IND_LEVEL1] = T("满意度指标", 20),
              [JX_IND_NAME] =
                  T("招考单位及应试人员满意率（含线上、线下和各区县分中心的全部"
                    "受访人员，按季度加权）",
                    20),
              [JX_IND_TARGET] = T("", 20),
              [JX_IND_ACTUAL] = T("", 20),
              [JX_IND_REPORTED_SCORE] = T("", 20)}},
};
static struct jx_funds sources[] = {
    {.cell = {[JX_FUND_NAME] = T("财政资金", 5), [JX_FUND_INITIAL] = T("800.00", 5)}}};
static struct jx_fact facts[] = {
    {.id = S("F1"), .value = {.text = S("007"), .kind = JX_NUMBER}},
    {.id = S("F2"), .field = S("a"), .value = T("x", 40)},
    {.id = S("F2"), .field = S("b"), .value = {.text = S("-1.5e3"), .kind = JX_NUMBER}}};
static const char *const sheets[] = {"自评表"};

static const struct jx_record full_record = {
    .cell = {[JX_REC_FORM] = T("project-self-evaluation", 0),
             [JX_REC_YEAR] = T("2023", 0),
             [JX_REC_CODE] = T("51T01", 3),
             [JX_REC_NAME] = T("考试工作经费", 3),
             [JX_REC_UNIT] = {.text = S("市局"), .kind = JX_TEXT, .at = {5, 28, 1}},
             [JX_REC_REPORTED_TOTAL] = T("98", 30)},
    .budget = {.present = true,
               .total = {.cell = {[JX_FUND_INITIAL] = T("800.00", 4),
                                  [JX_FUND_RATE] = T("26.92%", 4),
                                  [JX_FUND_REASON] = T("", 4)}},
               .sources = sources,
               .source_count = 1},
    .indicators = rows,
    .indicator_count = 2,
    .has_indicators = true,
    .facts = facts,
    .fact_count = 3,
    .file = "forms.txt",
    .sheets = sheets,
    .sheet_count = 1};

#define D(n, e)                                                                          \
    {                                                                                    \
        n, e                                                                             \
    }
#define WHY(content)                                                                     \
    {                                                                                    \
        .format = S(content)                                                             \
    }

static const struct jx_arg rate_arg[] = {{.kind = JX_ARG_DEC, .dec = D(2692, -2)}};
static const struct jx_line budget_lines[] = {
    {JX_AWARD, D(2692, -3), {S("执行率 %.2f%%"), rate_arg, 1, false}, "r/budget.lua", 9},
    {JX_ROUND, D(-2, -3), WHY("rounded as the pack says"), "", 0}};
static const struct jx_line proportional[] = {
    {JX_AWARD, D(51, -1), WHY("完成值 3827 ÷ 指标值 6000"), "method:proportional", 0}};
static const struct jx_line nothing[] = {
    {JX_UNSCORED, D(0, 0), WHY("no actual value is given"), "", 0}};
static const struct jx_line caps[] = {
    {JX_CAP, D(-9, 0), WHY("执行率低于 50%%，总分不超过 59"), "r/total.lua", 3}};

static const struct jx_item items[] = {
    {.index = JX_INDEX_BUDGET,
     .name = S("预算执行"),
     .level1 = S("预算执行"),
     .weight = D(10, 0),
     .score = D(269, -2),
     .has_weight = true,
     .scored = true,
     .reported = T("6", 4),
     .rule = "lua:budget",
     .clause = "财预〔2020〕10号",
     .lines = budget_lines,
     .line_count = 2},
    {.index = 0,
     .name = S("发放各类资格证书数量"),
     .level1 = S("产出指标"),
     .level2 = S("数量指标"),
     .weight = D(8, 0),
     .score = D(51, -1),
     .has_weight = true,
     .scored = true,
     .reported = T("8", 16),
     .rule = "method:proportional",
     .clause = "",
     .lines = proportional,
     .line_count = 1},
    {.index = 1,
     .name = S("招考单位及应试人员满意率（含线上、线下和各区县分中心的全部"
               "受访人员，按季度加权）"),
     .level1 = S("满意度指标"),
     .reported = T("", 20),
     .rule = "",
     .clause = "",
     .lines = nothing,
     .line_count = 1},
    {.index = JX_INDEX_NONE,
     .id = "F1",
     .name = S("决策程序"),
     .level1 = S("项目决策"),
     .weight = D(6, 0),
     .score = D(600, -2),
     .has_weight = true,
     .scored = true,
     .rule = "lua:f",
     .clause = "",
     .lines = proportional,
     .line_count = 1}};
static const struct jx_group groups[] = {{S("预算执行"), D(10, 0), D(269, -2), true},
                                         {S("产出指标"), D(8, 0), D(51, -1), true},
                                         {S("满意度指标"), D(0, 0), D(0, 0), false}};
static const struct jx_finding findings[] = {{.code = "score-mismatch",
                                              .severity = JX_ERROR,
                                              .item = 0,
                                              .name = S("发放各类资格证书数量"),
                                              .claimed = T("8", 16),
                                              .computed = D(51, -1),
                                              .points = D(29, -1),
                                              .has_computed = true,
                                              .has_points = true,
                                              .message = WHY("自评 8，规则得 5.1"),
                                              .at = {.line = 16},
                                              .where = S("method:proportional")},
                                             {.code = "score-missing",
                                              .severity = JX_WARNING,
                                              .item = 1,
                                              .name = S("满意率"),
                                              .claimed = T("", 20),
                                              .message = WHY("no score is claimed"),
                                              .at = {.line = 20}},
                                             {.code = "actual-missing",
                                              .severity = JX_WARNING,
                                              .item = 1,
                                              .name = S("满意率"),
                                              .message = WHY("no actual value is given"),
                                              .at = {5, 28, 1}},
                                             {.code = "score-missing",
                                              .severity = JX_WARNING,
                                              .item = JX_INDEX_NONE,
                                              .id = "F1",
                                              .name = S("决策程序"),
                                              .message = WHY("no score is claimed")}};

static const struct jx_result full_result = {.pack_name = "p",
                                             .pack_version = "1.0.0",
                                             .pack_digest = "ab",
                                             .engine = "0.1.0",
                                             .grade = "",
                                             .groups = groups,
                                             .group_count = 3,
                                             .items = items,
                                             .item_count = 4,
                                             .adjustments = caps,
                                             .adjustment_count = 1,
                                             .findings = findings,
                                             .finding_count = 4};
static const struct jx_record bare_record = {0};
static const struct jx_result bare_result = {.engine = "0.1.0",
                                             .total = D(9050, -2),
                                             .has_total = true,
                                             .grade = "优",
                                             .weights = "even",
                                             .weights_source = "",
                                             .weights_status = "assumed",
                                             .has_claimed_total = true,
                                             .claimed_total = D(91, 0)};

static const struct jx_count codes[] = {
    {"score-mismatch", "claimed score differs from the rule's", JX_ERROR, 1},
    {"score-missing", "claimed score is blank", JX_WARNING, 2},
    {"actual-missing", "actual value is blank", JX_WARNING, 1}};
static const struct jx_summary summary = {.size = sizeof summary,
                                          .records = 2,
                                          .unreadable = 1,
                                          .items = 4,
                                          .compared = 2,
                                          .agreed = 1,
                                          .total_compared = 1,
                                          .total_agreed = 0,
                                          .totals_blank = 1,
                                          .codes = codes,
                                          .code_count = 3,
                                          .pack_name = "p",
                                          .pack_version = "1.0.0"};

/* Runs a writer over both records; in an audit with the findings of the first. */
static inline const char *run(const char *name, struct jx_output output)
{
    const struct jx_writer *writer = writer_named(name);
    bool scored = output.task != JX_TASK_CONVERT;
    struct jx_listed list[4];
    jx_strbuf_clear(&written);
    void *self = writer->open(&host, &output);
    bool ok = writer->record(self, &full_record, scored ? &full_result : NULL) &&
              writer->record(self, &bare_record, scored ? &bare_result : NULL);
    for (size_t i = 0; i < 4; i++)
        list[i] = (struct jx_listed){&findings[i], S("51T01"), S("考试工作经费"),
                                     i < 3 ? "forms.txt:16" : ""};
    if (ok && output.task == JX_TASK_AUDIT)
        ok = writer->findings(self, &summary, list, 4);
    ok = writer->close(self, scored ? &summary : NULL, ok) && ok;
    jx_strbuf_puts(&written, ok ? "" : "FAILED");
    return written.text;
}
