/* test_simdjson.c: the fast reader against the careful one: the same records and the same
 * errors, on a table of lines and on thousands of lines with seeded damage. */
#include "check.h"

#include "record_json.h"
#include "strbuf.h"

#include <stdlib.h>

extern const struct jx_plugin jx_plugin_simdjson;

/* Everything a reader gave, as one text. */
struct taken {
    struct jx_strbuf log;
    struct jx_arena arena;
    void *behind; /* self of the careful reader */
    unsigned behind_calls;
};

static void *take_alloc(const struct jx_host *host, size_t size)
{
    return jx_arena_alloc(&((struct taken *)host->ctx)->arena, size);
}

static bool take_fail(const struct jx_host *host, const struct jx_at *at,
                      const char *text)
{
    struct taken *taken = host->ctx;
    jx_strbuf_format(&taken->log, "fail %u %s\n", at ? (unsigned)at->line : 0u, text);
    return false;
}

static bool take_behind(const struct jx_host *host, const struct jx_document *part,
                        const struct jx_sink *sink)
{
    struct taken *taken = host->ctx;
    taken->behind_calls++;
    return jx_ndjson_reader.read(taken->behind, host, part, sink);
}

static bool take_trouble(const struct jx_sink *sink, struct jx_at at, uint64_t offset,
                         const char *text)
{
    struct taken *taken = sink->ctx;
    jx_strbuf_format(&taken->log, "trouble %u@%u %s\n", (unsigned)at.line,
                     (unsigned)offset, text);
    return true;
}

static void log_cells(struct taken *taken, const char *name, const struct jx_cell *cells,
                      int count)
{
    jx_strbuf_format(&taken->log, "  %s", name);
    for (int i = 0; i < count; i++) {
        jx_strbuf_format(&taken->log, " %d:%u.%d.%d:%d:", i, (unsigned)cells[i].at.line,
                         cells[i].at.column, cells[i].at.sheet, cells[i].kind);
        jx_strbuf_add(&taken->log, cells[i].text.p, cells[i].text.n);
    }
    jx_strbuf_putc(&taken->log, '\n');
}

static bool take_record(const struct jx_sink *sink, const struct jx_record *record)
{
    struct taken *taken = sink->ctx;
    const struct jx_budget *budget = &record->budget;
    jx_strbuf_format(&taken->log, "record %s %d %d %zu %zu\n", record->file,
                     budget->present, record->has_indicators, record->fact_count,
                     record->peer_count);
    log_cells(taken, "cells", record->cell, JX_REC_COUNT);
    log_cells(taken, "budget", budget->total.cell, JX_FUND_COUNT);
    for (size_t i = 0; i < budget->source_count; i++)
        log_cells(taken, "source", budget->sources[i].cell, JX_FUND_COUNT);
    for (size_t i = 0; i < record->indicator_count; i++)
        log_cells(taken, "row", record->indicators[i].cell, JX_IND_COUNT);
    for (size_t i = 0; i < record->fact_count; i++)
        log_cells(taken, "fact", &record->facts[i].value, 1);
    return true;
}

static const struct jx_reader *fast(void)
{
    return jx_plugin_simdjson.readers[0];
}

/* Where they end. */
static uint32_t *ends_of(const char *lines, size_t len)
{
    size_t count = 0;
    uint32_t *ends = calloc(len + 1, sizeof *ends);
    for (size_t i = 0; i < len; i++)
        if (lines[i] == '\n')
            ends[count++] = (uint32_t)i;
    ends[count] = (uint32_t)len;
    return ends;
}

/* What `reader` makes of the lines; *alone: it needed nobody behind it. */
static char *read_lines(const struct jx_reader *reader, const char *lines, size_t len,
                        const uint32_t *ends, bool *alone)
{
    struct taken taken = {.arena = jx_arena_new(0)};
    struct jx_host host = {.size = sizeof host,
                           .ctx = &taken,
                           .alloc = take_alloc,
                           .fail = take_fail,
                           .behind = take_behind};
    struct jx_sink sink = {.size = sizeof sink,
                           .ctx = &taken,
                           .record = take_record,
                           .trouble = take_trouble};
    char *padded = calloc(1, len + JX_DOCUMENT_PADDING);
    memcpy(padded, lines, len);
    struct jx_document document = {.size = sizeof document,
                                   .name = "in",
                                   .bytes = padded,
                                   .len = len,
                                   .first_line = 7,
                                   .offset = 100,
                                   .line_ends = ends};
    taken.behind = jx_ndjson_reader.open(&host);
    void *self = reader->open(&host);
    bool ok = reader->read(self, &host, &document, &sink);
    reader->close(self);
    jx_ndjson_reader.close(taken.behind);
    jx_strbuf_puts(&taken.log, ok ? "." : "!");
    *alone = taken.behind_calls == 0;
    jx_arena_free(&taken.arena);
    free(padded);
    return taken.log.text;
}

static bool compare(const char *lines, size_t len)
{
    bool alone, ignored;
    uint32_t *ends = ends_of(lines, len);
    char *want = read_lines(&jx_ndjson_reader, lines, len, NULL, &ignored);
    char *got = read_lines(fast(), lines, len, NULL, &ignored);
    char *again = read_lines(fast(), lines, len, ends, &alone);
    CHECK_STR(got, want);
    CHECK_STR(again, want);
    CHECK(alone == ignored);
    free(ends);
    free(want);
    free(got);
    free(again);
    return alone;
}

static const char whole[] =
    "{\"form\":\"project\",\"region\":\"示例\",\"year\":2023,"
    "\"code\":\"51\",\"name\":\"示例"
    "项目\",\"budget\":{\"initial\":\"100.00\",\"adjusted\":100,"
    "\"executed\":-1.5e+2,\"rate\":"
    "\"97.12%\",\"weight\":\"10\",\"reported_score\":null,"
    "\"reason\":\"\",\"sources\":[{\"name\":"
    "\"财政资金\",\"initial\":\"0.00\"},{}]},\"indicators\":[{"
    "\"level1\":\"产出指标\",\"nature\":"
    "\"≥\",\"target\":\"90\",\"actual\":\"95\",\"weight\":\"10\"}"
    ",{\"level1\":\"a\\n\",\"level2\":\"b\",\"name\":\"c\","
    "\"nature\":\"≥\",\"target\":9,\"unit\":\"%\",\"actual\":\"8\" ,"
    "\"weight\" : \"10\",\"reported_score\":null,\"reason\":\"\"}"
    ",{\"name\":\"b\",\"reason\":"
    "\"天气\"}],\"reported_total\":\"99.5\",\"problems\":\"无\"}";

/* With all its keys in their usual order. */
#define CODE_RUN                                                                         \
    "\"code\":\"51\",\"name\":\"示例项目\",\"department\":\"甲\",\"unit\":\"乙\""
#define TOTAL_RUN                                                                        \
    "\"initial\":\"1.00\",\"adjusted\":\"1\",\"executed\":\"0\",\"rate\":\"0%\","        \
    "\"weight\":\"10\",\"reported_score\":\"0\",\"reason\":\"\""
#define LAST_RUN                                                                         \
    "\"reported_weight\":\"100\",\"reported_total\":\"90\",\"conclusion\":\"好\","      \
    "\"problems\":\"无\",\"measures\":\"\""
static const char usual[] =
    "{\"form\":\"project\",\"region\":\"示例\",\"year\":2023," CODE_RUN
    ",\"budget\":{" TOTAL_RUN ",\"sources\":[]},\"indicators\":[]," LAST_RUN "}";

static void test_lines(void)
{
    static const struct {
        const char *line;
        bool alone;
    } cases[] = {
        {whole, true},
        {usual, true},
        {"{" LAST_RUN "," CODE_RUN "}", true},
        {"{\"unit\":\"x\"," CODE_RUN "}", false},
        {"{" CODE_RUN ",\"name\":\"x\"}", false},
        {"{" LAST_RUN "," LAST_RUN "}", false},
        {"{\"budget\":{" TOTAL_RUN ",\"name\":\"\\\"\"}}", true},
        {"{\"budget\":{\"rate\":1," TOTAL_RUN "}}", false},
        {"{\"budget\":{" TOTAL_RUN "}," LAST_RUN "}", true},
        {"{\"name\":\"a\"}\n{\"code\":1}\r\n {\"name\" : null }", true},
        {"{\"code\":1}\n{\"indicators\":[{},{}]}\n{\"code\":2}\n", true},
        {"{\"name\":\"a\",\n\"code\":1}", false},
        {"{\"name\":\"a\"}\n{\"budget\":{\n}}\n{\"code\":1}\n", false},
        {"{\"code\":1}\n\n{\"name\":\"\\\"\"}{\n}{\"code\":2}", false},
        {"{\"measures\":\"x\",\"name\":\"y\",\"form\":\"z\"}", true},
        {"{\"indicators\":[]}", true},
        {"{\"budget\":{}}", true},
        {"{\"name\":\"a\\u4e2d\\n\\ud83d\\ude00\"}", true},
        {"{\"name\":\"\\u0000\"}", false},
        {"{\"name\":\"\\ud83d\"}", false},
        {"{\"name\":\"\\ude00x\"}", false},
        {"{\"name\":\"\\x\"}", false},
        {"{\"name\":\"a\",\"name\":\"b\"}", false},
        {"{\"name\":null,\"name\":\"b\"}", false},
        {"{\"budget\":{},\"budget\":{}}", false},
        {"{\"indicators\":[],\"indicators\":[{}]}", false},
        {"{\"budget\":{\"sources\":[],\"sources\":[]}}", false},
        {"{\"na\\u006de\":\"a\"}", false},
        {"{\"naem\":\"a\",\"code\":\"1\"}", false},
        {"{\"other\":{\"deep\":[1,2]},\"code\":\"1\"}", false},
        {"{\"note\":\"x\",\"_at\":{\"name\":\"line 3\"},\"name\":\"a\"}", false},
        {"{\"facts\":{\"a\":1,\"b\":{\"c\":\"2\"}}}", false},
        {"{\"name\":true}", false},
        {"{\"name\":{}}", false},
        {"{\"indicators\":{}}", false},
        {"{\"indicators\":[1,{\"name\":\"x\"}]}", false},
        {"{\"year\":01}", false},
        {"{\"year\":1.}", false},
        {"{\"year\":+1}", false},
        {"{\"year\":1e}", false},
        {"{\"year\":nul}", false},
        {"{\"year\":nullx}", false},
        {"{\"year\":1}{\"year\":2}", false},
        {"{\"year\":1} x", false},
        {"{\"year\":1,}", false},
        {"{,\"year\":1}", false},
        {"{\"year\" 1}", false},
        {"{\"year\":1 \"code\":2}", false},
        {"{\"indicators\":[{},]}", false},
        {"{\"indicators\":[{} {}]}", false},
        {"{\"name\":\"a", false},
        {"{\"name\":\"a\tb\"}", false},
        {"{\"name\":\"\xff\"}", false},
        {"{\"name\":\"\xed\xa0\x80\"}", false},
        {"\xef\xbb\xbf{\"name\":\"a\"}", false},
        {"[{\"name\":\"a\"}]", false},
        {"{}", false},
        {"null", false},
        {"", true},
        {"\n \n\xe3\x80\x80\n{\"name\":\"a\"}", false},
        {"}", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool alone = compare(cases[i].line, strlen(cases[i].line));
        CHECK(alone == cases[i].alone);
        if (alone != cases[i].alone)
            printf("  in: %s\n", cases[i].line);
    }
    CHECK(!compare("{\"name\":\"a\0b\"}", 14));
}

/* A number of 400 characters is the longest; deep nesting is refused. */
static void test_limits(void)
{
    char line[1200];
    for (int digits = 399; digits <= 401; digits++) {
        snprintf(line, sizeof line, "{\"year\":1%0*d}", digits - 1, 0);
        CHECK(compare(line, strlen(line)) == (digits <= 400));
    }
    memset(line, '[', 100);
    memcpy(line + 100, "\n", 2);
    compare(line, strlen(line));
}

/* Long texts with escapes in a row that is not as usual at its end only: there is room for
 * what all of the line stands for, and no more. */
static void test_long_escapes(void)
{
    static char line[16 * 1024];
    int n = snprintf(line, sizeof line, "{\"indicators\":[{\"level1\":\"");
    memset(line + n, 'x', 15000);
    n += 15000;
    n += snprintf(line + n, sizeof line - (size_t)n,
                  "\\n\",\"level2\":\"b\",\"target\":\"c\\t\",\"name\":\"\\u4e2d\"}]}");
    CHECK(compare(line, (size_t)n));
}

/* The whole line with a few bytes changed, doubled or taken out; often with another. */
static void test_damage(void)
{
    static const char bytes[] = "{}[]\",:\\u0019deaf-+.eE ntrl\n\x01\xe4\xed\xf0\x80\x00";
    char line[3 * sizeof whole];
    unsigned seed = 20231105;
    int alone = 0;
    for (int i = 0; i < 20000; i++) {
        const char *from = i % 4 < 2 ? whole : usual;
        size_t n = strlen(from);
        memcpy(line, from, n);
        for (unsigned k = 0; k <= (seed >> 8) % 3; k++) {
            seed = seed * 1103515245u + 12345u;
            size_t at = (seed >> 10) % n;
            char c = bytes[(seed >> 3) % (sizeof bytes - 1)];
            if (seed >> 30 == 0)
                memmove(line + at, line + at + 1, --n - at);
            else if (seed >> 30 == 1) {
                memmove(line + at + 1, line + at, n++ - at);
                line[at] = c;
            } else
                line[at] = c;
        }
        if (i % 2) {
            line[n] = '\n';
            memcpy(line + n + 1, whole, sizeof whole - 1);
            n += sizeof whole;
        }
        alone += compare(line, n);
    }
    printf("%d of 20000 damaged lines were still plain\n", alone);
    CHECK(alone > 500 && alone < 19500);
}

/* More lines than are looked at together, one of them damaged. */
static void test_many(void)
{
    enum { LINES = 80 };
    static const char bytes[] = "\x01\xff\"}{\n\\";
    static char lines[LINES * sizeof whole];
    int refused = 0;
    for (size_t i = 0; i < LINES; i++) {
        memcpy(lines + i * sizeof whole, whole, sizeof whole - 1);
        lines[(i + 1) * sizeof whole - 1] = '\n';
    }
    CHECK(compare(lines, sizeof lines));
    for (size_t i = 0; i < 40; i++) {
        char *damaged = &lines[i * 2 * sizeof whole + 11 + i], before = *damaged;
        *damaged = bytes[i % (sizeof bytes - 1)];
        refused += !compare(lines, sizeof lines - i % 2);
        *damaged = before;
    }
    CHECK(refused > 30);
}

int main(void)
{
    test_lines();
    test_limits();
    test_long_escapes();
    test_damage();
    test_many();
    return check_end();
}
