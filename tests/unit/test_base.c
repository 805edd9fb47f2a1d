/* test_base.c: texts, characters, globs, misspellings, arenas. */
#include "arena.h"
#include "check.h"
#include "fail.h"
#include "strbuf.h"
#include "utf8.h"

static void characters(void)
{
    CHECK(jx_utf8_valid("绩效", 6) == 6);
    CHECK(jx_utf8_valid("a\xc0\x80", 3) == 1);    /* overlong */
    CHECK(jx_utf8_valid("\xed\xa0\x80", 3) == 0); /* surrogate */
    CHECK(jx_utf8_valid("\xf4\x90\x80\x80", 4) == 0);
    CHECK(jx_utf8_valid("绩\xe6\x95", 5) == 3); /* cut */
    CHECK(jx_utf8_columns("绩效ab", 8) == 6);
    CHECK(jx_utf8_columns("≥＝%", 7) == 4);
    CHECK(jx_utf8_cut("绩效", 5) == 3);
    CHECK(jx_utf8_cut("绩效", 6) == 6);
    CHECK(jx_utf8_cut("绩效", 2) == 0);
}

static bool glob(const char *text, const char *pattern)
{
    return jx_str_glob(jx_str_of(text), jx_str_of(pattern));
}

static void slices(void)
{
    CHECK(jx_str_is(jx_str_trim(jx_str_of(" \xe3\x80\x80 ab \xc2\xa0")), "ab"));
    CHECK(jx_str_trim(jx_str_of("\xe3\x80\x80")).n == 0);
    CHECK(glob("完成时间", "*时间") && glob("时间", "*时间*") && glob("", "*"));
    CHECK(!glob("时间表", "*时间") && !glob("a", "") && glob("aXbXc", "a*b*c"));
    CHECK(jx_str_find(jx_str_of("abc"), jx_str_of("c")) == 2);
    CHECK(jx_str_find(jx_str_of("abc"), jx_str_of("d")) == -1);
    CHECK(jx_str_cmp(jx_str_of("a"), jx_str_of("ab")) < 0);
}

static void misspellings(void)
{
    static const char *const words[] = {"proportional", "banded", "step", NULL};
    CHECK_STR(jx_nearest("proportinal", words), "proportional");
    CHECK_STR(jx_nearest("bandet", words), "banded");
    CHECK(jx_nearest("zzzzzz", words) == NULL);
}

static void buffers(void)
{
    struct jx_strbuf buf = {0};
    jx_strbuf_json(&buf, "a\"\\\n\x01绩", 8);
    CHECK_STR(buf.text, "\"a\\\"\\\\\\n\\u0001绩\"");
    jx_strbuf_clear(&buf);
    jx_strbuf_puts(&buf, "得分");
    jx_strbuf_pad(&buf, 0, 6);
    CHECK_STR(buf.text, "得分  ");
    jx_strbuf_free(&buf);
}

static void arenas(void)
{
    struct jx_arena arena = jx_arena_new(4096);
    CHECK(jx_arena_alloc(&arena, 4000) != NULL);
    CHECK(jx_arena_alloc(&arena, 4000) == NULL);
    CHECK(jx_arena_array(&arena, (size_t)-1 / 2, 16) == NULL);
    jx_arena_reset(&arena);
    CHECK(jx_arena_alloc(&arena, 4000) != NULL);
    jx_arena_free(&arena);
}

static void errors(void)
{
    struct jx_error err = {0};
    char text[1200];
    CHECK(!jx_fail(&err, "a.json", 3, "unknown rule '%s'", "x"));
    jx_error_print(&err, text, sizeof text);
    CHECK_STR(text, "a.json:3: unknown rule 'x'");
}

static void tamed(void)
{
    char text[] = "a\x1b[31m\nb\x7f\xc2\x9b\xe2\x80\xae\xe7\xbb\xa9";
    jx_utf8_tame(text, true);
    CHECK_STR(text, "a?[31m\nb??\x3f???\xe7\xbb\xa9");
    jx_utf8_tame(text, false);
    CHECK_STR(text, "a?[31m?b??\x3f???\xe7\xbb\xa9");
}

int main(void)
{
    tamed();
    characters();
    slices();
    misspellings();
    buffers();
    arenas();
    errors();
    return check_end();
}
