/* test_json.c: what the JSON room refuses, in which words and where; what it keeps; how
 * it merges and names places. */
#include "check.h"
#include "json.h"
#include "strbuf.h"

#include <stdlib.h>

struct bad_case {
    const char *text;
    size_t len; /* 0: strlen */
    int line, column;
    const char *message;
};

static const struct bad_case bad_cases[] = {
    {"", 0, 1, 1, "the document is empty"},
    {" \n\t\r\n", 0, 3, 1, "the document is empty"},
    {"\xef\xbb\xbf", 0, 1, 1, "the document is empty"},
    {"{} x", 0, 1, 4, "text behind the end"},
    {"1 2", 0, 1, 3, "text behind the end"},
    {"{}\n{}", 0, 2, 1, "text behind the end"},
    {"\"a\xff\"", 0, 1, 3, "this is not UTF-8"},
    {"[\n\"\xe4\xb8\xad\xc0\x80\"]", 0, 2, 3, "this is not UTF-8"},
    {"\"\xed\xa0\x80\"", 0, 1, 2, "this is not UTF-8"},
    {"\xff\xfe{\0}\0", 6, 1, 1, "this is not UTF-8"},
    {"{", 0, 1, 2, "ends in the middle"},
    {"[1,", 0, 1, 4, "ends in the middle"},
    {"{\"a\":", 0, 1, 6, "ends in the middle"},
    {"-", 0, 1, 2, "ends in the middle"},
    {"\"a", 0, 1, 1, "the text is not closed"},
    {"[\"a\\\"]", 0, 1, 2, "the text is not closed"},
    {"\"a\nb\"", 0, 1, 3, "a line break or control character"},
    {"\"\0\"", 3, 1, 2, "a line break or control character"},
    {"\"\\x\"", 0, 1, 3, "unknown escape"},
    {"\"\\u12g4\"", 0, 1, 6, "unknown escape"},
    {"\"\\ud800\"", 0, 1, 2, "half of a surrogate pair"},
    {"\"\\ud800\\u0041\"", 0, 1, 2, "half of a surrogate pair"},
    {"\"\\udc00\"", 0, 1, 2, "half of a surrogate pair"},
    {"\"a\\u0000b\"", 0, 1, 3, "\\u0000 is not allowed"},
    {"[01]", 0, 1, 4, "bad number"},
    {"+1", 0, 1, 1, "bad number"},
    {".5", 0, 1, 1, "bad number"},
    {"[1.]", 0, 1, 4, "bad number"},
    {"[1e]", 0, 1, 4, "bad number"},
    {"[-a]", 0, 1, 3, "bad number"},
    {"True", 0, 1, 1, "unknown word"},
    {"{\"a\": NaN}", 0, 1, 7, "unknown word"},
    {"nul", 0, 1, 1, "unknown word"},
    {"{a:1}", 0, 1, 2, "a key in quotes"},
    {"{1:1}", 0, 1, 2, "a key in quotes"},
    {"{\"a\" 1}", 0, 1, 6, "':' was expected"},
    {"{\"a\":1 \"b\":2}", 0, 1, 8, "',' or '}' was expected"},
    {"[1 2]", 0, 1, 4, "',' or ']' was expected"},
    {"[1}", 0, 1, 3, "',' or ']' was expected"},
    {"[1,]", 0, 1, 4, "a ',' too many"},
    {"{\"a\":1,\n}", 0, 2, 1, "a ',' too many"},
    {"[,1]", 0, 1, 2, "a JSON value was expected"},
    {"'a'", 0, 1, 1, "a JSON value was expected"},
    {"[1\0]", 4, 1, 3, "',' or ']' was expected"},
    {"// x\n1", 0, 1, 1, "JSON has no comments"},
    {"{\"a\":1 /* x */}", 0, 1, 8, "JSON has no comments"},
};

static struct jx_json *parse(struct jx_arena *arena, const char *text)
{
    struct jx_error err = {0};
    struct jx_json *root = jx_json_parse(arena, jx_str_of(text), "t.json", 1, &err);
    if (!root)
        printf("%s: %s\n", text, err.text);
    CHECK(root != NULL);
    return root;
}

static void check_refused(const struct bad_case *c)
{
    struct jx_arena arena = jx_arena_new(0);
    struct jx_error err = {0};
    /* an exact allocation, so that ASan sees a byte read too far */
    size_t len = c->len ? c->len : strlen(c->text);
    char *text = malloc(len + !len);
    memcpy(text, c->text, len);
    CHECK(!jx_json_parse(&arena, (struct jx_str){text, len}, "t.json", 1, &err));
    CHECK_HAS(err.text, c->message);
    char column[32];
    snprintf(column, sizeof column, ", column %d", c->column);
    CHECK_HAS(err.text, column);
    CHECK(err.line == c->line);
    CHECK_STR(err.path, "t.json");
    if (!strstr(err.text, c->message) || err.line != c->line)
        printf("    in %s: line %d\n", c->text, err.line);
    free(text);
    jx_arena_free(&arena);
}

static void test_refused_built(void)
{
    struct jx_arena arena = jx_arena_new(0);
    struct jx_error err = {0};
    char text[2000];
    for (int depth = JX_JSON_DEPTH; depth <= JX_JSON_DEPTH + 1; depth++) {
        memset(text, '[', (size_t)depth);
        memset(text + depth, ']', (size_t)depth);
        struct jx_json *root =
            jx_json_parse(&arena, (struct jx_str){text, 2 * (size_t)depth}, "t", 1, &err);
        CHECK((root != NULL) == (depth == JX_JSON_DEPTH));
    }
    CHECK_HAS(err.text, "nested too deeply");
    memset(text, '7', 401);
    CHECK(jx_json_parse(&arena, (struct jx_str){text, 400}, "t", 1, &err) != NULL);
    CHECK(!jx_json_parse(&arena, (struct jx_str){text, 401}, "t", 1, &err));
    CHECK_HAS(err.text, "more than 400 characters");

    CHECK(!jx_json_parse(&arena, jx_str_of("{\"a\":1,\n\"b\":{},\n\"\\u0061\":2}"), "t",
                         5, &err));
    CHECK_STR(err.text, "this key occurs twice in one object; keep one of them: a");
    CHECK(err.line == 7);
    struct jx_strbuf many = {0};
    jx_strbuf_putc(&many, '{');
    for (int i = 0; i < 100; i++)
        jx_strbuf_format(&many, "\"k%d\":%d,\n", i, i);
    jx_strbuf_puts(&many, "\"k41\":0,\n\"k7\":0}");
    CHECK(!jx_json_parse(&arena, (struct jx_str){many.text, many.len}, "t", 1, &err));
    CHECK_HAS(err.text, ": k41");
    CHECK(err.line == 101);
    jx_strbuf_free(&many);
    struct jx_arena small = jx_arena_new(200);
    CHECK(!jx_json_parse(&small, jx_str_of("[1,2,3,4,5,6,7,8]"), "t", 1, &err));
    CHECK_HAS(err.text, "not enough memory");
    CHECK(err.kind == JX_ERR_SYSTEM);
    jx_arena_free(&small);
    jx_arena_free(&arena);
}

static void test_kept(void)
{
    struct jx_arena arena = jx_arena_new(0);
    struct jx_json *root = parse(
        &arena, "\xef\xbb\xbf{\"\\u4e2d\": [1.10, -0,\n 1e400, null, true, false],\n"
                "\"s\": \"a\\n\\ud83d\\ude00\\/\", \"o\": {}}");
    CHECK(root->type == JX_JSON_OBJECT && root->count == 3 && root->line == 1);
    struct jx_json *list = jx_json_get(root, "中");
    CHECK(list && list->count == 6);
    CHECK_STR(list->child->text.p, "1.10");
    CHECK_STR(list->child->next->text.p, "-0");
    CHECK_STR(list->child->next->next->text.p, "1e400");
    CHECK(list->child->next->next->line == 2);
    CHECK(list->child->next->next->next->type == JX_JSON_NULL);
    CHECK_STR(jx_json_get(root, "s")->text.p, "a\n\xf0\x9f\x98\x80/");
    CHECK(jx_json_get(root, "s")->line == 3);
    CHECK(!jx_json_get(root, "x") && !jx_json_get(list, "x") && !jx_json_get(NULL, "x"));
    struct jx_json *escapes = parse(
        &arena,
        "{ \"\\u4e2d\\\"\" : \"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uFFFD\\udbff\\udfff.\" }");
    CHECK_STR(escapes->child->key.p, "中\"");
    CHECK_STR(escapes->child->text.p,
              "\\/\b\f\n\r\t\xc3\xa9\xef\xbf\xbd\xf4\x8f\xbf\xbf.");
    CHECK(escapes->child->text.n == strlen(escapes->child->text.p));
    /* cJSON alone would stumble over a number of more than 63 characters */
    struct jx_json *wide =
        parse(&arena,
              "[0.1234567890123456789012345678901234567890123456789012345678901234567890,"
              " \"z\"]");
    CHECK(wide->child->text.n == 72);
    CHECK_STR(wide->child->next->text.p, "z");
    jx_arena_free(&arena);
}

static void print(const struct jx_json *node, struct jx_strbuf *out)
{
    if (node->key.p)
        jx_strbuf_format(out, "%s:", node->key.p);
    switch (node->type) {
    case JX_JSON_OBJECT:
    case JX_JSON_ARRAY:
        jx_strbuf_putc(out, node->type == JX_JSON_ARRAY ? '[' : '{');
        for (const struct jx_json *c = node->child; c; c = c->next) {
            print(c, out);
            jx_strbuf_putc(out, c->next ? ',' : ' ');
        }
        jx_strbuf_putc(out, node->type == JX_JSON_ARRAY ? ']' : '}');
        break;
    case JX_JSON_NULL: jx_strbuf_puts(out, "null"); break;
    default: jx_strbuf_add(out, node->text.p, node->text.n);
    }
}

static void test_merge(void)
{
    static const struct {
        const char *base, *child, *want;
    } cases[] = {
        {"{\"a\":1,\"b\":2}", "{\"b\":3,\"c\":4}", "{a:1,b:3,c:4 }"},
        {"{\"a\":{\"x\":1,\"y\":{\"z\":2}}}", "{\"a\":{\"y\":{\"z\":9,\"w\":0}}}",
         "{a:{x:1,y:{z:9,w:0 } } }"},
        {"{\"a\":[1,2,3]}", "{\"a\":[4]}", "{a:[4 ] }"},
        {"{\"a\":1,\"b\":{\"c\":2,\"d\":3}}", "{\"a\":null,\"b\":{\"c\":null}}",
         "{b:{d:3 } }"},
        {"{\"a\":1}", "{\"a\":{\"b\":null,\"c\":[null]}}", "{a:{c:[null ] } }"},
        {"{\"a\":{\"b\":1}}", "{\"a\":2,\"n\":null}", "{a:2 }"},
        {"{}", "{}", "{}"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct jx_arena arena = jx_arena_new(0);
        struct jx_json *base = parse(&arena, cases[i].base);
        struct jx_json *child = parse(&arena, cases[i].child);
        struct jx_strbuf out = {0}, again = {0};
        print(jx_json_merge(&arena, base, child), &out);
        CHECK_STR(out.text, cases[i].want);
        struct jx_json *fresh = parse(&arena, cases[i].base);
        jx_strbuf_clear(&out);
        print(fresh, &out);
        print(base, &again); /* merging leaves what it merges alone */
        CHECK_STR(again.text, out.text);
        jx_strbuf_free(&out);
        jx_strbuf_free(&again);
        jx_arena_free(&arena);
    }
}

static void test_path(void)
{
    struct jx_arena arena = jx_arena_new(0);
    struct jx_json *root =
        parse(&arena, "{\"selectors\":{\"budget\":{\"rule\":[0,1,{\"a b\":5}]}},"
                      "\"产出\":1}");
    struct jx_json *rule =
        jx_json_get(jx_json_get(jx_json_get(root, "selectors"), "budget"), "rule");
    char out[64];
    jx_json_path(root, root, out, sizeof out);
    CHECK_STR(out, "$");
    jx_json_path(root, rule->child->next, out, sizeof out);
    CHECK_STR(out, "$.selectors.budget.rule[1]");
    jx_json_path(root, rule->child->next->next->child, out, sizeof out);
    CHECK_STR(out, "$.selectors.budget.rule[2][\"a b\"]");
    jx_json_path(root, jx_json_get(root, "产出"), out, sizeof out);
    CHECK_STR(out, "$.产出");
    jx_json_path(root, jx_json_get(root, "产出"), out, 5);
    CHECK_STR(out, "$.");
    jx_json_path(rule, root, out, sizeof out);
    CHECK_STR(out, "");
    jx_arena_free(&arena);
}

int main(void)
{
    for (size_t i = 0; i < sizeof bad_cases / sizeof *bad_cases; i++)
        check_refused(&bad_cases[i]);
    test_refused_built();
    test_kept();
    test_merge();
    test_path();
    return check_end();
}
