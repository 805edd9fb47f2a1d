/* test_recognise.c: documents of a few lines to records, each oddity of real forms in one
 * of them; the same with and without a grid; cut forms; hostile tables. */
#include "check.h"
#include "fold.h"
#include "forms_load.h"
#include "recognise.h"
#include "record.h"
#include "strbuf.h"

#include <stdlib.h>

extern const struct jx_plugin jx_plugin_text;

static const char forms_text[] =
    "{\"forms\": {"
    "\"project\": {\"titles\": [\"*项目自评表\"], \"required\": [\"项目名称\", "
    "\"三级指标\"],"
    " \"code_in_name\": true,"
    " \"fields\": {\"name\": [\"项目名称\"], \"department\": [\"主管部门\"],"
    "  \"unit\": [\"实施单位\"], \"reported_total\": [\"自评得分\"],"
    "  \"conclusion\": [\"评价结论\"], \"problems\": [\"存在问题\"]},"
    " \"budget\": {\"columns\": {\"initial\": [\"年初预算\"], \"adjusted\": "
    "[\"全年预算\"],"
    "   \"executed\": [\"执行数\"], \"rate\": [\"执行率\"], \"weight\": [\"权重\"],"
    "   \"reported_score\": [\"得分\"], \"reason\": [\"原因\"]},"
    "  \"total\": [\"总额\"], \"sources\": [\"*资金\"]},"
    " \"indicators\": {\"columns\": {\"level1\": [\"一级指标\"], \"level2\": "
    "[\"二级指标\"],"
    "   \"name\": [\"三级指标\"], \"nature\": [\"性质\"], \"target\": [\"指标值\", "
    "\"目标值\"],"
    "   \"actual\": [\"完成值\", \"实际值\"], \"weight\": [\"权重\", \"分值\"],"
    "   \"reported_score\": [\"得分\"], \"reason\": [\"原因*\"]},"
    "  \"closing\": [\"合计\"]},"
    " \"ends\": [\"负责人\"],"
    " \"instructions\": [\"（*字以内）\", \"*需说明原因\"], \"remarks\": "
    "[\"*（示例）*\"]},"
    "\"department\": {\"titles\": [\"*整体自评表\"],"
    " \"fields\": {\"department\": [\"部门名称\"]},"
    " \"constants\": {\"name\": \"整体支出\", \"unit\": \"\"},"
    " \"budget\": {\"across\": \"initial\", \"total\": [\"资金总额\"],"
    "   \"sources\": [\"财政拨款\", \"其他资金\"]},"
    " \"indicators\": {\"columns\": {\"level1\": [\"一级指标\"], \"level2\": "
    "[\"二级指标\"],"
    "   \"name\": [\"三级指标\"], \"target\": [\"指标值\"], \"weight\": [\"权重\"],"
    "   \"actual\": [\"完成值\"]}}}"
    "}}";

static struct jx_str prefixes[] = {{"510500", 6}},
                     regions[] = {{"\xe7\x94\xb2\xe5\xb8\x82", 6}};
static struct jx_pack pack; /* region "jia", whose name is 甲市 */

static void load_pack(void)
{
    struct jx_error err = {0};
    pack.arena = jx_arena_new(0);
    struct jx_json *root =
        jx_json_parse(&pack.arena, (struct jx_str){forms_text, sizeof forms_text - 1},
                      "forms.json", 1, &err);
    struct jx_faults faults = {.arena = &pack.arena};
    CHECK(root && jx_forms_compile(root, &pack, &faults));
    CHECK(pack.form_count == 2);
    pack.region = "jia";
    pack.code_prefixes = (struct jx_patterns){prefixes, 1};
    pack.region_names = (struct jx_patterns){regions, 1};
}

/* ---- a document to a text that can be compared ---- */

struct bench {
    struct jx_arena arena, reader;
    struct jx_pages pages;
    struct jx_recognised out;
    struct jx_strbuf text;
};

static void dump_cells(struct jx_strbuf *out, const char *const *keys, int count,
                       const struct jx_cell *cells)
{
    for (int k = 0; k < count; k++)
        if (cells[k].kind != JX_ABSENT)
            jx_strbuf_format(out, " %s=%s%.*s", keys[k],
                             cells[k].kind == JX_NUMBER ? "#" : "", (int)cells[k].text.n,
                             cells[k].text.p);
    jx_strbuf_puts(out, "\n");
}

static void dump(struct bench *b)
{
    struct jx_strbuf *out = &b->text;
    for (size_t i = 0; i < b->out.count; i++) {
        const struct jx_record *r = &b->out.records[i];
        dump_cells(out, jx_record_keys, JX_REC_COUNT, r->cell);
        if (r->budget.present) {
            jx_strbuf_puts(out, "B");
            dump_cells(out, jx_fund_keys, JX_FUND_COUNT, r->budget.total.cell);
        }
        for (size_t s = 0; s < r->budget.source_count; s++) {
            jx_strbuf_puts(out, "S");
            dump_cells(out, jx_fund_keys, JX_FUND_COUNT, r->budget.sources[s].cell);
        }
        for (size_t k = 0; k < r->indicator_count; k++) {
            jx_strbuf_puts(out, "I");
            dump_cells(out, jx_ind_keys, JX_IND_COUNT, r->indicators[k].cell);
        }
        jx_strbuf_puts(out, r->has_indicators && !r->indicator_count ? "I none\n" : "");
    }
    for (size_t i = 0; i < b->out.notice_count; i++)
        jx_strbuf_format(out, "!%u %s\n", (unsigned)b->out.notices[i].at.line,
                         b->out.notices[i].text);
}

static void bench_start(struct bench *b)
{
    *b = (struct bench){.arena = jx_arena_new(0), .reader = jx_arena_new(0)};
    jx_pages_start(&b->pages, &b->arena, "form.txt");
}

static void bench_run(struct bench *b)
{
    struct jx_error err = {0};
    CHECK(jx_recognise(&b->pages, &pack, &b->out, &err));
    dump(b);
}

static void bench_free(struct bench *b)
{
    jx_arena_free(&b->arena);
    jx_arena_free(&b->reader);
    jx_strbuf_free(&b->text);
}

static void *host_alloc(const struct jx_host *host, size_t size)
{
    return jx_arena_alloc(host->ctx, size);
}

static bool host_fail(const struct jx_host *host, const struct jx_at *at,
                      const char *text)
{
    (void)host;
    (void)at;
    CHECK_STR(text, "no failure");
    return false;
}

static const char *host_translate(const struct jx_host *host, const char *message)
{
    (void)host;
    return message;
}

static bool sink_prose(const struct jx_sink *sink, struct jx_str text, struct jx_at at)
{
    return jx_pages_prose(sink->ctx, text, at);
}

static bool sink_row(const struct jx_sink *sink, const struct jx_row *row)
{
    return jx_pages_row(sink->ctx, row);
}

static bool sink_end(const struct jx_sink *sink)
{
    return jx_pages_table_end(sink->ctx);
}

/* Documents are written with a '/' for a line end and '>' for a tab. */
static void bench_text(struct bench *b, const char *document)
{
    struct jx_host host = {.size = sizeof host,
                           .ctx = &b->reader,
                           .alloc = host_alloc,
                           .fail = host_fail,
                           .translate = host_translate};
    struct jx_sink sink = {.size = sizeof sink,
                           .ctx = &b->pages,
                           .prose = sink_prose,
                           .row = sink_row,
                           .table_end = sink_end};
    size_t len = strlen(document);
    char *bytes = jx_arena_copy(&b->reader, document, len);
    for (size_t i = 0; bytes && i < len; i++)
        bytes[i] = bytes[i] == '/' ? '\n' : bytes[i] == '>' ? '\t' : bytes[i];
    struct jx_document doc = {.size = sizeof doc,
                              .name = "form.txt",
                              .bytes = bytes,
                              .len = len,
                              .first_line = 1};
    const struct jx_reader *reader = jx_plugin_text.readers[0];
    void *self = reader->open(&host);
    CHECK(reader->read(self, &host, &doc, &sink));
    reader->close(self);
}

static void check_text(const char *document, const char *want)
{
    struct bench b;
    bench_start(&b);
    bench_text(&b, document);
    bench_run(&b);
    CHECK_STR(b.text.text ? b.text.text : "", want);
    bench_free(&b);
}

/* ---- whole forms ---- */

#define HEAD "项目自评表（2023年度）//>项目名称/>510500T0000000001-道路//"
#define COLUMNS                                                                                                         \
    ">绩效指标（90分）/>一级指标/>二级指标/>三级指标/>性质/>指标值/>完成值/>权重/>得分/" \
    ">原因分析//"

static void test_project(void)
{
    check_text(
        "附表：项目自评表（2023年度）//>项目自评表（2023年度）//"
        ">项目名称/>510500T0000000001-道路//>主管部门/>交通局/>实施单位 （盖章）/>甲//"
        ">预算执行情况/>年度预算数（万元）/>年初预算/>全年预算/>执行数/>执行率/>权重/"
        ">得分/>原因//"
        ">/>总额/>10/>20/>15/>75%/>10/>7.5/>1.因故;少支//"
        ">/>其中：财政资金/>10/>20/>15/>75%/>\\/>\\/>//>/>其他资金/>/>/>/>/>\\/>\\/>/"
        "/" COLUMNS ">/>产出指标/>数量指标/>1.修路/>≥/>5/>6/>30/>30/>//"
        ">/>/>/>★修桥/>＝/>1/>0/>10/>0/>1.未完成/2.待续//"
        ">/>/>质量指标/>合格率/>≥/>90/>95%/>10/>10/>//"
        ">/>效益指标/>/>便利（群众）/>定性/>优/>优/>40/>40/>//"
        ">合计/>100/>87.5/>//>评价结论/>良好//>存在问题/>无//>项目负责人：/>财务负责人：/"
        "/",
        " form=project region=jia year=#2023 code=510500T0000000001 name=道路"
        " department=交通局 unit=甲 reported_weight=100 reported_total=87.5"
        " conclusion=良好 problems=无\n"
        "B initial=10 adjusted=20 executed=15 rate=75% weight=10 reported_score=7.5"
        " reason=1.因故;少支\n"
        "S name=财政资金 initial=10 adjusted=20 executed=15 rate=75%\n"
        "S name=其他资金 initial= adjusted= executed= rate=\n"
        "I level1=产出指标 level2=数量指标 name=修路 nature=≥ target=5 actual=6 weight=30"
        " reported_score=30 reason=\n"
        "I level1=产出指标 level2=数量指标 name=修桥 nature=＝ target=1 actual=0 "
        "weight=10"
        " reported_score=0 reason=1.未完成2.待续\n"
        "I level1=产出指标 level2=质量指标 name=合格率 nature=≥ target=90 actual=95%"
        " weight=10 reported_score=10 reason=\n"
        "I level1=效益指标 level2= name=便利（群众） nature=定性 target=优 actual=优"
        " weight=40 reported_score=40 reason=\n");
}

static void test_department(void)
{
    check_text(
        "整体自评表//>（ 2022年度 ）//>部门名称/>甲市某部门//"
        ">预算/>资金总额/>财政拨款/>其他资金//>/>30.5/>30/>0.5//"
        ">指标/>一级指标/>二级指标/>三级/指标/>指标值/>权重/>完/成值//"
        ">/>产 出 指 标/>数量指标/>人数/>5/>3% />6//"
        "项目自评表//>项目名称/>无代码//",
        " form=department region=jia year=#2022 name=整体支出 department=甲市某部门 "
        "unit=\n"
        "B initial=30.5\nS name=财政拨款 initial=30\nS name=其他资金 initial=0.5\n"
        "I level1=产出指标 level2=数量指标 name=人数 target=5 actual=6 weight=3%\n"
        " form=project year=#2022 code= name=无代码\n"
        "!36 form \"无代码\" (project) ends before its indicators: is a part of it "
        "missing? Read as far as it goes\n");
}

/* Closing rows in odd places, forms without indicators, headings behind a merged cell. */
static void test_closing(void)
{
    static const char head[] =
        " form=project region=jia year=#2023 code=510500T0000000001 name=道路";
    struct {
        const char *rows, *fields, *rest;
    } cases[] = {
        {">/>/>/>/>/>/>/>100/>100/>//", " reported_weight=100 reported_total=100",
         "I none\n"},
        {">/>/>/>/>/>/>/>/>/>//>合计/>100/>/>//",
         " reported_weight=100 reported_total=", "I none\n"},
        {">/>/>/>/>/>/>/>/>90/>//>合计/>100/>99/>//",
         " reported_weight=100 reported_total=99", "I none\n"},
        {">合计/>100/>98//", " reported_weight=100 reported_total=98", "I none\n"},
        {">合计/>/>/>/>/>/>/>100/>97/>//", " reported_weight=100 reported_total=97",
         "I none\n"},
        {">合计（分）/>/>100/>96/>无//", " reported_weight=100 reported_total=96",
         "I none\n"},
        {">/>/>/>/>/>/>/>100/>100/>//>合计/>100/>95/>//",
         " reported_weight=100 reported_total=95", "I none\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct jx_strbuf document = {0}, want = {0};
        jx_strbuf_format(&document, "%s>/%s%s", HEAD, strchr(COLUMNS, '/') + 1,
                         cases[i].rows);
        jx_strbuf_format(&want, "%s%s\n%s", head, cases[i].fields, cases[i].rest);
        check_text(document.text, want.text);
        jx_strbuf_free(&document);
        jx_strbuf_free(&want);
    }
}

/* One cell more than headings, a header in two rows, merged cells left out of the dump. */
static void test_shapes(void)
{
    static const char total[] =
        "I level1=产出指标 level2=数量指标 name=人数 target=≥5 actual=6\n";
    struct jx_strbuf want = {0};
    jx_strbuf_format(
        &want,
        " form=project region=jia year=#2023 code=510500T0000000001 name=道路 "
        "reported_total=86\n%s",
        total);
    check_text(HEAD ">一级指标/>二级指标/>三级指标/>目标值/>实际值//"
                    ">产出指标(50分)/>数量指标/>指标1：/>人数/>≥5/>6//>自评得分：86分//",
               want.text);
    check_text(
        HEAD ">绩效指标/>年度指标/>目标值/>实际值//>/>一级指标/>二级指标/>三级指标/>/>//"
             ">/>产/出/指/标/>（一）数量指标/>（1）人数/>≥5/>6//自评得分： 86 分//",
        want.text);
    check_text(HEAD ">一级指标/>二级指标/>三级指标/>年度//>/>/>/>目标值/>实际值//"
                    ">产出指标/>数量指标/>人数/>≥5/>6//>自评得分/>86分//",
               want.text);
    check_text(
        HEAD "| 一级指标 | 二级指标 | 三级指标 | 目标值 | 实际值 |/|---|---|---|---|---|/"
             "| 产出指标 | 数量指标 | 人数 | ≥5 | 6 |//自评得分：86//",
        want.text);
    check_text(HEAD "一级指标>二级指标>三级指标>目标值>实际值/"
                    "产出指标>数量指标>人数>≥5>6//自评得分：86//",
               want.text);
    jx_strbuf_puts(&want, total);
    /* 其中 beneath, and its levels left out */
    check_text(HEAD
               ">一级指标/>二级指标/>三级指标/>目标值/>实际值//"
               ">产出指标/>数量指标/>人数/>≥5/>6//>其中：人数/>≥5/>6//>自评得分：86分//",
               want.text);
    jx_strbuf_free(&want);
}

static void test_cut_and_strange(void)
{
    check_text(HEAD COLUMNS ">/>产出指标/>数量指标/>修路/>≥/>5/>6/>30/>30/>//",
               " form=project region=jia year=#2023 code=510500T0000000001 name=道路\n"
               "I level1=产出指标 level2=数量指标 name=修路 nature=≥ target=5 actual=6"
               " weight=30 reported_score=30 reason=\n"
               "!1 form \"道路\" (project) ends before its closing row: is a part of it "
               "missing? Read as far as it goes\n");
    /* without titles: by required labels; levels never cross over */
    check_text(
        ">项目名称/>甲//>一级指标/>二级指标/>三级指标/>指标值/>完成值//>产出指标/"
        ">数量指标/>a/>1/>1//"
        ">项目名称/>乙//>一级指标/>二级指标/>三级指标/>指标值/>完成值//>/>/>b/>1/>1//",
        " form=project code= name=甲\n"
        "I level1=产出指标 level2=数量指标 name=a target=1 actual=1\n"
        " form=project code= name=乙\nI level1= level2= name=b target=1 actual=1\n");
    check_text("一般文字提到项目自评表//正文。//", "");
    check_text(
        ">一级指标/>二级指标/>三级指标/>指标值/>完成值//>a/>b/>c/>1/>1//",
        "!1 a table here has the headings of a form, but title and labels of none of "
        "the pack's forms: not read; add its title to forms.json\n");
    check_text(HEAD ">/>/>//>x//>））））（（（（：：：//>其中：/>其中：//",
               " form=project region=jia year=#2023 code=510500T0000000001 name=道路\n"
               "!1 form \"道路\" (project) ends before its indicators: is a part of it "
               "missing? Read as far as it goes\n");
}

/* ---- grids ---- */

struct grid_cell {
    unsigned row, column, span;
    const char *text; /* NULL: covered from above */
};

static void bench_grid(struct bench *b, const struct grid_cell *list, size_t count,
                       bool with_blanks)
{
    struct jx_table_cell cells[16];
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        const struct grid_cell *g = &list[i];
        struct jx_str text = jx_str_of(g->text ? g->text : "");
        if (text.n || with_blanks)
            cells[n++] = (struct jx_table_cell){
                .text = text,
                .at = {.line = g->row, .column = (uint16_t)(g->column + 1), .sheet = 1},
                .column = (uint16_t)g->column,
                .span = (uint16_t)g->span,
                .flags = g->text ? 0 : JX_CELL_CONTINUES,
                .kind = JX_TEXT};
        if (i + 1 == count || list[i + 1].row != g->row) {
            struct jx_row row = {cells, n, JX_ROW_GRID};
            CHECK(jx_pages_row(&b->pages, &row));
            n = 0;
        }
    }
}

static void test_grid(void)
{
    static const struct grid_cell list[] = {
        {1, 0, 9, "项目自评表（2023年度）"},
        {2, 0, 1, "项目名称"},
        {2, 1, 8, "510500T0000000001-道路"},
        {3, 0, 3, "绩效指标"},
        {3, 3, 2, "年度"},
        {3, 5, 1, "权重"},
        {3, 6, 1, "得分"},
        {3, 7, 2, "原因"},
        {4, 0, 1, "一级指标"},
        {4, 1, 1, "二级指标"},
        {4, 2, 1, "三级指标"},
        {4, 3, 1, "目标值"},
        {4, 4, 1, "实际值"},
        {4, 5, 1, NULL},
        {4, 6, 1, NULL},
        {4, 7, 2, NULL},
        {5, 0, 1, "产出指标"},
        {5, 1, 1, "数量指标"},
        {5, 2, 1, "修路"},
        {5, 3, 1, "5"},
        {5, 4, 1, "6"},
        {5, 5, 1, "60"},
        {5, 6, 1, "60"},
        {5, 7, 2, ""},
        {6, 0, 1, NULL},
        {6, 1, 1, NULL},
        {6, 2, 1, "修桥"},
        {6, 3, 1, "1"},
        {6, 4, 1, ""},
        {6, 5, 1, "40"},
        {6, 6, 1, ""},
        {6, 7, 2, "停工"},
        {7, 0, 5, "合计"},
        {7, 5, 1, "100"},
        {7, 6, 1, "60"},
        {7, 7, 2, ""},
    };
    for (int blanks = 0; blanks < 2; blanks++) {
        struct bench b;
        bench_start(&b);
        bench_grid(&b, list, sizeof list / sizeof *list, blanks);
        bench_run(&b);
        CHECK_STR(
            b.text.text,
            " form=project region=jia year=#2023 code=510500T0000000001 name=道路"
            " reported_weight=100 reported_total=60\n"
            "I level1=产出指标 level2=数量指标 name=修路 target=5 actual=6 weight=60"
            " reported_score=60 reason=\n"
            "I level1=产出指标 level2=数量指标 name=修桥 target=1 actual= weight=40"
            " reported_score= reason=停工\n");
        const struct jx_cell *cell = &b.out.records[0].indicators[1].cell[JX_IND_WEIGHT];
        CHECK(cell->at.line == 6 && cell->at.column == 6 && cell->at.sheet == 1);
        bench_free(&b);
    }
}

/* A hidden row is not read, but a level merged from it downwards is. */
static void test_hidden(void)
{
    static const struct grid_cell list[] = {
        {1, 0, 5, "项目自评表（2023年度）"},
        {2, 0, 1, "项目名称"},
        {2, 1, 4, "510500T0000000001-道路"},
        {3, 0, 1, "一级指标"},
        {3, 1, 1, "二级指标"},
        {3, 2, 1, "三级指标"},
        {3, 3, 1, "目标值"},
        {3, 4, 1, "实际值"},
        {4, 0, 1, "产出指标"},
        {4, 1, 1, "数量指标"},
        {4, 2, 1, "修路"},
        {4, 3, 1, "5"},
        {4, 4, 1, "6"},
        {5, 0, 1, NULL},
        {5, 1, 1, NULL},
        {5, 2, 1, "修桥"},
        {5, 3, 1, "1"},
        {5, 4, 1, "2"},
    };
    struct bench b;
    bench_start(&b);
    bench_grid(&b, list, sizeof list / sizeof *list, true);
    b.pages.blocks[0].rows[3].flags |= JX_ROW_HIDDEN;
    bench_run(&b);
    CHECK_HAS(b.text.text,
              "I level1=产出指标 level2=数量指标 name=修桥 target=1 actual=2\n");
    CHECK(b.out.records[0].indicator_count == 1);
    bench_free(&b);
}

/* ---- texts ---- */

static void test_fold(void)
{
    static const struct {
        const char *text, *folded;
    } cases[] = {{" 实施单位 （盖章）", "实施单位"},
                 {"产\n出　指 标(50分)", "产出指标"},
                 {"（一）财政拨款：", "财政拨款"},
                 {"其中：1.一般公共预算", "一般公共预算"},
                 {"其中-财政拨款：", "财政拨款"},
                 {"★①权重", "权重"},
                 {"指标12：人数", "人数"},
                 {"（2023年度）", "(2023年度)"},
                 {"执行率（Ｂ/A（%）)", "执行率"},
                 {"1.5倍", "1.5倍"},
                 {"2023.人数", "2023.人数"},
                 {"一、二级公路", "一、二级公路"},
                 {"三、公路", "公路"},
                 {"3）桥", "桥"},
                 {"未闭（合", "未闭(合"},
                 {"深((((((((((((((((( 十七层 )))))))))))))))))", "深)"},
                 {"其中", "其中"},
                 {"", ""}};
    char buffer[JX_FOLD_MAX];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct jx_str folded = jx_fold(jx_str_of(cases[i].text), buffer);
        char got[JX_FOLD_MAX + 1];
        snprintf(got, sizeof got, "%.*s", (int)folded.n, folded.p);
        CHECK_STR(got, cases[i].folded);
    }
    CHECK(jx_only_numbering(jx_str_of(" 指标1： ")));
    CHECK(jx_only_numbering(jx_str_of("（一）")));
    CHECK(!jx_only_numbering(jx_str_of("指标1：x")));
    CHECK(!jx_only_numbering(jx_str_of("")));
    CHECK(!jx_only_numbering(jx_str_of("10")));
}

static void check_template(const char *text, bool found, bool blank)
{
    bool got;
    const struct jx_form_spec *spec = jx_form_find(&pack, jx_str_of("project"));
    bool match = jx_template_match(spec, jx_str_of(text), &got);
    if (match != found || got != blank)
        printf("  in \"%s\"\n", text);
    CHECK(match == found && got == blank);
}

static void test_template(void)
{
    check_template("", false, false);
    check_template("少支", false, false);
    check_template("1.低于90%的需说明原因（100字以内）;2.调整的 需说明原因。", true,
                   true);
    check_template("（２００字以内)", true, true);
    check_template("已完成。（200字以内）", true, false);
    check_template("已完成（200字以内）", true, false);
    check_template("（200字以内）已完成", true, false);
    check_template("低于90%需说明原因；因停工", true, false);
    check_template("（示例）修路", true, false);
    check_template("（（（（（字以内", false, false);
    CHECK(jx_form_find(&pack, jx_str_of("nothing")) == NULL);
}

static void test_score(void)
{
    static const struct {
        const char *document;
        int least, most;
    } cases[] = {{"文字//", 0, 0},
                 {"甲市//", 10, 10},
                 {"510500.18//", 0, 0},
                 {"项目自评表//", 2, 2},
                 {HEAD, 102, 102}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bench b;
        bench_start(&b);
        bench_text(&b, cases[i].document);
        int score = jx_recognise_score(&b.pages, &pack);
        CHECK(score >= cases[i].least && score <= cases[i].most);
        bench_free(&b);
    }
}

/* ---- hostile tables ---- */

static void rows_of(struct bench *b, const char *text, size_t cells, size_t rows,
                    uint32_t flags, uint16_t span)
{
    struct jx_table_cell *list = calloc(cells, sizeof *list);
    for (size_t i = 0; list && i < cells; i++)
        list[i] = (struct jx_table_cell){.text = jx_str_of(text),
                                         .column = (uint16_t)(i * span),
                                         .span = span,
                                         .kind = JX_TEXT};
    struct jx_row row = {list, cells, flags};
    bool ok = list != NULL;
    for (size_t i = 0; i < rows && ok; i++)
        ok = jx_pages_row(&b->pages, &row);
    CHECK(ok);
    free(list);
}

static void test_hostile(void)
{
    static const struct {
        const char *text;
        size_t cells, rows;
        uint32_t flags;
        uint16_t span;
    } cases[] = {{"x", 10, 100000, 0, 1},
                 {"", 10, 100000, 0, 1},
                 {"x", 70000, 3, 0, 1},
                 {"x", 70000, 3, JX_ROW_GRID, 1},
                 {"三级指标", 200, 500, 0, 1},
                 {"三级指标", 200, 500, JX_ROW_GRID, 65535},
                 {"项目名称", 3, 20000, 0, 1},
                 {"项目自评表", 1, 20000, 0, 1},
                 {"合计", 5, 20000, 0, 1},
                 {"指标1：", 11, 20000, JX_ROW_GRID, 0},
                 {"（（（（（（（（（（（（（（（（（（", 4, 5000, 0, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bench b;
        bench_start(&b);
        bench_text(&b, HEAD COLUMNS);
        rows_of(&b, cases[i].text, cases[i].cells, cases[i].rows, cases[i].flags,
                cases[i].span);
        bench_run(&b);
        CHECK(b.out.count >= 1);
        bench_free(&b);
    }
    struct bench full;
    struct jx_error err = {0};
    bench_start(&full);
    bench_text(&full, HEAD COLUMNS);
    full.arena.limit = 64; /* and the rest of its block is as good as used */
    full.arena.end = full.arena.next;
    CHECK(!jx_recognise(&full.pages, &pack, &full.out, &err));
    CHECK(err.kind == JX_ERR_SYSTEM);
    CHECK_HAS(err.text, "out of memory");
    struct jx_table_cell cell = {.span = 1};
    struct jx_row row = {&cell, 1, 0};
    CHECK(!jx_pages_row(&full.pages, &row) && full.pages.full);
    bench_free(&full);
}

int main(void)
{
    load_pack();
    test_project();
    test_department();
    test_closing();
    test_shapes();
    test_cut_and_strange();
    test_grid();
    test_hidden();
    test_fold();
    test_template();
    test_score();
    test_hostile();
    jx_arena_free(&pack.arena);
    return check_end();
}
