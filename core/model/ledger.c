/* ledger.c: lines of one item and how they add up. No rule is known here.
 *
 * All clamping and rounding of items happens in jx_ledger_settle, and nowhere else. */
#include "ledger.h"

#include "lang.h"
#include "strbuf.h"
#include "utf8.h"

#include <string.h>

/* A copy of a text, with a NUL behind it: a cap keeps reasons from filling memory. Whole
 * characters are kept. */
static bool keep_text(struct jx_arena *arena, struct jx_str *text)
{
    size_t n = text->n > JX_WHY_BYTES ? jx_utf8_cut(text->p, JX_WHY_BYTES) : text->n;
    char *copy = jx_arena_copy(arena, text->p, n);
    *text = (struct jx_str){copy, n};
    return copy != NULL;
}

/* false: memory, and the ledger says so. */
static bool keep_why(struct jx_ledger *ledger, struct jx_why *why)
{
    struct jx_arena *arena = ledger->arena;
    const size_t count = why->arg_count < JX_WHY_ARGS ? why->arg_count : JX_WHY_ARGS;
    struct jx_arg *args = jx_arena_room(arena, count * sizeof *args);
    why->format.p = jx_arena_copy(arena, why->format.p, why->format.n);
    bool ok = args && why->format.p;
    for (size_t i = 0; ok && i < count; i++) {
        args[i] = why->args[i];
        ok = args[i].kind != JX_ARG_TEXT || keep_text(arena, &args[i].text);
    }
    why->args = args;
    why->arg_count = (uint8_t)count;
    ledger->overflow |= !ok;
    return ok;
}

static bool open_for(struct jx_ledger *ledger, size_t count)
{
    if (ledger->rejected || ledger->unscored || ledger->fault)
        return false;
    if (count >= JX_LEDGER_LINES)
        ledger->overflow = true;
    return !ledger->overflow;
}

/* A place for one more line, where the room is full; NULL: memory. */
static __attribute__((noinline)) struct jx_line *grow_lines(struct jx_ledger *ledger)
{
    struct jx_line *lines = ledger->lines;
    if (!ledger->capacity &&
        (lines = jx_arena_room(ledger->arena, JX_LEDGER_USUAL * sizeof *lines)))
        ledger->capacity = JX_LEDGER_USUAL;
    else
        lines = jx_arena_grow(ledger->arena, lines, ledger->count, &ledger->capacity,
                              sizeof *lines);
    ledger->overflow |= !lines;
    ledger->lines = lines ? lines : ledger->lines;
    return lines ? &lines[ledger->count] : NULL;
}

/* Likewise, whatever is in it. */
static inline struct jx_line *next_line(struct jx_ledger *ledger)
{
    return ledger->count < ledger->capacity ? &ledger->lines[ledger->count]
                                            : grow_lines(ledger);
}

bool jx_ledger_add_kept(struct jx_ledger *ledger, enum jx_verb verb, struct jx_dec points,
                        const struct jx_why *why, const char *file, int line)
{
    struct jx_line *entry = open_for(ledger, ledger->count) ? next_line(ledger) : NULL;
    if (!entry)
        return false;
    entry->verb = (uint8_t)verb;
    entry->points = points;
    entry->file = file;
    entry->line = line;
    entry->why = *why;
    ledger->count++;
    ledger->rejected |= verb == JX_REJECT;
    ledger->unscored |= verb == JX_UNSCORED;
    return true;
}

bool jx_ledger_add(struct jx_ledger *ledger, enum jx_verb verb, struct jx_dec points,
                   const struct jx_why *why, const char *file, int line)
{
    struct jx_why kept = *why;
    return open_for(ledger, ledger->count) && keep_why(ledger, &kept) &&
           jx_ledger_add_kept(ledger, verb, points, &kept, file, line);
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
    return open_for(ledger, ledger->raised_count) && keep_why(ledger, &kept) &&
           raise(ledger, code, &kept, file, line);
}

/* ---- the verbs of native methods ---- */

/* Is it a text that the method was given? Then it is sound, and lives as long as the
 * ledger. */
static bool was_given(const struct jx_ledger *ledger, struct jx_str text)
{
    for (size_t i = 0; i < ledger->input_count; i++)
        if (ledger->inputs[i].text.p == text.p && ledger->inputs[i].text.n == text.n)
            return text.n <= JX_WHY_BYTES;
    return false;
}

/* An argument for %s that can be kept as it is: a number, or a text that the method was
 * given, as most are. */
static inline bool is_usual(const struct jx_ledger *ledger, const struct jx_arg *arg)
{
    return arg->kind == JX_ARG_DEC
               ? jx_dec_is_sound(arg->dec)
               : arg->kind == JX_ARG_TEXT && was_given(ledger, arg->text);
}

/* Checks any argument, and keeps its text. What is wrong with it, or NULL. */
static __attribute__((noinline)) const char *
keep_arg(struct jx_ledger *ledger, struct jx_arg *arg, char kind, size_t place)
{
    const char *fault = jx_why_sound(arg, kind);
    ledger->fault_number = (int)place + 1;
    if (!fault && arg->kind == JX_ARG_TEXT && !keep_text(ledger->arena, &arg->text))
        ledger->overflow = true;
    return fault;
}

/* Likewise of all arguments, which lie in `kept`; false: the ledger says what is wrong. */
static inline bool keep_args(struct jx_ledger *ledger, const struct jx_format *format,
                             struct jx_arg *kept)
{
    for (size_t i = 0; i < format->count; i++)
        if ((!format->plain || !is_usual(ledger, &kept[i])) &&
            (ledger->fault = keep_arg(ledger, &kept[i], format->kinds[i], i)) != NULL)
            return false;
    return true;
}

static const char odd_args[] =
    N_("a reason whose arguments are missing, odd, or more than 16");

/* The arguments where they can stay; NULL: they cannot. */
static inline struct jx_arg *take_args(struct jx_ledger *ledger,
                                       const struct jx_arg *args, size_t count)
{
    struct jx_arg *kept = ledger->args;
    if (args && args == kept) {
        ledger->args = NULL;
        return kept;
    }
    if (count && !args) {
        ledger->fault = odd_args;
        return NULL;
    }
    kept = jx_arena_room(ledger->arena, count * sizeof *kept);
    for (size_t i = 0; kept && i < count; i++)
        kept[i] = args[i];
    ledger->overflow |= !kept;
    return kept;
}

/* Of a format that is not known yet, or is none. */
static __attribute__((noinline)) const struct jx_format *
learn_format(struct jx_ledger *ledger, const char *text)
{
    struct jx_format *room = jx_arena_room(ledger->arena, sizeof *room);
    ledger->overflow |= !room;
    return room ? jx_why_learn(ledger->formats, text, room, &ledger->fault,
                               &ledger->fault_number)
                : NULL;
}

static __attribute__((noinline)) bool miscounted(struct jx_ledger *ledger,
                                                 const struct jx_format *format,
                                                 const struct jx_arg *args, size_t count)
{
    ledger->fault = count > JX_WHY_ARGS || (count && !args)
                        ? odd_args
                        : jx_why_count(format, count, &ledger->fault_number);
    return false;
}

/* Checks and keeps a reason in one go: nothing that a method hands over is taken as it is,
 * for methods may come from anybody's plugin. false: the ledger says what is wrong. */
static inline bool take_why(struct jx_ledger *ledger, const char *text,
                            const struct jx_arg *args, size_t count, struct jx_why *out)
{
    const struct jx_format *format = jx_why_known(ledger->formats, text);
    if (!format && !(format = learn_format(ledger, text)))
        return false;
    if (count != format->count)
        return miscounted(ledger, format, args, count);
    struct jx_arg *kept = take_args(ledger, args, count);
    if (!kept)
        return false;
    out->format.p = text;
    out->format.n = format->n;
    out->args = kept;
    out->arg_count = (uint8_t)count;
    out->translate = true;
    return keep_args(ledger, format, kept);
}

/* A line of a native method; false: it is not taken. */
static inline bool native(struct jx_ledger *ledger, enum jx_verb verb,
                          struct jx_dec points, const char *text,
                          const struct jx_arg *args, size_t count)
{
    if (ledger->fault)
        return false;
    if (!jx_dec_is_sound(points)) {
        ledger->fault = N_("points of more than 18 digits, or beyond all bounds");
        return false;
    }
    struct jx_line *line = next_line(ledger);
    if (!line || !take_why(ledger, text, args, count, &line->why) ||
        !open_for(ledger, ledger->count))
        return false;
    line->points = jx_dec_read15(points);
    line->file = ledger->file;
    line->line = 0;
    line->verb = (uint8_t)verb;
    ledger->count++;
    return true;
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

/* The item is decided. */
static bool native_last(struct jx_ledger *ledger, enum jx_verb verb, const char *why,
                        const struct jx_arg *args, size_t count)
{
    bool taken = native(ledger, verb, jx_dec_int(0), why, args, count);
    ledger->rejected |= taken && verb == JX_REJECT;
    ledger->unscored |= taken && verb == JX_UNSCORED;
    return taken;
}

static bool native_reject(void *ledger, const char *why, const struct jx_arg *args,
                          size_t count)
{
    return native_last(ledger, JX_REJECT, why, args, count);
}

static bool native_unscored(void *ledger, const char *why, const struct jx_arg *args,
                            size_t count)
{
    return native_last(ledger, JX_UNSCORED, why, args, count);
}

static bool native_find(void *self, const char *code, const char *text,
                        const struct jx_arg *args, size_t count)
{
    struct jx_ledger *ledger = self;
    struct jx_why why;
    if (ledger->fault || !take_why(ledger, text, args, count, &why))
        return false;
    if (!code || !*code || strnlen(code, JX_WHY_BYTES) == JX_WHY_BYTES)
        ledger->fault = N_("a finding without its code");
    return open_for(ledger, ledger->raised_count) &&
           raise(ledger, code, &why, ledger->file, 0);
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

/* Takes `*score` to `to`, with a line where that is another number. The line is pushed past
 * the limits of rules: it is the core's own. */
static void move_to(struct jx_ledger *ledger, enum jx_verb verb, struct jx_dec to,
                    const char *why, struct jx_dec *score)
{
    struct jx_dec points = jx_dec_sub(to, *score);
    struct jx_line *line = jx_dec_is_zero(points) ? NULL : next_line(ledger);
    if (line) {
        *line = (struct jx_line){.verb = (uint8_t)verb,
                                 .points = points,
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
            sum = jx_dec_is_zero(sum) ? line->points : jx_dec_add(sum, line->points);
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
    if (round.mode != JX_ROUND_NONE)
        move_to(ledger, JX_ROUND,
                jx_dec_round(jx_dec_read15(score), round.digits, round.mode),
                N_("rounded as the pack says"), &score);
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
           line->points.exponent == weight.exponent &&
           (uint64_t)weight.digits < 1000000000 && weight.exponent + round.digits >= 0;
}

bool jx_ledger_settle(struct jx_ledger *ledger, bool start_full, struct jx_rounding round,
                      struct jx_item *item)
{
    item->start = start_full ? item->weight : jx_dec_int(0);
    item->scored = !jx_ledger_troubled(ledger);
    if (start_full || !item->scored || !is_whole(ledger, item->weight, round))
        return settle(ledger, round, item);
    item->score = item->weight;
    item->lines = ledger->lines;
    item->line_count = 1;
    return true;
}
