/* straight_unfold.c: every way through a function followed once, when the rule is read. What
 * stands in a register is known there as far as it does not depend on the call: a constant,
 * a verb, an input, the result of an earlier step. So moving values about, finding names and
 * asking what is known costs nothing later; what is left are the steps of straight.c. */
#include "straight.h"

#include "dump.h"

enum { PLACES = 1024 };

/* Before an instruction: where the values of all registers are. */
struct state {
    uint16_t at;
    uint16_t top; /* behind the results of a call that left all of them; else 0 */
    uint8_t reg[JX_STRAIGHT_STACK];
};

/* Where ways meet with the same values, they go on as one. */
struct place {
    struct state state;
    struct jx_step *step;
};

struct unfolding {
    const struct jx_listing *list;
    const struct jx_things *things;
    struct jx_arena *arena;
    struct jx_plain *values;
    size_t params, results, constants, count; /* where they begin among the values */
    struct place *places;
    size_t place_count;
    bool failed; /* memory, or too much */
};

/* ---- values ---- */

/* The place of a constant, which may be new. */
static uint8_t constant(struct unfolding *u, struct jx_plain value)
{
    size_t at = u->constants;
    while (at < u->count && !jx_plain_is(&u->values[at], &value))
        at++;
    if (at == JX_STRAIGHT_VALUES) {
        u->failed = true;
        return 0;
    }
    if (at == u->count)
        u->values[u->count++] = value;
    return (uint8_t)at;
}

/* nil, true or false */
static uint8_t tagged(struct unfolding *u, enum jx_tag tag)
{
    return constant(u, (struct jx_plain){.tag = (uint8_t)tag});
}

/* Small numbers within an instruction. */
static uint8_t small(struct unfolding *u, unsigned part)
{
    return constant(u, jx_plain_of_whole((int)part - 127));
}

static uint8_t listed(struct unfolding *u, size_t number)
{
    return constant(u, u->list->constant[number]);
}

static bool is_known(const struct unfolding *u, uint8_t value)
{
    return value >= u->constants;
}

/* Room for a result that goes to register `a`: its own where no register of `kept` has it
 * for something else, since ways meet the sooner then. */
static uint8_t room_for(const struct unfolding *u, const struct state *s, unsigned a,
                        uint64_t kept)
{
    uint64_t taken = 0;
    for (unsigned i = 0; i < u->list->stack; i++)
        if (kept >> i & 1 && s->reg[i] >= u->results && s->reg[i] < u->constants)
            taken |= (uint64_t)1 << (s->reg[i] - u->results);
    unsigned room = a;
    for (unsigned i = 0; taken >> room & 1; i++)
        room = i;
    return (uint8_t)(u->results + room);
}

/* ---- instructions that need no step ---- */

/* The environment's fields are read by an instruction of their own. */
static struct jx_found field_of(const struct unfolding *u, const struct state *s,
                                uint32_t i)
{
    static const struct jx_plain env = {.tag = JX_TAG_THING, .n = JX_THING_ENV};
    const struct jx_plain *of = &u->values[s->reg[jx_op_b(i) % JX_STRAIGHT_STACK]];
    return jx_things_field(u->things, jx_op_of(i) == JX_OP_GETTABUP ? &env : of,
                           &u->list->constant[jx_op_c(i)]);
}

/* A method takes what it is of along, behind it. */
static void put_field(struct state *s, uint32_t i, uint8_t value)
{
    unsigned a = jx_op_a(i);
    if (jx_op_of(i) == JX_OP_SELF)
        s->reg[a + 1] = s->reg[jx_op_b(i)];
    s->reg[a] = value;
    s->at++;
}

static bool pass_field(struct unfolding *u, struct state *s, uint32_t i)
{
    struct jx_found found = field_of(u, s, i);
    if (found.kind != JX_FOUND_FULL && found.kind != JX_FOUND_VALUE)
        return false;
    struct jx_plain value = {.tag = found.tag, .n = found.index};
    put_field(s, i, found.kind == JX_FOUND_FULL ? 0 : constant(u, value));
    return true;
}

/* What an instruction asks of the values a and b; JX_STEP_END: nothing. */
static enum jx_step_kind question(struct unfolding *u, const struct state *s, uint32_t i,
                                  uint8_t *a, uint8_t *b)
{
    *a = *b = s->reg[jx_op_a(i)];
    switch (jx_op_of(i)) {
    case JX_OP_NOT:
    case JX_OP_TESTSET: *a = *b = s->reg[jx_op_b(i)]; return JX_STEP_IF;
    case JX_OP_TEST: return JX_STEP_IF;
    case JX_OP_EQ: *b = s->reg[jx_op_b(i)]; return JX_STEP_SAME;
    case JX_OP_LT: *b = s->reg[jx_op_b(i)]; return JX_STEP_LESS;
    case JX_OP_LE: *b = s->reg[jx_op_b(i)]; return JX_STEP_AT_MOST;
    case JX_OP_EQK: *b = listed(u, jx_op_b(i)); return JX_STEP_SAME;
    case JX_OP_EQI: *b = small(u, jx_op_b(i)); return JX_STEP_SAME;
    case JX_OP_LTI: *b = small(u, jx_op_b(i)); return JX_STEP_LESS;
    case JX_OP_LEI: *b = small(u, jx_op_b(i)); return JX_STEP_AT_MOST;
    case JX_OP_GTI: *a = small(u, jx_op_b(i)); return JX_STEP_LESS;
    case JX_OP_GEI: *a = small(u, jx_op_b(i)); return JX_STEP_AT_MOST;
    default: return JX_STEP_END;
    }
}

/* Where it goes on with the answer. What is asked by others than NOT is followed by a jump,
 * which is made when it is so. */
static void answer(struct unfolding *u, struct state *s, uint32_t i, bool is)
{
    if (jx_op_of(i) == JX_OP_NOT) {
        s->reg[jx_op_a(i)] = tagged(u, is ? JX_TAG_FALSE : JX_TAG_TRUE);
        s->at++;
    } else if (is == jx_op_k(i)) {
        if (jx_op_of(i) == JX_OP_TESTSET)
            s->reg[jx_op_a(i)] = s->reg[jx_op_b(i)];
        s->at++;
    } else {
        s->at += 2;
    }
}

static bool pass_question(struct unfolding *u, struct state *s, uint32_t i)
{
    uint8_t a, b;
    enum jx_step_kind kind = question(u, s, i, &a, &b);
    if (kind == JX_STEP_END || !is_known(u, a) || !is_known(u, b))
        return false;
    const struct jx_plain *x = &u->values[a], *y = &u->values[b];
    int is = kind == JX_STEP_IF     ? x->tag > JX_TAG_FALSE
             : kind == JX_STEP_SAME ? jx_plain_same(x, y)
                                    : jx_plain_order(x, y, kind == JX_STEP_AT_MOST);
    if (is >= 0)
        answer(u, s, i, is);
    return is >= 0;
}

/* Goes over an instruction; false: it needs a step. */
static bool pass(struct unfolding *u, struct state *s)
{
    uint32_t i = u->list->code[s->at];
    uint8_t *a = &s->reg[jx_op_a(i) % JX_STRAIGHT_STACK]; /* a jump has none */
    int number = (int)jx_op_bx(i) - 65535;
    switch (jx_op_of(i)) {
    case JX_OP_MOVE: *a = s->reg[jx_op_b(i)]; break;
    case JX_OP_LOADI: *a = constant(u, jx_plain_of_whole(number)); break;
    case JX_OP_LOADF: *a = constant(u, jx_plain_of_double(number)); break;
    case JX_OP_LOADK: *a = listed(u, jx_op_bx(i)); break;
    case JX_OP_LOADFALSE: *a = tagged(u, JX_TAG_FALSE); break;
    case JX_OP_LFALSESKIP: *a = tagged(u, JX_TAG_FALSE), s->at++; break;
    case JX_OP_LOADTRUE: *a = tagged(u, JX_TAG_TRUE); break;
    case JX_OP_LOADNIL: memset(a, tagged(u, JX_TAG_NIL), jx_op_b(i) + 1); break;
    case JX_OP_GETUPVAL: *a = listed(u, u->list->constants + jx_op_b(i)); break;
    case JX_OP_GETTABUP:
    case JX_OP_GETFIELD:
    case JX_OP_SELF: return pass_field(u, s, i);
    case JX_OP_JMP: s->at = (uint16_t)(s->at + jx_op_jump(i)); break;
    default: return pass_question(u, s, i);
    }
    s->at++;
    return true;
}

/* ---- places ---- */

/* The step with which a way goes on from here. */
static struct jx_step *go_on(struct unfolding *u, struct state s)
{
    while (!u->failed && pass(u, &s))
        ;
    uint8_t nothing = tagged(u, JX_TAG_NIL); /* in registers that nobody reads any more */
    for (unsigned i = 0; i < JX_STRAIGHT_STACK; i++)
        if (!(u->list->read[s.at] >> i & 1))
            s.reg[i] = nothing;
    for (size_t i = u->place_count; i-- > 0;)
        if (memcmp(&u->places[i].state, &s, sizeof s) == 0)
            return u->places[i].step;
    struct jx_step *step = jx_arena_alloc(u->arena, sizeof *step);
    u->failed |= !step || u->place_count == PLACES;
    if (!u->failed)
        u->places[u->place_count++] = (struct place){s, step};
    return step;
}

static void calculate(struct unfolding *u, struct state s, uint32_t i,
                      enum jx_step_kind kind, uint8_t b, struct jx_step *step)
{
    unsigned a = jx_op_a(i);
    step->kind = (uint8_t)kind;
    step->a = &u->values[s.reg[jx_op_b(i)]];
    step->b = &u->values[b];
    s.at += kind == JX_STEP_NEGATE ? 1 : 2; /* the next one is for what is no number */
    s.reg[a] = room_for(u, &s, a, u->list->read[s.at] & ~((uint64_t)1 << a));
    step->out = &u->values[s.reg[a]];
    step->next = go_on(u, s);
}

static void read_input(struct unfolding *u, struct state s, uint32_t i,
                       struct jx_step *step)
{
    struct jx_found found = field_of(u, &s, i);
    if (found.kind == JX_FOUND_NOTHING)
        return;
    bool param = found.kind == JX_FOUND_PARAM;
    size_t out = (param ? u->params : 1) + found.index;
    step->kind = JX_STEP_READ;
    step->param = param;
    step->index = found.index;
    step->out = &u->values[out];
    put_field(&s, i, (uint8_t)out);
    step->next = go_on(u, s);
}

static void ask(struct unfolding *u, struct state s, uint32_t i, struct jx_step *step)
{
    struct state other = s;
    uint8_t a, b;
    enum jx_step_kind kind = question(u, &s, i, &a, &b);
    if (kind == JX_STEP_END)
        return;
    step->kind = (uint8_t)kind;
    step->a = &u->values[a];
    step->b = &u->values[b];
    answer(u, &s, i, true);
    answer(u, &other, i, false);
    step->next = go_on(u, s);
    step->other = go_on(u, other);
}

/* ---- calls ---- */

/* Part c of the instruction is 1 more than the results wanted; 0: all there are. */
static void leave_call(struct unfolding *u, struct state s, uint32_t i, unsigned results,
                       struct jx_step *step)
{
    unsigned a = jx_op_a(i), c = jx_op_c(i);
    s.top = (uint16_t)(c ? 0 : a + results);
    for (unsigned k = results; k + 1 < c; k++)
        s.reg[a + k] = tagged(u, JX_TAG_NIL);
    s.at++; /* behind a last call stands a return of all its results */
    step->next = go_on(u, s);
}

/* Of many arguments two at a time. */
static void call_function(struct unfolding *u, struct state s, uint32_t i, size_t count,
                          struct jx_step *step)
{
    unsigned a = jx_op_a(i);
    const uint8_t *args = &s.reg[a + 1];
    const struct jx_straight_function *f = jx_straight_function(u->values[s.reg[a]].n);
    if (count < f->least)
        return;
    uint8_t out = room_for(u, &s, a, u->list->read[s.at]);
    uint8_t none = f->most == 2 ? constant(u, jx_plain_of_whole(0)) : args[0];
    step->work = (uint32_t)(1 + (f->most == JX_STRAIGHT_MANY ? count : 0));
    step->a = &u->values[args[0]];
    for (size_t k = 1;; k++) {
        step->kind = JX_STEP_CALL;
        step->function = f->call;
        step->b = &u->values[k < count ? args[k] : none];
        step->out = &u->values[out];
        if (f->most != JX_STRAIGHT_MANY || k + 1 >= count)
            break;
        struct jx_step *next = jx_arena_alloc(u->arena, sizeof *next);
        step->next = next;
        u->failed |= !next;
        if (!next)
            return;
        step = next;
        step->a = &u->values[out];
    }
    s.reg[a] = out;
    leave_call(u, s, i, 1, step);
}

/* Part b is 1 more than there are arguments; 0: all results of the call before. A rule gives
 * nothing back: its last call can only be a verb. */
static void call(struct unfolding *u, struct state s, uint32_t i, struct jx_step *step)
{
    unsigned a = jx_op_a(i), b = jx_op_b(i);
    const struct jx_plain *callee = &u->values[s.reg[a]];
    size_t count = b ? b - 1 : s.top > a ? s.top - a - 1u : 0;
    if (callee->tag == JX_TAG_FUNCTION && jx_op_of(i) == JX_OP_CALL)
        call_function(u, s, i, count, step);
    if (callee->tag != JX_TAG_VERB)
        return;
    step->saying = jx_straight_saying(callee->n, u->values, &s.reg[a + 1], count,
                                      u->list->lines[s.at], u->arena);
    if (!step->saying)
        return;
    step->kind = JX_STEP_SAY;
    leave_call(u, s, i, 0, step);
}

/* ---- the whole ---- */

/* Nothing or nil is given back. */
static bool ends(struct unfolding *u, const struct state *s, uint32_t i)
{
    unsigned a = jx_op_a(i), b = jx_op_b(i), op = jx_op_of(i);
    return op == JX_OP_RETURN0 || s->reg[a] == tagged(u, JX_TAG_NIL) ||
           (op == JX_OP_RETURN && (b == 1 || (b == 0 && s->top == a)));
}

/* A step for the instruction: as it was made, it gives up. */
static void make_step(struct unfolding *u, struct place place)
{
    struct state s = place.state;
    struct jx_step *step = place.step;
    uint32_t i = u->list->code[s.at];
    uint8_t c = s.reg[jx_op_c(i) % JX_STRAIGHT_STACK];
    switch (jx_op_of(i)) {
    case JX_OP_GETFIELD:
    case JX_OP_SELF: read_input(u, s, i, step); break;
    case JX_OP_ADDI: calculate(u, s, i, JX_STEP_ADD, small(u, jx_op_c(i)), step); break;
    case JX_OP_ADDK: calculate(u, s, i, JX_STEP_ADD, listed(u, jx_op_c(i)), step); break;
    case JX_OP_SUBK: calculate(u, s, i, JX_STEP_SUB, listed(u, jx_op_c(i)), step); break;
    case JX_OP_MULK: calculate(u, s, i, JX_STEP_MUL, listed(u, jx_op_c(i)), step); break;
    case JX_OP_DIVK: calculate(u, s, i, JX_STEP_DIV, listed(u, jx_op_c(i)), step); break;
    case JX_OP_ADD: calculate(u, s, i, JX_STEP_ADD, c, step); break;
    case JX_OP_SUB: calculate(u, s, i, JX_STEP_SUB, c, step); break;
    case JX_OP_MUL: calculate(u, s, i, JX_STEP_MUL, c, step); break;
    case JX_OP_DIV: calculate(u, s, i, JX_STEP_DIV, c, step); break;
    case JX_OP_UNM: calculate(u, s, i, JX_STEP_NEGATE, 0, step); break;
    case JX_OP_CALL:
    case JX_OP_TAILCALL: call(u, s, i, step); break;
    case JX_OP_RETURN:
    case JX_OP_RETURN0:
    case JX_OP_RETURN1:
        step->kind = ends(u, &s, i) ? JX_STEP_END : JX_STEP_GIVE_UP;
        break;
    default: ask(u, s, i, step); break;
    }
}

static void unfold(struct unfolding *u, struct jx_straight *out)
{
    struct state s = {0};
    memset(s.reg, tagged(u, JX_TAG_NIL), sizeof s.reg);
    s.reg[0] = constant(u, (struct jx_plain){.tag = JX_TAG_THING, .n = JX_THING_INPUTS});
    s.reg[1] = constant(u, (struct jx_plain){.tag = JX_TAG_THING, .n = JX_THING_LEDGER});
    out->full = u->values;
    out->first = go_on(u, s);
    for (size_t i = 0; !u->failed && i < u->place_count; i++)
        make_step(u, u->places[i]);
}

bool jx_straight_unfold(const struct jx_listing *list, const struct jx_things *things,
                        struct jx_arena *arena, struct jx_straight *out)
{
    const struct jx_rule *rule = things->rule->rule;
    struct jx_arena scratch = jx_arena_new(0);
    struct unfolding u = {.list = list, .things = things, .arena = arena};
    u.values = jx_arena_array(arena, JX_STRAIGHT_VALUES, sizeof *u.values);
    u.places = jx_arena_array(&scratch, PLACES, sizeof *u.places);
    u.params = 1 + rule->need_count;
    u.results = u.params + rule->param_count;
    u.constants = u.count = u.results + list->stack + 1;
    bool fits = u.values && u.places && u.constants < JX_STRAIGHT_VALUES;
    if (fits)
        unfold(&u, out);
    jx_arena_free(&scratch);
    return fits && !u.failed;
}
