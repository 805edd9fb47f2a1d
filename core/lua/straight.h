/* straight.h: rules that run straight through: no loop, no table of their own, only inputs,
 * numbers, dec, math and verbs. Most are. Setting up the interpreter for them costs more than
 * what they do; so when such a rule is read, every way through it is followed once, and what
 * is left is a tree of the steps that need a call's figures. They give exactly what the
 * interpreter would give. Whatever is not plain (an error above all) stops them without a
 * trace, and the interpreter is asked. */
#pragma once

#include "bridge.h"

#include <string.h>

struct jx_straight;

/* Of the function at the top of the stack, with what is kept in `arena`. NULL: it does
 * something else, or is too large, or there is no memory. It must not set fields or captured
 * variables, nor run an instruction twice (code.h). */
const struct jx_straight *jx_straight_read(lua_State *L, const struct jx_lua_rule *rule,
                                           struct jx_arena *arena);

/* Makes the call, whose ledger is empty; *work is what the interpreter would have charged.
 * Texts of inputs and parameters are not copied to the ledger. false: nothing was done, and
 * the interpreter has to. */
bool jx_straight_run(const struct jx_straight *straight, const struct jx_lua_call *call,
                     const struct jx_lua *lua, uint64_t *work);

/* ---- for straight*.c alone: values ---- */

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
static inline void jx_plain_put(struct jx_plain *out, struct jx_dec dec)
{
    if (jx_dec_within(dec.digits, 1000000000000000) && jx_dec_within(dec.exponent, 100)) {
        out->digits = dec.digits;
        out->exponent = dec.exponent;
        out->tag = JX_TAG_DEC;
        out->whole = out->lasting = false;
    } else {
        *out = jx_plain_of_double(jx_dec_to_double(dec));
    }
}
static inline struct jx_plain jx_plain_of_whole(int64_t number)
{
    return (struct jx_plain){.tag = JX_TAG_DEC, .whole = true, .digits = number};
}
/* The very same: 1 and 1.0 are not. */
static inline bool jx_plain_is(const struct jx_plain *a, const struct jx_plain *b)
{
    return a->tag == b->tag && a->whole == b->whole && a->digits == b->digits &&
           a->exponent == b->exponent;
}
/* A number read as decimal functions and verbs read it; false: it is none. */
static inline bool jx_plain_read(const struct jx_plain *value, struct jx_dec *out)
{
    if (value->tag != JX_TAG_DEC)
        return value->tag == JX_TAG_DOUBLE && jx_dec_from_double(value->number, out);
    *out = jx_plain_dec(value);
    return true;
}
/* Of two numbers; the nearest doubles of different decimals of 15 digits differ. */
static inline bool jx_plain_less(const struct jx_plain *a, const struct jx_plain *b)
{
    return a->tag == JX_TAG_DEC && b->tag == JX_TAG_DEC
               ? jx_dec_cmp(jx_plain_dec(a), jx_plain_dec(b)) < 0
               : jx_plain_double(a) < jx_plain_double(b);
}

/* Questions are answered with 1 or 0; -1: the interpreter knows. */
static inline int jx_plain_same(const struct jx_plain *a, const struct jx_plain *b)
{
    if (a->tag == JX_TAG_DEC && b->tag == JX_TAG_DEC)
        return jx_dec_cmp(jx_plain_dec(a), jx_plain_dec(b)) == 0;
    if (jx_plain_is_number(a) && jx_plain_is_number(b))
        return jx_plain_double(a) == jx_plain_double(b);
    if (a->tag != b->tag || (a->tag >= JX_TAG_TEXT && a->n != b->n))
        return 0;
    return a->tag != JX_TAG_TEXT || !a->n ||
           (a->text[a->n - 1] == b->text[a->n - 1] && /* signs end unlike */
            memcmp(a->text, b->text, a->n) == 0);
}
/* Less, or not greater: a number that is none is neither. */
static inline int jx_plain_order(const struct jx_plain *a, const struct jx_plain *b,
                                 bool equal)
{
    if (!jx_plain_is_number(a) || !jx_plain_is_number(b))
        return -1;
    return jx_plain_less(a, b) || (equal && jx_plain_same(a, b));
}

/* ---- steps ---- */

enum jx_step_kind {
    JX_STEP_GIVE_UP = 0,
    JX_STEP_END,
    JX_STEP_READ, /* out = input or parameter number `index` */
    JX_STEP_CALL, /* out = function(a, b) */
    JX_STEP_ADD,  /* out = a + b … on doubles, as the language has it */
    JX_STEP_SUB,
    JX_STEP_MUL,
    JX_STEP_DIV,
    JX_STEP_NEGATE,
    JX_STEP_SAY,     /* a verb */
    JX_STEP_IF,      /* is a neither nil nor false? */
    JX_STEP_SAME,    /* a == b? */
    JX_STEP_LESS,    /* a < b? */
    JX_STEP_AT_MOST, /* a <= b? */
};

/* false: the interpreter has to say what is wrong. `out` may be `a` or `b`. */
typedef bool jx_straight_call(const struct jx_plain *a, const struct jx_plain *b,
                              struct jx_plain *out);

/* A verb with its reason, whose format is checked. */
struct jx_saying {
    struct jx_why why; /* but for its arguments */
    const char *code;  /* of a finding */
    int line;
    uint8_t verb;
    bool lasting; /* of the format */
    const struct jx_plain *points, *args[JX_WHY_ARGS];
    char kinds[JX_WHY_ARGS]; /* what their conversions are */
};

struct jx_step {
    uint8_t kind;
    uint8_t param, index; /* of a parameter (1) or input (0) */
    uint32_t work;        /* of a call: what it is charged */
    const struct jx_plain *a, *b;
    struct jx_plain *out;
    union {
        jx_straight_call *function;
        const struct jx_saying *saying;
        const struct jx_step *other; /* when it is not so */
    };
    const struct jx_step *next;
};

/* Values are: the weight, inputs, parameters, results of steps, constants. */
enum { JX_STRAIGHT_VALUES = 256, JX_STRAIGHT_STACK = 48 };
struct jx_straight {
    const struct jx_step *first;
    struct jx_plain *full; /* the first of the values, where the weight goes */
    const uint8_t *texts;  /* which inputs are texts */
    size_t text_count;
};

/* straight_calls.c: the functions, by number. */
struct jx_straight_function {
    unsigned thing; /* whose field it is */
    const char *name;
    jx_straight_call *call;
    uint8_t least; /* arguments it needs; others are not read, except that */
    uint8_t most;  /* a second may be left out, for 0; MANY: one result after the other,
                      each charged 1 beside the call's */
};
enum { JX_STRAIGHT_MANY = UINT8_MAX };
const struct jx_straight_function *jx_straight_function(unsigned number);
/* The number of function `name` of a thing, and the other way round; -1: it is not among
 * them. */
int jx_straight_named(unsigned thing, const char *name);
int jx_straight_same(lua_CFunction function);

/* straight_verbs.c: a verb's call, with the first argument behind s and the format known;
 * `values` are all values, args the places of `count` arguments from s on. NULL: the
 * interpreter has to say what is wrong with it, or there is no memory. */
const struct jx_saying *jx_straight_saying(enum jx_verb verb,
                                           const struct jx_plain *values,
                                           const uint8_t *args, size_t count, int line,
                                           struct jx_arena *arena);
/* Writes it to the ledger, and adds what it costs to *work; false: likewise. */
bool jx_straight_say(const struct jx_saying *saying, const struct jx_lua_call *call,
                     uint64_t *work);

/* ---- a function as it was compiled, while it is read ---- */

struct jx_listing {
    size_t instructions, constants, upvalues;
    const uint32_t *code;
    const int *lines;                /* by instruction */
    const uint64_t *read;            /* by instruction: registers read from there on */
    const struct jx_plain *constant; /* and of the upvalues, behind them */
    unsigned stack;
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
struct jx_things {
    const struct jx_lua_rule *rule;
    size_t count;
    struct jx_str path[64]; /* of those beyond the fixed ones */
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
};

/* straight_names.c: the things of a rule (false: there are too many), and what is found under
 * a name, by constants that need be neither a thing nor a text. */
bool jx_things_find(struct jx_things *things, const struct jx_lua_rule *rule);
struct jx_found jx_things_field(const struct jx_things *things, const struct jx_plain *of,
                                const struct jx_plain *field);

/* straight_unfold.c: the steps of a function; false: too many, or no memory. */
bool jx_straight_unfold(const struct jx_listing *listing, const struct jx_things *things,
                        struct jx_arena *arena, struct jx_straight *out);
