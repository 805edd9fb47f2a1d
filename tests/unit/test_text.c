/* test_text.c: the text reader through its plugin table: which rows and prose it finds,
 * what it refuses and in which words, and that hostile input costs no more than it is long. */
#include "check.h"
#include "jixiao/plugin.h"
#include "strbuf.h"

#include <stdlib.h>

extern const struct jx_plugin jx_plugin_text;

struct run {
    struct jx_strbuf events;
    char failure[512];
    struct jx_at failed_at;
    void *memory[64];
    size_t blocks, cells, rows, widest, allocated;
    bool quiet, no_memory;
};

static void *run_alloc(const struct jx_host *host, size_t size)
{
    struct run *run = host->ctx;
    if (run->no_memory || run->blocks == 64)
        return NULL;
    run->allocated += size;
    return run->memory[run->blocks++] = calloc(1, size ? size : 1);
}

static bool run_fail(const struct jx_host *host, const struct jx_at *at, const char *text)
{
    struct run *run = host->ctx;
    run->failed_at = at ? *at : (struct jx_at){0};
    snprintf(run->failure, sizeof run->failure, "%s", text);
    return false;
}

static const char *run_translate(const struct jx_host *host, const char *message)
{
    (void)host;
    return message;
}

static void add_text(struct jx_strbuf *out, struct jx_str text)
{
    for (size_t i = 0; i < text.n; i++)
        jx_strbuf_putc(out, text.p[i] == '\n' || text.p[i] == '\r' ? '~' : text.p[i]);
}

static bool run_prose(const struct jx_sink *sink, struct jx_str text, struct jx_at at)
{
    struct run *run = sink->ctx;
    if (run->quiet)
        return true;
    jx_strbuf_format(&run->events, "%u:P(", (unsigned)at.line);
    add_text(&run->events, text);
    jx_strbuf_puts(&run->events, ") ");
    return true;
}

static bool run_row(const struct jx_sink *sink, const struct jx_row *row)
{
    struct run *run = sink->ctx;
    run->rows++;
    run->cells += row->count;
    run->widest = row->count > run->widest ? row->count : run->widest;
    if (run->quiet)
        return true;
    jx_strbuf_format(&run->events, "%u:%s[", (unsigned)row->cells[0].at.line,
                     row->flags & JX_ROW_GRID ? "G" : "R");
    for (size_t i = 0; i < row->count; i++) {
        CHECK(row->cells[i].column >= i && row->cells[i].span == 1);
        jx_strbuf_puts(&run->events, i ? "|" : "");
        add_text(&run->events, row->cells[i].text);
    }
    jx_strbuf_puts(&run->events, "] ");
    return true;
}

static bool run_end(const struct jx_sink *sink)
{
    struct run *run = sink->ctx;
    jx_strbuf_puts(&run->events, run->quiet ? "" : "; ");
    return true;
}

static bool run_trouble(const struct jx_sink *sink, struct jx_at at, uint64_t offset,
                        const char *text)
{
    struct run *run = sink->ctx;
    jx_strbuf_format(&run->events, "%u@%lu:!(%s) ", (unsigned)at.line,
                     (unsigned long)offset, text);
    return true;
}

static const struct jx_reader *reader(void)
{
    return jx_plugin_text.readers[0];
}

static bool read_bytes(struct run *run, const char *bytes, size_t len)
{
    struct jx_host host = {.size = sizeof host,
                           .ctx = run,
                           .alloc = run_alloc,
                           .fail = run_fail,
                           .translate = run_translate};
    struct jx_sink sink = {.size = sizeof sink,
                           .ctx = run,
                           .prose = run_prose,
                           .row = run_row,
                           .table_end = run_end,
                           .trouble = run_trouble};
    struct jx_document document = {.size = sizeof document,
                                   .name = "form.txt",
                                   .bytes = bytes,
                                   .len = len,
                                   .first_line = 1};
    void *self = reader()->open(&host);
    bool ok = self && reader()->read(self, &host, &document, &sink);
    reader()->close(self);
    for (size_t i = 0; i < run->blocks; i++)
        free(run->memory[i]);
    return ok;
}

static void check_events(const char *text, const char *want)
{
    struct run run = {0};
    size_t len = strlen(text);
    char *bytes = malloc(len ? len : 1); /* no byte behind the end: ASan watches */
    memcpy(bytes, text, len);
    CHECK(read_bytes(&run, bytes, len));
    CHECK_STR(run.events.text ? run.events.text : "", want);
    free(bytes);
    jx_strbuf_free(&run.events);
}

static void check_refused(const char *bytes, size_t len, unsigned line, const char *want)
{
    struct run run = {0};
    CHECK(!read_bytes(&run, bytes, len));
    CHECK_HAS(run.failure, want);
    CHECK(run.failed_at.line == line);
    jx_strbuf_free(&run.events);
}

static void test_dumped(void)
{
    check_events("\tA\n\tB\n\n\tC\n\tD\n", "1:R[A|B] 4:R[C|D] ; ");
    check_events("\t\n\tB\n\t\n", "1:R[|B|] ; ");
    /* a cell goes on over lines, until a tab or a blank line */
    check_events("\tA\nmore\nstill\n\tB\n", "1:R[A~more~still|B] ; ");
    check_events("\tA\r\nmore\r\n\tB\r\n\r\n\tC\r\n", "1:R[A~~more|B] 5:R[C] ; ");
    check_events("\tA\r\tB\r\r\tC", "1:R[A|B] 4:R[C] ; ");
    /* prose right above a row, and two tables apart by two blank lines */
    check_events("title\n\tA\n\tB\n\n\n\tC\n", "1:P(title) 2:R[A|B] ; 6:R[C] ; ");
    check_events("\tA\n\nprose\n\n\tB\n", "1:R[A] ; 3:P(prose) 5:R[B] ; ");
    check_events("\xef\xbb\xbf\tA\n", "1:R[A] ; ");
    check_events("\tA\n  \n\tB\n", "1:R[A] 3:R[B] ; ");
    check_events("\f\tA\n", "1:R[A] ; ");
    check_events("\tA\tx\n\tB\n", "1:R[A\tx|B] ; ");
}

static void test_on_one_line(void)
{
    check_events("a\tb\tc\n\tx\ty\n", "1:G[a|b|c] 2:G[|x|y] ; ");
    check_events("a\tb\nc\td\n", "1:G[a|b] 2:G[c|d] ; ");
    check_events("a\tb\nprose\n", "1:P(a\tb) 2:P(prose) ");
    check_events("| a | b |\n|---|:-:|\n| c |   |\n", "1:G[ a | b ] 3:G[ c |   ] ; ");
    check_events("| a | b |\n+---+---+\n| c | d |\n\ntext | more\n",
                 "1:G[ a | b ] 3:G[ c | d ] ; 5:P(text | more) ");
    check_events("| a | b |\n\n\tC\n\tD\n", "1:G[ a | b ] ; 3:R[C|D] ; ");
    check_events("| only\n", "1:P(| only) ");
}

static void test_encodings(void)
{
    check_events("\tx\n\t\xcf\xee\xc4\xbf\xc3\xfb\xb3\xc6\n", "1:R[x|项目名称] ; ");
    struct run run = {0};
    CHECK(read_bytes(&run, "\xff\xfe\t\0\x2d\x4e\r\0\n\0", 10));
    CHECK_STR(run.events.text, "1:R[中] ; ");
    jx_strbuf_free(&run.events);
}

/* Columns set apart by blanks: where they are beyond doubt. */
static void test_aligned(void)
{
    check_events("name     aa   b\nlong x   c    d\n         e    f\n",
                 "1:G[name|aa|b] 2:G[long x|c|d] 3:G[e|f] ; ");
    check_events("项目    甲局    乙\n\n名称    甲    乙\n中文    1     2\n",
                 "1:G[项目|甲局|乙] 3:G[名称|甲|乙] 4:G[中文|1|2] ; ");
    /* over two columns; a cell below none; a row torn out; tabs: all is prose */
    check_events("aa  bb  cc\nd   e   f\nlong long  g\n",
                 "1:P(aa  bb  cc) 2:P(d   e   f) 3:P(long long  g) ");
    check_events("aa  bb  cc\nd   e   f\n\na  b  c  d  e\n",
                 "1:P(aa  bb  cc) 2:P(d   e   f) 4:P(a  b  c  d  e) ");
    check_events("one  two  three\n", "1:P(one  two  three) ");
}

static void test_refused(void)
{
    check_refused("", 0, 0, "the document is empty");
    check_refused("\xef\xbb\xbf \r\n\t", 7, 0, "the document is empty");
    check_refused("a\nb\0c", 5, 2, "a zero byte");
    check_refused("a\nb\r\nx\xff y", 8, 3, "belongs to no character");
    check_refused("\xe4\xb8", 2, 1, "belongs to no character");
    check_refused("\xed\xa0\x80 surrogate", 13, 1, "belongs to no character");
    check_refused("\xff\xfe\x2d\x4e\x00", 5, 1, "neither UTF-8 nor GB18030");
    check_refused("\x2d\x4e\r\0\n\0a\0b\0", 10, 1, "UTF-16");
    check_refused("\tx\n\t\xcf\xee\xc4\xbf\xc3\xfb\xb3\n", 12, 2,
                  "belongs to no character");
    /* damaged UTF-8 is not taken for GB18030 */
    check_refused("项目名称培训人数\xe4\xb8 x", 28, 1, "belongs to no character");
    check_refused("x\ty\n\xef\xbf\xbd\n", 8, 2, "characters are lost here");
    struct run run = {.no_memory = true};
    CHECK(!read_bytes(&run, "\tA\n", 3));
    CHECK_HAS(run.failure, "out of memory");
    jx_strbuf_free(&run.events);
}

static int probe(const char *text, const char *name)
{
    return reader()->probe(text, strlen(text), name);
}

static void test_probe(void)
{
    CHECK(probe("\tA\n\tB\n", "x.txt") > probe("\tA\n\tB\n", "x"));
    CHECK(probe("\tA\n", "x") > probe("plain\n", "x.txt"));
    CHECK(probe("plain\n", "x") > probe("{\"a\": 1}\n", "x.txt"));
    CHECK(probe("plain\n", "x") > probe("<html>", "x.txt"));
    CHECK(probe("", "x") > 0);
    CHECK(probe("caf\xe9 au lait", "x.txt") > 0); /* refused, with its line */
    CHECK(probe("\xcf\xee\xc4\xbf", "x") > 0);    /* so that somebody says what it is */
    CHECK(probe("cut \xe4\xb8", "x") >= 30);
    CHECK(reader()->probe("a\0b", 3, "x.txt") == 0);
    CHECK(reader()->probe("\xff\xfe\x2d\x4e", 4, "x") > 0);
    CHECK(reader()->probe("PK\3\4\0\0", 6, NULL) == 0);
}

static char *repeated(const char *piece, size_t count, size_t *len)
{
    size_t n = strlen(piece);
    char *bytes = malloc(n * count);
    for (size_t i = 0; bytes && i < count; i++)
        memcpy(bytes + i * n, piece, n);
    *len = n * count;
    return bytes;
}

static void check_hostile(const char *piece, size_t count, size_t rows, size_t cells,
                          const char *trouble)
{
    struct run run = {.quiet = true};
    size_t len;
    char *bytes = repeated(piece, count, &len);
    CHECK(read_bytes(&run, bytes, len));
    CHECK(run.rows == rows && run.cells == cells && run.widest <= 16384);
    CHECK(run.allocated < 4u << 20);
    if (trouble)
        CHECK_HAS(run.events.text, trouble);
    else
        CHECK(run.events.len == 0);
    free(bytes);
    jx_strbuf_free(&run.events);
}

static void test_hostile(void)
{
    check_hostile("\tx\n", 70000, 1, 16384,
                  "16385@49153:!(a row of more than 16384 cells");
    check_hostile("x\t", 70000, 1, 16384, "1@32768:!(a row of more than 16384 cells");
    check_hostile("\tx\n\n", 1000000, 1000000, 1000000, NULL);
    check_hostile("x", 4u << 20, 0, 0, "1@0:!(a line of more than 1 MiB");
    check_hostile("\n\n\tx", 100000, 100000, 100000, NULL);
    /* a cell that never ends */
    struct run run = {.quiet = true};
    size_t len;
    char *bytes = repeated("abcdefg\n", 300000, &len);
    bytes[0] = '\t';
    CHECK(read_bytes(&run, bytes, len));
    CHECK(run.rows == 1 && run.cells == 1);
    CHECK_HAS(run.events.text, "a cell of more than 1 MiB");
    free(bytes);
    jx_strbuf_free(&run.events);
}

int main(void)
{
    test_dumped();
    test_on_one_line();
    test_encodings();
    test_aligned();
    test_refused();
    test_probe();
    test_hostile();
    return check_end();
}
