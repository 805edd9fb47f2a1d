/* test_word.c: Word documents read back: sound packages, complete tables, the right
 * words; the same bytes every time. How they look is for eyes. */
#include "jixiao/plugin.h"
extern const struct jx_plugin jx_plugin_word;
#define WRITER_PLUGINS &jx_plugin_word
#include "writers_fixture.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <zip.h>

/* ---- reading back ---- */

static char *part(const struct jx_strbuf *package, const char *name, size_t *len)
{
    zip_source_t *source = zip_source_buffer_create(package->text, package->len, 0, NULL);
    zip_t *zip = zip_open_from_source(source, ZIP_RDONLY, NULL);
    zip_stat_t stat;
    char *bytes = NULL;
    if (zip && zip_stat(zip, name, 0, &stat) == 0) {
        zip_file_t *file = zip_fopen(zip, name, 0);
        bytes = malloc(stat.size + 1);
        *len = (size_t)zip_fread(file, bytes, stat.size);
        bytes[*len] = '\0';
        zip_fclose(file);
    }
    zip ? zip_discard(zip) : zip_source_free(source);
    return bytes;
}

static bool named(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static long attribute(xmlNode *node, const char *name)
{
    xmlChar *text = xmlGetProp(node, BAD_CAST name);
    long value = text ? atol((const char *)text) : -1;
    xmlFree(text);
    return value;
}

static xmlNode *child(xmlNode *node, const char *name)
{
    for (node = node ? node->children : NULL; node; node = node->next)
        if (named(node, name))
            return node;
    return NULL;
}

/* Every row fills the grid, every cell has its width and ends with a paragraph. */
static void check_table(xmlNode *table)
{
    long columns = 0, width = 0;
    for (xmlNode *c = child(table, "tblGrid")->children; c; c = c->next, columns++)
        width += attribute(c, "w");
    CHECK(attribute(child(child(table, "tblPr"), "tblW"), "w") == width);
    for (xmlNode *row = table->children; row; row = row->next) {
        if (!named(row, "tr"))
            continue;
        long filled = 0, wide = 0;
        for (xmlNode *cell = row->children; cell; cell = cell->next) {
            if (!named(cell, "tc"))
                continue;
            xmlNode *span = child(child(cell, "tcPr"), "gridSpan");
            filled += span ? attribute(span, "val") : 1;
            wide += attribute(child(child(cell, "tcPr"), "tcW"), "w");
            CHECK(named(cell->last, "p"));
        }
        CHECK(filled == columns && wide == width);
    }
}

static size_t check_tables(xmlNode *node)
{
    size_t count = 0;
    for (; node; node = node->next) {
        if (named(node, "tbl")) {
            check_table(node);
            count++;
        }
        count += check_tables(node->children);
    }
    return count;
}

/* All texts of the document, a line a paragraph, into `out`; the count of its tables. */
/* The text, a line a paragraph. */
static void add_text(const xmlNode *node, struct jx_strbuf *out)
{
    for (const xmlNode *n = node->children; n; n = n->next) {
        if (strcmp((const char *)n->name, "p") != 0) {
            add_text(n, out);
            continue;
        }
        xmlChar *text = xmlNodeGetContent(n);
        jx_strbuf_format(out, "%s\n", (const char *)text);
        xmlFree(text);
    }
}

static size_t read_back(const struct jx_strbuf *package, struct jx_strbuf *out)
{
    static const char *const parts[] = {
        "[Content_Types].xml", "_rels/.rels",       "word/_rels/document.xml.rels",
        "word/styles.xml",     "word/settings.xml", "word/fontTable.xml",
        "word/footer1.xml",    "word/footer2.xml",  "word/document.xml"};
    size_t tables = 0;
    jx_strbuf_clear(out);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        size_t len = 0;
        char *bytes = part(package, parts[i], &len);
        xmlDoc *doc =
            bytes ? xmlReadMemory(bytes, (int)len, NULL, NULL, XML_PARSE_NONET) : NULL;
        CHECK(doc);
        if (doc && i == sizeof parts / sizeof *parts - 1) {
            add_text(xmlDocGetRootElement(doc), out);
            tables = check_tables(xmlDocGetRootElement(doc));
        }
        xmlFreeDoc(doc);
        free(bytes);
    }
    return tables;
}

static struct jx_strbuf text;

static const char *report(const char *name, enum jx_task task, size_t *tables)
{
    struct jx_output output = output_for(task);
    output.report = name;
    run("docx", output);
    *tables = read_back(&written, &text);
    return text.text;
}

/* ---- tests ---- */

static void test_form(void)
{
    size_t tables;
    const char *words = report(NULL, JX_TASK_SCORE, &tables);
    CHECK(tables == 4); /* two forms of two tables */
    CHECK_HAS(words, "Performance self-evaluation (scores checked)");
    CHECK_HAS(words, "考试工作经费");
    CHECK_HAS(words, "51T01");
    CHECK_HAS(words,
              "\\不再  发放 纸质\n【系统】2.9 points off: 完成值 3827 ÷ 指标值 6000");
    CHECK_HAS(words, "1. [error] 发放各类资格证书数量: 自评 8，规则得 5.1");
    CHECK_HAS(words, "-9 执行率低于 50%，总分不超过 59");
    CHECK_HAS(words, "System\n90.5　优");
    CHECK(!strstr(words, "\x01")); /* not even as a reference */
}

static void test_evaluation(void)
{
    static const char *const order[] = {"I. The project",   "II. The evaluation",
                                        "III. Performance", "IV. Conclusion",
                                        "V. Problems",      "VI. Advice"};
    size_t tables;
    const char *words = report("evaluation", JX_TASK_AUDIT, &tables);
    CHECK(tables == 5); /* funds, groups, three groups of indicators */
    CHECK_HAS(words, "Year 2023: 考试工作经费, evaluation report");
    const char *at = words;
    for (size_t i = 0; at && i < sizeof order / sizeof *order; i++) {
        CHECK_HAS(at, order[i]);
        at = strstr(at, order[i]);
    }
    CHECK_HAS(words, "[conclusion of the evaluators: to be filled in]");
    CHECK_HAS(words,
              "No total can be given, because not every indicator could be scored; "
              "the unit claimed 98 points. \n");
    CHECK_HAS(words, "(1) Correct the score to the rule's");
    CHECK_HAS(words, "IV. Conclusion\nThe total by the rules is 90.5 points, grade 优");
    CHECK_HAS(words, "[funds: the form has none, to be filled in]");
}

static void test_notice(void)
{
    size_t tables;
    const char *words = report("notice", JX_TASK_AUDIT, &tables);
    CHECK(tables == 1); /* the second form has no fault */
    CHECK_HAS(words, "Notice to correct the performance self-evaluation of 2023");
    CHECK_HAS(words, "To 市局:");
    CHECK_HAS(words, "rule pack p 1.0.0. 1 of them need correction: 1 errors and 3 "
                     "matters");
    CHECK_HAS(words, "考试工作经费 (51T01)");
    /* the same fault of two indicators is one line */
    CHECK_HAS(
        words,
        "2\n满意率; 决策程序\nno score is claimed\n—\nFill in the score.\n3\n满意率");
    CHECK_HAS(words, "自评 8，规则得 5.1\n2.9\nCorrect the score");
}

/* ---- files ---- */

static char files[8][64];
static size_t file_count;

static bool next_file(const struct jx_output *output, struct jx_str name)
{
    (void)output;
    snprintf(files[file_count++ % 8], sizeof files[0], "%.*s", (int)name.n, name.p);
    jx_strbuf_clear(&written);
    return true;
}

static void test_files(void)
{
    struct jx_output output = output_for(JX_TASK_SCORE);
    output.next = next_file;
    run("docx", output);
    CHECK(file_count == 2);
    CHECK_STR(files[0], "51T01 考试工作经费");
    CHECK_STR(files[1], "");
    CHECK(read_back(&written, &text) == 2); /* the last file alone */
    file_count = 0;
    output.report = "notice";
    run("docx", output);
    CHECK(file_count == 1);
    CHECK_STR(files[0], "市局");
}

static void test_same_bytes(void)
{
    struct jx_strbuf first = {0};
    run("docx", output_for(JX_TASK_SCORE));
    jx_strbuf_add(&first, written.text, written.len);
    run("docx", output_for(JX_TASK_SCORE));
    CHECK(first.len == written.len && memcmp(first.text, written.text, first.len) == 0);
    jx_strbuf_free(&first);
}

/* Texts that XML cannot hold, or would read as its own. */
static void test_hostile(void)
{
    static char many[5000];
    struct jx_record record = bare_record;
    struct jx_output output = output_for(JX_TASK_SCORE);
    const struct jx_writer *writer = writer_named("docx");
    memset(many, '<', sizeof many);
    memcpy(many + 510, "满满满", 9); /* across the pieces in which text is written */
    record.cell[JX_REC_NAME] =
        (struct jx_cell){.text = {many, sizeof many}, .kind = JX_TEXT};
    record.cell[JX_REC_CODE] = (struct jx_cell)T("a\x02"
                                                 "b\xef\xbf\xbf"
                                                 "c]]>&amp;",
                                                 1);
    record.cell[JX_REC_CONCLUSION] = (struct jx_cell)T("one\ntwo\n", 1);
    jx_strbuf_clear(&written);
    void *self = writer->open(&host, &output);
    CHECK(writer->record(self, &record, &bare_result) &&
          writer->close(self, &summary, true));
    CHECK(read_back(&written, &text) == 2);
    CHECK_HAS(text.text, "<满满满<");
    CHECK_HAS(text.text, "a b   c]]>&amp;");
    CHECK_HAS(text.text, "one\ntwo");
}

/* An official paper says by what it counted, and how sure that is. */
static void test_sources(void)
{
    struct jx_result result = full_result;
    struct jx_output output = output_for(JX_TASK_SCORE);
    const struct jx_writer *writer = writer_named("docx");
    result.weights = "usual";
    result.weights_source = "S 1";
    result.weights_status = "to-be-confirmed";
    result.fallback = result.pack_unsigned = true;
    for (int i = 0; i < 2; i++) {
        output.report = i ? "evaluation" : "form";
        jx_strbuf_clear(&written);
        void *self = writer->open(&host, &output);
        CHECK(writer->record(self, &full_record, &result) &&
              writer->close(self, &summary, true));
        read_back(&written, &text);
        CHECK_HAS(text.text, "usual, handed out: the form prints none (S 1, to be "
                             "confirmed)");
        CHECK_HAS(text.text, "general rules");
    }
}

static void test_empty_and_failing(void)
{
    struct jx_output output = output_for(JX_TASK_SCORE);
    const struct jx_writer *writer = writer_named("docx");
    jx_strbuf_clear(&written);
    void *self = writer->open(&host, &output);
    CHECK(writer->close(self, &summary, true));
    CHECK(read_back(&written, &text) == 0);
    CHECK_STR(text.text, "No form was read.\n");
    write_limit = 100;
    self = writer->open(&host, &output);
    CHECK(writer->record(self, &full_record, &full_result));
    CHECK(!writer->close(self, &summary, true));
    self = writer->open(&host, &output);
    CHECK(writer->record(self, &full_record, &full_result));
    CHECK(writer->close(self, &summary, false));
    write_limit = 0;
    self = writer->open(&host, &output);
    bool ok = true;
    int given = 0;
    for (; ok && given < 2000; given++)
        ok = writer->record(self, &bare_record, &bare_result);
    CHECK(!ok && given == 1001);
    CHECK(writer->close(self, &summary, false));
}

int main(void)
{
    test_form();
    test_evaluation();
    test_notice();
    test_files();
    test_same_bytes();
    test_hostile();
    test_sources();
    test_empty_and_failing();
    jx_strbuf_free(&text);
    jx_strbuf_free(&written);
    jx_arena_free(&arena);
    xmlCleanupParser();
    return check_end();
}
