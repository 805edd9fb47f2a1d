/* straight_read.c: a compiled function: every instruction known and within bounds, its
 * constants and lines, and which registers matter where. What it does is found out in
 * straight_unfold.c. */
#include "straight.h"

#include "dump.h"

#include <string.h>

struct reader {
    lua_State *L; /* the function is at the top */
    const struct jx_lua_rule *rule;
    struct jx_arena *arena;
    struct jx_dump dump;
    struct jx_listing *out;
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
        jx_plain_put(out, dec);
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
    struct jx_listing *out = r->out;
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

/* ---- registers ---- */

static uint64_t bit(unsigned reg)
{
    return (uint64_t)1 << reg;
}

/* From `first` on, as far as calls and lists of values may reach. */
static uint64_t from(unsigned first)
{
    return ~(uint64_t)0 << first;
}

/* Registers read from instruction i on, where those read behind it are known: rather too
 * many than too few. */
static uint64_t read_from(const struct jx_listing *out, size_t at, const uint64_t *read)
{
    uint32_t i = out->code[at];
    unsigned op = jx_op_of(i);
    const char *shape = shapes[op];
    if (op == JX_OP_RETURN0)
        return 0;
    if (op == JX_OP_RETURN || op == JX_OP_RETURN1)
        return from(jx_op_a(i));
    if (op == JX_OP_JMP)
        return read[at + 1 + (size_t)jx_op_jump(i)];
    uint64_t regs = read[at + 1];
    if (strpbrk(shape, "sJ"))
        regs |= read[at + 2];
    if (shape[0] == 'w' && op != JX_OP_TESTSET)
        regs &= ~bit(jx_op_a(i));
    if (strchr(shape, 'a'))
        regs |= bit(jx_op_a(i));
    if (strchr(shape, 'b'))
        regs |= bit(jx_op_b(i));
    if (strchr(shape, 'c'))
        regs |= bit(jx_op_c(i));
    if (strchr(shape, 'f'))
        regs |= from(jx_op_a(i)) & ~(jx_op_b(i) ? from(jx_op_a(i) + jx_op_b(i)) : 0);
    return regs;
}

/* Backwards, since nothing jumps back. */
static bool take_reads(struct reader *r)
{
    size_t n = r->out->instructions;
    uint64_t *read = jx_arena_array(r->arena, n + 2, sizeof *read);
    for (size_t i = n; read && i-- > 0;)
        read[i] = read_from(r->out, i, read);
    r->out->read = read;
    return read != NULL;
}

static bool list_texts(const struct jx_rule *rule, struct jx_arena *arena,
                       struct jx_straight *out)
{
    uint8_t *texts = jx_arena_array(arena, rule->need_count, 1);
    for (size_t i = 0; texts && i < rule->need_count; i++)
        if (rule->needs[i].type == JX_T_TEXT)
            texts[out->text_count++] = (uint8_t)i;
    out->texts = texts;
    return texts != NULL;
}

const struct jx_straight *jx_straight_read(lua_State *L, const struct jx_lua_rule *rule,
                                           struct jx_arena *arena)
{
    struct jx_straight *out = jx_arena_alloc(arena, sizeof *out);
    struct jx_listing listing;
    struct jx_things things;
    struct reader r;
    r.L = L;
    r.rule = rule;
    r.arena = arena;
    r.out = &listing;
    bool fine = out && jx_dump_read(L, &r.dump) && take_code(&r) && take_constants(&r) &&
                take_lines(&r) && code_fits(&r) && take_reads(&r) &&
                jx_things_find(&things, rule) && list_texts(rule->rule, arena, out) &&
                jx_straight_unfold(&listing, &things, arena, out);
    return fine ? out : NULL;
}
