/* test_hostile.c: rules that mean harm or go wrong: what stops each, with which message
 * and at which line; and that, with its guard off, the same rule comes out differently.
 * Nothing here measures time: work is what is charged.
 *
 * The rules are in hostile/CLASS.txt; what was tried is counted by class at the end, with
 * the guards that were shown to be needed. A case is
 *     === its name
 *     guard NAMES      guards without which it comes out differently; none: Lua's own
 *     without NAMES    guards that are off in either run
 *     cpu_ms N, call_bytes N; off_cpu_ms N: only of the run with the guard off
 *     expect ok|error|limit|load LINE MESSAGE, or for ok what is in the ledger
 *     body, and below it the body of score from line 2 on; or: file, and the whole file */
#include "harness.h"

#include "os_file.h"

#include <stdlib.h>

enum { OK = JX_LUA_OK, ERROR = JX_LUA_ERROR, LIMIT = JX_LUA_LIMIT, LOAD };

struct hostile {
    char name[80], message[160];
    unsigned guard; /* off: another outcome. 0: the interpreter itself stops it */
    int status, line;
    unsigned cpu_ms, off_cpu_ms, without;
    size_t call_bytes;
    const char *source;
};

/* What was tried of one class. */
struct class
{
    char name[24];
    int tried, survived, shown; /* shown: comes out differently with its guard off */
    unsigned guards;            /* that were off then */
};
static struct class classes[16];
static size_t class_count;

static struct class *class_of(const char *path)
{
    struct class *class = &classes[class_count++];
    const char *slash = strrchr(path, '/');
    snprintf(class->name, sizeof class->name, "%.*s",
             (int)strcspn(slash ? slash + 1 : path, "."), slash ? slash + 1 : path);
    return class;
}

static const char *const guard_names[] = {
    "instructions", "charges", "strings",  "blocks", "call_bytes", "live_bytes",
    "refusals",     "depth",   "alarm",    "names",  "source",     "readonly",
    "freeze",       "state",   "declared", "types",  "verbs",      "result",
    "nul",          "hash",    "values"};
enum { GUARDS = sizeof guard_names / sizeof *guard_names };

static void print_classes(void)
{
    struct class sum = {.name = "all"};
    for (size_t i = 0; i <= class_count; i++) {
        const struct class *c = i < class_count ? &classes[i] : &sum;
        printf("%-14s %3d tried, %3d survived; %3d shown with the guard off:", c->name,
               c->tried, c->survived, c->shown);
        for (size_t g = 0; g < GUARDS; g++)
            if (c->guards & 1u << g)
                printf(" %s", guard_names[g]);
        putchar('\n');
        sum.tried += c->tried;
        sum.survived += c->survived;
        sum.shown += c->shown;
        sum.guards |= c->guards;
    }
}

/* What a run comes to, as one text: status, message or ledger. */
struct outcome {
    int status, line;
    uint64_t work;
    char text[1024];
    bool right_after;
};

static struct jx_lua_limits merged(const struct hostile *h, unsigned off)
{
    struct jx_lua_limits limits = jx_lua_default_limits;
    if (h->cpu_ms)
        limits.cpu_ms = h->cpu_ms;
    if (off && h->off_cpu_ms)
        limits.cpu_ms = h->off_cpu_ms;
    if (h->call_bytes)
        limits.call_bytes = h->call_bytes;
    limits.guards_off = h->without | off;
    return limits;
}

static struct outcome run(const char *source, size_t len, struct jx_lua_limits limits)
{
    struct bench bench = {0};
    struct outcome out = {.status = LOAD};
    bench_add(&bench, "bad.lua", source, len);
    bench_add(&bench, "budget.lua", budget_rule, strlen(budget_rule));
    if (bench_open(&bench, &limits)) {
        struct jx_value none[4] = {{0}};
        out.status = bench_score(&bench, 0, none, none);
        out.work = jx_lua_work(bench.lua);
    }
    out.line = bench.err.line;
    snprintf(out.text, sizeof out.text, "%s",
             out.status == OK ? bench_lines(&bench) : bench.err.text);
    out.right_after = !bench.lua || budget_is_right(&bench, 1);
    bench_close(&bench);
    return out;
}

static void check_hostile(struct class *class, const struct hostile *h, size_t len)
{
    int before = check_failures;
    struct outcome on = run(h->source, len, merged(h, 0));
    CHECK(on.status == h->status);
    CHECK_HAS(on.text, h->message);
    CHECK(on.line == h->line);
    CHECK(on.work <= jx_lua_default_limits.work);
    CHECK(on.right_after);
    CHECK(h->guard == JX_GUARD_ALARM || !strstr(on.text, "CPU time"));
    if (h->guard) {
        struct outcome off = run(h->source, len, merged(h, h->guard));
        bool shown = off.status != on.status || strcmp(off.text, on.text) != 0;
        CHECK(shown);
        class->shown += shown;
        class->guards |= h->guard;
        if (check_failures != before)
            printf("  guard off: status %d, line %d: %s\n", off.status, off.line,
                   off.text);
    }
    class->tried++;
    class->survived += check_failures == before;
    if (check_failures != before)
        printf("  in \"%s\": status %d, line %d, work %llu\n", h->name, on.status,
               on.line, (unsigned long long)on.work);
}

/* ---- the case files ---- */

static unsigned guard_bits(const char *names)
{
    unsigned bits = 0;
    for (const char *p = names; *p; p += strcspn(p, " "), p += strspn(p, " ")) {
        size_t i = 0, n = strcspn(p, " ");
        while (i < GUARDS && (strncmp(guard_names[i], p, n) != 0 || guard_names[i][n]))
            i++;
        CHECK(i < GUARDS);
        bits |= i < GUARDS ? 1u << i : 0;
    }
    return bits;
}

static void expectation(struct hostile *h, const char *text)
{
    static const char *const names[] = {"ok", "error", "limit", "load"};
    size_t n = strcspn(text, " ");
    for (h->status = 0; h->status < LOAD; h->status++)
        if (strncmp(names[h->status], text, n) == 0)
            break;
    char *message;
    h->line = (int)strtol(text + n, &message, 10);
    snprintf(h->message, sizeof h->message, "%s", message + 1);
}

/* One "key value" line; false: the rule itself follows. */
static bool heading(struct hostile *h, const char *line)
{
    if (strncmp(line, "guard ", 6) == 0)
        h->guard = guard_bits(line + 6);
    else if (strncmp(line, "without ", 8) == 0)
        h->without = guard_bits(line + 8);
    else if (strncmp(line, "cpu_ms ", 7) == 0)
        h->cpu_ms = (unsigned)strtoul(line + 7, NULL, 10);
    else if (strncmp(line, "off_cpu_ms ", 11) == 0)
        h->off_cpu_ms = (unsigned)strtoul(line + 11, NULL, 10);
    else if (strncmp(line, "call_bytes ", 11) == 0)
        h->call_bytes = strtoul(line + 11, NULL, 10);
    else if (strncmp(line, "expect ", 7) == 0)
        expectation(h, line + 7);
    else
        return false;
    return true;
}

/* Runs the case that starts behind "=== " at text; text is cut into lines. */
static void check_case(struct class *class, char *text)
{
    struct hostile h = {0};
    struct jx_strbuf source = {0};
    char *line = text, *next;
    for (bool first = true; line; line = next, first = false) {
        if ((next = strchr(line, '\n')))
            *next++ = '\0';
        if (first)
            snprintf(h.name, sizeof h.name, "%s", line);
        else if (!heading(&h, line))
            break;
    }
    bool body = line && strcmp(line, "body") == 0;
    CHECK(body || (line && strcmp(line, "file") == 0));
    if (body)
        jx_strbuf_puts(&source, "return { api = 1, score = function(x, s)\n");
    jx_strbuf_puts(&source, next ? next : "");
    if (body)
        jx_strbuf_puts(&source, "\nend }\n");
    h.source = source.text;
    check_hostile(class, &h, source.len);
    jx_strbuf_free(&source);
}

static void check_file(struct class *class, const char *path)
{
    struct jx_bytes bytes = {0};
    struct jx_error err;
    CHECK(jx_os_read(path, 1 << 20, &bytes, &err));
    struct jx_strbuf text = {0};
    jx_strbuf_add(&text, bytes.p, bytes.n);
    int count = 0;
    char *p = strstr(text.text, "=== ");
    for (char *next; p; p = next, count++) {
        if ((next = strstr(p + 4, "\n=== "))) {
            *next++ = '\0';
        }
        check_case(class, p + 4);
    }
    CHECK(count > 0);
    jx_strbuf_free(&text);
    jx_os_release(&bytes);
}

/* `head`, then `part` many times, then `tail`. */
static void check_long(struct class *class, struct hostile h, const char *head,
                       const char *part, size_t times, const char *tail)
{
    struct jx_strbuf text = {0};
    jx_strbuf_puts(&text, head);
    for (size_t i = 0; i < times; i++)
        jx_strbuf_puts(&text, part);
    jx_strbuf_puts(&text, tail);
    h.source = text.text;
    h.status = LOAD;
    check_hostile(class, &h, text.len);
    jx_strbuf_free(&text);
}

/* Texts that cannot well be written down. */
static void long_texts(struct class *class)
{
    static const char rule[] = " return { api = 1, score = function(x, s) end }";
    check_long(class,
               (struct hostile){"a million lines", "a rule file may have 65536",
                                .guard = JX_GUARD_SOURCE},
               "", "\n", 1000000, rule);
    check_long(class,
               (struct hostile){"one long line", "a rule file may have 65536",
                                .guard = JX_GUARD_SOURCE},
               "", "local a = 1 ", 10000, rule);
    check_long(class, (struct hostile){"brackets without end", "C stack overflow"},
               "return ", "(", 60000, "");
    check_long(class, (struct hostile){"tables without end", "C stack overflow"},
               "return ", "{", 60000, "");
    check_long(class, (struct hostile){"blocks without end", "C stack overflow"}, "",
               "do ", 20000, "");
    check_long(class, (struct hostile){"functions without end", "C stack overflow"}, "",
               "local function f() ", 3000, "");
    check_long(class, (struct hostile){"signs without end", "C stack overflow"},
               "return ", "- ", 3000, "1");
    check_long(class,
               (struct hostile){"many locals", "too many local variables", .line = 1}, "",
               "local a = 1 ", 300, rule);
    check_long(
        class,
        (struct hostile){"a long literal", "too much memory", .guard = JX_GUARD_STRINGS},
        "local a = '", "x", 40000, "'");
    check_long(
        class,
        (struct hostile){"a long name", "too much memory", .guard = JX_GUARD_STRINGS},
        "local ", "x", 40000, " = 1");
    check_long(
        class,
        (struct hostile){"compiled chunk", "compiled chunk", .guard = JX_GUARD_SOURCE},
        "\x1bLua", "", 0, "");
    check_long(class,
               (struct hostile){"not UTF-8", "save it as UTF-8", .guard = JX_GUARD_SOURCE,
                                .line = 2},
               "-- a\n-- \xb2\xee\n", "", 0, rule);
}

/* An error must leave no trace: rules run again and again beside good ones. */
static void repeated(void)
{
    static const char loop[] =
        "return { api = 1, score = function(x, s) while true do end end }";
    static const char count[] =
        "local n = 0 return { api = 1, score = function(x, s) n = n + 1 "
        "s:award(n, 'n') end }";
    static const char fail[] =
        "return { api = 1, score = function(x, s) error('no') end }";
    struct bench bench = {0};
    bench_add(&bench, "loop.lua", loop, sizeof loop - 1);
    bench_add(&bench, "count.lua", count, sizeof count - 1);
    bench_add(&bench, "fail.lua", fail, sizeof fail - 1);
    bench_add(&bench, "budget.lua", budget_rule, strlen(budget_rule));
    CHECK(bench_open(&bench, NULL));
    for (int i = 0; i < 20; i++) {
        CHECK(bench_score(&bench, 0, NULL, NULL) == JX_LUA_LIMIT);
        CHECK(budget_is_right(&bench, 3));
        CHECK(bench_score(&bench, 1, NULL, NULL) == JX_LUA_ERROR);
        CHECK_STR(bench_lines(&bench), "award 1 (count.lua:1 n); ");
        CHECK(bench_score(&bench, 2, NULL, NULL) == JX_LUA_ERROR);
        CHECK(budget_is_right(&bench, 3));
    }
    bench_close(&bench);
}

/* What was charged does not depend on what ran before. */
static void same_work(void)
{
    static const char rule[] = "return { api = 1, score = function(x, s) local t = {} "
                               "for i = 1, 3000 do t[i] = 'n' .. i end table.sort(t) "
                               "s:award(1, '%d', #table.concat(t)) end }";
    struct bench bench = {0};
    uint64_t first = 0;
    bench_add(&bench, "work.lua", rule, sizeof rule - 1);
    bench_add(&bench, "budget.lua", budget_rule, strlen(budget_rule));
    CHECK(bench_open(&bench, NULL));
    for (int i = 0; i < 30; i++) {
        CHECK(bench_score(&bench, 0, NULL, NULL) == JX_LUA_OK);
        first = first ? first : jx_lua_work(bench.lua);
        CHECK(first > 30000 && jx_lua_work(bench.lua) == first);
        CHECK(budget_is_right(&bench, 1));
        CHECK(jx_lua_work(bench.lua) < 20); /* no loop: library calls only */
    }
    bench_close(&bench);
}

/* Texts that a call leaves behind do not let the next one have more of them. */
static void same_limit(void)
{
    static const char leave[] =
        "return { api = 1, score = function(x, s) for i = 1, 9000 "
        "do local a = 'some text number ' .. i end end }";
    static const char fill[] =
        "return { api = 1, score = function(x, s) local t, kept, list = 'a', {}, {} "
        "for i = 1, 13 do t = t .. t end for i = 1, 960 do kept[i] = t .. i end "
        "for i = 1, 9000 do list[i] = 'some text number ' .. i end end }";
    struct bench bench = {0};
    bench_add(&bench, "leave.lua", leave, sizeof leave - 1);
    bench_add(&bench, "fill.lua", fill, sizeof fill - 1);
    CHECK(bench_open(&bench, NULL));
    for (int i = 0; i < 3; i++) {
        CHECK(bench_score(&bench, 1, NULL, NULL) == JX_LUA_LIMIT);
        CHECK(bench_score(&bench, 0, NULL, NULL) == JX_LUA_OK);
    }
    bench_close(&bench);
}

/* Memory may end at any allocation: while a state is built, and in a call. */
static void memory_ends(void)
{
    static const char rule[] =
        "local t = { 1, { 2 } } return { api = 1, score = function(x, s) "
        "local n = {} for k, v in sorted_pairs({ a = 1, b = t }) do n[k] = { v } end "
        "table.sort({ 3, 1, 2 }, function(a, b) return a < b end) "
        "s:award(1, '%s', table.concat({ 'a' .. #n, ('x,y'):split(',')[1] })) end }";
    int opened = 0, scored = 0;
    for (size_t bytes = 500; bytes < 120000; bytes += bytes < 40000 ? 97 : 501) {
        struct jx_lua_limits limits = jx_lua_default_limits;
        struct bench bench = {0};
        limits.live_bytes = bytes;
        bench_add(&bench, "m.lua", rule, sizeof rule - 1);
        if (bench_open(&bench, &limits)) {
            opened++;
            for (int i = 0; i < 3; i++) {
                enum jx_lua_status status = bench_score(&bench, 0, NULL, NULL);
                CHECK(status == JX_LUA_OK || status == JX_LUA_LIMIT);
                scored += status == JX_LUA_OK;
            }
        }
        CHECK(bench.err.kind == JX_ERR_NONE || strstr(bench.err.text, "memory"));
        bench_close(&bench);
    }
    CHECK(opened > 10 && scored > 10);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc && i < 16; i++) {
        struct class *class = class_of(argv[i]);
        check_file(class, argv[i]);
        if (strcmp(class->name, "parser") == 0)
            long_texts(class);
    }
    print_classes();
    repeated();
    same_work();
    same_limit();
    memory_ends();
    return check_end();
}
