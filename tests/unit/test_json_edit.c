/* test_json_edit.c: changes of one value: where the bytes go, and that no other moves. */
#include "check.h"
#include "json.h"
#include "json_edit.h"
#include "strbuf.h"

#include <string.h>

struct edit_case {
    const char *text;
    const char *steps[4];
    const char *value, *want; /* want NULL: refused */
};

static const struct edit_case cases[] = {
    /* replaced: exactly the value's span, whatever stands around it */
    {"{\"a\":1}", {"a"}, "2", "{\"a\":2}"},
    {"{ \"a\" : 1.50 , \"b\" : 2 }\n", {"a"}, "1.5", "{ \"a\" : 1.5 , \"b\" : 2 }\n"},
    {"{\"a\": {\"b\": [1, [2]], \"c\": \"x\"}}",
     {"a", "b"},
     "[]",
     "{\"a\": {\"b\": [], \"c\": \"x\"}}"},
    {"{\"a\": \"q\\\"}\", \"b\": true}",
     {"b"},
     "false",
     "{\"a\": \"q\\\"}\", \"b\": false}"},
    {"{\"\\u4e2d\": null}", {"中"}, "1", "{\"\\u4e2d\": 1}"},
    {"\xef\xbb\xbf{\"a\": 1}", {"a"}, "22", "\xef\xbb\xbf{\"a\": 22}"},
    {"{\"a\": {\"x\": {\"y\": 1}}, \"b\": 3}",
     {"b"},
     "4",
     "{\"a\": {\"x\": {\"y\": 1}}, \"b\": 4}"},
    /* added behind the last member, in the style of the object */
    {"{\"a\": 1}", {"b"}, "2", "{\"a\": 1, \"b\": 2}"},
    {"{\n  \"a\": 1\n}\n", {"b"}, "2", "{\n  \"a\": 1,\n  \"b\": 2\n}\n"},
    {"{\r\n\t\"a\": {\r\n\t}\r\n}\r\n",
     {"b"},
     "2",
     "{\r\n\t\"a\": {\r\n\t},\r\n\t\"b\": 2\r\n}\r\n"},
    {"{\n  \"s\": {\"r\": {\"p\": {\"x\": 1}}}\n}\n",
     {"s", "r", "p", "y"},
     "2",
     "{\n  \"s\": {\"r\": {\"p\": {\"x\": 1, \"y\": 2}}}\n}\n"},
    {"{\n  \"s\": {\n    \"r\": {\n      \"k\": 1\n    }\n  }\n}\n",
     {"s", "r", "p", "y"},
     "2",
     "{\n  \"s\": {\n    \"r\": {\n      \"k\": 1,\n      \"p\": {\"y\": 2}\n    }\n  "
     "}\n}\n"},
    {"{\n}\n", {"s", "r"}, "[1]", "{\n  \"s\": {\"r\": [1]}\n}\n"},
    {"{\"a\": { }}", {"a", "b"}, "\"t\"", "{\"a\": {\"b\": \"t\"}}"},
    {"{\"k\\\"\": 1}", {"n\"w"}, "2", "{\"k\\\"\": 1, \"n\\\"w\": 2}"},
    /* refused */
    {"{\"a\": 1}", {"a", "b"}, "2", NULL},
    {"[1]", {"a"}, "2", NULL},
    {"{\"a\": 1,}", {"a"}, "2", NULL},
};

static void test_set(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct edit_case *c = &cases[i];
        struct jx_arena arena = jx_arena_new(0);
        struct jx_error err = {0};
        struct jx_str out = {0};
        size_t depth = 0;
        while (depth < 4 && c->steps[depth])
            depth++;
        bool ok = jx_json_set(&arena, "x.json", jx_str_of(c->text), c->steps, depth,
                              jx_str_of(c->value), &out, &err);
        CHECK(ok == (c->want != NULL));
        if (ok && c->want) {
            CHECK_STR(jx_arena_copy(&arena, out.p, out.n), c->want);
            CHECK(jx_json_parse(&arena, out, "x.json", 1, &err) != NULL);
        } else {
            CHECK(err.text[0] != '\0');
        }
        jx_arena_free(&arena);
    }
}

static void check_append(const char *text, const char *want)
{
    struct jx_arena arena = jx_arena_new(0);
    struct jx_error err = {0};
    struct jx_str out = {0};
    bool ok =
        jx_json_append(&arena, "x.json", jx_str_of(text), jx_str_of("{}"), &out, &err);
    CHECK(ok == (want != NULL));
    if (ok && want)
        CHECK_STR(jx_arena_copy(&arena, out.p, out.n), want);
    jx_arena_free(&arena);
}

int main(void)
{
    test_set();
    check_append("[\n]\n", "[\n  {}\n]\n");
    check_append("[\n  1\n]\n", "[\n  1,\n  {}\n]\n");
    check_append("[1]", "[1, {}]");
    check_append("{}", NULL);
    return check_end();
}
