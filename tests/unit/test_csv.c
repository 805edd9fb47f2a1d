/* test_csv.c: CSV texts in the encodings and shapes that offices save, and what the sink
 * receives of them; and what is refused. */
#include "charset.h"
#include "dump.h"

#include <iconv.h>

extern const struct jx_plugin jx_plugin_csv;

static struct dump dump;

static bool read_text(const char *text)
{
    return dump_read(&dump, &jx_plugin_csv, (struct jx_str){text, strlen(text)});
}

static void gives(int line, const char *text, const char *events)
{
    int before = check_failures;
    CHECK(read_text(text));
    CHECK_STR(dump.failure, "");
    CHECK_STR(dump_shown(&dump), events);
    if (check_failures > before)
        printf("  (the case of line %d)\n", line);
}
#define GIVES(text, events) gives(__LINE__, text, events)

static void test_separators(void)
{
    GIVES("名称,金额\n甲,1.5\n", "R0!1 名称|金额\nR0!2 甲|1.5\nE\n");
    GIVES("名称\t金额\r\n甲\t\"1,5\"\r\n", "R0!1 名称|金额\nR0!2 甲|1,5\nE\n");
    GIVES("名称;金额\n甲;1,5", "R0!1 名称|金额\nR0!2 甲|1,5\nE\n");
    GIVES("sep=;\r\na,b;c\r\n", "R0!2 a,b|c\nE\n");
    GIVES("只有一列\n甲\n", "R0!1 只有一列\nR0!2 甲\nE\n");
    GIVES("", "E\n");
    GIVES("\xef\xbb\xbf名称,金额\n", "R0!1 名称|金额\nE\n");
}

static void test_quotes(void)
{
    GIVES("\"a\"\"b\",\"c,d\"\n\"两\r\n行\",e\nf,g\n",
          "R0!1 a\"b|c,d\nR0!2 两~行|e\nR0!4 f|g\nE\n");
    GIVES("a\"b,\"c\"d\n\"\",x\n", "R0!1 a\"b|cd\nR0!2 |x\nE\n");
    CHECK(!read_text("a,b\nc,\"d\ne,f\n"));
    CHECK_HAS(dump.failure, "never closed");
    CHECK(dump.failed_line == 2);
}

static void test_rows(void)
{
    /* ragged rows, blank fields at the end, blank rows, old line ends */
    GIVES("标题,,,\na,b,c,d\ne,f\ng,,h,\n",
          "R0!1 标题\nR0!2 a|b|c|d\nR0!3 e|f\nR0!4 g||h\nE\n");
    GIVES("a,b\n,\nc,d\n\n,,\n\ne,f\n", "R0!1 a|b\nR0!3 c|d\nE\nR0!7 e|f\nE\n");
    GIVES("a,b\rc,d\r", "R0!1 a|b\nR0!2 c|d\nE\n");
}

static size_t encode(const char *to, const char *text, char *out, size_t size)
{
    iconv_t converter = iconv_open(to, "UTF-8");
    char *in = (char *)(uintptr_t)text, *end = out;
    size_t left = strlen(text), room = size;
    CHECK(iconv(converter, &in, &left, &end, &room) == 0);
    iconv_close(converter);
    return size - room;
}

static int probe(const char *bytes, size_t len, const char *name)
{
    return jx_plugin_csv.readers[0]->probe(bytes, len, name);
}

static void test_encodings(void)
{
    static const char *const names[] = {"GB18030", "UTF-16", "UTF-16LE", "UTF-16BE"};
    static const char text[] = "\xef\xbb\xbf项目,金额（万元）\n𠮷野,1.5\n";
    char bytes[200];
    for (size_t i = 0; i < 4; i++) {
        bool marked = i >= 2;
        size_t n = encode(names[i], text + (marked ? 0 : 3), bytes, sizeof bytes);
        CHECK(dump_read(&dump, &jx_plugin_csv, (struct jx_str){bytes, n}));
        CHECK_STR(dump_shown(&dump), "R0!1 项目|金额（万元）\nR0!2 𠮷野|1.5\nE\n");
        CHECK(probe(bytes, n, "x.csv") >= 90);
    }
    CHECK(!read_text("a,b\n\xff\xff,c\n"));
    CHECK_HAS(dump.failure, "neither UTF-8 nor GB18030");
    CHECK(dump.failed_line == 2);
    CHECK(!dump_read(&dump, &jx_plugin_csv, (struct jx_str){"a,\0\n", 4}));
    CHECK_HAS(dump.failure, "zero bytes");
    CHECK(!dump_read(&dump, &jx_plugin_csv,
                     (struct jx_str){"\xff\xfe"
                                     "a",
                                     3}));
}

/* What the C library makes of bytes, or "" when they mean nothing. */
static void by_library(iconv_t converter, const char *bytes, size_t len, char out[8])
{
    char *in = (char *)(uintptr_t)bytes, *end = out;
    size_t left = len, room = 7;
    iconv(converter, NULL, NULL, NULL, NULL);
    if (iconv(converter, &in, &left, &end, &room) == (size_t)-1)
        end = out;
    *end = '\0';
}

static size_t differs(iconv_t converter, const char *bytes, size_t len, bool utf16)
{
    char want[8], got[16];
    size_t n, mark = utf16 ? 2 : 0;
    by_library(converter, bytes + mark, len - mark, want);
    if (utf16 ? !jx_from_utf16(bytes, len, got, &n)
              : !jx_from_gb18030(bytes, len, got, &n))
        n = 0;
    got[n] = '\0';
    return strcmp(want, got) != 0;
}

/* Every code of two bytes, and a third of those of four; every unit of UTF-16, and pairs
 * of surrogates. */
static void test_every_code(void)
{
    iconv_t gb = iconv_open("UTF-8", "GB18030"), little = iconv_open("UTF-8", "UTF-16LE"),
            big = iconv_open("UTF-8", "UTF-16BE");
    size_t wrong = 0;
    for (unsigned i = 0x8000; i <= 0xffff; i++) {
        char two[] = {(char)(i >> 8), (char)i, 0, 0};
        wrong += differs(gb, two, 2, false);
    }
    for (unsigned i = 0; i < 126 * 12600; i += i < 50000 ? 1 : 3) {
        char four[] = {(char)(0x81 + i / 12600), (char)(0x30 + i / 1260 % 10),
                       (char)(0x81 + i / 10 % 126), (char)(0x30 + i % 10)};
        wrong += differs(gb, four, 4, false);
    }
    for (unsigned i = 1; i <= 0xffff; i++) {
        char unit[] = {'\xff', '\xfe', (char)i, (char)(i >> 8)};
        wrong += differs(little, unit, 4, true);
        char pair[] = {'\xfe',  '\xff',         (char)(0xd7 + i % 9),
                       (char)i, (char)(i >> 8), (char)i};
        wrong += differs(big, pair, 6, true);
    }
    CHECK(wrong == 0);
    iconv_close(gb);
    iconv_close(little);
    iconv_close(big);
}

static int probe_text(const char *text, const char *name)
{
    return probe(text, strlen(text), name);
}

static void test_probe(void)
{
    CHECK(probe_text("a,b,c\nd,e,f\n", "x") == 70);
    CHECK(probe_text("a;b\nd;e\n", "x") == 50);
    CHECK(probe_text("a\tb\nd\te\n", "x") == 60);
    CHECK(probe_text("\"a\"\tb\nd\te\n", "x") == 85);
    CHECK(probe_text("a,b,c\nd,e,f\n", "x.CSV") == 95);
    CHECK(probe_text("说明\na,b,c\n只有一列\n又\n", "x.csv") == 60);
    CHECK(probe_text("一列\n二\n", "x.csv") == 40);
    CHECK(probe_text("一段话，没有表格。\n另一段, 有逗号\n还有\n", "x") == 0);
    CHECK(probe_text("\t甲\n\t乙\n\n\t丙\n\t丁\n", "x") == 0);
    CHECK(probe_text("{\"a\":1,\"b\":2}\n{\"a\":3,\"b\":4}\n", "x") == 0);
    CHECK(probe_text("| a, b | c |\n| d, e | f |\n", "x") == 0);
    CHECK(probe_text("%PDF-1.7,a\nb,c\n", "x") == 0);
    CHECK(probe_text("\xd0\xcf\x11\xe0,a\n\xff,c\n", "x") == 0);
    CHECK(probe("a,b\0c\nd,e\n", 10, "x.csv") == 0);
}

static void test_limits(void)
{
    size_t n = 17000;
    char *text = malloc(n + 2);
    memset(text, ',', n);
    text[n] = 'x';
    text[n + 1] = 0;
    CHECK(!read_text(text));
    CHECK_HAS(dump.failure, "more than 16384 fields");
    free(text);
}

int main(void)
{
    test_separators();
    test_quotes();
    test_rows();
    iconv_t there = iconv_open("UTF-8", "GB18030");
    if (there == (iconv_t)-1) { /* linked statically for another system */
        printf("no iconv here to compare with\n");
    } else {
        iconv_close(there);
        test_encodings();
        test_every_code();
    }
    test_probe();
    test_limits();
    dump_free(&dump);
    return check_end();
}
