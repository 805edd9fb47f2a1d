/* straight.c: the instructions of a rule that runs straight through, one after the other, as
 * the interpreter carries them out. What functions and verbs do is in straight_calls.c. */
#include "straight.h"

#include "dump.h"
#include "rule.h"

#include <string.h>

enum { NEXT = 0, SKIP = 1, DONE = -1, GIVE_UP = -2 };

/* Texts of all inputs together: the interpreter counts what they take. */
enum { TEXTS = 64 * 1024 };

static bool is_false(const struct jx_plain *value)
{
    return value->tag <= JX_TAG_FALSE;
}

static struct jx_plain flag(bool is)
{
    return (struct jx_plain){.tag = is ? JX_TAG_TRUE : JX_TAG_FALSE};
}

/* ---- fields ---- */

/* An input or parameter; false: it is no plain one. Looking for an absent one costs. */
static inline bool read_value(struct jx_run *r, const struct jx_value *value,
                              struct jx_plain *out)
{
    switch (value->type) {
    case JX_T_NUMBER:
    case JX_T_LEVEL:
    case JX_T_DATE: *out = jx_plain_of_dec(value->number); return true;
    case JX_T_TEXT:
        *out = (struct jx_plain){.tag = JX_TAG_TEXT,
                                 .n = (uint32_t)value->text.n,
                                 .text = value->text.n ? value->text.p : ""};
        return true;
    case JX_T_FLAG: *out = flag(value->flag); return true;
    case JX_T_LIST:
    case JX_T_MAP: return false;
    default:
        r->work++;
        *out = (struct jx_plain){.tag = JX_TAG_NIL};
        return true;
    }
}

static inline int read_found(struct jx_run *r, const struct jx_found *found,
                             struct jx_plain *out)
{
    switch (found->kind) {
    case JX_FOUND_INPUT:
        return read_value(r, &r->call->inputs[found->index], out) ? found->more : GIVE_UP;
    case JX_FOUND_PARAM:
        return read_value(r, &r->call->params[found->index], out) ? found->more : GIVE_UP;
    case JX_FOUND_FULL: *out = jx_plain_of_dec(r->call->full); return found->more;
    case JX_FOUND_VALUE:
        *out = (struct jx_plain){.tag = found->tag, .n = found->index};
        return found->more;
    default: return GIVE_UP;
    }
}

/* What is sure to be found is; else the thing, which may be NULL, is looked into. */
static inline int read_field(struct jx_run *r, const uint32_t *at,
                             const struct jx_plain *thing)
{
    const struct jx_straight *p = r->straight;
    const struct jx_found *found = &p->known[at - p->code];
    if (!found->kind) {
        if (thing && thing->tag != JX_TAG_THING)
            return GIVE_UP;
        size_t which = thing ? thing->n : JX_THING_ENV;
        found = &p->found[which * p->constants + jx_op_c(*at)];
    }
    return read_found(r, found, &r->reg[jx_op_a(*at)]);
}

static int read_method(struct jx_run *r, const uint32_t *at)
{
    struct jx_plain *a = &r->reg[jx_op_a(*at)];
    a[1] = r->reg[jx_op_b(*at)];
    return read_field(r, at, &a[1]);
}

/* ---- arithmetic and comparison ---- */

/* Two integers are left to the interpreter, which wraps them; but not to divide them. The
 * next instruction is for what is no number. */
static int calculate(struct jx_run *r, uint32_t i, const struct jx_plain *b,
                     const struct jx_plain *c, enum jx_op op)
{
    if (!jx_plain_is_number(b) || !jx_plain_is_number(c) ||
        (b->whole && c->whole && op != JX_OP_DIV))
        return GIVE_UP;
    double x = jx_plain_double(b), y = jx_plain_double(c);
    r->reg[jx_op_a(i)] = jx_plain_of_double(op == JX_OP_ADD   ? x + y
                                            : op == JX_OP_SUB ? x - y
                                            : op == JX_OP_MUL ? x * y
                                                              : x / y);
    return SKIP;
}

static int calculate_two(struct jx_run *r, uint32_t i, enum jx_op op)
{
    return calculate(r, i, &r->reg[jx_op_b(i)], &r->reg[jx_op_c(i)], op);
}

static int calculate_one(struct jx_run *r, uint32_t i, enum jx_op op)
{
    return calculate(r, i, &r->reg[jx_op_b(i)], &r->straight->constant[jx_op_c(i)], op);
}

/* Small numbers within an instruction. */
static struct jx_plain small(unsigned part)
{
    return jx_plain_of_whole((int)part - 127);
}

static int add_small(struct jx_run *r, uint32_t i)
{
    struct jx_plain c = small(jx_op_c(i));
    return calculate(r, i, &r->reg[jx_op_b(i)], &c, JX_OP_ADD);
}

/* Zero has a sign in doubles only. */
static int negate(struct jx_run *r, uint32_t i)
{
    const struct jx_plain *b = &r->reg[jx_op_b(i)];
    if (!jx_plain_is_number(b) || b->whole)
        return GIVE_UP;
    r->reg[jx_op_a(i)] = b->tag == JX_TAG_DEC && b->digits
                             ? jx_plain_of_dec(jx_dec_neg(jx_plain_dec(b)))
                             : jx_plain_of_double(-jx_plain_double(b));
    return NEXT;
}

static bool same(const struct jx_plain *a, const struct jx_plain *b)
{
    if (a->tag == JX_TAG_DEC && b->tag == JX_TAG_DEC)
        return jx_dec_cmp(jx_plain_dec(a), jx_plain_dec(b)) == 0;
    if (jx_plain_is_number(a) && jx_plain_is_number(b))
        return jx_plain_double(a) == jx_plain_double(b);
    if (a->tag != b->tag)
        return false;
    if (a->tag == JX_TAG_TEXT)
        return a->n == b->n &&
               (!a->n || (a->text[a->n - 1] == b->text[a->n - 1] && /* signs end unlike */
                          memcmp(a->text, b->text, a->n) == 0));
    return a->tag < JX_TAG_TEXT || a->n == b->n;
}

/* What was asked is followed by the jump that is made when it is so. */
static int decide(const uint32_t *at, bool is)
{
    return is == jx_op_k(at[0]) ? SKIP + jx_op_jump(at[1]) : SKIP;
}

/* Less, or not greater: a number that is none is neither. */
static inline int order(const uint32_t *at, const struct jx_plain *a,
                        const struct jx_plain *b, bool equal)
{
    if (!jx_plain_is_number(a) || !jx_plain_is_number(b))
        return GIVE_UP;
    return decide(at, jx_plain_less(a, b) || (equal && same(a, b)));
}

static inline int order_small(struct jx_run *r, const uint32_t *at, bool turned,
                              bool equal)
{
    const struct jx_plain *a = &r->reg[jx_op_a(*at)], b = small(jx_op_b(*at));
    return turned ? order(at, &b, a, equal) : order(at, a, &b, equal);
}

static int same_small(struct jx_run *r, const uint32_t *at)
{
    struct jx_plain b = small(jx_op_b(*at));
    return decide(at, same(&r->reg[jx_op_a(*at)], &b));
}

static int test_and_set(struct jx_run *r, uint32_t i)
{
    const struct jx_plain *b = &r->reg[jx_op_b(i)];
    if (is_false(b) == jx_op_k(i))
        return SKIP;
    r->reg[jx_op_a(i)] = *b;
    return NEXT;
}

/* ---- calls ---- */

/* Parts b and c of the instruction are 1 more than there are arguments, and results wanted;
 * 0: all there are. */
static int make_call(struct jx_run *r, const uint32_t *at)
{
    uint32_t i = *at;
    struct jx_plain *a = &r->reg[jx_op_a(i)], *args = a + 1;
    size_t b = jx_op_b(i), c = jx_op_c(i), results = a->tag == JX_TAG_FUNCTION;
    size_t count = b ? b - 1 : (size_t)(r->top - args);
    r->at = (size_t)(at - r->straight->code);
    bool made = a->tag == JX_TAG_FUNCTION ? jx_straight_function(r, a->n, args, count)
                : a->tag == JX_TAG_VERB   ? jx_straight_verb(r, a->n, args, count)
                                          : false;
    if (!made)
        return GIVE_UP;
    r->top = a + results;
    for (size_t k = results; c && k < c - 1; k++)
        a[k] = (struct jx_plain){.tag = JX_TAG_NIL};
    return NEXT;
}

/* A rule gives nothing back. */
static int end_with(const struct jx_plain *value)
{
    return value->tag == JX_TAG_NIL ? DONE : GIVE_UP;
}

static int end_with_call(struct jx_run *r, const uint32_t *at)
{
    const struct jx_plain *a = &r->reg[jx_op_a(*at)];
    if (make_call(r, at) != NEXT)
        return GIVE_UP;
    return r->top == a ? DONE : end_with(a);
}

static int end_with_values(struct jx_run *r, uint32_t i)
{
    const struct jx_plain *a = &r->reg[jx_op_a(i)];
    bool none = jx_op_b(i) == 1 || (jx_op_b(i) == 0 && r->top == a);
    return none ? DONE : end_with(a);
}

/* ---- the run ---- */

/* Carries one instruction out; how many are passed over, or how it ends. */
static inline int step(struct jx_run *r, const uint32_t *at)
{
    const struct jx_straight *p = r->straight;
    uint32_t i = *at;
    struct jx_plain *a = &r->reg[jx_op_a(i)];
    switch (jx_op_of(i)) {
    case JX_OP_MOVE: *a = r->reg[jx_op_b(i)]; return NEXT;
    case JX_OP_LOADI: *a = jx_plain_of_whole((int)jx_op_bx(i) - 65535); return NEXT;
    case JX_OP_LOADF: *a = jx_plain_of_double((int)jx_op_bx(i) - 65535); return NEXT;
    case JX_OP_LOADK: *a = p->constant[jx_op_bx(i)]; return NEXT;
    case JX_OP_LOADFALSE: *a = flag(false); return NEXT;
    case JX_OP_LFALSESKIP: *a = flag(false); return SKIP;
    case JX_OP_LOADTRUE: *a = flag(true); return NEXT;
    case JX_OP_LOADNIL: memset(a, 0, (jx_op_b(i) + 1) * sizeof *a); return NEXT;
    case JX_OP_GETUPVAL: *a = p->constant[p->constants + jx_op_b(i)]; return NEXT;
    case JX_OP_GETTABUP: return read_field(r, at, NULL);
    case JX_OP_GETFIELD: return read_field(r, at, &r->reg[jx_op_b(i)]);
    case JX_OP_SELF: return read_method(r, at);
    case JX_OP_ADDI: return add_small(r, i);
    case JX_OP_ADDK: return calculate_one(r, i, JX_OP_ADD);
    case JX_OP_SUBK: return calculate_one(r, i, JX_OP_SUB);
    case JX_OP_MULK: return calculate_one(r, i, JX_OP_MUL);
    case JX_OP_DIVK: return calculate_one(r, i, JX_OP_DIV);
    case JX_OP_ADD:
    case JX_OP_SUB:
    case JX_OP_MUL:
    case JX_OP_DIV: return calculate_two(r, i, jx_op_of(i));
    case JX_OP_UNM: return negate(r, i);
    case JX_OP_NOT: *a = flag(is_false(&r->reg[jx_op_b(i)])); return NEXT;
    case JX_OP_JMP: return jx_op_jump(i);
    case JX_OP_EQ: return decide(at, same(a, &r->reg[jx_op_b(i)]));
    case JX_OP_LT: return order(at, a, &r->reg[jx_op_b(i)], false);
    case JX_OP_LE: return order(at, a, &r->reg[jx_op_b(i)], true);
    case JX_OP_EQK: return decide(at, same(a, &p->constant[jx_op_b(i)]));
    case JX_OP_EQI: return same_small(r, at);
    case JX_OP_LTI: return order_small(r, at, false, false);
    case JX_OP_LEI: return order_small(r, at, false, true);
    case JX_OP_GTI: return order_small(r, at, true, false);
    case JX_OP_GEI: return order_small(r, at, true, true);
    case JX_OP_TEST: return decide(at, !is_false(a));
    case JX_OP_TESTSET: return test_and_set(r, i);
    case JX_OP_CALL: return make_call(r, at);
    case JX_OP_TAILCALL: return end_with_call(r, at);
    case JX_OP_RETURN: return end_with_values(r, i);
    case JX_OP_RETURN0: return DONE;
    case JX_OP_RETURN1: return end_with(a);
    default: return GIVE_UP;
    }
}

/* What handing the inputs over costs; false: one of them is an error or too much. */
static bool take_inputs(struct jx_run *r)
{
    const struct jx_rule *rule = r->call->rule->rule;
    size_t texts = 0;
    for (size_t i = 0; i < rule->need_count; i++) {
        const struct jx_value *input = &r->call->inputs[i];
        if (input->type != JX_T_TEXT)
            continue;
        struct jx_str text = input->text;
        texts += text.n;
        if (texts > TEXTS || text.n > jx_lua_default_limits.string_bytes ||
            (text.n && memchr(text.p, 0, text.n)))
            return false;
        r->work += 1 + text.n / 64;
    }
    return true;
}

bool jx_straight_run(const struct jx_straight *straight, const struct jx_lua_call *call,
                     struct jx_lua *lua, uint64_t *work)
{
    struct jx_run r;
    r.straight = straight;
    r.call = call;
    r.formats = &lua->formats;
    r.work = 0;
    r.top = r.reg;
    memset(r.reg, 0, straight->stack * sizeof *r.reg);
    r.reg[0] = (struct jx_plain){.tag = JX_TAG_THING, .n = JX_THING_INPUTS};
    r.reg[1] = (struct jx_plain){.tag = JX_TAG_THING, .n = JX_THING_LEDGER};
    struct jx_ledger before = *call->ledger;
    int ends = take_inputs(&r) ? NEXT : GIVE_UP;
    const uint32_t *code = straight->code;
    while (ends >= 0) { /* jumps lead on, never back */
        code += ends;
        ends = step(&r, code++);
    }
    if (ends == DONE && r.work <= lua->box.limits.work) {
        *work = r.work;
        return true;
    }
    *call->ledger = before;
    return false;
}
