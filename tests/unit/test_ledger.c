/* test_ledger.c: verbs, clamping and rounding of an item; formats of reasons. */
#include "check.h"
#include "ledger.h"
#include "strbuf.h"

static struct jx_dec dec(const char *text)
{
    struct jx_dec out = {0, 0};
    jx_dec_parse(jx_str_of(text), &out);
    return out;
}

static const char *print(struct jx_dec value)
{
    static char text[64];
    jx_dec_print(value, text);
    return text;
}

static const struct jx_rounding two = {2, JX_ROUND_HALF_AWAY};

/* start plus lines is exactly the score. */
static void adds_up(const struct jx_item *item)
{
    struct jx_dec sum = item->start;
    for (size_t i = 0; i < item->line_count; i++) {
        const struct jx_line *line = &item->lines[i];
        sum = line->verb == JX_DEDUCT ? jx_dec_sub(sum, line->points)
                                      : jx_dec_add(sum, line->points);
    }
    CHECK(jx_dec_cmp(sum, item->score) == 0);
}

static void verbs(struct jx_arena *arena)
{
    struct jx_ledger ledger;
    struct jx_item item = {.weight = dec("10")};
    jx_ledger_start(&ledger, arena, "method:test");
    jx_ledger_verbs.award(&ledger, dec("1.005"), "a", NULL, 0);
    jx_ledger_settle(&ledger, false, two, &item);
    CHECK_STR(print(item.score), "1.01");
    CHECK(item.line_count == 2 && item.lines[1].verb == JX_ROUND);
    adds_up(&item);

    item = (struct jx_item){.weight = dec("10")};
    jx_ledger_start(&ledger, arena, "method:test");
    jx_ledger_verbs.deduct(&ledger, dec("12.345"), "a", NULL, 0);
    jx_ledger_settle(&ledger, true, two, &item);
    CHECK_STR(print(item.score), "0");
    CHECK(item.lines[item.line_count - 1].verb == JX_CLAMP);
    adds_up(&item);

    item = (struct jx_item){.weight = dec("10")};
    jx_ledger_start(&ledger, arena, "method:test");
    jx_ledger_verbs.award(&ledger, dec("20"), "a", NULL, 0);
    jx_ledger_settle(&ledger, false, two, &item);
    CHECK_STR(print(item.score), "10");
    adds_up(&item);
}

static void decided(struct jx_arena *arena)
{
    struct jx_ledger ledger;
    struct jx_item item = {.weight = dec("10")};
    jx_ledger_start(&ledger, arena, "method:test");
    jx_ledger_verbs.award(&ledger, dec("5"), "a", NULL, 0);
    CHECK(jx_ledger_verbs.reject(&ledger, "no", NULL, 0));
    CHECK(!jx_ledger_verbs.award(&ledger, dec("5"), "b", NULL, 0));
    jx_ledger_settle(&ledger, false, two, &item);
    CHECK(item.scored);
    CHECK_STR(print(item.score), "0");
    adds_up(&item);

    jx_ledger_start(&ledger, arena, "method:test");
    CHECK(jx_ledger_verbs.unscored(&ledger, "ask somebody", NULL, 0));
    jx_ledger_settle(&ledger, false, two, &item);
    CHECK(!item.scored);
}

static void limits(struct jx_arena *arena)
{
    struct jx_ledger ledger;
    struct jx_item item = {.weight = dec("10")};
    jx_ledger_start(&ledger, arena, "method:test");
    int added = 0;
    while (jx_ledger_verbs.award(&ledger, dec("0.001"), "a", NULL, 0))
        added++;
    CHECK(added == JX_LEDGER_LINES);
    jx_ledger_settle(&ledger, false, two, &item);
    CHECK(ledger.overflow && !item.scored);
}

static const char *fault(const char *format, const struct jx_arg *args, size_t count)
{
    int number;
    const char *text = jx_why_check(NULL, jx_str_of(format), args, count, &number);
    return text ? text : "";
}

static void formats(void)
{
    struct jx_arg args[3] = {{.kind = JX_ARG_DOUBLE, .number = 10.0},
                             {.kind = JX_ARG_DEC, .dec = dec("5.105")},
                             {.kind = JX_ARG_TEXT, .text = {"户", 3}}};
    struct jx_why why = {jx_str_of("%d%% %.2f %s|%g"), args, 3, false};
    char out[64];
    CHECK(jx_why_render(&why, NULL, out, sizeof out) == strlen("10% 5.11 户|%g"));
    CHECK_STR(out, "10% 5.11 户|%g");
    why = (struct jx_why){jx_str_of("%s %s"), args, 2, false};
    jx_why_render(&why, NULL, out, sizeof out);
    CHECK_STR(out, "10 5.105");
    jx_why_render(&why, NULL, out, 4);
    CHECK_STR(out, "10 ");
    CHECK_STR(fault("%d %s %g", args, 3),
              "argument %d of the reason is a text, but the format wants a number");
    CHECK_STR(fault("%s %s", args, 3),
              "argument %d of the reason has no place in its format");
    CHECK_STR(fault("%s", NULL, 0),
              "the reason's format wants an argument %d that is not given");
    CHECK_HAS(fault("%s %d", args, 2), "is not a whole number");
    CHECK_HAS(fault("%x", args, 1), "a format other than");
    CHECK_HAS(fault("%.f", args, 1), "a format other than");
    CHECK_HAS(fault("100%", args, 0), "a format other than");
    CHECK_HAS(fault("\xff", args, 0), "not valid UTF-8");
    CHECK_STR(fault("%s%%", args, 1), "");
}

/* A catalogue of one language. */
static const char *in_german(const char *message)
{
    return strcmp(message, "missed: %s of %s%s") == 0 ? "verfehlt: %s von %s%s" : message;
}

/* What is shown again reads as it did, and as it is rendered. */
static void shown(struct jx_arena *arena)
{
    static const char long_words[] =
        "rounded as the pack says, which is what every pack says that says anything at "
        "all about it: %s, and %.1f, and so on, until more than two hundred and fifty "
        "six bytes are full of words that nobody reads, as nobody reads those of most "
        "messages, and %s of them at that";
    static const char *const messages[] = {"missed: %s of %s%s",
                                           "rounded as the pack says",
                                           "%s",
                                           "%d%% %.2f%s",
                                           "100%% of %.15f: %g, %s.",
                                           "a%sb%sc%s",
                                           long_words};
    struct jx_shown *memory = jx_arena_alloc(arena, sizeof *memory);
    memory->arena = arena;
    struct jx_arg args[3] = {{.kind = JX_ARG_DOUBLE, .number = 10.0},
                             {.kind = JX_ARG_DEC, .dec = dec("-5.105")},
                             {.kind = JX_ARG_TEXT, .text = {"户", 3}}};
    char want[512], out[512];
    for (size_t i = 0; i < 3 * sizeof messages / sizeof *messages; i++) {
        struct jx_str format = jx_str_of(messages[i / 3]);
        size_t count = strstr(format.p, "missed") || strchr(format.p, '1') ? 3 : i % 3;
        struct jx_why why = {format, args, (uint8_t)count, i % 4 != 3};
        for (size_t size = 1; size <= sizeof out; size += size < 80 ? 1 : 36) {
            size_t n = jx_why_render(&why, in_german, want, size);
            CHECK(jx_why_show(memory, &why, in_german, out, size) == n);
            CHECK_STR(out, want);
        }
    }
    struct jx_why why = {jx_str_of(messages[0]), args, 3, true};
    jx_why_show(memory, &why, in_german, out, sizeof out);
    CHECK_STR(out, "verfehlt: 10 von -5.105户");
    char place[] = "missed: %s by %s%s"; /* another where one was before */
    why.format = jx_str_of(place);
    jx_why_show(memory, &why, in_german, out, sizeof out);
    memcpy(place, "passed", 6);
    jx_why_show(memory, &why, in_german, out, sizeof out);
    CHECK_STR(out, "passed: 10 by -5.105户");
}

int main(void)
{
    struct jx_arena arena = jx_arena_new(0);
    verbs(&arena);
    decided(&arena);
    limits(&arena);
    formats();
    shown(&arena);
    jx_arena_free(&arena);
    return check_end();
}
