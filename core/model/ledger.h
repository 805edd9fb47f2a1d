/* ledger.h: the scored lines of one item, and how they become a score.
 *
 * score = start + Σ award − Σ deduct, clamped to [0, weight], read at 15 significant
 * digits, rounded; `clamp` and `round` lines are appended so that start plus all lines
 * is exactly the score. Lines, formats, arguments and texts are copied into the arena. */
#pragma once

#include "arena.h"
#include "pack.h"

enum {
    JX_LEDGER_LINES = 1000,
    JX_LEDGER_USUAL = 2, /* what is awarded, and perhaps a rounding */
    JX_WHY_BYTES = 256,
    JX_WHY_ARGS = 16,
    JX_WHY_PLACES = 512
};

/* Formats taken apart, so that what is said again and again is not checked again for every
 * item. Zeroed: none yet. */
struct jx_formats {
    struct jx_format {
        const char *constant; /* it stands there; NULL: none. Room is reused */
        size_t n, count;
        bool plain;              /* every conversion is %s */
        char kinds[JX_WHY_ARGS]; /* the letter of every argument's conversion */
        char text[JX_WHY_BYTES + 1];
    } of[32];
    const struct jx_format *constants[JX_WHY_PLACES]; /* by where they stand in a page */
};

/* A finding that a rule or method raised with find. */
struct jx_raised {
    const char *code;
    struct jx_why why;
    const char *file;
    int line;
    struct jx_raised *next;
};

struct jx_ledger {
    struct jx_arena *arena;
    const char *file; /* of lines added by the native verbs: "method:NAME" */
    struct jx_line *lines;
    size_t count, capacity;
    struct jx_raised *raised, **raised_end;
    size_t raised_count;
    bool rejected, unscored; /* decided: further verbs are refused */
    bool overflow;           /* memory or the line limit: the item is a rule-limit */
    /* What a native method handed over that cannot be used (jx_why_check's message id and
     * number, the points): the item is a rule-error. NULL: nothing. */
    const char *fault;
    int fault_number;
    struct jx_formats *formats; /* may be NULL */
    /* What the native method was given, whose texts need no copy; may be none. */
    const struct jx_value *inputs;
    size_t input_count;
    struct jx_arg
        *args; /* that it was given room for, until they are taken; may be NULL */
};

static inline void jx_ledger_start(struct jx_ledger *ledger, struct jx_arena *arena,
                                   const char *file)
{
    *ledger = (struct jx_ledger){.arena = arena, .file = file};
    ledger->raised_end = &ledger->raised;
}

/* Is the item left without a score? */
static inline bool jx_ledger_troubled(const struct jx_ledger *ledger)
{
    return ledger->unscored | ledger->overflow | (ledger->fault != NULL);
}

/* Room for the usual lines of an item, and for the arguments of one reason, which a native
 * method then writes in place (ledger->args). false: memory, and the ledger says so. */
static inline bool jx_ledger_room(struct jx_ledger *ledger)
{
    struct {
        struct jx_line lines[JX_LEDGER_USUAL];
        struct jx_arg args[JX_CALL_ARGS];
    } *room = jx_arena_room(ledger->arena, sizeof *room);
    ledger->overflow = !room;
    if (!room)
        return false;
    ledger->lines = room->lines;
    ledger->capacity = JX_LEDGER_USUAL;
    ledger->args = room->args;
    return true;
}

/* As it was started, with the room it has: lines that were begun are written over. */
static inline void jx_ledger_empty(struct jx_ledger *ledger)
{
    ledger->count = ledger->raised_count = 0;
    ledger->raised = NULL;
    ledger->raised_end = &ledger->raised;
    ledger->rejected = ledger->unscored = ledger->overflow = false;
}

/* Adds a line; false once the item is decided or a limit is reached. The reason is copied.
 * `line` 0: none. */
bool jx_ledger_add(struct jx_ledger *ledger, enum jx_verb verb, struct jx_dec points,
                   const struct jx_why *why, const char *file, int line);
bool jx_ledger_raise(struct jx_ledger *ledger, const char *code, const struct jx_why *why,
                     const char *file, int line);

/* Likewise of a reason that lives as long as the ledger's arena, with its arguments and all
 * texts, of which none is longer than JX_WHY_BYTES: nothing of it is copied. */
bool jx_ledger_add_kept(struct jx_ledger *ledger, enum jx_verb verb, struct jx_dec points,
                        const struct jx_why *why, const char *file, int line);
bool jx_ledger_raise_kept(struct jx_ledger *ledger, const char *code,
                          const struct jx_why *why, const char *file, int line);

/* The verbs of native methods over a ledger. */
extern const struct jx_verbs jx_ledger_verbs;
extern const struct jx_math jx_exact_math;

/* Settles the score: fills item->start, scored, score, lines. `weight` is item->weight. Is
 * it scored, and has all of it? */
bool jx_ledger_settle(struct jx_ledger *ledger, bool start_full, struct jx_rounding round,
                      struct jx_item *item);

/* Checks a why format: only %d %s %.Nf %g %% and as many arguments of fitting kinds, valid
 * UTF-8, at most JX_WHY_BYTES. NULL when fine, else what is wrong (a message id with at
 * most one %d for the argument's number, set in *number). `formats`: what was checked
 * before, or NULL. */
const char *jx_why_check(struct jx_formats *formats, struct jx_str format,
                         const struct jx_arg *args, size_t count, int *number);

/* The parts of such a check, for reasons of native methods. A format that stands in the
 * same place every time, where it is known; NULL: it must be learnt. */
static inline const struct jx_format *jx_why_known(const struct jx_formats *formats,
                                                   const char *text)
{
    const struct jx_format *known =
        formats ? formats->constants[((uintptr_t)text >> 3) % JX_WHY_PLACES] : NULL;
    return known && known->constant == text ? known : NULL;
}
/* Without `formats` it is taken apart into `room`. NULL: *fault is wrong with it. */
const struct jx_format *jx_why_learn(struct jx_formats *formats, const char *text,
                                     struct jx_format *room, const char **fault,
                                     int *number);
/* Takes a format apart; what is wrong with it (with argument *number), or NULL. */
const char *jx_why_parse(struct jx_str format, struct jx_format *out, int *number);
/* An argument for a conversion; what is wrong, or NULL. */
const char *jx_why_arg(const struct jx_arg *arg, char kind);
/* Likewise of one that may be anything. */
const char *jx_why_sound(const struct jx_arg *arg, char kind);
/* Likewise of the number of arguments. */
const char *jx_why_count(const struct jx_format *format, size_t count, int *number);

/* Renders a reason into out (terminated, cut at a character). Returns the length needed.
 * `translate` maps a message id to the language of the run; may be NULL. */
size_t jx_why_render(const struct jx_why *why, const char *(*translate)(const char *),
                     char *out, size_t size);

/* What was rendered before, in one language: for whoever shows the same messages again and
 * again. Made with its arena and else zeros; one thread. */
struct jx_shown {
    struct jx_arena *arena;
    struct jx_shown_message *messages[JX_WHY_PLACES]; /* by where they stand in a page */
};
/* As jx_why_render, always with the same `translate`. */
size_t jx_why_show(struct jx_shown *shown, const struct jx_why *why,
                   const char *(*translate)(const char *), char *out, size_t size);
