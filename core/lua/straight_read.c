/* straight_read.c: from a compiled function to what straight.c carries out: every instruction
 * known and within bounds, every name looked up once. */
#include "straight.h"

#include "dump.h"
#include "strbuf.h"

#include <string.h>

struct reader {
    lua_State *L; /* the function is at the top */
    const struct jx_lua_rule *rule;
    struct jx_arena *arena;
    struct jx_dump dump;
    struct jx_straight *out;
    const char *containers[64]; /* paths of things beyond the fixed ones */
    size_t paths[64];           /* how long they are */
};

/* ---- instructions ---- */

/* What the parts of an instruction are: a, b, c registers; w register a written, 2 the one
 * behind it too; B, C, x constants (b, c, bx); E the environment in b, U any other captured
 * variable; n registers from a on; s: the next one can be passed over; J: it is a jump;
 * j: a jump; f: a call. */
static const char *const shapes[JX_OP_LAST + 1] = {
    [JX_OP_MOVE] = "wb",      [JX_OP_LOADI] = "w",      [JX_OP_LOADF] = "w",
    [JX_OP_LOADK] = "wx",     [JX_OP_LOADFALSE] = "w",  [JX_OP_LFALSESKIP] = "ws",
    [JX_OP_LOADTRUE] = "w",   [JX_OP_LOADNIL] = "wn",   [JX_OP_GETUPVAL] = "wU",
    [JX_OP_GETTABUP] = "wEC", [JX_OP_GETFIELD] = "wbC", [JX_OP_SELF] = "w2bkC",
    [JX_OP_ADDI] = "wbs",     [JX_OP_ADDK] = "wbCs",    [JX_OP_SUBK] = "wbCs",
    [JX_OP_MULK] = "wbCs",    [JX_OP_DIVK] = "wbCs",    [JX_OP_ADD] = "wbcs",
    [JX_OP_SUB] = "wbcs",     [JX_OP_MUL] = "wbcs",     [JX_OP_DIV] = "wbcs",
    [JX_OP_MMBIN] = "a",      [JX_OP_MMBINI] = "a",     [JX_OP_MMBINK] = "a",
    [JX_OP_UNM] = "wb",       [JX_OP_NOT] = "wb",       [JX_OP_JMP] = "j",
    [JX_OP_EQ] = "abJ",       [JX_OP_LT] = "abJ",       [JX_OP_LE] = "abJ",
    [JX_OP_EQK] = "aBJ",      [JX_OP_EQI] = "aJ",       [JX_OP_LTI] = "aJ",
    [JX_OP_LEI] = "aJ",       [JX_OP_GTI] = "aJ",       [JX_OP_GEI] = "aJ",
    [JX_OP_TEST] = "aJ",      [JX_OP_TESTSET] = "wbs",  [JX_OP_CALL] = "wf",
    [JX_OP_TAILCALL] = "wf",  [JX_OP_RETURN] = "a",     [JX_OP_RETURN0] = "a",
    [JX_OP_RETURN1] = "a",
};

static bool captured(const struct reader *r, size_t i, bool environment)
{
    if (i >= r->out->upvalues)
        return false;
    const struct jx_plain *value = &r->out->constant[r->out->constants + i];
    return (value->tag == JX_TAG_THING && value->n == JX_THING_ENV) == environment &&
           value->tag != JX_TAG_NIL;
}

static bool part_fits(const struct reader *r, size_t at, uint32_t i, char part)
{
    size_t a = jx_op_a(i), b = jx_op_b(i), c = jx_op_c(i), stack = r->out->stack;
    size_t after = at + 1;
    switch (part) {
    case 'a':
    case 'w': return a < stack;
    case 'b': return b < stack;
    case 'c': return c < stack;
    case '2': return a + 1 < stack;
    case 'k': return jx_op_k(i);
    case 'B': return b < r->out->constants;
    case 'C': return c < r->out->constants;
    case 'x': return jx_op_bx(i) < r->out->constants;
    case 'E': return captured(r, b, true);
    case 'U': return captured(r, b, false);
    case 'n': return a + b < stack;
    case 's': return after + 1 < r->out->instructions;
    case 'J':
        return after + 1 < r->out->instructions &&
               jx_op_of(r->out->code[after]) == JX_OP_JMP;
    case 'j':
        return jx_op_jump(i) >= 0 && after + (size_t)jx_op_jump(i) < r->out->instructions;
    case 'f': return a + b <= stack && a + c <= stack && a + 1 < stack;
    default: return false;
    }
}

static bool instruction_fits(const struct reader *r, size_t at, uint32_t i)
{
    unsigned op = jx_op_of(i);
    const char *shape = op <= JX_OP_LAST ? shapes[op] : NULL;
    for (; shape && *shape; shape++)
        if (!part_fits(r, at, i, *shape))
            return false;
    return shape != NULL;
}

static bool code_fits(const struct reader *r)
{
    size_t n = r->out->instructions;
    unsigned last = jx_op_of(r->out->code[n - 1]);
    for (size_t i = 0; i < n; i++)
        if (!instruction_fits(r, i, r->out->code[i]))
            return false;
    return last >= JX_OP_RETURN && last <= JX_OP_RETURN1;
}

static bool take_code(struct reader *r)
{
    size_t n = r->out->instructions = r->dump.instructions;
    uint32_t *code = jx_arena_array(r->arena, n, sizeof *code);
    for (size_t i = 0; code && i < n; i++)
        code[i] = jx_dump_instruction(&r->dump, i);
    r->out->code = code;
    r->out->stack = r->dump.stack;
    return code && r->out->stack >= 2 && r->out->stack <= JX_STRAIGHT_STACK;
}

/* ---- constants, captured variables, lines ---- */

/* Where the rule's own text has it, it need not be copied for every reason. */
static bool keep_text(struct reader *r, struct jx_str text, struct jx_plain *out)
{
    struct jx_str source = r->rule->rule->source;
    const char *p = memmem(source.p, source.n, text.p, text.n);
    *out = (struct jx_plain){.tag = JX_TAG_TEXT,
                             .n = (uint32_t)text.n,
                             .lasting = p != NULL,
                             .text = p ? p : jx_arena_copy(r->arena, text.p, text.n)};
    return out->text != NULL;
}

/* Integers that doubles cannot tell apart are left to the interpreter. */
static bool keep_integer(lua_Integer value, struct jx_plain *out)
{
    *out = jx_plain_of_whole(value);
    return jx_dec_within(value, 1000000000000000);
}

static bool keep_double(double value, struct jx_plain *out)
{
    struct jx_dec dec;
    *out = jx_plain_of_double(value);
    if (value != 0 && jx_dec_from_double(value, &dec) && jx_dec_to_double(dec) == value)
        *out = jx_plain_of_dec(dec);
    return true;
}

static bool take_constant(struct reader *r, struct jx_plain *out)
{
    enum { NIL = 0, NO = 1, YES = 17, WHOLE = 3, DOUBLE = 19, SHORT = 4, LONG = 20 };
    unsigned char type;
    lua_Integer whole;
    double number;
    jx_dump_bytes(&r->dump, &type, 1);
    switch (type) {
    case NIL: *out = (struct jx_plain){.tag = JX_TAG_NIL}; return true;
    case NO: *out = (struct jx_plain){.tag = JX_TAG_FALSE}; return true;
    case YES: *out = (struct jx_plain){.tag = JX_TAG_TRUE}; return true;
    case WHOLE:
        jx_dump_bytes(&r->dump, &whole, sizeof whole);
        return keep_integer(whole, out);
    case DOUBLE:
        jx_dump_bytes(&r->dump, &number, sizeof number);
        return keep_double(number, out);
    case SHORT:
    case LONG: return keep_text(r, jx_dump_text(&r->dump), out);
    default: return false;
    }
}

/* What the function captured, as it will always be. Nothing of this kind: nil, which no
 * instruction may read. */
static bool take_captured(struct reader *r, int number, struct jx_plain *out)
{
    const char *name = lua_getupvalue(r->L, -1, number);
    int which =
        lua_iscfunction(r->L, -1) ? jx_straight_same(lua_tocfunction(r->L, -1)) : -1;
    bool fine = name != NULL;
    *out = (struct jx_plain){.tag = JX_TAG_NIL};
    if (fine && strcmp(name, "_ENV") == 0)
        *out = (struct jx_plain){.tag = JX_TAG_THING, .n = JX_THING_ENV};
    else if (which >= 0)
        *out = (struct jx_plain){.tag = JX_TAG_FUNCTION, .n = (uint32_t)which};
    else if (lua_type(r->L, -1) == LUA_TBOOLEAN)
        out->tag = lua_toboolean(r->L, -1) ? JX_TAG_TRUE : JX_TAG_FALSE;
    else if (lua_isinteger(r->L, -1))
        fine = keep_integer(lua_tointeger(r->L, -1), out);
    else if (lua_type(r->L, -1) == LUA_TNUMBER)
        fine = keep_double(lua_tonumber(r->L, -1), out);
    else if (lua_type(r->L, -1) == LUA_TSTRING) {
        struct jx_str text;
        text.p = lua_tolstring(r->L, -1, &text.n);
        fine = keep_text(r, text, out);
    }
    if (name)
        lua_pop(r->L, 1);
    return fine;
}

static bool take_constants(struct reader *r)
{
    struct jx_straight *out = r->out;
    lua_Debug info;
    lua_pushvalue(r->L, -1);
    lua_getinfo(r->L, ">u", &info);
    out->constants = jx_dump_number(&r->dump);
    out->upvalues = info.nups;
    struct jx_plain *values =
        jx_arena_array(r->arena, out->constants + out->upvalues + 1, sizeof *values);
    out->constant = values;
    for (size_t i = 0; values && i < out->constants; i++)
        if (jx_dump_ended(&r->dump) || !take_constant(r, &values[i]))
            return false;
    for (size_t i = 0; values && i < out->upvalues; i++)
        if (!take_captured(r, (int)i + 1, &values[out->constants + i]))
            return false;
    return values != NULL;
}

/* Lines are told by how far they are from the one before; where that is too far for a byte,
 * they follow in a list of (instruction, line). */
static bool take_lines(struct reader *r)
{
    enum { UPVALUE = 3, FAR = -128 };
    size_t n = r->out->instructions;
    int *lines = jx_arena_array(r->arena, n, sizeof *lines), line = r->dump.line;
    signed char *steps = jx_arena_array(r->arena, n, 1);
    unsigned char skipped[UPVALUE];
    for (size_t i = jx_dump_number(&r->dump); i > 0 && !jx_dump_ended(&r->dump); i--)
        jx_dump_bytes(&r->dump, skipped, UPVALUE);
    if (!lines || !steps || jx_dump_number(&r->dump) != 0 /* functions within it */ ||
        jx_dump_number(&r->dump) != n)
        return false;
    jx_dump_bytes(&r->dump, steps, n);
    size_t far = jx_dump_number(&r->dump);
    for (size_t i = 0; i < n; i++) {
        if (steps[i] == FAR && far-- > 0) {
            jx_dump_number(&r->dump);
            line = (int)jx_dump_number(&r->dump);
        } else {
            line += steps[i];
        }
        lines[i] = line;
    }
    r->out->lines = lines;
    return !jx_dump_ended(&r->dump);
}

/* ---- names ---- */

static struct jx_found value_found(enum jx_tag tag, int index)
{
    return index < 0 ? (struct jx_found){0}
                     : (struct jx_found){JX_FOUND_VALUE, (uint8_t)tag, (uint8_t)index};
}

static bool text_is(struct jx_str a, const char *b, size_t n)
{
    return a.n == n && memcmp(a.p, b, n) == 0;
}

/* "budget.rate" is also read as x.budget.rate, "fact.ID.field" as x.fact.ID.field: the things
 * in between, by their paths. false: there are too many. */
static bool add_container(struct reader *r, const char *path, size_t len)
{
    const size_t most = sizeof r->containers / sizeof *r->containers;
    size_t count = r->out->things - JX_THING_CONTAINERS;
    const char *dot = memchr(path, '.', len);
    if (dot && !add_container(r, path, (size_t)(dot - path)))
        return false;
    count = r->out->things - JX_THING_CONTAINERS;
    for (size_t i = 0; i < count; i++)
        if (text_is((struct jx_str){path, len}, r->containers[i], r->paths[i]))
            return true;
    if (count == most)
        return false;
    r->containers[count] = path;
    r->paths[count] = len;
    r->out->things++;
    return true;
}

static bool add_containers(struct reader *r)
{
    const struct jx_rule *rule = r->rule->rule;
    r->out->things = JX_THING_CONTAINERS;
    for (size_t i = 0; i < rule->need_count; i++) {
        const char *name = rule->needs[i].name;
        if (r->rule->entry[0].given[i].nested &&
            !add_container(r, name, jx_bridge_container(name)))
            return false;
    }
    return rule->need_count < 256 && rule->param_count < 256;
}

static struct jx_found find_input(const struct reader *r, const char *name, size_t n)
{
    const struct jx_rule *rule = r->rule->rule;
    for (size_t i = 0; i < rule->need_count; i++)
        if (text_is(jx_str_of(rule->needs[i].name), name, n))
            return (struct jx_found){JX_FOUND_INPUT, 0, (uint8_t)i};
    return (struct jx_found){0};
}

/* Field `name` of the thing whose path is path[0, len). */
static struct jx_found find_below(const struct reader *r, const char *path, size_t len,
                                  struct jx_str name)
{
    char whole[256];
    size_t n = len + (len > 0) + name.n;
    if (n >= sizeof whole)
        return (struct jx_found){0};
    memcpy(whole, path, len);
    whole[len] = '.';
    memcpy(whole + n - name.n, name.p, name.n);
    for (size_t i = JX_THING_CONTAINERS; i < r->out->things; i++)
        if (text_is((struct jx_str){whole, n}, r->containers[i - JX_THING_CONTAINERS],
                    r->paths[i - JX_THING_CONTAINERS]))
            return value_found(JX_TAG_THING, (int)i);
    struct jx_found found = find_input(r, whole, n);
    bool nested = found.kind && r->rule->entry[0].given[found.index].nested;
    return len == 0 || nested ? found : (struct jx_found){0};
}

static struct jx_found find_ledger(const char *name)
{
    static const struct {
        const char *name;
        struct jx_found found;
    } fields[] = {
        {"full", {JX_FOUND_FULL, 0, 0}},
        {"param", {JX_FOUND_VALUE, JX_TAG_THING, JX_THING_PARAMS}},
        {"award", {JX_FOUND_VALUE, JX_TAG_VERB, JX_AWARD}},
        {"deduct", {JX_FOUND_VALUE, JX_TAG_VERB, JX_DEDUCT}},
        {"reject", {JX_FOUND_VALUE, JX_TAG_VERB, JX_REJECT}},
        {"unscored", {JX_FOUND_VALUE, JX_TAG_VERB, JX_UNSCORED}},
        {"find", {JX_FOUND_VALUE, JX_TAG_VERB, JX_FIND}},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (strcmp(fields[i].name, name) == 0)
            return fields[i].found;
    return (struct jx_found){0};
}

static struct jx_found find_param(const struct jx_rule *rule, const char *name)
{
    for (size_t i = 0; i < rule->param_count; i++)
        if (strcmp(rule->params[i].name, name) == 0)
            return (struct jx_found){JX_FOUND_PARAM, 0, (uint8_t)i};
    return (struct jx_found){0};
}

static struct jx_found find_name(const struct reader *r, size_t thing, struct jx_str text)
{
    char name[128];
    if (text.n >= sizeof name)
        return (struct jx_found){0};
    memcpy(name, text.p, text.n);
    name[text.n] = '\0';
    switch (thing) {
    case JX_THING_ENV:
        return value_found(JX_TAG_THING, strcmp(name, "dec") == 0    ? JX_THING_DEC
                                         : strcmp(name, "math") == 0 ? JX_THING_MATH
                                                                     : -1);
    case JX_THING_INPUTS: return find_below(r, "", 0, text);
    case JX_THING_LEDGER: return find_ledger(name);
    case JX_THING_PARAMS: return find_param(r->rule->rule, name);
    case JX_THING_DEC:
    case JX_THING_MATH:
        return value_found(JX_TAG_FUNCTION, jx_straight_named((unsigned)thing, name));
    default:
        return find_below(r, r->containers[thing - JX_THING_CONTAINERS],
                          r->paths[thing - JX_THING_CONTAINERS], text);
    }
}

static bool find_names(struct reader *r)
{
    struct jx_straight *out = r->out;
    struct jx_found *found;
    if (!add_containers(r))
        return false;
    out->found = found =
        jx_arena_array(r->arena, out->things * out->constants + 1, sizeof *found);
    for (size_t i = 0; found && i < out->things * out->constants; i++) {
        const struct jx_plain *name = &out->constant[i % out->constants];
        if (name->tag == JX_TAG_TEXT)
            found[i] =
                find_name(r, i / out->constants, (struct jx_str){name->text, name->n});
    }
    return found != NULL;
}

/* ---- fields known beforehand ---- */

/* x and s stay in the first two registers unless something else is put there. */
static bool keeps_arguments(const struct reader *r)
{
    for (size_t i = 0; i < r->out->instructions; i++)
        if (shapes[jx_op_of(r->out->code[i])][0] == 'w' && jx_op_a(r->out->code[i]) < 2)
            return false;
    return true;
}

/* What instruction i finds, if that can be told. */
static struct jx_found find_now(const struct reader *r, uint32_t i)
{
    static const size_t arguments[] = {JX_THING_INPUTS, JX_THING_LEDGER};
    const struct jx_straight *out = r->out;
    unsigned op = jx_op_of(i), b = jx_op_b(i);
    size_t thing = JX_THING_ENV;
    if (op == JX_OP_GETFIELD || op == JX_OP_SELF) {
        if (b >= 2)
            return (struct jx_found){0};
        thing = arguments[b];
    } else if (op != JX_OP_GETTABUP) {
        return (struct jx_found){0};
    }
    return out->found[thing * out->constants + jx_op_c(i)];
}

/* s.param.x and dec.mul are two instructions: the first does for both, and the second is
 * there for those who jump to it. */
static bool find_beforehand(struct reader *r)
{
    struct jx_straight *out = r->out;
    struct jx_found *known = jx_arena_array(r->arena, out->instructions, sizeof *known);
    out->known = known;
    if (!known || !keeps_arguments(r))
        return known != NULL;
    for (size_t i = 0; i < out->instructions; i++) {
        struct jx_found found = find_now(r, out->code[i]);
        unsigned op = jx_op_of(out->code[i]), a = jx_op_a(out->code[i]);
        uint8_t more = 0;
        while (found.tag == JX_TAG_THING && op != JX_OP_SELF) {
            uint32_t next = out->code[i + more + 1];
            if (jx_op_of(next) != JX_OP_GETFIELD || jx_op_a(next) != a ||
                jx_op_b(next) != a)
                break;
            found = out->found[found.index * out->constants + jx_op_c(next)];
            more++;
        }
        known[i] = found;
        known[i].more = more;
    }
    return true;
}

const struct jx_straight *jx_straight_read(lua_State *L, const struct jx_lua_rule *rule,
                                           struct jx_arena *arena)
{
    struct jx_straight *out = jx_arena_alloc(arena, sizeof *out);
    struct reader r;
    r.L = L;
    r.rule = rule;
    r.arena = arena;
    r.out = out;
    bool fine = out && jx_dump_read(L, &r.dump) && take_code(&r) && take_constants(&r) &&
                take_lines(&r) && find_names(&r) && code_fits(&r) && find_beforehand(&r);
    return fine ? out : NULL;
}
