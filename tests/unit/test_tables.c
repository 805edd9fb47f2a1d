/* test_tables.c: one report of tables through every writer: the same figures, each format
 * in its own way, long tables cut for people and whole for programs, hostile texts tame. */
#include "jixiao/plugin.h"
extern const struct jx_plugin jx_plugin_json, jx_plugin_report, jx_plugin_csvout,
    jx_plugin_html, jx_plugin_word;
#define WRITER_PLUGINS                                                                   \
    &jx_plugin_json, &jx_plugin_report, &jx_plugin_csvout, &jx_plugin_html,              \
        &jx_plugin_word
#include "writers_fixture.h"

#include <stdlib.h>

#define NUMBER(d, e)                                                                     \
    {                                                                                    \
        .type = JX_T_NUMBER, .number = D(d, e)                                           \
    }
#define TEXT(s)                                                                          \
    {                                                                                    \
        .type = JX_T_TEXT, .text = S(s)                                                  \
    }

static const struct jx_column columns[] = {{"name", "Project", JX_COLUMN_TEXT},
                                           {"before", "Before", JX_COLUMN_POINTS},
                                           {"after", "After", JX_COLUMN_POINTS},
                                           {"change", "Change", JX_COLUMN_CHANGE},
                                           {"share", "Share", JX_COLUMN_SHARE}};
static const struct jx_value cells[][5] = {
    {TEXT("=cmd|calc <b>&\""), NUMBER(4012345, -5), NUMBER(8012345, -5), NUMBER(-10, 0),
     NUMBER(3825, -4)},
    {TEXT("会议项目\033[31m"), NUMBER(60, 0), NUMBER(65, 0), NUMBER(5, 0), {0}},
    {TEXT("third"), {0}, NUMBER(0, 0), {0}, NUMBER(1, 0)}};
static const struct jx_grade_line grades[] = {{"A", D(90, 0)}, {"B", D(60, 0)}};

static struct jx_table table_of(uint8_t kind)
{
    return (struct jx_table){
        .size = sizeof(struct jx_table),
        .key = "totals",
        .title = "Totals",
        .note = S("a note"),
        .columns = columns,
        .column_count = 5,
        .plot = {.kind = kind, .first = 1, .count = 2, .lines = grades, .line_count = 2}};
}

/* Says it twice, the second time without rows, and a last table without columns. */
static const char *report(const char *name, const struct jx_table *table, bool full)
{
    const struct jx_writer *writer = writer_named(name);
    struct jx_table empty = *table, words = {.size = sizeof words,
                                             .key = "end",
                                             .title = "The end",
                                             .note = S("no more")};
    empty.key = "empty";
    struct jx_output output = {.size = sizeof output,
                               .write = output_write,
                               .task = JX_TASK_TABLES,
                               .full_detail = full,
                               .width = 60};
    jx_strbuf_clear(&written);
    void *self = writer->open(&host, &output);
    bool ok = self && writer->table(self, table);
    for (size_t i = 0; ok && i < 3; i++)
        ok = writer->row(self, cells[i]);
    ok = ok && writer->table(self, &empty) && writer->table(self, &words);
    ok = self && writer->close(self, NULL, ok) && ok;
    jx_strbuf_puts(&written, ok ? "" : "FAILED");
    return written.text;
}

static void test_data(void)
{
    struct jx_table table = table_of(JX_PLOT_NONE);
    table.shown = 1;
    CHECK_STR(report("ndjson", &table, false),
              "{\"table\":\"totals\",\"name\":\"=cmd|calc <b>&\\\"\",\"before\":40.12345,"
              "\"after\":80.12345,\"change\":-10,\"share\":0.3825}\n"
              "{\"table\":\"totals\",\"name\":\"会议项目\\u001b[31m\",\"before\":60,"
              "\"after\":65,\"change\":5,\"share\":null}\n"
              "{\"table\":\"totals\",\"name\":\"third\",\"before\":null,\"after\":0,"
              "\"change\":null,\"share\":1}\n");
    const char *json = report("json", &table, false);
    CHECK_HAS(json, "{\n \"totals\": [\n  {\n   \"name\": ");
    CHECK_HAS(json, " ],\n \"empty\": []\n}\n");
    CHECK_STR(report("csv", &table, false),
              "\xef\xbb\xbfTotals\r\na note\r\nProject,Before,After,Change,Share\r\n"
              "\"'=cmd|calc <b>&\"\"\",40.12345,80.12345,-10,0.3825\r\n"
              "会议项目\033[31m,60,65,5,\r\nthird,,0,,1\r\n\r\n"
              "Totals\r\na note\r\nProject,Before,After,Change,Share\r\n\r\n"
              "The end\r\nno more\r\n");
}

static void test_text(void)
{
    struct jx_table table = table_of(JX_PLOT_BARS);
    const char *text = report("text", &table, false);
    CHECK_HAS(text, "Totals\n  a note\n  Project");
    CHECK_HAS(text, " 40.12  80.12     -10  38.3%  ██");
    CHECK_HAS(text, "   60     65      +5         ██");
    CHECK(!strchr(text, '\033'));
    table.shown = 2;
    text = report("text", &table, false);
    CHECK(!strstr(text, "third"));
    CHECK_HAS(text, "… and 1 more");
    CHECK_HAS(report("text", &table, true), "third");
}

static void test_page(void)
{
    for (uint8_t kind = JX_PLOT_BARS; kind <= JX_PLOT_HEAT; kind++) {
        struct jx_table table = table_of(kind);
        const char *page = report("html", &table, false);
        CHECK_HAS(page, "<td>=cmd|calc &lt;b&gt;&amp;&quot;<td class=\"n\">40.12");
        CHECK_HAS(page, "<svg role=\"img\"");
        CHECK_HAS(page, "aria-labelledby=\"t-totals d-totals\"");
        CHECK(!strstr(page, "<b>") && !strstr(page, "style=\""));
    }
    struct jx_table table = table_of(JX_PLOT_HISTOGRAM);
    table.plot.label = 1;
    table.plot.first = 2;
    table.plot.count = 1;
    CHECK_HAS(report("html", &table, false), "stroke-dasharray");
    table.plot.count = 9; /* more than there are: no plot, no harm */
    CHECK(!strstr(report("html", &table, false), "<svg"));
}

static void test_document(void)
{
    struct jx_table table = table_of(JX_PLOT_SLOPES);
    const char *bytes = report("docx", &table, false);
    CHECK(memcmp(bytes, "PK", 2) == 0);
    bool emf = false, svg = false;
    for (size_t i = 0; i + 20 < written.len; i++) {
        emf |= memcmp(bytes + i, "word/media/plot1.emf", 20) == 0;
        svg |= memcmp(bytes + i, "word/media/plot1.svg", 20) == 0;
    }
    CHECK(emf && svg);
}

int main(void)
{
    test_data();
    test_text();
    test_page();
    test_document();
    jx_strbuf_free(&written);
    jx_arena_free(&arena);
    return check_end();
}
