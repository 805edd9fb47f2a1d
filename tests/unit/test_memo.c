/* test_memo.c: what is remembered of texts changes no result: forms scored in any order, by
 * an engine that remembers all texts, nearly none, or none of another form. And the words
 * of prose that one pass finds are those that are there. */
#include "app.h"
#include "check.h"
#include "json.h"
#include "memo.h"
#include "record_json.h"
#include "scoring.h"
#include "strbuf.h"

#include <stdlib.h>

extern const struct jx_plugin jx_plugin_methods;

enum { FORMS = 60, ROWS = 12, FEW = 3 };

static uint32_t state = 7;

static unsigned below(unsigned n)
{
    state = state * 1664525u + 1013904223u;
    return (state >> 16) % n;
}

#define PICK(list) (list)[below(sizeof(list) / sizeof *(list))]

static const char *const levels1[] = {"产出指标", "效益指标", "满意度指标", "成本 指标"};
static const char *const levels2[] = {"数量指标", "质量指标",     "时效指标",
                                      "",         "社会效益指标", "服务对象满意度指标"};
static const char *const names[] = {"完成时间", "成本控制率", "合格率", "培训人数"};
static const char *const natures[] = {"≥", "≤", "＝", "定性", "<", "", ">="};
static const char *const figures[] = {
    "95",    "100%", "12月", "8.5万人", "优",       "良好", "≥90%",          "0.95",
    "2,000", "/",    "",     "12.50",   "优良中差", "10",   "2023年12月底前"};
static const char *const units[] = {"%", "人", "", "万元", "次", "10"};
static const char *const points[] = {"10", "9.5", "10分", "", "0", "12"};
static const char *const reasons[] = {"", "无", "受天气影响", "未完成的需说明原因"};
static const char *const proses[] = {"无", "", "自评得分94分，执行率为80%。", "等级为优"};

static void add_row(struct jx_strbuf *out)
{
    jx_strbuf_format(out,
                     "{\"level1\":\"%s\",\"level2\":\"%s\",\"name\":\"%s%u\","
                     "\"nature\":\"%s\",\"target\":\"%s\",\"unit\":\"%s\","
                     "\"actual\":\"%s\",\"weight\":\"%s\",\"reported_score\":\"%s\","
                     "\"reason\":\"%s\"}",
                     PICK(levels1), PICK(levels2), PICK(names), below(20), PICK(natures),
                     PICK(figures), PICK(units), PICK(figures), PICK(points),
                     PICK(points), PICK(reasons));
}

static void add_form(struct jx_strbuf *out, int number)
{
    jx_strbuf_format(
        out,
        "{\"form\":\"%s\",\"year\":2023,\"code\":\"%d\",\"name\":\"%s\","
        "\"budget\":{\"initial\":\"100\",\"adjusted\":\"%s\","
        "\"executed\":\"80.00\",\"rate\":\"80%%\",\"weight\":\"10\","
        "\"reason\":\"%s\"},\"reported_total\":\"95\","
        "\"conclusion\":\"%s\",\"problems\":\"%s\",\"indicators\":[",
        number % 5 ? "project-self-evaluation" : "department-self-evaluation", number,
        PICK(names), PICK(figures), PICK(reasons), PICK(proses), PICK(proses));
    for (int i = 0; i < ROWS; i++) {
        jx_strbuf_puts(out, i ? "," : "");
        add_row(out);
    }
    jx_strbuf_puts(out, "]}");
}

static void tell_why(struct jx_strbuf *out, const struct jx_why *why)
{
    char text[1024];
    jx_why_render(why, NULL, text, sizeof text);
    jx_strbuf_format(out, "%s\n", text);
}

static void tell_dec(struct jx_strbuf *out, struct jx_dec number)
{
    char text[64];
    jx_dec_print(number, text);
    jx_strbuf_format(out, "%s ", text);
}

/* Everything that came of a form, as text. */
static char *tell(const struct jx_result *r)
{
    struct jx_strbuf out = {0};
    jx_strbuf_format(&out, "%d %s\n", r->has_total, r->grade);
    tell_dec(&out, r->total);
    for (size_t i = 0; i < r->item_count; i++) {
        const struct jx_item *item = &r->items[i];
        jx_strbuf_format(&out, "item %zu %d %s ", i, item->scored, item->rule);
        tell_dec(&out, item->score);
        for (size_t k = 0; k < item->line_count; k++) {
            tell_dec(&out, item->lines[k].points);
            tell_why(&out, &item->lines[k].why);
        }
    }
    for (size_t i = 0; i < r->finding_count; i++) {
        const struct jx_finding *finding = &r->findings[i];
        jx_strbuf_format(&out, "%s %d %.*s ", finding->code, finding->item,
                         (int)finding->claimed.text.n, finding->claimed.text.p);
        tell_why(&out, &finding->message);
    }
    return out.text;
}

static char *score(struct jx_engine *engine, const struct jx_record *record)
{
    struct jx_error err = {0};
    const struct jx_result *result = jx_engine_score(engine, record, &err);
    CHECK(result != NULL);
    return result ? tell(result) : NULL;
}

static struct jx_engine *engine_of(const struct jx_pack *pack, size_t texts)
{
    struct jx_error err = {0};
    struct jx_engine *engine = jx_engine_open(pack, &err);
    if (!engine)
        abort();
    memo_close(engine->memo);
    engine->memo = memo_open(texts);
    return engine;
}

static void same(char *got, const char *want)
{
    CHECK_STR(got, want);
    free(got);
}

static void compare(const struct jx_pack *pack, const struct jx_record *forms)
{
    char *told[FORMS];
    struct jx_engine *usual = engine_of(pack, 0), *few = engine_of(pack, FEW);
    for (int i = 0; i < FORMS; i++)
        told[i] = score(usual, &forms[i]);
    for (int i = FORMS; i-- > 0;) {
        struct jx_engine *fresh = engine_of(pack, 0);
        same(score(usual, &forms[i]), told[i]);
        same(score(few, &forms[i]), told[i]);
        same(score(fresh, &forms[i]), told[i]);
        jx_engine_close(fresh);
    }
    /* Or there is nothing to be remembered wrongly. */
    static const char *const codes[] = {"text-conflict", "template-text",
                                        "score-mismatch", "value-unreadable"};
    for (size_t c = 0; c < sizeof codes / sizeof *codes; c++) {
        bool found = false;
        for (int i = 0; i < FORMS; i++)
            found |= strstr(told[i], codes[c]) != NULL;
        CHECK(found);
    }
    for (int i = 0; i < FORMS; i++)
        free(told[i]);
    jx_engine_close(usual);
    jx_engine_close(few);
}

/* `exact`: a bit for every word, else at least for those that are there. */
static void check_words(const struct jx_str *words, size_t count, bool exact)
{
    static const char *const texts[] = {"自评得分96分，执行率为80%",
                                        "自评",
                                        "等级为优",
                                        "项目自\xe8",
                                        "a",
                                        "",
                                        "总分98.81分 score 96",
                                        "得分为",
                                        "第一33和第一69",
                                        "自评自评得分，自评得分"};
    struct jx_pack pack = {.prose = {.score = {words, count / 2},
                                     .rate = {words + count / 2, count - count / 2}}};
    struct prose *prose = prose_open(&pack);
    static struct jx_pairs pairs;
    pairs = (struct jx_pairs){0};
    if (prose)
        prose_mark(prose, &pairs);
    for (size_t t = 0; prose && t < sizeof texts / sizeof *texts; t++) {
        struct jx_str text = jx_str_of(texts[t]);
        struct words found;
        uint64_t want = 0;
        prose_words(prose, &pairs, text, &found);
        for (size_t i = 0; i < count; i++) {
            const struct jx_str word = words[i];
            ptrdiff_t at = jx_str_find(text, word);
            if (at < 0)
                continue;
            size_t behind = (size_t)at + word.n;
            struct jx_str rest = {text.p + behind, text.n - behind};
            want |= (uint64_t)1 << i % 64;
            CHECK(found.at[i % 64] <= (size_t)at);
            CHECK(found.again >> i % 64 & 1 || jx_str_find(rest, word) < 0);
        }
        CHECK((found.there & want) == want && (!exact || found.there == want));
    }
    prose_close(prose);
}

static void prose(void)
{
    enum { MANY = 70 }; /* more than there are bits */
    static const char *const list[] = {"自评得分", "得分为", "自评", "等级为", "评价"};
    struct jx_str words[MANY] = {{0}};
    char numbered[MANY][16];
    for (size_t i = 0; i < MANY; i++) {
        snprintf(numbered[i], sizeof numbered[i], "第一%zu", i);
        words[i] = jx_str_of(i < 5 ? list[i] : numbered[i]);
    }
    check_words(words, 5, true);
    check_words(words, MANY, true);
    static const char *const others[] = {"a", "score", "为",
                                         "（自评"}; /* no quick look */
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        words[2] = jx_str_of(others[i]);
        check_words(words, 5, false);
    }
}

int main(int argc, char **argv)
{
    const struct jx_plugin *const builtin[] = {&jx_plugin_methods, NULL};
    const char *const search[] = {argc > 1 ? argv[1] : "rules", NULL};
    struct jx_app app = jx_app_new(builtin);
    struct jx_arena arena = jx_arena_new(0);
    struct jx_pack_wish wish = {.ignore_lock = true};
    struct jx_record_faults faults = {0};
    struct jx_error err = {0};
    struct jx_record forms[FORMS];
    struct jx_strbuf texts[FORMS] = {{0}};
    app.search = search;
    struct jx_pack *pack = jx_app_pack_as(&app, "luzhou", &wish, NULL, &err);
    CHECK_STR(err.text, "");
    for (int i = 0; i < FORMS; i++) {
        add_form(&texts[i], i);
        struct jx_json *node = jx_json_parse(
            &arena, (struct jx_str){texts[i].text, texts[i].len}, "form", 1, &err);
        CHECK(node &&
              jx_record_from_json(&arena, node, "$", "form", &faults, &forms[i], &err));
    }
    if (pack)
        compare(pack, forms);
    prose();
    for (int i = 0; i < FORMS; i++)
        jx_strbuf_free(&texts[i]);
    jx_pack_free(pack);
    jx_arena_free(&arena);
    jx_app_end(&app);
    return check_end();
}
