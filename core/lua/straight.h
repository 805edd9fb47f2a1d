/* straight.h: rules that run straight through: no loop, no table of their own, only inputs,
 * numbers, dec, math and verbs. Most are. Setting up the interpreter for them costs more than
 * what they do; so their instructions are carried out here, over plain numbers and texts, and
 * give exactly what the interpreter would give. Whatever is not plain (an error above all)
 * stops this without a trace, and the interpreter is asked. */
#pragma once

#include "bridge.h"

struct jx_straight;

/* Of the function at the top of the stack, with what is kept in `arena`. NULL: it does
 * something else, or there is no memory. It must not set fields or captured variables, nor
 * run an instruction twice (code.h). */
const struct jx_straight *jx_straight_read(lua_State *L, const struct jx_lua_rule *rule,
                                           struct jx_arena *arena);

/* Makes the call, whose ledger is empty; *work is what the interpreter would have charged.
 * false: nothing was done, and the interpreter has to. */
bool jx_straight_run(const struct jx_straight *straight, const struct jx_lua_call *call,
                     struct jx_lua *lua, uint64_t *work);

/* ---- for straight*.c alone ---- */

enum jx_tag {
    JX_TAG_NIL = 0,
    JX_TAG_FALSE,
    JX_TAG_TRUE,
    JX_TAG_DEC, /* a number of at most 15 digits: the interpreter has its nearest double */
    JX_TAG_DOUBLE, /* any other number */
    JX_TAG_TEXT,
    JX_TAG_THING, /* something with fields */
    JX_TAG_FUNCTION,
    JX_TAG_VERB
};

struct jx_plain {
    union {
        int64_t digits; /* of JX_TAG_DEC */
        double number;
        const char *text;
    };
    union {
        int32_t exponent;
        uint32_t n; /* bytes of a text; which thing, function or verb */
    };
    uint8_t tag;
    bool whole;   /* of a number: an integer of the language */
    bool lasting; /* of a text: it lives as long as the pack */
};

/* Things with fields; the last are what x.budget is, x.fact.ID … */
enum {
    JX_THING_ENV,
    JX_THING_INPUTS,
    JX_THING_LEDGER,
    JX_THING_PARAMS,
    JX_THING_DEC,
    JX_THING_MATH,
    JX_THING_CONTAINERS
};

/* What a thing has under a name. */
enum jx_found_kind {
    JX_FOUND_NOTHING = 0,
    JX_FOUND_INPUT,
    JX_FOUND_PARAM,
    JX_FOUND_FULL,
    JX_FOUND_VALUE /* a thing, function or verb */
};
struct jx_found {
    uint8_t kind, tag, index;
    uint8_t more; /* instructions that need not be carried out any more */
};

enum { JX_STRAIGHT_STACK = 48 };

struct jx_straight {
    size_t instructions, constants, upvalues, things;
    const uint32_t *code;
    const int *lines;                /* by instruction */
    const struct jx_plain *constant; /* and of the upvalues, behind them */
    const struct jx_found *found;    /* by thing and constant */
    const struct jx_found *known;    /* by instruction: what is sure to be found there */
    unsigned stack;
};

/* A call under way. */
struct jx_run {
    const struct jx_straight *straight;
    const struct jx_lua_call *call;
    struct jx_formats *formats;
    uint64_t work;
    size_t at;            /* the instruction */
    struct jx_plain *top; /* behind the results of the last call that left all of them */
    struct jx_plain reg[JX_STRAIGHT_STACK];
};

/* straight_names.c: fills in what names stand for. `arguments_stay`: the first two registers
 * hold x and s throughout. false: no memory, or too many names. */
bool jx_straight_find(struct jx_straight *straight, const struct jx_lua_rule *rule,
                      struct jx_arena *arena, bool arguments_stay);

/* straight_calls.c: functions by number, and a verb, with arguments in args[0, count). A
 * function leaves its one result in args[-1]; a verb has none. false: the interpreter has
 * to say what is wrong. */
bool jx_straight_function(struct jx_run *run, unsigned which, struct jx_plain *args,
                          size_t count);
bool jx_straight_verb(struct jx_run *run, enum jx_verb verb, struct jx_plain *args,
                      size_t count);
/* The number of library function `name` of a thing, and the other way round; -1: it is not
 * among them. */
int jx_straight_named(unsigned thing, const char *name);
int jx_straight_same(lua_CFunction function);

static inline bool jx_plain_is_number(const struct jx_plain *value)
{
    return value->tag == JX_TAG_DEC || value->tag == JX_TAG_DOUBLE;
}
/* Of JX_TAG_DEC. */
static inline struct jx_dec jx_plain_dec(const struct jx_plain *value)
{
    return (struct jx_dec){value->digits, value->exponent};
}
static inline double jx_plain_double(const struct jx_plain *number)
{
    return number->tag == JX_TAG_DEC ? jx_dec_to_double(jx_plain_dec(number))
                                     : number->number;
}
static inline struct jx_plain jx_plain_of_double(double number)
{
    return (struct jx_plain){.tag = JX_TAG_DOUBLE, .number = number};
}
/* As the interpreter would have it, which reads a decimal's nearest double again. */
static inline struct jx_plain jx_plain_of_dec(struct jx_dec dec)
{
    return jx_dec_within(dec.digits, 1000000000000000) && jx_dec_within(dec.exponent, 100)
               ? (struct jx_plain){.tag = JX_TAG_DEC,
                                   .digits = dec.digits,
                                   .exponent = dec.exponent}
               : jx_plain_of_double(jx_dec_to_double(dec));
}
static inline struct jx_plain jx_plain_of_whole(int64_t number)
{
    return (struct jx_plain){.tag = JX_TAG_DEC, .whole = true, .digits = number};
}
/* Of two numbers; the nearest doubles of different decimals of 15 digits differ. */
static inline bool jx_plain_less(const struct jx_plain *a, const struct jx_plain *b)
{
    return a->tag == JX_TAG_DEC && b->tag == JX_TAG_DEC
               ? jx_dec_cmp(jx_plain_dec(a), jx_plain_dec(b)) < 0
               : jx_plain_double(a) < jx_plain_double(b);
}
