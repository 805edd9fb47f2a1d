/* ledger.c: lines of one item and how they add up. No rule is known here.
 *
 * All clamping and rounding of items happens in jx_ledger_settle, and nowhere else. */
#include "ledger.h"

#include "lang.h"
#include "strbuf.h"
#include "utf8.h"

#include <string.h>

void jx_ledger_start(struct jx_ledger *ledger, struct jx_arena *arena, const char *file)
{
    *ledger = (struct jx_ledger){.arena = arena, .file = file};
    ledger->raised_end = &ledger->raised;
}

static bool keep_text(struct jx_arena *arena, struct jx_str *text)
{
    char *copy = jx_arena_copy(arena, text->p, text->n);
    text->p = copy;
    return copy != NULL;
}

/* A cap keeps a reason's texts from filling memory; whole characters are kept. */
static bool keep_why(struct jx_arena *arena, const struct jx_why *why, bool copy_format,
                     struct jx_why *out)
{
    *out = *why;
    if (out->arg_count > JX_WHY_ARGS)
        out->arg_count = JX_WHY_ARGS;
    if (copy_format && !keep_text(arena, &out->format))
        return false;
    if (!out->arg_count)
        return true;
    struct jx_arg *args = jx_arena_room(arena, out->arg_count * sizeof *args);
    if (!args)
        return false;
    memcpy(args, why->args, out->arg_count * sizeof *args);
    for (size_t i = 0; i < out->arg_count; i++) {
        if (args[i].kind != JX_ARG_TEXT)
            continue;
        args[i].text.n = args[i].text.n > JX_WHY_BYTES
                             ? jx_utf8_cut(args[i].text.p, JX_WHY_BYTES)
                             : args[i].text.n;
        if (!keep_text(arena, &args[i].text))
            return false;
    }
    out->args = args;
    return true;
}

static bool open_for(struct jx_ledger *ledger, size_t count)
{
    if (ledger->rejected || ledger->unscored || ledger->fault)
        return false;
    if (count >= JX_LEDGER_LINES)
        ledger->overflow = true;
    return !ledger->overflow;
}

/* A place for one more line, whatever is in it; NULL: memory. */
static struct jx_line *next_line(struct jx_ledger *ledger)
{
    enum { USUAL = 2 };
    struct jx_line *lines = ledger->lines;
    if (!lines && (lines = jx_arena_room(ledger->arena, USUAL * sizeof *lines)))
        ledger->capacity = USUAL;
    else
        lines = jx_arena_grow(ledger->arena, lines, ledger->count, &ledger->capacity,
                              sizeof *lines);
    if (!lines) {
        ledger->overflow = true;
        return NULL;
    }
    ledger->lines = lines;
    return &lines[ledger->count];
}

bool jx_ledger_add(struct jx_ledger *ledger, enum jx_verb verb, struct jx_dec points,
                   const struct jx_why *why, bool copy_format, const char *file, int line)
{
    if (!open_for(ledger, ledger->count))
        return false;
    struct jx_line *entry = next_line(ledger);
    if (!entry)
        return false;
    entry->verb = (uint8_t)verb;
    entry->points = points;
    entry->file = file;
    entry->line = line;
    if (!keep_why(ledger->arena, why, copy_format, &entry->why)) {
        ledger->overflow = true;
        return false;
    }
    ledger->count++;
    ledger->rejected = verb == JX_REJECT;
    ledger->unscored = verb == JX_UNSCORED;
    return true;
}

bool jx_ledger_raise(struct jx_ledger *ledger, const char *code, const struct jx_why *why,
                     bool copy_format, const char *file, int line)
{
    if (!open_for(ledger, ledger->raised_count))
        return false;
    struct jx_raised *raised = jx_arena_alloc(ledger->arena, sizeof *raised);
    char *kept = jx_arena_copy(ledger->arena, code, strlen(code));
    if (!raised || !kept || !keep_why(ledger->arena, why, copy_format, &raised->why)) {
        ledger->overflow = true;
        return false;
    }
    raised->code = kept;
    raised->file = file;
    raised->line = line;
    *ledger->raised_end = raised;
    ledger->raised_end = &raised->next;
    ledger->raised_count++;
    return true;
}

/* ---- the verbs of native methods ---- */

static struct jx_why constant_why(struct jx_str why, const struct jx_arg *args,
                                  size_t count)
{
    return (struct jx_why){.format = why,
                           .args = args,
                           .translate = true,
                           .arg_count = (uint8_t)(count < 255 ? count : 255)};
}

static bool number_sound(struct jx_dec number)
{
    return jx_dec_within(number.digits, 1000000000000000000) &&
           jx_dec_within(number.exponent, 400);
}

static bool args_sound(const struct jx_arg *args, size_t count)
{
    if (count > JX_WHY_ARGS || (count && !args))
        return false;
    for (size_t i = 0; i < count; i++)
        if (args[i].kind > JX_ARG_DOUBLE ||
            (args[i].kind == JX_ARG_TEXT && !args[i].text.p && args[i].text.n) ||
            (args[i].kind == JX_ARG_DEC && !number_sound(args[i].dec)))
            return false;
    return true;
}

/* Methods may come from anybody's plugin: nothing they hand over is taken as it is. */
static bool is_sound(struct jx_ledger *ledger, struct jx_dec points, struct jx_str format,
                     const struct jx_arg *args, size_t count)
{
    if (ledger->fault)
        return false;
    if (!number_sound(points))
        ledger->fault = N_("points of more than 18 digits, or beyond all bounds");
    else if (!args_sound(args, count))
        ledger->fault = N_("a reason whose arguments are missing, odd, or more than 16");
    else
        ledger->fault =
            jx_why_recheck(ledger->formats, format, args, count, &ledger->fault_number);
    return !ledger->fault;
}

static struct jx_str bounded_text(const char *why)
{
    return why ? (struct jx_str){why, strnlen(why, JX_WHY_BYTES + 1)}
               : (struct jx_str){0};
}

static bool native(void *ledger, enum jx_verb verb, struct jx_dec points, const char *why,
                   const struct jx_arg *args, size_t count)
{
    struct jx_ledger *own = ledger;
    struct jx_str format = bounded_text(why);
    if (!is_sound(own, points, format, args, count))
        return false;
    struct jx_why reason = constant_why(format, args, count);
    return jx_ledger_add(own, verb, jx_dec_read15(points), &reason, false, own->file, 0);
}

static bool native_award(void *ledger, struct jx_dec points, const char *why,
                         const struct jx_arg *args, size_t count)
{
    return native(ledger, JX_AWARD, points, why, args, count);
}

static bool native_deduct(void *ledger, struct jx_dec points, const char *why,
                          const struct jx_arg *args, size_t count)
{
    return native(ledger, JX_DEDUCT, points, why, args, count);
}

static bool native_reject(void *ledger, const char *why, const struct jx_arg *args,
                          size_t count)
{
    return native(ledger, JX_REJECT, jx_dec_int(0), why, args, count);
}

static bool native_unscored(void *ledger, const char *why, const struct jx_arg *args,
                            size_t count)
{
    return native(ledger, JX_UNSCORED, jx_dec_int(0), why, args, count);
}

static bool native_find(void *ledger, const char *code, const char *why,
                        const struct jx_arg *args, size_t count)
{
    struct jx_ledger *own = ledger;
    struct jx_str format = bounded_text(why);
    if (!is_sound(own, jx_dec_int(0), format, args, count))
        return false;
    if (!code || !*code || strnlen(code, JX_WHY_BYTES) == JX_WHY_BYTES) {
        own->fault = N_("a finding without its code");
        return false;
    }
    struct jx_why reason = constant_why(format, args, count);
    return jx_ledger_raise(own, code, &reason, false, own->file, 0);
}

const struct jx_verbs jx_ledger_verbs = {
    .size = sizeof(struct jx_verbs),
    .award = native_award,
    .deduct = native_deduct,
    .reject = native_reject,
    .unscored = native_unscored,
    .find = native_find,
};

static struct jx_dec round_half_away(struct jx_dec a, int digits)
{
    return jx_dec_round(a, digits, JX_ROUND_HALF_AWAY);
}

const struct jx_math jx_exact_math = {
    .size = sizeof(struct jx_math),
    .add = jx_dec_add,
    .sub = jx_dec_sub,
    .mul = jx_dec_mul,
    .div = jx_dec_div,
    .muldiv = jx_dec_muldiv,
    .cmp = jx_dec_cmp,
    .floor = jx_dec_floor,
    .ceil = jx_dec_ceil,
    .round = round_half_away,
};

/* ---- settling ---- */

/* Appends the line that takes `*score` to `to`, if there is a difference. The line is
 * pushed past the limits of rules: it is the core's own. */
static void move_to(struct jx_ledger *ledger, enum jx_verb verb, struct jx_dec to,
                    const char *why, struct jx_dec *score)
{
    if (jx_dec_cmp(*score, to) == 0)
        return;
    struct jx_line *line = next_line(ledger);
    if (line) {
        *line = (struct jx_line){.verb = (uint8_t)verb,
                                 .points = jx_dec_sub(to, *score),
                                 .why = constant_why(jx_str_of(why), NULL, 0),
                                 .file = ""};
        ledger->count++;
    }
    *score = to;
}

static struct jx_dec sum_lines(struct jx_ledger *ledger, struct jx_dec start)
{
    struct jx_dec sum = start;
    for (size_t i = 0; i < ledger->count; i++) {
        struct jx_line *line = &ledger->lines[i];
        if (line->verb == JX_AWARD)
            sum = jx_dec_add(sum, line->points);
        else if (line->verb == JX_DEDUCT)
            sum = jx_dec_sub(sum, line->points);
        else if (line->verb == JX_REJECT) {
            line->points = jx_dec_neg(sum);
            sum = jx_dec_int(0);
        }
    }
    return sum;
}

/* Nothing to be rounded, as with full marks. */
static bool is_round(struct jx_dec score, struct jx_rounding round)
{
    return round.mode == JX_ROUND_NONE ||
           (jx_dec_is_small(score) && score.exponent >= -round.digits);
}

void jx_ledger_settle(struct jx_ledger *ledger, bool start_full, struct jx_rounding round,
                      struct jx_item *item)
{
    item->start = start_full ? item->weight : jx_dec_int(0);
    struct jx_dec score = sum_lines(ledger, item->start);
    item->scored = !ledger->unscored && !ledger->overflow && !ledger->fault;
    if (item->scored) {
        if (jx_dec_sign(score) < 0)
            move_to(ledger, JX_CLAMP, jx_dec_int(0), N_("no score below zero"), &score);
        else if (jx_dec_cmp(score, item->weight) > 0)
            move_to(ledger, JX_CLAMP, item->weight, N_("no score above the weight"),
                    &score);
        if (!is_round(score, round))
            move_to(ledger, JX_ROUND,
                    jx_dec_round(jx_dec_read15(score), round.digits, round.mode),
                    N_("rounded as the pack says"), &score);
    }
    item->score = score;
    item->lines = ledger->lines;
    item->line_count = ledger->count;
}
