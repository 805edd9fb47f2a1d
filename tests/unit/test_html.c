/* test_html.c: the page: complete in itself, safe against hostile documents, bounded in
 * size and memory. How it looks is for eyes. */
#include "jixiao/plugin.h"
extern const struct jx_plugin jx_plugin_html;
#define WRITER_PLUGINS &jx_plugin_html
#include "writers_fixture.h"

#include <stdlib.h>

/* Not by strstr, of which a sanitizer looks at all that follows, for every part. */
static size_t count_of(const char *text, const char *part)
{
    size_t n = 0, len = strlen(part);
    for (const char *at = text; (at = strchr(at, part[0])) != NULL; at++)
        n += strncmp(at, part, len) == 0;
    return n;
}

/* Nothing may be fetched: no address at all, and a policy that would refuse it. */
static void check_closed(const char *page)
{
    static const char *const banned[] = {"http://",   "https://", " src=",  "url(",
                                         "@import",   "<link",    "<img",   "<iframe",
                                         "innerHTML", "eval(",    "fetch(", " onclick="};
    for (size_t i = 0; i < sizeof banned / sizeof *banned; i++) {
        if (strstr(page, banned[i]))
            printf("in the page: %s\n", banned[i]);
        CHECK(!strstr(page, banned[i]));
    }
    CHECK_HAS(page, "content=\"default-src 'none'; ");
    CHECK_HAS(page, "script-src 'sha256-");
    CHECK(!strstr(page, "unsafe-inline"));
}

/* Every opening tag of these has its end. */
static void check_balanced(const char *page)
{
    static const char *const tags[] = {"script", "section",  "figure", "svg",  "details",
                                       "table",  "noscript", "title",  "desc", "div"};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        char open[32], bare[32], close[32];
        snprintf(open, sizeof open, "<%s ", tags[i]);
        snprintf(bare, sizeof bare, "<%s>", tags[i]);
        snprintf(close, sizeof close, "</%s>", tags[i]);
        CHECK(count_of(page, open) + count_of(page, bare) == count_of(page, close));
    }
}

static void test_page(void)
{
    const char *page = run("html", output_for(JX_TASK_AUDIT));
    CHECK(strncmp(page, "<!DOCTYPE html>\n<html lang=\"en\">", 31) == 0);
    check_closed(page);
    check_balanced(page);
    CHECK(count_of(page, "class=\"p\">[") == 2);
    CHECK(count_of(page, "<svg role=\"img\"") == 5);
    CHECK(count_of(page, "<svg") == count_of(page, "<desc id="));
    /* the ledger as data: row, points and reasons */
    CHECK_HAS(page, "[\"产出指标\",\"数量指标\",\"发放各类资格证书数量\",\"＞6000本\"");
    CHECK_HAS(page, "[\"+5.1\",\"完成值 3827 ÷ 指标值 6000\",\"method:proportional\"]");
    CHECK_HAS(page, "[\"-9\",\"执行率低于 50%，总分不超过 59\",\"r/total.lua:3\"]");
    /* and in words: the mean, what was lost, the plain table */
    CHECK_HAS(page, "<dt>Mean total</dt><dd>90.5 <small>90.5 to 90.5</small>");
    CHECK_HAS(page, "产出指标 2.9 of 8 points (36.3%), 1 times");
    CHECK_HAS(page, "<tr><td>51T01<th scope=\"row\">考试工作经费<td>市局"
                    "<td class=\"n\">98<td class=\"n\"><td><td class=\"n\">4\n");
}

static void test_detail(void)
{
    struct jx_output output = output_for(JX_TASK_SCORE);
    const char *brief = "\"决策程序\",\"\",\"\",6,null,6,\"\",\"\",[]]";
    CHECK_HAS(run("html", output), brief);
    output.full_detail = true;
    CHECK(!strstr(run("html", output), brief));
}

static void test_hostile(void)
{
    static struct jx_indicator row = {
        .cell = {[JX_IND_NAME] = T("</script><script>alert(1)</script><!--", 1),
                 [JX_IND_ACTUAL] = T("\x01\x7f\"'\\<b>", 1)}};
    struct jx_record record = {.indicators = &row, .indicator_count = 1};
    struct jx_item item = {.index = 0,
                           .name = row.cell[JX_IND_NAME].text,
                           .level1 = S("<img onerror=alert(1)>"),
                           .weight = D(5, 0),
                           .has_weight = true,
                           .scored = true,
                           .rule = "",
                           .clause = ""};
    struct jx_group group = {S("<svg/onload=1>"), D(5, 0), D(0, 0), true};
    struct jx_result result = {.grade = "<i>",
                               .has_total = true,
                               .items = &item,
                               .item_count = 1,
                               .groups = &group,
                               .group_count = 1};
    struct jx_output output = output_for(JX_TASK_SCORE);
    const struct jx_writer *writer = writer_named("html");
    record.cell[JX_REC_NAME] = row.cell[JX_IND_NAME];
    record.cell[JX_REC_CODE] = (struct jx_cell)T("\" onclick=\"alert(1)", 1);
    jx_strbuf_clear(&written);
    void *self = writer->open(&host, &output);
    CHECK(writer->record(self, &record, &result) && writer->close(self, &summary, true));
    check_balanced(written.text);
    CHECK(!strstr(written.text, "<script>alert"));
    CHECK(!strstr(written.text, "<img"));
    CHECK(!strstr(written.text, "<svg/"));
    CHECK(!strstr(written.text, "<i>"));
    CHECK(!strstr(written.text, "\" onclick=\"alert"));
    CHECK_HAS(written.text, "\\u003c/script>\\u003cscript>alert(1)\\u003c/script>");
    CHECK_HAS(written.text, "\\u0001");
    CHECK_HAS(written.text, "&lt;/script&gt;&lt;script&gt;alert(1)");
}

/* Ten thousand projects: so many bytes a project, and sums of a fixed size. */
static void test_many(void)
{
    enum { MANY = 10000 };
    struct jx_output output = output_for(JX_TASK_SCORE);
    const struct jx_writer *writer = writer_named("html");
    jx_strbuf_clear(&written);
    void *self = writer->open(&host, &output);
    bool ok = self != NULL;
    for (int i = 0; ok && i < MANY; i++) {
        char name[32];
        struct jx_item item = items[1];
        struct jx_result result = full_result;
        snprintf(name, sizeof name, "indicator %d", i);
        item.name = (struct jx_str){name, strlen(name)};
        item.score = (struct jx_dec){i % 80, -1};
        result.items = &item;
        result.item_count = 1;
        ok = writer->record(self, &full_record, &result);
        if (i == 99)
            CHECK(written.len < 100 * 2000 + 60000);
    }
    CHECK(ok && writer->close(self, &summary, true));
    CHECK(written.len < (size_t)MANY * 2000);
    check_balanced(written.text);
    CHECK(count_of(written.text, "class=\"p\">[") == MANY);
    CHECK(count_of(written.text, "<tr><td>51T01") == MANY);
    CHECK_HAS(written.text, "indicator 0 8 of 8 points (100%), 1 times");
}

static void test_empty_and_failing(void)
{
    struct jx_output output = output_for(JX_TASK_AUDIT);
    const struct jx_writer *writer = writer_named("html");
    const struct jx_summary none = {.size = sizeof none};
    jx_strbuf_clear(&written);
    void *self = writer->open(&host, &output);
    CHECK(writer->findings(self, &none, NULL, 0) && writer->close(self, &none, true));
    check_balanced(written.text);
    CHECK_HAS(written.text, "nothing to show");
    write_limit = written.len + 100;
    self = writer->open(&host, &output);
    CHECK(!writer->record(self, &full_record, &full_result));
    CHECK(writer->close(self, &summary, false));
    write_limit = 0;
}

/* The language of the page follows that of the words. */
static void test_language(void)
{
    static const char *const chinese[][2] = {{"en", "zh-CN"}, {"Projects", "项目"}, {0}};
    catalogue = chinese;
    const char *page = run("html", output_for(JX_TASK_SCORE));
    CHECK_HAS(page, "<html lang=\"zh-CN\">");
    CHECK_HAS(page, "<h2 id=\"h-projects\">项目</h2>");
    catalogue = NULL;
}

int main(void)
{
    test_page();
    test_detail();
    test_hostile();
    test_many();
    test_empty_and_failing();
    test_language();
    jx_strbuf_free(&written);
    jx_arena_free(&arena);
    return check_end();
}
