/* straight.c: a rule that runs straight through, called: one step after the other. Which
 * steps there are is decided in straight_unfold.c, what functions and verbs do in
 * straight_calls.c and straight_verbs.c. */
#include "straight.h"

#include "rule.h"

#include <string.h>

/* Texts of all inputs together: the interpreter counts what they take. */
enum { TEXTS = 64 * 1024 };

/* ---- values ---- */

/* An input or parameter; false: it is no plain one. Looking for an absent one costs. */
static inline bool read_value(const struct jx_value *value, struct jx_plain *out,
                              uint64_t *work)
{
    switch (value->type) {
    case JX_T_NUMBER:
    case JX_T_LEVEL:
    case JX_T_DATE: jx_plain_put(out, value->number); return true;
    case JX_T_TEXT:
        *out = (struct jx_plain){.tag = JX_TAG_TEXT,
                                 .n = (uint32_t)value->text.n,
                                 .text = value->text.n ? value->text.p : ""};
        return true;
    case JX_T_FLAG: out->tag = value->flag ? JX_TAG_TRUE : JX_TAG_FALSE; return true;
    case JX_T_LIST:
    case JX_T_MAP: return false;
    default:
        *work += 1;
        out->tag = JX_TAG_NIL;
        return true;
    }
}

/* Two integers are left to the interpreter, which wraps them; but not to divide them. */
static bool calculate(enum jx_step_kind kind, const struct jx_plain *a,
                      const struct jx_plain *b, struct jx_plain *out)
{
    if (!jx_plain_is_number(a) || !jx_plain_is_number(b) ||
        (a->whole && b->whole && kind != JX_STEP_DIV))
        return false;
    double x = jx_plain_double(a), y = jx_plain_double(b);
    *out = jx_plain_of_double(kind == JX_STEP_ADD   ? x + y
                              : kind == JX_STEP_SUB ? x - y
                              : kind == JX_STEP_MUL ? x * y
                                                    : x / y);
    return true;
}

/* Zero has a sign in doubles only. */
static bool negate(const struct jx_plain *a, struct jx_plain *out)
{
    if (!jx_plain_is_number(a) || a->whole)
        return false;
    if (a->tag == JX_TAG_DEC && a->digits)
        jx_plain_put(out, jx_dec_neg(jx_plain_dec(a)));
    else
        *out = jx_plain_of_double(-jx_plain_double(a));
    return true;
}

/* ---- the run ---- */

/* What handing the inputs over costs; false: one of them is an error or too much. */
static inline bool take_inputs(const struct jx_straight *straight,
                               const struct jx_lua_call *call, uint64_t *work)
{
    size_t texts = 0;
    for (size_t i = 0; i < straight->text_count; i++) {
        const struct jx_value *input = &call->inputs[straight->texts[i]];
        if (input->type != JX_T_TEXT)
            continue;
        struct jx_str text = input->text;
        texts += text.n;
        if (texts > TEXTS || text.n > jx_lua_default_limits.string_bytes ||
            (text.n && memchr(text.p, 0, text.n)))
            return false;
        *work += 1 + text.n / 64;
    }
    return true;
}

/* From step to step, each once at most; true: it came to the end. */
static inline bool go(const struct jx_straight *straight, const struct jx_lua_call *call,
                      uint64_t *work)
{
    const struct jx_value *const given[] = {call->inputs, call->params};
    const struct jx_step *step = straight->first;
    for (;;) {
        bool fine = true;
        int is = 1;
        while (step->kind == JX_STEP_READ) { /* mostly several */
            if (!read_value(&given[step->param][step->index], step->out, work))
                return false;
            step = step->next;
        }
        const struct jx_plain *a = step->a, *b = step->b;
        switch ((enum jx_step_kind)step->kind) {
        case JX_STEP_IF: is = a->tag > JX_TAG_FALSE; break;
        case JX_STEP_SAME: is = jx_plain_same(a, b); break;
        case JX_STEP_LESS: is = jx_plain_order(a, b, false); break;
        case JX_STEP_AT_MOST: is = jx_plain_order(a, b, true); break;
        case JX_STEP_CALL:
            *work += step->work;
            fine = step->function(a, b, step->out);
            break;
        case JX_STEP_ADD:
        case JX_STEP_SUB:
        case JX_STEP_MUL:
        case JX_STEP_DIV: fine = calculate(step->kind, a, b, step->out); break;
        case JX_STEP_NEGATE: fine = negate(a, step->out); break;
        case JX_STEP_SAY: fine = jx_straight_say(step->saying, call, work); break;
        case JX_STEP_END: return true;
        default: return false;
        }
        if (!fine || is < 0)
            return false;
        step = is ? step->next : step->other;
    }
}

bool jx_straight_run(const struct jx_straight *straight, const struct jx_lua_call *call,
                     const struct jx_lua *lua, uint64_t *work)
{
    uint64_t charged = 0;
    jx_plain_put(straight->full, call->full);
    if (take_inputs(straight, call, &charged) && go(straight, call, &charged) &&
        charged <= lua->box.limits.work) {
        *work = charged;
        return true;
    }
    jx_ledger_empty(call->ledger);
    return false;
}
