/* test_xlsx.c: workbooks made here, and what the sink receives of them: cells as they are
 * shown; then files that are broken or hostile, and the words in which they are refused. */
#include "dump.h"
#include "office.h"

extern const struct jx_plugin jx_plugin_xlsx;

#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define RELS                                                                             \
    "<Relationships "                                                                    \
    "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
#define REL(id, type, target)                                                            \
    "<Relationship Id=\"" id "\" "                                                       \
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" type   \
    "\" Target=\"" target "\"/>"
#define BOOK(properties, sheets)                                                         \
    "<workbook " MAIN " xmlns:r=\"urn:r\">" properties "<sheets>" sheets                 \
    "</sheets></workbook>"
#define SHEET(inside)        "<worksheet " MAIN ">" inside "</worksheet>"
#define DATA(rows)           SHEET("<sheetData>" rows "</sheetData>")
#define T(ref, text)         "<c r=\"" ref "\" t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define N(ref, style, value) "<c r=\"" ref "\" s=\"" style "\"><v>" value "</v></c>"

static struct dump dump;

/* A workbook of one sheet; styles and strings may be NULL. */
static bool read_one(const char *sheet, const char *styles, const char *strings,
                     const char *properties)
{
    char *book = office_join("<workbook " MAIN " xmlns:r=\"urn:r\">", properties,
                             "<sheets><sheet name=\"表1\" sheetId=\"7\" r:id=\"s1\"/>"
                             "</sheets></workbook>");
    struct office_part parts[] = {
        {"_rels/.rels",
         RELS REL("a", "officeDocument", "xl/workbook.xml") "</Relationships>", 0},
        {"xl/workbook.xml", book, 0},
        {"xl/_rels/workbook.xml.rels",
         RELS REL("s1", "worksheet", "worksheets/one.xml")
             REL("s2", "styles", "styles.xml")
                 REL("s3", "sharedStrings", "/xl/strings.xml") "</Relationships>",
         0},
        {"xl/worksheets/one.xml", sheet, 0},
        {"xl/styles.xml", styles ? styles : "<styleSheet " MAIN "/>", 0},
        {"xl/strings.xml", strings ? strings : "<sst " MAIN "/>", 0},
        {0}};
    struct jx_str bytes = office_zip(parts);
    bool ok = dump_read(&dump, &jx_plugin_xlsx, bytes);
    free((char *)bytes.p);
    free(book);
    return ok;
}

static void gives(int line, const char *sheet, const char *strings, const char *events)
{
    int before = check_failures;
    CHECK(read_one(sheet, NULL, strings, ""));
    CHECK_STR(dump.failure, "");
    CHECK_STR(dump_shown(&dump), events);
    if (check_failures > before)
        printf("  (the case of line %d)\n", line);
}
#define GIVES(sheet, events) gives(__LINE__, sheet, NULL, "S 表1\n" events)

static void test_cells(void)
{
    GIVES(DATA("<row r=\"2\">" T("B2", "甲") "<c r=\"C2\"><v>12.5</v></c></row>"),
          "R1!2 1=甲|12.5\nE\n");
    /* without places, as some programs write */
    GIVES(DATA("<row><c><v>1</v></c><c t=\"b\"><v>1</v></c><c t=\"b\"><v>0</v></c>"
               "<c t=\"e\"><v>#DIV/0!</v></c><c t=\"str\"><f>A1&amp;B1</f><v>连</v></c>"
               "<c t=\"d\"><v>2023-05-06</v></c></row>"),
          "R1!1 1|TRUE|FALSE|#DIV/0!|连|2023-05-06\nE\n");
    gives(__LINE__,
          DATA("<row><c t=\"s\"><v>1</v></c><c t=\"s\"><v>0</v></c><c "
               "t=\"s\"><v>2</v></c></row>"),
          "<sst " MAIN
          "><si><t>甲</t></si><si><r><t>产</t></r><r><t xml:space=\"preserve\">出 "
          "</t></r><rPh sb=\"0\" "
          "eb=\"1\"><t>chan</t></rPh></si><si><t>a_x000D_&#10;b_x4E59_"
          "_x12 </t></si></sst>",
          "S 表1\nR1!1 产出 |甲|a~b乙_x12 \nE\n");
    GIVES(DATA("<row r=\"1\" hidden=\"1\">" T("A1", "藏") "</row>"),
          "R1!1 藏 hidden\nE\n");
    GIVES(DATA("<row r=\"1\">" T("A1", "a") "<c r=\"B1\"/>" T(
              "C1", "c") "</row>"
                         "<row r=\"2\">" T(
                             "A2", "d") "<c r=\"B2\"/><c r=\"C2\"/><c r=\"D2\"/></row>"),
          "R1!1 a||c\nR1!2 d|||\nE\n");
    GIVES(DATA(""), "E\n");
}

static void test_breaks(void)
{
    GIVES(DATA("<row r=\"1\">" T("A1", "a") "</row><row r=\"3\">" T(
              "A3", "b") "</row>"
                         "<row r=\"4\"><c r=\"A4\"/></row><row r=\"5\">" T(
                             "A5", " ") "</row>"
                                        "<row r=\"6\">" T("A6", "c") "</row>"),
          "R1!1 a\nR1!3 b\nE\nR1!6 c\nE\n");
    /* a merged cell reaches across blank rows */
    GIVES(
        SHEET(
            "<sheetData><row r=\"1\">" T("A1", "a") T("B1", "x") "</row><row r=\"5\">" T(
                "B5", "b") "</row></sheetData><mergeCells><mergeCell ref=\"A1:A5\"/>"
                           "</mergeCells>"),
        "R1!1 a|x\nR1!5 ^|b\nE\n");
}

static void test_merges(void)
{
    GIVES(SHEET("<sheetData><row r=\"1\">" T("A1", "表") "<c r=\"B1\"/>" T("C1", "不见")
                    T("D1", "d") "</row><row r=\"2\">" T("A2", "产出") T("B2", "b")
                        T("D2", "d") "</row><row r=\"3\"><c r=\"A3\"/>" T("B3", "b")
                            T("D3", "e") "</row>"
                                         "</sheetData><mergeCells><mergeCell "
                                         "ref=\"A2:A3\"/><mergeCell ref=\"A1:C1\"/>"
                                         "<mergeCell ref=\"B2:C2\"/><mergeCell "
                                         "ref=\"B2:B9\"/><mergeCell ref=\"D1\"/>"
                                         "</mergeCells>"),
          "R1!1 表+3|d\nR1!2 产出|b+2|d\nR1!3 ^|b|3=e\nE\n");
    /* a merged block without a text, and one that starts above the first row given */
    GIVES(
        SHEET("<sheetData><row r=\"2\">" T("C2", "c") "</row><row r=\"3\">" T(
            "C3",
            "d") "</row></sheetData><mergeCells><mergeCell ref=\"A1:B3\"/></mergeCells>"),
        "R1!2 ^+2|c\nR1!3 ^+2|d\nE\n");
}

/* ---- numbers as they are shown ---- */

static const struct {
    const char *format, *value, *shown;
} shown[] = {
    {"General", "0.1", "0.1"},
    {"General", "0.30000000000000004", "0.3"},
    {"General", "9.8899999999999997", "9.89"},
    {"General", "-12", "-12"},
    {"General", "1E3", "1000"},
    {"General", "1.5E-7", "0.00000015"},
    {"General", "12345678901234567890", "12345678901234600000"},
    {"General", "1e99", "1E+99"},
    {"General", "0", "0"},
    {"General", "x", "x"},
    {"General\"人\"", "5", "5人"},
    {"0", "2.5", "3"},
    {"0.00", "800", "800.00"},
    {"0.00", "1.005", "1.01"},
    {"0.00", "-0.001", "0.00"},
    {"0.00_ ", "2.675", "2.68"},
    {"0.0#", "2.5", "2.5"},
    {"0.0#", "2.50001", "2.5"},
    {"#.##", "0.5", ".5"},
    {"000", "7", "007"},
    {"#,##0", "1234567.5", "1,234,568"},
    {"#,##0.00", "2656.37", "2,656.37"},
    {"#,##0.00", "-999.995", "-1,000.00"},
    {"#,##0,", "1234567", "1,235"},
    {"0%", "0.95", "95%"},
    {"0.00%", "0.88900000000000001", "88.90%"},
    {"0.00%", "1", "100.00%"},
    {"0.0\"‰\"", "3.14", "3.1‰"},
    {"\"¥\"#,##0.00", "12.5", "¥12.50"},
    {"#,##0.00\"万元\"", "1948.3", "1,948.30万元"},
    {"[Red]0.0;[Blue]\\-0.0", "-3", "-3.0"},
    {"0.00;(0.00)", "-3", "(3.00)"},
    {"[=0]\"\";0.0", "-3", "-3"},
    {"[>=100]0;0.00", "-3", "-3"},
    {"0;-0;\"无\"", "0", "无"},
    {"0;-0;;@", "0", ""},
    {"_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "12", "12.00"},
    {"_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "0", "-"},
    {"@", "12.50", "12.5"},
    {"0.00E+00", "1234.5", "1234.5"},
    {"# ?/?", "0.5", "0.5"},
    {"[>100]0.0;0.00", "5", "5"},
    {"000-0000", "1234567", "1234567"},
    {"yyyy-mm-dd", "45291", "2023-12-31"},
    {"m/d/yyyy", "45291", "2023-12-31"},
    {"yyyy\"年\"m\"月\"d\"日\"", "45291", "2023年12月31日"},
    {"yyyy年mm月", "45292", "2024年01月"},
    {"m月d日", "45000.75", "3月15日"},
    {"[$-804]aaaa", "45291", "星期日"},
    {"yyyy/m/d h:mm", "45291.354166666664", "2023-12-31 08:30"},
    {"yyyy年m月d日 h时mm分", "45291.354166666664", "2023年12月31日 8时30分"},
    {"上午/下午h\"时\"mm\"分\"", "0.6", "下午2时24分"},
    {"h:mm:ss", "0.99999", "23:59:59"},
    {"[h]:mm", "1.5", "36:00"},
    {"mm:ss", "0.0106", "15:16"},
    {"yyyy-mm-dd", "60", "1900-02-29"},
    {"yyyy-mm-dd", "1", "1900-01-01"},
    {"yyyy-mm-dd", "61", "1900-03-01"},
    {"yyyy-mm-dd", "0", "0"},
    {"yyyy-mm-dd", "-5", "-5"},
    {"yyyy-mm-dd", "9999999", "9999999"},
    {"ddd", "45291", "45291"},
    {"\"open", "5", "open"},
    {"[Red]", "5", "5"},
    {"[open", "5", "5"},
    {"0.0000000000000000000", "5", "5"},
};

static void show(const char *id, const char *format, const char *value,
                 const char *properties)
{
    char styles[700], sheet[600], escaped[400] = "";
    for (const char *c = format; *c; c++)
        snprintf(escaped + strlen(escaped), 8,
                 *c == '"'   ? "&quot;"
                 : *c == '>' ? "&gt;"
                             : "%c",
                 *c);
    snprintf(styles, sizeof styles,
             "<styleSheet " MAIN "><numFmts><numFmt numFmtId=\"170\" formatCode=\"%s\"/>"
             "</numFmts><cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs><cellXfs>"
             "<xf numFmtId=\"0\"/><xf numFmtId=\"%s\"/></cellXfs><dxfs><dxf><numFmt "
             "numFmtId=\"170\" formatCode=\"0\"/></dxf></dxfs></styleSheet>",
             escaped, id);
    snprintf(sheet, sizeof sheet,
             DATA("<row>" T("A1", "x") "<c r=\"B1\" s=\"1\"><v>%s</v></c></row>"), value);
    CHECK(read_one(sheet, styles, NULL, properties));
}

static void test_formats(void)
{
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        char events[200];
        int before = check_failures;
        show("170", shown[i].format, shown[i].value, "");
        snprintf(events, sizeof events, "S 表1\nR1!1 x|%s\nE\n", shown[i].shown);
        CHECK_STR(dump_shown(&dump), events);
        if (check_failures > before)
            printf("  (format %s of %s)\n", shown[i].format, shown[i].value);
    }
    static const struct {
        const char *id, *value, *shown;
    } builtin[] = {{"2", "5", "5.00"},
                   {"4", "1234.5", "1,234.50"},
                   {"9", "0.5", "50%"},
                   {"10", "0.999", "99.90%"},
                   {"14", "45291", "2023-12-31"},
                   {"22", "45291.5", "2023-12-31 12:00"},
                   {"31", "45291", "2023年12月31日"},
                   {"43", "0", "-"},
                   {"49", "7", "7"},
                   {"11", "1234", "1234"}};
    for (size_t i = 0; i < sizeof builtin / sizeof *builtin; i++) {
        char events[200];
        show(builtin[i].id, "0", builtin[i].value, "");
        snprintf(events, sizeof events, "S 表1\nR1!1 x|%s\nE\n", builtin[i].shown);
        CHECK_STR(dump_shown(&dump), events);
    }
    show("170", "yyyy-mm-dd", "43829", "<workbookPr date1904=\"1\"/>");
    CHECK_STR(dump_shown(&dump), "S 表1\nR1!1 x|2023-12-31\nE\n");
}

static void test_formulas(void)
{
    GIVES(DATA("<row r=\"1\"><c r=\"A1\"><f>SUM(B1:C1)</f><v>3</v></c></row>"),
          "R1!1 3\nE\n");
    /* "equal to" typed into a cell becomes a formula of its own figure */
    GIVES(DATA("<row r=\"1\"><c r=\"A1\"><f>100%</f><v>1</v></c><c r=\"B1\" "
               "t=\"e\"><f>1年</f>"
               "<v>#NAME?</v></c><c r=\"C1\"><f>12</f></c><c r=\"D1\" "
               "t=\"e\"><f>合计(A1)</f>"
               "<v>#NAME?</v></c></row>"),
          "R1!1 =100%|=1年|=12|#NAME?\nE\n");
    GIVES(DATA("<row r=\"3\">" T("A3",
                                 "a") "<c r=\"B3\"><f>A1+1</f></c><c r=\"C3\"><f>A1*2</f>"
                                      "</c></row>"),
          "R1!3 a||\nE\n! sheet '表1': 2 formulas without a value, the first in B3: open "
          "the "
          "file in Excel or WPS and save it\n");
}

static void test_sheets(void)
{
    struct office_part parts[] = {
        {"xl/workbook.xml",
         BOOK("",
              "<sheet name=\"乙\" r:id=\"b\"/><sheet name=\"藏\" state=\"veryHidden\" "
              "r:id=\"h\"/><sheet name=\"图\" r:id=\"c\"/><sheet name=\"甲\" "
              "r:id=\"a\"/>"),
         0},
        {"xl/_rels/workbook.xml.rels",
         RELS REL("a", "worksheet", "a.xml") REL("b", "worksheet", "../xl/b.xml")
             REL("h", "worksheet", "h.xml")
                 REL("c", "chartsheet", "c.xml") "</Relationships>",
         0},
        {"xl/a.xml", DATA("<row>" T("A1", "a") "</row>"), 0},
        {"xl/b.xml", DATA("<row>" T("A1", "b") "</row>"), 0},
        {"xl/h.xml", DATA("<row>" T("A1", "h") "</row>"), 0},
        {0}};
    struct jx_str bytes = office_zip(parts);
    CHECK(dump_read(&dump, &jx_plugin_xlsx, bytes));
    CHECK_STR(dump_shown(&dump), "S 乙\nR1!1 b\nE\nS 甲\nR2!1 a\nE\n");
    CHECK_HAS(dump.log, "hidden sheet '藏'");
    CHECK(jx_plugin_xlsx.readers[0]->probe(bytes.p, bytes.n, "x") == 95);
    free((char *)bytes.p);
}

/* ---- refusals ---- */

static void refused(int line, const char *sheet, const char *strings, const char *part)
{
    int before = check_failures;
    CHECK(!read_one(sheet, NULL, strings, ""));
    CHECK_HAS(dump.failure, part);
    if (check_failures > before)
        printf("  (the case of line %d)\n", line);
}
#define REFUSED(sheet, part) refused(__LINE__, sheet, NULL, part)

static void test_refusals(void)
{
    REFUSED(DATA("<row r=\"1\">" T("XFE1", "a") "</row>"), "'XFE1' is no cell");
    REFUSED(DATA("<row r=\"1\">" T("AAAAAAAAAAAA1", "a") "</row>"), "is no cell");
    REFUSED(DATA("<row r=\"1048577\">" T("A1", "a") "</row>"), "'1048577' is no cell");
    REFUSED(DATA("<row r=\"2\">" T("A1", "a") "</row>"), "'A1' is no cell");
    REFUSED(DATA("<row r=\"1\">" T("B1", "a") T("A1", "a") "</row>"), "'A1' is no cell");
    REFUSED(DATA("<row r=\"2\"/><row r=\"1\"/>"), "'1' is no cell");
    REFUSED(SHEET("<mergeCells><mergeCell ref=\"A1:A\"/></mergeCells>"),
            "'A1:A' is no cell");
    REFUSED(DATA("<row><c t=\"s\"><v>5</v></c></row>"), "does not have");
    REFUSED(DATA("<row><c t=\"s\"><v>-1</v></c></row>"), "does not have");
    REFUSED(DATA("<row><c>"), "damaged at line 1");
    REFUSED("<!DOCTYPE a><a/>", "a DOCTYPE");
    CHECK(!dump_read(&dump, &jx_plugin_xlsx, (struct jx_str){"%PDF-", 5}));
    CHECK_HAS(dump.failure, "a PDF, expected .xlsx");
    struct office_part binary[] = {
        {"_rels/.rels",
         RELS REL("a", "officeDocument", "xl/workbook.bin") "</Relationships>", 0},
        {"xl/workbook.bin", "\x83\x01", 0},
        {0}};
    struct jx_str bytes = office_zip(binary);
    CHECK(!dump_read(&dump, &jx_plugin_xlsx, bytes));
    CHECK_HAS(dump.failure, ".xlsb");
    free((char *)bytes.p);
}

static void test_many_columns(void)
{
    char *cells = office_repeat("<c><v>1</v></c>", 16385);
    char *sheet = office_join("<worksheet " MAIN "><sheetData><row>", cells,
                              "</row></sheetData></worksheet>");
    REFUSED(sheet, "is no cell or row in its place");
    free(sheet);
    free(cells);
}

/* Small files that would unfold in the reader itself. */
static void test_amplifiers(void)
{
    dump.quiet = true;
    char *text = office_repeat("绩", 40000);
    char *strings = office_join("<sst " MAIN "><si><t>", text, "</t></si></sst>");
    char *row = office_repeat("<c t=\"s\"><v>0</v></c>", 50);
    char *rows = office_join("<row>", row, "</row>");
    char *many = office_repeat(rows, 60);
    char *sheet =
        office_join("<worksheet " MAIN "><sheetData>", many, "</sheetData></worksheet>");
    refused(__LINE__, sheet, strings, "256 MiB of text");
    free(text);
    free(strings);
    free(row);
    free(rows);
    free(many);
    free(sheet);
    /* every row is in thousands of merged cells, thousands of times over */
    char merge[64], *merges = calloc(16384 * 4, 64), *end = merges;
    for (unsigned i = 1; i <= 16384 * 4; i++) {
        char name[4] = "";
        unsigned c = (i - 1) / 4 + 1, n = 0;
        char back[4];
        for (; c; c = (c - 1) / 26)
            back[n++] = (char)('A' + (c - 1) % 26);
        for (unsigned k = 0; k < n; k++)
            name[k] = back[n - 1 - k];
        snprintf(merge, sizeof merge, "<mergeCell ref=\"%s1:%s1048576\"/>", name, name);
        end = stpcpy(end, merge);
    }
    rows = office_repeat("<row><c/></row><row><c><v>1</v></c></row>", 2000);
    many =
        office_join("<worksheet " MAIN "><sheetData>", rows, "</sheetData><mergeCells>");
    sheet = office_join(many, merges, "</mergeCells></worksheet>");
    refused(__LINE__, sheet, NULL, "more than 8388608 cells");
    free(sheet);
    free(many);
    free(rows);
    free(merges);
    dump.quiet = false;
}

int main(void)
{
    test_cells();
    test_breaks();
    test_merges();
    test_formats();
    test_formulas();
    test_sheets();
    test_refusals();
    test_many_columns();
    test_amplifiers();
    dump_free(&dump);
    return check_end();
}
