/* test_report.c: the writer text over results made by hand, whole outputs compared, in
 * Chinese: columns must line up with characters two columns wide. */
#include "writers_fixture.h"

static const char *const zh[][2] = {
    {"Form type", "表单类型"},
    {"Region", "地区"},
    {"Year", "年度"},
    {"Code", "项目编码"},
    {"Name", "项目名称"},
    {"Department", "主管部门"},
    {"Implementing unit", "实施单位"},
    {"Total weight", "权重合计"},
    {"Claimed total", "自评总分"},
    {"Conclusion", "评价结论"},
    {"Problems", "存在问题"},
    {"Measures", "改进措施"},
    {"Fund name", "资金名称"},
    {"Source", "出处"},
    {"Initial budget", "年初预算"},
    {"Adjusted budget", "调整后预算数"},
    {"Executed", "预算执行数"},
    {"Execution rate", "执行率"},
    {"Weight", "权重"},
    {"Claimed score", "自评得分"},
    {"Reason given", "填报原因"},
    {"For full marks", "得满分需"},
    {"For a better grade", "升等级需"},
    {"Level 1", "一级指标"},
    {"Level 2", "二级指标"},
    {"Filled in", "填报"},
    {"Indicator", "指标"},
    {"Nature", "指标性质"},
    {"Target", "指标值"},
    {"Unit of measure", "度量单位"},
    {"Actual", "完成值"},
    {"error", "错误"},
    {"warning", "警告"},
    {"info", "提示"},
    {"(form without a name)", "（未填名称的表）"},
    {"blank", "空白"},
    {"line %u", "第 %u 行"},
    {"Budget", "预算"},
    {"Source of funds %zu", "资金来源 %zu"},
    {"Indicator %zu", "指标 %zu"},
    {"Facts", "填报事实"},
    {"Figures of peers", "同类单位数据"},
    {"Score", "系统"},
    {"Claimed", "自评"},
    {"Gap", "差"},
    {" [weights %s]", "［权重 %s］"},
    {"Forms that claim a total and no scores", "只报总分的表"},
    {"Grade", "等级"},
    {"Form", "项目"},
    {"%zu forms read", "读取 %zu 份"},
    {", %zu not readable", "，另有 %zu 份不能读取"},
    {"Audit", "复核结果"},
    {"Rule pack", "规则包"},
    {"Forms", "自评表"},
    {"Scores", "指标得分"},
    {"Totals", "总分"},
    {"Findings", "发现问题"},
    {"%zu of %zu claimed scores agree (%zu rows in all)",
     "%zu/%zu 项自评得分与规则一致（共 %zu 项）"},
    {"%zu of %zu claimed totals agree, %zu blank", "%zu/%zu 份自评总分一致，%zu 份未填"},
    {"%zu: %zu errors, %zu warnings, %zu remarks",
     "%zu 个：错误 %zu，警告 %zu，提示 %zu"},
    {"claimed %.*s", "自评 %.*s"},
    {"filled in %.*s", "填报 %.*s"},
    {"computed %s", "系统 %s"},
    {"%s points at stake", "涉及 %s 分"},
    {"%.*s (%zu times)", "%.*s（%zu 处）"},
    {"Why", "说明"},
    {"; ", "；"},
    {"rule %.*s", "规则 %.*s"},
    {"Total funds", "总额"},
    {"Total", "合计"},
    {"rejected", "不得分"},
    {"unscored", "未评分"},
    {"note", "提示"},
    {"Clause", "依据"},
    {"Adds up to", "得分"},
    {"; points off: ", "，扣 "},
    {"not enough memory for the report", "内存不足，无法生成报告"},
    {"one JSON document", "一个 JSON 文档"},
    {"JSON, one object a line", "JSON，每行一个对象"},
    {"plain text for people", "供人阅读的文本"},
    {"claimed score differs from the rule's", "自评得分与规则不一致"},
    {NULL, NULL}};

static const char convert_zh[] =
    "表单类型      project-self-evaluation\n"
    "年度          2023\n"
    "项目编码      51T01\n"
    "项目名称      考试工作经费\n"
    "实施单位      市局\n"
    "预算\n"
    "  年初预算      800.00\n"
    "  执行率        26.92%\n"
    "  填报原因\n"
    "  资金来源 1\n"
    "    资金名称      财政资金\n"
    "    年初预算      800.00\n"
    "指标 1\n"
    "  一级指标      产出指标\n"
    "  二级指标      数量指标\n"
    "  指标          发放各类资格证书数量\n"
    "  指标性质      ＞\n"
    "  指标值        6000\n"
    "  度量单位      本\n"
    "  完成值        3827\n"
    "  权重          8\n"
    "  自评得分      8\n"
    "  填报原因      部分考试实行\"电子证书\" \\不再  发放 纸质\n"
    "指标 2\n"
    "  一级指标      满意度指标\n"
    "  指标          招考单位及应试人员满意率（含线上、线下和各区县分中心的\n"
    "                全部受访人员，按季度加权）\n"
    "  指标值\n"
    "  完成值\n"
    "  自评得分\n"
    "填报事实\n"
    "  F1            007\n"
    "  F2.a          x\n"
    "  F2.b          -1.5e3\n"
    "自评总分      98\n"
    "\n";

static const char score_zh[] = "     系统     自评       差  等级  项目\n"
                               "        -       98        -  -     51T01 考试工作经费\n"
                               "     90.5        -      0.5  优    "
                               "（未填名称的表）［权重 even］\n"
                               "\n"
                               "  读取 2 份，另有 1 份不能读取\n";

static const char audit_zh[] =
    "复核结果\n"
    "  规则包    p 1.0.0\n"
    "  自评表    读取 2 份，另有 1 份不能读取\n"
    "  指标得分  1/2 项自评得分与规则一致（共 4 项）\n"
    "  总分      0/1 份自评总分一致，1 份未填\n"
    "  发现问题  4 个：错误 1，警告 3，提示 0\n"
    "\n"
    "  错误       1  score-mismatch    自评得分与规则不一致\n"
    "  警告       2  score-missing     claimed score is blank\n"
    "  警告       1  actual-missing    actual value is blank\n"
    "\n"
    "  只报总分的表\n"
    "     系统     自评       差  等级  项目\n"
    "     90.5        -      0.5  优    （未填名称的表）［权重 even］\n"
    "\n"
    "      1  错误  自评得分与规则不一致  自评 8  系统 5.1  涉及 2.9 分\n"
    "         项目  51T01 考试工作经费\n"
    "         指标  发放各类资格证书数量\n"
    "         说明  自评 8，规则得 5.1\n"
    "         出处  forms.txt:16；规则 method:proportional\n"
    "\n"
    "      2  警告  claimed score is blank（2 处）\n"
    "         项目  51T01 考试工作经费\n"
    "         指标  满意率；决策程序\n"
    "         说明  no score is claimed\n"
    "         出处  forms.txt:16\n"
    "\n"
    "      3  警告  actual value is blank\n"
    "         项目  51T01 考试工作经费\n"
    "         指标  满意率\n"
    "         说明  no actual value is given\n"
    "         出处  forms.txt:16\n";

static const char explain_zh[] =
    "51T01 考试工作经费\n"
    "  表单类型  project-self-evaluation\n"
    "  年度      2023\n"
    "  实施单位  市局\n"
    "  规则包    p 1.0.0\n"
    "\n"
    "  预算                      年初预算  调整后预算数    预算执行数        执行率\n"
    "  总额                        800.00                                    26.92%\n"
    "  财政资金                    800.00\n"
    "\n"
    "  指标                                          指标值          完成值        "
    "  权重    自评    系统\n"
    "  预算执行                                                                    "
    "    10            2.69\n"
    "      预算执行                                                  26.92%        "
    "    10       6    2.69\n"
    "           +2.692  执行率 26.92%  [r/budget.lua:9]\n"
    "           -0.002  rounded as the pack says\n"
    "        得分      2.69，扣 7.31\n"
    "        依据      财预〔2020〕10号\n"
    "  产出指标                                                                    "
    "     8             5.1\n"
    "    数量指标\n"
    "      发放各类资格证书数量                      ＞ 6000 本      3827          "
    "     8       8     5.1\n"
    "             +5.1  完成值 3827 ÷ 指标值 6000  [method:proportional]\n"
    "        得分      5.10，扣 2.90\n"
    "        填报原因  部分考试实行\"电子证书\" \\不再  发放 纸质\n"
    "  满意度指标                                                                  "
    "     0               -\n"
    "      招考单位及应试人员满意率（含线上、线下和                  空白          "
    "     -    空白       -\n"
    "      各区县分中心的全部受访人员，按季度加权）\n"
    "           未评分  no actual value is given\n"
    "  项目决策\n"
    "      决策程序                                                                "
    "     6       -       6\n"
    "           -9  执行率低于 50%，总分不超过 59  [r/total.lua:3]\n"
    "  合计                                                                        "
    "            98       -\n"
    "\n"
    "发现问题\n"
    "      1  错误  score-mismatch  自评 8  系统 5.1  涉及 2.9 分\n"
    "         指标  发放各类资格证书数量\n"
    "         说明  自评 8，规则得 5.1\n"
    "         出处  forms.txt 第 16 行；规则 method:proportional\n"
    "      2  警告  score-missing  填报 空白\n"
    "         指标  满意率\n"
    "         说明  no score is claimed\n"
    "         出处  forms.txt 第 20 行\n"
    "      3  警告  actual-missing\n"
    "         指标  满意率\n"
    "         说明  no actual value is given\n"
    "         出处  forms.txt 自评表!AB5\n"
    "      4  警告  score-missing\n"
    "         指标  决策程序\n"
    "         说明  no score is claimed\n"
    "\n"
    "（未填名称的表）\n"
    "\n"
    "  指标                                          指标值          完成值        "
    "  权重    自评    系统\n"
    "  合计                                                                        "
    "             -    90.5\n"
    "  等级                                                                        "
    "                    优\n";

static void test_narrow(void)
{
    struct jx_output output = output_for(JX_TASK_AUDIT);
    output.width = 60;
    const char *text = run("text", output);
    CHECK_HAS(text, "      1  error    claimed score differs from the rule's\n"
                    "                  claimed 8  computed 5.1  2.9 points at\n"
                    "                  stake\n"
                    "         Form       51T01 考试工作经费\n"
                    "         Indicator  发放各类资格证书数量\n");
    CHECK_HAS(text, "      2  warning  claimed score is blank (2 times)\n"
                    "         Form       51T01 考试工作经费\n"
                    "         Indicator  满意率; 决策程序\n");
    /* No line is wider than asked for. */
    for (const char *end; (end = strchr(text, '\n')) != NULL; text = end + 1)
        CHECK(jx_utf8_columns(text, (size_t)(end - text)) <= 60);
}

static void test_detail_and_color(void)
{
    struct jx_output output = output_for(JX_TASK_EXPLAIN);
    CHECK(!strstr(run("text", output), "\033"));
    output.full_detail = output.color = true;
    const char *text = run("text", output);
    CHECK_HAS(text, "决策程序 ");
    CHECK_HAS(text,
              "+5.1  完成值 3827 ÷ 指标值 6000  [method:proportional]\n           -9  ");
    CHECK_HAS(text, "\033[31merror\033[0m");
}

/* What a document says must not reach the terminal as commands. */
static void test_control(void)
{
    struct jx_record record = bare_record;
    struct jx_output output = output_for(JX_TASK_CONVERT);
    const struct jx_writer *writer = writer_named("text");
    record.cell[JX_REC_CODE] = (struct jx_cell){.text = S("\033[31ma\r\nb\xc2\x9b"
                                                          "c\xe2\x80\xae"
                                                          "d"),
                                                .kind = JX_TEXT};
    jx_strbuf_clear(&written);
    void *self = writer->open(&host, &output);
    CHECK(writer->record(self, &record, NULL) && writer->close(self, NULL, true));
    CHECK_STR(written.text, "Code                [31ma  b c d\n");
    write_limit = 3;
    self = writer->open(&host, &output);
    CHECK(!writer->record(self, &record, NULL));
    CHECK(writer->close(self, NULL, false));
    write_limit = 0;
}

/* A text without a place to break is cut, and a mark that closes stays behind its word. */
static void test_wrapping(void)
{
    struct jx_record record = bare_record;
    struct jx_output output = output_for(JX_TASK_CONVERT);
    const struct jx_writer *writer = writer_named("text");
    output.width = 60;
    record.cell[JX_REC_NAME] = (struct jx_cell){
        .text = S(
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa  一二三四五"
            "六七八九十一二三四五，「六」七八九十一二三四五六七八九（十）"),
        .kind = JX_TEXT};
    jx_strbuf_clear(&written);
    void *self = writer->open(&host, &output);
    CHECK(writer->record(self, &record, NULL) && writer->close(self, NULL, true));
    CHECK_STR(written.text,
              "Name               aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
              "                   aaaaaaaaaaaaaaaaaaaaaa  一二三四五六七八\n"
              "                   九十一二三四五，「六」七八九十一二三四五\n"
              "                   六七八九（十）\n");
}

int main(void)
{
    struct jx_output narrow = output_for(JX_TASK_CONVERT);
    narrow.width = 70;
    catalogue = zh;
    CHECK_STR(run("text", narrow), convert_zh);
    CHECK_STR(run("text", output_for(JX_TASK_SCORE)), score_zh);
    CHECK_STR(run("text", output_for(JX_TASK_AUDIT)), audit_zh);
    CHECK_STR(run("text", output_for(JX_TASK_EXPLAIN)), explain_zh);
    catalogue = NULL;
    test_narrow();
    test_detail_and_color();
    test_control();
    test_wrapping();
    jx_strbuf_free(&written);
    jx_arena_free(&arena);
    return check_end();
}
