/* method.c: the few steps that several methods share. All arithmetic is the host's, so
 * that a method and a rule give the same points. */
#include "method.h"

#include <string.h>

const char *const method_equal_choices[] = {"at-least", "at-most", "exact", NULL};
const char *const method_bare_choices[] = {"", "≥", "≤", "＝", "＞", "＜", NULL};
const char *const method_aim_choices[] = {"printed", "at-least", "at-most", "exact",
                                          NULL};
const char *const method_rate_choices[] = {"exact", "rounded", "cut", NULL};

struct jx_dec method_int(int64_t value)
{
    return (struct jx_dec){value, 0};
}

struct jx_arg method_arg(struct jx_dec number)
{
    return (struct jx_arg){.kind = JX_ARG_DEC, .dec = number};
}

struct jx_arg method_word(struct jx_str text)
{
    return (struct jx_arg){.kind = JX_ARG_TEXT, .text = text};
}

bool method_less(const struct jx_call *call, struct jx_dec a, struct jx_dec b)
{
    return call->math->cmp(a, b) < 0;
}

/* The rate as an office has it that counts with "99 %". */
static struct jx_dec coarse(const struct jx_call *call, struct jx_dec share,
                            const struct jx_value *rate)
{
    const struct jx_math *math = call->math;
    struct jx_dec digits = rate[RATE_DIGITS].number;
    int places = 2;
    while (places < 8 && math->cmp(method_int(places - 2), digits) < 0)
        places++;
    if (!method_is(rate[RATE].text, "cut"))
        return math->round(share, places);
    struct jx_dec cut = math->floor(math->mul(share, (struct jx_dec){1, places}));
    return math->mul(cut, (struct jx_dec){1, -places});
}

static __attribute__((noinline)) void award_coarse(const struct jx_call *call,
                                                   struct jx_dec part,
                                                   struct jx_dec whole,
                                                   const struct jx_value *rate)
{
    struct jx_dec taken = coarse(call, call->math->div(part, whole, NULL), rate);
    struct jx_arg args[] = {method_arg(call->full), method_arg(part), method_arg(whole),
                            method_arg(taken)};
    call->verbs->award(call->ledger, call->math->mul(call->full, taken),
                       N_("%s × %s ÷ %s, the rate taken as %s"), args, COUNT(args));
}

/* No points, for want of a proportion or of a pass. true: so it is. */
static __attribute__((noinline)) bool award_none(const struct jx_call *call,
                                                 struct jx_dec part, struct jx_dec whole,
                                                 struct jx_dec pass_below)
{
    struct jx_arg args[] = {method_arg(part), method_arg(whole), method_arg(pass_below)};
    bool fits = part.digits >= 0 && whole.digits > 0;
    if (!fits)
        call->verbs->unscored(call->ledger, N_("no proportion between %s and %s"), args,
                              2);
    else if (method_less(call, call->math->div(part, whole, NULL), pass_below))
        call->verbs->award(call->ledger, method_int(0),
                           N_("below the pass line: %s ÷ %s is less than %s"), args,
                           COUNT(args));
    else
        return false;
    return true;
}

void method_award_part(const struct jx_call *call, struct jx_dec part,
                       struct jx_dec whole, struct jx_dec pass_below,
                       const struct jx_value *rate, const char *why)
{
    bool plain = part.digits >= 0 && whole.digits > 0 && pass_below.digits <= 0;
    if (!plain && award_none(call, part, whole, pass_below))
        return;
    if (rate && !method_is(rate[RATE].text, "exact")) {
        award_coarse(call, part, whole, rate);
        return;
    }
    method_put(&call->args[0], call->full);
    method_put(&call->args[1], part);
    method_put(&call->args[2], whole);
    call->verbs->award(call->ledger, call->math->muldiv(call->full, part, whole, NULL),
                       why, call->args, 3);
}

/* "＝0" and "0起" are not for exceeding, whatever ＝ asks for elsewhere. */
static bool is_nothing(const struct jx_call *call)
{
    const struct jx_value *target = &call->inputs[AIM_TARGET];
    return target->type == JX_T_NUMBER && method_sign(target->number) == 0;
}

/* What the signs ask for, each at the lower half of its last byte: rows have any of them,
 * and a comparison with one after the other is a guess for the processor. */
static const struct sign {
    char text[4];
    bool strict;
    enum method_aim aim;
} signs[16] = {
    [0x4] = {"≤", false, AIM_AT_MOST}, [0x5] = {"≥", false, AIM_AT_LEAST},
    [0xc] = {"＜", true, AIM_AT_MOST}, [0xe] = {"＞", true, AIM_AT_LEAST},
    [0xd] = {"＝", false, AIM_EXACT},
};

/* AIM_NONE: it is no sign. */
static const struct sign *sign_of(struct jx_str glyph)
{
    static const struct sign none = {.aim = AIM_NONE};
    const struct sign *sign = glyph.n ? &signs[glyph.p[glyph.n - 1] & 15] : &none;
    return glyph.n == 3 && memcmp(glyph.p, sign->text, 3) == 0 ? sign : &none;
}

static __attribute__((noinline)) enum method_aim no_aim(const struct jx_call *call)
{
    struct jx_arg arg = method_word(call->inputs[AIM_NATURE].text);
    call->verbs->unscored(
        call->ledger, N_("nature \"%s\" says neither more nor less is better"), &arg, 1);
    return AIM_NONE;
}

enum method_aim method_aim(const struct jx_call *call, bool *strict)
{
    struct jx_str aim = call->params[AIM_WHATEVER].text;
    struct jx_str nature = call->inputs[AIM_NATURE].text;
    struct jx_str equal = call->params[AIM_EQUAL].text;
    const struct sign *sign = sign_of(nature.n ? nature : call->params[AIM_BARE].text);
    if (strict)
        *strict = sign->strict;
    if (!method_is(aim, "printed"))
        return method_is(aim, "at-least")  ? AIM_AT_LEAST
               : method_is(aim, "at-most") ? AIM_AT_MOST
                                           : AIM_EXACT;
    if (sign->aim == AIM_EXACT)
        return method_is(equal, "at-most")     ? AIM_AT_MOST
               : !method_is(equal, "at-least") ? AIM_EXACT
               : is_nothing(call)              ? AIM_AT_MOST
                                               : AIM_AT_LEAST;
    return sign->aim != AIM_NONE ? sign->aim : no_aim(call);
}

void method_no_rate(const struct jx_call *call, struct jx_dec adjusted)
{
    struct jx_arg arg = method_arg(adjusted);
    call->verbs->unscored(call->ledger,
                          N_("no execution rate of an adjusted budget of %s"), &arg, 1);
}
