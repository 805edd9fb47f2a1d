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

void jx_ledger_empty(struct jx_ledger *ledger)
{
    ledger->count = ledger->raised_count = 0;
    ledger->raised = NULL;
    ledger->raised_end = &ledger->raised;
    ledger->rejected = ledger->unscored = ledger->overflow = false;
}

/* A copy of a text, with a NUL behind it: a cap keeps reasons from filling memory. Whole
 * characters are kept. */
static bool keep_text(struct jx_arena *arena, struct jx_str *text)
{
    size_t n = text->n > JX_WHY_BYTES ? jx_utf8_cut(text->p, JX_WHY_BYTES) : text->n;
    char *copy = jx_arena_copy(arena, text->p, n);
    *text = (struct jx_str){copy, n};
    return copy != NULL;
}

static bool keep_why(struct jx_arena *arena, struct jx_why *why)
{
    if (why->arg_count > JX_WHY_ARGS)
        why->arg_count = JX_WHY_ARGS;
    if (!(why->format.p = jx_arena_copy(arena, why->format.p, why->format.n)))
        return false;
    if (!why->arg_count)
        return true;
    struct jx_arg *args = jx_arena_room(arena, why->arg_count * sizeof *args);
    if (!args)
        return false;
    memcpy(args, why->args, why->arg_count * sizeof *args);
    for (size_t i = 0; i < why->arg_count; i++)
        if (args[i].kind == JX_ARG_TEXT && !keep_text(arena, &args[i].text))
            return false;
    why->args = args;
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

/* An award; NULL: memory. `why` is kept already. */
static inline struct jx_line *add_line(struct jx_ledger *ledger, struct jx_dec points,
                                       const struct jx_why *why, const char *file,
                                       int line)
{
    struct jx_line *entry = next_line(ledger);
    if (!entry)
        return NULL;
    entry->verb = JX_AWARD;
    entry->points = points;
    entry->file = file;
    entry->line = line;
    entry->why = *why;
    ledger->count++;
    return entry;
}

/* Makes it what it is; `entry` may be NULL. */
static bool make(struct jx_ledger *ledger, struct jx_line *entry, enum jx_verb verb)
{
    if (!entry)
        return false;
    entry->verb = (uint8_t)verb;
    if (verb == JX_REJECT)
        ledger->rejected = true;
    else if (verb == JX_UNSCORED)
        ledger->unscored = true;
    return true;
}

bool jx_ledger_add_kept(struct jx_ledger *ledger, enum jx_verb verb, struct jx_dec points,
                        const struct jx_why *why, const char *file, int line)
{
    return open_for(ledger, ledger->count) &&
           make(ledger, add_line(ledger, points, why, file, line), verb);
}

bool jx_ledger_add(struct jx_ledger *ledger, enum jx_verb verb, struct jx_dec points,
                   const struct jx_why *why, const char *file, int line)
{
    struct jx_why kept = *why;
    if (!open_for(ledger, ledger->count))
        return false;
    if (!keep_why(ledger->arena, &kept)) {
        ledger->overflow = true;
        return false;
    }
    return make(ledger, add_line(ledger, points, &kept, file, line), verb);
}

/* `why` is kept already. */
static bool raise(struct jx_ledger *ledger, const char *code, const struct jx_why *why,
                  const char *file, int line)
{
    struct jx_raised *raised = jx_arena_room(ledger->arena, sizeof *raised);
    char *kept = jx_arena_copy(ledger->arena, code, strlen(code));
    if (!raised || !kept) {
        ledger->overflow = true;
        return false;
    }
    *raised = (struct jx_raised){.code = kept, .why = *why, .file = file, .line = line};
    *ledger->raised_end = raised;
    ledger->raised_end = &raised->next;
    ledger->raised_count++;
    return true;
}

bool jx_ledger_raise_kept(struct jx_ledger *ledger, const char *code,
                          const struct jx_why *why, const char *file, int line)
{
    return open_for(ledger, ledger->raised_count) && raise(ledger, code, why, file, line);
}

bool jx_ledger_raise(struct jx_ledger *ledger, const char *code, const struct jx_why *why,
                     const char *file, int line)
{
    struct jx_why kept = *why;
    if (!open_for(ledger, ledger->raised_count))
        return false;
    if (!keep_why(ledger->arena, &kept)) {
        ledger->overflow = true;
        return false;
    }
    return raise(ledger, code, &kept, file, line);
}

/* ---- the verbs of native methods ---- */

static bool number_sound(struct jx_dec number)
{
    return jx_dec_is_small(number) ||
           (jx_dec_within(number.digits, 1000000000000000000) &&
            jx_dec_within(number.exponent, 400));
}

/* What is wrong with an argument for a conversion, or NULL. */
static const char *arg_fault(const struct jx_arg *arg, char kind)
{
    bool sound = arg->kind == JX_ARG_DEC    ? number_sound(arg->dec)
                 : arg->kind == JX_ARG_TEXT ? arg->text.p || !arg->text.n
                                            : arg->kind == JX_ARG_DOUBLE;
    if (!sound)
        return N_("a reason whose arguments are missing, odd, or more than 16");
    return jx_why_arg(arg, kind);
}

/* Is it a text that the method was given? Then it is sound, and lives as long as the
 * ledger. */
static bool was_given(const struct jx_ledger *ledger, struct jx_str text)
{
    for (size_t i = 0; i < ledger->input_count; i++)
        if (ledger->inputs[i].text.p == text.p && ledger->inputs[i].text.n == text.n)
            return text.n <= JX_WHY_BYTES;
    return false;
}

/* Checks an argument, and keeps its text. What is wrong with it, or NULL. */
static __attribute__((noinline)) const char *
keep_arg(struct jx_ledger *ledger, struct jx_arg *arg, char kind, size_t place)
{
    const char *fault = arg_fault(arg, kind);
    ledger->fault_number = (int)place + 1;
    if (!fault && arg->kind == JX_ARG_TEXT && !keep_text(ledger->arena, &arg->text))
        ledger->overflow = true;
    return fault;
}

/* Checks and keeps a reason in one go: nothing that a method hands over is taken as it is,
 * for methods may come from anybody's plugin. What is wrong with it, or NULL. */
static inline const char *take_why(struct jx_ledger *ledger, const char *text,
                                   const struct jx_arg *args, size_t count,
                                   struct jx_why *out)
{
    struct jx_format room;
    const char *fault = NULL;
    if (count > JX_WHY_ARGS || (count && !args))
        return N_("a reason whose arguments are missing, odd, or more than 16");
    const struct jx_format *format =
        jx_why_constant(ledger->formats, text, &room, &fault, &ledger->fault_number);
    if (!format)
        return fault;
    struct jx_arg *kept = jx_arena_room(ledger->arena, count * sizeof *kept);
    const size_t checked = !kept ? 0 : count < format->count ? count : format->count;
    if (!kept)
        ledger->overflow = true;
    for (size_t i = 0; i < checked; i++) {
        const struct jx_arg *arg = &args[i];
        const char kind = format->kinds[i];
        if (kind == 's' && arg->kind == JX_ARG_DEC && number_sound(arg->dec)) {
            kept[i].kind = JX_ARG_DEC; /* field by field, as it was written just now */
            kept[i].dec.digits = arg->dec.digits;
            kept[i].dec.exponent = arg->dec.exponent;
            continue;
        }
        kept[i] = *arg;
        if (!(kind == 's' && arg->kind == JX_ARG_TEXT && was_given(ledger, arg->text)) &&
            (fault = keep_arg(ledger, &kept[i], kind, i)))
            return fault;
    }
    out->format = (struct jx_str){text, format->n};
    out->args = kept;
    out->arg_count = (uint8_t)count;
    out->translate = true;
    return count == format->count ? NULL
                                  : jx_why_count(format, count, &ledger->fault_number);
}

/* Is the ledger open, and the reason sound? */
static inline bool taken(struct jx_ledger *ledger, struct jx_dec points, const char *text,
                         const struct jx_arg *args, size_t count, struct jx_why *why)
{
    if (ledger->fault)
        return false;
    ledger->fault = number_sound(points)
                        ? take_why(ledger, text, args, count, why)
                        : N_("points of more than 18 digits, or beyond all bounds");
    return !ledger->fault;
}

/* An award; NULL: it is not taken. */
static struct jx_line *native(struct jx_ledger *own, struct jx_dec points,
                              const char *text, const struct jx_arg *args, size_t count)
{
    struct jx_why why;
    return taken(own, points, text, args, count, &why) && open_for(own, own->count)
               ? add_line(own, jx_dec_read15(points), &why, own->file, 0)
               : NULL;
}

static bool native_award(void *ledger, struct jx_dec points, const char *why,
                         const struct jx_arg *args, size_t count)
{
    return native(ledger, points, why, args, count) != NULL;
}

static bool native_deduct(void *ledger, struct jx_dec points, const char *why,
                          const struct jx_arg *args, size_t count)
{
    return make(ledger, native(ledger, points, why, args, count), JX_DEDUCT);
}

static bool native_reject(void *ledger, const char *why, const struct jx_arg *args,
                          size_t count)
{
    return make(ledger, native(ledger, jx_dec_int(0), why, args, count), JX_REJECT);
}

static bool native_unscored(void *ledger, const char *why, const struct jx_arg *args,
                            size_t count)
{
    return make(ledger, native(ledger, jx_dec_int(0), why, args, count), JX_UNSCORED);
}

static bool native_find(void *ledger, const char *code, const char *text,
                        const struct jx_arg *args, size_t count)
{
    struct jx_ledger *own = ledger;
    struct jx_why why;
    if (!taken(own, jx_dec_int(0), text, args, count, &why))
        return false;
    if (!code || !*code || strnlen(code, JX_WHY_BYTES) == JX_WHY_BYTES) {
        own->fault = N_("a finding without its code");
        return false;
    }
    return open_for(own, own->raised_count) && raise(own, code, &why, own->file, 0);
}

const struct jx_verbs jx_ledger_verbs = {
    .size = sizeof(struct jx_verbs),
    .award = native_award,
    .deduct = native_deduct,
    .reject = native_reject,
    .unscored = native_unscored,
    .find = native_find,
};

/* ---- settling ---- */

/* Appends the line that takes `*score` to `to`, another number. The line is pushed past the
 * limits of rules: it is the core's own. */
static void move_to(struct jx_ledger *ledger, enum jx_verb verb, struct jx_dec to,
                    const char *why, struct jx_dec *score)
{
    struct jx_line *line = next_line(ledger);
    if (line) {
        *line = (struct jx_line){.verb = (uint8_t)verb,
                                 .points = jx_dec_sub(to, *score),
                                 .why = {.format = jx_str_of(why), .translate = true},
                                 .file = ""};
        ledger->count++;
    }
    *score = to;
}

/* Start and lines in their order. A line that makes it zero says by how much. */
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

static struct jx_dec clamp_and_round(struct jx_ledger *ledger, struct jx_rounding round,
                                     struct jx_dec weight, struct jx_dec score)
{
    if (jx_dec_sign(score) < 0)
        move_to(ledger, JX_CLAMP, jx_dec_int(0), N_("no score below zero"), &score);
    else if (jx_dec_cmp(score, weight) > 0)
        move_to(ledger, JX_CLAMP, weight, N_("no score above the weight"), &score);
    struct jx_dec rounded =
        round.mode == JX_ROUND_NONE
            ? score
            : jx_dec_round(jx_dec_read15(score), round.digits, round.mode);
    if (jx_dec_cmp(rounded, score) != 0)
        move_to(ledger, JX_ROUND, rounded, N_("rounded as the pack says"), &score);
    return score;
}

/* Is the score all of the weight? */
static __attribute__((noinline)) bool
settle(struct jx_ledger *ledger, struct jx_rounding round, struct jx_item *item)
{
    struct jx_dec score = sum_lines(ledger, item->start);
    if (item->scored)
        score = clamp_and_round(ledger, round, item->weight, score);
    item->score = score;
    item->lines = ledger->lines;
    item->line_count = ledger->count;
    return item->scored && jx_dec_cmp(score, item->weight) >= 0;
}

/* One line of full marks, which need no rounding: as most scores are. */
static inline bool is_whole(const struct jx_ledger *ledger, struct jx_dec weight,
                            struct jx_rounding round)
{
    const struct jx_line *line = ledger->lines;
    return ledger->count == 1 && line->verb == JX_AWARD &&
           line->points.digits == weight.digits &&
           line->points.exponent == weight.exponent && jx_dec_is_small(weight) &&
           weight.digits >= 0 && weight.exponent + round.digits >= 0;
}

bool jx_ledger_settle(struct jx_ledger *ledger, bool start_full, struct jx_rounding round,
                      struct jx_item *item)
{
    item->start = start_full ? item->weight : jx_dec_int(0);
    item->scored = !ledger->unscored && !ledger->overflow && !ledger->fault;
    if (start_full || !item->scored || !is_whole(ledger, item->weight, round))
        return settle(ledger, round, item);
    item->score = item->weight;
    item->lines = ledger->lines;
    item->line_count = 1;
    return true;
}
