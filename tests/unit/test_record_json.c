/* test_record_json.c: records from JSON documents and lines, as the readers give them.
 * What is strict about JSON itself is test_json's business. */
#include "check.h"

#include "record_json.h"
#include "record.h"
#include "strbuf.h"

#include <stdlib.h>

/* What a sink was given, as one text: "record …" and "trouble LINE@OFFSET …" lines. */
struct taken {
    struct jx_strbuf log;
    struct jx_arena arena;
    struct jx_record *last; /* a copy */
    char source[128];       /* of its name */
    int stop_after;         /* records; 0: never */
    int records;
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

static bool take_trouble(const struct jx_sink *sink, struct jx_at at, uint64_t offset,
                         const char *text)
{
    struct taken *taken = sink->ctx;
    jx_strbuf_format(&taken->log, "trouble %u@%u %s\n", (unsigned)at.line,
                     (unsigned)offset, text);
    return true;
}

static bool take_record(const struct jx_sink *sink, const struct jx_record *record)
{
    struct taken *taken = sink->ctx;
    struct jx_str name = record->cell[JX_REC_NAME].text;
    jx_source_print(record, record->cell[JX_REC_NAME].at, taken->source,
                    sizeof taken->source);
    taken->last = jx_record_copy(&taken->arena, record);
    jx_strbuf_format(&taken->log, "record %.*s\n", (int)name.n, name.n ? name.p : "");
    return ++taken->records != taken->stop_after;
}

static bool read_bytes(struct taken *taken, const struct jx_reader *reader,
                       const char *bytes, size_t len)
{
    struct jx_host host = {
        .size = sizeof host, .ctx = taken, .alloc = take_alloc, .fail = take_fail};
    struct jx_sink sink = {.size = sizeof sink,
                           .ctx = taken,
                           .record = take_record,
                           .trouble = take_trouble};
    struct jx_document document = {.size = sizeof document,
                                   .name = "in",
                                   .bytes = bytes,
                                   .len = len,
                                   .first_line = 1};
    void *self = reader->open(&host);
    bool ok = reader->read(self, &host, &document, &sink);
    reader->close(self);
    jx_strbuf_putc(&taken->log, '.');
    return ok;
}

static bool read_text(struct taken *taken, const struct jx_reader *reader,
                      const char *text)
{
    return read_bytes(taken, reader, text, strlen(text));
}

static void drop(struct taken *taken)
{
    jx_strbuf_free(&taken->log);
    jx_arena_free(&taken->arena);
    *taken = (struct taken){0};
}

/* The whole log of one reading. */
#define LOG(reader, given, expected)                                                     \
    do {                                                                                 \
        struct taken taken_ = {0};                                                       \
        read_text(&taken_, reader, given);                                               \
        CHECK_STR(taken_.log.text, expected);                                            \
        drop(&taken_);                                                                   \
    } while (0)

static bool cell_is(const struct jx_cell *cell, enum jx_cell_kind kind, const char *text,
                    unsigned line)
{
    return cell->kind == kind && jx_str_is(cell->text, text) && cell->at.line == line;
}

static const char whole[] =
    "{\"form\": \"project-self-evaluation\", \"year\": 2023,\n"
    " \"code\": \"51\", \"name\": \"考试\", \"unit\": null,\n"
    " \"budget\": {\"initial\": \"8.00\", \"rate\": \"88.90%\", \"reported_score\": "
    "8.890,\n"
    "  \"sources\": [{\"name\": \"财政资金\", \"initial\": \"8.00\"},\n"
    "   {\"name\": \"其他\"}]},\n"
    " \"indicators\": [{\"level1\": \"产出指标\", \"actual\": \"\", \"weight\": 8},\n"
    "  {\"name\": \"b\"}],\n"
    " \"facts\": {\"F1\": 3, \"F2\": {\"a\": \"x\", \"b\": \"y\"}},\n"
    " \"peer\": {\"P\": \"40.9%\"}, \"reported_total\": \"\", \"note\": \"any\", \"_x\": "
    "1}";

static void test_whole(void)
{
    struct taken taken = {0};
    CHECK(read_text(&taken, &jx_json_reader, whole));
    CHECK_STR(taken.log.text, "record 考试\n.");
    const struct jx_record *r = taken.last;
    CHECK(cell_is(&r->cell[JX_REC_FORM], JX_TEXT, "project-self-evaluation", 1));
    CHECK(cell_is(&r->cell[JX_REC_YEAR], JX_NUMBER, "2023", 1));
    CHECK(cell_is(&r->cell[JX_REC_UNIT], JX_TEXT, "", 2));
    CHECK(r->cell[JX_REC_REGION].kind == JX_ABSENT);
    CHECK(cell_is(&r->cell[JX_REC_REPORTED_TOTAL], JX_TEXT, "", 9));
    CHECK(r->budget.present && r->budget.source_count == 2);
    CHECK(cell_is(&r->budget.total.cell[JX_FUND_REPORTED_SCORE], JX_NUMBER, "8.890", 3));
    CHECK(cell_is(&r->budget.sources[0].cell[JX_FUND_NAME], JX_TEXT, "财政资金", 4));
    CHECK(r->budget.sources[1].cell[JX_FUND_INITIAL].kind == JX_ABSENT);
    CHECK(r->has_indicators && r->indicator_count == 2);
    CHECK(cell_is(&r->indicators[0].cell[JX_IND_ACTUAL], JX_TEXT, "", 6));
    CHECK(cell_is(&r->indicators[0].cell[JX_IND_WEIGHT], JX_NUMBER, "8", 6));
    CHECK(r->fact_count == 3 && r->facts[0].field.n == 0);
    CHECK(jx_str_is(r->facts[2].id, "F2") && jx_str_is(r->facts[2].field, "b"));
    CHECK(cell_is(&r->facts[2].value, JX_TEXT, "y", 8));
    CHECK(r->peer_count == 1 && cell_is(&r->peers[0].value, JX_TEXT, "40.9%", 9));
    CHECK_STR(r->file, "in");
    drop(&taken);
}

static void test_origins(void)
{
    struct taken taken = {0};
    CHECK(
        read_text(&taken, &jx_json_reader,
                  "{\"name\": \"n\", \"unit\": \"u\", \"indicators\": [{\"name\": \"i\","
                  " \"unit\": \"%\", \"_at\": {\"unit\": \"甲!乙!AB12\","
                  " \"name\": \"甲!乙!A12\"}}], \"facts\": {\"F\": {\"a\": 1, \"b\": 2,"
                  " \"_at\": {\"b\": \"line 9\"}}},"
                  " \"_at\": {\"file\": \"a.xlsx\", \"name\": \"line 7\"}}"));
    const struct jx_record *r = taken.last;
    CHECK_STR(r->file, "a.xlsx");
    CHECK(cell_is(&r->cell[JX_REC_NAME], JX_TEXT, "n", 7));
    CHECK(cell_is(&r->cell[JX_REC_UNIT], JX_TEXT, "u", 0));
    CHECK(cell_is(&r->facts[0].value, JX_NUMBER, "1", 0));
    CHECK(cell_is(&r->facts[1].value, JX_NUMBER, "2", 9));
    CHECK(r->sheet_count == 1);
    CHECK(r->indicators[0].cell[JX_IND_UNIT].at.column == 28);
    drop(&taken);
    CHECK(read_text(&taken, &jx_ndjson_reader,
                    "{\"name\": \"n\", \"_at\": {\"name\": \"S!C5\"}}"));
    CHECK_STR(taken.source, "in S!C5");
    drop(&taken);
    LOG(&jx_json_reader,
        "{\"name\": \"n\", \"facts\": {\"F\": 1, \"_at\": {\"G\": \"line 1\"}},"
        " \"_at\": {\"name\": \"row 7\"}}",
        "trouble 1@0 $._at.name: an origin such as \"line 12\" or \"Sheet1!C5\" was "
        "expected\ntrouble 1@0 $.facts._at.G: no such value, or not in the order of the "
        "values; left out\nrecord n\n.");
}

static void test_faults(void)
{
    LOG(&jx_json_reader,
        "[{\"name\": \"a\",\n \"indicators\": [{\"weight\": true}, 7]},\n"
        "3, {\"x\": 1}, {\"name\": \"d\", \"budget\": [], \"indicators\": null,"
        " \"facts\": null}]",
        "trouble 2@0 $[0].indicators[0].weight: a text or a number was expected, found "
        "true\ntrouble 2@0 $[0].indicators[1]: an object was expected here, found a "
        "number\nrecord a\n"
        "trouble 3@0 $[1]: a record is expected, a JSON object; found a number\n"
        "trouble 3@0 $[2]: this object has none of the keys of a record (form, code, "
        "name, budget, indicators …)\n"
        "trouble 3@0 $[3].budget: an object was expected here, found an array\n"
        "record d\n.");
    /* A likely misspelling is said; other programs' keys are left alone. */
    LOG(&jx_json_reader,
        "{\"name\": \"a\", \"unit\": \"u\", \"units\": 1, \"reported_totl\": 9, \"id\": "
        "1}",
        "trouble 1@0 $.reported_totl: unknown key, left out; did you mean "
        "\"reported_total\"?\nrecord a\n.");
    LOG(&jx_json_reader, "[1, 2",
        "fail 1 the document ends in the middle; the file may be "
        "incomplete, column 6\n.");
    LOG(&jx_json_reader, "[]", ".");
    /* No ID may make room for fewer facts than there are. */
    LOG(&jx_json_reader, "{\"facts\": {\"\": {\"a\": {\"x\": 1, \"y\": 2}}}}",
        "trouble 1@0 $.facts[\"\"].a: a text or a number was expected, found an object\n"
        "record \n.");
}

static void test_many_faults(void)
{
    struct jx_strbuf text = {0};
    struct taken taken = {0};
    jx_strbuf_puts(&text, "{\"name\": \"a\", \"indicators\": [0");
    for (int i = 1; i < 50; i++)
        jx_strbuf_puts(&text, ",0");
    jx_strbuf_puts(&text, "]}");
    CHECK(read_text(&taken, &jx_json_reader, text.text));
    CHECK_HAS(taken.log.text, "$.indicators[18]: ");
    CHECK(!strstr(taken.log.text, "$.indicators[19]"));
    CHECK_HAS(taken.log.text,
              "$: 31 more values of this record cannot be kept\nrecord a");
    CHECK(taken.last->indicator_count == 50);
    drop(&taken);
    jx_strbuf_free(&text);
}

static void test_lines(void)
{
    LOG(&jx_ndjson_reader,
        "\xef\xbb\xbf{\"name\": \"a\"}\r\n\n \t\n{\"name\": \"b\"\n[1]\n"
        "{\"name\": \"\xff\"}\n{\"name\": \"c\"}",
        "record a\n"
        "trouble 4@22 the document ends in the middle; the file may be incomplete, "
        "column 13\n"
        "trouble 5@35 $: a record is expected, a JSON object; found an array\n"
        "trouble 6@39 this is not UTF-8; save the file as UTF-8, column 11\n"
        "record c\n.");
    LOG(&jx_ndjson_reader, "", ".");
    struct taken taken = {.stop_after = 1};
    CHECK(!read_text(&taken, &jx_ndjson_reader, "{\"name\":\"a\"}\n{\"name\":\"b\"}\n"));
    CHECK(taken.records == 1);
    drop(&taken);
}

static void test_long_line(void)
{
    size_t n = (size_t)JX_LINE_MAX + 1;
    struct jx_strbuf text = {0};
    struct taken taken = {0};
    char *line = malloc(n);
    CHECK(line != NULL);
    if (!line)
        return;
    memset(line, 'x', n);
    jx_strbuf_add(&text, line, n);
    jx_strbuf_puts(&text, "\n{\"name\": \"a\"}\n");
    CHECK(read_bytes(&taken, &jx_ndjson_reader, text.text, text.len));
    CHECK_STR(taken.log.text,
              "trouble 1@0 this line has 16777217 bytes; at most 16777216 are read: one "
              "record a line\nrecord a\n.");
    drop(&taken);
    jx_strbuf_free(&text);
    free(line);
}

static void test_probe(void)
{
    static const struct {
        const char *head, *name, *winner;
    } cases[] = {
        {"[{\"a\": 1}]", "x.json", "json"},
        {"\xef\xbb\xbf [\n {", "x", "json"},
        {"{\"a\": \"}\\\"\"}\n", "x.json", "json"},
        {"{\"a\": 1}\n", "x.ndjson", "ndjson"},
        {"{\"a\": [1]}\n{\"a\": 2}\n", "x.json", "ndjson"},
        {"{\"a\": [1", "x", "json"},
        {"{\"a\": [1", "x.jsonl", "ndjson"},
        {"{\"a\": [1\n{\"a\": 2}\n", "x", "ndjson"},
        {"oops\n{\"a\": 2}\n", "x.ndjson", "ndjson"},
        {"[注] 一\n", "x.txt", "none"},
        {"项目\t{\n", "x.txt", "none"},
        {"", "x.txt", "none"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t n = strlen(cases[i].head);
        int json = jx_json_reader.probe(cases[i].head, n, cases[i].name);
        int lines = jx_ndjson_reader.probe(cases[i].head, n, cases[i].name);
        CHECK_STR(json > lines   ? "json"
                  : lines > json ? "ndjson"
                                 : "none",
                  cases[i].winner);
    }
}

int main(void)
{
    test_whole();
    test_origins();
    test_faults();
    test_many_faults();
    test_lines();
    test_long_line();
    test_probe();
    return check_end();
}
