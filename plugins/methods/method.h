/* method.h: what the scoring methods of this plugin share. */
#pragma once

#include "jixiao/plugin.h"

#include <string.h>

/* Marks a reason for translation; the core translates it when it renders. */
#define N_(text) text

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define WORD(word)                                                                       \
    {                                                                                    \
        word, sizeof(word) - 1                                                           \
    }
#define NEED(n, t)                                                                       \
    {                                                                                    \
        .name = (n), .type = (t)                                                         \
    }

/* A number parameter with its default as digits × 10^exponent, from least to most. */
#define NUMBER_PARAM(n, digits_, exponent_, min_, max_, text_)                           \
    {                                                                                    \
        .name = (n), .type = JX_T_NUMBER, .has_default = true, .has_min = true,          \
        .has_max = true,                                                                 \
        .value = {.type = JX_T_NUMBER, .number = {(digits_), (exponent_)}},              \
        .min = {(min_), 0}, .max = {(max_), 0}, .text = (text_)                          \
    }
/* One that the pack must set. */
#define REQUIRED_PARAM(n, max_, text_)                                                   \
    {                                                                                    \
        .name = (n), .type = JX_T_NUMBER, .has_min = true, .has_max = true,              \
        .min = {0, 0}, .max = {(max_), 0}, .text = (text_)                               \
    }
#define CHOICE_PARAM(n, word, list, text_)                                               \
    {                                                                                    \
        .name = (n), .type = JX_T_TEXT, .has_default = true,                             \
        .value = {.type = JX_T_TEXT, .text = WORD(word)}, .choices = (list),             \
        .text = (text_)                                                                  \
    }
#define FLAG_PARAM(n, text_)                                                             \
    {                                                                                    \
        .name = (n), .type = JX_T_FLAG, .has_default = true,                             \
        .value = {.type = JX_T_FLAG, .flag = false}, .text = (text_)                     \
    }

enum { METHOD_MAX = 1000000 }; /* the largest number a parameter takes */

extern const struct jx_method method_proportional, method_threshold;
extern const struct jx_method method_step, method_linear, method_count, method_tally;
extern const struct jx_method method_banded, method_execution_banded;
extern const struct jx_method method_level, method_yes_no, method_execution,
    method_milestone, method_peer, method_deadline;

struct jx_dec method_int(int64_t value);
struct jx_arg method_arg(struct jx_dec number);
struct jx_arg method_word(struct jx_str text);
/* Into call->args: there, as the plugin is part of the program that calls it. */
static inline void method_put(struct jx_arg *arg, struct jx_dec number)
{
    arg->kind = JX_ARG_DEC;
    arg->dec = number;
}
static inline __attribute__((always_inline)) bool method_is(struct jx_str text,
                                                            const char *word)
{
    size_t n = strlen(word);
    return text.n == n && (n == 0 || memcmp(text.p, word, n) == 0);
}
static inline int method_sign(struct jx_dec number)
{
    return (number.digits > 0) - (number.digits < 0);
}
bool method_less(const struct jx_call *call, struct jx_dec a, struct jx_dec b);

/* Awards weight × part ÷ whole, rounded once, nothing below the pass line (a share);
 * unscored where there is no proportion (a negative part, a whole not above zero). `why`
 * takes weight, part and whole. `rate`: the values of RATE_PARAMS, which may have the rate
 * rounded before the weight comes in; NULL: it is not. */
void method_award_part(const struct jx_call *call, struct jx_dec part,
                       struct jx_dec whole, struct jx_dec pass_below,
                       const struct jx_value *rate, const char *why);
enum { RATE, RATE_DIGITS, RATE_END };
#define RATE_PARAMS                                                                      \
    CHOICE_PARAM(                                                                        \
        "rate", "exact", method_rate_choices,                                            \
        N_("the rate that the weight is multiplied by: exact, rounded, or cut off")),    \
        NUMBER_PARAM("rate_digits", 2, 0, 0, 6,                                          \
                     N_("decimals of such a rate, in percent"))
extern const char *const method_rate_choices[];

/* How a row's target is to be met. Methods that ask have AIM_PARAMS as their first three
 * parameters, and read them with method_aim only. */
enum method_aim { AIM_NONE, AIM_AT_LEAST, AIM_AT_MOST, AIM_EXACT };
enum { AIM_EQUAL, AIM_BARE, AIM_WHATEVER, AIM_END };
enum { AIM_NATURE, AIM_TARGET }; /* their first two needs */
#define AIM_PARAMS                                                                       \
    CHOICE_PARAM(                                                                        \
        "equal", "at-least", method_equal_choices,                                       \
        N_("what ＝ asks for: at-least (more counts as met), at-most, or exact")),       \
        CHOICE_PARAM(                                                                    \
            "nature", "", method_bare_choices,                                           \
            N_("nature of rows that print none; empty: such rows stay unscored")),       \
        CHOICE_PARAM("aim", "printed", method_aim_choices,                               \
                     N_("how targets are met: as the nature printed says, or, whatever " \
                        "it is, at-least, at-most or exact"))
extern const char *const method_equal_choices[], *const method_bare_choices[],
                                                     *const method_aim_choices[];
/* *strict (may be NULL): the nature excludes the bound. AIM_NONE: the nature sets no aim,
 * and the item has been left unscored. */
enum method_aim method_aim(const struct jx_call *call, bool *strict);
/* Leaves the item unscored: a budget that is not above zero has no execution rate. */
void method_no_rate(const struct jx_call *call, struct jx_dec adjusted);
