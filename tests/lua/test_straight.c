/* test_straight.c: rules carried out without the interpreter: what they do is what the
 * interpreter does, in every line, figure, message and unit of work; and which rules those
 * are. */
#include "harness.h"

#include "decimal.h"
#include "straight.h"

enum { MOST = 8, SETS = 9 };

/* A rule twice: as it is run, and by the interpreter alone. */
struct pair {
    struct bench plain, interpreted;
};

static bool pair_open(struct pair *pair, const char *source)
{
    struct jx_lua_limits limits = jx_lua_default_limits;
    *pair = (struct pair){0};
    bench_add(&pair->plain, "r.lua", source, strlen(source));
    bench_add(&pair->interpreted, "r.lua", source, strlen(source));
    bool open = bench_open(&pair->plain, NULL);
    limits.interpreted = true;
    return bench_open(&pair->interpreted, &limits) && open;
}

static void pair_close(struct pair *pair)
{
    bench_close(&pair->plain);
    bench_close(&pair->interpreted);
}

static const char *outcome(struct bench *bench, const struct jx_value *inputs,
                           const struct jx_value *params)
{
    static char text[2][9000];
    static int turn;
    char *out = text[turn ^= 1];
    enum jx_lua_status status = bench_score(bench, 0, inputs, params);
    snprintf(out, sizeof text[0], "%d %llu %s%s", status,
             (unsigned long long)jx_lua_work(bench->lua), bench_lines(bench),
             status ? bench_error(bench) : "");
    return out;
}

/* Was the call made without the interpreter? */
static bool is_straight(struct pair *pair, const struct jx_value *inputs,
                        const struct jx_value *params)
{
    struct bench *bench = &pair->plain;
    struct jx_lua_rule *own = &bench->lua->rules[0];
    struct jx_lua_call call = {.rule = own,
                               .full = jx_dec_int(10),
                               .inputs = inputs,
                               .params = params,
                               .ledger = &bench->ledger};
    uint64_t work;
    jx_arena_reset(&bench->call);
    jx_ledger_start(&bench->ledger, &bench->call, "test");
    return own->straight && jx_straight_run(own->straight, &call, bench->lua, &work);
}

/* Figures in which decimals, doubles and their printing may differ. */
static const char *const figures[] = {
    "0",   "1",   "2",    "-1",   "0.1",  "0.3",        "98.5",     "29",
    "100", "1.1", "3827", "6000", "1e14", "1234567.89", "0.000001", "99999999999999999"};
enum { FIGURES = sizeof figures / sizeof *figures };

/* By its type, the input or parameter that comes k-th. */
static struct jx_value value_of(uint8_t type, size_t k)
{
    static const char *const texts[] = {"≥", "＜", "", "合格", "a %g"};
    struct jx_value value = {.type = type};
    if (type == JX_T_TEXT)
        return text_value(texts[k % 5]);
    if (type == JX_T_FLAG)
        value.flag = k % 2;
    else if (!jx_dec_parse(jx_str_of(figures[k % FIGURES]), &value.number))
        value = (struct jx_value){0};
    return value;
}

/* Calls the rule with figures of many kinds; how many calls were made straight. */
static size_t compare(const char *source)
{
    struct pair pair;
    size_t straight = 0;
    CHECK_STR(pair_open(&pair, source) ? "" : source, "");
    const struct jx_rule *rule = &pair.plain.rules[0];
    for (size_t set = 0; pair.plain.lua && set < FIGURES * SETS; set++) {
        struct jx_value inputs[MOST] = {0}, params[MOST] = {0};
        for (size_t i = 0; i < rule->need_count && i < MOST; i++)
            if (!rule->needs[i].optional || set % 4)
                inputs[i] = value_of(rule->needs[i].type, set / (i ? SETS : 1) + 3 * i);
        for (size_t i = 0; i < rule->param_count && i < MOST; i++)
            params[i] = value_of(rule->params[i].type, set / 2 + i);
        const char *got = outcome(&pair.plain, inputs, params);
        CHECK_STR(got, outcome(&pair.interpreted, inputs, params));
        straight += is_straight(&pair, inputs, params);
    }
    pair_close(&pair);
    return straight;
}

#define RULE(file, needs, body)                                                          \
    file "return { api = 1, needs = { " needs " },\n"                                    \
         "  params = { p = { type = 'number', default = 1 },\n"                          \
         "    on = { type = 'flag', default = true } },\n"                               \
         "  score = function(x, s)\n" body "\n  end }"
#define TWO "a = 'number', b = 'number'"

/* All that is known, and the ways it can end. */
static void same_outcomes(void)
{
    static const char *const sources[] = {
        budget_rule,
        RULE("", TWO, "s:award(x.a, '%g %g', x.a, x.b)\ns:deduct(x.b, '%.2f', x.b)"),
        RULE("", TWO, "s:award(dec.add(x.a, x.b), 'n') s:award(dec.sub(x.a, x.b), 'n')"),
        RULE("", TWO, "s:award(dec.mul(x.a, x.b), 'n') s:award(dec.div(x.a, 3), 'n')"),
        RULE("", TWO, "if x.b ~= 0 then s:award(dec.div(x.a, x.b), '%g', x.b) end"),
        RULE("", TWO, "s:award(dec.floor(x.a), 'n') s:award(dec.ceil(x.b), 'n')"),
        RULE("", TWO, "s:award(dec.round(x.a, 1), 'n') s:award(dec.round(x.b), 'n')"),
        RULE("", TWO, "if x.b > 0 then s:award(dec.steps(x.a, x.b), 'n') end"),
        RULE("", TWO, "s:award(dec.cmp(x.a, x.b) + x.a, '%d', dec.cmp(x.a, 1))"),
        RULE("", TWO, "s:award(math.max(x.a, x.b, 1), '%g', math.min(x.a, 2, x.b))"),
        RULE("", TWO, "s:award(math.abs(x.a - x.b), '%d', math.floor(x.a))"),
        RULE("", TWO, "s:award(math.ceil(x.b) / 2, '%d', math.ceil(x.a))"),
        RULE("", TWO, "s:award(x.a + x.b, 'n') s:award(x.a * x.b - 2, 'n')"),
        RULE("", TWO, "s:award(x.a / 8 + 0.1 * x.b, '%g', 1 - x.a)"),
        RULE("", TWO, "local n = -x.a s:award(s.full / 3, '%g %g', n, -(x.b * 1))"),
        RULE("", TWO, "s:award(1, '%g', x.a + 3 - 1.5) s:award(0 * -x.a, '%g', -x.b)"),
        RULE("", TWO,
             "if x.a < x.b then s:award(1, 'less') elseif x.a == x.b then\n"
             "s:award(2, 'same') elseif x.a >= 100 then s:award(3, 'm') end"),
        RULE("", TWO,
             "if x.a <= 1 or 2 <= x.b and x.a ~= 29 then s:award(1, 'n') end\n"
             "if not (x.a > 1) then return s:reject('%g', x.a) end\n"
             "if x.a > 0.3 and 0.3 >= x.b then s:award(2, 'n') end"),
        RULE("", TWO,
             "local y, n = x.a == 1, x.b ~= 2 if y == n then\n"
             "return s:unscored('n') end if y == true then s:award(1, 'n') end"),
        RULE("", "a = 'number?', b = 'number?', t = 'text?'",
             "local a = x.a or 0 local b = x.b or x.a\n"
             "if x.t == nil then return s:unscored('%g', a) end\n"
             "s:award(b and dec.mul(b, 2) or 1, '%s', x.t)"),
        RULE("", "t = 'text', f = 'flag', l = 'level', d = 'date'",
             "if x.t == '≥' or x.t == '' then s:award(x.l, '%s', x.t)\n"
             "elseif x.f then s:award(1, 'f') end\ns:find('some-code', '%d', x.d)"),
        RULE("", "['budget.rate'] = 'number', ['fact.A.n'] = 'number?', b = 'number'",
             "s:award(x.budget.rate, '%g', x['budget.rate'])\n"
             "s:deduct(x.fact.A.n or x.b, '%g', x['fact.A.n'] or 7)"),
        RULE("",
             "['fact.A'] = 'number', ['fact.A.n'] = 'number', ['peer.B.u.v'] = 'number'",
             "s:award(x.fact.A, '%g %g', x['fact.A.n'], x.peer.B['u.v'])"),
        RULE("", TWO, "if s.param.on then s:award(dec.mul(s.full, s.param.p), 'p') end"),
        RULE("", TWO,
             "local award = s.award award(s, x.a, 'n')\n"
             "local p = s.param local d = dec s:award(d.mul(p.p, 2), 'n')"),
        RULE("local LIMIT, mul, SIGN, ON = 0.3, dec.mul, '≥', true\n", TWO,
             "if ON and x.a > LIMIT then s:award(mul(x.a, 2), '%s', SIGN) end"),
        RULE("", TWO,
             "if x.a > 1 then s:find('a-b', 'n')\n\n\n\n return end\ns:award(1,\n"
             "  '%g %g', x.a,\n  x.b)"),
        RULE("", TWO, "s:award(1, s.param.on and '%g' or 'n: %d', 2)"),
        RULE("", TWO,
             "local v, w = 1, x.b if x.a > 1 then v = 2 end if x.b > 1 then w = v end\n"
             "if s.param.on then v = w end s:award(math.min(v, w, x.a, 7), '%g', v)"),
        RULE("", TWO, "s:award(({a})[1] or 1, 'n')"),
    };
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        CHECK_STR(compare(sources[i]) || i + 1 == sizeof sources / sizeof *sources
                      ? ""
                      : sources[i],
                  "");
}

/* Errors have the interpreter's words; what was written before them is not left behind. */
static void errors(void)
{
    static const char *const sources[] = {
        RULE("", TWO, "s:award(1, 'n') s:award(x.c, 'n')"),
        RULE("", TWO, "s:award(1, 'n') s.award(1, 'n')"),
        RULE("", TWO, "s:award(1, 'n') s:award(x, 'n')"),
        RULE("", TWO, "s:award(1, 'n') s:award(1 / 0, 'n')"),
        RULE("", TWO, "s:award(1, 'n') s:award(1, '%d', 0.5)"),
        RULE("", TWO, "s:award(1, 'n') s:award(1, '%s %s', 'a')"),
        RULE("", TWO, "s:award(1, 'n') s:award(1e13, 'n')"),
        RULE("", TWO, "s:award(1, 'n') s:award(1)"),
        RULE("", TWO, "s:award(1, 'n') s:find('No', 'n')"),
        RULE("", TWO, "s:award(1, 'n') s:find(1, 'n')"),
        RULE("", TWO, "s:award(1, 'n') return 1"),
        RULE("", TWO, "s:award(1, 'n') return dec.add(1, 1)"),
        RULE("", TWO, "s:award(1, 'n') dec.div(1, 0)"),
        RULE("", TWO, "s:award(1, 'n') dec.mul(1)"),
        RULE("", TWO, "s:award(1, 'n') dec.steps(1, -1)"),
        RULE("", TWO, "s:award(1, 'n') dec.round(1, 16)"),
        RULE("", TWO, "s:award(1, 'n') local a = x.a.b"),
        RULE("", TWO, "s:award(1, 'n') local a = x.a < 'a'"),
        RULE("", TWO, "s:award(1, 'n') local a = x.a + s.param.on"),
        RULE("", TWO, "s:award(1, 'n') nothing()"),
        RULE("", "['fact.A.n'] = 'number'", "local f = x['fact.A']"),
        RULE("", "['fact.A.n'] = 'number'", "local f = x.fact['A.n']"),
        RULE("", "['fact.A.n'] = 'number'", "local f = x.fact['n']"),
        RULE("", "['fact.A'] = 'number', ['fact.A.n'] = 'number'",
             "local n = x.fact.A.n"),
        RULE("", TWO, "s:award(1, 'n') x.a()"),
        RULE("", TWO, "s:award(1, 'n') s:reject(x.a) s.param.q()"),
        RULE("", TWO, "s:award(1, 'n') s:award(math.huge, 'n')"),
    };
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        CHECK_STR(compare(sources[i]) ? sources[i] : "", "");
}

/* Ten questions whose answers are all remembered: too many ways to follow each of them. */
#define NOTE(v) "if x.a > x.b + " #v " then v" #v " = x.b end\n"
#define MANY_WAYS                                                                        \
    "local v1, v2, v3, v4, v5 = 1, 2, 3, 4, 5\n"                                         \
    "local v6, v7, v8, v9, v10 = 6, 7, 8, 9, 10\n" NOTE(1) NOTE(2) NOTE(3) NOTE(4)       \
        NOTE(5) NOTE(6) NOTE(7) NOTE(8) NOTE(9)                                          \
            NOTE(10) "s:award(math.max(v1, v2, v3, v4, v5, v6, v7, v8, v9, v10), 'n')"

/* What the interpreter alone can do: loops, tables, other libraries, integers. */
static void left_alone(void)
{
    static const char *const sources[] = {
        RULE("", TWO, "for i = 1, 2 do s:award(i, 'n') end"),
        RULE("", TWO, "s:award(#'abc', 'n')"),
        RULE("", TWO, "s:award(1, '%s', 'a' .. x.a)"),
        RULE("", TWO, "s:award(tonumber('3'), 'n')"),
        RULE("local t = { 1 }\n", TWO, "s:award(t[1], 'n')"),
        RULE("local function f(s) s:award(1, 'n') end\n", TWO, "f(s)"),
        RULE("", TWO, "s:award(dec.cmp(x.a, x.b) + dec.cmp(1, 2), 'n')"),
        RULE("", TWO, "s:award(x.a // 1 + x.b % 3, 'n')"),
        RULE("", "t = 'text'", "if x.t < 'b' then s:award(1, 'n') end"),
        RULE("", TWO, "s:award(9007199254740993 / 2, 'n')"),
        RULE("", "t = 'text'", "s:award(1, x.t)"),
        RULE("", TWO, "s:award(1, '%s', '\\xff')"),
        RULE("", TWO, "s:award(1, '%s', 'a\\66c')"), /* not as the file has it */
        RULE("", TWO, MANY_WAYS),
    };
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        CHECK_STR(compare(sources[i]) ? sources[i] : "", "");
}

/* Texts that are too long or hold a NUL character are errors even if nobody reads them; and
 * the budget of work is the interpreter's. */
static void limits(void)
{
    static char text[20000];
    struct pair pair;
    memset(text, 'x', sizeof text - 1);
    CHECK(pair_open(&pair, RULE("", "t = 'text'", "s:award(1, 'n')")));
    struct jx_value value = text_value(text), params[2] = {0};
    CHECK_HAS(outcome(&pair.plain, &value, params), "longer than 16384 bytes");
    value.text = (struct jx_str){"a\0b", 3};
    CHECK_HAS(outcome(&pair.plain, &value, params), "holds a NUL character");
    value = text_value("a");
    CHECK(is_straight(&pair, &value, params));
    pair.plain.lua->box.limits.work = 1; /* the text and the verb are 2 */
    CHECK(!is_straight(&pair, &value, params));
    CHECK_HAS(outcome(&pair.plain, &value, params), "more work than one call may");
    pair_close(&pair);
}

/* ---- rules made at random ---- */

static uint32_t seed;

static uint32_t dice(uint32_t sides)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % sides;
}

static void add_number(struct jx_strbuf *out, int depth)
{
    static const char *const leaves[] = {"x.a", "x.b",  "s.full", "s.param.p", "0", "1",
                                         "0.1", "29.5", "100",    "v",         "w", "-3"};
    static const char *const calls[] = {"dec.add",   "dec.sub",  "dec.mul", "dec.div",
                                        "dec.steps", "math.max", "math.min"};
    static const char *const ones[] = {"dec.floor", "dec.ceil",  "dec.round",
                                       "math.abs",  "math.ceil", "math.floor"};
    static const char signs[] = "+-*/";
    uint32_t kind = depth ? dice(8) : 0;
    if (kind < 3) {
        jx_strbuf_puts(out, leaves[dice(12)]);
    } else if (kind < 5) {
        jx_strbuf_format(out, "%s(", calls[dice(7)]);
        add_number(out, depth - 1);
        jx_strbuf_puts(out, ", ");
        add_number(out, depth - 1);
        jx_strbuf_puts(out, ")");
    } else if (kind == 5) {
        jx_strbuf_format(out, "%s(", ones[dice(6)]);
        add_number(out, depth - 1);
        jx_strbuf_puts(out, ")");
    } else {
        jx_strbuf_puts(out, kind == 6 ? "(" : "-(");
        add_number(out, depth - 1);
        jx_strbuf_format(out, " %c ", signs[dice(4)]);
        add_number(out, depth - 1);
        jx_strbuf_puts(out, ")");
    }
}

static void add_question(struct jx_strbuf *out, int depth)
{
    static const char *const signs[] = {"<", "<=", ">", ">=", "==", "~="};
    static const char *const others[] = {"x.t == '≥'", "not x.o",   "s.param.on",
                                         "x.o",        "x.t ~= ''", "u"};
    uint32_t kind = dice(depth ? 5 : 2);
    if (kind == 0) {
        jx_strbuf_puts(out, others[dice(6)]);
    } else if (kind < 4) {
        add_number(out, 1);
        jx_strbuf_format(out, " %s ", signs[dice(6)]);
        add_number(out, 1);
    } else {
        jx_strbuf_puts(out, "not (");
        add_question(out, depth - 1);
        jx_strbuf_puts(out, dice(2) ? " and " : " or ");
        add_question(out, depth - 1);
        jx_strbuf_puts(out, ")");
    }
}

static void add_statements(struct jx_strbuf *out, int depth)
{
    static const char *const formats[] = {"'%g'", "'%.2f'", "'%s'", "'%d'"};
    for (uint32_t count = 1 + dice(3); count > 0; count--) {
        uint32_t kind = dice(depth ? 6 : 4);
        if (kind < 2) {
            jx_strbuf_puts(out, kind ? "s:award(" : "s:deduct(");
            add_number(out, 2);
            jx_strbuf_format(out, ", %s,\n", formats[dice(16) % 5 % 4]);
            add_number(out, 1);
            jx_strbuf_puts(out, ")\n");
        } else if (kind == 2) {
            jx_strbuf_puts(out, dice(2) ? "v = " : "w = ");
            add_number(out, 2);
            jx_strbuf_puts(out, "\n");
        } else if (kind == 3) {
            jx_strbuf_puts(out, "u = ");
            add_question(out, 1);
            jx_strbuf_puts(out, "\n");
        } else {
            jx_strbuf_puts(out, "if ");
            add_question(out, 2);
            jx_strbuf_puts(out, " then\n");
            add_statements(out, depth - 1);
            jx_strbuf_puts(out, dice(3) ? "" : "do return s:unscored('%s', x.t) end\n");
            jx_strbuf_puts(out, dice(2) ? "else\n" : "end do\n");
            add_statements(out, depth - 1);
            jx_strbuf_puts(out, "end\n");
        }
    }
}

static void at_random(void)
{
    enum { RULES_MADE = 400 };
    size_t straight = 0;
    for (uint32_t i = 0; i < RULES_MADE; i++) {
        struct jx_strbuf out = {0};
        seed = i;
        jx_strbuf_puts(&out, "return { api = 1, needs = { a = 'number', b = 'number', "
                             "t = 'text', o = 'number?' }, params = { p = { type = "
                             "'number', default = 1 }, on = { type = 'flag', default = "
                             "true } }, score = function(x, s)\n"
                             "local v, w, u = x.a, 2.5, x.o\n");
        add_statements(&out, 2);
        jx_strbuf_puts(&out, "end }");
        straight += compare(out.text);
        jx_strbuf_free(&out);
    }
    CHECK(straight > RULES_MADE * FIGURES * SETS / 4); /* else little was compared */
}

int main(void)
{
    same_outcomes();
    errors();
    left_alone();
    limits();
    at_random();
    return check_end();
}
