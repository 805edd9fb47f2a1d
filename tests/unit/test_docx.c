/* test_docx.c: Word documents made here, and what the sink receives of them; then files
 * that are broken or hostile, and the words in which they are refused. */
#include "dump.h"
#include "office.h"

extern const struct jx_plugin jx_plugin_docx;

#define HEAD                                                                             \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"                                         \
    "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/"     \
    "main\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" "   \
    "xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" "            \
    "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><w:body>"
#define TAIL     "</w:body></w:document>"
#define P(text)  "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define TC(text) "<w:tc>" P(text) "</w:tc>"
#define SPAN(n, text)                                                                    \
    "<w:tc><w:tcPr><w:gridSpan w:val=\"" n "\"/></w:tcPr>" P(text) "</w:tc>"
#define MERGE(how, text) "<w:tc><w:tcPr><w:vMerge" how "/></w:tcPr>" P(text) "</w:tc>"
#define TR(cells)        "<w:tr>" cells "</w:tr>"
#define TBL(rows)        "<w:tbl><w:tblPr/><w:tblGrid/>" rows "</w:tbl>"
#define RESTART          " w:val=\"restart\""
#define R(inside)        "<w:r>" inside "</w:r>"
#define PARA(runs)       "<w:p>" runs "</w:p>"

static struct dump dump;

static bool read_body(const char *body)
{
    char *document = office_join(HEAD, body, TAIL);
    struct office_part parts[] = {{"word/document.xml", document, 0}, {0}};
    struct jx_str bytes = office_zip(parts);
    bool ok = dump_read(&dump, &jx_plugin_docx, bytes);
    free((char *)bytes.p);
    free(document);
    return ok;
}

static void gives(int line, const char *body, const char *events)
{
    int before = check_failures;
    CHECK(read_body(body));
    CHECK_STR(dump.failure, "");
    CHECK_STR(dump_shown(&dump), events);
    if (check_failures > before)
        printf("  (the case of line %d)\n", line);
}
#define GIVES(body, events) gives(__LINE__, body, events)

static void test_tables(void)
{
    GIVES(P("甲") TBL(TR(TC("项目") TC("金额")) TR(TC("一") TC("12.50"))) P("乙"),
          "P1 甲\nS Table1\nR1!1 项目|金额\nR1!2 一|12.50\nE\nP2 乙\n");
    GIVES(TBL(TR(SPAN("3", "表头")) TR(MERGE(RESTART, "产出") TC("数量") TC("8"))
                  TR(MERGE("", "没印出来") TC("质量") TC("9"))
                      TR(MERGE(" w:val=\"continue\"", "") SPAN("2", "合计")))
              TBL(TR(TC("二"))),
          "S Table1\nR1!1 表头+3\nR1!2 产出|数量|8\nR1!3 ^|质量|9\nR1!4 ^|合计+2\nE\n"
          "S Table2\nR2!1 二\nE\n");
    /* nothing above the first row that it could go on from */
    GIVES(TBL(TR(MERGE("", "甲"))), "S Table1\nR1!1 甲\nE\n");
    GIVES(TBL("<w:tr><w:trPr><w:gridBefore w:val=\"2\"/></w:trPr>" TC("右") "</w:tr>"),
          "S Table1\nR1!1 2=右\nE\n");
    GIVES(TBL(TR("<w:tc><w:tcPr><w:hMerge w:val=\"restart\"/></w:tcPr>" P(
              "宽") "</w:tc>"
                    "<w:tc><w:tcPr><w:hMerge/></w:tcPr>" P("") "</w:tc>" TC("窄"))),
          "S Table1\nR1!1 宽+2|窄\nE\n");
    GIVES(TBL("<w:tr><w:trPr><w:hidden/></w:trPr>" TC("藏") "</w:tr>" TR(TC(""))),
          "S Table1\nR1!1 藏 hidden\nR1!2 \nE\n");
    GIVES(TBL(TR("<w:tc>" P("上") P("") P("下") "</w:tc>")),
          "S Table1\nR1!1 上~~下\nE\n");
}

static void test_nested(void)
{
    /* alone in its row, the cell is a frame: the table stands for itself */
    GIVES(TBL(TR("<w:tc>" P("表一") TBL(TR(TC("甲") TC("1")) TR(TC("乙") TC("2")))
                     P("完") "</w:tc>") TR(TC("后"))),
          "S Table1\nS Table2\nR1!1 表一\nE\nR2!1 甲|1\nR2!2 乙|2\nE\nR1!1 完\nR1!2 后\n"
          "E\n");
    /* beside other cells it is content */
    GIVES(TBL(TR(TC("资金") "<w:tc>" P("其中")
                     TBL(TR(TC("甲") TC("1")) TR(TC("乙") TC("2"))) P("") "</w:tc>")),
          "S Table1\nS Table2\nR1!1 资金|其中~甲 1~乙 2\nE\n");
    /* a blank cell beside it does not count */
    GIVES(TBL(TR(TC("") "<w:tc>" TBL(TR(TC("甲"))) P("") "</w:tc>")),
          "S Table1\nS Table2\nE\nR2!1 甲\nE\nE\n");
}

static void test_text(void)
{
    GIVES(PARA(R("<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/>"
                 "<w:t>d</w:t><w:softHyphen/><w:cr/><w:t>e</w:t>")),
          "P1 a\tb\nP1 c-d\nP1 e\n");
    GIVES(PARA(R("<w:sym w:font=\"Symbol\" w:char=\"F0B3\"/><w:t>95</w:t>")
                   R("<w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/>")
                       R("<w:sym w:font=\"Wingdings\" w:char=\"F021\"/>")),
          "P1 ≥95☑\xef\xbf\xbd\n");
    /* tracked changes: as if all were accepted */
    GIVES(PARA(R("<w:t>得</w:t>") "<w:del>" R(
              "<w:delText>9</w:delText>") "</w:del>"
                                          "<w:ins>" R(
                                              "<w:t>8</w:t>") "</"
                                                              "w:ins><w:"
                                                              "moveFrom>" R(
                                                                  "<w"
                                                                  ":t"
                                                                  ">"
                                                                  "旧"
                                                                  "</"
                                                                  "w:"
                                                                  "t"
                                                                  ">") "</"
                                                                       "w:moveFrom><w:"
                                                                       "moveTo>" R(
                                                                           "<w:t>"
                                                                           "分</"
                                                                           "w:t>") "</"
                                                                                   "w:"
                                                                                   "move"
                                                                                   "To"
                                                                                   ">"),
          "P1 得8分\n");
    GIVES(
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" R("<w:t>上</w:t>") "</w:p>" P("下"),
        "P1 上下\n");
    GIVES(TBL("<w:tr><w:trPr><w:del/></w:trPr>" TC("删") "</w:tr>" TR(TC("留")) TR(
              "<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/><w:tcPrChange><w:tcPr>"
              "<w:gridSpan w:val=\"5\"/></w:tcPr></w:tcPrChange></w:tcPr>" P(
                  "宽") "</w:tc><w:tc><w:tcPr><w:cellDel/></w:tcPr>" P("去") "</w:tc>")),
          "S Table1\nR1!2 留\nR1!3 宽+2\nE\n");
    /* hidden text, former properties, marks of notes, prompts of fields */
    GIVES(PARA(R("<w:rPr><w:vanish/></w:rPr><w:t>藏</w:t>") R("<w:t>见</w:t>") R(
              "<w:rPr><w:vanish w:val=\"0\"/><w:rPrChange><w:rPr><w:vanish/></w:rPr>"
              "</w:rPrChange></w:rPr><w:t>也见</w:t>")
                   R("<w:footnoteReference w:id=\"2\"/>")
                       R("<w:footnoteReference w:customMarkFollows=\"1\"/><w:t>*</w:t>")
                           R("<w:instrText>PAGE</w:instrText>")),
          "P1 见也见\n");
    GIVES(
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" P(
            "单击此处") "</w:sdtContent></w:sdt><w:sdt><w:sdtPr/><w:sdtContent>" P("填了") "</w:sdtContent></w:sdt>",
        "P2 填了\n");
    GIVES(PARA("<w:r><w:ruby><w:rt>" R("<w:t>han</w:t>") "</w:rt><w:rubyBase>" R(
              "<w:t>汉</w:t>") "</w:rubyBase></w:ruby></w:r><m:oMath><m:r><m:t>≤5</m:t>"
                               "</m:r></m:oMath><a:t>图</a:t>"),
          "P1 汉≤5\n");
}

static void test_boxes(void)
{
    GIVES(PARA(R("<w:t>前</w:t>") "<w:r><mc:AlternateContent><mc:Choice>"
                                  "<w:txbxContent>" P("框") TBL(TR(TC(
                                      "格"))) "</w:txbxContent></mc:Choice>"
                                              "<mc:Fallback><w:txbxContent>" P(
                                                  "框") "</w:txbxContent></mc:Fallback>"
                                                        "</mc:AlternateContent></w:r>" R(
                                                            "<w:t>后</w:t>")),
          "P1 框\nS Table1\nR1!1 格\nE\nP2 前后\n");
    GIVES(TBL(TR("<w:tc>" PARA(R("<w:t>格</w:t>") "<w:r><w:txbxContent>" P(
              "框") "</w:txbxContent></w:r>") "</w:tc>")),
          "S Table1\nR1!1 框~格\nE\n");
}

/* ---- refusals ---- */

static void refused(int line, struct jx_str bytes, const char *part)
{
    int before = check_failures;
    CHECK(!dump_read(&dump, &jx_plugin_docx, bytes));
    CHECK_HAS(dump.failure, part);
    if (check_failures > before)
        printf("  (the case of line %d)\n", line);
}

static void body_refused(int line, const char *body, const char *part)
{
    int before = check_failures;
    CHECK(!read_body(body));
    CHECK_HAS(dump.failure, part);
    if (check_failures > before)
        printf("  (the case of line %d)\n", line);
}
#define BODY_REFUSED(body, part) body_refused(__LINE__, body, part)
#define REFUSED(bytes, part)     refused(__LINE__, bytes, part)

static void test_other_files(void)
{
    static const char cfb[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old";
    static const char locked[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
                                 "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
    struct office_part sheet[] = {
        {"_rels/.rels",
         "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"
         "relationships\"><Relationship Id=\"r\" Type=\"http://x/officeDocument\" "
         "Target=\"/xl/./a/../book.xml\"/></Relationships>",
         0},
        {"xl/book.xml", "<workbook/>", 0},
        {0}};
    struct office_part none[] = {{"a.txt", "a", 0}, {0}};
    REFUSED(((struct jx_str){cfb, sizeof cfb}), "old format");
    REFUSED(((struct jx_str){locked, sizeof locked}), "password");
    REFUSED(((struct jx_str){"%PDF-1.7", 8}), "a PDF, expected .docx");
    REFUSED(((struct jx_str){"text", 4}), "no .docx file");
    REFUSED(((struct jx_str){"", 0}), "no .docx file");
    struct jx_str bytes = office_zip(sheet);
    REFUSED(bytes, "package of another kind");
    free((char *)bytes.p);
    bytes = office_zip(none);
    REFUSED(bytes, "'word/document.xml' is missing");
    free((char *)bytes.p);
}

static void test_broken(void)
{
    char *body = office_repeat(P("内容"), 500);
    char *document = office_join(HEAD, body, TAIL);
    struct office_part parts[] = {{"word/document.xml", document, 0}, {0}};
    struct jx_str bytes = office_zip(parts);
    for (size_t n = 4; n < bytes.n; n += 97) {
        CHECK(!dump_read(&dump, &jx_plugin_docx, (struct jx_str){bytes.p, n}));
        CHECK_HAS(dump.failure, "damaged or cut off");
    }
    for (size_t i = 60; i < bytes.n; i += 13) { /* a flipped byte: refused or read */
        ((char *)bytes.p)[i] ^= 0x20;
        dump_read(&dump, &jx_plugin_docx, bytes);
        ((char *)bytes.p)[i] ^= 0x20;
    }
    free((char *)bytes.p);
    free(document);
    free(body);
    BODY_REFUSED("<w:p>", "damaged at line 1");
    BODY_REFUSED("<w:p><w:r><w:t>\xff</w:t></w:r></w:p>", "damaged at line 1");
}

static void nested_refused(const char *open, const char *close, const char *part)
{
    char *opened = office_repeat(open, 20), *closed = office_repeat(close, 20);
    char *body = office_join(opened, closed, "");
    BODY_REFUSED(body, part);
    free(body);
    free(opened);
    free(closed);
}

static void test_hostile(void)
{
    char *deep = office_repeat("<w:ins>", 250);
    BODY_REFUSED(deep, "nested deeper than 200");
    free(deep);
    char *attributes = office_repeat(" a=''", 600);
    char *body = office_join("<w:p", attributes, "/>");
    BODY_REFUSED(body, "more than 256 attributes");
    free(body);
    free(attributes);
    nested_refused("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>",
                   "tables nested deeper than 16");
    nested_refused("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>",
                   "text boxes nested deeper than 8");
    BODY_REFUSED(TBL(TR(SPAN("1000000", "x"))), "more than 1024 columns");
    char *cells = office_repeat(TC(""), 1025);
    body = office_join("<w:tbl><w:tr>", cells, "</w:tr></w:tbl>");
    BODY_REFUSED(body, "more than 1024 columns");
    free(body);
    free(cells);
    char *bomb = office_repeat(" ", 16 << 20);
    BODY_REFUSED(bomb, "zip bomb");
    free(bomb);
}

static void test_entities(void)
{
    struct office_part parts[] = {
        {"word/document.xml",
         "<!DOCTYPE x [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><x>&b;</x>", 0},
        {0}};
    struct jx_str bytes = office_zip(parts);
    REFUSED(bytes, "a DOCTYPE");
    free((char *)bytes.p);
    BODY_REFUSED(P("&unknown;"), "damaged at line 1");
    GIVES("<!-- <w:p a=\" --><?pi <x ?>" P("<![CDATA[<甲>]]>&amp;&#x4e59;"),
          "P1 <甲>&乙\n");
}

static void test_limits(void)
{
    /* a long run of text comes whole */
    char *text = office_repeat("绩效", 50000);
    char *body = office_join("<w:p><w:r><w:t>", text, "</w:t></w:r></w:p>");
    CHECK(read_body(body));
    CHECK(dump.out.len == 300000 + strlen("P1 \n"));
    free(body);
    free(text);
}

static void test_probe(void)
{
    struct office_part parts[] = {
        {"[Content_Types].xml", "<a/>", 0}, {"word/document.xml", HEAD TAIL, 0}, {0}};
    int (*probe)(const char *, size_t, const char *) = jx_plugin_docx.readers[0]->probe;
    struct jx_str bytes = office_zip(parts);
    CHECK(probe(bytes.p, bytes.n, "x.bin") == 95);
    CHECK(probe(bytes.p, 40, "x.docx") == 0);
    CHECK(probe(bytes.p, 40, "x.zip") == 0);
    CHECK(probe("PK\x03\x04", 4, "x.docx") == 0);
    CHECK(probe("%PDF-", 5, "x.docx") == 0);
    free((char *)bytes.p);
}

int main(void)
{
    test_tables();
    test_nested();
    test_text();
    test_boxes();
    test_other_files();
    test_broken();
    test_hostile();
    test_entities();
    test_limits();
    test_probe();
    dump_free(&dump);
    return check_end();
}
